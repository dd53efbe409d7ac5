"""The fields of one element, or of several together: chosen from closed lists or written where they stand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from ipof_workbench.domain import vocabulary
from ipof_workbench.domain.element_rows import LibraryRow
from ipof_workbench.domain.identity import Rid
from ipof_workbench.ui.configurations.fact_rows import PickedText
from ipof_workbench.ui.configurations.in_place import EditableText
from ipof_workbench.ui.configurations.role_rows import RowHead
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.plain_label import as_tooltip
from ipof_workbench.ui.widgets.type_ahead import TypeAheadRow

FIELDS: tuple[tuple[str, str, type[vocabulary.ClosedList]], ...] = (
    ("level", "Level", vocabulary.Level),
    ("four_i", "Four I", vocabulary.FourI),
    ("valence", "Valence", vocabulary.Valence),
    ("intended", "Intended", vocabulary.Intended),
    ("timeframe", "When", vocabulary.Timeframe),
)
"""Field -> its words and its closed list."""
SEVERAL = "Several"
NOTHING = ""
PARENTS_SHOWN = 40


class ElementFacts(QWidget):
    """The rows of fields.

    Signals:
        changed(field, value): a closed list's key, words, or the rid of another parent (None: none).
    """

    changed = Signal(str, object)

    def __init__(self, parents: Callable[[str], Sequence[LibraryRow]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parents = parents
        self.fields: dict[str, PickedText] = {}
        self.above = PickedText("Below", "Nothing yet")
        self.above.field.set_source(self._parent_rows)
        self.above.picked.connect(self._pick_parent)
        self.actors = EditableText("Actors", "Whose it is")
        self.actors.committed.connect(lambda words: self.changed.emit("actor_group", words))
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setColumnStretch(1, 1)
        self._add("Below", self.above)
        for field, words, closed in FIELDS:
            picked = PickedText(words, "Not said yet")
            picked.field.set_source(partial(closed_rows, closed))
            picked.picked.connect(lambda row, field=field: self._pick(field, row))
            self.fields[field] = picked
            self._add(words, picked)
        self._add("Actors", self.actors)
        current_theme().changed.connect(self._measure)
        self._measure()

    def show_rows(self, rows: Sequence[LibraryRow], names: Callable[[Rid], str], editable: bool) -> None:
        """Show the fields of elements; where they differ it says so."""
        for field, picked in self.fields.items():
            picked.show_value(shared([str(getattr(row, field)).replace("_", " ") for row in rows]))
            picked.setEnabled(editable)
        self.above.show_value(shared([names(row.parent) if row.parent else NOTHING for row in rows]))
        for picked in (self.above, *self.fields.values()):
            # The panel may be dragged narrower than what was chosen.
            picked.button.setToolTip(as_tooltip(picked.button.text()))
        self.actors.set_text(shared([row.actor_group for row in rows]))
        self.above.setEnabled(editable)
        self.actors.setEnabled(editable)

    def commit(self) -> None:
        """Store what an open field holds."""
        self.actors.commit()

    def _add(self, words: str, widget: QWidget) -> None:
        number = self._grid.rowCount()
        self._grid.addWidget(RowHead(words), number, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(widget, number, 1, Qt.AlignmentFlag.AlignTop)

    def _parent_rows(self, typed: str) -> list[TypeAheadRow]:
        rows = [TypeAheadRow(row.rid, row.label, count=row.counts.codings) for row in self._parents(typed)]
        return rows[:PARENTS_SHOWN] if typed else [TypeAheadRow(NOTHING, "Nothing"), *rows[:PARENTS_SHOWN]]

    def _pick(self, field: str, row: object) -> None:
        if isinstance(row, TypeAheadRow):
            self.changed.emit(field, row.key)

    def _pick_parent(self, row: object) -> None:
        if isinstance(row, TypeAheadRow):
            self.changed.emit("parent", None if row.key == NOTHING else row.key)

    def _measure(self) -> None:
        self._grid.setHorizontalSpacing(current_theme().px(8))
        self._grid.setVerticalSpacing(current_theme().px(2))


def closed_rows(closed: type[vocabulary.ClosedList], typed: str) -> list[TypeAheadRow]:
    """Return the members of a closed list that fit, and none of them; keys are those that are stored."""
    fitting = [TypeAheadRow(one.value, one.words) for one in closed if typed.casefold() in one.words]
    return fitting if typed else [*fitting, TypeAheadRow("", "Nothing")]


def shared(values: Sequence[str]) -> str:
    """Return the value that all have, or that there are several."""
    return values[0] if len(set(values)) == 1 else SEVERAL if values else NOTHING
