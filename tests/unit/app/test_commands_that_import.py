"""What each import stores: one step, nothing twice, taken back as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ipof_workbench.app.imports import import_contract, import_posts, import_survey, import_transcripts
from ipof_workbench.app.pseudonyms import Pseudonyms
from ipof_workbench.app.tasks import CancelToken
from ipof_workbench.app.transcript_imports import TranscriptChoice
from ipof_workbench.app.workbench import Workbench
from ipof_workbench.domain import records
from ipof_workbench.domain.errors import Cancelled, RowsRefused
from ipof_workbench.domain.imported import ParsedPost, ParsedPosts, ParsedSurvey
from ipof_workbench.storage.integrity import canonical_dump
from tests.e2e.any_command import table, transcript

SAID = (("INT", "How was the night?"), ("P01", "Nobody had my name."), ("P 01", "I felt safe."))


@pytest.fixture
def workbench(tmp_path: Path) -> Iterator[Workbench]:
    """A new project."""
    with Workbench.create(tmp_path / "s.ipof", analyst="Kim") as opened:
        yield opened


def dump(workbench: Workbench) -> dict[str, str]:
    return canonical_dump(workbench._project.reader())  # noqa: SLF001


def one_step_back_and_forth(workbench: Workbench, label: str) -> None:
    """The import is the last step; one undo takes it back, one redo restores it."""
    assert workbench.history()[0].label == label
    assert workbench.check() == []
    after = dump(workbench)
    workbench.undo()
    assert workbench.read.find(records.ImportBatch) == []
    workbench.redo()
    assert dump(workbench) == after


def test_transcripts_come_with_turns_case_and_participants(workbench: Workbench) -> None:
    choices = [
        TranscriptChoice(
            transcript("one", SAID), "Harbour", renamed={"P 01": "P01"}, participants={"P01": "Ann"},
            interviewers=frozenset({"INT"}),
        ),
        TranscriptChoice(transcript("two", SAID[:2])),
    ]  # fmt: skip
    report = import_transcripts(workbench, choices, case="Lantern")
    assert (report.added, report.unchanged) == (2, 0)
    assert {"case Harbour", "case Lantern", "participant Ann"} <= set(report.created)
    one = workbench.read.document_text(workbench.read.document_named("one").rid)
    assert (one.document.case_name, one.document.kind, one.document.participants) == ("Harbour", "interview", "Ann")
    ann = workbench.read.participants()[0].rid
    assert [(turn.speaker, turn.is_interviewer, turn.participant) for turn in one.turns] == [
        ("INT", True, None), ("P01", False, ann), ("P01", False, ann),
    ]  # fmt: skip
    assert "".join(one.text[turn.start : turn.end] for turn in one.turns) == one.text
    one_step_back_and_forth(workbench, "Imported 2 transcripts")


def test_the_same_transcripts_again_are_no_step(workbench: Workbench) -> None:
    import_transcripts(workbench, [TranscriptChoice(transcript("one", SAID))])
    before, steps = dump(workbench), len(workbench.history())
    report = import_transcripts(workbench, [TranscriptChoice(transcript("one", SAID))])
    assert (report.added, report.unchanged, report.sentence) == (0, 1, "0 new, 1 unchanged")
    assert (dump(workbench), len(workbench.history())) == (before, steps)
    mixed = [TranscriptChoice(transcript("one", SAID)), TranscriptChoice(transcript("two", SAID))] * 2
    assert import_transcripts(workbench, mixed).added == 1


def test_an_import_that_is_stopped_stores_nothing(workbench: Workbench) -> None:
    token, before = CancelToken(), dump(workbench)
    token.cancel()
    with pytest.raises(Cancelled):
        import_transcripts(
            workbench, [TranscriptChoice(transcript("one", SAID), "Harbour")], report=lambda *_: token.raise_if_asked()
        )
    assert dump(workbench) == before


SURVEY = ParsedSurvey(
    "s.csv", "0", ("Age", "Country"), ("Why?", "Why?#2"),
    (("1", "", ("18", "NL"), ("Because it was free.", "No.")), ("2", "Loft", ("", "UK"), ("", "Free")),
     ("3", "", ("40", ""), ("", ""))),
)  # fmt: skip


def test_a_survey_makes_a_participant_a_row_and_a_document_an_answer(workbench: Workbench) -> None:
    import_survey(workbench, SURVEY, case="Harbour")
    assert [(row.name, row.cases, row.documents) for row in workbench.read.participants()] == [
        ("1", "Harbour", 2), ("2", "Loft", 1), ("3", "Harbour", 0),
    ]  # fmt: skip
    rows = workbench.read.document_rows(workbench.read.document_rids(order="import"))
    assert [(row.name, row.case_name, row.participants, row.kind) for row in rows] == [
        ("1/Why?", "Harbour", "1", "survey_response"), ("1/Why?#2", "Harbour", "1", "survey_response"),
        ("2/Why?#2", "Loft", "2", "survey_response"),
    ]  # fmt: skip
    names = {column.rid: column.name for column in workbench.read.attributes("participant")}
    people = {row.rid: row.name for row in workbench.read.participants()}
    assert {
        (people[owner], names[key], value)
        for owner, values in workbench.read.attribute_values("participant").items()
        for key, value in values.items()
    } == {("1", "Age", "18"), ("1", "Country", "NL"), ("2", "Country", "UK"), ("3", "Age", "40")}
    assert import_survey(workbench, SURVEY, case="Harbour").added == 0
    one_step_back_and_forth(workbench, "Imported a survey of 3 respondents")


POSTS = ParsedPosts(
    "p.csv", "0",
    (
        ParsedPost("p1", "an answer that came first", thread="t", parent="p2", author="Sleepless"),
        ParsedPost("p2", "a question", thread="t", author=" sleepless ", title="Night", subforum="Welcome"),
        ParsedPost("p3", "another", author="Owl"),
    ),
)  # fmt: skip


def test_posts_come_in_threads_with_replies_and_without_names(workbench: Workbench) -> None:
    import_posts(workbench, POSTS, case="Forum")
    documents = {document.name: document for document in workbench.read.find(records.Document)}
    assert documents["p1"].reply_to == documents["p2"].rid
    assert documents["p1"].thread == documents["p2"].thread is not None
    assert documents["p3"].thread is None
    names = [row.name for row in workbench.read.participants()]
    assert len(names) == 2
    assert all(name.startswith("A-") for name in names)
    workbench.close()
    raw = workbench.path.read_bytes().lower()
    assert b"sleepless" not in raw
    assert b"an answer that came first" in raw


def test_the_same_author_has_one_pseudonym_in_a_project_and_another_elsewhere() -> None:
    one, other = Pseudonyms.for_project("p1"), Pseudonyms.for_project("p2")
    assert one.of("Owl") == one.of(" OWL ") == Pseudonyms.for_project("p1").of("owl") != other.of("Owl")
    assert one.of("Owl") != one.of("Owls")


def test_posts_are_one_step(workbench: Workbench) -> None:
    import_posts(workbench, POSTS)
    assert import_posts(workbench, POSTS).unchanged == 3
    one_step_back_and_forth(workbench, "Imported 3 forum posts")


def test_cases_are_brought_up_to_date_with_their_tree_and_attributes(workbench: Workbench) -> None:
    rows = [{"case": "Night", "parent": "Harbour", "kind": "charity", "Size": "12"}, {"case": "Loft", "kind": "nhs"}]
    assert import_contract(workbench, table("cases", rows)).added == 2
    assert {row.name: row.kind for row in workbench.read.cases()} == {"Night": "charity", "Loft": "nhs", "Harbour": ""}
    rids = {row.name: row.rid for row in workbench.read.cases()}
    assert {row.name: row.parent for row in workbench.read.cases()}["Night"] == rids["Harbour"]
    assert import_contract(workbench, table("cases", rows)).added == 0
    changed = import_contract(workbench, table("cases", [{**rows[0], "Size": "13"}]))
    assert changed.added == 1
    assert list(workbench.read.attribute_values("case").values()) == [{1: "13"}]
    one_step_back_and_forth_of_an_update(workbench)


def one_step_back_and_forth_of_an_update(workbench: Workbench) -> None:
    after = dump(workbench)
    workbench.undo()
    assert dump(workbench) != after
    workbench.redo()
    assert dump(workbench) == after


def test_participants_are_linked_to_cases_documents_and_their_turns(workbench: Workbench) -> None:
    import_transcripts(workbench, [TranscriptChoice(transcript("one", SAID))])
    rows = [{"participant": "P01", "case": "Harbour ; Loft", "consent": "Given", "document": "one", "Age": "40"}]
    import_contract(workbench, table("participants", rows))
    row = workbench.read.participants()[0]
    assert (row.name, set(row.cases.split(", ")), row.consent, row.documents) == (
        "P01",
        {"Harbour", "Loft"},
        "given",
        1,
    )
    turns = workbench.read.document_text(workbench.read.document_named("one").rid).turns
    assert [turn.participant for turn in turns] == [None, row.rid, None]
    assert import_contract(workbench, table("participants", rows)).added == 0


def test_the_theory_comes_in_by_its_tables(workbench: Workbench) -> None:
    import_contract(
        workbench,
        table("statements", [{"number": "S1", "if": "a", "then": "b", "because": "c", "theory_area": "Joining"}]),
    )
    import_contract(
        workbench,
        table(
            "configurations",
            [
                {
                    "number": "7a",
                    "context": "Night ; Staff away | Trust",
                    "outcome": "not: Posting",
                    "status": "Initial",
                },
                {"number": "10", "mechanism": "night", "if": "it is late", "theory_area": "joining"},
            ],
        ),
    )
    import_contract(workbench, table("links", [{"from": "7a", "to": "10", "kind": "Rival", "note": "see"}]))
    first, second = workbench.read.configurations()
    detail = workbench.read.configuration(first.rid)
    assert detail.sentence == {"if": "night and staff away, or trust", "then": "posting (absent)", "because": ""}
    assert (first.status, second.theory_area_name) == ("initial", "Joining")
    assert workbench.read.configuration(second.rid).sentence == {"if": "it is late", "then": "", "because": "night"}
    assert [(row.from_number, row.to_number, row.kind, row.note) for row in workbench.read.links()] == [
        ("7a", "10", "rival", "see")
    ]
    assert [row.number for row in workbench.read.statements()] == ["S1"]
    assert workbench.check() == []


def test_codings_come_in_with_what_they_need(workbench: Workbench) -> None:
    import_transcripts(workbench, [TranscriptChoice(transcript("one", SAID), "Harbour")])
    rows = [
        {"document": "one", "quote": "Nobody had my name", "role": "context", "element": "Anonymity",
         "configuration": "1", "stance": "challenges", "strength": "2", "analyst": "Bo", "note": "!"},
        {"document": "Harbour/one", "start": "5", "end": "8", "code": "Hope"},
    ]  # fmt: skip
    report = import_contract(workbench, table("codings", rows))
    assert report.added == 2
    assert {"analyst Bo", "configuration 1", "code Hope"} <= set(report.created)
    first, second = sorted(workbench.read.codings(), key=lambda row: row.code is not None)
    assert (first.quote, first.element_label, first.analyst_name, first.note) == (
        "Nobody had my name",
        "Anonymity",
        "Bo",
        "!",
    )
    assert [(ref.number, ref.stance) for ref in first.configurations] == [("1", "challenges")]
    assert (second.start, second.end, second.code_name, second.analyst_name) == (5, 8, "Hope", "Kim")
    assert workbench.read.evidence()[0].strength == 2
    assert import_contract(workbench, table("codings", rows)).unchanged == 2
    one_step_back_and_forth_of_an_update(workbench)
    assert workbench.check() == []


def test_one_wrong_row_keeps_the_whole_table_out(workbench: Workbench) -> None:
    import_transcripts(workbench, [TranscriptChoice(transcript("one", SAID))])
    before, steps = dump(workbench), workbench.next_steps()
    rows = [{"document": "one", "quote": "Nobody", "code": f"code {at}"} for at in range(3)]
    rows.append({"document": "one", "quote": "n", "code": "x"})
    with pytest.raises(RowsRefused, match="row 5: the document holds “n” more than once") as refusal:
        import_contract(workbench, table("codings", rows))
    assert [number for number, _ in refusal.value.rows] == [5]
    assert (dump(workbench), workbench.next_steps()) == (before, steps)
