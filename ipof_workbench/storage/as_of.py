"""The project as it stood at some moment, for reading: nothing is written to the file.

A connection of its own reads the file in one transaction. Each table that was changed after the moment is shadowed by
a temporary table of the same name (which wins in SQLite), copied and then taken back through the journal, newest step
first. Every query works on it unchanged. Temporary tables are in memory and go with the connection.

Texts that were imported since are not taken back: what stands in no document of that moment is not reached. Revisions
made since are, so that a document reads as it did. The words index is that of today; its hits are looked up in the
documents of the moment, and those in texts that were corrected since are not among them.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import Connection

from ipof_workbench.domain.errors import ProjectUnavailable, RefusedChange, UsageError
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.steps import Step
from ipof_workbench.storage.driver import close_for_writing, make_shared_engine
from ipof_workbench.storage.journal import Change, Journal
from ipof_workbench.storage.plain_words import in_plain_words
from ipof_workbench.storage.project_file import ProjectFile
from ipof_workbench.storage.revisions import unpacked
from ipof_workbench.storage.tables import metadata

TEXTS = "text_revision"
"""The table that is shadowed only where a text was corrected or deleted since, not for every import."""

_CREATED = re.compile(r"^CREATE (TABLE|INDEX|UNIQUE INDEX) +", re.IGNORECASE)


class Moment(NamedTuple):
    """A moment: the rid of the last step that had happened (0: none), and when (UTC, ISO 8601)."""

    step: Rid
    at: str


@dataclass(frozen=True, slots=True)
class _Step:
    rid: Rid
    kind: str
    at: str
    target: Rid | None
    is_barrier: bool
    """Undo and redo end at this step: a migration or an erasure came right after it."""


class ProjectAsOf(ProjectFile):
    """A project as it stood at a moment: every reading works, every step is refused.

    All threads share one connection to the file, which holds the shadows; each has its own handle of it.
    """

    def __init__(self, path: Path, moment: str | Rid) -> None:
        super().__init__(path, read_only=True)
        self._shared = make_shared_engine(path.resolve())
        self._handles: dict[int, Connection] = {}
        self._handles_guard = threading.Lock()
        try:
            with in_plain_words(path.name):
                connection = self.reader()
                connection.exec_driver_sql("BEGIN")
                self.moment = self._begin(connection, moment)
                close_for_writing(connection)
        except BaseException:
            self.close()
            raise

    def _begin(self, connection: Connection, moment: str | Rid) -> Moment:
        """Shadow what is to be seen otherwise than it stands in the file; return the moment that is shown."""
        found = moment_of(connection, moment)
        take_back(connection, found)
        return found

    def reader(self) -> Connection:
        """Return this thread's handle of the one connection."""
        me = threading.get_ident()
        with self._handles_guard:
            if self._shared is None:
                raise ProjectUnavailable(f"{self.path.name}, as it stood then, is closed.")
            if me not in self._handles:
                self._handles[me] = self._shared.connect()
            return self._handles[me]

    def fresh_reader(self) -> Any:
        """Refuse: what is checked is the file, and this is not the file as it is."""
        raise RefusedChange("The theory as it stood then cannot be checked; check the project itself.")

    def release_reader(self) -> None:
        """Let go of this thread's handle."""
        with self._handles_guard:
            handle = self._handles.pop(threading.get_ident(), None)
        if handle is not None:
            handle.close()

    def close(self) -> None:
        """Let go of the connection and with it of all that was shadowed."""
        with self._handles_guard:
            shared, self._shared = self._shared, None  # type: ignore[assignment]
            handles = list(self._handles.values())
            self._handles.clear()
        for handle in handles:
            handle.close()
        if shared is not None:
            shared.dispose()
        self._engine.dispose()

    def next_steps(self) -> tuple[Step | None, Step | None]:
        """Return that there is nothing to undo and nothing to redo."""
        return None, None

    def history(self, limit: int | None = None) -> list[Step]:
        """Return the actions up to the moment, newest first."""
        with in_plain_words(self.path.name):
            return Journal(self.reader()).history_until(self.moment.step, limit)

    def backup(self, to: Path | None = None, *, reason: str = "manual", force: bool = False) -> Path:
        """Refuse: there is no file of that moment to copy."""
        raise RefusedChange("The theory as it stood then cannot be copied; back the project itself up.")


