"""The workbook, read back by openpyxl."""

from __future__ import annotations

import io
from dataclasses import replace

import openpyxl
import pytest
from hypothesis import given, settings

from ipof_workbench.domain.errors import UsageError
from ipof_workbench.domain.report_table import Cell, Column, Paragraph, ReportTable, Run
from ipof_workbench.exporters.excel import LONGEST_CELL, MOST_ROWS, excel_of
from tests.unit.exporters.any_text import any_table, as_printed, cell_as_printed


def opened(table: ReportTable) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(excel_of(table)), rich_text=True)


def one_cell(cell: Cell) -> object:
    table = ReportTable("t", "c", (Column("a", "A"),), ((cell,),))
    return openpyxl.load_workbook(io.BytesIO(excel_of(table))).worksheets[0]["A2"].value


def test_words_come_back_and_numbers_are_numbers(table: ReportTable) -> None:
    rows = list(openpyxl.load_workbook(io.BytesIO(excel_of(table))).worksheets[0].iter_rows(values_only=True))
    assert list(rows[0]) == [column.heading for column in table.columns]
    assert list(rows[1]) == [*(cell.text for cell in table.rows[0][:3]), 16]
    assert rows[2][3] == 1284
    assert rows[2][2] is None


@settings(max_examples=60, deadline=None)
@given(any_table())
def test_any_text_stays_text_and_no_cell_is_a_formula(table: ReportTable) -> None:
    book = openpyxl.load_workbook(io.BytesIO(excel_of(table)))
    assert not [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    sheet = book.worksheets[0]
    for number, row in enumerate(table.rows, start=2):
        for position, cell in enumerate(row, start=1):
            assert (sheet.cell(number, position).value or "") == cell_as_printed(cell)
    for position, column in enumerate(table.columns, start=1):
        assert (sheet.cell(1, position).value or "") == as_printed(column.heading)


def test_italics_within_a_cell_are_kept(table: ReportTable) -> None:
    value = opened(table).worksheets[0]["C2"].value
    assert [block.text for block in value if not isinstance(block, str) and block.font.i] == ["Challenged by: "]
    assert str(value) == table.rows[0][2].text


def test_sheet_is_ready_for_sorting_and_for_paper(table: ReportTable) -> None:
    sheet = opened(table).worksheets[0]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:D3"
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.page_setup.paperSize == 9
    assert sheet["C2"].alignment.wrap_text
    assert sheet.column_dimensions["C"].width > sheet.column_dimensions["B"].width


def test_caption_and_notes_stand_on_a_sheet_of_their_own(table: ReportTable) -> None:
    words = [row[0] for row in opened(table)["About this table"].iter_rows(values_only=True)]
    assert words == ["Table 2. Configurations with quotes.", *table.notes]


def test_same_table_gives_the_same_bytes_without_a_name_in_them(table: ReportTable) -> None:
    assert excel_of(table) == excel_of(table)
    properties = opened(table).properties
    assert (properties.creator, properties.lastModifiedBy) == (None, None)
    assert properties.created.year == 2000


@pytest.mark.parametrize(
    ("cell", "value", "pattern"),
    [
        (Cell.number(1284), 1284, "#,##0"),
        (Cell.number(2.5), 2.5, "#,##0.0"),
        (Cell.number(2.0 / 3, "0.67"), 2.0 / 3, "#,##0.00"),
        (Cell.number(-3, "−3"), -3, "#,##0"),
        (Cell.number(2019, "2019"), 2019, "0"),
    ],
)
def test_numbers_show_as_they_were_written(cell: Cell, value: float, pattern: str) -> None:
    table = ReportTable("t", "c", (Column("a", "A"),), ((cell,),))
    found = opened(table).worksheets[0]["A2"]
    assert (found.value, found.number_format) == (pytest.approx(value), pattern)


@pytest.mark.parametrize(
    "cell", [Cell.number(19, "19 (6)"), Cell.number(float("nan"), "none"), Cell.number(10**16), Cell.number(3, "4")]
)
def test_number_whose_words_say_more_stays_words(cell: Cell) -> None:
    assert one_cell(cell) == cell.text


def test_cell_too_long_for_excel_says_that_it_was_cut() -> None:
    value = one_cell(Cell.of("😶" * LONGEST_CELL))
    assert isinstance(value, str)
    assert value.endswith("(cut: a cell of Excel holds no more)")
    assert len(value.encode("utf-16-le")) // 2 <= LONGEST_CELL


def test_words_that_look_like_an_escape_are_kept_in_runs_too() -> None:
    cell = Cell((Paragraph((Run("_x0041_", italic=True), Run(" plain"))),))
    assert one_cell(cell) == "_x0041_ plain"


def test_more_rows_than_a_sheet_holds_are_refused(table: ReportTable) -> None:
    with pytest.raises(UsageError, match=r"\.csv"):
        excel_of(replace(table, rows=(table.rows[0],) * (MOST_ROWS + 1)))


def test_sheet_name_is_one_that_excel_takes(table: ReportTable) -> None:
    name = opened(replace(table, kind="[cmo]: a/b*c? " + "x" * 40)).worksheets[0].title
    assert len(name) <= 31
    assert not set(name) & set("[]:*?/\\")


def test_caption_is_printed_on_every_page_as_long_as_it_fits(table: ReportTable) -> None:
    short = opened(replace(table, caption="Peers & staff")).worksheets[0].oddHeader.left.text
    assert short.replace("&&", "&") == "Table 2. Peers & staff"
    assert opened(replace(table, caption="long " * 60)).worksheets[0].oddHeader.left.text == "Table 2."
