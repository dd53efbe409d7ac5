"""Rivals side by side: each with its sentence, its counts and its quotes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ipof_workbench.domain.appearance import RoleStyle, stance_look
from ipof_workbench.domain.sentences import PARTS
from ipof_workbench.domain.statement_rows import DecidingPassage, RivalRow, RivalSide
from ipof_workbench.domain.vocabulary import Verdict
from ipof_workbench.ui.configurations.evidence_items import evidence_items
from ipof_workbench.ui.configurations.evidence_list import EvidenceList
from ipof_workbench.ui.evidence.quote_text import attribution, quoted
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.statements.rows_view import WordList, WordRow
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.buttons import IconButton, LinkButton
from ipof_workbench.ui.widgets.counts import Badge, CountsLabel
from ipof_workbench.ui.widgets.panels import Rule, Surface
from ipof_workbench.ui.widgets.plain_label import PlainLabel
from ipof_workbench.ui.widgets.role_tile import NumberDisc
from ipof_workbench.ui.widgets.sentence_label import SentenceLabel, if_then_because
from ipof_workbench.ui.widgets.stance_counts import StanceCounts

COLUMN_WIDTH = 216
_VERDICT_TONES = {"prevails": "success", "holds_in_part": "accent", "set_aside": "danger"}


class RivalColumn(Surface):
    """One rival.

    Signals:
        followed(RivalRow): its name was clicked.
        removal_requested(RivalRow)
    """

    followed = Signal(object)
    removal_requested = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("paper", parent)
        theme = current_theme()
        self.row: RivalRow | None = None
        self.disc, self.title = NumberDisc(""), LinkButton("")
        self.title.clicked.connect(lambda: self.followed.emit(self.row))
        self.verdict = Badge("")
        self.remove = IconButton("x", "Take this rival out of the group")
        self.remove.clicked.connect(lambda: self.removal_requested.emit(self.row))
        self.sentence = SentenceLabel()
        self.sentence.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.stances, self.counts = StanceCounts(), CountsLabel(words=True)
        self.rival_count = PlainLabel("", "small", "text2", elide=True)
        self.quotes = EvidenceList()
        self.quotes.setProperty("onPanel", False)
        self.counts.setWordWrap(True)
        self.quotes.rows.can_edit = False
        self.quotes.setMinimumHeight(theme.px(120))
        self.quotes.opened.connect(
            lambda item: session.open_quote(item.first.document, item.first.start, item.first.end)
        )
        head = QHBoxLayout()
        head.addWidget(self.disc)
        head.addWidget(self.title)
        head.addStretch(1)
        head.addWidget(self.verdict)
        head.addWidget(self.remove)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(12), theme.px(8), theme.px(8), 0)
        column.setSpacing(theme.px(6))
        column.addLayout(head)
        column.addWidget(self.sentence)
        for part in (self.stances, self.rival_count, self.counts, Rule()):
            column.addWidget(part)
        column.addWidget(self.quotes, 1)
        self.setMinimumWidth(theme.px(COLUMN_WIDTH))

    def show_side(self, side: RivalSide, deciding: Sequence[DecidingPassage], styles: dict[str, RoleStyle]) -> None:
        """Show a rival; its deciding passages stand first."""
        row = self.row = side.row
        self.disc.set_number(row.number)
        kind = "Configuration" if row.kind == "configuration" else "Statement"
        self.disc.setAccessibleName(f"{kind} {row.number}")
        self.setAccessibleName(f"{kind} {row.number}")
        self.quotes.setAccessibleName(f"Evidence on {kind.lower()} {row.number}")
        named = row.title if row.kind == "configuration" and row.title else kind
        self.title.setText(named)
        self.title.setToolTip(f"Go to {kind.lower()} {row.number}")
        self.verdict.setVisible(bool(row.verdict))
        if row.verdict:
            self.verdict.set_text(Verdict(row.verdict).words, tone=_VERDICT_TONES[row.verdict])
        if_text, then_text, because_text = (side.parts.get(part, "") for part in PARTS)
        self.sentence.set_parts(if_then_because(if_text, then_text, because_text))
        self.stances.show_counts(side.stances)
        number = side.stances.get("supports_rival", 0)
        self.rival_count.setText(f"{number:,} for a rival")
        self.rival_count.setVisible(bool(number))
        self.counts.set_counts(*side.counts)
        first = {(held.row.document, held.row.start, held.row.end): at for at, held in enumerate(deciding)}
        rows = sorted(side.evidence, key=lambda held: first.get((held.document, held.start, held.end), len(first)))
        self.quotes.look.styles = styles
        self.quotes.rows.set_items(evidence_items(rows, tuple(styles)))


class RivalColumns(QScrollArea):
    """The columns of a group. Signals as those of a column."""

    followed = Signal(object)
    removal_requested = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.columns: list[RivalColumn] = []
        inside = Surface("border")
        self._row = QHBoxLayout(inside)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(1)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(inside)
        self.setAccessibleName("Rivals side by side")

    def show_sides(self, sides: Sequence[RivalSide], deciding: Sequence[DecidingPassage]) -> None:
        """Show these rivals; columns that are there are filled anew."""
        styles = self._session.role_styles()
        while len(self.columns) > len(sides):
            gone = self.columns.pop()
            self._row.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        while len(self.columns) < len(sides):
            made = RivalColumn(self._session)
            made.followed.connect(self.followed)
            made.removal_requested.connect(self.removal_requested)
            self.columns.append(made)
            self._row.addWidget(made, 1)
        for column, side in zip(self.columns, sides, strict=True):
            column.show_side(side, deciding, styles)


def deciding_rows(deciding: Sequence[DecidingPassage], sides: Sequence[RivalSide]) -> list[WordRow]:
    """Return the passages that decide, each with what it does to which rival."""
    numbers = {side.row.member: side.row.number for side in sides}
    rows = []
    for at, passage in enumerate(deciding):
        takes = ", ".join(
            f"{stance_look(stance).words}{' of' if stance == 'supports_rival' else ''} {numbers[member]}"
            for member, stance in passage.stances
            if member in numbers
        )
        rows.append(WordRow(at, "scale", quoted(passage.row.quote), f"{takes} · {attribution(passage.row)}", True))
    return rows


class DecidingList(QWidget):
    """The passages that tell rivals apart; `opened(DecidingPassage)`."""

    opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = current_theme()
        self._passages: Sequence[DecidingPassage] = ()
        self.head = PlainLabel("Deciding passages", "caption", "text2", 600)
        self.head.setContentsMargins(theme.px(16), theme.px(6), theme.px(16), theme.px(4))
        self.list = WordList("Deciding passages", weight=400)
        self.list.entered_row.connect(self._open)
        self.nothing = PlainLabel(
            "No passage speaks for one rival and against another yet.", "small", "text3", wrap=True
        )
        self.nothing.setContentsMargins(theme.px(16), 0, theme.px(16), theme.px(8))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (Rule(), self.head, self.nothing):
            column.addWidget(part)
        column.addWidget(self.list, 1)

    def show_passages(self, deciding: Sequence[DecidingPassage], sides: Sequence[RivalSide]) -> None:
        """Show these passages."""
        self._passages = deciding
        self.list.show_rows(deciding_rows(deciding, sides))
        self.head.setText(f"Deciding passages {len(deciding):,}" if deciding else "Deciding passages")
        self.nothing.setVisible(not deciding)
        self.list.setVisible(bool(deciding))

    def _open(self) -> None:
        at = self.list.currentIndex().row()
        if 0 <= at < len(self._passages):
            self.opened.emit(self._passages[at])
