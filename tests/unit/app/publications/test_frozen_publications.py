"""A frozen publication gives the same tables for ever, and says what has come about since."""

from __future__ import annotations

from pathlib import Path

import pytest

from ipof_workbench.app.commands.coding import CodePassage
from ipof_workbench.app.commands.deletion import DeleteRecords
from ipof_workbench.app.commands.freezing import FreezeTheory
from ipof_workbench.app.commands.publications import (
    AddPublication,
    DeletePublication,
    EditPublication,
    FreezePublication,
)
from ipof_workbench.app.commands.quotes import ChooseQuote, EditChosenQuote
from ipof_workbench.app.commands.record_edits import EditFields
from ipof_workbench.app.exports import FIGURE_KINDS, TABLE_KINDS
from ipof_workbench.app.house_styles import house_style
from ipof_workbench.app.publications.content import (
    WITHDRAWN,
    Content,
    MadeOutput,
    content_of,
    content_text,
    evidence_in,
)
from ipof_workbench.app.publications.exporting import outputs_of, write_output
from ipof_workbench.app.publications.plans import PublicationPlan, plan_of, plan_text
from ipof_workbench.app.report_sets import PlannedOutput
from ipof_workbench.domain import records
from ipof_workbench.domain.errors import RefusedChange, WorkbenchError
from ipof_workbench.domain.filters import AttributeCondition, Filter
from ipof_workbench.domain.publishing import Narrowing
from tests.e2e.any_command import Draw
from tests.e2e.every_maker import MAKERS
from tests.unit.storage.hand_made_study import Study

EVERYTHING = tuple(PlannedOutput(kind) for kind in (*TABLE_KINDS, *FIGURE_KINDS))
CMO = (PlannedOutput("cmo-table"), PlannedOutput("quote-bank"))


def frozen(study: Study, name: str = "Paper 1", **parts: object) -> int:
    plan = PublicationPlan(**{"outputs": CMO, **parts})  # type: ignore[arg-type]
    if plan.outputs == EVERYTHING:
        study.do(FreezeTheory("IPT"))
    publication: int = study.do(AddPublication(name, plan)).rid
    study.do(FreezePublication(publication))
    return publication


def cautions(study: Study, publication: int) -> list[str]:
    return [each.sentence for each in study.workbench.read.publications.cautions(publication)]


def numbers_of(made: MadeOutput) -> list[str]:
    assert made.table is not None
    return [row[0].text for row in made.table.rows]


def words_of(made: MadeOutput) -> str:
    assert made.table is not None
    return "\n".join(cell.text for row in made.table.rows for cell in row)


def test_every_kind_of_output_is_kept_whole(study: Study) -> None:
    publication = frozen(study, outputs=EVERYTHING, style=house_style("jmir"))
    content = study.workbench.read.publications.content(publication)
    assert {made.kind for made in content.outputs} == {output.kind for output in EVERYTHING}
    assert content_of(content_text(content)) == content
    for made in content.outputs:
        assert (made.table is None) == (made.kind in FIGURE_KINDS)


def test_a_content_is_one_text_whatever_the_order_it_was_made_in() -> None:
    one = Content((), {2: "b", 1: "a"}, (), {"y": "1", "x": "2"})
    other = Content((), {1: "a", 2: "b"}, (), {"x": "2", "y": "1"})
    assert content_text(one) == content_text(other)


def bytes_of(study: Study, publication: int, folder: Path) -> dict[str, bytes]:
    folder.mkdir()
    written = {}
    for made in study.workbench.read.publications.content(publication).outputs:
        for suffix in (".docx", ".csv", ".xlsx") if made.table is not None else (".svg",):
            path = folder / f"{made.file}{suffix}"
            write_output(made, path)
            written[path.name] = path.read_bytes()
    return written


@pytest.mark.parametrize("seed", range(3))
def test_the_bytes_stay_the_same_whatever_happens_to_the_project(study: Study, tmp_path: Path, seed: int) -> None:
    publication = frozen(study, outputs=EVERYTHING, style=house_style("bmj"))
    held = study.workbench.read.get(records.Publication, publication)
    before = bytes_of(study, publication, tmp_path / "before")
    draw = Draw(seed, study.workbench)
    done = 0
    for _ in range(60):
        command = MAKERS[draw.of(*sorted(MAKERS, key=lambda kind: kind.command_name))](draw)
        try:
            done += study.workbench.run(command).changed is not None
        except WorkbenchError:
            continue
        if done > 1 and draw.number(0, 9) == 0:
            study.workbench.undo()
            done -= 1
    assert done > 10
    assert study.workbench.check() == []
    kept = study.workbench.read.get(records.Publication, publication)
    assert (kept.content, kept.sha256) == (held.content, held.sha256)
    assert bytes_of(study, publication, tmp_path / "after") == before


