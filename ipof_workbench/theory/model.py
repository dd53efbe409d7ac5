"""What the theory graph is built from: plain values that the application fills from the project.

A drawn node is an element *in a role*: the element that is an outcome here and a context there stands twice.
Counts come in threes (sources, codings, cases); they are volume, not strength.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from ipof_workbench.domain.appearance import RoleStyle

AGAINST = ("challenges", "supports_rival")
"""Stances that make a configuration contested."""

LINK_WORDS: Mapping[str, str] = {
    "ripple": "ripples into",
    "embeds": "embeds",
    "inhibits": "inhibits",
    "feedback": "feeds back into",
    "rival": "is a rival of",
}


class Standing(StrEnum):
    """How an edge or configuration stands; it decides the line style."""

    SUPPORTED = "supported"
    CONTESTED = "contested"
    HYPOTHESISED = "hypothesised"
    REFUTED = "refuted"


@dataclass(frozen=True, slots=True)
class RoleLane:
    """One role of the grammar and the lane its elements stand in; `style` is its look where that is not the usual."""

    role_key: str
    label: str
    letter: str
    style: RoleStyle | None = None


@dataclass(frozen=True, slots=True)
class TheoryElement:
    """An element in one role: one node of the figure, identity `(element, role_key)`.

    `data_kinds` holds the letters of the kinds of data that evidence it: S survey, I interview, P post.
    `polarity` is "present" or "absent", `activation` one of `domain.vocabulary.Activation`: those of the node's uses,
    where they agree. A condition on a case attribute is a node too: its `element` is a `condition_number`, and `note`
    ("4 of 6 cases") stands where an element has its counts.
    """

    element: int
    role_key: str
    label: str
    sources: int = 0
    codings: int = 0
    cases: int = 0
    data_kinds: str = ""
    unwanted: bool = False
    polarity: str = "present"
    activation: str = "fires"
    note: str = ""

    @property
    def is_condition(self) -> bool:
        """Whether this is a condition on a case attribute and no element."""
        return is_condition(self.element)

    @property
    def node(self) -> str:
        """The key of the node in graph, positions and drawing layers."""
        return node_key(self.element, self.role_key)


@dataclass(frozen=True, slots=True)
class TheoryPlace:
    """A place of a configuration; the outer tuple of `elements` joins by OR, each inner one by AND.

    `words` are pairs of an element and how it reads in this place ("no trust", "fear (inhibited)"), where that is not
    its label alone.
    """

    place: int
    role_key: str
    elements: tuple[tuple[int, ...], ...] = ()
    words: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class TheoryConfiguration:
    """A configuration, complete or partial.

    `stance_counts` are pairs of stance key and number of codings. `evidence` may hold (coding, source, case) triples;
    with them an edge that several configurations share counts distinct sources and cases exactly.
    """

    configuration: int
    number: str
    title: str = ""
    status: str = "candidate"
    stance_counts: tuple[tuple[str, int], ...] = ()
    sources: int = 0
    codings: int = 0
    cases: int = 0
    places: tuple[TheoryPlace, ...] = ()
    evidence: frozenset[tuple[int, int, int]] = frozenset()

    @property
    def node(self) -> str:
        """The key of the junction in graph, positions and drawing layers."""
        return junction_key(self.configuration)

    @property
    def standing(self) -> Standing:
        """Refuted when rejected, hypothesised without codings, contested when a coding stands against it."""
        if self.status == "rejected":
            return Standing.REFUTED
        if not self.codings:
            return Standing.HYPOTHESISED
        against = any(count for stance, count in self.stance_counts if stance in AGAINST)
        return Standing.CONTESTED if against else Standing.SUPPORTED


@dataclass(frozen=True, slots=True)
class TheoryLink:
    """A stated link between two configurations; `kind` is ripple, embeds, inhibits, feedback or rival."""

    link: int
    from_configuration: int
    to_configuration: int
    kind: str
    note: str = ""
    sources: int = 0
    codings: int = 0
    cases: int = 0


@dataclass(frozen=True)
class TheoryModel:
    """The whole theory (or the filtered part of it); `roles` stand in the order of the grammar."""

    roles: tuple[RoleLane, ...]
    elements: tuple[TheoryElement, ...] = ()
    configurations: tuple[TheoryConfiguration, ...] = ()
    links: tuple[TheoryLink, ...] = field(default=())

    @cached_property
    def by_node(self) -> dict[str, TheoryElement]:
        """The elements by node key."""
        return {element.node: element for element in self.elements}

    @cached_property
    def by_configuration(self) -> dict[int, TheoryConfiguration]:
        """The configurations by identity."""
        return {configuration.configuration: configuration for configuration in self.configurations}

    @cached_property
    def lane_of(self) -> dict[str, int]:
        """The lane number of each role key, from the left."""
        return {role.role_key: lane for lane, role in enumerate(self.roles)}

    @property
    def junction_lane(self) -> int:
        """The junctions stand left of this lane: the first mechanism, else the second role."""
        for lane, role in enumerate(self.roles):
            if role.role_key.startswith("mechanism"):
                return lane
        return min(1, len(self.roles))


def condition_number(content: int) -> int:
    """Return the number that stands for a condition among elements: below -1, made of a content it stands in."""
    return -1 - content


def content_of_condition(number: int) -> int:
    """Return the content (`records.PlaceContent`) that a condition's number was made of."""
    return -1 - number


def is_condition(element: int) -> bool:
    """Tell whether the number of an element stands for a condition."""
    return element < -1


def node_key(element: int, role_key: str) -> str:
    """Return the key of the node of `element` in `role_key`."""
    return f"node:{element}:{role_key}"


def junction_key(configuration: int) -> str:
    """Return the key of the junction of `configuration`."""
    return f"junction:{configuration}"


def parse_node(key: str) -> tuple[int, str] | None:
    """Return (element, role key) of a node key, or None when `key` is none."""
    parts = key.split(":", 2)
    return (int(parts[1]), parts[2]) if len(parts) == 3 and parts[0] == "node" else None


def parse_junction(key: str) -> int | None:
    """Return the configuration of a junction key, or None when `key` is none."""
    kind, _, number = key.partition(":")
    return int(number) if kind == "junction" and number.isdigit() else None
