"""Making, opening, refusing, sharing and closing a project file."""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from ipof_workbench.domain.errors import (
    NotAProject,
    ProjectDamaged,
    ProjectLocked,
    ProjectMissing,
    ProjectNewer,
    ProjectReadOnly,
    ProjectUnavailable,
    RefusedChange,
    UsageError,
    WorkbenchError,
)
from ipof_workbench.domain.records import Analyst, Case, Document, TextRevision
from ipof_workbench.domain.text import text_hash
from ipof_workbench.storage import project_file
from ipof_workbench.storage.integrity import canonical_dump, check
from ipof_workbench.storage.project_file import ProjectFile, create_project, open_project_file
from ipof_workbench.storage.store import Store

ROOT = Path(__file__).parents[3]
KIM = Analyst(name="Kim")


def fill(store: Store) -> None:
    store.analyst = store.put(Analyst(name="Kim")).rid


def add_case(name: str, project: ProjectFile) -> None:
    project.write("Test", lambda store: (store.put(Case(name=name)), setattr(store, "label", name)), KIM)


def names(project: ProjectFile) -> list[str]:
    return [case.name for case in Store(project.reader()).find(Case)]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A closed project with one case and one long text."""
    path = tmp_path / "study.ipof"
    with create_project(path, fill) as project:
        add_case("Harbour", project)

        def work(store: Store) -> None:
            document = store.put(Document(name="d", kind="interview", characters=400_000))
            text = "night " * 66_666 + "safe"
            store.put(TextRevision(document=document.rid, number=1, text=text, sha256=text_hash(text)))
            store.label = "A text"

        project.write("Test", work, KIM)
    return path


@pytest.fixture
def project(path: Path) -> Iterator[ProjectFile]:
    """The same, open."""
    with open_project_file(path) as opened:
        yield opened


def unchanged_by(refused: type[WorkbenchError], words: str, path: Path) -> None:
    """Try to open for writing and for reading; both are refused, and the folder stays as it is."""
    before = {each.name: each.read_bytes() for each in path.parent.iterdir() if each.is_file()}
    for read_only in (False, True):
        with pytest.raises(refused, match=words):
            open_project_file(path, read_only=read_only)
    assert {each.name: each.read_bytes() for each in path.parent.iterdir() if each.is_file()} == before


# --- making


def test_a_new_project_is_whole_and_alone_in_its_folder(tmp_path: Path) -> None:
    path = tmp_path / "a b#c?d%.ipof"
    with create_project(path, fill) as project:
        assert [held.name for held in Store(project.reader()).find(Analyst)] == ["Kim"]
        assert project.next_steps() == (None, None)
        assert check(project.reader()) == []
    assert [each.name for each in tmp_path.iterdir()] == ["a b#c?d%.ipof"]


@pytest.mark.parametrize(
    ("name", "refused", "words"),
    [
        ("study.db", UsageError, r"A project's name ends in .ipof: use study.ipof."),
        ("there.ipof", UsageError, "there.ipof is already there; choose another name, or open it."),
        ("nowhere/a.ipof", ProjectUnavailable, "There is no folder .*nowhere; make it first"),
        ("x" * 300 + ".ipof", ProjectUnavailable, "cannot be opened: the file cannot be read, or its folder"),
    ],
)
def test_a_project_is_not_made_where_it_cannot_be(
    name: str, refused: type[WorkbenchError], words: str, tmp_path: Path
) -> None:
    (tmp_path / "there.ipof").write_text("mine")
    with pytest.raises(refused, match=words):
        create_project(tmp_path / name, fill)
    assert [each.name for each in tmp_path.iterdir()] == ["there.ipof"]
    assert (tmp_path / "there.ipof").read_text() == "mine"


def test_a_project_that_cannot_be_filled_leaves_nothing_behind(tmp_path: Path) -> None:
    def refuse(store: Store) -> None:
        raise RefusedChange("no")

    with pytest.raises(RefusedChange):
        create_project(tmp_path / "a.ipof", refuse)
    assert list(tmp_path.iterdir()) == []


# --- opening: refusals


def test_a_missing_project_is_refused_and_not_made(tmp_path: Path) -> None:
    unchanged_by(
        ProjectMissing, "There is no project .*gone.ipof; check the name, or make it with", tmp_path / "gone.ipof"
    )
    unchanged_by(ProjectMissing, "There is no project", tmp_path / ("x" * 300 + ".ipof"))


def test_an_empty_file_is_no_project(tmp_path: Path) -> None:
    path = tmp_path / "empty.ipof"
    path.touch()
    unchanged_by(NotAProject, "empty.ipof is not an iPOF Workbench project; choose a file that this program made", path)


def test_a_folder_is_no_project(tmp_path: Path) -> None:
    (tmp_path / "folder.ipof").mkdir()
    unchanged_by(NotAProject, "is not an iPOF Workbench project", tmp_path / "folder.ipof")


def test_a_file_of_another_kind_is_no_project(tmp_path: Path) -> None:
    path = tmp_path / "word.ipof"
    path.write_bytes(b"PK\x03\x04" + bytes(5_000))
    unchanged_by(NotAProject, "word.ipof is not an iPOF Workbench project", path)


@pytest.mark.parametrize("mode", ["DELETE", "WAL"])
def test_somebody_elses_database_is_refused_and_left_as_it_is(mode: str, tmp_path: Path) -> None:
    path = tmp_path / "other.ipof"
    other = sqlite3.connect(path)
    other.executescript(f"PRAGMA journal_mode={mode}; CREATE TABLE t (a); INSERT INTO t VALUES (1);")
    other.close()
    unchanged_by(NotAProject, "other.ipof is not an iPOF Workbench project", path)


def test_a_newer_project_is_refused_and_left_as_it_is(path: Path) -> None:
    _set_version(path, 99)
    unchanged_by(ProjectNewer, r"written by a newer iPOF Workbench \(schema 99, this one knows \d+\); install", path)


def _set_version(path: Path, version: int) -> None:
    other = sqlite3.connect(path)
    other.execute(f"PRAGMA user_version = {version}")
    other.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    other.close()


@pytest.mark.parametrize("share", [0.3, 0.7, 0.999])
def test_a_project_that_was_cut_short_is_refused(share: float, path: Path) -> None:
    os.truncate(path, int(path.stat().st_size * share))
    unchanged_by(ProjectDamaged, r"study.ipof is cut short \([\d,]+ of [\d,]+ bytes\); restore the newest backup", path)


def test_a_project_whose_first_page_is_damaged_is_refused(path: Path) -> None:
    with open(path, "r+b") as file:
        file.seek(100)
        file.write(bytes(3_000))
    for read_only in (False, True):
        with pytest.raises(WorkbenchError) as refusal:
            open_project_file(path, read_only=read_only)
        assert refusal.value.exit_code == 4


def test_a_damaged_page_is_found_by_the_check_and_refused_in_words(path: Path) -> None:
    with contextlib.closing(sqlite3.connect(path)) as connection:
        (page_size,) = connection.execute("PRAGMA page_size").fetchone()
        (page,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'memo'").fetchone()
    with open(path, "r+b") as file:
        file.seek((page - 1) * page_size)
        file.write(b"\xff" * page_size)
    with open_project_file(path, read_only=True) as project:
        found = check(project.reader())
    assert {finding.what for finding in found} >= {"damaged file"}


# --- one writer


def test_a_second_writer_is_told_who_holds_the_project(project: ProjectFile) -> None:
    with pytest.raises(
        ProjectLocked, match=rf"is open for writing by \S+ on this computer \(process {os.getpid()}, since "
    ):
        open_project_file(project.path)


def test_another_way_to_the_same_file_leads_to_the_same_lock(project: ProjectFile, tmp_path: Path) -> None:
    link = tmp_path / "elsewhere" / "link.ipof"
    link.parent.mkdir()
    link.symlink_to(project.path)
    with pytest.raises(ProjectLocked):
        open_project_file(link)


def test_the_lock_goes_with_the_session_and_a_left_over_file_locks_nobody_out(path: Path) -> None:
    lock = path.with_name("study.ipof.lock")
    with open_project_file(path):
        assert lock.exists()
    assert not lock.exists()
    lock.write_text(' {"who": "ghost"}')
    with open_project_file(path) as project:
        add_case("Loft", project)
    lock.write_text("")
    with open_project_file(path):
        pass


def test_the_lock_goes_with_a_session_that_is_refused(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)
    with pytest.raises(ProjectDamaged):
        open_project_file(path)
    assert [each.name for each in path.parent.glob("*.lock")] == []


# --- readers beside a writer


def test_readers_see_what_is_committed_and_nothing_else(project: ProjectFile) -> None:
    with open_project_file(project.path, read_only=True) as other:
        assert names(other) == ["Harbour"]
        with project.transaction() as connection:
            store = Store(connection, at="2024-01-01")
            store.put(Case(name="Not yet"))
            assert names(other) == names(project) == ["Harbour"]
        assert names(other) == names(project) == ["Harbour", "Not yet"]


def test_a_reader_may_not_write(path: Path) -> None:
    with open_project_file(path, read_only=True) as other:
        for act in (lambda: add_case("a", other), lambda: other.undo(KIM), lambda: other.redo(KIM)):
            with pytest.raises(ProjectReadOnly, match="is open for reading only; open it for writing to change it"):
                act()
        assert [step.label for step in other.history()] == ["A text", "Harbour"]


def test_each_thread_reads_through_a_connection_of_its_own(project: ProjectFile) -> None:
    mine, others = project.reader(), []

    def read() -> None:
        others.append(project.reader())
        others.append(names(project))
        project.release_reader()

    thread = threading.Thread(target=read)
    thread.start()
    thread.join()
    assert project.reader() is mine
    assert others[0] is not mine
    assert others[1] == ["Harbour"]
    assert others[0].closed


def test_writers_of_several_threads_take_turns(project: ProjectFile) -> None:
    threads = [threading.Thread(target=add_case, args=(str(at), project)) for at in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(names(project)) == sorted(["Harbour", *map(str, range(8))])
    assert len(project.history()) == 10


# --- while it is open


def test_a_project_that_was_moved_stores_nothing_more(project: ProjectFile) -> None:
    moved = project.path.with_name("moved.ipof")
    project.path.rename(moved)
    with pytest.raises(ProjectUnavailable, match=r"study.ipof was moved, renamed or replaced while it was open"):
        add_case("Lost", project)
    project.close()
    moved.with_name("study.ipof-wal").unlink(missing_ok=True)
    with open_project_file(moved) as again:
        assert names(again) == ["Harbour"]


def test_a_project_that_was_replaced_stores_nothing_more(project: ProjectFile, tmp_path: Path) -> None:
    other = tmp_path / "other.ipof"
    with create_project(other, fill):
        pass
    os.replace(other, project.path)
    with pytest.raises(ProjectUnavailable, match="moved, renamed or replaced"):
        add_case("Lost", project)


def test_closing_folds_the_log_into_the_file_and_leaves_it_alone_in_its_folder(project: ProjectFile) -> None:
    add_case("Loft", project)
    assert project.path.with_name("study.ipof-wal").exists()
    project.close()
    project.close()
    assert [each.name for each in project.path.parent.iterdir()] == ["study.ipof"]
    with pytest.raises(ProjectUnavailable, match=r"study.ipof is closed"):
        add_case("Late", project)
    with pytest.raises(ProjectUnavailable, match=r"study.ipof is closed"):
        project.reader()


def test_closing_succeeds_when_no_backup_can_be_kept(
    project: ProjectFile, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    blocked = tmp_path / "a file"
    blocked.touch()
    monkeypatch.setenv("IPOF_WORKBENCH_HOME", str(blocked))
    add_case("Loft", project)
    project.close()
    assert not project.path.with_name("study.ipof-wal").exists()
    with open_project_file(project.path) as again:
        assert names(again) == ["Harbour", "Loft"]


def test_the_settings_of_the_file_are_as_designed(project: ProjectFile) -> None:
    with project.transaction() as connection:

        def pragma(key: str) -> object:
            row = connection.exec_driver_sql(f"PRAGMA {key}").fetchone()
            return row[0] if row else None

        assert pragma("journal_mode") == "wal"
        assert pragma("synchronous") == 2
        assert pragma("foreign_keys") == 1
        assert pragma("secure_delete") == 1
        assert pragma("trusted_schema") == 0
        assert pragma("locking_mode") == "normal"
        assert pragma("application_id") == 0x69504F46
        assert pragma("mmap_size") in (0, None)


def test_beside_a_sync_client_the_journal_is_one_that_survives_copying(tmp_path: Path) -> None:
    folder = tmp_path / "OneDrive - University"
    folder.mkdir()
    with create_project(folder / "s.ipof", fill) as project, project.transaction() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").fetchone() == ("delete",)
        assert connection.exec_driver_sql("PRAGMA synchronous").fetchone() == (3,)
    assert [each.name for each in folder.iterdir()] == ["s.ipof"]


def test_a_share_is_refused(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(asked: Path) -> None:
        raise ProjectUnavailable(f"{asked.name} lies on a network share")

    monkeypatch.setattr(project_file, "require_local", refuse)
    unchanged_by(ProjectUnavailable, "lies on a network share", path)
    with pytest.raises(ProjectUnavailable, match="lies on a network share"):
        create_project(path.with_name("new.ipof"), fill)


# --- a disk that is full, a folder that is not ours


FILL_THE_DISK = """
import resource, sys
from pathlib import Path
from ipof_workbench.domain.errors import WorkbenchError
from ipof_workbench.domain.records import Analyst, Case
from ipof_workbench.storage.project_file import open_project_file
path = Path(sys.argv[1])
def add(project, name, size):
    def work(store):
        store.put(Case(name=name, description="x" * size))
        store.label = name
    project.write("Test", work, Analyst(name="Kim"))
