"""How a row of the codebook is painted."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF
from PySide6.QtGui import QPainter

from ipof_workbench.ui.codebook.code_look import SWATCH, draw_swatch
from ipof_workbench.ui.codebook.code_model import ROLE_COLOUR
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.delegates import TreeDelegate

AnyIndex = QModelIndex | QPersistentModelIndex


class CodeDelegate(TreeDelegate):
    """A row of the codebook: swatch, name, count."""

    def _draw_lead(self, painter: QPainter, index: AnyIndex, box: QRectF) -> QRectF:
        side = current_theme().pxf(SWATCH)
        place = QRectF(round(box.left()), round(box.center().y() - side / 2), side, side)
        draw_swatch(painter, place, str(index.data(ROLE_COLOUR) or ""))
        return box.adjusted(side + current_theme().pxf(6), 0, 0, 0)
