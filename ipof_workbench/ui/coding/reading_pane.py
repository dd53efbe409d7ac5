"""The centre of the Code page: its bar, the text, and what is said where there is none."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ipof_workbench.domain.listings import DocumentRow
from ipof_workbench.domain.vocabulary import DocumentKind
from ipof_workbench.ui.coding.document_facts import name_in_case
from ipof_workbench.ui.coding.find_bar import FindBar
from ipof_workbench.ui.coding.pane_dress import ActiveLine, DropHint, dragged_document
from ipof_workbench.ui.coding.seeing_row import SeeingRow
from ipof_workbench.ui.coding.unit_strip import UnitStrip
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.transcript.view import TranscriptView
from ipof_workbench.ui.widgets.buttons import IconButton
from ipof_workbench.ui.widgets.notices import EmptyState
from ipof_workbench.ui.widgets.panels import PageBar, Rule, Surface
from ipof_workbench.ui.widgets.plain_label import PlainLabel

CHOOSE = "Choose a document on the left."
NOTHING = "Nothing here yet. Import transcripts, a survey export or forum posts first."


class ReadingPane(QWidget):
    """Bar, find bar, strip and `TranscriptView`.

    `turn_asked` carries -1 or 1, `highlights_asked` whether codings are to be painted, `data_asked` follows the
    link where the project has no documents. `document_dropped` carries the rid of a document that was dragged here,
    and whether it is to stand beside the text that is there. `close_asked` comes from one of two panes.

    Args:
        is_beside: whether this is the second pane, which a text opens in beside the first.
    """

    turn_asked = Signal(int)
    highlights_asked = Signal(bool)
    data_asked = Signal()
    document_dropped = Signal(object, bool)
    close_asked = Signal()

    def __init__(self, parent: QWidget | None = None, is_beside: bool = False) -> None:
        super().__init__(parent)
        self.setAcceptDrops(True)
        self._is_one_of_two = is_beside
        self._subtitle, self._turns = "", 0
        self.bar = PageBar("Code", ground="paper")
        self.view = TranscriptView()
        self.find_bar = FindBar(self.view)
        self.seeing = SeeingRow()
        self.strip = UnitStrip()
        self.empty = EmptyState(CHOOSE)
        self.empty.action_requested.connect(self.data_asked)
        self.invitation = PlainLabel("", "body", "text2")
        self.invitation.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._foot = Surface("panel")
        self._build_bar()
        self._build_centre()
        self._line, self._hint = ActiveLine(self), DropHint(self)
        self._line.hide()
        current_theme().changed.connect(self._space)
        self._space()
        self.show_nothing(True)

    def _build_bar(self) -> None:
        self._back = IconButton("chevron-up", "Previous turn")
        self._on = IconButton("chevron-down", "Next turn")
        self.turn_label = PlainLabel("", "small", "text2", tabular=True)
        self.eye = IconButton("eye", "Show codings")
        self.eye.setCheckable(True)
        self.eye.setChecked(True)
        self.find_button = IconButton("text-search", "Find in this text")
        self.find_button.clicked.connect(self.find_bar.open)
        self.beside_button = IconButton("columns-2", "Second text beside")
        self.reading_button = IconButton("book-open", "Reading mode")
        self.reading_button.setCheckable(True)
        self.close_button = IconButton("x", "Close this text")
        self.close_button.clicked.connect(self.close_asked)
        self.close_button.hide()
        self._back.clicked.connect(lambda: self.turn_asked.emit(-1))
        self._on.clicked.connect(lambda: self.turn_asked.emit(1))
        self.eye.toggled.connect(self.highlights_asked)
        # One holder as high as the bar: buttons of a fixed height would keep the row from filling it.
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        for widget in (self._back, self.turn_label, self._on, self.find_button, self.eye):
            row.addWidget(widget)
        for widget in (self.beside_button, self.reading_button, self.close_button):
            row.addWidget(widget)
        self.bar.add_right(holder)

    def _build_centre(self) -> None:
        text = QWidget()
        column = QVBoxLayout(text)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.seeing)
        column.addWidget(self.find_bar)
        column.addWidget(self.strip)
        column.addWidget(self.view, 1)
        foot = QVBoxLayout(self._foot)
        foot.setContentsMargins(0, 0, 0, 0)
        foot.setSpacing(0)
        foot.addWidget(Rule())
        foot.addWidget(self.invitation, 1)
        column.addWidget(self._foot)
        ground = Surface("paper")
        inner = QVBoxLayout(ground)
        inner.addWidget(self.empty)
        self._stack = QStackedWidget()
        self._stack.addWidget(ground)
        self._stack.addWidget(text)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.bar)
        outer.addWidget(self._stack, 1)

    def key_buttons(self) -> dict[str, IconButton]:
        """Return the buttons that do what a key does, by the name of its action in the key map."""
        return {
            "previous_turn": self._back,
            "next_turn": self._on,
            "highlights": self.eye,
            "find": self.find_button,
            "find_previous": self.find_bar.previous,
            "find_next": self.find_bar.following,
            "second_text": self.beside_button,
            "reading": self.reading_button,
        }

    def show_nothing(self, has_documents: bool) -> None:
        """Say what to do where no document is open."""
        self.empty.set_text(CHOOSE if has_documents else NOTHING, "" if has_documents else "Go to Data")
        self._stack.setCurrentIndex(0)
        self.bar.set_title("Code")
        self.bar.set_subtitle("")
        for widget in (self._back, self.turn_label, self._on, self.eye, self.find_button):
            widget.hide()
        self.find_bar.hide()

    def show_facts(self, document: DocumentRow, lines: list[str]) -> None:
        """Name the document in the bar, with what stands above its text."""
        self._stack.setCurrentIndex(1)
        self.bar.set_title(name_in_case(document.name, document.case_name))
        kind = DocumentKind(document.kind).words
        parts = [document.case_name, kind if document.case_name else kind.capitalize()]
        self._subtitle = ", ".join(part for part in parts if part)
        self._show_bar()
        self.strip.show_lines(lines)
        self.eye.show()
        self.find_button.show()

    def show_turn(self, index: int, count: int) -> None:
        """Say which turn one is at (index from 0)."""
        self._turns = count
        self._show_bar()
        self.turn_label.setText(f"turn {max(0, index) + 1:,} of {count:,}")

    def _show_bar(self) -> None:
        """Show what there is room for: beside another text the name comes first (the keys of the turns stay)."""
        self.bar.set_subtitle("" if self._is_one_of_two else self._subtitle)
        self.turn_label.setVisible(self._turns > 1)
        for button in (self._back, self._on):
            button.setVisible(self._turns > 1 and not self._is_one_of_two)

    def invite(self, sentence: str) -> None:
        """Say under the text how coding begins; empty takes it away."""
        self.invitation.setText(sentence)
        self._foot.setVisible(bool(sentence))

    # --- one of two

    def mark(self, one_of_two: bool, active: bool) -> None:
        """Say whether this is one of two texts, and whether it is the one that the keys act on."""
        self._is_one_of_two = one_of_two
        self._line.setVisible(one_of_two)
        self._line.set_active(active)
        self.close_button.setVisible(one_of_two)
        for button in (self.beside_button, self.reading_button):
            button.setVisible(not one_of_two)
        self._show_bar()
        self.bar.setAccessibleName("The keys act on this text" if one_of_two and active else "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._line.setGeometry(0, 0, self.width(), current_theme().px(2))
        self._line.raise_()

    # --- a document dragged here

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self.dragMoveEvent(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if dragged_document(event.mimeData()) is None:
            event.ignore()
            return
        event.acceptProposedAction()
        if self._goes_beside(event):
            half = self.width() // 2
            self._hint.show_over(QRect(half, 0, self.width() - half, self.height()), "Open beside")
        else:
            width = self.width() if self._is_one_of_two else self.width() // 2
            self._hint.show_over(QRect(0, 0, width, self.height()), "Open here")

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._hint.hide()

    def dropEvent(self, event: QDropEvent) -> None:
        self._hint.hide()
        document = dragged_document(event.mimeData())
        if document is not None:
            event.acceptProposedAction()
            self.document_dropped.emit(document, self._goes_beside(event))

    def _goes_beside(self, event: QDropEvent) -> bool:
        return not self._is_one_of_two and event.position().x() > self.width() / 2

    def _space(self) -> None:
        self._foot.setFixedHeight(current_theme().px(44))
