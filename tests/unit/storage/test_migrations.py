"""Migrations: a backup first, one transaction each, undo closed, a failure leaves the version before."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection

from ipof_workbench.domain.errors import NothingToUndo, ProjectLocked, ProjectReadOnly
from ipof_workbench.domain.records import Analyst, Case, DiagramPosition, Project
from ipof_workbench.storage import migrations
from ipof_workbench.storage.backups import kept
from ipof_workbench.storage.integrity import canonical_dump, check
from ipof_workbench.storage.lock import WriterLock
from ipof_workbench.storage.project_file import ProjectFile, create_project, open_project_file
from ipof_workbench.storage.queries.versions import frozen_content, frozen_theories
from ipof_workbench.storage.store import Store
from ipof_workbench.theory.snapshot import hash_of

KIM = Analyst(name="Kim")
BACKUPS = "backups"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A closed project of version 1 with one undoable step, and one that joins by its key."""
    path = tmp_path / "old.ipof"
    with create_project(path, lambda store: store.put(Project(title="Study"))) as project:
        project.write("Test", lambda store: store.put(Case(name="Harbour")), KIM, coalesce_key="typing")
    return path


@pytest.fixture
def newer(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[int, migrations.Migration]]:
    """A program that knows two versions more; the two steps there are the test's to fill in."""
    monkeypatch.setattr(migrations, "SCHEMA_VERSION", migrations.SCHEMA_VERSION + 2)
    before = dict(migrations.MIGRATIONS)
    yield migrations.MIGRATIONS
    migrations.MIGRATIONS.clear()
    migrations.MIGRATIONS.update(before)


def version_of(project: ProjectFile) -> int:
    return int(project.reader().exec_driver_sql("PRAGMA user_version").fetchone()[0])


def rename_cases(connection: Connection) -> None:
    connection.exec_driver_sql("""UPDATE "case" SET name = name || '!'""")


def break_off(connection: Connection) -> None:
    rename_cases(connection)
    raise RuntimeError("the power went")


def backup_reasons() -> list[str]:
    folders = list((Path(os.environ["IPOF_WORKBENCH_HOME"]) / BACKUPS).iterdir())
    return [reason for folder in folders for _, reason, _ in kept(folder)]


def test_an_old_project_is_backed_up_and_taken_all_the_way(path: Path, newer: dict[int, migrations.Migration]) -> None:
    old = migrations.SCHEMA_VERSION - 2
    newer[old] = newer[old + 1] = rename_cases
    with open_project_file(path) as project:
        assert version_of(project) == old + 2
        assert [case.name for case in Store(project.reader()).find(Case)] == ["Harbour!!"]
        assert check(project.reader()) == []
    assert backup_reasons() == ["migration", "close"] or backup_reasons() == ["close", "migration"]


def test_undo_never_crosses_a_migration(path: Path, newer: dict[int, migrations.Migration]) -> None:
    old = migrations.SCHEMA_VERSION - 2
    newer[old] = newer[old + 1] = rename_cases
    with open_project_file(path) as project:
        assert project.next_steps() == (None, None)
        with pytest.raises(NothingToUndo):
            project.undo(KIM)
        assert len(project.history()) == 1
        before = canonical_dump(project.reader())
        project.write("Test", lambda store: store.put(Case(name="Loft")), KIM, coalesce_key="typing")
        assert len(project.history()) == 2
        project.undo(KIM)
        assert canonical_dump(project.reader()) == before
        with pytest.raises(NothingToUndo):
            project.undo(KIM)
        project.redo(KIM)


def test_a_migration_that_fails_leaves_the_project_at_the_version_before(
    path: Path, newer: dict[int, migrations.Migration]
) -> None:
    old = migrations.SCHEMA_VERSION - 2
    newer[old], newer[old + 1] = rename_cases, break_off
    with pytest.raises(RuntimeError, match="the power went"):
        open_project_file(path)
    assert not path.with_name("old.ipof.lock").exists()
    newer[old + 1] = lambda connection: None
    with open_project_file(path, read_only=True, as_it_is=True) as project:
        assert version_of(project) == old + 1
        assert [case.name for case in Store(project.reader()).find(Case)] == ["Harbour!"]
    with open_project_file(path) as project:
        assert version_of(project) == old + 2
        assert [case.name for case in Store(project.reader()).find(Case)] == ["Harbour!"]
    assert backup_reasons().count("migration") == 2


