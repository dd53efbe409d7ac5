"""What importers hand over: parsed values, with texts already normalised. Nothing here knows the project."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class ParsedTurn:
    """One stretch of a transcript.

    The turns of a text tile it: the first starts at 0, each starts where the one before ends, the last ends with the
    text. Offsets are code points. `words_start` is where the words begin, after the speaker's label. What stands
    before the first speaker (a heading) is a turn with `number` 0 and no speaker; speakers' turns count from 1.
    `seconds` is the time stamp in seconds from the start of the recording.
    """

    number: int
    speaker: str
    start: int
    words_start: int
    end: int
    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class ParsedTranscript:
    """A transcript as read from a file: `name` is the file stem, `text` is normalised, `turns` tile it."""

    name: str
    file_name: str
    file_sha256: str
    text: str
    turns: tuple[ParsedTurn, ...]
    interviewers: frozenset[str]
    """The speakers taken to be interviewers."""
    notes: tuple[str, ...] = ()
    """What a person should look at, one sentence each (a guessed encoding, a speaker who says very little)."""

    @property
    def speakers(self) -> tuple[str, ...]:
        """The speakers in order of their first words."""
        return tuple(dict.fromkeys(turn.speaker for turn in self.turns if turn.speaker))


@dataclass(frozen=True, slots=True)
class ParsedSurvey:
    """A survey export, one row a respondent.

    `attributes` are the headings of the columns kept as attributes, `questions` those of the free-text columns (the
    N-th repeat of a heading is `heading#N`). `rows` hold (respondent, case name or "", attribute values, answers),
    values in the order of the headings; a blank answer is "". Texts are normalised.
    """

    file_name: str
    file_sha256: str
    attributes: tuple[str, ...]
    questions: tuple[str, ...]
    rows: tuple[tuple[str, str, tuple[str, ...], tuple[str, ...]], ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ParsedPost:
    """One forum post; `text` is normalised, `author` is as in the file (the project never stores it)."""

    name: str
    text: str
    case: str = ""
    thread: str = ""
    parent: str = ""
    author: str = ""
    posted_at: str = ""
    title: str = ""
    subforum: str = ""


@dataclass(frozen=True, slots=True)
class ParsedPosts:
    """The posts of one file, in file order."""

    file_name: str
    file_sha256: str
    posts: tuple[ParsedPost, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ContractRow:
    """One row of a contract table: its number in the file (the heading is row 1) and its cells by heading."""

    number: int
    cells: dict[str, str] = field(default_factory=dict)

    def __getitem__(self, heading: str) -> str:
        """Return the cell, stripped; a missing column is empty."""
        return self.cells.get(heading, "").strip()


@dataclass(frozen=True, slots=True)
class ContractTable:
    """A table of one of the csv contracts, columns checked."""

    kind: str
    file_name: str
    file_sha256: str
    columns: tuple[str, ...]
    rows: tuple[ContractRow, ...]
