"""The project as pandas frames, for analysis in Python: documented columns, reading only, no Qt."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ipof_workbench.app.workbench import Workbench
from ipof_workbench.domain import records
from ipof_workbench.domain.attribute_headings import heading_of
from ipof_workbench.domain.filters import EVERYTHING, Filter
from ipof_workbench.domain.vocabulary import DocumentKind

if TYPE_CHECKING:
    import pandas as pd


_CASE = ("case", "parent", "kind", "description", "quote_policy", "documents", "participants", "codings")
_PARTICIPANT = ("participant", "case", "role", "consent", "quote_policy", "documents", "codings")


def _frame(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> pd.DataFrame:
    import pandas

    return pandas.DataFrame([list(row) for row in rows], columns=list(columns))


class Frames:
    """Tables of a project. Offsets are Unicode code points, half-open, into the text of `documents(text=True)`."""

    def __init__(self, workbench: Workbench) -> None:
        self._workbench = workbench

    def documents(self, kind: str | None = None, *, text: bool = False, scope: Filter = EVERYTHING) -> pd.DataFrame:
        """Return a row a document: name, kind, case, participant, words, turns and (with `text`) text.

        `participant` holds the names joined by a comma. `kind` is a key of `DocumentKind`, or None for all.
        """
        read = self._workbench.read
        if kind is not None:
            from dataclasses import replace

            scope = replace(scope, data_kinds=frozenset({DocumentKind.parse(kind).value}))
        rows = []
        for row in read.document_rows(read.document_rids(scope, order="import")):
            values: list[Any] = [row.name, row.kind, row.case_name, row.participants, row.words, row.turns]
            if text:
                values.append(read.document_text(row.rid).text)
            rows.append(values)
        columns = ["name", "kind", "case", "participant", "words", "turns"]
        return _frame([*columns, "text"] if text else columns, rows)

    def turns(self) -> pd.DataFrame:
        """Return a row a turn: document, n, speaker, is_interviewer, start, end, text, words_start, seconds, case.

        The turns of a document tile its text: `text` is `[start, end)`, the speaker's label included; the words begin
        at `words_start`. `n` is 0 for what stands before the first speaker.
        """
        read = self._workbench.read
        rows = []
        for document in read.document_rows(read.document_rids(order="import")):
            if not document.turns:
                continue
            whole = read.document_text(document.rid)
            for turn in whole.turns:
                rows.append(
                    [document.name, turn.number, turn.speaker, turn.is_interviewer, turn.start, turn.end,
                     whole.text[turn.start : turn.end], turn.words_start, turn.seconds, document.case_name]
                )  # fmt: skip
        columns = ["document", "n", "speaker", "is_interviewer", "start", "end", "text", "words_start", "seconds"]
        return _frame([*columns, "case"], rows)

    def codings(self, scope: Filter = EVERYTHING) -> pd.DataFrame:
        """Return a row a coding: document, start, end, quote, role, element, code, analyst, created, note."""
        names = self._document_names()
        return _frame(
            ["document", "start", "end", "quote", "role", "element", "code", "analyst", "created", "note"],
            [
                [names[row.document], row.start, row.end, row.quote, row.role_key, row.element_label, row.code_name,
                 row.analyst_name, row.created_at, row.note]
                for row in self._workbench.read.codings(scope)
            ],
        )  # fmt: skip

    def evidence(self, scope: Filter = EVERYTHING) -> pd.DataFrame:
        """Return a row a piece of evidence: configuration, role, element, document, quote, stance, strength,
        participant, case, analyst, start, end, kind, quote_policy."""
        return _frame(
            ["configuration", "role", "element", "document", "quote", "stance", "strength", "participant", "case",
             "analyst", "start", "end", "kind", "quote_policy"],
            [
                [row.number, row.role_key, row.element_label, row.document_name, row.quote, row.stance, row.strength,
                 row.participant_name, row.case_name, row.analyst_name, row.start, row.end, row.kind, row.quote_policy]
                for row in self._workbench.read.evidence(scope=scope)
            ],
        )  # fmt: skip

    def findings(self) -> pd.DataFrame:
        """Return a row a finding and what it bears on: configuration, statement, link, role, stance, strength, kind,
        wording, number, denominator, share, low, high, missing, source, column, value, case, subgroup, rationale,
        analyst.

        A finding that bears on nothing has one row without them. `share`, `low` and `high` (95 % interval, Wilson) lie
        between 0 and 1. `link` reads "1 ripple 2"; `role` is that of the place, where it bears on one.
        """
        read = self._workbench.read.evidence_on
        bearing: dict[int, list[tuple[Any, ...]]] = {}
        for found in read.finding_evidence():
            targets = (
                found.number if found.configuration is not None else "",
                found.number if found.statement is not None else "",
                found.number if found.link is not None else "",
            )
            judged = (found.place_role_key, found.stance, found.strength)
            bearing.setdefault(found.finding, []).append((*targets, *judged, found.rationale, found.analyst_name))
        rows: list[list[Any]] = []
        for row in reversed(read.findings()):
            share = row.number / row.denominator if row.number is not None and row.denominator else None
            facts = [row.kind, row.wording, row.number, row.denominator, share, row.low, row.high, row.missing,
                     row.source, row.attribute_name, row.value, row.case_name, row.subgroup]  # fmt: skip
            for bears in bearing.get(row.rid, [("", "", "", "", "", None, "", "")]):
                rows.append([*bears[:6], *facts, *bears[6:]])
        columns = ["configuration", "statement", "link", "role", "stance", "strength", "kind", "wording", "number",
                   "denominator", "share", "low", "high", "missing", "source", "column", "value", "case", "subgroup",
                   "rationale", "analyst"]  # fmt: skip
        return _frame(columns, rows)

    def looked_for(self) -> pd.DataFrame:
        """Return a row a search that found nothing: configuration, statement, case, note, analyst."""
        return _frame(
            ["configuration", "statement", "case", "note", "analyst"],
            [
                [row.number if row.configuration is not None else "", row.number if row.statement is not None else "",
                 row.case_name, row.note, row.analyst_name]
                for row in self._workbench.read.evidence_on.looked_for()
            ],
        )  # fmt: skip

    def remarks(self, scope: Filter = EVERYTHING) -> pd.DataFrame:
        """Return a row a remark: rule, about, sentence, dismissed (whether an answer holds), reason, analyst, answered.

        `about` is the number of a configuration, or “Statement S1”, or an element’s label in quotes; `answered` is the
        time of the answer (UTC, ISO 8601). Open remarks come first.
        """
        found = self._workbench.read.remarks.found(scope)
        rows = [[remark.rule, remark.name, remark.sentence, False, "", "", ""] for remark in found.open]
        rows += [
            [remark.rule, remark.name, remark.sentence, True, answer.reason, answer.analyst_name, answer.at]
            for remark, answer in found.dismissed
        ]
        return _frame(["rule", "about", "sentence", "dismissed", "reason", "analyst", "answered"], rows)

    def configurations(self, scope: Filter = EVERYTHING) -> pd.DataFrame:
        """Return a row a configuration: number, title, a column for each role, if, then, because, status,
        theory_area, complete (every role has something in it), participants, codings, cases.

        `if`, `then`, `because` are as they read: what was written, else made from the places.
        """
        from ipof_workbench.domain.place_cells import written_cell
        from ipof_workbench.domain.sentences import sentence_parts

        read = self._workbench.read
        places, drafts = read.places(), read.drafts()
        rows = []
        for row in read.configurations(scope):
            _, if_text, then_text, because_text = drafts[row.rid]
            stand = places[row.rid]
            parts = sentence_parts({"if": if_text, "then": then_text, "because": because_text}, stand)
            rows.append(
                [row.number, row.title, *(written_cell(place.alternatives) for place in stand), *parts.values(),
                 row.status, row.theory_area_name, not row.missing, *row.counts]
            )  # fmt: skip
        keys = [role.key for role in read.roles()]
        ends = ["status", "theory_area", "complete", "participants", "codings", "cases"]
        return _frame(["number", "title", *keys, "if", "then", "because", *ends], rows)

    def participants(self) -> pd.DataFrame:
        """Return a row a participant: participant, case, role, consent, quote_policy, documents, codings, and a column
        for each attribute (one that is called `role` too is `role#2`)."""
        read = self._workbench.read
        definitions = read.attributes("participant")
        values = read.attribute_values("participant")
        return _frame(
            [*_PARTICIPANT,
             *(heading_of(definition.name, _PARTICIPANT) for definition in definitions)],
            [
                [row.name, row.cases, row.role, row.consent, row.quote_policy, row.documents, row.codings,
                 *(values.get(row.rid, {}).get(definition.rid, "") for definition in definitions)]
                for row in read.participants()
            ],
        )  # fmt: skip

    def cases(self) -> pd.DataFrame:
        """Return a row a case: case, parent, kind, description, quote_policy, documents, participants, codings, and a
        column for each attribute."""
        read = self._workbench.read
        definitions, values = read.attributes("case"), read.attribute_values("case")
        rows = read.cases()
        names = {row.rid: row.name for row in rows}
        return _frame(
            [*_CASE,
             *(heading_of(definition.name, _CASE) for definition in definitions)],
            [
                [row.name, names.get(row.parent or 0, ""), row.kind, row.description, row.quote_policy, row.documents,
                 row.participants, row.codings,
                 *(values.get(row.rid, {}).get(definition.rid, "") for definition in definitions)]
                for row in rows
            ],
        )  # fmt: skip

    def statements(self) -> pd.DataFrame:
        """Return a row a statement: number, if, then, because, status, priority, source, theory_area."""
        return _frame(
            ["number", "if", "then", "because", "status", "priority", "source", "theory_area"],
            [
                [row.number, row.if_text, row.then_text, row.because_text, row.status, row.priority, row.source,
                 row.theory_area_name]
                for row in self._workbench.read.statements()
            ],
        )  # fmt: skip

    def matrix(self, scope: Filter = EVERYTHING) -> pd.DataFrame:
        """Return configurations (rows, by number) by cases (columns): the number of distinct codings that bear on the
        configuration; 0 where there is none."""
        from ipof_workbench.analysis.matrices import by_case, matrix_frame

        read = self._workbench.read
        return matrix_frame(read.configurations(scope), read.cases(), by_case(read.evidence(scope=scope)))

    def _document_names(self) -> dict[int, str]:
        return {row.rid: row.name for row in self._workbench.read.find(records.Document)}


class Project:
    """A project open for reading; `frames` gives its tables."""

    def __init__(self, workbench: Workbench) -> None:
        self._workbench = workbench
        self.frames = Frames(workbench)

    @property
    def title(self) -> str:
        """The title of the study."""
        return self._workbench.title

    def close(self) -> None:
        """Close the project."""
        self._workbench.close()

    def __enter__(self) -> Project:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def open_project(path: str | os.PathLike[str]) -> Project:
    """Open a project for reading; raises as `storage.project_file.open_project_file`."""
    return Project(Workbench.open(Path(path), read_only=True))
