"""Auto-coding under review: the rule at the left, what it proposes beside it; nothing is stored before the button."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ipof_workbench.app.auto_coding import AutoCode
from ipof_workbench.app.tasks import Report
from ipof_workbench.domain import records
from ipof_workbench.domain.auto_coding import Proposal
from ipof_workbench.domain.errors import Cancelled, UsageError
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.steps import Changed
from ipof_workbench.ui.background import Task
from ipof_workbench.ui.codebook.chosen_proposals import ChosenProposals, DocumentTicks, NamedDocument, ProposalModel
from ipof_workbench.ui.codebook.proposal_lists import DocumentTickDelegate, PassageTickDelegate, TickList
from ipof_workbench.ui.codebook.review_foot import ReviewFoot
from ipof_workbench.ui.codebook.rule_form import RuleForm
from ipof_workbench.ui.coding.document_facts import name_in_case
from ipof_workbench.ui.page import Page
from ipof_workbench.ui.places import AutoCodePlace, Place
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.widgets.notices import EmptyState
from ipof_workbench.ui.widgets.panels import PageBar, Rule, SidePanel, Surface
from ipof_workbench.ui.widgets.splitter_room import PanelSplitter

NOTHING = "Nothing in the texts that the filter lets through fits this rule."
_LIST, _EMPTY = range(2)
Found = tuple[list[Proposal], dict[Rid, NamedDocument]]


class AutoCodingPage(Page):
    """One rule at a time; `search_for` begins with words of a search."""

    key = "auto"
    page_title = "Auto-code"
    icon = "text-search"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.form = RuleForm(session)
        self.chosen = ChosenProposals(self)
        self.passages, self.documents = ProposalModel(self.chosen, self), DocumentTicks(self.chosen, self)
        self.list = TickList(self.passages, PassageTickDelegate, "Proposed passages")
        self.list.setObjectName("proposedPassages")
        self.document_list = TickList(self.documents, DocumentTickDelegate, "Documents with proposals")
        self.document_list.setProperty("onPanel", True)
        self.bar = PageBar("Proposed passages", ground="paper")
        self.nothing = EmptyState("")
        self.foot = ReviewFoot()
        self.summary, self.cancel, self.code_button = self.foot.summary, self.foot.cancel, self.foot.code_button
        self.all_button, self.none_button = self.foot.all_button, self.foot.none_button
        self._pages = QStackedWidget()
        self._is_front, self._is_stale = False, True
        self._finding: Task | None = None
        self._storing: Task | None = None
        self._assemble()
        self._connect()
        self._show_found(((), {}))

    def _assemble(self) -> None:
        self.left_panel = SidePanel("left", 280, "Rule", scrolls=False)
        self.left_panel.head.addWidget(PageBar("Auto-code"))
        self.left_panel.body.addWidget(self.form)
        self.left_panel.body.addWidget(Rule())
        self.left_panel.body.addWidget(self.document_list, 1)
        self.left_panel.use_whole_width()
        self.left_panel.body.setSpacing(0)
        ground = Surface("paper")
        QVBoxLayout(ground).addWidget(self.nothing)
        self._pages.addWidget(self.list)
        self._pages.addWidget(ground)
        centre = QWidget()
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self._pages, 1)
        splitter = PanelSplitter()
        splitter.add(self.left_panel, centre, wide=centre)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(splitter, 1)
        whole.addWidget(self.foot)

    def _connect(self) -> None:
        session = self.session
        session.changed.connect(self._on_changed)
        session.filter_changed.connect(self._mark_stale)
        session.can_edit_changed.connect(lambda _can: self._renew())
        self.form.rule_changed.connect(self.look_for)
        self.form.target_changed.connect(self.look_for)
        self.chosen.changed.connect(self._ticks_changed)
        self.list.ticked.connect(self.chosen.tick)
        self.list.opened.connect(self._open)
        self.document_list.ticked.connect(self.chosen.tick_documents)
        self.document_list.current_changed.connect(self._scroll_to)
        self.document_list.opened.connect(lambda _at: self.list.setFocus(Qt.FocusReason.OtherFocusReason))
        self.all_button.clicked.connect(lambda: self.chosen.tick_all(True))
        self.none_button.clicked.connect(lambda: self.chosen.tick_all(False))
        self.cancel.clicked.connect(self.stop)
        self.code_button.clicked.connect(self.code_all)

    # --- the page's contract

    def activate(self) -> None:
        self._is_front = True
        if self._is_stale:
            self._is_stale = False
            self.form.refresh()
            self.look_for()

    def deactivate(self) -> None:
        self._is_front = False

    def focus_primary(self) -> None:
        (self.list if self.chosen.rows else self.form.words).setFocus(Qt.FocusReason.OtherFocusReason)

    def regions(self) -> Sequence[QWidget]:
        return (self.form, self.document_list, self.list)

    def page_keys(self) -> Sequence[tuple[str, str]]:
        return (("Space", "Tick the passage, or take its tick away"), ("Enter", "Open the passage in its text"))

    def go_to(self, place: Place) -> None:
        """Begin with the words of a search."""
        if isinstance(place, AutoCodePlace) and place.words:
            self.form.search_for(place.words)

    # --- finding

    def look_for(self) -> None:
        """Look for what the rule proposes; what was looked for before is no longer heard."""
        if not self.session.is_open:
            return
        try:
            rule = self.form.rule().checked()
        except UsageError as refusal:
            self._forget()
            self._show_found(((), {}), str(refusal))
            return
        read, scope, target = self.session.workbench.read, self.session.current_filter, self._target()
        analyst = self.session.workbench.analyst.rid

        def work(report: Report) -> Found:
            rows = read.auto.proposals(rule, scope, target, analyst, report)
            documents = list(dict.fromkeys(row.document for row in rows))
            named = read.auto.names(documents)
            return rows, {
                rid: NamedDocument(name_in_case(name, case), case, kind) for rid, (name, case, kind) in named.items()
            }

        self.bar.busy.start()
        words = "Looking for passages"
        self._finding = self.session.run_in_background(work, self._found, self._not_found, words=words, key="auto-code")

    def _target(self) -> tuple[Rid | None, Rid | None, Rid | None]:
        target = self.form.target
        if target is None:
            return (None, None, None)
        role = next((role.rid for role in self.session.roles() if role.key == target.role_key), None)
        return (target.code, target.element, role if target.element is not None else None)

    def _forget(self) -> None:
        if self._finding is not None:
            self._finding.forget()
            self._finding = None
            self.bar.busy.stop()

    def _found(self, found: Found) -> None:
        self._finding = None
        self.bar.busy.stop()
        self._show_found(found, NOTHING)

    def _not_found(self, error: BaseException) -> None:
        self._finding = None
        self.bar.busy.stop()
        if not isinstance(error, Cancelled):
            self.session.show_error(error)

    def _show_found(self, found: tuple[Sequence[Proposal], dict[Rid, NamedDocument]], sentence: str = "") -> None:
        rows, names = found
        self.chosen.show(rows, names)
        self.passages.renew()
        self.documents.renew()
        self.nothing.set_text(sentence)
        self._pages.setCurrentIndex(_LIST if rows else _EMPTY)
        self._renew()

    def _on_changed(self, changed: Changed) -> None:
        if changed.touches(records.Coding, records.TextRevision, records.Document, records.Turn, records.ThematicCode):
            self._mark_stale()

    def _mark_stale(self) -> None:
        self._is_stale = True
        if self._is_front and self._storing is None:
            self.activate()

    # --- choosing

    def _ticks_changed(self) -> None:
        self.passages.tell()
        self.documents.tell()
        self._renew()

    def _renew(self) -> None:
        total, rows = self.chosen.total, len(self.chosen.rows)
        coded = self.chosen.coded
        documents = self.chosen.document_count()
        parts = [f"{total:,} of {rows:,} passages in {documents:,} document{'' if documents == 1 else 's'}"]
        parts += [f"{coded:,} coded already"] if coded else []
        self.summary.setText(", ".join(parts) if rows else "")
        self.code_button.setText(f"Code {total:,} passage{'' if total == 1 else 's'}" if total else "Code passages")
        if self._storing is not None:
            self.code_button.disable("Being coded")
        elif self.session.why_not_editable:
            self.code_button.disable(self.session.why_not_editable)
        elif not total:
            self.code_button.disable("Tick at least one passage")
        elif self.form.target is None:
            self.code_button.disable("Choose what to code with first")
        else:
            self.code_button.enable()
        for button in (self.all_button, self.none_button):
            button.setEnabled(bool(rows))
            button.setToolTip("" if rows else "Nothing is proposed yet")

    def _scroll_to(self, at: int) -> None:
        if 0 <= at < self.chosen.document_count():
            index = self.passages.index(self.chosen.document(at).first)
            self.list.setCurrentIndex(index)
            self.list.scrollTo(index, self.list.ScrollHint.PositionAtTop)

    def _open(self, row: int) -> None:
        passage = self.chosen.rows[row]
        self.session.open_quote(passage.document, passage.start, passage.end)

    # --- storing

    def code_all(self) -> None:
        """Code the ticked passages, as one step, in a worker."""
        target, chosen = self.form.target, self.chosen.chosen()
        if target is None or not chosen or self._storing is not None:
            return
        rule, workbench = self.form.rule().checked().described, self.session.workbench
        passages = tuple((row.document, row.start, row.end) for row in chosen)
        self._storing = self.session.run_in_background(
            lambda report: workbench.run(AutoCode(passages, target, rule, report)),
            self._stored,
            self._not_stored,
            words=f"Coding {len(passages):,} passages",
            exclusive=True,
        )
        self.bar.busy.start()
        self._renew()

    def _stored(self, outcome: object) -> None:
        self._end_storing()
        changed = getattr(outcome, "changed", None)
        if changed is not None:
            self.session.show_toast(changed.step.label)
        self.session.show_page("code")

    def _not_stored(self, error: BaseException) -> None:
        self._end_storing()
        self.session.show_error(error)
        self._renew()

    def _end_storing(self) -> None:
        self._storing = None
        self.bar.busy.stop()

    def stop(self) -> None:
        """Stop what is under way, or leave without coding anything."""
        if self._storing is not None:
            self._storing.cancel()
        elif self._finding is not None:
            self._forget()
            self._renew()
        else:
            self.session.show_page("code")
