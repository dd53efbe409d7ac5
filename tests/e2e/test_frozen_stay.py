"""Frozen theories and recorded versions stay as they are, whatever is done afterwards: random sequences of all
registered commands, with undo and redo that do not reach below the freeze."""

from __future__ import annotations

import contextlib
import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ipof_workbench.app.commands.freezing import FreezeTheory
from ipof_workbench.app.exports import TableOptions, export_table
from ipof_workbench.app.workbench import Workbench
from ipof_workbench.domain import records
from ipof_workbench.domain.errors import WorkbenchError
from ipof_workbench.theory.snapshot import hash_of
from tests.e2e.any_command import Draw, beginnings
from tests.e2e.every_maker import MAKERS

ACTIONS = 60


def begun(folder: Path) -> Workbench:
    """Return a project with something of everything in it, frozen as “IPT”."""
    workbench = Workbench.create(folder / "s.ipof", analyst="Kim")
    for command in beginnings():
        workbench.run(command)
    workbench.run(FreezeTheory("IPT", "where we began"))
    return workbench


def recorded(workbench: Workbench, below: int) -> list[records.Record]:
    """Return the rows of the versions that were recorded when the freeze was made, and of what stands in them."""
    read = workbench.read
    versions = [held for held in read.find(records.ConfigurationVersion) if held.number and held.rid <= below]
    kept = {held.rid for held in versions}
    return [*versions, *(held for held in read.find(records.PlaceContent) if held.version in kept)]


def exported(workbench: Workbench, folder: Path) -> bytes:
    found = b""
    for suffix in (".json", ".csv"):
        path = folder / f"frozen{suffix}"
        export_table(workbench, "frozen-theory", path, force=True, options=TableOptions(until="IPT"))
        found += path.read_bytes()
    return found


def act(workbench: Workbench, dice: random.Random, floor: int) -> None:
    """Do something, or take back or do again what was done since the freeze."""
    undoing, _ = workbench.next_steps()
    if dice.random() < 0.1 and undoing is not None and undoing.rid > floor:
        workbench.undo()
        return
    command = dice.choice(sorted(MAKERS, key=lambda kind: kind.command_name))
    with contextlib.suppress(WorkbenchError):
        workbench.run(MAKERS[command](Draw(dice.getrandbits(30), workbench)))


@pytest.mark.slow
@settings(max_examples=12, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 2**32 - 1))
def test_a_freeze_and_its_export_are_the_same_after_any_commands(
    seed: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("frozen")
    with begun(folder) as workbench:
        theory = workbench.read.find(records.ProgrammeTheory)[0]
        below = max(held.rid for held in workbench.read.find(records.ConfigurationVersion))
        rows, file = recorded(workbench, below), exported(workbench, folder)
        floor = workbench.history()[0].rid
        dice = random.Random(seed)
        for _ in range(ACTIONS):
            act(workbench, dice, floor)
        assert workbench.read.get(records.ProgrammeTheory, theory.rid) == theory
        assert hash_of(workbench.read.versions.content(theory.rid)) == theory.sha256
        assert exported(workbench, folder) == file
        left = {type(row).__name__ + str(row.rid): row for row in recorded(workbench, below)}
        for row in rows:
            # A configuration may be deleted with its versions; what is left of them is as it was.
            assert left.get(type(row).__name__ + str(row.rid), row) == row
        assert workbench.check() == []
