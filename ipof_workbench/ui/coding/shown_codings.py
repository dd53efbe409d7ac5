"""The codings of the document on display, kept in step with the project one coding at a time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from ipof_workbench.app.commands.judging import THEORY_CODE_ID
from ipof_workbench.domain import records
from ipof_workbench.domain.errors import NotFound
from ipof_workbench.domain.filters import EVERYTHING, Filter
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.listings import CodingRow, ConfigurationRef, StatementRef
from ipof_workbench.domain.steps import Changed
from ipof_workbench.ui.coding.coding_marks import coding_mark
from ipof_workbench.ui.coding.seeing import Seeing, Subject
from ipof_workbench.ui.transcript.marks import CodingMark
from ipof_workbench.ui.transcript.view import TranscriptView

if TYPE_CHECKING:
    from ipof_workbench.app.reading import Reading

ONE_BY_ONE = 24
"""Above so many changed codings the whole document is read again, which is then quicker."""
_REFERRED: tuple[type[records.Record], ...] = (
    records.Element,
    records.ThematicCode,
    records.Configuration,
    records.TheoryStatement,
    records.Evidence,
)


class ShownCodings:
    """Rows of one document's codings, painted by a view.

    `current`, `partial` and `choosing` are changed through `set_current` and `set_choosing`, how codings are seen
    through `see`. `only` is the analyst whose codings are read; None for those of everybody.
    """

    def __init__(self, read: Callable[[], Reading], view: TranscriptView) -> None:
        self._read, self._view = read, view
        self.rows: dict[Rid, CodingRow] = {}
        self.document: Rid | None = None
        self.scope: Filter = EVERYTHING
        self.only: Rid | None = None
        self.seeing = Seeing()
        self._letters: Mapping[Rid, str] = {}
        self.current: Rid | None = None
        self.partial = False
        self.choosing: Rid | None = None
        self.chooses_next = False
        """Whether the next new coding is one whose element is then chosen: it is painted so at once, not twice."""
        self._here: dict[type[records.Record], set[Rid]] = {}
        self._bearing: dict[Rid, set[Rid]] = {}
        self._theory_code: Rid | None = None

    def load(self, document: Rid | None) -> list[CodingRow]:
        """Read the codings of a document (None: of none) and return them; painting them is the caller's."""
        self.document = document
        self.choosing = None
        self._find_theory_code()
        found = [] if document is None else self._read().codings_of_document(document, self.scope_in_force())
        self.rows = {row.coding: row for row in found}
        self._here = {kind: set() for kind in _REFERRED}
        self._bearing = {}
        for row in found:
            self._note(row)
        return found

    def scope_in_force(self) -> Filter:
        """Return the filter of the window, narrowed to one analyst where the others are hidden."""
        if self.only is None:
            return self.scope
        # Where the filter asks for other analysts alone nothing is left: no analyst has the number 0.
        passes = not self.scope.analysts or self.only in self.scope.analysts
        return replace(self.scope, analysts=frozenset({self.only if passes else 0}))

    def see(self, seeing: Seeing, only: Rid | None, letters: Mapping[Rid, str]) -> None:
        """See codings otherwise: `only` is whose are shown (None: everybody's), `letters` those of the analysts."""
        is_same_people = only == self.only
        before = (self.seeing, self._letters)
        self.only, self.seeing, self._letters = only, seeing, dict(letters)
        if not is_same_people:
            self.reload()
        elif before != (self.seeing, self._letters):
            self._view.set_codings(self.marks())

    def subjects(self) -> set[Subject]:
        """Return what is coded with in this document."""
        kinds = {"element": records.Element, "thematic_code": records.ThematicCode}
        return {(name, rid) for name, kind in kinds.items() for rid in self._here.get(kind, ())}

    def _note(self, row: CodingRow) -> None:
        """Remember what a row refers to, so that most changes can be told not to concern it."""
        if row.element is not None:
            self._here[records.Element].add(row.element)
        if row.code is not None:
            self._here[records.ThematicCode].add(row.code)
        for held in row.configurations:
            self._here[records.Configuration].add(held.configuration)
            self._bearing.setdefault(held.configuration, set()).add(row.coding)
            self._here[records.Evidence].add(held.evidence)
        for stated in row.statements:
            self._here[records.TheoryStatement].add(stated.statement)
            self._here[records.Evidence].add(stated.evidence)

    def _find_theory_code(self) -> None:
        found = self._read().find(records.ThematicCode, id=THEORY_CODE_ID)
        self._theory_code = found[0].rid if found else None

    def reload(self) -> None:
        """Read and paint all codings of the document again."""
        self.load(self.document)
        self._view.set_codings(self.marks())

    def apply(self, changed: Changed) -> bool:
        """Take a change in; tells whether anything of this document changed."""
        if self.document is None:
            return False
        if changed.touches(records.ThematicCode):
            self._find_theory_code()
        stale = self._stale(changed)
        if stale is None or len(stale) > ONE_BY_ONE:
            self.reload()
            return True
        return any([self._renew(rid) for rid in stale])

    def set_current(self, configuration: Rid | None, partial: bool) -> None:
        """Say which configuration is under way, and whether a part of it is missing."""
        if (configuration, partial) == (self.current, self.partial):
            return
        concerned = {held for held in (self.current, configuration) if held is not None}
        self.current, self.partial = configuration, partial
        # What was noted may have ceased to bear on it since: painting that anew does no harm.
        for coding in set().union(*(self._bearing.get(held, set()) for held in concerned)):
            if coding in self.rows:
                self._paint(self.rows[coding])

    def set_choosing(self, coding: Rid | None) -> None:
        """Say for which coding an element is being chosen."""
        before, self.choosing = self.choosing, coding
        if before == coding:
            return
        for rid in {before, coding} - {None}:
            row = self.rows.get(rid or 0)
            if row is not None:
                self._paint(row)

    def marks(self) -> list[CodingMark]:
        """Return all codings as they are painted."""
        return [self._mark(row) for row in self.rows.values() if self.seeing.is_shown(row)]

    def _mark(self, row: CodingRow) -> CodingMark:
        choosing, letters = row.coding == self.choosing, self._letters.get(row.analyst, "?")
        return coding_mark(row, self.current, self.partial, choosing, self._theory_code, self.seeing, letters)

    def _paint(self, row: CodingRow) -> None:
        """Have a coding painted as it is now, unless it is out of sight."""
        if self.seeing.is_shown(row):
            self._view.add_coding(self._mark(row))

    def _renew(self, rid: Rid) -> bool:
        row = self._read().coding(rid)
        if row is not None and row.document == self.document and self.only in (None, row.analyst):
            if self.chooses_next and rid not in self.rows:
                self.choosing, self.chooses_next = rid, False
            self.rows[rid] = row
            self._note(row)
            self._paint(row)
            return True
        if self.rows.pop(rid, None) is None:
            return False
        self._view.remove_coding(rid)
        return True

    def _stale(self, changed: Changed) -> set[Rid] | None:
        """Return the codings to read again; None for all."""
        codings = changed.rids(records.Coding)
        touched = {kind: changed.rids(kind) for kind in _REFERRED}
        if codings is None or None in touched.values() or changed.touches(records.Role, records.Analyst):
            return None
        concerned = {kind: self._here[kind] & (rids or frozenset()) for kind, rids in touched.items()}
        stale = set(codings)
        evidence = set(touched[records.Evidence] or ())
        if any(concerned.values()):
            stale |= {row.coding for row in self.rows.values() if _refers(row, concerned)}
            # What was remembered may have gone and come back: only rows say what bears on something now.
            evidence -= {held.evidence for row in self.rows.values() for held in _held(row)}
        return stale | self._newly_bearing(evidence)

    def _newly_bearing(self, evidence: set[Rid]) -> set[Rid]:
        found: set[Rid] = set()
        for rid in evidence:
            try:
                coding = self._read().get(records.Evidence, rid).coding
            except NotFound:
                continue
            if coding is not None:
                found.add(coding)
        return found


def _held(row: CodingRow) -> tuple[ConfigurationRef | StatementRef, ...]:
    return (*row.configurations, *row.statements)


def _refers(row: CodingRow, concerned: dict[type[records.Record], set[Rid]]) -> bool:
    return (
        row.element in concerned[records.Element]
        or row.code in concerned[records.ThematicCode]
        or any(held.configuration in concerned[records.Configuration] for held in row.configurations)
        or any(held.statement in concerned[records.TheoryStatement] for held in row.statements)
        or any(held.evidence in concerned[records.Evidence] for held in _held(row))
    )
