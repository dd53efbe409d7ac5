"""The codebook on the Code page: below the documents, and what codes do to the text beside it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QByteArray, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAction, QDragMoveEvent, QDropEvent, QKeySequence
from PySide6.QtWidgets import QSplitter, QWidget

from ipof_workbench.domain.identity import Rid
from ipof_workbench.ui.codebook.code_model import codes_in
from ipof_workbench.ui.codebook.codebook_desk import CodebookDesk
from ipof_workbench.ui.codebook.codebook_panel import CodebookPanel
from ipof_workbench.ui.coding.coding_desk import CodingDesk
from ipof_workbench.ui.coding.element_picker import ElementPicker
from ipof_workbench.ui.coding.panes import Panes
from ipof_workbench.ui.places import Place
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.transcript.view import TranscriptView

FOLDED, CLICK_MODE, HEIGHTS = "code/codebook_folded", "code/click_to_code", "code/left_heights"
SELECT_FIRST = "Select a passage first."
CODEBOOK_KEYS: tuple[tuple[str, str], ...] = (
    ("Space / Enter", "In the codebook: code the passage / show all passages of the code"),
    ("F2 / Ins / Del", "In the codebook: rename, add, delete a code"),
    ("Ctrl+M", "In the codebook: merge the selected codes into the current one"),
    ("Ctrl+Shift+arrows", "In the codebook: move the code in the tree"),
)


class CodingCodebook(QObject):
    """Holds the panel, codes the selected passage, takes codes that are dropped on the text.

    `hinted` carries a quiet sentence.
    """

    hinted = Signal(str)

    def __init__(self, session: Session, panes: Panes, desk: CodingDesk, picker: ElementPicker, page: QWidget) -> None:
        super().__init__(page)
        self._session, self._panes, self._coding = session, panes, desk
        self._view, self._shown = panes.view, panes.shown
        self.panel = CodebookPanel()
        self.desk = CodebookDesk(session, self.panel, picker, "code", self, codes_text=True)
        self._halves: QSplitter | None = None
        self.desk.hinted.connect(self.hinted)
        self.desk.code_wanted.connect(self.code)
        self.panel.tree.clicked_code.connect(self._clicked)
        self.panel.tree.passage_dropped.connect(self._dropped_passage)
        self.panel.folded.connect(self._folded)
        self.panel.click_mode_changed.connect(self._set_click_mode)
        self.actions = self._make_actions(page)
        panes.for_each_view(self._take_drops)

    def _make_actions(self, page: QWidget) -> list[QAction]:
        line = QAction(self)
        line.setSeparator(True)
        new = QAction("New code…", self)
        new.triggered.connect(self.desk.new_code)
        click = QAction("Click to code", self)
        click.setCheckable(True)
        click.toggled.connect(self.panel.click_mode.setChecked)
        self.panel.click_mode.toggled.connect(click.setChecked)
        go = QAction("Go to the codebook", self)
        go.triggered.connect(lambda: self._take_keyboard())
        go.setShortcut(QKeySequence("Ctrl+Shift+B"))
        whole = QAction("Passages by code", self)
        whole.triggered.connect(lambda: self._session.go_to(Place("codebook")))
        auto = QAction("Auto-code…", self)
        auto.triggered.connect(lambda: self._session.go_to(Place("auto")))
        page.addAction(go)
        return [line, go, whole, new, click, auto]

    def _take_keyboard(self) -> None:
        self.panel.set_folded(False)
        tree = self.panel.tree
        tree.setFocus()
        if not self.desk.rows:
            self.hinted.emit("No codes yet: New code begins the codebook.")
        elif not tree.currentIndex().isValid():
            tree.setCurrentIndex(tree.codes.index(0, 0))

    def _set_click_mode(self, on: bool) -> None:
        self._session.settings.setValue(CLICK_MODE, int(on))
        self.hinted.emit("A click on a code now codes the selected passage." if on else "A click on a code chooses it.")

    # --- with the page

    def stand_in(self, halves: QSplitter) -> None:
        """Take the place below the documents, as high and as open as it was left."""
        self._halves = halves
        settings = self._session.settings
        self.panel.click_mode.setChecked(str(settings.value(CLICK_MODE, "0")) == "1")
        self.panel.set_folded(str(settings.value(FOLDED, "0")) == "1")
        state = settings.value(HEIGHTS)
        if isinstance(state, QByteArray):
            halves.restoreState(state)
        else:
            halves.setSizes([600, 400])
        halves.splitterMoved.connect(lambda *_: settings.setValue(HEIGHTS, halves.saveState()))

    def activate(self) -> None:
        """The page came to the front."""
        self.desk.activate()

    def deactivate(self) -> None:
        """The page goes."""
        self.desk.deactivate()

    def _folded(self, folded: bool) -> None:
        self._session.settings.setValue(FOLDED, int(folded))

    # --- coding

    def code(self, codes: Sequence[Rid], span: tuple[int, int] | None = None) -> bool:
        """Code a passage (the selected one) with codes as one step; tells whether that was done."""
        span = span or self._view.selected_span()
        document = self._shown.document
        if document is None or span is None:
            self.hinted.emit(SELECT_FIRST)
            return False
        if not self.desk.doings.code(document, span, codes):
            return False
        self._view.clear_selection()
        self._coding.take_keyboard()
        return True

    def _clicked(self, code: Rid) -> None:
        if not self.panel.click_mode.isChecked():
            return
        if self._view.selected_span() is None:
            self.hinted.emit("Select a passage first: a click on a code then codes it.")
        else:
            self.code([code])

    def _dropped_passage(self, span: tuple[int, int], code: Rid | None) -> None:
        document = self._shown.document
        if document is None:
            return
        if code is not None:
            self.code([code], span)
            return
        text = self._session.workbench.read.document_text(document).text
        self.desk.doings.code_with_new(document, span, text[slice(*span)])
        self._view.clear_selection()

    # --- codes dropped on the text

    def _take_drops(self, view: TranscriptView) -> None:
        view.viewport().setAcceptDrops(True)
        view.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in (QEvent.Type.DragEnter, QEvent.Type.DragMove) and isinstance(event, QDragMoveEvent):
            codes = codes_in(event.mimeData())
            if not codes:
                return False
            for pane in self._panes.shown_panes():
                if pane.view.viewport() is watched:
                    self._panes.activate(pane)
            has_passage = self._view.selected_span() is not None
            names = self.desk.name_of(codes[0]) if len(codes) == 1 else f"{len(codes):,} codes"
            self.hinted.emit(f"Drop to code the selected passage with “{names}”" if has_passage else SELECT_FIRST)
            event.setDropAction(event.proposedAction())
            event.setAccepted(has_passage)
            return True
        if kind == QEvent.Type.Drop and isinstance(event, QDropEvent):
            codes = codes_in(event.mimeData())
            if codes:
                # A copy: the tree must not take the dragged rows away by itself.
                event.setDropAction(Qt.DropAction.CopyAction)
                event.accept()
                self.code(codes)
                return True
        return False
