"""Outcome first: the coded outcomes, and the explanation of one of them while it is looked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ipof_workbench.domain.appearance import RoleStyle
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.judging_rows import OutcomeRow, PassageRow
from ipof_workbench.domain.listings import ConfigurationDetail, RoleRow
from ipof_workbench.ui.coding.memo_field import QUESTION, MemoField
from ipof_workbench.ui.coding.outcome_list import OutcomeList
from ipof_workbench.ui.coding.panel_column import PanelColumn
from ipof_workbench.ui.coding.passage_rows import PassageCards
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.buttons import Button, LinkButton, PrimaryButton
from ipof_workbench.ui.widgets.key_cap import KeyCap
from ipof_workbench.ui.widgets.notices import EmptyState
from ipof_workbench.ui.widgets.panels import Rule, SectionHeader, Surface
from ipof_workbench.ui.widgets.plain_label import PlainLabel
from ipof_workbench.ui.widgets.role_tile import NumberDisc, RoleTile
from ipof_workbench.ui.widgets.switches import SegmentedSwitch

HERE, EVERYWHERE = "document", "project"
NO_OUTCOME_HERE = "No outcome is coded in this document yet. Select a passage and press {letter}."
NO_OUTCOME = "No outcome is coded yet. Select a passage and press {letter}."
NO_ROLE = "No role of the grammar stands for an outcome. Choose one that says “then” in Theory, Grammar."
MEMO_HEIGHT = 74
OFFERS_SHOWN = 12
QUOTES_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Explanation:
    """What is shown while an outcome is explained."""

    detail: ConfigurationDetail
    outcome: str
    role: RoleRow
    passages: tuple[PassageRow, ...]
    offers: tuple[PassageRow, ...]
    memo: str


class _PartLine(QWidget):
    """A role that explains: its key, what stands in it, or what to do."""

    def __init__(self, role: RoleRow, style: RoleStyle, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = current_theme()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(8))
        row.addWidget(RoleTile(style, 16, "present" if words else "missing"))
        missing = f"{role.label} missing"
        row.addWidget(PlainLabel(words or missing, "body", "text" if words else "text2", elide=True), 1)
        row.addWidget(KeyCap(role.letter))
        self.setFixedHeight(theme.px(28))


class ExplainPanel(PanelColumn):
    """What a person asks for goes out as signals.

    `scope_chosen` ("document" or "project"), `explain_requested` (OutcomeRow), `another_requested` (OutcomeRow: a
    further explanation of one that has some), `taken` (PassageRow), `passage_opened` (PassageRow), `memo_written`
    (configuration, words), `done_requested` (back to the outcomes), `left` (the keyboard belongs to the text again).
    """

    scope_chosen = Signal(object)
    explain_requested = Signal(object)
    another_requested = Signal(object)
    taken = Signal(object)
    passage_opened = Signal(object)
    memo_written = Signal(object, object)
    done_requested = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Explain outcomes", parent, scrolls=False)
        self._explained: Rid | None = None
        self._why_not = ""
        self._stack = QStackedWidget()
        self._stack.addWidget(self._build_outcomes())
        self._stack.addWidget(self._build_explanation())
        self.body.addWidget(self._stack, 1)
        self._parts: list[_PartLine] = []
        self._parts_shown: tuple[object, ...] = ()
        self.theme_changed()

    # --- building

    def _build_outcomes(self) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.scope = SegmentedSwitch(((HERE, "This document"), (EVERYWHERE, "Whole project")), "Outcomes of")
        self.scope.chosen.connect(self.scope_chosen)
        self.list = OutcomeList()
        self.list.explain_requested.connect(self.explain_requested)
        self.list.current_changed.connect(self._show_choice)
        self.empty = EmptyState("")
        self._pages = QStackedWidget()
        self._pages.addWidget(self.list)
        self._pages.addWidget(self.empty)
        self.explain_button = PrimaryButton("Explain this", key_hint="Enter")
        self.explain_button.clicked.connect(lambda: self.explain_requested.emit(self.list.current()))
        self.another_button = Button("Explain anew")
        self.another_button.setToolTip("Start another configuration for this outcome: it may have more than one cause")
        self.another_button.clicked.connect(lambda: self.another_requested.emit(self.list.current()))
        self._scope_row, self._choice_row = QHBoxLayout(), QHBoxLayout()
        self._scope_row.addWidget(self.scope)
        self._scope_row.addStretch(1)
        self._choice_row.addWidget(self.another_button)
        self._choice_row.addWidget(self.explain_button, 1)
        column.addLayout(self._scope_row)
        column.addWidget(self._pages, 1)
        column.addWidget(Rule())
        column.addLayout(self._choice_row)
        return holder

    def _build_explanation(self) -> QWidget:
        self.explanation = PanelColumn("Explanation")
        part = self.explanation
        self.back = LinkButton("All outcomes")
        self.back.clicked.connect(self.done_requested)
        self.disc = NumberDisc("1", size=22)
        self.outcome = PlainLabel("", "title", weight=600, elide=True)
        self._head = Surface("panel")
        head = QVBoxLayout(self._head)
        self._title_row = QHBoxLayout()
        self._title_row.addWidget(self.disc)
        self._title_row.addWidget(self.outcome, 1)
        head.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        head.addLayout(self._title_row)
        self._head_column = head
        part.head.addWidget(self._head)
        part.head.addWidget(Rule())
        self._parts_column = QVBoxLayout()
        self.memo = MemoField()
        self.memo.written.connect(lambda words: self.memo_written.emit(self._explained, words))
        self.memo.left.connect(self.left)
        self.offers_head = SectionHeader("Coded near it", size="caption")
        self.offers = PassageCards("Coded near the outcome", lambda row: f"Take as {row.letter}")
        self.quotes_head = SectionHeader("The outcome in the texts", size="caption")
        self.quotes = PassageCards("Passages coded as the outcome", lambda _row: "Count here")
        for cards in (self.offers, self.quotes):
            cards.taken.connect(self.taken)
            cards.opened.connect(self.passage_opened)
        self.nothing_near = PlainLabel("", "small", "text2", wrap=True)
        self.advice = PlainLabel("", "small", "text2", wrap=True)
        part.body.addLayout(self._parts_column)
        part.body.addWidget(self.advice)
        self.memo_head = SectionHeader(QUESTION, size="caption")
        for widget in (
            self.memo_head,
            self.memo,
            Rule(),
            self.offers_head,
            self.nothing_near,
            self.offers,
            Rule(),
            self.quotes_head,
            self.quotes,
        ):
            part.body.addWidget(widget)
        part.body.addStretch(1)
        self.done_button = PrimaryButton("Close and choose next", key_hint="Ctrl Enter")
        self.done_button.clicked.connect(self.done_requested)
        self._done_row = QHBoxLayout()
        self._done_row.addWidget(self.done_button)
        part.foot.addWidget(Rule())
        part.foot.addLayout(self._done_row)
        return part

    def theme_changed(self) -> None:
        super().theme_changed()
        if not hasattr(self, "_parts"):
            return
        px = current_theme().px
        self._scope_row.setContentsMargins(px(12), px(8), px(12), px(4))
        self._choice_row.setContentsMargins(px(12), px(12), px(12), px(12))
        self._choice_row.setSpacing(px(8))
        self._done_row.setContentsMargins(px(12), px(12), px(12), px(12))
        self._head_column.setContentsMargins(px(12), px(6), px(12), px(8))
        self._head_column.setSpacing(px(4))
        self._title_row.setSpacing(px(8))
        self._parts_column.setSpacing(0)
        self.explanation.head.setSpacing(0)
        self.explanation.foot.setSpacing(0)
        # The window's style sheet gives fields a least height of their own, which only a style sheet can change.
        height = px(MEMO_HEIGHT)
        self.memo.setStyleSheet(f"QPlainTextEdit {{ min-height: {height}px; max-height: {height}px; }}")

    # --- showing

    def show_outcomes(
        self, outcomes: Sequence[OutcomeRow], styles: Mapping[str, RoleStyle], letter: str, why_not: str
    ) -> None:
        """Show the list of outcomes; `letter` is the key that codes one, empty where none does."""
        self._why_not = why_not
        self.list.show_outcomes(outcomes, styles)
        self._pages.setCurrentIndex(0 if outcomes else 1)
        sentence = NO_OUTCOME_HERE if self.scope.current() == HERE else NO_OUTCOME
        self.empty.set_text(sentence.format(letter=letter) if letter else NO_ROLE)
        self._show_choice(self.list.current())

    def show_list(self) -> None:
        """Go back to the list of outcomes."""
        self._stack.setCurrentIndex(0)

    def is_explaining(self) -> bool:
        """Tell whether an explanation is on display."""
        return self._stack.currentIndex() == 1

    def show_explanation(
        self, found: Explanation, roles: Sequence[RoleRow], styles: Mapping[str, RoleStyle], why_not: str
    ) -> None:
        """Show what explains an outcome so far, and what might."""
        if found.detail.row.rid != self._explained:
            # What is half written belongs to the explanation before.
            self.memo.commit()
            self._explained = found.detail.row.rid
        self.disc.set_number(found.detail.row.number)
        self.outcome.setText(found.outcome)
        self._show_parts(found, roles, styles)
        self.memo.setReadOnly(bool(why_not))
        self.memo.show_words(found.memo)
        offers = [row for row in found.offers if not row.counts_here][:OFFERS_SHOWN]
        self.offers.show_passages(offers, styles, why_not)
        self.nothing_near.setVisible(not offers)
        explaining = [role.letter for role in roles if role.connector != "then"]
        keys = f"{', '.join(explaining[:-1])} or {explaining[-1]}" if len(explaining) > 1 else "".join(explaining)
        self.advice.setText(f"Select a passage and press {keys}, or take one that is coded near it.")
        self.advice.setVisible(bool(found.detail.row.missing))
        self.nothing_near.setText("Nothing else is coded in these accounts yet.")
        quotes = sorted(found.passages, key=lambda row: not row.counts_here)[:QUOTES_SHOWN]
        self.quotes.show_passages(quotes, styles, why_not)
        more = len(found.passages) - len(quotes)
        self.quotes_head.set_text(
            "The outcome in the texts" + (f", {len(quotes)} of {len(found.passages)}" if more else "")
        )
        self._stack.setCurrentIndex(1)

    def _show_parts(self, found: Explanation, roles: Sequence[RoleRow], styles: Mapping[str, RoleStyle]) -> None:
        held = {place.role.key: ", ".join(content.label for content in place.contents) for place in found.detail.places}
        shown = [(role, held.get(role.key, "")) for role in roles if role.key != found.role.key]
        state = (tuple(shown), tuple(styles.items()), current_theme().scale)
        if state == self._parts_shown:
            return
        self._parts_shown = state
        for line in self._parts:
            line.hide()
            self._parts_column.removeWidget(line)
            line.deleteLater()
        self._parts = [_PartLine(role, styles[role.key], words) for role, words in shown]
        for line in self._parts:
            self._parts_column.addWidget(line)

    def _show_choice(self, row: OutcomeRow | None) -> None:
        explained = row is not None and row.is_explained
        number = row.held_in[0].number if row is not None and row.held_in else ""
        self.explain_button.setText(f"Open {number}" if explained else "Explain this")
        self.another_button.setVisible(explained)
        if row is None:
            self.explain_button.disable("There is no outcome to explain yet.")
        elif self._why_not and not row.held_in:
            self.explain_button.disable(self._why_not)
        else:
            self.explain_button.enable()
        if self._why_not:
            self.another_button.disable(self._why_not)
        else:
            self.another_button.enable()

    def finish(self) -> None:
        """Take in what is half written."""
        self.memo.commit()
