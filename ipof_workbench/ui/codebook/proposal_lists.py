"""Lists with a tick box at the left of each row: a click on the box or Space ticks, whatever the number of rows."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ipof_workbench.ui.codebook.chosen_proposals import CHECK_ROLE, ROW_ROLE, ProposalModel, TickedDocument
from ipof_workbench.ui.theme.icons import pixmap
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.theme.tokens import RADIUS_TILE, ROW_LIST
from ipof_workbench.ui.widgets.list_rows import draw_row_ground
from ipof_workbench.ui.widgets.painting import elided
from ipof_workbench.ui.widgets.strokes import pen_of

AnyIndex = QModelIndex | QPersistentModelIndex
SIDE, BOX, GAP = 12.0, 15.0, 10.0
PASSAGE_HIGH = 48
LONGEST_WITH_CONTEXT, LONGEST_STRONG = 120, 40
"""Characters of a passage that is shown with what stands around it, and of one that is set off by weight."""


def draw_tick(painter: QPainter, box: QRectF, state: Qt.CheckState) -> None:
    """Paint a tick box: empty, ticked, or partly ticked."""
    theme = current_theme()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    is_on = state != Qt.CheckState.Unchecked
    painter.setPen(pen_of(theme.colour("accent" if is_on else "control")))
    painter.setBrush(theme.colour("accent" if is_on else "raised"))
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), theme.pxf(RADIUS_TILE), theme.pxf(RADIUS_TILE))
    if state == Qt.CheckState.Checked:
        side = theme.px(BOX - 3)
        picture = pixmap("check", "accent_on", BOX - 3)
        painter.drawPixmap(round(box.center().x() - side / 2), round(box.center().y() - side / 2), picture)
    elif is_on:
        dash = QRectF(
            box.left() + theme.pxf(4), box.center().y() - theme.pxf(1), box.width() - theme.pxf(8), theme.pxf(2)
        )
        painter.fillRect(dash, theme.colour("accent_on"))
    painter.restore()


class TickDelegate(QStyledItemDelegate):
    """Paints ground and tick box; what stands beside it is the kind's."""

    row_height: float = ROW_LIST

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        view = self.parent()
        width = view.viewport().width() if isinstance(view, QAbstractItemView) else 200
        return QSize(width, current_theme().px(self.row_height))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        theme, box, view = current_theme(), QRectF(option.rect), option.widget
        painter.save()
        is_current = isinstance(view, QAbstractItemView) and view.hasFocus() and view.currentIndex() == index
        draw_row_ground(painter, option, is_marked=is_current)
        side = theme.pxf(BOX)
        place = QRectF(box.left() + theme.pxf(SIDE), round(box.center().y() - side / 2), side, side)
        draw_tick(painter, place, index.data(CHECK_ROLE))
        self.paint_rest(painter, index, box.adjusted(theme.pxf(SIDE + BOX + GAP), 0, -theme.pxf(SIDE), 0))
        painter.restore()

    def paint_rest(self, painter: QPainter, index: AnyIndex, box: QRectF) -> None:
        """Paint what stands beside the box."""


class DocumentTickDelegate(TickDelegate):
    """Name of the document, how many of its passages are chosen."""

    def paint_rest(self, painter: QPainter, index: AnyIndex, box: QRectF) -> None:
        row, theme = index.data(ROW_ROLE), current_theme()
        assert isinstance(row, TickedDocument), "the model gives these"
        number = row.last - row.first
        words = f"{row.ticked:,}" if row.ticked == number else f"{row.ticked:,} of {number:,}"
        painter.setFont(theme.font("small", tabular=True))
        painter.setPen(theme.colour("text2"))
        painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, words)
        room = box.width() - QFontMetricsF(painter.font()).horizontalAdvance(words) - theme.pxf(8)
        font = theme.font()
        painter.setFont(font)
        painter.setPen(theme.colour("text"))
        name = elided(row.named.name, font, room)
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, name)


