"""The head of the detail of a statement: its number and status, edited where they stand."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ipof_workbench.domain.statement_rows import ListedStatement
from ipof_workbench.domain.vocabulary import Status
from ipof_workbench.ui.configurations.in_place import CalmComboBox, EditableNumber
from ipof_workbench.ui.configurations.wording import STATUS_ICONS
from ipof_workbench.ui.theme.icons import icon
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.theme.tokens import BAR_HEIGHT
from ipof_workbench.ui.widgets.buttons import IconButton
from ipof_workbench.ui.widgets.panels import Rule, Surface
from ipof_workbench.ui.widgets.plain_label import PlainLabel


class StatementHead(Surface):
    """Number and status, edited where they stand; `changed` carries the field and its new words."""

    changed = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("panel", parent)
        self.number = EditableNumber()
        self.words = PlainLabel("Statement", "title", weight=600, elide=True)
        self.status = CalmComboBox("Status")
        for status in Status:
            self.status.addItem(status.words, status.value)
        self.more = IconButton("ellipsis", "More for this statement")
        holder = QWidget()
        self._row = QHBoxLayout(holder)
        for part in (self.number, self.words, self.status, self.more):
            self._row.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(holder, 1)
        column.addWidget(Rule())
        self.number.committed.connect(lambda words: self.changed.emit("number", words))
        self.status.activated.connect(lambda _: self.changed.emit("status", str(self.status.currentData())))
        self.theme_changed()

    def show_statement(self, held: ListedStatement) -> None:
        """Show another statement."""
        self.number.set_text(held.number)
        self.status.setCurrentIndex(self.status.findData(held.status))

    def theme_changed(self) -> None:
        theme = current_theme()
        self.setFixedHeight(theme.px(BAR_HEIGHT))
        self._row.setContentsMargins(theme.px(12), 0, theme.px(12), 0)
        self._row.setSpacing(theme.px(8))
        self.status.setFixedWidth(theme.px(140))
        for number in range(self.status.count()):
            self.status.setItemIcon(number, icon(STATUS_ICONS[str(self.status.itemData(number))]))
        super().theme_changed()
