"""A table as an Excel workbook: sorted and filtered with ease, printed well, text never a formula."""

from __future__ import annotations

import io
import math
import re
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from ipof_workbench.domain.errors import UsageError
from ipof_workbench.domain.report_table import Cell, ReportTable
from ipof_workbench.exporters.legal_text import printed_text
from ipof_workbench.exporters.paper import caption_label

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

DAY_WRITTEN = date(2000, 1, 1)
"""The day in the file's properties: fixed, so that the same table gives the same bytes."""

LONGEST_CELL = 32_767
"""UTF-16 units; Excel calls a file with a longer cell damaged."""
MOST_ROWS = 1_048_575
"""Besides the heading row."""

_CUT = " […] (cut: a cell of Excel holds no more)"
_SHEET_WIDTH = 150.0
_NUMBER = re.compile(r"[-−]?[0-9]{1,3}(?:,[0-9]{3})+(?:\.([0-9]+))?|[-−]?[0-9]+(?:\.([0-9]+))?")
MOST_IN_SHEET_NAME = 31
_FORBIDDEN_IN_SHEET = re.compile(r"[\[\]:*?/\\']")
_NO_GUESSING = {"strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}


def sheet_name(kind: str) -> str:
    """Return a name that Excel allows: none of its forbidden characters, at most 31 UTF-16 units."""
    name = _FORBIDDEN_IN_SHEET.sub(" ", printed_text(kind)).strip()
    units = name.encode("utf-16-le")[: 2 * MOST_IN_SHEET_NAME]
    return units.decode("utf-16-le", "ignore").strip() or "table"


def excel_of(table: ReportTable, *, written: date = DAY_WRITTEN) -> bytes:
    """Return an .xlsx file: the table on the first sheet from cell A1, caption and notes on the second.

    Raises:
        UsageError: more rows than a sheet of Excel holds.
    """
    import xlsxwriter

    if len(table.rows) > MOST_ROWS:
        raise UsageError(
            f"A sheet of Excel holds {MOST_ROWS:,} rows and this table has {len(table.rows):,}. Write a .csv file."
        )
    file = io.BytesIO()
    # In memory: no copy of participants' words in the folder for temporary files.
    with xlsxwriter.Workbook(file, {"in_memory": True, **_NO_GUESSING}) as workbook:
        title = printed_text(f"{caption_label(table)} {table.caption}".strip())
        workbook.set_properties(
            {"title": title[:255], "author": "", "comments": "", "created": datetime.combine(written, time())}
        )
        _write_rows(workbook, table)
        _write_about(workbook, table)
    return file.getvalue()


def _write_rows(workbook: Workbook, table: ReportTable) -> None:
    sheet = workbook.add_worksheet(sheet_name(table.kind))
    _set_up(workbook, sheet, table)
    text = workbook.add_format({"text_wrap": True, "valign": "top"})
    looks = _Looks(workbook)
    for number, row in enumerate(table.rows, start=1):
        for position, cell in enumerate(row):
            pattern = _number_format(cell)
            if pattern is not None:
                sheet.write_number(number, position, cell.value, looks.number(pattern))
            elif cell.paragraphs:
                _write_text(sheet, number, position, cell, looks, text)


def _set_up(workbook: Workbook, sheet: Worksheet, table: ReportTable) -> None:
    """Set the heading row, the widths and the printed page."""
    shared = {"bold": True, "text_wrap": True, "valign": "bottom", "bottom": 1}
    left, right = workbook.add_format(shared), workbook.add_format({**shared, "align": "right"})
    total = sum(max(column.width, 0.0) for column in table.columns) or 1.0
    for position, column in enumerate(table.columns):
        sheet.set_column(position, position, min(80.0, max(8.0, _SHEET_WIDTH * column.width / total)))
        sheet.write_string(0, position, _fitting(column.heading), right if column.numeric else left)
    sheet.freeze_panes(1, 0)
    if table.columns:
        sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)
    if table.landscape:
        sheet.set_landscape()
    sheet.set_paper(9)
    sheet.repeat_rows(0)
    sheet.fit_to_pages(1, 0)
    captions = (f"{caption_label(table)} {table.caption}".strip(), caption_label(table))
    escaped = [printed_text(caption).replace("&", "&&") for caption in captions]
    # Excel takes 255 characters; the whole caption is on the second sheet anyway.
    heading = next((caption for caption in escaped if 0 < _units(caption) < 250), None)
    if heading is not None:
        sheet.set_header(f"&L{heading}")
    sheet.set_footer("&R&P / &N")


