"""Words dragged from the text: where they stand travels with them, so that they can be coded where they are dropped."""

from __future__ import annotations

from PySide6.QtCore import QMimeData

PASSAGE_MIME = "application/x-ipof-passage"


def add_passage(mime: QMimeData, start: int, end: int) -> None:
    """Say with dragged words where they stand in the open text (code points, half-open)."""
    mime.setData(PASSAGE_MIME, f"{start} {end}".encode())


def passage_in(mime: QMimeData) -> tuple[int, int] | None:
    """Return where dragged words stand in the open text; None where they do not come from it."""
    if not mime.hasFormat(PASSAGE_MIME):
        return None
    start, end = bytes(mime.data(PASSAGE_MIME).data()).decode().split()
    return int(start), int(end)
