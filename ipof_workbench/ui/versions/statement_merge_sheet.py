"""Merging statements: which others one takes in, how it reads afterwards, and what becomes of them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.sentences import sentence
from ipof_workbench.domain.statement_rows import ListedStatement
from ipof_workbench.domain.vocabulary import Status
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.sheet import Sheet
from ipof_workbench.ui.statements.tie_rows import MOST_ROWS, fitting
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.versions.sheet_parts import SentenceField, run_or_say
from ipof_workbench.ui.versions.statement_parts import SentenceParts
from ipof_workbench.ui.widgets.buttons import IconButton
from ipof_workbench.ui.widgets.plain_label import PlainLabel
from ipof_workbench.ui.widgets.role_tile import NumberDisc
from ipof_workbench.ui.widgets.type_ahead import TypeAheadField, TypeAheadRow

HIGHEST = 132


class OthersField(TypeAheadField):
    """Finds a statement by number or words. Without anything typed and no list open, Enter and Esc are the form's."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        ours = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape)
        if ours and not self.text().strip() and self.popup.current_row() is None and self.popup.isHidden():
            event.ignore()
            return
        super().keyPressEvent(event)


class ChosenStatements(QWidget):
    """The statements that were chosen, each with its sentence and a cross. `removed(rid)`: the cross of one."""

    removed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.crosses: list[IconButton] = []
        self._rows: list[QWidget] = []
        self._inside = QWidget()
        self._inside.setObjectName("panelBody")
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(current_theme().px(4))
        self._scroll = QScrollArea()
        self._scroll.setAccessibleName("Statements it takes in")
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.viewport().setAutoFillBackground(False)
        self._scroll.setWidget(self._inside)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._scroll)
        self.hide()

    def show_statements(self, statements: Sequence[ListedStatement]) -> None:
        """Show these."""
        for row in self._rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows, self.crosses = [], []
        for held in statements:
            self._add(held)
        self.setVisible(bool(statements))
        self._inside.adjustSize()
        wanted = self._column.totalHeightForWidth(max(200, self.width()))
        wanted = max(wanted, self._column.minimumSize().height())
        self.setFixedHeight(min(wanted, current_theme().px(HIGHEST)))

    def _add(self, held: ListedStatement) -> None:
        theme = current_theme()
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.px(8))
        disc = NumberDisc(held.number)
        disc.setAccessibleName(f"Statement {held.number}")
        line.addWidget(disc, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(PlainLabel(sentence(held.parts) or "No words yet", "small", wrap=True), 1)
        cross = IconButton("x", f"Leave {held.number} out")
        cross.clicked.connect(lambda: self.removed.emit(held.rid))
        line.addWidget(cross, 0, Qt.AlignmentFlag.AlignTop)
        self._rows.append(row)
        self.crosses.append(cross)
        self._column.addWidget(row)


class StatementMergeSheet(Sheet):
    """The form: the others by type-ahead, the wording of the result (prefilled), the reason."""

    def __init__(self, session: Session, statement: Rid, host: QWidget) -> None:
        known = session.workbench.read.of_statements.listed()
        self._session = session
        self._held = next(held for held in known if held.rid == statement)
        self._others = {held.rid: held for held in known if held.rid != statement}
        self._chosen: list[Rid] = []
        number = self._held.number
        super().__init__(host, f"Merge others into statement {number}", "Merge", None, 600)
        self.setObjectName("statementMergeSheet")
        self.other = OthersField("Number or words of a statement")
        self.other.set_source(self._rows)
        self.other.taken.connect(self._take)
        self.add_field("Statements it takes in", self.other)
        self.chosen_list = ChosenStatements()
        self.chosen_list.removed.connect(self._leave_out)
        self._fields.addWidget(self.chosen_list)
        self._fields.addSpacing(current_theme().px(6))
        self.sentence = SentenceParts(f"statement {number} afterwards", self._held.parts)
        self.sentence.accepted.connect(self.accept)
        self.sentence.dismissed.connect(self.dismiss)
        self.add_field(f"How {number} reads afterwards", self.sentence)
        kept = [(status.value, status.words.capitalize()) for status in (Status.PARKED, Status.REJECTED)]
        self.kept = self.add_choice("The others are kept as", kept, "parked", "mergeStatementStatus")
        self.reason = SentenceField("Why they are one", 1)
        self.add_field("Reason", self.reason)
        self.set_work(self._merge)

    def chosen(self) -> tuple[Rid, ...]:
        """Return the statements it takes in, in the order they were chosen."""
        return tuple(self._chosen)

    def _rows(self, typed: str) -> list[TypeAheadRow]:
        left = [held for rid, held in self._others.items() if rid not in self._chosen]
        named: list[tuple[object, str, str]] = [(held.rid, held.number, sentence(held.parts)) for held in left]
        return fitting(named, typed)[:MOST_ROWS]

    def _take(self, row: object, _stay: bool) -> None:
        if isinstance(row, TypeAheadRow) and isinstance(row.key, int) and row.key in self._others:
            self._chosen.append(row.key)
            self._show_chosen()

    def _leave_out(self, rid: Rid) -> None:
        self._chosen.remove(rid)
        self._show_chosen()
        self.other.setFocus(Qt.FocusReason.TabFocusReason)

    def _show_chosen(self) -> None:
        self.chosen_list.show_statements([self._others[rid] for rid in self._chosen])
        self._place()

    def _merge(self) -> str:
        from ipof_workbench.app.commands.merging import MergeStatements

        if not self._chosen:
            self.other.setFocus(Qt.FocusReason.TabFocusReason)
            return f"Choose at least one other statement that {self._held.number} takes in."
        if not any(self.sentence.words()):
            self.sentence.setFocus(Qt.FocusReason.TabFocusReason)
            return f"Statement {self._held.number} needs words afterwards."
        command = MergeStatements(
            self._held.rid,
            self.chosen(),
            *self.sentence.words(),
            status=str(self.kept.currentData()),
            reason=self.reason.words(),
        )
        outcome, problem = run_or_say(self._session, command)
        if outcome is not None:
            self._session.show_toast(f"Merged into statement {self._held.number}")
        return problem