class PassageTickDelegate(TickDelegate):
    """The passage with what stands around it on one line, its document below."""

    row_height = PASSAGE_HIGH

    def paint_rest(self, painter: QPainter, index: AnyIndex, box: QRectF) -> None:
        row, theme, model = index.data(ROW_ROLE), current_theme(), index.model()
        body, strong = theme.font(), theme.font(weight=600)
        upper = QRectF(box.left(), box.top() + theme.pxf(6), box.width(), theme.pxf(18))
        # A passage that fills its line needs all of it; a word wants its surroundings.
        is_short = bool(row.before or row.after) and len(row.quote) <= LONGEST_WITH_CONTEXT
        before = _tail(row.before, body, box.width() * 0.3) if is_short else ""
        left = self._run(painter, upper, before, body, "text2")
        left = self._run(painter, left, row.quote, strong if len(row.quote) <= LONGEST_STRONG else body, "text")
        if is_short:
            space = QFontMetricsF(body).horizontalAdvance(" ") if row.after[:1].isspace() else 0.0
            self._run(painter, left.adjusted(space, 0, 0, 0), row.after.lstrip(), body, "text2")
        small = theme.font("small")
        lower = QRectF(box.left(), upper.bottom() + theme.pxf(1), box.width(), theme.pxf(17))
        painter.setFont(small)
        painter.setPen(theme.colour("text2"))
        words = model.where(index.row()) if isinstance(model, ProposalModel) else ""
        painter.drawText(lower, Qt.AlignmentFlag.AlignVCenter, elided(words, small, lower.width()))

    @staticmethod
    def _run(painter: QPainter, box: QRectF, words: str, font: QFont, colour: str) -> QRectF:
        """Paint words at the left of a box, cut to it; return what is left of it."""
        if not words or box.width() < 4:
            return box
        painter.setFont(font)
        painter.setPen(current_theme().colour(colour))
        shown = elided(words, painter.font(), box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, shown)
        metrics = QFontMetricsF(painter.font())
        used = metrics.horizontalAdvance(shown.rstrip()) + metrics.horizontalAdvance(" ") * words[-1:].isspace()
        return box.adjusted(used, 0, 0, 0)


def _tail(words: str, font: QFont, room: float) -> str:
    """Return the end of some words, as much as there is room for."""
    metrics = QFontMetricsF(font)
    return metrics.elidedText(words.strip(), Qt.TextElideMode.ElideLeft, room) + (" " if words[-1:].isspace() else "")


class TickList(QListView):
    """Rows of one height: a hundred thousand cost as much as ten.

    `ticked` carries (rows, whether ticked), `opened` the row of a double click or Enter, `current_changed` the row.
    """

    ticked = Signal(object, bool)
    opened = Signal(int)
    current_changed = Signal(int)

    def __init__(
        self, model: QAbstractItemModel, delegate: type[TickDelegate], name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setModel(model)
        self.setItemDelegate(delegate(self))
        self.setUniformItemSizes(True)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.selectionModel().currentChanged.connect(lambda now, _: self.current_changed.emit(now.row()))
        current_theme().changed.connect(self.scheduleDelayedItemsLayout)

    def chosen(self) -> list[int]:
        """Return the selected rows, from the top."""
        return sorted(index.row() for index in self.selectionModel().selectedRows())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        edge = current_theme().pxf(SIDE + BOX + GAP / 2)
        if index.isValid() and event.button() == Qt.MouseButton.LeftButton and event.position().x() < edge:
            self._tick(index)
            return
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        edge = current_theme().pxf(SIDE + BOX + GAP / 2)
        if event.position().x() < edge:
            self.mousePressEvent(event)  # two quick clicks on the box are two clicks
        elif index.isValid():
            self.opened.emit(index.row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and self.currentIndex().isValid():
            self._tick(self.currentIndex())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex().row())
        else:
            super().keyPressEvent(event)

    def _tick(self, index: QModelIndex) -> None:
        """Tick a row, or take its tick away; with it all that are selected together with it."""
        ticks = index.data(CHECK_ROLE) != Qt.CheckState.Checked
        chosen = self.chosen()
        self.ticked.emit(chosen if index.row() in chosen else [index.row()], ticks)
