"""The Word table, read back by python-docx and looked at as XML."""

from __future__ import annotations

import getpass
import io
import socket
import zipfile
from dataclasses import replace
from datetime import date

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Mm
from hypothesis import given, settings
from lxml import etree

from ipof_workbench.domain.errors import UsageError
from ipof_workbench.domain.report_table import Cell, Column, Paragraph, ReportTable, Run, Typeface
from ipof_workbench.exporters.word import word_of
from tests.unit.exporters.any_text import any_table, as_printed, cell_as_printed


def opened(table: ReportTable) -> docx.document.Document:
    return docx.Document(io.BytesIO(word_of(table)))


def elements(table: ReportTable, path: str) -> list[etree._Element]:
    """Find elements of the body by a path with the prefix w."""
    return opened(table).element.body.xpath(path)


def cells_of(document: docx.document.Document) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in document.tables[0].rows]


def test_every_cell_comes_back_as_it_was(table: ReportTable) -> None:
    rows = cells_of(opened(table))
    assert rows[0] == [column.heading for column in table.columns]
    assert rows[1:] == [[cell.text for cell in row] for row in table.rows]


@settings(max_examples=60, deadline=None)
@given(any_table())
def test_any_text_makes_a_document_that_opens_with_the_same_words(table: ReportTable) -> None:
    document = opened(table)
    rows = cells_of(document)
    assert rows[0] == [as_printed(column.heading) for column in table.columns]
    assert rows[1:] == [[cell_as_printed(cell) for cell in row] for row in table.rows]
    assert [p.text for p in document.paragraphs[1:]] == [as_printed(note) for note in table.notes or ("",)]


def test_caption_stands_above_with_a_bold_label_and_a_number_that_word_counts(table: ReportTable) -> None:
    body = opened(table).element.body
    assert [element.tag for element in body[:2]] == [qn("w:p"), qn("w:tbl")]
    assert body[0].xpath("w:pPr/w:pStyle/@w:val") == ["Caption"]
    assert "".join(body[0].xpath(".//w:t/text()")) == "Table 2. Configurations with quotes."
    assert "".join(body[0].xpath(".//w:r[w:rPr/w:b]/w:t/text()")) == "Table 2. "
    assert body[0].xpath("w:fldSimple/@w:instr") == [r" SEQ Table \* ARABIC \r 2 "]


def test_first_table_leaves_the_counting_to_word(table: ReportTable) -> None:
    first = replace(table, label="Table 1")
    assert elements(first, "w:p/w:fldSimple/@w:instr") == [r" SEQ Table \* ARABIC "]


def test_label_without_a_number_is_plain_bold_text(table: ReportTable) -> None:
    document = opened(replace(table, label="Supplement"))
    assert document.paragraphs[0].text == "Supplement. Configurations with quotes."
    assert document.paragraphs[0].runs[0].bold


def test_notes_stand_below(table: ReportTable) -> None:
    assert [paragraph.text for paragraph in opened(table).paragraphs[1:]] == list(table.notes)


def test_heading_row_is_repeated_and_short_rows_are_not_split(table: ReportTable) -> None:
    assert [len(row.xpath("w:trPr/w:tblHeader")) for row in elements(table, "w:tbl/w:tr")] == [1, 0, 0]
    assert len(elements(table, "w:tbl/w:tr/w:trPr/w:cantSplit")) == 3


def test_long_row_may_be_split(table: ReportTable) -> None:
    long = replace(table, rows=((Cell.of("1"), Cell.of("many words " * 400), Cell(), Cell()),))
    assert elements(long, "w:tbl/w:tr[2]/w:trPr/w:cantSplit") == []


def test_there_are_no_vertical_rules(table: ReportTable) -> None:
    borders = elements(table, "w:tbl/w:tblPr/w:tblBorders/*")
    assert {border.tag for border in borders} == {qn("w:top"), qn("w:bottom"), qn("w:insideH")}


