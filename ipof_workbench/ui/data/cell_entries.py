"""What can be done with cells, as entries of a menu."""

from __future__ import annotations

from collections.abc import Callable, Collection

from PySide6.QtWidgets import QMenu

ENTRIES = (
    ("Copy cells", "copy", "Ctrl+C"),
    ("Paste cells", "paste", "Ctrl+V"),
    ("Fill down", "fill", "Ctrl+D"),
    ("Clear cells", "clear", "Delete"),
    ("Delete rows", "delete", "Ctrl+Delete"),
    ("Add row", "add", ""),
    ("Add column", "add_column", ""),
    ("This column…", "column", ""),
)
"""Words, what the grid in front is asked for, and the key that does it there."""


def add_cell_entries(
    menu: QMenu, act: Callable[[str], object], why_not_editable: str, without: Collection[str] = ()
) -> None:
    """Add the entries to a menu; what cannot be done now says why. `without` leaves some of them out."""
    menu.setToolTipsVisible(True)
    for words, what, keys in ENTRIES:
        if what in without:
            continue
        action = menu.addAction(f"{words}\t{keys}" if keys else words)
        why = "" if what in ("copy", "column") else why_not_editable
        action.setEnabled(not why)
        action.setToolTip(why or words)
        action.triggered.connect(lambda _=False, what=what: act(what))
