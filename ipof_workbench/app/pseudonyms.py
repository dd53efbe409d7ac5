"""Pseudonyms of forum authors: keyed and repeatable; the key stays outside the project file.

The same author gets the same pseudonym in every import of the project, and nobody can find the author's name from the
project alone.
"""

from __future__ import annotations

import base64
import hashlib
import hmac


class Pseudonyms:
    """Gives each author a pseudonym: “A-” and 8 letters and digits of an HMAC-SHA256 (40 bits)."""

    def __init__(self, key: bytes) -> None:
        self._key = key
        self._known: dict[str, str] = {}

    @classmethod
    def for_project(cls, project_id: str) -> Pseudonyms:
        """Return the pseudonyms of a project, whose key is made at the first import."""
        from ipof_workbench.storage.secret_keys import secret_key

        return cls(secret_key(project_id, "authors"))

    def of(self, author: str) -> str:
        """Return the pseudonym of an author; spaces around the name and its case do not matter."""
        known = self._known.get(author)
        if known is None:
            digest = hmac.new(self._key, author.strip().casefold().encode("utf-8"), hashlib.sha256).digest()
            known = self._known[author] = "A-" + base64.b32encode(digest[:5]).decode("ascii").lower()
        return known
