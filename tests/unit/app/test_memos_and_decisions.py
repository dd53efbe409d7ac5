"""Memos and their quotes, decisions, appraisals, the cases a configuration is meant for."""

from __future__ import annotations

import pytest

from ipof_workbench.app.commands.appraisals import AppraiseDocument
from ipof_workbench.app.commands.case_scope import SetScope
from ipof_workbench.app.commands.decisions import RecordDecision, SetDecisionSubjects
from ipof_workbench.app.commands.deletion import DeleteRecords
from ipof_workbench.app.commands.memos import QuoteInMemo, SetMemoSubject, Unquote, WriteMemo
from ipof_workbench.app.commands.record_edits import EditFields
from ipof_workbench.domain import records
from ipof_workbench.domain.errors import NotFound, RefusedChange, UsageError
from tests.unit.storage.hand_made_study import Study


def label(study: Study) -> str:
    return study.workbench.history(1)[0].label


def test_a_memo_on_a_configuration_is_found_there_newest_first(study: Study) -> None:
    one = study.configurations["1"]
    first = study.do(WriteMemo("Why at night", "Because nobody looks in.", about_kind="configuration", about=one))
    second = study.do(
        WriteMemo("Again", kind="theory", inference="retroductive", about_kind="configuration", about=one)
    )
    found = study.workbench.read.trail.memos_on("configuration", one)
    assert [memo.rid for memo in found] == [second.rid, first.rid]
    assert [(memo.kind, memo.inference, memo.about_name) for memo in found] == [
        ("theory", "retroductive", "1 Title 1"),
        ("analytic", "", "1 Title 1"),
    ]
    assert label(study) == "Wrote a memo on configuration 1"


def test_a_memo_on_the_whole_study_is_about_nothing_else(study: Study) -> None:
    memo = study.do(WriteMemo("Positionality", kind="reflexive"))
    assert memo.rid in [found.rid for found in study.workbench.read.trail.memos_on("", None)]
    assert label(study) == "Wrote a memo on the whole study"


@pytest.mark.parametrize(
    ("about_kind", "about", "words"),
    [
        ("configuration", None, "which record"),
        ("", 1, "which record"),
        ("place", 1, "which record"),
        ("journal_step", 1, "which record"),
        ("configuration", 99_999, "no longer in the project"),
    ],
)
def test_a_memo_about_what_is_not_there_is_refused(
    study: Study, about_kind: str, about: int | None, words: str
) -> None:
    before = study.workbench.read.find(records.Memo)
    with pytest.raises(RefusedChange, match=words):
        study.do(WriteMemo("x", about_kind=about_kind, about=about))
    assert study.workbench.read.find(records.Memo) == before


def test_a_memo_of_no_kind_or_way_of_reasoning_is_refused(study: Study) -> None:
    with pytest.raises(UsageError, match="kind of memo"):
        study.do(WriteMemo("x", kind="diary"))
    with pytest.raises(UsageError, match="inference mode"):
        study.do(WriteMemo("x", inference="guessing"))


def test_typing_in_a_memo_is_one_step(study: Study) -> None:
    memo = study.do(WriteMemo())
    steps = len(study.workbench.history())
    for body in ("T", "Th", "The night"):
        study.do(EditFields(records.Memo, memo.rid, {"body": body}))
    assert len(study.workbench.history()) == steps + 1
    study.workbench.undo()
    assert study.workbench.read.get(records.Memo, memo.rid).body == ""


def test_memos_are_found_by_words_without_regard_to_case_and_accents(study: Study) -> None:
    memo = study.do(WriteMemo("Café talk", "They met in the CAFÉ at night.", inference="abductive"))
    found = study.workbench.read.trail.memos
    assert [row.rid for row in found(words="cafe NIGHT")] == [memo.rid]
    assert [row.rid for row in found(inferences={"abductive"})] == [memo.rid]
    assert found(words="cafe", kinds={"theory"}) == []
    assert found(words="nowhere") == []


def test_a_quote_in_a_memo_makes_no_coding_and_goes_with_its_passage(study: Study) -> None:
    codings = len(study.workbench.read.find(records.Coding))
    document, start, end = study.passage("night", "at night")
    start, end = start, end - 3
    made = study.do(QuoteInMemo(None, document, start, end, "case", study.cases["Harbour"]))
    assert len(study.workbench.read.find(records.Coding)) == codings
    quotes = study.workbench.read.trail.memo_quotes([made.memo])[made.memo]
    assert [(quote.document_name, quote.start, quote.participant_name) for quote in quotes] == [("night", start, "Dev")]
    assert study.do(QuoteInMemo(made.memo, document, start, end)).quote == made.quote
    study.do(Unquote(made.quote))
    assert not study.workbench.read.find(records.Excerpt, rid=made.excerpt)
    assert label(study).endswith("out of a memo")


