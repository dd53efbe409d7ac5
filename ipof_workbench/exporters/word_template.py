"""The Word template of a journal: its page, headers, footers and styles, without its words, macros and links.

A template comes from outside. What is kept is listed here and built anew into a small document; everything else of the
file (macros, embedded files, other templates, tracked changes, pictures from elsewhere) is never looked at again.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol
from xml.sax.saxutils import quoteattr

from ipof_workbench.domain.errors import UnreadableInput
from ipof_workbench.domain.report_table import ReportTable, Typeface
from ipof_workbench.exporters.word_look import Look

if TYPE_CHECKING:
    from lxml.etree import _Element

MAIN = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
RELATED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_TYPES = "application/vnd.openxmlformats-officedocument"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PICTURES = {".png": b"\x89PNG\r\n\x1a\n", ".jpg": b"\xff\xd8\xff", ".jpeg": b"\xff\xd8\xff", ".gif": b"GIF8"}
"""Suffix -> how such a picture begins."""
_MOST_STORIES = 30


class Package(Protocol):
    """The parts of a Word file; `xml` refuses what declares entities or is no XML, `read` what is overlong."""

    file_name: str

    def __contains__(self, part: str) -> bool: ...
    def read(self, part: str) -> bytes: ...
    def xml(self, part: str) -> _Element: ...


@dataclass(frozen=True, slots=True)
class WordTemplate:
    """A template, ready for use.

    Attributes:
        name: the file it was read from.
        shell: the bytes of a .docx file with its page, headers, footers and styles, and nothing else.
        look: which of its styles are for what.
        font: that of the cells of a table.
        text_size: the size of its own style for cells in points; 0 where it has none.
    """

    name: str
    shell: bytes = field(repr=False)
    look: Look
    font: str
    text_size: float = 0.0

    def typeface(self, usual: Typeface) -> Typeface:
        """Return the font of a table: the template's, in the size of its own style for cells or else the usual one."""
        return Typeface(self.font or usual.font, self.text_size or usual.size)


def fitted(table: ReportTable, template: WordTemplate | None) -> ReportTable:
    """Return the table in the template's font, by which the widths of its columns are measured."""
    from dataclasses import replace

    return table if template is None else replace(table, typeface=template.typeface(table.typeface))


@dataclass(slots=True)
class _Shell:
    """The parts of the document that is built: name -> content, its kinds, and the relations of the main part."""

    parts: dict[str, bytes] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    relations: list[tuple[str, str]] = field(default_factory=list)

    def add(self, name: str, content: bytes, kind: str, relation: str) -> str:
        """Add a part of the document; return the id by which the document names it."""
        self.parts[f"word/{name}"] = content
        self.kinds[f"word/{name}"] = f"{_TYPES}.{kind}+xml"
        self.relations.append((relation, name))
        return f"rId{len(self.relations)}"

    def packed(self, section: str, settings: str) -> bytes:
        """Return the bytes of the file."""
        self.add("settings.xml", settings.encode("utf-8"), "wordprocessingml.settings", "settings")
        main = f"{_TYPES}.wordprocessingml.document.main+xml"
        kinds = {"word/document.xml": main, **self.kinds}
        document = (
            f'{_HEAD}<w:document xmlns:w="{MAIN[1:-1]}" xmlns:r="{RELATED[1:-1]}"><w:body>{section}</w:body>'
            "</w:document>"
        )
        files = {
            "[Content_Types].xml": _content_types(kinds).encode("utf-8"),
            "_rels/.rels": relations_xml([("officeDocument", "word/document.xml")]).encode("utf-8"),
            "word/document.xml": document.encode("utf-8"),
            "word/_rels/document.xml.rels": relations_xml(self.relations).encode("utf-8"),
            **self.parts,
        }
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
            for name, content in files.items():
                entry = zipfile.ZipInfo(name, _ZIP_TIME)
                entry.compress_type = zipfile.ZIP_DEFLATED
                target.writestr(entry, content)
        return packed.getvalue()


def template_of(package: Package) -> WordTemplate:
    """Return the template that a Word file is.

    Raises:
        UnreadableInput: it is no Word file, or one of its parts is damaged.
        InputTooLarge: as the package says.
    """
    from ipof_workbench.exporters.word_template_page import page_of, story_ids
    from ipof_workbench.exporters.word_template_parts import clean_numbering, clean_theme, serialised
    from ipof_workbench.exporters.word_template_styles import StyleSheet

    main, related = _main_part(package)
    document = package.xml(main)
    if document.tag == f"{STRICT}document":
        raise UnreadableInput(
            f"{package.file_name} is a “Strict Open XML” document; save it as an ordinary Word document (.docx) first."
        )
    if document.tag != f"{MAIN}document":
        raise _no_word_file(package)
    theme = _first(package, related, "theme")
    styles = StyleSheet.of(_first(package, related, "styles"), theme)
    shell = _Shell()
    shell.add("styles.xml", styles.content(), "wordprocessingml.styles", "styles")
    if theme is not None:
        shell.add("theme/theme1.xml", serialised(clean_theme(theme)), "theme", "theme")
    numbering = _first(package, related, "numbering")
    if numbering is not None:
        shell.add("numbering.xml", serialised(clean_numbering(numbering)), "wordprocessingml.numbering", "numbering")
    wanted = story_ids(document)
    known = {rid: _add_story(shell, package, *related[rid]) for rid in wanted if _is_story(package, related, rid)}
    page = page_of(document, {rid: new for rid, new in known.items() if new})
    look = styles.look(page)
    settings = _settings(_has_even_pages(_first(package, related, "settings")))
    return WordTemplate(
        package.file_name, shell.packed(look.section(look.sheet), settings), look, styles.font(look), styles.size(look)
    )


