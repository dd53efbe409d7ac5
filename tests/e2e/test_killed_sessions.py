"""Kill -9: 50 sessions killed while they code, import, undo, redo and back up lose nothing that was acknowledged."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from ipof_workbench.app.workbench import Workbench
from ipof_workbench.domain import records
from ipof_workbench.storage.integrity import canonical_dump
from tests.e2e.killed_sessions import SCENARIOS, TRANSCRIPTS_OF_AN_IMPORT, TURNS, code_somewhere, import_some

KILLS_EACH = 10
LEAST_SHARE_INSIDE = 0.4
SEED = 20_240_607

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not hasattr(os, "fork"), reason="kill -9 and fork are of POSIX systems"),
]


@dataclass
class Tally:
    """What was seen over all kills."""

    kills: int = 0
    inside: int = 0
    acknowledged: int = 0
    by_scenario: Counter[str] = field(default_factory=Counter)

    def __str__(self) -> str:
        return (
            f"{self.kills} kills (seed {SEED}), {self.inside} inside a transaction {dict(self.by_scenario)}, "
            f"{self.acknowledged} acknowledged actions"
        )


@dataclass
class Started:
    """A project to begin with, and its rows after 0, 1, 2 ... of its steps."""

    path: Path
    dumps: list[dict[str, str]]


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Started:
    """Make a project of 18 steps, and look at it after each."""
    path = tmp_path_factory.mktemp("started") / "begin.ipof"
    dice = random.Random(SEED)
    with Workbench.create(path, analyst="Kim") as workbench:
        dumps = [_dump(workbench)]
        for number in range(6):
            workbench.run(import_some(number))
            dumps.append(_dump(workbench))
            for _ in range(2):
                code_somewhere(workbench, dice)
                dumps.append(_dump(workbench))
    return Started(path, dumps)


@pytest.fixture
def server() -> Iterator[subprocess.Popen[str]]:
    """A process that has imported everything and forks a session for each kill."""
    root = Path(__file__).parents[2]
    environment = {**os.environ, "PYTHONPATH": str(root)}
    script = Path(__file__).with_name("killed_sessions.py")
    with subprocess.Popen(
        [sys.executable, str(script)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
    ) as process:
        yield process
        assert process.stdin is not None
        process.stdin.close()
        process.wait(30)


def _dump(workbench: Workbench) -> dict[str, str]:
    return canonical_dump(workbench._project.reader())  # noqa: SLF001


def kill_one(
    server: subprocess.Popen[str], scenario: str, project: Path, dice: random.Random
) -> tuple[bool, list[str]]:
    """Let a session act on the project and kill it at a random moment.

    Returns whether that was inside a transaction, and what was acknowledged.
    """
    assert server.stdin is not None
    assert server.stdout is not None
    marks, acknowledged = project.with_name("marks"), project.with_name("acknowledged")
    marks.write_bytes(b"\0")
    acknowledged.touch()
    wanted = dice.randint(1, 12) if scenario != "backup" else dice.randint(5, 9)
    line = (scenario, project, marks, acknowledged, dice.randrange(1_000_000))
    server.stdin.write("\t".join(map(str, line)) + "\n")
    server.stdin.flush()
    process = int(server.stdout.readline())
    patience = time.monotonic() + 30
    while acknowledged.read_bytes().count(b"\n") < wanted and time.monotonic() < patience:
        time.sleep(0.002)
    time.sleep(dice.uniform(0, 0.03))
    os.kill(process, signal.SIGKILL)
    assert server.stdout.readline() == "gone\n"
    lines = acknowledged.read_text().splitlines()
    assert len(lines) >= wanted, f"the session acknowledged only {lines}"
    return marks.read_bytes() == b"\1", lines


def look_after_codings(workbench: Workbench, started: Started, lines: list[str]) -> None:
    """The last acknowledged coding is there, at most one more, and each with all that belongs to it."""
    made = [int(line.split()[0]) for line in lines]
    codings = {coding.rid for coding in workbench.read.find(records.Coding)}
    assert set(made) <= codings
    assert len(codings - set(made)) <= 12 + 1  # the 12 of the beginning, and one that nobody heard of
    evidence = workbench.read.find(records.Evidence)
    assert {held.coding for held in evidence} == codings
    assert len(workbench.read.find(records.Configuration)) == len(codings)
    assert len(workbench.read.find(records.ConfigurationVersion)) == len(codings)
    assert len(workbench.read.find(records.PlaceContent)) == len(codings)
    assert len(workbench.history()) == len(codings) + 6


def look_after_imports(workbench: Workbench, started: Started, lines: list[str]) -> None:
    """The last acknowledged import is there, at most one more, and each is whole."""
    batches = workbench.read.find(records.ImportBatch)
    assert len(batches) - 6 - len(lines) in (0, 1)
    names = {document.name for document in workbench.read.find(records.Document)}
    assert f"T{lines[-1]}-{TRANSCRIPTS_OF_AN_IMPORT - 1}" in names
    summary = workbench.read.summary()
    assert summary.documents == TRANSCRIPTS_OF_AN_IMPORT * len(batches)
    assert summary.turns == TURNS * summary.documents == len(workbench.read.find(records.Turn))
    assert workbench.read.search("nobody")[1] == summary.documents


def look_after_undo(workbench: Workbench, started: Started, lines: list[str]) -> None:
    """The project stands exactly where the acknowledged steps led, or one step on."""
    _look_after_steps(workbench, started, len(lines), undone_first=True)


def look_after_redo(workbench: Workbench, started: Started, lines: list[str]) -> None:
    """As `look_after_undo`, from the other end."""
    _look_after_steps(workbench, started, len(lines), undone_first=False)


def _look_after_steps(workbench: Workbench, started: Started, count: int, *, undone_first: bool) -> None:
    last = len(started.dumps) - 1

    def standing_after(steps: int) -> int:
        rounds, rest = divmod(steps, last)
        falling = undone_first == (rounds % 2 == 0)
        return last - rest if falling else rest

    standing = sum(not step.undone for step in workbench.history())
    assert standing in (standing_after(count), standing_after(count + 1))
    assert _dump(workbench) == started.dumps[standing]


def look_after_backups(workbench: Workbench, started: Started, lines: list[str]) -> None:
    """As after coding; and every backup is whole and holds what was acknowledged before it."""
    look_after_codings(workbench, started, lines)
    folder = Path(os.environ["IPOF_WORKBENCH_HOME"]) / "backups" / workbench.project_id
    told = {name: int(coding) for coding, _, name in (line.partition(" ") for line in lines) if name}
    there = {path.name for path in folder.glob("*-manual.ipof")} if folder.exists() else set()
    assert set(told) <= there
    for name in there:
        with Workbench.open(folder / name, read_only=True) as copy:
            assert copy.check() == []
            assert told.get(name, 1) in {coding.rid for coding in copy.read.find(records.Coding)}
    shutil.rmtree(folder, ignore_errors=True)


LOOKS = {
    "coding": look_after_codings,
    "import": look_after_imports,
    "undo": look_after_undo,
    "redo": look_after_redo,
    "backup": look_after_backups,
}


def test_fifty_killed_sessions_lose_nothing_and_leave_nothing_half_done(
    started: Started, server: subprocess.Popen[str], tmp_path: Path
) -> None:
    assert LOOKS.keys() == SCENARIOS.keys()
    dice, tally = random.Random(SEED), Tally()
    undone = tmp_path / "undone.ipof"
    shutil.copy(started.path, undone)
    with Workbench.open(undone) as workbench:
        for _ in started.dumps[1:]:
            workbench.undo()
    for at in range(KILLS_EACH):
        for scenario, look in LOOKS.items():
            folder = tmp_path / f"{scenario}{at}"
            folder.mkdir()
            project = folder / "killed.ipof"
            shutil.copy(undone if scenario == "redo" else started.path, project)
            inside, lines = kill_one(server, scenario, project, dice)
            tally.kills += 1
            tally.inside += inside
            tally.by_scenario[scenario] += inside
            tally.acknowledged += len(lines)
            with Workbench.open(project) as workbench:
                assert workbench.check() == [], f"{scenario} {at}: {tally}"
                look(workbench, started, lines)
                # And work goes on.
                assert code_somewhere(workbench, dice) if workbench.read.find(records.Document) else True
            shutil.rmtree(folder)
    assert tally.kills == KILLS_EACH * len(LOOKS)
    assert tally.inside >= LEAST_SHARE_INSIDE * tally.kills, str(tally)
    print(tally)  # noqa: T201 - the counts are the result
