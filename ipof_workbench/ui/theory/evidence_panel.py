"""What the selection stands on: three counts, stances, and every quote, by case."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ipof_workbench.domain.appearance import STANCE_ORDER, RoleStyle
from ipof_workbench.domain.listings import EvidenceRow
from ipof_workbench.theory.graph import Counts
from ipof_workbench.ui.evidence.quote_list import QuoteList
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.buttons import IconButton, LinkButton
from ipof_workbench.ui.widgets.layouts import clear_layout
from ipof_workbench.ui.widgets.panels import PageBar, SidePanel
from ipof_workbench.ui.widgets.plain_label import PlainLabel
from ipof_workbench.ui.widgets.role_tile import NumberDisc, RoleTile
from ipof_workbench.ui.widgets.stance import StanceBar, StanceGlyph

NOTHING = "Click a node or a line to read what it stands on."
NO_QUOTES = "No evidence yet. Code a passage with it, or drop a quote on its configuration."
NO_QUOTES_PASS = "No evidence passes the filter."


@dataclass(frozen=True, slots=True)
class SelectionHead:
    """What the panel says about the selection besides its quotes.

    `style` is the role of an element, `number` that of a configuration; `configurations` are (rid, number) to open.
    """

    title: str
    detail: str = ""
    style: RoleStyle | None = None
    number: str = ""
    configurations: tuple[tuple[int, str], ...] = ()


def counted(rows: Sequence[EvidenceRow]) -> Counts:
    """Return distinct sources (participants, else documents), codings (a bundle is one) and cases of quotes."""
    accounts, cases = {row.account for row in rows}, {row.case for row in rows if row.case}
    return Counts(len({row.source for row in rows}), len(accounts), len(cases))


def stance_counts(rows: Sequence[EvidenceRow]) -> dict[str, int]:
    """Return how many codings take each stance, in the order of the legend."""
    taken = {(row.account, row.stance) for row in rows}
    return {stance: number for stance in STANCE_ORDER if (number := sum(found == stance for _, found in taken))}


class EvidencePanel(SidePanel):
    """The evidence of what is selected.

    `quote_activated` carries an `EvidenceRow`, `configuration_activated` a configuration's rid; `closed` asks for
    nothing to be selected.
    """

    quote_activated = Signal(object)
    configuration_activated = Signal(object)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("right", 300, "Evidence of the selection", parent, scrolls=False)
        self._rows: tuple[EvidenceRow, ...] = ()
        self._head = PageBar()
        self._detail = PlainLabel("", "small", "text2", wrap=True)
        self._close = IconButton("x", "Close the evidence", "Esc")
        self._close.clicked.connect(self.closed)
        self._head.add_right(self._close)
        self.head.addWidget(self._head)
        self._volume, self._numbers = self._build_volume()
        self._bar = StanceBar()
        self._stances = QHBoxLayout()
        self._links = QHBoxLayout()
        self.quotes = QuoteList("Quotes of the selection")
        self.quotes.quote_activated.connect(self.quote_activated)
        self._nothing = PlainLabel(NOTHING, "small", "text2", wrap=True)
        above = QWidget()
        self._above = QVBoxLayout(above)
        for part in (self._detail, self._links, self._volume, self._bar, self._stances, self._nothing):
            if isinstance(part, QWidget):
                self._above.addWidget(part)
            else:
                self._above.addLayout(part)
        self.body.addWidget(above)
        self.body.addWidget(self.quotes, 1)
        self.body.addStretch(0)
        self.theme_changed()
        self.show_nothing()

    def theme_changed(self) -> None:
        super().theme_changed()
        if hasattr(self, "_above"):
            # The list goes from edge to edge; its rows have the padding themselves.
            px = current_theme().px
            self.body.setContentsMargins(0, px(12), 0, 0)
            self._above.setContentsMargins(px(12), 0, px(12), 0)
            self._above.setSpacing(px(8))

    def show_nothing(self) -> None:
        """Say what a click would do."""
        self._show_head(SelectionHead("Evidence"))
        self._show_rows((), NOTHING)
        self._close.hide()

    def show_evidence(self, head: SelectionHead, rows: Sequence[EvidenceRow], is_filtered: bool = False) -> None:
        """Show the quotes of a selection, perhaps those that pass a filter."""
        self._show_head(head)
        self._show_rows(rows, NO_QUOTES_PASS if is_filtered else NO_QUOTES)
        self._close.show()

    def rows(self) -> tuple[EvidenceRow, ...]:
        """Return the quotes shown."""
        return self._rows

    def focus_quotes(self) -> None:
        """Give the keyboard to the quotes, the first one current."""
        self.quotes.choose_first()
        if self.quotes.current_row() is not None:
            self.quotes.setFocus()

    def _show_head(self, head: SelectionHead) -> None:
        self._head.set_title(head.title)
        self._detail.setText(head.detail)
        self._detail.setVisible(bool(head.detail))
        self._head.clear_lead()
        if head.style is not None:
            self._head.add_lead(RoleTile(head.style, 20))
        elif head.number:
            self._head.add_lead(NumberDisc(head.number))
        clear_layout(self._links)
        if len(head.configurations) > 1:
            self._links.addWidget(PlainLabel("Configurations", "small", "text2"))
        for rid, number in head.configurations[:6]:
            link = LinkButton(f"Configuration {number}" if len(head.configurations) == 1 else number)
            link.setAccessibleName(f"Open configuration {number}")
            link.clicked.connect(lambda _=False, rid=rid: self.configuration_activated.emit(rid))
            self._links.addWidget(link)
        self._links.addStretch(1)

    def _show_rows(self, rows: Sequence[EvidenceRow], nothing: str) -> None:
        self._rows = tuple({(row.coding, row.stance): row for row in reversed(rows)}.values())[::-1]
        counts, stances = counted(self._rows), stance_counts(self._rows)
        for (label, words), number, noun in zip(self._numbers, counts, ("source", "coding", "case"), strict=True):
            label.setText(f"{number:,}")
            words.setText(noun if number == 1 else f"{noun}s")
        self._bar.set_counts(stances)
        clear_layout(self._stances)
        for stance, number in stances.items():
            self._stances.addWidget(StanceGlyph(stance))
            self._stances.addWidget(PlainLabel(str(number), "small", "text2"))
        self._stances.addStretch(1)
        if stances:
            self._stances.addWidget(PlainLabel("volume, not strength", "small", "text2"))
        self._nothing.setText(nothing)
        for widget, shown in (
            (self._volume, bool(rows)),
            (self._bar, bool(rows)),
            (self.quotes, bool(rows)),
            (self._nothing, not rows),
        ):
            widget.setVisible(shown)
        self.quotes.show_quotes(self._rows)

    def _build_volume(self) -> tuple[QWidget, list[tuple[PlainLabel, PlainLabel]]]:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        numbers = []
        for _ in range(3):
            column = QVBoxLayout()
            column.setSpacing(0)
            number = PlainLabel("0", "title", weight=600, tabular=True)
            words = PlainLabel("", "small", "text2")
            numbers.append((number, words))
            column.addWidget(number)
            column.addWidget(words)
            row.addLayout(column, 1)
        return box, numbers
