"""What stands in the document list: the nodes, and what a row says about its document."""

from __future__ import annotations

from dataclasses import dataclass, field

from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.listings import DocumentRow
from ipof_workbench.domain.vocabulary import DocumentKind, DocumentStatus

UNITS: dict[str, str] = {
    DocumentKind.SURVEY_RESPONSE.value: "Survey answers",
    DocumentKind.FORUM_POST.value: "Forum posts",
}
"""Kinds that come by the thousand and stand in a folder of their own."""
KIND_HEADS: dict[str, str] = {
    DocumentKind.INTERVIEW.value: "Interviews",
    DocumentKind.FOCUS_GROUP.value: "Focus groups",
    **UNITS,
    DocumentKind.LITERATURE.value: "Literature",
    DocumentKind.DOCUMENT.value: "Documents",
    DocumentKind.FIELD_NOTE.value: "Field notes",
    DocumentKind.WORKSHOP_NOTE.value: "Workshop notes",
}
"""Kind -> the head that its documents stand under."""
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


def counted(number: int, noun: str) -> str:
    """Return “1 coding” or “3 codings”."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def is_done(row: DocumentRow) -> bool:
    """Tell whether a document is coded to its end."""
    return row.status in _DONE


def progress_of(row: DocumentRow) -> float | None:
    """Return how much of a document under way is coded, 0 to 1; None for new and finished ones."""
    return None if is_done(row) or row.codings == 0 else row.share


def progress_words(row: DocumentRow) -> str:
    """Return how far a document is coded, in words: “12 of 58 turns coded”."""
    if row.codings == 0:
        return "nothing coded yet"
    if row.turns and row.to_code != row.characters:
        return f"{row.coded:,} of {row.to_code:,} turns coded"
    return f"{round(row.share * 100)} % of the text coded"


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
    """A head or a document in the list; `number` is its place among all nodes, `row` among its siblings."""

    number: int
    parent: int
    row: int
    title: str = ""
    document: Rid | None = None
    icon: str = ""
    is_case: bool = False
    case: Rid | None = None
    """The case that the documents of a head belong to; `NO_CASE` for none, None for all cases."""
    kinds: frozenset[str] = frozenset()
    """What kinds stand directly under the head; none where only other heads do."""
    total: int = 0
    done: int = 0
    counts_units: bool = False
    """Whether only what comes by the thousand is counted: how many of them are done says little."""
    is_unread: bool = False
    """Whether it is still to be found out which documents stand under the head."""
    folders: list[tuple[str, frozenset[str], int, int]] = field(default_factory=list)
    """(title, kinds, how many, how many done) of the heads that stand after its documents."""
    waiting: list[Rid] = field(default_factory=list)
    children: list[int] = field(default_factory=list)

    @property
    def count(self) -> str:
        """What stands at the right of a head; units by the thousand are only counted."""
        if not self.total:
            return ""
        return f"{self.total:,}" if self.counts_units else f"{self.done:,} of {self.total:,}"
