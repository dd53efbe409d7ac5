"""Work off the GUI thread: it reports, it can be stopped, and what it returns comes back to the GUI thread."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal

from ipof_workbench.app.tasks import CancelToken, Report
from ipof_workbench.domain.uncollected import cycle_search

Work = Callable[[Report], Any]
"""Runs in a worker thread; calls its argument with (done, total) now and then. Must not touch a widget."""

THREADS = 4


class Task(QObject):
    """One piece of work under way. Signals arrive in the GUI thread.

    Attributes:
        words: what the person reads while it runs ("Reading 41 files"); empty = not worth a word.
    """

    progressed = Signal(int, int)
    finished = Signal()
    _ended = Signal(object, object)

    def __init__(
        self,
        words: str,
        done: Callable[[Any], None] | None,
        failed: Callable[[BaseException], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.words = words
        self.is_over = False
        self._token = CancelToken()
        self._done, self._failed = done, failed
        self._is_wanted = True
        self._ended.connect(self._on_ended)

    def cancel(self) -> None:
        """Ask the work to stop at its next report; `failed` then hears of `Cancelled`."""
        self._token.cancel()

    def forget(self) -> None:
        """Let the work end unheard (another one took its place, or the project is closing)."""
        self._is_wanted = False
        self._token.cancel()

    def report(self, done: int, total: int) -> None:
        """Tell how far the work is; called in the worker.

        Raises:
            Cancelled: the person has asked to stop.
        """
        self._token.raise_if_asked()
        self.progressed.emit(done, total)

    def end(self, value: Any, error: BaseException | None) -> None:
        """Hand over what came of it; called in the worker."""
        self._ended.emit(value, error)

    def _on_ended(self, value: Any, error: BaseException | None) -> None:
        self.is_over = True
        try:
            if self._is_wanted and error is not None:
                self._failed(error)
            elif self._is_wanted and self._done is not None:
                self._done(value)
        finally:
            self.finished.emit()
            self.deleteLater()


class _Runner(QRunnable):
    """Runs one task's work in a thread of the pool."""

    def __init__(self, task: Task, work: Work, at_end: Callable[[], None]) -> None:
        super().__init__()
        self._task, self._work, self._at_end = task, work, at_end

    def run(self) -> None:
        value: Any = None
        error: BaseException | None = None
        try:
            value = self._work(self._task.report)
        except BaseException as raised:  # every failure has to reach the person who waits for it
            error = raised
        try:
            self._at_end()
        except Exception as raised:
            error = error or raised
        self._task.end(value, error)


class Background(QObject):
    """The tasks of one session."""

    started = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(THREADS)
        self._tasks: set[Task] = set()
        self._latest: dict[str, Task] = {}
        self._runners: dict[Task, _Runner] = {}

    def start(self, task: Task, work: Work, at_end: Callable[[], None], key: str = "") -> None:
        """Run `work`; with a `key`, an older task of the same key is no longer heard."""
        if key:
            older = self._latest.get(key)
            if older is not None and older in self._tasks:
                older.forget()
            self._latest[key] = task
        self._tasks.add(task)
        task.finished.connect(lambda: self._let_go(task))
        runner = _Runner(task, work, at_end)
        # The pool deletes a runner that Python still knows: it is kept, and let go of, here.
        runner.setAutoDelete(False)
        self._runners[task] = runner
        # Python searches for reference cycles in whatever thread happens to make values. In a worker it would destroy
        # the widgets it finds there, and the program with them: while a task is under way, no search.
        cycle_search.hold()
        self.started.emit(task)
        self._pool.start(runner)

    def _let_go(self, task: Task) -> None:
        if task in self._tasks:
            self._tasks.discard(task)
            cycle_search.release()
        self._runners.pop(task, None)

    def is_busy(self) -> bool:
        """Tell whether anything is under way."""
        return bool(self._tasks)

    def stop(self) -> None:
        """Stop everything and wait until no thread reads any more; nothing of it is heard."""
        for task in tuple(self._tasks):
            task.forget()
        self._pool.waitForDone(-1)
        for task in tuple(self._tasks):
            self._let_go(task)
