"""Splitting a statement: the words of each part, the evidence that goes to it, and what becomes of the original."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.numbers import part_number
from ipof_workbench.domain.sentences import PARTS
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.sheet import Sheet
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.versions.sheet_parts import SentenceField, run_or_say
from ipof_workbench.ui.versions.statement_parts import SentenceParts, ShareModel, ShareTable, evidence_lines
from ipof_workbench.ui.widgets.buttons import Button, IconButton
from ipof_workbench.ui.widgets.plain_label import PlainLabel

FEWEST, MOST = 1, 6
LEAST_HEIGHT, AROUND = 160, 290
"""Logical pixels: what the parts have at least, and what the form needs above and below them."""
_STAYS = (
    ("parked", "Is set aside as parked, with the rest"),
    ("rejected", "Is set aside as rejected, with the rest"),
    ("", "Stays in force as it is, with the rest"),
)


class PartBox(QWidget):
    """One part: its number, its words, and what takes it away.

    Signals:
        renamed(): another number was typed.
        removal_requested(): the cross.
    """

    renamed = Signal()
    removal_requested = Signal()

    def __init__(self, at: int, number: str, words: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = current_theme()
        self.caption = PlainLabel("", "section", weight=600)
        self.number = QLineEdit(number)
        self.number.setFixedWidth(theme.px(88))
        self.number.textChanged.connect(lambda _text: self.renamed.emit())
        self.remove = IconButton("x", "Leave this part out")
        self.remove.clicked.connect(self.removal_requested)
        self.sentence = SentenceParts(f"part {at}", words)
        head = QHBoxLayout()
        head.setSpacing(theme.px(8))
        head.addWidget(self.caption)
        head.addWidget(PlainLabel("Number", "small", "text2"))
        head.addWidget(self.number)
        head.addStretch(1)
        head.addWidget(self.remove)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(6))
        column.addLayout(head)
        column.addWidget(self.sentence)
        self.set_place(at)

    def set_place(self, at: int) -> None:
        """Be the part at another place, from 1."""
        self.caption.setText(f"Part {at}")
        self.number.setAccessibleName(f"Number of part {at}")
        self.remove.set_name(f"Leave part {at} out")
        for part, field in self.sentence.fields.items():
            field.setAccessibleName(f"{part.capitalize()} part of part {at}")


class StatementSplitSheet(Sheet):
    """The form. Every part begins with the words of the statement."""

    def __init__(self, session: Session, statement: Rid, host: QWidget) -> None:
        read = session.workbench.read
        known = read.of_statements.listed()
        self._session = session
        self._held = next(held for held in known if held.rid == statement)
        self._taken = {held.number for held in known}
        number = self._held.number
        super().__init__(host, f"Split statement {number}", "Split", None, 680)
        self.setObjectName("statementSplitSheet")
        self.boxes: list[PartBox] = []
        self.model = ShareModel(evidence_lines(read, statement), self)
        self.table: ShareTable | None = None
        self.add_button = Button("Add a part", "plus")
        self.add_button.clicked.connect(lambda: self._add_and_go_on())
        self._build_parts()
        self.original = self.add_choice(f"Statement {number}", list(_STAYS), "parked", "splitStatementStatus")
        self.reason = SentenceField("Why these are several", 1)
        self.add_field("Reason", self.reason)
        for _ in range(2):
            self.add_part()
        self._first = self.boxes[0].sentence
        self.set_work(self._split)

    def _place(self) -> None:
        """Let the parts have the height that the window leaves them."""
        theme, host = current_theme(), self.parentWidget()
        if host is not None and hasattr(self, "_area"):
            room = min(self._inside.sizeHint().height(), host.height() - theme.px(AROUND))
            self._area.setMinimumHeight(max(theme.px(LEAST_HEIGHT), room))
        super()._place()

    # --- parts

    def add_part(self) -> PartBox:
        """Add a part with the words of the statement and the next free number."""
        taken = self._taken | {box.number.text().strip() for box in self.boxes}
        box = PartBox(len(self.boxes) + 1, part_number(self._held.number, taken), self._held.parts)
        box.number.returnPressed.connect(self.accept)
        box.renamed.connect(lambda: self.model.rename(self.boxes.index(box), box.number.text().strip()))
        box.removal_requested.connect(lambda: self._remove(box))
        box.sentence.accepted.connect(self.accept)
        box.sentence.dismissed.connect(self.dismiss)
        self.boxes.append(box)
        self._parts.addWidget(box)
        self._show_parts()
        return box

    def _add_and_go_on(self) -> None:
        self.add_part().sentence.setFocus(Qt.FocusReason.TabFocusReason)

    def _remove(self, box: PartBox) -> None:
        at = self.boxes.index(box)
        self.boxes.remove(box)
        self._parts.removeWidget(box)
        box.hide()
        box.deleteLater()
        self._show_parts(at)
        self.boxes[min(at, len(self.boxes) - 1)].sentence.setFocus(Qt.FocusReason.TabFocusReason)

    def _show_parts(self, without: int | None = None) -> None:
        self.model.show_parts([box.number.text().strip() for box in self.boxes], without)
        for at, box in enumerate(self.boxes, start=1):
            box.set_place(at)
            if len(self.boxes) > FEWEST:
                box.remove.enable()
            else:
                box.remove.disable("One part is the least")
        if len(self.boxes) < MOST:
            self.add_button.enable()
        else:
            self.add_button.disable(f"{MOST} parts at once are the most; split a part again afterwards")
        self._place()

    def _build_parts(self) -> None:
        theme = current_theme()
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, theme.px(8), 0)
        column.setSpacing(theme.px(12))
        self._parts = QVBoxLayout()
        self._parts.setSpacing(theme.px(16))
        column.addLayout(self._parts)
        foot = QHBoxLayout()
        foot.addWidget(self.add_button)
        foot.addStretch(1)
        column.addLayout(foot)
        if self.model.lines:
            self.table = ShareTable(self.model)
            words = "Tick the parts that evidence goes to. What is ticked for several is evidence for each; the rest "
            column.addWidget(PlainLabel(f"{words}stays with {self._held.number}.", "small", "text2", wrap=True))
            column.addWidget(self.table)
        else:
            column.addWidget(PlainLabel("No evidence bears on it yet.", "small", "text2", wrap=True))
        column.addStretch(1)
        self._inside = inside
        self._area = self.add_scrolling(inside, LEAST_HEIGHT)

    # --- doing

    def _problem(self) -> str:
        status = self.original.currentData()
        wordings = [box.sentence.words() for box in self.boxes]
        for at, wording in enumerate(wordings):
            if any(wording) and wording in wordings[:at]:
                self.boxes[at].sentence.setFocus(Qt.FocusReason.TabFocusReason)
                return f"Parts {wordings.index(wording) + 1} and {at + 1} have the same words: change one of them."
            if not status and wording == tuple(self._held.parts[part] for part in PARTS):
                self.boxes[at].sentence.setFocus(Qt.FocusReason.TabFocusReason)
                number = self._held.number
                return f"Part {at + 1} has the words of {number}, which stays: change them, or set {number} aside."
        return ""

    def _split(self) -> str:
        from ipof_workbench.app.commands.splitting import SplitStatement, StatementPart

        problem = self._problem()
        if problem:
            return problem
        parts = tuple(
            StatementPart(*box.sentence.words(), box.number.text().strip(), self.model.ticked(at))
            for at, box in enumerate(self.boxes)
        )
        status = str(self.original.currentData() or "")
        command = SplitStatement(self._held.rid, parts, status, self.reason.words())
        outcome, problem = run_or_say(self._session, command)
        if outcome is not None:
            made = outcome.result
            self._session.show_record("theory_statement", made[0].rid)
            self._session.show_toast(f"Split into {', '.join(part.number for part in made)}")
        return problem
