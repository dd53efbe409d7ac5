"""The row at the foot of a list: a field for the next record; Enter adds it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ipof_workbench.ui.configurations.in_place import claims_key
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.buttons import Button
from ipof_workbench.ui.widgets.panels import Rule, Surface


class _Field(QLineEdit):
    entered = Signal()
    left = Signal()

    def event(self, event: QEvent) -> bool:
        return claims_key(event) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.clear()
            self.left.emit()
        else:
            super().keyPressEvent(event)


class EntryRow(Surface):
    """A field and its verb. `entered(words)` is never empty; `left()` follows Esc."""

    entered = Signal(str)
    left = Signal()

    def __init__(self, name: str, placeholder: str, verb: str, parent: QWidget | None = None) -> None:
        super().__init__("panel", parent)
        self.field = _Field()
        self.field.setAccessibleName(name)
        self.field.setPlaceholderText(placeholder)
        self.button = Button(verb, "plus")
        self.field.entered.connect(self._enter)
        self.field.left.connect(self.left)
        self.button.clicked.connect(self._enter)
        self._row = QHBoxLayout()
        self._row.addWidget(self.field, 1)
        self._row.addWidget(self.button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Rule())
        column.addLayout(self._row)
        self.theme_changed()

    def clear(self) -> None:
        """Empty the field."""
        self.field.clear()

    def theme_changed(self) -> None:
        theme = current_theme()
        self._row.setContentsMargins(theme.px(12), theme.px(8), theme.px(12), theme.px(8))
        self._row.setSpacing(theme.px(8))
        super().theme_changed()

    def _enter(self) -> None:
        words = " ".join(self.field.text().split())
        if words:
            self.entered.emit(words)
        else:
            self.field.setFocus()
