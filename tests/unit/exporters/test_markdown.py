"""The GitHub table, split and unescaped again."""

from __future__ import annotations

import re
from dataclasses import replace

from hypothesis import given

from ipof_workbench.domain.report_table import Cell, Paragraph, ReportTable, Run
from ipof_workbench.exporters.markdown import escaped, markdown_of
from tests.unit.exporters.any_text import any_table, as_printed, cell_as_printed


def words_of(markdown: str) -> str:
    """Undo line breaks, emphasis and escapes, as a reader's program does."""
    marks = re.sub(
        r"\\(.)|\*+|<br>", lambda found: found.group(1) or ("\n" if found.group() == "<br>" else ""), markdown
    )
    return marks.strip()


def test_table_has_caption_headings_rows_and_notes(table: ReportTable) -> None:
    lines = markdown_of(table).split("\n")
    assert lines[0] == "**Table 2.** Configurations with quotes."
    assert lines[2] == "| **CMOC** | **Context** | **Illustrative quotes** | **Participants, n** |"
    assert lines[3] == "| --- | --- | --- | ---: |"
    assert "<br>*Challenged by:* “Nights were fine.” (P22, Forum B) | 16 |" in lines[4]
    assert lines[5] == "| 10 | **House rules \\| explained\tby peers** |  | 1,284 |"
    assert lines[6:] == ["", "CMOC: configuration.", "", "n: participants.", ""]


@given(any_table())
def test_any_text_stays_in_its_cell(table: ReportTable) -> None:
    plain = replace(table, rows=tuple(tuple(Cell.of(cell.text) for cell in row) for row in table.rows))
    lines = markdown_of(plain).split("\n")
    assert len(lines) == 5 + len(table.rows) + 2 * len(table.notes)
    for line, row in zip(lines[4:], plain.rows, strict=False):
        found = re.split(r"(?<!\\)\|", re.sub(r"\\\\", "\0", line))[1:-1]
        assert [words_of(cell.replace("\0", r"\\")) for cell in found] == [
            cell_as_printed(cell).strip() for cell in row
        ]


@given(any_table())
def test_caption_takes_one_line(table: ReportTable) -> None:
    line = markdown_of(table).split("\n")[0]
    assert as_printed(table.caption).strip() in words_of(line)


def test_neighbouring_runs_of_one_look_are_one_stretch(table: ReportTable) -> None:
    cell = Cell((Paragraph((Run("a ", italic=True), Run("b", italic=True), Run(" c", bold=True))),))
    row = (cell, Cell(), Cell(), Cell())
    assert "| *a b* **c** |" in markdown_of(replace(table, rows=(row,)))


def test_markup_in_words_is_shown_and_not_obeyed() -> None:
    assert escaped("a|b *c* <b> `d` [e](f)\ng") == r"a\|b \*c\* \<b\> \`d\` \[e\](f)<br>g"


def test_note_that_begins_like_a_list_stays_a_note(table: ReportTable) -> None:
    text = markdown_of(replace(table, notes=("- dash", "1. one", "# two")))
    assert text.endswith("\n\n\\- dash\n\n1\\. one\n\n\\# two\n")
