"""How a statement looks in its list: the sentence to be read, what it stands on in a line below."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.sentences import JOINT, closing, sentence_pieces
from ipof_workbench.domain.statement_rows import Expressing, ListedStatement
from ipof_workbench.ui.configurations.wording import STATUS_ICONS, status_words
from ipof_workbench.ui.statements.statement_items import ROW_ROLE, Heading, StatementModel
from ipof_workbench.ui.theme.icons import pixmap
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.counts import counts_text
from ipof_workbench.ui.widgets.list_rows import draw_row_ground
from ipof_workbench.ui.widgets.painting import draw_number_disc, elided, number_disc_width, pen_of
from ipof_workbench.ui.widgets.stance import draw_stance_bar

AnyIndex = QModelIndex | QPersistentModelIndex

LINE, META_LINE, PADDING, LEFT, RIGHT = 20, 20, 9, 56, 16
HEADING_ROW, TIE_ROW = 34, 28
_DISC, _ICON, _BAR, _GAP = 22, 14, 72, 14
_COUNTS = "999 | 999 | 99"


@dataclass(frozen=True, slots=True)
class _Words:
    """A sentence as one string, where its connectors stand, and which words are missing."""

    text: str
    bold: tuple[tuple[int, int], ...]


def sentence_words(parts: dict[str, str]) -> _Words:
    """Return the sentence with the places (start, length) of its connectors, in UTF-16 units as Qt counts."""
    text, bold = "", []
    for piece in sentence_pieces(parts):
        text += f"{JOINT} " if text else ""
        bold.append((_units(text), len(piece.connector)))
        text += f"{piece.connector} {piece.words}"
    return _Words(text + closing(text) if text else "", tuple(bold))


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


class StatementDelegate(QStyledItemDelegate):
    """Paints statements, headings and configurations without a statement; heights are kept until words or width change.

    `editing` is the statement whose row makes room for its editor, `editor_height` that room in pixels.
    """

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view
        self._layouts: dict[tuple[object, ...], QTextLayout] = {}
        self.editing: Rid | None = None
        self.editor_height = 0
        self.maximum = 1
        self.shows_areas = True
        current_theme().changed.connect(self._layouts.clear)

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        row = index.data(ROW_ROLE)
        theme = current_theme()
        width = self._view.viewport().width()
        if isinstance(row, Heading):
            return QSize(width, theme.px(HEADING_ROW))
        if not isinstance(row, ListedStatement):
            return QSize(width, theme.px(TIE_ROW))
        if row.rid == self.editing:
            return QSize(width, self.editor_height)
        lines = self._layout(row, width).lineCount()
        return QSize(width, theme.px(2 * PADDING + META_LINE + max(1, lines) * LINE))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        row = index.data(ROW_ROLE)
        box = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(row, Heading):
            self._paint_heading(painter, box, row)
        else:
            selected = bool(option.state & QStyle.StateFlag.State_Selected)
            draw_row_ground(painter, option, is_ruled=True)
            if isinstance(row, ListedStatement):
                if row.rid != self.editing:
                    self._paint_statement(painter, box, row, selected)
            elif isinstance(row, Expressing):
                self._paint_tie(painter, box, row)
        painter.restore()

    # --- parts

    def _paint_heading(self, painter: QPainter, box: QRectF, row: Heading) -> None:
        theme = current_theme()
        painter.fillRect(box, theme.colour("panel"))
        painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), theme.colour("border"))
        painter.setFont(theme.font("caption", 600))
        painter.setPen(theme.colour("text2"))
        inner = box.adjusted(theme.pxf(16), 0, -theme.pxf(RIGHT), 0)
        number = f"{row.number:,}"
        room = QFontMetricsF(painter.font()).horizontalAdvance(number) + theme.pxf(8)
        words = elided(row.words, painter.font(), inner.width() - room)
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, number)

    def _paint_tie(self, painter: QPainter, box: QRectF, row: Expressing) -> None:
        theme = current_theme()
        self._disc(painter, box.left(), box.center().y(), row.number, "text2")
        painter.setFont(theme.font())
        painter.setPen(theme.colour("text" if row.title else "text3"))
        inner = box.adjusted(theme.pxf(LEFT), 0, -theme.pxf(RIGHT), 0)
        words = elided(row.title or "No title yet", painter.font(), inner.width())
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)

    def _paint_statement(self, painter: QPainter, box: QRectF, row: ListedStatement, selected: bool) -> None:
        theme = current_theme()
        top = box.top() + theme.pxf(PADDING)
        self._disc(painter, box.left(), top + theme.pxf(LINE) / 2, row.number, "text")
        layout = self._layout(row, box.width())
        painter.setPen(theme.colour("text"))
        layout.draw(painter, QPointF(round(box.left() + theme.pxf(LEFT)), round(top)))
        below = QRectF(
            box.left() + theme.pxf(LEFT),
            box.bottom() - theme.pxf(PADDING + META_LINE),
            box.width() - theme.pxf(LEFT + RIGHT),
            theme.pxf(META_LINE),
        )
        left_over = self._paint_evidence(painter, below, row, selected)
        self._paint_facts(painter, left_over, row, selected)

    def _paint_evidence(self, painter: QPainter, box: QRectF, row: ListedStatement, selected: bool) -> QRectF:
        """Paint counts and bar at the right; return what is left of the line."""
        theme = current_theme()
        bar = QRectF(box.right() - theme.pxf(_BAR), box.center().y() - theme.pxf(4), theme.pxf(_BAR), theme.pxf(8))
        font = theme.font("small", tabular=True)
        painter.setFont(font)
        painter.setPen(theme.colour("text2" if row.counts.codings or selected else "text3"))
        metrics = QFontMetricsF(font)
        wide = metrics.horizontalAdvance(_COUNTS)
        counts = counts_text(*row.counts) if row.counts.codings or not row.findings else ""
        if row.findings:
            counts = " + ".join(part for part in (counts, f"{row.findings} found") if part)
            wide = max(wide, metrics.horizontalAdvance(counts))
        place = QRectF(bar.left() - theme.pxf(12) - wide, box.top(), wide, box.height())
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, counts)
        draw_stance_bar(painter, bar, row.stances, self.maximum)
        return QRectF(box.left(), box.top(), place.left() - box.left() - theme.pxf(12), box.height())

    def _paint_facts(self, painter: QPainter, box: QRectF, row: ListedStatement, selected: bool) -> None:
        """Paint status, priority, freeze, what expresses it, and its area, as far as there is room."""
        theme = current_theme()
        ink = "text2"
        faint = "text2" if selected else "text3"
        ties = ", ".join(tie.number for tie in row.configurations)
        model = self._view.model()
        frozen = model.frozen_in.get(row.rid, "") if isinstance(model, StatementModel) else ""
        facts = [
            (STATUS_ICONS.get(row.status, "circle-dashed"), status_words(row.status), ink),
            ("", f"{row.priority} priority" if row.priority in ("high", "medium", "low") else row.priority, ink),
            ("snowflake", f"in {frozen}" if frozen else "", ink),
            ("blocks", ties or "none expresses it", ink if ties else faint),
            ("", row.theory_area_name if self.shows_areas else "", faint),
        ]
        font = theme.font("small")
        painter.setFont(font)
        metrics = QFontMetricsF(font)
        x = box.left()
        for icon, words, colour in facts:
            if not words:
                continue
            room = box.right() - x - (theme.pxf(_ICON + 5) if icon else 0)
            if room < theme.pxf(28):
                break
            if icon:
                painter.drawPixmap(round(x), round(box.center().y() - theme.px(_ICON) / 2), pixmap(icon, colour, _ICON))
                x += theme.pxf(_ICON + 5)
            shown = elided(words, font, room)
            painter.setPen(theme.colour(colour))
            place = QRectF(x, box.top(), room, box.height())
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
            x += metrics.horizontalAdvance(shown) + theme.pxf(_GAP)

    def _disc(self, painter: QPainter, left: float, middle: float, number: str, fill: str) -> None:
        theme = current_theme()
        side = theme.pxf(_DISC)
        wide = min(number_disc_width(number, side), theme.pxf(LEFT - 12))
        place = QRectF(left + theme.pxf(LEFT - 10) - wide, round(middle - side / 2), wide, side)
        if number_disc_width(number, side) > wide:
            painter.setPen(pen_of(theme.colour(fill)))
            painter.setFont(theme.font("caption", 600))
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, elided(number, painter.font(), wide))
        else:
            draw_number_disc(painter, place, number, theme.colour(fill), theme.colour("paper"))

    def _layout(self, row: ListedStatement, width: float) -> QTextLayout:
        theme = current_theme()
        room = max(theme.pxf(120), width - theme.pxf(LEFT + RIGHT))
        key = (row.rid, row.if_text, row.then_text, row.because_text, round(room), theme.scale)
        held = self._layouts.get(key)
        if held is None:
            if len(self._layouts) > 2_000:
                self._layouts.clear()
            held = self._layouts[key] = laid_out(sentence_words(row.parts), room)
        return held


def laid_out(words: _Words, width: float) -> QTextLayout:
    """Return the sentence in lines of the list, its connectors in 600."""
    theme = current_theme()
    layout = QTextLayout(words.text or "Nothing written yet", theme.font())
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    strong = QTextCharFormat()
    strong.setFontWeight(QFont.Weight.DemiBold)
    ranges = []
    for start, length in words.bold:
        stretch = QTextLayout.FormatRange()
        stretch.start, stretch.length, stretch.format = start, length, strong  # type: ignore[attr-defined]
        ranges.append(stretch)
    layout.setFormats(ranges)
    layout.beginLayout()
    y = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        line.setPosition(QPointF(0, y + (theme.pxf(LINE) - line.height()) / 2))
        y += theme.pxf(LINE)
    layout.endLayout()
    return layout
