"""A person at the window: keys go to whatever has the keyboard, clicks to what is seen, files are dropped."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QMimeData, QModelIndex, QPoint, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QAbstractScrollArea, QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from ipof_workbench.ui.main_window import MainWindow
from ipof_workbench.ui.session import Session

PLAIN = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
LEFT = Qt.MouseButton.LeftButton
PATIENCE_MS = 20_000
"""How long a person waits at most; nothing waits longer than it takes."""

AnyWidget = TypeVar("AnyWidget", bound=QWidget)
DIRECT = Qt.FindChildOption.FindDirectChildrenOnly


def visible_widgets(root: QWidget) -> Iterator[QWidget]:
    """Return the widgets in another one that can be seen.

    What is hidden holds nothing that is seen: of a full window nine widgets in ten need not be asked.
    """
    for child in root.findChildren(QWidget, options=DIRECT):
        if child.isVisible():
            yield child
            yield from visible_widgets(child)


class Person:
    """Works in a shown window by events alone, and reads what came of it from the project.

    Attributes:
        chosen: the files that the next dialogue for opening gives.
        target: the file that the next dialogue for saving gives.
        asked: the titles of the dialogues that were opened.
    """

    def __init__(self, qtbot: QtBot, window: MainWindow) -> None:
        self.qtbot, self.window = qtbot, window
        self.chosen: Sequence[Path] = ()
        self.target: Path | None = None
        self.asked: list[str] = []
        window.desk.ask_open_paths = self._choose_files
        window.desk.ask_save_path = self._choose_target

    def _choose_files(self, title: str, patterns: Sequence[str] = (), multiple: bool = True) -> list[Path]:
        self.asked.append(title)
        return list(self.chosen)

    def _choose_target(self, title: str, suggested: Path | None = None, patterns: Sequence[str] = ()) -> Path | None:
        self.asked.append(title)
        return self.target

    # --- looking

    @property
    def session(self) -> Session:
        session = self.window.session
        assert session is not None, "no project is open"
        return session

    def sees(self, kind: type[AnyWidget], name: str = "") -> AnyWidget:
        """Return the visible widget of this kind (and object name), of which there is one in a moment."""

        def visible() -> list[AnyWidget]:
            return [widget for widget in self.window.findChildren(kind, name or None) if widget.isVisible()]

        self.wait(lambda: len(visible()) == 1)
        return visible()[0]

    def page(self) -> str:
        """Return the object name of the page in front."""
        return self.window.stack.currentWidget().objectName()

    def keyboard(self) -> QWidget:
        """Return the widget that has the keyboard."""
        widget = QApplication.focusWidget()
        assert widget is not None, "nothing has the keyboard"
        return widget

    def wait(self, until: Callable[[], object]) -> None:
        """Wait until something is so, no longer."""
        self.qtbot.waitUntil(lambda: bool(until()), timeout=PATIENCE_MS)

    # --- keys

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = PLAIN) -> None:
        """Press a key where the keyboard is."""
        QTest.keyClick(self.keyboard(), key, modifier)

    def type(self, words: str) -> None:
        """Write words (ASCII: the test library ends the process on others)."""
        assert words.isascii()
        QTest.keyClicks(self.keyboard(), words)

    def go_to(self, page: str) -> None:
        """Go to a page of the rail, given its object name, by Ctrl and its number there."""
        rail = [known.objectName() for known in self.window.stack.rail_pages()]
        self.press(Qt.Key(int(Qt.Key.Key_1) + rail.index(page)), CONTROL)
        self.wait(lambda: self.page() == page)

    # --- mouse

    def click(self, widget: QWidget, point: QPoint | None = None) -> None:
        """Click a visible widget, in its middle unless a point is given."""
        assert widget.isVisible(), f"{widget} is not to be seen"
        QTest.mouseClick(_ground(widget), LEFT, PLAIN, point or _ground(widget).rect().center())

    def click_row(self, view: QAbstractItemView, index: QModelIndex) -> None:
        """Click a row of a list or table."""
        assert index.isValid(), "there is no such row"
        view.scrollTo(index)
        self.click(view, view.visualRect(index).center())

    def double_click_row(self, view: QAbstractItemView, index: QModelIndex) -> None:
        """Double-click a row: the click that every double click begins with, then the second."""
        self.click_row(view, index)
        QTest.mouseDClick(view.viewport(), LEFT, PLAIN, view.visualRect(index).center())

    def drag(self, widget: QWidget, start: QPoint, end: QPoint) -> None:
        """Press at a point, move to another in a few steps, release there."""
        ground = _ground(widget)
        QTest.mousePress(ground, LEFT, PLAIN, start)
        for step in range(1, 5):
            QTest.mouseMove(ground, start + (end - start) * (step / 4))
        QTest.mouseRelease(ground, LEFT, PLAIN, end)

    def drop(self, paths: Sequence[Path]) -> None:
        """Drop files on the window."""
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        place, action = QPointF(400, 300), Qt.DropAction.CopyAction
        QApplication.sendEvent(self.window, QDragEnterEvent(place.toPoint(), action, mime, LEFT, PLAIN))
        assert self.window.drop_frame.isVisible()
        QApplication.sendEvent(self.window, QDropEvent(place, action, mime, LEFT, PLAIN))
        assert not self.window.drop_frame.isVisible()

    # --- menus that open by themselves

    def answer_menu(self, beginning: str) -> list[str]:
        """Take the entry that begins with these words from the next menu that opens; returns a list that will hold
        the words of all its entries."""
        seen: list[str] = []
        clock = QTimer(self.window)
        clock.setInterval(5)

        def look() -> None:
            menu = QApplication.activePopupWidget()
            if isinstance(menu, QMenu):
                clock.stop()
                clock.deleteLater()
                seen.extend(action.text() for action in menu.actions())
                chosen = next((action for action in menu.actions() if action.text().startswith(beginning)), None)
                if chosen is not None:
                    QTest.mouseClick(menu, LEFT, PLAIN, menu.actionGeometry(chosen).center())
                menu.close()
                # A desktop gives the window back its keyboard; the platform without a screen leaves that to us.
                self.window.activateWindow()

        clock.timeout.connect(look)
        clock.start()
        return seen


def _ground(widget: QWidget) -> QWidget:
    """Return the widget that gets the mouse."""
    return widget.viewport() if isinstance(widget, QAbstractScrollArea) else widget
