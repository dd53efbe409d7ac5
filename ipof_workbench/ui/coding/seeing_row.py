"""The row over the text: which codings are marked, whose are seen, how far each coder is."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.menu_button import MenuButton, ToggleButton
from ipof_workbench.ui.widgets.panels import Rule, Surface

LEAST_WIDTH, ROUNDS_LEAST = 160, 120
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

    def minimumSizeHint(self) -> QSize:
        # Two texts stand side by side in a small window: the row takes what there is.
        return QSize(current_theme().px(LEAST_WIDTH), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """Give up words where there is no room for them: first those of the button that stays pressed."""
        room = self.width() - current_theme().px(ROUNDS_LEAST)
        others = [button for button in (self.hidden,) if not button.isHidden()]
        wanted = self.highlight.full_width() + sum(button.full_width() for button in others)
        has_blind = not self.blind.isHidden()
        self.blind.set_compact(has_blind and wanted + self.blind.full_width() > room)
        self.highlight.set_compact(wanted + (self.blind.sizeHint().width() if has_blind else 0) > room)

    def theme_changed(self) -> None:
        super().theme_changed()
        if hasattr(self, "_row"):
            self._space()

    def _space(self) -> None:
        px = current_theme().px
        self._row.setContentsMargins(px(6), px(2), px(6), px(2))
        self._row.setSpacing(px(4))
        self.fit()
