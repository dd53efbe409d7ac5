"""Several tables and figures in one Word file, read back by python-docx."""

from __future__ import annotations

import io
import struct
import zlib
from dataclasses import replace

import docx
from docx.enum.section import WD_ORIENT
from hypothesis import given, settings
from hypothesis import strategies as st

from ipof_workbench.domain.report_table import ReportTable
from ipof_workbench.exporters.supplement import Figure, supplement_of
from tests.unit.exporters.any_text import any_table, as_printed


def png(width: int = 3, height: int = 2) -> bytes:
    """Return a small white picture."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    rows = b"".join(b"\0" + b"\xff" * 3 * width for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def opened(*items) -> docx.document.Document:
    return docx.Document(io.BytesIO(supplement_of(items, "Supplement 1")))


def test_every_item_stands_on_pages_of_its_own_orientation(table: ReportTable) -> None:
    tall = Figure(png(2, 3), 200, 300, "The programme theory.", notes=("n: sources.",))
    document = opened(table, replace(table, landscape=False), tall)
    turned = [section.orientation == WD_ORIENT.LANDSCAPE for section in document.sections]
    assert turned == [False, True, False, False]
    assert len(document.tables) == 2
    assert len(document.inline_shapes) == 1
    last = ["".join(block.xpath(".//w:t/text()")) for block in document.element.body.xpath("w:p")[-2:]]
    assert last == ["Figure 1. The programme theory.", "n: sources."]


def test_the_first_page_lists_them_and_leads_to_them(table: ReportTable) -> None:
    document = opened(table, Figure(png(), 300, 200, "The theory.", "Figure 4"))
    body = document.element.body
    assert document.paragraphs[0].text == "Supplement 1"
    assert body.xpath("//w:hyperlink/@w:anchor") == body.xpath("//w:bookmarkStart/@w:name") == ["item_1", "item_2"]
    assert ["".join(link.xpath(".//w:t/text()")) for link in body.xpath("//w:hyperlink")] == [
        "Table 2. Configurations with quotes.",
        "Figure 4. The theory.",
    ]
    assert len(body.xpath("//w:instrText[contains(., 'PAGEREF')]")) == 2
    assert len(set(body.xpath("//w:bookmarkStart/@w:id"))) == 2


def test_a_picture_fits_its_page_and_has_words_for_those_who_cannot_see_it(table: ReportTable) -> None:
    document = opened(Figure(png(), 6000, 500, "Wide.", alternative="Configuration 1: a leads to b."))
    shape = document.inline_shapes[0]
    section = document.sections[-1]
    room = section.page_width - section.left_margin - section.right_margin
    assert 0.99 * room < shape.width <= room
    assert abs(shape.width / shape.height - 12) < 0.01
    assert document.element.body.xpath("//wp:docPr/@descr") == ["Configuration 1: a leads to b."]


def test_the_same_items_give_the_same_bytes(table: ReportTable) -> None:
    items = (table, Figure(png(), 3, 2, "Theory."))
    assert supplement_of(items, "S") == supplement_of(items, "S")


@settings(max_examples=25, deadline=None)
@given(st.lists(any_table(), max_size=3), st.text(max_size=20))
def test_any_text_makes_a_file_that_opens(tables: list[ReportTable], title: str) -> None:
    document = docx.Document(io.BytesIO(supplement_of(tables, title)))
    assert document.paragraphs[0].text == as_printed(title)
    assert len(document.tables) == len(tables)
