"""Replace names: a list at the left, every place where they stand in the middle, one step that replaces them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ipof_workbench.app.commands.base import counted
from ipof_workbench.app.name_words import name_words
from ipof_workbench.app.tasks import Report
from ipof_workbench.domain import records
from ipof_workbench.domain.filters import EVERYTHING
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.name_candidates import numbered, suggested
from ipof_workbench.domain.names import NameFinder, NameReplacement
from ipof_workbench.domain.steps import Changed
from ipof_workbench.ui.fitting import say
from ipof_workbench.ui.names.hits_model import HitsModel
from ipof_workbench.ui.names.hits_table import HitsTable
from ipof_workbench.ui.names.names_foot import NamesFoot
from ipof_workbench.ui.names.names_notice import NamesNotice, elsewhere_words
from ipof_workbench.ui.names.names_panel import WHAT_ERASING_MEANS, NamesPanel
from ipof_workbench.ui.page import Page
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.widgets.busy_line import BusyLine
from ipof_workbench.ui.widgets.notices import EmptyState, NoticeKind
from ipof_workbench.ui.widgets.splitter_room import PanelSplitter

if TYPE_CHECKING:
    from ipof_workbench.app.commands.names import ReplacedNames
    from ipof_workbench.domain.name_candidates import Candidate
    from ipof_workbench.domain.text_rows import NameHit

PAUSE_MS = 450
QUICK_DOCUMENTS = 3_000
"""Up to so many documents names are looked for while the list is written."""
NOTHING_WRITTEN = "Write the names at the left, or let some be suggested."
NOTHING_FOUND = "None of these names stands in the texts."
ALL_DONE = "Every place that was ticked is replaced."
NOT_LOOKED = "Look for the names first (Ctrl+Enter)."


class NamesPage(Page):
    """Edit > Replace names. The list lives as long as the project is open, and is stored nowhere."""

    key = "names"
    page_title = "Replace names"
    icon = "replace"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.panel = NamesPanel()
        self.left_panel = self.panel
        self._looked: tuple[NameReplacement, ...] = ()
        self._is_stale = self._is_done = self._is_acting = False
        self.model = HitsModel(self)
        self._build_middle()
        self.foot = NamesFoot()
        self._lay_out()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(PAUSE_MS)
        self._soon.timeout.connect(self._look_if_quick)
        self._connect()
        self._show_state()

    # --- building

    def _build_middle(self) -> None:
        self.view = HitsTable(self.model)
        self.empty = EmptyState("")
        self.busy = BusyLine()
        self.said = NamesNotice()
        self.notice = self.said.box
        self._layers = QStackedWidget()
        for layer in (self.view, self.empty):
            self._layers.addWidget(layer)

    def _lay_out(self) -> None:
        middle, column = QWidget(), QVBoxLayout()
        middle.setLayout(column)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.busy, self.said):
            column.addWidget(part)
        column.addWidget(self._layers, 1)
        splitter = PanelSplitter()
        splitter.add(self.panel, middle, wide=middle)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(splitter, 1)
        outer.addWidget(self.foot)

    def _connect(self) -> None:
        self.session.changed.connect(self._on_changed)
        self.session.filter_changed.connect(self._forget)
        self.session.can_edit_changed.connect(lambda _can: self._catch_up())
        self.panel.changed.connect(self._on_list)
        self.panel.looked_for.connect(self.look)
        self.panel.suggestions_asked.connect(self.suggest)
        self.panel.participants_asked.connect(self.add_participants)
        self.panel.erasing_asked.connect(self._ask_before_erasing)
        self.notice.link_activated.connect(self.erase)
        self.model.ticked_changed.connect(self._show_state)
        self.view.activated.connect(lambda index: self._open(index.row()))
        self.foot.export_button.clicked.connect(self.export)
        self.foot.close_button.clicked.connect(self._leave)
        self.foot.replace_button.clicked.connect(self.replace)

    # --- the page

    def activate(self) -> None:
        self._catch_up()

    def _catch_up(self) -> None:
        """Look again where texts changed meanwhile."""
        if self._is_stale and self._looked and self.isVisible() and self.session.can_edit:
            self.look()
        self._show_state()

    def focus_primary(self) -> None:
        (self.view if self.model.rows else self.panel.field).setFocus()

    def status_facts(self) -> str:
        return counted(len(self.model.rows), "place") if self._looked else ""

    def page_keys(self) -> Sequence[tuple[str, str]]:
        return (
            ("Ctrl+Enter", "Look for the names"),
            ("Space", "Tick or untick the selected places"),
            ("Enter", "Show the place in Code"),
        )

    def regions(self) -> Sequence[QWidget]:
        return (self.panel, self.view, self.foot)

    def _open(self, row: int) -> None:
        hit = self.model.rows[row]
        self.session.open_quote(hit.document, hit.start, hit.end)

    def _leave(self) -> None:
        self.session.show_page("data")

    # --- looking

    def _documents(self) -> tuple[Rid, ...]:
        """Return the documents of the filter in force; none stands for all."""
        scope = self.session.chosen_filter
        return () if scope == EVERYTHING else tuple(self.session.workbench.read.document_rids(scope))

    def _on_list(self) -> None:
        self._forget()
        self._soon.start()

    def _look_if_quick(self) -> None:
        if self.session.is_open and len(self.session.workbench.read.document_rids()) <= QUICK_DOCUMENTS:
            self._look(tell=False)

    def look(self) -> None:
        """Look for the names in a worker, and show where they stand."""
        self._look(tell=True)

    def _look(self, *, tell: bool) -> None:
        self._soon.stop()
        replacements, documents = tuple(self.panel.replacements(tell=tell)), self._documents()
        no_document = self.session.chosen_filter != EVERYTHING and not documents
        if not replacements or no_document:
            self._forget()
            return
        read = self.session.workbench.read.texts

        def work(report: Report) -> list[NameHit]:
            return read.name_hits(NameFinder(replacements), documents, report)

        self.busy.start()
        self.session.run_in_background(
            work, lambda hits: self._show_hits(replacements, hits), self._not_done, words="Looking for names",
            key="names",
        )  # fmt: skip

    def _show_hits(self, replacements: tuple[NameReplacement, ...], hits: list[NameHit]) -> None:
        self.busy.stop()
        if tuple(self.panel.replacements(tell=False)) != replacements:
            return  # the list was written on meanwhile; it is looked for again
        self._looked, self._is_stale, self._is_done = replacements, False, False
        self._say_done("")
        self.model.show(hits)
        self._show_state()

    def _forget(self) -> None:
        """The list is another one: what was found for the old one no longer counts."""
        self._looked, self._is_done = (), False
        self.model.show(())
        self._show_state()

    def _not_done(self, error: BaseException) -> None:
        self._is_acting = False
        self.busy.stop()
        self.session.show_error(error)
        self._show_state()

    def suggest(self) -> None:
        """Look through the texts for what may be a name, and add it to the list."""
        read, documents = self.session.workbench.read.texts, self._documents()
        self.busy.start()
        self.session.run_in_background(
            lambda report: read.name_candidates(documents, report), self._take_candidates, self._not_done,
            words="Looking through the texts", key="name candidates",
        )  # fmt: skip

    def _take_candidates(self, candidates: list[Candidate]) -> None:
        self.busy.stop()
        added = self.panel.add(suggested(candidates))
        if not added:
            self._say_done("Nothing that looks like a name was found beyond the list.", "plain")

    def add_participants(self) -> None:
        """Add the participants' names, with the next free number for each."""
        people = [row.name for row in self.session.workbench.read.participants()]
        if not self.panel.add(numbered(people)):
            self._say_done("Every participant has a code for a name already, or stands in the list.", "plain")

    # --- replacing, exporting, erasing

    def replace(self) -> None:
        """Replace the names where they are ticked, as one step, in a worker."""
        from ipof_workbench.app.commands.names import ReplaceNames

        if not self._looked:
            return
        workbench, also = self.session.workbench, self.panel.also_names.isChecked()
        replacements, documents, skipped = self._looked, self._documents(), self.model.skipped()

        def work(report: Report) -> tuple[ReplacedNames, list[tuple[str, int]]]:
            done = workbench.run(ReplaceNames(replacements, documents, skipped, also, report)).result
            return done, workbench.read.texts.names_elsewhere(NameFinder(replacements))

        self._is_acting = True
        self.busy.start()
        self.session.run_in_background(work, self._replaced, self._not_done, words="Replacing names", exclusive=True)

    def _replaced(self, found: tuple[ReplacedNames, list[tuple[str, int]]]) -> None:
        done, elsewhere = found
        self._is_acting = False
        self.busy.stop()
        words = name_words(done.names, done.cut, counted(done.documents, "document"), is_done=True)
        renamed = f", and {counted(done.renamed, 'name')} of participants and documents"
        self.session.show_toast(words)
        self._is_done = True
        self.model.show(())
        self._say_done(f"{words}{renamed if done.renamed else ''}. {elsewhere_words(elsewhere)}")
        self._show_state()

    def export(self) -> None:
        """Write the list to a file apart; the project does not keep it."""
        from ipof_workbench.exporters.comma_separated import write_contract_to
        from ipof_workbench.exporters.whole_file import write_whole

        replacements = self.panel.replacements()
        suggested_path = self.session.suggested_path("names.csv")
        target = self.session.ask_save_path("Export the list of names", suggested_path, ("*.csv",))
        if target is None:
            return
        rows = [(each.old, each.new) for each in replacements]

        def work(_report: Report) -> None:
            write_whole(target, lambda file: write_contract_to(file, ("name", "replacement"), rows), force=True)

        self.session.run_in_background(
            work, lambda _value: self.session.show_toast(f"Exported {target.name}", False), words="Exporting the list"
        )

    def _ask_before_erasing(self) -> None:
        """Say what erasing means, with the link that does it; asked again, keep the old words."""
        if self.said.asks:
            self._say_done("")
        else:
            self._say_done(WHAT_ERASING_MEANS, "danger", "Erase for good")
            self.panel.show_asking(True)

    def erase(self) -> None:
        """Erase the old words from the history, for good."""
        workbench = self.session.workbench
        replacements = self.panel.replacements(tell=False)
        self._say_done("")
        self._is_acting = True
        self.busy.start()
        self.session.run_in_background(
            lambda _report: workbench.erase_old_words(replacements), self._erased, self._not_done,
            words="Erasing the old words", exclusive=True,
        )  # fmt: skip

    def _erased(self, _done: object) -> None:
        self._is_acting = False
        self.busy.stop()
        self._say_done("The old words are erased. Backups and copies made before keep them: delete those yourself.")
        self._show_state()

    # --- showing

    def _say_done(self, sentence: str, kind: NoticeKind = "success", link: str = "") -> None:
        self.said.say(sentence, kind, link)
        self.panel.show_asking(False)

    def _show_state(self) -> None:
        hits, ticked = self.model.rows, self.model.ticked()
        written = bool(self.panel.field.toPlainText().strip())
        self._layers.setCurrentWidget(self.view if hits else self.empty)
        if not hits:
            nothing = ALL_DONE if self._is_done else NOTHING_FOUND
            say(self.empty, nothing if self._looked else (NOT_LOOKED if written else NOTHING_WRITTEN))
        why_not = self.session.why_not_editable or ("" if ticked else NOT_LOOKED if not hits else "Tick a place first")
        self.foot.show_places(hits, ticked, why_not)
        self.foot.offer_export("" if written else "Write some names first")
        self._show_scope()
        older = self.session.workbench.read.texts.older_texts() if self.isVisible() else 0
        self.panel.set_editable(self.session.why_not_editable, older)
        self.session.refresh_facts()

    def _show_scope(self) -> None:
        filtered = self.session.chosen_filter != EVERYTHING
        self.panel.scope.setText(
            "Looked for in the documents of the filter in force." if filtered else "Looked for in all documents."
        )

    def _on_changed(self, changed: Changed) -> None:
        if self._is_acting or not changed.touches(records.TextRevision, records.Document):
            return
        self._is_stale = True
        if self.isVisible():
            self._catch_up()
