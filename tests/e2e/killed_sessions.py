"""Sessions that are there to be killed: run as a script, it serves one session after the other, each in a fork.

It reads a line `scenario project marks acknowledged seed`, forks, says the process number, and says `gone` when the
session is dead. A session writes a line to `acknowledged` after each action that was acknowledged to it, and keeps
the first byte of `marks` at 1 from BEGIN IMMEDIATE until COMMIT has returned.
"""

from __future__ import annotations

import contextlib
import mmap
import os
import random
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from sqlalchemy import Connection

from ipof_workbench.app.commands.coding import CodePassage
from ipof_workbench.app.transcript_imports import ImportTranscripts, TranscriptChoice
from ipof_workbench.app.workbench import Workbench
from ipof_workbench.domain import records
from ipof_workbench.domain.errors import NothingToUndo
from ipof_workbench.storage.project_file import ProjectFile
from tests.e2e.any_command import transcript

TRANSCRIPTS_OF_AN_IMPORT = 4
TURNS = 25

Acknowledge = Callable[[str], None]


def import_some(number: int) -> ImportTranscripts:
    """Return an import of four transcripts with 25 turns each, different for each number."""
    return ImportTranscripts(
        tuple(
            TranscriptChoice(
                transcript(
                    f"T{number}-{at}",
                    tuple(
                        (("INT", "P01")[turn % 2], f"turn {turn} of {number} and {at}: nobody had my name 😭 here")
                        for turn in range(TURNS)
                    ),
                ),
                case="Harbour",
                participants={"P01": "P01"},
            )
            for at in range(TRANSCRIPTS_OF_AN_IMPORT)
        )
    )


def code_somewhere(workbench: Workbench, dice: random.Random) -> int:
    """Code a passage in a new configuration; return the coding."""
    document = dice.choice(workbench.read.find(records.Document))
    start = dice.randrange(document.characters - 40)
    return int(workbench.run(CodePassage(document.rid, start, start + 30, "context")).result.coding)


def mark_transactions(marks: mmap.mmap) -> None:
    """Let every transaction of this process show in the first byte of `marks`."""
    whole = ProjectFile.transaction

    @contextlib.contextmanager
    def marked(project: ProjectFile) -> Iterator[Connection]:
        with whole(project) as connection:
            marks[0] = 1
            yield connection
        marks[0] = 0

    ProjectFile.transaction = marked  # type: ignore[method-assign]


def coding(workbench: Workbench, dice: random.Random, acknowledge: Acknowledge) -> None:
    """Code for ever."""
    while True:
        acknowledge(str(code_somewhere(workbench, dice)))


def importing(workbench: Workbench, dice: random.Random, acknowledge: Acknowledge) -> None:
    """Import for ever."""
    number = 1_000
    while True:
        number += 1
        workbench.run(import_some(number))
        acknowledge(str(number))


def undoing(workbench: Workbench, dice: random.Random, acknowledge: Acknowledge) -> None:
    """Undo everything, redo everything, and so on."""
    _to_and_fro(acknowledge, workbench.undo, workbench.redo)


def redoing(workbench: Workbench, dice: random.Random, acknowledge: Acknowledge) -> None:
    """Redo everything, undo everything, and so on."""
    _to_and_fro(acknowledge, workbench.redo, workbench.undo)


def _to_and_fro(acknowledge: Acknowledge, *ways: Callable[[], object]) -> None:
    while True:
        for way in ways:
            with contextlib.suppress(NothingToUndo):
                while True:
                    way()
                    acknowledge("1")


def backing_up(workbench: Workbench, dice: random.Random, acknowledge: Acknowledge) -> None:
    """Code a few passages, back up, and so on."""
    while True:
        for _ in range(5):
            made = code_somewhere(workbench, dice)
            acknowledge(str(made))
        acknowledge(f"{made} {workbench.backup().name}")


SCENARIOS = {"coding": coding, "import": importing, "undo": undoing, "redo": redoing, "backup": backing_up}


def run_session(scenario: str, project: Path, marks: Path, acknowledged: Path, seed: int) -> None:
    """Open the project and act until killed."""
    with open(marks, "r+b") as file:
        mark_transactions(mmap.mmap(file.fileno(), 1))
    sink = os.open(acknowledged, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    workbench = Workbench.open(project)
    SCENARIOS[scenario](workbench, random.Random(seed), lambda line: void(os.write(sink, f"{line}\n".encode())))


def void(_: object) -> None:
    """Take what nobody needs."""


def serve() -> None:
    """Serve sessions until there are no more lines."""
    for line in sys.stdin:
        scenario, project, marks, acknowledged, seed = line.rstrip("\n").split("\t")
        process = os.fork()
        if process == 0:
            run_session(scenario, Path(project), Path(marks), Path(acknowledged), int(seed))
        sys.stdout.write(f"{process}\n")
        sys.stdout.flush()
        os.waitpid(process, 0)
        sys.stdout.write("gone\n")
        sys.stdout.flush()


if __name__ == "__main__":
    serve()
