"""A document of 600,000 characters with 5,000 codings: opening it, one coding more, a frame of scrolling.

The same text with 500 codings, and one whose codings lie on a heap, are scrolled beside it: what a frame costs may
not depend on how many codings a document has, nor on how many are out of sight.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget

from benchmarks import study
from benchmarks.conftest import Race, timed
from benchmarks.floors import raw_connection
from benchmarks.test_window_speed import (
    Paints,
    count_codings,
    insert_and_commit,
    paint_pending,
    plain_text_of,
    press_c,
    settle,
    window_at_code,
)
from ipof_workbench.app.imports import TranscriptChoice, import_contract, import_transcripts
from ipof_workbench.app.workbench import Workbench

CHARACTERS, CODINGS, FEW, KEYS = 600_000, 5_000, 500, 200
HEAP, HEAP_OF = 40_000, 600
FRAME = 16.7
PLACES, LINES = 10, 12


@pytest.fixture(scope="module")
def dense_study(folder: Path, words: study.Words) -> Path:
    """A project with the dense transcript, the same length with few codings, a heap, and a short one."""
    path = folder / "dense.ipof"
    lengths = {"Dense": CHARACTERS, "Sparse": CHARACTERS, "Heap": HEAP, "Other": 8_000}
    with Workbench.create(path) as workbench:
        choices = [TranscriptChoice(study.transcript(name, length, words)) for name, length in lengths.items()]
        import_transcripts(workbench, choices, "Forum A")
        labels = study.elements_of(words, 150)
        import_contract(workbench, study.configuration_table(100, labels, words))
        for name, count in (("Dense", CODINGS), ("Sparse", FEW)):
            found = study.passages(workbench, [name], count, words)
            import_contract(workbench, study.coding_table(found, labels, 100, words, bearing=count // 2))
        heap = on_a_heap(workbench, words)
        import_contract(workbench, study.coding_table(heap, labels, 100, words, bearing=HEAP_OF))
    return path


def on_a_heap(workbench: Workbench, words: study.Words) -> list[study.Passage]:
    """Return passages of up to 1,400 characters that all begin within the same 400."""
    text = workbench.read.document_text(workbench.read.document_named("Heap").rid).text
    spans = set()
    while len(spans) < HEAP_OF:
        start = HEAP // 2 + words.dice.randrange(400)
        spans.add((start, start + words.dice.randint(40, 1_400)))
    return [study.Passage("Heap", start, end, text[start:end]) for start, end in sorted(spans)]


@pytest.fixture
def window(qapp: QApplication, dense_study: Path) -> Iterator[Any]:
    """The window at the Code page with the dense transcript."""
    yield from window_at_code(dense_study)


def open_and_paint(window: Any, name: str) -> None:
    window.findChild(QWidget, "documentList").open_document(name)
    paint_pending()


def test_opening_the_dense_transcript(race: Race, window: Any) -> None:
    page = window.stack.pages["code"]
    text = page.session.workbench.read.document_text(page.session.workbench.read.document_named("Dense").rid).text
    plain = QPlainTextEdit()
    plain.resize(page.view.size())
    plain.show()

    def open_other() -> tuple[()]:
        open_and_paint(window, "Other")
        settle()
        return ()

    def floor_fresh() -> tuple[()]:
        plain.clear()
        settle()
        return ()

    race.run(
        "opening 600,000 characters with 5,000 codings",
        lambda: open_and_paint(window, "Dense"),
        lambda: (plain.setPlainText(text), paint_pending()),
        fresh=open_other,
        floor_fresh=floor_fresh,
        rounds=7,
        most=150,
    )


class Worked:
    """Takes the processor's time beside that of the clock: on a busy machine only the former says what it costs."""

    def __init__(self) -> None:
        self.milliseconds: list[float] = []

    def timed(self, work: Callable[..., object], arguments: tuple[Any, ...], *, collect: bool = False) -> float:
        begun = time.process_time()
        taken = timed(work, arguments, collect=collect)
        self.milliseconds.append((time.process_time() - begun) * 1000)
        return taken

    def median(self) -> float:
        return statistics.median(self.milliseconds)


