"""The Cases page: within each case first, then across them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ipof_workbench.domain import records
from ipof_workbench.domain.case_rows import AcrossRow, CaseClaim, CasePage, ClaimName
from ipof_workbench.domain.errors import NotFound
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.listings import CaseRow
from ipof_workbench.ui.cases.across_view import AcrossView
from ipof_workbench.ui.cases.beside import Beside
from ipof_workbench.ui.cases.one_case import OneCase
from ipof_workbench.ui.cases.what_is_shown import SHOWN_KINDS, in_tree_order
from ipof_workbench.ui.configurations.in_place import EditableText
from ipof_workbench.ui.configurations.live_reading import LiveReading
from ipof_workbench.ui.data.cases_panel import CasesPanel
from ipof_workbench.ui.live_page import LivePage
from ipof_workbench.ui.places import Place, RecordPlace
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.widgets.notices import EmptyState
from ipof_workbench.ui.widgets.panels import PageBar
from ipof_workbench.ui.widgets.splitter_room import PanelSplitter
from ipof_workbench.ui.widgets.switches import SegmentedSwitch

ONE, ACROSS = "one", "across"
NO_CASES = "No cases yet. Add the first, or import a table of cases on the Data page."


class CasesPage(LivePage):
    """Tree of cases, the page of one or the table of several, quotes or the record beside it."""

    key = "cases"
    page_title = "Cases"
    icon = "layers"
    shown_kinds = SHOWN_KINDS

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._cases: list[CaseRow] = []
        self._chosen: Rid | None = None
        self._wanted: tuple[str, Rid] | None = None
        self._is_filling = False
        self.tree = CasesPanel(session, whole="")
        self.left_panel = self.tree
        self.bar = PageBar("")
        self.name = EditableText("Name of the case", "No case", "title", 600)
        self.switch = SegmentedSwitch(((ONE, "One case"), (ACROSS, "Across cases")), "View")
        self.one = OneCase(session)
        self.beside = Beside(session)
        self.quotes, self.form = self.beside.quotes, self.beside.form
        self.across = AcrossView(session, self.form)
        self._reading = LiveReading(session, "case", self._read)
        self._build()
        self._connect()
        self._actions = self._build_actions()

    # --- the page's contract

    def activate(self) -> None:
        self.name.setEnabled(self.session.can_edit)
        super().activate()

    def deactivate(self) -> None:
        self.name.commit()
        self.one.commit()
        super().deactivate()

    def focus_primary(self) -> None:
        if self.view() == ACROSS:
            self.across.table.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.one.focus_list()

    def status_facts(self) -> str:
        if self.view() == ACROSS:
            return f"{len(self.across.chosen()):,} of {len(self._cases):,} cases side by side"
        page = self.one.page
        if page is None:
            return ""
        many = len(page.configurations)
        return f"{page.case.name}: {many:,} configuration{'' if many == 1 else 's'} with something from this case"

    def page_actions(self) -> Sequence[QAction]:
        return self._actions

    def page_keys(self) -> Sequence[tuple[str, str]]:
        return (
            ("Enter", "From a configuration to its quotes in this case; on a quote to its text"),
            ("Shift+5", "On a configuration: looked for in this case, not found"),
            ("F2", "Edit the name of the case, or the note of what was looked for"),
        )

    def regions(self) -> Sequence[QWidget]:
        if self.view() == ACROSS:
            return (self.tree.view, self.across.table, self.form.wording)
        return (self.tree.view, self.one.configurations.list, self.quotes.list)

    def here(self) -> Place | None:
        is_one = self._chosen is not None and self.view() == ONE
        return RecordPlace(self.key, "case", self._chosen) if is_one and self._chosen is not None else None

    def go_to(self, place: Place) -> None:
        if isinstance(place, RecordPlace) and place.kind == "case":
            self._choose_case(place.record)

    def view(self) -> object:
        """Return which view is in front."""
        return self.switch.current()

    def show_view(self, view: str) -> None:
        """Show one case, or several side by side."""
        self.switch.set_current(view)
        is_one = view == ONE
        self._middle.setCurrentIndex((0 if self._cases else 2) if is_one else 1)
        self.beside.show_quotes(is_one)
        if not is_one:
            self.across.show_cases(self._cases)
        self.name.setVisible(is_one and bool(self._cases))
        self._say_what_is_counted()
        self.bar.set_title("" if is_one and self._cases else ("Cases" if is_one else "Across cases"))
        self.session.refresh_facts()

    def _say_what_is_counted(self) -> None:
        """Name the sub-cases beside the case: its numbers include theirs, those of a configuration by case do not."""
        below: list[str] = []
        found = {self._chosen}
        for case in self._cases if self.view() == ONE else ():
            if case.parent is not None and case.parent in found:
                found.add(case.rid)
                below.append(case.name)
        self.bar.set_subtitle(f"with {', '.join(below)}" if below else "")

    # --- building

    def _build(self) -> None:
        # From the outside to the inside: moving a tree of widgets into another dresses all of them again.
        halves = PanelSplitter(self)
        halves.addWidget(self.tree)
        centre = QWidget(halves)
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.bar.add_lead(self.name)
        self.bar.add_right(self.switch)
        self._middle = QStackedWidget()
        column.addWidget(self.bar)
        column.addWidget(self._middle, 1)
        nothing = EmptyState(NO_CASES, "Add case")
        nothing.action_requested.connect(self.tree.add_case)
        middles: tuple[QWidget, ...] = (self.one, self.across, nothing)
        for middle in middles:
            self._middle.addWidget(middle)
        self.right_panel = self.beside
        halves.addWidget(self.beside)
        halves.setStretchFactor(1, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(halves)

    def _build_actions(self) -> list[QAction]:
        entries = (
            ("Add case", "plus", "", self.tree.add_case),
            ("Rename the case", "pencil", "", self.name.edit),
            ("Write a summary", "sticky-note", "", self._write_summary),
            ("One case", "layers", "", lambda: self.show_view(ONE)),
            ("Across cases", "columns-2", "", lambda: self.show_view(ACROSS)),
        )
        return self.make_actions(entries)

    def _connect(self) -> None:
        session = self.session
        self.follow()
        session.can_edit_changed.connect(self._allow)
        self.tree.chosen.connect(self._choose_case)
        self.name.committed.connect(self._rename)
        self.switch.chosen.connect(lambda view: self.show_view(str(view)))
        self._reading.arrived.connect(self._arrived)
        self._reading.busy_changed.connect(self._set_busy)
        self.across.busy_changed.connect(self._set_busy)
        self.across.cell_entered.connect(self._enter_cell)
        self.one.chosen.connect(self._show_quotes)
        self.one.entered.connect(lambda _claim: self._enter_quotes())
        self.one.looked_for.connect(self._look_for)
        self.one.data.data_requested.connect(self._show_data)
        self.one.decisions.across_requested.connect(lambda: self.show_view(ACROSS))

    def _allow(self, _can: object = None) -> None:
        self.name.setEnabled(self.session.can_edit)
        self._mark_stale()

    def _set_busy(self, busy: bool) -> None:
        if busy:
            self.bar.busy.start()
        else:
            self.bar.busy.stop()

    # --- reading

    def read_again(self) -> None:
        self._reading.read_now()

    def _read(self) -> tuple[list[CaseRow], CasePage | None]:
        """Read the cases, and the page of the one that is chosen (the first until one is)."""
        read = self.session.workbench.read
        cases = read.cases()
        known = {case.rid for case in cases}
        wanted = (
            self._chosen if self._chosen in known else next(iter([case.rid for case in in_tree_order(cases)]), None)
        )
        try:
            page = read.by_case.page(wanted, self.session.current_filter) if wanted is not None else None
        except NotFound:
            page = None  # it went between the two readings; the next is on the way
        return cases, page

    def _choose_case(self, key: object) -> None:
        if self._is_filling or not isinstance(key, int):
            return
        self.name.commit()
        self.one.commit()
        self._chosen = key
        self.show_view(ONE)
        self._reading.read_now()

    def _arrived(self, found: object) -> None:
        assert isinstance(found, tuple)
        cases, page = found
        was_chosen = any(case.rid == self._chosen for case in cases)
        if page is not None and was_chosen and page.case.rid != self._chosen:
            return  # another case was chosen meanwhile; its page is on the way
        self._show_cases(cases, page.case.rid if page is not None else None)
        self.show_view(str(self.view()))
        if page is None:
            self._show_quotes(None)
            return
        self.name.set_text(page.case.name)
        self._say_what_is_counted()
        self.one.show_page(page)
        if self._wanted is not None:
            kind, rid = self._wanted
            self._wanted = None
            self.one.select(kind, rid)
            self._enter_quotes()
        self.session.refresh_facts()

    def _show_cases(self, cases: list[CaseRow], chosen: Rid | None) -> None:
        """Fill the tree where something in it changed, and choose the case that is shown."""
        self._is_filling = True
        if cases != self._cases:
            self._cases = cases
            self.tree.show_cases(cases, 0, 0)
        self._chosen = chosen
        if chosen is not None and self.tree.current() != chosen:
            self.tree.choose(chosen)
        self._is_filling = False

    def _show_quotes(self, claim: object) -> None:
        self.quotes.show_claim(self.one.page, claim if isinstance(claim, CaseClaim) else None)

    def _enter_quotes(self) -> None:
        self.beside.set_folded(False)
        self.quotes.focus_quotes()

    # --- doing

    def _enter_cell(self, row: object, case: object) -> None:
        if not isinstance(row, AcrossRow):
            return
        if not isinstance(case, int):
            self.session.show_record(row.claim.kind, row.claim.rid)
            return
        self._wanted = (row.claim.kind, row.claim.rid)
        self._choose_case(case)

    def _rename(self, name: str) -> None:
        from ipof_workbench.app.commands.record_edits import EditFields

        case = self._chosen
        if case is not None and self.session.run(EditFields(records.Case, case, {"name": name})) is None:
            self._reading.read_now()

    def _look_for(self, claim: object, on: bool) -> None:
        from ipof_workbench.app.commands.looked_for import NoteLookedFor, TakeBackLookedFor

        case = self._chosen
        if case is None or not isinstance(claim, ClaimName):
            return
        configuration = claim.rid if claim.kind == "configuration" else None
        statement = claim.rid if configuration is None else None
        command = NoteLookedFor if on else TakeBackLookedFor
        self.session.run(command((case,), configuration=configuration, statement=statement))

    def _write_summary(self) -> None:
        self.show_view(ONE)
        self.one.summaries.write()

    def _show_data(self) -> None:
        case = self._chosen
        if case is not None:
            self.session.go_to(RecordPlace("data", "case", case))