def test_coding_editing_and_deleting_change_nothing_in_it(study: Study, tmp_path: Path) -> None:
    publication = frozen(study, outputs=EVERYTHING)
    before = bytes_of(study, publication, tmp_path / "before")
    first = study.configurations["1"]
    study.do(CodePassage(*study.passage("group", "they all know"), "context", first, label="Anonymity"))
    study.do(EditFields(records.Configuration, first, {"title": "Another title", "number": "99"}))
    study.do(EditFields(records.Project, 1, {"title": "Another study"}))
    study.do(DeleteRecords(records.Coding, (study.codings[0],)))
    study.do(DeleteRecords(records.Configuration, (study.configurations["10"],)))
    study.do(DeleteRecords(records.Document, (study.documents["night"],)))
    assert bytes_of(study, publication, tmp_path / "after") == before
    assert study.workbench.check() == []


def test_it_shows_its_configurations_under_the_numbers_of_the_paper(study: Study) -> None:
    one, ten = study.configurations["1"], study.configurations["10"]
    narrowing = Narrowing(frozenset({one, ten}), numbers={ten: "1", one: "2"})
    outputs = (
        PlannedOutput("cmo-table"),
        PlannedOutput("quote-bank"),
        PlannedOutput("matrix"),
        PlannedOutput("theory"),
    )
    publication = frozen(study, outputs=outputs, narrowing=narrowing)
    table, bank, matrix, theory = outputs_of(study.workbench, publication)
    assert (numbers_of(table), numbers_of(matrix)) == (["1", "2"], ["1", "2"])
    assert "Title 10" in table.table.rows[0][1].text  # type: ignore[union-attr]
    assert {row[5].text for row in bank.table.rows} == {"1", "2"}  # type: ignore[union-attr]
    assert theory.drawing is not None
    assert [row.number for row in study.workbench.read.configurations()] == ["1", "2", "10"]
    printed = {row.number for row in study.workbench.read.quotes.printed(publication)}
    assert printed == {"CMOC 1", "CMOC 2"}


def test_it_shows_its_cases_kinds_and_waves(study: Study) -> None:
    study.do(EditFields(records.Document, study.documents["night"], {"wave": "2"}))
    by_wave = frozen(study, "By wave", narrowing=Narrowing(waves=frozenset({"2"})))
    by_kind = frozen(study, "By kind", scope=Filter(data_kinds=frozenset({"interview"})))
    for publication in (by_wave, by_kind):
        bank = outputs_of(study.workbench, publication)[1]
        assert [row[0].text for row in bank.table.rows] == ["“nobody knows who writes”"]  # type: ignore[union-attr]


def test_a_draft_is_printed_as_the_project_is_now(study: Study) -> None:
    plan = PublicationPlan(outputs=CMO, narrowing=Narrowing(frozenset({study.configurations["2"]})))
    draft = study.do(AddPublication("Draft", plan)).rid
    assert numbers_of(outputs_of(study.workbench, draft)[0]) == ["2"]
    study.do(EditFields(records.Configuration, study.configurations["2"], {"number": "2b"}))
    assert numbers_of(outputs_of(study.workbench, draft)[0]) == ["2b"]
    with pytest.raises(WorkbenchError, match="is a draft and keeps no tables yet"):
        study.workbench.read.publications.content(draft)


def test_a_plan_comes_back_as_it_was_and_what_is_gone_passes_nothing(study: Study) -> None:
    plan = PublicationPlan(
        Filter(
            cases=frozenset(study.cases.values()),
            attributes=(AttributeCondition(study.attributes["age"], frozenset({"18"})),),
            data_kinds=frozenset({"interview"}),
            analysts=frozenset({study.analysts["Bo"]}),
            stances=frozenset({"supports"}),
            theory_areas=frozenset({study.area}),
            minimum_sources=2,
        ),
        Narrowing(frozenset({study.configurations["1"]}), frozenset({"2"}), {study.configurations["1"]: "I"}),
        (PlannedOutput("cmo-table", "one", "Mine.", 3, ("refined",), counts=False),),
        house_style("plos"),
        7,
    )
    find = study.workbench.read.find
    assert plan_of(plan_text(plan, find), find) == plan
    text = plan_text(PublicationPlan(Filter(cases=frozenset({study.cases["Lantern"]}))), find)
    study.do(DeleteRecords(records.Case, (study.cases["Lantern"],)))
    assert plan_of(text, find).scope.cases == frozenset({-1})


