"""Contents of frozen theories, kept by their hash: megabytes that never change and that the journal only names.

A content goes in with its freeze and stays where that is undone, as the contents of the journal's rows do; so redo
finds it again, and a freeze is written once.
"""

from __future__ import annotations

from sqlalchemy import Connection

from ipof_workbench.storage.bare import rows_of


def keep(connection: Connection, sha256: str, content: str) -> None:
    """Store a content under its SHA-256, inside the caller's transaction; one that is kept already stays as it is."""
    rows_of(connection, "INSERT OR IGNORE INTO frozen_content (sha256, content) VALUES (?, ?)", (sha256, content))


def kept(connection: Connection, sha256: str) -> str | None:
    """Return the content with this SHA-256, or None where there is none."""
    rows = rows_of(connection, "SELECT content FROM frozen_content WHERE sha256 = ?", (sha256,))
    return rows[0][0] if rows else None
