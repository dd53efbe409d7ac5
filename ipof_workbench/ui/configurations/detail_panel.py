"""Everything on one configuration, every field edited where it stands through one step that undo takes back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QCursor
from PySide6.QtWidgets import (
    QFrame,
    QMenu,
    QScrollArea,
    QSizePolicy,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ipof_workbench.domain import records
from ipof_workbench.domain.element_rows import ConditionCases
from ipof_workbench.domain.errors import NotFound
from ipof_workbench.domain.filters import EVERYTHING
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.listings import (
    ConfigurationDetail,
    ConfigurationRow,
    EvidenceRow,
    LinkRow,
    PlaceContentRow,
)
from ipof_workbench.domain.remark_rows import Remark
from ipof_workbench.domain.version_rows import RecordedVersionRow
from ipof_workbench.ui.coding.element_picker import Choice
from ipof_workbench.ui.coding.pick_rows import read_index
from ipof_workbench.ui.configurations.condition_rows import condition_rows, fill_cases_menu
from ipof_workbench.ui.configurations.detail_commands import DetailCommands
from ipof_workbench.ui.configurations.detail_head import DetailHead
from ipof_workbench.ui.configurations.detail_tabs import CASES, EVIDENCE, HISTORY, DetailTabs
from ipof_workbench.ui.configurations.evidence_desk import EvidenceDesk
from ipof_workbench.ui.configurations.evidence_tab import Narrowing
from ipof_workbench.ui.configurations.fact_rows import FactRows
from ipof_workbench.ui.configurations.link_evidence import LinkEvidence
from ipof_workbench.ui.configurations.link_rows import LinkRows
from ipof_workbench.ui.configurations.role_rows import RoleRowChips, RoleRows
from ipof_workbench.ui.configurations.sentence_section import SentenceSection
from ipof_workbench.ui.configurations.statement_rows import StatementRows
from ipof_workbench.ui.configurations.version_actions import VersionActions
from ipof_workbench.ui.editing_lock import EditingLock
from ipof_workbench.ui.evidence.cases_tab import CaseCounts
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.statements.theory_ties import TheoryTies
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.notices import EmptyState
from ipof_workbench.ui.widgets.panels import PageBar, Rule, SidePanel
from ipof_workbench.ui.widgets.type_ahead import TypeAheadRow

PICKER_ROWS = 40


class DetailPanel(SidePanel):
    """The right side of the page.

    Signals:
        configuration_requested(rid): another configuration was asked for.
        delete_requested(), variant_requested(): from the menu of the head.
    """

    configuration_requested = Signal(object)
    delete_requested = Signal()
    variant_requested = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("right", 436, "Configuration", parent, scrolls=False)
        self._session = session
        self._commands = DetailCommands(session)
        self.versions = VersionActions(session, self)
        self._rid: Rid | None = None
        self._detail: ConfigurationDetail | None = None
        self._evidence: Sequence[EvidenceRow] = ()
        self._others: Sequence[ConfigurationRow] = ()
        self._build_frame()
        self.number, self.title, self.status = self.head_bar.number, self.head_bar.title, self.head_bar.status
        self._build_fields()
        self._build_tabs()
        self._assemble()
        self._desk = EvidenceDesk(session, self.evidence, self.cases)
        self._connect()
        self._lock = EditingLock(session, self, self._editing)
        current_theme().changed.connect(self._dress)
        self._dress()

    # --- showing

    @property
    def configuration(self) -> Rid | None:
        """The configuration that is shown."""
        return self._rid

    def has_contents(self) -> bool:
        """Tell whether something stands in the places of the configuration."""
        return self._detail is not None and any(place.contents for place in self._detail.places)

    def set_others(self, others: Sequence[ConfigurationRow], ripples: Sequence[Remark] = ()) -> None:
        """Take the configurations that the one shown can be linked with, and the ripples that there may be."""
        self._others = others
        self.links.offer_ripples(ripples)
        if self._detail is not None:
            self._show_links(self._detail)

    def show_configuration(self, rid: Rid | None) -> None:
        """Show a configuration, or the sentence that none is chosen."""
        if rid != self._rid:
            self.commit()
            self.evidence.narrow(None)
        self._rid = rid
        self.refresh()

    def refresh(self) -> None:
        """Read the configuration again."""
        read, scope = self._session.workbench.read, self._session.current_filter
        try:
            detail = read.configuration(self._rid, scope) if self._rid is not None else None
        except NotFound:
            detail = None
        self._detail = detail
        self._pages.setCurrentIndex(0 if detail is not None else 1)
        if detail is None:
            self._rid = None
            return
        styles = self._session.role_styles()
        self._evidence = read.evidence(configuration=detail.row.rid, scope=scope)
        self.head_bar.show_row(detail.row)
        self.sentence.show_detail(detail, styles)
        for row in self.roles.show_places(detail.places, styles, self._condition_cases(detail)):
            self._connect_role(row)
        self._lock.renew()
        self.facts.show_detail(detail, read.theory_areas())
        meant = read.find(records.ConfigurationCase, configuration=detail.row.rid)
        self.facts.cases.show_cases(read.by_case.names(), [tie.case for tie in meant])
        self.link_evidence.read(detail.links)
        self._show_links(detail)
        held = read.find(records.StatementConfiguration, configuration=detail.row.rid)
        self.theories.show_about(detail.row.rid)
        self.statements.show_statements(read.statements(), frozenset(row.statement for row in held))
        self._desk.show_evidence(detail, self._evidence)
        self.details.show_row(detail.row)
        self._show_tab()

    def _show_links(self, detail: ConfigurationDetail) -> None:
        self.links.show_links(detail.row.rid, detail.links, self._others, self.link_evidence.number)

    def _editing(self) -> list[QWidget]:
        """Return what changes the configuration."""
        facts = self.facts
        return [
            *(self.number, self.title, self.status, self.sentence, *self.roles.rows.values()),
            *(facts.area, facts.strength, facts.level, facts.scope, facts.cases, self.links, self.statements),
        ]

    def commit(self) -> None:
        """Store what an open field holds."""
        self.head_bar.commit()
        self.facts.scope.commit()
        self.sentence.finish(True)

    def focus_slot(self, role_key: str) -> None:
        """Give the focus to the slot of a role; an empty one opens its picker."""
        row = self.roles.rows.get(role_key)
        if row is not None:
            self._fields.ensureWidgetVisible(row)
            row.focus_slot()

    def focus_evidence(self) -> None:
        """Give the keyboard to the list of quotes."""
        self.tabs.setCurrentIndex(EVIDENCE)
        quotes = self.evidence.list
        if not quotes.currentIndex().isValid():
            quotes.setCurrentIndex(quotes.rows.index(0))
        quotes.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- building

    def _build_frame(self) -> None:
        # From the outside to the inside: moving a tree of widgets into another dresses all of them again.
        self._pages = QStackedWidget()
        self.body.addWidget(self._pages)
        self._shown = QWidget(self._pages)
        self.head_bar = DetailHead(self._shown)
        self._halves = QSplitter(Qt.Orientation.Vertical, self._shown)
        self._fields = QScrollArea(self._halves)
        self._inside = QWidget()
        self._inside.setObjectName("panelBody")
        self._fields.setWidget(self._inside)

    def _build_fields(self) -> None:
        self.sentence = SentenceSection()
        self.roles = RoleRows()
        self.links, self.link_evidence = LinkRows(), LinkEvidence(self._session)
        self.statements = StatementRows()
        self.theories = TheoryTies(self._session, "configuration")
        self.facts = FactRows((("Links", self.links), ("Statements", self.statements), ("Theories", self.theories)))
        self._column = QVBoxLayout(self._inside)
        for part in (self.sentence, Rule(), self.roles, self.facts):
            self._column.addWidget(part)
        self._column.addStretch(1)
        self._fields.setWidgetResizable(True)
        self._fields.setFrameShape(QFrame.Shape.NoFrame)
        self._fields.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._fields.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._fields.viewport().setAutoFillBackground(False)

    def _build_tabs(self) -> None:
        self.details = DetailTabs(self._session, self._halves)
        self.tabs, self.evidence = self.details.bar, self.details.evidence
        self.history, self.cases = self.details.history, self.details.cases

    def _assemble(self) -> None:
        self._halves.setChildrenCollapsible(False)
        self._halves.setHandleWidth(1)
        self._halves.addWidget(self._fields)
        self._halves.addWidget(self.details)
        self._halves.setStretchFactor(1, 1)
        column = QVBoxLayout(self._shown)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head_bar)
        column.addWidget(self._halves, 1)
        self._pages.addWidget(self._shown)
        nothing = QWidget(self._pages)
        below = QVBoxLayout(nothing)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(0)
        below.addWidget(PageBar("Details"))
        below.addWidget(EmptyState("Choose a configuration in the table."), 1)
        self._pages.addWidget(nothing)
        self._pages.setCurrentIndex(1)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)

    def theme_changed(self) -> None:
        super().theme_changed()
        self.body.setContentsMargins(0, 0, 0, 0)

    def _dress(self) -> None:
        theme = current_theme()
        self._column.setContentsMargins(theme.px(16), theme.px(12), theme.px(12), theme.px(8))
        self._column.setSpacing(theme.px(10))
        self._halves.setSizes([theme.px(312), theme.px(374)])

    # --- doing

    def _connect(self) -> None:
        commands = self._commands
        self.head_bar.changed.connect(lambda field, words: self._edit(**{field: words}))
        self.head_bar.more.clicked.connect(self._open_menu)
        self.sentence.edited.connect(self._edit_sentence)
        self.sentence.slot_activated.connect(lambda key: self.focus_slot(str(key)))
        self.facts.changed.connect(lambda field, words: self._edit(**{field: words}))
        self.facts.area_picked.connect(lambda rid: self._edit(theory_area=rid))
        self.facts.area_named.connect(self._name_area)
        self.facts.scoped.connect(self._scope)
        self.facts.cases.followed.connect(lambda case: self._session.show_record("case", case))
        self.links.followed.connect(self.configuration_requested)
        self.links.linked.connect(self._link)
        self.links.removed.connect(commands.unlink)
        self.links.kind_chosen.connect(commands.set_link_kind)
        self.links.rippled.connect(lambda start, end: commands.link(start, end, "ripple"))
        self.links.noted.connect(commands.note_link)
        self.links.quotes_wanted.connect(self._show_link)
        self.statements.expressed.connect(self._express)
        self.evidence.go_to_code_requested.connect(lambda: self._session.show_page("code"))
        self.evidence.all_requested.connect(lambda: self._session.set_filter(EVERYTHING))
        self.tabs.currentChanged.connect(self._show_tab)
        self.cases.opened.connect(self._show_case)
        self.history.versions.quotes_requested.connect(self._show_version)
        self.history.versions.return_requested.connect(self.versions.return_to)

    def _connect_role(self, row: RoleRowChips) -> None:
        commands = self._commands
        row.picker.set_source(lambda typed: self._picker_rows(row, typed))
        row.condition_picked.connect(commands.change_condition)
        row.picked.connect(lambda chosen, _stay: self._put(row.role_key, chosen))
        row.removed.connect(commands.take_out)
        row.polarity_chosen.connect(lambda content, key: commands.edit_content(content, polarity=key))
        row.activation_chosen.connect(lambda content, key: commands.edit_content(content, activation=key))
        row.regroup_requested.connect(commands.regroup)
        row.activated.connect(self._show_element)

    def _show_tab(self) -> None:
        tab = self.tabs.currentIndex()
        if self._detail is None:
            return
        if tab == HISTORY:
            self.details.show_history()
        elif tab == CASES:
            self._desk.show_cases()

    def _show_case(self, counts: object) -> None:
        if isinstance(counts, CaseCounts):
            self.evidence.narrow(
                Narrowing(counts.name, lambda row: row.case == counts.case, lambda row: row.case == counts.case)
            )
            self.focus_evidence()

    def _condition_cases(self, detail: ConfigurationDetail) -> dict[Rid, ConditionCases]:
        library = self._session.workbench.read.library
        return {
            content.rid: library.condition_cases(content.attribute, content.attribute_value, content.polarity)
            for place in detail.places
            for content in place.contents
            if content.attribute is not None
        }

    def _show_cases(self, content: PlaceContentRow) -> None:
        assert content.attribute is not None  # asked for conditions only
        library = self._session.workbench.read.library
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        cases = library.condition_cases(content.attribute, content.attribute_value, content.polarity)
        fill_cases_menu(menu, cases, lambda rid: self._session.show_record("case", rid))
        menu.popup(QCursor.pos())

    def _show_version(self, version: object) -> None:
        if isinstance(version, RecordedVersionRow):
            led = {piece for piece, _ in version.evidence}
            words = f"quotes behind version {version.number}"
            self.evidence.narrow(Narrowing(words, lambda row: row.evidence in led, lambda row: row.evidence in led))
            self.focus_evidence()

    def _show_link(self, link: LinkRow) -> None:
        if self._rid is not None:
            self.evidence.narrow(self.link_evidence.narrowing(link, self._rid))
            self.focus_evidence()

    def _show_element(self, content: object) -> None:
        if isinstance(content, PlaceContentRow) and content.attribute is not None:
            self._show_cases(content)
        if isinstance(content, PlaceContentRow) and content.element is not None:
            self.evidence.narrow(Narrowing(f"quotes of “{content.label}”", lambda row: row.element == content.element))
            self.tabs.setCurrentIndex(EVIDENCE)

    def _picker_rows(self, row: RoleRowChips, typed: str) -> list[TypeAheadRow]:
        """Return elements, then conditions on case attributes; another value for a condition that is changed."""
        values = self._session.workbench.read.library.case_values()
        if row.changing is not None:
            return condition_rows(values, typed, row.changing.attribute)
        conditions = condition_rows(values, typed)
        if "=" in typed and conditions:
            return conditions
        found = self._element_rows(row.role_key, typed)
        fresh = [one for one in found if one.is_new]
        return [*(one for one in found if not one.is_new), *conditions, *fresh]

    def _element_rows(self, role_key: str, typed: str) -> list[TypeAheadRow]:
        found = read_index(self._session).named(typed, role_key)[:PICKER_ROWS]
        return [replace(row, key=typed if row.is_new else cast("Choice", row.key).rid) for row in found]

    def _edit(self, **changes: Any) -> None:
        if self._rid is not None and not self._commands.edit(self._rid, changes):
            # A refused value must not stay in sight as if it were stored.
            self.refresh()

    def _name_area(self, name: str) -> None:
        if self._rid is not None:
            self._commands.name_area(self._rid, name)

    def _link(self, kind: str, other: Rid) -> None:
        if self._rid is not None:
            self._commands.link(self._rid, other, kind)

    def _express(self, statement: Rid, expressed: bool) -> None:
        if self._rid is not None:
            self._commands.express(self._rid, statement, expressed)

    def _scope(self, cases: tuple[Rid, ...]) -> None:
        if self._rid is not None:
            self._commands.scope_to(self._rid, cases)

    def _put(self, role_key: str, chosen: object) -> None:
        if self._rid is not None:
            self._commands.put(self._rid, role_key, chosen)

    def _edit_sentence(self, changes: Mapping[str, str]) -> None:
        if self._detail is not None:
            self._commands.edit_sentence(self._detail.draft, changes)

    def _open_menu(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        entries: tuple[tuple[str, Callable[[], None]], ...] = (
            ("Edit the sentence\tF2", self.sentence.edit),
            ("Record a version…\tCtrl+Shift+R", self.versions.record),
            ("Make a variant\tCtrl+D", self.variant_requested.emit),
            ("Split…", self.versions.split),
            ("Merge with…\tCtrl+M", self.versions.merge),
            ("Make a rival…", self.versions.make_rival),
        )
        for words, work in entries:
            action = QAction(words, menu)
            action.triggered.connect(lambda _=False, work=work: work())
            menu.addAction(action)
        menu.addSeparator()
        menu.addAction("Delete the configuration\tDel").triggered.connect(self.delete_requested)
        menu.popup(self.head_bar.more.mapToGlobal(self.head_bar.more.rect().bottomLeft()))
