"""The csv files, read back by the csv module and by our own import."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipof_workbench.domain.report_table import ReportTable
from ipof_workbench.exporters.comma_separated import guarded, write_contract_to, write_table_to
from ipof_workbench.importers.contracts import unguard
from tests.unit.exporters.any_text import any_table, any_text

DANGEROUS = tuple("=+-@\t\r")


def read_back(content: bytes, encoding: str = "utf-8") -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode(encoding), newline="")))


def as_stored(text: str) -> str:
    return "".join("\ufffd" if "\ud800" <= character <= "\udfff" else character for character in text)


@given(st.lists(st.lists(any_text, min_size=2, max_size=2), max_size=5))
def test_contract_comes_back_exactly_through_our_import(rows: list[list[str]]) -> None:
    file = io.BytesIO()
    write_contract_to(file, ["document", "quote"], rows)
    found = read_back(file.getvalue())
    assert found[0] == ["document", "quote"]
    assert [[unguard(cell) for cell in row] for row in found[1:]] == [[as_stored(cell) for cell in row] for row in rows]


@given(any_table())
def test_no_cell_of_any_table_begins_like_a_formula(table: ReportTable) -> None:
    file = io.BytesIO()
    write_table_to(file, table)
    rows = read_back(file.getvalue(), "utf-8-sig")
    assert len(rows) == len(table.rows) + 1
    assert not [cell for row in rows for cell in row if cell.startswith(DANGEROUS)]
    for found, row in zip(rows[1:], table.rows, strict=True):
        assert [unguard(cell) for cell in found] == [as_stored(cell.text) for cell in row]


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=1+1", "'=1+1"),
        ("-2", "'-2"),
        ("'=1", "''=1"),
        ("''=1", "'''=1"),
        ("'tis", "'tis"),
        ("", ""),
        ("a=1", "a=1"),
        (" =1", " =1"),
    ],
)
def test_guard_adds_one_apostrophe_where_it_is_needed(cell: str, written: str) -> None:
    assert guarded(cell) == written
    assert unguard(written) == cell


def test_contract_has_no_byte_order_mark_and_rows_end_as_the_standard_says() -> None:
    file = io.BytesIO()
    write_contract_to(file, ["a", "b"], [["é", "x\ry"]])
    assert file.getvalue() == 'a,b\r\né,"x\ry"\r\n'.encode()


def test_table_for_people_tells_excel_its_encoding_and_has_the_keys_as_headings(table: ReportTable) -> None:
    file = io.BytesIO()
    write_table_to(file, table)
    assert file.getvalue().startswith(b"\xef\xbb\xbfnumber,context,quotes,participants\r\n")
