"""Freezing and comparing theories of 500 configurations with 30,000 pieces of evidence, and going back in time."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from benchmarks import study
from benchmarks.conftest import CODINGS, CONFIGURATIONS, Race, fill_configurations, timed
from benchmarks.floors import raw_connection
from ipof_workbench.app.commands.configurations import PutInPlace
from ipof_workbench.app.commands.freezing import FreezeTheory
from ipof_workbench.app.workbench import Workbench

CHANGED = 60
"""Configurations that change between two freezes."""


@pytest.fixture(scope="module")
def great_theory(folder: Path, words: study.Words) -> Path:
    """A project with a theory of full size, closed and never frozen."""
    path = folder / "great.ipof"
    with Workbench.create(path) as workbench:
        fill_configurations(workbench, CONFIGURATIONS, CODINGS, words)
    return path


@pytest.fixture
def copy(folder: Path, great_theory: Path) -> Iterator[Callable[[], tuple[Workbench]]]:
    """Opens a fresh copy of the great theory; the one before is closed."""
    opened: list[Workbench] = []

    def fresh() -> tuple[Workbench]:
        if opened:
            opened.pop().close()
        opened.append(Workbench.open(Path(shutil.copy(great_theory, folder / "copy.ipof"))))
        return (opened[0],)

    yield fresh
    if opened:
        opened.pop().close()


def change(workbench: Workbench, label: str) -> None:
    for row in workbench.read.configurations()[:CHANGED]:
        workbench.run(PutInPlace(row.rid, "outcome", label=label))


def write_the_same(workbench: Workbench) -> Callable[[], None]:
    """Return the floor of freezing: the rows that a first freeze leaves, written by the bare driver."""
    holder, bare = raw_connection(workbench.path)
    tables = {
        name: [tuple(row) for row in bare.execute(f"SELECT * FROM {name}{where}").fetchall()]
        for name, where in (
            ("version_evidence", ""),
            ("frozen_content", ""),
            ("configuration_version", " WHERE number = 0"),
            ("place_content", " WHERE wording = ''"),
        )
    }

    def floor() -> None:
        bare.execute("BEGIN IMMEDIATE")
        for name, rows in tables.items():
            bare.execute(f"CREATE TABLE floor_{name} AS SELECT * FROM {name} WHERE 0")
            key = "sha256" if name == "frozen_content" else "id"
            bare.execute(f"CREATE UNIQUE INDEX floor_{name}_key ON floor_{name} ({key})")
            marks = ", ".join("?" * len(rows[0]))
            bare.executemany(f"INSERT INTO floor_{name} VALUES ({marks})", rows)
        bare.execute("ROLLBACK")

    floor.__dict__["holder"] = holder
    return floor


def test_freezing(race: Race, copy: Callable[[], tuple[Workbench]]) -> None:
    (workbench,) = copy()
    workbench.run(FreezeTheory("IPT"))
    floor = write_the_same(workbench)
    floors = [timed(floor) for _ in range(5)]
    floor.__dict__["holder"].close()
    products = []
    for _ in range(7):
        (fresh,) = copy()
        products.append(timed(fresh.run, (FreezeTheory("IPT"),)))
    race.note("first freeze: 500 versions, 30,000 pieces", min(products), min(floors), most=500)
    (workbench,) = copy()
    workbench.run(FreezeTheory("IPT"))
    again = []
    for number in range(3):
        change(workbench, f"New thing {number}")
        again.append(timed(workbench.run, (FreezeTheory(f"wave {number}"),)))
    race.note(f"freezing again, {CHANGED} changed", min(again), most=500)


def test_comparing(race: Race, copy: Callable[[], tuple[Workbench]]) -> None:
    from ipof_workbench.theory.snapshot import snapshot_of

    (workbench,) = copy()
    first = workbench.run(FreezeTheory("IPT")).result
    change(workbench, "New thing")
    second = workbench.run(FreezeTheory("refined")).result

    def product() -> object:
        snapshot_of.cache_clear()
        return workbench.read.versions.compare(first.rid, second.rid)

    contents = [workbench.read.versions.content(theory.rid) for theory in (first, second)]

    def floor() -> object:
        return [json.loads(content) for content in contents]

    assert workbench.read.versions.compare(first.rid, second.rid).counts()["refined"] == CHANGED
    race.run("comparing two frozen theories", product, floor, rounds=7, most=200)
    now = min(timed(workbench.read.versions.compare, (first.rid, None)) for _ in range(5))
    race.note("comparing with the theory now", now)


def test_going_back(race: Race, copy: Callable[[], tuple[Workbench]]) -> None:
    (workbench,) = copy()
    theory = workbench.run(FreezeTheory("IPT")).result
    change(workbench, "New thing")

    def product() -> None:
        workbench.as_of(theory.rid).close()

    race.run(f"the theory as it stood, {CHANGED} steps back", product, rounds=5)
