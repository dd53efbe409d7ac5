"""The quotes behind what is selected on the canvas, and what the evidence panel says about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipof_workbench.domain.filters import Filter
from ipof_workbench.domain.listings import EvidenceRow
from ipof_workbench.theory.description import describe_configuration
from ipof_workbench.theory.graph import LEADS, TheoryEdge
from ipof_workbench.theory.model import LINK_WORDS, is_condition, parse_junction, parse_node
from ipof_workbench.theory.scene import TheoryScene
from ipof_workbench.ui.theory.evidence_panel import SelectionHead
from ipof_workbench.ui.theory.requests import TheorySelection

if TYPE_CHECKING:
    from ipof_workbench.app.reading import Reading


def selection_evidence(
    read: Reading, scene: TheoryScene, selection: TheorySelection, scope: Filter
) -> list[EvidenceRow]:
    """Return the evidence of everything selected, each piece once, by case and document.

    Raises:
        WorkbenchError: the project cannot be read.
    """
    found: dict[int, EvidenceRow] = {}
    for key in selection.nodes:
        node = parse_node(key)
        if node is not None and is_condition(node[0]):
            # Nobody's words are coded with a condition: what speaks for it is what its configurations rest on.
            for configuration in _users(scene, key):
                _gather(found, read.evidence(configuration=configuration, scope=scope))
        elif node is not None:
            _gather(found, read.evidence(element=node[0], role_key=node[1], scope=scope))
    for key in selection.junctions:
        _gather(found, read.evidence(configuration=parse_junction(key), scope=scope))
    edges = {edge.layer: edge for edge in scene.edges}
    for layer in selection.edges:
        _gather(found, _edge_evidence(read, edges[layer], scope))
    return sorted(found.values(), key=lambda row: (row.case_name, row.document_name, row.start))


def _users(scene: TheoryScene, node: str) -> dict[int, None]:
    """Return the configurations whose lines meet a node, each once."""
    return dict.fromkeys(
        number
        for edge in scene.edges
        if edge.kind == LEADS and node in (edge.source, edge.target)
        for number in edge.configurations
    )


def _gather(found: dict[int, EvidenceRow], rows: list[EvidenceRow]) -> None:
    for row in rows:
        found.setdefault(row.evidence, row)


def _edge_evidence(read: Reading, edge: TheoryEdge, scope: Filter) -> list[EvidenceRow]:
    """Return what bears on a link, or on the two ends of an edge in its configurations (or on these as wholes)."""
    if edge.link:
        return read.evidence(link=edge.link, scope=scope)
    ends = {parse_node(edge.source), parse_node(edge.target)}
    rows: list[EvidenceRow] = []
    for configuration in edge.configurations:
        for row in read.evidence(configuration=configuration, scope=scope):
            if row.element is None or row.place is None or (row.element, row.role_key) in ends:
                rows.append(row)
    return rows


def selection_head(scene: TheoryScene, selection: TheorySelection) -> SelectionHead:
    """Return title, mark and configurations of the selection."""
    model = scene.model
    if len(selection.keys) > 1:
        return SelectionHead(f"{len(selection.keys)} selected")
    if selection.nodes:
        element = model.by_node[selection.nodes[0]]
        numbers = _users(scene, element.node)
        users = tuple((number, model.by_configuration[number].number) for number in numbers)
        detail = "" if users else "In no configuration yet."
        if element.is_condition:
            detail = f"A condition on a case attribute, met by {element.note}. The quotes are those of where it stands."
        return SelectionHead(element.label, detail, scene.styles[element.role_key], configurations=users)
    if selection.junctions:
        configuration = model.by_configuration[int(selection.junctions[0].partition(":")[2])]
        title = configuration.title or f"Configuration {configuration.number}"
        rid = configuration.configuration
        words = describe_configuration(model, configuration)
        return SelectionHead(title, words, number=configuration.number, configurations=((rid, configuration.number),))
    edge = next(edge for edge in scene.edges if edge.layer in selection.edges)
    return SelectionHead(_edge_title(scene, edge), edge.note, configurations=_edge_configurations(scene, edge))


def _edge_title(scene: TheoryScene, edge: TheoryEdge) -> str:
    model = scene.model
    if edge.link:
        start, end = (
            model.by_configuration[number].number for number in (edge.configurations[0], edge.configurations[-1])
        )
        return f"{start} {LINK_WORDS.get(edge.kind, edge.kind)} {end}"
    ends = []
    for key in (edge.source, edge.target):
        element = model.by_node.get(key)
        ends.append(
            element.label if element else f"configuration {model.by_configuration[int(key.partition(':')[2])].number}"
        )
    return " → ".join(ends)


def _edge_configurations(scene: TheoryScene, edge: TheoryEdge) -> tuple[tuple[int, str], ...]:
    known = scene.model.by_configuration
    return tuple((number, known[number].number) for number in edge.configurations)
