"""What a name in a file or on the command line stands for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipof_workbench.domain import records
from ipof_workbench.domain.errors import AmbiguousReference, NotFound
from ipof_workbench.domain.listings import DocumentRow

if TYPE_CHECKING:
    from ipof_workbench.storage.store import Store


def one_document(name: str, found: list[DocumentRow]) -> DocumentRow:
    """Return the only candidate.

    Raises:
        NotFound: there is none.
        AmbiguousReference: there are several; the sentence names them by case.
    """
    if not found:
        raise NotFound(f"There is no document “{name}” in the project.")
    if len(found) > 1:
        named = ", ".join(f"{row.case_name or 'no case'}/{row.name}" for row in found[:5])
        raise AmbiguousReference(f"“{name}” stands for {len(found)} documents ({named}); write case/name.")
    return found[0]


def document_named(store: Store, name: str) -> DocumentRow:
    """Return the document that `name` or `case/name` stands for; raises as `one_document`."""
    from ipof_workbench.storage.queries.study import documents_named

    return one_document(name, documents_named(store.connection, name))


def configuration_numbered(store: Store, number: str) -> records.Configuration:
    """Return the configuration with this number.

    Raises:
        NotFound: there is none.
    """
    found = store.first(records.Configuration, number=number.strip())
    if found is None:
        raise NotFound(f"There is no configuration {number.strip() or '(empty)'} in the project.")
    return found
