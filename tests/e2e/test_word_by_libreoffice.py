"""What LibreOffice makes of the Word files of the sample study: pages as they would come out of a printer.

Needs LibreOffice Writer and the tools of Poppler. Where they are absent these tests are skipped, but for
IPOF_WORD_PROOF=required, which .ci/run sets.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest

from ipof_workbench.app.cmo_table import TableOptions
from ipof_workbench.app.exports import FIGURE_KINDS
from ipof_workbench.app.house_styles import house_style
from ipof_workbench.app.report_sets import SUPPLEMENT, ReportPlan, write_supplement
from ipof_workbench.app.report_tables import TABLE_KINDS, report_table
from ipof_workbench.app.word_templates import read_template
from ipof_workbench.app.workbench import Workbench
from ipof_workbench.domain.report_table import ReportTable
from ipof_workbench.exporters.paper import MARGIN, sheet_of
from ipof_workbench.exporters.registry import write_table
from ipof_workbench.main import register_painters
from tests.journal_template import write_journal

STYLED = ("cmo-table", "evidence", "changes", "matrix")
"""Those that are printed in sans serif as well: its words are wider."""
NAMES = (*TABLE_KINDS, *(f"{kind} bmj" for kind in STYLED))
_XHTML = "{http://www.w3.org/1999/xhtml}"
_TOOLS = ("soffice", "pdftotext", "pdftoppm")


@dataclass(frozen=True)
class Word:
    """A word on a page and where it stands, in points."""

    text: str
    left: float
    right: float


@dataclass
class Page:
    """A page as it came out."""

    width: float
    height: float
    words: list[Word] = field(default_factory=list)

    @property
    def tokens(self) -> Counter[str]:
        return Counter(tokens(" ".join(word.text for word in self.words)))


@dataclass(frozen=True)
class Printed:
    """The files that were written, and the tables they were made of."""

    folder: Path
    tables: dict[str, ReportTable]

    def pages(self, name: str) -> list[Page]:
        path = self.folder / f"{name}.bbox.html"
        if not path.exists():
            subprocess.run(["pdftotext", "-bbox", self.folder / f"{name}.pdf", path], check=True)
        # Control characters that the PDF's fonts bring along are no XML.
        text = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", "", path.read_text(encoding="utf-8"))
        return [page_of(element) for element in ElementTree.fromstring(text).iter(f"{_XHTML}page")]


def page_of(element: ElementTree.Element) -> Page:
    page = Page(float(element.get("width", "0")), float(element.get("height", "0")))
    for word in element.iter(f"{_XHTML}word"):
        page.words.append(Word(word.text or "", float(word.get("xMin", "0")), float(word.get("xMax", "0"))))
    return page


def tokens(text: str) -> list[str]:
    """Return the stretches of letters and digits: a line may be broken at a hyphen, but not within one of these."""
    return re.findall(r"\w+", text)


@pytest.fixture(scope="module")
def printed(built_study: Path, tmp_path_factory: pytest.TempPathFactory) -> Printed:
    lacking = [tool for tool in _TOOLS if shutil.which(tool) is None]
    if lacking and os.environ.get("IPOF_WORD_PROOF") == "required":
        pytest.fail(f"{', '.join(lacking)} cannot be found, and this run requires the proof")
    if lacking:
        pytest.skip(f"{', '.join(lacking)} cannot be found")
    folder = tmp_path_factory.mktemp("printed")
    register_painters()
    workbench = Workbench.open(Path(shutil.copy(built_study, folder / "study.ipof")))
    try:
        tables = {kind: report_table(workbench, kind) for kind in TABLE_KINDS}
        options = TableOptions(style=house_style("bmj"))
        tables |= {f"{kind} bmj": report_table(workbench, kind, options=options) for kind in STYLED}
        write_supplement(workbench, ReportPlan(), folder / "supplement.docx")
        template = read_template(write_journal(folder / "journal.dotx"))
        write_supplement(workbench, ReportPlan(template=template), folder / "in_journal.docx")
    finally:
        workbench.close()
    for name, table in tables.items():
        write_table(table, folder / f"{name}.docx")
    profile = (folder / "profile").as_uri()
    command = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf", "--outdir", folder]
    subprocess.run([*command, *sorted(folder.glob("*.docx"))], check=True, capture_output=True, timeout=240)
    return Printed(folder, tables)


@pytest.mark.parametrize("name", NAMES)
def test_every_page_of_the_table_has_its_heading_row_in_whole_words(printed: Printed, name: str) -> None:
    table = printed.tables[name]
    headings = Counter(tokens(" ".join(column.heading for column in table.columns)))
    notes = Counter(tokens(" ".join(table.notes)))
    for number, page in enumerate(printed.pages(name), start=1):
        assert page.words, f"page {number} is empty"
        if page.tokens - notes:
            assert headings - page.tokens == Counter(), f"the heading row of page {number}"


@pytest.mark.parametrize("name", NAMES)
def test_every_word_of_the_table_is_printed_whole(printed: Printed, name: str) -> None:
    table = printed.tables[name]
    cells = (cell.text for row in table.rows for cell in row)
    wanted = Counter(tokens(" ".join((table.caption, table.label, *cells, *table.notes))))
    shown = sum((page.tokens for page in printed.pages(name)), Counter[str]())
    assert wanted - shown == Counter()


@pytest.mark.parametrize("name", NAMES)
def test_pages_lie_as_the_table_asks_and_nothing_reaches_into_their_margins(printed: Printed, name: str) -> None:
    sheet = sheet_of(printed.tables[name])
    for page in printed.pages(name):
        assert (page.width, page.height) == pytest.approx((sheet.width, sheet.height), abs=1)
        assert min(word.left for word in page.words) >= MARGIN - 1
        assert max(word.right for word in page.words) <= page.width - MARGIN + 1


def test_the_supplement_lists_its_items_and_prints_each_on_pages_of_its_own(printed: Printed) -> None:
    pages = printed.pages("supplement")
    texts = [" ".join(word.text for word in page.words) for page in pages]
    tables = [kind for kind in SUPPLEMENT if kind not in FIGURE_KINDS]
    labels = [f"Table {number}." for number in range(1, len(tables) + 1)]
    labels += [f"Figure {number}." for number in range(1, len(SUPPLEMENT) - len(tables) + 1)]
    for label in labels:
        assert label in texts[0]
        assert [number for number, text in enumerate(texts[1:], start=2) if label in text], label
    assert {page.width > page.height for page in pages} == {True, False}
    assert all(texts)


def test_pictures_of_the_supplement_hold_ink_and_white_margins(printed: Printed) -> None:
    subprocess.run(
        ["pdftoppm", "-gray", "-r", "20", printed.folder / "supplement.pdf", printed.folder / "picture"], check=True
    )
    pictures = [Picture(path.read_bytes()) for path in sorted(printed.folder.glob("picture-*.pgm"))]
    assert len(pictures) == len(printed.pages("supplement"))
    margin = int((MARGIN - 3) * 20 / 72)
    for number, picture in enumerate(pictures, start=1):
        assert picture.ink > 0.002, f"page {number} is all but empty"
        assert picture.is_white_within(margin), f"something reaches into the margin of page {number}"


def test_in_a_journals_template_its_header_and_footer_stand_on_every_page(printed: Printed) -> None:
    pages = printed.pages("in_journal")
    assert len(pages) > len(SUPPLEMENT)
    for number, page in enumerate(pages, start=1):
        words = " ".join(word.text for word in page.words)
        assert "Journal of Realist Inquiry" in words
        assert f"Page {number}" in words
        assert "instructions to authors" not in words
        assert sorted((page.width, page.height)) == pytest.approx([612, 792], abs=1)
        inner = [word for word in page.words if word.text not in ("Page", str(number))]
        assert min(word.left for word in inner) >= 90 - 1
        assert max(word.right for word in inner) <= page.width - 90 + 1


class Picture:
    """A picture in grey, as pdftoppm writes it."""

    def __init__(self, content: bytes) -> None:
        head = re.match(rb"P5\s+(\d+)\s+(\d+)\s+255\s", content)
        assert head is not None
        self.width, self.height = int(head[1]), int(head[2])
        self._pixels = content[head.end() :]

    @cached_property
    def ink(self) -> float:
        """The share of the pixels that are not white."""
        return sum(1 for pixel in self._pixels if pixel < 200) / len(self._pixels)

    def is_white_within(self, margin: int) -> bool:
        rows = [self._pixels[start:end] for start, end in pairwise(range(0, len(self._pixels) + 1, self.width))]
        bands = (*rows[:margin], *rows[-margin:], *(row[:margin] + row[-margin:] for row in rows))
        return all(pixel > 230 for band in bands for pixel in band)
