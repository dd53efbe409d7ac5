"""What is being reviewed before it is imported: files, what was read from them, what the person decided. No widgets."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from ipof_workbench.app.tasks import Report
from ipof_workbench.domain.errors import UnreadableInput, WorkbenchError

if TYPE_CHECKING:
    from ipof_workbench.app.imports import ImportReport, TranscriptChoice
    from ipof_workbench.app.workbench import Workbench
    from ipof_workbench.domain.imported import ContractTable, ParsedPosts, ParsedSurvey, ParsedTranscript
    from ipof_workbench.importers.preview import TablePreview

TABLE_SUFFIXES = (".csv", ".tsv")
TABLE_KINDS: tuple[tuple[str, str], ...] = (
    ("survey", "Survey"),
    ("posts", "Forum posts"),
    ("cases", "Cases"),
    ("participants", "Participants"),
    ("statements", "Statements"),
    ("configurations", "Configurations"),
    ("links", "Links"),
    ("codes", "Thematic codes"),
    ("codings", "Codings"),
)
_ORDER = ("cases", "survey", "posts", "participants", "statements", "configurations", "links", "codes", "codings")
"""Tables are imported so that what later ones refer to is there."""
POST_COLUMNS: tuple[tuple[str, str], ...] = (
    ("text", "Text"),
    ("id", "Id"),
    ("thread", "Thread"),
    ("parent", "Reply to"),
    ("author", "Author"),
    ("date", "Date"),
    ("title", "Title"),
    ("subforum", "Subforum"),
    ("case_column", "Case"),
)

NO_PARTICIPANTS, BY_FILE, BY_SPEAKER = "none", "file", "speaker"
"""How participants are made: not at all, one named as the file, one for each speaker."""


@dataclass
class TranscriptFile:
    """A transcript under review: `renamed` merges spellings, `interviewers` are names after the renaming."""

    path: Path
    parsed: ParsedTranscript | None = None
    error: str = ""
    renamed: dict[str, str] = field(default_factory=dict)
    interviewers: set[str] = field(default_factory=set)
    participants: dict[str, str] = field(default_factory=dict)
    is_checked: bool = False
    replaces: int | None = None
    """The document whose text this becomes; None for a new document."""

    def take(self, parsed: ParsedTranscript) -> None:
        """Keep what was read."""
        self.parsed = parsed
        self.interviewers = set(parsed.interviewers)

    def now(self) -> ParsedTranscript:
        """Return the transcript as it is after the review so far."""
        from ipof_workbench.importers.review import with_speakers

        assert self.parsed is not None, "asked of a file that was read"
        return with_speakers(self.parsed, self.renamed, self.interviewers)

    def rename(self, speaker: str, name: str) -> None:
        """Give a speaker (as named now) another name; the name of another speaker merges the two."""
        assert self.parsed is not None, "asked of a file that was read"
        for known in self.parsed.speakers:
            if self.renamed.get(known, known) == speaker:
                self.renamed[known] = name
        if speaker in self.interviewers:
            self.interviewers.discard(speaker)
            self.interviewers.add(name)
        if speaker in self.participants:
            self.participants.setdefault(name, self.participants.pop(speaker))

    def merge_spellings(self) -> None:
        """Merge the spellings that differ in case, blanks or signs only."""
        from ipof_workbench.importers.review import spelling_variants

        for variant, main in spelling_variants(self.now()).items():
            self.rename(variant, main)

    def notes(self) -> tuple[str, ...]:
        """Return what a person should look at now, a sentence each."""
        from ipof_workbench.importers.review import speaker_notes

        if self.parsed is None:
            return (self.error,) if self.error else ()
        about_speakers = set(speaker_notes(self.parsed))
        others = tuple(note for note in self.parsed.notes if note not in about_speakers)
        return others + speaker_notes(self.now())

    @property
    def turns(self) -> int:
        """Return how many turns speakers have."""
        return sum(1 for turn in self.parsed.turns if turn.number) if self.parsed else 0

    @property
    def to_check(self) -> bool:
        """Tell whether a person should look at this file."""
        return self.parsed is not None and not self.is_checked and bool(self.notes())

    def participant_of(self, speaker: str, mode: str) -> str:
        """Return the participant who speaks as `speaker`, by name; empty for none."""
        if speaker in self.participants:
            return self.participants[speaker]
        if speaker in self.interviewers or mode == NO_PARTICIPANTS:
            return ""
        assert self.parsed is not None, "asked of a file that was read"
        others = [name for name in self.now().speakers if name not in self.interviewers]
        if mode == BY_FILE:
            return self.parsed.name if others[:1] == [speaker] else ""
        return speaker

    def choice(self, case: str, kind: str, mode: str, *, is_known: bool = False) -> TranscriptChoice:
        """Return what is imported; in a document that is known (`is_known`) nobody asks anew unless that was said."""
        from ipof_workbench.app.imports import TranscriptChoice

        assert self.parsed is not None, "asked of a file that was read"
        named = {speaker: self.participant_of(speaker, mode) for speaker in self.now().speakers}
        asking = frozenset(self.interviewers)
        return TranscriptChoice(
            self.parsed,
            case=case,
            kind=kind,
            renamed=dict(self.renamed),
            interviewers=None if is_known and self.interviewers == self.parsed.interviewers else asking,
            participants={speaker: name for speaker, name in named.items() if name},
        )


@dataclass
class TableFile:
    """A table under review: its kind, and which columns serve what."""

    path: Path
    preview: TablePreview | None = None
    error: str = ""
    kind: str = "survey"
    id_column: str = "#row"
    text_columns: set[str] = field(default_factory=set)
    case_column: str = ""
    post_columns: dict[str, str] = field(default_factory=dict)

    def take(self, preview: TablePreview, role_keys: Sequence[str]) -> None:
        """Keep the head of the table and guess what it is."""
        from ipof_workbench.importers.preview import guess_post_columns

        self.preview = preview
        self.post_columns = guess_post_columns(preview.headings)
        kinds = dict(zip(preview.headings, preview.kinds, strict=True))
        self.id_column = next((heading for heading, kind in kinds.items() if kind == "id"), "#row")
        self.text_columns = {heading for heading, kind in kinds.items() if kind == "text"}
        self.case_column = self.post_columns.get("case_column", "")
        self.kind = guess_table_kind(preview.headings, role_keys, self.post_columns)

    @property
    def needs(self) -> str:
        """Say what is still to be chosen; empty when nothing is."""
        if self.kind == "survey" and not self.text_columns:
            return "Choose at least one column with free text."
        if self.kind == "posts" and not self.post_columns.get("text"):
            return "Choose the column with the text of the posts."
        return ""

    def read(
        self, role_keys: Sequence[str], hidden_roles: Sequence[str] = ()
    ) -> ParsedSurvey | ParsedPosts | ContractTable:
        """Read the whole table.

        Raises:
            WorkbenchError: something is still to be chosen, or the table cannot be read.
        """
        if self.needs:
            raise UnreadableInput(f"{self.path.name}: {self.needs}")
        if self.kind == "survey":
            from ipof_workbench.importers.survey import read_survey

            assert self.preview is not None, "the columns were chosen from it"
            texts = [heading for heading in self.preview.headings if heading in self.text_columns]
            return read_survey(self.path, self.id_column, texts, case_column=self.case_column)
        if self.kind == "posts":
            from ipof_workbench.importers.posts import read_posts

            named = {key: heading for key, heading in self.post_columns.items() if heading}
            return read_posts(self.path, text=named.pop("text"), **named)
        from ipof_workbench.importers.contracts import read_contract

        return read_contract(self.kind, self.path, role_keys, hidden_roles)


ImportFile = TranscriptFile | TableFile


def guess_table_kind(headings: Sequence[str], role_keys: Iterable[str], posts: dict[str, str]) -> str:
    """Return what a table seems to be, by its headings."""
    heads = {heading.strip().casefold() for heading in headings}
    first = headings[0].strip().casefold() if headings else ""
    if "document" in heads and ({"quote"} <= heads or {"start", "end"} <= heads):
        return "codings"
    if {"from", "to", "kind"} <= heads:
        return "links"
    if "number" in heads and heads & set(role_keys):
        return "configurations"
    if {"number", "if", "then"} <= heads:
        return "statements"
    if first == "participant":
        return "participants"
    if first == "case":
        return "cases"
    if first == "code":
        return "codes"
    if posts.get("text") and (posts.get("thread") or posts.get("author") or posts.get("parent")):
        return "posts"
    return "survey"


@dataclass
class ImportBatch:
    """All files of one review, and what holds for all of them."""

    files: list[ImportFile] = field(default_factory=list)
    case: str = ""
    kind: str = "interview"
    participants: str = NO_PARTICIPANTS

    @property
    def transcripts(self) -> list[TranscriptFile]:
        """The transcripts that were read."""
        return [file for file in self.files if isinstance(file, TranscriptFile) and file.parsed is not None]

    @property
    def tables(self) -> list[TableFile]:
        """The tables that were read, in the order in which they are imported."""
        found = [file for file in self.files if isinstance(file, TableFile) and file.preview is not None]
        return sorted(found, key=lambda file: _ORDER.index(file.kind))

    @property
    def refused(self) -> list[ImportFile]:
        """The files that cannot be read."""
        return [file for file in self.files if file.error]

    @property
    def is_read(self) -> bool:
        """Tell whether every file was looked at."""
        return all(file.error or _was_read(file) for file in self.files)

    def good(self) -> int:
        """Return how many files can be imported."""
        return sum(1 for file in self.files if not file.error and _was_read(file))

    def summary(self) -> str:
        """Return the line at the foot: “41 files, 4,796 turns, 2 to check”."""
        turns = sum(file.turns for file in self.transcripts)
        to_check = sum(file.to_check for file in self.transcripts) + sum(bool(file.needs) for file in self.tables)
        parts = [f"{len(self.files):,} file{'' if len(self.files) == 1 else 's'}"]
        if turns:
            parts.append(f"{turns:,} turns")
        parts.append(f"{to_check:,} to check" if to_check else "nothing to check")
        if self.refused:
            parts.append(f"{len(self.refused):,} cannot be read")
        return ", ".join(parts)

    def store(self, workbench: Workbench, role_keys: Sequence[str], report: Report) -> list[ImportReport]:
        """Read the tables whole, then store everything: all transcripts as one step, each table as one. For a worker.

        Raises:
            FileRefused: a table cannot be read; nothing was stored.
        """
        from ipof_workbench.app import imports
        from ipof_workbench.domain.imported import ParsedPosts, ParsedSurvey

        all_roles = [role.key for role in workbench.read.roles(hidden=True)]
        parsed = []
        for file in self.tables:
            if file.error:
                continue
            try:
                parsed.append((file, file.read(role_keys, all_roles)))
            except WorkbenchError as refusal:
                raise FileRefused(file, refusal) from refusal
        reports: list[ImportReport] = []
        transcripts = [file for file in self.transcripts if not file.error]
        choices = [
            file.choice(self.case, self.kind, self.participants) for file in transcripts if file.replaces is None
        ]
        if choices:
            reports.append(imports.import_transcripts(workbench, choices, self.case, report))
        reports.extend(self._replace(workbench, report))
        for file, content in parsed:
            try:
                if isinstance(content, ParsedSurvey):
                    reports.append(imports.import_survey(workbench, content, self.case, report))
                elif isinstance(content, ParsedPosts):
                    reports.append(imports.import_posts(workbench, content, self.case, report))
                else:
                    reports.append(imports.import_contract(workbench, content, report))
            except WorkbenchError as refusal:
                raise FileRefused(file, refusal, reports) from refusal
        return reports

    def _replace(self, workbench: Workbench, report: Report) -> list[ImportReport]:
        """Give documents the texts of the files that were chosen for that."""
        from ipof_workbench.app.text_imports import NewText, replace_texts

        texts = [
            NewText(file.replaces, file.choice("", self.kind, self.participants, is_known=True))
            for file in self.transcripts
            if file.replaces is not None and not file.error
        ]
        return [replace_texts(workbench, texts, report)] if texts else []


def _was_read(file: ImportFile) -> bool:
    return (file.parsed if isinstance(file, TranscriptFile) else file.preview) is not None


class FileRefused(WorkbenchError):
    """A table of the batch that cannot be imported; `reports` are those of what was stored before it."""

    exit_code = 3

    def __init__(self, file: TableFile, refusal: WorkbenchError, reports: Sequence[ImportReport] = ()) -> None:
        super().__init__(str(refusal))
        self.file = file
        self.refusal = refusal
        self.reports = list(reports)


def files_for(paths: Iterable[Path]) -> list[ImportFile]:
    """Return a file under review for each path; what this program does not read is refused with a sentence."""
    from ipof_workbench.importers.registry import SUFFIXES

    files: list[ImportFile] = []
    for path in dict.fromkeys(paths):
        suffix = path.suffix.casefold()
        if suffix in TABLE_SUFFIXES:
            files.append(TableFile(path))
        elif suffix in SUFFIXES:
            files.append(TranscriptFile(path))
        else:
            known = ", ".join((*SUFFIXES, *TABLE_SUFFIXES))
            files.append(TranscriptFile(path, error=f"{path.name} is of no kind that is read here; choose {known}."))
    return files
