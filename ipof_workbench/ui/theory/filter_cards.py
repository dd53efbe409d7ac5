"""Cards of the filter panel: what each lets through, and a switch."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QAction, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QMenu, QVBoxLayout, QWidget

from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.buttons import LinkButton
from ipof_workbench.ui.widgets.plain_label import PlainLabel
from ipof_workbench.ui.widgets.switches import ToggleSwitch
from ipof_workbench.ui.widgets.themed import ThemedWidget


class FilterCard(ThemedWidget):
    """A card with a name, what it lets through, and a switch; `changed` when any of it changes."""

    changed = Signal()

    def __init__(self, name: str, everything: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name, self._everything = name, everything
        self.setAccessibleName(name)
        self._summary = PlainLabel(everything, "small", "text2", elide=True)
        self._switch = ToggleSwitch(f"Filter by {name.lower()}")
        self._switch.toggled.connect(lambda _: self.changed.emit())
        self.control = QVBoxLayout()
        grid = QGridLayout(self)
        grid.setContentsMargins(12, 8, 10, 8)
        grid.setVerticalSpacing(2)
        # The name may run above the switch: the longest one has no room beside it in a wide system font.
        grid.addWidget(PlainLabel(name, weight=600, elide=True), 0, 0, 1, 2)
        grid.addWidget(self._summary, 1, 0)
        grid.addWidget(self._switch, 1, 1, Qt.AlignmentFlag.AlignVCenter)
        grid.addLayout(self.control, 2, 0, 1, 2)
        self._grid = grid
        grid.setColumnStretch(0, 1)

    def put_in_place(self, field: QWidget) -> None:
        """Let a field stand where the summary is; it says the same."""
        self._summary.hide()
        self._grid.addWidget(field, 1, 0)

    def is_on(self) -> bool:
        return self._switch.isChecked()

    def set_on(self, on: bool) -> None:
        """Switch the card without telling anybody."""
        self._switch.blockSignals(True)
        self._switch.setChecked(on)
        self._switch.blockSignals(False)
        self._switch.update()

    def say(self, words: str) -> None:
        """Show what the card lets through; nothing means everything."""
        self._summary.setText(words or self._everything)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the card."""
        del event
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("border"), 1))
        painter.setBrush(theme.colour("raised"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        painter.end()


class ChoiceCard(FilterCard):
    """A card whose choices are ticked in a menu."""

    def __init__(self, name: str, everything: str, parent: QWidget | None = None) -> None:
        super().__init__(name, everything, parent)
        self._menu = QMenu(self)
        self._button = LinkButton("Choose…")
        self._button.setAccessibleName(f"Choose {name.lower()}")
        self._button.clicked.connect(self._open)
        self.control.addWidget(self._button, 0, Qt.AlignmentFlag.AlignLeft)

    def set_choices(self, choices: Sequence[tuple[object, str]], chosen: frozenset[object]) -> None:
        """Offer (key, words) pairs, some of them ticked."""
        self._menu.clear()
        for key, words in choices:
            # An ampersand in a name is no mnemonic.
            action = self._menu.addAction(words.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(key in chosen)
            action.setData((key, words))
            action.toggled.connect(self._ticked)
        self.setEnabled(bool(choices))
        self._tell()

    def chosen(self) -> frozenset[Any]:
        """Return the ticked keys."""
        return frozenset(action.data()[0] for action in self._ticks())

    def _ticks(self) -> list[QAction]:
        return [action for action in self._menu.actions() if action.isChecked()]

    def _ticked(self) -> None:
        self.set_on(bool(self._ticks()))
        self._tell()
        self.changed.emit()

    def _tell(self) -> None:
        self.say(", ".join(action.data()[1] for action in self._ticks()))

    def _open(self) -> None:
        self._menu.popup(self._button.mapToGlobal(self._button.rect().bottomLeft()))
