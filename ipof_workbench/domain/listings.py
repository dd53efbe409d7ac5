"""Narrow rows that lists, tables and panels show. Read with `Workbench` queries; safe to hand to threads and views.

Text offsets are code points, half-open. Counts come in threes: codings, distinct sources (participants; a document
without one counts as its own source) and distinct cases.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.records import ConfigurationLink


class CaseRow(NamedTuple):
    """A case with what hangs on it."""

    rid: Rid
    name: str
    parent: Rid | None
    kind: str
    description: str
    quote_policy: str
    documents: int
    participants: int
    codings: int


class ParticipantRow(NamedTuple):
    """A participant; `cases` are names joined by a comma."""

    rid: Rid
    name: str
    role: str
    consent: str
    quote_policy: str
    cases: str
    documents: int
    codings: int


class AttributeColumn(NamedTuple):
    """An attribute; `choices` one a line."""

    rid: Rid
    owner_kind: str
    name: str
    value_type: str
    choices: str


class DocumentRow(NamedTuple):
    """A document in a list; `participants` are names joined by a comma, `coded_to` is the end of its last coding.

    `coded` of `to_code` turns of those who answer hold a coding (characters, where nobody speaks).
    """

    rid: Rid
    name: str
    kind: str
    case: Rid | None
    case_name: str
    participants: str
    status: str
    title: str
    words: int
    characters: int
    turns: int
    codings: int
    coded_to: int
    coded: int = 0
    to_code: int = 0

    @property
    def share(self) -> float:
        """How much of the document is coded, 0 to 1."""
        return min(1.0, self.coded / self.to_code) if self.to_code else 0.0


class TurnRow(NamedTuple):
    """A turn; see `records.Turn`."""

    rid: Rid
    number: int
    speaker: str
    is_interviewer: bool
    start: int
    words_start: int
    end: int
    seconds: float | None
    participant: Rid | None


@dataclass(frozen=True, slots=True)
class DocumentText:
    """A document with its current text."""

    document: DocumentRow
    revision: Rid
    text: str
    turns: tuple[TurnRow, ...]


class ConfigurationRef(NamedTuple):
    """Where a coding bears: the configuration, the evidence between them and its stance."""

    configuration: Rid
    number: str
    evidence: Rid
    stance: str


class StatementRef(NamedTuple):
    """Where a coding bears on a statement: the statement, the evidence between them and its stance."""

    statement: Rid
    number: str
    evidence: Rid
    stance: str


class CodingRow(NamedTuple):
    """A coding in its document: either `element` with `role_key`, or a thematic `code`."""

    coding: Rid
    document: Rid
    start: int
    end: int
    quote: str
    role_key: str
    letter: str
    element: Rid | None
    element_label: str
    element_named: bool
    code: Rid | None
    code_name: str
    analyst: Rid
    analyst_name: str
    note: str
    created_at: str
    configurations: tuple[ConfigurationRef, ...] = ()
    statements: tuple[StatementRef, ...] = ()


class RoleRow(NamedTuple):
    """A role of the project's grammar, in order; `colour` and `glyph` are empty unless a person chose them."""

    rid: Rid
    key: str
    label: str
    plural: str
    letter: str
    connector: str
    parent: Rid | None
    colour: str = ""
    glyph: str = ""
    hidden: bool = False


class ElementRow(NamedTuple):
    """An element with its usual role and its use; `alias` holds its other names, joined by ` ; `."""

    rid: Rid
    label: str
    named: bool
    statement: str
    role_key: str
    parent: Rid | None
    valence: str
    codings: int
    configurations: int
    alias: str = ""


class CodeRow(NamedTuple):
    """A thematic code with its use."""

    rid: Rid
    name: str
    parent: Rid | None
    definition: str
    include: str
    exclude: str
    example: str
    colour: str
    codings: int
    sources: int


class Counts(NamedTuple):
    """Volume, in threes."""

    sources: int
    codings: int
    cases: int


NO_COUNTS = Counts(0, 0, 0)


@dataclass(frozen=True, slots=True)
class ConfigurationRow:
    """A configuration in a list; `present` are the role keys that have something in them, `stances` how many pieces
    of evidence take each stance."""

    rid: Rid
    number: str
    title: str
    status: str
    theory_area: Rid | None
    theory_area_name: str
    present: frozenset[str]
    missing: tuple[str, ...]
    counts: Counts
    stances: dict[str, int] = field(default_factory=dict)


