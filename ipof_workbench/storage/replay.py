"""Undo and redo: journaled changes taken back or done again, in the store's own way but without journaling them."""

from __future__ import annotations

from ipof_workbench.domain.records import Record, TextRevision
from ipof_workbench.storage import revisions
from ipof_workbench.storage.journal import Change
from ipof_workbench.storage.record_rows import COLUMNS, INSERT, INSERT_PLAIN, UPDATE
from ipof_workbench.storage.store import Store
from ipof_workbench.storage.tables import KINDS


class Replay(Store):
    """A store that replays changes."""

    def restore(self, change: Change, *, forward: bool) -> None:
        """Do a journaled change again (`forward`) or take it back, without journaling it."""
        kind = KINDS[change.table.name]
        if change.operation == "bulk":
            self._restore_bulk(kind, change, forward=forward)
            return
        old, new = (change.before, change.after) if forward else (change.after, change.before)
        texts = ((old or new or {})["document"],) if kind is TextRevision else ()
        if texts:
            revisions.unindex_current(self.connection, texts)
        if old is None and new is not None:
            whole = revisions.unpacked(self.connection, new)
            self.connection.exec_driver_sql(INSERT[kind], tuple(whole[name] for name in COLUMNS[kind]))
        elif new is None:
            self.connection.exec_driver_sql(f'DELETE FROM "{change.table.name}" WHERE rid = ?', (change.row_rid,))
        else:
            values = tuple(new[name] for name in COLUMNS[kind] if name != "rid")
            self.connection.exec_driver_sql(UPDATE[kind], (*values, change.row_rid))
        if texts:
            revisions.index_current(self.connection, texts)
        self._note(kind, change.row_rid)

    def _restore_bulk(self, kind: type[Record], change: Change, *, forward: bool) -> None:
        assert self._journal is not None
        name = change.table.name
        if change.column:
            for moved in self._journal.moves(change):
                self._move(kind, change.column, [(rid, new if forward else old) for rid, old, new in moved])
        elif forward:
            for rows in self._journal.kept_bulk(change):
                self.connection.exec_driver_sql(INSERT_PLAIN[kind], rows)
            if kind is TextRevision:
                revisions.index_import(self.connection, change.row_rid)
            self._journal.forget_bulk(change)
        else:
            self._journal.keep_bulk(change)
            if kind is TextRevision:
                revisions.unindex_import(self.connection, change.row_rid)
            self.connection.exec_driver_sql(f'DELETE FROM "{name}" WHERE import_rid = ?', (change.row_rid,))
        self.touched[kind] = None
