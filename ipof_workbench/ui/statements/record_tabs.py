"""What any record has beside it: memos, its recorded versions, what was done to it; as far as their modules are there.

They are made by name, as pages are (`page_stack.is_there`): each appears when it works, and is absent until then.
"""

from __future__ import annotations

import importlib
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ipof_workbench.domain.identity import Rid
from ipof_workbench.ui.page_stack import is_there
from ipof_workbench.ui.session import Session

STATEMENT = "theory_statement"
_MEMOS = "ipof_workbench.ui.records.memos_tab"
_AUDIT = "ipof_workbench.ui.records.audit_tab"
_VERSIONS = "ipof_workbench.ui.versions.version_table"
_RECORDING = "ipof_workbench.ui.versions.record_sheet"


class HistoryTab(QWidget):
    """The recorded versions of a statement, and under them everything that was done to it.

    `quotes_requested(row)`: the evidence behind a recorded version.
    """

    quotes_requested = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.versions: Any = None
        self.audit: Any = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        if is_there(_VERSIONS):
            self.versions = importlib.import_module(_VERSIONS).VersionTable()
            self.versions.quotes_requested.connect(self.quotes_requested)
            self.versions.return_requested.connect(self._return_to)
            column.addWidget(self.versions)
        if is_there(_AUDIT):
            self.audit = importlib.import_module(_AUDIT).AuditTab(session)
            column.addWidget(self.audit, 1)
        else:
            column.addStretch(1)

    def show_subject(self, kind: str, rid: Rid) -> None:
        """Show the history of another statement."""
        if self.versions is not None:
            reading: Any = self._session.workbench.read
            self.versions.show_versions(reading.versions.recorded(kind, rid), self._session.why_not_editable)
        if self.audit is not None:
            self.audit.show_subject(kind, rid)

    def _return_to(self, version: Any) -> None:
        commands = importlib.import_module("ipof_workbench.app.commands.versions")
        if self._session.run(commands.ReturnToVersion(version.kind, version.rid)) is not None:
            self._session.show_toast(f"The draft reads as version {version.number} again")


def record_tabs(session: Session) -> list[tuple[str, Any]]:
    """Return (words, tab) of the tabs that are there; each has `show_subject(kind, rid)`."""
    found: list[tuple[str, Any]] = []
    if is_there(_AUDIT) or is_there(_VERSIONS):
        found.append(("History", HistoryTab(session)))
    if is_there(_MEMOS):
        found.append(("Memos", importlib.import_module(_MEMOS).MemosTab(session)))
    return found


def can_record_versions() -> bool:
    """Tell whether a version of a statement can be recorded in the window."""
    return is_there(_RECORDING)


def record_version(session: Session, host: QWidget, statement: Rid) -> None:
    """Open the form that records a version of a statement."""
    importlib.import_module(_RECORDING).open_record_sheet(session, STATEMENT, statement, host)
