"""The empty Word document a table goes into: page, styles, language and properties, all set on purpose."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import quoteattr

from ipof_workbench.exporters.paper import CAPTION_GAP, NOTE_GAP, Measures
from ipof_workbench.exporters.word_look import (
    CAPTION_STYLE,
    PLAIN_LOOK,
    Look,
    twips,
)

if TYPE_CHECKING:
    from docx.document import Document

    from ipof_workbench.exporters.word_template import WordTemplate

LANGUAGE = "en-GB"
_KEPT_STYLES = {"Normal", "DefaultParagraphFont", "TableNormal", "NoList", "Caption"}
_UNWANTED_PARTS = ("thumbnail", "stylesWithEffects", "customXml", "numbering")
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
_PROPERTIES = b"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>
"""


def look_of(template: WordTemplate | None) -> Look:
    """Return the template's styles and page, or the program's own."""
    return PLAIN_LOOK if template is None else template.look


def empty_document(measures: Measures, *, title: str, written: date, template: WordTemplate | None = None) -> Document:
    """Return a document without a word in it, with the styles of a table: the template's where it has them.

    Its properties name no person and no computer; `written` is both the day it was made and last changed.
    """
    import docx

    if template is None:
        document = docx.Document()
        _drop_parts(document)
        _set_styles(document, measures)
        _set_settings(document)
    else:
        document = docx.Document(io.BytesIO(template.shell))
        _add_lacking_styles(document, measures, template.look)
    _set_properties(document, title, written)
    return document


def packed(document: Document, blocks: str, section: str) -> bytes:
    """Return the document with `blocks` as its body, in bytes that depend on the content alone, not on the clock.

    Args:
        document: an empty document.
        blocks: well-formed XML of block elements, with the prefix ``w`` for WordprocessingML.
        section: the properties of the last section, as `Look.section` writes them.
    """
    saved = io.BytesIO()
    document.save(saved)
    again = io.BytesIO()
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(again, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, _ZIP_TIME)
            # Pictures are packed already.
            entry.compress_type = zipfile.ZIP_STORED if name.endswith(".png") else zipfile.ZIP_DEFLATED
            target.writestr(entry, _part(name, source.read(name), blocks + section))
    return again.getvalue()


def _part(name: str, content: bytes, body: str) -> bytes:
    if name == "docProps/app.xml":
        return _PROPERTIES
    if name == "word/document.xml":
        # An empty document has nothing in its body but the properties of its one section.
        before, _, after = content.partition(b"<w:sectPr")
        return b"".join((before, body.encode("utf-8"), b"</w:body>", after.partition(b"</w:body>")[2]))
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
    for _, style in _own_styles(measures, PLAIN_LOOK):
        styles.append(parse_xml(style))


def _add_lacking_styles(document: Document, measures: Measures, look: Look) -> None:
    """Add those of our own styles for which the template has none; what it has stays as it is."""
    from docx.oxml.ns import qn
    from docx.oxml.parser import parse_xml

    styles: Any = document.styles.element
    known = {style.get(qn("w:styleId")) for style in styles.findall(qn("w:style"))}
    caption = (look.caption, _caption_style(measures, look))
    for key, style in (*_own_styles(measures, look), caption):
        if key not in known:
            styles.append(parse_xml(style))


def _own_styles(measures: Measures, look: Look) -> list[tuple[str, str]]:
    """Return the styles of cells, of the heading row and of notes: id and XML."""
    keeps = "<w:keepNext/>"
    text, note = measures.text_size, measures.note_size
    return [
        (look.text, _style(look, look.text, "Table Text", measures.line_pitch, size=text)),
        (look.heading, _style(look, look.heading, "Table Heading", measures.line_pitch, keeps, bold=True, size=text)),
        (look.note, _style(look, look.note, "Table Note", measures.note_pitch, size=note, before=NOTE_GAP)),
    ]


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


def _style(
    look: Look,
    key: str,
    name: str,
    pitch: float,
    paragraph: str = "",
    *,
    bold: bool = False,
    size: float = 0.0,
    before: float = 0.0,
) -> str:
    """Return a style of our own; it says all that the template's usual paragraph might have otherwise."""
    letters = ("<w:b/><w:bCs/>" if bold else "") + _size(size)
    return (
        f'<w:style {_namespace()} w:type="paragraph" w:customStyle="1" w:styleId="{key}"><w:name w:val="{name}"/>'
        f'{_based_on(look)}<w:qFormat/><w:pPr>{paragraph}<w:spacing w:before="{twips(before)}" w:after="0" '
        f'w:line="{twips(pitch)}" w:lineRule="atLeast"/><w:ind w:left="0" w:right="0" w:firstLine="0"/>'
        f'<w:jc w:val="left"/></w:pPr><w:rPr>{letters}</w:rPr></w:style>'
    )


def _size(points: float) -> str:
    half_points = round(points * 2)
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def _based_on(look: Look) -> str:
    return f"<w:basedOn w:val={quoteattr(look.base)}/>" if look.base else ""


def _caption_style(measures: Measures, look: Look = PLAIN_LOOK) -> str:
    following = f"<w:next w:val={quoteattr(look.base)}/>" if look.base else ""
    return (
        f'<w:style {_namespace()} w:type="paragraph" w:styleId="{look.caption}"><w:name w:val="caption"/>'
        f'{_based_on(look)}{following}<w:uiPriority w:val="35"/><w:qFormat/>'
        f'<w:pPr><w:keepNext/><w:spacing w:before="0" w:after="{twips(CAPTION_GAP)}" '
        f'w:line="{twips(measures.caption_pitch)}" w:lineRule="atLeast"/><w:ind w:left="0" w:right="0" '
        f'w:firstLine="0"/><w:jc w:val="left"/></w:pPr><w:rPr>{_size(measures.caption_size)}</w:rPr></w:style>'
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
