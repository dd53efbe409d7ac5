"""The cases that a configuration is meant for."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu, QWidget

from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.text import folded
from ipof_workbench.ui.configurations.tie_flow import TieChip, TieFlow
from ipof_workbench.ui.widgets.type_ahead import TypeAheadField, TypeAheadRow


class CaseChips(TieFlow):
    """Chips of cases; without any the configuration is meant for all.

    Signals:
        changed(rids): one more, or one less.
        followed(rid): a chip was clicked.
    """

    changed = Signal(object)
    followed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        self._cases: Sequence[tuple[Rid, str]] = ()
        self._held: tuple[Rid, ...] = ()
        super().__init__("Add a case that it is meant for", parent)
        self.nothing.setText("All cases")

    def build_adding(self) -> QWidget:
        self.other = self.adding_field("Name of a case", self._rows, self._take)
        return self.other

    def field(self) -> TypeAheadField:
        return self.other

    def show_cases(self, cases: Sequence[tuple[Rid, str]], held: Sequence[Rid]) -> None:
        """Show those of `cases` (rid, name) that are `held`, in their order."""
        self._cases = cases
        self._held = tuple(rid for rid, _ in cases if rid in held)
        names = dict(cases)
        self._fill([self._chip(rid, names[rid]) for rid in self._held])
        self._allow("" if cases else "There are no cases yet: add one on the Cases page.")

    def _chip(self, rid: Rid, name: str) -> TieChip:
        chip = TieChip("layers", name, "Meant for this case", self)
        chip.activated.connect(lambda: self.followed.emit(rid))
        chip.remove_requested.connect(lambda: self._remove(rid))
        chip.menu_requested.connect(lambda point: self._open_menu(rid, point))
        return chip

    def _open_menu(self, rid: Rid, point: object) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction("Show the case\tEnter").triggered.connect(lambda: self.followed.emit(rid))
        menu.addAction("It is not meant for this case\tDel").triggered.connect(lambda: self._remove(rid))
        menu.popup(point if isinstance(point, QPoint) else self.mapToGlobal(QPoint(0, self.height())))

    def _remove(self, rid: Rid) -> None:
        self.changed.emit(tuple(held for held in self._held if held != rid))

    def _rows(self, typed: str) -> list[TypeAheadRow]:
        wanted = folded(typed)
        return [
            TypeAheadRow(rid, name) for rid, name in self._cases if rid not in self._held and wanted in folded(name)
        ]

    def _take(self, row: object, _stay: bool) -> None:
        if isinstance(row, TypeAheadRow) and isinstance(row.key, int):
            self.close_by_key()
            self.changed.emit((*self._held, row.key))