def test_chosen_quotes_are_printed_as_they_were_edited_when_it_was_frozen(study: Study) -> None:
    piece = study.workbench.read.evidence(configuration=study.configurations["10"])[0].evidence
    study.do(ChooseQuote(piece, "I felt […]"))
    publication = frozen(study)
    study.do(EditChosenQuote(piece, "[…] relief"))
    assert "“I felt […]” (Ben" in words_of(outputs_of(study.workbench, publication)[0])
    row = next(row for row in study.workbench.read.quotes.printed(publication) if row.number == "CMOC 10")
    assert (row.quote, row.text) == ("I felt relief", "I felt […]")


def test_words_of_somebody_who_withdrew_are_never_printed_silently(study: Study) -> None:
    publication = frozen(study)
    assert cautions(study, publication) == []
    study.do(EditFields(records.Participant, study.people["Dev"], {"consent": "withdrawn"}))
    assert "Dev has withdrawn; their words stand in Table 1, Table 2." in cautions(study, publication)
    with pytest.raises(RefusedChange, match="Dev has withdrawn, and “Paper 1” prints their words in Table 1, Table 2"):
        outputs_of(study.workbench, publication)
    for made in outputs_of(study.workbench, publication, leave_out=True):
        assert "nobody knows who writes" not in words_of(made)
        assert "Dev" not in words_of(made)
        assert WITHDRAWN in words_of(made)
        assert "has withdrawn since" in made.table.notes[-1]  # type: ignore[union-attr]
    study.do(EditFields(records.Participant, study.people["Dev"], {"consent": "given"}))
    assert "nobody knows who writes" in words_of(outputs_of(study.workbench, publication)[1])


def test_words_of_somebody_who_is_gone_from_the_project_are_not_printed_silently_either(study: Study) -> None:
    publication = frozen(study)
    study.do(DeleteRecords(records.Participant, (study.people["Dev"],)))
    with pytest.raises(RefusedChange, match="Somebody has withdrawn"):
        outputs_of(study.workbench, publication)
    assert cautions(study, publication)[0].startswith("Somebody who is no longer in the project is quoted in Table 1")
    study.workbench.undo()
    assert outputs_of(study.workbench, publication)


def test_it_says_which_quotes_are_gone_or_differ_and_which_configurations_were_edited(study: Study) -> None:
    publication = frozen(study)
    assert cautions(study, publication) == []
    printed = next(row for row in study.workbench.read.quotes.printed(publication) if row.number == "CMOC 1")
    assert printed.coding is not None
    study.do(DeleteRecords(records.Coding, (printed.coding,)))
    study.do(EditFields(records.Configuration, study.configurations["2"], {"title": "Another"}))
    study.do(DeleteRecords(records.Configuration, (study.configurations["10"],)))
    told = cautions(study, publication)
    assert f"CMOC 1: the coding of “{printed.quote}” is gone." in told
    assert "CMOC 2 has another wording now." in told
    assert "CMOC 10 is no longer in the project." in told


def test_it_says_who_allows_less_now(study: Study) -> None:
    publication = frozen(study)
    study.do(EditFields(records.Participant, study.people["Ben"], {"quote_policy": "paraphrase"}))
    study.do(EditFields(records.Case, study.cases["Lantern"], {"quote_policy": "none"}))
    told = " ".join(cautions(study, publication))
    assert "Ben now allows paraphrase only; their words stand in Table 1, Table 2." in told
    assert "Lantern is not to be quoted any more" in told
    assert outputs_of(study.workbench, publication)


def test_what_was_never_printed_is_no_matter_later(study: Study) -> None:
    study.do(EditFields(records.Participant, study.people["Dev"], {"consent": "withdrawn"}))
    study.do(EditFields(records.Participant, study.people["Ben"], {"quote_policy": "paraphrase"}))
    publication = frozen(study)
    assert "[words may not be printed]" in words_of(outputs_of(study.workbench, publication)[1])
    assert cautions(study, publication) == []


def test_a_paraphrase_is_left_out_too_when_its_speaker_withdraws(study: Study) -> None:
    study.do(EditFields(records.Participant, study.people["Dev"], {"quote_policy": "paraphrase"}))
    rows = study.workbench.read.evidence(configuration=study.configurations["1"])
    piece = next(row.evidence for row in rows if row.participant == study.people["Dev"])
    study.do(ChooseQuote(piece, "felt unseen at night", is_paraphrase=True))
    publication = frozen(study)
    assert cautions(study, publication) == []
    assert "felt unseen" in words_of(outputs_of(study.workbench, publication)[0])
    study.do(EditFields(records.Participant, study.people["Dev"], {"consent": "withdrawn"}))
    made = outputs_of(study.workbench, publication, leave_out=True)
    assert "felt unseen" not in words_of(made[0])


