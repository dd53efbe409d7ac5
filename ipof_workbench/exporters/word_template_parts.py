"""What is left of the parts of a template: words and looks, no links, no programs, no one's name."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import TYPE_CHECKING

from ipof_workbench.exporters.word_template import MAIN, RELATED

if TYPE_CHECKING:
    from lxml.etree import _Element

_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_PLACED = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"
_SPACES = (MAIN, _DRAWING, _PLACED, _PICTURE)
_GONE = frozenset(
    MAIN + name
    for name in (
        *("del", "moveFrom", "object", "pict", "control", "altChunk", "subDoc", "contentPart", "proofErr", "permStart"),
        *("permEnd", "bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd", "commentReference"),
        *("footnoteReference", "endnoteReference", "moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart"),
        *(
            "moveToRangeEnd",
            "sdtPr",
            "sdtEndPr",
            "customXmlPr",
            "smartTagPr",
            "fldData",
            "ffData",
            "rsid",
            "numPicBullet",
            "lvlPicBulletId",
        ),
    )
)
_UNWRAPPED = frozenset(
    MAIN + name for name in ("ins", "moveTo", "hyperlink", "smartTag", "customXml", "sdt", "sdtContent")
)
_FIELDS = frozenset({"PAGE", "NUMPAGES", "SECTIONPAGES", "SECTION"})
"""The fields that stay: of the others, which may reach for files or programs, only the words that they showed."""


def serialised(root: _Element) -> bytes:
    """Return a part as bytes; the same tree gives the same bytes."""
    from lxml import etree

    content: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
    return content


def clean_story(root: _Element, pictures: Collection[str]) -> list[str]:
    """Clean a header or footer in place; return the ids of the pictures that it shows, in their order.

    Args:
        pictures: ids that may stay.
    """
    _drop(root, lambda element: element.tag in _GONE or not _is_known(element))
    _keep_only_page_fields(root)
    for element in [found for found in root.iter() if found.tag in _UNWRAPPED]:
        _unwrap(element)
    clean_traces(root)
    for element in list(root.iter(f"{_DRAWING}hlinkClick", f"{_DRAWING}hlinkHover")):
        _remove(element)
    used: dict[str, None] = {}
    for drawing in list(root.iter(f"{MAIN}drawing")):
        named = _relations_of(drawing)
        if named and all(name == f"{RELATED}embed" and rid in pictures for name, rid in named):
            used |= dict.fromkeys(rid for _, rid in named)
        else:
            _remove(drawing)
    for element in root.iter():
        for name in [name for name in element.attrib if str(name).startswith(RELATED)]:
            if not (name == f"{RELATED}embed" and element.get(name) in used):
                del element.attrib[name]
    if not len(root):
        root.append(root.makeelement(f"{MAIN}p"))
    return list(used)


def clean_traces(root: _Element) -> None:
    """Take away who changed what, and when: of tracked changes of looks only the last look stays."""
    _drop(root, lambda element: element.tag == f"{MAIN}rsid" or element.get(f"{MAIN}author") is not None)
    for element in root.iter():
        for name in [name for name in element.attrib if str(name).startswith(f"{MAIN}rsid")]:
            del element.attrib[name]


def clean_numbering(root: _Element) -> _Element:
    """Take away the bullets that are pictures."""
    _drop(root, lambda element: element.tag in _GONE)
    clean_traces(root)
    return root


def clean_theme(root: _Element) -> _Element:
    """Take away the pictures with which a theme fills shapes: tables have none of them."""
    for fill in list(root.iter(f"{_DRAWING}blipFill")):
        plain = fill.makeelement(f"{_DRAWING}solidFill")
        plain.append(fill.makeelement(f"{_DRAWING}schemeClr", {"val": "phClr"}))
        parent = fill.getparent()
        if parent is not None:
            parent.replace(fill, plain)
    _drop(root, lambda element: bool(_relations_of(element, deep=False)))
    return root


def _is_known(element: _Element) -> bool:
    return isinstance(element.tag, str) and element.tag.startswith(_SPACES)


def _relations_of(element: _Element, *, deep: bool = True) -> list[tuple[str, str]]:
    """Return the attributes that name a relation, and its id."""
    elements: Iterable[_Element] = element.iter() if deep else (element,)
    return [
        (str(name), str(value))
        for found in elements
        for name, value in found.attrib.items()
        if str(name).startswith(RELATED)
    ]


def _drop(root: _Element, is_unwanted: Callable[[_Element], bool]) -> None:
    for element in [found for found in root.iter() if found is not root and is_unwanted(found)]:
        _remove(element)


def _remove(element: _Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _unwrap(element: _Element) -> None:
    """Put what is in an element into its place."""
    parent = element.getparent()
    if parent is None:
        return
    at = parent.index(element)
    parent.remove(element)
    for offset, child in enumerate(list(element)):
        parent.insert(at + offset, child)


def _keep_only_page_fields(root: _Element) -> None:
    """Take away the instructions of all other fields; the words that they showed stay."""
    for simple in list(root.iter(f"{MAIN}fldSimple")):
        if not _is_page_field(simple.get(f"{MAIN}instr", "")):
            _unwrap(simple)
    open_fields: list[list[_Element]] = []
    for element in list(root.iter(f"{MAIN}fldChar", f"{MAIN}instrText")):
        kind = element.get(f"{MAIN}fldCharType")
        if kind == "begin":
            open_fields.append([])
        if not open_fields:
            _remove(element)
            continue
        open_fields[-1].append(element)
        if kind == "end":
            marks = open_fields.pop()
            # In a field within a field, the inner one is a part of the outer one's instruction.
            if open_fields or not _is_page_field("".join(mark.text or "" for mark in marks)):
                _remove_all(marks)
    for marks in open_fields:
        _remove_all(marks)


def _remove_all(elements: Iterable[_Element]) -> None:
    for element in elements:
        _remove(element)


def _is_page_field(instruction: str) -> bool:
    return instruction.split()[:1] != [] and instruction.split()[0].upper() in _FIELDS
