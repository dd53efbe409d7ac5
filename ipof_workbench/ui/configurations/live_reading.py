"""Reading again what a page shows, after changes: at once while that is quick, in a worker when it is not."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from ipof_workbench.ui.session import Session

QUICK_S = 0.05
LARGE_FILE_BYTES = 8_000_000
"""A project of this size is read in a worker from the first time on."""


class LiveReading(QObject):
    """One thing that is read again and again.

    Args:
        session: whose workers read.
        key: names the reading among the session's tasks.
        read: reads the project; may run in a worker thread, so it must not touch a widget, nor ask one.
        delay_ms: changes that follow each other faster are read once.
        what: says which of several things is read now: how long each takes is kept apart. One that was never read is
            taken to be as slow as the slowest.

    Signals:
        begins(): in the GUI thread, before each reading: time to note what widgets say of what is wanted.
        arrived(value): what was read.
        busy_changed(bool): a worker is reading, or has ended.
    """

    begins = Signal()
    arrived = Signal(object)
    busy_changed = Signal(bool)

    def __init__(
        self,
        session: Session,
        key: str,
        read: Callable[[], Any],
        delay_ms: int = 0,
        what: Callable[[], str] = str,
    ) -> None:
        super().__init__(session)
        self._session, self._key, self._read, self._what = session, key, read, what
        self._took: dict[str, float] = {}
        self._usual = QUICK_S + 1 if _is_large(session) else 0.0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(delay_ms)
        self._timer.timeout.connect(self.read_now)

    def ask(self) -> None:
        """Read soon, once for all who ask meanwhile."""
        self._timer.start()

    def is_waiting(self) -> bool:
        """Tell whether a reading was asked for and has not begun."""
        return self._timer.isActive()

    def read_now(self) -> None:
        """Read at once, or in a worker when the last time took longer than 50 ms."""
        self._timer.stop()
        self.begins.emit()
        what = self._what()
        if self._took.get(what, max(self._took.values(), default=self._usual)) <= QUICK_S:
            try:
                self._end(self._timed(what))
            except Exception as error:
                self._session.show_error(error)
            return
        self.busy_changed.emit(True)
        self._session.run_in_background(lambda _report: self._timed(what), self._worked, self._failed, key=self._key)

    def _timed(self, what: str) -> tuple[Any, str, float]:
        begun = time.perf_counter()
        value = self._read()
        return value, what, time.perf_counter() - begun

    def _worked(self, found: tuple[Any, str, float]) -> None:
        self.busy_changed.emit(False)
        self._end(found)

    def _failed(self, error: BaseException) -> None:
        self.busy_changed.emit(False)
        self._session.show_error(error)

    def _end(self, found: tuple[Any, str, float]) -> None:
        value, what, self._took[what] = found
        self.arrived.emit(value)


def _is_large(session: Session) -> bool:
    try:
        return session.workbench.path.stat().st_size > LARGE_FILE_BYTES
    except OSError:
        return False
