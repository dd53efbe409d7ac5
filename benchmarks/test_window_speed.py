"""The window: start, opening a long transcript, one key press from event to paint, a drag in a large theory."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget

from benchmarks import study
from benchmarks.conftest import Race, timed
from benchmarks.floors import raw_connection
from ipof_workbench.app.imports import TranscriptChoice, import_contract, import_transcripts
from ipof_workbench.app.workbench import Workbench

_TURNS = """
from PySide6.QtWidgets import QApplication
for _ in range(3):
    QApplication.processEvents()
import os, sys
sys.stdout.write("ready\\n")
sys.stdout.flush()
os._exit(0)
"""
_EMPTY = "from PySide6.QtWidgets import QApplication, QMainWindow\napp = QApplication([])\nwindow = QMainWindow()\n"
_OURS = "from ipof_workbench.main import create_window\nwindow = create_window(None)\n"
_SHOW = "window.resize(1280, 800)\nwindow.show()\n"

CHARACTERS, CODINGS, KEYS = 60_000, 500, 200


def start(script: str) -> None:
    """Run a script in a fresh process until it says that it is ready: painted, and the event loop has turned."""
    done = subprocess.run([sys.executable, "-c", script + _SHOW + _TURNS], capture_output=True, text=True, check=False)
    assert done.stdout == "ready\n", done.stderr


def test_start_to_usable_window(race: Race) -> None:
    start(_OURS)  # the byte code and the file cache are warm from here on
    race.run(
        "start to usable window",
        lambda: start(_OURS),
        lambda: start(_EMPTY),
        rounds=7,
        most_ratio=2,
    )


class Paints(QObject):
    """Counts the paint events of a widget."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.count = 0
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.count += event.type() == QEvent.Type.Paint
        return False


def paint_pending() -> None:
    """Let what was marked for painting be painted, and nothing else happen."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.UpdateRequest.value)


def settle() -> None:
    """Let everything that is due happen."""
    for _ in range(4):
        QApplication.processEvents()
        QTest.qWait(2)


@pytest.fixture(scope="module")
def long_study(folder: Path, words: study.Words) -> Path:
    """A project with a transcript of 60,000 characters and 500 codings, and 20 further ones."""
    path = folder / "long.ipof"
    with Workbench.create(path) as workbench:
        choices = [TranscriptChoice(study.transcript("Long", CHARACTERS, words))]
        choices += [TranscriptChoice(study.transcript(f"Other {n:02}", 8_000, words)) for n in range(20)]
        import_transcripts(workbench, choices, "Forum A")
        labels = study.elements_of(words, 150)
        import_contract(workbench, study.configuration_table(100, labels, words))
        found = study.passages(workbench, ["Long"], CODINGS, words)
        import_contract(workbench, study.coding_table(found, labels, 100, words, bearing=300))
    return path


def window_at_code(project: Path) -> Iterator[Any]:
    """Yield the window at the Code page, as a person has it, and close it."""
    from ipof_workbench.main import create_window

    opened: Any = create_window(project)
    opened.resize(1280, 800)
    opened.show()
    opened.show_page("code")
    QTest.qWait(1_500)  # the check in the background after opening is over
    yield opened
    opened.close()
    opened.deleteLater()
    settle()


@pytest.fixture
def window(qapp: QApplication, long_study: Path) -> Iterator[Any]:
    """The window at the Code page with the long transcript."""
    yield from window_at_code(long_study)


def test_opening_the_long_transcript(race: Race, window: Any) -> None:
    page = window.stack.pages["code"]
    tree = window.findChild(QWidget, "documentList")
    text = page.session.workbench.read.document_text(page.session.workbench.read.document_named("Long").rid).text

    def open_long() -> None:
        tree.open_document("Long")
        paint_pending()

    def open_other() -> tuple[()]:
        tree.open_document("Other 00")
        settle()
        return ()

    plain = QPlainTextEdit()
    plain.resize(page.view.size())
    plain.show()

    def floor() -> None:
        plain.setPlainText(text)
        paint_pending()

    def floor_fresh() -> tuple[()]:
        plain.clear()
        settle()
        return ()

    race.run(
        "opening a transcript of 60,000 characters, 500 codings",
        open_long,
        floor,
        fresh=open_other,
        floor_fresh=floor_fresh,
        rounds=7,
        most=100,
    )


class Commits:
    """Takes the time that the transactions' ends take: where the disk is waited for."""

    def __init__(self) -> None:
        self.total = 0.0
        self._began = 0.0

    def before(self, _c: Any, _cursor: Any, sql: str, *_: Any) -> None:
        if sql == "COMMIT":
            self._began = time.perf_counter()

    def after(self, _c: Any, _cursor: Any, sql: str, *_: Any) -> None:
        if sql == "COMMIT":
            self.total += (time.perf_counter() - self._began) * 1000

    def taken(self) -> float:
        total, self.total = self.total, 0.0
        return total


@pytest.fixture
def commits() -> Iterator[Commits]:
    from sqlalchemy import Engine, event

    watch = Commits()
    event.listen(Engine, "before_cursor_execute", watch.before)
    event.listen(Engine, "after_cursor_execute", watch.after)
    yield watch
    event.remove(Engine, "before_cursor_execute", watch.before)
    event.remove(Engine, "after_cursor_execute", watch.after)


