"""What stands in the document list: the nodes, and what a row says about its document."""

from __future__ import annotations

from dataclasses import dataclass, field

from ipof_workbench.domain.filters import Filter
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.listings import CaseRow, DocumentRow
from ipof_workbench.domain.vocabulary import DocumentKind, DocumentStatus

UNITS: dict[str, str] = {
    DocumentKind.SURVEY_RESPONSE.value: "Survey answers",
    DocumentKind.FORUM_POST.value: "Forum posts",
}
"""Kinds that come by the thousand and stand in a folder of their own."""
KIND_ICONS: dict[str, str] = {
    DocumentKind.INTERVIEW.value: "mic",
    DocumentKind.FOCUS_GROUP.value: "users",
    DocumentKind.SURVEY_RESPONSE.value: "table-2",
    DocumentKind.FORUM_POST.value: "message-circle",
    DocumentKind.LITERATURE.value: "book-open",
    DocumentKind.DOCUMENT.value: "file-text",
    DocumentKind.FIELD_NOTE.value: "notebook-pen",
    DocumentKind.WORKSHOP_NOTE.value: "notebook-pen",
}
_JOINTS = " _-–·.,:"
_DONE = frozenset({DocumentStatus.FIRST_CODED.value, DocumentStatus.SECOND_CODED.value, DocumentStatus.AGREED.value})


def is_done(row: DocumentRow) -> bool:
    """Tell whether a document is coded to its end."""
    return row.status in _DONE


def progress_of(row: DocumentRow) -> float | None:
    """Return how far a document under way is coded, 0 to 1; None for new and finished ones."""
    if is_done(row) or row.codings == 0:
        return None
    return min(1.0, row.coded_to / row.characters) if row.characters else 0.0


def name_in_case(name: str, case_name: str) -> str:
    """Return a document's name as it is shown under its case: "Harbour_P01_member" in Harbour is "P01 member".

    A name that is written as words already keeps its spelling; one that would be empty stays whole.
    """
    shown = name
    if case_name and name.casefold().startswith(case_name.casefold()):
        rest = name[len(case_name) :]
        if rest[:1] in _JOINTS and rest.strip(_JOINTS):
            shown = rest.lstrip(_JOINTS)
    return shown if " " in shown else shown.replace("_", " ")


@dataclass(slots=True)
class DocumentNode:
    """A case, a folder or a document in the list; `number` is its place among all nodes, `row` among its siblings."""

    number: int
    parent: int
    row: int
    title: str = ""
    document: Rid | None = None
    count: str = ""
    is_case: bool = False
    case: CaseRow | None = None
    scope: Filter | None = None
    """What `waiting` is filled from when the node is first opened; None when that is done."""
    waiting: list[Rid] = field(default_factory=list)
    children: list[int] = field(default_factory=list)
