"""Comma-separated values (RFC 4180, UTF-8) that a spreadsheet cannot mistake for formulas."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterable, Sequence
from typing import BinaryIO

from ipof_workbench.domain.report_table import ReportTable
from ipof_workbench.exporters.legal_text import unicode_text

_DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
_GUARDED = (*_DANGEROUS, *(f"'{first}" for first in (*_DANGEROUS, "'")))


def guarded(cell: str) -> str:
    """Return a cell that a spreadsheet shows as text.

    An apostrophe is put before a cell that begins with one of ``= + - @``, a tab or a carriage return. A cell that
    looks guarded by itself (an apostrophe before one of these or before another apostrophe) gets one more, so that
    the importers take back exactly what was added.
    """
    return "'" + cell if cell.startswith(_GUARDED) else cell


def write_contract_to(file: BinaryIO, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Write headings and rows for a round trip: UTF-8 without a byte-order mark, every cell as it is but guarded."""
    text = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=True)
    # CRLF also makes the writer quote a cell with a bare carriage return, which would break a row otherwise.
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([guarded(unicode_text(heading)) for heading in headings])
    for row in rows:
        writer.writerow([guarded(unicode_text(cell)) for cell in row])
    text.flush()
    text.detach()


def write_table_to(file: BinaryIO, table: ReportTable) -> None:
    """Write a table's keys as headings and its cells as text.

    A byte-order mark comes first: without it a double-click in Excel turns every curly quotation mark into rubbish.
    Caption and notes are left out, so that a program reads the file without skipping lines.
    """
    file.write(codecs.BOM_UTF8)
    write_contract_to(
        file, [column.key for column in table.columns], ([cell.text for cell in row] for row in table.rows)
    )
