"""The revisions of a document's text among its facts: when, who, why."""

from __future__ import annotations

from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.text_rows import RevisionRow
from ipof_workbench.ui.data.fact_form import FactForm
from ipof_workbench.ui.moments import when_words
from ipof_workbench.ui.session import Session

SHOWN = 12


def add_revisions(form: FactForm, session: Session, document: Rid) -> None:
    """List the revisions where there are several; a text that was never changed has nothing to say."""
    rows = session.workbench.read.texts.revisions(document)
    if len(rows) < 2:
        return
    form.add_head("Text")
    for row in rows[:SHOWN]:
        form.add_words(revision_words(row), "text" if row.number == rows[0].number else "text2")
    if len(rows) > SHOWN:
        form.add_words(f"and {len(rows) - SHOWN:,} before", "text3")


def revision_words(row: RevisionRow) -> str:
    """Return a revision in words: “Revision 2, 3 March 14:36, Kim: heard again”."""
    said = ", ".join(part for part in (f"Revision {row.number}", when_words(row.at), row.analyst_name) if part)
    reason = row.reason or ("imported" if row.number == 1 else "")
    return f"{said}: {reason}" if reason else said
