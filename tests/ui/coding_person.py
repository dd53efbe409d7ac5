"""A person at the Code page: keys go to whatever has the keyboard, as they do from a hand."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ipof_workbench.app.workbench import Workbench
from ipof_workbench.domain import records
from ipof_workbench.ui.coding.coding_page import CodingPage
from ipof_workbench.ui.session import Session

NO_MODIFIER = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


class CodingPerson:
    """Drives a shown `CodingPage` by events and reads what came of it from the project."""

    def __init__(self, qtbot: QtBot, workbench: Workbench, folder: Path) -> None:
        self._qtbot = qtbot
        self.workbench = workbench
        self.session = Session(workbench, QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat))
        self.refusals: list[str] = []
        self.session.refused.connect(lambda sentence: self.refusals.append(sentence) if sentence else None)
        self.places: list[object] = []
        self.session.place_requested.connect(self.places.append)
        self.page = CodingPage(self.session)
        qtbot.addWidget(self.page)
        self.page.resize(1192, 734)
        self.page.show()
        qtbot.waitExposed(self.page)
        self.page.activateWindow()
        self.page.activate()
        self.settle()

    @property
    def view(self):
        return self.page.view

    @property
    def builder(self):
        return self.page.builder

    @property
    def picker(self):
        return self.page.picker

    def settle(self) -> None:
        """Let everything deferred happen."""
        for _ in range(3):
            QApplication.processEvents()
            QTest.qWait(5)

    def focused(self) -> QWidget:
        widget = QApplication.focusWidget()
        assert widget is not None
        return widget

    def open(self, name: str) -> int:
        rid = self.page.documents.tree.open_document(name)
        self.settle()
        return rid

    def select(self, quote: str) -> tuple[int, int]:
        document = self.page.current_document()
        assert document is not None
        text = self.workbench.read.document_text(document).text
        start = text.index(quote)
        self.view.select_span(start, start + len(quote))
        return start, start + len(quote)

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NO_MODIFIER) -> None:
        QTest.keyClick(self.focused(), key, modifier)

    def type(self, words: str) -> None:
        assert words.isascii()
        QTest.keyClicks(self.focused(), words)

    def code(self, quote: str, key: Qt.Key, name: str = "") -> None:
        """Select, press, name (or Esc)."""
        self.select(quote)
        self.press(key)
        if name:
            self.type(name)
            self.press(Qt.Key.Key_Return)
        else:
            self.press(Qt.Key.Key_Escape)
        self.settle()

    def click(self, widget: QWidget, point: QPoint | None = None) -> None:
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, NO_MODIFIER, point or widget.rect().center())

    def codings(self):
        return sorted(self.workbench.read.codings(), key=lambda row: row.coding)

    def configurations(self):
        return self.workbench.read.configurations()

    def detail(self, number: str):
        row = next(row for row in self.configurations() if row.number == number)
        return self.workbench.read.configuration(row.rid)

    def labels(self, number: str) -> dict[str, list[str]]:
        """Return role key -> labels that stand in a configuration."""
        return {place.role.key: [c.label for c in place.contents] for place in self.detail(number).places}

    def steps(self) -> list[str]:
        """Return the labels of the steps that count, newest first."""
        return [step.label for step in self.workbench.history() if not step.undone]

    def elements(self) -> list[records.Element]:
        return self.workbench.read.find(records.Element)

    def close(self) -> None:
        self.page.deactivate()
        self.session.close()


@contextmanager
def coding_person(qtbot: QtBot, workbench: Workbench, folder: Path) -> Iterator[CodingPerson]:
    """Return someone at the Code page; the project closes at the end."""
    person = CodingPerson(qtbot, workbench, folder)
    try:
        yield person
    finally:
        person.close()