class PlaceContentRow(NamedTuple):
    """Something that stands in a place: an element (with how often it is coded at all) or an attribute condition."""

    rid: Rid
    place: Rid
    alternative: int
    position: int
    element: Rid | None
    label: str
    named: bool
    codings: int
    attribute: Rid | None
    attribute_name: str
    attribute_value: str
    polarity: str
    activation: str
    note: str


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """The place of a role in a configuration; `place` is None where the configuration has none yet."""

    role: RoleRow
    place: Rid | None
    contents: tuple[PlaceContentRow, ...]

    @property
    def alternatives(self) -> tuple[tuple[PlaceContentRow, ...], ...]:
        """The contents as alternatives (OR) of groups that belong together (AND)."""
        groups: dict[int, list[PlaceContentRow]] = {}
        for content in self.contents:
            groups.setdefault(content.alternative, []).append(content)
        return tuple(tuple(group) for _, group in sorted(groups.items()))


@dataclass(frozen=True, slots=True)
class ConfigurationDetail:
    """Everything on one configuration: `if_text` ... are what was written (empty = not written), `sentence` holds the
    parts as they read, generated from the places where nothing was written."""

    row: ConfigurationRow
    level: str
    scope: str
    strength: str
    draft: Rid
    if_text: str
    then_text: str
    because_text: str
    sentence: dict[str, str]
    places: tuple[PlaceRow, ...]
    links: tuple[LinkRow, ...]

    @property
    def is_empty(self) -> bool:
        """Whether it has no parts, no words of its own and no passage that bears on it."""
        written = self.if_text or self.then_text or self.because_text
        return not written and not self.row.counts.codings and not any(place.contents for place in self.places)


class LinkRow(NamedTuple):
    """A link between two configurations, with their numbers and titles."""

    rid: Rid
    kind: str
    note: str
    from_configuration: Rid
    from_number: str
    from_title: str
    to_configuration: Rid
    to_number: str
    to_title: str

    @classmethod
    def of(cls, link: ConfigurationLink, ends: dict[Rid, tuple[str, str]]) -> LinkRow:
        """Return the row for a link, given (number, title) by configuration."""
        start, end = ends[link.from_configuration], ends[link.to_configuration]
        return cls(link.rid, link.kind, link.note, link.from_configuration, *start, link.to_configuration, *end)


class StandingRow(NamedTuple):
    """Where a node of a diagram stands, in logical pixels: an element or a condition on a case attribute in a role, or
    the junction of a configuration (which has no role)."""

    element: Rid | None
    configuration: Rid | None
    attribute: Rid | None
    attribute_value: str
    role_key: str
    x: float
    y: float


class EvidenceRow(NamedTuple):
    """A passage that is evidence, with its quote and where it stands.

    `version` is the number of the wording it was judged against: 0 is the open draft, None where that is not known.
    `place_role_key` is the role of the place it bears on, `role_key` that in which the passage was coded.
    """

    evidence: Rid
    coding: Rid
    configuration: Rid | None
    number: str
    place: Rid | None
    role_key: str
    element: Rid | None
    element_label: str
    stance: str
    strength: int | None
    rationale: str
    analyst_name: str
    document: Rid
    document_name: str
    kind: str
    case: Rid | None
    case_name: str
    participant: Rid | None
    participant_name: str
    participant_role: str
    quote_policy: str
    start: int
    end: int
    quote: str
    directness: str = ""
    epistemic: str = ""
    elicited: str = ""
    version: int | None = None
    bundle: Rid | None = None
    link: Rid | None = None
    statement: Rid | None = None
    statement_number: str = ""
    place_role_key: str = ""

    @property
    def source(self) -> int:
        """Whose words these are: the participant, or the document itself (negative, so that the two never meet)."""
        return self.participant if self.participant is not None else -self.document

    @property
    def account(self) -> int:
        """What counts as one coding: the bundle (negative), else the coding."""
        return -self.bundle if self.bundle is not None else self.coding


class StatementRow(NamedTuple):
    """A statement of the programme theory with the wording of its draft."""

    rid: Rid
    number: str
    if_text: str
    then_text: str
    because_text: str
    status: str
    priority: str
    source: str
    theory_area: Rid | None
    theory_area_name: str


class SearchHit(NamedTuple):
    """A place where a word was found; `snippet` is the text around it, on one line."""

    document: Rid
    name: str
    kind: str
    case_name: str
    start: int
    end: int
    snippet: str


class ImportRow(NamedTuple):
    """An import in the list of imports."""

    rid: Rid
    kind: str
    file_names: str
    added: int
    unchanged: int
    notes: str
    at: str
    analyst_name: str


@dataclass(frozen=True, slots=True)
class StudySummary:
    """The counts of a project, as `info --json` prints them."""

    title: str
    grammar: str
    cases: int
    participants: int
    documents: int
    documents_by_kind: dict[str, int]
    turns: int
    codes: int
    codings: int
    elements: int
    configurations: int
    statements: int
    evidence: int
    theory_versions: int
    words: int
    size_bytes: int
    schema_version: int


class CheckFinding(NamedTuple):
    """Something that `check` found."""

    what: str
    where: str
    detail: str
