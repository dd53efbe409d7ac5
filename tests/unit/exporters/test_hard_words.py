"""Very long, right-to-left, pictured and broken words go through every format and come back when it is opened."""

from __future__ import annotations

import csv
import errno
import io
import os
import re
import zipfile
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import docx
import pytest

from ipof_workbench.domain.errors import ExportFailed
from ipof_workbench.domain.report_table import Cell, Column, Paragraph, ReportTable, Run
from ipof_workbench.exporters.registry import TABLE_SUFFIXES, write_table

WORDS = {
    "long": "It went on and on. " * 1_053,
    "from the right": "אמרתי לה שאני לא לבד, and she said مرحبا",
    "pictures": "😭😭 I cried. 👩‍👩‍👧 ❤️ 🙂",
    "control": "one\x00two\x1bthree\x0bfour\ufffefive",
    "markup": "<b>bold</b> & {braces} \\ $x$ =1+1 @cmd |pipe|",
}


def table_of(words: str) -> ReportTable:
    cell = Cell((Paragraph((Run(f"“{words}”", is_verbatim=True),)),))
    return ReportTable("t", "Hard words", (Column("q", "Quote"), Column("n", "n")), ((cell, Cell.number(1)),))


def opened(path: Path) -> str:
    """Return the words of a written file, as a program that opens it would read them."""
    if path.suffix == ".docx":
        return docx.Document(str(path)).tables[0].rows[1].cells[0].text
    if path.suffix == ".xlsx":
        with zipfile.ZipFile(path) as packed:
            root = ElementTree.fromstring(packed.read("xl/sharedStrings.xml"))
        return "".join(root.itertext())
    text = path.read_text(encoding="utf-8-sig")
    if path.suffix == ".csv":
        return list(csv.reader(io.StringIO(text, newline="")))[1][0]
    if path.suffix == ".html":
        parser, parts = HTMLParser(), []
        parser.handle_data = parts.append
        parser.feed(text)
        return "".join(parts)
    return text


def letters(text: str) -> str:
    return "".join(re.findall(r"\w", text))


@pytest.mark.parametrize("suffix", TABLE_SUFFIXES)
@pytest.mark.parametrize("kind", WORDS)
def test_the_words_come_back(tmp_path: Path, kind: str, suffix: str) -> None:
    path = tmp_path / f"table{suffix}"
    write_table(table_of(WORDS[kind]), path)
    found = opened(path)
    assert letters(WORDS[kind]) in letters(found) if suffix != ".tex" else path.stat().st_size > 100
    # Values for another program go out as they are; what is printed holds nothing that cannot be.
    assert suffix == ".csv" or not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", found)
    if kind == "pictures" and suffix != ".tex":
        assert "👩‍👩‍👧" in found


@pytest.mark.parametrize("suffix", TABLE_SUFFIXES)
def test_a_full_disk_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suffix: str) -> None:
    path = tmp_path / f"table{suffix}"
    path.write_text("precious")

    def full(_file: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(ExportFailed):
        write_table(table_of(WORDS["long"]), path, force=True)
    assert path.read_text() == "precious"
    assert [each.name for each in tmp_path.iterdir()] == [path.name]
