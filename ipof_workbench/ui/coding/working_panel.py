"""The right of the Code page: one of the three ways of working, with the switch between them on top."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.theme.tokens import BAR_HEIGHT
from ipof_workbench.ui.widgets.panels import Rule, SidePanel
from ipof_workbench.ui.widgets.switches import SegmentedSwitch

WAYS: Mapping[str, tuple[str, str, str]] = {
    "build": ("Build", "Build configurations from the text", "Alt+1"),
    "judge": ("Judge", "Judge passages against the theory", "Alt+2"),
    "explain": ("Explain", "Explain outcomes: what brought them about", "Alt+3"),
}
"""Way of working -> the word on the switch, what it is for, its key."""
WIDTH = 304


class WorkingPanel(SidePanel):
    """`way_chosen` carries the key of a way that was clicked."""

    way_chosen = Signal(object)

    def __init__(self, columns: Mapping[str, QWidget], parent: QWidget | None = None) -> None:
        super().__init__("right", WIDTH, "Way of working", parent, scrolls=False)
        self.switch = SegmentedSwitch([(key, words[0]) for key, words in WAYS.items()], "Way of working")
        for key, (_, purpose, keys) in WAYS.items():
            self.switch.segment(key).setToolTip(f"{purpose}  {keys}")
        self.switch.chosen.connect(self.way_chosen)
        self._columns = dict(columns)
        self._stack = QStackedWidget()
        for column in self._columns.values():
            self._stack.addWidget(column)
        self._bar = QWidget()
        self._bar_row = QHBoxLayout(self._bar)
        self._bar_row.addWidget(self.switch)
        self._bar_row.addStretch(1)
        self.head.addWidget(self._bar)
        self.head.addWidget(Rule())
        self.body.addWidget(self._stack, 1)
        self.use_whole_width()

    def theme_changed(self) -> None:
        super().theme_changed()
        if hasattr(self, "_bar_row"):
            px = current_theme().px
            self.head.setSpacing(0)
            self.body.setSpacing(0)
            # As high as the bar of the page, without the rule under it.
            self._bar.setFixedHeight(px(BAR_HEIGHT) - 1)
            self._bar_row.setContentsMargins(px(12), 0, px(12), 0)

    def show_way(self, way: str) -> None:
        """Show the column of a way."""
        self.switch.set_current(way)
        self._stack.setCurrentWidget(self._columns[way])

    def way(self) -> str:
        """Return the way that is shown."""
        return str(self.switch.current())
