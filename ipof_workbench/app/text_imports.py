"""Importing a transcript again that was corrected outside: the text of its document becomes the new one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ipof_workbench.app.commands.base import Command, counted, register
from ipof_workbench.app.commands.texts import current_text_of
from ipof_workbench.app.importing import ImportReport, NothingNew
from ipof_workbench.app.revising import TextPlan, revise
from ipof_workbench.app.tasks import Report, no_report
from ipof_workbench.app.transcript_imports import TURN_FIELDS, TranscriptChoice
from ipof_workbench.domain import records
from ipof_workbench.domain.anchoring import anchored
from ipof_workbench.domain.errors import AmbiguousReference, RefusedChange
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.text import text_hash
from ipof_workbench.domain.text_differences import word_edits
from ipof_workbench.domain.text_edits import EditList, prepared

if TYPE_CHECKING:
    from ipof_workbench.app.workbench import Workbench
    from ipof_workbench.storage.queries.texts import CurrentText
    from ipof_workbench.storage.store import Store

KIND = "corrected transcripts"
WHAT = "replaced text"
"""What the report of replaced texts counts."""


@dataclass(frozen=True)
class NewText:
    """A parsed transcript and the document whose text it is to be."""

    document: Rid
    choice: TranscriptChoice


@register
@dataclass(frozen=True)
class ReplaceTexts(Command):
    """Give documents the texts of transcripts that were corrected outside; one step.

    Codings follow their words. Passages that the new text does not surely hold stay with the text before and are
    listed (`read.texts.unanchored`); nothing is lost. Returns an `ImportReport`: `added` are the texts replaced.
    """

    texts: tuple[NewText, ...]
    report: Report = no_report

    def apply(self, store: Store) -> ImportReport:
        documents = [each.document for each in self.texts]
        if len(set(documents)) != len(documents):
            raise RefusedChange("Two files are to be the text of one document; leave one of them out.")
        plans: list[TextPlan] = []
        for at, each in enumerate(self.texts):
            self.report(at, len(self.texts))
            plan = self._plan(store, each)
            if plan is not None:
                plans.append(plan)
        unchanged = len(self.texts) - len(plans)
        if not plans:
            raise NothingNew(ImportReport(0, unchanged, what=WHAT))
        names = ", ".join(each.choice.parsed.file_name for each in self.texts)
        done = revise(store, plans, f"Imported again from {names}" if len(plans) == 1 else "Imported again",
                      anchor=anchored)  # fmt: skip
        notes = self._notes(store, done.lost)
        store.put(
            records.ImportBatch(
                kind=KIND,
                file_names=names,
                file_sha256=" ".join(each.choice.parsed.file_sha256 for each in self.texts),
                added=len(plans),
                unchanged=unchanged,
                notes="\n".join(notes),
            )
        )
        store.label = f"Replaced the text of {counted(len(plans), 'document')}"
        return ImportReport(len(plans), unchanged, notes=notes, what=WHAT)

    def _plan(self, store: Store, each: NewText) -> TextPlan | None:
        base = current_text_of(store, each.document)
        parsed = each.choice.parsed
        edits = prepared(base.text, word_edits(base.text, parsed.text))
        if not edits:
            return None
        assert text_hash(edits.apply(base.text)) == text_hash(parsed.text), "the difference makes the new text"
        return TextPlan(base, edits, tuple(_turns(store, each, base, edits)))

    @staticmethod
    def _notes(store: Store, lost: Sequence[records.Excerpt]) -> tuple[str, ...]:
        by_document: dict[Rid, int] = {}
        for excerpt in lost:
            by_document[excerpt.document] = by_document.get(excerpt.document, 0) + 1
        return tuple(
            f"{store.get(records.Document, document).name}: {counted(number, 'passage')} not found in the new text; "
            "look for them under Data, Imports"
            for document, number in by_document.items()
        )


def _turns(store: Store, each: NewText, base: CurrentText, edits: EditList) -> list[records.Turn]:
    """Return the turns of the new text. One whose label is the same as before is spoken by the same person, as the
    project calls and knows them; others are as the file has them."""
    old = store.find(records.Turn, revision=base.revision)
    standing = {edits.moved_boundary(turn.start): turn for turn in old}
    called = {base.text[turn.start : turn.words_start]: turn for turn in old if turn.words_start > turn.start}
    found = []
    for values in each.choice.turns_of(0, lambda name: _participant(store, name, each.document)):
        turn = records.Turn(**dict(zip(TURN_FIELDS, values, strict=True)))
        label = each.choice.parsed.text[turn.start : turn.words_start]
        before = standing.get(turn.start)
        if before is None or base.text[before.start : before.words_start] != label:
            before = called.get(label)
        found.append(turn if before is None else _as_before(turn, before, each.choice))
    return found


def _as_before(turn: records.Turn, before: records.Turn, choice: TranscriptChoice) -> records.Turn:
    return replace(
        turn,
        speaker=turn.speaker if choice.renamed else before.speaker,
        is_interviewer=before.is_interviewer if choice.interviewers is None else turn.is_interviewer,
        participant=before.participant if turn.participant is None else turn.participant,
    )


def _participant(store: Store, name: str, document: Rid) -> Rid | None:
    """Return the participant of a name, made and tied to the document where that is new; None for an empty name."""
    name = name.strip()
    if not name:
        return None
    people = [held for held in store.find(records.Participant) if held.name.casefold() == name.casefold()]
    person = people[0] if people else store.put(records.Participant(name=name))
    if not store.first(records.DocumentParticipant, document=document, participant=person.rid):
        store.put(records.DocumentParticipant(document=document, participant=person.rid))
    return person.rid


def replace_texts(workbench: Workbench, texts: Sequence[NewText], report: Report = no_report) -> ImportReport:
    """Give documents new texts as one step; where all read like that already nothing is done."""
    try:
        done: ImportReport = workbench.run(ReplaceTexts(tuple(texts), report)).result
    except NothingNew as nothing:
        return nothing.report
    return done


def document_for(workbench: Workbench, name: str, case: str = "") -> Rid | None:
    """Return the document whose text a file of this name would replace; None where there is none.

    Raises:
        AmbiguousReference: several documents have the name; the sentence names them by case.
    """
    found = workbench.read.texts.named(name, case)
    if len(found) > 1:
        cases = ", ".join(f"{row.case_name or 'no case'}/{row.name}" for row in found[:5])
        raise AmbiguousReference(f"“{name}” stands for {len(found)} documents: {cases}. Say which with --case.")
    return found[0].rid if found else None
