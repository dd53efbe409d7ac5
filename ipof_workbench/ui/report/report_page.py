"""The Report page: outputs at the left, the pages in the middle, settings and export at the right."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from ipof_workbench.domain.errors import Cancelled, WorkbenchError
from ipof_workbench.domain.filters import EVERYTHING
from ipof_workbench.domain.steps import Changed
from ipof_workbench.ui.configurations.in_place import CalmComboBox
from ipof_workbench.ui.configurations.live_reading import LiveReading
from ipof_workbench.ui.page import Page
from ipof_workbench.ui.report.figure_view import FigureView
from ipof_workbench.ui.report.output_list import OutputList
from ipof_workbench.ui.report.outputs import OUTPUTS, Output, Settings, output_of, usual_settings
from ipof_workbench.ui.report.page_preview import PagePreview
from ipof_workbench.ui.report.preview_reading import Preview, Wanted, read_preview, restricted_words, table_options
from ipof_workbench.ui.report.settings_panel import SettingsPanel
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.theme.icons import bind_icon
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.theme.tokens import BAR_HEIGHT
from ipof_workbench.ui.widgets.buttons import IconButton
from ipof_workbench.ui.widgets.notices import EmptyState
from ipof_workbench.ui.widgets.panels import PageBar, Rule, SidePanel, Surface
from ipof_workbench.ui.widgets.plain_label import PlainLabel

DEBOUNCE_MS = 150
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


class ReportPage(Page):
    """Tables and the figure as they will stand in the paper, seen before they are written."""

    key = "report"
    page_title = "Report"
    icon = "file-text"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._output: Output = OUTPUTS[1]
        self._settings: dict[str, Settings] = {output.key: usual_settings(output) for output in OUTPUTS}
        self._shown: Preview | None = None
        self._is_stale, self._is_shown, self._is_busy = True, False, False
        self._next_restricted = 0
        self._reading = LiveReading(session, "report", self._read, DEBOUNCE_MS)
        self._build_left()
        self._build_centre()
        self.settings_panel = SettingsPanel()
        self.right_panel = self.settings_panel
        self.settings_panel.show_output(self._output, self._settings[self._output.key])
        self._assemble()
        self._actions = self._build_actions()
        self._connect()
        self._show_titles()

    # --- the page's contract

    def activate(self) -> None:
        self._is_shown = True
        if self._is_stale:
            self._is_stale = False
            self._reading.read_now()

    def deactivate(self) -> None:
        self._is_shown = False

    def focus_primary(self) -> None:
        self.outputs.views[1 if self._output.is_figure else 0].setFocus(Qt.FocusReason.OtherFocusReason)

    def status_facts(self) -> str:
        if self._is_busy or self._reading.is_waiting():
            return "Updating"
        if self._shown is None or self._shown.table is None:
            return "Preview is up to date"
        pages, rows = self.preview.page_count, len(self._shown.table.rows)
        sheets = "1 page" if pages == 1 else f"{pages:,} pages"
        return f"Preview is up to date, {sheets}, {'1 row' if rows == 1 else f'{rows:,} rows'}"

    def page_actions(self) -> Sequence[QAction]:
        return self._actions

    def page_keys(self) -> Sequence[tuple[str, str]]:
        return (("Page Up, Page Down", "Turn the pages of the preview"),)

    def regions(self) -> Sequence[QWidget]:
        shown: QWidget = (self.preview, self.figure, self._empty)[self.desk.currentIndex()]
        return (self.outputs.views[0], shown, self.settings_panel.statuses)

    # --- choosing

    def choose(self, key: str) -> None:
        """Show another output."""
        self._output = output_of(key)
        self.outputs.select(key)
        self.settings_panel.show_output(self._output, self._settings[key])
        self._show_titles()
        self._reading.read_now()

    def output(self) -> Output:
        """Return the output that is chosen."""
        return self._output

    # --- building

    def _build_left(self) -> None:
        self.outputs = OutputList(OUTPUTS)
        self.outputs.select(self._output.key)
        left = SidePanel("left", 216, "Outputs")
        bar = Surface("panel")
        row = QHBoxLayout(bar)
        row.setContentsMargins(current_theme().px(12), 0, current_theme().px(12), 0)
        row.addWidget(PlainLabel("Outputs", "title", weight=600), 1)
        self._left_bar = bar
        left.head.setSpacing(0)
        left.head.addWidget(bar)
        left.head.addWidget(Rule())
        left.body.addWidget(self.outputs)
        self.left_panel = left

    def _build_centre(self) -> None:
        self.bar = PageBar(self._output.title)
        self.before = IconButton("chevron-left", "Previous page", "Page Up")
        self.after = IconButton("chevron-right", "Next page", "Page Down")
        self.zoom = CalmComboBox("Zoom of the preview")
        for words, zoom in ZOOMS:
            self.zoom.addItem(words, zoom)
        for part in (self.before, self.after, self.zoom):
            self.bar.add_right(part)
        self.preview, self.figure = PagePreview(), FigureView()
        self._empty = EmptyState(NOTHING_YET)
        self.desk = QStackedWidget()
        for page in (self.preview, self.figure, self._empty):
            self.desk.addWidget(page)
        self._centre = QWidget()
        column = QVBoxLayout(self._centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self.desk, 1)

    def _assemble(self) -> None:
        self._parts = QSplitter(Qt.Orientation.Horizontal)
        self._parts.setChildrenCollapsible(False)
        # The panels draw the lines themselves; Qt widens a handle of no width to a grip of five pixels.
        self._parts.setHandleWidth(0)
        for part in (self.left_panel, self._centre, self.settings_panel):
            if part is not None:
                self._parts.addWidget(part)
        self._parts.setStretchFactor(1, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._parts)
        self._measure()

    def _build_actions(self) -> list[QAction]:
        export = QAction("Export the chosen output…", self)
        export.setShortcut(QKeySequence("Ctrl+E"))
        export.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        bind_icon(export, "download")
        export.triggered.connect(lambda: self.export(self.settings_panel.suffix()))
        self.addAction(export)
        return [export]

    def _connect(self) -> None:
        self.session.changed.connect(self._on_changed)
        self.session.filter_changed.connect(self._on_filter)
        self._reading.arrived.connect(self._show)
        self._reading.busy_changed.connect(self._set_busy)
        self.outputs.chosen.connect(self.choose)
        self.settings_panel.changed.connect(self._on_settings)
        self.settings_panel.export_requested.connect(self.export)
        self.settings_panel.notice_followed.connect(self._follow_notice)
        self.before.clicked.connect(lambda: self.preview.go_to_page(self.preview.current_page - 1))
        self.after.clicked.connect(lambda: self.preview.go_to_page(self.preview.current_page + 1))
        self.zoom.activated.connect(self._set_zoom)
        self.preview.page_changed.connect(lambda _: self._show_titles())
        self.preview.page_count_changed.connect(lambda _: self._show_titles())
        self._empty.action_requested.connect(self._clear_filters)
        current_theme().changed.connect(self._measure)

    def _measure(self) -> None:
        theme = current_theme()
        self._left_bar.setFixedHeight(theme.px(BAR_HEIGHT) - 1)
        self.zoom.setFixedWidth(theme.px(100))
        if self.left_panel is not None:
            self.left_panel.body.setContentsMargins(0, 0, 0, 0)
            self.left_panel.head.setSpacing(0)
        left, right = theme.px(216), theme.px(264)
        self._parts.setSizes([left, max(theme.px(300), self.width() - left - right), right])

    # --- reading and showing

    def _read(self) -> Preview:
        output = self._output
        wanted = Wanted(output, self._settings[output.key], self.session.current_filter)
        return read_preview(self.session.workbench, wanted)

    def _show(self, preview: object) -> None:
        # An answer to an older question is followed by the one to the present question.
        if not isinstance(preview, Preview) or preview.wanted.output != self._output:
            return
        self._shown, self._next_restricted = preview, 0
        self.settings_panel.show_notice(restricted_words(preview))
        is_empty = preview.drawing is None and (preview.table is None or not preview.table.rows)
        if is_empty:
            narrowed = bool(preview.wanted.settings.statuses) or not preview.wanted.scope.is_empty
            self._empty.set_text(NOTHING_PASSES if narrowed else NOTHING_YET, "Clear filters" if narrowed else "")
            self.desk.setCurrentIndex(_EMPTY)
        elif preview.drawing is not None:
            self.figure.set_drawing(preview.drawing)
            self.desk.setCurrentIndex(_FIGURE)
        else:
            self.preview.set_table(preview.table)
            self.desk.setCurrentIndex(_TABLE)
        self._offer_export(is_empty)
        self._show_titles()
        self.session.refresh_facts()

    def _offer_export(self, is_empty: bool) -> None:
        button, action = self.settings_panel.export_button, self._actions[0]
        reason = "There is nothing to export yet" if is_empty else ""
        if is_empty:
            button.disable(reason)
        else:
            button.enable()
        action.setEnabled(not is_empty)
        action.setToolTip(reason)

    def _show_titles(self) -> None:
        self.bar.set_title(self._output.title)
        shown = self._shown
        paged = not self._output.is_figure and shown is not None and shown.table is not None and bool(shown.table.rows)
        if paged and shown is not None and shown.table is not None:
            sheet = "A4 landscape" if shown.table.landscape else "A4 portrait"
            self.bar.set_subtitle(f"{sheet}, page {self.preview.current_page} of {self.preview.page_count}")
        else:
            self.bar.set_subtitle("Vectors, as on the Theory page" if self._output.is_figure else "")
        for button in (self.before, self.after):
            button.setVisible(not self._output.is_figure)
        page, count = self.preview.current_page, self.preview.page_count
        for button, possible in ((self.before, page > 1), (self.after, page < count)):
            if possible:
                button.enable()
            else:
                button.disable("There is no other page on this side")

    def _set_busy(self, busy: bool) -> None:
        self._is_busy = busy
        if busy:
            self.bar.busy.start()
        else:
            self.bar.busy.stop()
        self.session.refresh_facts()

    def _on_changed(self, changed: Changed) -> None:
        # Any record may stand in a table; only where nodes stand in a diagram does not touch tables.
        if not self._is_shown:
            self._is_stale = True
            return
        self._reading.ask()
        self.session.refresh_facts()

    def _on_filter(self) -> None:
        if self._is_shown:
            self._reading.read_now()
        else:
            self._is_stale = True

    def _on_settings(self) -> None:
        self._settings[self._output.key] = self.settings_panel.settings()
        self._reading.ask()

    def _clear_filters(self) -> None:
        settings = usual_settings(self._output)
        self._settings[self._output.key] = settings
        self.settings_panel.show_output(self._output, settings)
        self.session.set_filter(EVERYTHING)
        self._reading.read_now()

    def _set_zoom(self, _number: int) -> None:
        zoom = self.zoom.currentData()
        self.preview.set_zoom(zoom)
        self.figure.set_zoom(zoom)

    def _follow_notice(self) -> None:
        """Show the quotes that may not be printed in their texts, one after the other."""
        restricted = self._shown.restricted if self._shown is not None else ()
        if restricted:
            row = restricted[self._next_restricted % len(restricted)]
            self._next_restricted += 1
            self.session.open_quote(row.document, row.start, row.end)

    # --- export

    def export(self, suffix: str) -> None:
        """Ask for a file and write the chosen output to it in a worker."""
        output, settings = self._output, self._settings[self._output.key]
        suggested = self.session.suggested_path(f"{output.file_stem}{suffix}")
        chosen = self.session.ask_save_path(f"Export {output.title}", suggested, (f"*{suffix}",))
        if chosen is None:
            return
        target = chosen if chosen.suffix else chosen.with_name(chosen.name + suffix)
        workbench, scope = self.session.workbench, self.session.current_filter

        def work(_report: object) -> Path:
            from ipof_workbench.app.exports import export_table

            # Whoever chose the file has been asked about an older one of that very name.
            asked = target == chosen
            return export_table(
                workbench, output.kind, target, force=asked, scope=scope, options=table_options(settings)
            )

        self.settings_panel.error.clear(None)
        self.settings_panel.export_button.disable("Writing the file")
        self.session.run_in_background(
            work, self._exported, self._not_exported, words=f"Exporting {target.name}", key="export"
        )

    def _exported(self, path: Path) -> None:
        self.settings_panel.export_button.enable()
        self.session.show_toast(f"Exported {path.name}", undo=False)

    def _not_exported(self, error: BaseException) -> None:
        self.settings_panel.export_button.enable()
        if isinstance(error, WorkbenchError) and not isinstance(error, Cancelled):
            self.settings_panel.error.show_error(str(error))
        else:
            self.session.show_error(error)
