"""What the type-ahead offers for a passage: codes and elements, found by name, alias or meaning, and new ones last."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ipof_workbench.domain.appearance import RoleStyle
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.listings import RoleRow
from ipof_workbench.domain.picking_rows import CodeChoice, PickRow
from ipof_workbench.domain.text import folded, shorten
from ipof_workbench.ui.coding.coding_marks import thematic_style
from ipof_workbench.ui.coding.element_picker import Choice
from ipof_workbench.ui.widgets.type_ahead import TypeAheadRow

_HINT = 28
_BELOW = "/"
"""Stands between the name of a code and that of a new one below it."""


class _Folded(NamedTuple):
    row: PickRow
    name: str
    alias: str
    statement: str
    rank_when_empty: tuple[int, int]


class PickIndex:
    """Codes and elements ready to be searched at every letter.

    Args:
        rows: all that can be picked.
        recent: what was used last, the latest first.
        roles: the grammar, for new elements.
        styles: role key -> its look.
    """

    def __init__(
        self,
        rows: Sequence[PickRow],
        recent: Sequence[CodeChoice],
        roles: Sequence[RoleRow],
        styles: Mapping[str, RoleStyle],
    ) -> None:
        self._recent = {choice: place for place, choice in enumerate(recent)}
        # An element may have been used in another role than its usual one: it counts all the same.
        self._recent_elements: dict[Rid, int] = {}
        for choice, place in self._recent.items():
            if choice.element is not None:
                self._recent_elements.setdefault(choice.element, place)
        self._roles, self._styles = roles, styles
        self._thematic = thematic_style()
        self._rows = [self._folded(row) for row in rows]
        self._by_name = {folded(row.name): row for row in rows if row.choice.code is not None}
        last = next((choice.code for choice in recent if choice.code is not None), None)
        self.under = next((row for row in rows if row.choice.code is not None and row.choice.code == last), None)
        """The code below which a new one is offered: the thematic code used last."""

    def _folded(self, row: PickRow) -> _Folded:
        place = self._place(row.choice)
        return _Folded(row, folded(row.name), folded(row.alias), folded(row.statement), (place, -row.uses))

    def _place(self, choice: CodeChoice) -> int:
        if choice.element is not None:
            return self._recent_elements.get(choice.element, 99)
        return self._recent.get(choice, 99)

    def rows(self, words: str, codes_only: bool = False) -> list[TypeAheadRow]:
        """Return what matches `words`, the best first and what was used last before the rest; new ones at the end."""
        typed = folded(words)
        held = [row for row in self._rows if not codes_only or row.row.choice.code is not None]
        if not typed:
            return [self._row(one.row) for one in sorted(held, key=lambda one: one.rank_when_empty)]
        ranked = [(rank, one) for one in held if (rank := _rank(one, typed)) is not None]
        ranked.sort(key=lambda pair: (pair[0], pair[1].rank_when_empty, pair[1].name))
        found = [self._row(one.row, _why(one, typed) if rank > 3 else "") for rank, one in ranked]
        return [*found, *self._new_rows(words, codes_only)]

    def _row(self, row: PickRow, hint: str = "") -> TypeAheadRow:
        choice = row.choice
        if choice.element is not None:
            picked = Choice("element", choice.element, row.name, choice.role_key)
            style = self._styles.get(choice.role_key)
        else:
            picked, style = Choice("code", choice.code, row.name), self._thematic
        count = None if hint else row.uses
        return TypeAheadRow(picked, row.name, style, count, hint=hint)

    def _new_rows(self, words: str, codes_only: bool) -> list[TypeAheadRow]:
        above, _, below = (part.strip() for part in words.rpartition(_BELOW))
        parent = self._by_name.get(folded(above)) if above and below else None
        if parent is not None:
            return [_new_code(below, parent)]
        typed = folded(words)
        fresh = []
        if not codes_only and all(one.name != typed or one.row.choice.element is None for one in self._rows):
            for role in self._roles:
                picked = Choice("new", words=words, role_key=role.key)
                fresh.append(TypeAheadRow(picked, f"New {role.label.lower()} “{words}”", is_new=True))
        if typed not in self._by_name:
            fresh.append(_new_code(words, None))
            if self.under is not None:
                fresh.append(_new_code(words, self.under))
        return fresh


def _new_code(words: str, parent: PickRow | None) -> TypeAheadRow:
    where = f" under “{shorten(parent.name, _HINT)}”" if parent is not None else ""
    rid = parent.choice.code if parent is not None else None
    verb = "Create" if parent is not None else "Create code"
    return TypeAheadRow(Choice("new_code", rid, words), f"{verb} “{words}”{where}", is_new=True)


def _rank(one: _Folded, typed: str) -> int | None:
    """Return how near a row is to what was typed; over 3 it is not the name that matches; None: nothing does."""
    if one.name == typed:
        return 0
    if one.name.startswith(typed):
        return 1
    if f" {typed}" in one.name:
        return 2
    if typed in one.name:
        return 3
    if typed in one.alias:
        return 4
    return 5 if typed in one.statement else None


def _why(one: _Folded, typed: str) -> str:
    """Return why a row is found whose name does not hold what was typed."""
    if typed in one.alias:
        alias = next(part.strip() for part in one.row.alias.split(";") if typed in folded(part))
        return f"also {shorten(alias, _HINT)}"
    return "in its definition" if one.row.choice.code is not None else "in its statement"
