"""A table as a Word document: a real table that a paper can take over."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from xml.sax.saxutils import escape, quoteattr

from ipof_workbench.domain.errors import UsageError
from ipof_workbench.domain.report_table import Cell, Column, Paragraph, ReportTable, Run
from ipof_workbench.exporters.legal_text import printed_text
from ipof_workbench.exporters.paper import (
    CELL_INSET,
    CELL_PADDING,
    LIGHT_RULE,
    LIGHT_RULE_COLOUR,
    PARAGRAPH_GAP,
    STRONG_RULE,
    Measures,
    caption_label,
    column_widths,
    is_kept_together,
    sheet_of,
    split_label,
)
from ipof_workbench.exporters.word_look import PLAIN_LOOK, Look, twips
from ipof_workbench.exporters.word_styles import empty_document, look_of, packed
from ipof_workbench.exporters.word_template import WordTemplate, fitted

DAY_WRITTEN = date(2000, 1, 1)
"""The day in the file's properties: fixed, so that the same table gives the same bytes."""

_MOST_COLUMNS = 63
"""Word opens no table with more columns."""
_THIN_PARAGRAPH = '<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="2" w:lineRule="exact"/></w:pPr></w:p>'
_TEXT, _TEXT_END = '<w:t xml:space="preserve">', "</w:t>"
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]")
"""A quick look: most texts have none of these letters."""


def word_of(table: ReportTable, *, written: date = DAY_WRITTEN, template: WordTemplate | None = None) -> bytes:
    """Return a .docx file: caption above, heading row repeated on every page, notes below, on A4 as the table asks or
    on the template's page.

    The time it takes grows with the number of rows. python-docx gives the document; the table itself is written as
    XML, because python-docx's calls for cells grow with the square of the rows, and so does moving a finished table
    into the tree of its document.

    Raises:
        UsageError: more than 63 columns, which Word cannot open.
    """
    if len(table.columns) > _MOST_COLUMNS:
        raise UsageError(
            f"A Word table holds {_MOST_COLUMNS} columns and this one has {len(table.columns)}. "
            "Choose fewer columns, or write an .xlsx file."
        )
    title = printed_text(f"{caption_label(table)} {table.caption}".strip())
    table, look = fitted(table, template), look_of(template)
    document = empty_document(Measures.of(table.typeface), title=title, written=written, template=template)
    return packed(document, table_blocks(table, look=look), look.section(sheet_of(table, look.sheet)))


def table_blocks(table: ReportTable, bookmark: str = "", look: Look = PLAIN_LOOK) -> str:
    """Return the blocks of a table as XML: caption (under a bookmark such as `item_3`, if named), table, notes."""
    parts = [caption_block(table.label, table.label_end, table.caption, bookmark, style=look.caption)]
    if table.columns:
        parts.append(_table(table, look))
    for at, note in enumerate(table.notes, start=1):
        parts.append(plain_paragraph(look.note, Paragraph((Run(note),)), keeps_next=at < len(table.notes)))
    if not table.notes:
        # Word wants a paragraph after a table; one of full height would now and then get a page of its own.
        parts.append(_THIN_PARAGRAPH)
    return "".join(parts)


def caption_block(
    label: str, label_end: str, caption: str, bookmark: str = "", *, style: str = PLAIN_LOOK.caption, kept: bool = True
) -> str:
    """Write a caption; the label's number is a field, so that a paper's own numbering takes it over."""
    words, number = split_label(label)
    if number:
        # Word counts from the first table of the document; a table with another number says so.
        restart = "" if int(number) == 1 else f" \\r {int(number)}"
        field = f'<w:fldSimple w:instr=" SEQ {_sequence(words)} \\* ARABIC{restart} ">{_run(Run(number, bold=True))}'
        shown = f"{_run(Run(words, bold=True))}{field}</w:fldSimple>{_run(Run(f'{label_end} ', bold=True))}"
    else:
        end = "" if label.endswith(label_end) else label_end
        shown = _run(Run(f"{label}{end} ", bold=True)) if label else ""
    if bookmark:
        number_of_it = int(bookmark.rpartition("_")[2])
        shown = (
            f'<w:bookmarkStart w:id="{number_of_it}" w:name="{bookmark}"/>{shown}<w:bookmarkEnd w:id="{number_of_it}"/>'
        )
    # The journal's own caption need not say that it stays with its table.
    keeps = "<w:keepNext/>" if kept else ""
    return f"<w:p><w:pPr><w:pStyle w:val={quoteattr(style)}/>{keeps}</w:pPr>{shown}{_run(Run(caption))}</w:p>"


def _sequence(words: str) -> str:
    """Return the name of the counter: the label's words, as one word."""
    return "".join(letter if letter.isalnum() else "_" for letter in words.strip()) or "Table"


