"""How codings look in a transcript: the look of their role, or of the analyst who made them."""

from __future__ import annotations

from collections.abc import Mapping

from ipof_workbench.domain.appearance import RoleStyle, role_style
from ipof_workbench.ui.transcript.marks import CodingMark


class StyleBook:
    """Looks by role key; a role that is in none of the given looks has its usual one."""

    def __init__(self) -> None:
        self._roles: dict[str, RoleStyle] = {}
        self._analysts: dict[str, RoleStyle] = {}
        self._made: dict[tuple[str, str], RoleStyle] = {}

    def set_roles(self, styles: Mapping[str, RoleStyle]) -> None:
        """Use these looks of roles."""
        self._roles = dict(styles)
        self._made.clear()

    def set_analysts(self, styles: Mapping[str, RoleStyle]) -> None:
        """Use these looks for marks that stand for analysts; their keys are unlike those of any role."""
        self._analysts = dict(styles)
        self._made.clear()

    def of(self, mark: CodingMark) -> RoleStyle:
        """Return how a coding looks."""
        key = (mark.role_key, mark.letter)
        style = self._made.get(key)
        if style is None:
            known = self._roles.get(mark.role_key) or self._analysts.get(mark.role_key)
            style = self._made[key] = known or role_style(mark.role_key, mark.letter)
        return style
