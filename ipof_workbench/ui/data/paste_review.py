"""What does not fit of a pasted block, listed over the table; nothing is stored before a button is pressed."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QVBoxLayout, QWidget

from ipof_workbench.ui.data.paste_plan import PastePlan
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.buttons import Button, PrimaryButton
from ipof_workbench.ui.widgets.panels import Rule, Surface
from ipof_workbench.ui.widgets.plain_label import PlainLabel
from ipof_workbench.ui.widgets.switches import ToggleSwitch

MOST_SHOWN = 200


class PasteReview(Surface):
    """`taken` carries the plan and whether its new records are wanted; `left` follows when nothing is to be pasted."""

    taken = Signal(object, bool)
    left = Signal()

    def __init__(self, noun: str, parent: QWidget | None = None) -> None:
        super().__init__("panel", parent)
        self._noun = noun
        self._plan = PastePlan()
        self.words = PlainLabel("", "body", weight=600, wrap=True)
        self.list = QListWidget()
        self.list.setAccessibleName("What does not fit")
        self.list.setSelectionMode(QListWidget.SelectionMode.NoSelection)
        self.list.setWordWrap(True)
        self.adding = ToggleSwitch(f"Add new {noun}s", True)
        self.adding_label = PlainLabel("", "small")
        self.take = PrimaryButton("Paste")
        self.leave = Button("Leave all as it is")
        self._column = QVBoxLayout()
        buttons = QHBoxLayout()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(self._column)
        outer.addWidget(Rule())
        self._column.addWidget(self.words)
        self._column.addWidget(self.list)
        self._column.addLayout(buttons)
        for part in (self.adding, self.adding_label):
            buttons.addWidget(part)
        buttons.addStretch(1)
        buttons.addWidget(self.leave)
        buttons.addWidget(self.take)
        self._buttons = buttons
        self.adding.toggled.connect(lambda _on: self._say())
        self.take.clicked.connect(self._take)
        self.leave.clicked.connect(self._leave)
        PasteReview.theme_changed(self)
        self.hide()

    def theme_changed(self) -> None:
        super().theme_changed()
        if hasattr(self, "_buttons"):
            px = current_theme().px
            self._column.setContentsMargins(px(12), px(10), px(12), px(10))
            self._column.setSpacing(px(8))
            self._buttons.setSpacing(px(8))
            self._measure_list()

    def _measure_list(self) -> None:
        """Give the list the height of what stands in it, up to six lines."""
        rows = sum(max(0, self.list.sizeHintForRow(row)) for row in range(min(6, self.list.count())))
        self.list.setFixedHeight(rows + current_theme().px(4))

    def show_plan(self, plan: PastePlan) -> None:
        """List what does not fit and offer what does."""
        self._plan = plan
        self.list.clear()
        self.list.addItems(plan.problems[:MOST_SHOWN])
        if len(plan.problems) > MOST_SHOWN:
            self.list.addItem(f"and {len(plan.problems) - MOST_SHOWN:,} more")
        self.list.setVisible(bool(plan.problems))
        self._measure_list()
        for part in (self.adding, self.adding_label):
            part.setVisible(bool(plan.new))
        self.adding.setChecked(True)
        self.adding_label.setText(f"Add {_counted(len(plan.new), f'new {self._noun}')}")
        self._say()
        self.show()
        (self.take if self.take.isEnabled() else self.leave).setFocus(Qt.FocusReason.OtherFocusReason)

    def _say(self) -> None:
        plan, adds = self._plan, bool(self._plan.new) and self.adding.isChecked()
        parts = []
        if plan.problems:
            parts.append(f"{_counted(len(plan.problems), 'thing')} of the block do{_es(len(plan.problems))} not fit.")
        if plan.beyond:
            parts.append(f"{_counted(plan.beyond, 'row')} stand{_s(plan.beyond)} beyond the end of the table.")
        parts.append("Nothing is stored yet.")
        self.words.setText(" ".join(parts))
        wanted = [_counted(len(plan.cells), "cell")] if plan.cells else []
        wanted += [_counted(len(plan.new), f"new {self._noun}")] if adds else []
        self.take.setText(f"Paste {' and '.join(wanted)}" if wanted else "Paste")
        if wanted:
            self.take.enable()
        else:
            self.take.disable("Nothing of the block fits")

    def _take(self) -> None:
        self.hide()
        self.taken.emit(self._plan, self.adding.isChecked())

    def _leave(self) -> None:
        self.hide()
        self.left.emit()


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _es(number: int) -> str:
    return "es" if number == 1 else ""


def _s(number: int) -> str:
    return "s" if number == 1 else ""
