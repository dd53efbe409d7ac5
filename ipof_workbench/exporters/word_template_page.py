"""The page of a template: paper, margins, and which headers and footers stand on it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ipof_workbench.exporters.paper import MARGIN, PORTRAIT, Sheet
from ipof_workbench.exporters.word_template import MAIN, RELATED

if TYPE_CHECKING:
    from lxml.etree import _Element

_KINDS = ("even", "default", "first")
_LEAST_SIDE, _MOST_SIDE = 144.0, 1584.0
"""Points: two inches, and the 22 inches that Word takes at most."""
_LEAST_TEXT = 72.0


@dataclass(frozen=True, slots=True)
class TemplatePage:
    """The page, upright; `references` is the XML that names its headers and footers."""

    sheet: Sheet
    references: str
    has_first_page: bool


def story_ids(document: _Element) -> list[str]:
    """Return the ids of the headers and footers that hold at the end of the document, each once."""
    return list(dict.fromkeys(rid for _, _, rid in _in_force(document)))


def page_of(document: _Element, stories: Mapping[str, str]) -> TemplatePage:
    """Return the page of the last section; `stories` is the old id of each header and footer -> its new one."""
    sections = _sections(document)
    last = sections[-1] if sections else None
    references = "".join(
        f'<w:{tag} w:type="{kind}" r:id="{stories[rid]}"/>' for tag, kind, rid in _in_force(document) if rid in stories
    )
    has_first = last is not None and _is_on(last.find(f"{MAIN}titlePg"))
    return TemplatePage(_sheet(last), references, has_first)


def _sections(document: _Element) -> list[_Element]:
    body = document.find(f"{MAIN}body")
    return [] if body is None else list(body.iter(f"{MAIN}sectPr"))


def _in_force(document: _Element) -> list[tuple[str, str, str]]:
    """Return tag, kind and id of each header and footer of the last section; what it does not name it inherits."""
    found: dict[tuple[str, str], str] = {}
    for section in _sections(document):
        for tag in ("headerReference", "footerReference"):
            for reference in section.findall(f"{MAIN}{tag}"):
                kind, rid = reference.get(f"{MAIN}type", "default"), reference.get(f"{RELATED}id", "")
                if kind in _KINDS and rid:
                    found[tag, kind] = rid
    return [(tag, kind, rid) for (tag, kind), rid in found.items()]


def _is_on(element: _Element | None) -> bool:
    return element is not None and element.get(f"{MAIN}val", "true") not in ("0", "false", "off")


def _sheet(section: _Element | None) -> Sheet:
    """Return the page upright; sizes that no page has give way to the usual ones."""
    size = section.find(f"{MAIN}pgSz") if section is not None else None
    width = _points(size, "w", PORTRAIT.width, _LEAST_SIDE, _MOST_SIDE)
    height = _points(size, "h", PORTRAIT.height, _LEAST_SIDE, _MOST_SIDE)
    margins = section.find(f"{MAIN}pgMar") if section is not None else None
    sides = {side: _points(margins, side, MARGIN, 0, min(width, height)) for side in ("left", "right")}
    # A negative margin says that the header may not push the text down.
    sides |= {side: _points(margins, side, MARGIN, 0, min(width, height), size=True) for side in ("top", "bottom")}
    sides |= {side: _points(margins, side, MARGIN / 2, 0, min(width, height)) for side in ("header", "footer")}
    sides["left"] += _points(margins, "gutter", 0.0, 0, 144)
    sheet = Sheet(min(width, height), max(width, height), **sides)
    has_room = min(sheet.text_width, sheet.turned.text_height) >= _LEAST_TEXT
    return sheet if has_room else Sheet(sheet.width, sheet.height)


def _points(
    element: _Element | None, name: str, usual: float, least: float, most: float, *, size: bool = False
) -> float:
    """Return a length in points, given in twentieths of a point; the usual one where it is none that can be."""
    try:
        points = float(element.get(f"{MAIN}{name}", "") if element is not None else "") / 20
    except ValueError:
        return usual
    points = abs(points) if size else points
    return points if math.isfinite(points) and least <= points <= most else usual
