"""A column inside a side panel: a head and a foot that stay, and a body between them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.panels import PANEL_PADDING, Surface


class PanelColumn(Surface):
    """`head`, `body` and `foot` are vertical layouts; the body scrolls, unless what stands in it does so itself."""

    def __init__(self, name: str, parent: QWidget | None = None, scrolls: bool = True) -> None:
        super().__init__("panel", parent)
        self.setAccessibleName(name)
        self.head, self.body, self.foot = QVBoxLayout(), QVBoxLayout(), QVBoxLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self.head)
        if scrolls:
            inside = QWidget()
            inside.setObjectName("panelBody")
            inside.setLayout(self.body)
            scroll = QScrollArea()
            scroll.setWidgetResizable(True)
            scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            scroll.viewport().setAutoFillBackground(False)
            scroll.setWidget(inside)
            column.addWidget(scroll, 1)
        else:
            column.addLayout(self.body, 1)
        column.addLayout(self.foot)
        self._scrolls = scrolls
        PanelColumn.theme_changed(self)

    def theme_changed(self) -> None:
        px = current_theme().px
        padding = px(PANEL_PADDING) if self._scrolls else 0
        self.body.setContentsMargins(padding, padding, padding, padding)
        for layout in (self.head, self.body, self.foot):
            layout.setSpacing(px(8))
        super().theme_changed()
