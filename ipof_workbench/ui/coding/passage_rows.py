"""Coded passages that may count in the configuration under way: as what they are coded, their words, their place."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ipof_workbench.domain.appearance import RoleStyle
from ipof_workbench.domain.judging_rows import PassageRow
from ipof_workbench.ui.coding.document_facts import name_in_case
from ipof_workbench.ui.evidence.quote_text import wrapped
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.buttons import LinkButton
from ipof_workbench.ui.widgets.plain_label import PlainLabel, as_tooltip
from ipof_workbench.ui.widgets.role_tile import RoleTile

WORDS_WIDTH = 262


class PassageCard(QWidget):
    """One passage. `taken` and `opened` carry the `PassageRow`."""

    taken = Signal(object)
    opened = Signal(object)

    def __init__(
        self, row: PassageRow, style: RoleStyle, take_words: str, why_not: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.row = row
        theme = current_theme()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.px(2), 0, theme.px(6))
        column.setSpacing(theme.px(2))
        head = QHBoxLayout()
        head.setSpacing(theme.px(6))
        head.addWidget(RoleTile(style, 15))
        head.addWidget(PlainLabel(row.label, "body", weight=500, elide=True), 1)
        quote = PlainLabel("\n".join(wrapped(f"“{row.quote.strip()}”", theme.font(), theme.px(WORDS_WIDTH), 2)))
        quote.setToolTip(as_tooltip(row.quote.strip()))
        foot = QHBoxLayout()
        foot.setSpacing(theme.px(10))
        self.show_link = LinkButton("Show")
        self.show_link.setAccessibleName(f"Show in the text: {row.quote}")
        self.show_link.clicked.connect(lambda: self.opened.emit(row))
        name = name_in_case(row.document_name, row.case_name)
        where = ", ".join(part for part in (name, row.case_name) if part)
        foot.addWidget(PlainLabel(where, "small", "text2", elide=True), 1)
        self.take = LinkButton(take_words)
        self.take.setAccessibleName(f"{take_words}: {row.label}, “{row.quote}”")
        self.take.clicked.connect(lambda: self.taken.emit(row))
        if why_not:
            self.take.disable(why_not)
        if row.counts_here:
            foot.addWidget(PlainLabel("counts here", "small", "text2"))
            self.take.hide()
        else:
            foot.addWidget(self.take)
        foot.addWidget(self.show_link)
        column.addLayout(head)
        column.addWidget(quote)
        column.addLayout(foot)


class PassageCards(QWidget):
    """A few passages under each other; `taken` and `opened` as those of the cards."""

    taken = Signal(object)
    opened = Signal(object)

    def __init__(self, name: str, take_words: Callable[[PassageRow], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._take_words = take_words
        self._shown: tuple[object, ...] = ()
        self.cards: list[PassageCard] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def show_passages(self, rows: Sequence[PassageRow], styles: Mapping[str, RoleStyle], why_not: str = "") -> None:
        """Show these passages."""
        state = (tuple(rows), tuple(styles.items()), why_not, current_theme().scale)
        if state == self._shown:
            return
        self._shown = state
        for card in self.cards:
            card.hide()
            self._column.removeWidget(card)
            card.deleteLater()
        self.cards = []
        for row in rows:
            card = PassageCard(row, styles[row.role_key], self._take_words(row), why_not)
            card.taken.connect(self.taken)
            card.opened.connect(self.opened)
            self.cards.append(card)
            self._column.addWidget(card)
