"""How to make the commands of memos, decisions, appraisals and the scope of configurations."""

from __future__ import annotations

from ipof_workbench.app.commands import appraisals, case_scope, decisions, memos
from ipof_workbench.app.commands.base import Command
from ipof_workbench.domain import records, vocabulary
from tests.e2e.any_command import Draw, makes

SUBJECTS = (
    ("configuration", records.Configuration),
    ("case", records.Case),
    ("document", records.Document),
    ("coding", records.Coding),
    ("element", records.Element),
    ("theory_statement", records.TheoryStatement),
    ("place", records.Place),
)


def subject(draw: Draw) -> tuple[str, int]:
    """Return some record; a place is none that anything may be about."""
    table, kind = draw.of(*SUBJECTS)
    return table, draw.rid(kind)


def subject_or_none(draw: Draw) -> tuple[str, int | None]:
    """Return some record, or the whole study."""
    return subject(draw) if draw.number(0, 2) else ("", None)


@makes(memos.WriteMemo)
def _write_memo(draw: Draw) -> Command:
    kind = draw.of(*vocabulary.MemoKind, "perhaps")
    inference = draw.of("", *vocabulary.Inference, "guessing")
    return memos.WriteMemo(draw.words(), draw.words(), kind, inference, *subject_or_none(draw))


@makes(memos.SetMemoSubject)
def _set_memo_subject(draw: Draw) -> Command:
    return memos.SetMemoSubject(draw.rid(records.Memo), *subject_or_none(draw))


@makes(memos.QuoteInMemo)
def _quote_in_memo(draw: Draw) -> Command:
    return memos.QuoteInMemo(draw.maybe(records.Memo), *draw.span(), *subject_or_none(draw))


@makes(memos.Unquote)
def _unquote(draw: Draw) -> Command:
    return memos.Unquote(draw.rid(records.MemoQuote))


@makes(decisions.RecordDecision)
def _record_decision(draw: Draw) -> Command:
    subjects = tuple(subject(draw) for _ in range(draw.number(0, 3)))
    kind = draw.of("", *vocabulary.DecisionKind, "argued")
    return decisions.RecordDecision(kind, draw.words(), draw.of("", "2026-03-03"), "Ann, Bo", draw.words(), subjects)


@makes(decisions.SetDecisionSubjects)
def _set_decision_subjects(draw: Draw) -> Command:
    subjects = tuple(subject(draw) for _ in range(draw.number(0, 3)))
    return decisions.SetDecisionSubjects(draw.rid(records.Decision), subjects)


@makes(appraisals.AppraiseDocument)
def _appraise(draw: Draw) -> Command:
    rating = (None, "", *vocabulary.Rating, "fine")
    return appraisals.AppraiseDocument(
        draw.rid(records.Document), draw.of(*rating), draw.of(*rating), draw.of(*rating), draw.of(None, "", "thin")
    )


@makes(case_scope.SetScope)
def _set_scope(draw: Draw) -> Command:
    cases = draw.rids(records.Case) if draw.number(0, 2) else ()
    return case_scope.SetScope(draw.rid(records.Configuration), cases)
