"""Judging passages against the theory: its sentences beside the text, one of them current."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QWidget

from ipof_workbench.domain.appearance import STANCE_LOOKS
from ipof_workbench.domain.judging_rows import ClaimRow
from ipof_workbench.ui.coding.claim_list import ClaimList
from ipof_workbench.ui.coding.claim_model import ClaimKey, Stances, claim_key, disc_number
from ipof_workbench.ui.coding.panel_column import PanelColumn
from ipof_workbench.ui.theme.icons import DISABLED_OPACITY
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.buttons import IconButton
from ipof_workbench.ui.widgets.notices import EmptyState
from ipof_workbench.ui.widgets.painting import draw_focus_ring, draw_stance_glyph
from ipof_workbench.ui.widgets.panels import Rule
from ipof_workbench.ui.widgets.plain_label import PlainLabel
from ipof_workbench.ui.widgets.stance import SWITCH_STANCES
from ipof_workbench.ui.widgets.switches import SegmentedSwitch, ToggleSwitch

STATEMENTS, CONFIGURATIONS = "theory_statement", "configuration"
NO_STATEMENTS = "No statements yet. Write the initial programme theory first, or judge against configurations."
NO_CONFIGURATIONS = "No configurations yet. They appear here as you code."
NOTHING_PASSES = "No sentence holds these words."
THEORY_SHOWN = "Theory was shown in this document"


class StanceButton(IconButton):
    """The glyph of a stance; pressing it judges the selected passage."""

    def __init__(self, stance: str, parent: QWidget | None = None) -> None:
        look = STANCE_LOOKS[stance]
        super().__init__("check", f"Judge: {look.words}", look.shortcut, parent)
        self._stance = stance

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self.isEnabled():
            painter.setOpacity(DISABLED_OPACITY)
        elif self.underMouse() or self.isDown():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("hover"))
            painter.drawRoundedRect(QRectF(self.rect()), theme.pxf(5), theme.pxf(5))
        side = theme.px(16)
        left, top = (self.width() - side) // 2, (self.height() - side) // 2
        draw_stance_glyph(painter, QRectF(left, top, side, side), self._stance)
        if self.ring_shown:
            draw_focus_ring(painter, QRectF(self.rect()))
        painter.end()


class JudgePanel(PanelColumn):
    """What a person asks for goes out as signals.

    `claim_chosen` (ClaimRow), `claim_opened` (ClaimRow), `stance_pressed` (stance), `theory_shown_set` (bool),
    `kind_chosen` (table), `statements_asked` (go to the page where statements are written), `left` (the keyboard
    belongs to the text again).
    """

    claim_chosen = Signal(object)
    claim_opened = Signal(object)
    stance_pressed = Signal(object)
    theory_shown_set = Signal(bool)
    kind_chosen = Signal(object)
    statements_asked = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Judge passages", parent, scrolls=False)
        self._all: Sequence[ClaimRow] = ()
        self._kind = STATEMENTS
        self._build_head()
        self._build_body()
        self._build_foot()
        self.theme_changed()

    # --- building

    def _build_head(self) -> None:
        self.kinds = SegmentedSwitch(((STATEMENTS, "Statements"), (CONFIGURATIONS, "Configurations")), "Judge against")
        self.kinds.chosen.connect(self._choose_kind)
        self.filter = QLineEdit()
        self.filter.setAccessibleName("Filter the sentences")
        self.filter.setPlaceholderText("Number or words")
        self.filter.textChanged.connect(lambda _text: self._fill())
        self.filter.installEventFilter(self)
        self._head = QWidget()
        self._head_rows = QHBoxLayout(self._head)
        self._head_rows.addWidget(self.kinds)
        self._head_rows.addStretch(1)
        self._filter_row = QHBoxLayout()
        self._filter_row.addWidget(self.filter)
        self.head.addWidget(self._head)
        self.head.addLayout(self._filter_row)

    def _build_body(self) -> None:
        self.list = ClaimList()
        self.list.chosen.connect(self._chosen)
        self.list.opened.connect(self.claim_opened)
        self.list.installEventFilter(self)
        self.empty = EmptyState(NO_STATEMENTS, "Go to Statements")
        self.empty.action_requested.connect(self._empty_action)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.list)
        self._pages.addWidget(self.empty)
        self.body.addWidget(self._pages, 1)

    def _build_foot(self) -> None:
        self.goal = PlainLabel("", "small", "text2", wrap=True)
        self.buttons = {stance: StanceButton(stance) for stance in SWITCH_STANCES}
        self._stance_row, self._shown_row, self._goal_row = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        label = PlainLabel("Judge", "caption", "text2", 600)
        label.setToolTip("What the selected passage does to the chosen sentence: Shift+1 to Shift+5")
        self._stance_row.addWidget(label)
        self._stance_row.addStretch(1)
        for stance, button in self.buttons.items():
            button.clicked.connect(lambda _checked=False, stance=stance: self.stance_pressed.emit(stance))
            self._stance_row.addWidget(button)
        self.theory_shown = ToggleSwitch(THEORY_SHOWN)
        self.theory_shown.setAccessibleName(THEORY_SHOWN)
        self.theory_shown.toggled.connect(self._shown_toggled)
        words = PlainLabel(THEORY_SHOWN, "small", "text2", elide=True)
        self.theory_shown.setToolTip("What is judged while this is on counts as elicited by showing the theory")
        self._shown_row.addWidget(words, 1)
        self._shown_row.addWidget(self.theory_shown)
        self._goal_row.addWidget(self.goal)
        self.foot.addWidget(Rule())
        for row in (self._stance_row, self._shown_row, self._goal_row):
            self.foot.addLayout(row)

    def theme_changed(self) -> None:
        super().theme_changed()
        if not hasattr(self, "_goal_row"):
            return
        px = current_theme().px
        self.head.setSpacing(0)
        self.foot.setSpacing(0)
        self._head_rows.setContentsMargins(px(12), px(8), px(12), 0)
        self._filter_row.setContentsMargins(px(12), px(8), px(12), px(8))
        self._stance_row.setContentsMargins(px(12), px(8), px(8), px(4))
        self._stance_row.setSpacing(px(2))
        self._shown_row.setContentsMargins(px(12), 0, px(10), 0)
        self._goal_row.setContentsMargins(px(12), px(4), px(12), px(10))

    # --- showing

    def show_claims(self, claims: Sequence[ClaimRow]) -> None:
        """Show the sentences of the theory; the current one stays, else the first is."""
        self._all = claims
        for kind in (STATEMENTS, CONFIGURATIONS):
            self.kinds.set_count(kind, sum(claim.kind == kind for claim in claims))
        self._fill()

    def set_kind(self, kind: str) -> None:
        """Show the statements or the configurations."""
        self._kind = kind
        self.kinds.set_current(kind)
        self._fill()

    def kind(self) -> str:
        """Return which of the two is shown."""
        return self._kind

    def has(self, kind: str) -> bool:
        """Tell whether there is a sentence of a kind."""
        return any(claim.kind == kind for claim in self._all)

    def current(self) -> ClaimRow | None:
        """Return the sentence that keys judge against."""
        at = self.list.claims.row_of(self.list.claims.current)
        row = self.list.claims.rows[at] if at >= 0 else None
        return row if isinstance(row, ClaimRow) else None

    def select(self, key: ClaimKey) -> None:
        """Make a sentence the current one, whatever hides it."""
        if key[0] != self._kind:
            self.set_kind(key[0])
        if self.list.claims.row_of(key) < 0:
            self.filter.clear()
        self.list.set_current(key)

    def show_judged(self, judged: Mapping[ClaimKey, Stances], here: Mapping[ClaimKey, str]) -> None:
        """Show what the document says to each sentence, and the selected passage among that."""
        self.list.show_judged(judged, here)

    def show_document(self, theory_shown: bool, editable: bool, why_not: str) -> None:
        """Show whether the theory was shown in the document."""
        self.theory_shown.blockSignals(True)
        self.theory_shown.setChecked(theory_shown)
        self.theory_shown.blockSignals(False)
        for button in self.buttons.values():
            if editable:
                button.enable()
            else:
                button.disable(why_not)
        self.theory_shown.setEnabled(editable)

    def show_goal(self, sentence: str) -> None:
        """Say where the role keys put a coding meanwhile."""
        self.goal.setText(sentence)

    def _fill(self) -> None:
        words = self.filter.text().casefold().split()
        of_kind = [claim for claim in self._all if claim.kind == self._kind]
        shown = [claim for claim in of_kind if all(word in _text(claim) for word in words)]
        kept = self.list.claims.current
        self.list.claims.show_claims(shown)
        self.list.claims.current = None
        claims = self.list.claims.claims()
        key = kept if self.list.claims.row_of(kept) >= 0 else (claim_key(claims[0]) if claims else None)
        self.list.set_current(key)
        self._pages.setCurrentIndex(0 if shown else 1)
        if of_kind:
            self.empty.set_text(NOTHING_PASSES, "Clear the filter")
        elif self._kind == STATEMENTS:
            self.empty.set_text(NO_STATEMENTS, "Go to Statements")
        else:
            self.empty.set_text(NO_CONFIGURATIONS)

    # --- choosing

    def step(self, by: int) -> None:
        """Make the next sentence the current one (or the one before, with -1)."""
        claims = self.list.claims.claims()
        current = self.current()
        if not claims:
            return
        at = claims.index(current) + by if current in claims else 0
        self._chosen(claims[min(max(at, 0), len(claims) - 1)])

    def choose_number(self, typed: str) -> bool:
        """Choose the sentence whose number is typed: the exact one, else the next that begins so; tells whether any."""
        claims = self.list.claims.claims()
        exact = [claim for claim in claims if _figures(claim) == typed]
        found = exact + [claim for claim in claims if _figures(claim).startswith(typed) and claim not in exact]
        if not found:
            return False
        current = self.current()
        # The same number once more goes on to "7a" after "7", and round again.
        at = (found.index(current) + 1) % len(found) if current in found else 0
        self._chosen(found[at])
        return True

    def _chosen(self, claim: ClaimRow) -> None:
        self.list.set_current(claim_key(claim))
        self.claim_chosen.emit(claim)

    def _choose_kind(self, kind: object) -> None:
        self.set_kind(str(kind))
        self.kind_chosen.emit(kind)

    def _empty_action(self) -> None:
        if self.filter.text():
            self.filter.clear()
        else:
            self.statements_asked.emit()

    def _shown_toggled(self, shown: bool) -> None:
        self.theory_shown_set.emit(shown)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and watched in (self.filter, self.list):
            mine = event.key() in (
                Qt.Key.Key_Escape,
                Qt.Key.Key_Return,
                Qt.Key.Key_Enter,
                Qt.Key.Key_Up,
                Qt.Key.Key_Down,
            )
            if watched is self.list:
                mine = event.key() == Qt.Key.Key_Escape
            if mine and event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if mine and event.type() == QEvent.Type.KeyPress:
                self._key(Qt.Key(event.key()))
                return True
        return super().eventFilter(watched, event)

    def _key(self, key: Qt.Key) -> None:
        """Take a key of the filter field: arrows walk, Enter takes, Esc gives up what was typed."""
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.step(1 if key == Qt.Key.Key_Down else -1)
            return
        current = self.current()
        if key == Qt.Key.Key_Escape:
            self.filter.clear()
        elif current is not None:
            self._chosen(current)
        self.left.emit()


def _text(claim: ClaimRow) -> str:
    parts = (disc_number(claim), claim.title, claim.if_text, claim.then_text, claim.because_text)
    return " ".join((*parts, claim.theory_area_name)).casefold()


def _figures(claim: ClaimRow) -> str:
    """Return a number from its first figure on: digits choose “S12” and “12a” too."""
    at = next((at for at, letter in enumerate(claim.number) if letter.isdigit()), len(claim.number))
    return claim.number[at:]
