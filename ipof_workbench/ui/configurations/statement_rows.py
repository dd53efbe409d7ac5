"""The statements of the programme theory that a configuration expresses."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu, QWidget

from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.listings import StatementRow
from ipof_workbench.domain.sentences import sentence
from ipof_workbench.domain.text import shorten
from ipof_workbench.ui.configurations.tie_flow import TieChip, TieFlow
from ipof_workbench.ui.widgets.type_ahead import TypeAheadField, TypeAheadRow


class StatementRows(TieFlow):
    """The statements of the programme theory that a configuration expresses.

    `expressed(rid, bool)`: one more, or one less.
    """

    expressed = Signal(object, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        self._statements: Sequence[StatementRow] = ()
        self._held: frozenset[Rid] = frozenset()
        super().__init__("Add a statement that it expresses", parent)

    def build_adding(self) -> QWidget:
        self.other = self.adding_field("Number or words of a statement", self._rows, self._take)
        return self.other

    def field(self) -> TypeAheadField:
        return self.other

    def show_statements(self, statements: Sequence[StatementRow], held: frozenset[Rid]) -> None:
        """Show those of `statements` whose rid is in `held`."""
        self._statements, self._held = statements, held
        self._fill([self._chip(statement) for statement in statements if statement.rid in held])
        self._allow("" if statements else "There are no statements yet: import statements.csv.")

    def _chip(self, statement: StatementRow) -> TieChip:
        words = statement_words(statement)
        chip = TieChip("file-text", f"{statement.number}  {shorten(words, 60)}", words, self)
        chip.remove_requested.connect(lambda: self.expressed.emit(statement.rid, False))
        chip.menu_requested.connect(lambda point: self._open_menu(statement, point))
        return chip

    def _open_menu(self, statement: StatementRow, point: object) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        action = menu.addAction("It does not express this statement\tDel")
        action.triggered.connect(lambda: self.expressed.emit(statement.rid, False))
        menu.popup(point if isinstance(point, QPoint) else self.mapToGlobal(QPoint(0, self.height())))

    def _rows(self, typed: str) -> list[TypeAheadRow]:
        free = [statement for statement in self._statements if statement.rid not in self._held]
        named = [(statement.rid, f"{statement.number}  {statement_words(statement)}") for statement in free]
        return [TypeAheadRow(rid, words) for rid, words in named if typed.casefold() in words.casefold()][:40]

    def _take(self, row: object, _stay: bool) -> None:
        if isinstance(row, TypeAheadRow):
            self.close_by_key()
            self.expressed.emit(row.key, True)


def statement_words(statement: StatementRow) -> str:
    """Return a statement as one sentence."""
    return sentence({"if": statement.if_text, "then": statement.then_text, "because": statement.because_text})