def _table(table: ReportTable, look: Look) -> str:
    widths = column_widths(table, sheet_of(table, look.sheet).text_width)
    parts = ["<w:tbl>", _table_properties(table, widths, look), "<w:tblGrid>"]
    parts += [f'<w:gridCol w:w="{twips(width)}"/>' for width in widths]
    parts += ["</w:tblGrid>", _heading_row(table.columns, widths, look)]
    properties = [f'<w:tc><w:tcPr><w:tcW w:w="{twips(width)}" w:type="dxa"/></w:tcPr>' for width in widths]
    last = len(table.rows) - 1
    for at, row in enumerate(table.rows):
        is_whole = is_kept_together(row, widths, table.typeface.size)
        parts.append("<w:tr><w:trPr><w:cantSplit/></w:trPr>" if is_whole else "<w:tr>")
        for start, cell, column in zip(properties, row, table.columns, strict=True):
            # The last row stays with the notes: a page with nothing but a note on it says nothing.
            parts += [start, _cell(cell, column, look.text, is_kept=at == last), "</w:tc>"]
        parts.append("</w:tr>")
    parts.append("</w:tbl>")
    return "".join(parts)


def _table_properties(table: ReportTable, widths: list[float], look: Look) -> str:
    sides = (("top", CELL_PADDING), ("left", CELL_INSET), ("bottom", CELL_PADDING), ("right", CELL_INSET))
    margins = "".join(f'<w:{side} w:w="{twips(width)}" w:type="dxa"/>' for side, width in sides)
    rules = _rule("top", STRONG_RULE) + _rule("bottom", STRONG_RULE) + _rule("insideH", LIGHT_RULE, LIGHT_RULE_COLOUR)
    # A journal's own table style brings rules and bands of its own.
    style = f"<w:tblStyle w:val={quoteattr(look.table)}/>" if look.table else ""
    borders = "" if look.table else f"<w:tblBorders>{rules}</w:tblBorders>"
    flags, bands = ("0420", 0) if look.table else ("0020", 1)
    caption = quoteattr(printed_text(f"{caption_label(table)} {table.caption}".strip()))
    return (
        f'<w:tblPr>{style}<w:tblW w:w="{twips(sum(widths))}" w:type="dxa"/><w:tblInd w:w="0" w:type="dxa"/>'
        f'{borders}<w:tblLayout w:type="fixed"/><w:tblCellMar>{margins}</w:tblCellMar><w:tblLook w:val="{flags}" '
        f'w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="{bands}"/>'
        f"<w:tblCaption w:val={caption}/></w:tblPr>"
    )


def _rule(side: str, width: float, colour: str = "#000000") -> str:
    return f'<w:{side} w:val="single" w:sz="{round(width * 8)}" w:space="0" w:color="{colour[1:]}"/>'


def _heading_row(columns: tuple[Column, ...], widths: list[float], look: Look) -> str:
    rule = "" if look.table else f"<w:tcBorders>{_rule('bottom', STRONG_RULE)}</w:tcBorders>"
    parts = ["<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>"]
    for column, width in zip(columns, widths, strict=True):
        parts.append(
            f'<w:tc><w:tcPr><w:tcW w:w="{twips(width)}" w:type="dxa"/>{rule}<w:vAlign w:val="bottom"/></w:tcPr>'
        )
        parts.append(plain_paragraph(look.heading, Paragraph((Run(column.heading),)), to_the_right=column.numeric))
        parts.append("</w:tc>")
    parts.append("</w:tr>")
    return "".join(parts)


def _cell(cell: Cell, column: Column, style: str, *, is_kept: bool = False) -> str:
    paragraphs = cell.paragraphs or (Paragraph(()),)
    return "".join(
        plain_paragraph(
            style,
            paragraph,
            to_the_right=column.numeric,
            gap=PARAGRAPH_GAP if number else 0.0,
            keeps_next=is_kept,
        )
        for number, paragraph in enumerate(paragraphs)
    )


def plain_paragraph(
    style: str, content: Paragraph, *, to_the_right: bool = False, gap: float = 0.0, keeps_next: bool = False
) -> str:
    """Return a paragraph in a style; `gap` is the room above it in points, `keeps_next` keeps it with the next one."""
    kept = "<w:keepNext/>" if keeps_next else ""
    bidi = "<w:bidi/>" if _is_right_to_left(content.text) else ""
    spacing = f'<w:spacing w:before="{twips(gap)}"/>' if gap else ""
    # In a paragraph from right to left, Word's "right" is where lines end: the left.
    side = ("left" if bidi else "right") if to_the_right else ""
    aligned = f'<w:jc w:val="{side}"/>' if side else ""
    runs = "".join(_run(run) for run in content.runs if run.text)
    return f"<w:p><w:pPr><w:pStyle w:val={quoteattr(style)}/>{kept}{bidi}{spacing}{aligned}</w:pPr>{runs}</w:p>"


def _run(run: Run) -> str:
    look = ("<w:b/><w:bCs/>" if run.bold else "") + ("<w:i/><w:iCs/>" if run.italic else "")
    if _is_right_to_left(run.text):
        look += "<w:rtl/>"
    text = escape(printed_text(run.text))
    if "\n" in text or "\t" in text:
        text = text.replace("\n", f"{_TEXT_END}<w:br/>{_TEXT}").replace("\t", f"{_TEXT_END}<w:tab/>{_TEXT}")
    properties = f"<w:rPr>{look}</w:rPr>" if look else ""
    return f"<w:r>{properties}{_TEXT}{text}{_TEXT_END}</w:r>"


def _is_right_to_left(text: str) -> bool:
    """Tell whether the first letter with a direction is one of Arabic, Hebrew and their kin."""
    if not _RIGHT_TO_LEFT.search(text):
        return False
    directions = (unicodedata.bidirectional(character) for character in text)
    return next((direction for direction in directions if direction in {"L", "R", "AL"}), "L") != "L"
