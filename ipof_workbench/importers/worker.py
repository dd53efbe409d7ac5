"""The process that parses documents: paths as JSON lines on standard input, transcripts or refusals on standard output.

A hostile document can then neither take the window's memory nor its time. Started by `pool`, once for a batch.
"""

from __future__ import annotations

import json
import sys
from dataclasses import fields
from pathlib import Path
from typing import IO, Any

from ipof_workbench.domain.errors import InputTooLarge, UnreadableInput, WorkbenchError
from ipof_workbench.domain.imported import ParsedTranscript, ParsedTurn
from ipof_workbench.importers import limits
from ipof_workbench.importers.registry import read_transcript


def encode(result: ParsedTranscript | WorkbenchError) -> dict[str, Any]:
    """Return what stands on one line of the output."""
    if isinstance(result, WorkbenchError):
        kind = "too_large" if isinstance(result, InputTooLarge) else "unreadable"
        return {"refused": kind, "sentence": result.sentence}
    values: dict[str, Any] = {field.name: getattr(result, field.name) for field in fields(result)}
    values["turns"] = [
        (each.number, each.speaker, each.start, each.words_start, each.end, each.seconds) for each in result.turns
    ]
    values["interviewers"] = sorted(result.interviewers)
    return {"transcript": values}


def decode(line: bytes) -> ParsedTranscript | WorkbenchError:
    """Return what a line of the output says.

    Raises:
        ValueError, KeyError, TypeError: it is no such line.
    """
    content = json.loads(line)
    if "refused" in content:
        refusal = InputTooLarge if content["refused"] == "too_large" else UnreadableInput
        return refusal(content["sentence"])
    values = content["transcript"]
    values["turns"] = tuple(ParsedTurn(*turn) for turn in values["turns"])
    values["interviewers"] = frozenset(values["interviewers"])
    values["notes"] = tuple(values["notes"])
    return ParsedTranscript(**values)


def parse(path: Path) -> ParsedTranscript | WorkbenchError:
    """Return the transcript or the refusal; no exception of a parser gets out."""
    try:
        return read_transcript(path)
    except WorkbenchError as refusal:
        return refusal
    except (MemoryError, RecursionError):
        return InputTooLarge(f"{path.name} needs more memory than a document may take; split it first.")
    except Exception as error:  # whatever a damaged file makes a parser do is a refusal of that file
        return UnreadableInput(f"{path.name} is damaged: it could not be parsed ({type(error).__name__}).")


def serve(requests: IO[bytes], answers: IO[bytes]) -> None:
    """Answer each line of `requests`, a JSON string with a path, by one line."""
    for line in requests:
        answer = json.dumps(encode(parse(Path(json.loads(line)))), separators=(",", ":"))
        answers.write(answer.encode("ascii") + b"\n")
        answers.flush()


def cap_memory() -> None:
    """Bound the address space of this process where the system can do that."""
    try:
        import resource
    except ImportError:  # Windows
        return
    try:
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        bound = limits.WORKER_BYTES if hard == resource.RLIM_INFINITY else min(limits.WORKER_BYTES, hard)
        resource.setrlimit(resource.RLIMIT_AS, (bound, hard))
    except (OSError, ValueError):  # macOS knows the limit but does not always take it
        return


if __name__ == "__main__":
    cap_memory()
    serve(sys.stdin.buffer, sys.stdout.buffer)
