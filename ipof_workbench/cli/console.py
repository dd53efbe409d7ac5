"""What a command says: results to stdout (as words or as JSON), sentences and progress to stderr."""

from __future__ import annotations

import contextlib
import io
import json
import sys
import time
from collections.abc import Callable, Iterable, Iterator

_PAUSE_S = 0.1
_CLEAR_LINE = "\r\x1b[K"


def speak_any_language() -> None:
    """Let a terminal with another encoding show a sign in place of a character it does not know, instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


class Console:
    """Where a command's words go. With `as_json`, results are one JSON value and their words are left out."""

    def __init__(self, *, as_json: bool = False) -> None:
        self.as_json = as_json

    def show(self, value: object, lines: Iterable[str]) -> None:
        """Print a result: `value` as JSON where that was asked for, else the lines."""
        if self.as_json:
            print(json.dumps(value, indent=2, ensure_ascii=not _is_unicode(sys.stdout.encoding)))
            return
        for line in lines:
            print(line)

    def tell(self, sentence: str) -> None:
        """Print a sentence for the person beside the result."""
        print(sentence, file=sys.stderr)

    @contextlib.contextmanager
    def progress(self, doing: str) -> Iterator[Callable[[int, int], None]]:
        """Yield what takes (done, total); it shows them on one line of a terminal, and nothing anywhere else."""
        if not sys.stderr.isatty():
            yield _say_nothing
            return
        shown_at = 0.0

        def report(done: int, total: int) -> None:
            nonlocal shown_at
            now = time.monotonic()
            if now - shown_at >= _PAUSE_S or done == total:
                shown_at = now
                print(f"{_CLEAR_LINE}{doing} {done:,} of {total:,}", end="", file=sys.stderr, flush=True)

        try:
            yield report
        finally:
            print(_CLEAR_LINE, end="", file=sys.stderr, flush=True)


def columns(rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    """Yield rows as lines whose cells stand under each other, two blanks between them."""
    held = list(rows)
    widths = [max(map(len, cells)) for cells in zip(*held, strict=True)]
    for row in held:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()


def _is_unicode(encoding: str | None) -> bool:
    return (encoding or "").replace("-", "").casefold().startswith("utf")


def _say_nothing(done: int, total: int) -> None:
    """Nobody looks on."""
