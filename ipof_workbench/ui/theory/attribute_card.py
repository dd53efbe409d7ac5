"""The filter by attributes: each attribute of cases, participants and documents with its values, ticked in a menu."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget

from ipof_workbench.domain.filters import AttributeCondition
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.listings import AttributeColumn
from ipof_workbench.domain.text import shorten
from ipof_workbench.ui.coding.list_menu import StayingMenu
from ipof_workbench.ui.theory.filter_cards import FilterCard
from ipof_workbench.ui.widgets.buttons import LinkButton

Values = Sequence[tuple[str, frozenset[str]]]
"""(words, the values behind them) that an attribute offers."""


class AttributeCard(FilterCard):
    """A card whose menu has an entry for each attribute; its values are read when that is opened."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Attributes", "All values", parent)
        self._menu = StayingMenu(self)
        self._attributes: Sequence[AttributeColumn] = ()
        self._values_of: Callable[[AttributeColumn], Values] = lambda _attribute: ()
        self._chosen: dict[Rid, frozenset[str]] = {}
        self._button = LinkButton("Choose…")
        self._button.setAccessibleName("Choose attributes")
        self._button.clicked.connect(self._open)
        self.control.addWidget(self._button, 0, Qt.AlignmentFlag.AlignLeft)

    def set_attributes(
        self,
        attributes: Sequence[AttributeColumn],
        chosen: Sequence[AttributeCondition],
        values_of: Callable[[AttributeColumn], Values],
    ) -> None:
        """Offer attributes; `values_of` reads what one of them offers, when it is asked for."""
        self._attributes, self._values_of = attributes, values_of
        known = {attribute.rid for attribute in attributes}
        if chosen:
            self._chosen = {one.definition: one.values for one in chosen if one.values}
        self._chosen = {rid: values for rid, values in self._chosen.items() if rid in known}
        self._menu.clear()
        several = len({attribute.owner_kind for attribute in attributes}) > 1
        for attribute in attributes:
            self._add(attribute, f"{attribute.name} ({attribute.owner_kind})" if several else attribute.name)
        self.setEnabled(bool(attributes))
        self._tell()

    def _add(self, attribute: AttributeColumn, words: str) -> None:
        menu = StayingMenu(self._menu)
        menu.setTitle(words.replace("&", "&&"))
        menu.aboutToShow.connect(lambda: self._fill(menu, attribute))
        self._menu.addMenu(menu)

    def _fill(self, menu: QMenu, attribute: AttributeColumn) -> None:
        menu.clear()
        chosen = self._chosen.get(attribute.rid, frozenset())
        values = self._values_of(attribute)
        for words, behind in values:
            action = menu.addAction(words.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(behind <= chosen)
            action.toggled.connect(lambda on, behind=behind: self._tick(attribute.rid, behind, on))
        if not values:
            menu.addAction("No values yet").setEnabled(False)

    def _tick(self, attribute: Rid, values: frozenset[str], on: bool) -> None:
        held = self._chosen.get(attribute, frozenset())
        wanted = held | values if on else held - values
        self._chosen = {**self._chosen, attribute: wanted} if wanted else self._without(attribute)
        self.set_on(bool(self._chosen))
        self._tell()
        self.changed.emit()

    def _without(self, attribute: Rid) -> dict[Rid, frozenset[str]]:
        return {rid: values for rid, values in self._chosen.items() if rid != attribute}

    def chosen(self) -> tuple[AttributeCondition, ...]:
        """Return what has to hold."""
        return tuple(AttributeCondition(rid, values) for rid, values in sorted(self._chosen.items()))

    def _tell(self) -> None:
        names = {attribute.rid: attribute.name for attribute in self._attributes}
        parts = []
        for rid, values in self._chosen.items():
            few = ", ".join(sorted(values)[:2]) + (f" and {len(values) - 2} more" if len(values) > 2 else "")
            parts.append(f"{names.get(rid, '')}: {shorten(few, 40)}")
        self.say("; ".join(parts))

    def menu(self) -> QMenu:
        """Return the menu of the attributes."""
        return self._menu

    def _open(self) -> None:
        self._menu.popup(self._button.mapToGlobal(self._button.rect().bottomLeft()))
