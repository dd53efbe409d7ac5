"""What is done to a statement deliberately, with the menu that offers it: recording a version, splitting, merging.

The forms are imported when they are opened: the window starts without them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget

from ipof_workbench.domain.identity import Rid
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.sheet import Sheet
from ipof_workbench.ui.statements.record_tabs import can_record_versions, record_version

if TYPE_CHECKING:
    from ipof_workbench.ui.statements.statement_detail import StatementDetail

JUDGING = "Judging a statement as a whole"
"""What is refused while others' codings are hidden."""


class StatementActions:
    """Opens the forms for the statement that a detail shows."""

    def __init__(self, session: Session, detail: StatementDetail) -> None:
        self._session, self._detail = session, detail

    def record(self) -> None:
        """Record a version."""
        held = self._detail.statement
        if held is not None:
            record_version(self._session, self._detail.window(), held.rid)

    def split(self) -> None:
        """Split it into parts."""
        from ipof_workbench.ui.versions.statement_split_sheet import StatementSplitSheet

        self._open(StatementSplitSheet, self.why_not_split())

    def merge(self) -> None:
        """Let it take others in."""
        from ipof_workbench.ui.versions.statement_merge_sheet import StatementMergeSheet

        self._open(StatementMergeSheet, self.why_not_merged())

    def why_not_split(self) -> str:
        """Return why the statement cannot be split now; empty where it can."""
        held = self._detail.statement
        if self._session.can_edit and held is not None and not any(held.parts.values()):
            return f"There are no words in {held.number} to split yet; write its sentence first."
        return self._session.why_not_editable

    def why_not_merged(self) -> str:
        """Return why the statement cannot take others in now; empty where it can."""
        if self._session.can_edit and self._detail.choices.statements < 2:
            return "There is no other statement to merge it with."
        return self._session.why_not_editable

    def open_menu(self) -> None:
        """Open the menu of the head."""
        detail = self._detail
        menu = QMenu(detail)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setToolTipsVisible(True)
        menu.addAction("Edit the sentence\tEnter").triggered.connect(detail.edit_requested)
        menu.addAction("Make a configuration of it").triggered.connect(detail.make_configuration)
        if can_record_versions():
            menu.addAction("Record a version…\tCtrl+Shift+R").triggered.connect(self.record)
        for words, work, why_not in (
            ("Split…", self.split, self.why_not_split()),
            ("Merge with…\tCtrl+M", self.merge, self.why_not_merged()),
        ):
            action = menu.addAction(words)
            action.setEnabled(not why_not)
            action.setToolTip(why_not)
            action.triggered.connect(lambda _=False, work=work: work())
        menu.addSeparator()
        menu.addAction("Delete the statement\tDel").triggered.connect(detail.delete_requested)
        menu.popup(detail.head.more.mapToGlobal(detail.head.more.rect().bottomLeft()))

    def _open(self, kind: Callable[[Session, Rid, QWidget], Sheet], why_not: str) -> None:
        held = self._detail.statement
        if held is None:
            return
        self._session.refuse(why_not)
        if not why_not and self._session.shows_others(JUDGING):
            self._detail.commit()
            kind(self._session, held.rid, self._detail.window()).open()
