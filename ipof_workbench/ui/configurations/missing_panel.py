"""The foot of the “Missing a piece” view: what the current configuration lacks, and who could lend it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QEnterEvent, QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ipof_workbench.app.missing_pieces import MissingPiece, Partner, Proposal
from ipof_workbench.domain.appearance import RoleStyle
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.listings import EvidenceRow
from ipof_workbench.domain.remark_rows import Remark
from ipof_workbench.ui.coding.evidence_list import EvidenceList
from ipof_workbench.ui.configurations.remark_line import RemarkLine
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.buttons import Button, LinkButton
from ipof_workbench.ui.widgets.key_cap import KeyCap
from ipof_workbench.ui.widgets.panels import Rule, Surface
from ipof_workbench.ui.widgets.plain_label import PlainLabel
from ipof_workbench.ui.widgets.role_tile import NumberDisc, RoleTile

ROW = 30
QUOTES_SHOWN = 2
RIPPLES_SHOWN = 2
NOBODY = "No other configuration shares one of its parts."


class ProposalRow(QWidget):
    """One element that another configuration could lend.

    `looked_at` when it gets the pointer or the keyboard, `taken` and `followed` for its button and link.
    """

    looked_at = Signal(object)
    taken = Signal(object)
    followed = Signal(object)

    def __init__(
        self, proposal: Proposal, key: str, style: RoleStyle, why_not: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.proposal = proposal
        theme = current_theme()
        role = proposal.role.label.lower()
        self.take = Button(f"Take {role}")
        self.take.setAccessibleName(f"Take {role} “{proposal.label}” from {proposal.partner_number}")
        self.take.clicked.connect(lambda: self.taken.emit(proposal))
        if why_not:
            self.take.disable(why_not)
        self.see = LinkButton(f"from {proposal.partner_number}")
        self.see.setAccessibleName(f"Configuration {proposal.partner_number}, which shares {_quoted(proposal.shared)}")
        self.see.setToolTip(f"Shares {_quoted(proposal.shared)}")
        self.see.clicked.connect(lambda: self.followed.emit(proposal.partner))
        label = PlainLabel(proposal.label, elide=True)
        label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        shares = PlainLabel(f"shares {_quoted(proposal.shared)}", "small", "text2", elide=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(6))
        for widget in (KeyCap(key), RoleTile(style, 16), label, self.see):
            row.addWidget(widget)
        row.addWidget(shares, 1)
        row.addWidget(self.take)
        self.setFixedHeight(theme.px(ROW))
        self.setMouseTracking(True)
        for button in (self.take, self.see):
            button.installEventFilter(self)

    def enterEvent(self, event: QEnterEvent) -> None:
        self.looked_at.emit(self.proposal)
        super().enterEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.looked_at.emit(self.proposal)
        super().mousePressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn:
            self.looked_at.emit(self.proposal)
        return super().eventFilter(watched, event)


def _quoted(labels: Sequence[str]) -> str:
    return " and ".join(f"“{label}”" for label in labels)


class MissingPanel(Surface):
    """Shows one `MissingPiece` with its proposals, the quotes behind the one looked at, and possible ripples.

    Signals: `taken` (piece, proposal), `partner_followed` (configuration), `join_asked` (piece, partner),
    `search_asked` (piece), `quotes_wanted` (proposal; answer with `show_quotes`), `quote_opened` (evidence row),
    `followed` and `answered` as those of the remarks.
    """

    taken = Signal(object, object)
    partner_followed = Signal(object)
    join_asked = Signal(object, object)
    search_asked = Signal(object)
    quotes_wanted = Signal(object)
    quote_opened = Signal(object)
    followed = Signal(object, object)
    answered = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("panel", parent)
        self.setAccessibleName("Missing piece")
        self._shown: tuple[object, ...] = ()
        self.piece: MissingPiece | None = None
        self.looking_at: Proposal | None = None
        self.rows: list[ProposalRow] = []
        self.joins: list[LinkButton] = []
        self.ripples: list[RemarkLine] = []
        self.disc = NumberDisc("1", size=22)
        self.question = PlainLabel("", "section", weight=600)
        self.note = PlainLabel("", "small", "text2", elide=True)
        self.search = LinkButton("Look for it in the texts")
        self.search.clicked.connect(lambda: self.search_asked.emit(self.piece))
        self.quotes_head = PlainLabel("", "caption", "text2", 600)
        self.quotes = EvidenceList()
        self.quotes.setAccessibleName("Quotes behind the proposal")
        self.quotes.quote_opened.connect(self.quote_opened)
        self._build()
        self.theme_changed()

    def _build(self) -> None:
        self._head = QHBoxLayout()
        for widget in (self.disc, self.question):
            self._head.addWidget(widget)
        self._head.addWidget(self.note, 1)
        self._head.addWidget(self.search)
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        self._column = QVBoxLayout()
        self._column.addLayout(self._head)
        self._column.addLayout(self._list)
        self._column.addWidget(self.quotes_head)
        self._column.addWidget(self.quotes)
        self._column.addLayout(self._lines)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(Rule())
        outer.addLayout(self._column)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def theme_changed(self) -> None:
        px = current_theme().px
        self._column.setContentsMargins(px(16), px(10), px(16), px(10))
        self._column.setSpacing(px(4))
        self._head.setSpacing(px(8))
        super().theme_changed()

    # --- showing

    def show_piece(
        self,
        piece: MissingPiece | None,
        ripples: Sequence[Remark],
        styles: Mapping[str, RoleStyle],
        why_not: str = "",
    ) -> None:
        """Show what a configuration lacks; None where the current one lacks nothing."""
        state = (piece, tuple(ripples), tuple(styles.items()), why_not)
        if state == self._shown:
            return
        self._shown = state
        self.piece = piece
        self._clear()
        for widget in (self.disc, self.question, self.note, self.search):
            widget.setVisible(piece is not None)
        self.show_quotes(None, ())
        if piece is not None:
            self._show(piece, styles, why_not)
        for remark in ripples[:RIPPLES_SHOWN]:
            line = RemarkLine(remark, not why_not, why_not)
            line.followed.connect(self.followed)
            line.answered.connect(self.answered)
            self.ripples.append(line)
            self._lines.addWidget(line)
        self.setVisible(piece is not None or bool(ripples))

    def _show(self, piece: MissingPiece, styles: Mapping[str, RoleStyle], why_not: str) -> None:
        self.disc.set_number(piece.number)
        self.question.setText(piece.question)
        self.note.setText("" if piece.proposals else NOBODY)
        for number, proposal in enumerate(piece.proposals, start=1):
            row = ProposalRow(proposal, str(number), styles[proposal.role.key], why_not)
            row.looked_at.connect(self.look_at)
            row.taken.connect(lambda taken: self.taken.emit(piece, taken))
            row.followed.connect(self.partner_followed)
            self.rows.append(row)
            self._list.addWidget(row)
        for partner in piece.partners[:2]:
            self._offer_join(piece, partner, why_not)
        if piece.proposals:
            self.look_at(piece.proposals[0])

    def _offer_join(self, piece: MissingPiece, partner: Partner, why_not: str) -> None:
        title = f" “{partner.title}”" if partner.title else ""
        link = LinkButton(f"Join with {partner.number}{title}, which lacks another part")
        link.clicked.connect(lambda: self.join_asked.emit(piece, partner))
        if why_not:
            link.disable(why_not)
        self.joins.append(link)
        self._list.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)

    def look_at(self, proposal: Proposal) -> None:
        """Show the quotes behind a proposal, for checking."""
        if proposal != self.looking_at:
            self.looking_at = proposal
            self.quotes_wanted.emit(proposal)

    def show_quotes(self, proposal: Proposal | None, rows: Sequence[EvidenceRow], *, is_narrowed: bool = False) -> None:
        """Show the quotes of the proposal that is looked at; `is_narrowed`: a filter may hide some."""
        self.looking_at = proposal
        self.quotes_head.setVisible(proposal is not None)
        self.quotes.setVisible(bool(rows))
        if proposal is not None:
            behind = f"“{proposal.label}” in {proposal.partner_number}"
            many = "" if len(rows) <= QUOTES_SHOWN else f", {QUOTES_SHOWN} of {len(rows):,}"
            none = f"No quote that passes the filter stands behind {behind}" if is_narrowed else ""
            none = none or f"No quote stands behind {behind}"
            self.quotes_head.setText(f"Quotes behind {behind}{many}" if rows else none)
        self.quotes.show_rows(rows[:QUOTES_SHOWN])

    def take_number(self, number: int) -> None:
        """Take the proposal with this number (its key), where there is one."""
        if 1 <= number <= len(self.rows):
            self.rows[number - 1].take.click()

    def configuration(self) -> Rid | None:
        """Return the configuration on display."""
        return self.piece.configuration if self.piece is not None else None

    def _clear(self) -> None:
        for line in self.ripples:
            line.field.blockSignals(True)
        for widget in (*self.rows, *self.joins, *self.ripples):
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()
        self.rows, self.joins, self.ripples = [], [], []
        self.looking_at = None
