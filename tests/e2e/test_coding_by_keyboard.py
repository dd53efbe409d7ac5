"""A whole interview coded by keyboard alone in the real window; every key press is counted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from ipof_workbench.ui.coding.coding_page import CodingPage
from ipof_workbench.ui.transcript.view import TranscriptView
from tests.factories import NIGHT, make_study
from tests.gestures import CONTROL, PLAIN, SHIFT, Person

DOCUMENT = "P04 · member"
ALT = Qt.KeyboardModifier.AltModifier
FAMILIAR_AT_MOST = 8
"""Keys beyond the selections for a familiar configuration of three parts (issue 4)."""


class Counter(QObject):
    """Counts key presses and windows that stand in the way."""

    def __init__(self) -> None:
        super().__init__()
        self.keys = 0
        self.dialogues = 0
        QApplication.instance().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(watched, QDialog) and event.type() == QEvent.Type.Show:
            self.dialogues += 1
        return False

    def stop(self) -> None:
        QApplication.instance().removeEventFilter(self)


class Coder:
    """Presses keys where the keyboard is, and counts those that are not for selecting."""

    def __init__(self, person: Person, counter: Counter) -> None:
        self.person, self.counter = person, counter
        page = person.window.stack.pages["code"]
        assert isinstance(page, CodingPage)
        self.page = page
        self.view: TranscriptView = page.view

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = PLAIN) -> None:
        self.counter.keys += 1
        self.person.press(key, modifier)

    def type(self, words: str) -> None:
        self.counter.keys += len(words)
        self.person.type(words)

    def go(self, *keys: Qt.Key) -> None:
        """Move and select: these keys are not counted."""
        for key in keys:
            self.person.press(key)

    def named(self, key: Qt.Key, name: str) -> None:
        """Code the selection in a role and name what it is."""
        self.press(key)
        self.type(name)
        self.press(Qt.Key.Key_Return)

    def codings(self) -> list[tuple[str, str, str]]:
        rows = sorted(self.person.session.workbench.read.codings(), key=lambda row: row.coding)
        return [(row.role_key, row.element_label or row.code_name, row.quote) for row in rows]


@pytest.fixture
def coder(person: Person, tmp_path: Path) -> Iterator[Coder]:
    make_study(tmp_path / "s.ipof").close()
    person.window.open_project(tmp_path / "s.ipof")
    person.window.show_page("code")
    page = person.window.stack.pages["code"]
    assert isinstance(page, CodingPage)
    page.documents.tree.open_document(DOCUMENT)
    person.wait(lambda: page.current_document() is not None)
    page.view.setFocus()
    counter = Counter()
    yield Coder(person, counter)
    counter.stop()


def test_a_whole_interview_is_coded_by_keyboard_alone(coder: Coder) -> None:
    next_turn, grow = Qt.Key.Key_J, Qt.Key.Key_E
    # The first configuration is new: its elements are named as they come, and put on keys.
    for number, (key, name) in enumerate(
        ((Qt.Key.Key_C, "anonymous"), (Qt.Key.Key_M, "not alone"), (Qt.Key.Key_O, "first post")), start=1
    ):
        coder.go(next_turn, next_turn) if number > 1 else coder.go(next_turn)
        coder.go(grow)
        coder.named(key, name)
        coder.press(Qt.Key(int(Qt.Key.Key_0) + number), CONTROL | SHIFT)
    coder.press(Qt.Key.Key_Return, CONTROL)
    assert [coding[:2] for coding in coder.codings()] == [
        ("context", "anonymous"),
        ("mechanism", "not alone"),
        ("outcome", "first post"),
    ]
    # The same once more, in three other passages: one key each, and one to close.
    coder.counter.keys = 0
    for number, turns in enumerate((5, 3, 1), start=1):
        coder.view.go_to_turn(turns)
        coder.go(grow, grow)
        coder.press(Qt.Key(int(Qt.Key.Key_0) + number))
    coder.press(Qt.Key.Key_Return, CONTROL)
    assert coder.counter.keys == 4 <= FAMILIAR_AT_MOST
    read = coder.person.session.workbench.read
    rows = read.configurations()
    assert [(row.number, row.missing) for row in rows] == [("1", ()), ("2", ())]
    assert [coding[2] for coding in coder.codings()[3:]] == [NIGHT[5][2], NIGHT[3][2], NIGHT[1][2]]
    # What the words say themselves, the last code again, another end, another code, and away with it.
    coder.view.go_to_turn(7)
    coder.go(grow)
    coder.press(Qt.Key.Key_V)
    coder.view.go_to_turn(5)
    coder.go(grow)
    coder.press(Qt.Key.Key_Period)
    assert coder.codings()[-1][:2] == ("", "A line that said when somebody would look in.")
    before = coder.codings()[-1][2]
    assert before == "Yes."
    coder.press(Qt.Key.Key_Right, ALT | SHIFT)
    coder.press(Qt.Key.Key_Right, ALT | SHIFT)
    assert coder.codings()[-1][2] == "Yes. There was"
    coder.press(Qt.Key.Key_Space)
    coder.type("Waiting")
    coder.press(Qt.Key.Key_Return)
    assert coder.codings()[-1][1] == "Waiting"
    coder.press(Qt.Key.Key_U)
    assert len(coder.codings()) == 7
    assert coder.counter.dialogues == 0
    assert read.summary().codings == 7
    for _ in range(30):
        if not coder.person.session.undo():
            break
    assert coder.codings() == []
    assert coder.person.session.workbench.check() == []


def test_a_hot_code_is_one_key(coder: Coder) -> None:
    coder.go(Qt.Key.Key_J)
    coder.named(Qt.Key.Key_C, "anonymous")
    coder.press(Qt.Key.Key_1, CONTROL | SHIFT)
    coder.view.go_to_turn(3)
    coder.counter.keys = 0
    coder.press(Qt.Key.Key_1)
    assert coder.counter.keys == 1
    assert coder.codings()[-1] == ("context", "anonymous", NIGHT[3][2])


def posted(window: QWidget, key: Qt.Key, text: str = "", modifier: Qt.KeyboardModifier = PLAIN) -> None:
    """Put a key press into the queue of the window, as the system does while a step is being stored."""
    handle = window.windowHandle()
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QCoreApplication.postEvent(handle, QKeyEvent(kind, key, modifier, text))


def test_keys_pressed_faster_than_they_are_stored_are_neither_lost_nor_doubled(coder: Coder) -> None:
    window, view = coder.person.window, coder.view
    coder.go(Qt.Key.Key_J, Qt.Key.Key_E)
    # C, a name and Enter, then V on the next sentence: all in the queue before the first of them is worked off.
    posted(window, Qt.Key.Key_C, "c")
    for letter in "cold night":
        posted(window, Qt.Key(ord(letter.upper())), letter)
    posted(window, Qt.Key.Key_Return, "\r")
    posted(window, Qt.Key.Key_J, "j")
    posted(window, Qt.Key.Key_J, "j")
    posted(window, Qt.Key.Key_E, "e")
    posted(window, Qt.Key.Key_V, "v")
    posted(window, Qt.Key.Key_E, "e")
    posted(window, Qt.Key.Key_E, "e")
    posted(window, Qt.Key.Key_Period, ".")
    coder.person.wait(lambda: len(coder.codings()) == 3)
    QTest.qWait(50)
    assert [coding[:2] for coding in coder.codings()] == [
        ("context", "cold night"),
        ("", "Somebody wrote back inside half an hour."),
        ("", "Somebody wrote back inside half an hour."),
    ]
    assert view.hasFocus()


def test_the_same_key_ten_times_in_the_queue_codes_ten_times(coder: Coder) -> None:
    coder.go(Qt.Key.Key_J)
    coder.named(Qt.Key.Key_C, "anonymous")
    coder.press(Qt.Key.Key_1, CONTROL | SHIFT)
    for _ in range(10):
        posted(coder.person.window, Qt.Key.Key_J, "j")
        posted(coder.person.window, Qt.Key.Key_K, "k")
        posted(coder.person.window, Qt.Key.Key_1, "1")
    coder.person.wait(lambda: len(coder.codings()) == 11)
    QTest.qWait(50)
    assert len(coder.codings()) == 11
    assert len({coding[2] for coding in coder.codings()}) == 1
