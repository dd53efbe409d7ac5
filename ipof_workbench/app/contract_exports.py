"""The csv contracts, outwards: the same columns as import, so that a round trip loses nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from ipof_workbench.app.code_imports import code_table
from ipof_workbench.domain import records
from ipof_workbench.domain.attribute_headings import heading_of
from ipof_workbench.domain.filters import EVERYTHING, Filter
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.place_cells import written_cell

if TYPE_CHECKING:
    from ipof_workbench.app.workbench import Workbench

Table = tuple[Sequence[str], list[list[str]]]
"""Headings and rows."""


_CASE = ("case", "parent", "kind", "description", "quote_policy")
_PARTICIPANT = ("participant", "case", "role", "consent", "quote_policy", "document")


def _with_attributes(
    workbench: Workbench, owner_kind: str, own: Sequence[str]
) -> tuple[list[str], Callable[[Rid], list[str]]]:
    """Return all headings, and what gives the attribute cells of an owner."""
    definitions = workbench.read.attributes(owner_kind)
    values = workbench.read.attribute_values(owner_kind)

    def of(owner: Rid) -> list[str]:
        held = values.get(owner, {})
        return [held.get(definition.rid, "") for definition in definitions]

    return [*own, *(heading_of(definition.name, own) for definition in definitions)], of


def _cases(workbench: Workbench, scope: Filter) -> Table:
    headings, values = _with_attributes(workbench, "case", _CASE)
    rows = workbench.read.cases()
    known = {row.rid: row.name for row in rows}
    return (
        headings,
        [
            [row.name, known.get(row.parent or 0, ""), row.kind, row.description, row.quote_policy, *values(row.rid)]
            for row in rows
        ],
    )


def _participants(workbench: Workbench, scope: Filter) -> Table:
    headings, values = _with_attributes(workbench, "participant", _PARTICIPANT)
    references = document_references(workbench)
    documents: dict[Rid, list[str]] = {}
    for link in workbench.read.find(records.DocumentParticipant):
        documents.setdefault(link.participant, []).append(references[link.document])
    cases = {row.rid: row.name for row in workbench.read.cases()}
    belongs: dict[Rid, list[str]] = {}
    for held in workbench.read.find(records.ParticipantCase):
        belongs.setdefault(held.participant, []).append(cases[held.case])
    return (
        headings,
        [
            [
                row.name,
                " ; ".join(belongs.get(row.rid, [])),
                row.role,
                row.consent,
                row.quote_policy,
                " ; ".join(documents.get(row.rid, [])),
                *values(row.rid),
            ]
            for row in workbench.read.participants()
        ],
    )


def document_references(workbench: Workbench) -> dict[Rid, str]:
    """Return document -> its name, or `case/name` where several have the name."""
    rows = workbench.read.document_rows(workbench.read.document_rids(order="import"))
    seen: dict[str, int] = {}
    for row in rows:
        seen[row.name] = seen.get(row.name, 0) + 1
    return {row.rid: row.name if seen[row.name] == 1 else f"{row.case_name}/{row.name}" for row in rows}


def _statements(workbench: Workbench, scope: Filter) -> Table:
    return (
        ["number", "if", "then", "because", "status", "priority", "source", "theory_area"],
        [
            [row.number, row.if_text, row.then_text, row.because_text, row.status, row.priority, row.source,
             row.theory_area_name]
            for row in workbench.read.of_statements.listed()
        ],
    )  # fmt: skip


def _configurations(workbench: Workbench, scope: Filter) -> Table:
    roles = workbench.read.roles()
    places, drafts = workbench.read.places(), workbench.read.drafts()
    rows = []
    for row in workbench.read.configurations(scope):
        _, if_text, then_text, because_text = drafts[row.rid]
        cells = [written_cell(place.alternatives) for place in places[row.rid]]
        rows.append([row.number, row.title, *cells, if_text, then_text, because_text, row.status, row.theory_area_name])
    keys = [role.key for role in roles]
    return ["number", "title", *keys, "if", "then", "because", "status", "theory_area"], rows


def _links(workbench: Workbench, scope: Filter) -> Table:
    rows = [[row.from_number, row.to_number, row.kind, row.note] for row in workbench.read.links()]
    return ["from", "to", "kind", "note"], rows


def _codings(workbench: Workbench, scope: Filter) -> Table:
    references = document_references(workbench)
    strengths = {row.evidence: row.strength for row in workbench.read.evidence(scope=scope)}
    # What stands in a hidden role waits until the role is shown again: no import would take it.
    roles = {"", *(role.key for role in workbench.read.roles())}
    rows = []
    for coding in workbench.read.codings(scope):
        if coding.role_key not in roles:
            continue
        place = [references[coding.document], coding.quote, str(coding.start), str(coding.end)]
        what = [coding.role_key, coding.element_label if coding.element else "", coding.code_name]
        who = [coding.analyst_name, coding.note]
        bearing = [ref for ref in coding.configurations if ref.evidence in strengths]
        for ref in bearing:
            strength = strengths[ref.evidence]
            rows.append([*place, *what, ref.number, ref.stance, str(strength or ""), *who])
        if not bearing:
            rows.append([*place, *what, "", "", "", *who])
    headings = ["document", "quote", "start", "end", "role", "element", "code", "configuration", "stance", "strength"]
    return [*headings, "analyst", "note"], rows


def _codes(workbench: Workbench, scope: Filter) -> Table:
    return code_table(workbench.read.codebook.rows(scope))


_TABLES: dict[str, Callable[[Workbench, Filter], Table]] = {
    "cases": _cases,
    "participants": _participants,
    "statements": _statements,
    "configurations": _configurations,
    "links": _links,
    "codes": _codes,
    "codings": _codings,
}

CONTRACT_KINDS = tuple(_TABLES)
"""The tables that go out and come in again."""


def contract_table(
    workbench: Workbench, kind: str, scope: Filter = EVERYTHING
) -> tuple[Sequence[str], Iterable[Sequence[str]]]:
    """Return the headings and rows of a contract."""
    return _TABLES[kind](workbench, scope)
