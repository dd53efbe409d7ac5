"""What the type-aheads offer: codes and elements, found by name, other name or meaning.

One way to find for every key: what was used last comes before the rest, an exact name before an exact other name, both
before what only holds the letters. `PickIndex.rows` is for a passage, `PickIndex.named` for the part of a role.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ipof_workbench.domain.appearance import RoleStyle
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.listings import RoleRow
from ipof_workbench.domain.picking_rows import CodeChoice, PickRow
from ipof_workbench.domain.text import folded, shorten
from ipof_workbench.ui.coding.coding_marks import thematic_style
from ipof_workbench.ui.coding.element_picker import ROWS_AT_MOST, Choice
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.widgets.type_ahead import TypeAheadRow

RECENT = 9
"""So much counts as used last."""
_HINT = 28
_EXACT, _MEANING = 1, 6
"""The rank of an exact other name (an exact name has 0), and that of what only explains it."""
_NEVER = 99
_PARTS = ";"
"""Stands between the other names of a code or element."""
_BELOW = "/"
"""Stands between the name of a code and that of a new one below it."""


class _Folded(NamedTuple):
    row: PickRow
    name: str
    aliases: tuple[str, ...]
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
        aliases = tuple(folded(part.strip()) for part in row.alias.split(_PARTS) if part.strip())
        return _Folded(row, folded(row.name), aliases, folded(row.statement), (place, -row.uses))

    def _place(self, choice: CodeChoice) -> int:
        if choice.element is not None:
            return self._recent_elements.get(choice.element, _NEVER)
        return self._recent.get(choice, _NEVER)

    def rows(self, words: str, codes_only: bool = False) -> list[TypeAheadRow]:
        """Return what matches `words`, the best first and what was used last before the rest; new ones at the end."""
        typed = folded(words)
        held = [row for row in self._rows if not codes_only or row.row.choice.code is not None]
        if not typed:
            return [self._row(one.row) for one in sorted(held, key=lambda one: one.rank_when_empty)]
        ranked = [(rank, one) for one in held if (rank := _rank(one, typed)) is not None]
        ranked.sort(key=lambda pair: (pair[0], pair[1].rank_when_empty, pair[1].name))
        return [*(self._row(one.row, _why(one, typed)) for _, one in ranked), *self._new_rows(words, codes_only)]

    def named(self, words: str, role_key: str = "", renames: str = "") -> list[TypeAheadRow]:
        """Return the elements that match `words` for the part of a role: those of the role, a new one, then others.

        Args:
            words: what was typed.
            role_key: the role wanted; empty offers a new element for every role.
            renames: the name that may be changed into the words instead; empty for no such row.
        """
        typed = folded(words)
        found: list[tuple[int, bool, _Folded]] = []
        for one in self._rows:
            is_other = role_key not in ("", one.row.choice.role_key)
            rank = _rank(one, typed) if typed else 0
            if one.row.choice.element is not None and rank is not None and (typed or not is_other):
                found.append((rank, is_other, one))
        found.sort(key=lambda each: (*each[:2], each[2].rank_when_empty, each[2].name))
        near: list[TypeAheadRow] = []
        far: list[TypeAheadRow] = []
        for rank, is_other, one in found:
            is_far = rank == _MEANING or (is_other and rank > _EXACT)
            (far if is_far else near).append(self._row(one.row, _why(one, typed)))
        return [*near, *self._fresh(words, role_key, renames), *far][:ROWS_AT_MOST]

    def _fresh(self, words: str, role_key: str, renames: str) -> list[TypeAheadRow]:
        fresh: list[TypeAheadRow] = []
        if words and renames and renames != words:
            fresh.append(TypeAheadRow(Choice("rename", words=words), f"Rename to “{words}”", is_new=True))
        return [*fresh, *(self._new_elements(words, role_key) if words else ())]

    def _new_elements(self, words: str, role_key: str = "") -> list[TypeAheadRow]:
        """Return the rows that make a new element; none where an element has that very name."""
        typed = folded(words)
        if any(one.name == typed and one.row.choice.element is not None for one in self._rows):
            return []
        return [
            TypeAheadRow(
                Choice("new", words=words, role_key=role.key), f"New {role.label.lower()} “{words}”", is_new=True
            )
            for role in self._roles
            if role_key in ("", role.key)
        ]

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
        fresh = [] if codes_only else self._new_elements(words)
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


def read_index(session: Session) -> PickIndex:
    """Return all codes and elements with what the analyst used last, as they are now."""
    read = session.workbench.read
    recent = read.picking.used_last(session.workbench.analyst.rid, RECENT)
    return PickIndex(read.picking.rows(session.only), recent, session.roles(), session.role_styles())


def _rank(one: _Folded, typed: str) -> int | None:
    """Return how near a row is to what was typed; None: it does not hold it."""
    if one.name == typed:
        return 0
    if typed in one.aliases:
        return _EXACT
    if one.name.startswith(typed):
        return 2
    if f" {typed}" in one.name:
        return 3
    if typed in one.name:
        return 4
    if any(typed in alias for alias in one.aliases):
        return 5
    return _MEANING if typed in one.statement else None


def _why(one: _Folded, typed: str) -> str:
    """Return why a row is found whose name does not hold what was typed."""
    if typed in one.name:
        return ""
    for alias in one.row.alias.split(_PARTS):
        if typed in folded(alias):
            return f"also {shorten(alias.strip(), _HINT)}"
    return "in its definition" if one.row.choice.code is not None else "in its statement"
