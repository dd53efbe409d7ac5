"""A configuration as a sentence: If ... then ... because ..., each part underlined in its role's pattern."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ipof_workbench.domain.appearance import RoleStyle
from ipof_workbench.domain.sentences import JOINT, bare_part, closing
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.painting import draw_focus_ring, draw_role_line
from ipof_workbench.ui.widgets.themed import ThemedWidget

LINE_HEIGHT = 21


@dataclass(frozen=True, slots=True)
class SentencePart:
    """A run of words; with a `slot` it can be clicked, with a `style` it is underlined."""

    text: str
    slot: str | None = None
    style: RoleStyle | None = None
    bold: bool = False
    missing: bool = False


@dataclass(frozen=True, slots=True)
class _Run:
    x: float
    line: int
    width: float
    text: str
    part: SentencePart
    number: int


class SentenceLabel(ThemedWidget):
    """Shows the parts, wrapped; a click on a part names its slot, F2 asks to edit it as prose."""

    slot_activated = Signal(object)
    edit_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts: tuple[SentencePart, ...] = ()
        self._runs: list[_Run] = []
        self._measured_width = -1
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)

    def set_parts(self, parts: Sequence[SentencePart]) -> None:
        """Show another sentence."""
        self._parts = tuple(parts)
        self._measured_width = -1
        self.setAccessibleName(self.plain_text())
        self.updateGeometry()
        self.update()

    def plain_text(self) -> str:
        """Return the sentence as it reads."""
        words = " ".join(part.text for part in self._parts)
        return words.replace(" ,", ",").replace(" .", ".")

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        self._measure(width)
        lines = self._runs[-1].line + 1 if self._runs else 1
        return round(current_theme().pxf(LINE_HEIGHT) * lines + current_theme().pxf(4))

    def sizeHint(self) -> QSize:
        width = self.width() if self.width() > 50 else current_theme().px(260)
        return QSize(current_theme().px(220), self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(current_theme().px(120), current_theme().px(LINE_HEIGHT))

    def theme_changed(self) -> None:
        self._measured_width = -1
        super().theme_changed()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        run = self._run_at(event.position())
        if run is not None and run.part.slot is not None and event.button() == Qt.MouseButton.LeftButton:
            self.slot_activated.emit(run.part.slot)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        # A click that acted here must not reach what lies behind.
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.edit_requested.emit()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        run = self._run_at(event.position())
        clickable = run is not None and run.part.slot is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if clickable else Qt.CursorShape.ArrowCursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_F2, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.edit_requested.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        self._measure(self.width())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        height = theme.pxf(LINE_HEIGHT)
        for run in self._runs:
            font = self._font(run.part)
            metrics = QFontMetricsF(font)
            baseline = run.line * height + (height + metrics.ascent() - metrics.descent()) / 2
            painter.setFont(font)
            painter.setPen(theme.colour("text3" if run.part.missing else "text"))
            painter.drawText(QPointF(run.x, baseline), run.text)
        self._draw_underlines(painter, height)
        if self.hasFocus():
            draw_focus_ring(painter, QRectF(self.rect()), 3)
        painter.end()

    def _draw_underlines(self, painter: QPainter, height: float) -> None:
        theme = current_theme()
        lines: dict[tuple[int, int], tuple[float, float, RoleStyle]] = {}
        for run in self._runs:
            if run.part.style is not None:
                key = (run.number, run.line)
                left = lines[key][0] if key in lines else run.x
                lines[key] = (left, run.x + run.width, run.part.style)
        for (_number, line), (left, right, style) in lines.items():
            draw_role_line(painter, left, right, round((line + 1) * height - theme.pxf(2)), style, theme.pxf(2))

    def _font(self, part: SentencePart) -> QFont:
        return current_theme().font("body", 600 if part.bold else 400)

    def _measure(self, width: int) -> None:
        if width == self._measured_width:
            return
        self._measured_width = width
        self._runs = []
        x, line = 0.0, 0
        for number, part in enumerate(self._parts):
            metrics = QFontMetricsF(self._font(part))
            space = metrics.horizontalAdvance(" ")
            for word in part.text.split():
                advance = metrics.horizontalAdvance(word)
                glued = word in {",", ".", "”"}
                gap = 0.0 if x == 0 or glued else space
                if x + gap + advance > width and x > 0 and not glued:
                    x, line, gap = 0.0, line + 1, 0.0
                self._runs.append(_Run(x + gap, line, advance, word, part, number))
                x += gap + advance

    def _run_at(self, point: QPointF) -> _Run | None:
        line = int(point.y() // current_theme().pxf(LINE_HEIGHT))
        for run in self._runs:
            if run.line == line and run.x - 4 <= point.x() <= run.x + run.width + 4:
                return run
        return None


def if_then_because(
    if_text: str, then_text: str, because_text: str, styles: Mapping[str, RoleStyle] | None = None
) -> list[SentencePart]:
    """Return the parts of the usual sentence, as `domain.sentences` joins them; an empty text is shown as missing.

    `styles` holds the styles for the slots `if`, `then` and `because`.
    """
    parts: list[SentencePart] = []
    slots = (("If", "if", if_text, "context"), ("then", "then", then_text, "outcome"))
    for word, slot, text, role in (*slots, ("because", "because", because_text, "mechanism")):
        style, words = (styles or {}).get(slot), bare_part(slot, text)
        parts += [SentencePart(JOINT)] if parts else []
        parts.append(SentencePart(word, bold=True))
        parts.append(SentencePart(words or f"{role} missing", slot, style, missing=not words))
    end = closing(parts[-1].text)
    return [*parts, SentencePart(end)] if end else parts
