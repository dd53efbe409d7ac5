"""The Report page: outputs at the left, the pages in the middle, settings and export at the right."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QWidget

from ipof_workbench.domain.errors import Cancelled, WorkbenchError
from ipof_workbench.domain.filters import EVERYTHING
from ipof_workbench.domain.steps import Changed
from ipof_workbench.ui.configurations.live_reading import LiveReading
from ipof_workbench.ui.page import Page
from ipof_workbench.ui.report.output_list import OutputList
from ipof_workbench.ui.report.outputs import OUTPUTS, Output, Printing, Settings, output_of, usual_settings
from ipof_workbench.ui.report.page_views import QUOTES, TABLES, PageViews
from ipof_workbench.ui.report.preview_desk import PreviewDesk
from ipof_workbench.ui.report.preview_reading import Preview, Wanted, read_preview, restricted_words, table_options
from ipof_workbench.ui.report.print_choices import PrintChoices
from ipof_workbench.ui.report.set_exports import SetExports
from ipof_workbench.ui.report.settings_panel import SettingsPanel
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.theme.icons import bind_icon
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.panels import FOLDED_WIDTH, SidePanel

DEBOUNCE_MS = 150


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
        self.views = PageViews(session, lambda: self._printing().style)
        self._reading = LiveReading(session, "report", self._read, DEBOUNCE_MS)
        self._build_left()
        self.desk = PreviewDesk()
        self.preview, self.figure = self.desk.preview, self.desk.figure
        self.settings_panel = SettingsPanel()
        self.right_panel = self.settings_panel
        self.settings_panel.show_output(self._output, self._settings[self._output.key])
        self._assemble()
        self._choices = PrintChoices(session, self.settings_panel.printing)
        self._sets = SetExports(session, self.outputs, self.settings_panel, self._settings, self._show_count)
        self._actions = self._build_actions()
        self._connect()
        self.desk.show_output(self._output)

    # --- the page's contract

    def activate(self) -> None:
        self._is_shown = True
        quotes = self.views.on_quotes
        if quotes is not None:
            quotes.activate()
            return
        self._choices.show_once()
        if self._is_stale:
            self._is_stale = False
            self._reading.read_now()

    def deactivate(self) -> None:
        self._is_shown = False
        self.views.deactivate()

    def focus_primary(self) -> None:
        quotes = self.views.on_quotes
        if quotes is not None:
            quotes.focus_primary()
            return
        self.outputs.views[1 if self._output.is_figure else 0].setFocus(Qt.FocusReason.OtherFocusReason)

    def status_facts(self) -> str:
        if self.views.on_quotes is not None:
            return self.views.on_quotes.facts()
        if self._is_busy or self._reading.is_waiting():
            return "Updating"
        if self._shown is None or self._shown.table is None:
            return "Preview is up to date"
        pages, rows = self.preview.page_count, len(self._shown.table.rows)
        sheets = "1 page" if pages == 1 else f"{pages:,} pages"
        return f"Preview is up to date, {sheets}, {'1 row' if rows == 1 else f'{rows:,} rows'}"

    def page_actions(self) -> Sequence[QAction]:
        if self.views.on_quotes is not None:
            return [self._to_tables, *self.views.on_quotes.page_actions()]
        return [*self._actions, self._to_quotes]

    def page_keys(self) -> Sequence[tuple[str, str]]:
        return (
            ("Page Up, Page Down", "Turn the pages of the preview"),
            ("Space", "Among the quotes: choose the quote, or take it back"),
            ("Enter", "Among the quotes: show the quote in its text"),
            ("Ctrl+Delete", "While a quote is edited: leave the chosen words out"),
        )

    def regions(self) -> Sequence[QWidget]:
        if self.views.on_quotes is not None:
            return self.views.on_quotes.regions()
        return (self.outputs.views[0], self.desk.shown(), self.settings_panel.statuses)

    # --- choosing

    def show_view(self, key: str) -> None:
        """Show the tables or the quotes."""
        self.views.show_view(key)
        self.left_panel, self.right_panel = self.views.panels(self._tables_left, self.settings_panel)
        if self._is_shown:
            self.activate()
            self.focus_primary()
            self.session.refresh_facts()

    def choose(self, key: str) -> None:
        """Show another output."""
        self._output = output_of(key)
        self.outputs.select(key)
        self.settings_panel.show_output(self._output, self._settings[key])
        self.desk.show_output(self._output)
        self._reading.read_now()

    def output(self) -> Output:
        """Return the output that is chosen."""
        return self._output

    # --- building

    def _build_left(self) -> None:
        self.outputs = OutputList(OUTPUTS)
        self.outputs.select(self._output.key)
        left = SidePanel("left", 216, "Outputs")
        left.head.addWidget(self.views.switch_bar())
        left.body.addWidget(self.outputs)
        self.left_panel = self._tables_left = left

    def _show_count(self, count: int) -> None:
        self.outputs.setAccessibleDescription(f"{count:,} go into the supplement")

    def _assemble(self) -> None:
        self._parts = QSplitter(Qt.Orientation.Horizontal)
        self._parts.setChildrenCollapsible(False)
        # The panels draw the lines themselves; Qt widens a handle of no width to a grip of five pixels.
        self._parts.setHandleWidth(0)
        for part in (self._tables_left, self.desk, self.settings_panel):
            self._parts.addWidget(part)
        self._parts.setStretchFactor(1, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        self.views.addWidget(self._parts)
        row.addWidget(self.views)
        self._measure()

    def _build_actions(self) -> list[QAction]:
        export = QAction("Export the chosen output…", self)
        export.setShortcut(QKeySequence("Ctrl+E"))
        export.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        bind_icon(export, "download")
        export.triggered.connect(lambda: self.export(self.settings_panel.suffix()))
        self.addAction(export)
        self._to_quotes, self._to_tables = self.make_actions(
            (
                ("Choose the quotes", "message-square-text", "", lambda: self.show_view(QUOTES)),
                ("Back to the tables", "table-2", "", lambda: self.show_view(TABLES)),
            )
        )
        return [export]

    def _connect(self) -> None:
        self.session.changed.connect(self._on_changed)
        self.session.filter_changed.connect(self._on_filter)
        self._reading.arrived.connect(self._show)
        self._reading.busy_changed.connect(self._set_busy)
        self.outputs.chosen.connect(self.choose)
        self.settings_panel.changed.connect(self._on_settings)
        self._choices.changed.connect(self._reading.ask)
        self._choices.changed.connect(self.views.renew)
        self.views.chosen.connect(lambda key: self.show_view(str(key)))
        self.settings_panel.export_requested.connect(self.export)
        self.settings_panel.notice_followed.connect(self._follow_notice)
        self.desk.clear_requested.connect(self._clear_filters)
        for panel in (self._tables_left, self.settings_panel):
            panel.folded.connect(lambda _: self._set_sizes())
        self.preview.page_count_changed.connect(lambda _: self.session.refresh_facts())
        current_theme().changed.connect(self._measure)

    def _measure(self) -> None:
        self._tables_left.body.setContentsMargins(0, 0, 0, 0)
        self._set_sizes()

    def _set_sizes(self) -> None:
        """Give the panels their widths; a folded one leaves all but its strip to the pages."""
        theme = current_theme()
        left, right = (
            theme.px(FOLDED_WIDTH if panel.is_folded() else width)
            for panel, width in ((self._tables_left, 216), (self.settings_panel, 264))
        )
        self._parts.setSizes([left, max(theme.px(300), self.width() - left - right), right])

    # --- reading and showing

    def _printing(self) -> Printing:
        return self.settings_panel.printing.printing()

    def _read(self) -> Preview:
        output = self._output
        wanted = Wanted(output, self._settings[output.key], self.session.current_filter, self._printing())
        return read_preview(self.session.workbench, wanted)

    def _show(self, preview: object) -> None:
        # An answer to an older question is followed by the one to the present question.
        if not isinstance(preview, Preview) or preview.wanted.output != self._output:
            return
        self._shown, self._next_restricted = preview, 0
        self.settings_panel.show_notice(restricted_words(preview))
        is_empty = self.desk.show_preview(preview)
        self._offer_export(is_empty)
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

    def _set_busy(self, busy: bool) -> None:
        self._is_busy = busy
        if busy:
            self.desk.bar.busy.start()
        else:
            self.desk.bar.busy.stop()
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
        options = table_options(settings, self._printing())
        template = self._printing().template if target.suffix.lower() == ".docx" else None

        def work(_report: object) -> Path:
            from ipof_workbench.app.exports import export_table

            # Whoever chose the file has been asked about an older one of that very name.
            asked = target == chosen
            return export_table(
                workbench, output.kind, target, force=asked, scope=scope, options=options, template=template
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
