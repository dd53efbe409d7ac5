"""How it is said that names are replaced, or cut out: in the step, on the button, in the notice."""

from __future__ import annotations

from ipof_workbench.app.commands.base import counted


def name_words(names: int, cut: int, where: str, *, is_done: bool = False) -> str:
    """Return “Replace 2 names and cut out 3 places in 2 documents”, or the same as done; `where` are its last words."""
    doing = "Replaced" if is_done else "Replace"
    if not cut:
        return f"{doing} {counted(names, 'name')} in {where}"
    gone = f"ut out {counted(cut, 'place')} in {where}"
    return f"{doing} {counted(names, 'name')} and c{gone}" if names else f"C{gone}"
