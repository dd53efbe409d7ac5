"""What evidence can bear on, to be picked while one types: configurations, their places and links, statements."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from ipof_workbench.domain import records
from ipof_workbench.domain.appearance import RoleStyle
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.numbers import natural_key
from ipof_workbench.domain.sentences import sentence
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.widgets.type_ahead import TypeAheadRow

MOST_ROWS = 40
TargetKind = Literal["configuration", "place", "link", "statement"]


@dataclass(frozen=True, slots=True)
class Target:
    """Something that evidence bears on."""

    kind: TargetKind
    rid: Rid

    @property
    def fields(self) -> dict[str, Any]:
        """The argument of `AddEvidence` and `MoveEvidence` that names it."""
        return {self.kind: self.rid}


@dataclass(frozen=True, slots=True)
class _Offer:
    target: Target
    text: str
    hint: str
    number: str
    style: RoleStyle | None = None


class Targets:
    """The targets of a project, read once when a picker opens."""

    def __init__(self, session: Session) -> None:
        read = session.workbench.read
        held = sorted(read.find(records.Configuration), key=lambda each: natural_key(each.number))
        numbers = {each.rid: each.number for each in held}
        styles = session.role_styles()
        self._whole = [
            _Offer(Target("configuration", each.rid), f"{each.number}  {each.title}".strip(), "", each.number)
            for each in held
        ]
        self._whole += [
            _Offer(
                Target("statement", row.rid),
                f"{row.number}  " + sentence({"if": row.if_text, "then": row.then_text, "because": row.because_text}),
                "statement",
                row.number,
            )
            for row in read.statements()
        ]
        self._parts = [
            _Offer(
                Target("place", place.place),
                f"{numbers[rid]}  {' / '.join(content.label for content in place.contents) or place.role.label}",
                place.role.label.lower(),
                numbers[rid],
                styles.get(place.role.key),
            )
            for rid, places in read.places().items()
            for place in places
            if place.place is not None and rid in numbers
        ]
        self._parts += [
            _Offer(
                Target("link", link.rid), f"{link.from_number} {link.kind} {link.to_number}", "link", link.from_number
            )
            for link in read.links()
        ]

    def rows(self, typed: str, without: frozenset[Target] = frozenset()) -> list[TypeAheadRow]:
        """Return what fits the words typed: the number itself first, whole things before their parts."""
        wanted = typed.casefold()
        offers = [*self._whole, *self._parts] if typed else self._whole
        fitting = [offer for offer in offers if offer.target not in without and wanted in offer.text.casefold()]
        fitting.sort(key=lambda offer: offer.number.casefold() != wanted)
        return [TypeAheadRow(offer.target, offer.text, offer.style, hint=offer.hint) for offer in fitting[:MOST_ROWS]]


def target_source(
    session: Session, without: Callable[[], frozenset[Target]] = frozenset
) -> Callable[[str], Sequence[TypeAheadRow]]:
    """Return the source of a type-ahead field; the project is read when it opens, with nothing typed yet."""
    kept: list[Targets] = []

    def rows(typed: str) -> Sequence[TypeAheadRow]:
        if not typed or not kept:
            kept[:] = [Targets(session)]
        return kept[0].rows(typed, without())

    return rows
