"""The web page, read again by a parser of HTML."""

from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser

from hypothesis import given

from ipof_workbench.domain.report_table import ReportTable, Typeface
from ipof_workbench.exporters.web_page import web_page_of
from tests.unit.exporters.any_text import any_table, as_printed, cell_as_printed


class Page(HTMLParser):
    """Collects the words of the cells, and every tag that was opened."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[list[list[str]]] = []
        self.headings: list[str] = []
        self.caption = ""
        self.tags: set[str] = set()
        self._place = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        if tag == "tr":
            self.rows.append([])
        elif tag == "td":
            self.rows[-1].append([])
        elif tag == "th":
            self.headings.append("")
        if tag == "p" and self._place == "td":
            self.rows[-1][-1].append("")
        if tag in ("td", "th", "caption", "style", "title"):
            self._place = tag

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th", "caption", "style", "title"):
            self._place = ""

    def handle_data(self, data: str) -> None:
        if self._place == "td":
            self.rows[-1][-1][-1] += data
        elif self._place == "th":
            self.headings[-1] += data
        elif self._place == "caption":
            self.caption += data


def read(text: str) -> Page:
    page = Page()
    page.feed(text)
    page.close()
    return page


@given(any_table())
def test_any_text_stays_in_its_cell_and_nothing_of_it_is_markup(table: ReportTable) -> None:
    page = read(web_page_of(table))
    cells = [["\n".join(cell) for cell in row] for row in page.rows[1:]]
    assert cells == [[cell_as_printed(cell) for cell in row] for row in table.rows]
    assert page.headings == [as_printed(column.heading) for column in table.columns]
    assert as_printed(table.caption) in page.caption
    allowed = {"html", "head", "meta", "title", "style", "body", "table", "caption", "colgroup", "col"}
    assert page.tags <= allowed | {"thead", "tbody", "tr", "th", "td", "p", "em", "strong"}


def test_a_page_reaches_for_nothing_outside_itself(table: ReportTable) -> None:
    text = web_page_of(table)
    assert "default-src 'none'" in text
    assert "http" not in text.replace("http-equiv", "")
    assert 'class="number"' in text


def test_font_and_sizes_are_those_of_the_table(table: ReportTable) -> None:
    page = web_page_of(replace(table, typeface=Typeface("Arial", 9.0)))
    assert 'font-family: "Arial", "Liberation Sans"' in page
    assert "sans-serif; font-size: 11.25pt" in page
    assert "@media print { body { font-size: 9pt; } }" in page
