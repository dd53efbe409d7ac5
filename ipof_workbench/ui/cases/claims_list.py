"""Configurations or statements in one case: what the case says on each, with its best quotes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QListView, QMenu, QWidget

from ipof_workbench.domain.case_rows import CaseClaim
from ipof_workbench.domain.identity import Rid
from ipof_workbench.ui.cases.claim_delegate import CLAIM_ROLE, ClaimDelegate, looked_words
from ipof_workbench.ui.configurations.evidence_list import stance_of_key
from ipof_workbench.ui.widgets.counts import counts_words
from ipof_workbench.ui.widgets.list_rows import ListModel
from ipof_workbench.ui.widgets.stance import stance_words
from ipof_workbench.ui.widgets.wrapping_list import WrappingList

AnyIndex = QModelIndex | QPersistentModelIndex


def spoken(claim: CaseClaim) -> str:
    """Return everything on a claim in words, for screen readers."""
    parts = [f"{claim.claim.number} {claim.claim.title}".strip()]
    if claim.counts.codings:
        parts += [counts_words(*claim.counts), stance_words(claim.stances)]
    parts += looked_words(claim)
    if claim.in_scope:
        parts.append("meant for this case")
    return ". ".join(parts)


class ClaimsModel(ListModel[CaseClaim]):
    """The claims, in the order of their numbers."""

    def identity(self, row: CaseClaim) -> object:
        return row.claim.rid

    def data(self, index: AnyIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        claim = self.row_at(index.row()) if index.isValid() else None
        if claim is None:
            return None
        if role == CLAIM_ROLE:
            return claim
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{claim.claim.number} {claim.claim.title}".strip()
        return spoken(claim) if role == Qt.ItemDataRole.AccessibleTextRole else None


class ClaimsList(WrappingList):
    """The list.

    Signals:
        chosen(claim or None): another claim is current.
        entered(claim): Enter: on to its quotes.
        opened(claim): its own page was asked for.
        quote_opened(row): a quote was clicked twice.
        looked_for(claim, bool): it was looked for here and not found, or that is taken back.
    """

    chosen = Signal(object)
    entered = Signal(object)
    opened = Signal(object)
    quote_opened = Signal(object)
    looked_for = Signal(object, bool)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setBatchSize(40)
        self.rows = ClaimsModel(self)
        self.setModel(self.rows)
        self.look = ClaimDelegate(self)
        self.setItemDelegate(self.look)
        self.setToolTip("Enter shows the quotes, a double click opens one, Shift+5 notes that it was not found here")
        self.selectionModel().currentChanged.connect(lambda *_: self.chosen.emit(self.current()))

    def show_claims(self, claims: Sequence[CaseClaim]) -> None:
        """Show other claims; the one that is current stays so."""
        before = self.current()
        same = [claim.claim for claim in claims] == [claim.claim for claim in self.rows.rows]
        self.rows.show(claims)
        if not same:
            self.select(before.claim.rid if before is not None else None)
        self.scheduleDelayedItemsLayout()

    def current(self) -> CaseClaim | None:
        """Return the claim that is current."""
        return self.rows.row_at(self.currentIndex().row())

    def select(self, rid: Rid | None) -> None:
        """Make a claim current, the first where it is not there."""
        at = next((at for at, claim in enumerate(self.rows.rows) if claim.claim.rid == rid), 0)
        self.setCurrentIndex(self.rows.index(at))
        if self.rows.rows and rid is not None:
            self.scrollTo(self.rows.index(at))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        claim = self.current()
        if claim is None:
            super().keyPressEvent(event)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit(claim)
        elif stance_of_key(event) == "silent":
            self.looked_for.emit(claim, not claim.looked_for)
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        index = self.indexAt(point)
        claim = self.rows.row_at(index.row())
        if claim is None:
            return
        quote = self.look.quote_at(self.visualRect(index), claim, point)
        if quote is not None:
            self.quote_opened.emit(quote)
        else:
            self.opened.emit(claim)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        claim = self.current()
        if claim is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        what = "configuration" if claim.claim.kind == "configuration" else "statement"
        menu.addAction("Show its quotes in this case\tEnter").triggered.connect(lambda: self.entered.emit(claim))
        menu.addAction(f"Open the {what}").triggered.connect(lambda: self.opened.emit(claim))
        menu.addSeparator()
        noted = menu.addAction("Looked for, not found in this case\tShift+5")
        noted.setCheckable(True)
        noted.setChecked(claim.looked_for)
        noted.triggered.connect(lambda on: self.looked_for.emit(claim, on))
        menu.popup(event.globalPos())
