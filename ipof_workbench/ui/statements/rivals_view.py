"""Rivals: what competes to explain the same thing, side by side."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from ipof_workbench.app.statement_reading import deciding_passages
from ipof_workbench.domain import records
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.statement_rows import RivalGroupRow, RivalRow, SuggestedRivals
from ipof_workbench.domain.text import shorten
from ipof_workbench.ui.configurations.in_place import EditableText
from ipof_workbench.ui.editing_lock import EditingLock
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.statements.adjudication_panel import AdjudicationPanel
from ipof_workbench.ui.statements.entry_row import EntryRow
from ipof_workbench.ui.statements.rival_columns import DecidingList, RivalColumns
from ipof_workbench.ui.statements.rows_view import WordList, WordRow
from ipof_workbench.ui.statements.statement_commands import StatementCommands
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.buttons import IconButton
from ipof_workbench.ui.widgets.notices import EmptyState, NoticeBox
from ipof_workbench.ui.widgets.panels import Rule, Surface

NOTHING_YET = "No rivals yet. Name below what two explanations compete for, then add them."
NO_MEMBERS = "No rival in this group yet. Add configurations or statements at the right."
GROUPS_WIDTH = 216

__all__ = ["AdjudicationPanel", "RivalsView"]


class RivalsView(QWidget):
    """Groups at the left, their rivals side by side.

    Signals:
        current_changed(RivalGroupRow or None)
        statement_followed(rid)
    """

    current_changed = Signal(object)
    statement_followed = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._commands = session, StatementCommands(session)
        self._groups: Sequence[RivalGroupRow] = ()
        self._suggested: Sequence[SuggestedRivals] = ()
        self._wanted: Rid | None = None
        self._build_groups()
        self._build_middle()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._left)
        row.addWidget(Rule(upright=True))
        row.addWidget(self._pages, 1)
        self._left.setFixedWidth(current_theme().px(GROUPS_WIDTH))
        self._lock = EditingLock(session, self, self._editing)

    def _editing(self) -> list[QWidget]:
        """Return what changes the groups."""
        removals = [column.remove for column in self.columns.columns]
        return [self.name, self.question, self.delete_button, self.entry.field, self.entry.button, *removals]

    # --- showing

    def show_groups(self, groups: Sequence[RivalGroupRow], suggested: Sequence[SuggestedRivals]) -> None:
        """Show the groups; `suggested` are rivals by their links that stand in none."""
        self._groups, self._suggested = groups, suggested
        self.suggestion.setVisible(bool(suggested))
        if suggested:
            numbers = ", ".join(held.number for held in suggested[0].configurations)
            self.suggestion.set_text(f"{numbers} are linked as rivals and stand in no group.", "Group them")
        self.list.show_rows(
            [WordRow(held.rid, "scale", held.name, _below(held), True) for held in groups], self._wanted
        )
        self._wanted = None
        self._show_current()

    def select(self, group: Rid) -> None:
        """Make a group the current one, now or as soon as it is there."""
        there = any(held.rid == group for held in self._groups)
        self._wanted = group
        if there:
            self.show_groups(self._groups, self._suggested)

    def focus_list(self) -> None:
        """Give the keyboard to the groups, or to the field while there is none."""
        (self.list if self._groups else self.entry.field).setFocus()

    def current(self) -> RivalGroupRow | None:
        """Return the current group."""
        return next((held for held in self._groups if held.rid == self.list.current()), None)

    def delete_current(self) -> None:
        """Delete the current group; the rivals themselves stay."""
        held = self.current()
        if held is not None:
            self._wanted = self.list.neighbour()
            words = f"Deleted the group “{shorten(held.name, 40)}”; its rivals stay"
            self._commands.delete_records(records.RivalGroup, (held.rid,), words)

    # --- building

    def _build_groups(self) -> None:
        self._left = Surface("panel")
        self.list = WordList("Groups of rivals", on_panel=True)
        self.list.current_row_changed.connect(self._show_current)
        self.list.delete_requested.connect(self.delete_current)
        self.suggestion = NoticeBox("plain", "", "Group them")
        self.suggestion.link_activated.connect(self._group_suggested)
        self.entry = EntryRow("Name of the next group of rivals", "Question", "Add")
        self.entry.entered.connect(self._add)
        self.entry.left.connect(self.focus_list)
        theme = current_theme()
        notice = QVBoxLayout()
        notice.setContentsMargins(theme.px(12), theme.px(8), theme.px(12), theme.px(8))
        notice.addWidget(self.suggestion)
        column = QVBoxLayout(self._left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.list, 1)
        column.addLayout(notice)
        column.addWidget(self.entry)

    def _build_middle(self) -> None:
        self.name = EditableText("Name of the group", "No name", "section", 600)
        self.question = EditableText("Question", "What do they compete to explain?")
        self.name.committed.connect(lambda words: self._edit("name", words))
        self.question.committed.connect(lambda words: self._edit("question", words))
        self.columns, self.deciding = RivalColumns(self._session), DecidingList()
        self.columns.followed.connect(self._follow)
        self.columns.removal_requested.connect(self._remove)
        self.deciding.opened.connect(
            lambda held: self._session.open_quote(held.row.document, held.row.start, held.row.end)
        )
        self._bodies = QStackedWidget()
        self._bodies.addWidget(self.columns)
        self._bodies.addWidget(EmptyState(NO_MEMBERS))
        halves = QSplitter(Qt.Orientation.Vertical)
        halves.setChildrenCollapsible(False)
        halves.setHandleWidth(0)
        halves.addWidget(self._bodies)
        halves.addWidget(self.deciding)
        halves.setStretchFactor(0, 1)
        halves.setSizes([480, 150])
        theme = current_theme()
        shown = QWidget()
        head = QVBoxLayout()
        head.setContentsMargins(theme.px(16), theme.px(6), theme.px(16), theme.px(4))
        head.setSpacing(0)
        self.delete_button = IconButton("trash-2", "Delete the group; its rivals stay")
        self.delete_button.clicked.connect(self.delete_current)
        named = QHBoxLayout()
        named.addWidget(self.name, 1)
        named.addWidget(self.delete_button)
        head.addLayout(named)
        head.addWidget(self.question)
        column = QVBoxLayout(shown)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(Rule())
        column.addWidget(halves, 1)
        self._pages = QStackedWidget()
        self._pages.addWidget(shown)
        self._pages.addWidget(EmptyState(NOTHING_YET))

    # --- doing

    def _show_current(self) -> None:
        group = self.current()
        self._pages.setCurrentIndex(0 if group is not None else 1)
        if group is not None:
            self.name.set_text(group.name)
            self.question.set_text(group.question)
            sides = self._session.workbench.read.of_statements.rival_sides(group, self._session.current_filter)
            deciding = deciding_passages(sides)
            self._bodies.setCurrentIndex(0 if sides else 1)
            self.columns.show_sides(sides, deciding)
            self._lock.renew()
            self.deciding.show_passages(deciding, sides)
        self.current_changed.emit(group)

    def _edit(self, field: str, words: str) -> None:
        group = self.current()
        if group is not None and not self._commands.edit_record(records.RivalGroup, group.rid, {field: words}):
            self.name.set_text(group.name)

    def _add(self, name: str) -> None:
        from ipof_workbench.app.commands.rivals import AddRivals

        outcome = self._session.run(AddRivals(name))
        if outcome is not None:
            self.entry.clear()
            self.select(outcome.result.rid)

    def _group_suggested(self) -> None:
        from ipof_workbench.app.commands.rivals import AddRivals

        if not self._suggested:
            return
        members = self._suggested[0].configurations
        numbers = ", ".join(held.number for held in members)
        rids = tuple(held.rid for held in members)
        outcome = self._session.run(AddRivals(f"Rivals {numbers}", configurations=rids))
        if outcome is not None:
            self.select(outcome.result.rid)
            self.name.edit()

    def _follow(self, row: object) -> None:
        if isinstance(row, RivalRow):
            if row.kind == "configuration":
                self._session.show_configuration(row.rid)
            else:
                self.statement_followed.emit(row.rid)

    def _remove(self, row: object) -> None:
        if isinstance(row, RivalRow):
            self._commands.delete_records(records.RivalMember, (row.member,), f"Took {row.number} out of the rivals")


def _below(held: RivalGroupRow) -> str:
    many = len(held.members)
    state = "adjudicated" if held.decision is not None else "open"
    return f"{many:,} rival{'' if many == 1 else 's'} · {state}"
