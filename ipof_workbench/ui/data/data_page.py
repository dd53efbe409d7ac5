"""The Data page: cases left, documents, participants, attributes, imports and findings in the middle, facts right."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.listings import CaseRow
from ipof_workbench.domain.records import Document
from ipof_workbench.domain.steps import Changed
from ipof_workbench.ui.data.cases_panel import ALL, CaseChoice, CasesPanel
from ipof_workbench.ui.data.documents_tab import DocumentsTab
from ipof_workbench.ui.data.facts_panel import FactsPanel
from ipof_workbench.ui.data.findings_tab import FindingsTab
from ipof_workbench.ui.data.grid_actions import GridActions
from ipof_workbench.ui.data.grid_tab import CasesTab, GridTab, ParticipantsTab
from ipof_workbench.ui.data.record_tabs import AttributesTab, ImportsTab
from ipof_workbench.ui.data.unanchored_panel import UnanchoredPanel
from ipof_workbench.ui.page import Page
from ipof_workbench.ui.places import Place, RecordPlace
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.buttons import IconButton, PrimaryButton
from ipof_workbench.ui.widgets.panels import Rule, Surface
from ipof_workbench.ui.widgets.splitter_room import PanelSplitter
from ipof_workbench.ui.widgets.switches import SegmentedSwitch

DataTab = DocumentsTab | GridTab | AttributesTab | ImportsTab | FindingsTab
_TABS = (
    ("documents", "Documents"),
    ("cases", "Cases"),
    ("participants", "Participants"),
    ("attributes", "Attributes"),
    ("imports", "Imports"),
    ("findings", "Findings"),
)


class DataPage(Page):
    """What the project holds."""

    key = "data"
    page_title = "Data"
    icon = "database"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._cases: Sequence[CaseRow] = ()
        self._is_stale = True
        self.cases = CasesPanel(session)
        self.facts = FactsPanel(session)
        self.left_panel, self.right_panel = self.cases, self.facts
        self.documents = DocumentsTab(session)
        self.case_grid = CasesTab(session)
        self.participants = ParticipantsTab(session)
        self.attributes = AttributesTab(session)
        self.imports = ImportsTab(session)
        self.findings = FindingsTab(session)
        self.unanchored = UnanchoredPanel(session)
        self.switch = SegmentedSwitch(_TABS, "What to show")
        self._layers = QStackedWidget()
        self.bar = Surface("panel")
        self._actions = self._made_actions()
        self.cells_menu = GridActions(session, self._layers)
        self._build()
        self._connect()

    def _tabs(self) -> Sequence[DataTab]:
        return (self.documents, self.case_grid, self.participants, self.attributes, self.imports, self.findings)

    def _build(self) -> None:
        self.add_button = IconButton("plus", "Add participant")
        self.import_button = PrimaryButton("Import", "upload")
        self.import_button.setMinimumWidth(self.import_button.sizeHint().width())
        theme = current_theme()
        # From the outside to the inside: moving a tree of widgets into another dresses all of them again.
        splitter = PanelSplitter(self)
        splitter.addWidget(self.cases)
        middle = QWidget(splitter)
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.bar, Rule()):
            column.addWidget(part)
        row = QHBoxLayout(self.bar)
        row.setContentsMargins(theme.px(12), 0, theme.px(12), 0)
        row.setSpacing(theme.px(8))
        row.addWidget(self.switch)
        row.addStretch(1)
        for control in (self.add_button, self.import_button):
            row.addWidget(control)
        column.addWidget(self._layers, 1)
        for tab in self._tabs():
            self._layers.addWidget(tab)
        column.addWidget(self.unanchored)
        splitter.addWidget(self.facts)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([theme.px(216), theme.px(688), theme.px(288)])
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(splitter)
        self._show_tab("documents")

    def _connect(self) -> None:
        self.session.changed.connect(self._on_changed)
        self.session.can_edit_changed.connect(lambda _can: self._renew_at_once())
        # Also whose codings are counted: everybody's, or one's own alone.
        self.session.filter_changed.connect(self._renew_at_once)
        self.switch.chosen.connect(self._show_tab)
        self.cases.chosen.connect(self._on_case)
        self.documents.selection_changed.connect(self._on_documents)
        for listed in (self.case_grid, self.participants, self.imports, self.findings):
            listed.selection_changed.connect(lambda _rids: self._show_facts())
        self.add_button.clicked.connect(self._add)
        for signal in (self.import_button.clicked, self.documents.import_asked, self.findings.import_asked):
            signal.connect(self.import_files)
        self.imports.empty.action_requested.connect(self.import_files)
        for tab in self._tabs():
            tab.counts_changed.connect(self.session.refresh_facts)
        current_theme().changed.connect(self._measure)
        self._measure()
        # Several steps in a row (an import, a replayed history) are shown once.
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._renew)

    def _made_actions(self) -> list[QAction]:
        find = QAction("Filter documents", self)
        find.setShortcut(QKeySequence("/"))
        find.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        find.triggered.connect(lambda: self.documents.filter.setFocus(Qt.FocusReason.ShortcutFocusReason))
        self.addAction(find)
        return [find]

    def page_actions(self) -> Sequence[QAction]:
        return [*self._actions, self.cells_menu.renewed(self._layers.currentWidget())]

    def _measure(self) -> None:
        self.bar.setFixedHeight(current_theme().px(43))

    # --- the page

    def activate(self) -> None:
        if self._is_stale:
            self._renew()

    def focus_primary(self) -> None:
        if self.documents.filter.hasFocus() and self.documents.filter.text():
            self.documents.filter.clear()
        tab = self._layers.currentWidget()
        view = getattr(tab, "view", None)
        if isinstance(view, QWidget) and view.isVisible():
            view.setFocus()
        else:
            self.import_button.setFocus()

    def status_facts(self) -> str:
        tab = self._layers.currentWidget()
        model = getattr(tab, "model", None)
        count = model.rowCount() if model is not None else 0
        words = dict(_TABS)[str(self.switch.current())].lower()
        return f"{count:,} {words if count != 1 else words.removesuffix('s')}"

    def page_keys(self) -> Sequence[tuple[str, str]]:
        return (
            ("Enter", "Open the document in Code"),
            ("F2", "Write in a cell; letters begin at once"),
            ("Ctrl+C / Ctrl+V / Ctrl+D", "Copy, paste, fill down the selected cells (Edit > Cells)"),
            ("Delete / Ctrl+Delete", "Empty the selected cells / delete their rows"),
            ("Enter", "Keep the chosen share as a finding"),
            ("/", "Filter documents"),
        )

    def here(self) -> Place | None:
        chosen = self.findings.selected()
        if self._layers.currentWidget() is self.findings and len(chosen) == 1:
            return RecordPlace(self.key, "finding", chosen[0])
        return None

    def go_to(self, place: Place) -> None:
        if isinstance(place, RecordPlace) and place.kind == "finding":
            self._show_tab("findings")
            self.findings.show_finding(place.record)
            self._show_facts()
        elif isinstance(place, RecordPlace) and place.kind == "participant":
            self._show_tab("participants")
            self.participants.show_record(place.record)
        elif isinstance(place, RecordPlace) and place.kind == "document":
            self._show_tab("documents")
            self.cases.choose(ALL)
            self.documents.show_document(place.record)
        elif isinstance(place, RecordPlace) and place.kind == "case":
            self._show_tab("documents")
            self.cases.choose(place.record)

    def import_files(self) -> None:
        """Ask for files and review them."""
        window = self.window()
        asking = getattr(window, "import_files", None)
        if callable(asking):
            asking(())

    # --- keeping in step

    def _on_changed(self, changed: Changed) -> None:
        self._is_stale = True
        if self.isVisible():
            self._soon.start()

    def _renew_at_once(self) -> None:
        self._is_stale = True
        if self.isVisible():
            self._renew()

    def _renew(self) -> None:
        if not self.session.is_open:
            return
        self._is_stale = False
        read = self.session.workbench.read
        self._cases = read.cases(self.session.only)
        total = read.number_of(Document)
        placed = sum(case.documents for case in self._cases)
        self.documents.total = total
        self.documents.set_cases(self._cases)
        self.cases.show_cases(self._cases, total, max(0, total - placed) if self._cases else 0)
        self._on_case(self.cases.current())
        self._reload_tab()
        can_edit = self.session.can_edit
        for button in (self.import_button, self.add_button):
            if can_edit:
                button.enable()
            else:
                button.disable(self.session.why_not_editable)

    def _reload_tab(self) -> None:
        tab = self._layers.currentWidget()
        if isinstance(tab, GridTab | AttributesTab | ImportsTab | FindingsTab):
            tab.reload()
        if tab is self.imports:
            self.unanchored.reload()
        else:
            self.unanchored.hide()

    def _show_tab(self, key: object) -> None:
        tabs: dict[str, QWidget] = {
            "cases": self.case_grid,
            "participants": self.participants,
            "attributes": self.attributes,
            "imports": self.imports,
            "findings": self.findings,
        }
        tab = tabs.get(str(key), self.documents)
        self.switch.set_current(key)
        self._layers.setCurrentWidget(tab)
        self.add_button.setVisible(isinstance(tab, GridTab | AttributesTab))
        # The row has no room for words; the empty state says them.
        self.add_button.enable()
        self.add_button.set_name(f"Add {tab.noun}" if isinstance(tab, GridTab) else "Add attribute")
        if not self.session.can_edit:
            self.add_button.disable(self.session.why_not_editable)
        if self.isVisible():
            self._reload_tab()
            self._show_facts()
        self.session.refresh_facts()

    def show_tab(self, key: str) -> None:
        """Show documents, cases, participants, attributes, imports or findings."""
        self._show_tab(key)

    def _add(self) -> None:
        tab = self._layers.currentWidget()
        if isinstance(tab, GridTab):
            tab.add()
        else:
            self.attributes.add("participant")

    def _on_case(self, choice: CaseChoice) -> None:
        below = self.cases.below(choice) if not isinstance(choice, str) else frozenset[Rid]()
        self.documents.show_case(choice, below)
        self._show_facts()

    def _on_documents(self, rids: object) -> None:
        self._show_facts()

    def _show_facts_of_cases(self, chosen: set[Rid]) -> None:
        rows = [row for row in self._cases if row.rid in chosen]
        if len(rows) == 1:
            self.facts.show_case(rows[0])
        else:
            self.facts.show_nothing(f"{len(rows):,} cases are selected." if rows else "Choose a case.")

    def _show_facts(self) -> None:
        """Show what the person is at: the case while the tree has the keyboard, else what is selected in the table."""
        tab = self._layers.currentWidget()
        case = self.cases.current_case()
        if case is not None and self.cases.view.hasFocus():
            self.facts.show_case(case)
        elif tab is self.case_grid:
            self._show_facts_of_cases(set(self.case_grid.selected()))
        elif tab is self.participants:
            self.facts.show_participants(self.participants.selected())
        elif tab is self.imports:
            self.facts.show_imports(self.imports.selected())
        elif tab is self.findings:
            self.facts.show_findings(self.findings.selected())
        elif tab is self.documents and self.documents.selected():
            self.facts.show_documents(self.documents.selected(), self._cases)
        elif case is not None:
            self.facts.show_case(case)
        elif tab is self.attributes:
            self.facts.show_nothing("Attributes are edited in the table: F2, or a double click.")
        else:
            self.facts.show_nothing()
