"""What the row on top of the window holds while a project is open: Back, Undo, Redo and the search."""

from __future__ import annotations

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ipof_workbench.ui.actions import Actions
from ipof_workbench.ui.search_field import SearchField
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.buttons import IconButton
from ipof_workbench.ui.widgets.plain_label import as_tooltip


class ProjectTools(QWidget):
    """The buttons, which do what the window's actions do, and the search field."""

    def __init__(self, window: QWidget, actions: Actions) -> None:
        super().__init__(window)
        self.back = IconButton("arrow-left", "Back", "Alt+Left")
        self.undo = IconButton("undo-2", "Undo", "Ctrl+Z")
        self.redo = IconButton("redo-2", "Redo", "Ctrl+Shift+Z")
        self.search = SearchField(window)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        for part in (self.back, self.undo, self.redo, self.search):
            self._row.addWidget(part)
        for button, key in ((self.back, "back"), (self.undo, "undo"), (self.redo, "redo")):
            self._follow(button, actions[key])
        current_theme().changed.connect(self._measure)
        self._measure()

    def _follow(self, button: IconButton, action: QAction) -> None:
        """Let a button do, say and be able to what an action does."""
        button.clicked.connect(action.trigger)

        def renew() -> None:
            button.setEnabled(action.isEnabled())
            keys = action.shortcut().toString()
            words = action.text().replace("&&", "&")
            name = words if action.isEnabled() else action.toolTip()
            button.setAccessibleName(words)
            button.setToolTip(as_tooltip(f"{name}  {keys}".strip()))

        action.changed.connect(renew)
        renew()

    def _measure(self) -> None:
        self._row.setSpacing(current_theme().px(4))
