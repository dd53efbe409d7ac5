"""Narrow rows about the grammar."""

from __future__ import annotations

from typing import NamedTuple


class RoleUse(NamedTuple):
    """What uses a role: places that hold or held something or carry evidence, codings, elements whose usual role it
    is, and positions of elements in diagrams."""

    places: int
    codings: int
    elements: int
    positions: int

    @property
    def is_used(self) -> bool:
        """Whether anything does."""
        return any(self)
