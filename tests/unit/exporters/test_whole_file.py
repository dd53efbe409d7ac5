"""Files appear whole or not at all, on a real disk."""

from __future__ import annotations

import errno
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import pytest

from ipof_workbench.domain.errors import ExportFailed, UsageError
from ipof_workbench.exporters.whole_file import write_whole


def write_new(file: BinaryIO) -> None:
    file.write(b"new")


def test_file_appears_with_its_content_and_nothing_beside_it(tmp_path: Path) -> None:
    write_whole(tmp_path / "table.csv", write_new)
    assert [(found.name, found.read_bytes()) for found in tmp_path.iterdir()] == [("table.csv", b"new")]


def test_existing_file_is_refused_without_force_and_replaced_with_it(tmp_path: Path) -> None:
    target = tmp_path / "table.csv"
    target.write_bytes(b"old")
    with pytest.raises(UsageError, match="--force"):
        write_whole(target, write_new)
    assert target.read_bytes() == b"old"
    write_whole(target, write_new, force=True)
    assert target.read_bytes() == b"new"


def test_file_that_appears_meanwhile_is_kept(tmp_path: Path) -> None:
    target = tmp_path / "table.csv"
    with pytest.raises(UsageError, match="--force"):
        write_whole(target, lambda _file: target.write_bytes(b"theirs"))
    assert [found.read_bytes() for found in tmp_path.iterdir()] == [b"theirs"]


def test_full_disk_leaves_the_old_file_and_no_rubbish(tmp_path: Path) -> None:
    target = tmp_path / "table.csv"
    target.write_bytes(b"old")

    def fill(file: BinaryIO) -> None:
        file.write(b"half")
        raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(ExportFailed, match="disk is full"):
        write_whole(target, fill, force=True)
    assert [found.read_bytes() for found in tmp_path.iterdir()] == [b"old"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on the size of files")
def test_limit_on_the_size_of_files_is_told_in_a_sentence(tmp_path: Path) -> None:
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, hard))
    try:
        with pytest.raises(ExportFailed, match="disk is full"):
            write_whole(tmp_path / "table.csv", lambda file: file.write(b"x" * 100_000))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("number", "words"), [(errno.EROFS, "disk is read-only"), (errno.EIO, "Try another place")])
def test_disk_that_refuses_is_told_in_a_sentence(tmp_path: Path, number: int, words: str) -> None:
    def refuse(_file: BinaryIO) -> None:
        raise OSError(number, os.strerror(number))

    with pytest.raises(ExportFailed, match=words):
        write_whole(tmp_path / "table.csv", refuse)
    assert list(tmp_path.iterdir()) == []


def test_writer_that_fails_leaves_nothing(tmp_path: Path) -> None:
    def fail(_file: BinaryIO) -> None:
        raise ValueError("a bug")

    with pytest.raises(ValueError, match="a bug"):
        write_whole(tmp_path / "table.csv", fail)
    assert list(tmp_path.iterdir()) == []


def test_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(ExportFailed, match=r"there is no folder .*absent"):
        write_whole(tmp_path / "absent" / "table.csv", write_new)


def test_folder_as_target_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ExportFailed, match="is a folder"):
        write_whole(tmp_path, write_new, force=True)


def test_name_too_long_for_the_disk_is_told(tmp_path: Path) -> None:
    with pytest.raises(ExportFailed):
        write_whole(tmp_path / ("x" * 400 + ".csv"), write_new)
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def closed_folder() -> Iterator[Path]:
    """A folder that the present person may read and not write; a superuser becomes nobody for the time."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "table.csv").write_bytes(b"old")
        folder.chmod(0o555)
        is_superuser = os.geteuid() == 0
        if is_superuser:
            os.seteuid(65534)
        try:
            yield folder
        finally:
            if is_superuser:
                os.seteuid(0)
            folder.chmod(0o755)


@pytest.mark.skipif(sys.platform == "win32", reason="folders are closed in another way on Windows")
def test_closed_folder_is_told_and_the_old_file_stays(closed_folder: Path) -> None:
    with pytest.raises(ExportFailed, match="may not be changed"):
        write_whole(closed_folder / "table.csv", write_new, force=True)
    assert (closed_folder / "table.csv").read_bytes() == b"old"


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege on Windows")
def test_link_is_followed_and_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real.csv").write_bytes(b"old")
    link = tmp_path / "link.csv"
    link.symlink_to(tmp_path / "real.csv")
    write_whole(link, write_new, force=True)
    assert link.is_symlink()
    assert (tmp_path / "real.csv").read_bytes() == b"new"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps no mode bits")
def test_replaced_file_keeps_who_may_read_it(tmp_path: Path) -> None:
    target = tmp_path / "table.csv"
    target.write_bytes(b"old")
    target.chmod(0o600)
    write_whole(target, write_new, force=True)
    assert target.stat().st_mode & 0o777 == 0o600
