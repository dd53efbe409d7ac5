"""Trail > Versions: the frozen theories, two of them side by side, and what is behind each change."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ipof_workbench.domain import records
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.steps import Changed
from ipof_workbench.domain.version_rows import FrozenTheoryRow
from ipof_workbench.theory.comparison import UNCHANGED, Comparison
from ipof_workbench.ui.configurations.live_reading import LiveReading
from ipof_workbench.ui.places import Place, RecordPlace
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.trail.change_panel import ChangePanel
from ipof_workbench.ui.trail.comparison_list import ComparisonList
from ipof_workbench.ui.trail.comparison_rows import Row, beside_of
from ipof_workbench.ui.trail.filter_chips import FilterChips
from ipof_workbench.ui.trail.freeze_list import FreezeList
from ipof_workbench.ui.trail.moment_choice import NOW, MomentChoice
from ipof_workbench.ui.widgets.buttons import Button, IconButton, PrimaryButton
from ipof_workbench.ui.widgets.notices import EmptyState
from ipof_workbench.ui.widgets.panels import PageBar, Rule, SidePanel, Surface
from ipof_workbench.ui.widgets.plain_label import PlainLabel
from ipof_workbench.ui.widgets.splitter_room import PanelSplitter

LEFT_WIDTH = 216
ALL, CHANGED, BESIDE = "all", "changed", "beside"
SHOWN_KINDS = (
    records.Configuration,
    records.ConfigurationVersion,
    records.ConfigurationLink,
    records.PlaceContent,
    records.Element,
    records.Evidence,
    records.TheoryStatement,
    records.StatementVersion,
    records.StatementConfiguration,
    records.VersionEvidence,
    records.ProgrammeTheory,
    records.Lineage,
    records.TheoryArea,
    records.Role,
)


@dataclass(frozen=True, slots=True)
class _Held:
    """What was read: the frozen theories, how much would be recorded, the comparison of the two chosen moments."""

    freezes: list[FrozenTheoryRow]
    to_record: int
    before: Rid
    after: Rid
    comparison: Comparison | None


class VersionsTab(QWidget):
    """Freezes left, comparison in the middle, quotes right."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._before: Rid | None = None
        self._after: Rid | None = None
        self._held: _Held | None = None
        self._is_stale, self._is_shown = True, False
        self.left_panel = self._build_left()
        self.right_panel = ChangePanel(session)
        self.list = ComparisonList()
        self.chips = FilterChips("Which changes are shown")
        self.since, self.until = MomentChoice("From"), MomentChoice("To")
        self._empty = EmptyState("")
        self._none = EmptyState("")
        self._pages = QStackedWidget()
        self._pages.addWidget(self._build_centre())
        self._pages.addWidget(self._empty)
        halves = PanelSplitter()
        halves.add(self.left_panel, self._pages, self.right_panel, wide=self._pages)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(halves)
        self._reading = LiveReading(session, "trail versions", self._read)
        self._reading.arrived.connect(self._show)
        self._connect()
        self._space()

    # --- the tab's contract

    def activate(self) -> None:
        """Bring what is shown up to date."""
        self._is_shown = True
        self._show_editing()
        if self._is_stale:
            self._is_stale = False
            self._reading.read_now()

    def deactivate(self) -> None:
        """Note that the tab is not in front."""
        self._is_shown = False

    def go_to(self, place: Place) -> None:
        """Show a frozen theory beside the one before it."""
        if isinstance(place, RecordPlace) and place.kind == "programme_theory":
            self.choose_freeze(place.record)

    def focus_primary(self) -> None:
        """Give the keyboard to the comparison."""
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def facts(self) -> str:
        """Return what the status bar says."""
        held = self._held
        if held is None or held.comparison is None:
            return ""
        changed = sum(held.comparison.counts().values()) - held.comparison.counts().get(UNCHANGED, 0)
        frozen = "1 frozen theory" if len(held.freezes) == 1 else f"{len(held.freezes):,} frozen theories"
        return f"{frozen}, {changed:,} changes between the two"

    # --- building

    def _build_left(self) -> SidePanel:
        panel = SidePanel("left", LEFT_WIDTH, "Frozen theories", scrolls=False)
        panel.use_whole_width()
        self.freezes = FreezeList()
        self.freeze_button = PrimaryButton("Freeze the theory", "snowflake")
        self.past_button = Button("As it stood…", "history")
        self.past_button.setToolTip("Open the theory as it stood at a freeze, or on a day")
        panel.body.addWidget(self.freezes)
        self._foot = QVBoxLayout()
        self._foot.addWidget(self.freeze_button)
        self._foot.addWidget(self.past_button)
        panel.foot.addWidget(Rule())
        panel.foot.addLayout(self._foot)
        return panel

    def _build_centre(self) -> QWidget:
        self.bar = PageBar("Compare", ground="paper")
        self.bar.keep_title_whole()
        self.export_button = IconButton("download", "Export this comparison")
        self.export_button.clicked.connect(self.export)
        self.bar.add_right(self.export_button)
        for label, field in (("from", self.since), ("to", self.until)):
            self.bar.add_left(PlainLabel(label, "small", "text2"))
            self.bar.add_left(field)
        self._chip_row = QWidget()
        chips = QVBoxLayout(self._chip_row)
        chips.addWidget(self.chips)
        self._chip_layout = chips
        centre = Surface("paper")
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._none.hide()
        for part in (self.bar, self._chip_row, Rule(), self.list, self._none):
            column.addWidget(part)
        column.setStretchFactor(self.list, 1)
        return centre

    def _connect(self) -> None:
        session = self._session
        session.changed.connect(self._on_changed)
        session.can_edit_changed.connect(lambda _can: self._show_editing())
        self._reading.busy_changed.connect(lambda busy: self.bar.busy.start() if busy else self.bar.busy.stop())
        self.freezes.chosen.connect(self.choose_freeze)
        self.freeze_button.clicked.connect(self.freeze)
        self.past_button.clicked.connect(self.open_past)
        self._empty.action_requested.connect(self.freeze)
        self._none.action_requested.connect(lambda: self._choose_chip(ALL))
        self.since.activated.connect(lambda _: self._choose_moments())
        self.until.activated.connect(lambda _: self._choose_moments())
        self.chips.chosen.connect(lambda _key: self._show_rows())
        self.list.chosen.connect(self.right_panel.show_entry)
        self.list.opened.connect(lambda entry: self._open_claim(entry.kind, entry.claim.rid))
        self.right_panel.claim_requested.connect(self._open_claim)
        current_theme().changed.connect(self._space)

    def _space(self) -> None:
        theme = current_theme()
        padding = theme.px(12)
        self._foot.setContentsMargins(padding, theme.px(4), padding, padding)
        self._foot.setSpacing(theme.px(8))
        self._chip_layout.setContentsMargins(padding, theme.px(8), padding, theme.px(8))
        for field in (self.since, self.until):
            field.setMaximumWidth(theme.px(320))

    def _show_editing(self) -> None:
        if self._session.can_edit:
            self.freeze_button.enable()
        else:
            self.freeze_button.disable(self._session.why_not_editable)
        if self._session.workbench.moment:
            self.past_button.disable("This window shows the past already")

    # --- reading

    def _read(self) -> _Held:
        read = self._session.workbench.read.versions
        freezes = read.frozen()
        before, after = self._moments(freezes)
        comparison = read.compare(before or None, after or None) if freezes else None
        return _Held(freezes, len(read.to_record()), before, after, comparison)

    def _moments(self, freezes: list[FrozenTheoryRow]) -> tuple[Rid, Rid]:
        """Return the two chosen moments, as far as they are there: else the first freeze and the latest, or now."""
        known = [row.rid for row in freezes]
        if not known:
            return NOW, NOW
        # Nobody has chosen: what was frozen last is shown, however often the theory is frozen.
        latest = known[-1] if len(known) > 1 else NOW
        after = self._after if self._after is not None and self._after in (*known, NOW) else latest
        before = self._before if self._before in known else known[0]
        return before, after

    def _show(self, held: object) -> None:
        if not isinstance(held, _Held):
            return
        self._held = held
        self.freezes.show_freezes(held.freezes, held.to_record, held.after or None)
        for field, chosen, now in ((self.since, held.before, False), (self.until, held.after, True)):
            field.show_moments(held.freezes, chosen, now)
        if held.comparison is None:
            self._pages.setCurrentIndex(1)
            self._empty.set_text(
                "Nothing is frozen yet. Freeze the theory now, and you can say later what changed and why.",
                "Freeze the theory" if self._session.can_edit else "",
            )
            self.right_panel.show_entry(None)
        else:
            self._pages.setCurrentIndex(0)
            self._show_chips(held.comparison)
            self._show_rows()
        self._session.refresh_facts()

    def _show_chips(self, comparison: Comparison) -> None:
        counts = comparison.counts()
        changed = sum(counts.values()) - counts.get(UNCHANGED, 0)
        beside = sum(len(each.lines) for each in beside_of(comparison))
        choices = [(CHANGED, "Changed", changed), (ALL, "All", sum(counts.values()))]
        choices += [(key, key.capitalize(), number) for key, number in counts.items() if key != UNCHANGED]
        if beside:
            choices.append((BESIDE, "Links and elements", beside))
        self.chips.show_choices(choices, self.chips.current() or CHANGED)

    def _show_rows(self) -> None:
        held = self._held
        if held is None or held.comparison is None:
            return
        rows = self._rows(held.comparison)
        roles = {role.key: role.label for role in held.comparison.roles}
        self.list.show_rows(rows, roles)
        self.list.setVisible(bool(rows))
        self._none.setVisible(not rows)
        if not rows:
            self._none.set_text(
                "Nothing changed between the two.", "Show everything" if held.comparison.entries else ""
            )
            self.right_panel.show_entry(None)

    def _rows(self, comparison: Comparison) -> list[Row]:
        key = self.chips.current()
        beside: list[Row] = list(beside_of(comparison))
        if key == BESIDE:
            return beside
        if key == ALL:
            return [*comparison.entries, *beside]
        if key == CHANGED:
            return [*comparison.changed, *beside]
        return [entry for entry in comparison.entries if entry.change == key]

    # --- choosing

    def choose_freeze(self, theory: Rid | None) -> None:
        """Compare a frozen theory (None: the theory now) with the one frozen before it."""
        known = [row.rid for row in self._held.freezes] if self._held else []
        at = known.index(theory) if theory in known else len(known)
        self._before = known[max(0, at - 1)] if known else None
        self._after = theory or NOW
        if at == 0 and known:
            # The first is compared with what came after it.
            self._before, self._after = known[0], known[1] if len(known) > 1 else NOW
        self._reading.read_now()

    def _choose_moments(self) -> None:
        self._before = int(self.since.currentData())
        self._after = int(self.until.currentData())
        self._reading.read_now()

    def _choose_chip(self, key: str) -> None:
        if self._held is not None and self._held.comparison is not None:
            self.chips.chip(key).click()

    def _open_claim(self, kind: str, rid: Rid) -> None:
        if kind == "configuration":
            self._session.show_configuration(rid)
        else:
            self._session.show_record(kind, rid)

    def _on_changed(self, changed: Changed) -> None:
        if not changed.touches(*SHOWN_KINDS):
            return
        if self._is_shown:
            self._reading.read_now()
        else:
            self._is_stale = True

    # --- doing

    def freeze(self) -> None:
        """Ask for the name and freeze the theory."""
        from ipof_workbench.ui.versions.freeze_sheet import FreezeSheet

        if not self._session.can_edit:
            self._session.refuse(self._session.why_not_editable)
            return
        FreezeSheet(self._session, self.window()).open()

    def export(self) -> None:
        """Ask where to, and write the comparison that is shown."""
        from ipof_workbench.app.cmo_table import PRESENT
        from ipof_workbench.ui.trail.table_export import export_kind

        held = self._held
        if held is not None and held.comparison is not None:
            names = {row.rid: row.name for row in held.freezes}
            export_kind(self._session, "changes", since=names[held.before], until=names.get(held.after, PRESENT))

    def open_past(self) -> None:
        """Ask for a moment and open the theory as it stood then."""
        from ipof_workbench.ui.versions.past_sheet import PastSheet

        theory = self._after or None
        PastSheet(self._session, self.window(), theory).open()
