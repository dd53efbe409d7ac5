"""What the status bar holds while a project is open: stored when, filter, last step, refusal, a long task, zoom."""

from __future__ import annotations

from PySide6.QtCore import QSize, QTimer
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ipof_workbench.ui.background import Task
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.buttons import LinkButton, QuietButton
from ipof_workbench.ui.widgets.plain_label import PlainLabel

SHOWN_AFTER_MS = 300


class StatusButton(QuietButton):
    """A flat button of the height of the bar."""

    def label_font(self) -> QFont:
        return current_theme().font("small")

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), current_theme().px(22))

    def minimumSizeHint(self) -> QSize:
        return QSize(current_theme().px(40), current_theme().px(22))


class WholeButton(StatusButton):
    """One whose few words are never cut: in a narrow window the last step gives way."""

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


class RefusalLine(StatusButton):
    """The red line: what did not work, and why."""

    ink = "danger"


class BusyPart(QWidget):
    """A long task: its words, its count, a way to stop it. Shown when the task takes a moment."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._task: Task | None = None
        self._words, cancel = PlainLabel("", "small", "text2", tabular=True), LinkButton("Cancel")
        cancel.clicked.connect(self._cancel)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, current_theme().px(12), 0)
        row.addWidget(self._words)
        row.addWidget(cancel)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SHOWN_AFTER_MS)
        self._soon.timeout.connect(lambda: self.setVisible(self._task is not None))

    def watch(self, task: Task) -> None:
        """Show a task that has words for the person."""
        if not task.words:
            return
        self._task = task
        self._words.setText(task.words)
        self._soon.start()
        task.progressed.connect(self._show_progress)
        task.finished.connect(self._task_over)

    def _show_progress(self, done: int, total: int) -> None:
        task = self.sender()
        if isinstance(task, Task) and task is self._task:
            self._words.setText(f"{task.words} {done:,} of {total:,}" if total else task.words)

    def _task_over(self) -> None:
        if self.sender() is self._task:
            self._task = None
            self._soon.stop()
            self.hide()

    def _cancel(self) -> None:
        if self._task is not None:
            self._task.cancel()


class ProjectParts:
    """The parts themselves, hidden; the bar puts them into its row and decides which of them are shown."""

    def __init__(self, bar: QWidget) -> None:
        self.stored = WholeButton("Stored", "check", parent=bar)
        self.filter = WholeButton("All cases, all coders", "list-filter", parent=bar)
        self.refusal = RefusalLine("", "circle-x", parent=bar)
        self.last = StatusButton("", parent=bar)
        self.busy = BusyPart(bar)
        self.zoom = WholeButton("100 %", parent=bar)
        self.stored.setToolTip("Every step is on disk as soon as it is done")
        self.last.setToolTip("Open the history  Ctrl+H")
        self.refusal.setToolTip("Close this line")
        self.zoom.setToolTip("Back to 100 %  Ctrl+0")
        self.hide()

    def left(self) -> tuple[QWidget, ...]:
        """Return what stands at the left, in order."""
        return self.stored, self.filter, self.refusal, self.last

    def hide(self) -> None:
        """Hide them all."""
        for part in (*self.left(), self.busy, self.zoom):
            part.hide()
