"""The bar of the page: what is shown of the library."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from ipof_workbench.domain import vocabulary
from ipof_workbench.domain.listings import RoleRow
from ipof_workbench.ui.configurations.configuration_table import FilterField
from ipof_workbench.ui.configurations.in_place import CalmComboBox
from ipof_workbench.ui.elements.library_model import (
    EVERY,
    NOWHERE,
    RECORDED,
    UNNAMED,
    UNUSED,
    LibraryFilter,
)
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.panels import PageBar

_USES = (
    (EVERY, "Any use"),
    (UNUSED, "Unused"),
    (NOWHERE, "In no configuration"),
    (UNNAMED, "Unnamed"),
    (RECORDED, "In a recorded version"),
)


class LibraryBar(PageBar):
    """Search and pick fields; `changed` follows each edit, `left` Esc or Down in the search."""

    changed = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__("Elements")
        self.search = FilterField()
        self.search.setPlaceholderText("Filter elements")
        self.search.setAccessibleName("Filter elements by label or statement")
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(lambda _: self.changed.emit())
        self.search.left.connect(self.left)
        self.role = CalmComboBox("Role")
        self.level = CalmComboBox("Level")
        self.four_i = CalmComboBox("Four I")
        self.use = CalmComboBox("Use")
        self._fill(self.level, "All levels", [(one.value, one.words) for one in vocabulary.Level])
        self._fill(self.four_i, "All four I’s", [(one.value, one.words) for one in vocabulary.FourI])
        for key, words in _USES:
            self.use.addItem(words, key)
        self.add_left(self.search)
        for combo in (self.role, self.level, self.four_i, self.use):
            combo.setSizeAdjustPolicy(CalmComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            combo.setMinimumContentsLength(7)
            combo.currentIndexChanged.connect(lambda _: self.changed.emit())
            self.add_left(combo)
        self._measure_fields()
        current_theme().changed.connect(self._measure_fields)

    def show_roles(self, roles: Sequence[RoleRow]) -> None:
        """Offer the roles of the grammar; the chosen one stays."""
        wanted = [(role.key, role.plural) for role in roles]
        held = [(self.role.itemData(at), self.role.itemText(at)) for at in range(1, self.role.count())]
        if held == wanted and self.role.count():
            return
        now = self.role.currentData()
        self.role.blockSignals(True)
        self.role.clear()
        self._fill(self.role, "All roles", wanted)
        self.role.setCurrentIndex(max(0, self.role.findData(now)))
        self.role.blockSignals(False)

    def choose_role(self, role_key: str) -> None:
        """Ask for the elements of a role; empty for those of every role."""
        self.role.setCurrentIndex(max(0, self.role.findData(role_key)))

    def scope(self) -> LibraryFilter:
        """Return what is asked for."""
        return LibraryFilter(
            self.search.text().strip(),
            self.role.currentData() or "",
            self.level.currentData() or "",
            self.four_i.currentData() or "",
            self.use.currentData() or EVERY,
        )

    def clear(self) -> None:
        """Ask for everything."""
        for field in (self.search, self.role, self.level, self.four_i, self.use):
            field.blockSignals(True)
        self.search.clear()
        for combo in (self.role, self.level, self.four_i, self.use):
            combo.setCurrentIndex(0)
        for field in (self.search, self.role, self.level, self.four_i, self.use):
            field.blockSignals(False)
        self.changed.emit()

    @staticmethod
    def _fill(combo: CalmComboBox, everything: str, rows: Sequence[tuple[str, str]]) -> None:
        combo.addItem(everything, "")
        for key, words in rows:
            combo.addItem(f"{words[:1].upper()}{words[1:]}", key)

    def _measure_fields(self) -> None:
        theme = current_theme()
        self.search.setMinimumWidth(theme.px(96))
        self.search.setMaximumWidth(theme.px(240))
        for combo in (self.role, self.level, self.four_i, self.use):
            # Beside a panel in a small window they give way instead of standing over each other.
            combo.setMinimumWidth(theme.px(84))
            combo.setMaximumWidth(theme.px(116))


class NewElementField(QLineEdit):
    """Where a new element is written: Enter adds it, Esc clears and leaves."""

    written = Signal(str)
    left = Signal()

    def sizeHint(self) -> QSize:
        return QSize(current_theme().px(300), super().sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.text().strip():
                self.written.emit(self.text().strip())
        elif event.key() == Qt.Key.Key_Escape:
            self.clear()
            self.left.emit()
        else:
            super().keyPressEvent(event)
