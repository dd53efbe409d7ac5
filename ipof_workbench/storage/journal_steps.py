"""The steps of the journal: who did what when, and what undo and redo would take next (ADR 3)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from ipof_workbench.domain.identity import Rid, new_id
from ipof_workbench.domain.steps import Step
from ipof_workbench.storage.bare import rows_of


@dataclass(frozen=True, slots=True)
class Tops:
    """The steps that undo and redo would take next."""

    undo: Rid | None
    redo: Rid | None


class JournalSteps:
    """Reads and writes steps through a connection; transactions are the caller's."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def tops(self) -> Tops:
        """Return what undo and redo would take."""
        rows = rows_of(self._connection, "SELECT undo_top, redo_top FROM journal_step ORDER BY rid DESC LIMIT 1")
        return Tops(*rows[0]) if rows else Tops(None, None)

    def begin(
        self,
        kind: str,
        command: str,
        label: str,
        analyst: tuple[Rid | None, str],
        at: str,
        *,
        reason: str = "",
        coalesce_key: str = "",
        target: Rid | None = None,
    ) -> Rid:
        """Write the row of a new step and return its rid; an action becomes the next to undo and closes redo."""
        before = self.tops()
        rows = rows_of(
            self._connection,
            "INSERT INTO journal_step (id, kind, command, label, reason, analyst, analyst_name, at, coalesce_key, "
            "target, undo_below, redo_below) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING rid",
            (
                new_id(),
                kind,
                command,
                label,
                reason,
                analyst[0],
                analyst[1],
                at,
                coalesce_key,
                target,
                before.undo,
                before.redo,
            ),
        )
        rid: Rid = rows[0][0]
        if kind == "action":
            self._set_tops(rid, Tops(rid, None))
        elif kind == "undo":
            self._set_tops(rid, Tops(self._below(target, "undo"), target))
        else:
            self._set_tops(rid, Tops(target, self._redo_after(target)))
        return rid

    def drop_empty(self, step: Rid) -> None:
        """Forget a step that turned out to change nothing (its row was never committed)."""
        self._connection.exec_driver_sql("DELETE FROM journal_step WHERE rid = ?", (step,))

    def relabel(self, step: Rid, label: str) -> None:
        """Set the words of a step that is still being written (or coalesced into)."""
        rows_of(self._connection, "UPDATE journal_step SET label = ? WHERE rid = ?", (label, step))

    def _set_tops(self, step: Rid, tops: Tops) -> None:
        sql = "UPDATE journal_step SET undo_top = ?, redo_top = ? WHERE rid = ?"
        rows_of(self._connection, sql, (tops.undo, tops.redo, step))

    def _below(self, step: Rid | None, which: str) -> Rid | None:
        row = self._connection.exec_driver_sql(
            f"SELECT {which}_below FROM journal_step WHERE rid = ?", (step,)
        ).fetchone()
        return row[0] if row else None

    def _redo_after(self, step: Rid | None) -> Rid | None:
        """Return what was next to redo before `step` was undone for the last time."""
        row = self._connection.exec_driver_sql(
            "SELECT redo_below FROM journal_step WHERE target = ? AND kind = 'undo' ORDER BY rid DESC LIMIT 1", (step,)
        ).fetchone()
        return row[0] if row else None

    def step(self, rid: Rid) -> Step | None:
        """Return one action."""
        found = self._steps("s.rid = ?", (rid,), 1)
        return found[0] if found else None

    def changes_of(self, step: Rid, at_most: int) -> int:
        """Return how many rows a step changed; from `at_most` on no more are counted, and many rows that changed as
        one (a bulk change) are as many as that."""
        row = self._connection.exec_driver_sql(
            "SELECT min(?1, coalesce(sum(CASE operation WHEN 'bulk' THEN ?1 ELSE 1 END), 0)) "
            "FROM (SELECT operation FROM journal_change WHERE step = ?2 LIMIT ?1)",
            (at_most, step),
        ).fetchone()
        return row[0] if row else 0

    def history(self, limit: int | None = None) -> list[Step]:
        """Return the actions, newest first."""
        return self._steps("s.kind = 'action'", (), limit)

    def history_until(self, step: Rid, limit: int | None = None) -> list[Step]:
        """Return the actions up to a step, newest first, undone or not as they were then."""
        rows = self._connection.exec_driver_sql(
            "SELECT s.rid, s.label, s.command, s.analyst_name, s.at, s.reason, coalesce((SELECT u.kind = 'undo' FROM "
            "journal_step u WHERE u.target = s.rid AND u.rid <= ?1 ORDER BY u.rid DESC LIMIT 1), 0) "
            "FROM journal_step s WHERE s.kind = 'action' AND s.rid <= ?1 ORDER BY s.rid DESC LIMIT ?2",
            (step, -1 if limit is None else limit),
        )
        return [Step(row[0], row[1], row[2], row[3], row[4], row[5], bool(row[6])) for row in rows]

    def _steps(self, where: str, parameters: tuple[Any, ...], limit: int | None) -> list[Step]:
        rows = rows_of(
            self._connection,
            "SELECT s.rid, s.label, s.command, s.analyst_name, s.at, s.reason, coalesce((SELECT u.kind = 'undo' FROM "
            "journal_step u WHERE u.target = s.rid ORDER BY u.rid DESC LIMIT 1), 0) "
            f"FROM journal_step s WHERE {where} ORDER BY s.rid DESC LIMIT ?",
            (*parameters, -1 if limit is None else limit),
        )
        return [Step(row[0], row[1], row[2], row[3], row[4], row[5], bool(row[6])) for row in rows]

    def may_coalesce(self, step: Rid, analyst: Rid | None) -> bool:
        """Tell whether `step` is the very last thing that happened, by the same analyst, and can still take changes.

        One that undo cannot reach (a migration or an erasure came after it) takes none: they could not be undone.
        """
        sql = "SELECT rid, kind, analyst, undo_top, redo_top FROM journal_step ORDER BY rid DESC LIMIT 1"
        return rows_of(self._connection, sql) == [(step, "action", analyst, step, None)]

    def last_with_key(self, coalesce_key: str, since: str) -> Rid | None:
        """Return the last step if it carries this key and began after `since` (UTC, ISO 8601)."""
        if not coalesce_key:
            return None
        rows = rows_of(self._connection, "SELECT rid, coalesce_key, at FROM journal_step ORDER BY rid DESC LIMIT 1")
        return rows[0][0] if rows and rows[0][1] == coalesce_key and rows[0][2] > since else None

    def set_analyst(self, step: Rid, analyst: Rid) -> None:
        """Say whose step it is, where the analyst is stored in that very step."""
        self._connection.exec_driver_sql("UPDATE journal_step SET analyst = ? WHERE rid = ?", (analyst, step))
