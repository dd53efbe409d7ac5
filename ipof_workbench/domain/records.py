"""What a project holds: one frozen dataclass for each table, mapped by field name.

Every record has `rid` (0 until it is stored), `id` (UUIDv7), the time (UTC, ISO 8601) and the analyst of its creation,
and the import it came with, if any. A field named after another record holds that record's `rid`. Text offsets are
Unicode code points, half-open, into the text of the named revision.
"""

from __future__ import annotations

from dataclasses import dataclass

from ipof_workbench.domain.identity import Rid


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What every row has."""

    rid: Rid = 0
    id: str = ""
    created_at: str = ""
    created_by: Rid | None = None
    import_rid: Rid | None = None


# --- the study -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Project(Record):
    """The study; one row."""

    title: str
    grammar: Rid | None = None
    spelling: str = "british"
    ethics_reference: str = ""
    attribution: str = "{participant}, {role}, {case}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Analyst(Record):
    """A person who codes."""

    name: str
    initials: str = ""
    colour: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportBatch(Record):
    """One import: what was read and what came of it."""

    kind: str
    file_names: str = ""
    file_sha256: str = ""
    added: int = 0
    unchanged: int = 0
    notes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case(Record):
    """A forum or another case; sub-cases name their parent. `kind` is the kind of host."""

    name: str
    parent: Rid | None = None
    kind: str = ""
    description: str = ""
    quote_policy: str = "verbatim"
    position: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant(Record):
    """A person whose words are in the project, under a pseudonym."""

    name: str
    role: str = ""
    consent: str = "unknown"
    quote_policy: str = "verbatim"


@dataclass(frozen=True, slots=True, kw_only=True)
class ParticipantCase(Record):
    """A participant belongs to a case (many to many)."""

    participant: Rid
    case: Rid


@dataclass(frozen=True, slots=True, kw_only=True)
class AttributeDefinition(Record):
    """A typed attribute of cases, participants or documents. `choices` holds one allowed value a line."""

    owner_kind: str
    name: str
    value_type: str = "text"
    choices: str = ""
    position: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class AttributeValue(Record):
    """The value of an attribute for one case, participant or document: `owner` is a rid of the definition's kind."""

    definition: Rid
    owner: Rid
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Question(Record):
    """An open question of a survey: `key` is the heading in the file."""

    key: str
    wording: str = ""
    position: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread(Record):
    """A thread of a forum."""

    name: str
    title: str = ""
    subforum: str = ""
    case: Rid | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Document(Record):
    """A transcript, an answer, a post. It carries no text: that is in its `TextRevision`s.

    `words`, `characters` (code points) and `turns` are those of the current revision.
    """

    name: str
    kind: str
    case: Rid | None = None
    status: str = "uncoded"
    wave: str = ""
    interview_phase: str = ""
    theory_shown: str = ""
    collected_on: str = ""
    question: Rid | None = None
    thread: Rid | None = None
    reply_to: Rid | None = None
    title: str = ""
    words: int = 0
    characters: int = 0
    turns: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentParticipant(Record):
    """A participant speaks in a document (many to many)."""

    document: Rid
    participant: Rid


@dataclass(frozen=True, slots=True, kw_only=True)
class TextRevision(Record):
    """The text of a document; never changed. `number` counts from 1; the highest is current."""

    document: Rid
    number: int
    text: str
    sha256: str
    normalisation: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn(Record):
    """One stretch of speech in a revision; the turns of a revision tile its text.

    `number` 0 is what stands before the first speaker. `words_start` is where the words begin after the label.
    """

    revision: Rid
    number: int
    speaker: str
    is_interviewer: int
    start: int
    words_start: int
    end: int
    seconds: float | None = None
    participant: Rid | None = None


# --- coding ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Excerpt(Record):
    """A passage: the words are stored beside the offsets, so that each proves the other."""

    document: Rid
    revision: Rid
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ThematicCode(Record):
    """A code of the thematic codebook; a tree through `parent`."""

    name: str
    parent: Rid | None = None
    definition: str = ""
    include: str = ""
    exclude: str = ""
    example: str = ""
    colour: str = ""
    position: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Element(Record):
    """A reusable context, mechanism, outcome ...: the role stands on the place, `role` is only the usual one.

    `named` is 0 while the words of its first passage stand for its name.
    """

    label: str
    named: int = 1
    statement: str = ""
    role: Rid | None = None
    parent: Rid | None = None
    merged_into: Rid | None = None
    level: str = ""
    four_i: str = ""
    valence: str = ""
    intended: str = ""
    timeframe: str = ""
    actor_group: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coding(Record):
    """An excerpt coded by an analyst with a thematic code, or with an element in a role."""

    excerpt: Rid
    analyst: Rid
    code: Rid | None = None
    element: Rid | None = None
    role: Rid | None = None
    note: str = ""


