"""One project, one file: making and opening it, writing in steps, undoing them (ADR 3, 4, 6)."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from ipof_workbench.domain.errors import (
    NotAProject,
    NothingToUndo,
    ProjectMissing,
    ProjectReadOnly,
    ProjectUnavailable,
    UsageError,
)
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.records import Analyst, ImportBatch, Record, TextRevision, Turn
from ipof_workbench.domain.steps import Changed, Step
from ipof_workbench.storage.backups import flush_folder
from ipof_workbench.storage.driver import make_engine
from ipof_workbench.storage.erasing import Erased, erase_old_words
from ipof_workbench.storage.journal import Journal
from ipof_workbench.storage.location import require_local
from ipof_workbench.storage.migrations import create_schema
from ipof_workbench.storage.plain_words import in_plain_words
from ipof_workbench.storage.project_connections import ProjectConnections
from ipof_workbench.storage.replay import Replay
from ipof_workbench.storage.store import Store

SUFFIX = ".ipof"

COALESCE_WITHIN = timedelta(minutes=5)
"""How long after its beginning a step takes in further edits of the same field, or moves of the same drag."""


def utc_now() -> str:
    """Return the time in UTC, ISO 8601 to the millisecond."""
    return _utc(datetime.now(UTC))


def _utc(at: datetime) -> str:
    return at.isoformat(timespec="milliseconds")


class ProjectFile(ProjectConnections):
    """An open project file, changed in steps that can be undone.

    Make one with `create_project`, `open_project_file`; use it as a context manager or call `close`.
    """

    def write(
        self,
        command: str,
        work: Callable[[Store], Any],
        analyst: Analyst,
        *,
        reason: str = "",
        coalesce_key: str = "",
        amend: Rid | None = None,
    ) -> tuple[Any, Changed | None]:
        """Run `work` as one step and return what it returned and what changed (None where nothing did).

        With `amend`, or the `coalesce_key` of the last step, the changes join that step if nothing came after it (by
        key, also only within five minutes: what is typed on another day is another step). An analyst whose adding was
        undone is added again with the step.
        """
        try:
            return self._write(command, work, analyst, reason, coalesce_key, amend)
        except _NothingChanged as nothing:
            return nothing.result, None

    def _write(
        self,
        command: str,
        work: Callable[[Store], Any],
        analyst: Analyst,
        reason: str,
        coalesce_key: str,
        amend: Rid | None,
    ) -> tuple[Any, Changed | None]:
        with self.transaction() as connection:
            journal = Journal(connection)
            who, name = self._known(connection, analyst)
            joined = amend or journal.last_with_key(coalesce_key, _utc(datetime.now(UTC) - COALESCE_WITHIN))
            coalescing = joined is not None and journal.may_coalesce(joined, who)
            if coalescing and joined is not None:
                step = joined
            else:
                step = journal.begin(
                    "action", command, "", (who, name), utc_now(), reason=reason, coalesce_key=coalesce_key
                )
            store = Store(connection, journal=journal, step=step, analyst=who, at=utc_now(), coalescing=coalescing)
            added = self._add_missing(store, journal, step, analyst)
            result = work(store)
            if store.touched == added:
                if added:
                    raise _NothingChanged(result)
                if not coalescing:
                    journal.drop_empty(step)
                return result, None
            if store.label:
                journal.relabel(step, store.label)
            done = journal.step(step)
            assert done is not None
        return result, Changed(done, "action", _frozen(store))

    @staticmethod
    def _add_missing(
        store: Store, journal: Journal, step: Rid, analyst: Analyst
    ) -> dict[type[Record], set[Rid] | None]:
        """Store an analyst who is named but not in the project; return what that touched."""
        if store.analyst is not None or not (analyst.id and analyst.name):
            return {}
        store.analyst = store.put(replace(analyst, rid=0, created_by=None)).rid
        journal.set_analyst(step, store.analyst)
        return {kind: set(rids or ()) for kind, rids in store.touched.items()}

    def undo(self, analyst: Analyst) -> Changed:
        """Take the last step back.

        Raises:
            NothingToUndo: there is none, or it lies before a migration or an erasure.
        """
        return self._replay("undo", analyst)

    def redo(self, analyst: Analyst) -> Changed:
        """Do the last undone step again.

        Raises:
            NothingToUndo: nothing was undone since the last action.
        """
        return self._replay("redo", analyst)

    def _replay(self, kind: str, analyst: Analyst) -> Changed:
        with self.transaction() as connection:
            journal = Journal(connection)
            tops = journal.tops()
            target = tops.undo if kind == "undo" else tops.redo
            if target is None:
                raise NothingToUndo(f"There is nothing to {kind}.")
            step = journal.step(target)
            assert step is not None
            # Rows of a step may refer to each other in both directions: what counts is the state at its end.
            connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
            written = journal.begin(
                kind, step.command, step.label, self._known(connection, analyst), utc_now(), target=target
            )
            store = Replay(connection, journal=journal, step=written)
            changes = journal.changes(target)
            for change in changes if kind == "redo" else reversed(changes):
                store.restore(change, forward=kind == "redo")
            done = journal.step(target)
            assert done is not None
        return Changed(done, kind, _frozen(store))

    def erase_old_words(self, analyst: Analyst, said: Callable[[str], str]) -> tuple[Erased, Changed]:
        """Erase what texts and rows held before now (see `storage.erasing`), as a step that nothing takes back.

        What goes is overwritten in the file (`secure_delete` of the driver), not only let go of.

        Raises:
            RefusedChange: passages still stand in an older text.
        """
        with self.transaction() as connection:
            journal = Journal(connection)
            label = "Erased the old words from the history"
            step = journal.begin("action", "EraseOldWords", label, self._known(connection, analyst), utc_now())
            erased = erase_old_words(connection, said)
            done = journal.step(step)
            assert done is not None
        self.fold_log()
        return erased, Changed(done, "action", {TextRevision: None, Turn: None, ImportBatch: None})

    @staticmethod
    def _known(connection: Connection, analyst: Analyst) -> tuple[Rid | None, str]:
        row = connection.exec_driver_sql("SELECT rid FROM analyst WHERE id = ?", (analyst.id,)).fetchone()
        return (row[0] if row else None), analyst.name

    def next_steps(self) -> tuple[Step | None, Step | None]:
        """Return the steps that undo and redo would take."""
        with in_plain_words(self.path.name):
            journal = Journal(self.reader())
            tops = journal.tops()
            return (
                journal.step(tops.undo) if tops.undo else None,
                journal.step(tops.redo) if tops.redo else None,
            )

    def changes_of(self, step: Rid, at_most: int) -> int:
        """Return how many rows a step changed, at most `at_most`; a bulk change is as many as that."""
        with in_plain_words(self.path.name):
            return Journal(self.reader()).changes_of(step, at_most)

    def history(self, limit: int | None = None) -> list[Step]:
        """Return the actions, newest first."""
        with in_plain_words(self.path.name):
            return Journal(self.reader()).history(limit)


class _NothingChanged(Exception):
    """Rolls a step back that changed nothing but the analyst it would have added; carries what the work returned."""

    def __init__(self, result: Any) -> None:
        super().__init__()
        self.result = result


def _frozen(store: Store) -> dict[Any, frozenset[Rid] | None]:
    return {kind: None if rids is None else frozenset(rids) for kind, rids in store.touched.items()}


def create_project(path: Path, fill: Callable[[Store], None]) -> ProjectFile:
    """Make a new project file, filled by `fill` (whose rows are the start: undo does not reach them), and open it.

    The file is made under another name and takes its own when it is whole.

    Raises:
        UsageError: there is a file already, or the name does not end in .ipof.
        ProjectUnavailable: the folder cannot be written, or lies on a share.
    """
    if path.suffix != SUFFIX:
        raise UsageError(f"A project's name ends in {SUFFIX}: use {path.with_suffix(SUFFIX).name}.")
    if _is_there(path):
        raise UsageError(f"{path.name} is already there; choose another name, or open it.")
    require_local(path)
    if not path.parent.is_dir():
        raise ProjectUnavailable(f"There is no folder {path.parent}; make it first, or choose another.")
    draft = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        engine = make_engine(draft, create=True, name=path.name)
        with in_plain_words(path.name), engine.connect() as connection:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            create_schema(connection)
            fill(Store(connection, at=utc_now()))
            connection.exec_driver_sql("COMMIT")
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        engine.dispose()
        os.rename(draft, path)
        flush_folder(path.parent)
    finally:
        for left in (draft, *(draft.with_name(draft.name + end) for end in ("-wal", "-shm", "-journal"))):
            with contextlib.suppress(OSError):
                left.unlink(missing_ok=True)
    return open_project_file(path)


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # a folder that may not be entered, a name longer than any file's
        return False


def open_project_file(path: Path, *, read_only: bool = False, as_it_is: bool = False) -> ProjectFile:
    """Open a project.

    One that an earlier version wrote is brought up to date first, after a backup, also to be read: what reads it knows
    the tables of today. With `as_it_is` a reader leaves it alone, to check or copy it.

    Raises:
        ProjectMissing, NotAProject, ProjectNewer, ProjectDamaged, ProjectLocked, ProjectUnavailable: as named.
    """
    if not _is_there(path):
        raise ProjectMissing(f"There is no project {path}; check the name, or make it with: ipof-workbench new {path}")
    if path.is_dir() or path.stat().st_size == 0:
        raise NotAProject(f"{path.name} is not an iPOF Workbench project; choose a file that this program made.")
    require_local(path.resolve())
    if not os.access(path, os.R_OK):
        raise ProjectUnavailable(f"{path.name} may not be read by you; ask whoever owns the file.")
    if not read_only and not os.access(path, os.W_OK):
        raise ProjectReadOnly(
            f"{path.name} may only be read, not written, by you; open it for reading only, or work on a copy."
        )
    project = ProjectFile(path, read_only=read_only)
    project.open()
    if read_only and not as_it_is and project.is_of_an_earlier_version():
        project.close()
        _bring_up_to_date(path)
        project.open()
    return project


def _bring_up_to_date(path: Path) -> None:
    if not os.access(path, os.W_OK):
        raise ProjectReadOnly(
            f"{path.name} was written by an earlier version of this program and may not be changed by you: work on a "
            "copy, which is brought up to date when it is opened."
        )
    with open_project_file(path):
        pass  # opened for writing, it is