def _main_part(package: Package) -> tuple[str, dict[str, tuple[str, str]]]:
    """Return the name of the part with the text, and what it is related to: id -> kind and part."""
    roots = _related(package, "_rels/.rels", "").values() if "_rels/.rels" in package else ()
    main = next((part for kind, part in roots if kind == "officeDocument"), "word/document.xml")
    if main not in package:
        raise _no_word_file(package)
    folder, name = posixpath.split(main)
    rels = posixpath.join(folder, "_rels", f"{name}.rels")
    return main, _related(package, rels, folder) if rels in package else {}


def _no_word_file(package: Package) -> UnreadableInput:
    return UnreadableInput(f"{package.file_name} holds no Word document; save it as .docx in Word first.")


def _related(package: Package, rels: str, folder: str) -> dict[str, tuple[str, str]]:
    """Return id -> kind and part; what lies outside the file is left out."""
    found = {}
    for relation in package.xml(rels):
        target, rid = relation.get("Target", ""), relation.get("Id", "")
        if not target or not rid or relation.get("TargetMode") == "External":
            continue
        place = target.removeprefix("/") if target.startswith("/") else posixpath.join(folder, target)
        found[rid] = (relation.get("Type", "").rsplit("/", 1)[-1], posixpath.normpath(place))
    return found


def _first(package: Package, related: Mapping[str, tuple[str, str]], kind: str) -> _Element | None:
    part = next((part for found, part in related.values() if found == kind and part in package), None)
    return None if part is None else package.xml(part)


def _is_story(package: Package, related: Mapping[str, tuple[str, str]], rid: str) -> bool:
    return rid in related and related[rid][0] in ("header", "footer") and related[rid][1] in package


def _add_story(shell: _Shell, package: Package, kind: str, part: str) -> str:
    """Add a header or footer with its pictures; return its new id, empty where there are too many of them."""
    from ipof_workbench.exporters.word_template_parts import clean_story, serialised

    number = sum(relation in ("header", "footer") for relation, _ in shell.relations) + 1
    if number > _MOST_STORIES:
        return ""
    pictures = _pictures(package, part)
    root = package.xml(part)
    used = clean_story(root, pictures.keys())
    name = f"{kind}{number}.xml"
    links = []
    for at, rid in enumerate(used, start=1):
        suffix, content = pictures[rid]
        media = f"media/template{number}_{at}{suffix}"
        shell.parts[f"word/{media}"] = content
        links.append((rid, media))
    if links:
        shell.parts[f"word/_rels/{name}.rels"] = relations_xml(
            [("image", media) for _, media in links], [rid for rid, _ in links]
        ).encode("utf-8")
    return shell.add(name, serialised(root), f"wordprocessingml.{kind}", kind)


def _pictures(package: Package, part: str) -> dict[str, tuple[str, bytes]]:
    """Return id -> suffix and content of the pictures that belong to a part and are what they say."""
    folder, name = posixpath.split(part)
    rels = posixpath.join(folder, "_rels", f"{name}.rels")
    found = {}
    for rid, (kind, target) in (_related(package, rels, folder) if rels in package else {}).items():
        suffix = posixpath.splitext(target)[1].lower()
        if kind != "image" or suffix not in _PICTURES or target not in package:
            continue
        content = package.read(target)
        if content.startswith(_PICTURES[suffix]):
            found[rid] = (suffix, content)
    return found


def relations_xml(relations: Iterable[tuple[str, str]], ids: Iterable[str] | None = None) -> str:
    """Return the XML of relations, given as kind and target; their ids count from rId1 where none are given."""
    pairs = list(relations)
    names = list(ids) if ids is not None else [f"rId{at}" for at in range(1, len(pairs) + 1)]
    lines = "".join(
        f'<Relationship Id={quoteattr(name)} Type="{RELATED[1:-1]}/{kind}" Target={quoteattr(target)}/>'
        for name, (kind, target) in zip(names, pairs, strict=True)
    )
    return f'{_HEAD}<Relationships xmlns="{_RELATIONS}">{lines}</Relationships>'


def _content_types(kinds: Mapping[str, str]) -> str:
    defaults = {"rels": "application/vnd.openxmlformats-package.relationships+xml", "xml": "application/xml"}
    defaults |= {"png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "gif": "image/gif"}
    shown = "".join(f'<Default Extension="{suffix}" ContentType="{kind}"/>' for suffix, kind in defaults.items())
    shown += "".join(f'<Override PartName="/{part}" ContentType="{kind}"/>' for part, kind in kinds.items())
    return f'{_HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">{shown}</Types>'


def _has_even_pages(settings: _Element | None) -> bool:
    return settings is not None and settings.find(f"{MAIN}evenAndOddHeaders") is not None


def _settings(has_even_pages: bool) -> str:
    """Return settings of our own: those of a template may name another template, a server or a person."""
    even = "<w:evenAndOddHeaders/>" if has_even_pages else ""
    uri = "http://schemas.microsoft.com/office/word"
    return (
        f'{_HEAD}<w:settings xmlns:w="{MAIN[1:-1]}"><w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/>{even}'
        f'<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="{uri}" w:val="15"/></w:compat>'
        '<w:clrSchemeMapping w:bg1="light1" w:t1="dark1" w:bg2="light2" w:t2="dark2" w:accent1="accent1" '
        'w:accent2="accent2" w:accent3="accent3" w:accent4="accent4" w:accent5="accent5" w:accent6="accent6" '
        'w:hyperlink="hyperlink" w:followedHyperlink="followedHyperlink"/></w:settings>'
    )
