"""The Report page: outputs at the left, the pages in the middle, settings and export at the right."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ipof_workbench.domain.filters import EVERYTHING
from ipof_workbench.domain.steps import Changed
from ipof_workbench.ui.configurations.live_reading import LiveReading
from ipof_workbench.ui.page import Page
from ipof_workbench.ui.report.output_export import OutputExport
from ipof_workbench.ui.report.output_list import OutputList
from ipof_workbench.ui.report.outputs import OUTPUTS, Output, Printing, Settings, output_of, usual_settings
from ipof_workbench.ui.report.page_actions import KEYS, ReportActions
from ipof_workbench.ui.report.page_views import PageViews
from ipof_workbench.ui.report.preview_desk import PreviewDesk
from ipof_workbench.ui.report.preview_reading import Preview, Wanted, read_preview, restricted_words
from ipof_workbench.ui.report.print_choices import PrintChoices
from ipof_workbench.ui.report.publications.desk import PublicationDesk
from ipof_workbench.ui.report.set_exports import SetExports
from ipof_workbench.ui.report.settings_panel import SettingsPanel
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.panels import FOLDED_WIDTH, SidePanel
from ipof_workbench.ui.widgets.splitter_room import PanelSplitter

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
        self._reading = LiveReading(session, "report", self._read, DEBOUNCE_MS, lambda: self._output.key)
        self.desk = PreviewDesk()
        self.publications = PublicationDesk(
            session, self.desk, lambda: self._sets.publication_plan(), lambda: self._printing()
        )
        self._build_left()
        self.preview, self.figure = self.desk.preview, self.desk.figure
        self.settings_panel = SettingsPanel()
        self.right_panel = self.settings_panel
        self.settings_panel.show_output(self._output, self._settings[self._output.key])
        self._assemble()
        self._choices = PrintChoices(session, self.settings_panel.printing)
        self._choices.offer_template(self.publications.panel.template)
        self._export = OutputExport(session, self.settings_panel)
        self._sets = SetExports(session, self.outputs, self.settings_panel, self._settings, self._show_count)
        self._actions = ReportActions(self)
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
        self.publications.activate()
        if self._is_stale and not self.publications.is_in_front:
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
        tables = self.outputs.views[1 if self._output.is_figure else 0]
        published = self.publications.outputs.view
        (published if self.publications.is_in_front else tables).setFocus(Qt.FocusReason.OtherFocusReason)

    def status_facts(self) -> str:
        if self.views.on_quotes is not None:
            return self.views.on_quotes.facts()
        if self.publications.is_in_front:
            return self.publications.facts()
        if self._is_busy or self._reading.is_waiting():
            return "Updating"
        if self._shown is None or self._shown.table is None:
            return "Preview is up to date"
        pages, rows = self.preview.page_count, len(self._shown.table.rows)
        sheets = "1 page" if pages == 1 else f"{pages:,} pages"
        return f"Preview is up to date, {sheets}, {'1 row' if rows == 1 else f'{rows:,} rows'}"

    def page_actions(self) -> Sequence[QAction]:
        return self._actions.offered()

    def page_keys(self) -> Sequence[tuple[str, str]]:
        return KEYS

    def regions(self) -> Sequence[QWidget]:
        if self.views.on_quotes is not None:
            return self.views.on_quotes.regions()
        if self.publications.is_in_front:
            return (self.publications.outputs.view, self.desk.shown(), self.publications.panel.name)
        return (self.outputs.views[0], self.desk.shown(), self.settings_panel.statuses)

    # --- choosing

    def show_view(self, key: str) -> None:
        """Show the tables or the quotes."""
        self.views.show_view(key)
        self._show_panels()
        self._actions.renew()
        if self._is_shown:
            self.activate()
            self.focus_primary()
            self.session.refresh_facts()

    def _show_panels(self) -> None:
        """Let the page have the panels of what is in front."""
        in_front = self.publications.is_in_front
        right = self.publications.panel if in_front else self.settings_panel
        self.left_panel, self.right_panel = self.views.panels(self._tables_left, right)

    def _on_front(self) -> None:
        """Show the panel and the outputs of a publication, or those of the project as it is."""
        in_front = self.publications.is_in_front
        self.outputs.setVisible(not in_front)
        self.settings_panel.setVisible(not in_front)
        self._show_panels()
        self._offer_export(is_empty=False)
        if not in_front:
            self.desk.show_output(self._output)
            self._reading.read_now()
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
        for part in (self.publications.list, self.outputs, self.publications.outputs):
            left.body.addWidget(part)
        left.body.addStretch(1)
        self.left_panel = self._tables_left = left

    def _show_count(self, count: int) -> None:
        self.outputs.setAccessibleDescription(f"{count:,} go into the supplement")

    def _assemble(self) -> None:
        # From the outside to the inside: moving a tree of widgets into another dresses all of them again.
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.views)
        self._parts = PanelSplitter(self.views)
        self.views.addWidget(self._parts)
        self._parts.add(self._tables_left, self.desk, self.settings_panel, self.publications.panel, wide=self.desk)
        self._measure()

    def _connect(self) -> None:
        self.session.changed.connect(self._on_changed)
        self.session.filter_changed.connect(self._on_filter)
        self._reading.arrived.connect(self._show)
        self._reading.busy_changed.connect(self._set_busy)
        self.outputs.chosen.connect(self.choose)
        self.settings_panel.changed.connect(self._on_settings)
        self._choices.changed.connect(self._reading.ask)
        self._choices.changed.connect(self.views.renew)
        self._choices.changed.connect(self.publications.show_pages)
        self.views.chosen.connect(lambda key: self.show_view(str(key)))
        self.settings_panel.export_requested.connect(self.export)
        self.settings_panel.notice_followed.connect(self._follow_notice)
        self.desk.clear_requested.connect(self._clear_filters)
        self.publications.front_changed.connect(self._on_front)
        for panel in (self._tables_left, self.settings_panel, self.publications.panel):
            panel.folded.connect(lambda _: self._set_sizes())
        self.preview.page_count_changed.connect(lambda _: self.session.refresh_facts())
        current_theme().changed.connect(self._measure)

    def _measure(self) -> None:
        self._tables_left.body.setContentsMargins(0, 0, 0, 0)
        self._set_sizes()

    def _set_sizes(self) -> None:
        """Give the panels their widths; a folded one leaves all but its strip to the pages."""
        theme = current_theme()
        left, right, published = (
            theme.px(FOLDED_WIDTH if panel.is_folded() else width)
            for panel, width in ((self._tables_left, 216), (self.settings_panel, 264), (self.publications.panel, 300))
        )
        shown = published if self.publications.is_in_front else right
        self._parts.setSizes([left, max(theme.px(300), self.width() - left - shown), right, published])

    # --- reading

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
        if self.publications.is_in_front:
            self._is_stale = True
            return
        self._shown, self._next_restricted = preview, 0
        self.settings_panel.show_notice(restricted_words(preview))
        is_empty = self.desk.show_preview(preview)
        self._offer_export(is_empty)
        self.session.refresh_facts()

    def _offer_export(self, is_empty: bool) -> None:
        button, action = self.settings_panel.export_button, self._actions.export
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
        self.publications.renew(is_shown=self._is_shown and self.views.on_quotes is None)
        if not self._is_shown or self.publications.is_in_front:
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

    def export(self, suffix: str) -> None:
        """Write what is in front to a file that the person chooses."""
        if self.publications.is_in_front:
            self.publications.exports.export(self.publications.panel.suffix())
        else:
            self._export.export(self._output, self._settings[self._output.key], self._printing(), suffix)