def test_a_quoted_passage_that_is_coded_stays_when_the_quote_goes_and_the_other_way(study: Study) -> None:
    memo = study.do(WriteMemo("Night"))
    made = study.do(QuoteInMemo(memo.rid, *study.passage("post", "wrote again")))
    study.do(DeleteRecords(records.Coding, (study.codings[3],)))
    assert study.workbench.read.find(records.Excerpt, rid=made.excerpt)
    study.workbench.undo()
    study.do(Unquote(made.quote))
    assert study.workbench.read.find(records.Excerpt, rid=made.excerpt)


def test_an_empty_passage_cannot_be_quoted(study: Study) -> None:
    memos = len(study.workbench.read.find(records.Memo))
    with pytest.raises(RefusedChange, match="Select at least one character"):
        study.do(QuoteInMemo(None, study.documents["night"], 4, 4))
    assert len(study.workbench.read.find(records.Memo)) == memos


def test_a_memo_can_be_moved_to_another_record(study: Study) -> None:
    memo = study.do(WriteMemo("Night"))
    study.do(SetMemoSubject(memo.rid, "case", study.cases["Lantern"]))
    assert study.workbench.read.trail.memo(memo.rid).about_name == "Lantern"
    with pytest.raises(NotFound):
        study.do(SetMemoSubject(memo.rid, "case", 99_999))
    study.do(SetMemoSubject(memo.rid))
    assert study.workbench.read.trail.memo(memo.rid).about is None


def test_a_decision_about_configurations_and_cases_is_one_step(study: Study) -> None:
    subjects = (
        ("configuration", study.configurations["1"]),
        ("case", study.cases["Harbour"]),
        ("case", study.cases["Lantern"]),
        ("case", study.cases["Lantern"]),
    )
    steps = len(study.workbench.history())
    made = study.do(RecordDecision("reconciled", " The night differs. ", "2026-03-03", "Ann, Bo", "", subjects))
    assert len(study.workbench.history()) == steps + 1
    decision = study.workbench.read.trail.decision(made.rid)
    assert (decision.kind, decision.wording, decision.attendees) == ("reconciled", "The night differs.", "Ann, Bo")
    assert [subject.name for subject in decision.subjects] == ["1 Title 1", "Harbour", "Lantern"]
    assert [row.rid for row in study.workbench.read.trail.decisions_about("case", study.cases["Harbour"])] == [made.rid]
    assert label(study) == "Reconciled “The night differs.”"
    study.do(SetDecisionSubjects(made.rid, subjects[1:2]))
    assert [subject.name for subject in study.workbench.read.trail.decision(made.rid).subjects] == ["Harbour"]


@pytest.mark.parametrize(
    ("kind", "wording", "subjects", "words"),
    [
        ("argued", "x", (), "kind of decision"),
        ("agreed", "  ", (), "needs a wording"),
        ("agreed", "x", (("case", 99_999),), "no longer"),
        ("agreed", "x", (("place", 1),), "which record"),
    ],
)
def test_a_decision_that_says_nothing_or_is_about_nothing_is_refused(
    study: Study, kind: str, wording: str, subjects: tuple[tuple[str, int], ...], words: str
) -> None:
    before = study.workbench.read.find(records.Decision)
    with pytest.raises((RefusedChange, UsageError), match=words):
        study.do(RecordDecision(kind, wording, subjects=subjects))
    assert study.workbench.read.find(records.Decision) == before


def test_appraising_a_document_fills_one_appraisal_and_emptying_it_takes_it_away(study: Study) -> None:
    night = study.documents["night"]
    study.do(AppraiseDocument(night, relevance="High"))
    study.do(AppraiseDocument(night, rigour="low", note="one voice"))
    held = study.workbench.read.find(records.Appraisal, document=night)
    assert [(row.relevance, row.richness, row.rigour, row.note) for row in held] == [("high", "", "low", "one voice")]
    with pytest.raises(UsageError):
        study.do(AppraiseDocument(night, richness="splendid"))
    study.do(AppraiseDocument(night, relevance="", rigour="", note=""))
    assert not study.workbench.read.find(records.Appraisal, document=night)
    with pytest.raises(NotFound):
        study.do(AppraiseDocument(99_999, relevance="high"))


def test_a_configuration_is_meant_for_the_cases_that_were_said_last(study: Study) -> None:
    one, cases = study.configurations["1"], study.cases
    study.do(SetScope(one, (cases["Harbour"], cases["Lantern"])))
    study.do(SetScope(one, (cases["Lantern"],)))
    assert label(study) == "Configuration 1 is meant for Lantern"
    assert [tie.case for tie in study.workbench.read.find(records.ConfigurationCase)] == [cases["Lantern"]]
    with pytest.raises(NotFound):
        study.do(SetScope(one, (99_999,)))
    study.do(SetScope(one, ()))
    assert not study.workbench.read.find(records.ConfigurationCase)
