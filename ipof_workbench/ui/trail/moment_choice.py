"""The choosers of the two moments that are compared: as wide as the names of the freezes where there is room."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox, QStylePainter, QWidget

from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.version_rows import FrozenTheoryRow
from ipof_workbench.ui.configurations.in_place import CalmComboBox
from ipof_workbench.ui.widgets.painting import elided
from ipof_workbench.ui.widgets.plain_label import as_tooltip

NOW = 0
"""Stands for the theory now."""
FEWEST_CHARACTERS = 8


class MomentChoice(CalmComboBox):
    """A chooser among freezes. A name that does not fit ends in an ellipsis; it stands in the tooltip then."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        # Wide by its names, narrow where the bar has no room: a long name does not push the bar out of the window.
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.setMinimumContentsLength(FEWEST_CHARACTERS)
        self.currentTextChanged.connect(lambda _text: self._explain())

    def show_moments(self, freezes: Sequence[FrozenTheoryRow], chosen: Rid, now: bool) -> None:
        """Offer the frozen theories, with `now` the theory as it stands after them."""
        self.clear()
        for row in freezes:
            self.addItem(row.name, row.rid)
            self.setItemData(self.count() - 1, as_tooltip(row.name), Qt.ItemDataRole.ToolTipRole)
        if now:
            self.addItem("Now", NOW)
        self.setCurrentIndex(max(0, self.findData(chosen)))

    def shown_words(self) -> str:
        """Return the name as it is painted."""
        return elided(self.currentText(), self.font(), self._room())

    def sizeHint(self) -> QSize:
        # Qt leaves out what the style sheet puts around the words.
        around = self.width() - self._room()
        names = (self.fontMetrics().horizontalAdvance(self.itemText(at)) for at in range(self.count()))
        hint = super().sizeHint()
        return QSize(max(hint.width(), round(max(names, default=0) + around) + 4), hint.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        option.currentText = self.shown_words()
        painter = QStylePainter(self)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._explain()

    def _room(self) -> float:
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        part = QStyle.SubControl.SC_ComboBoxEditField
        return self.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, part, self).width() - 2.0

    def _explain(self) -> None:
        whole = self.currentText()
        self.setToolTip("" if self.shown_words() == whole else as_tooltip(whole))
