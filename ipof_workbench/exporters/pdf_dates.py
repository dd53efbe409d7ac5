"""The same figure as the same bytes: a PDF that Qt wrote, without the time of day and the time zone in it."""

from __future__ import annotations

import hashlib
import re
import uuid

_DATE = rb"(/(?:Creation|Mod)Date) \(D:[0-9]{14}(?:Z|[+-][0-9]{2}'[0-9]{2}'?)?\)"
_FIXED_DATE = rb"\1 (D:20000101000000Z)"
_XMP_DATE = rb'(xmp:(?:Create|Modify|Metadata)Date)="[^"]{25}"'
_FIXED_XMP_DATE = rb'\1="2000-01-01T00:00:00+00:00"'
_TABLE = re.compile(rb"xref\n0 [0-9]+\n((?:[0-9]{10} [0-9]{5} [nf] \n)+)")
_START = re.compile(rb"startxref\n([0-9]+)")


def document_id(*words: str) -> uuid.UUID:
    """Return an id that belongs to what a document shows, and to no moment."""
    digest = hashlib.sha256("\x1f".join(words).encode("utf-8", "surrogatepass")).digest()
    return uuid.UUID(bytes=digest[:16], version=4)


def with_fixed_dates(content: bytes) -> bytes:
    """Return a PDF with one day in the place of those on which it was made, and its table of places put right.

    Only the properties, which stand first, and the metadata are changed; a file that is built otherwise stays as it is.
    """
    end = content.find(b"endobj")
    table = _TABLE.search(content)
    if end < 0 or table is None:
        return content
    head = re.sub(_DATE, _FIXED_DATE, content[:end])
    shift = len(head) - end
    # The dates of the metadata keep their length, so that nothing behind them moves by itself.
    middle = re.sub(_XMP_DATE, _FIXED_XMP_DATE, content[end : table.start()])
    rows = re.sub(rb"([0-9]{10})( [0-9]{5} n)", lambda row: _moved(row, end, shift), table[1])
    tail = _START.sub(lambda found: b"startxref\n%d" % (int(found[1]) + shift), content[table.end() :])
    return head + middle + content[table.start() : table.start(1)] + rows + tail


def _moved(row: re.Match[bytes], end: int, shift: int) -> bytes:
    place = int(row[1])
    return b"%010d%b" % (place + shift if place > end else place, row[2])
