"""Identity: row numbers inside one project, UUIDv7 across copies of it."""

from __future__ import annotations

import os
import threading
import time

Rid = int
"""The number of a row in this project file: joins and foreign keys. Never leaves the file."""

_LOW_MASK = (1 << 62) - 1


class IdentitySource:
    """Makes UUIDs of version 7 (RFC 9562) that always increase within one process.

    48 bits of milliseconds since 1970, then a 74-bit counter that starts at random in each millisecond and counts up
    within it (method 2 of RFC 9562 section 6.2), so that ids sort in the order in which they were made, even when the
    clock steps back.
    """

    _COUNTER_BITS = 74

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._milliseconds = 0
        self._counter = 0

    def take(self, count: int) -> list[str]:
        """Return `count` fresh ids in increasing order, in the canonical 36-character form."""
        with self._lock:
            ids: list[str] = []
            while len(ids) < count:
                first = self._next()
                ids.append(first)
                # Within one run only the last 62 bits differ: the rest of the digits is written once.
                low = self._counter & _LOW_MASK
                room = min(count - len(ids), _LOW_MASK - low)
                prefix, variant = first[:19], 0b10 << 62
                for offset in range(1, room + 1):
                    tail = f"{variant | (low + offset):016x}"
                    ids.append(f"{prefix}{tail[:4]}-{tail[4:]}")
                self._counter += room
            return ids

    def one(self) -> str:
        """Return one fresh id."""
        with self._lock:
            return self._next()

    def _next(self) -> str:
        now = time.time_ns() // 1_000_000
        if now > self._milliseconds:
            self._milliseconds = now
            # The top bit starts at 0: room to count up without running over.
            self._counter = int.from_bytes(os.urandom(10), "big") >> 7
        else:
            self._counter += 1
            if self._counter >> self._COUNTER_BITS:
                self._milliseconds += 1
                self._counter = 0
        high, low = self._counter >> 62, self._counter & _LOW_MASK
        number = (self._milliseconds << 80) | (0x7 << 76) | (high << 64) | (0b10 << 62) | low
        digits = f"{number:032x}"
        return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"


_source = IdentitySource()


def new_id() -> str:
    """Return a fresh UUIDv7 in the canonical form."""
    return _source.one()


def new_ids(count: int) -> list[str]:
    """Return `count` fresh UUIDv7s in increasing order."""
    return _source.take(count)
