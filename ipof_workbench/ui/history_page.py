"""Edit > History: all steps with who and when; choosing one goes back to it, or forward."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QHeaderView, QTableView, QVBoxLayout, QWidget

from ipof_workbench.domain.steps import Step
from ipof_workbench.ui.fitting import say
from ipof_workbench.ui.moments import when_words
from ipof_workbench.ui.page import Page
from ipof_workbench.ui.places import DayPlace, Place
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.buttons import Button
from ipof_workbench.ui.widgets.delegates import ROLE_HEADING, ROLE_MUTED, configure_table
from ipof_workbench.ui.widgets.notices import EmptyState
from ipof_workbench.ui.widgets.panels import PageBar
from ipof_workbench.ui.widgets.plain_label import as_tooltip

AnyIndex = QModelIndex | QPersistentModelIndex
SHOWN_STEPS = 2_000
_HEADS = ("Step", "Analyst", "When", "")


class StepsModel(QAbstractTableModel):
    """The steps, newest first; what was undone steps back."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.steps: list[Step] = []
        self.current: int | None = None

    def show(self, steps: list[Step], current: int | None) -> None:
        """Show these steps; `current` is the rid of the last step in force."""
        self.beginResetModel()
        self.steps, self.current = steps, current
        self.endResetModel()

    def rowCount(self, parent: AnyIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.steps)

    def columnCount(self, parent: AnyIndex | None = None) -> int:
        return len(_HEADS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> object:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _HEADS[section]
        return None

    def data(self, index: AnyIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        step = self.steps[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            state = "undone" if step.undone else ("now" if step.rid == self.current else "")
            return (step.label, step.analyst, when_words(step.at), state)[index.column()]
        if role == ROLE_MUTED:
            return step.undone
        if role == ROLE_HEADING:
            return step.rid == self.current
        if role == Qt.ItemDataRole.ToolTipRole and step.reason:
            return as_tooltip(step.reason)
        return None


class HistoryPage(Page):
    """The list of steps."""

    key = "history"
    page_title = "History"
    icon = "history"
    tells_of_others = True

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.setObjectName("historyPage")
        self._model = StepsModel(self)
        self.view = QTableView()
        configure_table(self.view, "Steps, newest first")
        self.view.setModel(self._model)
        self.view.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        self.view.activated.connect(lambda index: self.return_to(index.row()))
        head = self.view.horizontalHeader()
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column, width in ((1, 160), (2, 160), (3, 90)):
            head.resizeSection(column, current_theme().px(width))
        self._empty = EmptyState("")
        say(self._empty, "No steps yet. Each change is kept here and can be undone.")
        self._only: DayPlace | None = None
        self._bar = bar = PageBar("History")
        self.all_button = Button("Show all steps")
        self.all_button.clicked.connect(lambda: self._show_only(None))
        bar.add_right(self.all_button)
        self._show_bar()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for part in (bar, self._empty, self.view):
            layout.addWidget(part)
        session.changed.connect(lambda _changed: self.activate() if self.isVisible() else None)

    def deactivate(self) -> None:
        # Opened from the menu it is the whole history again.
        self._only = None
        self._show_bar()

    def activate(self) -> None:
        workbench = self.session.workbench
        top, _ = workbench.next_steps()
        steps = workbench.history(SHOWN_STEPS)
        only = self._only
        if only is not None:
            steps = [step for step in steps if step.at >= only.since and step.analyst == only.analyst]
        self._model.show(steps, top.rid if top else None)
        self._empty.setVisible(not steps)
        self.view.setVisible(bool(steps))

    def focus_primary(self) -> None:
        self.view.setFocus()

    def status_facts(self) -> str:
        done = sum(1 for step in self._model.steps if not step.undone)
        return f"{done:,} step{'' if done == 1 else 's'} in force, {len(self._model.steps) - done:,} undone"

    def here(self) -> Place | None:
        return self._only

    def go_to(self, place: Place) -> None:
        if isinstance(place, DayPlace):
            self._show_only(place)

    def _show_only(self, place: DayPlace | None) -> None:
        self._only = place
        self._show_bar()
        self.activate()

    def _show_bar(self) -> None:
        only = self._only
        words = "Enter or double-click goes back to a step, or forward again to one that was undone"
        self._bar.set_subtitle(words if only is None else f"Steps of {only.analyst} since {when_words(only.since)}")
        self.all_button.setVisible(only is not None)

    def return_to(self, row: int) -> None:
        """Undo down to the step in this row, or redo up to it."""
        target = self._model.steps[row]
        if target.undone:
            self._redo_up_to(target)
        else:
            while True:
                top, _ = self.session.workbench.next_steps()
                if top is None or top.rid == target.rid or not self.session.undo():
                    break
        self.activate()

    def _redo_up_to(self, target: Step) -> None:
        done = 0
        while True:
            _, following = self.session.workbench.next_steps()
            if following is None or not self.session.redo():
                break
            done += 1
            if following.rid == target.rid:
                return
        for _ in range(done):
            self.session.undo()
        self.session.refuse(f"“{target.label}” was undone before something else was done; it cannot be done again.")
