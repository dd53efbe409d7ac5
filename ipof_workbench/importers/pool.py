"""A batch of transcripts, parsed by one worker process that is killed when a file takes too long."""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from ipof_workbench.domain.errors import UnreadableInput, WorkbenchError
from ipof_workbench.domain.imported import ParsedTranscript
from ipof_workbench.importers import worker
from ipof_workbench.importers.registry import LIGHT_SUFFIXES

Report = Callable[[int, int], None]

_AHEAD = 4
"""Files sent before their turn, so that the worker parses while the caller stores."""
_LIGHT_FILES = 20
_LIGHT_BYTES = 256 * 1024
_WORKER = "ipof_workbench.importers.worker"


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that was not parsed, and why."""

    path: Path
    error: WorkbenchError


def parse_transcripts(
    paths: Sequence[Path], report: Report | None = None, timeout_s: float = 60.0
) -> Iterator[ParsedTranscript | Refused]:
    """Yield one result for each file, in the order of `paths`.

    A file that takes longer than `timeout_s` seconds, or that ends the worker, is refused, and the others go on in a
    new worker. `report(done, total)` is called after each file; what it raises (Cancelled) ends the batch. Closing
    the iterator ends the worker. A few small text files are parsed in this process.
    """
    paths = [Path(path) for path in paths]
    parse = _parse_here(paths) if _are_light(paths) else _parse_apart(paths, timeout_s)
    with closing(parse) as results:
        for done, (path, result) in enumerate(zip(paths, results, strict=True), start=1):
            if report is not None:
                report(done, len(paths))
            yield Refused(path, result) if isinstance(result, WorkbenchError) else result


def _are_light(paths: Sequence[Path]) -> bool:
    return len(paths) <= _LIGHT_FILES and all(
        path.suffix.lower() in LIGHT_SUFFIXES and _is_small(path) for path in paths
    )


def _is_small(path: Path) -> bool:
    try:
        return path.stat().st_size <= _LIGHT_BYTES
    except (OSError, ValueError):
        return True


def _parse_here(paths: Sequence[Path]) -> Generator[ParsedTranscript | WorkbenchError, None, None]:
    yield from map(worker.parse, paths)


def _parse_apart(paths: Sequence[Path], timeout_s: float) -> Generator[ParsedTranscript | WorkbenchError, None, None]:
    at = 0
    while at < len(paths):
        with _Worker() as process:
            sent = at
            while at < len(paths):
                while sent < min(len(paths), at + _AHEAD):
                    process.send(paths[sent])
                    sent += 1
                result = process.receive(paths[at], timeout_s)
                at += 1
                yield result
                if process.is_lost:
                    break


class _Worker:
    """One worker process with a thread that takes its answers, so that waiting can time out on every system."""

    def __init__(self) -> None:
        self.is_lost = False
        self._answers: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        root = str(Path(__file__).resolve().parents[2])
        places = [root, *filter(None, [os.environ.get("PYTHONPATH")])]
        self._process = subprocess.Popen(
            [sys.executable, "-m", _WORKER],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(places)},
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self._reader = threading.Thread(target=self._take_answers, name="transcript worker", daemon=True)
        self._reader.start()

    def __enter__(self) -> _Worker:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.wait()
        self._reader.join()
        for stream in (self._process.stdin, self._process.stdout):
            with suppress(OSError):
                if stream:
                    stream.close()

    def _take_answers(self) -> None:
        assert self._process.stdout is not None, "opened as a pipe"
        for line in self._process.stdout:
            self._answers.put(line)
        self._answers.put(b"")

    def send(self, path: Path) -> None:
        """Ask for a file; that the worker is gone shows when the answer is awaited."""
        assert self._process.stdin is not None, "opened as a pipe"
        with suppress(OSError):
            self._process.stdin.write(json.dumps(str(path)).encode("ascii") + b"\n")
            self._process.stdin.flush()

    def receive(self, path: Path, timeout_s: float) -> ParsedTranscript | WorkbenchError:
        """Return the next answer, which is that for `path`; the worker is lost when none comes."""
        try:
            line = self._answers.get(timeout=timeout_s)
        except queue.Empty:
            self.is_lost = True
            return UnreadableInput(f"{path.name} took longer than {timeout_s:g} seconds to read and was left out.")
        try:
            return worker.decode(line)
        except (ValueError, KeyError, TypeError):
            self.is_lost = True
            return UnreadableInput(f"{path.name} could not be read: the process that reads documents ended at it.")
