"""The SQLite driver: the only module that imports it (ADR 5).

The `sqlcipher3` wheel brings the same current SQLite to every system: with FTS5, without the WAL-reset fault of
SQLite 3.7.0 to 3.51.2, and with encryption for projects that have a password.
"""

from __future__ import annotations

import os
from pathlib import Path
from types import ModuleType
from typing import Any

from sqlalchemy import Connection, Engine, create_engine
from sqlalchemy.pool import NullPool, StaticPool

from ipof_workbench.domain.errors import (
    LibraryMissing,
    NotAProject,
    ProjectDamaged,
    ProjectLocked,
    ProjectNewer,
    ProjectUnavailable,
)
from ipof_workbench.storage import migrations
from ipof_workbench.storage.location import is_beside_a_sync_client

LEAST_SQLITE = (3, 51, 3)


def dbapi() -> ModuleType:
    """Return the driver's DB-API module.

    Raises:
        LibraryMissing: the wheel is absent, or its SQLite is too old or has no full-text search.
    """
    try:
        import sqlcipher3.dbapi2 as module
    except ImportError:
        raise LibraryMissing(
            "The library sqlcipher3 is missing; install it with: python -m pip install sqlcipher3"
        ) from None
    if module.sqlite_version_info < LEAST_SQLITE:
        raise LibraryMissing(
            f"The library sqlcipher3 brings SQLite {module.sqlite_version}, at least 3.51.3 is needed; "
            "install a newer one with: python -m pip install --upgrade sqlcipher3"
        )
    return module  # type: ignore[no-any-return]


def _settings(synced: bool) -> dict[str, tuple[str, str]]:
    """Pragma -> (value to set, value that must read back), RELIABILITY section 5."""
    return {
        "foreign_keys": ("ON", "1"),
        "busy_timeout": ("5000", "5000"),
        "secure_delete": ("ON", "1"),
        "trusted_schema": ("OFF", "0"),
        "cell_size_check": ("ON", "1"),
        "temp_store": ("MEMORY", "2"),
        "mmap_size": ("0", "0"),
        "synchronous": ("EXTRA", "3") if synced else ("FULL", "2"),
    }


def _require_ours(cursor: Any, path: Path) -> None:
    if cursor.execute("PRAGMA application_id").fetchone()[0] != migrations.APPLICATION_ID:
        raise _not_ours(path)
    version = cursor.execute("PRAGMA user_version").fetchone()[0]
    if version > migrations.SCHEMA_VERSION:
        raise ProjectNewer(
            f"{path.name} was written by a newer iPOF Workbench (schema {version}, this one knows "
            f"{migrations.SCHEMA_VERSION}); install the newer version to open it."
        )


def _not_ours(path: Path) -> NotAProject:
    return NotAProject(f"{path.name} is not an iPOF Workbench project; choose a file that this program made.")


def _prepare(connection: Any, path: Path, *, read_only: bool, create: bool) -> None:
    synced = is_beside_a_sync_client(path)
    cursor = connection.cursor()
    for pragma, (value, expected) in _settings(synced).items():
        cursor.execute(f"PRAGMA {pragma}={value}")
        row = cursor.execute(f"PRAGMA {pragma}").fetchone()
        # A build without memory-mapped files answers nothing for mmap_size: as good as 0.
        if row is not None and str(row[0]) != expected:
            raise ProjectDamaged(f"SQLite refused the setting {pragma}={value} for {path.name}; nothing was changed.")
    if not create:
        # Before the journal mode, which is written into the file: somebody else's file stays as it is.
        _require_ours(cursor, path)
    if not read_only:
        mode = "DELETE" if synced else "WAL"
        found = cursor.execute(f"PRAGMA journal_mode={mode}").fetchone()[0]
        if found.upper() != mode:
            cursor.execute("PRAGMA journal_mode=DELETE")
            cursor.execute("PRAGMA synchronous=EXTRA")
        cursor.execute("PRAGMA journal_size_limit=4194304")
    else:
        cursor.execute("PRAGMA query_only=ON")
    cursor.close()


def _mode(path: Path, *, read_only: bool, create: bool) -> str:
    """Return how SQLite is to open the file.

    A reader opens it as a writer would where it may, and is kept from writing by `query_only`: only so does SQLite
    bring back what a dead session left, and clear its own files away when the last connection closes.
    """
    if create:
        return "rwc"
    folder_is_ours = os.access(path.parent, os.W_OK)
    if not read_only or (folder_is_ours and os.access(path, os.W_OK)):
        return "rw"
    if folder_is_ours or path.with_name(path.name + "-wal").exists():
        return "ro"
    return "ro&immutable=1"  # a WAL project in a folder that cannot take the -shm file


