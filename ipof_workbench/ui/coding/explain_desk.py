"""Outcome first: which outcomes wait for an explanation, and what may belong to the one that is being explained."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal

from ipof_workbench.app.commands.deletion import DeleteRecords
from ipof_workbench.app.commands.judging import BringCoding, StartExplanation
from ipof_workbench.app.commands.record_edits import AddRecord, EditFields
from ipof_workbench.domain import records
from ipof_workbench.domain.errors import NotFound
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.judging_rows import OutcomeRow, PassageRow
from ipof_workbench.domain.listings import ConfigurationDetail, PlaceContentRow, RoleRow
from ipof_workbench.domain.steps import Changed
from ipof_workbench.domain.text import shorten
from ipof_workbench.domain.vocabulary import Inference, MemoKind
from ipof_workbench.ui.coding.coding_desk import CodingDesk
from ipof_workbench.ui.coding.explain_panel import HERE, ExplainPanel, Explanation
from ipof_workbench.ui.coding.memo_field import QUESTION
from ipof_workbench.ui.coding.shown_codings import ShownCodings
from ipof_workbench.ui.configurations.live_reading import LiveReading
from ipof_workbench.ui.session import Session

_OUTCOMES_REST_ON = (
    records.Coding,
    records.Excerpt,
    records.Element,
    records.Configuration,
    records.Place,
    records.PlaceContent,
    records.Evidence,
    records.Role,
    records.Document,
    records.Case,
    records.Participant,
    records.Memo,
)
SCOPE_SETTING = "code/explain_outcomes_of"


class ExplainDesk(QObject):
    """Works while its way of working is chosen (`is_active`); `hinted` carries a quiet sentence."""

    hinted = Signal(str)

    def __init__(self, session: Session, shown: ShownCodings, panel: ExplainPanel, desk: CodingDesk) -> None:
        super().__init__(desk)
        self._session, self._shown, self._panel, self._desk = session, shown, panel, desk
        self.is_active = False
        self._wanted: tuple[bool, Rid | None] = (False, None)
        """Whether the outcomes of one document are wanted, and which that is."""
        self._listing = LiveReading(session, "outcomes", self._read)
        self._listing.begins.connect(self._note_wanted)
        self._listing.arrived.connect(self._show_outcomes)
        panel.scope.set_current(str(session.settings.value(SCOPE_SETTING, HERE)))
        panel.scope_chosen.connect(self._choose_scope)
        panel.explain_requested.connect(self.explain)
        panel.another_requested.connect(self.explain_anew)
        panel.taken.connect(self._take)
        panel.passage_opened.connect(lambda row: session.open_quote(row.document, row.start, row.end))
        panel.memo_written.connect(self._write_memo)
        panel.done_requested.connect(self.close)
        panel.left.connect(desk.take_keyboard)
        desk.current_changed.connect(self.show_current)

    # --- coming and going

    def set_active(self, active: bool) -> None:
        """Begin or end explaining; what was not followed meanwhile is read now."""
        first = active and not self.is_active
        self.is_active = active
        if first:
            self.refresh()

    def refresh(self) -> None:
        """Read everything that is shown anew."""
        if self.is_active:
            self._listing.read_now()
            self.show_current()

    def follow(self, changed: Changed) -> None:
        """Take a change in, after what a key did has been painted."""
        if self.is_active and changed.touches(*_OUTCOMES_REST_ON):
            self.refresh()

    def take_keyboard(self) -> None:
        """Give the keyboard to the list of outcomes, or to the text while one is being explained."""
        if self._panel.is_explaining() or not self._panel.list.outcomes.rows:
            self._desk.take_keyboard()
        else:
            self._panel.list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # --- the outcomes

    def _note_wanted(self) -> None:
        here = self._panel.scope.current() == HERE
        self._wanted = here, self._shown.document if here else None

    def _read(self) -> list[OutcomeRow]:
        here, document = self._wanted
        if here and document is None:
            return []
        return self._session.workbench.read.judging.outcomes(document, self._session.current_filter)

    def _show_outcomes(self, outcomes: list[OutcomeRow]) -> None:
        letters = [role.letter for role in self._session.roles() if role.connector == "then"]
        styles, why_not = self._session.role_styles(), self._session.why_not_editable
        self._panel.show_outcomes(outcomes, styles, " or ".join(letters), why_not)

    def _choose_scope(self, scope: object) -> None:
        self._session.settings.setValue(SCOPE_SETTING, scope)
        self._listing.read_now()

    # --- one explanation

    def explain(self, outcome: object) -> None:
        """Open the configuration that has the outcome, one that does not say why first; without any, start one."""
        if not isinstance(outcome, OutcomeRow):
            return
        held = next(iter([*outcome.unexplained_in, *outcome.held_in]), None)
        if held is not None:
            self._begin(held.configuration)
        else:
            self.explain_anew(outcome)

    def explain_anew(self, outcome: object) -> None:
        """Start a configuration with the outcome; its passages in the open document come along as evidence."""
        if not isinstance(outcome, OutcomeRow):
            return
        document = self._shown.document
        passages = self._session.workbench.read.judging.outcome_passages(
            outcome.element, outcome.role_key, scope=self._session.current_filter
        )
        codings = tuple(row.coding for row in passages if row.document == document)
        started = self._session.run(StartExplanation(outcome.element, outcome.role_key, codings))
        if started is not None:
            many = "1 passage" if len(codings) == 1 else f"{len(codings)} passages"
            with_words = f" with {many} of this document" if codings else ""
            self.hinted.emit(f"Started configuration {started.result.number}{with_words}.")
            self._begin(started.result.rid)

    def _begin(self, configuration: Rid) -> None:
        self._desk.set_current(configuration)
        self.show_current()
        self._desk.take_keyboard()

    def close(self) -> None:
        """End the explanation: the next coding starts another configuration."""
        self._panel.finish()
        self._desk.set_current(None)
        self.show_current()
        self._listing.read_now()
        self.take_keyboard()

    def show_current(self) -> None:
        """Show the explanation in the configuration under way; the list where that has no outcome."""
        if not self.is_active:
            return
        found = self._explanation()
        if found is None:
            self._panel.show_list()
        else:
            session = self._session
            self._panel.show_explanation(found, session.roles(), session.role_styles(), session.why_not_editable)

    def _explanation(self) -> Explanation | None:
        read, current = self._session.workbench.read, self._desk.current
        if current is None:
            return None
        try:
            detail = read.configuration(current, self._session.current_filter)
        except NotFound:
            return None
        standing = outcome_of(detail)
        if standing is None or standing[1].element is None:
            return None
        role, content = standing
        element, scope = content.element, self._session.current_filter
        assert element is not None
        document = self._shown.document
        return Explanation(
            detail,
            content.label,
            role,
            tuple(read.judging.outcome_passages(element, role.key, current, document, scope)),
            self._near(element, role.key, current),
            self._memo_words(current),
        )

    def _near(self, element: Rid, role_key: str, configuration: Rid) -> tuple[PassageRow, ...]:
        """Return what is coded near the outcome: in the open document first, which is the account one reads."""
        read = self._session.workbench.read
        found = read.judging.passages_near(element, role_key, configuration, scope=self._session.current_filter)
        return tuple(sorted(found, key=lambda row: row.document != self._shown.document))

    def _take(self, row: PassageRow) -> None:
        current = self._desk.current
        if current is None:
            return
        if self._session.run(BringCoding(current, row.coding, self._desk.stance)) is not None:
            self.hinted.emit(f"“{shorten(row.label, 40)}” counts here now.")

    # --- why it might have happened

    def _memo(self, configuration: Rid) -> records.Memo | None:
        found = self._session.workbench.read.find(
            records.Memo, about_kind="configuration", about=configuration, inference=Inference.RETRODUCTIVE.value
        )
        return found[0] if found else None

    def _memo_words(self, configuration: Rid) -> str:
        memo = self._memo(configuration)
        return memo.body if memo is not None else ""

    def _write_memo(self, configuration: Rid | None, words: str) -> None:
        if configuration is None or not self._session.workbench.read.exists(records.Configuration, configuration):
            return
        memo = self._memo(configuration)
        if memo is None and words:
            self._session.run(
                AddRecord(
                    records.Memo(
                        title=QUESTION,
                        body=words,
                        inference=Inference.RETRODUCTIVE.value,
                        about_kind="configuration",
                        about=configuration,
                        kind=MemoKind.THEORY.value,
                    )
                )
            )
        elif memo is not None and words:
            self._session.run(EditFields(records.Memo, memo.rid, {"body": words}))
        elif memo is not None:
            self._session.run(DeleteRecords(records.Memo, (memo.rid,)))


def outcome_of(detail: ConfigurationDetail) -> tuple[RoleRow, PlaceContentRow] | None:
    """Return the first outcome of a configuration with its role."""
    for place in detail.places:
        if place.role.connector == "then":
            for content in place.contents:
                if content.element is not None:
                    return place.role, content
    return None