# --- the realist core ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Grammar(Record):
    """The set of roles a configuration has."""

    key: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Role(Record):
    """A role of a grammar. `connector` is one of if, then, because or empty: its part of the sentence."""

    grammar: Rid
    key: str
    label: str
    plural: str
    letter: str
    position: int
    connector: str = ""
    parent: Rid | None = None
    colour: str = ""
    glyph: str = ""
    hidden: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class TheoryArea(Record):
    """A part of the programme theory: as a rule a research question."""

    name: str
    question: str = ""
    position: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Configuration(Record):
    """A configuration (CMOC): its identity stays the same through all its versions."""

    number: str
    title: str = ""
    theory_area: Rid | None = None
    status: str = "candidate"
    level: str = ""
    scope: str = ""
    strength: str = ""
    variant_of: Rid | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfigurationVersion(Record):
    """The wording of a configuration. `number` 0 is the open draft; recorded versions count from 1.

    A sentence that was written wins over the one generated from the places.
    """

    configuration: Rid
    number: int = 0
    if_text: str = ""
    then_text: str = ""
    because_text: str = ""
    change: str = ""
    reason: str = ""
    decision: Rid | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place(Record):
    """A place of a configuration for one role: the same place through all versions, so evidence stays with it."""

    configuration: Rid
    role: Rid
    position: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceContent(Record):
    """What stands in a place in one version: an element, or a condition on a case attribute.

    Contents of one `alternative` belong together (AND); different alternatives are choices (OR). `wording` is empty in
    the open draft; a recorded version keeps there how the element was called when it was recorded.
    """

    version: Rid
    place: Rid
    alternative: int = 0
    position: int = 0
    element: Rid | None = None
    attribute: Rid | None = None
    attribute_value: str = ""
    polarity: str = "present"
    activation: str = "fires"
    note: str = ""
    wording: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfigurationCase(Record):
    """A configuration is meant for a case (its scope, many to many); without any it is meant for all."""

    configuration: Rid
    case: Rid


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfigurationLink(Record):
    """A relation between two configurations."""

    from_configuration: Rid
    to_configuration: Rid
    kind: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TheoryStatement(Record):
    """An If-Then-Because statement of the programme theory: its identity through all its versions."""

    number: str
    theory_area: Rid | None = None
    status: str = "initial"
    priority: str = ""
    source: str = ""
    position: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementVersion(Record):
    """The wording of a statement. `number` 0 is the open draft."""

    statement: Rid
    number: int = 0
    if_text: str = ""
    then_text: str = ""
    because_text: str = ""
    change: str = ""
    reason: str = ""
    decision: Rid | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementConfiguration(Record):
    """A configuration expresses a statement (many to many)."""

    statement: Rid
    configuration: Rid


@dataclass(frozen=True, slots=True, kw_only=True)
class Lineage(Record):
    """What came from what: `ancestor` and `descendant` are rids of the table `about_kind` (configurations, statements
    or elements), `change` is split or merged."""

    about_kind: str
    ancestor: Rid
    descendant: Rid
    change: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding(Record):
    """A survey statistic, a corpus result or a finding from the literature.

    For a survey statistic: `number` of `denominator` gave `value` in the column `attribute`; `missing` gave no answer;
    `low` and `high` are the 95 % interval of the share (Wilson); `case` and `subgroup` say among whom it was counted.
    """

    kind: str
    wording: str
    number: int | None = None
    denominator: int | None = None
    source: str = ""
    attribute: Rid | None = None
    value: str = ""
    case: Rid | None = None
    subgroup: str = ""
    missing: int | None = None
    low: float | None = None
    high: float | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceBundle(Record):
    """Passages of one account that make the point together: counted once."""

    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence(Record):
    """A coding or a finding bears on exactly one configuration, place, link or statement.

    `version` (of a configuration) or `statement_version` is the wording it was judged against: the open draft until
    that is recorded, then the recorded version.
    """

    coding: Rid | None = None
    finding: Rid | None = None
    configuration: Rid | None = None
    place: Rid | None = None
    link: Rid | None = None
    statement: Rid | None = None
    stance: str = "supports"
    strength: int | None = None
    directness: str = ""
    epistemic: str = ""
    elicited: str = ""
    rationale: str = ""
    version: Rid | None = None
    analyst: Rid
    bundle: Rid | None = None
    statement_version: Rid | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionEvidence(Record):
    """A piece of evidence that led to a recorded version, of a configuration or a statement, and its stance then."""

    configuration_version: Rid | None = None
    statement_version: Rid | None = None
    evidence: Rid
    stance: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LookedFor(Record):
    """A configuration or statement was looked for in a case and not found: that is data, not a blank."""

    configuration: Rid | None = None
    statement: Rid | None = None
    case: Rid
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeTheory(Record):
    """The whole theory as it was frozen: `content` is its canonical JSON, `sha256` that of the content."""

    name: str
    note: str = ""
    content: str
    sha256: str
    decision: Rid | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagram(Record):
    """One picture of the theory with positions of its own."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DiagramPosition(Record):
    """Where something stands in a diagram, in logical pixels: an element in a role, or a configuration's junction."""

    diagram: Rid
    element: Rid | None = None
    role: Rid | None = None
    configuration: Rid | None = None
    x: float
    y: float


