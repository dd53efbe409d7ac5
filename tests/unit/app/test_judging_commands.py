"""Judging passages against the theory, explaining outcomes, answering remarks: commands on a real file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ipof_workbench.app.commands.coding import CodeThematically
from ipof_workbench.app.commands.configurations import AddConfiguration, PutInPlace
from ipof_workbench.app.commands.deletion import DeleteRecords
from ipof_workbench.app.commands.judging import (
    THEORY_CODE,
    BringCoding,
    JudgePassage,
    StartExplanation,
    TakeJudgementBack,
)
from ipof_workbench.app.commands.record_edits import EditFields
from ipof_workbench.app.commands.remarks import DismissRemark, ReopenRemark
from ipof_workbench.app.commands.statements import AddStatement
from ipof_workbench.app.frames import Frames
from ipof_workbench.app.workbench import Workbench
from ipof_workbench.domain import records
from ipof_workbench.domain.errors import NotFound, RefusedChange, UsageError
from ipof_workbench.domain.filters import Filter
from tests.factories import code, make_study, span_of

P04, P15 = "P04 · member", "P15 · member"
QUIET = "no moderator was on after ten"
SHUT = "so I shut the laptop"


@pytest.fixture
def workbench(tmp_path: Path) -> Iterator[Workbench]:
    with make_study(tmp_path / "s.ipof") as workbench:
        yield workbench


def do(workbench: Workbench, command: Any) -> Any:
    return workbench.run(command).result


@pytest.fixture
def statements(workbench: Workbench) -> tuple[int, int]:
    return (
        do(workbench, AddStatement("nobody is on call", "people fall silent", number="S1")).rid,
        do(workbench, AddStatement("members help", "people stay", number="S2")).rid,
    )


def test_one_step_makes_code_coding_and_evidence_and_undo_takes_all_back(workbench, statements) -> None:
    first, _ = statements
    judged = do(workbench, JudgePassage(*span_of(workbench, P04, QUIET), "supports", statement=first))
    assert judged.is_new
    (coding,) = workbench.read.codings()
    assert (coding.code_name, coding.quote) == (THEORY_CODE, QUIET)
    assert [(held.number, held.stance) for held in coding.statements] == [("S1", "supports")]
    evidence = workbench.read.get(records.Evidence, judged.evidence)
    draft = workbench.read.find(records.StatementVersion, statement=first)[0]
    assert (evidence.statement, evidence.statement_version, evidence.elicited) == (first, draft.rid, "")
    assert workbench.history(1)[0].label == f"Judged “{QUIET}”: supports statement S1"
    workbench.undo()
    for kind in (records.Coding, records.Excerpt, records.Evidence, records.ThematicCode):
        assert workbench.read.find(kind) == []


def test_a_passage_may_support_one_claim_and_challenge_another_on_one_coding(workbench, statements) -> None:
    span = span_of(workbench, P04, QUIET)
    configuration = do(workbench, AddConfiguration()).rid
    do(workbench, JudgePassage(*span, "supports", statement=statements[0]))
    do(workbench, JudgePassage(*span, "challenges", statement=statements[1]))
    do(workbench, JudgePassage(*span, "refines", configuration=configuration))
    (coding,) = workbench.read.codings()
    assert [(held.number, held.stance) for held in coding.statements] == [("S1", "supports"), ("S2", "challenges")]
    assert [(held.number, held.stance) for held in coding.configurations] == [("1", "refines")]


def test_judged_again_a_passage_takes_the_new_stance(workbench, statements) -> None:
    span = span_of(workbench, P04, QUIET)
    do(workbench, JudgePassage(*span, "supports", statement=statements[0]))
    again = do(workbench, JudgePassage(*span, "challenges", statement=statements[0], theory_shown=True))
    (evidence,) = workbench.read.find(records.Evidence)
    assert not again.is_new
    assert (evidence.stance, evidence.elicited) == ("challenges", "theory_shown")
    same = workbench.run(JudgePassage(*span, "challenges", statement=statements[0]))
    assert same.changed is None
    assert workbench.read.get(records.Evidence, evidence.rid).elicited == "theory_shown"


def test_a_passage_the_analyst_has_coded_keeps_its_coding(workbench, statements) -> None:
    coded = code(workbench, P04, QUIET, "context", label="No moderator at night")
    do(workbench, JudgePassage(*span_of(workbench, P04, QUIET), "supports", statement=statements[0]))
    (coding,) = workbench.read.codings()
    assert (coding.coding, coding.element_label) == (coded.coding, "No moderator at night")
    assert [held.number for held in coding.statements] == ["S1"]


def test_judged_against_the_configuration_it_is_coded_into_it_changes_its_stance_there(workbench) -> None:
    coded = code(workbench, P04, QUIET, "context", label="No moderator at night")
    judged = do(
        workbench, JudgePassage(*span_of(workbench, P04, QUIET), "challenges", configuration=coded.configuration)
    )
    (held,) = workbench.read.find(records.Evidence)
    assert (judged.evidence, judged.is_new) == (coded.evidence, False)
    assert (held.rid, held.stance, held.place) == (coded.evidence, "challenges", coded.place)


def test_another_analysts_coding_stays_theirs(workbench, statements) -> None:
    code(workbench, P04, QUIET, "context")
    workbench.act_as("Bo")
    do(workbench, JudgePassage(*span_of(workbench, P04, QUIET), "supports", statement=statements[0]))
    assert [(row.analyst_name, bool(row.code)) for row in workbench.read.codings()] == [("Kim", False), ("Bo", True)]


def test_the_code_stays_one_when_it_is_renamed(workbench, statements) -> None:
    do(workbench, JudgePassage(*span_of(workbench, P04, QUIET), "supports", statement=statements[0]))
    held = workbench.read.find(records.ThematicCode)[0]
    do(workbench, EditFields(records.ThematicCode, held.rid, {"name": "Read against the IPT"}))
    do(workbench, JudgePassage(*span_of(workbench, P04, SHUT), "supports", statement=statements[0]))
    assert [row.name for row in workbench.read.thematic_codes()] == ["Read against the IPT"]
    assert workbench.check() == []


def test_what_cannot_be_judged_is_refused_and_nothing_changes(workbench, statements) -> None:
    span = span_of(workbench, P04, QUIET)
    before = len(workbench.history())
    for command, error, words in (
        (JudgePassage(*span, "supports"), RefusedChange, "Choose one statement"),
        (JudgePassage(*span, "supports", statement=1, configuration=1), RefusedChange, "Choose one statement"),
        (JudgePassage(*span, "perhaps", statement=statements[0]), UsageError, "is no stance"),
        (JudgePassage(*span, "supports", statement=999), NotFound, "statement"),
        (JudgePassage(span[0], 5, 5, "supports", statement=statements[0]), RefusedChange, "Select at least"),
    ):
        with pytest.raises(error, match=words):
            workbench.run(command)
    assert len(workbench.history()) == before
    assert workbench.read.find(records.Coding) == []


def test_a_judgement_taken_back_takes_along_what_only_stood_for_it(workbench, statements) -> None:
    span = span_of(workbench, P04, QUIET)
    one = do(workbench, JudgePassage(*span, "supports", statement=statements[0]))
    other = do(workbench, JudgePassage(*span, "supports", statement=statements[1]))
    do(workbench, TakeJudgementBack(one.evidence))
    assert len(workbench.read.codings()) == 1
    do(workbench, TakeJudgementBack(other.evidence))
    assert workbench.read.codings() == []
    coded = code(workbench, P04, SHUT, "outcome")
    do(workbench, TakeJudgementBack(coded.evidence))
    assert [row.coding for row in workbench.read.codings()] == [coded.coding]


# --- outcome first


def outcome(workbench: Workbench) -> tuple[int, list[int]]:
    first = code(workbench, P04, SHUT, "outcome", label="Withdraws")
    second = code(workbench, P15, "pressed send before I could think", "outcome", label="Withdraws")
    assert first.element is not None
    return first.element, [first.coding, second.coding]


def test_an_explanation_starts_with_the_outcome_and_the_passages_given(workbench) -> None:
    element, codings = outcome(workbench)
    made = do(workbench, StartExplanation(element, "outcome", (codings[0],)))
    detail = workbench.read.configuration(made.rid)
    assert (detail.row.present, detail.row.counts.codings) == ({"outcome"}, 1)
    assert workbench.history(1)[0].label == f"Started {made.number} to explain “Withdraws” with 1 passage"
    workbench.undo()
    assert made.number not in {row.number for row in workbench.read.configurations()}


def test_a_passage_coded_elsewhere_is_brought_in_with_its_element(workbench) -> None:
    element, _ = outcome(workbench)
    cause = code(workbench, P04, QUIET, "context", label="No moderator at night")
    made = do(workbench, StartExplanation(element, "outcome"))
    do(workbench, BringCoding(made.rid, cause.coding, "partly_supports"))
    detail = workbench.read.configuration(made.rid)
    assert detail.row.present == {"context", "outcome"}
    assert detail.row.stances == {"partly_supports": 1}
    with pytest.raises(RefusedChange, match="is evidence in"):
        workbench.run(BringCoding(made.rid, cause.coding))


def test_only_outcomes_are_explained_and_only_elements_brought(workbench) -> None:
    element, _ = outcome(workbench)
    with pytest.raises(RefusedChange, match="A context is not what a configuration explains"):
        workbench.run(StartExplanation(element, "context"))
    thematic = do(workbench, CodeThematically(*span_of(workbench, P04, QUIET), name="Night"))
    made = do(workbench, StartExplanation(element, "outcome"))
    with pytest.raises(RefusedChange, match="carries a thematic code"):
        workbench.run(BringCoding(made.rid, thematic.coding))


def test_outcomes_are_listed_with_what_explains_them(workbench) -> None:
    element, codings = outcome(workbench)
    document = workbench.read.document_named(P04).rid
    (row,) = workbench.read.judging.outcomes()
    assert (row.label, row.counts, row.here, row.is_explained) == ("Withdraws", (2, 2, 2), 0, False)
    assert [held.number for held in row.unexplained_in] == ["1", "2"]
    made = do(workbench, StartExplanation(element, "outcome", tuple(codings)))
    do(workbench, PutInPlace(made.rid, "mechanism", label="Unsure what is allowed"))
    (row,) = workbench.read.judging.outcomes(document)
    assert (row.here, row.is_explained) == (1, True)
    do(workbench, EditFields(records.Configuration, made.rid, {"status": "rejected"}))
    assert not workbench.read.judging.outcomes()[0].is_explained
    case = workbench.read.document_rows([document])[0].case
    assert workbench.read.judging.outcomes(scope=Filter(cases=frozenset({case})))[0].counts == (1, 1, 1)


def test_what_is_coded_near_an_outcome_is_offered_the_same_turn_first(workbench) -> None:
    element, codings = outcome(workbench)
    near = code(workbench, P04, QUIET, "context", label="No moderator at night")
    far = code(workbench, P04, "the answers were kind", "mechanism", label="Kindness")
    code(workbench, "Notes", "The room was cold", "context", label="Cold")
    offered = workbench.read.judging.passages_near(element, "outcome", near.configuration)
    assert [(p.coding, p.near, p.counts_here) for p in offered] == [
        (near.coding, "turn", True),
        (far.coding, "account", False),
    ]
    assert offered[0].apart < offered[1].apart
    of_it = workbench.read.judging.outcome_passages(element, "outcome", document=workbench.read.document_named(P15).rid)
    assert [p.coding for p in of_it] == codings[::-1]


def test_claims_read_as_sentences_statements_first(workbench, statements) -> None:
    code(workbench, P04, QUIET, "context", label="No moderator at night")
    claims = workbench.read.judging.claims()
    assert [(c.kind, c.number, c.if_text) for c in claims] == [
        ("theory_statement", "S1", "nobody is on call"),
        ("theory_statement", "S2", "members help"),
        ("configuration", "1", "no moderator at night"),
    ]
    do(workbench, JudgePassage(*span_of(workbench, P04, SHUT), "silent", statement=statements[1]))
    judged = workbench.read.judging.judged(workbench.read.document_named(P04).rid)
    assert [(row.kind, row.claim, row.stance) for row in judged] == [
        ("configuration", claims[2].rid, "supports"),
        ("theory_statement", statements[1], "silent"),
    ]


# --- answers to remarks


def test_a_remark_is_dismissed_with_a_reason_and_comes_back_when_its_state_changes(workbench) -> None:
    made = code(workbench, P04, SHUT, "outcome", label="Withdraws")
    remark = next(
        one for one in workbench.read.remarks.found().open if one.rule == "missing" or one.rule == "unexplained"
    )
    do(workbench, DismissRemark(*remark.key, "  explained in the  report ", remark.state))
    found = workbench.read.remarks.found()
    assert remark.key not in {one.key for one in found.open}
    ((_, answer),) = found.dismissed
    frame = Frames(workbench).remarks()
    assert list(frame[frame.dismissed].reason) == ["explained in the report"]
    assert len(frame) == len(found.open) + 1
    assert (answer.reason, answer.analyst_name) == ("explained in the report", "Kim")
    do(workbench, PutInPlace(made.configuration, "outcome", label="Stays away"))
    assert remark.key in {one.key for one in workbench.read.remarks.found().open}


def test_an_answer_is_replaced_and_taken_back(workbench) -> None:
    made = code(workbench, P04, SHUT, "outcome")
    key = ("alone", "configuration", made.configuration)
    do(workbench, DismissRemark(*key, "one is enough here", "x"))
    workbench.act_as("Bo")
    do(workbench, DismissRemark(*key, "I agree", "x"))
    (held,) = workbench.read.find(records.RemarkDismissal)
    assert held.reason == "I agree"
    assert workbench.read.get(records.Analyst, held.created_by).name == "Bo"
    assert workbench.run(DismissRemark(*key, "I agree", "x")).changed is None
    do(workbench, ReopenRemark(*key))
    assert workbench.read.find(records.RemarkDismissal) == []
    assert workbench.history(1)[0].label == "Reopened “a single participant” on configuration 1"


def test_answers_that_make_no_sense_are_refused(workbench) -> None:
    made = code(workbench, P04, SHUT, "outcome")
    about = ("configuration", made.configuration)
    for command, error, words in (
        (DismissRemark("alone", *about, "  ", "x"), RefusedChange, "Say in a few words why"),
        (DismissRemark("odd", *about, "why", "x"), UsageError, "no remark “odd”"),
        (DismissRemark("alone", "nothing", 1, "why", "x"), UsageError, "cannot be about “nothing”"),
        (DismissRemark("alone", "configuration", 99, "why", "x"), NotFound, "no longer"),
        (ReopenRemark("alone", *about), RefusedChange, "open already"),
    ):
        with pytest.raises(error, match=words):
            workbench.run(command)


def test_answers_go_with_what_they_are_about(workbench) -> None:
    made = code(workbench, P04, SHUT, "outcome")
    do(workbench, DismissRemark("alone", "configuration", made.configuration, "as meant", "x"))
    do(workbench, DeleteRecords(records.Configuration, (made.configuration,)))
    assert workbench.read.find(records.RemarkDismissal) == []
