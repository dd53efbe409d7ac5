"""Making many values at once without the search for reference cycles."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Hold back the search for reference cycles while many values without any are made.

    Python looks for cycles each time some hundred values were made, and through all of them again and again: with
    100,000 posts a third of the whole time, and what should grow with the rows grows faster.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
