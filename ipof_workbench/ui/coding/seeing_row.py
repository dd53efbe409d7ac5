"""The row over the text: which codings are marked, whose are seen, how far each coder is."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.menu_button import MenuButton, ToggleButton
from ipof_workbench.ui.widgets.panels import Rule, Surface

BLIND = "Hide others’ codings"


class SeeingRow(Surface):
    """Three quiet controls; what they do is said by whoever fills them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("paper", parent)
        self.setAccessibleName("How codings are seen")
        self.highlight = MenuButton("Highlight", icon="highlighter")
        self.blind = ToggleButton(BLIND, "eye-off")
        self.hidden = MenuButton("Hidden")
        self.rounds = MenuButton("Coders", icon="users")
        # Where the row is narrow the coders are cut: their tooltip names them all.
        self.highlight.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.blind.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._row = QHBoxLayout()
        for widget in (self.highlight, self.blind, self.hidden):
            self._row.addWidget(widget)
        self._row.addStretch(1)
        self._row.addWidget(self.rounds)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(self._row)
        outer.addWidget(Rule())
        self.hidden.hide()
        self._space()

    def theme_changed(self) -> None:
        super().theme_changed()
        if hasattr(self, "_row"):
            self._space()

    def _space(self) -> None:
        px = current_theme().px
        self._row.setContentsMargins(px(6), px(2), px(6), px(2))
        self._row.setSpacing(px(4))
