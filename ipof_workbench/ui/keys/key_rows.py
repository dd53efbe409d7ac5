"""The rows of the Keys page: everything that coding keys do, with the keys in force."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from PySide6.QtCore import Qt

from ipof_workbench.domain.text import folded
from ipof_workbench.ui.keys.key_map import KEY_ACTIONS, KeyMap
from ipof_workbench.ui.keys.key_store import written
from ipof_workbench.ui.widgets.delegates import ROLE_HEADING, ROLE_MUTED
from ipof_workbench.ui.widgets.rows_model import AnyIndex, RowsModel

STAYS = "stays"
YOURS = "yours"
FIXED: tuple[tuple[str, str], ...] = (
    ("1 to 9", "Code with what is on the key"),
    ("Ctrl+Shift+1 to 9", "Put what was coded last on the key"),
    ("Shift+1 to 5", "Stance of the next coding, or of the judgement"),
    ("Esc", "Let go of what is chosen or selected"),
)
"""Keys that every map has."""


class KeyRow(NamedTuple):
    """A row; `action` is empty where the key stays what it is."""

    action: str
    keys: str
    words: str
    group: str
    state: str


def key_rows(key_map: KeyMap, letters: Mapping[str, str], typed: str = "") -> list[KeyRow]:
    """Return the rows whose words or keys hold what was typed; `letters` are the roles' letters and words."""
    rows = [
        KeyRow(
            action.key,
            " or ".join(written(key) for key in key_map.keys(action.key)),
            action.words.removesuffix("…"),
            action.group,
            YOURS if key_map.is_changed(action.key) else "",
        )
        for action in KEY_ACTIONS
    ]
    roles = [KeyRow("", letter, f"Code as {words}", "Roles", STAYS) for letter, words in letters.items()]
    rows += [*roles, *(KeyRow("", written_all(keys), words, "Figures and Esc", STAYS) for keys, words in FIXED)]
    wanted = folded(typed)
    return [row for row in rows if wanted in folded(f"{row.words} {row.keys} {row.group} {row.state}")]


def written_all(keys: str) -> str:
    """Return a key, or the first and last of several, as people read it on this system."""
    first, _, last = keys.partition(" to ")
    return f"{written(first)} to {last}" if last else written(first)


class KeyRowsModel(RowsModel[KeyRow]):
    """What it does, the keys, the group, and whether a person changed it."""

    heads = ("What it does", "Keys", "Group", "")
    key = "words"

    def data(self, index: AnyIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        row = self.rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return (row.words, row.keys or "none", row.group, row.state)[index.column()]
        if role == ROLE_MUTED:
            return row.state == STAYS
        if role == ROLE_HEADING:
            return index.column() == 1 and bool(row.keys)
        return None
