"""The head of the detail: number, title and status of a configuration, edited where they stand."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ipof_workbench.domain.listings import ConfigurationRow
from ipof_workbench.domain.vocabulary import Status
from ipof_workbench.ui.configurations.in_place import CalmComboBox, EditableNumber, EditableText
from ipof_workbench.ui.configurations.wording import STATUS_ICONS
from ipof_workbench.ui.theme.icons import icon
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.theme.tokens import BAR_HEIGHT
from ipof_workbench.ui.widgets.buttons import IconButton
from ipof_workbench.ui.widgets.panels import Rule, Surface


class DetailHead(Surface):
    """Number, title, status and a button for more; `changed` carries the field and its new words."""

    changed = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("panel", parent)
        self.number = EditableNumber()
        self.title = EditableText("Title", "No title yet", "title", 600)
        self.status = CalmComboBox("Status")
        for status in Status:
            self.status.addItem(status.words, status.value)
        self.more = IconButton("ellipsis", "More for this configuration")
        # A row of its own: a bare layout of controls of fixed height would not fill the bar.
        controls = QWidget()
        self._row = QHBoxLayout(controls)
        for part in (self.number, self.title, self.status, self.more):
            self._row.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(controls, 1)
        column.addWidget(Rule())
        self.title.committed.connect(lambda words: self.changed.emit("title", words))
        self.number.committed.connect(lambda words: self.changed.emit("number", words))
        self.status.activated.connect(lambda _: self.changed.emit("status", str(self.status.currentData())))
        self.theme_changed()

    def show_row(self, row: ConfigurationRow) -> None:
        """Show another configuration."""
        self.number.set_text(row.number)
        self.title.set_text(row.title)
        self.status.setCurrentIndex(self.status.findData(row.status))

    def commit(self) -> None:
        """Store what an open field holds."""
        self.title.commit()
        self.number.commit()

    def theme_changed(self) -> None:
        theme = current_theme()
        self.setFixedHeight(theme.px(BAR_HEIGHT))
        self._row.setContentsMargins(theme.px(12), 0, theme.px(12), 0)
        self._row.setSpacing(theme.px(8))
        self.status.setFixedWidth(theme.px(128))
        for number in range(self.status.count()):
            self.status.setItemIcon(number, icon(STATUS_ICONS[str(self.status.itemData(number))]))
        super().theme_changed()
