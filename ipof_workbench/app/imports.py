"""Bringing material in: each import is one named step that one undo takes back and one redo restores.

Parsing is over before anything is written (`importers`); here parsed values become records, in bulk.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ipof_workbench.app.commands.base import Command, counted, register
from ipof_workbench.app.tasks import Report, no_report
from ipof_workbench.domain import records
from ipof_workbench.domain.errors import RefusedChange
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.imported import ContractTable, ParsedPost, ParsedPosts, ParsedSurvey, ParsedTranscript
from ipof_workbench.domain.text import NORMALISATION, count_words, text_hash

if TYPE_CHECKING:
    from ipof_workbench.app.workbench import Workbench
    from ipof_workbench.storage.store import Store


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did: how many things were new and how many there already, what was made along the way."""

    added: int
    unchanged: int
    created: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    what: str = "document"

    @property
    def sentence(self) -> str:
        """The count in words: “41 new, 0 unchanged”."""
        return f"{self.added:,} new, {self.unchanged:,} unchanged"


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


class Importing:
    """The bulk side of one import: numbers rows ahead, so that rows can refer to each other before they are stored."""

    def __init__(self, store: Store, kind: str, file_names: str, sha256: str) -> None:
        self.store = store
        self.batch = store.put(records.ImportBatch(kind=kind, file_names=file_names, file_sha256=sha256))
        self._cases: dict[str, Rid] = {case.name.casefold(): case.rid for case in store.find(records.Case)}
        self._spelled: dict[str, Rid | None] = {}
        self.created: list[str] = []

    def case(self, name: str) -> Rid | None:
        """Return the case of this name, made where it is new; None for an empty name."""
        if name not in self._spelled:
            self._spelled[name] = self._find_or_make(name.strip())
        return self._spelled[name]

    def _find_or_make(self, name: str) -> Rid | None:
        if not name:
            return None
        known = self._cases.get(name.casefold())
        if known is None:
            known = self.store.put(records.Case(name=name, position=len(self._cases))).rid
            self._cases[name.casefold()] = known
            self.created.append(f"case {name}")
        return known

    def insert(self, kind: type[records.Record], names: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> int:
        """Store rows of this import and return how many; they may be made while they are stored."""
        return self.store.bulk_insert(kind, names, rows, self.batch.rid)

    def finish(self, report: ImportReport, label: str) -> ImportReport:
        """Note what came of it; an import that brought nothing leaves no trace."""
        from dataclasses import replace

        if report.added == 0 and not report.created:
            raise NothingNew(report)
        self.store.put(
            replace(self.batch, added=report.added, unchanged=report.unchanged, notes="\n".join(report.notes))
        )
        self.store.label = label
        return report


def defined_attributes(store: Store, owner_kind: str, names: Sequence[str]) -> list[records.AttributeDefinition]:
    """Return the attributes of these names; new ones are made and stand after those that were there."""
    known = {held.name: held for held in store.find(records.AttributeDefinition, owner_kind=owner_kind)}
    following = 1 + max((held.position for held in known.values()), default=-1)
    for name in names:
        if name not in known:
            known[name] = store.put(
                records.AttributeDefinition(owner_kind=owner_kind, name=name, value_type="category", position=following)
            )
            following += 1
    return [known[name] for name in names]


class NothingNew(RefusedChange):
    """Everything was there already; carries the report."""

    def __init__(self, report: ImportReport) -> None:
        super().__init__(f"Nothing new: {report.sentence}.")
        self.report = report


def _run(workbench: Workbench, command: Command) -> ImportReport:
    try:
        report: ImportReport = workbench.run(command).result
    except NothingNew as nothing:
        return nothing.report
    return report


_DOCUMENT = (
    "name", "kind", "case", "question", "thread", "reply_to", "title", "collected_on", "words", "characters", "turns",
)  # fmt: skip
_REVISION = ("document", "number", "text", "sha256", "normalisation")
_TURN = (
    "revision", "number", "speaker", "is_interviewer", "start", "words_start", "end", "seconds", "participant",
)  # fmt: skip


@register
@dataclass(frozen=True)
class ImportTranscripts(Command):
    """Store transcripts with their turns; ones that are there already (same name and text) are left alone."""

    choices: tuple[TranscriptChoice, ...]
    report: Report = no_report

    def apply(self, store: Store) -> ImportReport:
        from ipof_workbench.storage.queries.study import known_texts

        known = known_texts(store.connection)
        files = ", ".join(choice.parsed.file_name for choice in self.choices)
        hashes = " ".join(choice.parsed.file_sha256 for choice in self.choices)
        importing = Importing(store, "transcripts", files, hashes)
        people = _People(store, importing)
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
            if (parsed.name, sha256) in known:
                unchanged += 1
                continue
            known[(parsed.name, sha256)] = document
            notes.extend(f"{parsed.file_name}: {note}" for note in parsed.notes)
            case = importing.case(choice.case)
            spoken = sum(1 for turn in parsed.turns if turn.number)
            documents.append(
                (parsed.name, choice.kind, case, None, None, None, "", "", count_words(parsed.text), len(parsed.text),
                 spoken)
            )  # fmt: skip
            revisions.append((document, 1, parsed.text, sha256, NORMALISATION))
            for turn in parsed.turns:
                name = choice.renamed.get(turn.speaker, turn.speaker)
                participant = people.speaking(choice.participants.get(name, ""), document, case)
                turns.append(
                    (revision, turn.number, name, int(choice.is_interviewer(turn.speaker)), turn.start,
                     turn.words_start, turn.end, turn.seconds, participant)
                )  # fmt: skip
            document += 1
            revision += 1
        people.store_people()
        importing.insert(records.Document, _DOCUMENT, documents)
        importing.insert(records.TextRevision, _REVISION, revisions)
        importing.insert(records.Turn, _TURN, turns)
        people.store_links()
        report = ImportReport(len(documents), unchanged, tuple(importing.created), tuple(notes), "transcript")
        return importing.finish(report, f"Imported {counted(len(documents), 'transcript')}")


class _People:
    """Participants by name, made where they are new, with their links to documents and cases."""

    def __init__(self, store: Store, importing: Importing) -> None:
        self._importing = importing
        self._known = {held.name.casefold(): held.rid for held in store.find(records.Participant)}
        self._next = store.next_rid(records.Participant)
        self._new: list[tuple[str]] = []
        self._in_case = {(held.participant, held.case) for held in store.find(records.ParticipantCase)}
        self._documents: dict[tuple[Rid, Rid], None] = {}
        self._cases: dict[tuple[Rid, Rid], None] = {}

    def speaking(self, name: str, document: Rid, case: Rid | None) -> Rid | None:
        """Return the participant of this name and remember where they speak; None for an empty name."""
        rid = self.named(name)
        self.link(rid, document, case)
        return rid

    def named(self, name: str) -> Rid | None:
        """Return the participant of this name, made where it is new; None for an empty name."""
        name = name.strip()
        if not name:
            return None
        rid = self._known.get(name.casefold())
        if rid is None:
            rid = self._next
            self._next += 1
            self._known[name.casefold()] = rid
            self._new.append((name,))
            self._importing.created.append(f"participant {name}")
        return rid

    def link(self, person: Rid | None, document: Rid, case: Rid | None) -> None:
        """Remember that a participant speaks in a document of a case."""
        if person is None:
            return
        self._documents[(document, person)] = None
        if case is not None and (person, case) not in self._in_case:
            self._cases[(person, case)] = None

    def store_people(self) -> int:
        """Store the new participants and return how many; before what refers to them."""
        return self._importing.insert(records.Participant, ("name",), self._new)

    def store_links(self) -> None:
        """Store the links that came together; after the documents."""
        self._importing.insert(records.DocumentParticipant, ("document", "participant"), self._documents)
        self._importing.insert(records.ParticipantCase, ("participant", "case"), self._cases)


@register
@dataclass(frozen=True)
class ImportSurvey(Command):
    """Store a survey: a participant a row, attributes, and a document for each answer that is not blank.

    The answers' documents are named `respondent/question`. Rows of an earlier import are recognised by respondent and
    text; new ones are added.
    """

    parsed: ParsedSurvey
    case: str = ""
    report: Report = no_report

    def apply(self, store: Store) -> ImportReport:
        from ipof_workbench.storage.queries.study import known_texts

        parsed = self.parsed
        known = known_texts(store.connection)
        importing = Importing(store, "survey", parsed.file_name, parsed.file_sha256)
        rows = _SurveyRows(store, importing, parsed)
        for at, row in enumerate(parsed.rows):
            if at % 200 == 0:
                self.report(at, len(parsed.rows))
            rows.add(row, row[1] or self.case, known)
        rows.store_all()
        report = ImportReport(
            len(rows.documents) + rows.new_people_without_text,
            rows.unchanged,
            tuple(importing.created),
            parsed.notes,
            "answer",
        )
        label = f"Imported a survey of {counted(len(parsed.rows), 'respondent')}"
        return importing.finish(report, label)


class _SurveyRows:
    """The records of a survey as they grow, numbered ahead."""

    def __init__(self, store: Store, importing: Importing, parsed: ParsedSurvey) -> None:
        self.store, self.importing, self.parsed = store, importing, parsed
        self.definitions = [each.rid for each in defined_attributes(store, "participant", parsed.attributes)]
        self.questions = [self._question(key, at) for at, key in enumerate(parsed.questions)]
        self.people: dict[str, Rid] = {held.name: held.rid for held in store.find(records.Participant)}
        self._in_case = {(held.participant, held.case) for held in store.find(records.ParticipantCase)}
        self.next_person = store.next_rid(records.Participant)
        self.next_document = store.next_rid(records.Document)
        self.new_people: list[tuple[Any, ...]] = []
        self.in_cases: list[tuple[Any, ...]] = []
        self.values: list[tuple[Any, ...]] = []
        self.documents: list[tuple[Any, ...]] = []
        self.revisions: list[tuple[Any, ...]] = []
        self.speaks: list[tuple[Any, ...]] = []
        self.unchanged = 0
        self.new_people_without_text = 0

    def _question(self, key: str, position: int) -> Rid:
        held = self.store.first(records.Question, key=key)
        return (held or self.store.put(records.Question(key=key, wording=key, position=position))).rid

    def add(
        self,
        row: tuple[str, str, tuple[str, ...], tuple[str, ...]],
        case_name: str,
        known: dict[tuple[str, str], Rid],
    ) -> None:
        """Take one respondent in."""
        respondent, _, values, answers = row
        case = self.importing.case(case_name)
        person = self.people.get(respondent)
        is_new = person is None
        if person is None:
            person = self.next_person
            self.next_person += 1
            self.people[respondent] = person
            self.new_people.append((respondent, "survey respondent", "unknown", "verbatim"))
            self.values.extend(
                (definition, person, value) for definition, value in zip(self.definitions, values, strict=True) if value
            )
        if case is not None and (person, case) not in self._in_case:
            self._in_case.add((person, case))
            self.in_cases.append((person, case))
        added = 0
        for key, question, answer in zip(self.parsed.questions, self.questions, answers, strict=True):
            if not answer.strip():
                continue
            name, sha256 = f"{respondent}/{key}", text_hash(answer)
            if (name, sha256) in known:
                self.unchanged += 1
                continue
            known[(name, sha256)] = self.next_document
            self.documents.append(
                (name, "survey_response", case, question, None, None, key, "", count_words(answer), len(answer), 0)
            )
            self.revisions.append((self.next_document, 1, answer, sha256, NORMALISATION))
            self.speaks.append((self.next_document, person))
            self.next_document += 1
            added += 1
        if is_new and not added:
            self.new_people_without_text += 1
        elif not is_new and not added and not any(answer.strip() for answer in answers):
            self.unchanged += 1

    def store_all(self) -> None:
        """Store everything in bulk."""
        insert = self.importing.insert
        insert(records.Participant, ("name", "role", "consent", "quote_policy"), self.new_people)
        insert(records.ParticipantCase, ("participant", "case"), self.in_cases)
        insert(records.AttributeValue, ("definition", "owner", "value"), self.values)
        insert(records.Document, _DOCUMENT, self.documents)
        insert(records.TextRevision, _REVISION, self.revisions)
        insert(records.DocumentParticipant, ("document", "participant"), self.speaks)


@register
@dataclass(frozen=True)
class ImportPosts(Command):
    """Store forum posts with threads, replies and pseudonymous authors.

    `pseudonyms` gives each author's pseudonym (its key stays outside the project); the author's own name is never
    stored.
    """

    parsed: ParsedPosts
    pseudonyms: Callable[[str], str]
    case: str = ""
    report: Report = no_report

    def apply(self, store: Store) -> ImportReport:
        from ipof_workbench.importers.posts import uncollected

        with uncollected():
            return self._store(store)

    def _store(self, store: Store) -> ImportReport:
        parsed = self.parsed
        importing = Importing(store, "posts", parsed.file_name, parsed.file_sha256)
        rows = _PostRows(store, importing, self)
        # A post may answer one that stands later in the file, by an author who is stored after it: what counts is the
        # state at the end of the step.
        store.defer_references()
        importing.insert(records.Document, _DOCUMENT, rows.documents())
        importing.insert(records.TextRevision, _REVISION, rows.revisions())
        rows.store_others()
        added = len(rows.fresh)
        report = ImportReport(added, len(parsed.posts) - added, tuple(importing.created), parsed.notes, "post")
        return importing.finish(report, f"Imported {counted(added, 'forum post')}")


class _PostRows:
    """The records of forum posts, made while they are stored: 100,000 of them need not be in memory together."""

    def __init__(self, store: Store, importing: Importing, command: ImportPosts) -> None:
        from ipof_workbench.storage.queries.study import known_texts

        self._importing, self._command = importing, command
        self._known = known_texts(store.connection)
        self._people = _People(store, importing)
        self._threads = _Threads(store, importing)
        self._first = store.next_rid(records.Document)
        self._by_name: dict[str, Rid] = {}
        self._authors: dict[str, Rid | None] = {}
        self.fresh: list[tuple[ParsedPost, str]] = []
        """The posts that are not there yet, each with the hash of its text; numbered from the first free rid."""
        self._find_fresh()

    def _find_fresh(self) -> None:
        posts, known = self._command.parsed.posts, self._known
        for at, post in enumerate(posts):
            if at % 5_000 == 0:
                self._command.report(at, len(posts))
            sha256 = text_hash(post.text)
            held = known.get((post.name, sha256)) if known else None
            if held is None:
                held = self._first + len(self.fresh)
                self.fresh.append((post, sha256))
            self._by_name.setdefault(post.name, held)

    def documents(self) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of documents; threads and authors are found along the way."""
        case_of, fallback = self._importing.case, self._command.case
        for rid, (post, _) in enumerate(self.fresh, start=self._first):
            case = case_of(post.case or fallback)
            thread = self._threads.of(post.thread, post.title, post.subforum, case) if post.thread else None
            if post.author:
                self._people.link(self._author(post.author), rid, case)
            yield (
                post.name, "forum_post", case, None, thread, self._by_name.get(post.parent) if post.parent else None,
                post.title, post.posted_at, count_words(post.text), len(post.text), 0,
            )  # fmt: skip

    def revisions(self) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of texts."""
        for document, (post, sha256) in enumerate(self.fresh, start=self._first):
            yield (document, 1, post.text, sha256, NORMALISATION)

    def _author(self, name: str) -> Rid | None:
        if name not in self._authors:
            self._authors[name] = self._people.named(self._command.pseudonyms(name))
        return self._authors[name]

    def store_others(self) -> None:
        """Store threads, authors and what links them."""
        self._threads.store_new()
        made = self._people.store_people()
        self._people.store_links()
        created = self._importing.created
        # Authors are counted, not listed.
        created[:] = [name for name in created if not name.startswith("participant ")]
        if made:
            created.append(counted(made, "pseudonymous author"))


class _Threads:
    """Threads by name within a case, made where they are new."""

    def __init__(self, store: Store, importing: Importing) -> None:
        self._importing = importing
        self._known = {(held.case, held.name): held.rid for held in store.find(records.Thread)}
        self._next = store.next_rid(records.Thread)
        self._new: list[tuple[Any, ...]] = []

    def of(self, name: str, title: str, subforum: str, case: Rid | None) -> Rid | None:
        """Return the thread of this name; None for an empty name."""
        if not name:
            return None
        known = self._known.get((case, name))
        if known is None:
            known = self._next
            self._next += 1
            self._known[(case, name)] = known
            self._new.append((name, title, subforum, case))
        return known

    def store_new(self) -> None:
        """Store the new threads."""
        self._importing.insert(records.Thread, ("name", "title", "subforum", "case"), self._new)


def import_transcripts(
    workbench: Workbench, choices: Sequence[TranscriptChoice], case: str = "", report: Report = no_report
) -> ImportReport:
    """Import parsed transcripts as one step; `case` is for those that name none."""
    from dataclasses import replace

    chosen = tuple(choice if choice.case else replace(choice, case=case) for choice in choices)
    return _run(workbench, ImportTranscripts(chosen, report))


def import_survey(
    workbench: Workbench, parsed: ParsedSurvey, case: str = "", report: Report = no_report
) -> ImportReport:
    """Import a parsed survey as one step; `case` is for rows that name none."""
    return _run(workbench, ImportSurvey(parsed, case, report))


def import_posts(workbench: Workbench, parsed: ParsedPosts, case: str = "", report: Report = no_report) -> ImportReport:
    """Import parsed forum posts as one step, authors pseudonymised; `case` is for posts that name none."""
    from ipof_workbench.app.pseudonyms import Pseudonyms

    return _run(workbench, ImportPosts(parsed, Pseudonyms.for_project(workbench.project_id).of, case, report))


def import_contract(workbench: Workbench, table: ContractTable, report: Report = no_report) -> ImportReport:
    """Import a table of one of the csv contracts as one step; refused as a whole where a row is wrong."""
    from ipof_workbench.app.contract_imports import command_for

    return _run(workbench, command_for(table, report))
