"""The Codebook page: codes at the left, all their passages in the middle, what the code says of itself at the right."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from ipof_workbench.domain import records
from ipof_workbench.domain.codebook_rows import CodePassage, path_of
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.listings import Counts
from ipof_workbench.domain.steps import Changed
from ipof_workbench.ui.codebook.code_sheet import CodeSheet
from ipof_workbench.ui.codebook.codebook_desk import CodebookDesk
from ipof_workbench.ui.codebook.codebook_panel import CodebookPanel
from ipof_workbench.ui.codebook.passage_list import LINE_ROLE, PassageList
from ipof_workbench.ui.coding.element_picker import Choice, ElementPicker
from ipof_workbench.ui.configurations.live_reading import LiveReading
from ipof_workbench.ui.page import Page
from ipof_workbench.ui.places import Place, RecordPlace
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.widgets.buttons import Button
from ipof_workbench.ui.widgets.counts import counts_words
from ipof_workbench.ui.widgets.notices import EmptyState
from ipof_workbench.ui.widgets.panels import PageBar, SidePanel, Surface
from ipof_workbench.ui.widgets.splitter_room import PanelSplitter

CHOOSE = "Choose a code on the left to see all its passages."
NO_PASSAGES = "Nothing is coded with this code yet."
SOME = "Choose passages first"
HINT_MS = 5000
_LIST, _NOTHING = range(2)


class CodebookPage(Page):
    """Codes with their passages; reached from the panel on the Code page."""

    key = "codebook"
    page_title = "Codebook"
    icon = "book-marked"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.picker = ElementPicker(self)
        self.picker.setObjectName("codePicker")
        self.panel = CodebookPanel(folds=False)
        self.panel.click_mode.hide()
        self.left_panel = SidePanel("left", 240, "Codebook", scrolls=False)
        self.left_panel.body.addWidget(self.panel)
        self.left_panel.use_whole_width()
        self.sheet = self.right_panel = CodeSheet(session)
        self.desk = CodebookDesk(session, self.panel, self.picker, "passages", self, codes_text=False)
        self.bar = PageBar("Codebook", ground="paper")
        self.list = PassageList()
        self.nothing = EmptyState(CHOOSE)
        self._pages = QStackedWidget()
        self._is_front, self._is_stale = False, True
        self._hint = ""
        self._hint_over = QTimer(self, singleShot=True, interval=HINT_MS)
        self._hint_over.timeout.connect(lambda: self._show_hint(""))
        self._codes: list[Rid] = []
        self._reading = LiveReading(session, "passages of codes", self._read, 150)
        self._reading.begins.connect(self._note_codes)
        self._assemble()
        self._connect()
        self._show_actions()

    def _assemble(self) -> None:
        # From the outside to the inside: moving a tree of widgets into another dresses all of them again.
        splitter = PanelSplitter(self)
        assert self.left_panel is not None, "made above"
        splitter.addWidget(self.left_panel)
        centre = QWidget(splitter)
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self._pages, 1)
        self.move_button, self.copy_button = Button("Move to…"), Button("Copy to…")
        self.uncode_button = Button("Uncode")
        for button in (self.move_button, self.copy_button, self.uncode_button):
            button.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)  # the title gives way first
            self.bar.add_right(button)
        ground = Surface("paper")
        QVBoxLayout(ground).addWidget(self.nothing)
        self._pages.addWidget(self.list)
        self._pages.addWidget(ground)
        splitter.addWidget(self.sheet)
        splitter.setStretchFactor(1, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(splitter)
        self.picker.raise_()

    def _connect(self) -> None:
        session, tree = self.session, self.panel.tree
        session.changed.connect(self._on_changed)
        session.filter_changed.connect(self._mark_stale)
        session.can_edit_changed.connect(lambda _can: self._show_code())
        self._reading.arrived.connect(self._show)
        self.desk.rows_changed.connect(self._show_code)
        self.desk.hinted.connect(self._show_hint)
        tree.chosen_changed.connect(self._code_chosen)
        tree.opened.disconnect(self.desk.open_code)
        tree.opened.connect(lambda _rid: self._to_passages())
        self.list.opened.connect(lambda row: session.open_quote(row.document, row.start, row.end))
        self.list.chosen_changed.connect(self._show_actions)
        self.list.menu_wanted.connect(self._open_menu)
        self.list.uncode_wanted.connect(self._uncode)
        self.move_button.clicked.connect(self._move)
        self.copy_button.clicked.connect(self._copy)
        self.uncode_button.clicked.connect(self._uncode)
        self.sheet.written.connect(self._write)
        self.sheet.coloured.connect(lambda code, colour: self.desk.doings.colour([code], colour))

    # --- the page's contract

    def activate(self) -> None:
        self._is_front = True
        self.desk.activate()
        if self._is_stale:
            self._is_stale = False
            self._reading.read_now()

    def deactivate(self) -> None:
        self.sheet.commit()
        self.desk.deactivate()
        self._is_front = False

    def focus_primary(self) -> None:
        (self.list if self.list.passages.rows else self.panel.tree).setFocus(Qt.FocusReason.OtherFocusReason)

    def status_facts(self) -> str:
        if self._hint:
            return self._hint
        many = len(self.desk.rows)
        return "1 code" if many == 1 else f"{many:,} codes"

    def _show_hint(self, words: str) -> None:
        self._hint = words
        self._hint_over.start()
        self.session.refresh_facts()

    def regions(self) -> Sequence[QWidget]:
        return (self.panel.tree, self.list, self.sheet)

    def page_keys(self) -> Sequence[tuple[str, str]]:
        return (
            ("Enter", "Open the passage in its text"),
            ("F2 / Del / Ins", "Rename, delete, add a code"),
            ("Ctrl+M", "Merge the selected codes into the current one"),
            ("Ctrl+Shift+arrows", "Move the code in the tree"),
            ("Drag", "Put a code below another; with Ctrl merge it"),
        )

    def here(self) -> Place | None:
        chosen = self.desk.chosen()
        return RecordPlace(self.key, "thematic_code", chosen[0]) if chosen else None

    def go_to(self, place: Place) -> None:
        """Show a code with its passages."""
        if isinstance(place, RecordPlace):
            self.desk.show_code(place.record)

    # --- reading

    def _note_codes(self) -> None:
        self._codes = self.desk.chosen()

    def _read(self) -> tuple[list[Rid], list[CodePassage], Counts]:
        read, codes = self.session.workbench.read.codebook, self._codes
        scope = self.session.current_filter
        return codes, read.passages(codes, scope), read.counts(codes, scope)

    def _show(self, found: object) -> None:
        if not isinstance(found, tuple) or not self.session.is_open or found[0] != self.desk.chosen():
            return
        codes, rows, counts = found
        self.list.show_rows(rows)
        self.nothing.set_text(NO_PASSAGES if codes else CHOOSE)
        self._pages.setCurrentIndex(_LIST if rows else _NOTHING)
        self.bar.set_subtitle(counts_words(*counts) if codes else "")
        self._show_actions()
        self.session.refresh_facts()

    def _code_chosen(self) -> None:
        self._show_code()
        self._reading.read_now()

    def _show_code(self) -> None:
        chosen = self.desk.chosen()
        rows = {row.rid: row for row in self.desk.rows}
        row = rows.get(chosen[0]) if len(chosen) == 1 else None
        path = path_of(self.desk.rows, row.rid) if row is not None else []
        self.sheet.show_code(row, path, self.session.can_edit)
        several = f"{len(chosen):,} codes" if chosen else "Codebook"
        self.bar.set_title(row.name if row is not None else several)
        self._show_actions()

    def _on_changed(self, changed: Changed) -> None:
        if changed.touches(records.Coding, records.Excerpt, records.Document, records.Participant, records.Case):
            self._mark_stale()

    def _mark_stale(self) -> None:
        self._is_stale = True
        if self._is_front:
            self._is_stale = False
            self._reading.ask()

    # --- doing

    def _to_passages(self) -> None:
        if self.list.passages.rows:
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
            if not self.list.currentIndex().isValid():
                self.list.setCurrentIndex(self.list.passages.index(1))

    def _write(self, code: Rid, field: str, words: str) -> None:
        if not self.desk.doings.write(code, {field: words}):
            self._show_code()  # a refused value must not stay in sight as if it were stored

    def _one(self) -> str:
        chosen = self.desk.chosen()
        return "" if len(chosen) == 1 else "Choose one code on the left first"

    def _show_actions(self) -> None:
        reason = self.session.why_not_editable or ("" if self.list.chosen() else SOME)
        for button, why_not in (
            (self.move_button, reason or self._one()), (self.copy_button, reason or self._one()),
            (self.uncode_button, reason),
        ):  # fmt: skip
            button.setEnabled(not why_not)
            button.setToolTip(why_not)

    def _move(self) -> None:
        """Let the chosen passages be of another code, or of a new one beside it."""
        (code,), codings = self.desk.chosen(), self.list.chosen()

        def take(choice: Choice) -> None:
            new = choice.words if choice.what == "new" else ""
            self.desk.doings.split(code, codings, new, choice.rid)

        self._pick(self.move_button, "Move the passages to", take, [code], new=True)

    def _copy(self) -> None:
        (code,), codings = self.desk.chosen(), self.list.chosen()

        def take(choice: Choice) -> None:
            if choice.rid is not None:
                self.desk.doings.copy(code, choice.rid, codings)

        self._pick(self.copy_button, "Copy the codings to", take, [code])

    def _pick(
        self, button: Button, prompt: str, taken: Callable[[Choice], None], without: list[Rid], new: bool = False
    ) -> None:
        point = button.mapToGlobal(QPoint(button.width(), button.height()))
        self.desk.pick(prompt, taken, without, at=point, back=self.list, new=new)

    def _uncode(self) -> None:
        codings = self.list.chosen()
        if codings:
            self.desk.doings.uncode(codings)

    def _open_menu(self, point: object) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setToolTipsVisible(True)
        line = self.list.currentIndex().data(LINE_ROLE)
        opened = menu.addAction("Open in the text\tEnter")
        opened.setEnabled(isinstance(line, CodePassage))
        opened.triggered.connect(lambda _=False: self.list.opened.emit(line))
        menu.addSeparator()
        for words, button in (
            ("Move to another code…", self.move_button), ("Copy to another code…", self.copy_button),
            ("Uncode\tDel", self.uncode_button),
        ):  # fmt: skip
            action = menu.addAction(words)
            action.triggered.connect(lambda _=False, button=button: button.click())
            action.setEnabled(button.isEnabled())
            action.setToolTip(button.toolTip())
        menu.popup(point if isinstance(point, QPoint) else self.list.mapToGlobal(QPoint(0, 0)))
