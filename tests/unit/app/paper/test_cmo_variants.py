"""The other shapes of the CMO table, and the checklists."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ipof_workbench.app.cmo_table import USUAL
from ipof_workbench.app.commands.configurations import DuplicateConfiguration, PutInPlace
from ipof_workbench.app.commands.record_edits import EditFields
from ipof_workbench.app.report_tables import report_table
from ipof_workbench.domain import records
from ipof_workbench.domain.report_table import ReportTable
from tests.unit.storage.hand_made_study import Study


def lines(table: ReportTable) -> list[tuple[str, ...]]:
    return [tuple(cell.text for cell in row) for row in table.rows]


def test_inline_joins_the_parts_and_names_what_is_missing(study: Study) -> None:
    study.do(PutInPlace(study.configurations["1"], "context", label="Staff on call"))
    study.do(PutInPlace(study.configurations["1"], "outcome", label="Posting"))
    study.do(PutInPlace(study.configurations["1"], "outcome", label="Staying", as_alternative=True))
    assert lines(report_table(study.workbench, "cmo-inline")) == [
        ("1", "C (anonymity & staff on call) + M (relief) → O (posting or staying)"),
        ("2", "C [not yet known] + M [not yet known] → O (wrote again)"),
        ("10", "C [not yet known] + M (relief) → O [not yet known]"),
    ]


def test_a_sentence_marks_its_parts_with_the_letters_of_the_roles(study: Study) -> None:
    draft = study.workbench.read.configuration(study.configurations["1"]).draft
    study.do(EditFields(records.ConfigurationVersion, draft, {"then_text": "they write."}))
    rows = lines(report_table(study.workbench, "cmo-sentences"))
    assert rows[0] == ("1", "Title 1", "If anonymity (C), then they write, because relief (M).")
    assert rows[2] == ("10", "Title 10", "Because relief (M).")


def test_outcomes_stand_by_whether_the_mechanism_fires(study: Study) -> None:
    one = study.configurations["1"]
    study.do(PutInPlace(one, "outcome", label="Posting"))
    copy = study.do(DuplicateConfiguration(one)).rid
    places = {place.role.key: place for place in study.workbench.read.places()[copy]}
    study.do(EditFields(records.PlaceContent, places["mechanism"].contents[0].rid, {"activation": "inhibited"}))
    study.do(EditFields(records.PlaceContent, places["outcome"].contents[0].rid, {"polarity": "absent"}))
    rows = lines(report_table(study.workbench, "cmo-presence"))
    assert rows[0] == ("1, 1a", "Anonymity", "Relief", "Posting (1)", "Posting (absent; 1a)")


def test_literature_is_cited_with_the_outcome_that_it_speaks_to(study: Study) -> None:
    one = study.configurations["1"]
    study.do(PutInPlace(one, "outcome", label="Posting"))
    document = study.workbench.read.evidence(configuration=one)[0].document
    study.do(EditFields(records.Document, document, {"kind": "literature", "title": "Harris 2019"}))
    rows = lines(report_table(study.workbench, "cmo-presence"))
    assert rows[0][3] == "Posting [Harris 2019]"


def test_sentences_stand_beside_quotes_and_the_kinds_of_their_data(study: Study) -> None:
    rows = lines(report_table(study.workbench, "cmo-sentences-quotes"))
    assert [row[0] for row in rows] == ["1", "2", "10"]
    _, sentence, quotes, kinds = rows[0]
    assert sentence == lines(report_table(study.workbench, "cmo-sentences"))[0][2]
    assert "“nobody knows who writes” (Dev, member, Harbour night)" in quotes
    held = {(row.kind, row.document) for row in study.workbench.read.evidence(configuration=study.configurations["1"])}
    assert sum(int(part.rpartition(" ")[2]) for part in kinds.split(", ")) == len(held)
    bare = report_table(study.workbench, "cmo-sentences-quotes", options=replace(USUAL, with_quotes=False))
    assert {row[2] for row in lines(bare)} == {""}
    assert not [note for note in bare.notes if "verbatim" in note]


def test_the_cmo_table_has_the_further_columns_that_are_asked_for(study: Study) -> None:
    study.do(EditFields(records.Configuration, study.configurations["1"], {"theory_area": study.area}))
    usual = report_table(study.workbench, "cmo-table")
    options = replace(USUAL, columns=frozenset({"area", "status", "kinds"}), with_quotes=False, with_counts=False)
    table = report_table(study.workbench, "cmo-table", options=options)
    assert not {"area", "status", "kinds"} & {column.key for column in usual.columns}
    keys = [column.key for column in table.columns]
    assert keys[-3:] == ["area", "status", "kinds"]
    area = study.workbench.read.theory_areas()[0][1]
    assert lines(table)[0][-3:-1] == (area, "initial")


def test_the_statuses_choose_the_rows(study: Study) -> None:
    options = replace(USUAL, statuses=frozenset({"initial"}))
    for kind in ("cmo-inline", "cmo-sentences", "cmo-sentences-quotes", "cmo-presence"):
        assert [row[0] for row in lines(report_table(study.workbench, kind, options=options))] == ["1", "10"]


@pytest.mark.parametrize(("kind", "items"), [("rameses-2", 20), ("rameses-1", 19)])
def test_a_checklist_has_all_items_and_says_what_the_project_holds(study: Study, kind: str, items: int) -> None:
    table = report_table(study.workbench, kind)
    assert [row[0].text for row in table.rows] == [str(number) for number in range(1, items + 1)]
    told = {row[2].text.split("\n")[0]: row[3].text for row in table.rows}
    assert told["Main findings"] == "3 configurations: initial 2, candidate 1."
    assert "doi" not in table.notes[0]
    assert "BMC Med" in table.notes[0]
    assert all(not row[4].text and not row[5].text for row in table.rows)


def test_the_checklist_counts_what_there_is(study: Study) -> None:
    told = {row[2].text.split("\n")[0]: row[3].text for row in report_table(study.workbench, "rameses-2").rows}
    assert told["Summary or abstract"] == "5 documents from 4 participants in 3 cases; 3 configurations."
    assert told["Programme theory"] == "1 If-Then-Because statement; not frozen yet."
    assert told["Strengths, limitations and future directions"] == (
        "Partial 3; from one source 2; from one case 2; without a passage 0."
    )
    assert told["Ethical approval"] == "Consent: unknown 4."
