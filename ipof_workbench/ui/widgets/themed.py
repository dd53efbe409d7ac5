"""What painted widgets share: repainting with the theme, and a focus ring that only the keyboard brings up."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QEnterEvent, QFocusEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from ipof_workbench.ui.theme.theme import current_theme

KEYBOARD_REASONS = frozenset(
    {Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason}
)


class ThemedWidget(QWidget):
    """A painted widget that is measured and painted again when the theme changes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        current_theme().changed.connect(self.theme_changed)

    def theme_changed(self) -> None:
        """Measure and paint again."""
        self.updateGeometry()
        self.update()


class ThemedButton(QAbstractButton):
    """A painted button: hover, keyboard focus, a reason when it cannot be used."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ring_shown = False
        self._tip = ""
        self.setAccessibleName(name)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        current_theme().changed.connect(self.theme_changed)

    def theme_changed(self) -> None:
        """Measure and paint again."""
        self.updateGeometry()
        self.update()

    def disable(self, reason: str) -> None:
        """Make the button unusable and say why in its tooltip."""
        if self.isEnabled():
            self._tip = self.toolTip()
        self.setEnabled(False)
        self.setToolTip(reason)
        self.setAccessibleDescription(reason)

    def enable(self) -> None:
        """Make the button usable again."""
        if not self.isEnabled():
            self.setEnabled(True)
            self.setToolTip(self._tip)
            self.setAccessibleDescription("")

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.ring_shown = event.reason() in KEYBOARD_REASONS
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.ring_shown = False
        super().focusOutEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self.update()
        super().leaveEvent(event)
