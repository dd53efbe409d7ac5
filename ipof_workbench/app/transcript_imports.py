"""Importing transcripts with their turns."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

from ipof_workbench.app.commands.base import Command, counted, register
from ipof_workbench.app.importing import (
    DOCUMENT_FIELDS,
    REVISION_FIELDS,
    Importing,
    ImportReport,
    KnownTexts,
    People,
)
from ipof_workbench.app.tasks import Report, no_report
from ipof_workbench.domain import records
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.imported import ParsedTranscript
from ipof_workbench.domain.text import NORMALISATION, count_words, text_hash

if TYPE_CHECKING:
    from ipof_workbench.storage.store import Store


TURN_FIELDS = (
    "revision", "number", "speaker", "is_interviewer", "start", "words_start", "end", "seconds", "participant",
)  # fmt: skip


@dataclass(frozen=True)
class TranscriptChoice:
    """A parsed transcript with what the person decided in the review.

    `renamed` merges spelling variants (speaker -> the spelling to keep), `interviewers` None keeps the guess,
    `participants` links speakers (as renamed) to participants by name, made where they are new.
    """

    parsed: ParsedTranscript
    case: str = ""
    kind: str = "interview"
    renamed: Mapping[str, str] = field(default_factory=dict)
    interviewers: frozenset[str] | None = None
    participants: Mapping[str, str] = field(default_factory=dict)

    def is_interviewer(self, speaker: str) -> bool:
        """Tell whether a speaker (as in the file) asks the questions."""
        if self.interviewers is None:
            return speaker in self.parsed.interviewers
        return self.renamed.get(speaker, speaker) in self.interviewers

    def turns_of(self, revision: Rid, participant: Callable[[str], Rid | None]) -> Iterator[tuple[Any, ...]]:
        """Yield the turns as tuples of `TURN_FIELDS`; `participant` gives the rid for a name ("" for none)."""
        for turn in self.parsed.turns:
            name = self.renamed.get(turn.speaker, turn.speaker)
            speaker = participant(self.participants.get(name, ""))
            interviewer = int(self.is_interviewer(turn.speaker))
            places = (turn.start, turn.words_start, turn.end)
            yield (revision, turn.number, name, interviewer, *places, turn.seconds, speaker)


@register
@dataclass(frozen=True)
class ImportTranscripts(Command):
    """Store transcripts with their turns; ones that are there already (same name and text) are left alone."""

    choices: tuple[TranscriptChoice, ...]
    report: Report = no_report

    def apply(self, store: Store) -> ImportReport:
        known = KnownTexts(store)
        files = ", ".join(choice.parsed.file_name for choice in self.choices)
        hashes = " ".join(choice.parsed.file_sha256 for choice in self.choices)
        importing = Importing(store, "transcripts", files, hashes)
        people = People(store, importing)
        document, revision = store.next_rid(records.Document), store.next_rid(records.TextRevision)
        documents: list[tuple[Any, ...]] = []
        revisions: list[tuple[Any, ...]] = []
        turns: list[tuple[Any, ...]] = []
        unchanged = 0
        notes: list[str] = []
        for at, choice in enumerate(self.choices):
            self.report(at, len(self.choices))
            parsed = choice.parsed
            sha256 = text_hash(parsed.text)
            if known.find(parsed.name, sha256, "") is not None:
                unchanged += 1
                continue
            known.add(parsed.name, sha256, choice.case, document)
            notes.extend(f"{parsed.file_name}: {note}" for note in parsed.notes)
            case = importing.case(choice.case)
            spoken = sum(1 for turn in parsed.turns if turn.number)
            documents.append(
                (parsed.name, choice.kind, case, None, None, None, "", "", count_words(parsed.text), len(parsed.text),
                 spoken)
            )  # fmt: skip
            revisions.append((document, 1, parsed.text, sha256, NORMALISATION))
            turns.extend(choice.turns_of(revision, partial(people.speaking, document=document, case=case)))
            document += 1
            revision += 1
        people.store_people()
        importing.insert(records.Document, DOCUMENT_FIELDS, documents)
        importing.insert(records.TextRevision, REVISION_FIELDS, revisions)
        importing.insert(records.Turn, TURN_FIELDS, turns)
        people.store_links()
        report = ImportReport(len(documents), unchanged, tuple(importing.created), tuple(notes), "transcript")
        return importing.finish(report, f"Imported {counted(len(documents), 'transcript')}")
