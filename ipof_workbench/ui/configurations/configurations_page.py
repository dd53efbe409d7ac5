"""The Configurations page: all configurations in a table, everything on the chosen one beside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ipof_workbench.domain import records
from ipof_workbench.domain.filters import EVERYTHING
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.listings import ConfigurationRow
from ipof_workbench.ui.configurations.configuration_table import ConfigurationTable
from ipof_workbench.ui.configurations.detail_panel import DetailPanel
from ipof_workbench.ui.configurations.lint_actions import LintActions
from ipof_workbench.ui.configurations.live_reading import LiveReading
from ipof_workbench.ui.configurations.version_actions import JUDGING
from ipof_workbench.ui.live_page import LivePage
from ipof_workbench.ui.places import ConfigurationPlace, Place
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.panels import FOLDED_WIDTH
from ipof_workbench.ui.widgets.splitter_room import PanelSplitter

if TYPE_CHECKING:
    from ipof_workbench.app.remark_reading import WorthKnowing

DETAIL_WIDTH, TABLE_WIDTH, TABLE_LEAST = 436, 400, 334
"""Logical pixels: what the detail has, and what the table keeps beside it; at least, in a narrow window."""
SHOWN_KINDS = (
    records.Configuration,
    records.ConfigurationVersion,
    records.ConfigurationLink,
    records.Place,
    records.PlaceContent,
    records.Element,
    records.Coding,
    records.Evidence,
    records.EvidenceBundle,
    records.Finding,
    records.LookedFor,
    records.TheoryArea,
    records.TheoryStatement,
    records.StatementVersion,
    records.StatementConfiguration,
    records.SubstantiveTheory,
    records.SubstantiveTheoryUse,
    records.Participant,
    records.Case,
    records.Document,
    records.DocumentParticipant,
    records.Role,
    records.RemarkDismissal,
    records.VersionEvidence,
)
"""What the page shows; other changes do not touch it."""


class ConfigurationsPage(LivePage):
    """Table, remarks and detail of the configurations."""

    key = "configurations"
    page_title = "Configurations"
    icon = "blocks"
    shown_kinds = SHOWN_KINDS

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        # From the outside to the inside: moving a tree of widgets into another dresses all of them again.
        self._halves = PanelSplitter(self)
        self.table = ConfigurationTable(self._halves)
        self.detail = DetailPanel(session, self._halves)
        self.right_panel = self.detail
        self._rows: Sequence[ConfigurationRow] = ()
        self._side_width = DETAIL_WIDTH
        self._to_be_titled: Rid | None = None
        self._listing = LiveReading(session, "configurations", self._read)
        self._listing.arrived.connect(self._show)
        self._listing.busy_changed.connect(lambda busy: self._set_busy(busy))
        self._halves.add(self.table, self.detail, wide=self.table)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._halves)
        self._actions = self._build_actions()
        self._connect()
        self._set_sizes()

    # --- the page's contract

    def activate(self) -> None:
        self._show_editing()
        super().activate()

    def deactivate(self) -> None:
        self.detail.commit()
        super().deactivate()

    def focus_primary(self) -> None:
        self.table.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def status_facts(self) -> str:
        missing = sum(bool(row.missing) for row in self._rows)
        many = "1 configuration" if len(self._rows) == 1 else f"{len(self._rows):,} configurations"
        return f"{many}, {missing:,} with a piece missing"

    def page_actions(self) -> Sequence[QAction]:
        return self._actions

    def page_keys(self) -> Sequence[tuple[str, str]]:
        return (
            ("Enter", "From the table to the evidence; on a quote to its text"),
            ("Delete", "Delete the chosen configurations, or remove the chosen quotes from the evidence"),
            ("Shift+1 to 5", "Stance of the chosen quotes"),
            ("1 to 3, 0", "Strength of the chosen quotes, or not judged"),
            ("1 to 5", "In “Missing a piece”: take over what the proposal with this number offers"),
        )

    def regions(self) -> Sequence[QWidget]:
        return (self.table.view, self.detail.sentence.label, self.detail.evidence.list)

    def here(self) -> Place | None:
        current = self.table.current()
        return ConfigurationPlace(self.key, current) if current is not None else None

    def go_to(self, place: Place) -> None:
        if isinstance(place, ConfigurationPlace):
            self.select_configuration(place.configuration)

    def select_configuration(self, rid: Rid) -> None:
        """Make a configuration the current one; a filter of the page that hides it is cleared."""
        self.table.select(rid)

    # --- building

    def _build_actions(self) -> list[QAction]:
        entries = (
            ("New configuration", "plus", "", self._add),
            ("Edit the sentence", "pencil", "F2", self._edit_sentence),
            ("Make a variant", "copy", "Ctrl+D", self._duplicate),
            ("Delete configuration", "trash-2", "", self._delete),
            ("Record a version", "snowflake", "Ctrl+Shift+R", self.detail.versions.record),
            ("Split configuration", "split", "", self.detail.versions.split),
            ("Merge with other configurations", "merge", "Ctrl+M", self.detail.versions.merge),
            ("Make rivals", "scale", "", self.detail.versions.make_rival),
            ("Filter configurations", "search", "/", self._focus_filter),
        )
        return self.make_actions(entries)

    def _connect(self) -> None:
        self.follow()
        self.table.current_changed.connect(self._show_detail)
        self.table.entered.connect(self.detail.focus_evidence)
        self.table.new_requested.connect(self._add)
        self.table.delete_requested.connect(self._delete)
        self.table.import_requested.connect(lambda: self.session.show_page("data"))
        self.table.filters_cleared.connect(lambda: self.session.set_filter(EVERYTHING))
        self.lint = LintActions(self.session, self.table, self)
        self.lint.configuration_requested.connect(self._go_on_to_slot)
        self.detail.configuration_requested.connect(self._go_on_to)
        self.detail.delete_requested.connect(self._delete)
        self.detail.variant_requested.connect(self._duplicate)
        self._halves.splitterMoved.connect(lambda: self._keep_side_width())
        self.detail.folded.connect(lambda _: self._set_sizes())
        current_theme().changed.connect(self._set_sizes)
        self.session.can_edit_changed.connect(lambda _can: self._show_editing())

    def _show_editing(self) -> None:
        if self.session.can_edit:
            self.table.new_button.enable()
        else:
            self.table.new_button.disable(self.session.why_not_editable)

    def _set_sizes(self) -> None:
        """Give the detail the width it was dragged to; folded, it leaves all but its strip to the table."""
        theme = current_theme()
        # Else the bar over the table, whose parts can give way, would push the detail to its narrowest.
        self.table.setMinimumWidth(theme.px(TABLE_LEAST))
        side = theme.px(FOLDED_WIDTH if self.detail.is_folded() else self._side_width)
        self._halves.setSizes([max(theme.px(TABLE_WIDTH), self.width() - side), side])

    def _keep_side_width(self) -> None:
        if not self.detail.is_folded():
            self._side_width = round(self._halves.sizes()[1] / current_theme().scale)

    def _set_busy(self, busy: bool) -> None:
        if busy:
            self.table.bar.busy.start()
        else:
            self.table.bar.busy.stop()

    # --- reading

    def _read(self) -> WorthKnowing:
        return self.session.workbench.read.remarks.worth_knowing(self.session.current_filter)

    def _show(self, listing: WorthKnowing) -> None:
        self._rows = listing.rows
        ripples = [remark for remark in listing.remarks.open if remark.rule == "ripple"]
        self.detail.set_others(listing.rows, ripples)
        self.table.show_rows(
            listing.rows,
            listing.remarks,
            listing.pieces,
            self.session.role_styles(),
            not self.session.chosen_filter.is_empty,
            self.session.why_not_editable,
        )
        self._enable_actions()
        self.session.refresh_facts()

    def _show_detail(self, configuration: Rid | None) -> None:
        if configuration != self.detail.configuration or configuration is None:
            self.detail.show_configuration(configuration)
        self._title_new()
        self._enable_actions()

    def _title_new(self) -> None:
        """Open the title of a configuration just made, once it is shown."""
        if self._to_be_titled is not None and self.detail.configuration == self._to_be_titled:
            self._to_be_titled = None
            self.detail.title.edit()

    def read_again(self) -> None:
        # The detail is one short reading; the table follows as soon as it has been read.
        if self.detail.configuration is not None:
            self.detail.refresh()
        self._listing.read_now()

    def _enable_actions(self) -> None:
        none = self.detail.configuration is None
        for action in self._actions[1:8]:
            action.setEnabled(not none)
            action.setToolTip("Choose a configuration first" if none else "")
        blind = self.session.why_not_whole(JUDGING)
        for action in self._actions[4:8] if blind and not none else ():
            action.setEnabled(False)
            action.setToolTip(blind)

    # --- doing

    def _add(self) -> None:
        from ipof_workbench.app.commands.configurations import AddConfiguration

        outcome = self.session.run(AddConfiguration())
        if outcome is not None:
            self._to_be_titled = outcome.result.rid
            self.select_configuration(outcome.result.rid)
            self._title_new()

    def _duplicate(self) -> None:
        from ipof_workbench.app.commands.configurations import DuplicateConfiguration

        current = self.detail.configuration
        if current is None:
            return
        self.detail.commit()
        outcome = self.session.run(DuplicateConfiguration(current))
        if outcome is not None:
            self.select_configuration(outcome.result.rid)
            self.session.show_toast(f"Made variant {outcome.result.number}")

    def _delete(self) -> None:
        from ipof_workbench.app.commands.deletion import DeleteRecords

        chosen = self.table.chosen()
        if not chosen:
            return
        gone = frozenset(row.rid for row in chosen)
        after = self.table.neighbour_of(gone)
        self.table.expect(after)
        if self.session.run(DeleteRecords(records.Configuration, tuple(gone))) is None:
            self.table.expect(None)
        else:
            words = f"configuration {chosen[0].number}" if len(chosen) == 1 else f"{len(chosen):,} configurations"
            self.session.show_toast(f"Deleted {words}")

    def _edit_sentence(self) -> None:
        quotes = self.detail.evidence.list
        if quotes.hasFocus() and quotes.currentIndex().isValid():
            quotes.edit(quotes.currentIndex())
        else:
            self.detail.sentence.edit()

    def _focus_filter(self) -> None:
        self.table.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.table.filter.selectAll()

    def _go_on_to(self, configuration: Rid) -> None:
        # The window remembers where one was, for Back; the page shows the place without a window as well.
        self.session.show_configuration(configuration)
        self.select_configuration(configuration)

    def _go_on_to_slot(self, configuration: Rid, role_key: str) -> None:
        self._go_on_to(configuration)
        if role_key:
            self.detail.focus_slot(role_key)
