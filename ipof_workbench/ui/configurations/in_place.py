"""Words that turn into a field where they stand: click, F2 or Enter edits, Enter stores, Esc leaves."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QToolTip,
    QWidget,
)

from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.painting import draw_focus_ring
from ipof_workbench.ui.widgets.plain_label import PlainLabel
from ipof_workbench.ui.widgets.role_tile import NumberDisc
from ipof_workbench.ui.widgets.themed import KEYBOARD_REASONS, ThemedWidget

EDIT_KEYS = (Qt.Key.Key_F2, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


_OWN_KEYS = frozenset({Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter})


def claims_key(event: QEvent) -> bool:
    """Keep Esc and Enter for the field that has the focus, whatever shortcuts the window defines for them."""
    if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    if Qt.Key(event.key()) not in _OWN_KEYS:
        return False
    event.accept()
    return True


class InPlaceField(QLineEdit):
    """The field of an edit in place; Esc and Enter are its own, whatever the window does with them."""

    stored = Signal(str)
    left = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._is_over = False

    def begin(self, text: str) -> None:
        """Show `text`, selected, with the focus."""
        self._is_over = False
        self.setText(text)
        self.show()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.selectAll()

    def finish(self, store: bool) -> None:
        """End the edit once, however many events ask for it."""
        if self._is_over:
            return
        self._is_over = True
        if store:
            self.stored.emit(self.text().strip())
        else:
            self.left.emit()

    def event(self, event: QEvent) -> bool:
        return claims_key(event) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.finish(False)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.finish(True)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self.finish(True)


class EditableText(ThemedWidget):
    """One line of words that can be edited where it stands.

    Args:
        name: what it is, for screen readers ("Title").
        placeholder: shown in `text3` while there are no words.
        size, weight: of the words.

    `committed` carries the new words, stripped, and only when they differ.
    """

    committed = Signal(str)

    def __init__(
        self, name: str, placeholder: str, size: str = "body", weight: int = 400, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._name, self._placeholder, self._text = name, placeholder, ""
        self._ring, self._why_locked = False, ""
        self._label = PlainLabel("", size, weight=weight, elide=True)
        self._label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.field = InPlaceField(name)
        self.field.hide()
        self.field.stored.connect(self._store)
        self.field.left.connect(self._close)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._label)
        row.addWidget(self.field)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self.set_text("")
        self.theme_changed()

    def set_text(self, text: str) -> None:
        """Show other words (an open field keeps what is being typed)."""
        self._text = text
        self._label.setText(text or self._placeholder)
        self._label.set_colour("text" if text else "text3")
        self.setAccessibleName(f"{self._name}: {text or self._placeholder}")
        self._explain()

    def _explain(self) -> None:
        self.setToolTip(self._why_locked)

    def text(self) -> str:
        """Return the words as stored."""
        return self._text

    def is_editing(self) -> bool:
        """Tell whether the field is open."""
        return not self.field.isHidden()

    def set_locked(self, why: str) -> None:
        """Let the words be read only, for a reason, or be edited again (empty)."""
        self._why_locked = why
        self.setCursor(Qt.CursorShape.ArrowCursor if why else Qt.CursorShape.IBeamCursor)
        self._explain()

    def edit(self) -> None:
        """Open the field."""
        if self.isEnabled() and not self._why_locked and not self.is_editing():
            self._label.hide()
            self.field.begin(self._text)

    def commit(self) -> None:
        """Store what an open field holds."""
        if self.is_editing():
            self.field.finish(True)

    def theme_changed(self) -> None:
        self.setFixedHeight(current_theme().px(28))
        super().theme_changed()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.edit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in EDIT_KEYS:
            self.edit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ring = event.reason() in KEYBOARD_REASONS
        super().focusInEvent(event)
        self._make_room()
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._ring = False
        super().focusOutEvent(event)
        self._make_room()
        self.update()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip and not self.toolTip():
            # The label knows whether its words are cut, but the mouse is ours.
            QToolTip.showText(event.globalPos(), self._label.toolTip(), self)
            return True
        return super().event(event)

    def _make_room(self) -> None:
        """Keep the words clear of the ring."""
        layout = self.layout()
        if layout is not None:
            layout.setContentsMargins(current_theme().px(5) if self._ring else 0, 0, 0, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._ring and not self.is_editing():
            painter = QPainter(self)
            draw_focus_ring(painter, QRectF(self.rect()))
            painter.end()

    def _store(self, text: str) -> None:
        self._close()
        if text != self._text:
            self.committed.emit(text)

    def _close(self) -> None:
        had_focus = self.field.hasFocus()
        self.field.hide()
        self._label.show()
        if had_focus:
            self.setFocus(Qt.FocusReason.TabFocusReason)


class EditableNumber(EditableText):
    """A configuration's number in its disc, edited where it stands."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self._disc: NumberDisc | None = None
        super().__init__("Number", "", parent=parent)
        self._disc = NumberDisc("")
        self._disc.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        layout = self.layout()
        assert isinstance(layout, QHBoxLayout)
        layout.insertWidget(0, self._disc)
        self._label.hide()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.field.setFixedWidth(current_theme().px(64))
        self._explain()

    def set_text(self, text: str) -> None:
        super().set_text(text)
        self._label.hide()
        if self._disc is not None:
            self._disc.set_number(text)

    def _explain(self) -> None:
        self.setToolTip(self._why_locked or "Change the number")

    def edit(self) -> None:
        if self._disc is not None and not self._why_locked:
            self._disc.hide()
        super().edit()

    def _close(self) -> None:
        super()._close()
        self._label.hide()
        if self._disc is not None:
            self._disc.show()


class CalmComboBox(QComboBox):
    """A combo box that the wheel changes only when it has the focus, so that scrolling past edits nothing."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def paintEvent(self, event: QPaintEvent) -> None:
        # The style cuts words that are too long in the middle of a letter.
        painter, option = QStylePainter(self), QStyleOptionComboBox()
        self.initStyleOption(option)
        field = self.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, self
        )
        taken = self.iconSize().width() + 4 if not self.itemIcon(self.currentIndex()).isNull() else 0
        room, metrics = max(0, field.width() - taken), self.fontMetrics()
        if metrics.horizontalAdvance(option.currentText) > room:
            option.currentText = metrics.elidedText(option.currentText, Qt.TextElideMode.ElideRight, room - 2)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        painter.end()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()
