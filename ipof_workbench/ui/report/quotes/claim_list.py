"""The claims at the left: configurations, then statements, each with how many quotes are chosen for it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ipof_workbench.domain.identity import Rid
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.list_rows import draw_row_ground
from ipof_workbench.ui.widgets.painting import elided
from ipof_workbench.ui.widgets.rows_model import RowsModel

AnyIndex = QModelIndex | QPersistentModelIndex
CONFIGURATION, STATEMENT = "configuration", "statement"
CLAIM_ROLE = int(Qt.ItemDataRole.UserRole) + 1
_SIDE, _ROW, _HEAD = 12.0, 28, 30


class Claim(NamedTuple):
    """A configuration or a statement (`kind` says which), with how many quotes are chosen for it; `kind` is empty for
    the head over a group."""

    kind: str
    rid: Rid
    number: str
    title: str
    chosen: int = 0

    @property
    def words(self) -> str:
        """“CMOC 3”, “Statement S1”."""
        return f"{'CMOC' if self.kind == CONFIGURATION else 'Statement'} {self.number}"


class _ClaimModel(RowsModel[Claim]):
    heads = ("Claim",)

    def data(self, index: AnyIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        claim = self.rows[index.row()]
        if role == CLAIM_ROLE:
            return claim
        if not claim.kind:
            return claim.title if role == Qt.ItemDataRole.AccessibleTextRole else None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return f"{claim.number} {claim.title}".strip()
        if role == Qt.ItemDataRole.AccessibleTextRole:
            count = "1 quote chosen" if claim.chosen == 1 else f"{claim.chosen:,} quotes chosen"
            return f"{claim.words}, {claim.title}, {count}"
        return None

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        if not self.rows[index.row()].kind:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class _ClaimDelegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        claim = index.data(CLAIM_ROLE)
        theme = current_theme()
        return QSize(theme.px(120), theme.px(_ROW if isinstance(claim, Claim) and claim.kind else _HEAD))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        claim = index.data(CLAIM_ROLE)
        if not isinstance(claim, Claim):
            return
        theme = current_theme()
        painter.save()
        box = QRectF(option.rect)
        inner = box.adjusted(theme.pxf(_SIDE), 0, -theme.pxf(_SIDE), 0)
        if not claim.kind:
            painter.setFont(theme.font("caption", 600))
            painter.setPen(theme.colour("text2"))
            painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter, claim.title)
        else:
            self._paint_claim(painter, option, claim, box, inner)
        painter.restore()

    @staticmethod
    def _paint_claim(painter: QPainter, option: QStyleOptionViewItem, claim: Claim, box: QRectF, inner: QRectF) -> None:
        theme = current_theme()
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        draw_row_ground(painter, option)
        figures = theme.font("small", tabular=True)
        if claim.chosen:
            painter.setFont(figures)
            painter.setPen(theme.colour("text2"))
            painter.drawText(inner, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, f"{claim.chosen:,}")
            inner.setRight(inner.right() - QFontMetricsF(figures).horizontalAdvance(f"{claim.chosen:,}") - theme.pxf(8))
        strong = theme.font("body", 600, tabular=True)
        painter.setFont(strong)
        painter.setPen(theme.colour("text"))
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter, claim.number)
        width = max(theme.pxf(26), QFontMetricsF(strong).horizontalAdvance(claim.number) + theme.pxf(8))
        inner.setLeft(inner.left() + width)
        font = theme.font("body", 600 if selected else 400)
        painter.setFont(font)
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter, elided(claim.title, font, inner.width()))


class ClaimList(QListView):
    """Lists claims; `claim_chosen` carries the `Claim` that became current, by mouse or key."""

    claim_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("claimList")
        self.setAccessibleName("Configurations and statements")
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setStyleSheet("QListView { background: transparent; }")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.claims = _ClaimModel(self)
        self.setModel(self.claims)
        self.setItemDelegate(_ClaimDelegate(self))
        self.selectionModel().currentChanged.connect(lambda index, _before: self._tell(index))
        current_theme().changed.connect(self.scheduleDelayedItemsLayout)

    def show_claims(self, claims: Sequence[Claim]) -> None:
        """Show these; what was current stays current (without a signal), else the first becomes so."""
        before = self.current()
        blocked = self.selectionModel().blockSignals(True)
        self.claims.show(claims)
        same = next((at for at, claim in enumerate(claims) if before is not None and claim[:2] == before[:2]), None)
        first = next((at for at, claim in enumerate(claims) if claim.kind), None)
        at = same if same is not None else first
        self.setCurrentIndex(self.claims.index(at, 0) if at is not None else QModelIndex())
        self.selectionModel().blockSignals(blocked)
        self.viewport().update()
        if same is None:
            self._tell(self.currentIndex())

    def current(self) -> Claim | None:
        """Return the current claim."""
        claim = self.currentIndex().data(CLAIM_ROLE)
        return claim if isinstance(claim, Claim) else None

    def choose(self, kind: str, rid: Rid) -> None:
        """Make a claim the current one."""
        for at, claim in enumerate(self.claims.rows):
            if (claim.kind, claim.rid) == (kind, rid):
                self.setCurrentIndex(self.claims.index(at, 0))
                return

    def _tell(self, index: AnyIndex) -> None:
        claim = index.data(CLAIM_ROLE)
        if isinstance(claim, Claim):
            self.claim_chosen.emit(claim)


def head(title: str) -> Claim:
    """Return the head over a group of claims."""
    return Claim("", 0, "", title)
