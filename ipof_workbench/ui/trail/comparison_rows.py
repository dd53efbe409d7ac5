"""The rows of a comparison: what became of each statement and configuration, in words for every row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt

from ipof_workbench.domain.version_rows import STATEMENT
from ipof_workbench.domain.vocabulary import LinkKind, Status
from ipof_workbench.theory.comparison import UNCHANGED, Compared, Comparison
from ipof_workbench.theory.snapshot import LinkHeld, Stood
from ipof_workbench.ui.moments import when_words
from ipof_workbench.ui.trail.word_runs import AFTER, BEFORE, segment_words, side_segments
from ipof_workbench.ui.widgets.list_rows import ListModel

AnyIndex = QModelIndex | QPersistentModelIndex
ROW_ROLE = Qt.ItemDataRole.UserRole

CHANGE_LOOKS: dict[str, tuple[str, str]] = {
    UNCHANGED: ("", "text3"),
    "new": ("plus", "success"),
    "confirmed": ("check", "success"),
    "reworded": ("replace", "accent"),
    "refined": ("pencil-line", "accent"),
    "narrowed": ("list-filter", "accent"),
    "broadened": ("maximize", "accent"),
    "split": ("split", "accent"),
    "merged": ("merge", "accent"),
    "refuted": ("ban", "danger"),
    "dropped": ("trash-2", "danger"),
    "parked": ("bookmark", "text2"),
    "revived": ("rotate-ccw", "success"),
}
"""Change -> its icon and the token of its colour."""


@dataclass(frozen=True, slots=True)
class Beside:
    """What changed beside the configurations and statements: links and elements."""

    title: str
    lines: tuple[str, ...]


Row = Compared | Beside


def notes_of(entry: Compared, roles: dict[str, str]) -> list[str]:
    """Return the lines under the wordings: places, status, reasons."""
    lines = []
    places = [f"+ {_place(each, roles)}" for each in entry.places_added if entry.before is not None]
    places += [f"− {_place(each, roles)}" for each in entry.places_removed if entry.after is not None]
    if places and not (entry.before is None or entry.after is None):
        lines.append("   ".join(places))
    before, after = entry.status_change
    if before and after and before != after:
        lines.append(f"Status {Status(before).words} → {Status(after).words}")
    for version in entry.recorded:
        if version.reason:
            lines.append(f"{version.reason} ({version.analyst_name}, {when_words(version.at)})")
    return lines


def _place(each: Stood, roles: dict[str, str]) -> str:
    words = f"no {each.wording}" if each.polarity == "absent" else each.wording
    return f"{roles.get(each.role, each.role)}: {words}"


def beside_of(comparison: Comparison) -> list[Beside]:
    """Return what was added and dropped beside the configurations and statements."""

    def link(each: LinkHeld) -> str:
        numbers = comparison.numbers
        return f"{numbers.get(each.start, '?')} {LinkKind(each.kind).words} {numbers.get(each.end, '?')}"

    groups = (
        ("Links added", [link(each) for each in comparison.links_added]),
        ("Links dropped", [link(each) for each in comparison.links_dropped]),
        ("Elements added", [each.label for each in comparison.elements_added]),
        ("Elements dropped", [each.label for each in comparison.elements_dropped]),
    )
    return [Beside(title, tuple(lines)) for title, lines in groups if lines]


def number_words(entry: Compared) -> str:
    """Return “Statement S1” or “Configuration 7a”."""
    return f"{'Statement' if entry.kind == STATEMENT else 'Configuration'} {entry.number}"


class ComparisonModel(ListModel[Row]):
    """The rows that the chosen filter lets through."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.roles: dict[str, str] = {}

    def show_rows(self, rows: Sequence[Row], roles: dict[str, str]) -> None:
        """Show other rows; `roles` is role key -> its label."""
        self.roles = roles
        self.show(rows)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._words(row)
        return None

    def _words(self, row: Row) -> str:
        if isinstance(row, Beside):
            return f"{row.title}: {'; '.join(row.lines)}"
        sides = [segment_words(side_segments(row, side)) for side in (BEFORE, AFTER)]
        notes = "; ".join(notes_of(row, self.roles))
        return f"{number_words(row)}, {row.change}. Before: {sides[0]} After: {sides[1]} {notes}".strip()
