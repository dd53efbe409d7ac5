"""Code to theory by keys: what a stance key does to the selected passage, and which sentence it is judged against."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent

from ipof_workbench.app.commands.judging import JudgedPassage, JudgePassage, TakeJudgementBack
from ipof_workbench.app.commands.record_edits import EditFields
from ipof_workbench.domain import records
from ipof_workbench.domain.appearance import stance_look
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.judging_rows import ClaimRow, JudgedRow
from ipof_workbench.domain.steps import Changed
from ipof_workbench.ui.coding.claim_model import ClaimKey, claim_key, disc_number
from ipof_workbench.ui.coding.coding_desk import CodingDesk
from ipof_workbench.ui.coding.judge_panel import CONFIGURATIONS, STATEMENTS, JudgePanel
from ipof_workbench.ui.coding.shown_codings import ShownCodings
from ipof_workbench.ui.places import Place
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.transcript.view import TranscriptView

DIGITS_MS = 900
"""Figures typed within so many milliseconds are one number."""
SHOWN_MARK = "Yes"
"""What the switch writes into a document where nothing is said about which theory was shown."""
KIND_SETTING = "code/judge_against"
_CLAIMS_REST_ON = (
    records.TheoryStatement,
    records.StatementVersion,
    records.Configuration,
    records.ConfigurationVersion,
    records.Place,
    records.PlaceContent,
    records.Element,
    records.TheoryArea,
    records.Role,
)


class JudgeDesk(QObject):
    """Works while its way of working is chosen (`is_active`); `hinted` carries a quiet sentence."""

    hinted = Signal(str)

    def __init__(
        self,
        session: Session,
        view: TranscriptView,
        shown: ShownCodings,
        panel: JudgePanel,
        desk: CodingDesk,
    ) -> None:
        super().__init__(desk)
        self._session, self._view, self._shown, self._panel, self._desk = session, view, shown, panel, desk
        self.is_active = False
        self._are_claims_stale = True
        self._typed = ""
        self._judged: list[JudgedRow] = []
        self._typing = QTimer(self, singleShot=True, interval=DIGITS_MS)
        self._typing.timeout.connect(self._forget_typed)
        view.installEventFilter(self)
        view.hot_key_pressed.connect(self._type_digit)
        view.selection_changed.connect(self._show_here)
        view.configuration_activated.connect(self._show_claim)
        panel.stance_pressed.connect(self.judge)
        panel.claim_chosen.connect(self._claim_chosen)
        panel.claim_opened.connect(self._open_claim)
        panel.theory_shown_set.connect(self._set_theory_shown)
        panel.kind_chosen.connect(lambda kind: session.settings.setValue(KIND_SETTING, kind))
        panel.statements_asked.connect(lambda: session.go_to(Place("statements")))
        panel.left.connect(desk.take_keyboard)

    # --- coming and going

    def set_active(self, active: bool) -> None:
        """Begin or end judging; what was not followed meanwhile is read now."""
        first = active and not self.is_active
        self.is_active = active
        if first:
            self.refresh()

    def refresh(self) -> None:
        """Read everything that is shown anew."""
        self._are_claims_stale = True
        if self.is_active:
            self._show_claims()
            self._read_judged()
            self.show_document()

    def follow(self, changed: Changed) -> None:
        """Take a change in, after what a key did has been painted."""
        if changed.touches(*_CLAIMS_REST_ON):
            self._are_claims_stale = True
        if not self.is_active:
            return
        if self._are_claims_stale:
            self._show_claims()
        if changed.touches(records.Evidence, records.Coding, records.Excerpt, records.Place):
            self._read_judged()
        if changed.touches(records.Document):
            self.show_document()

    def _show_claims(self) -> None:
        self._are_claims_stale = False
        panel = self._panel
        panel.show_claims(self._session.workbench.read.judging.claims())
        kind = str(self._session.settings.value(KIND_SETTING, STATEMENTS))
        other = CONFIGURATIONS if kind == STATEMENTS else STATEMENTS
        wanted = kind if panel.has(kind) or not panel.has(other) else other
        if wanted != panel.kind():
            panel.set_kind(wanted)
        self.show_goal()

    def _read_judged(self) -> None:
        document = self._shown.document
        read = self._session.workbench.read
        self._judged = [] if document is None else read.judging.judged(document, self._session.current_filter)
        self._show_here()

    def _show_here(self) -> None:
        if not self.is_active:
            return
        counts: dict[ClaimKey, Counter[str]] = {}
        for row in self._judged:
            counts.setdefault((row.kind, row.claim), Counter())[row.stance] += 1
        span = self._span()
        here = {(row.kind, row.claim): row.stance for row in self._judged if (row.start, row.end) == span}
        self._panel.show_judged({key: dict(count) for key, count in counts.items()}, here)

    def show_document(self) -> None:
        """Show what belongs to the open document: whether the theory was shown in it."""
        session = self._session
        self._panel.show_document(self.theory_shown(), session.can_edit, session.why_not_editable)

    def show_goal(self) -> None:
        """Say where the role keys put a coding meanwhile."""
        letters = [role.letter for role in self._session.roles()]
        keys = f"{', '.join(letters[:-1])} and {letters[-1]}" if len(letters) > 1 else "".join(letters)
        current = self._desk.current
        if current is None:
            self._panel.show_goal(f"{keys} start a configuration.")
        else:
            number = self._session.workbench.read.get(records.Configuration, current).number
            self._panel.show_goal(f"{keys} go to configuration {number}.")

    # --- judging

    def judge(self, stance: str) -> None:
        """Judge the selected passage (or the one coded at the caret) against the current sentence."""
        document, span, claim = self._shown.document, self._span(), self._panel.current()
        if document is None:
            return
        if span is None:
            self.hinted.emit("Select a passage first, then say what it does to the chosen sentence.")
            return
        if claim is None:
            self.hinted.emit("Choose a sentence of the theory on the right first.")
            return
        outcome = self._session.run(
            JudgePassage(
                document,
                *span,
                stance,
                statement=claim.rid if claim.kind == STATEMENTS else None,
                configuration=claim.rid if claim.kind == CONFIGURATIONS else None,
                theory_shown=self.theory_shown(),
            )
        )
        if outcome is None:
            return
        judged: JudgedPassage = outcome.result
        words = f"{stance_look(stance).words} {disc_number(claim)}"
        if outcome.changed is None:
            self.hinted.emit(f"This passage {words} already.")
        else:
            self.hinted.emit(f"{words[:1].upper()}{words[1:]}." if judged.is_new else f"Now {words}.")

    def take_back(self) -> None:
        """Say that the selected passage no longer bears on the current sentence."""
        span, claim = self._span(), self._panel.current()
        if claim is None or span is None:
            self.hinted.emit("Select a judged passage, and the sentence it was judged against.")
            return
        number = disc_number(claim)
        held = [
            row for row in self._judged if (row.start, row.end) == span and (row.kind, row.claim) == claim_key(claim)
        ]
        if not held:
            self.hinted.emit(f"This passage is not judged against {number}.")
        elif not held[0].whole:
            self.hinted.emit(f"This passage is coded in a place of {number}; U takes that away.")
        elif self._session.run(TakeJudgementBack(held[0].evidence)) is not None:
            self.hinted.emit(f"No longer {stance_look(held[0].stance).words} {number}.")

    def _span(self) -> tuple[int, int] | None:
        """Return the selected passage, else that of the coding at the caret."""
        span = self._view.selected_span()
        if span is not None:
            return span
        here = self._desk.codings_at_caret()
        chosen = next((mark for mark in here if mark.key == self._desk.raised), here[0] if here else None)
        return None if chosen is None else (chosen.start, chosen.end)

    # --- which sentence

    def _claim_chosen(self, claim: ClaimRow) -> None:
        """A configuration that one judges against is the one under way: role keys go there too."""
        if claim.kind == CONFIGURATIONS:
            self._desk.set_current(claim.rid)
        self._show_here()

    def _open_claim(self, claim: ClaimRow) -> None:
        self._session.show_record(claim.kind, claim.rid)

    def _show_claim(self, key: object) -> None:
        """A disc beside the text was pressed; a negative key is a statement's."""
        if isinstance(key, int) and self.is_active:
            self._panel.select((STATEMENTS, -key) if key < 0 else (CONFIGURATIONS, key))
            self._show_here()

    def _type_digit(self, digit: object) -> None:
        if not self.is_active or not isinstance(digit, int):
            return
        self._typed += str(digit)
        if not self._panel.choose_number(self._typed):
            self._typed = str(digit)
            if not self._panel.choose_number(self._typed):
                self.hinted.emit(f"No sentence has the number {digit}.")
        self._typing.start()

    def _forget_typed(self) -> None:
        self._typed = ""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self.is_active and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
            plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.NoModifier
            # Without a selection the arrows move the caret, as always: that is how one selects by keyboard.
            if step is not None and plain and self._view.selected_span() is not None:
                self._panel.step(step)
                return True
        return super().eventFilter(watched, event)

    # --- what brought the words about

    def theory_shown(self) -> bool:
        """Tell whether the theory was shown in the open document."""
        document = self._shown.document
        if document is None:
            return False
        found = self._session.workbench.read.find(records.Document, rid=document)
        return bool(found and found[0].theory_shown)

    def _set_theory_shown(self, shown: bool) -> None:
        document: Rid | None = self._shown.document
        if document is not None and shown != self.theory_shown():
            self._session.run(EditFields(records.Document, document, {"theory_shown": SHOWN_MARK if shown else ""}))
        self.show_document()
