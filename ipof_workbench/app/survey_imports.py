"""Importing a survey: participants, attributes, a document for each answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ipof_workbench.app.commands.base import Command, counted, register
from ipof_workbench.app.importing import (
    DOCUMENT_FIELDS,
    REVISION_FIELDS,
    Importing,
    ImportReport,
    KnownTexts,
    defined_attributes,
)
from ipof_workbench.app.tasks import Report, no_report
from ipof_workbench.domain import records
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.imported import ParsedSurvey
from ipof_workbench.domain.text import NORMALISATION, count_words, text_hash

if TYPE_CHECKING:
    from ipof_workbench.storage.store import Store


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
        parsed = self.parsed
        known = KnownTexts(store)
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
        self._people: dict[str, list[Rid]] = {}
        for held in store.find(records.Participant):
            self._people.setdefault(held.name, []).append(held.rid)
        self._cases: dict[Rid, set[Rid]] = {}
        for belongs in store.find(records.ParticipantCase):
            self._cases.setdefault(belongs.participant, set()).add(belongs.case)
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

    def _person(self, respondent: str, case: Rid | None) -> Rid | None:
        """Return the participant of this name. Respondent 7 of one case is not respondent 7 of another; a participant
        without a case, or a row without one, may be anybody of that name."""
        for rid in self._people.get(respondent, ()):
            cases = self._cases.get(rid)
            if case is None or not cases or case in cases:
                return rid
        return None

    def add(
        self,
        row: tuple[str, str, tuple[str, ...], tuple[str, ...]],
        case_name: str,
        known: KnownTexts,
    ) -> None:
        """Take one respondent in."""
        respondent, _, values, answers = row
        case = self.importing.case(case_name)
        person = self._person(respondent, case)
        is_new = person is None
        if person is None:
            person = self.next_person
            self.next_person += 1
            self._people.setdefault(respondent, []).append(person)
            self.new_people.append((respondent, "survey respondent", "unknown", "verbatim"))
            self.values.extend(
                (definition, person, value) for definition, value in zip(self.definitions, values, strict=True) if value
            )
        if case is not None and case not in self._cases.setdefault(person, set()):
            self._cases[person].add(case)
            self.in_cases.append((person, case))
        added = 0
        for key, question, answer in zip(self.parsed.questions, self.questions, answers, strict=True):
            if not answer.strip():
                continue
            name, sha256 = f"{respondent}/{key}", text_hash(answer)
            if known.find(name, sha256, case_name) is not None:
                self.unchanged += 1
                continue
            known.add(name, sha256, case_name, self.next_document)
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
        insert(records.Document, DOCUMENT_FIELDS, self.documents)
        insert(records.TextRevision, REVISION_FIELDS, self.revisions)
        insert(records.DocumentParticipant, ("document", "participant"), self.speaks)
