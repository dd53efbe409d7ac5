"""The connections to one project's file: opening it, reading and writing in transactions, closing (ADR 3, 4, 6)."""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Self

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from ipof_workbench.domain.errors import ProjectReadOnly, ProjectUnavailable, WorkbenchError
from ipof_workbench.storage import backups
from ipof_workbench.storage.driver import cut_short, make_engine
from ipof_workbench.storage.lock import WriterLock
from ipof_workbench.storage.migrations import MIGRATIONS, migrate
from ipof_workbench.storage.plain_words import in_plain_words


class ProjectConnections:
    """One writer connection to a file, and one reading connection for each thread that asks."""

    def __init__(self, path: Path, *, read_only: bool) -> None:
        self.path = path
        self.read_only = read_only
        # Where a link leads: two ways to one file share one lock.
        self._file = path.resolve()
        self._engine: Engine = make_engine(self._file, read_only=read_only)
        self._lock = WriterLock(self._file)
        self._write_guard = threading.RLock()
        self._readers: dict[int, Connection] = {}
        self._file_identity: os.stat_result | None = None
        self._writer: Connection | None = None
        self._changed = False

    # --- opening and closing

    def open(self) -> None:
        """Take the lock, connect and bring the file up to date; one that is only read stays as it is.

        Raises:
            ProjectLocked, ProjectDamaged, ProjectNewer, NotAProject: as named.
        """
        if not self.read_only:
            self._lock.acquire()
        try:
            with in_plain_words(self.path.name):
                connection = self._engine.connect()
                self._writer = connection
                self._require_whole(connection)
                if not self.read_only:
                    self._bring_up_to_date(connection)
            self._file_identity = os.stat(self.path)
        except BaseException:
            self._dispose()
            raise

    def _require_whole(self, connection: Connection) -> None:
        pages, size = (
            int(connection.exec_driver_sql(f"PRAGMA {key}").scalar_one()) for key in ("page_count", "page_size")
        )
        damage = cut_short(self._file, self.path.name, pages * size)
        if damage:
            raise damage

    def is_of_an_earlier_version(self) -> bool:
        """Tell whether the file has the tables of an earlier version."""
        return self._version(self.reader()) in MIGRATIONS

    @staticmethod
    def _version(connection: Connection) -> int:
        row = connection.exec_driver_sql("PRAGMA user_version").fetchone()
        return int(row[0]) if row else 0

    def _bring_up_to_date(self, connection: Connection) -> None:
        version = self._version(connection)
        if version in MIGRATIONS:
            self.backup(reason="migration")
            migrate(connection, version)

    def close(self) -> None:
        """Back up if anything changed, fold the write-ahead log into the file, release the lock."""
        if self._writer is None:
            return
        try:
            if not self.read_only:
                # What was acknowledged is on disk already: a full disk must not keep anybody from closing.
                with contextlib.suppress(WorkbenchError), in_plain_words(self.path.name):
                    if self._changed and self._is_in_place():
                        self.backup(reason="close")
                self._dispose_readers()
                with contextlib.suppress(WorkbenchError):
                    self.fold_log()
                with contextlib.suppress(WorkbenchError), in_plain_words(self.path.name):
                    self._writer.exec_driver_sql("PRAGMA optimize")
        finally:
            self._dispose()

    def fold_log(self) -> None:
        """Fold the write-ahead log into the file and empty it."""
        if self._writer is not None:
            with in_plain_words(self.path.name):
                self._writer.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")

    def _dispose_readers(self) -> None:
        for connection in self._readers.values():
            connection.close()
        self._readers.clear()

    def _dispose(self) -> None:
        self._dispose_readers()
        if self._writer is not None:
            self._writer.close()
            self._writer = None
        self._engine.dispose()
        self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _is_in_place(self) -> bool:
        try:
            return self._file_identity is not None and os.path.samestat(os.stat(self.path), self._file_identity)
        except OSError:
            return False

    # --- reading

    def reader(self) -> Connection:
        """Return this thread's reading connection: it sees what is committed, and never waits for a writer."""
        me = threading.get_ident()
        connection = self._readers.get(me)
        if connection is None:
            if self._writer is None:
                raise ProjectUnavailable(f"{self.path.name} is closed.")
            with in_plain_words(self.path.name):
                connection = make_engine(self._file, read_only=True).connect()
            self._readers[me] = connection
        return connection

    @contextlib.contextmanager
    def fresh_reader(self) -> Iterator[Connection]:
        """Open a reading connection for one piece of work.

        The check needs one: FTS5 keeps the structure of its index from one integrity check to the next, so that a
        connection which has checked before takes later writes for damage.
        """
        with in_plain_words(self.path.name):
            engine = make_engine(self._file, read_only=True)
            try:
                with engine.connect() as connection:
                    yield connection
            finally:
                engine.dispose()

    def release_reader(self) -> None:
        """Close this thread's reading connection (at the end of a worker)."""
        connection = self._readers.pop(threading.get_ident(), None)
        if connection is not None:
            connection.close()

    # --- writing

    @contextlib.contextmanager
    def transaction(self) -> Iterator[Connection]:
        """Hold the writer in one transaction: commit at the end, roll back on any exception."""
        if self.read_only:
            raise ProjectReadOnly(f"{self.path.name} is open for reading only; open it for writing to change it.")
        with self._write_guard:
            if self._writer is None:
                raise ProjectUnavailable(f"{self.path.name} is closed.")
            if self._file_identity is not None and not self._is_in_place():
                raise ProjectUnavailable(
                    f"{self.path.name} was moved, renamed or replaced while it was open; nothing more is stored: "
                    "close the project and open it where it is now."
                )
            connection = self._writer
            with in_plain_words(self.path.name):
                connection.exec_driver_sql("BEGIN IMMEDIATE")
                try:
                    yield connection
                    connection.exec_driver_sql("COMMIT")
                except BaseException:
                    # SQLite may have rolled back by itself (a full disk): the first error is the one that counts.
                    with contextlib.suppress(DBAPIError):
                        connection.exec_driver_sql("ROLLBACK")
                    raise
            self._changed = True

    # --- backups

    def backup(self, to: Path | None = None, *, reason: str = "manual", force: bool = False) -> Path:
        """Write a verified copy: to a file of the person's choice, or among the rotating backups; return where."""
        if to is not None:
            return backups.copy_to(self.reader(), self.path, to, force=force)
        kept = backups.keep(self.reader(), self.path, reason)
        self._changed = False
        return kept