with open_project_file(path) as project:
    limit = path.stat().st_size + 300_000
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    done = 0
    try:
        while done < 1000:
            add(project, f"small {done}", 20_000)
            done += 1
    except WorkbenchError as refusal:
        print(f"{done}|{refusal}")
    try:
        add(project, "big", 900_000)
    except WorkbenchError as refusal:
        print(f"big|{refusal}")
    print(len(project.history(1)))
"""


def test_when_the_disk_is_full_nothing_that_was_acknowledged_is_lost(path: Path) -> None:
    if sys.platform == "win32":
        pytest.skip("a limit on files is of POSIX systems")
    done = subprocess.run(
        [sys.executable, "-c", FILL_THE_DISK, str(path)],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    first, second, last = done.stdout.splitlines()
    stored = int(first.split("|")[0])
    for told in (first, second):
        assert "nothing of this step was stored in study.ipof" in told
    assert last == "1"
    assert stored > 3
    with open_project_file(path) as project:
        assert check(project.reader()) == []
        assert names(project) == ["Harbour", *(f"small {at}" for at in range(stored))]
        add_case("room again", project)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="a small disk needs the right to mount one")
def test_a_full_disk_is_named(path: Path, tmp_path: Path) -> None:
    small = tmp_path / "small"
    small.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(small)], check=False).returncode:
        pytest.skip("nothing can be mounted here")
    try:
        shutil.copy(path, small / "s.ipof")
        project = open_project_file(small / "s.ipof")
        before = len(names(project))
        with pytest.raises(
            ProjectUnavailable, match=r"The disk is full: nothing of this step was stored in s.ipof; make room"
        ):
            _add_cases_until_refused(project)
        stored = len(names(project))
        assert stored > before
        assert check(project.reader()) == []
        project.close()
        with open_project_file(small / "s.ipof", read_only=True) as again:
            assert len(names(again)) == stored
    finally:
        subprocess.run(["umount", "-l", str(small)], check=True)


def _add_cases_until_refused(project: ProjectFile) -> None:
    for at in range(1_000):
        project.write("Test", lambda store, at=at: store.put(Case(name=str(at), description="x" * 30_000)), KIM)


OPEN_AS_ANOTHER = """
import os, sys
from pathlib import Path
from ipof_workbench.domain.errors import WorkbenchError
from ipof_workbench.domain.records import Case
from ipof_workbench.storage.project_file import create_project, open_project_file
from ipof_workbench.storage.store import Store
path = Path(sys.argv[1])
if os.geteuid() == 0:
    os.setgid(65534), os.setuid(65534)
