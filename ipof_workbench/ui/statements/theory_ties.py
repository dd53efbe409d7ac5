"""The substantive theories that speak to one thing, as chips beside its facts: for statements and configurations."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from PySide6.QtWidgets import QWidget

from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.statement_rows import TheoryRow
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.statements.statement_choices import theory_rows
from ipof_workbench.ui.statements.statement_commands import StatementCommands
from ipof_workbench.ui.statements.tie_rows import Tie, TieRows
from ipof_workbench.ui.widgets.type_ahead import TypeAheadRow

Target = Literal["configuration", "statement", "element"]
_TABLES: dict[str, str] = {"configuration": "configuration", "statement": "theory_statement", "element": "element"}


class TheoryTies(TieRows):
    """Reads, adds and takes away by itself; a click leads to the theory.

    Args:
        target: what the theories speak to.
    """

    def __init__(self, session: Session, target: Target, parent: QWidget | None = None) -> None:
        super().__init__(
            "Add a substantive theory that speaks to it", "Name of a theory", "It does not speak to it", parent
        )
        self._commands, self._session, self._target = StatementCommands(session), session, target
        self._rid: Rid | None = None
        self._theories: Sequence[TheoryRow] = ()
        self.set_source(lambda typed: theory_rows(self._theories, typed))
        self.added.connect(self._add)
        self.removed.connect(self._remove)
        self.followed.connect(lambda theory: session.show_record("substantive_theory", theory))

    def show_about(self, rid: Rid, theories: Sequence[TheoryRow] | None = None) -> None:
        """Show the theories that speak to one thing; `theories` where they are read already."""
        self._rid = rid
        self._theories = self._session.workbench.read.of_statements.theories() if theories is None else theories
        ties = [
            Tie(theory.rid, "book-open", f"{theory.name}: {use.construct}" if use.construct else theory.name, use.note)
            for theory in self._theories
            for use in theory.uses
            if (use.kind, use.about) == (_TABLES[self._target], rid)
        ]
        self.show_ties(ties, self._session.why_not_editable)

    def _add(self, row: TypeAheadRow) -> None:
        if self._rid is None:
            return
        if row.is_new:
            self._commands.new_theory_for(str(row.key), **{self._target: self._rid})
        elif isinstance(row.key, tuple):
            self._commands.use_theory(row.key[0], construct=row.key[1], **{self._target: self._rid})

    def _remove(self, theory: Rid) -> None:
        if self._rid is not None:
            self._commands.use_theory(theory, used=False, **{self._target: self._rid})
