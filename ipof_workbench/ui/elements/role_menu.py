"""The menu of other roles: for one element everywhere or in one configuration, for several everywhere."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtWidgets import QMenu

from ipof_workbench.domain.element_rows import ElementUse, LibraryRow
from ipof_workbench.domain.identity import Rid

Wanted = Callable[[str, str, tuple[Rid, ...] | None], None]
"""Gets the role that is left, the one that is taken, and the configurations where; None for everywhere."""


def fill_role_menu(
    menu: QMenu,
    rows: Sequence[LibraryRow],
    uses: Sequence[ElementUse],
    roles: Mapping[str, str],
    wanted: Wanted,
) -> None:
    """Offer each role that the elements stand in every other one.

    Args:
        menu: is filled.
        rows: the elements.
        uses: where the element stands, if it is one.
        roles: role key -> label, of the roles that are shown.
        wanted: is called with what was chosen.
    """
    for old in (key for key in roles if any(key in row.roles for row in rows)):
        standing = sum(old in row.roles for row in rows)
        for new, label in roles.items():
            if new == old:
                continue
            words = f"{roles[old]} to {label.lower()}"
            if len(rows) > 1:
                words += f": {standing:,} element{'' if standing == 1 else 's'}"
            everywhere = partial(_ask, wanted, old, new, None)
            mine = [use for use in uses if use.role_key == old] if len(rows) == 1 else []
            if len(mine) < 2:
                menu.addAction(_shown(words)).triggered.connect(everywhere)
                continue
            some = menu.addMenu(_shown(words))
            some.addAction("Everywhere").triggered.connect(everywhere)
            some.addSeparator()
            for use in mine:
                only = partial(_ask, wanted, old, new, (use.configuration,))
                some.addAction(_shown(f"Only in {use.number} {use.title}")).triggered.connect(only)


def why_no_role(rows: Sequence[LibraryRow], roles: int, why_not: str) -> str:
    """Return why the role of these elements cannot be changed; empty where it can."""
    if why_not:
        return why_not
    if not any(row.roles for row in rows):
        what = "It stands" if len(rows) == 1 else "They stand"
        return f"{what} in no role that is shown: show the role in Theory, Grammar first"
    return "The grammar has one role only" if roles < 2 else ""


def _ask(wanted: Wanted, old: str, new: str, configurations: tuple[Rid, ...] | None, _checked: bool = False) -> None:
    wanted(old, new, configurations)


def _shown(words: str) -> str:
    return words.replace("&", "&&")
