"""Words of every kind, imported from files, coded, exported to every format and read again from what was written."""

from __future__ import annotations

import csv
import io
import re
import shutil
import subprocess
import zipfile
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import docx
import pytest

import ipof_workbench
from ipof_workbench.app.workbench import Workbench
from ipof_workbench.exporters.registry import TABLE_SUFFIXES
from tests.unit.exporters.test_latex import words_of

LONG = "It went on and on, and nobody said why. " * 520
HARD = (
    "=cmd|' /C calc'!A0 is what it said",
    "+44 20 was the number",
    "-2 degrees that night",
    "@SUM(1+1) was my nickname",
    "<b>bold</b> & <script>alert(1)</script> “quoted”",
    "50% of us & $20 {each} #1 _ever_ ~ ^ \\today | pipe",
    "אמרתי לה שאני לא לבד, she said مرحبا",
    "😭😭 I cried. 👩‍👩‍👧 e\u0301 ❤️",
    "bell\x07 and escape\x1b and form\x0cfeed",
    LONG.strip(),
)
TITLE = "=1+1 <i>Night</i> & {day} 100%"


@pytest.fixture
def project(ipof, tmp_path: Path) -> Path:
    """A project with a passage for each of the hard words, all of them evidence for one configuration."""
    path = tmp_path / "study.ipof"
    text = tmp_path / "hard.txt"
    text.write_text("\n\n".join(HARD), encoding="utf-8")
    assert ipof("new", path, "--title", TITLE, "--as", "Ann").code == 0
    assert ipof("import", "transcripts", path, text, "--case", "<b>Harbour</b> & =Co", "--as", "Ann").code == 0
    with ipof_workbench.open_project(path) as opened:
        whole = opened.frames.documents(text=True).loc[0, "text"]
    rows = [["document", "start", "end", "role", "element", "configuration", "stance"]]
    for words in HARD:
        start = whole.index(words[:12])
        end = start + len(words)
        rows.append(["hard", str(start), str(end), "context", f"element {TITLE}", "1", "supports"])
    with (tmp_path / "codings.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    said = ipof("import", "codings", path, tmp_path / "codings.csv", "--as", "Ann")
    assert said.code == 0, said.err
    return path


def stored(project: Path) -> list[str]:
    with Workbench.open(project, read_only=True) as workbench:
        return [row.quote for row in workbench.read.evidence()]


class Page(HTMLParser):
    """The words of a page and the tags in it."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.add(tag)

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def read_again(path: Path) -> str:
    """Return the words of a file as the program that opens it has them; what it would run is refused here."""
    if path.suffix == ".docx":
        return "\n".join(cell.text for row in docx.Document(str(path)).tables[0].rows for cell in row.cells)
    if path.suffix == ".xlsx":
        with zipfile.ZipFile(path) as packed:
            sheets = [packed.read(name).decode() for name in packed.namelist() if "worksheets/sheet" in name]
            strings = ElementTree.fromstring(packed.read("xl/sharedStrings.xml"))
        assert not [sheet for sheet in sheets if "<f>" in sheet or "<hyperlink" in sheet]
        return "\n".join("".join(string.itertext()) for string in strings)
    text = path.read_text(encoding="utf-8-sig")
    if path.suffix == ".csv":
        cells = [cell for row in csv.reader(io.StringIO(text, newline="")) for cell in row]
        assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
        return "\n".join(cells)
    if path.suffix == ".html":
        page = Page()
        page.feed(text)
        assert not {"script", "b", "i", "img", "a"} & page.tags - {"b", "i"}
        return "".join(page.words)
    return words_of(text) if path.suffix == ".tex" else text


def letters(text: str) -> str:
    return "".join(re.findall(r"\w", text))


@pytest.mark.parametrize("suffix", TABLE_SUFFIXES)
def test_what_was_imported_is_in_the_file_that_was_exported(ipof, project: Path, tmp_path: Path, suffix: str) -> None:
    quotes = stored(project)
    assert len(quotes) == len(HARD)
    for kind in ("quotes", "quote-bank", "cmo-sentences-quotes"):
        path = tmp_path / f"{kind}{suffix}"
        said = ipof("export", kind, project, "--to", path, "--style", "bmj", "--quotes", "9")
        assert said.code == 0, said.err
        found = letters(read_again(path))
        for quote in quotes if kind != "cmo-sentences-quotes" else []:
            # LaTeX gets a long quote in pieces, a row each.
            assert letters(quote[:200] if suffix == ".tex" else quote) in found, (kind, quote[:40])


def test_latex_sets_the_hard_words(ipof, project: Path, tmp_path: Path) -> None:
    if shutil.which("lualatex") is None:
        pytest.skip("lualatex cannot be found")
    table = tmp_path / "quotes.tex"
    assert ipof("export", "quotes", project, "--to", table).code == 0
    packages = re.findall(r"\\usepackage(?:\[[^]]*\])?\{[^}]*\}", table.read_text(encoding="utf-8"))
    paper = [
        "\\documentclass{article}",
        *dict.fromkeys(packages),
        "\\begin{document}",
        "\\input{quotes.tex}",
        "\\end{document}",
    ]
    (tmp_path / "paper.tex").write_text("\n".join(paper), encoding="utf-8")
    command = ["lualatex", "--no-shell-escape", "-interaction=nonstopmode", "-halt-on-error", "paper.tex"]
    done = subprocess.run(
        command, cwd=tmp_path, capture_output=True, text=True, errors="replace", check=False, timeout=120
    )
    if "not found" in done.stdout and ".sty" in done.stdout:
        pytest.skip("a package of LaTeX cannot be found")
    assert done.returncode == 0, done.stdout[-1500:]
    if shutil.which("pdftotext") is not None:
        subprocess.run(["pdftotext", "paper.pdf"], cwd=tmp_path, check=True)
        printed = " ".join((tmp_path / "paper.txt").read_text(encoding="utf-8").split())
        assert printed.count("nobody") == LONG.count("nobody"), "a page lost some of the long quote"
