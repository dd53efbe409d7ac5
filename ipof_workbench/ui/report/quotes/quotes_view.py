"""Choosing quotes: claims at the left, passages in the middle, how they will be printed at the right."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ipof_workbench.domain import records
from ipof_workbench.domain.house_style import HouseStyle
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.quote_rows import QuoteOption
from ipof_workbench.domain.steps import Changed
from ipof_workbench.ui.configurations.live_reading import LiveReading
from ipof_workbench.ui.report.quotes.claim_list import Claim, ClaimList
from ipof_workbench.ui.report.quotes.offers import offers
from ipof_workbench.ui.report.quotes.parts import PassagesPart, PrintedPanel
from ipof_workbench.ui.report.quotes.quotes_reading import QuotesRead, read_quotes
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.panels import FOLDED_WIDTH, SidePanel
from ipof_workbench.ui.widgets.splitter_room import PanelSplitter

NO_CLAIMS = "Quotes are chosen for configurations and statements, and there is none yet."
_DELAY_MS = 60
_TOUCHING = (
    records.Configuration,
    records.TheoryStatement,
    records.StatementVersion,
    records.Evidence,
    records.Coding,
    records.Excerpt,
    records.Participant,
    records.Case,
    records.Document,
    records.ChosenQuote,
    records.PublishedQuote,
    records.Publication,
    records.Project,
)


class QuotesView(QWidget):
    """The view; `style` gives the house style that is set on the page, whose switch stands in the head of the left
    panel. `now` is what can be done with the current quote; `offered` tells that it is another.
    """

    offered = Signal()

    def __init__(self, session: Session, style: Callable[[], HouseStyle], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._style = session, style
        self._claim: Claim | None = None
        self._is_stale, self._is_shown, self._keep = True, False, 0
        self._reading = LiveReading(session, "quotes", self._read, _DELAY_MS)
        self._build_left()
        self.middle, self.right_panel = PassagesPart(), PrintedPanel()
        self.bar, self.options, self.editor = self.middle.bar, self.middle.options, self.middle.editor
        self.choose_button, self.edit_button = self.middle.choose_button, self.middle.edit_button
        self.up_button, self.down_button = self.middle.up_button, self.middle.down_button
        self._assemble()
        self.now = offers(None, 0, 0)
        self._connect()
        self._show_current(None)

    # --- what the page asks

    def activate(self) -> None:
        """Bring what is shown up to date."""
        self._is_shown = True
        if self._is_stale:
            self._is_stale = False
            self._reading.read_now()

    def deactivate(self) -> None:
        """Leave a half-done edit."""
        self._is_shown = False
        self._close_editor(focus=False)

    def focus_primary(self) -> None:
        """Give the keyboard to the passages, or to the claims where there are none."""
        target = self.options if self.options.options.rows else self.claims
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def facts(self) -> str:
        """Return how many quotes are chosen, for how many claims."""
        chosen = [claim.chosen for claim in self.claims.claims.rows if claim.chosen]
        quotes = "1 quote" if sum(chosen) == 1 else f"{sum(chosen):,} quotes"
        if not chosen:
            return "No quotes are chosen yet"
        return f"{quotes} chosen for {'1 claim' if len(chosen) == 1 else f'{len(chosen):,} claims'}"

    def regions(self) -> Sequence[QWidget]:
        """Return what F6 goes through."""
        return (self.claims, self.options, self.right_panel)

    def renew(self) -> None:
        """Read again: the style or the filter is another."""
        if self._is_shown:
            self._reading.ask()
        else:
            self._is_stale = True

    def show_claim(self, kind: str, rid: Rid) -> None:
        """Show the quotes for a configuration or statement."""
        self.claims.choose(kind, rid)

    # --- acting

    def toggle(self) -> None:
        """Choose the current quote, or take it back; one that needs a paraphrase opens for it."""
        option = self.options.current()
        if option is not None:
            self._toggle(option)

    def edit(self) -> None:
        """Open the current quote for editing."""
        option = self.options.current()
        if option is None or offers(option, 1, 1).edit:
            return
        self.editor.edit(option)
        self.editor.show()
        self.choose_button.disable("Store or cancel the edit first")
        self.options.scrollTo(self.options.currentIndex())

    def move_quote(self, by: int) -> None:
        """Move the current quote among the chosen ones."""
        from ipof_workbench.app.commands.quotes import MoveChosenQuote

        option = self.options.current()
        if option is not None and option.chosen is not None:
            self._session.run(MoveChosenQuote(option.row.evidence, by))

    def open_place(self) -> None:
        """Show the current quote in its text."""
        option = self.options.current()
        if option is not None:
            self._open(option)

    def _toggle(self, option: QuoteOption) -> None:
        from ipof_workbench.app.commands.quotes import ChooseQuote, UnchooseQuote

        evidence = option.row.evidence
        self.options.choose(evidence)
        if option.chosen is not None:
            self._session.run(UnchooseQuote(evidence))
        elif option.is_printable:
            self._keep = evidence
            self._session.run(ChooseQuote(evidence))
        elif option.can_paraphrase:
            self.edit()
        else:
            self._session.refuse(f"{option.reason}; this passage stays out of the paper.")

    def _open(self, option: QuoteOption) -> None:
        self._session.open_quote(option.row.document, option.row.start, option.row.end)

    def _store(self, evidence: Rid, text: str, is_paraphrase: bool) -> None:
        from ipof_workbench.app.commands.quotes import ChooseQuote, EditChosenQuote

        option = self.options.current()
        is_chosen = option is not None and option.row.evidence == evidence and option.chosen is not None
        command = (EditChosenQuote if is_chosen else ChooseQuote)(evidence, text, is_paraphrase)
        self._keep = evidence
        if self._session.run(command) is not None:
            self._close_editor()

    def _close_editor(self, *, focus: bool = True) -> None:
        had_focus = self.editor.isAncestorOf(self.focusWidget()) if self.focusWidget() is not None else False
        was_open = not self.editor.isHidden()
        self.editor.hide()
        if was_open:
            self._show_current(self.options.current())
        if focus and had_focus:
            self.options.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- reading and showing

    def _read(self) -> QuotesRead:
        wanted = self._claim[:2] if self._claim is not None else None
        return read_quotes(self._session.workbench, self._session.current_filter, wanted, self._style())

    def _show(self, found: object) -> None:
        if not isinstance(found, QuotesRead):
            return
        if found.claim is not None and self._claim is not None and found.claim[:2] != self._claim[:2]:
            known = {claim[:2] for claim in found.claims}
            if self._claim[:2] in known:
                return  # another claim was chosen while this was read; its own reading follows
        self._claim = found.claim
        self.claims.show_claims(found.claims)
        if found.claim is not None:
            self.claims.choose(found.claim.kind, found.claim.rid)
        self._show_claim(found)
        self._session.refresh_facts()

    def _show_claim(self, found: QuotesRead) -> None:
        claim = found.claim
        self.bar.set_title(claim.words if claim is not None else "Quotes")
        self.bar.set_subtitle(claim.title if claim is not None else "")
        keep, self._keep = self._keep, 0
        self.options.show_options(found.options, keep)
        self.middle.show_whether_any(bool(found.options), "" if claim is not None else NO_CLAIMS)
        is_chosen = any(option.chosen is not None for option in found.options)
        self.right_panel.show_printed(found.printed, self._style().typeface, is_chosen=is_chosen)
        if not self.editor.isHidden() and self.editor.evidence() not in {row.row.evidence for row in found.options}:
            self._close_editor()

    def _show_current(self, option: QuoteOption | None) -> None:
        """Offer what can be done with the current quote, and say why the rest cannot."""
        chosen = sum(1 for line in self.options.options.rows if isinstance(line, QuoteOption) and line.chosen)
        found = offers(option, self.options.currentIndex().row(), chosen)
        self.choose_button.setText(found.verb)
        for button, reason in (
            (self.choose_button, found.choose),
            (self.edit_button, found.edit),
            (self.up_button, found.up),
            (self.down_button, found.down),
        ):
            if reason:
                button.disable(reason)
            else:
                button.enable()
        self.now = found
        self.offered.emit()
        if not self.editor.isHidden() and (option is None or option.row.evidence != self.editor.evidence()):
            self._close_editor(focus=False)

    def _on_claim(self, claim: Claim) -> None:
        if self._claim is None or claim[:2] != self._claim[:2]:
            self._claim = claim
            self._close_editor(focus=False)
            self._reading.read_now()

    def _on_changed(self, changed: Changed) -> None:
        if changed.touches(*_TOUCHING):
            self.renew()

    # --- building

    def _build_left(self) -> None:
        self.left_panel = SidePanel("left", 216, "Claims", scrolls=False)
        self.left_panel.use_whole_width()
        self.claims = ClaimList()
        self.left_panel.body.addWidget(self.claims)

    def _assemble(self) -> None:
        self._parts = PanelSplitter()
        self._parts.add(self.left_panel, self.middle, self.right_panel, wide=self.middle)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._parts)

    def _connect(self) -> None:
        self._reading.arrived.connect(self._show)
        self._reading.busy_changed.connect(lambda on: self.bar.busy.start() if on else self.bar.busy.stop())
        self._session.changed.connect(self._on_changed)
        self._session.filter_changed.connect(self.renew)
        self.claims.claim_chosen.connect(self._on_claim)
        self.options.toggled.connect(self._toggle)
        self.options.opened.connect(self._open)
        self.options.current_changed.connect(self._show_current)
        self.editor.stored.connect(self._store)
        self.editor.left.connect(self._close_editor)
        self.choose_button.clicked.connect(self.toggle)
        self.edit_button.clicked.connect(self.edit)
        self.up_button.clicked.connect(lambda: self.move_quote(-1))
        self.down_button.clicked.connect(lambda: self.move_quote(1))
        for panel in (self.left_panel, self.right_panel):
            panel.folded.connect(lambda _: self._set_sizes())
        current_theme().changed.connect(self._set_sizes)

    def _set_sizes(self) -> None:
        theme = current_theme()
        left, right = (
            theme.px(FOLDED_WIDTH if panel.is_folded() else width)
            for panel, width in ((self.left_panel, 216), (self.right_panel, 300))
        )
        self._parts.setSizes([left, max(theme.px(300), self.width() - left - right), right])
