"""Which icon stands for which kind of document."""

from __future__ import annotations

_KIND_ICONS = {
    "interview": "mic",
    "focus_group": "users",
    "survey_response": "table-2",
    "forum_post": "message-circle",
    "literature": "book-open",
    "document": "file-text",
    "field_note": "notebook-pen",
    "workshop_note": "users",
}


def kind_icon(kind: str) -> str:
    """Return the icon's name for a stored document kind."""
    return _KIND_ICONS.get(kind, "file-text")
