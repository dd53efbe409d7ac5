"""What a memo or a decision is about: any record, named by its table and rid."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipof_workbench.app.commands.deletion import DELETABLE
from ipof_workbench.app.commands.record_edits import kind_words, name_of
from ipof_workbench.domain import records
from ipof_workbench.domain.errors import RefusedChange
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.records import Record

if TYPE_CHECKING:
    from ipof_workbench.storage.store import Store

WHOLE_STUDY = "the whole study"
_SUBJECTS = frozenset({*DELETABLE, records.ProgrammeTheory})
"""What something can be said about: deleting it lets go of what was said, and a frozen theory is never deleted."""


def require_subject(store: Store, kind: str, rid: Rid | None) -> Record | None:
    """Return the record that is meant, or None for the whole study.

    Raises:
        RefusedChange: a kind without a record, a record without a kind, or a kind that there is not.
        NotFound: the record is no longer there.
    """
    from ipof_workbench.storage.tables import KINDS

    if not kind and rid is None:
        return None
    record = KINDS.get(kind)
    if record is None or record not in _SUBJECTS or rid is None:
        raise RefusedChange("Say which record it is about, or none for the whole study. Nothing was changed.")
    return store.get(record, rid)


def subject_name(store: Store, kind: str, rid: Rid | None) -> str:
    """Return the words for a step: “configuration 7a”, “case “Harbour””, “the whole study”."""
    record = require_subject(store, kind, rid)
    if record is None:
        return WHOLE_STUDY
    if isinstance(record, records.Coding | records.Evidence):
        return "a coding" if isinstance(record, records.Coding) else "a piece of evidence"
    words, name = kind_words(type(record)), name_of(record)
    if isinstance(record, records.Configuration | records.TheoryStatement):
        return f"{words} {record.number}"
    return f"a {words}" if name == words else f"{words} “{name}”"
