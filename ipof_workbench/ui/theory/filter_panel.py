"""The filters of the theory: cards that are switched on and off; what they leave out is ghosted or hidden."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSpinBox, QWidget

from ipof_workbench.domain.filters import Filter
from ipof_workbench.domain.listings import AttributeColumn
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.theory.attribute_card import AttributeCard
from ipof_workbench.ui.theory.filter_cards import ChoiceCard, FilterCard
from ipof_workbench.ui.widgets.panels import PageBar, SidePanel
from ipof_workbench.ui.widgets.plain_label import PlainLabel
from ipof_workbench.ui.widgets.switches import SegmentedSwitch

DATA_KINDS: dict[str, tuple[str, frozenset[str]]] = {
    "S": ("Survey", frozenset({"survey_response"})),
    "I": ("Interviews", frozenset({"interview", "focus_group"})),
    "P": ("Posts", frozenset({"forum_post"})),
}
MOST_SOURCES = 99


class FilterPanel(SidePanel):
    """The cards; `filter_chosen` carries a `Filter`, `hiding_chosen` True when what does not pass is hidden."""

    filter_chosen = Signal(object)
    hiding_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("left", 200, "Filters of the theory", parent)
        self._scope = Filter()
        self._offered: tuple[
            Sequence[AttributeColumn], Callable[[AttributeColumn], Sequence[tuple[str, frozenset[str]]]]
        ] = ((), lambda _attribute: ())
        self._cases = ChoiceCard("Case", "All cases")
        self._kinds = ChoiceCard("Data kind", "All kinds")
        self.attributes = AttributeCard()
        self._areas = ChoiceCard("Theory area", "All areas")
        self._least = FilterCard("Minimum sources", "0")
        self._sources = QSpinBox()
        self._sources.setRange(0, MOST_SOURCES)
        # The style sheet's padding does not reach the field between the buttons.
        self._sources.lineEdit().setTextMargins(current_theme().px(6), 0, 0, 0)
        self._sources.setAccessibleName("Minimum sources")
        self._sources.valueChanged.connect(self._least_changed)
        self._least.put_in_place(self._sources)
        self.head.addWidget(PageBar("Filters"))
        for card in (self._cases, self._kinds, self.attributes, self._areas, self._least):
            self.body.addWidget(card)
            card.changed.connect(self._emit)
        self._others = SegmentedSwitch((("ghosted", "ghosted"), ("hidden", "hidden")), "What does not pass is")
        self._others.chosen.connect(lambda key: self.hiding_chosen.emit(key == "hidden"))
        self.body.addWidget(PlainLabel("Others are", "small", "text2"))
        self.body.addWidget(self._others, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(PlainLabel("Filters never change coding.", "small", "text2", wrap=True))
        self.body.addStretch(1)

    def offer_attributes(
        self,
        attributes: Sequence[AttributeColumn],
        values_of: Callable[[AttributeColumn], Sequence[tuple[str, frozenset[str]]]],
    ) -> None:
        """Offer the attributes there are, those of the filter in force ticked; call before `show_filter`."""
        self._offered = (attributes, values_of)

    def show_filter(self, scope: Filter, cases: Sequence[tuple[int, str]], areas: Sequence[tuple[int, str]]) -> None:
        """Show the filter in force among the cases and theory areas there are."""
        self._scope = scope
        self.attributes.set_attributes(self._offered[0], scope.attributes, self._offered[1])
        self.attributes.set_on(bool(scope.attributes))
        kinds = frozenset(letter for letter, (_, keys) in DATA_KINDS.items() if keys & scope.data_kinds)
        self._cases.set_choices(cases, frozenset(scope.cases) or self._cases.chosen())
        self._kinds.set_choices(
            [(letter, words) for letter, (words, _) in DATA_KINDS.items()], kinds or self._kinds.chosen()
        )
        self._areas.set_choices(areas, frozenset(scope.theory_areas) or self._areas.chosen())
        self._cases.set_on(bool(scope.cases))
        self._kinds.set_on(bool(scope.data_kinds))
        self._areas.set_on(bool(scope.theory_areas))
        self._least.set_on(bool(scope.minimum_sources))
        if scope.minimum_sources:
            self._sources.blockSignals(True)
            self._sources.setValue(scope.minimum_sources)
            self._sources.blockSignals(False)
        self._least.say(str(self._sources.value()))

    def is_hiding(self) -> bool:
        return self._others.current() == "hidden"

    def scope(self) -> Filter:
        """Return the filter that the cards make; parts without a card stay as they are."""
        letters = self._kinds.chosen() if self._kinds.is_on() else frozenset()
        return replace(
            self._scope,
            cases=self._cases.chosen() if self._cases.is_on() else frozenset(),
            data_kinds=frozenset(key for letter in letters for key in DATA_KINDS[str(letter)][1]),
            attributes=self.attributes.chosen() if self.attributes.is_on() else (),
            theory_areas=self._areas.chosen() if self._areas.is_on() else frozenset(),
            minimum_sources=self._sources.value() if self._least.is_on() else 0,
        )

    def _least_changed(self, value: int) -> None:
        self._least.set_on(value > 0)
        self._least.say(str(value))
        self._emit()

    def _emit(self) -> None:
        self._scope = self.scope()
        self.filter_chosen.emit(self._scope)
