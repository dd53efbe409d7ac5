"""Panels side by side; how wide one is, and how it takes room from its neighbours or gives it back."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QSplitter, QVBoxLayout, QWidget


class PanelSplitter(QSplitter):
    """Panels side by side: none can be pushed away, and each draws its own line.

    Qt widens a handle of no width to a grip of five pixels.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setChildrenCollapsible(False)
        self.setHandleWidth(0)

    def add(self, *parts: QWidget, wide: QWidget) -> None:
        """Add parts from left to right; `wide` takes what room there is."""
        for part in parts:
            self.addWidget(part)
        self.setStretchFactor(self.indexOf(wide), 1)


def beside(top: QLayout, body: QWidget, panel: QWidget) -> PanelSplitter:
    """Return `panel` at the right of a column of `top` and `body`."""
    left = QWidget()
    column = QVBoxLayout(left)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addLayout(top)
    column.addWidget(body, 1)
    halves = PanelSplitter()
    halves.add(left, panel, wide=left)
    return halves


def width_in_splitter(panel: QWidget) -> int:
    """Return the width that a level splitter gives to `panel`, in pixels; 0 outside one, or before it is laid out."""
    splitter = _splitter_of(panel)
    return splitter.sizes()[splitter.indexOf(panel)] if splitter is not None else 0


def give_width(panel: QWidget, width: int) -> None:
    """Give `panel` so many pixels of its splitter; its widest neighbour takes or leaves the difference.

    A splitter shares its room anew only when it is resized itself: a panel that folds would leave a hole.
    """
    splitter = _splitter_of(panel)
    if splitter is None or splitter.count() < 2:
        return
    shares, own = splitter.sizes(), splitter.indexOf(panel)
    total = sum(shares)
    widest = max((at for at in range(len(shares)) if at != own), key=lambda at: shares[at])
    shares[own] = width
    shares[widest] += total - sum(shares)
    splitter.setSizes(shares)


def _splitter_of(panel: QWidget) -> QSplitter | None:
    parent = panel.parentWidget()
    if not isinstance(parent, QSplitter) or parent.orientation() != Qt.Orientation.Horizontal:
        return None
    return parent if sum(parent.sizes()) else None
