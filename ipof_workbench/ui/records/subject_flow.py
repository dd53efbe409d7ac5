"""What a decision is about, as chips that lead there, with a plus that adds another record."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu, QWidget

from ipof_workbench.domain.text import folded, shorten
from ipof_workbench.domain.trail_rows import SubjectRow
from ipof_workbench.ui.configurations.tie_flow import TieChip, TieFlow
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.widgets.type_ahead import TypeAheadField, TypeAheadRow

ICONS = {"case": "layers", "configuration": "blocks", "theory_statement": "file-text", "element": "workflow"}
OTHER_ICON = "bookmark"
_KIND_WORDS = {"theory_statement": "Statement", "configuration": "Configuration", "case": "Case"}
MOST = 40


def subject_words(subject: SubjectRow) -> str:
    """Return a subject as it reads on its chip: “Configuration 7a Title”, “Case Harbour”."""
    kind = _KIND_WORDS.get(subject.kind) or subject.kind.replace("_", " ").capitalize()
    return f"{kind} {subject.name}".strip()


def offered_subjects(session: Session) -> list[SubjectRow]:
    """Return what a memo or a decision can be said to be about from a list: what there are not thousands of."""
    read = session.workbench.read
    found = [SubjectRow("case", case.rid, case.name) for case in read.cases()]
    found += [SubjectRow(row.kind, row.rid, f"{row.number} {row.title}".strip()) for row in read.by_case.claims()]
    found += [SubjectRow("element", row.rid, row.label) for row in read.elements()]
    groups, theories = read.of_statements.rival_groups(), read.of_statements.theories()
    found += [SubjectRow("rival_group", group.rid, group.name) for group in groups]
    found += [SubjectRow("substantive_theory", theory.rid, theory.name) for theory in theories]
    return found


class SubjectFlow(TieFlow):
    """Chips of records.

    Signals:
        followed(subject): a chip was clicked.
        changed(subjects): one more, or one less.
    """

    followed = Signal(object)
    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        self._subjects: tuple[SubjectRow, ...] = ()
        self._offered: Callable[[], Sequence[SubjectRow]] = tuple
        self._known: Sequence[SubjectRow] | None = None
        super().__init__("Add what it is about", parent)

    def open_picker(self) -> None:
        self._known = None
        super().open_picker()

    def build_adding(self) -> QWidget:
        self.other = self.adding_field("Case, configuration, element …", self._rows, self._take)
        return self.other

    def field(self) -> TypeAheadField:
        return self.other

    def offer(self, source: Callable[[], Sequence[SubjectRow]]) -> None:
        """Ask `source` for what can be added when the field opens."""
        self._offered = source

    def show_subjects(self, subjects: Sequence[SubjectRow]) -> None:
        """Show these."""
        self._subjects = tuple(subjects)
        self._fill([self._chip(subject) for subject in subjects])

    def _chip(self, subject: SubjectRow) -> TieChip:
        words = subject_words(subject)
        chip = TieChip(ICONS.get(subject.kind, OTHER_ICON), shorten(words, 44), words, self)
        chip.activated.connect(lambda: self.followed.emit(subject))
        chip.remove_requested.connect(lambda: self._remove(subject))
        chip.menu_requested.connect(lambda point: self._open_menu(subject, point))
        return chip

    def _open_menu(self, subject: SubjectRow, point: object) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction("Go there\tEnter").triggered.connect(lambda: self.followed.emit(subject))
        menu.addAction("It is not about this\tDel").triggered.connect(lambda: self._remove(subject))
        menu.popup(point if isinstance(point, QPoint) else self.mapToGlobal(QPoint(0, self.height())))

    def _remove(self, subject: SubjectRow) -> None:
        self.changed.emit(tuple(held for held in self._subjects if held != subject))

    def _rows(self, typed: str) -> list[TypeAheadRow]:
        held = {(subject.kind, subject.rid) for subject in self._subjects}
        wanted = folded(typed)
        if self._known is None:
            # Once for all that is typed: there may be hundreds of elements.
            self._known = self._offered()
        return [
            TypeAheadRow(subject, subject_words(subject))
            for subject in self._known
            if (subject.kind, subject.rid) not in held and wanted in folded(subject_words(subject))
        ][:MOST]

    def _take(self, row: object, _stay: bool) -> None:
        if isinstance(row, TypeAheadRow) and isinstance(row.key, SubjectRow):
            self.close_by_key()
            self.changed.emit((*self._subjects, row.key))
