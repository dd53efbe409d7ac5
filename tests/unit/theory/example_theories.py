"""Theories that the tests of the graph share; `peer_forums` is the one of the design's pictures."""

from __future__ import annotations

from ipof_workbench.domain.grammars import preset
from ipof_workbench.theory.model import (
    RoleLane,
    TheoryConfiguration,
    TheoryElement,
    TheoryLink,
    TheoryModel,
    TheoryPlace,
)


def lanes(grammar: str = "cmo") -> tuple[RoleLane, ...]:
    return tuple(RoleLane(role.key, role.label, role.letter) for role in preset(grammar)[1])


def place(number: int, role_key: str, *groups: tuple[int, ...]) -> TheoryPlace:
    return TheoryPlace(number, role_key, groups)


def configuration(number: int, places: dict[str, tuple[int, ...]], **fields: object) -> TheoryConfiguration:
    """A configuration whose roles hold elements joined by AND, with five codings unless said otherwise."""
    values: dict[str, object] = {"status": "refined", "sources": 3, "codings": 5, "cases": 2, **fields}
    made = tuple(place(number * 10 + at, role, group) for at, (role, group) in enumerate(places.items()) if group)
    return TheoryConfiguration(number, str(number), places=made, **values)  # type: ignore[arg-type]


def element(number: int, role_key: str, label: str = "", **fields: object) -> TheoryElement:
    values: dict[str, object] = {"sources": 3, "codings": 5, "cases": 2, "data_kinds": "SIP", **fields}
    return TheoryElement(number, role_key, label or f"{role_key} {number}", **values)  # type: ignore[arg-type]


def peer_forums() -> TheoryModel:
    def counted(number: int, role: str, label: str, counts: tuple[int, int, int], kinds: str, **more: object):
        sources, codings, cases = counts
        return element(number, role, label, sources=sources, codings=codings, cases=cases, data_kinds=kinds, **more)

    elements = (
        counted(1, "context", "Anonymous by design", (14, 22, 4), "SIP"),
        counted(2, "context", "Sees others disclose first", (11, 17, 3), "IP"),
        counted(3, "context", "Moderators reply by name", (9, 13, 3), "SIP"),
        counted(4, "context", "No moderator at night", (7, 9, 2), "IP"),
        counted(5, "context", "Local meet-ups announced", (3, 3, 1), "S"),
        counted(6, "mechanism", "Feels less alone", (12, 19, 4), "SIP"),
        counted(7, "mechanism", "Feels held", (8, 11, 3), "IP"),
        counted(8, "mechanism", "Unsure what is allowed", (4, 6, 2), "I"),
        counted(9, "mechanism", "Fears being recognised", (2, 2, 1), "S"),
        counted(10, "outcome", "First disclosure", (10, 14, 4), "SIP"),
        counted(11, "outcome", "Helps others", (6, 8, 2), "IP"),
        counted(12, "outcome", "Withdraws from writing", (7, 10, 3), "SIP", unwanted=True),
        counted(13, "outcome", "Stops visiting", (0, 0, 0), "", unwanted=True),
    )
    contested = (("supports", 3), ("refines", 1), ("challenges", 2))
    configurations = (
        configuration(3, {"context": (1, 2), "mechanism": (6,), "outcome": (10,)}, sources=10, codings=14, cases=4),
        configuration(5, {"context": (3,), "mechanism": (7,), "outcome": (11,)}, sources=6, codings=8, cases=2),
        configuration(
            7,
            {"context": (4,), "mechanism": (8,), "outcome": (12,)},
            sources=4,
            codings=6,
            cases=2,
            stance_counts=contested,
        ),
        configuration(9, {"context": (5,), "mechanism": (9,), "outcome": (13,)}, sources=0, codings=0, cases=0),
    )
    links = (TheoryLink(1, 5, 3, "ripple", "", 4, 5, 2), TheoryLink(2, 5, 7, "inhibits"))
    return TheoryModel(lanes(), elements, configurations, links)