def attempt(act):
    try:
        with act() as project:
            print([case.name for case in Store(project.reader()).find(Case)])
    except WorkbenchError as refusal:
        print(refusal)
attempt(lambda: open_project_file(path))
attempt(lambda: open_project_file(path, read_only=True))
attempt(lambda: create_project(path.with_name("new.ipof"), lambda store: None))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="rights are set otherwise there")
@pytest.mark.parametrize(
    ("rights_of_file", "rights_of_folder", "said"),
    [
        (0o666, 0o555, ["The folder of study.ipof cannot be written (", "['Harbour']", "new.ipof cannot be opened:"]),
        (0o444, 0o777, ["study.ipof may only be read, not written, by you;", "['Harbour']", "[]"]),
        (0o000, 0o777, ["study.ipof may not be read by you", "study.ipof may not be read by you", "[]"]),
    ],
)
def test_rights_that_are_missing_are_told_and_reading_still_works(
    rights_of_file: int, rights_of_folder: int, said: list[str], path: Path
) -> None:
    import tempfile

    folder = Path(tempfile.mkdtemp())
    try:
        copy = Path(shutil.copy(path, folder / "study.ipof"))
        copy.chmod(rights_of_file)
        folder.chmod(rights_of_folder)
        done = subprocess.run(
            [sys.executable, "-c", OPEN_AS_ANOTHER, str(copy)],
            cwd=ROOT, capture_output=True, text=True, check=False, timeout=120,
        )  # fmt: skip
        if "PermissionError" in done.stderr:
            pytest.skip("the other user may not read this program")
        lines = done.stdout.splitlines()
        assert len(lines) == 3, done.stderr
        for line, start in zip(lines, said, strict=True):
            assert line.startswith(start), lines
    finally:
        folder.chmod(0o777)
        shutil.rmtree(folder)


# --- a session that died


def test_what_a_dead_session_left_is_read_and_written_on(path: Path) -> None:
    script = (
        "import os, sys; from pathlib import Path\n"
        "from ipof_workbench.storage.project_file import open_project_file\n"
        "from ipof_workbench.domain.records import Analyst, Case\n"
        "project = open_project_file(Path(sys.argv[1]))\n"
        "project.write('Test', lambda store: store.put(Case(name='Last words')), Analyst(name='Kim'))\n"
        "os._exit(9)\n"
    )
    done = subprocess.run([sys.executable, "-c", script, str(path)], cwd=ROOT, check=False, timeout=60)
    assert done.returncode == 9
    assert path.with_name("study.ipof-wal").stat().st_size
    with open_project_file(path, read_only=True) as reading:
        assert names(reading) == ["Harbour", "Last words"]
        before = canonical_dump(reading.reader())
    with open_project_file(path) as writing:
        assert canonical_dump(writing.reader()) == before
        assert check(writing.reader()) == []
        add_case("and on", writing)
