"""What can be read from a project: lists, rows, details, counts. Each call reads what is committed now.

Calls may come from any thread; each thread reads through a connection of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ipof_workbench.app.auto_coding_reading import AutoCodingReading
from ipof_workbench.app.case_reading import CaseReading
from ipof_workbench.app.codebook_reading import CodebookReading
from ipof_workbench.app.document_reading import DocumentReading
from ipof_workbench.app.element_reading import ElementReading, GrammarReading
from ipof_workbench.app.evidence_reading import EvidenceReading
from ipof_workbench.app.grid_reading import GridReading
from ipof_workbench.app.judging_reading import JudgingReading
from ipof_workbench.app.picking_reading import PickingReading
from ipof_workbench.app.publication_reading import PublicationReading
from ipof_workbench.app.quote_reading import QuoteReading
from ipof_workbench.app.reader import Reader
from ipof_workbench.app.remark_reading import RemarkReading
from ipof_workbench.app.round_reading import RoundReading
from ipof_workbench.app.statement_reading import StatementReading
from ipof_workbench.app.text_reading import TextReading
from ipof_workbench.app.trail_reading import TrailReading
from ipof_workbench.app.version_reading import VersionReading
from ipof_workbench.domain import listings
from ipof_workbench.domain.errors import AmbiguousReference, NotFound
from ipof_workbench.domain.filters import EVERYTHING, Filter
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.records import Record
from ipof_workbench.storage.plain_words import in_plain_words
from ipof_workbench.storage.queries import coding, configurations, evidence, search, study
from ipof_workbench.storage.readable import Readable
from ipof_workbench.storage.record_reader import RecordReader
from ipof_workbench.storage.record_rows import R


class Reading(Reader):
    """The query side of a project: what most pages read. What belongs to one subject stands in a reader of its own.

    Attributes:
        versions: what was recorded and frozen.
        trail: memos, decisions and the audit.
        by_case: one case in all it holds, and several side by side.
        texts: revisions, passages that an older text holds, names in texts.
        quotes: what can illustrate a claim in a paper, what is chosen, what publications print.
        publications: drafts, and what is frozen for a paper.
    """

    def __init__(self, project: Readable) -> None:
        super().__init__(project)
        self.versions = VersionReading(project)
        self.remarks = RemarkReading(project)
        self.judging = JudgingReading(project)
        self.rounds = RoundReading(project)
        self.of_statements = StatementReading(project)
        self.library = ElementReading(project)
        self.codebook = CodebookReading(project)
        self.auto = AutoCodingReading(project)
        self.grammar = GrammarReading(project)
        self.by_case = CaseReading(project)
        self.by_document = DocumentReading(project)
        self.grid = GridReading(project)
        self.evidence_on = EvidenceReading(project)
        self.trail = TrailReading(project)
        self.texts = TextReading(project)
        self.quotes = QuoteReading(project)
        self.publications = PublicationReading(project)
        self.picking = PickingReading(project)

    # --- single records

    def get(self, kind: type[R], rid: Rid) -> R:
        """Return a record; raises `NotFound` where it is gone."""
        with in_plain_words(self._project.path.name):
            return RecordReader(self._project.reader()).get(kind, rid)

    def find(self, kind: type[R], /, **equal: Any) -> list[R]:
        """Return the records whose fields equal the given values."""
        with in_plain_words(self._project.path.name):
            return RecordReader(self._project.reader()).find(kind, **equal)

    def exists(self, kind: type[Record], rid: Rid) -> bool:
        """Tell whether a record is there."""
        return bool(self.find(kind, rid=rid))

    # --- the study

    def summary(self) -> listings.StudySummary:
        """Return the counts of the project."""
        found: listings.StudySummary = self._read(study.summary, self._project.path.stat().st_size)
        return found

    def number_of(self, kind: type[Record]) -> int:
        """Return how many records of a kind the project has."""
        found: int = self._read(study.number_of, kind)
        return found

    def roles(self, *, hidden: bool = False) -> list[listings.RoleRow]:
        """Return the roles of the grammar in order; `hidden` lets hidden ones stand among them."""
        found: list[listings.RoleRow] = self._read(study.roles, hidden=hidden)
        return found

    def cases(self, only: Rid | None = None) -> list[listings.CaseRow]:
        """Return all cases, as everybody coded them or `only` an analyst."""
        found: list[listings.CaseRow] = self._read(study.cases, only)
        return found

    def participants(self, only: Rid | None = None) -> list[listings.ParticipantRow]:
        """Return all participants, by name, as everybody coded what they say or `only` an analyst."""
        found: list[listings.ParticipantRow] = self._read(study.participants, only)
        return found

    def attributes(self, owner_kind: str | None = None) -> list[listings.AttributeColumn]:
        """Return the attributes of cases, participants or documents (or all)."""
        found: list[listings.AttributeColumn] = self._read(study.attributes, owner_kind)
        return found

    def attribute_values(self, owner_kind: str) -> dict[Rid, dict[Rid, str]]:
        """Return owner -> attribute -> value."""
        found: dict[Rid, dict[Rid, str]] = self._read(study.attribute_values, owner_kind)
        return found

    def document_rids(
        self, scope: Filter = EVERYTHING, *, words: str = "", order: str = "case", descending: bool = False
    ) -> list[Rid]:
        """Return the rids of the documents that pass, in order (case, name, kind, words, status, import)."""
        found: list[Rid] = self._read(study.document_rids, scope, words=words, order=order, descending=descending)
        return found

    def document_rows(
        self, rids: Sequence[Rid], only: Rid | None = None, *, with_progress: bool = True
    ) -> list[listings.DocumentRow]:
        """Return the rows of documents, in the order of the rids, as everybody coded them or `only` an analyst.

        Without progress they do not say how much is coded (0 of 0): that takes every coding of a document.
        """
        found: list[listings.DocumentRow] = self._read(study.document_rows, rids, only, with_progress)
        return found

    def document_text(self, document: Rid) -> listings.DocumentText:
        """Return a document with its current text and turns; raises `NotFound` where it is gone."""
        found: listings.DocumentText | None = self._read(study.document_text, document)
        if found is None:
            raise NotFound("This document is no longer in the project.")
        return found

    def document_named(self, name: str) -> listings.DocumentRow:
        """Return the document that `name` or `case/name` stands for.

        Raises:
            NotFound: none has this name.
            AmbiguousReference: several have; the sentence names them by case.
        """
        found: list[listings.DocumentRow] = self._read(study.documents_named, name)
        if not found:
            raise NotFound(f"There is no document “{name}”; look at the names with: ipof-workbench export cases.")
        if len(found) > 1:
            named = ", ".join(f"{row.case_name or 'no case'}/{row.name}" for row in found[:5])
            raise AmbiguousReference(f"“{name}” stands for {len(found)} documents: {named}. Write case/name.")
        return found[0]

    def imports(self) -> list[listings.ImportRow]:
        """Return the imports, newest first."""
        found: list[listings.ImportRow] = self._read(study.imports)
        return found

    # --- coding

    def codings_of_document(
        self, document: Rid, scope: Filter = EVERYTHING, within: tuple[int, int] | None = None
    ) -> list[listings.CodingRow]:
        """Return the codings of a document in the order of its text, or those alone that lie `within` a stretch of it
        (code points, half-open)."""
        found: list[listings.CodingRow] = self._read(coding.codings_of_document, document, scope, within)
        return found

    def coding(self, rid: Rid) -> listings.CodingRow | None:
        """Return one coding, or None where it is gone."""
        found: listings.CodingRow | None = self._read(coding.coding, rid)
        return found

    def codings(self, scope: Filter = EVERYTHING) -> list[listings.CodingRow]:
        """Return all codings that pass."""
        found: list[listings.CodingRow] = self._read(coding.codings, scope)
        return found

    def elements(self, *, words: str = "", role_key: str = "", limit: int | None = None) -> list[listings.ElementRow]:
        """Return named elements that hold `words`: those of the role first, most used first."""
        found: list[listings.ElementRow] = self._read(coding.elements, words=words, role_key=role_key, limit=limit)
        return found

    def element_counts(self, scope: Filter = EVERYTHING) -> dict[tuple[Rid, str], tuple[listings.Counts, str]]:
        """Return (element, role key) -> counts and letters of the data kinds (S, I, P)."""
        found: dict[tuple[Rid, str], tuple[listings.Counts, str]] = self._read(coding.element_counts, scope)
        return found

    def thematic_codes(self) -> list[listings.CodeRow]:
        """Return the thematic codes."""
        found: list[listings.CodeRow] = self._read(coding.thematic_codes)
        return found

    def codings_since(self, at: str, analyst: Rid | None = None) -> tuple[int, int]:
        """Return how many codings and configurations were made since a time (UTC, ISO 8601)."""
        found: tuple[int, int] = self._read(coding.codings_since, at, analyst)
        return found

    # --- the theory

    def configurations(self, scope: Filter = EVERYTHING) -> list[listings.ConfigurationRow]:
        """Return the configurations that pass, in the natural order of their numbers."""
        found: list[listings.ConfigurationRow] = self._read(configurations.configurations, scope)
        return found

    def configuration(self, rid: Rid, scope: Filter = EVERYTHING) -> listings.ConfigurationDetail:
        """Return everything on a configuration; raises `NotFound` where it is gone."""
        found: listings.ConfigurationDetail | None = self._read(configurations.detail, rid, scope)
        if found is None:
            raise NotFound("This configuration is no longer in the project.")
        return found

    def places(self) -> dict[Rid, tuple[listings.PlaceRow, ...]]:
        """Return configuration -> its places in the order of the grammar."""
        found: dict[Rid, tuple[listings.PlaceRow, ...]] = self._read(configurations.places)
        return found

    def drafts(self) -> dict[Rid, tuple[Rid, str, str, str]]:
        """Return configuration -> (draft version, if, then, because) as written."""
        found: dict[Rid, tuple[Rid, str, str, str]] = self._read(configurations.drafts)
        return found

    def links(self, configuration: Rid | None = None) -> list[listings.LinkRow]:
        """Return the links of one configuration, or all."""
        found: list[listings.LinkRow] = self._read(configurations.links, configuration)
        return found

    def evidence(
        self,
        *,
        configuration: Rid | None = None,
        element: Rid | None = None,
        role_key: str = "",
        link: Rid | None = None,
        statement: Rid | None = None,
        scope: Filter = EVERYTHING,
    ) -> list[listings.EvidenceRow]:
        """Return the evidence on one thing (or all), by case and document."""
        found: list[listings.EvidenceRow] = self._read(
            evidence.evidence,
            configuration=configuration,
            element=element,
            role_key=role_key,
            link=link,
            statement=statement,
            scope=scope,
        )
        return found

    def bearing(self, scope: Filter = EVERYTHING) -> dict[Rid, frozenset[tuple[int, int, Rid]]]:
        """Return configuration -> (coding or negative bundle, source, case or 0) of the evidence that passes."""
        found: dict[Rid, frozenset[tuple[int, int, Rid]]] = self._read(evidence.bearing, scope)
        return found

    def statements(self) -> list[listings.StatementRow]:
        """Return the statements in the natural order of their numbers."""
        found: list[listings.StatementRow] = self._read(configurations.statements)
        return found

    def theory_areas(self) -> list[tuple[Rid, str]]:
        """Return (rid, name) of the theory areas."""
        found: list[tuple[Rid, str]] = self._read(configurations.theory_areas)
        return found

    def positions(self, diagram: Rid) -> list[listings.StandingRow]:
        """Return where things stand in a diagram."""
        found: list[listings.StandingRow] = self._read(configurations.positions, diagram)
        return found

    # --- search

    def search(
        self, words: str, scope: Filter = EVERYTHING, *, limit: int = 50
    ) -> tuple[list[listings.SearchHit], int]:
        """Return the first hits of a search in all texts, and how many documents hold it."""
        found: tuple[list[listings.SearchHit], int] = self._read(search.search, words, scope, limit=limit)
        return found