def moment_of(connection: Connection, moment: str | Rid) -> Moment:
    """Return the moment that a time (UTC or with its offset, ISO 8601) or the rid of a frozen theory means.

    Raises:
        UsageError: the time cannot be read.
        RefusedChange: the project did not exist then, or the freeze is gone.
    """
    if isinstance(moment, int):
        from ipof_workbench.storage.queries.versions import step_of_theory

        step = step_of_theory(connection, moment)
        if step is None:
            raise RefusedChange("This frozen theory is no longer in the project; its freezing may have been undone.")
        row = connection.exec_driver_sql("SELECT at FROM journal_step WHERE rid = ?", (step,)).fetchone()
        return Moment(step, row[0] if row else "")
    at = _utc(moment)
    begun = connection.exec_driver_sql("SELECT created_at FROM project LIMIT 1").scalar_one()
    if at < begun:
        raise RefusedChange(f"The project was begun on {_words(begun)}; choose a later moment.")
    row = connection.exec_driver_sql("SELECT coalesce(max(rid), 0) FROM journal_step WHERE at <= ?", (at,)).fetchone()
    return Moment(row[0] if row else 0, at)


def _utc(text: str) -> str:
    try:
        at = datetime.fromisoformat(text.strip())
    except ValueError:
        raise UsageError(f"“{text}” is no time; write it like 2026-03-03T14:36.") from None
    return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC).isoformat(timespec="milliseconds")


def _words(at: str) -> str:
    """Return a stored time as local day and time: “3 March 2026, 14:36”."""
    local = datetime.fromisoformat(at).astimezone()
    return f"{local.day} {local:%B %Y, %H:%M}"


# --- taking back


def take_back(connection: Connection, moment: Moment) -> None:
    """Shadow what was changed after a moment and take it back, inside the caller's transaction.

    Raises:
        RefusedChange: a migration or an erasure came since; the sentence says how far back one can go.
    """
    steps = list(_steps_after(connection, moment))
    journal = Journal(connection)
    changes: dict[Rid, list[Change]] = {}
    for step in steps:
        source = step.rid if step.kind == "action" else step.target
        if source is not None and source not in changes:
            changes[source] = journal.changes(source)
    _refuse_what_was_erased(connection, steps, changes)
    past = _Past(connection, journal)
    for name in _touched(changes.values()):
        past.shadow(name)
    for step in steps:
        source = step.rid if step.kind == "action" else step.target
        found = changes.get(source or 0, [])
        if step.kind == "undo":
            for change in found:
                past.do_again(change)
        else:
            for change in reversed(found):
                past.take_back(change)


def _steps_after(connection: Connection, moment: Moment) -> Iterator[_Step]:
    """Yield the steps after the moment, newest first."""
    rows = connection.exec_driver_sql(
        "SELECT rid, kind, at, target, undo_top IS NULL AND redo_top IS NULL FROM journal_step WHERE rid > ? "
        "ORDER BY rid DESC",
        (moment.step,),
    ).fetchall()
    barrier = connection.exec_driver_sql(
        "SELECT at, kind = 'action' AND undo_top IS NULL AND redo_top IS NULL FROM journal_step WHERE rid = ?",
        (moment.step,),
    ).fetchone()
    if rows and barrier and barrier[1]:
        # The file was changed as a whole right after the last step of that moment, and more was done since.
        raise _too_far(rows[-1][2])
    for row in rows:
        yield _Step(row[0], row[1], row[2], row[3], bool(row[4]))


def _too_far(at: str) -> RefusedChange:
    return RefusedChange(
        f"The project can be shown as it stood from {_words(at)} on: before that its file took another shape, or words "
        "were erased. Choose a later moment."
    )


def _refuse_what_was_erased(connection: Connection, steps: Sequence[_Step], changes: dict[Rid, list[Change]]) -> None:
    """Refuse to go back past a migration, or through changes whose contents were erased."""
    for at, step in enumerate(steps):
        # An action that can itself not be undone is one that a migration or an erasure followed.
        if step.is_barrier and step.kind == "action" and at > 0:
            raise _too_far(steps[at - 1].at)
    erased = {
        row[0]
        for row in connection.exec_driver_sql(
            "SELECT DISTINCT c.step FROM journal_change c LEFT JOIN journal_content k ON k.change = c.rid "
            "WHERE (c.before_hash <> '' AND k.before IS NULL) OR (c.after_hash <> '' AND k.after IS NULL)"
        )
    }
    for at, step in enumerate(steps):
        source = step.rid if step.kind == "action" else step.target
        if source in erased:
            raise _too_far(steps[at - 1].at if at else step.at)


