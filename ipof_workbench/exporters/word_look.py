"""What a Word file looks like before a table is in it: which styles it uses, and its page with header and footer."""

from __future__ import annotations

from dataclasses import dataclass

from ipof_workbench.exporters.paper import PORTRAIT, Sheet

TEXT_STYLE, HEADING_STYLE, NOTE_STYLE, CAPTION_STYLE = "TableText", "TableHeading", "TableNote", "Caption"
"""Our own styles, where no template has one for the purpose."""


@dataclass(frozen=True, slots=True)
class Look:
    """The ids of styles for each purpose, and the page.

    Attributes:
        base: what our own styles are based on: the journal's style for cells, or for all text; empty for nothing.
        text, heading, note, caption: of cells, of the heading row, of what stands below and above a table.
        figure_caption: of what stands below a figure.
        title: of a supplement's title; empty for the caption's, in bold.
        table: of tables as a whole; empty for rules of our own.
        sheet: the page, upright.
        references: the headers and footers, as XML; `has_first_page` where the first page has others.
    """

    base: str = "Normal"
    text: str = TEXT_STYLE
    heading: str = HEADING_STYLE
    note: str = NOTE_STYLE
    caption: str = CAPTION_STYLE
    figure_caption: str = CAPTION_STYLE
    title: str = ""
    table: str = ""
    sheet: Sheet = PORTRAIT
    references: str = ""
    has_first_page: bool = False

    def section(self, sheet: Sheet, *, is_first: bool = True) -> str:
        """Return the properties of a section that has this page, as XML."""
        turned = ' w:orient="landscape"' if sheet.is_landscape else ""
        sides = ("top", "right", "bottom", "left", "header", "footer")
        margins = " ".join(f'w:{side}="{twips(getattr(sheet, side))}"' for side in sides)
        first = "<w:titlePg/>" if self.has_first_page and is_first else ""
        return (
            f'<w:sectPr>{self.references}<w:type w:val="nextPage"/>'
            f'<w:pgSz w:w="{twips(sheet.width)}" w:h="{twips(sheet.height)}"{turned}/>'
            f'<w:pgMar {margins} w:gutter="0"/>{first}</w:sectPr>'
        )


PLAIN_LOOK = Look()
"""The program's own."""


def twips(points: float) -> str:
    """Return a length as Word counts it, in twentieths of a point."""
    return str(round(points * 20))