def test_it_says_which_quotes_another_publication_prints_too(study: Study) -> None:
    frozen(study)
    second = frozen(study, "Paper 2")
    assert any(each.endswith("is printed in “Paper 1” too.") for each in cautions(study, second))
    option = study.workbench.read.quotes.options(configuration=study.configurations["10"])[0]
    assert option.used == ("Paper 1 (CMOC 10)", "Paper 2 (CMOC 10)")
    study.do(ChooseQuote(option.row.evidence))
    draft = study.do(AddPublication("Paper 3", PublicationPlan(outputs=CMO))).rid
    assert cautions(study, draft) == ["CMOC 10: a chosen quote is printed in “Paper 1” and “Paper 2” already."]


def test_the_quote_bank_uses_no_quote_up(study: Study) -> None:
    frozen(study, outputs=(PlannedOutput("quote-bank"), PlannedOutput("quotes")))
    assert study.workbench.read.quotes.printed() == []


def test_a_frozen_publication_is_deleted_with_a_reason_and_comes_back_by_undo(study: Study) -> None:
    rid = frozen(study, outputs=(PlannedOutput("quotes"),))
    before = study.workbench.read.get(records.Publication, rid)
    printed = study.workbench.read.find(records.PublishedQuote, publication=rid)
    study.do(DeletePublication(rid, "frozen before the second round"))
    assert study.workbench.read.find(records.Publication, rid=rid) == []
    assert study.workbench.read.find(records.PublishedQuote, publication=rid) == []
    assert study.workbench.read.trail.audit_steps()[0].reason == "frozen before the second round"
    study.workbench.undo()
    assert study.workbench.read.get(records.Publication, rid) == before
    assert study.workbench.read.find(records.PublishedQuote, publication=rid) == printed


def test_a_draft_is_edited_and_deleted_and_a_frozen_one_keeps_what_it_shows(study: Study) -> None:
    draft = study.do(AddPublication("Draft", PublicationPlan(outputs=CMO))).rid
    study.do(EditPublication(draft, " Paper  1 ", "for BMJ", PublicationPlan(outputs=CMO[:1])))
    row = study.workbench.read.publications.named("paper 1")
    assert (row.name, row.note, row.is_frozen) == ("Paper 1", "for BMJ", False)
    study.do(FreezePublication(draft))
    study.do(EditPublication(draft, "Paper one", "accepted"))
    with pytest.raises(RefusedChange, match="is frozen and stays as it is"):
        study.do(EditPublication(draft, plan=PublicationPlan()))
    with pytest.raises(RefusedChange, match="say why it is to go"):
        study.do(DeletePublication(draft, "  "))
    other = study.do(AddPublication("Other", PublicationPlan())).rid
    study.do(DeletePublication(other))
    assert [row.name for row in study.workbench.read.publications.listed()] == ["Paper one"]


def test_a_draft_may_have_a_number_twice_and_says_so(study: Study) -> None:
    narrowing = Narrowing(numbers={study.configurations["1"]: "2", study.configurations["2"]: " "})
    draft = study.do(AddPublication("Draft", PublicationPlan(outputs=CMO, narrowing=narrowing))).rid
    assert cautions(study, draft) == ["Two configurations are number 2; give each its own."]
    assert numbers_of(outputs_of(study.workbench, draft)[0]) == ["2", "2", "10"]


def test_freezing_is_undone_and_done_again_as_one_step(study: Study) -> None:
    draft = study.do(AddPublication("Paper 1", PublicationPlan(outputs=CMO))).rid
    study.do(FreezePublication(draft))
    content = study.workbench.read.get(records.Publication, draft)
    study.workbench.undo()
    assert not study.workbench.read.publications.named("Paper 1").is_frozen
    assert study.workbench.read.quotes.printed() == []
    study.workbench.redo()
    assert study.workbench.read.get(records.Publication, draft) == content


def test_reading_in_the_project_is_as_before_after_a_freeze_that_was_refused(study: Study) -> None:
    gone = PublicationPlan(scope=Filter(theory_areas=frozenset({99})), narrowing=Narrowing(frozenset({99})))
    draft = study.do(AddPublication("None", gone)).rid
    with pytest.raises(RefusedChange, match="nothing was frozen"):
        study.do(FreezePublication(draft))
    study.do(EditFields(records.Configuration, study.configurations["1"], {"title": "Still there"}))
    assert len(study.workbench.read.configurations()) == 3


def test_only_what_a_table_prints_counts_as_said(study: Study) -> None:
    publication = frozen(study, outputs=(PlannedOutput("codebook"),))
    content = study.workbench.read.publications.content(publication)
    assert evidence_in(content.outputs[0].table) == []  # type: ignore[arg-type]
    assert content.people == {}
