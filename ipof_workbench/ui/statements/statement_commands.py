"""What the Statements page does to the project, each as one step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from ipof_workbench.domain import records
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.statement_rows import ListedStatement
from ipof_workbench.domain.text import shorten
from ipof_workbench.domain.written_statements import WrittenStatement
from ipof_workbench.ui.session import Session

Rids = tuple[Rid, ...]


class StatementCommands:
    """Runs the commands behind the page. Commands are imported when used: the window starts without them."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, wording: WrittenStatement, area: Rid | None) -> Rid | None:
        """Add one statement; returns it."""
        from ipof_workbench.app.commands.statements import AddStatement

        outcome = self._session.run(AddStatement(*wording, theory_area=area))
        return outcome.result.rid if outcome is not None else None

    def paste(self, wordings: Sequence[WrittenStatement], area: Rid | None) -> Rid | None:
        """Add statements as they were pasted; returns the first. A number that is taken gives way."""
        from ipof_workbench.app.commands.statements import AddStatements

        if not wordings:
            self._session.refuse("There is no sentence on the clipboard: copy “If a, then b, because c.”, one a line.")
            return None
        outcome = self._session.run(AddStatements(tuple(wordings), theory_area=area, renumber=True))
        if outcome is None:
            return None
        added = outcome.result
        changed = [
            f"{wording.number} became {held.number}"
            for wording, held in zip(wordings, added, strict=True)
            if wording.number and wording.number != held.number
        ]
        many = "1 statement" if len(added) == 1 else f"{len(added):,} statements"
        self._session.show_toast(f"Added {many}" + (f"; {', '.join(changed[:4])}" if changed else ""))
        rid: Rid = added[0].rid
        return rid

    def edit_wording(self, held: ListedStatement, changes: Mapping[str, str]) -> bool:
        """Write parts of a statement's draft."""
        return self._edit(records.StatementVersion, held.draft, changes)

    def edit(self, statement: Rid, changes: Mapping[str, Any]) -> bool:
        """Change fields of a statement."""
        return self._edit(records.TheoryStatement, statement, changes)

    def edit_all(self, statements: Rids, changes: Mapping[str, Any], label: str) -> None:
        """Change the same fields of several statements, as one step."""
        from ipof_workbench.app.commands.record_edits import EditFields
        from ipof_workbench.app.commands.together import Together

        parts = tuple(EditFields(records.TheoryStatement, rid, changes) for rid in statements)
        self._session.run(parts[0] if len(parts) == 1 else Together(parts, label))

    def name_area(self, statement: Rid, name: str) -> None:
        """Add a theory area and put the statement into it, as one step."""
        from ipof_workbench.app.commands.record_edits import AddRecord, EditFields

        added = self._session.run(AddRecord(records.TheoryArea(name=name)))
        if added is not None:
            change = EditFields(records.TheoryStatement, statement, {"theory_area": added.result.rid})
            self._session.run(change, amend=added.step)

    def move(self, statements: Rids, before: Rid | None) -> None:
        """Move statements in front of another one, or to the end."""
        from ipof_workbench.app.commands.statements import MoveStatements

        self._session.run(MoveStatements(statements, before))

    def order(self, statements: Rids) -> None:
        """Let all of these stand in the given order."""
        from ipof_workbench.app.commands.statements import OrderStatements

        self._session.run(OrderStatements(statements))

    def delete(self, chosen: Sequence[ListedStatement]) -> bool:
        """Delete statements with what belongs to them; undo brings them back."""
        rids = tuple(held.rid for held in chosen)
        words = f"statement {chosen[0].number}" if len(chosen) == 1 else f"{len(chosen):,} statements"
        return self.delete_records(records.TheoryStatement, rids, f"Deleted {words}")

    def delete_records(self, kind: type[records.Record], rids: Rids, toast: str) -> bool:
        """Delete records and say so."""
        from ipof_workbench.app.commands.deletion import DeleteRecords

        if self._session.run(DeleteRecords(kind, rids)) is None:
            return False
        self._session.show_toast(toast)
        return True

    def express(self, statement: Rid, configuration: Rid, expressed: bool) -> None:
        """Say that a configuration expresses a statement, or that it does not."""
        from ipof_workbench.app.commands.statements import ExpressStatement

        self._session.run(ExpressStatement(statement, configuration, expressed))

    def statement_of(self, configuration: Rid) -> Rid | None:
        """Make a statement of a configuration's sentence; returns it."""
        from ipof_workbench.app.commands.statements import StatementFromConfiguration

        outcome = self._session.run(StatementFromConfiguration(configuration))
        if outcome is None:
            return None
        self._session.show_toast(f"Made statement {outcome.result.number}")
        rid: Rid = outcome.result.rid
        return rid

    def configuration_of(self, statement: Rid, title: str = "", places: tuple[tuple[str, str], ...] = ()) -> Rid | None:
        """Make a configuration of a statement, with its sentence as prose; returns it."""
        from ipof_workbench.app.commands.statements import ConfigurationFromStatement

        outcome = self._session.run(ConfigurationFromStatement(statement, title=title, places=places))
        if outcome is None:
            return None
        self._session.show_toast(f"Made configuration {outcome.result.number}")
        rid: Rid = outcome.result.rid
        return rid

    # --- what stands around statements

    def add_record(self, record: records.Record) -> Rid | None:
        """Add a theory or another plain record; returns it."""
        from ipof_workbench.app.commands.record_edits import AddRecord

        outcome = self._session.run(AddRecord(record))
        return outcome.result.rid if outcome is not None else None

    def edit_record(self, kind: type[records.Record], rid: Rid, changes: Mapping[str, Any]) -> bool:
        """Change fields of any record."""
        return self._edit(kind, rid, changes)

    def use_theory(self, theory: Rid, **target: Any) -> bool:
        """Say that a theory speaks to something, or (with `used` False) that it does not."""
        from ipof_workbench.app.commands.grounding import UseTheory

        return self._session.run(UseTheory(theory, **target)) is not None

    def new_theory_for(self, name: str, **target: Any) -> None:
        """Add a theory and say what it speaks to, as one step."""
        from ipof_workbench.app.commands.grounding import UseTheory
        from ipof_workbench.app.commands.record_edits import AddRecord
        from ipof_workbench.app.commands.together import Together

        add = AddRecord(records.SubstantiveTheory(name=name))
        use = UseTheory(0, **target)
        label = f"Used new theory “{shorten(name, 40)}”"
        self._session.run(Together((add, lambda made: replace(use, theory=made[0].rid)), label))

    def _edit(self, kind: type[records.Record], rid: Rid, changes: Mapping[str, Any]) -> bool:
        from ipof_workbench.app.commands.record_edits import EditFields

        return self._session.run(EditFields(kind, rid, changes)) is not None
