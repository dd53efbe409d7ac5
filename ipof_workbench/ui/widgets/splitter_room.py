"""How wide a panel of a splitter is, and how it takes room from its neighbours or gives it back."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QWidget


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
