"""The csv contracts: their columns, the guard against formulas, and refusals by name."""

from __future__ import annotations

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipof_workbench.domain.errors import RowsRefused, UnreadableInput, UsageError
from ipof_workbench.domain.text import normalise
from ipof_workbench.importers.contracts import KINDS, attribute_columns, columns_of, read_contract, unguard

CMO = ("context", "mechanism", "outcome")


def guard(cell: str) -> str:
    """What an export that is safe for spreadsheets writes."""
    if cell[:1] in {"=", "+", "-", "@", "\t", "\r"} or (cell[:1] == "'" and cell[1:2] and cell[1] in "=+-@\t\r'"):
        return "'" + cell
    return cell


@pytest.mark.parametrize("kind", KINDS)
def test_the_full_columns_of_each_contract_are_accepted(write, kind):
    columns = columns_of(kind, CMO)
    table = read_contract(kind, write("t.csv", ",".join(columns) + "\n" + ",".join("x" * len(columns))), CMO)
    assert table.columns == columns
    assert (table.kind, table.file_name, len(table.file_sha256)) == (kind, "t.csv", 64)
    assert table.rows[0].number == 2
    assert table.rows[0][columns[0]] == "x"


@pytest.mark.parametrize("kind", ["cases", "participants"])
def test_a_table_of_a_contracts_own_columns_has_no_attributes(write, kind):
    columns = columns_of(kind)
    assert attribute_columns(read_contract(kind, write("t.csv", ",".join(columns) + "\n" + ",".join(columns)))) == ()


def test_the_columns_are_those_scripts_rely_on():
    assert columns_of("configurations", CMO) == (
        *("number", "title", "context", "mechanism", "outcome", "if", "then", "because", "status", "theory_area"),
    )
    assert columns_of("codings") == (
        *("document", "quote", "start", "end", "role", "element", "code"),
        *("configuration", "stance", "strength", "analyst", "note"),
    )
    assert columns_of("codes") == (
        *("code", "parent", "definition", "include", "exclude", "example", "colour", "statement", "alias"),
    )
    with pytest.raises(UsageError, match="no table of “hopes”; use one of cases, participants"):
        columns_of("hopes")


def test_rows_are_numbered_as_in_the_file_and_missing_columns_are_empty(write):
    table = read_contract("codings", write("t.csv", "Document ,QUOTE\na, so \n\n,\nb,no\n"))
    assert table.columns == ("document", "quote")
    assert [(row.number, row["document"], row["quote"], row["stance"]) for row in table.rows] == [
        (2, "a", "so", ""),
        (5, "b", "no", ""),
    ]


@pytest.mark.parametrize("kind", ["cases", "participants"])
def test_further_columns_of_cases_and_participants_are_attributes(write, kind):
    key = columns_of(kind)[0]
    table = read_contract(kind, write("t.csv", f"{key},Size,,kind,Size\nA,3,,x,4\n"))
    assert [column for column in attribute_columns(table) if column != "kind"] == ["Size", "Size#2"]
    assert table.rows[0]["Size#2"] == "4"


def test_the_guard_is_taken_off_headings_too(write):
    table = read_contract("cases", write("t.csv", "case,'-growth,'@site\nA,1,2\n"))
    assert attribute_columns(table) == ("-growth", "@site")
    assert table.rows[0]["@site"] == "2"


@pytest.mark.parametrize("kind", ["configurations", "codings", "links", "statements"])
def test_unknown_columns_of_the_other_contracts_are_refused_by_name(write, kind):
    columns = ",".join(columns_of(kind, CMO))
    with pytest.raises(UnreadableInput, match="unknown column “colour”, “shape”"):
        read_contract(kind, write("t.csv", f"{columns},colour,shape\n"), CMO)


def test_empty_role_columns_of_other_grammars_are_passed_over(write):
    table = read_contract("configurations", write("t.csv", "number,context,actor,strategy\n7a,c,, \n"), CMO)
    assert table.columns == ("number", "context")
    assert table.rows[0].cells == {"number": "7a", "context": "c"}


def test_filled_role_columns_of_other_grammars_are_refused_by_name(write):
    with pytest.raises(UnreadableInput, match="unknown column “actor”; the project's grammar has no such role"):
        read_contract("configurations", write("t.csv", "number,context,actor,strategy\n7a,c,staff,\n"), CMO)
    roles = ("intervention", "context", "actor", "mechanism", "outcome")
    table = read_contract("configurations", write("t.csv", "number,context,actor\n7a,c,staff\n"), roles)
    assert table.rows[0]["actor"] == "staff"


@pytest.mark.parametrize(
    ("kind", "heading", "missing"),
    [
        ("cases", "kind,parent", "case"),
        ("participants", "case,role", "participant"),
        ("statements", "if,then", "number"),
        ("configurations", "title,context", "number"),
        ("links", "from,kind", "to"),
        ("codings", "quote,role", "document"),
        ("codings", "document,start", "quote"),
    ],
)
def test_a_missing_column_is_named(write, kind, heading, missing):
    with pytest.raises(UsageError, match=f"“{missing}”") as caught:
        read_contract(kind, write("t.csv", heading + "\na,b\n"), CMO)
    assert caught.value.exit_code == 2


def test_a_column_that_stands_twice_is_refused(write):
    with pytest.raises(UnreadableInput, match="“quote” stands twice"):
        read_contract("codings", write("t.csv", "document,quote,Quote\na,b,c\n"))
    with pytest.raises(UnreadableInput, match="“document” stands twice"):
        read_contract("codings", write("t.csv", "document,document,quote\na,b,c\n"))


def test_a_ragged_row_and_a_wrong_delimiter_are_refused(write):
    with pytest.raises(RowsRefused, match="row 3: 1 cell"):
        read_contract("links", write("t.csv", "from,to,kind\n1,2,ripple\n3\n"))
    with pytest.raises(UnreadableInput, match="was read as one column"):
        read_contract("links", write("t.csv", "from:to:kind\n1:2:ripple\n"))


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_a_table_saved_by_a_spreadsheet_in_another_language_is_read(write, delimiter):
    content = "\ufefffrom,to,kind,note\n1,2,ripple,\n".replace(",", delimiter)
    assert read_contract("links", write("t.csv", content)).rows[0]["kind"] == "ripple"


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("'=1+1", "=1+1"),
        ("'-5", "-5"),
        ("''x", "'x"),
        ("'x", "'x"),
        ("'", "'"),
        ("''", "'"),
        ("''=a", "'=a"),
        ("=a", "=a"),
    ],
)
def test_the_apostrophe_of_an_export_is_taken_off_exactly(cell, value):
    assert unguard(cell) == value


@given(st.text() | st.text("'=+-@\t\r a", max_size=6))
def test_the_guard_and_its_undoing_are_a_round_trip(cell):
    assert unguard(guard(cell)) == cell


@given(
    st.lists(
        st.text(st.characters(exclude_categories=("Cs", "Cc"))) | st.text("'=+-@ a\n", max_size=6),
        min_size=1,
        max_size=6,
    )
)
def test_guarded_tables_come_back_as_they_were(tmp_path_factory, notes):
    path = tmp_path_factory.mktemp("guard") / "links.csv"
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        writer.writerow(["from", "to", "kind", "note"])
        writer.writerows(["1", "2", "ripple", guard(note)] for note in notes)
    table = read_contract("links", path)
    assert [row.cells["note"] for row in table.rows] == [normalise(note) for note in notes]
