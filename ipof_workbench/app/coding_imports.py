"""Importing codings made elsewhere: each quote is found in its document, each row becomes a coding and, where a
configuration is named, evidence. Tens of thousands of rows go in as one bulk step."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ipof_workbench.app.commands.base import Command, counted, register
from ipof_workbench.app.commands.coding import require_analyst
from ipof_workbench.app.commands.configurations import add_configuration, draft_of, place_of, put_in_place
from ipof_workbench.app.commands.role_rules import role_with_key
from ipof_workbench.app.configuration_imports import Elements
from ipof_workbench.app.contract_rows import RowErrors
from ipof_workbench.app.importing import Importing, ImportReport
from ipof_workbench.app.quoted_passages import DocumentTexts, find_passage
from ipof_workbench.app.tasks import Report, no_report
from ipof_workbench.domain import records
from ipof_workbench.domain.errors import RefusedChange
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.imported import ContractRow, ContractTable
from ipof_workbench.domain.text import initials, shorten
from ipof_workbench.domain.uncollected import uncollected
from ipof_workbench.domain.vocabulary import Stance

if TYPE_CHECKING:
    from ipof_workbench.storage.store import Store


class _Analysts:
    """Analysts by name or initials, made where they are new."""

    def __init__(self, store: Store, importing: Importing) -> None:
        self._store, self._importing = store, importing
        self._known: dict[str, Rid] = {}
        for analyst in store.find(records.Analyst):
            self._known.setdefault(analyst.name.casefold(), analyst.rid)
        for analyst in store.find(records.Analyst):
            if analyst.initials:
                self._known.setdefault(analyst.initials.casefold(), analyst.rid)

    def of(self, name: str) -> Rid:
        """Return the analyst; the one who imports where the row names none."""
        if not name:
            return require_analyst(self._store)
        known = self._known.get(name.casefold())
        if known is None:
            known = self._store.put(records.Analyst(name=name, initials=initials(name))).rid
            self._known[name.casefold()] = known
            self._importing.created.append(f"analyst {name}")
        return known


class _Targets:
    """Configurations by number with their drafts and places, made where they are new."""

    def __init__(self, store: Store, importing: Importing) -> None:
        self._store, self._importing = store, importing
        self._configurations = {held.number: held.rid for held in store.find(records.Configuration)}
        self._made: set[Rid] = set()
        self._drafts: dict[Rid, Rid] = {}
        self._places: dict[tuple[Rid, Rid], Rid] = {}
        self._open: set[Rid] = set()

    def configuration(self, number: str) -> Rid:
        """Return the configuration of this number."""
        known = self._configurations.get(number)
        if known is None:
            known = add_configuration(self._store, number).rid
            self._configurations[number] = known
            self._made.add(known)
            self._importing.created.append(f"configuration {number}")
        return known

    def draft(self, configuration: Rid) -> Rid:
        """Return the open draft of a configuration."""
        if configuration not in self._drafts:
            self._drafts[configuration] = draft_of(self._store, configuration).rid
        return self._drafts[configuration]

    def place(self, configuration: Rid, role: Rid, element: Rid) -> Rid:
        """Return the place of a role; the element goes into it where the table of configurations left it empty."""
        key = (configuration, role)
        draft = self.draft(configuration)
        place = self._places.get(key)
        if place is None:
            place = self._places[key] = place_of(self._store, configuration, role).rid
            held = self._store.first(records.PlaceContent, version=draft, place=place)
            if held is None or configuration in self._made:
                self._open.add(place)
        if place in self._open:
            put_in_place(self._store, draft, place, element)
        return place


class CodingRows:
    """The records of a table of codings as they grow, numbered ahead."""

    def __init__(self, store: Store, importing: Importing) -> None:
        from ipof_workbench.storage.queries.coding import known_codings, known_evidence, known_excerpts

        self.store, self.importing = store, importing
        self._texts = DocumentTexts(store)
        self._analysts = _Analysts(store, importing)
        self._targets = _Targets(store, importing)
        self._elements = Elements(store, importing)
        self._roles: dict[str, Rid] = {}
        self._codes = {held.name.casefold(): held.rid for held in store.find(records.ThematicCode)}
        self._excerpts = known_excerpts(store.connection)
        self._known = known_codings(store.connection)
        self._bearing = known_evidence(store.connection)
        self._next_excerpt = store.next_rid(records.Excerpt)
        self._next_coding = store.next_rid(records.Coding)
        self.excerpts: list[tuple[Any, ...]] = []
        self.codings: list[tuple[Any, ...]] = []
        self.evidence: list[tuple[Any, ...]] = []

    def add(self, row: ContractRow) -> None:
        """Take one row in.

        Raises:
            WorkbenchError: what is wrong with it.
        """
        if not row["document"]:
            raise RefusedChange("the document is empty.")
        document, revision, text = self._texts.of(row["document"])
        quote = row.cells.get("quote", "")
        try:
            start, end = find_passage(text, quote, row["start"], row["end"])
        except RefusedChange:
            if quote == quote.strip():
                raise
            start, end = find_passage(text, quote.strip(), row["start"], row["end"])
        role_key, label, code_name = row["role"].casefold(), row["element"], row["code"]
        if label and not role_key:
            raise RefusedChange(f"say in which role “{shorten(label, 30)}” was coded.")
        if not role_key and not code_name:
            raise RefusedChange("give a role with an element, or a code.")
        stance = Stance.parse(row["stance"]).value if row["stance"] else Stance.SUPPORTS.value
        strength = self._strength(row["strength"])
        role = self._role(role_key) if role_key else None
        analyst = self._analysts.of(row["analyst"])
        excerpt = self._excerpt(document, revision, start, end, text[start:end])
        number = row["configuration"]
        if role is not None:
            element = self._elements.of(label or shorten(text[start:end]), role)
            coding = self._coding(excerpt, analyst, None, element, role, row["note"])
            if number:
                configuration = self._targets.configuration(number)
                place = self._targets.place(configuration, role, element)
                self._bears(coding, None, place, stance, strength, self._targets.draft(configuration), analyst)
        if code_name:
            coding = self._coding(excerpt, analyst, self._code(code_name), None, None, row["note"])
            if number and role is None:
                configuration = self._targets.configuration(number)
                version = self._targets.draft(configuration)
                self._bears(coding, configuration, None, stance, strength, version, analyst)

    @staticmethod
    def _strength(cell: str) -> int | None:
        if not cell:
            return None
        if cell not in ("1", "2", "3"):
            raise RefusedChange(f"strength is 1, 2 or 3, not {cell}.")
        return int(cell)

    def _role(self, key: str) -> Rid:
        if key not in self._roles:
            self._roles[key] = role_with_key(self.store, key).rid
        return self._roles[key]

    def _code(self, name: str) -> Rid:
        known = self._codes.get(name.casefold())
        if known is None:
            known = self.store.put(records.ThematicCode(name=name, position=len(self._codes))).rid
            self._codes[name.casefold()] = known
            self.importing.created.append(f"code {name}")
        return known

    def _excerpt(self, document: Rid, revision: Rid, start: int, end: int, quote: str) -> Rid:
        key = (revision, start, end)
        known = self._excerpts.get(key)
        if known is None:
            known = self._excerpts[key] = self._next_excerpt
            self._next_excerpt += 1
            self.excerpts.append((document, revision, start, end, quote))
        return known

    def _coding(
        self, excerpt: Rid, analyst: Rid, code: Rid | None, element: Rid | None, role: Rid | None, note: str
    ) -> Rid:
        key = (excerpt, analyst, code, element, role)
        held = self._known.get(key)
        if held is None:
            held = self._next_coding
            self._next_coding += 1
            self._known[key] = held
            self.codings.append((*key, note))
        return held

    def _bears(
        self,
        coding: Rid,
        configuration: Rid | None,
        place: Rid | None,
        stance: str,
        strength: int | None,
        version: Rid,
        analyst: Rid,
    ) -> None:
        key = (coding, configuration, place, stance)
        if key in self._bearing:
            return
        self._bearing.add(key)
        self.evidence.append((coding, configuration, place, stance, strength, version, analyst))

    def store_all(self) -> None:
        """Store everything in bulk."""
        insert = self.importing.insert
        insert(records.Excerpt, ("document", "revision", "start", "end", "quote"), self.excerpts)
        insert(records.Coding, ("excerpt", "analyst", "code", "element", "role", "note"), self.codings)
        insert(
            records.Evidence,
            ("coding", "configuration", "place", "stance", "strength", "version", "analyst"),
            self.evidence,
        )
        if self._elements.made:
            self.importing.created.append(counted(self._elements.made, "element"))


@register
@dataclass(frozen=True)
class ImportCodings(Command):
    """Import a table of codings as one step."""

    table: ContractTable
    report: Report = no_report

    @uncollected()
    def apply(self, store: Store) -> ImportReport:
        importing = Importing(store, "codings", self.table.file_name, self.table.file_sha256)
        rows, errors = CodingRows(store, importing), RowErrors(self.table)
        unchanged = 0
        for at, row in enumerate(self.table.rows):
            if at % 500 == 0:
                self.report(at, len(self.table.rows))
            with errors.row(row):
                before = len(rows.codings) + len(rows.evidence)
                rows.add(row)
                unchanged += before == len(rows.codings) + len(rows.evidence)
        errors.raise_if_any()
        rows.store_all()
        added = len(self.table.rows) - unchanged
        report = ImportReport(added, unchanged, tuple(importing.created), (), "coding")
        return importing.finish(report, f"Imported {counted(added, 'coding')}")
