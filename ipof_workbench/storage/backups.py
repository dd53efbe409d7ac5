"""Backups: verified copies, kept outside the project's folder and thinned by age (RELIABILITY 5).

A copy is written under another name, checked, flushed to disk and renamed; only then may older ones go. A project
that does not pass its check never pushes a good backup out.
"""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from ipof_workbench.domain.errors import ExportFailed, ProjectDamaged
from ipof_workbench.storage.driver import make_engine
from ipof_workbench.storage.integrity import check
from ipof_workbench.storage.location import user_folder

KEEP_LAST, KEEP_DAILY, KEEP_WEEKLY, KEEP_MONTHLY = 10, 12, 10, 9

_NAME = re.compile(r"^(?P<at>\d{8}T\d{6}\d{3}Z)-(?P<reason>[a-z]+)\.ipof$")


def backup_folder(connection: Connection) -> Path:
    """Return the folder of a project's backups: named by the project's id, so that renaming the file loses none."""
    row = connection.exec_driver_sql("SELECT id FROM project").fetchone()
    return user_folder() / "backups" / str(row[0] if row else "unknown")


def thin(times: Sequence[datetime]) -> set[datetime]:
    """Return which of the times are kept: the last 10, then the newest of 12 days, 10 weeks and 9 months.

    Times in the future (a clock that jumped) count among the last and never push another out.
    """
    ordered = sorted(set(times), reverse=True)
    kept = set(ordered[:KEEP_LAST])
    for count, period in (
        (KEEP_DAILY, lambda t: t.strftime("%Y-%m-%d")),
        (KEEP_WEEKLY, lambda t: "{}-{}".format(*t.isocalendar()[:2])),
        (KEEP_MONTHLY, lambda t: t.strftime("%Y-%m")),
    ):
        seen: dict[str, datetime] = {}
        for time in ordered:
            seen.setdefault(period(time), time)
        kept.update(list(seen.values())[:count])
    return kept


def _copy(connection: Connection, target: Path) -> None:
    """Write a compact copy to `target`, whole or not at all, and check it."""
    draft = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        _write_compact(connection, draft)
        _verify(draft)
        with open(draft, "r+b") as file:
            os.fsync(file.fileno())
        os.replace(draft, target)
        flush_folder(target.parent)
    except (OSError, DBAPIError) as error:
        words = error.orig if isinstance(error, DBAPIError) else error.strerror
        if "malformed" in str(words) or "not a database" in str(words):
            raise _damaged() from None
        raise ExportFailed(
            f"The copy {target.name} could not be written ({words}); the project is as it was, "
            "choose another folder or make room."
        ) from None
    finally:
        for left in (draft, *(draft.with_name(draft.name + end) for end in ("-wal", "-shm", "-journal"))):
            with contextlib.suppress(OSError):
                left.unlink(missing_ok=True)


def _write_compact(connection: Connection, target: Path) -> None:
    # SQLite counts writing another file as writing: what keeps a reader from it is lifted for this statement.
    row = connection.exec_driver_sql("PRAGMA query_only").fetchone()
    connection.exec_driver_sql("PRAGMA query_only=OFF")
    try:
        connection.exec_driver_sql("VACUUM INTO ?", (str(target),))
    finally:
        connection.exec_driver_sql(f"PRAGMA query_only={row[0] if row else 0}")


def flush_folder(folder: Path) -> None:
    """Have the system write down that a file was made or renamed, where it knows how to (not on Windows)."""
    if os.name != "nt":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        except OSError:  # some file systems refuse it for folders
            pass
        finally:
            os.close(descriptor)


def _verify(path: Path) -> None:
    """Refuse a copy that does not pass the whole check: SQLite alone would not see a changed word."""
    engine = make_engine(path, read_only=True)
    with engine.connect() as copy:
        found = check(copy)
    engine.dispose()
    if found:
        raise _damaged()


def _damaged() -> ProjectDamaged:
    return ProjectDamaged(
        "The project does not pass its check, so no backup was made of it and none was thrown away; "
        "run: ipof-workbench check"
    )


def copy_to(connection: Connection, source: Path, target: Path, *, force: bool) -> Path:
    """Write a verified copy of the project to `target` and return it.

    Raises:
        ExportFailed: the target is there (and not `force`), is the project itself, or cannot be written.
    """
    if target.exists() and not force:
        raise ExportFailed(f"{target} is already there; use --force to overwrite it, or choose another name.")
    if target.exists() and os.path.samefile(source, target):
        raise ExportFailed(f"{target.name} is the project itself; choose another name for the copy.")
    if not target.parent.is_dir():
        raise ExportFailed(f"There is no folder {target.parent}; make it first, or choose another.")
    _copy(connection, target)
    return target


def keep(connection: Connection, source: Path, reason: str) -> Path:
    """Write a verified copy among the rotating backups, thin them, and return the copy."""
    folder = backup_folder(connection)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _clear_drafts(folder)
    except OSError as error:
        raise ExportFailed(
            f"Backups cannot be kept in {folder} ({error.strerror}); make that folder writable. The project is as it "
            "was."
        ) from None
    at = datetime.now(UTC)
    stamp = at.strftime("%Y%m%dT%H%M%S") + f"{at.microsecond // 1000:03d}Z"
    target = folder / f"{stamp}-{reason}.ipof"
    _copy(connection, target)
    _rotate(folder)
    return target


def _clear_drafts(folder: Path) -> None:
    """Take away copies that a session did not live to finish: they are as large as projects."""
    yesterday = datetime.now(UTC).timestamp() - 24 * 60 * 60
    for draft in folder.glob(".*.part*"):
        if draft.stat().st_mtime < yesterday:
            draft.unlink(missing_ok=True)


def kept(folder: Path) -> list[tuple[datetime, str, Path]]:
    """Return (time, reason, path) of the backups in a folder, newest first."""
    found = []
    for path in folder.glob("*.ipof"):
        name = _NAME.match(path.name)
        if name:
            text = name["at"]
            at = datetime.strptime(text[:15], "%Y%m%dT%H%M%S").replace(tzinfo=UTC)
            found.append((at + timedelta(milliseconds=int(text[15:18])), name["reason"], path))
    return sorted(found, reverse=True)


def _rotate(folder: Path) -> None:
    backups = kept(folder)
    # One before each migration stays for ever: it is the way back to the older program.
    free = [(at, path) for at, reason, path in backups if reason != "migration"]
    stay = thin([at for at, _ in free])
    for at, path in free:
        if at not in stay:
            with contextlib.suppress(OSError):
                path.unlink()
