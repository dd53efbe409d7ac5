"""A file is written whole or not at all: beside its place first, then moved there in one step."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from ipof_workbench.domain.errors import ExportFailed, UsageError

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


def write_whole(path: Path, write: Callable[[BinaryIO], object], *, force: bool = False) -> None:
    """Let `write` fill a new file, bring it safely to the disk and give it its name.

    Args:
        path: the target; its folder must exist. A link is followed.
        write: gets the open file.
        force: replace a file that is there already.

    Raises:
        UsageError: the target exists and `force` is not set.
        ExportFailed: the target cannot be written. Whatever was there before is untouched, and nothing is left behind.
    """
    target = Path(os.path.realpath(path))
    check_target(target, force=force)
    beside = target.with_name(f".{uuid.uuid4().hex}.part")
    try:
        with _new_file(beside) as file:
            write(file)
            file.flush()
            os.fsync(file.fileno())
        check_target(target, force=force)
        if target.exists():
            shutil.copymode(target, beside)
        os.replace(beside, target)
    except OSError as error:
        raise ExportFailed(_sentence(target, error)) from error
    finally:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
    _sync_folder(target.parent)


def check_target(path: Path, *, force: bool = False) -> None:
    """Refuse a target before the work is done for it.

    Raises:
        UsageError: a file is there and `force` is not set.
        ExportFailed: the folder is missing or closed to this person, or the target is a folder.
    """
    try:
        if not path.parent.is_dir():
            raise ExportFailed(f"{path} cannot be written: there is no folder {path.parent}. Make it first.")
        if path.is_dir():
            raise ExportFailed(f"{path} is a folder. Give the name of a file in it.")
        is_taken = path.exists()
    except OSError as error:
        raise ExportFailed(_sentence(path, error)) from error
    if is_taken and not force:
        raise UsageError(f"{path} is there already. Choose another name, or replace it with --force.")


def _new_file(path: Path) -> BinaryIO:
    """Open a file that must be new; the person's own mask decides who may read it."""
    flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0)
    return os.fdopen(os.open(path, flags, 0o666), "wb")


def _sentence(target: Path, error: OSError) -> str:
    if error.errno in _FULL:
        return f"{target} was not written because the disk is full. Make room or choose another place."
    if error.errno == errno.EROFS:
        return f"{target} was not written because its disk is read-only. Choose another place."
    if error.errno == errno.ENAMETOOLONG:
        return f"{target.name} was not written because its name is too long. Choose a shorter one."
    if isinstance(error, PermissionError):
        return (
            f"{target} was not written because it may not be changed. "
            "Close it in other programs, or choose another place."
        )
    return f"{target} was not written: {error.strerror or 'the disk refused it'}. Try another place."


def _sync_folder(folder: Path) -> None:
    """Bring the new name to the disk too, where the system lets a folder be opened."""
    if os.name != "posix":
        return
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
