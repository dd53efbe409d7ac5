"""How tables and trees look: row heights, level rules only, numbers at the right, tiles and bars in cells."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QTreeView,
    QWidget,
)

from ipof_workbench.domain.appearance import STANCE_LOOKS
from ipof_workbench.ui.theme.icons import pixmap
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.theme.tokens import ROW_TABLE, ROW_TREE
from ipof_workbench.ui.widgets.painting import draw_stance_glyph, elided
from ipof_workbench.ui.widgets.role_tile import draw_parts
from ipof_workbench.ui.widgets.stance import draw_stance_bar
from ipof_workbench.ui.widgets.themed import ThemedWidget

_FIRST = int(Qt.ItemDataRole.UserRole) + 900
ROLE_TILES = _FIRST
"""Sequence of (RoleStyle, present)."""
ROLE_STANCE = _FIRST + 1
"""Mapping of stance to codings, drawn as a bar."""
ROLE_STANCE_MAXIMUM = _FIRST + 2
"""The codings that fill the whole width of the bar."""
ROLE_STANCE_KEY = _FIRST + 3
"""A stance, drawn as its glyph before the text."""
ROLE_ICON = _FIRST + 4
"""An icon's name, drawn before the text."""
ROLE_COUNT = _FIRST + 5
"""Text at the right end."""
ROLE_PROGRESS = _FIRST + 6
"""0 to 1, drawn as a 22 px bar before the count."""
ROLE_HEADING = _FIRST + 7
"""Whether the text is 600."""
ROLE_MUTED = _FIRST + 8
"""Whether the text steps back."""

AnyIndex = QModelIndex | QPersistentModelIndex

CELL_PADDING = 8
BAR_WIDTH = 22


