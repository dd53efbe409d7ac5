"""Any text, any selection on the screen: view, store and exports have the same words, and no grapheme is cut."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QTextBoundaryFinder
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication

from ipof_workbench.app.commands.coding import CodePassage, CodeThematically
from ipof_workbench.app.commands.coding_edits import ResizeCoding
from ipof_workbench.app.exports import export_table
from ipof_workbench.app.imports import import_transcripts
from ipof_workbench.app.transcript_imports import TranscriptChoice
from ipof_workbench.app.workbench import Workbench
from ipof_workbench.domain import records, word_steps
from ipof_workbench.domain.errors import RefusedChange
from ipof_workbench.domain.imported import ParsedTranscript
from ipof_workbench.domain.text import normalise
from ipof_workbench.exporters.legal_text import xml_text
from ipof_workbench.importers.contracts import read_contract
from ipof_workbench.ui.transcript.marks import CodingMark, TurnMark
from ipof_workbench.ui.transcript.view import TranscriptView
from tests.naughty_strings import NAUGHTY

LONG = 100_000


@pytest.fixture(scope="module")
def workbench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workbench]:
    """One project for all examples: each brings a document of its own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("IPOF_WORKBENCH_HOME", str(tmp_path_factory.mktemp("home")))
        with Workbench.create(tmp_path_factory.mktemp("any") / "any.ipof") as opened:
            yield opened


@pytest.fixture(scope="module")
def view(qapp: QApplication) -> Iterator[TranscriptView]:
    view = TranscriptView()
    view.resize(900, 500)
    view.show()
    yield view
    view.close()
    view.deleteLater()


def bring_in(workbench: Workbench, raw: str) -> tuple[int, str]:
    """Import a text as it is and return (document, stored text)."""
    text = normalise(raw)
    name = f"d{len(workbench.read.find(records.Document)):04}"
    import_transcripts(workbench, [TranscriptChoice(ParsedTranscript(name, name, name, text, (), frozenset()))])
    return workbench.read.document_named(name).rid, text


