"""The filters of the theory: cards that are switched on and off; what they leave out is ghosted or hidden."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QAction, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QMenu, QSpinBox, QVBoxLayout, QWidget

from ipof_workbench.domain.filters import Filter
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.buttons import LinkButton
from ipof_workbench.ui.widgets.panels import PageBar, SidePanel
from ipof_workbench.ui.widgets.plain_label import PlainLabel
from ipof_workbench.ui.widgets.switches import SegmentedSwitch, ToggleSwitch
from ipof_workbench.ui.widgets.themed import ThemedWidget

DATA_KINDS: dict[str, tuple[str, frozenset[str]]] = {
    "S": ("Survey", frozenset({"survey_response"})),
    "I": ("Interviews", frozenset({"interview", "focus_group"})),
    "P": ("Posts", frozenset({"forum_post"})),
}
MOST_SOURCES = 99


class FilterCard(ThemedWidget):
    """A card with a name, what it lets through, and a switch; `changed` when any of it changes."""

    changed = Signal()

    def __init__(self, name: str, everything: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name, self._everything = name, everything
        self.setAccessibleName(name)
        self._summary = PlainLabel(everything, "small", "text2", elide=True)
        self._switch = ToggleSwitch(f"Filter by {name.lower()}")
        self._switch.toggled.connect(lambda _: self.changed.emit())
        self.control = QVBoxLayout()
        grid = QGridLayout(self)
        grid.setContentsMargins(12, 8, 10, 8)
        grid.setVerticalSpacing(2)
        # The name may run above the switch: the longest one has no room beside it in a wide system font.
        grid.addWidget(PlainLabel(name, weight=600, elide=True), 0, 0, 1, 2)
        grid.addWidget(self._summary, 1, 0)
        grid.addWidget(self._switch, 1, 1, Qt.AlignmentFlag.AlignVCenter)
        grid.addLayout(self.control, 2, 0, 1, 2)
        self._grid = grid
        grid.setColumnStretch(0, 1)

    def put_in_place(self, field: QWidget) -> None:
        """Let a field stand where the summary is; it says the same."""
        self._summary.hide()
        self._grid.addWidget(field, 1, 0)

    def is_on(self) -> bool:
        return self._switch.isChecked()

    def set_on(self, on: bool) -> None:
        """Switch the card without telling anybody."""
        self._switch.blockSignals(True)
        self._switch.setChecked(on)
        self._switch.blockSignals(False)
        self._switch.update()

    def say(self, words: str) -> None:
        """Show what the card lets through; nothing means everything."""
        self._summary.setText(words or self._everything)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the card."""
        del event
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("border"), 1))
        painter.setBrush(theme.colour("raised"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        painter.end()


class ChoiceCard(FilterCard):
    """A card whose choices are ticked in a menu."""

    def __init__(self, name: str, everything: str, parent: QWidget | None = None) -> None:
        super().__init__(name, everything, parent)
        self._menu = QMenu(self)
        self._button = LinkButton("Choose…")
        self._button.setAccessibleName(f"Choose {name.lower()}")
        self._button.clicked.connect(self._open)
        self.control.addWidget(self._button, 0, Qt.AlignmentFlag.AlignLeft)

    def set_choices(self, choices: Sequence[tuple[object, str]], chosen: frozenset[object]) -> None:
        """Offer (key, words) pairs, some of them ticked."""
        self._menu.clear()
        for key, words in choices:
            # An ampersand in a name is no mnemonic.
            action = self._menu.addAction(words.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(key in chosen)
            action.setData((key, words))
            action.toggled.connect(self._ticked)
        self.setEnabled(bool(choices))
        self._tell()

    def chosen(self) -> frozenset[Any]:
        """Return the ticked keys."""
        return frozenset(action.data()[0] for action in self._ticks())

    def _ticks(self) -> list[QAction]:
        return [action for action in self._menu.actions() if action.isChecked()]

    def _ticked(self) -> None:
        self.set_on(bool(self._ticks()))
        self._tell()
        self.changed.emit()

    def _tell(self) -> None:
        self.say(", ".join(action.data()[1] for action in self._ticks()))

    def _open(self) -> None:
        self._menu.popup(self._button.mapToGlobal(self._button.rect().bottomLeft()))


class FilterPanel(SidePanel):
    """The cards; `filter_chosen` carries a `Filter`, `hiding_chosen` True when what does not pass is hidden."""

    filter_chosen = Signal(object)
    hiding_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("left", 200, "Filters of the theory", parent)
        self._scope = Filter()
        self._cases = ChoiceCard("Case", "All cases")
        self._kinds = ChoiceCard("Data kind", "All kinds")
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
        for card in (self._cases, self._kinds, self._areas, self._least):
            self.body.addWidget(card)
            card.changed.connect(self._emit)
        self._others = SegmentedSwitch((("ghosted", "ghosted"), ("hidden", "hidden")), "What does not pass is")
        self._others.chosen.connect(lambda key: self.hiding_chosen.emit(key == "hidden"))
        self.body.addWidget(PlainLabel("Others are", "small", "text2"))
        self.body.addWidget(self._others, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(PlainLabel("Filters never change coding.", "small", "text2", wrap=True))
        self.body.addStretch(1)

    def show_filter(self, scope: Filter, cases: Sequence[tuple[int, str]], areas: Sequence[tuple[int, str]]) -> None:
        """Show the filter in force among the cases and theory areas there are."""
        self._scope = scope
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