class CellDelegate(QStyledItemDelegate):
    """Paints one cell from the item roles of this module; the base of tables and trees."""

    row_height = ROW_TABLE
    has_rules = True
    end_gap = 0
    """Logical pixels between what stands at the right end and the padding."""

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        return QSize(super().sizeHint(option, index).width(), current_theme().px(self.row_height))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        if index.data(Qt.ItemDataRole.CheckStateRole) is not None:
            super().paint(painter, option, index)
            self._draw_rule(painter, QRectF(option.rect))
            return
        painter.save()
        box = QRectF(option.rect)
        self._draw_ground(painter, option, index, box)
        inner = box.adjusted(self._padding(), 0, -self._padding(), 0)
        tiles, stances = index.data(ROLE_TILES), index.data(ROLE_STANCE)
        if tiles is not None:
            draw_parts(painter, inner, tiles)
        elif stances is not None:
            self._draw_bar(painter, inner, index, stances)
        else:
            self._draw_text(painter, option, index, inner)
        painter.restore()

    def _padding(self) -> float:
        return current_theme().pxf(CELL_PADDING)

    def _draw_rule(self, painter: QPainter, box: QRectF) -> None:
        if self.has_rules:
            line = QRectF(box.left(), box.bottom() - 1, box.width(), 1)
            painter.fillRect(line, current_theme().colour("border"))

    def _draw_ground(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex, box: QRectF) -> None:
        theme = current_theme()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, theme.colour("selection"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, theme.colour("hover"))
        else:
            ground = index.data(Qt.ItemDataRole.BackgroundRole)
            if ground is not None:
                painter.fillRect(box, ground)
        self._draw_rule(painter, box)
        if index.column() == 0 and _is_current_row(option.widget, index):
            painter.fillRect(QRectF(0, box.top(), theme.pxf(3), box.height()), theme.colour("focus"))

    def _draw_bar(self, painter: QPainter, box: QRectF, index: AnyIndex, stances: Mapping[str, int]) -> None:
        height = current_theme().pxf(8)
        place = QRectF(box.left(), box.center().y() - height / 2, box.width(), height)
        maximum = index.data(ROLE_STANCE_MAXIMUM)
        draw_stance_bar(painter, place, stances, maximum if isinstance(maximum, int) else None)

    def _draw_text(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex, box: QRectF) -> None:
        theme = current_theme()
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        muted = bool(index.data(ROLE_MUTED))
        ink = "text" if not muted else ("text2" if selected else "text3")
        box = self._draw_lead(painter, index, box)
        box = self._draw_trailing(painter, index, box)
        value = index.data(Qt.ItemDataRole.DisplayRole)
        if value is None:
            return
        number = isinstance(value, int | float) and not isinstance(value, bool)
        text = f"{value:,}" if number else str(value)
        wanted = index.data(Qt.ItemDataRole.TextAlignmentRole)
        right = number if wanted is None else bool(int(wanted) & int(Qt.AlignmentFlag.AlignRight))
        heading = bool(index.data(ROLE_HEADING))
        painter.setFont(theme.font("body", 600 if heading or (selected and index.column() == 0) else 400, right))
        painter.setPen(theme.colour(ink))
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | side, elided(text, painter.font(), box.width()))

    def _draw_lead(self, painter: QPainter, index: AnyIndex, box: QRectF) -> QRectF:
        theme = current_theme()
        icon, stance = index.data(ROLE_ICON), index.data(ROLE_STANCE_KEY)
        side = theme.px(16)
        place = QRectF(round(box.left()), round(box.center().y() - side / 2), side, side)
        if isinstance(stance, str) and stance in STANCE_LOOKS:
            draw_stance_glyph(painter, place.adjusted(1, 1, -1, -1), stance)
        elif isinstance(icon, str) and icon:
            painter.drawPixmap(place.topLeft(), pixmap(icon, "text2", 16))
        else:
            return box
        return box.adjusted(side + theme.pxf(6), 0, 0, 0)

    def _draw_trailing(self, painter: QPainter, index: AnyIndex, box: QRectF) -> QRectF:
        theme = current_theme()
        count, progress = index.data(ROLE_COUNT), index.data(ROLE_PROGRESS)
        right = box.right() - theme.pxf(self.end_gap)
        if count not in (None, ""):
            text = f"{count:,}" if isinstance(count, int) else str(count)
            painter.setFont(theme.font("small", tabular=True))
            painter.setPen(theme.colour("text2"))
            # At least the width of "100 %", so that the bars of one tree stand under each other.
            metrics = QFontMetricsF(painter.font())
            width = max(metrics.horizontalAdvance(text), metrics.horizontalAdvance("62 %"))
            place = QRectF(right - width, box.top(), width, box.height())
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, text)
            right -= width + theme.pxf(6)
        if isinstance(progress, float) and self._has_room_for_bar(index, right - box.left()):
            self._draw_progress(painter, right, box.center().y(), progress)
            right -= theme.pxf(BAR_WIDTH + 8)
        return QRectF(box.left(), box.top(), right - box.left(), box.height())

    def _has_room_for_bar(self, index: AnyIndex, room: float) -> bool:
        return True

    @staticmethod
    def _draw_progress(painter: QPainter, right: float, middle: float, share: float) -> None:
        theme = current_theme()
        wide, high = theme.pxf(BAR_WIDTH), theme.pxf(4)
        bar = QRectF(right - wide, middle - high / 2, wide, high)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("border"))
        painter.drawRoundedRect(bar, high / 2, high / 2)
        painter.setBrush(theme.colour("accent"))
        bar.setWidth(wide * min(1.0, max(0.0, share)))
        painter.drawRoundedRect(bar, high / 2, high / 2)


class TableDelegate(CellDelegate):
    """Rows of 32 with level rules; progress stands at the left, under the words of the rows that have none."""

    def _draw_trailing(self, painter: QPainter, index: AnyIndex, box: QRectF) -> QRectF:
        progress = index.data(ROLE_PROGRESS)
        if not isinstance(progress, float) or index.data(Qt.ItemDataRole.DisplayRole) is not None:
            return super()._draw_trailing(painter, index, box)
        theme = current_theme()
        bar = theme.pxf(BAR_WIDTH)
        self._draw_progress(painter, box.left() + bar, box.center().y(), progress)
        painter.setFont(theme.font("small", tabular=True))
        painter.setPen(theme.colour("text2"))
        words = box.adjusted(bar + theme.pxf(6), 0, 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, str(index.data(ROLE_COUNT) or ""))
        return words


