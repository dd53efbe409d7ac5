"""Blocks of cells as spreadsheets put them on the clipboard: tabs between cells, line ends between rows.

A cell that holds a tab, a line end or a quotation mark stands in quotation marks, with those inside it doubled; that
is how Excel, Calc and Sheets write it and what they read.
"""

from __future__ import annotations

from collections.abc import Sequence

_LARGEST = 5_000_000
"""Code points of a block; more is no selection of cells but a file, which is imported."""


def is_too_large(text: str) -> bool:
    """Tell whether a text is too long to be a block that somebody copied."""
    return len(text) > _LARGEST


def parse_block(text: str) -> list[list[str]]:
    """Return the rows of a block, each as long as it was written; no rows for an empty text."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    if not text:
        return []
    rows: list[list[str]] = [[]]
    at, size = 0, len(text)
    while True:
        cell, at = _cell_at(text, at)
        rows[-1].append(cell)
        if at >= size:
            break
        if text[at] == "\n":
            if at == size - 1:  # the end of the last row, not the beginning of another
                break
            rows.append([])
        at += 1
    return rows


def _cell_at(text: str, start: int) -> tuple[str, int]:
    """Return a cell and where it ends: at a tab, a line end or the end of the text."""
    if text.startswith('"', start):
        quoted = _quoted_at(text, start)
        if quoted is not None:
            return quoted
    ends = [end for end in (text.find("\t", start), text.find("\n", start)) if end >= 0]
    end = min(ends, default=len(text))
    return text[start:end], end


def _quoted_at(text: str, start: int) -> tuple[str, int] | None:
    """Return a cell in quotation marks and where it ends; None where the marks belong to the words."""
    parts: list[str] = []
    at = start + 1
    while True:
        end = text.find('"', at)
        if end < 0:
            return None
        parts.append(text[at:end])
        if text.startswith('""', end):
            parts.append('"')
            at = end + 2
            continue
        after = end + 1
        return ("".join(parts), after) if after == len(text) or text[after] in "\t\n" else None


def write_block(rows: Sequence[Sequence[str]]) -> str:
    """Return rows as a block; `parse_block` gives them back (line ends inside a cell as LF)."""
    return "\n".join("\t".join(_written(cell) for cell in row) for row in rows) + ("\n" if rows else "")


def _written(cell: str) -> str:
    if any(sign in cell for sign in '\t\n\r"'):
        return '"' + cell.replace('"', '""') + '"'
    return cell


def tiled(rows: Sequence[Sequence[str]], height: int, width: int) -> list[list[str]]:
    """Return a block repeated to fill a selection of so many rows and columns, where it fits in a whole number of
    times; as it is otherwise."""
    ragged = len({len(row) for row in rows}) != 1
    if ragged or not rows[0] or height % len(rows) or width % len(rows[0]):
        return [list(row) for row in rows]
    across = width // len(rows[0])
    return [list(row) * across for _ in range(height // len(rows)) for row in rows]
