"""The fields of a judgement: stance, a field of few values, the rationale."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QIcon, QKeyEvent, QPainter, QPixmap
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from ipof_workbench.domain.appearance import STANCE_LOOKS, STANCE_ORDER
from ipof_workbench.domain.vocabulary import ClosedList
from ipof_workbench.ui.configurations.in_place import CalmComboBox, claims_key
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.painting import draw_stance_glyph

SEVERAL = "Several"
"""What a field shows where the chosen quotes differ in it."""
STRENGTHS: tuple[tuple[object, str], ...] = (
    (None, "Strength: –"),
    *((number, f"Strength {number}") for number in (1, 2, 3)),
)


class StanceBox(CalmComboBox):
    """The stances with their glyphs."""

    def __init__(self, name: str = "Stance", parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        for key in STANCE_ORDER:
            self.addItem(STANCE_LOOKS[key].words.capitalize(), key)
        current_theme().changed.connect(self._dress)
        self._dress()

    def stance(self) -> str:
        """Return the chosen stance's key; empty for none."""
        return str(self.currentData() or "")

    def set_stance(self, stance: str) -> None:
        """Choose without a signal; an empty stance chooses none."""
        self.blockSignals(True)
        self.setCurrentIndex(STANCE_ORDER.index(stance) if stance else -1)
        self.blockSignals(False)

    def _dress(self) -> None:
        side = current_theme().px(14)
        self.setIconSize(QSize(side, side))
        for number, key in enumerate(STANCE_ORDER):
            ratio = self.devicePixelRatioF()
            picture = QPixmap(round(side * ratio), round(side * ratio))
            picture.setDevicePixelRatio(ratio)
            picture.fill(Qt.GlobalColor.transparent)
            painter = QPainter(picture)
            draw_stance_glyph(painter, QRectF(0, 0, side, side), key)
            painter.end()
            self.setItemIcon(number, QIcon(picture))


class ChoiceBox(CalmComboBox):
    """A field of few values; nothing chosen shows what differs. `picked` carries the key a person chose."""

    picked = Signal(object)

    def __init__(self, name: str, choices: Sequence[tuple[object, str]], parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.setPlaceholderText(f"{name}: {SEVERAL.lower()}")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(current_theme().px(60))
        self.offer(choices)
        self.activated.connect(lambda at: self.picked.emit(self.itemData(at)))

    def offer(self, choices: Sequence[tuple[object, str]]) -> None:
        """Offer other choices."""
        self.blockSignals(True)
        self.clear()
        for key, words in choices:
            self.addItem(words, key)
        self.blockSignals(False)

    def show_values(self, values: set[object]) -> None:
        """Show the value that all share, or that they differ."""
        keys = [self.itemData(at) for at in range(self.count())]
        only = next(iter(values)) if len(values) == 1 else None
        self.setCurrentIndex(keys.index(only) if len(values) == 1 and only in keys else -1)


class RationaleLine(QLineEdit):
    """The rationale, or a note like it: Enter or leaving it stores, Esc takes back what was typed. `written` carries
    new words."""

    written = Signal(str)
    left_by_key = Signal()

    def __init__(self, name: str = "Rationale", hint: str = "Why it bears on the configuration") -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self._stored = ""

    def show_text(self, text: str) -> None:
        """Show a stored rationale."""
        self._stored = text
        if not self.hasFocus() or not self.isModified():
            self.setText(text)
            # A long one shows how it begins.
            self.setCursorPosition(0)

    def commit(self) -> None:
        """Store what was typed."""
        words = " ".join(self.text().split())
        self.setModified(False)
        if words != self._stored:
            self._stored = words
            self.written.emit(words)

    def event(self, event: QEvent) -> bool:
        return claims_key(event) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.setModified(False)
            self.setText(self._stored)
            self.left_by_key.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.commit()
            self.left_by_key.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self.isModified():
            self.commit()


def choices_of(name: str, kind: type[ClosedList]) -> list[tuple[object, str]]:
    """Return (key, words) of a closed list; the empty key, not judged yet, shows the field's name."""
    return [("", f"{name}: –"), *((member.value, member.words.capitalize()) for member in kind)]
