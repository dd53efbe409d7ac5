"""The cases at the left of the Data page: a tree that narrows the documents beside it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QMenu, QTreeView, QWidget

from ipof_workbench.domain import records
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.listings import CaseRow
from ipof_workbench.ui.fitting import steady
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.widgets.buttons import IconButton
from ipof_workbench.ui.widgets.delegates import ROLE_COUNT, ROLE_HEADING, ROLE_MUTED, configure_tree
from ipof_workbench.ui.widgets.panels import PageBar, SidePanel

ALL = "all"
NO_CASE = "none"
_KEY = int(Qt.ItemDataRole.UserRole) + 1

CaseChoice = Rid | str
"""A case, `ALL` documents or those with `NO_CASE`."""


class CasesPanel(SidePanel):
    """All cases with the number of their documents; add, rename, delete, sub-case.

    Args:
        session: whose cases.
        whole: what the row over all cases is called; empty for no such row (then the first case is chosen).
    """

    chosen = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None, whole: str = "All documents") -> None:
        super().__init__("left", 216, "Cases", parent, scrolls=False)
        self._session, self._whole = session, whole
        self._model = QStandardItemModel(self)
        self._rows: dict[Rid, CaseRow] = {}
        self.view = QTreeView()
        self.view.setObjectName("casesTree")
        configure_tree(self.view, "Cases")
        self.view.setModel(self._model)
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.view.customContextMenuRequested.connect(self._show_menu)
        self.view.selectionModel().currentChanged.connect(self._on_current)
        self._model.itemChanged.connect(self._on_renamed)
        self.add_action = self._action("Add case", self.add_case)
        self.sub_action = self._action("Add sub-case", self.add_sub_case)
        self.rename_action = self._action("Rename case", self.rename)
        self.delete_action = self._action("Delete case", self.delete, "Delete")
        bar = steady(PageBar("Cases"))
        self.add_button = IconButton("plus", "Add case")
        self.add_button.clicked.connect(self.add_case)
        bar.add_right(self.add_button)
        self.head.addWidget(bar)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.addWidget(self.view)
        self._filling = False
        session.can_edit_changed.connect(lambda _can: self._show_reasons())
        self._show_reasons()

    def theme_changed(self) -> None:
        super().theme_changed()
        self.body.setContentsMargins(0, 0, 0, 0)

    def _action(self, text: str, work: object, keys: str = "") -> QAction:
        action = QAction(text, self)
        action.triggered.connect(work)
        if keys:
            action.setShortcut(QKeySequence(keys))
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            self.addAction(action)
        return action

    # --- showing

    def show_cases(self, cases: Sequence[CaseRow], documents: int, without_case: int) -> None:
        """Show the cases; the one that was chosen stays chosen."""
        before = self.current()
        self._filling = True
        self._model.clear()
        self._rows = {case.rid: case for case in cases}
        if self._whole:
            self._model.appendRow(self._made(self._whole, documents, ALL))
        below: dict[Rid | None, list[CaseRow]] = {}
        for case in cases:
            below.setdefault(case.parent if case.parent in self._rows else None, []).append(case)
        self._append(self._model.invisibleRootItem(), below, None)
        if without_case:
            self._model.appendRow(self._made("No case", without_case, NO_CASE))
        self.view.expandAll()
        self._filling = False
        self.choose(before)
        self._show_reasons()

    def _append(self, above: QStandardItem, below: dict[Rid | None, list[CaseRow]], parent: Rid | None) -> None:
        for case in below.get(parent, ()):
            row = self._made(case.name, case.documents, case.rid)
            above.appendRow(row)
            self._append(row, below, case.rid)

    def _made(self, text: str, count: int, key: CaseChoice) -> QStandardItem:
        row = QStandardItem(text)
        row.setData(f"{count:,}", ROLE_COUNT)
        row.setData(key, _KEY)
        row.setData(key == ALL, ROLE_HEADING)
        row.setData(key == NO_CASE, ROLE_MUTED)
        row.setEditable(not isinstance(key, str) and self._session.can_edit)
        return row

    def current(self) -> CaseChoice:
        """Return what is chosen."""
        key = self.view.currentIndex().data(_KEY)
        return ALL if key is None else key

    def current_case(self) -> CaseRow | None:
        """Return the case that is chosen, if it is one."""
        key = self.current()
        return self._rows.get(key) if not isinstance(key, str) else None

    def choose(self, key: CaseChoice) -> None:
        """Choose a case, or all documents where it is gone."""
        index = self._index_of(key)
        self.view.setCurrentIndex(index if index.isValid() else self._model.index(0, 0))

    def _index_of(self, key: CaseChoice) -> QModelIndex:
        found = self._model.match(
            self._model.index(0, 0), _KEY, key, 1, Qt.MatchFlag.MatchExactly | Qt.MatchFlag.MatchRecursive
        )
        return found[0] if found else QModelIndex()

    def below(self, rid: Rid) -> frozenset[Rid]:
        """Return a case with all cases below it."""
        found = {rid}
        grew = True
        while grew:
            more = {case.rid for case in self._rows.values() if case.parent in found} - found
            found |= more
            grew = bool(more)
        return frozenset(found)

    def _on_current(self) -> None:
        if not self._filling:
            self._show_reasons()
            self.chosen.emit(self.current())

    def _show_reasons(self) -> None:
        """Enable what can be done, and say in the tooltip of the rest why not."""
        why = self._session.why_not_editable
        if why:
            self.add_button.disable(why)
        else:
            self.add_button.enable()
        is_case = self.current_case() is not None
        for action in (self.add_action, self.sub_action, self.rename_action, self.delete_action):
            reason = why or ("" if is_case or action is self.add_action else "Choose a case first")
            action.setEnabled(not reason)
            action.setToolTip(reason or action.text())

    # --- changing

    def add_case(self) -> None:
        """Add a case and let its name be written."""
        self._add(None)

    def add_sub_case(self) -> None:
        """Add a case below the one that is chosen."""
        case = self.current_case()
        self._add(case.rid if case else None)

    def _add(self, parent: Rid | None) -> None:
        from ipof_workbench.app.commands.record_edits import AddRecord

        names = {case.name for case in self._rows.values()}
        name, number = "New case", 2
        while name in names:
            name, number = f"New case {number}", number + 1
        outcome = self._session.run(AddRecord(records.Case(name=name, parent=parent, position=len(names))))
        if outcome is not None:
            self.choose(outcome.result.rid)
            self.rename()

    def rename(self) -> None:
        """Let the name of the case that is chosen be written."""
        if self.current_case() is not None and self._session.can_edit:
            self.view.setFocus()
            self.view.edit(self.view.currentIndex())

    def _on_renamed(self, row: QStandardItem) -> None:
        from ipof_workbench.app.commands.record_edits import EditFields

        key = row.data(_KEY)
        case = self._rows.get(key) if isinstance(key, int) else None
        if self._filling or case is None or row.text() == case.name:
            return
        if self._session.run(EditFields(records.Case, case.rid, {"name": row.text()})) is None:
            self._filling = True
            row.setText(case.name)
            self._filling = False

    def delete(self) -> None:
        """Delete the case that is chosen; its documents stay."""
        from ipof_workbench.app.commands.deletion import DeleteRecords

        case = self.current_case()
        if case is not None and self._session.run(DeleteRecords(records.Case, (case.rid,))) is not None:
            self._session.show_toast(f"Deleted case “{case.name}”; its documents stay")

    def _show_menu(self, at: QPoint) -> None:
        menu = QMenu(self)
        self._show_reasons()
        for action in (self.add_action, self.sub_action, self.rename_action, self.delete_action):
            menu.addAction(action)
        menu.setToolTipsVisible(True)
        menu.popup(self.view.viewport().mapToGlobal(at))