class TreeDelegate(CellDelegate):
    """Rows of 26 without rules, counts at the right."""

    row_height = ROW_TREE
    has_rules = False
    end_gap = 6

    def _padding(self) -> float:
        return current_theme().pxf(4)


class _HeadEnd(ThemedWidget):
    """The end of a table's head above the scroll bar, which would stand in a notch of the table's ground."""

    def __init__(self, head: QHeaderView) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._head = head

    def sizeHint(self) -> QSize:
        return QSize(0, self._head.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), current_theme().colour("panel"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, current_theme().colour("border"))
        painter.end()


class _Widths(QObject):
    """Lets the columns that a person may drag grow and shrink with the scale.

    A table that measures its columns itself does so for the same change of the theme, before or after: what it has
    measured at the present scale is left alone.
    """

    def __init__(self, head: QHeaderView) -> None:
        super().__init__(head)
        self._head = head
        self._scale = current_theme().scale
        self._measured: dict[int, float] = {}
        head.sectionResized.connect(self._note)
        current_theme().changed.connect(self._follow)

    def _note(self, section: int, _before: int, _after: int) -> None:
        self._measured[section] = current_theme().scale

    def _follow(self) -> None:
        scale, former = current_theme().scale, self._scale
        if scale == former:
            return
        self._scale = scale
        interactive = QHeaderView.ResizeMode.Interactive
        for section in range(self._head.count()):
            measured = self._measured.get(section, former)
            if measured != scale and self._head.sectionResizeMode(section) == interactive:
                self._head.resizeSection(section, round(self._head.sectionSize(section) * scale / measured))


class _Follower(QObject):
    """Keeps one view's measures in step with the theme, and repaints the current row when the focus comes or goes."""

    def __init__(self, view: QTableView | QTreeView) -> None:
        super().__init__(view)
        self._view = view
        current_theme().changed.connect(self.measure)
        view.installEventFilter(self)
        self.measure()

    def measure(self) -> None:
        """Apply the heights of the present scale."""
        theme = current_theme()
        if isinstance(self._view, QTableView):
            self._view.verticalHeader().setDefaultSectionSize(theme.px(ROW_TABLE))
            self._view.horizontalHeader().setFixedHeight(theme.px(30))
        else:
            self._view.setIndentation(theme.px(18))
            self._view.scheduleDelayedItemsLayout()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self._view.viewport().update()
        return super().eventFilter(watched, event)


def _is_current_row(view: QWidget, index: AnyIndex) -> bool:
    if not isinstance(view, QAbstractItemView) or not view.hasFocus():
        return False
    current = view.currentIndex()
    return current.row() == index.row() and current.parent() == index.parent()


def configure_table(view: QTableView, name: str = "") -> TableDelegate:
    """Give a table the look of the window; returns its delegate (owned by the view)."""
    delegate = TableDelegate(view)
    view.setItemDelegate(delegate)
    view.setShowGrid(False)
    view.setWordWrap(False)
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
    view.setCornerButtonEnabled(False)
    view.setTabKeyNavigation(False)
    view.setMouseTracking(True)
    view.verticalHeader().setVisible(False)
    view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    head = view.horizontalHeader()
    view.addScrollBarWidget(_HeadEnd(head), Qt.AlignmentFlag.AlignTop)
    head.setHighlightSections(False)
    head.setDefaultAlignment(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
    _name(view, name)
    _Follower(view)
    _Widths(head)
    return delegate


def configure_tree(view: QTreeView, name: str = "", on_panel: bool = True) -> TreeDelegate:
    """Give a tree the look of the window; returns its delegate (owned by the view)."""
    delegate = TreeDelegate(view)
    view.setItemDelegate(delegate)
    view.setHeaderHidden(True)
    view.setUniformRowHeights(True)
    view.setMouseTracking(True)
    view.setExpandsOnDoubleClick(True)
    view.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.setProperty("onPanel", on_panel)
    _name(view, name)
    _Follower(view)
    return delegate


def _name(view: QWidget, name: str) -> None:
    if name:
        view.setAccessibleName(name)
