"""What the canvas asks for. It never changes the theory itself: the page turns requests into commands.

Keys of nodes, junctions and edges are those of `theory.model` and `theory.graph`; x and y are scene coordinates.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ipof_workbench.theory.placement import Position


@dataclass(frozen=True, slots=True)
class TheorySelection:
    """What is selected on the canvas: node keys, junction keys and edge layers."""

    nodes: tuple[str, ...] = ()
    junctions: tuple[str, ...] = ()
    edges: tuple[str, ...] = ()

    @property
    def keys(self) -> frozenset[str]:
        """All of it."""
        return frozenset((*self.nodes, *self.junctions, *self.edges))

    def __bool__(self) -> bool:
        return bool(self.nodes or self.junctions or self.edges)


@dataclass(frozen=True, slots=True)
class MoveNodes:
    """Keep these nodes where they were put (centres)."""

    positions: Mapping[str, Position] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RenameElement:
    """Give an element another label."""

    element: int
    label: str


@dataclass(frozen=True, slots=True)
class AddElement:
    """Write a new element in the lane of `role_key`, joined to `connect_from` or `connect_to` when one is given."""

    role_key: str
    label: str
    x: float
    y: float
    connect_from: str = ""
    connect_to: str = ""


@dataclass(frozen=True, slots=True)
class Connect:
    """Join two nodes (either may be a junction)."""

    from_node: str
    to_node: str
    x: float = 0.0
    y: float = 0.0


@dataclass(frozen=True, slots=True)
class Disconnect:
    """Take an edge out of its configurations."""

    edge: str


@dataclass(frozen=True, slots=True)
class Reconnect:
    """Move one end of an edge: it then runs from `from_node` to `to_node`."""

    edge: str
    from_node: str
    to_node: str


@dataclass(frozen=True, slots=True)
class DeleteSelection:
    """Take nodes, edges and junctions out of the theory."""

    nodes: tuple[str, ...] = ()
    edges: tuple[str, ...] = ()
    junctions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LayOut:
    """Lay the whole theory out afresh."""


@dataclass(frozen=True, slots=True)
class ShowEvidence:
    """Show the quotes of what is selected."""

    selection: TheorySelection
