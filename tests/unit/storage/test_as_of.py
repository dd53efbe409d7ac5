"""The project as it stood at a moment: every reading is what it was then, the file stays as it is."""

from __future__ import annotations

import random
import sqlite3
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import DBAPIError

from ipof_workbench.app.commands import recording
from ipof_workbench.app.commands.configurations import AddConfiguration
from ipof_workbench.app.commands.deletion import DeleteRecords
from ipof_workbench.app.commands.freezing import FreezeTheory
from ipof_workbench.app.commands.record_edits import EditFields
from ipof_workbench.app.workbench import Workbench
from ipof_workbench.domain import records
from ipof_workbench.domain.errors import ProjectReadOnly, ProjectUnavailable, RefusedChange, UsageError, WorkbenchError
from ipof_workbench.storage.as_of import Moment, ProjectAsOf
from ipof_workbench.storage.driver import close_for_writing, make_shared_engine
from ipof_workbench.storage.integrity import canonical_dump
from ipof_workbench.storage.migrations import close_undo
from tests.e2e.any_command import Draw, beginnings
from tests.e2e.every_maker import MAKERS
from tests.factories import code, make_study


@pytest.fixture(scope="module", autouse=True)
def few_rows_are_many() -> Iterator[None]:
    """Recording one or two parts goes row by row, three and more in bulk: both ways are walked."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(recording, "MANY_ROWS", 3)
        yield


@pytest.fixture
def workbench(tmp_path: Path):  # type: ignore[no-untyped-def]
    with make_study(tmp_path / "s.ipof") as workbench:
        yield workbench


def last_step(workbench: Workbench) -> int:
    return workbench.history(1)[0].rid


def at_step(workbench: Workbench, step: int) -> Workbench:
    """Return the project as it stood right after a step (steps of a test are milliseconds apart)."""
    project = ProjectAsOf.__new__(ProjectAsOf)
    return _open(project, workbench.path, step)


def _open(project: ProjectAsOf, path: Path, step: int) -> Workbench:
    import ipof_workbench.storage.as_of as module

    original = module.moment_of
    module.moment_of = lambda _connection, moment: Moment(int(moment), "")  # type: ignore[assignment]
    try:
        project.__init__(path, step)  # type: ignore[misc]
    finally:
        module.moment_of = original
    return Workbench(project)


def dump(workbench: Workbench) -> dict[str, str]:
    found = canonical_dump(workbench._project.reader())  # noqa: SLF001
    # Texts never change and are not taken back; the index follows them.
    found.pop("text_revision")
    return found


def test_readings_are_those_of_the_moment(workbench: Workbench) -> None:
    first = code(workbench, "P04 · member", "nobody cares", "context", label="Silence").configuration
    then = last_step(workbench)
    theory = workbench.run(FreezeTheory("IPT")).result
    workbench.run(EditFields(records.Configuration, first, {"title": "Later"}))  # type: ignore[arg-type]
    code(workbench, "P04 · member", "somebody would look in", "outcome", first, "Waiting")
    workbench.run(DeleteRecords(records.Element, ()))
    workbench.run(AddConfiguration("9"))
    with at_step(workbench, then) as past:
        assert [row.title for row in past.read.configurations()] == [""]
        assert past.read.versions.frozen() == []
        assert past.read.summary().codings == 1
        assert past.history()[0].rid == then
    with workbench.as_of(theory.rid) as past:
        assert [row.name for row in past.read.versions.frozen()] == ["IPT"]
        assert past.read.configuration(first).sentence["then"] == ""  # type: ignore[arg-type]
        assert past.moment == theory.created_at or past.moment <= workbench.history(1)[0].at
    assert len(workbench.read.configurations()) == 2


def test_a_time_means_what_had_happened_by_then(workbench: Workbench) -> None:
    workbench.run(AddConfiguration("1"))
    now = datetime.now(UTC)
    with workbench.as_of(now.isoformat()) as past:
        assert [row.number for row in past.read.configurations()] == ["1"]
    with workbench.as_of((now + timedelta(days=1)).astimezone().isoformat()) as past:
        assert past.read.summary() == workbench.read.summary()
    with pytest.raises(UsageError, match="is no time"):
        workbench.as_of("last Tuesday")
    with pytest.raises(RefusedChange, match="The project was begun on"):
        workbench.as_of("1999-01-01")
    with pytest.raises(RefusedChange, match="no longer in the project"):
        workbench.as_of(99)


def test_nothing_can_be_done_in_the_past(workbench: Workbench) -> None:
    workbench.run(AddConfiguration("1"))
    size = workbench.path.stat().st_size
    with workbench.as_of(datetime.now(UTC).isoformat()) as past:
        assert past.read_only
        assert past.next_steps() == (None, None)
        with pytest.raises(ProjectReadOnly):
            past.run(AddConfiguration())
        for refused in (past.undo, past.redo, past.backup, past.check):
            with pytest.raises(WorkbenchError):
                refused()
    with pytest.raises(ProjectUnavailable, match="is closed"):
        past.read.summary()
    assert workbench.path.stat().st_size == size


def test_the_past_stays_as_it_is_while_the_project_goes_on(workbench: Workbench) -> None:
    workbench.run(AddConfiguration("1"))
    with workbench.as_of(datetime.now(UTC).isoformat()) as past:
        workbench.run(AddConfiguration("2"))
        code(workbench, "P04 · member", "nobody cares", "context")
        assert [row.number for row in past.read.configurations()] == ["1"]
        assert past.read.summary().codings == 0
    assert len(workbench.read.configurations()) == 3


def test_threads_share_the_shadows(workbench: Workbench) -> None:
    workbench.run(AddConfiguration("1"))
    then = last_step(workbench)
    workbench.run(AddConfiguration("2"))
    with at_step(workbench, then) as past:
        seen: list[list[str]] = []

        def look() -> None:
            for _ in range(20):
                seen.append([row.number for row in past.read.configurations()])
            past.release_thread()

        threads = [threading.Thread(target=look) for _ in range(3)]
        for thread in threads:
            thread.start()
        look()
        for thread in threads:
            thread.join()
        assert seen == [["1"]] * 80


def test_what_came_and_went_by_undo_is_there_when_it_was(workbench: Workbench) -> None:
    workbench.run(AddConfiguration("1"))
    made = last_step(workbench)
    workbench.undo()
    workbench.run(AddConfiguration("2"))
    with at_step(workbench, made) as past:
        assert [row.number for row in past.read.configurations()] == ["1"]


def test_one_does_not_see_past_a_migration_or_an_erasure(workbench: Workbench) -> None:
    workbench.run(AddConfiguration("1"))
    before = last_step(workbench)
    workbench.run(AddConfiguration("2"))
    with workbench._project.transaction() as connection:  # noqa: SLF001
        close_undo(connection)
    barrier = last_step(workbench)
    workbench.run(AddConfiguration("3"))
    after = last_step(workbench)
    workbench.run(AddConfiguration("4"))
    with at_step(workbench, after) as past:
        assert len(past.read.configurations()) == 3
    for step in (before, barrier):
        with pytest.raises(RefusedChange, match="can be shown as it stood from"):
            at_step(workbench, step)


def test_contents_that_were_erased_end_the_way_back(workbench: Workbench) -> None:
    code(workbench, "P04 · member", "nobody cares", "context")
    before = last_step(workbench)
    code(workbench, "P04 · member", "the quiet", "context")
    workbench.close()
    with sqlite3.connect(workbench.path) as connection:
        connection.execute(
            "UPDATE journal_content SET after = NULL WHERE change IN "
            "(SELECT rid FROM journal_change WHERE table_name = 'excerpt')"
        )
    connection.close()
    with Workbench.open(workbench.path) as again, pytest.raises(RefusedChange, match="words"):
        at_step(again, before)


def test_the_file_itself_cannot_be_written_on_the_way_back(workbench: Workbench) -> None:
    workbench.run(AddConfiguration("1"))
    engine = make_shared_engine(workbench.path)
    with engine.connect() as connection:
        connection.exec_driver_sql("CREATE TEMP TABLE configuration AS SELECT * FROM main.configuration")
        connection.exec_driver_sql("DELETE FROM configuration")
        with pytest.raises(DBAPIError, match=r"not authorized|prohibited"):
            connection.exec_driver_sql("DELETE FROM main.configuration")
        close_for_writing(connection)
        with pytest.raises(DBAPIError, match="readonly"):
            connection.exec_driver_sql("DELETE FROM configuration")
        with pytest.raises(DBAPIError, match="readonly"):
            connection.exec_driver_sql("DELETE FROM main.configuration")
    engine.dispose()
    assert len(workbench.read.configurations()) == 1


@pytest.mark.slow
@settings(max_examples=8, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 2**32 - 1))
def test_every_state_that_ever_was_comes_back(seed: int, tmp_path_factory: pytest.TempPathFactory) -> None:
    dice = random.Random(seed)
    states: list[tuple[int, dict[str, str]]] = []
    with Workbench.create(tmp_path_factory.mktemp("past") / "s.ipof", analyst="Kim") as workbench:
        for command in beginnings():
            workbench.run(command)

        def note() -> None:
            connection = workbench._project.reader()  # noqa: SLF001
            rid = connection.exec_driver_sql("SELECT max(rid) FROM journal_step").scalar_one()
            states.append((rid, dump(workbench)))

        note()
        for _ in range(30):
            try:
                if dice.random() < 0.2:
                    workbench.undo()
                elif dice.random() < 0.1:
                    workbench.redo()
                else:
                    command = MAKERS[dice.choice(sorted(MAKERS, key=lambda kind: kind.command_name))]
                    workbench.run(command(Draw(dice.getrandbits(30), workbench)))
            except WorkbenchError:
                continue
            note()
        for step, state in dice.sample(states, min(8, len(states))):
            latest = [each for rid, each in states if rid == step][-1]
            with at_step(workbench, step) as past:
                assert dump(past) == latest, f"step {step} of {states[-1][0]}"
                assert state.keys() == latest.keys()
        workbench.run(AddConfiguration())