def boundaries(text: str) -> set[int]:
    """Return where graphemes begin and end, in code points."""
    finder = QTextBoundaryFinder(QTextBoundaryFinder.BoundaryType.Grapheme, text)
    units = [0, len(text.encode("utf-16-le")) // 2]
    while finder.toNextBoundary() >= 0:
        units.append(finder.position())
    return {len(text.encode("utf-16-le")[: 2 * unit].decode("utf-16-le", "surrogatepass")) for unit in units}


def select_units(view: TranscriptView, anchor: int, position: int) -> None:
    """Select between two positions as the screen counts them, half-way through a character too."""
    cursor = QTextCursor(view.document())
    last = view.document().characterCount() - 1
    cursor.setPosition(min(anchor, last))
    cursor.setPosition(min(position, last), QTextCursor.MoveMode.KeepAnchor)
    view.setTextCursor(cursor)


TEXTS = st.one_of(
    st.text(alphabet=st.characters(codec=None, exclude_categories=()), min_size=1, max_size=40),
    st.lists(st.sampled_from([*NAUGHTY, " ", "\n"]), min_size=1, max_size=4).map("".join),
)


@settings(
    deadline=None,
    derandomize=True,
    max_examples=80,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(raw=TEXTS, one=st.integers(0, 80), other=st.integers(0, 80))
@example(raw="👩‍👩‍👧‍👦 family", one=1, other=4)
@example(raw="e\u0301a", one=1, other=3)
@example(raw="שלום עולם", one=2, other=7)
def test_what_is_selected_is_what_is_stored(
    workbench: Workbench, view: TranscriptView, raw: str, one: int, other: int
) -> None:
    text = normalise(raw)
    if not text:
        return
    turn = TurnMark(0, len(text), 0, "P")
    view.show_document(text, [turn] if len(text) > 3 else ())
    select_units(view, one, other)
    span = view.selected_span()
    if span is None or not text[slice(*span)].strip():
        return
    assert set(span) <= boundaries(text), "a grapheme is cut"
    words = text[slice(*span)]
    assert view.createMimeDataFromSelection().text() == words
    document, stored = bring_in(workbench, raw)
    assert stored == text
    coding = workbench.run(CodePassage(document, *span, "context", label="Any")).result.coding
    workbench.undo()
    workbench.redo()
    row = workbench.read.coding(coding)
    assert row is not None
    assert (row.start, row.end, row.quote) == (*span, words)
    view.add_coding(CodingMark(coding, *span, "context", "C", "Any"))
    view.viewport().grab()
    if text[span[0] : span[0] + 1].strip():
        assert view.codings_at(span[0])[0].key == coding


@settings(
    deadline=None,
    derandomize=True,
    max_examples=40,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(raw=TEXTS, moves=st.lists(st.sampled_from(["next_end", "previous_end", "next_start", "previous_start"])))
def test_moved_ends_cut_no_grapheme_and_keep_the_words(
    workbench: Workbench, view: TranscriptView, raw: str, moves: list[str]
) -> None:
    text = normalise(raw)
    if not text.strip():
        return
    document, _ = bring_in(workbench, raw)
    view.show_document(text)
    whole = view.turn_span(0)
    coding = workbench.run(CodeThematically(document, *whole, name="Any")).result.coding
    start, end = whole
    for move in moves:
        step = getattr(word_steps, move)
        moved = view.snapped(start, step(text, end)) if "end" in move else view.snapped(step(text, start), end)
        if moved[0] >= moved[1]:
            continue
        try:
            workbench.run(ResizeCoding(coding, *moved))
        except RefusedChange:
            assert not text[slice(*moved)].strip()
            continue
        start, end = moved
        row = workbench.read.coding(coding)
        assert row is not None
        assert (row.start, row.end, row.quote) == (start, end, text[start:end])
        assert {start, end} <= boundaries(text)


@pytest.fixture(scope="module")
def naughty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Workbench, list[str]]]:
    """A project with a document for each naughty string, each coded once; with the words that were coded."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("IPOF_WORKBENCH_HOME", str(tmp_path_factory.mktemp("home")))
        with Workbench.create(tmp_path_factory.mktemp("naughty") / "naughty.ipof") as opened:
            coded = []
            for string in NAUGHTY:
                document, text = bring_in(opened, f"Before {string} after.")
                words = normalise(string)
                start = text.index(words)
                opened.run(CodePassage(document, start, start + len(words), "context", label="Any"))
                coded.append(words)
            yield opened, coded


def test_naughty_strings_are_stored_undone_and_sound(naughty: tuple[Workbench, list[str]]) -> None:
    workbench, coded = naughty
    assert len(coded) >= 60
    assert [row.quote for row in workbench.read.codings()] == coded
    for _ in range(5):
        workbench.undo()
    assert len(workbench.read.codings()) == len(coded) - 3
    for _ in range(5):
        workbench.redo()
    assert [row.quote for row in workbench.read.codings()] == coded
    assert workbench.check() == []


def test_naughty_strings_are_exported_with_their_words(naughty: tuple[Workbench, list[str]], tmp_path: Path) -> None:
    workbench, coded = naughty
    table = tmp_path / "codings.csv"
    export_table(workbench, "codings", table)
    rows = read_contract("codings", table, [role.key for role in workbench.read.roles()]).rows
    assert [row.cells["quote"] for row in rows] == coded
    word = tmp_path / "quotes.docx"
    export_table(workbench, "quotes", word)
    document = Document(str(word))
    cells = [cell.text for held in document.tables for row in held.rows for cell in row.cells]
    shown = "\x00".join([*cells, *(paragraph.text for paragraph in document.paragraphs)])
    # A printed quote runs on: the white space between its words is a space each.
    missing = [words for words in coded if xml_text(" ".join(words.split())) not in shown]
    assert missing == []


@pytest.mark.parametrize("sign", ["word ", "א", "字", "👍🏽", "e\u0301"])
def test_a_paragraph_of_100000_characters_is_coded_at_its_end(
    workbench: Workbench, view: TranscriptView, sign: str
) -> None:
    text = normalise((sign * (LONG // len(sign)))[:LONG])
    document, stored = bring_in(workbench, text)
    view.show_document(stored)
    start, end = len(stored) - 400, len(stored) - 200
    began = time.perf_counter()
    view.select_span(start, end)
    span = view.selected_span()
    assert span is not None
    coding = workbench.run(CodePassage(document, *span, "context", label="Any")).result.coding
    row = workbench.read.coding(coding)
    assert row is not None
    view.add_coding(CodingMark(coding, row.start, row.end, "context", "C", "Any"))
    view.viewport().grab()
    assert row.quote == stored[slice(*span)]
    assert set(span) <= {*boundaries(stored[start - 50 : end + 50])} | {
        at + start - 50 for at in boundaries(stored[start - 50 : end + 50])
    }
    wider = view.larger_unit(*span)
    assert wider[0] <= span[0]
    assert wider[1] >= span[1]
    assert time.perf_counter() - began < 10
