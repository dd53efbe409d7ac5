"""The middle of the Report page: the pages of a table or the figure on a desk, with their bar."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ipof_workbench.ui.configurations.in_place import CalmComboBox
from ipof_workbench.ui.report.figure_view import FigureView
from ipof_workbench.ui.report.outputs import Output
from ipof_workbench.ui.report.page_preview import PagePreview
from ipof_workbench.ui.report.preview_reading import Preview
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.buttons import IconButton
from ipof_workbench.ui.widgets.notices import EmptyState
from ipof_workbench.ui.widgets.panels import PageBar

ZOOMS: tuple[tuple[str, float | None], ...] = (
    ("Fit width", None),
    ("75 %", 0.75),
    ("100 %", 1.0),
    ("150 %", 1.5),
    ("200 %", 2.0),
)
NOTHING_YET = "Tables fill themselves as soon as there is one configuration."
NOTHING_PASSES = "No configuration passes these filters."
_TABLE, _FIGURE, _EMPTY = range(3)


class PreviewDesk(QWidget):
    """Shows previews. `clear_requested`: nothing passes the filters, and the person wants them cleared."""

    clear_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._output: Output | None = None
        self._shown: Preview | None = None
        self.bar = PageBar()
        self.before = IconButton("chevron-left", "Previous page", "Page Up")
        self.after = IconButton("chevron-right", "Next page", "Page Down")
        self.zoom = CalmComboBox("Zoom of the preview")
        for words, zoom in ZOOMS:
            self.zoom.addItem(words, zoom)
        for part in (self.before, self.after, self.zoom):
            self.bar.add_right(part)
        self.preview, self.figure = PagePreview(), FigureView()
        self.empty = EmptyState(NOTHING_YET)
        self._stack = QStackedWidget()
        for page in (self.preview, self.figure, self.empty):
            self._stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self._stack, 1)
        self.before.clicked.connect(lambda: self.preview.go_to_page(self.preview.current_page - 1))
        self.after.clicked.connect(lambda: self.preview.go_to_page(self.preview.current_page + 1))
        self.zoom.activated.connect(self._set_zoom)
        self.preview.page_changed.connect(lambda _: self._show_titles())
        self.preview.page_count_changed.connect(lambda _: self._show_titles())
        self.empty.action_requested.connect(self.clear_requested)
        current_theme().changed.connect(self._measure)
        self._measure()

    def show_output(self, output: Output) -> None:
        """Name another output; what was shown stays until its preview is there."""
        self._output = output
        self._show_titles()

    def show_preview(self, preview: Preview) -> bool:
        """Show a preview; tells whether there is nothing in it."""
        self._shown = preview
        is_empty = preview.drawing is None and (preview.table is None or not preview.table.rows)
        if is_empty:
            narrowed = bool(preview.wanted.settings.statuses) or not preview.wanted.scope.is_empty
            self.empty.set_text(NOTHING_PASSES if narrowed else NOTHING_YET, "Clear filters" if narrowed else "")
            self._stack.setCurrentIndex(_EMPTY)
        elif preview.drawing is not None:
            self.figure.set_drawing(preview.drawing)
            self._stack.setCurrentIndex(_FIGURE)
        else:
            self.preview.set_table(preview.table, preview.sheet)
            self._stack.setCurrentIndex(_TABLE)
        self._show_titles()
        return is_empty

    def shown(self) -> QWidget:
        """Return what is in sight: the pages, the figure or the sentence."""
        found: QWidget = (self.preview, self.figure, self.empty)[self._stack.currentIndex()]
        return found

    def _show_titles(self) -> None:
        if self._output is None:
            return
        self.bar.set_title(self._output.title)
        table = self._shown.table if self._shown is not None and not self._output.is_figure else None
        page, count = self.preview.current_page, self.preview.page_count
        if table is not None and table.rows:
            side = "landscape" if table.landscape else "portrait"
            in_template = self._shown is not None and self._shown.wanted.printing.template is not None
            sheet = side.capitalize() if in_template else f"A4 {side}"
            self.bar.set_subtitle(f"{sheet}, page {page} of {count}")
        else:
            self.bar.set_subtitle("Vectors, as on the Theory page" if self._output.is_figure else "")
        for button, possible in ((self.before, page > 1), (self.after, page < count)):
            button.setVisible(not self._output.is_figure)
            if possible:
                button.enable()
            else:
                button.disable("There is no other page on this side")

    def _set_zoom(self, _number: int) -> None:
        zoom = self.zoom.currentData()
        self.preview.set_zoom(zoom)
        self.figure.set_zoom(zoom)

    def _measure(self) -> None:
        self.zoom.setFixedWidth(current_theme().px(100))