def test_one_coding_more_among_5000(race: Race, window: Any, dense_study: Path) -> None:
    open_and_paint(window, "Dense")
    settle()
    view = window.stack.pages["code"].view
    paints = Paints(view.viewport())
    holder, other = raw_connection(dense_study)
    plain = plain_text_of(view)
    whole: list[float] = []
    floors: list[float] = []
    after: list[float] = []
    worked = Worked()
    for at in range(KEYS):
        begin = 400 + at * (CHARACTERS - 1_500) // KEYS
        view.setFocus()
        view.select_span(begin, begin + 60)
        settle()
        floor = timed(lambda: (plain.viewport().update(), paint_pending()), collect=False)
        floors.append(floor + timed(insert_and_commit, (other,), collect=False))
        before, painted = count_codings(other), paints.count
        whole.append(worked.timed(press_c, (view,)))
        assert paints.count > painted, "nothing was painted"
        assert count_codings(other) == before + 1, "the coding is not there for others"
        after.append(timed(QApplication.processEvents, collect=False))
        if at % 3 == 2:
            QTest.keyClick(view, Qt.Key.Key_Escape)
            QTest.keyClick(QApplication.focusWidget() or view, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        settle()
    holder.close()
    median = statistics.median(whole)
    race.note("one coding more among 5,000, median of 200", median, statistics.median(floors), most=16)
    race.note("  worst of 200", max(whole), max(floors), most=50)
    race.note("  processor's time, median", worked.median())
    race.note("  lists and builder following the paint, median", statistics.median(after))


def test_a_correction_among_5000(race: Race, window: Any) -> None:
    """Every passage of the text moves: that is work for a worker, and the window stands still only to show it."""
    open_and_paint(window, "Dense")
    settle()
    page = window.stack.pages["code"]
    document = page.session.workbench.read.document_text(page.current_document())
    entering: list[float] = []
    standing: list[float] = []
    for turn in document.turns[100:105]:
        page.view.put_caret(turn.words_start + 3)
        page.correction.open()
        page.correction._card.words.insertPlainText("xy ")  # noqa: SLF001
        entering.append(timed(page.correction.apply))
        longest = 0.0
        while page.session._background.is_busy():  # noqa: SLF001
            longest = max(longest, timed(QApplication.processEvents, collect=False))
            time.sleep(0.002)
        standing.append(longest)
        settle()
        assert "xy " in page.view.shown_text().text
        page.session.undo()  # in a worker as well
        while page.session._background.is_busy():  # noqa: SLF001
            QApplication.processEvents()
        settle()
    race.note("a correction among 5,000: Enter until the keyboard is free", min(entering), most=50)
    race.note("  the window stands still, best of five", min(standing), most=300)


def frames_of(window: Any, name: str, worked: Worked, at: int | None = None) -> list[float]:
    """Return what a whole frame (words, gutter, margin) costs after each of some steps of a line, here and there."""
    open_and_paint(window, name)
    settle()
    view = window.stack.pages["code"].view
    bar = view.verticalScrollBar()
    places = [at] if at is not None else [bar.maximum() * place // PLACES for place in range(PLACES)]
    found = []
    for place in places:
        bar.setValue(place)
        settle()
        for line in range(LINES):
            found.append(worked.timed(frame_at, (view, place + line)))
    return found


def frame_at(view: Any, value: int) -> None:
    """Scroll, and have all of what is in sight painted, not only the line that came in."""
    view.verticalScrollBar().setValue(value)
    for part in (view.viewport(), view.gutter, view.margin):
        part.update()
    paint_pending()


def plain_frames(view: Any) -> list[float]:
    plain = plain_text_of(view)
    bar, found = plain.verticalScrollBar(), []
    for place in (bar.maximum() * number // PLACES for number in range(PLACES)):
        for line in range(LINES):
            bar.setValue(place + line)
            found.append(timed(lambda: (plain.viewport().update(), paint_pending()), collect=False))
    return found


def test_frames_of_scrolling(race: Race, window: Any) -> None:
    worked_few, worked_many, worked_heap = Worked(), Worked(), Worked()
    few = frames_of(window, "Sparse", worked_few)
    many = frames_of(window, "Dense", worked_many)
    view = window.stack.pages["code"].view
    floor = statistics.median(plain_frames(view))
    open_and_paint(window, "Heap")
    on_heap = view.turn_at(HEAP // 2)
    view.go_to_turn(on_heap)
    heap = frames_of(window, "Heap", worked_heap, view.verticalScrollBar().value())
    race.note("a frame of scrolling, 5,000 codings, median", statistics.median(many), floor, most=FRAME)
    race.note("  worst", max(many), floor, most=2 * FRAME)
    race.note("  with 500 codings, median", statistics.median(few), floor, most=FRAME)
    race.note("  on a heap of 600 codings, median", statistics.median(heap), floor, most=FRAME)
    race.note("  on a heap, worst (the first look at it)", max(heap), floor)
    race.note("  processor's time of a frame: 5,000 codings", worked_many.median())
    race.note("  processor's time of a frame: 500 codings", worked_few.median())
    race.note("  processor's time of a frame: on the heap", worked_heap.median())
