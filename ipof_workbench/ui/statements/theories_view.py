"""Substantive theories: the register, and where each of them, construct by construct, speaks to the theory."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QStackedWidget, QVBoxLayout, QWidget

from ipof_workbench.domain import records
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.listings import ConfigurationRow
from ipof_workbench.domain.statement_rows import ListedStatement, TheoryRow, TheoryUseRow
from ipof_workbench.domain.text import shorten
from ipof_workbench.ui.editing_lock import EditingLock
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.statements.entry_row import EntryRow
from ipof_workbench.ui.statements.record_form import RecordForm
from ipof_workbench.ui.statements.rows_view import WordList, WordRow
from ipof_workbench.ui.statements.statement_commands import StatementCommands
from ipof_workbench.ui.statements.statement_items import statement_sentence
from ipof_workbench.ui.statements.tie_rows import Tie, TieRows
from ipof_workbench.ui.widgets.notices import EmptyState
from ipof_workbench.ui.widgets.type_ahead import TypeAheadRow

NOTHING_YET = "No theories yet. Name one below that explains what you find, such as self-determination theory."
_ICONS = {"configuration": "blocks", "theory_statement": "list-checks", "element": "workflow"}
_FIELDS = {"configuration": "configuration", "theory_statement": "statement", "element": "element"}


class TheoriesView(QWidget):
    """The register in the middle; `current_changed(TheoryRow or None)`."""

    current_changed = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._commands = StatementCommands(session)
        self._theories: Sequence[TheoryRow] = ()
        self._wanted: Rid | None = None
        self.list = WordList("Substantive theories")
        self.entry = EntryRow("Name of the next theory", "Name a theory", "Add")
        self.entry.entered.connect(self._add)
        self.entry.left.connect(self.focus_list)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.list)
        self._pages.addWidget(EmptyState(NOTHING_YET))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._pages, 1)
        column.addWidget(self.entry)
        EditingLock(session, self, lambda: (self.entry.field, self.entry.button))
        self.list.current_row_changed.connect(self._tell)
        self.list.delete_requested.connect(self.delete_current)

    def show_theories(self, theories: Sequence[TheoryRow]) -> None:
        """Show the register."""
        self._theories = theories
        rows = [WordRow(held.rid, "book-open", held.name, _below(held), is_icon=True) for held in theories]
        self.list.show_rows(rows, self._wanted)
        self._wanted = None
        self._pages.setCurrentIndex(0 if theories else 1)

    def select(self, theory: Rid) -> None:
        """Make a theory the current one, now or as soon as it is there."""
        self._wanted = theory
        self.show_theories(self._theories)
        if all(held.rid != theory for held in self._theories):
            self._wanted = theory

    def focus_list(self) -> None:
        """Give the keyboard to the list, or to the field while there is none."""
        (self.list if self._theories else self.entry.field).setFocus()

    def current(self) -> TheoryRow | None:
        """Return the current theory."""
        return next((held for held in self._theories if held.rid == self.list.current()), None)

    def delete_current(self) -> None:
        """Delete the current theory with its uses."""
        held = self.current()
        if held is not None:
            self._wanted = self.list.neighbour()
            words = f"Deleted “{shorten(held.name, 40)}”"
            self._commands.delete_records(records.SubstantiveTheory, (held.rid,), words)

    def _add(self, name: str) -> None:
        made = self._commands.add_record(records.SubstantiveTheory(name=name))
        if made is not None:
            self.entry.clear()
            self.select(made)

    def _tell(self) -> None:
        self.current_changed.emit(self.current())


def _below(held: TheoryRow) -> str:
    constructs, uses = len(held.construct_list), len(held.uses)
    parts = (
        held.authors,
        f"{constructs:,} construct{'' if constructs == 1 else 's'}" if constructs else "",
        f"used {uses:,} time{'' if uses == 1 else 's'}" if uses else "not used yet",
    )
    return " · ".join(part for part in parts if part)


class TheoryDetail(RecordForm):
    """Everything on one theory; `statement_followed(rid)` leads to a statement."""

    statement_followed = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(
            session, "substantive_theory", "Theory", "Choose a theory in the list.", "Delete the theory", parent
        )
        self._session, self._commands = session, StatementCommands(session)
        self.theory: TheoryRow | None = None
        self._configurations: Sequence[ConfigurationRow] = ()
        self._statements: Sequence[ListedStatement] = ()
        self.add_field("name", "Name")
        self.add_field("authors", "Authors")
        self.add_field("citation", "Citation", lines=2)
        self.add_field("constructs", "Constructs, one a line", lines=3, one_line=False)
        self.add_field("note", "Note", "What it adds to the explanation", lines=2, one_line=False)
        self.uses = TieRows("Say what it speaks to", "Configuration, statement or element", "It does not speak to it")
        self.uses.set_source(self._choices)
        self.uses.menu_filler = self._fill_constructs
        self.uses.added.connect(lambda row: self._use(*row.key))
        self.uses.removed.connect(self._remove)
        self.uses.followed.connect(self._follow)
        self.add_part("Speaks to", self.uses)
        self.finish(self.uses)
        self.changed.connect(self._store)
        self.delete_requested.connect(self._delete)

    def set_choices(self, configurations: Sequence[ConfigurationRow], statements: Sequence[ListedStatement]) -> None:
        """Take what a theory can speak to."""
        self._configurations, self._statements = configurations, statements

    def show_theory(self, theory: TheoryRow | None) -> None:
        """Show a theory."""
        if self.theory is not None and (theory is None or theory.rid != self.theory.rid):
            self.commit()
        self.theory = theory
        if theory is None:
            self.show_fields("Theory", None)
            return
        names = ("name", "authors", "citation", "constructs", "note")
        self.show_fields("Theory", theory.rid, {name: str(getattr(theory, name)) for name in names})
        self.uses.show_ties([Tie(use, _ICONS[use.kind], _use_words(use), use.note) for use in theory.uses])

    def _choices(self, typed: str) -> list[TypeAheadRow]:
        used = {(use.kind, use.about) for use in self.theory.uses} if self.theory is not None else set()
        named: list[tuple[str, Rid, str]] = [
            *(("configuration", row.rid, f"{row.number}  {row.title}") for row in self._configurations),
            *(("theory_statement", row.rid, f"{row.number}  {statement_sentence(row)}") for row in self._statements),
        ]
        found = [
            TypeAheadRow((kind, rid), words)
            for kind, rid, words in named
            if (kind, rid) not in used and typed.casefold() in words.casefold()
        ]
        elements = self._session.workbench.read.elements(words=typed, limit=12)
        found += [
            TypeAheadRow(("element", held.rid), f"Element  {held.label}")
            for held in elements
            if ("element", held.rid) not in used
        ]
        return found

    def _use(self, kind: str, rid: Rid, construct: str = "") -> None:
        if self.theory is not None:
            target: dict[str, Any] = {_FIELDS[kind]: rid, "construct": construct}
            self._commands.use_theory(self.theory.rid, **target)

    def _remove(self, use: TheoryUseRow) -> None:
        target: dict[str, Any] = {_FIELDS[use.kind]: use.about, "used": False}
        self._commands.use_theory(use.theory, **target)

    def _follow(self, use: TheoryUseRow) -> None:
        if use.kind == "theory_statement":
            self.statement_followed.emit(use.about)
        else:
            self._session.show_record(use.kind, use.about)

    def _fill_constructs(self, menu: QMenu, use: object) -> None:
        if not isinstance(use, TheoryUseRow) or self.theory is None:
            return
        for construct in ("", *self.theory.construct_list):
            action = menu.addAction(construct or "The theory as a whole")
            action.setCheckable(True)
            action.setChecked(use.construct.casefold() == construct.casefold())
            action.triggered.connect(
                lambda _=False, words=construct: self._commands.edit_record(
                    records.SubstantiveTheoryUse, use.rid, {"construct": words}
                )
            )
        menu.addSeparator()

    def _store(self, field: str, words: str) -> None:
        theory = self.theory
        if theory is not None and not self._commands.edit_record(records.SubstantiveTheory, theory.rid, {field: words}):
            self.fields[field].setPlainText(str(getattr(theory, field)))
            self.fields[field].set_text(str(getattr(theory, field)))

    def _delete(self) -> None:
        if self.theory is not None:
            words = f"Deleted “{shorten(self.theory.name, 40)}”"
            self._commands.delete_records(records.SubstantiveTheory, (self.theory.rid,), words)


def _use_words(use: TheoryUseRow) -> str:
    return f"{shorten(use.words, 48)}{f' · {use.construct}' if use.construct else ''}"
