"""Backups: verified, thinned by age, never thrown away for a damaged project."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ipof_workbench.domain.errors import ExportFailed, ProjectDamaged
from ipof_workbench.domain.records import Analyst, Case, Document, TextRevision
from ipof_workbench.domain.text import text_hash
from ipof_workbench.storage import backups
from ipof_workbench.storage.backups import kept, thin
from ipof_workbench.storage.integrity import canonical_dump, check
from ipof_workbench.storage.project_file import ProjectFile, create_project, open_project_file
from ipof_workbench.storage.store import Store

KIM = Analyst(name="Kim")
NOW = datetime(2024, 6, 30, 18, 0, tzinfo=UTC)


def fill(store: Store) -> None:
    from ipof_workbench.domain.records import Project

    store.put(Project(title="Study"))
    document = store.put(Document(name="d", kind="interview", characters=14))
    text = "a quiet harbor"
    store.put(TextRevision(document=document.rid, number=1, text=text, sha256=text_hash(text)))


@pytest.fixture
def project(tmp_path: Path) -> Iterator[ProjectFile]:
    """An open project."""
    with create_project(tmp_path / "study.ipof", fill) as opened:
        yield opened


def add_case(project: ProjectFile, name: str) -> None:
    project.write("Test", lambda store: store.put(Case(name=name)), KIM)


# --- thinning


def test_a_year_of_backups_every_three_hours_is_thinned_to_the_promised_ones() -> None:
    times = [NOW - timedelta(hours=3 * at) for at in range(8 * 365)]
    stay = sorted(thin(times), reverse=True)
    assert stay[:10] == times[:10]
    days = {time.date() for time in stay}
    assert {(NOW - timedelta(days=at)).date() for at in range(12)} <= days
    weeks = {time.isocalendar()[:2] for time in stay}
    assert {(NOW - timedelta(weeks=at)).isocalendar()[:2] for at in range(10)} <= weeks
    months = {(time.year, time.month) for time in stay}
    assert {(2024, month) for month in range(1, 7)} | {(2023, month) for month in (10, 11, 12)} == months
    assert len(stay) <= 10 + 12 + 10 + 9
    for day in days:
        assert max(time for time in times if time.date() == day) in stay


def test_thinning_what_was_thinned_keeps_all_of_it() -> None:
    stay = thin([NOW - timedelta(hours=5 * at) for at in range(2_000)])
    assert thin(sorted(stay)) == stay


def test_thinned_day_by_day_there_is_always_one_of_each_promised_day_week_and_month() -> None:
    held: set[datetime] = set()
    for at in range(400):
        held = thin([*held, NOW + timedelta(days=at)])
    last = NOW + timedelta(days=399)
    assert {last - timedelta(days=at) for at in range(12)} <= held
    assert {(last - timedelta(weeks=at)).isocalendar()[:2] for at in range(10)} <= {
        time.isocalendar()[:2] for time in held
    }
    assert len({(time.year, time.month) for time in held}) == 9


def test_a_clock_that_jumped_ahead_pushes_no_recent_backup_out() -> None:
    recent = [NOW - timedelta(hours=at) for at in range(9)]
    assert set(recent) <= thin([*recent, NOW + timedelta(days=4_000)])
    assert thin([]) == set()
    assert thin([NOW, NOW]) == {NOW}


# --- among the rotating ones


def test_a_backup_is_whole_and_says_when_and_why(project: ProjectFile) -> None:
    add_case(project, "Harbour")
    path = project.backup()
    assert path.parent == Path(os.environ["IPOF_WORKBENCH_HOME"]) / "backups" / project_id(project)
    assert [(reason, where) for _, reason, where in kept(path.parent)] == [("manual", path)]
    assert [each.name for each in path.parent.iterdir()] == [path.name]
    with open_project_file(path, read_only=True) as copy:
        assert check(copy.reader()) == []
        assert canonical_dump(copy.reader()) == canonical_dump(project.reader())
        assert [step.label for step in copy.history()] == [step.label for step in project.history()]
    assert abs(kept(path.parent)[0][0] - datetime.now(UTC)) < timedelta(minutes=5)


def project_id(project: ProjectFile) -> str:
    return str(project.reader().exec_driver_sql("SELECT id FROM project").fetchone()[0])


def test_a_backup_is_made_on_closing_only_when_something_changed(project: ProjectFile, tmp_path: Path) -> None:
    folder = Path(os.environ["IPOF_WORKBENCH_HOME"]) / "backups" / project_id(project)
    project.close()
    assert not folder.exists()
    with open_project_file(project.path) as again:
        add_case(again, "Harbour")
    assert [reason for _, reason, _ in kept(folder)] == ["close"]


def test_old_backups_are_rotated_away_but_never_those_before_a_migration(project: ProjectFile) -> None:
    folder = project.backup().parent
    for at in range(1, 60):
        stamp = (datetime.now(UTC) - timedelta(hours=2 * at)).strftime("%Y%m%dT%H%M%S") + "000Z"
        (folder / f"{stamp}-{'migration' if at == 59 else 'close'}.ipof").touch()
    (folder / "not one of ours.ipof").touch()
    project.backup()
    reasons = [reason for _, reason, _ in kept(folder)]
    assert reasons.count("migration") == 1
    assert 10 < len(reasons) < 25
    assert (folder / "not one of ours.ipof").exists()


def test_copies_that_a_dead_session_left_are_cleared_away_after_a_day(project: ProjectFile) -> None:
    folder = project.backup().parent
    old, young = folder / ".x-close.ipof.7.part", folder / ".y-close.ipof.8.part"
    for part in (old, young):
        part.touch()
    os.utime(old, (time.time() - 90_000,) * 2)
    project.backup()
    assert (old.exists(), young.exists()) == (False, True)


@pytest.mark.parametrize("damage", ["a changed word", "a page"])
def test_a_damaged_project_makes_no_backup_and_throws_none_away(damage: str, project: ProjectFile) -> None:
    good = project.backup()
    for at in range(40):
        stamp = (datetime.now(UTC) - timedelta(hours=at + 1)).strftime("%Y%m%dT%H%M%S") + "000Z"
        (good.parent / f"{stamp}-close.ipof").touch()
    before = sorted(each.name for each in good.parent.iterdir())
    project.close()
    with open(project.path, "r+b") as file:
        whole = file.read()
        if damage == "a changed word":
            at, words = whole.index(b"a quiet harbor"), b"a quick harbor"
        else:
            at, words = whole.index(b"a quiet harbor") // 4096 * 4096, b"\xff" * 4096
        file.seek(at)
        file.write(words)
    with (
        open_project_file(project.path) as again,
        pytest.raises(
            ProjectDamaged, match="no backup was made of it and none was thrown away; run: ipof-workbench check"
        ),
    ):
        again.backup()
    assert sorted(each.name for each in good.parent.iterdir()) == before
    with open_project_file(good, read_only=True) as copy:
        assert check(copy.reader()) == []


# --- to a file of the person's choice


def test_a_copy_to_a_file_is_whole_and_replaces_only_with_force(project: ProjectFile, tmp_path: Path) -> None:
    target = tmp_path / "copy.ipof"
    assert project.backup(target) == target
    with pytest.raises(ExportFailed, match=r"copy.ipof is already there; use --force to overwrite it"):
        project.backup(target)
    add_case(project, "Harbour")
    project.backup(target, force=True)
    with open_project_file(target) as copy:
        assert [case.name for case in Store(copy.reader()).find(Case)] == ["Harbour"]
        add_case(copy, "It can be written on")


def test_a_copy_is_refused_where_it_cannot_be_and_nothing_is_left(project: ProjectFile, tmp_path: Path) -> None:
    with pytest.raises(ExportFailed, match=r"study.ipof is the project itself; choose another name"):
        project.backup(project.path, force=True)
    with pytest.raises(ExportFailed, match=r"There is no folder .*nowhere; make it first"):
        project.backup(tmp_path / "nowhere" / "copy.ipof")
    (tmp_path / "folder.ipof").mkdir()
    with pytest.raises(ExportFailed, match=r"The copy folder.ipof could not be written"):
        project.backup(tmp_path / "folder.ipof", force=True)
    assert {each.name for each in tmp_path.iterdir()} <= {
        "study.ipof", "study.ipof-wal", "study.ipof-shm", "study.ipof.lock", "folder.ipof",
    }  # fmt: skip


def test_a_reader_beside_a_writer_can_make_a_copy(project: ProjectFile, tmp_path: Path) -> None:
    add_case(project, "Harbour")
    with open_project_file(project.path, read_only=True) as reading:
        copy = reading.backup(tmp_path / "copy.ipof")
    with open_project_file(copy, read_only=True) as opened:
        assert [case.name for case in Store(opened.reader()).find(Case)] == ["Harbour"]


def test_a_copy_that_does_not_pass_its_check_never_gets_its_name(
    project: ProjectFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "copy.ipof"
    project.backup(target)
    before = target.read_bytes()
    monkeypatch.setattr(backups, "check", lambda connection: ["something"])
    with pytest.raises(ProjectDamaged):
        project.backup(target, force=True)
    assert target.read_bytes() == before
    assert not list(tmp_path.glob(".*"))
