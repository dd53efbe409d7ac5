"""The contract of long work: it reports how far it is, and stops when asked to."""

from __future__ import annotations

import threading
from collections.abc import Callable

from ipof_workbench.domain.errors import Cancelled

Report = Callable[[int, int], None]
"""Called with (done, total); raises `Cancelled` when the person has asked to stop."""


def no_report(done: int, total: int) -> None:
    """Take a report and do nothing with it."""


class CancelToken:
    """Set from one thread, looked at from the other."""

    def __init__(self) -> None:
        self._asked = threading.Event()

    def cancel(self) -> None:
        """Ask the work to stop at its next report."""
        self._asked.set()

    def raise_if_asked(self) -> None:
        """Stop the work if it was asked to.

        Raises:
            Cancelled: it was.
        """
        if self._asked.is_set():
            raise Cancelled("Stopped; nothing of it was stored.")