def _touched(changes: Any) -> list[str]:
    """Return the tables that the changes touch, in the order in which they refer to each other."""
    names = {change.table.name for found in changes for change in found if _counts(change)}
    return [name for name in metadata.tables if name in names]


def _counts(change: Change) -> bool:
    """Tell whether a change is to be taken back: of texts not those that an import brought."""
    return change.table.name != TEXTS or change.operation != "bulk"


class _Past:
    """The shadows, and the changes taken back in them."""

    def __init__(self, connection: Connection, journal: Journal) -> None:
        self._connection, self._journal = connection, journal
        self._bulk: dict[Rid, list[tuple[Any, ...]]] = {}

    def shadow(self, name: str) -> None:
        """Copy a table, with its indexes, into a temporary one of the same name."""
        run = self._connection.exec_driver_sql
        columns = ", ".join(f'"{column.name}"' for column in metadata.tables[name].columns)
        rows = run(
            "SELECT type, sql FROM main.sqlite_master WHERE tbl_name = ? AND sql IS NOT NULL", (name,)
        ).fetchall()
        for kind, sql in sorted(rows, key=lambda row: row[0] != "table"):
            if kind == "table":
                # References are not checked there: SQLite looks for them within one database only.
                run(_CREATED.sub("CREATE TEMP TABLE ", sql))
                run(f'INSERT INTO temp."{name}" ({columns}) SELECT {columns} FROM main."{name}"')
            else:
                run(_in_temp(sql))

    def take_back(self, change: Change) -> None:
        """Let a change not have happened."""
        if not _counts(change):
            return
        if change.column:
            self._move(change, forward=False)
            return
        if change.operation == "bulk":
            table, names = self._columns(change)
            rows = self._connection.exec_driver_sql(
                f'SELECT {names} FROM temp."{table}" WHERE import_rid = ? ORDER BY rid', (change.row_rid,)
            ).fetchall()
            self._bulk[change.rid] = [tuple(row) for row in rows]
            self._connection.exec_driver_sql(f'DELETE FROM temp."{table}" WHERE import_rid = ?', (change.row_rid,))
            return
        self._put(change, change.after, change.before)

    def do_again(self, change: Change) -> None:
        """Let a change have happened that was undone later."""
        if not _counts(change):
            return
        if change.column:
            self._move(change, forward=True)
            return
        if change.operation == "bulk":
            table, names = self._columns(change)
            marks = ", ".join("?" * len(change.table.columns))
            kept = [self._bulk[change.rid]] if change.rid in self._bulk else self._journal.kept_bulk(change)
            for rows in kept:
                if rows:
                    self._connection.exec_driver_sql(f'INSERT INTO temp."{table}" ({names}) VALUES ({marks})', rows)
            return
        self._put(change, change.before, change.after)

    def _move(self, change: Change, *, forward: bool) -> None:
        for moved in self._journal.moves(change):
            self._connection.exec_driver_sql(
                f'UPDATE temp."{change.table.name}" SET "{change.column}" = ?2 WHERE rid = ?1',
                [(rid, new if forward else old) for rid, old, new in moved],
            )

    def _columns(self, change: Change) -> tuple[str, str]:
        return change.table.name, ", ".join(f'"{column.name}"' for column in change.table.columns)

    def _put(self, change: Change, old: dict[str, Any] | None, new: dict[str, Any] | None) -> None:
        table, names = self._columns(change)
        run = self._connection.exec_driver_sql
        if old is not None:
            run(f'DELETE FROM temp."{table}" WHERE rid = ?', (change.row_rid,))
        if new is not None:
            marks = ", ".join("?" * len(change.table.columns))
            whole = unpacked(self._connection, new)
            values = tuple(whole.get(column.name) for column in change.table.columns)
            run(f'INSERT INTO temp."{table}" ({names}) VALUES ({marks})', values)


def _in_temp(sql: str) -> str:
    """Return the statement of an index for a temporary table."""
    found = re.match(r'^CREATE (UNIQUE )?INDEX ("?\w+"?) ON', sql, re.IGNORECASE)
    assert found is not None, sql
    return f"CREATE {found.group(1) or ''}INDEX temp.{found.group(2)} ON{sql[found.end() :]}"
