"""What was collected: cases, participants, attributes, documents and their texts."""

from __future__ import annotations

from dataclasses import dataclass

from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.records.base import Record


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
    reason: str = ""


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
