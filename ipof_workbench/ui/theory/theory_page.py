"""The theory page: filters at the left, the canvas, the evidence of the selection at the right."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ipof_workbench.domain import records
from ipof_workbench.domain.errors import WorkbenchError
from ipof_workbench.domain.listings import EvidenceRow
from ipof_workbench.theory.graph import build_graph
from ipof_workbench.theory.model import is_condition, junction_key, node_key, parse_node
from ipof_workbench.ui.page import Page
from ipof_workbench.ui.places import ConfigurationPlace, ElementPlace, Place
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.theory.canvas import TheoryCanvas
from ipof_workbench.ui.theory.evidence_panel import EvidencePanel
from ipof_workbench.ui.theory.filter_panel import FilterPanel
from ipof_workbench.ui.theory.page_actions import TheoryActions
from ipof_workbench.ui.theory.selection_evidence import selection_evidence, selection_head
from ipof_workbench.ui.theory.theory_editing import SMALL, TheoryEditing
from ipof_workbench.ui.theory.theory_source import ShownTheory, TheoryWish, filter_note, read_theory
from ipof_workbench.ui.widgets.buttons import IconButton, QuietButton
from ipof_workbench.ui.widgets.notices import EmptyState
from ipof_workbench.ui.widgets.panels import PageBar
from ipof_workbench.ui.widgets.splitter_room import PanelSplitter
from ipof_workbench.ui.widgets.switches import SegmentedSwitch

if TYPE_CHECKING:
    import networkx as nx

FIGURE_PATTERNS = ("*.svg", "*.png", "*.pdf", "*.graphml")
_SHOWN_KINDS = (
    records.Element,
    records.Configuration,
    records.ConfigurationVersion,
    records.ConfigurationLink,
    records.Place,
    records.PlaceContent,
    records.DiagramPosition,
    records.Coding,
    records.Evidence,
    records.Document,
    records.Case,
    records.Role,
    records.TheoryArea,
)


class TheoryPage(Page):
    """The programme theory as a graph; `quote_activated` carries the `EvidenceRow` of a quote that is opened."""

    key = "theory"
    page_title = "Theory"
    icon = "workflow"

    quote_activated = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.setObjectName("theoryPage")
        self._shown: ShownTheory | None = None
        self._is_active = False
        self._is_stale = True
        self._wanted: frozenset[str] = frozenset()
        self.canvas = TheoryCanvas()
        self.editing = TheoryEditing(session, self.canvas)
        self.filters = FilterPanel()
        self.evidence = EvidencePanel()
        self.left_panel, self.right_panel = self.filters, self.evidence
        self._empty = EmptyState("Double-click to write the first element, or start coding.", "", self.canvas)
        self._empty.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._empty.hide()
        self._actions = TheoryActions(self)
        self._build()
        self._reload = QTimer(self)
        self._reload.setSingleShot(True)
        self._reload.timeout.connect(self._read)
        self._connect_signals()

    # --- the contract with the window

    def activate(self) -> None:
        """Read the theory if it may have changed."""
        self._is_active = True
        if self._is_stale:
            self._show_filters()
            self._read()

    def deactivate(self) -> None:
        """Keep the name that is being typed."""
        self._is_active = False
        self.canvas.editor().finish()

    def focus_primary(self) -> None:
        self.canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    def regions(self) -> Sequence[QWidget]:
        return (self.filters, self.canvas, self.evidence)

    def status_facts(self) -> str:
        """Say how much of the theory is shown, and the zoom."""
        if self._shown is None:
            return ""
        model = self._shown.model
        # An element in two roles is two nodes, and still one element; conditions on cases are none.
        elements = len({node.element for node in model.elements if not node.is_condition})
        configurations = len(model.configurations)
        parts = (
            f"{elements:,} element{'' if elements == 1 else 's'}",
            f"{configurations:,} configuration{'' if configurations == 1 else 's'}",
            f"view at {round(self.canvas.zoom() * 100)} %",
        )
        return ", ".join(parts)

    def page_actions(self) -> Sequence[QAction]:
        return self._actions.all_actions()

    def page_keys(self) -> Sequence[tuple[str, str]]:
        return (
            ("Arrows", "Walk along the lines"),
            ("Ctrl+Arrows", "Nudge the selection"),
            ("Tab", "Write what follows from the selected element"),
            ("Enter", "Go to the evidence"),
            ("/", "Jump to an element"),
            ("Space", "Hold to pan"),
            ("Esc", "Select nothing"),
        )

    def here(self) -> Place | None:
        nodes = self.canvas.selection().nodes
        node = parse_node(nodes[0]) if nodes else None
        return ElementPlace("theory", *node) if node and not is_condition(node[0]) else None

    def go_to(self, place: Place) -> None:
        """Select an element or a configuration and bring it into view."""
        if isinstance(place, ElementPlace):
            self._select_soon({node_key(place.element, place.role_key)})
        elif isinstance(place, ConfigurationPlace):
            self._select_soon({junction_key(place.configuration)})

    # --- building

    def _build(self) -> None:
        bar = PageBar("Theory", ground="paper")
        self._mode = SegmentedSwitch((("select", "Select"), ("connect", "Connect")), "What dragging a node does")
        self._mode.chosen.connect(lambda key: self.canvas.set_mode(str(key)))
        add = QuietButton("Element", "plus")
        add.setAccessibleName("New element")
        add.clicked.connect(self.write_new)
        lay_out = QuietButton("Lay out", "workflow", "L")
        lay_out.clicked.connect(self.editing.lay_out)
        fit = IconButton("maximize", "Show the whole theory", "Shift+1")
        fit.clicked.connect(self.canvas.fit)
        export = IconButton("download", "Export the figure")
        export.clicked.connect(self.export)
        bar.add_left(self._mode)
        bar.add_left(add)
        bar.add_left(lay_out)
        bar.add_right(fit)
        bar.add_right(export)
        self._bar = bar
        self._editing = (add, lay_out)
        centre = QWidget()
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(bar)
        column.addWidget(self.canvas, 1)
        splitter = PanelSplitter()
        splitter.add(self.filters, centre, self.evidence, wide=centre)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(splitter)

    def _connect_signals(self) -> None:
        self.editing.added.connect(self._show_added)
        self.editing.refused.connect(self._read_soon)
        self.editing.evidence_wanted.connect(self._go_to_quotes)
        self.canvas.selection_changed.connect(lambda _: self._show_selection())
        self.canvas.zoom_changed.connect(lambda _: self.session.refresh_facts())
        self.filters.filter_chosen.connect(self.session.set_filter)
        self.filters.hiding_chosen.connect(lambda _: self._read_soon())
        self.evidence.quote_activated.connect(self._open_quote)
        self.evidence.configuration_activated.connect(self.session.show_configuration)
        self.evidence.closed.connect(lambda: self.canvas.select(()))
        self.session.changed.connect(self._on_changed)
        self.session.filter_changed.connect(self._on_filter)
        self.session.can_edit_changed.connect(lambda _: self._show_editing())

    # --- showing

    def _on_changed(self, changed: object) -> None:
        touches = getattr(changed, "touches")  # noqa: B009 - a `Changed`, told as an object
        if not touches(*_SHOWN_KINDS):
            return
        if touches(records.DiagramPosition) and getattr(changed, "cause", "") != "action" and self._shown is not None:
            # What undo takes back was never stored: let the layout find its places again.
            self._shown = None
        self._read_soon()

    def _on_filter(self) -> None:
        self._show_filters()
        self._read_soon()

    def _read_soon(self) -> None:
        self._is_stale = True
        if self._is_active:
            self._reload.start(0)

    def _read(self) -> None:
        self._is_stale = False
        wish = TheoryWish(
            self.session.current_filter, self.filters.is_hiding(), self._shown.positions if self._shown else {}
        )
        workbench = self.session.workbench
        nodes = workbench.read.number_of(records.Element) + workbench.read.number_of(records.Configuration)
        if nodes > SMALL:
            self._bar.busy.start()
            self.session.run_in_background(lambda _: read_theory(workbench, wish), self._show, key="theory")
            return
        try:
            self._show(read_theory(workbench, wish))
        except WorkbenchError as error:
            self.session.show_error(error)

    def _show(self, shown: ShownTheory) -> None:
        self._bar.busy.stop()
        self._shown = self.editing.shown = shown
        scope = self.session.current_filter
        names = {} if scope.is_empty else {case.rid: case.name for case in self.session.workbench.read.cases()}
        self.canvas.show_theory(shown.model, shown.positions, ghosted=shown.ghosted, note=filter_note(scope, names))
        self._empty.setVisible(not shown.whole.elements and not shown.whole.configurations)
        self._place_empty()
        if self._wanted:
            self._select_soon(self._wanted)
        self._show_selection()
        self._show_editing()
        self.session.refresh_facts()

    def _show_filters(self) -> None:
        read = self.session.workbench.read
        cases = [(case.rid, case.name) for case in read.cases()]
        self.filters.offer_attributes(read.attributes(), read.grid.filter_values)
        self.filters.show_filter(self.session.chosen_filter, cases, read.theory_areas())

    def _show_selection(self) -> None:
        selection = self.canvas.selection()
        self._actions.show_reasons()
        if self._shown is None or not selection:
            self.evidence.show_nothing()
            return
        scene = self.canvas.theory_scene()
        try:
            rows = selection_evidence(self.session.workbench.read, scene, selection, self.session.current_filter)
        except WorkbenchError as error:
            self.session.show_error(error)
            return
        self.evidence.show_evidence(selection_head(scene, selection), rows, not self.session.chosen_filter.is_empty)

    def _show_editing(self) -> None:
        self._actions.show_reasons()
        for button in self._editing:
            if self.session.can_edit:
                button.enable()
            else:
                button.disable(self.session.why_not_editable)

    def _select_soon(self, keys: Iterable[str]) -> None:
        """Select nodes now, or when the theory that holds them has been read."""
        self._wanted = frozenset(keys)
        found = self._wanted & self.canvas.positions().keys()
        if found and not self._is_stale:
            self._wanted = frozenset()
            self.canvas.select(found)
            self.canvas.reveal(min(found))

    def select_along(self, walk: Callable[[nx.MultiDiGraph[str], Iterable[str]], frozenset[str]]) -> None:
        """Add everything up or down the lines to the selection."""
        keys = self.canvas.selection().keys
        if keys:
            self.canvas.select(keys | walk(build_graph(self.canvas.theory_scene().model), keys))

    def _show_added(self, key: object) -> None:
        self._wanted = frozenset({str(key)})
        self._read_soon()

    def _go_to_quotes(self) -> None:
        self.evidence.set_folded(False)
        self.evidence.focus_quotes()

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._place_empty()

    def _place_empty(self) -> None:
        self._empty.setGeometry(self.canvas.rect())

    def write_new(self) -> None:
        """Open the editor for a new element in the lane after the selection, else in the first."""
        roles = self.session.roles()
        nodes = self.canvas.selection().nodes
        node = parse_node(nodes[0]) if nodes else None
        role_key = node[1] if node else roles[0].key
        centre = self.canvas.mapToScene(self.canvas.viewport().rect().center())
        x, y = self.canvas.free_place(role_key, centre.y())
        self.canvas.write_element(x, y)

    def _open_quote(self, row: object) -> None:
        if isinstance(row, EvidenceRow):
            self.quote_activated.emit(row)
            self.session.open_quote(row.document, row.start, row.end)

    def export(self) -> None:
        """Write the figure, as svg, png, pdf or graphml."""
        suggested = self.session.suggested_path("theory.svg")
        path = self.session.ask_save_path("Export the figure", suggested, FIGURE_PATTERNS)
        if path is not None:
            self._write_figure(path)

    def _write_figure(self, path: Path) -> None:
        workbench, scope = self.session.workbench, self.session.current_filter

        def write(_report: object) -> Path:
            from ipof_workbench.app.exports import export_table

            export_table(workbench, "theory", path, force=True, scope=scope)
            return path

        self.session.run_in_background(
            write,
            lambda done: self.session.show_toast(f"Exported {done.name}", False),
            words="Exporting the figure",
        )
