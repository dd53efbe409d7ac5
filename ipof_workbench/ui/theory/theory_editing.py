"""Doing what the canvas asks for: each request becomes one named step of the history."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QMenu

from ipof_workbench.domain import records
from ipof_workbench.domain.errors import WorkbenchError
from ipof_workbench.domain.vocabulary import LinkKind
from ipof_workbench.theory.edits import AddLink, TheoryEdit, connect, disconnect, reconnect, with_element
from ipof_workbench.theory.graph import build_graph
from ipof_workbench.theory.layout import layout
from ipof_workbench.theory.model import LINK_WORDS, TheoryElement, is_condition, node_key, parse_junction, parse_node
from ipof_workbench.theory.placement import Position
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.theory import requests
from ipof_workbench.ui.theory.canvas import TheoryCanvas
from ipof_workbench.ui.theory.edit_runner import NEW_ELEMENT, EditRunner
from ipof_workbench.ui.theory.theory_source import ShownTheory

SMALL = 150
"""Up to so many nodes the theory is read and laid out at once; larger ones in a worker."""


class TheoryEditing(QObject):
    """Turns requests into commands.

    `added` carries the key of a new node, `evidence_wanted` asks for the panel, `refused` for what is stored to be
    shown again. `ask_choice` gets the words of several choices and returns the number of one, or None; tests replace
    it.
    """

    added = Signal(object)
    evidence_wanted = Signal()
    refused = Signal()

    def __init__(self, session: Session, canvas: TheoryCanvas) -> None:
        super().__init__(canvas)
        self._session = session
        self._canvas = canvas
        self._last_kind = LinkKind.RIPPLE.value
        self.shown: ShownTheory | None = None
        self.ask_choice: Callable[[Sequence[str]], int | None] = self._ask_by_menu
        canvas.requested.connect(self.do)

    def do(self, request: object) -> None:
        match request:
            case requests.MoveNodes():
                self._move(request.positions)
            case requests.RenameElement():
                from ipof_workbench.app.commands.elements import RenameElement

                self._session.run(RenameElement(request.element, request.label))
            case requests.AddElement():
                self._add(request)
            case requests.Connect() | requests.Reconnect() | requests.Disconnect():
                self._edit(request)
            case requests.DeleteSelection():
                self._delete(request)
            case requests.LayOut():
                self.lay_out()
            case requests.ShowEvidence():
                self.evidence_wanted.emit()

    def _move(self, moved: Mapping[str, Position]) -> None:
        """Store where nodes were put."""
        if self.shown is None:
            return
        runner = EditRunner(self._session)
        self._keep_others(runner, moved)
        runner.place(moved)
        count = len(moved)
        if runner.run(f"Moved {count} {'node' if count == 1 else 'nodes'} of the theory") is None:
            self.refused.emit()

    def _keep_others(self, runner: EditRunner, moved: Iterable[str]) -> None:
        """With the first place that is stored, keep what the layout has found for all others: they shall not jump."""
        assert self.shown is not None
        found = self.shown.positions.items()
        fresh = {key: place for key, place in found if key not in self.shown.stored and key not in moved}
        if fresh:
            runner.place(fresh, laid_out=True)

    def _add(self, request: requests.AddElement) -> None:
        if self.shown is None:
            return
        runner = EditRunner(self._session)
        runner.add_element(request.role_key, request.label)
        element = TheoryElement(NEW_ELEMENT, request.role_key, request.label)
        other = request.connect_from or request.connect_to
        if other:
            ends = (other, element.node) if request.connect_from else (element.node, other)
            edit = self._chosen(connect(with_element(self.shown.whole, element), *ends))
            if edit is not None:
                runner.make(edit.changes)
        self._keep_others(runner, ())
        runner.place({element.node: (request.x, request.y)})
        results = runner.run()
        if results is not None:
            self.added.emit(node_key(runner.new_element(results), request.role_key))

    def _edit(self, request: requests.Connect | requests.Reconnect | requests.Disconnect) -> None:
        if self.shown is None:
            return
        model = self.shown.whole
        edges = {edge.layer: edge for edge in self._canvas.theory_scene().edges}
        try:
            match request:
                case requests.Connect():
                    edit = self._chosen(connect(model, request.from_node, request.to_node))
                case requests.Reconnect():
                    edit = reconnect(model, edges[request.edge], request.from_node, request.to_node)
                case requests.Disconnect():
                    edit = disconnect(model, edges[request.edge])
        except WorkbenchError as error:
            self._session.show_error(error)
            return
        if edit is not None:
            runner = EditRunner(self._session)
            runner.make(edit.changes)
            runner.run()

    def _delete(self, request: requests.DeleteSelection) -> None:
        """Take the selection out of the theory, all of it in one step."""
        if self.shown is None:
            return
        from ipof_workbench.app.commands.configurations import RemoveFromConfiguration
        from ipof_workbench.app.commands.deletion import DeleteRecords

        runner = EditRunner(self._session)
        edges = {edge.layer: edge for edge in self._canvas.theory_scene().edges}
        going = {*request.nodes, *request.junctions}
        for layer in request.edges:
            # The lines of what goes anyway go with it.
            if going.isdisjoint((edges[layer].source, edges[layer].target)):
                runner.make(disconnect(self.shown.whole, edges[layer]).changes)
        junctions = tuple(rid for key in request.junctions if (rid := parse_junction(key)) is not None)
        if junctions:
            runner.add(DeleteRecords(records.Configuration, junctions))
        for key in request.nodes:
            node = parse_node(key)
            if node is not None and is_condition(node[0]):
                runner.take_out_condition(*node)
            elif node is not None:
                runner.add(RemoveFromConfiguration(*node))
        runner.run()

    def lay_out(self) -> None:
        """Lay everything out afresh, as one step."""
        if self.shown is None or not self.shown.positions:
            return
        whole = self.shown.whole

        def keep(positions: dict[str, Position]) -> None:
            runner = EditRunner(self._session)
            runner.place(positions, laid_out=True)
            runner.run()
            self._canvas.go_home()

        if len(self.shown.positions) > SMALL:
            self._session.run_in_background(
                lambda _: layout(build_graph(whole)), keep, words="Laying out the theory", key="theory layout"
            )
        else:
            keep(layout(build_graph(whole)))

    def _chosen(self, edits: Sequence[TheoryEdit]) -> TheoryEdit | None:
        """Let the person choose when a line may mean several things, or which kind of link it is."""
        number = 0 if len(edits) == 1 else self.ask_choice([edit.words for edit in edits])
        if number is None:
            return None
        edit = edits[number]
        (first, *rest) = edit.changes
        if not isinstance(first, AddLink) or first.kind or rest:
            return edit
        kinds = sorted((kind.value for kind in LinkKind), key=lambda kind: kind != self._last_kind)
        chosen = self.ask_choice([f"{LINK_WORDS[kind].capitalize()}" for kind in kinds])
        if chosen is None:
            return None
        self._last_kind = kinds[chosen]
        return TheoryEdit(edit.words, (AddLink(first.from_configuration, first.to_configuration, kinds[chosen]),))

    def _ask_by_menu(self, words: Sequence[str]) -> int | None:
        menu = QMenu(self._canvas)
        actions = [menu.addAction(text.replace("&", "&&")) for text in words]
        at = QCursor.pos()
        inside = self._canvas.rect().contains(self._canvas.mapFromGlobal(at))
        found = menu.exec(at if inside else self._canvas.mapToGlobal(QPoint(40, 80)))
        menu.deleteLater()
        return actions.index(found) if found in actions else None
