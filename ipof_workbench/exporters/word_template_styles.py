"""The styles of a template: which of them are meant for tables, captions and notes, and what font they lead to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ipof_workbench.exporters.word_look import CAPTION_STYLE, HEADING_STYLE, NOTE_STYLE, TEXT_STYLE, Look
from ipof_workbench.exporters.word_template import MAIN
from ipof_workbench.exporters.word_template_page import TemplatePage
from ipof_workbench.exporters.word_template_parts import clean_traces, serialised

if TYPE_CHECKING:
    from lxml.etree import _Element

_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_TEXT = ("tabletext", "tablebody", "tablecell", "tablecontents", "tablecontent", "tableentry", "tablecopy")
_HEADING = ("tablecolumnheading", "tablecolumnhead", "tablecolhead", "tableheading", "tableheader", "tablehead")
_NOTE = ("tablenotes", "tablenote", "tablefootnotes", "tablefootnote", "tablefooter")
_CAPTION = ("tablecaption", "tabletitle", "caption")
_FIGURE = ("figurecaption", "figurelegend", "figuretitle", "caption")
_TITLE = ("title", "heading1")
"""What publishers call the styles for a purpose, the plainest name first, as one word in small letters."""
_MOST_ANCESTORS = 20


@dataclass(slots=True)
class StyleSheet:
    """The styles of a template."""

    root: _Element
    theme: _Element | None

    @classmethod
    def of(cls, root: _Element | None, theme: _Element | None) -> StyleSheet:
        """Return the styles; a template without any has none."""
        if root is None or root.tag != f"{MAIN}styles":
            from lxml import etree

            root = etree.Element(f"{MAIN}styles", nsmap={"w": MAIN[1:-1]})
        clean_traces(root)
        return cls(root, theme)

    def content(self) -> bytes:
        """Return them as a part of a file."""
        return serialised(self.root)

    def look(self, page: TemplatePage) -> Look:
        """Return which style is for what; where the template has none for it, the id of one of our own."""
        own = self._named(_TEXT)
        found = {
            "text": own or self._free(TEXT_STYLE),
            "heading": self._named(_HEADING) or self._free(HEADING_STYLE),
            "note": self._named(_NOTE) or self._free(NOTE_STYLE),
            "caption": self._named(_CAPTION) or self._free(CAPTION_STYLE),
        }
        return Look(
            base=own or self._base(),
            **found,
            figure_caption=self._named(_FIGURE) or found["caption"],
            title=self._named(_TITLE),
            table=self._table(),
            sheet=page.sheet,
            references=page.references,
            has_first_page=page.has_first_page,
        )

    def font(self, look: Look) -> str:
        """Return the font of the cells of a table; empty where the template does not say."""
        for properties in self._looks(look.base):
            fonts = properties.find(f"{MAIN}rFonts")
            if fonts is None:
                continue
            name = self._theme_font(fonts.get(f"{MAIN}asciiTheme", "")) or fonts.get(f"{MAIN}ascii", "")
            if name:
                return name if len(name) <= 100 else ""
        return ""

    def size(self, look: Look) -> float:
        """Return the size of the template's own style for cells in points; 0 where it has no such style."""
        if look.text not in self._ids():
            return 0.0
        for properties in self._looks(look.text):
            size = properties.find(f"{MAIN}sz")
            value = size.get(f"{MAIN}val", "") if size is not None else ""
            if value.isdecimal() and 8 <= int(value) <= 48:
                return int(value) / 2
        return 10.0

    def _styles(self, kind: str = "paragraph") -> Iterator[tuple[str, str, _Element]]:
        """Yield id, name as one word and element of the styles of a kind."""
        for style in self.root.findall(f"{MAIN}style"):
            name = style.find(f"{MAIN}name")
            key, words = style.get(f"{MAIN}styleId", ""), name.get(f"{MAIN}val", "") if name is not None else ""
            if key and style.get(f"{MAIN}type", "paragraph") == kind:
                yield key, "".join(letter for letter in words.casefold() if letter.isalnum()), style

    def _ids(self) -> set[str]:
        return {style.get(f"{MAIN}styleId", "") for style in self.root.findall(f"{MAIN}style")}

    def _named(self, names: Sequence[str]) -> str:
        """Return the style with one of the names; a publisher's mark may stand before it (“MDPI_4.2_table_body”)."""
        styles = [(key, words) for key, words, _ in self._styles()]
        for name in names:
            marked = name if name.startswith(("table", "figure")) else "-"
            found = [key for key, words in styles if words == name]
            found += [key for key, words in styles if words.endswith(marked)]
            if found:
                return found[0]
        return ""

    def _free(self, wanted: str) -> str:
        """Return an id for a style of our own that no style of the template has."""
        taken = {key.casefold() for key in self._ids()}
        return next(
            name for name in (wanted, *(f"{wanted}{at}" for at in range(2, 10_000))) if name.casefold() not in taken
        )

    def _base(self) -> str:
        """Return the style that every paragraph has, whatever its language calls it; empty where there is none."""
        styles = list(self._styles())
        usual = next((key for key, _, style in styles if style.get(f"{MAIN}default") in ("1", "true", "on")), "")
        return usual or next((key for key, words, _ in styles if words == "normal"), "")

    def _table(self) -> str:
        """Return the table style of the journal's own, where there is just one; among several nobody can tell."""
        own = [key for key, _, style in self._styles("table") if style.get(f"{MAIN}customStyle") in ("1", "true", "on")]
        return own[0] if len(own) == 1 else ""

    def _looks(self, key: str) -> Iterator[_Element]:
        """Yield the looks of the letters from a style up to what holds for the whole document."""
        styles = {key: style for key, _, style in self._styles()}
        for _ in range(_MOST_ANCESTORS):
            style = styles.get(key)
            if style is None:
                break
            properties = style.find(f"{MAIN}rPr")
            if properties is not None:
                yield properties
            above = style.find(f"{MAIN}basedOn")
            key = above.get(f"{MAIN}val", "") if above is not None else ""
        usual = self.root.find(f"{MAIN}docDefaults/{MAIN}rPrDefault/{MAIN}rPr")
        if usual is not None:
            yield usual

    def _theme_font(self, name: str) -> str:
        """Return the font that a theme calls “minorHAnsi” or “majorAscii”."""
        if self.theme is None or not name:
            return ""
        family = "majorFont" if name.startswith("major") else "minorFont"
        latin = self.theme.find(f".//{_DRAWING}{family}/{_DRAWING}latin")
        return latin.get("typeface", "") if latin is not None else ""
