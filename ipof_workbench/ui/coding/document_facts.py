"""What a row of the document list says about a document."""

from __future__ import annotations

from ipof_workbench.domain.listings import DocumentRow
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
_DONE = frozenset({DocumentStatus.FIRST_CODED.value, DocumentStatus.SECOND_CODED.value, DocumentStatus.AGREED.value})


def is_done(row: DocumentRow) -> bool:
    """Tell whether a document is coded to its end."""
    return row.status in _DONE


def progress_of(row: DocumentRow) -> float | None:
    """Return how far a document under way is coded, 0 to 1; None for new and finished ones."""
    if is_done(row) or row.codings == 0:
        return None
    return min(1.0, row.coded_to / row.characters) if row.characters else 0.0
