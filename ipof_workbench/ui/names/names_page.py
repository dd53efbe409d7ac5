"""Replace names: a list at the left, every place where they stand in the middle, one step that replaces them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QSplitter, QStackedWidget, QTableView, QVBoxLayout, QWidget

from ipof_workbench.app.commands.base import counted
from ipof_workbench.app.tasks import Report
from ipof_workbench.domain import records
from ipof_workbench.domain.filters import EVERYTHING
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.names import NameFinder, NameReplacement, suggested
from ipof_workbench.domain.steps import Changed
from ipof_workbench.ui.fitting import say
from ipof_workbench.ui.names.hits_model import AFTER, BEFORE, DOCUMENT, FOUND, NEW, TICK, BeforeDelegate, HitsModel
from ipof_workbench.ui.names.names_panel import WHAT_ERASING_MEANS, NamesPanel
from ipof_workbench.ui.page import Page
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.busy_line import BusyLine
from ipof_workbench.ui.widgets.buttons import Button, PrimaryButton
from ipof_workbench.ui.widgets.delegates import configure_table
from ipof_workbench.ui.widgets.notices import EmptyState, NoticeBox, NoticeKind
from ipof_workbench.ui.widgets.panels import Rule, Surface
from ipof_workbench.ui.widgets.plain_label import PlainLabel

if TYPE_CHECKING:
    from ipof_workbench.app.commands.names import ReplacedNames
    from ipof_workbench.domain.names import Candidate
    from ipof_workbench.domain.text_rows import NameHit

PAUSE_MS = 450
QUICK_DOCUMENTS = 3_000
"""Up to so many documents names are looked for while the list is written."""
NOTHING_WRITTEN = "Write the names at the left, or let some be suggested."
NOTHING_FOUND = "None of these names stands in the texts."
ALL_DONE = "Every place that was ticked is replaced."
NOT_LOOKED = "Look for the names first (Ctrl+Enter)."
_CODE_NAME = re.compile(r"[A-Z]{1,3}[ _-]?\d+")
_WIDTHS = ((TICK, 36), (DOCUMENT, 150), (BEFORE, 190), (FOUND, 120), (NEW, 100))


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
        self._is_stale = self._is_done = self._asks = self._is_acting = False
        self.model = HitsModel(self)
        self._build_middle()
        self._build_foot()
        self._lay_out()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(PAUSE_MS)
        self._soon.timeout.connect(self._look_if_quick)
        self._connect()
        self._show_state()

    # --- building

    def _build_middle(self) -> None:
        self.view = QTableView()
        self.view.setObjectName("nameHits")
        configure_table(self.view, "Places of names")
        self.view.setModel(self.model)
        self.view.setItemDelegateForColumn(BEFORE, BeforeDelegate(self.view))
        self.view.setSelectionMode(QTableView.SelectionMode.ExtendedSelection)
        self.view.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        head = self.view.horizontalHeader()
        head.setMinimumSectionSize(current_theme().px(36))
        for column, width in _WIDTHS:
            head.resizeSection(column, current_theme().px(width))
        head.setSectionResizeMode(AFTER, QHeaderView.ResizeMode.Stretch)
        self.empty = EmptyState("")
        self.busy = BusyLine()
        self.notice = NoticeBox("success", "", "")
        self.notice.hide()
        self._layers = QStackedWidget()
        for layer in (self.view, self.empty):
            self._layers.addWidget(layer)

    def _build_foot(self) -> None:
        theme = current_theme()
        self._foot = Surface("panel")
        self.summary = PlainLabel("", weight=600, tabular=True, elide=True)
        self.export_button = Button("Export the list…", "download")
        self.close_button = Button("Close")
        self.replace_button = PrimaryButton("Replace", "replace")
        column, row = QVBoxLayout(self._foot), QHBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        row.setContentsMargins(theme.px(12), theme.px(8), theme.px(12), theme.px(8))
        row.setSpacing(theme.px(8))
        row.addWidget(self.summary, 1)
        for part in (self.export_button, self.close_button, self.replace_button):
            row.addWidget(part)
        column.addWidget(Rule())
        column.addLayout(row)

    def _lay_out(self) -> None:
        theme = current_theme()
        middle, column = QWidget(), QVBoxLayout()
        middle.setLayout(column)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        holder, inner = QWidget(), QVBoxLayout()
        holder.setLayout(inner)
        inner.setContentsMargins(theme.px(12), theme.px(8), theme.px(12), theme.px(8))
        inner.addWidget(self.notice)
        self._notice_holder = holder
        holder.hide()
        for part in (self.busy, holder):
            column.addWidget(part)
        column.addWidget(self._layers, 1)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setHandleWidth(0)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self.panel)
        splitter.addWidget(middle)
        splitter.setStretchFactor(1, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(splitter, 1)
        outer.addWidget(self._foot)

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
        self.view.installEventFilter(self)
        self.export_button.clicked.connect(self.export)
        self.close_button.clicked.connect(self._leave)
        self.replace_button.clicked.connect(self.replace)

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
        return (self.panel, self.view, self._foot)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        pressed = event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent)
        if watched is self.view and pressed and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Space:
            self.model.toggle(index.row() for index in self.view.selectionModel().selectedRows())
            return True
        return super().eventFilter(watched, event)

    def _open(self, row: int) -> None:
        hit = self.model.rows[row]
        self.session.open_quote(hit.document, hit.start, hit.end)

    def _leave(self) -> None:
        self.session.show_page("data")

    # --- looking

    def _documents(self) -> tuple[Rid, ...]:
        """Return the documents of the filter in force; none stands for all."""
        scope = self.session.current_filter
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
        no_document = self.session.current_filter != EVERYTHING and not documents
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
        taken = {name.upper() for name in people if _CODE_NAME.fullmatch(name)}
        fresh = (f"P{number:02}" for number in range(1, 100_000) if f"P{number:02}" not in taken)
        names = [name for name in people if not _CODE_NAME.fullmatch(name)]
        if not self.panel.add(zip(names, fresh, strict=False)):
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
        places = counted(done.names, "name")
        words = f"Replaced {places} in {counted(done.documents, 'document')}"
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
        if self._asks:
            self._say_done("")
        else:
            self._say_done(WHAT_ERASING_MEANS, "danger", "Erase for good")
            self._asks = True
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
        self._asks = False
        self.panel.show_asking(False)
        self._notice_holder.setVisible(bool(sentence))
        self.notice.setVisible(bool(sentence))
        if sentence:
            self.notice.set_text(sentence, link, kind)

    def _show_state(self) -> None:
        hits, ticked = self.model.rows, self.model.ticked()
        written = bool(self.panel.field.toPlainText().strip())
        self._layers.setCurrentWidget(self.view if hits else self.empty)
        if not hits:
            nothing = ALL_DONE if self._is_done else NOTHING_FOUND
            say(self.empty, nothing if self._looked else (NOT_LOOKED if written else NOTHING_WRITTEN))
        documents = len({hit.document for hit in ticked})
        left_out = len(hits) - len(ticked)
        parts = [f"{counted(len(hits), 'place')} in {counted(len({hit.document for hit in hits}), 'document')}"]
        parts += [f"{left_out:,} left out"] if left_out else []
        self.summary.setText(", ".join(parts) if hits else "")
        names = f"{counted(len(ticked), 'name')} in {counted(documents, 'document')}"
        self.replace_button.setText(f"Replace {names}" if ticked else "Replace")
        why_not = self.session.why_not_editable or ("" if ticked else NOT_LOOKED if not hits else "Tick a place first")
        _offer(self.replace_button, why_not)
        _offer(self.export_button, "" if written else "Write some names first")
        self._show_scope()
        older = self.session.workbench.read.texts.older_texts() if self.isVisible() else 0
        self.panel.set_editable(self.session.why_not_editable, older)
        self.session.refresh_facts()

    def _show_scope(self) -> None:
        filtered = self.session.current_filter != EVERYTHING
        self.panel.scope.setText(
            "Looked for in the documents of the filter in force." if filtered else "Looked for in all documents."
        )

    def _on_changed(self, changed: Changed) -> None:
        if self._is_acting or not changed.touches(records.TextRevision, records.Document):
            return
        self._is_stale = True
        if self.isVisible():
            self._catch_up()


def _offer(button: Button, why_not: str) -> None:
    if why_not:
        button.disable(why_not)
    else:
        button.enable()


def elsewhere_words(found: Sequence[tuple[str, int]]) -> str:
    """Say where else the names still stand."""
    if not found:
        return "They stand nowhere else in the project."
    parts = [f"{number:,} {words}" for words, number in found]
    listed = f"{', '.join(parts[:-1])} and {parts[-1]}" if len(parts) > 1 else parts[0]
    return f"They also stand in {listed}: reword those by hand."
