"""Recording a version: what changed, why, what was decided, and the evidence that led to it."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QWidget

from ipof_workbench.domain.errors import WorkbenchError
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.version_rows import STATUS_AFTER, WITHOUT_A_CHANGE, BehindVersion
from ipof_workbench.domain.vocabulary import Change
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.sheet import Sheet
from ipof_workbench.ui.versions.sheet_parts import (
    SentenceField,
    TickList,
    change_words,
    choice,
    chosen_decision,
    decision_choices,
    finding_line,
    kind_words,
    quote_line,
    run_or_say,
    status_choices,
)

MOST_LINES = 5


class RecordVersionSheet(Sheet):
    """The form over a page; `open_record_sheet` opens it where there is something to record.

    Args:
        session: the open project.
        kind: "configuration" or "theory_statement".
        rid: which one.
        host: the widget it stands over (the window in front without one).
    """

    def __init__(self, session: Session, kind: str, rid: Rid, host: QWidget | None = None) -> None:
        self._session = session
        self._behind = session.workbench.read.versions.behind(kind, rid)
        words = f"{kind_words(kind)} {self._behind.number}"
        super().__init__(
            host or _window(), f"Record version {self._behind.version + 1} of {words}", "Record version", None, 560
        )
        self.setObjectName("recordVersionSheet")
        self.add_words(self._behind.words or "Nothing stands in it yet.", "text")
        self.add_words(self._what_differs())
        self.change = choice("Change", self._changes(), self._behind.change, "versionChange")
        self.status = choice("Status", status_choices(self._behind.status), "", "versionStatus")
        self.add_row(self.change, self.status)
        self.reason = SentenceField("What in the evidence led to this")
        self.add_field("Reason", self.reason)
        self.decision = self.add_choice("Decided in", decision_choices(session), "", "versionDecision")
        self.evidence = TickList("Evidence that led to it", MOST_LINES)
        self._show_evidence()
        self.change.currentIndexChanged.connect(self._suggest_status)
        self._suggest_status()
        self.set_work(self._record)

    def _what_differs(self) -> str:
        behind = self._behind
        if not behind.version:
            return "No version of it is recorded yet. The draft stays open; what is recorded cannot be changed."
        if not behind.differs:
            return f"Nothing in it has changed since version {behind.version}: it can be judged as it stands."
        what = "Its places differ" if behind.change == Change.REFINED else "It differs"
        return f"{what} from version {behind.version}."

    def _changes(self) -> list[tuple[str, str]]:
        behind = self._behind
        if not behind.version:
            return [(behind.change, change_words(behind.change))]
        allowed = [change for change in Change if change is not Change.NEW]
        if not behind.differs:
            allowed = [change for change in allowed if change in WITHOUT_A_CHANGE]
        return [(change.value, change_words(change.value)) for change in allowed]

    def _show_evidence(self) -> None:
        rows = self._session.workbench.read.versions.evidence_rows(self._behind.evidence)
        findings = self._session.workbench.read.versions.finding_rows(self._behind.evidence)
        lines = [(row.evidence, quote_line(row), True) for row in rows]
        lines += [(row.evidence, finding_line(row), True) for row in findings]
        if not lines:
            self.add_words("No evidence has come since the version recorded last.")
            return
        self.evidence.show_lines(lines)
        self.add_field(f"Evidence that led to it ({len(lines):,} pieces came since)", self.evidence)

    def _suggest_status(self) -> None:
        status = STATUS_AFTER.get(Change(str(self.change.currentData())))
        wanted = status.value if status is not None and status.value != self._behind.status else ""
        self.status.setCurrentIndex(max(0, self.status.findData(wanted)))

    def _record(self) -> str:
        from ipof_workbench.app.commands.versions import RecordVersion

        behind = self._behind
        ticked = tuple(self.evidence.ticked())
        command = RecordVersion(
            behind.kind,
            behind.rid,
            str(self.change.currentData()),
            self.reason.words(),
            chosen_decision(self.decision),
            None if set(ticked) == set(behind.evidence) else ticked,
            str(self.status.currentData() or ""),
        )
        outcome, problem = run_or_say(self._session, command)
        if outcome is not None:
            words = f"{kind_words(behind.kind)} {behind.number}"
            self._session.show_toast(f"Recorded version {outcome.result.number} of {words}")
        return problem


def why_not_recorded(behind: BehindVersion) -> str:
    """Return why there is nothing to record; empty where there is something."""
    if behind.is_empty:
        return (
            f"There is nothing in {kind_words(behind.kind)} {behind.number} yet: put something into a place, or write "
            "its sentence, before recording it."
        )
    return ""


def open_record_sheet(session: Session, kind: str, rid: Rid, host: QWidget | None = None) -> RecordVersionSheet | None:
    """Open the form; where nothing can be recorded, say why in the status bar and return None."""
    why = session.why_not_editable
    try:
        why = why or why_not_recorded(session.workbench.read.versions.behind(kind, rid))
    except WorkbenchError as error:
        why = str(error)
    if why:
        session.refuse(why)
        return None
    if not session.shows_others("Recording a version"):
        return None
    session.refuse("")
    sheet = RecordVersionSheet(session, kind, rid, host)
    sheet.open()
    return sheet


def _window() -> QWidget:
    window = QApplication.activeWindow() or next(iter(QApplication.topLevelWidgets()))
    assert isinstance(window, QWidget)
    return window
