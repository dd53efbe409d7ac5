"""The status bar: stored when, which filter, the last step, a long task, the page's own facts, the zoom."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStatusBar, QWidget

from ipof_workbench.ui.background import Task
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.buttons import LinkButton, QuietButton
from ipof_workbench.ui.widgets.plain_label import PlainLabel

HEIGHT = 26
SHOWN_AFTER_MS = 300


class StatusButton(QuietButton):
    """A flat button of the height of the bar."""

    def label_font(self) -> QFont:
        return current_theme().font("small")

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), current_theme().px(22))

    def minimumSizeHint(self) -> QSize:
        return QSize(current_theme().px(40), current_theme().px(22))


class RefusalLine(StatusButton):
    """The red line: what did not work, and why."""

    ink = "danger"


class StatusRow(QStatusBar):
    """The row at the foot of the window."""

    history_asked = Signal()
    filter_cleared = Signal()
    zoom_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self.setAccessibleName("Status")
        self._task: Task | None = None
        self._note = PlainLabel("", "small", "text2")
        self._stored = StatusButton("Stored", "check")
        self._filter = StatusButton("All cases, all coders", "list-filter")
        self._last = StatusButton("")
        self._refusal = RefusalLine("", "circle-x")
        self._busy, self._busy_words, self._cancel = self._build_busy()
        self._facts = PlainLabel("", "small", "text2", elide=True)
        self._facts.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._facts.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._zoom = StatusButton("100 %")
        left: tuple[QWidget, ...] = (self._note, self._stored, self._filter, self._refusal, self._last)
        right: tuple[QWidget, ...] = (self._busy, self._facts, self._zoom)
        for part in left:
            self.addWidget(part)
        for part in right:
            self.addPermanentWidget(part)
        self._stored.setToolTip("Every step is on disk as soon as it is done")
        self._last.setToolTip("Open the history  Ctrl+H")
        self._refusal.setToolTip("Close this line")
        self._zoom.setToolTip("Back to 100 %  Ctrl+0")
        self._stored.clicked.connect(self.history_asked)
        self._last.clicked.connect(self.history_asked)
        self._filter.clicked.connect(self.filter_cleared)
        self._refusal.clicked.connect(lambda: self.show_refusal(""))
        self._zoom.clicked.connect(self.zoom_asked)
        self._cancel.clicked.connect(self._cancel_task)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SHOWN_AFTER_MS)
        self._soon.timeout.connect(lambda: self._busy.setVisible(self._task is not None))
        current_theme().changed.connect(self._measure)
        self._measure()
        self.show_start()

    def _build_busy(self) -> tuple[QWidget, PlainLabel, LinkButton]:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, current_theme().px(12), 0)
        words, cancel = PlainLabel("", "small", "text2", tabular=True), LinkButton("Cancel")
        row.addWidget(words)
        row.addWidget(cancel)
        box.hide()
        return box, words, cancel

    # --- what is shown

    def show_start(self, version: str = "") -> None:
        """Show what the start page has: the version, and how the theme is chosen."""
        for part in (self._stored, self._filter, self._last, self._busy, self._zoom, self._refusal):
            part.hide()
        self._note.setContentsMargins(current_theme().px(8), 0, 0, 0)
        self._note.setText(f"Version {version}" if version else "")
        self._note.show()
        self._facts.setContentsMargins(0, 0, current_theme().px(8), 0)
        self._facts.setText("Light, dark or as the system")

    def show_project(self) -> None:
        """Show what an open project has."""
        self._note.hide()
        self.show_refusal("")
        for part in (self._stored, self._filter, self._zoom):
            part.show()
        self._facts.setContentsMargins(0, 0, 0, 0)
        self._facts.setText("")

    def show_stored(self, at: datetime | None, read_only: bool = False) -> None:
        """Say when the last step was stored (local time)."""
        words = "Read only" if read_only else (f"Stored {at:%H:%M}" if at else "Stored")
        self._stored.setText(words)

    def show_filter(self, words: str) -> None:
        """Say which filter is in force."""
        self._filter.setText(words or "All cases, all coders")
        if words:
            self._filter.enable()
            self._filter.setToolTip("Clear the filter")
        else:
            self._filter.setToolTip("No filter is in force")

    def show_last_step(self, label: str) -> None:
        """Say what was done last."""
        shown = label[:1].lower() + label[1:]
        self._last.setText(f"Last step: {shown}" if len(shown) < 72 else f"Last step: {shown[:71]}…")
        self._last.setVisible(bool(label) and not self._refusal.text())

    def show_refusal(self, sentence: str) -> None:
        """Show the red line, or clear it with an empty sentence."""
        self._refusal.setText(sentence)
        self._refusal.setVisible(bool(sentence))
        self._filter.setVisible(not sentence and not self._zoom.isHidden())
        self._last.setVisible(not sentence and bool(self._last.text()) and not self._zoom.isHidden())

    def refusal(self) -> str:
        """Return the red line's sentence."""
        return self._refusal.text()

    def show_facts(self, words: str) -> None:
        """Show the facts of the page in front."""
        self._facts.setText(words)

    def facts(self) -> str:
        """Return the facts shown."""
        return self._facts.text()

    def last_step(self) -> str:
        """Return the words of the last step."""
        return self._last.text()

    def show_zoom(self, scale: float) -> None:
        """Show the zoom of the window."""
        self._zoom.setText(f"{round(scale * 100)} %")

    def watch(self, task: Task) -> None:
        """Show a task that has words for the person, with its count and a way to stop it."""
        if not task.words:
            return
        self._task = task
        self._busy_words.setText(task.words)
        self._soon.start()
        task.progressed.connect(self._show_progress)
        task.finished.connect(self._task_over)

    def _show_progress(self, done: int, total: int) -> None:
        task = self.sender()
        if isinstance(task, Task) and task is self._task:
            self._busy_words.setText(f"{task.words} {done:,} of {total:,}" if total else task.words)

    def _task_over(self) -> None:
        if self.sender() is self._task:
            self._task = None
            self._soon.stop()
            self._busy.hide()

    def _cancel_task(self) -> None:
        if self._task is not None:
            self._task.cancel()

    def _measure(self) -> None:
        theme = current_theme()
        self.setFixedHeight(theme.px(HEIGHT))
        self.setContentsMargins(theme.px(2), 0, theme.px(4), 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), current_theme().colour("window"))
        painter.fillRect(0, 0, self.width(), 1, current_theme().colour("border"))
        painter.end()
