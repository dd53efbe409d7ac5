"""The empty Word document a table goes into: page, styles, language and properties, all set on purpose."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from ipof_workbench.exporters.paper import (
    CAPTION_GAP,
    MARGIN,
    NOTE_GAP,
    Measures,
    Sheet,
)

if TYPE_CHECKING:
    from docx.document import Document

LANGUAGE = "en-GB"
TEXT_STYLE, HEADING_STYLE, NOTE_STYLE, CAPTION_STYLE = "TableText", "TableHeading", "TableNote", "Caption"

_KEPT_STYLES = {"Normal", "DefaultParagraphFont", "TableNormal", "NoList", "Caption"}
_UNWANTED_PARTS = ("thumbnail", "stylesWithEffects", "customXml", "numbering")
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
_PROPERTIES = b"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>
"""


def twips(points: float) -> str:
    """Return a length as Word counts it, in twentieths of a point."""
    return str(round(points * 20))


def empty_document(sheet: Sheet, measures: Measures, *, title: str, written: date) -> Document:
    """Return a document with one empty section of the given page and the styles of a table.

    Its properties name no person and no computer; `written` is both the day it was made and last changed.
    """
    import docx

    document = docx.Document()
    _drop_parts(document)
    _set_properties(document, title, written)
    _set_page(document, sheet)
    _set_styles(document, measures)
    _set_settings(document)
    return document


def packed(document: Document, blocks: str) -> bytes:
    """Return the document with `blocks` as its body, in bytes that depend on the content alone, not on the clock.

    Args:
        document: an empty document.
        blocks: well-formed XML of block elements, with the prefix ``w`` for WordprocessingML.
    """
    saved = io.BytesIO()
    document.save(saved)
    again = io.BytesIO()
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(again, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, _ZIP_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, _part(name, source.read(name), blocks))
    return again.getvalue()


def _part(name: str, content: bytes, blocks: str) -> bytes:
    if name == "docProps/app.xml":
        return _PROPERTIES
    if name == "word/document.xml":
        before, section, after = content.rpartition(b"<w:sectPr")
        return b"".join((before, blocks.encode("utf-8"), section, after))
    return content


def _drop_parts(document: Document) -> None:
    """Leave out what the template carries besides: a thumbnail, other styles and lists, an empty bibliography."""
    for relations in (document.part.package.rels, document.part.rels):
        for key in [key for key, relation in relations.items() if relation.reltype.endswith(_UNWANTED_PARTS)]:
            del relations[key]


def _set_properties(document: Document, title: str, written: date) -> None:
    properties = document.core_properties
    properties.title = title[:255]
    properties.author = properties.last_modified_by = ""
    properties.comments = properties.keywords = properties.subject = properties.category = ""
    properties.language = LANGUAGE
    properties.revision = 1
    properties.created = properties.modified = datetime.combine(written, time())


def _set_page(document: Document, sheet: Sheet) -> None:
    from docx.enum.section import WD_ORIENT
    from docx.shared import Pt

    section = document.sections[0]
    landscape = sheet.width > sheet.height
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Pt(sheet.width), Pt(sheet.height)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Pt(MARGIN)
    section.header_distance = section.footer_distance = Pt(MARGIN / 2)


def _set_styles(document: Document, measures: Measures) -> None:
    """Keep the few styles in use; the four hundred kilobytes of the template's others would slow every export."""
    from docx.oxml.ns import qn
    from docx.oxml.parser import parse_xml

    styles: Any = document.styles.element
    for style in styles.findall(qn("w:style")):
        if style.get(qn("w:styleId")) not in _KEPT_STYLES:
            styles.remove(style)
        elif style.get(qn("w:styleId")) == CAPTION_STYLE:
            styles.replace(style, parse_xml(_caption_style(measures)))
    fonts = "".join(f' w:{script}="{measures.families[0]}"' for script in ("ascii", "hAnsi", "eastAsia", "cs"))
    defaults = styles.find(qn("w:docDefaults"))
    styles.replace(defaults, parse_xml(_defaults(fonts, measures)))
    styles.append(parse_xml(_style(TEXT_STYLE, "Table Text", measures.line_pitch)))
    styles.append(
        parse_xml(_style(HEADING_STYLE, "Table Heading", measures.line_pitch, "<w:keepNext/>", look="<w:b/><w:bCs/>"))
    )
    half_points = round(measures.note_size * 2)
    size = f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'
    styles.append(parse_xml(_style(NOTE_STYLE, "Table Note", measures.note_pitch, look=size, before=NOTE_GAP)))


def _namespace() -> str:
    from docx.oxml.ns import nsdecls

    declared: str = nsdecls("w")
    return declared


def _defaults(fonts: str, measures: Measures) -> str:
    size = round(measures.text_size * 2)
    return (
        f"<w:docDefaults {_namespace()}><w:rPrDefault><w:rPr><w:rFonts{fonts}/>"
        f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
        f'<w:lang w:val="{LANGUAGE}" w:eastAsia="{LANGUAGE}" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        '<w:pPrDefault><w:pPr><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/></w:pPr>'
        "</w:pPrDefault></w:docDefaults>"
    )


def _style(key: str, name: str, pitch: float, paragraph: str = "", *, look: str = "", before: float = 0.0) -> str:
    return (
        f'<w:style {_namespace()} w:type="paragraph" w:customStyle="1" w:styleId="{key}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>{paragraph}<w:spacing w:before="{twips(before)}" '
        f'w:line="{twips(pitch)}" w:lineRule="atLeast"/></w:pPr><w:rPr>{look}</w:rPr></w:style>'
    )


def _caption_style(measures: Measures) -> str:
    size = round(measures.caption_size * 2)
    return (
        f'<w:style {_namespace()} w:type="paragraph" w:styleId="{CAPTION_STYLE}"><w:name w:val="caption"/>'
        '<w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:uiPriority w:val="35"/><w:qFormat/>'
        f'<w:pPr><w:keepNext/><w:spacing w:after="{twips(CAPTION_GAP)}" w:line="{twips(measures.caption_pitch)}" '
        f'w:lineRule="atLeast"/></w:pPr><w:rPr><w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr></w:style>'
    )


def _set_settings(document: Document) -> None:
    """Ask for the present Word's own layout, and take the traces of the template's author away."""
    from docx.oxml.ns import qn

    settings: Any = document.settings.element
    for name in ("w:rsids", "w:savePreviewPicture", "w:proofState"):
        for found in settings.findall(qn(name)):
            settings.remove(found)
    for setting in settings.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")
    settings.find(qn("w:themeFontLang")).set(qn("w:val"), LANGUAGE)