def test_from_the_key_to_the_paint(race: Race, window: Any, long_study: Path, commits: Commits) -> None:
    window.findChild(QWidget, "documentList").open_document("Long")
    settle()
    view = window.stack.pages["code"].view
    paints = Paints(view.viewport())
    holder, other = raw_connection(long_study)
    plain = plain_text_of(view)
    paint_floors: list[float] = []
    commit_floors: list[float] = []
    whole: list[float] = []
    waits: list[float] = []
    after: list[float] = []
    for at in range(KEYS):
        begin = 400 + at * (CHARACTERS - 1_500) // KEYS
        view.setFocus()
        view.select_span(begin, begin + 60)
        settle()
        paint_floors.append(timed(lambda: (plain.viewport().update(), paint_pending()), collect=False))
        commit_floors.append(timed(insert_and_commit, (other,), collect=False))
        before, painted = count_codings(other), paints.count
        commits.taken()
        whole.append(timed(press_c, (view,)))
        waits.append(commits.taken())
        assert paints.count > painted, "nothing was painted"
        assert count_codings(other) == before + 1, "the coding is not there for others"
        after.append(timed(QApplication.processEvents, collect=False))
        if at % 3 == 2:
            QTest.keyClick(view, Qt.Key.Key_Escape)
            QTest.keyClick(QApplication.focusWidget() or view, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        settle()
    holder.close()
    own = [total - wait for total, wait in zip(whole, waits, strict=True)]
    floors = [paint + wait for paint, wait in zip(paint_floors, commit_floors, strict=True)]
    race.note(
        "key C to painted and stored, median of 200", statistics.median(whole), statistics.median(floors), most=16
    )
    race.note("  worst of 200", max(whole), max(floors), most=50)
    race.note("  compute and paint apart, median", statistics.median(own), statistics.median(paint_floors))
    race.note("  commit with its fsync apart, median", statistics.median(waits), statistics.median(commit_floors))
    race.note("  lists and builder following the paint, median", statistics.median(after))


def test_a_hot_code_and_the_type_ahead(race: Race, window: Any) -> None:
    from ipof_workbench.app.commands.hot_codes import SetHotCode

    window.findChild(QWidget, "documentList").open_document("Long")
    session = window.session
    element = session.workbench.read.elements()[0]
    session.run(SetHotCode(1, element=element.rid, role_key=element.role_key or "context"))
    settle()
    page = window.stack.pages["code"]
    view, plain = page.view, plain_text_of(page.view)
    floors: list[float] = []
    hot: list[float] = []
    lists: list[float] = []
    for at in range(60):
        begin = 430 + at * (CHARACTERS - 1_500) // 60
        view.setFocus()
        view.select_span(begin, begin + 60)
        settle()
        floors.append(timed(lambda: (plain.viewport().update(), paint_pending()), collect=False))
        hot.append(timed(lambda: (QTest.keyPress(view, Qt.Key.Key_1), paint_pending())))
        settle()
        view.select_span(begin, begin + 60)
        settle()
        lists.append(timed(lambda: (QTest.keyPress(view, Qt.Key.Key_Space), QApplication.processEvents())))
        QTest.keyClick(QApplication.focusWidget() or view, Qt.Key.Key_Escape)
        settle()
    race.note(
        "a hot code to painted and stored, median of 60", statistics.median(hot), statistics.median(floors), most=16
    )
    race.note("Space to the list of all codes, median of 60", statistics.median(lists), most=50)


def plain_text_of(view: Any) -> QPlainTextEdit:
    """Return the same text in a bare widget of the same size: the floor of painting it."""
    plain = QPlainTextEdit(view.toPlainText())
    plain.setFont(view.font())
    plain.resize(view.size())
    plain.show()
    settle()
    return plain


def insert_and_commit(connection: Any) -> None:
    """Store one row of no meaning, with the project's settings: the floor of storing anything."""
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("INSERT OR REPLACE INTO project_setting (key, value) VALUES ('benchmark', '1')")
    connection.execute("COMMIT")


def press_c(view: QWidget) -> None:
    """Press C in the text and let it be painted."""
    QTest.keyPress(view, Qt.Key.Key_C)
    paint_pending()


def count_codings(connection: Any) -> int:
    return int(connection.execute("SELECT count(*) FROM coding").fetchone()[0])


def test_a_drag_in_a_theory_of_500_nodes(race: Race, qapp: QApplication, full_study: Workbench) -> None:
    from ipof_workbench.app.theory_view import theory_model, theory_positions
    from ipof_workbench.ui.theory.canvas import TheoryCanvas

    model = theory_model(full_study)
    places = theory_positions(full_study, model)
    canvas = TheoryCanvas()
    canvas.resize(1200, 760)
    canvas.show()
    race.note(
        "showing a theory of 500 elements and 500 junctions",
        timed(lambda: (canvas.show_theory(model, places), paint_pending())),
        most=300,
    )
    canvas.fit()
    settle()
    key = next(iter(model.by_node))
    middle = QPointF(canvas.mapFromScene(QPointF(*canvas.positions()[key])))
    frames = []
    race.note("  the start of a drag", timed(lambda: drag_to(canvas, middle, QPointF(12, 12), press=True)), most=100)
    for step in range(60):
        frames.append(timed(drag_to, (canvas, middle, QPointF(14 + step, 14 + step)), collect=False))
    QTest.mouseRelease(canvas.viewport(), Qt.MouseButton.LeftButton, pos=middle.toPoint())
    race.note("  a frame of a drag, median of 60", statistics.median(frames), most=16.7)
    canvas.close()


def drag_to(canvas: Any, start_at: QPointF, by: QPointF, *, press: bool = False) -> None:
    if press:
        QTest.mousePress(canvas.viewport(), Qt.MouseButton.LeftButton, pos=start_at.toPoint())
    where, left = start_at + by, Qt.MouseButton.LeftButton
    shown = canvas.viewport().mapToGlobal(where)
    moved = QMouseEvent(QEvent.Type.MouseMove, where, shown, Qt.MouseButton.NoButton, left, Qt.KeyboardModifier(0))
    QCoreApplication.sendEvent(canvas.viewport(), moved)
    paint_pending()
