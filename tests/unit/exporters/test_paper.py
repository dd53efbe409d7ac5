"""The measures that Word and the preview share."""

from __future__ import annotations

import pytest

from ipof_workbench.domain.report_table import Cell, Column, ReportTable, Typeface
from ipof_workbench.exporters.paper import (
    Measures,
    caption_label,
    column_widths,
    is_kept_together,
    sheet_of,
    split_label,
)


def table_of(*widths: float) -> ReportTable:
    return ReportTable("t", "c", tuple(Column(str(n), str(n), width) for n, width in enumerate(widths)), ())


def test_widths_follow_the_shares_and_fill_the_line() -> None:
    assert column_widths(table_of(1, 3), 400) == pytest.approx([100, 300])


def test_narrow_column_keeps_room_for_a_word() -> None:
    widths = column_widths(table_of(0.001, 5, 5), 700)
    assert widths[0] == pytest.approx(28)
    assert sum(widths) == pytest.approx(700)


@pytest.mark.parametrize("widths", [(0.0, 0.0), (float("nan"), 1.0), (float("inf"), 1.0)])
def test_shares_without_sense_are_equal(widths: tuple[float, ...]) -> None:
    assert column_widths(table_of(*widths), 100) == [50, 50]


def test_table_without_columns_has_no_widths() -> None:
    assert column_widths(table_of(), 100) == []


def test_short_row_stays_together_and_long_row_does_not() -> None:
    assert is_kept_together((Cell.of("a few words"),), [100.0])
    assert not is_kept_together((Cell.of("many words " * 200),), [100.0])
    assert not is_kept_together((Cell.of("\n" * 30),), [100.0])


def test_page_is_turned_as_the_table_asks() -> None:
    assert sheet_of(table_of(1)).width > sheet_of(table_of(1)).height


def test_label_is_split_into_words_and_number() -> None:
    assert split_label("Table 12") == ("Table ", "12")
    assert split_label("Table S3") == ("Table S", "3")
    assert split_label("Box") == ("Box", "")
    assert caption_label(ReportTable("t", "c", (), (), label="Box.")) == "Box."


def test_a_column_is_as_wide_as_the_longest_word_of_its_heading() -> None:
    columns = (Column("n", "Strength", 0.01), Column("p", "Participants, n", 0.01), Column("q", "Quote", 9))
    widths = column_widths(ReportTable("t", "c", columns, ()), 700)
    assert widths[0] > 8 * 4.5  # eight bold letters of 9.5 points
    assert widths[1] > widths[0]
    assert sum(widths) == pytest.approx(700)


def test_other_sizes_follow_that_of_the_text_to_the_half_point() -> None:
    usual, small = Measures.of(Typeface()), Measures.of(Typeface("Arial", 9.0))
    assert (usual.text_size, usual.caption_size, usual.note_size) == (9.5, 10.0, 8.5)
    assert (small.text_size, small.caption_size, small.note_size) == (9.0, 9.5, 8.0)
    assert (usual.line_pitch, small.line_pitch) == (11.5, 11.0)


@pytest.mark.parametrize(("font", "is_sans"), [("Arial", True), ("Open Sans", True), ("Garamond", False)])
def test_a_font_brings_those_that_stand_in_for_it(font: str, is_sans: bool) -> None:
    measures = Measures.of(Typeface(font, 9.5))
    assert measures.families[0] == font
    assert ("Liberation Sans" in measures.families) is is_sans
    assert ("Liberation Serif" in measures.families) is not is_sans


def test_a_larger_size_takes_wider_headings_and_splits_rows_sooner() -> None:
    columns = (Column("p", "Participants, n", 0.01), Column("q", "Quote", 9))
    small, large = (
        column_widths(ReportTable("t", "c", columns, (), typeface=Typeface("Arial", size)), 700) for size in (8.0, 14.0)
    )
    assert small[0] < large[0]
    row = (Cell.of("many words " * 16),)
    assert is_kept_together(row, [100.0], 8.0)
    assert not is_kept_together(row, [100.0], 14.0)
