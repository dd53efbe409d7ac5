"""The search of the window: a field in the menu row and a list of what it found, over documents, elements, theory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QLineEdit, QWidget

from ipof_workbench.ui.places import Place
from ipof_workbench.ui.theme.icons import pixmap
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.key_cap import KeyCap

if TYPE_CHECKING:
    from ipof_workbench.app.tasks import Report
    from ipof_workbench.ui.search_popup import Found, SearchPopup
    from ipof_workbench.ui.session import Session

WIDTH = 264
LEAST_LETTERS = 2
WAIT_MS = 150


class SearchField(QLineEdit):
    """Where the words are typed; from two letters on it searches by itself."""

    left = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__()
        self.setObjectName("searchField")
        self.setAccessibleName("Search text, memos, elements and configurations")
        self.setPlaceholderText("Search texts and theory")
        self._session: Session | None = None
        self._host = window
        self._popup: SearchPopup | None = None
        self._cap = KeyCap("Ctrl K", parent=self)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(WAIT_MS)
        self._wait.timeout.connect(self._search)
        self._opens_first = False
        self.textChanged.connect(self._on_text)
        current_theme().changed.connect(self._measure)
        window.installEventFilter(self)
        self._measure()

    @property
    def popup(self) -> SearchPopup:
        """The list under the field, made when it is first needed: the start page needs none."""
        if self._popup is None:
            from ipof_workbench.ui.search_popup import SearchPopup

            self._popup = SearchPopup(self._host)
            self._popup.chosen.connect(self._open)
        return self._popup

    def _hide_popup(self) -> None:
        if self._popup is not None:
            self._popup.hide()

    def set_session(self, session: Session | None) -> None:
        """Search this project from now on."""
        self._session = session
        self.clear()
        self._hide_popup()

    def _measure(self) -> None:
        theme = current_theme()
        self.setFixedWidth(theme.px(WIDTH))
        self.setTextMargins(theme.px(20), 0, 0 if self.text() else self._cap.sizeHint().width(), 0)
        self._put_cap()

    def _put_cap(self) -> None:
        size = self._cap.sizeHint()
        self._cap.setVisible(not self.text())
        self._cap.setGeometry(
            self.width() - size.width() - current_theme().px(6),
            (self.height() - size.height()) // 2,
            size.width(),
            size.height(),
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._put_cap()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        theme = current_theme()
        painter = QPainter(self)
        top = (self.height() - theme.px(16)) // 2
        painter.drawPixmap(theme.px(8), top, pixmap("search", "text2", 16, self.devicePixelRatioF()))
        painter.end()

    def _on_text(self, text: str) -> None:
        self._measure()
        if len(text.strip()) < LEAST_LETTERS:
            self._wait.stop()
            self._hide_popup()
        else:
            self._wait.start()

    def _search(self) -> None:
        session, words = self._session, self.text().strip()
        if session is None or len(words) < LEAST_LETTERS:
            return

        from ipof_workbench.ui.search_popup import look_for

        def work(report: Report) -> Found:
            return look_for(session, words)

        session.run_in_background(work, self._show, key="search")

    def _show(self, found: Found) -> None:
        if found.words != self.text().strip():
            return
        self.popup.show_found(found, self)
        if self._opens_first:
            self._opens_first = False
            self._open_current()
        elif self.window().focusWidget() is not self:
            self._hide_popup()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self.popup.isVisible():
            self.popup.move_current(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.popup.isVisible() and not self._wait.isActive():
                self._open_current()
            elif len(self.text().strip()) >= LEAST_LETTERS:
                # Enter before the list has come opens its first row when it comes.
                self._opens_first = True
                self._wait.stop()
                self._search()
        elif key == Qt.Key.Key_Escape:
            self._hide_popup()
            self.clear()
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _open_current(self) -> None:
        place = self.popup.current()
        if place is not None:
            self._open(place)

    def _open(self, place: object) -> None:
        self._hide_popup()
        self.clear()
        if self._session is not None and isinstance(place, Place):
            self._session.go_to(place)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.WindowDeactivate):
            self._hide_popup()
        return super().eventFilter(watched, event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._hide_popup()
        super().focusOutEvent(event)
