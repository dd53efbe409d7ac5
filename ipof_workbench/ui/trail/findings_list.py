"""The findings behind a change: figures and words, where they come from, and the stance they had."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QSizePolicy, QStyleOptionViewItem, QWidget

from ipof_workbench.domain.evidence_rows import FindingEvidenceRow
from ipof_workbench.ui.configurations.evidence_delegate import EvidenceDelegate
from ipof_workbench.ui.configurations.evidence_items import ITEM_ROLE, EvidenceModel, FindingItem
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.wrapping_list import WrappingList

SIDE = 8
HIGHEST, UNBOUNDED = 240, 16_777_215
"""Logical pixels beside quotes; what Qt takes for no limit."""


class FindingsList(WrappingList):
    """Lists findings to read. `finding_activated` carries the finding of a row on a double click or Enter."""

    finding_activated = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Findings behind the change")
        self.setProperty("onPanel", True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setToolTip("Enter opens the finding")
        self._is_alone = False
        self.rows = EvidenceModel(self)
        self.rows.can_edit = False
        self.setModel(self.rows)
        self.setItemDelegate(EvidenceDelegate(self))
        self.doubleClicked.connect(self._activate)
        self.rows.modelReset.connect(self._measure)
        current_theme().changed.connect(self._measure)
        self.hide()

    def show_findings(self, findings: Sequence[FindingEvidenceRow], alone: bool) -> None:
        """Show these; `alone`: nothing else takes the height."""
        self._is_alone = alone
        policy = QSizePolicy.Policy.Expanding if alone else QSizePolicy.Policy.Fixed
        self.setSizePolicy(QSizePolicy.Policy.Expanding, policy)
        self.rows.set_items([FindingItem(row) for row in findings])
        self.setVisible(bool(findings))
        self._measure()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._activate(self.currentIndex())
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._measure()

    def _measure(self) -> None:
        side = current_theme().px(SIDE)
        self.setViewportMargins(side, 0, side, 0)
        if self._is_alone:
            self.setMinimumHeight(0)
            self.setMaximumHeight(UNBOUNDED)
            return
        option, look = QStyleOptionViewItem(), self.itemDelegate()
        heights = (look.sizeHint(option, self.rows.index(at)).height() for at in range(self.rows.rowCount()))
        self.setFixedHeight(min(sum(heights) + 2, current_theme().px(HIGHEST)))

    def _activate(self, index: QModelIndex) -> None:
        item = index.data(ITEM_ROLE)
        if isinstance(item, FindingItem):
            self.finding_activated.emit(item.first.finding)
