"""All pictures of a theory at given positions: what a figure is composed of and what the canvas paints."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from ipof_workbench.domain.appearance import ROLE_STYLES, RoleStyle, role_style
from ipof_workbench.theory.edge_pictures import (
    Box,
    EdgePicture,
    EdgeState,
    edge_picture,
    free_pill_place,
    pill_box,
    pill_words,
)
from ipof_workbench.theory.graph import LEADS, TheoryEdge, build_graph, conjunction, theory_edges
from ipof_workbench.theory.look import LIGHT, FigureLook
from ipof_workbench.theory.model import Standing, TheoryModel, parse_junction
from ipof_workbench.theory.node_pictures import (
    NodePicture,
    NodeState,
    element_picture,
    joined_box,
    junction_picture,
)
from ipof_workbench.theory.placement import Position, box_around
from ipof_workbench.theory.routing import Point, Route, route_edges
from ipof_workbench.theory.tracing import feedback_names


@dataclass(frozen=True)
class TheoryScene:
    """A theory with its look, selection and ghosts; pictures are made from it one by one or all together.

    `selection` and `ghosted` hold node keys, junction keys and edge layers.
    """

    model: TheoryModel
    look: FigureLook = LIGHT
    selection: frozenset[str] = frozenset()
    ghosted: frozenset[str] = frozenset()
    edges: tuple[TheoryEdge, ...] = field(default=())

    @classmethod
    def of(
        cls,
        model: TheoryModel,
        look: FigureLook = LIGHT,
        selection: Iterable[str] = (),
        ghosted: Iterable[str] = (),
    ) -> TheoryScene:
        """Return the scene of `model` with its edges derived."""
        return cls(model, look, frozenset(selection), frozenset(ghosted), theory_edges(model))

    def with_selection(self, selection: Iterable[str]) -> TheoryScene:
        """Return the same scene with other things selected."""
        fresh = TheoryScene(self.model, self.look, frozenset(selection), self.ghosted, self.edges)
        # What was worked out and has nothing to do with the selection holds for the new scene too.
        fresh.__dict__.update((name, value) for name, value in self.__dict__.items() if name in _FOR_ANY_SELECTION)
        return fresh

    @cached_property
    def styles(self) -> dict[str, RoleStyle]:
        """How each role of the grammar looks."""
        return role_styles(self.model)

    @cached_property
    def dashed(self) -> frozenset[str]:
        """Elements without codings, or used by hypothesised configurations only."""
        uses: dict[str, set[Standing]] = {}
        for edge in self.edges:
            if edge.kind == LEADS:
                for node in (edge.source, edge.target):
                    uses.setdefault(node, set()).add(edge.standing)
        return frozenset(
            element.node
            for element in self.model.elements
            # A condition is a fact about cases: what lacks evidence are the configurations it stands in.
            if not element.is_condition and (not element.codings or uses.get(element.node) == {Standing.HYPOTHESISED})
        )

    @cached_property
    def highlighted(self) -> frozenset[int]:
        """The configurations whose lines stand out because they, or something of theirs, is selected."""
        found: set[int] = set()
        for edge in self.edges:
            if edge.kind == LEADS and not self.selection.isdisjoint((edge.source, edge.target, edge.layer)):
                found.update(edge.configurations)
        for configuration in self.model.configurations:
            if configuration.node in self.selection:
                found.add(configuration.configuration)
        return frozenset(found)

    @cached_property
    def most_sources(self) -> int:
        """The greatest number of sources on any edge."""
        return max((edge.counts.sources for edge in self.edges), default=0)

    @cached_property
    def words(self) -> dict[str, str]:
        """What the pill of each edge says, by layer; "" for none."""
        loops: dict[str, str] = {}
        if any(edge.kind == "feedback" for edge in self.edges):
            loops = feedback_names(build_graph(self.model))
        last = self.model.roles[-1].role_key if self.model.roles else ""
        return {
            edge.layer: pill_words(
                edge,
                counted=edge.target.endswith(f":{last}") and not edge.source.startswith("junction:"),
                loop=f"feedback {loops[edge.layer]}" if edge.layer in loops else "",
            )
            for edge in self.edges
        }

    @cached_property
    def conjunctions(self) -> dict[str, str]:
        """AND, OR over each junction."""
        return {
            configuration.node: conjunction(self.model, configuration) for configuration in self.model.configurations
        }

    @cached_property
    def outcome_stroke(self) -> str:
        """The colour of ripples."""
        style = self.styles[self.model.roles[-1].role_key] if self.model.roles else ROLE_STYLES["outcome"]
        return style.colours(self.look.is_dark).stroke

    def node_state(self, key: str) -> NodeState:
        """Return how a node or junction is shown."""
        number = parse_junction(key)
        return NodeState(
            key in self.dashed,
            key in self.selection,
            key in self.ghosted,
            number is not None and number in self.highlighted,
        )

    def node_picture(self, key: str, x: float, y: float) -> NodePicture:
        """Return the picture of a node or junction centred at (x, y)."""
        state = self.node_state(key)
        element = self.model.by_node.get(key)
        if element is not None:
            return element_picture(element, self.styles[element.role_key], self.look, x, y, state)
        configuration = self.model.by_configuration[int(key.partition(":")[2])]
        return junction_picture(configuration, self.conjunctions[key], self.look, x, y, state)

    def pill_places(self, routes: Mapping[str, Route], positions: Mapping[str, Position]) -> dict[str, Point]:
        """Return where the pill of each routed edge with words is centred; pills keep out of each other's way."""
        taken: list[Box] = []
        nodes = [box_around(key, place) for key, place in positions.items()]
        joined = {key: words for key, words in self.conjunctions.items() if words and key in positions}
        nodes += [joined_box(words, *positions[key]) for key, words in joined.items()]
        places: dict[str, Point] = {}
        for edge in self.edges:
            words, route = self.words[edge.layer], routes.get(edge.layer)
            if words and route is not None:
                # Only the latest pills can be near: edges come configuration by configuration.
                others = taken[-40:]
                # The lines of a configuration run between the lanes; links run anywhere, also under nodes.
                crowd = others if edge.kind == LEADS else [*others, *nodes]
                places[edge.layer] = free_pill_place(words, route, edge.kind, crowd)
                taken.append(pill_box(words, places[edge.layer]))
        return places

    def edge_state(self, edge: TheoryEdge) -> EdgeState:
        """Return how an edge is shown."""
        ghosted = bool(self.ghosted) and not self.ghosted.isdisjoint((edge.source, edge.target, edge.layer))
        return EdgeState(self.is_highlighted(edge), ghosted, self.most_sources, self.words[edge.layer])

    def edge_picture(self, edge: TheoryEdge, route: Route, pill_at: Point | None) -> EdgePicture:
        """Return the picture of one edge along its way."""
        return edge_picture(edge, route, self.look, self.outcome_stroke, self.edge_state(edge), pill_at)

    def edge_pictures(self, positions: Mapping[str, Position]) -> list[EdgePicture]:
        """Return the pictures of all edges whose ends are placed, the highlighted ones last."""
        routes = route_edges(self.edges, positions)
        places = self.pill_places(routes, positions)
        drawn = sorted((edge for edge in self.edges if edge.layer in routes), key=self.is_highlighted)
        return [self.edge_picture(edge, routes[edge.layer], places.get(edge.layer)) for edge in drawn]

    def is_highlighted(self, edge: TheoryEdge) -> bool:
        """Whether an edge stands out because it, or something of its configurations, is selected."""
        if edge.layer in self.selection:
            return True
        return edge.kind == LEADS and not self.highlighted.isdisjoint(edge.configurations)


_FOR_ANY_SELECTION = frozenset({"styles", "dashed", "most_sources", "words", "conjunctions", "outcome_stroke"})


def role_styles(model: TheoryModel) -> dict[str, RoleStyle]:
    """Return how the roles of a grammar look; roles of the researcher's own take free styles in their order."""
    own = [role.role_key for role in model.roles if role.role_key not in ROLE_STYLES]
    return {
        role.role_key: role.style
        or role_style(role.role_key, role.letter, own.index(role.role_key) if role.role_key in own else 0)
        for role in model.roles
    }
