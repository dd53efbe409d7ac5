"""The centre of the Code page: its bar, the text, and what is said where there is none."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ipof_workbench.domain.listings import DocumentRow
from ipof_workbench.domain.vocabulary import DocumentKind
from ipof_workbench.ui.coding.document_facts import name_in_case
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
    """Bar, strip and `TranscriptView`.

    `turn_asked` carries -1 or 1, `highlights_asked` whether codings are to be painted, `data_asked` follows the
    link where the project has no documents.
    """

    turn_asked = Signal(int)
    highlights_asked = Signal(bool)
    data_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bar = PageBar("Code", ground="paper")
        self.view = TranscriptView()
        self.strip = UnitStrip()
        self.empty = EmptyState(CHOOSE)
        self.empty.action_requested.connect(self.data_asked)
        self.invitation = PlainLabel("", "body", "text2")
        self.invitation.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._foot = Surface("panel")
        self._build_bar()
        self._build_centre()
        current_theme().changed.connect(self._space)
        self._space()
        self.show_nothing(True)

    def _build_bar(self) -> None:
        self._back = IconButton("chevron-up", "Previous turn", "Alt+Up")
        self._on = IconButton("chevron-down", "Next turn", "Alt+Down")
        self.turn_label = PlainLabel("", "small", "text2", tabular=True)
        self.eye = IconButton("eye", "Show codings", "H")
        self.eye.setCheckable(True)
        self.eye.setChecked(True)
        self._back.clicked.connect(lambda: self.turn_asked.emit(-1))
        self._on.clicked.connect(lambda: self.turn_asked.emit(1))
        self.eye.toggled.connect(self.highlights_asked)
        # One holder as high as the bar: buttons of a fixed height would keep the row from filling it.
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        for widget in (self._back, self.turn_label, self._on, self.eye):
            row.addWidget(widget)
        self.bar.add_right(holder)

    def _build_centre(self) -> None:
        text = QWidget()
        column = QVBoxLayout(text)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
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

    def show_nothing(self, has_documents: bool) -> None:
        """Say what to do where no document is open."""
        self.empty.set_text(CHOOSE if has_documents else NOTHING, "" if has_documents else "Go to Data")
        self._stack.setCurrentIndex(0)
        self.bar.set_title("Code")
        self.bar.set_subtitle("")
        for widget in (self._back, self.turn_label, self._on, self.eye):
            widget.hide()

    def show_facts(self, document: DocumentRow, lines: list[str]) -> None:
        """Name the document in the bar, with what stands above its text."""
        self._stack.setCurrentIndex(1)
        self.bar.set_title(name_in_case(document.name, document.case_name))
        kind = DocumentKind(document.kind).words
        parts = [document.case_name, kind if document.case_name else kind.capitalize()]
        self.bar.set_subtitle(", ".join(part for part in parts if part))
        self.strip.show_lines(lines)
        self.eye.show()

    def show_turn(self, index: int, count: int) -> None:
        """Say which turn one is at (index from 0)."""
        for widget in (self._back, self.turn_label, self._on):
            widget.setVisible(count > 1)
        self.turn_label.setText(f"turn {max(0, index) + 1:,} of {count:,}")

    def invite(self, sentence: str) -> None:
        """Say under the text how coding begins; empty takes it away."""
        self.invitation.setText(sentence)
        self._foot.setVisible(bool(sentence))

    def _space(self) -> None:
        self._foot.setFixedHeight(current_theme().px(44))
