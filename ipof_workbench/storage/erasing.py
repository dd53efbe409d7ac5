"""Erasing old words from a project: what texts and rows held before now, for good.

Who did what and when stays; what the rows held goes, with the older revisions of texts. Undo ends here.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from sqlalchemy import Connection

from ipof_workbench.domain.errors import RefusedChange
from ipof_workbench.storage.migrations import close_undo

_OLDER = """rid IN (SELECT r.rid FROM text_revision r WHERE r.number < (SELECT max(n.number) FROM text_revision n
    WHERE n.document = r.document))"""
_SAID = (("journal_step", "label"), ("journal_step", "reason"), ("text_revision", "reason"))
_FILES = (("import_batch", "file_names"), ("import_batch", "notes"))


class Erased(NamedTuple):
    """How many older texts and how many changes lost their words."""

    texts: int
    changes: int


def erase_old_words(connection: Connection, said: Callable[[str], str]) -> Erased:
    """Erase, inside the caller's transaction; `said` gives the words of steps, reasons and file names anew.

    Raises:
        RefusedChange: passages still stand in an older text.
    """
    from ipof_workbench.storage.queries.texts import unanchored

    left = len(unanchored(connection))
    if left:
        many = f"{left:,} passages still stand" if left > 1 else "One passage still stands"
        raise RefusedChange(
            f"{many} in an older text; find them again under Data, Imports, or uncode them first. Nothing was erased."
        )
    run = connection.exec_driver_sql
    run(f"DELETE FROM turn WHERE revision IN (SELECT rid FROM text_revision WHERE {_OLDER})")
    texts = run(f"DELETE FROM text_revision WHERE {_OLDER}").rowcount
    changes = run(
        "UPDATE journal_content SET before = NULL, after = NULL WHERE before IS NOT NULL OR after IS NOT NULL"
    ).rowcount
    run("DELETE FROM journal_bulk_content")
    for table, column in (*_SAID, *_FILES):
        rows = run(f'SELECT rid, "{column}" FROM "{table}" WHERE "{column}" <> \'\'').fetchall()
        anew = [(new, rid) for rid, words in rows if (new := said(words)) != words]
        if anew:
            run(f'UPDATE "{table}" SET "{column}" = ? WHERE rid = ?', anew)
    # What was deleted from the words index stands in its segments until they are merged.
    run("INSERT INTO text_search (text_search) VALUES ('optimize')")
    close_undo(connection)
    return Erased(texts, changes)
