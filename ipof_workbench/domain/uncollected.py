"""Holding back Python's search for reference cycles, from any thread, as long as anybody asks for it."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager


class CycleSearch:
    """Counts who holds the search back; the last one to let go lets it run again."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._holds = 0
        self._was_enabled = False

    def hold(self) -> None:
        """Let no cycle be searched for until `release`."""
        with self._guard:
            if self._holds == 0:
                self._was_enabled = gc.isenabled()
                gc.disable()
            self._holds += 1

    def release(self) -> None:
        """Take one `hold` back."""
        with self._guard:
            self._holds -= 1
            if self._holds == 0 and self._was_enabled:
                gc.enable()


cycle_search = CycleSearch()
"""The search of this process."""


@contextmanager
def uncollected() -> Iterator[None]:
    """Hold back the search for reference cycles while many values without any are made.

    Python looks for cycles each time some hundred values were made, and through all of them again and again: with
    100,000 posts a third of the whole time, and what should grow with the rows grows faster.
    """
    cycle_search.hold()
    try:
        yield
    finally:
        cycle_search.release()


@contextmanager
def kept() -> Iterator[None]:
    """As `uncollected`, for what stays until the program ends: no later search goes through it either.

    The start makes thirty thousand such values, nearly all of them classes and names. The first time only: where
    windows come and go (in the tests), those would else never be taken away.
    """
    with uncollected():
        yield
        if gc.get_freeze_count() == 0:
            gc.freeze()