def _connect(path: Path, name: str, *, read_only: bool, create: bool) -> Any:
    module = dbapi()
    uri = f"{path.absolute().as_uri()}?mode={_mode(path, read_only=read_only, create=create)}"
    connection = None
    try:
        connection = module.connect(uri, uri=True, isolation_level=None, check_same_thread=False)
        _prepare(connection, path, read_only=read_only, create=create)
    except BaseException as error:
        if connection is not None:
            connection.close()
        if isinstance(error, module.DatabaseError):
            raise _refusal(str(error), path, name) from None
        raise
    return connection


def cut_short(path: Path, name: str, expected: int) -> ProjectDamaged | None:
    """Return the refusal of a project that has fewer than the `expected` bytes; None for a whole one.

    A write-ahead log may hold what the file lacks: then nothing can be said.
    """
    write_ahead = path.with_name(path.name + "-wal")
    size = path.stat().st_size
    if size >= expected or (write_ahead.exists() and write_ahead.stat().st_size):
        return None
    return ProjectDamaged(f"{name} is cut short ({size:,} of {expected:,} bytes); restore the newest backup.")


def _bytes_in_head(path: Path) -> int:
    """Return how large the file says it is.

    Only for a file that SQLite would not open: reading a file ourselves while it is open takes its locks away.
    """
    with open(path, "rb") as file:
        head = file.read(32)
    return int.from_bytes(head[28:32], "big") * (int.from_bytes(head[16:18], "big") or 1)


def _refusal(words: str, path: Path, name: str) -> ProjectUnavailable:
    if "not a database" in words:
        return _not_ours(path)
    if "locked" in words or "busy" in words:
        return ProjectLocked(f"{name} is in use by another program; close it there and try again.")
    if "unable to open" in words or "readonly" in words:
        return ProjectUnavailable(
            f"{name} cannot be opened: the file cannot be read, or its folder cannot be written; copy the project "
            "to a folder of yours."
        )
    return cut_short(path, name, _bytes_in_head(path)) or ProjectDamaged(
        f"{name} cannot be opened ({words}); restore the newest backup, or try a copy of the file."
    )


def make_engine(path: Path, *, read_only: bool = False, create: bool = False, name: str = "") -> Engine:
    """Return an engine whose every connection carries the settings of the project file, read back and asserted.

    `name` is what refusals call the file, where that is not its own name. Connections do not begin transactions by
    themselves: the store says BEGIN IMMEDIATE and COMMIT.
    """
    return create_engine(
        "sqlite+pysqlite://",
        module=dbapi(),
        creator=lambda: _connect(path, name or path.name, read_only=read_only, create=create),
        poolclass=NullPool,
        isolation_level="AUTOCOMMIT",
        hide_parameters=True,
    )


def make_shared_engine(path: Path) -> Engine:
    """Return an engine for reading whose connections are handles of one connection, for temporary tables that several
    threads read. Until `close_for_writing` it can write to its temporary tables, and to nothing else.
    """
    module = dbapi()

    def connect() -> Any:
        connection = _connect(path, path.name, read_only=True, create=False)
        connection.execute("PRAGMA query_only=OFF")
        connection.execute("PRAGMA foreign_keys=OFF")
        writing = {module.SQLITE_INSERT, module.SQLITE_UPDATE, module.SQLITE_DELETE}

        def allow(action: int, _one: str | None, _two: str | None, database: str | None, _trigger: str | None) -> int:
            denied = action in writing and database == "main"
            return int(module.SQLITE_DENY if denied else module.SQLITE_OK)

        connection.set_authorizer(allow)
        return connection

    return create_engine(
        "sqlite+pysqlite://",
        module=module,
        creator=connect,
        poolclass=StaticPool,
        # The one connection stays in its transaction, whatever handle is given back.
        pool_reset_on_return=None,
        skip_autocommit_rollback=True,
        isolation_level="AUTOCOMMIT",
        hide_parameters=True,
    )


def close_for_writing(connection: Connection) -> None:
    """Let a shared connection only read from now on.

    Only then may several threads use it: while a guard in Python is asked about every statement, a thread inside SQLite
    would wait for the interpreter and one inside the interpreter for SQLite.
    """
    connection.exec_driver_sql("PRAGMA query_only = ON")
    bare: Any = connection.connection.driver_connection
    bare.set_authorizer(None)


def database_errors() -> type[Exception]:
    """Return the driver's base class of errors, for callers that may not import the driver."""
    return dbapi().DatabaseError  # type: ignore[no-any-return]
