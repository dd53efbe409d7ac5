"""Several tables and figures in one Word file: a list of contents, then each on pages of its own orientation."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from ipof_workbench.domain.report_table import USUAL_TYPEFACE, Paragraph, ReportTable, Run, Typeface
from ipof_workbench.exporters.legal_text import printed_text
from ipof_workbench.exporters.paper import PORTRAIT, Measures, Sheet, caption_label, sheet_of
from ipof_workbench.exporters.word import DAY_WRITTEN, caption_block, plain_paragraph, table_blocks
from ipof_workbench.exporters.word_look import Look, twips
from ipof_workbench.exporters.word_styles import empty_document, look_of, packed
from ipof_workbench.exporters.word_template import WordTemplate, fitted

if TYPE_CHECKING:
    from docx.document import Document

_EMU_OF_POINT = 12_700
_CAPTION_ROOM = 60.0
"""Points that a figure leaves for its caption and notes."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture with its caption: PNG bytes, width and height in any one unit, and its words for those who cannot see
    it."""

    png: bytes
    width: float
    height: float
    caption: str
    label: str = "Figure 1"
    notes: tuple[str, ...] = ()
    alternative: str = ""
    label_end: str = "."

    def on(self, sheet: Sheet = PORTRAIT) -> Sheet:
        """Return the side of the page that the picture fits best."""
        return sheet if sheet.is_landscape == (self.width > self.height) else sheet.turned


Item = ReportTable | Figure


def supplement_of(
    items: Sequence[Item],
    title: str,
    *,
    typeface: Typeface = USUAL_TYPEFACE,
    written: date = DAY_WRITTEN,
    template: WordTemplate | None = None,
) -> bytes:
    """Return a .docx file with all items in order, after a page that lists them; `typeface` is that of all of them.

    Page numbers in the list are fields: Word and LibreOffice fill them in. The same items give the same bytes.
    """
    look = look_of(template)
    face = typeface if template is None else template.typeface(typeface)
    document = empty_document(Measures.of(face), title=printed_text(title), written=written, template=template)
    parts = [_contents(items, title, look)]
    sheet = look.sheet
    for at, item in enumerate(items):
        parts.append(_section_end(look, sheet, is_first=at == 0))
        name = _bookmark(at)
        if isinstance(item, Figure):
            sheet = item.on(look.sheet)
            parts.append(_figure(document, item, name, at, look))
        else:
            table = fitted(item, template)
            sheet = sheet_of(table, look.sheet)
            parts.append(table_blocks(table, name, look))
    return packed(document, "".join(parts), look.section(sheet, is_first=not items))


def _bookmark(at: int) -> str:
    return f"item_{at + 1}"


def _contents(items: Sequence[Item], title: str, look: Look) -> str:
    lines = [plain_paragraph(look.title or look.caption, Paragraph((Run(title, bold=not look.title),)))]
    for at, item in enumerate(items):
        label = f"{item.label}{item.label_end}" if isinstance(item, Figure) else caption_label(item)
        lines.append(_contents_line(f"{label} {item.caption}".strip(), _bookmark(at), look))
    return "".join(lines)


def _contents_line(words: str, bookmark: str, look: Look) -> str:
    width = twips(look.sheet.text_width)
    field = (
        f'<w:r><w:fldChar w:fldCharType="begin" w:dirty="true"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> PAGEREF {bookmark} \\h </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>–</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    return (
        f'<w:p><w:pPr><w:pStyle w:val={quoteattr(look.text)}/><w:tabs><w:tab w:val="right" w:leader="dot" '
        f'w:pos="{width}"/></w:tabs><w:spacing w:before="60"/></w:pPr><w:hyperlink w:anchor="{bookmark}">'
        f'<w:r><w:t xml:space="preserve">{escape(printed_text(" ".join(words.split())))}</w:t></w:r></w:hyperlink>'
        f"<w:r><w:tab/></w:r>{field}</w:p>"
    )


def _section_end(look: Look, sheet: Sheet, *, is_first: bool) -> str:
    """End the section that was written so far: it has this page."""
    return (
        '<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="2" w:lineRule="exact"/>'
        f"{look.section(sheet, is_first=is_first)}</w:pPr></w:p>"
    )


def _figure(document: Document, figure: Figure, bookmark: str, at: int, look: Look) -> str:
    from docx.oxml.ns import nsdecls

    relation, _ = document.part.get_or_add_image(io.BytesIO(figure.png))
    sheet = figure.on(look.sheet)
    scale = min(sheet.text_width / figure.width, (sheet.text_height - _CAPTION_ROOM) / figure.height)
    across, down = (round(length * scale * _EMU_OF_POINT) for length in (figure.width, figure.height))
    words = quoteattr(printed_text(figure.alternative or figure.caption))
    picture = (
        f"<w:p {nsdecls('w', 'wp', 'a', 'pic', 'r')}><w:pPr><w:keepNext/></w:pPr><w:r><w:drawing>"
        f'<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{across}" cy="{down}"/>'
        f'<wp:docPr id="{at + 1}" name="Figure {at + 1}" descr={words}/>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
        f'<pic:nvPicPr><pic:cNvPr id="{at + 1}" name="Figure {at + 1}"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{across}" cy="{down}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r></w:p>"
    )
    style, kept = look.figure_caption, bool(figure.notes)
    caption = caption_block(figure.label, figure.label_end, figure.caption, bookmark, style=style, kept=kept)
    notes = "".join(plain_paragraph(look.note, Paragraph((Run(note),))) for note in figure.notes)
    return picture + caption + notes