def _write_about(workbook: Workbook, table: ReportTable) -> None:
    """Write caption and notes where they do not stand in the way of sorting."""
    sheet = workbook.add_worksheet("About this table")
    wrapped = workbook.add_format({"text_wrap": True, "valign": "top"})
    bold = workbook.add_format({"text_wrap": True, "valign": "top", "bold": True})
    sheet.set_column(0, 0, 100)
    sheet.write_string(0, 0, _fitting(f"{caption_label(table)} {table.caption}".strip()), bold)
    for number, note in enumerate(table.notes, start=1):
        sheet.write_string(number, 0, _fitting(note), wrapped)


class _Looks:
    """The formats of one workbook, made once each: a workbook with thousands of formats is refused by Excel."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._numbers: dict[str, Format] = {}
        self._runs: dict[tuple[bool, bool], Format] = {}

    def number(self, pattern: str) -> Format:
        """Return the format that shows a number by `pattern`."""
        if pattern not in self._numbers:
            self._numbers[pattern] = self._workbook.add_format({"num_format": pattern, "valign": "top"})
        return self._numbers[pattern]

    def run(self, italic: bool, bold: bool) -> Format:
        """Return the format of a stretch of text."""
        if (italic, bold) not in self._runs:
            self._runs[italic, bold] = self._workbook.add_format({"italic": italic, "bold": bold})
        return self._runs[italic, bold]


def _write_text(sheet: Worksheet, row: int, column: int, cell: Cell, looks: _Looks, look: Format) -> None:
    text = printed_text(cell.text)
    pieces = _pieces(cell) if _has_looks(cell) else []
    # A stretch like "_x0041_" would be read as an escaped letter; only plain strings are protected from that.
    if len(pieces) < 2 or "_x" in text or _units(text) > LONGEST_CELL:
        sheet.write_string(row, column, _cut_to_fit(text), look)
        return
    parts: list[str | Format] = []
    for words, italic, bold in pieces:
        parts += [looks.run(italic, bold), words] if italic or bold else [words]
    sheet.write_rich_string(row, column, *parts, look)


def _has_looks(cell: Cell) -> bool:
    """Tell whether a stretch is in italics or bold: most cells of a long table are plain."""
    for paragraph in cell.paragraphs:
        for run in paragraph.runs:
            if (run.italic or run.bold) and run.text:
                return True
    return False


def _pieces(cell: Cell) -> list[tuple[str, bool, bool]]:
    """Return the stretches of one look in a cell, line feeds between paragraphs included."""
    pieces: list[tuple[str, bool, bool]] = []
    for number, paragraph in enumerate(cell.paragraphs):
        runs = [(printed_text(run.text), run.italic, run.bold) for run in paragraph.runs if run.text]
        for text, italic, bold in [("\n", False, False), *runs] if number else runs:
            if pieces and pieces[-1][1:] == (italic, bold):
                pieces[-1] = (pieces[-1][0] + text, italic, bold)
            else:
                pieces.append((text, italic, bold))
    return pieces


def _number_format(cell: Cell) -> str | None:
    """Return the pattern that shows the cell's number as its text does; None where the text says more than it."""
    if cell.value is None or not math.isfinite(cell.value) or abs(cell.value) >= 1e15:
        return None
    found = _NUMBER.fullmatch(cell.text)
    if found is None:
        return None
    decimals = found.group(1) or found.group(2) or ""
    shown = float(cell.text.replace(",", "").replace("−", "-"))
    if abs(shown - cell.value) > 0.5000001 * 10.0 ** -len(decimals):
        return None
    whole = "#,##0" if "," in cell.text or abs(cell.value) < 1000 else "0"
    return f"{whole}.{'0' * len(decimals)}" if decimals else whole


def _fitting(text: str) -> str:
    """Return the text as a cell can hold it; where it is too long it says that it was cut."""
    return _cut_to_fit(printed_text(text))


def _cut_to_fit(text: str) -> str:
    if _units(text) <= LONGEST_CELL:
        return text
    room = LONGEST_CELL - _units(_CUT)
    return text.encode("utf-16-le")[: 2 * room].decode("utf-16-le", "ignore") + _CUT


def _units(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2
