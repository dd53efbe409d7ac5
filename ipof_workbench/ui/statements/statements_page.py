"""The Statements page: the programme theory in sentences, rivals, substantive theories, recommendations."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ipof_workbench.domain.filters import EVERYTHING
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.statement_rows import (
    ListedStatement,
    StatementsOverview,
)
from ipof_workbench.ui.configurations.live_reading import LiveReading
from ipof_workbench.ui.live_page import LivePage
from ipof_workbench.ui.places import Place, RecordPlace
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.statements.recommendations_view import RecommendationDetail, RecommendationsView
from ipof_workbench.ui.statements.record_tabs import can_record_versions
from ipof_workbench.ui.statements.rivals_view import AdjudicationPanel, RivalsView
from ipof_workbench.ui.statements.rounds_view import RoundsView
from ipof_workbench.ui.statements.statement_actions import JUDGING
from ipof_workbench.ui.statements.statement_choices import StatementChoices
from ipof_workbench.ui.statements.statement_commands import StatementCommands
from ipof_workbench.ui.statements.statement_detail import StatementDetail
from ipof_workbench.ui.statements.statements_listing import SHOWN_KINDS, StatementsListing, read_listing
from ipof_workbench.ui.statements.statements_view import StatementsView
from ipof_workbench.ui.statements.theories_view import TheoriesView, TheoryDetail
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.buttons import Button
from ipof_workbench.ui.widgets.panels import FOLDED_WIDTH, PageBar, SidePanel
from ipof_workbench.ui.widgets.splitter_room import PanelSplitter
from ipof_workbench.ui.widgets.switches import SegmentedSwitch

SIDE_WIDTHS = {"statements": 412, "rivals": 304, "theories": 400, "recommendations": 400}
"""How wide the right side is at first: rivals side by side need the room themselves."""
VIEWS = (
    ("statements", "Statements"),
    ("rivals", "Rivals"),
    ("theories", "Theories"),
    ("recommendations", "Recommendations"),
)
_KINDS = {
    "theory_statement": "statements",
    "rival_group": "rivals",
    "substantive_theory": "theories",
    "recommendation": "recommendations",
}
_ROUNDS = 4


class StatementsPage(LivePage):
    """Sentences in the middle, everything on the chosen one beside them."""

    key = "statements"
    page_title = "Statements"
    icon = "list-checks"
    shown_kinds = SHOWN_KINDS

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._commands = StatementCommands(session)
        self._side_widths = dict(SIDE_WIDTHS)
        self._overview = StatementsOverview((), ())
        self._listing = LiveReading(session, "statements", self._read)
        self._listing.arrived.connect(self._show)
        self._listing.busy_changed.connect(self._set_busy)
        self._build_bar()
        self._build_views()
        self._assemble()
        self._actions = self._build_actions()
        self._connect()
        self._set_sizes()

    # --- the page's contract

    def activate(self) -> None:
        self._show_editing()
        super().activate()

    def deactivate(self) -> None:
        self.list_view.list.finish_edit()
        self.detail.commit()
        self.adjudication.commit()
        super().deactivate()

    def focus_primary(self) -> None:
        view = str(self.switch.current())
        if view == "statements":
            self.list_view.focus_list()
        else:
            self._views[view].focus_list()

    def status_facts(self) -> str:
        many = len(self._overview.statements)
        none = sum(not held.configurations for held in self._overview.statements)
        words = "1 statement" if many == 1 else f"{many:,} statements"
        return f"{words}, {none:,} that no configuration expresses"

    def page_actions(self) -> Sequence[QAction]:
        return self._actions

    def page_keys(self) -> Sequence[tuple[str, str]]:
        return (
            ("Enter", "Edit the sentence in its row; Enter stores, Esc leaves"),
            ("Alt+Up, Alt+Down", "Move the chosen statements in the order"),
            ("Ctrl+V", "Add the sentences on the clipboard, one a line"),
            ("Delete", "Delete the chosen statements"),
        )

    def regions(self) -> Sequence[QWidget]:
        return (self.list_view.list, self.list_view.entry.fields["if"], self.detail.evidence.list)

    def here(self) -> Place | None:
        held = self.list_view.list.current()
        if self.switch.current() == "statements" and held is not None:
            return RecordPlace(self.key, "theory_statement", held.rid)
        return Place(self.key)

    def go_to(self, place: Place) -> None:
        if not isinstance(place, RecordPlace) or place.kind not in _KINDS:
            return
        view = _KINDS[place.kind]
        self.show_view(view)
        if view == "statements":
            self.list_view.select(place.record)
        else:
            self._views[view].select(place.record)

    def show_view(self, key: str) -> None:
        """Show statements, rivals, theories or recommendations."""
        self.switch.set_current(key)
        at = [known for known, _ in VIEWS].index(key)
        self._centre.setCurrentIndex(at)
        self._sides.setCurrentIndex(at)
        self._show_bar(key)
        self._set_sizes()

    # --- building

    def _build_bar(self) -> None:
        # From the outside to the inside, and in the order of the Tab key: moving a tree of widgets into another
        # dresses all of them again.
        self._halves = PanelSplitter(self)
        self._middle = QWidget(self._halves)
        self.bar = PageBar("Statements", self._middle)
        self.switch = SegmentedSwitch(VIEWS, "What to look at")
        self.new_button = Button("Statement", "plus")
        self.new_button.setAccessibleName("New statement")
        self.bar.add_left(self.switch)
        self.bar.add_right(self.new_button)

    def _build_views(self) -> None:
        session = self.session
        centre = self._centre = QStackedWidget(self._middle)
        self.list_view, self.rivals = StatementsView(session.settings, centre), RivalsView(session, centre)
        self.theories, self.recommendations = TheoriesView(session, centre), RecommendationsView(session, centre)
        self.rounds = RoundsView(session, centre)
        self.side = SidePanel("right", SIDE_WIDTHS["statements"], "Details", self._halves, scrolls=False)
        self.side.use_whole_width()
        sides = self._sides = QStackedWidget()
        self.side.body.addWidget(sides)
        self.detail, self.adjudication = StatementDetail(session, sides), AdjudicationPanel(session, sides)
        self.theory, self.recommendation = TheoryDetail(session, sides), RecommendationDetail(session, sides)
        self._views: dict[str, RivalsView | TheoriesView | RecommendationsView] = {
            "rivals": self.rivals,
            "theories": self.theories,
            "recommendations": self.recommendations,
        }

    def _assemble(self) -> None:
        for view in (self.list_view, self.rivals, self.theories, self.recommendations, self.rounds):
            self._centre.addWidget(view)
        for side in (self.detail, self.adjudication, self.theory, self.recommendation, self.rounds.order_panel):
            self._sides.addWidget(side)
        self.right_panel = self.side
        column = QVBoxLayout(self._middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self._centre, 1)
        self._halves.add(self._middle, self.side, wide=self._middle)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._halves)

    def _build_actions(self) -> list[QAction]:
        versions = self.detail.versions
        entries = (
            ("New statement", "plus", "Ctrl+Return", self._new),
            ("Edit the sentence", "pencil", "F2", self.list_view.list.edit_current),
            ("Move up", "chevron-up", "", lambda: self.list_view.list.move_chosen(-1)),
            ("Move down", "chevron-down", "", lambda: self.list_view.list.move_chosen(1)),
            ("Make a configuration of it", "blocks", "", self.detail.make_configuration),
            *((("Record a version", "history", "Ctrl+Shift+R", versions.record),) if can_record_versions() else ()),
            ("Split statement", "split", "", versions.split),
            ("Merge with other statements", "merge", "Ctrl+M", versions.merge),
            ("Delete statement", "trash-2", "", self._delete),
            ("Prioritise the statements", "vote", "", self._prioritise),
            ("Filter statements", "search", "/", self._focus_filter),
        )
        return self.make_actions(entries)

    def _connect(self) -> None:
        session, listed = self.session, self.list_view.list
        self.follow()
        session.can_edit_changed.connect(lambda _can: self._show_editing())
        self.switch.chosen.connect(lambda key: self._choose_view(str(key)))
        self.new_button.clicked.connect(self._new)
        view = self.list_view
        view.current_changed.connect(self._show_statement)
        view.import_requested.connect(lambda: session.show_page("data"))
        view.filters_cleared.connect(self._clear_filters)
        view.prioritise_requested.connect(self._prioritise)
        view.pasted.connect(self._paste)
        view.entry.written.connect(self._write)
        view.entry.sentences_pasted.connect(self._paste)
        listed.edited.connect(self._commands.edit_wording)
        listed.moved.connect(self._commands.move)
        listed.delete_requested.connect(lambda _rids: self._delete())
        listed.status_chosen.connect(lambda rids, key: self._commands.edit_all(rids, {"status": key}, "Set status"))
        listed.priority_chosen.connect(
            lambda rids, word: self._commands.edit_all(rids, {"priority": word}, "Set priority")
        )
        listed.pasted.connect(self._paste)
        listed.configuration_opened.connect(session.show_configuration)
        listed.statement_of_requested.connect(self._statement_of)
        listed.configuration_of_requested.connect(lambda _rid: self.detail.make_configuration())
        self.detail.rivals_followed.connect(lambda rid: self._follow("rival_group", rid))
        self.detail.theories.followed.connect(lambda rid: self.go_to(RecordPlace(self.key, "substantive_theory", rid)))
        self.detail.delete_requested.connect(self._delete)
        self.detail.edit_requested.connect(listed.edit_current)
        self.rivals.current_changed.connect(self.adjudication.show_group)
        self.rivals.statement_followed.connect(lambda rid: self._follow("theory_statement", rid))
        self.theories.current_changed.connect(self.theory.show_theory)
        self.theory.statement_followed.connect(lambda rid: self._follow("theory_statement", rid))
        self.recommendations.current_changed.connect(self.recommendation.show_recommendation)
        self.rounds.closed.connect(lambda: self._choose_view("statements"))
        self._halves.splitterMoved.connect(lambda: self._keep_side_width())
        self.side.folded.connect(lambda _: self._set_sizes())
        current_theme().changed.connect(self._set_sizes)

    # --- sizes

    def _set_sizes(self) -> None:
        """Give the detail the width it was dragged to; folded, it leaves all but its strip to the list."""
        theme = current_theme()
        side = theme.px(FOLDED_WIDTH if self.side.is_folded() else self._side_widths[self._side_key()])
        self._halves.setSizes([max(theme.px(400), self.width() - side), side])

    def _keep_side_width(self) -> None:
        if not self.side.is_folded():
            self._side_widths[self._side_key()] = round(self._halves.sizes()[1] / current_theme().scale)

    def _side_key(self) -> str:
        return str(self.switch.current())

    def _set_busy(self, busy: bool) -> None:
        if busy:
            self.bar.busy.start()
        else:
            self.bar.busy.stop()

    # --- reading

    def _read(self) -> StatementsListing:
        return read_listing(self.session.workbench.read, self.session.current_filter)

    def _show(self, listing: object) -> None:
        if not isinstance(listing, StatementsListing):
            return
        self._overview = listing.overview
        self.detail.choices = StatementChoices(
            listing.areas, listing.configurations, listing.theories, listing.groups, len(listing.whole_order)
        )
        narrows = not self.session.chosen_filter.is_empty
        self.list_view.show_overview(listing.overview, listing.areas, listing.frozen, narrows)
        statements = listing.overview.statements
        self.rivals.show_groups(listing.groups, listing.suggested)
        self.adjudication.set_choices(listing.configurations, statements)
        self.theory.set_choices(listing.configurations, statements)
        self.theories.show_theories(listing.theories)
        self.recommendation.set_choices(listing.configurations)
        self.recommendations.show_recommendations(listing.recommendations)
        self.rounds.set_statements(listing.whole_order, listing.rounds)
        counts = (len(statements), len(listing.groups), len(listing.theories), len(listing.recommendations))
        for (key, _), count in zip(VIEWS, counts, strict=True):
            self.switch.set_count(key, count or None)
        self._enable_actions()
        self.session.refresh_facts()

    def _show_statement(self, held: ListedStatement | None) -> None:
        if not self.session.is_open:
            return  # the list goes with the page, row by row
        self.detail.show_statement(held)
        self._enable_actions()

    def read_again(self) -> None:
        self._listing.read_now()

    # --- showing what can be done

    def _choose_view(self, key: str) -> None:
        self.show_view(key)
        self.focus_primary()

    def _show_bar(self, key: str) -> None:
        self.new_button.setVisible(key == "statements")
        self._enable_actions()

    def _show_editing(self) -> None:
        can, why = self.session.can_edit, self.session.why_not_editable
        if can:
            self.new_button.enable()
        else:
            self.new_button.disable(why)
        self.list_view.set_can_edit(can, why)

    def _enable_actions(self) -> None:
        none = self.list_view.list.current() is None or self.switch.current() != "statements"
        for action in self._actions[1:-2]:
            action.setEnabled(not none)
            action.setToolTip("Choose a statement first" if none else "")
        for action, step in ((self._actions[2], -1), (self._actions[3], 1)):
            reason = "Choose a statement first" if none else self.list_view.list.why_not_move(step)
            action.setEnabled(not reason)
            action.setToolTip(reason)
        blind = self.session.why_not_whole(JUDGING)
        for action in self._actions if blind and not none else ():
            if action.text().startswith(("Record", "Split", "Merge")):
                action.setEnabled(False)
                action.setToolTip(blind)
        empty = not self._overview.statements
        self._actions[-2].setEnabled(not empty)
        self._actions[-2].setToolTip("Write a statement first" if empty else "")
        if empty:
            self.list_view.prioritise_button.disable("Write a statement first")
        elif self.session.can_edit:
            self.list_view.prioritise_button.enable()

    # --- doing

    def _new(self) -> None:
        self.show_view("statements")
        self.list_view.entry.begin()

    def _write(self, wording: object) -> None:
        from ipof_workbench.domain.written_statements import WrittenStatement

        if not isinstance(wording, WrittenStatement):
            return
        self.list_view.expect(None)
        made = self._commands.add(wording, self.list_view.area_for_new())
        if made is not None:
            self.list_view.entry.clear()
            self.list_view.select(made)
            self.list_view.entry.begin()

    def _paste(self, wordings: object) -> None:
        if isinstance(wordings, list):
            made = self._commands.paste(wordings, self.list_view.area_for_new())
            if made is not None:
                self.list_view.select(made)

    def _delete(self) -> None:
        chosen = self.list_view.list.chosen()
        if chosen:
            self.list_view.expect(self.list_view.neighbour_of(chosen))
            if not self._commands.delete(chosen):
                self.list_view.expect(None)

    def _statement_of(self, configuration: Rid) -> None:
        made = self._commands.statement_of(configuration)
        if made is not None:
            self.list_view.select(made)

    def _prioritise(self) -> None:
        self.show_view("statements")
        self._centre.setCurrentIndex(_ROUNDS)
        self._sides.setCurrentIndex(_ROUNDS)
        self.rounds.begin()

    def _follow(self, kind: str, rid: Rid) -> None:
        # The window remembers where one was, for Back; the page shows the place without a window as well.
        self.session.show_record(kind, rid)
        self.go_to(RecordPlace(self.key, kind, rid))

    def _focus_filter(self) -> None:
        self.show_view("statements")
        self.list_view.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.list_view.filter.selectAll()

    def _clear_filters(self) -> None:
        self.session.set_filter(EVERYTHING)
