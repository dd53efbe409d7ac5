"""What memos, decisions, appraisals and the scope of a configuration refuse (see `test_refused_commands`)."""

from __future__ import annotations

from ipof_workbench.app.commands.appraisals import AppraiseDocument
from ipof_workbench.app.commands.case_scope import SetScope
from ipof_workbench.app.commands.decisions import RecordDecision, SetDecisionSubjects
from ipof_workbench.app.commands.memos import QuoteInMemo, SetMemoSubject, Unquote, WriteMemo
from ipof_workbench.domain.errors import NotFound, RefusedChange, UsageError

GONE = 99_999
ABOUT = "Say which record it is about, or none for the whole study. Nothing was changed."

CASES = (
    (WriteMemo, lambda s: WriteMemo("x", kind="diary"), UsageError, "“diary” is no kind of memo"),
    (WriteMemo, lambda s: WriteMemo("x", inference="guessing"), UsageError, "“guessing” is no inference mode"),
    (WriteMemo, lambda s: WriteMemo("x", about_kind="configuration"), RefusedChange, ABOUT),
    (WriteMemo, lambda s: WriteMemo("x", about_kind="place", about=1), RefusedChange, ABOUT),
    (WriteMemo, lambda s: WriteMemo("x", about_kind="case", about=GONE), NotFound, "The case is no longer"),
    (SetMemoSubject, lambda s: SetMemoSubject(GONE), NotFound, "The memo is no longer in the project"),
    (QuoteInMemo, lambda s: QuoteInMemo(None, s.documents["night"], 4, 4), RefusedChange,
     "Select at least one character of the text first"),
    (QuoteInMemo, lambda s: QuoteInMemo(GONE, s.documents["night"], 0, 4), NotFound, "The memo is no longer"),
    (Unquote, lambda s: Unquote(GONE), NotFound, "The memo quote is no longer in the project"),
    (RecordDecision, lambda s: RecordDecision("argued", "x"), UsageError, "“argued” is no kind of decision"),
    (RecordDecision, lambda s: RecordDecision("agreed", "  "), RefusedChange, "A decision needs a wording"),
    (RecordDecision, lambda s: RecordDecision("agreed", "x", subjects=(("place", 1),)), RefusedChange, ABOUT),
    (RecordDecision, lambda s: RecordDecision("agreed", "x", subjects=(("case", GONE),)), NotFound, "no longer in"),
    (SetDecisionSubjects, lambda s: SetDecisionSubjects(GONE, ()), NotFound, "The decision is no longer"),
    (AppraiseDocument, lambda s: AppraiseDocument(GONE, relevance="high"), NotFound, "The document is no longer"),
    (AppraiseDocument, lambda s: AppraiseDocument(s.documents["night"], rigour="splendid"), UsageError,
     "“splendid” is no"),
    (SetScope, lambda s: SetScope(GONE, ()), NotFound, "The configuration is no longer in the project"),
    (SetScope, lambda s: SetScope(s.configurations["1"], (GONE,)), NotFound, "The case is no longer in the project"),
)  # fmt: skip