def test_page_is_a4_as_the_table_asks_and_the_columns_fill_it(table: ReportTable) -> None:
    for landscape, size in ((True, (297, 210)), (False, (210, 297))):
        document = opened(replace(table, landscape=landscape))
        section = document.sections[0]
        assert section.orientation == (WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT)
        assert abs(section.page_width - Mm(size[0])) < Mm(1)
        assert abs(section.page_height - Mm(size[1])) < Mm(1)
        grid = [int(width) for width in document.element.body.xpath("w:tbl/w:tblGrid/w:gridCol/@w:w")]
        room = (section.page_width - section.left_margin - section.right_margin) / 635
        assert abs(sum(grid) - room) < 10
        assert grid[2] > grid[1] > grid[3] > grid[0]
        assert document.tables[0].autofit is False


def test_italics_bold_tabs_and_the_side_of_numbers_are_kept(table: ReportTable) -> None:
    rows = opened(table).tables[0].rows
    italic, plain = rows[1].cells[2].paragraphs[1].runs
    assert (italic.text, italic.italic, plain.italic) == ("Challenged by: ", True, None)
    assert rows[2].cells[1].paragraphs[0].runs[0].bold
    assert len(elements(table, "w:tbl/w:tr[3]/w:tc[2]//w:tab")) == 1
    assert rows[1].cells[3].paragraphs[0].alignment == 2


def test_right_to_left_words_run_from_the_right() -> None:
    cell = Cell((Paragraph((Run("שלום עולם"),)),))
    table = ReportTable("t", "c", (Column("a", "A"),), ((cell,),))
    assert len(elements(table, "w:tbl/w:tr[2]//w:pPr/w:bidi")) == 1
    assert len(elements(table, "w:tbl/w:tr[2]//w:rPr/w:rtl")) == 1
    assert elements(table, "w:tbl/w:tr[1]//w:bidi") == []


def test_same_table_gives_the_same_bytes_and_another_day_does_not(table: ReportTable) -> None:
    assert word_of(table) == word_of(table)
    assert word_of(table) != word_of(table, written=date(2024, 3, 3))


def test_properties_are_set_on_purpose_and_name_nobody(table: ReportTable) -> None:
    properties = opened(table).core_properties
    assert properties.title == "Table 2. Configurations with quotes."
    assert (properties.author, properties.last_modified_by, properties.comments) == ("", "", "")
    assert properties.language == "en-GB"
    assert (properties.created.year, properties.modified.year) == (2000, 2000)
    with zipfile.ZipFile(io.BytesIO(word_of(table))) as archive:
        content = b"".join(archive.read(name) for name in archive.namelist() if name.startswith("docProps"))
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not any("thumbnail" in name or "customXml" in name for name in archive.namelist())
    for needle in (getpass.getuser(), socket.gethostname(), "python-docx", "Macintosh"):
        assert needle.encode() not in content


def test_spelling_is_checked_as_british_english(table: ReportTable) -> None:
    languages = {element.get(qn("w:val")) for element in opened(table).styles.element.iter(qn("w:lang"))}
    assert languages == {"en-GB"}


def test_more_columns_than_word_opens_are_refused() -> None:
    columns = tuple(Column(str(number), str(number)) for number in range(64))
    with pytest.raises(UsageError, match="63 columns"):
        word_of(ReportTable("t", "c", columns, ()))


def test_table_without_rows_still_has_its_headings(table: ReportTable) -> None:
    assert len(cells_of(opened(replace(table, rows=())))) == 1


def test_font_and_sizes_are_those_of_the_table(table: ReportTable) -> None:
    document = opened(replace(table, typeface=Typeface("Arial", 9.0)))
    defaults = document.styles.element.find(qn("w:docDefaults"))
    assert {font.get(qn("w:ascii")) for font in defaults.iter(qn("w:rFonts"))} == {"Arial"}
    assert [size.get(qn("w:val")) for size in defaults.iter(qn("w:sz"))] == ["18"]
    assert document.styles["Caption"].font.size.pt == 9.5
    assert document.styles["Table Note"].font.size.pt == 8.0