def test_the_backup_before_a_migration_opens_with_the_older_program(
    path: Path, newer: dict[int, migrations.Migration], monkeypatch: pytest.MonkeyPatch
) -> None:
    old = migrations.SCHEMA_VERSION - 2
    newer[old] = newer[old + 1] = rename_cases
    with open_project_file(path):
        pass
    folder = next((Path(os.environ["IPOF_WORKBENCH_HOME"]) / BACKUPS).iterdir())
    backup = next(where for _, reason, where in kept(folder) if reason == "migration")
    newer.clear()
    monkeypatch.setattr(migrations, "SCHEMA_VERSION", old)
    with open_project_file(backup) as project:
        assert version_of(project) == old
        assert [case.name for case in Store(project.reader()).find(Case)] == ["Harbour"]
        project.undo(KIM)


def test_every_migration_leads_one_version_up_to_the_one_this_program_writes() -> None:
    assert sorted(migrations.MIGRATIONS) == list(range(1, migrations.SCHEMA_VERSION))


def columns(project: ProjectFile) -> dict[str, list[tuple[object, ...]]]:
    """Return table -> (name, type, not null) of its columns in order, and its indexes."""
    connection = project.reader()
    names = [row[0] for row in connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'")]
    found: dict[str, list[tuple[object, ...]]] = {}
    for name in names:
        if not name.startswith(("sqlite_", "text_search")):
            found[name] = [
                (row[1], row[2], row[3]) for row in connection.exec_driver_sql(f'PRAGMA table_info("{name}")')
            ]
            indexes = connection.exec_driver_sql(
                "SELECT name FROM sqlite_master WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL", (name,)
            )
            found[name] += sorted(tuple(row) for row in indexes)
    return found


@pytest.fixture
def old_file(tmp_path: Path) -> Path:
    """A project as version 3 wrote it."""
    with zipfile.ZipFile(Path(__file__).with_name("version_3.zip")) as packed:
        packed.extract("version_3.ipof", tmp_path)
    return tmp_path / "version_3.ipof"


def test_a_reader_brings_an_old_project_up_to_date_first(old_file: Path) -> None:
    with open_project_file(old_file, read_only=True) as project:
        assert version_of(project) == migrations.SCHEMA_VERSION
        assert [theory.name for theory in frozen_theories(project.reader())] == ["IPT"]
        with pytest.raises(ProjectReadOnly):
            project.write("Test", lambda store: store.put(Case(name="Harbour")), KIM)
    assert "migration" in backup_reasons()


def test_what_checks_or_copies_an_old_project_leaves_it_as_it_is(old_file: Path) -> None:
    before = old_file.read_bytes()
    with open_project_file(old_file, read_only=True, as_it_is=True) as project:
        assert version_of(project) == 3
        assert check(project.reader()) == []
        assert project.backup(old_file.with_name("copy.ipof")).exists()
    assert old_file.read_bytes() == before


def test_an_old_project_that_may_only_be_read_is_refused_in_words(
    old_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Not by its permissions: whoever runs the tests as root may write everything.
    may = os.access
    monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK and may(path, mode))
    with pytest.raises(ProjectReadOnly, match="written by an earlier version of this program"):
        open_project_file(old_file, read_only=True)


def test_an_old_project_that_somebody_writes_says_who(old_file: Path) -> None:
    lock = WriterLock(old_file)
    lock.acquire()
    try:
        with pytest.raises(ProjectLocked, match="is open for writing by"):
            open_project_file(old_file, read_only=True)
    finally:
        lock.release()


@pytest.mark.parametrize("version", range(1, migrations.SCHEMA_VERSION))
def test_an_old_project_opens_with_all_it_held_and_the_tables_of_today(
    version: int, tmp_path: Path, path: Path
) -> None:
    name = f"version_{version}.ipof"
    with zipfile.ZipFile(Path(__file__).with_name(f"version_{version}.zip")) as packed:
        packed.extract(name, tmp_path)
    with open_project_file(tmp_path / name) as old, open_project_file(path) as new:
        assert version_of(old) == migrations.SCHEMA_VERSION
        assert columns(old) == columns(new)
        assert check(old.reader()) == []
        rows = old.reader().exec_driver_sql("SELECT quote FROM excerpt ORDER BY rid").fetchall()
        assert [row[0] for row in rows] == ["nobody had my name", "kind staff"]
        places = [
            (held.element, held.configuration, held.x, held.y) for held in Store(old.reader()).find(DiagramPosition)
        ]
        assert places == ([(1, None, 10.0, 20.0), (None, 1, 30.0, 40.0)] if version >= 2 else [])
        frozen = frozen_theories(old.reader())
        assert [theory.name for theory in frozen] == (["IPT"] if version >= 3 else [])
        for theory in frozen:
            assert hash_of(frozen_content(old.reader(), theory.rid) or "") == theory.sha256
        with pytest.raises(NothingToUndo):
            old.undo(KIM)
    assert "migration" in backup_reasons()
