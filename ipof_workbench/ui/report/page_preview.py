"""The pages of a table on a desk: what the Word file will look like, before it is written."""

from __future__ import annotations

import math

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from ipof_workbench.domain.report_table import ReportTable
from ipof_workbench.exporters import paper
from ipof_workbench.ui.report.page_layout import UNITS, PageLayout
from ipof_workbench.ui.report.page_painter import PagePainter
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.theme.tokens import LIGHT
from ipof_workbench.ui.widgets.painting import draw_focus_ring

_DESK_MARGIN = 20.0
_PAGE_GAP = 16.0
_SLICE_S = 0.008
"""Layout in the background leaves half of every frame to the window."""
_KEYBOARD = {Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason}


class PagePreview(QAbstractScrollArea):
    """White pages of a `ReportTable` as wide as the widget (or at a fixed zoom), in both themes.

    Only the pages in sight are laid out at once; the others follow while the window is idle. Pages count from 1.

    Signals:
        page_changed(page): the page in sight, after scrolling or `go_to_page`.
        page_count_changed(count): more pages are known, or another table was set.
        laid_out(): all pages are known.
    """

    page_changed = Signal(object)
    page_count_changed = Signal(object)
    laid_out = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layout: PageLayout | None = None
        self._zoom: float | None = None
        self._page = 0
        self._count = 0
        self._ring = False
        self._background = QTimer(self)
        self._background.setInterval(0)
        self._background.timeout.connect(self._lay_out_more)
        self.setObjectName("pagePreview")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        # Always there: a bar that comes and goes would change the width of the pages, and with it its own need.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setAccessibleName("Page preview")
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.horizontalScrollBar().valueChanged.connect(self.viewport().update)
        current_theme().changed.connect(self._update_range)
        self._describe()

    @property
    def page_count(self) -> int:
        """The pages known by now; final once `is_laid_out`."""
        return len(self._layout.pages) if self._layout is not None else 0

    @property
    def current_page(self) -> int:
        """The page in sight, 1 for the first; 0 without a table."""
        return self._page

    @property
    def is_laid_out(self) -> bool:
        """Whether all pages are known."""
        return self._layout is None or self._layout.is_complete

    @property
    def table(self) -> ReportTable | None:
        """What is shown."""
        return self._layout.table if self._layout is not None else None

    def set_table(self, table: ReportTable | None, sheet: paper.Sheet = paper.PORTRAIT) -> None:
        """Show another table on a paper, or the empty desk; a new version of the same kind of table stays where it
        was."""
        before = self.table
        stays = before is not None and table is not None and before.kind == table.kind
        place = self.verticalScrollBar().value() if stays else 0
        self._layout = PageLayout(table, sheet) if table is not None else None
        if self._layout is not None:
            self._layout.ensure_page(self._page if stays else 1)
            self._background.start()
        self._update_range()
        self.verticalScrollBar().setValue(place)
        self._scrolled()

    def go_to_page(self, page: int) -> None:
        """Bring the top of a page into sight; numbers outside the table mean its first or last page."""
        if self._layout is None:
            return
        self._layout.ensure_page(page)
        self._update_range()
        number = min(max(page, 1), self.page_count)
        self.verticalScrollBar().setValue(round(self._page_top(number - 1) - current_theme().pxf(_DESK_MARGIN)))
        self._settle(number)

    def set_zoom(self, zoom: float | None) -> None:
        """Show pages at a part of their real size (1.0 = 100 %), or as wide as the widget with None."""
        self._zoom = zoom
        self._keep_place()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Page Up and Page Down turn pages, Home and End go to the first and the last."""
        key = event.key()
        if key == Qt.Key.Key_PageDown:
            self.go_to_page(self._page + 1)
        elif key == Qt.Key.Key_PageUp:
            self.go_to_page(self._page - 1)
        elif key == Qt.Key.Key_Home:
            self.go_to_page(1)
        elif key == Qt.Key.Key_End and self._layout is not None:
            self._layout.complete()
            self.go_to_page(self.page_count)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the page in sight where it was while its width follows the widget."""
        super().resizeEvent(event)
        self._keep_place()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring for people who came by keyboard."""
        super().focusInEvent(event)
        self._ring = event.reason() in _KEYBOARD
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        self._ring = False
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the desk and the pages in sight."""
        theme = current_theme()
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), theme.colour("border"))
        if self._layout is not None:
            for number in self._pages_in_sight(self._layout):
                self._paint_page(painter, self._layout, number)
        if self._ring:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            draw_focus_ring(painter, QRectF(self.viewport().rect()).adjusted(2, 2, -2, -2), 0)

    def _pages_in_sight(self, layout: PageLayout) -> range:
        pitch = self._page_height() + current_theme().pxf(_PAGE_GAP)
        above = self.verticalScrollBar().value() - current_theme().pxf(_DESK_MARGIN)
        first = max(0, math.floor(above / pitch))
        last = math.floor((above + self.viewport().height()) / pitch)
        return range(first, min(last + 1, len(layout.pages)))

    def _paint_page(self, painter: QPainter, layout: PageLayout, number: int) -> None:
        width = layout.sheet.width * self._scale()
        left = max(current_theme().pxf(_DESK_MARGIN), (self.viewport().width() - width) / 2)
        left = round(left - self.horizontalScrollBar().value())
        top = round(self._page_top(number) - self.verticalScrollBar().value())
        rect = QRectF(left, top, round(width), round(self._page_height()))
        painter.save()
        painter.setPen(QPen(current_theme().colour("control"), 1))
        painter.setBrush(QColor(LIGHT.paper))
        painter.drawRect(rect.adjusted(0.5, 0.5, -0.5, -0.5))
        painter.setClipRect(rect.adjusted(1, 1, -1, -1))
        painter.translate(left, top)
        painter.scale(self._scale() / UNITS, self._scale() / UNITS)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        PagePainter(painter, layout).paint(number)
        painter.restore()

    def _scale(self) -> float:
        """Return pixels to a point."""
        if self._zoom is not None:
            return self._zoom * self.logicalDpiX() / 72.0
        sheet = self._layout.sheet if self._layout is not None else paper.LANDSCAPE
        room = self.viewport().width() - 2 * current_theme().pxf(_DESK_MARGIN)
        return max(room, 100.0) / sheet.width

    def _page_height(self) -> float:
        sheet = self._layout.sheet if self._layout is not None else paper.LANDSCAPE
        return sheet.height * self._scale()

    def _page_top(self, number: int) -> float:
        theme = current_theme()
        return theme.pxf(_DESK_MARGIN) + number * (self._page_height() + theme.pxf(_PAGE_GAP))

    def _keep_place(self) -> None:
        bar = self.verticalScrollBar()
        share = bar.value() / bar.maximum() if bar.maximum() else 0.0
        self._update_range()
        bar.setValue(round(share * bar.maximum()))

    def _update_range(self) -> None:
        theme = current_theme()
        height = self._page_top(self.page_count) - theme.pxf(_PAGE_GAP) + theme.pxf(_DESK_MARGIN)
        bar = self.verticalScrollBar()
        bar.setPageStep(self.viewport().height())
        bar.setSingleStep(theme.px(40))
        bar.setRange(0, max(0, round(height) - self.viewport().height()))
        across = self.horizontalScrollBar()
        sheet = self._layout.sheet if self._layout is not None else paper.LANDSCAPE
        width = sheet.width * self._scale() + 2 * theme.pxf(_DESK_MARGIN)
        across.setPageStep(self.viewport().width())
        across.setRange(0, max(0, round(width) - self.viewport().width()))
        if self.page_count != self._count:
            self._count = self.page_count
            self.page_count_changed.emit(self._count)
        self._describe()
        self.viewport().update()

    def _scrolled(self) -> None:
        if self._layout is None:
            self._settle(0)
            return
        # The first page with its middle still in sight is the one being read; at the very end it is the last.
        theme, bar = current_theme(), self.verticalScrollBar()
        above = bar.value() - theme.pxf(_DESK_MARGIN) - self._page_height() / 2
        number = math.ceil(above / (self._page_height() + theme.pxf(_PAGE_GAP))) + 1
        if bar.maximum() and bar.value() == bar.maximum() and self.is_laid_out:
            number = self.page_count
        self._settle(min(max(number, 1), self.page_count))

    def _settle(self, page: int) -> None:
        self.viewport().update()
        if page != self._page:
            self._page = page
            self._describe()
            self.page_changed.emit(page)

    def _lay_out_more(self) -> None:
        if self._layout is not None and not self._layout.is_complete:
            self._layout.work_for(_SLICE_S)
            self._update_range()
        if self.is_laid_out:
            self._background.stop()
            if self._layout is not None:
                self.laid_out.emit()

    def _describe(self) -> None:
        table = self.table
        if table is None:
            self.setAccessibleDescription("No table is shown.")
            return
        columns = ", ".join(column.heading for column in table.columns)
        self.setAccessibleDescription(
            f"{paper.caption_label(table)} {table.caption} {len(table.rows):,} rows. Columns: {columns}. "
            f"Page {self._page} of {self.page_count}."
        )