# --- judging and recording -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision(Record):
    """What a meeting decided. `kind` is one of `DecisionKind`; `counting` says what the votes of a prioritisation are:
    "points" (more is better) or "ranks" (1 is best)."""

    wording: str
    held_on: str = ""
    attendees: str = ""
    kind: str = ""
    counting: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionSubject(Record):
    """What a decision is about: a row of the table `about_kind`."""

    decision: Rid
    about_kind: str
    about: Rid


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementVote(Record):
    """What one stakeholder (or a group) gave a statement in a prioritisation: points or a rank."""

    decision: Rid
    statement: Rid
    voter: str
    value: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RivalGroup(Record):
    """Explanations that compete for the same thing, and how they were adjudicated."""

    name: str
    question: str = ""
    adjudication: str = ""
    decision: Rid | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RivalMember(Record):
    """A configuration or statement is one of the rivals. `verdict` is one of `Verdict`, empty until adjudicated."""

    rivals: Rid
    configuration: Rid | None = None
    statement: Rid | None = None
    verdict: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SubstantiveTheory(Record):
    """An existing formal theory that adds explanatory power. `constructs` holds one construct a line."""

    name: str
    authors: str = ""
    citation: str = ""
    constructs: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SubstantiveTheoryUse(Record):
    """A substantive theory (one construct of it) speaks to a configuration, statement or element."""

    theory: Rid
    configuration: Rid | None = None
    statement: Rid | None = None
    element: Rid | None = None
    construct: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Appraisal(Record):
    """How good a document is as evidence (Dada et al. 2023): each of the three is one of `Rating`, or empty."""

    document: Rid
    relevance: str = ""
    richness: str = ""
    rigour: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recommendation(Record):
    """What follows for practice, and for whom."""

    wording: str
    audience: str = ""
    note: str = ""
    position: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class RecommendationConfiguration(Record):
    """A recommendation follows from a configuration (many to many)."""

    recommendation: Rid
    configuration: Rid


@dataclass(frozen=True, slots=True, kw_only=True)
class Memo(Record):
    """A note with its way of reasoning, on one record (`about_kind` is that record's table) or on the whole study.
    `kind` is one of `MemoKind`."""

    title: str = ""
    body: str = ""
    inference: str = ""
    about_kind: str = ""
    about: Rid | None = None
    kind: str = "analytic"


@dataclass(frozen=True, slots=True, kw_only=True)
class MemoQuote(Record):
    """A passage that a memo quotes, in its order."""

    memo: Rid
    excerpt: Rid
    position: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class RemarkDismissal(Record):
    """A remark (“worth a look”) that an analyst has answered: it is not shown again while `state` stays the same."""

    rule: str
    about_kind: str
    about: Rid
    reason: str
    state: str = ""


RECORDS: tuple[type[Record], ...] = (
    Project,
    Analyst,
    ImportBatch,
    Case,
    Participant,
    ParticipantCase,
    AttributeDefinition,
    AttributeValue,
    Question,
    Thread,
    Document,
    DocumentParticipant,
    TextRevision,
    Turn,
    Excerpt,
    ThematicCode,
    Grammar,
    Role,
    Element,
    Coding,
    TheoryArea,
    Decision,
    Configuration,
    ConfigurationVersion,
    Place,
    PlaceContent,
    ConfigurationCase,
    ConfigurationLink,
    TheoryStatement,
    StatementVersion,
    StatementConfiguration,
    Lineage,
    Finding,
    EvidenceBundle,
    Evidence,
    VersionEvidence,
    LookedFor,
    ProgrammeTheory,
    Diagram,
    DiagramPosition,
    DecisionSubject,
    StatementVote,
    RivalGroup,
    RivalMember,
    SubstantiveTheory,
    SubstantiveTheoryUse,
    Appraisal,
    Recommendation,
    RecommendationConfiguration,
    Memo,
    MemoQuote,
    RemarkDismissal,
)
"""Every kind of record, each after those it refers to."""
