"""What a statement can be tied to, as rows of type-ahead fields."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.listings import ConfigurationRow
from ipof_workbench.domain.statement_rows import ListedStatement, RivalGroupRow, TheoryRow
from ipof_workbench.ui.configurations.fact_rows import NONE_KEY
from ipof_workbench.ui.statements.tie_rows import fitting
from ipof_workbench.ui.widgets.type_ahead import TypeAheadRow


@dataclass(frozen=True, slots=True)
class StatementChoices:
    """Theory areas, configurations, theories and groups of rivals of the project, and how many statements there are. A
    row with `is_new` has what was typed as its key."""

    areas: Sequence[tuple[Rid, str]] = ()
    configurations: Sequence[ConfigurationRow] = ()
    theories: Sequence[TheoryRow] = ()
    groups: Sequence[RivalGroupRow] = ()
    statements: int = 0

    def area_rows(self, typed: str) -> list[TypeAheadRow]:
        """Return the theory areas that hold what is typed, none of them, or a new one."""
        found = [TypeAheadRow(rid, name) for rid, name in self.areas if typed.casefold() in name.casefold()]
        if not typed:
            return [*found, TypeAheadRow(NONE_KEY, "No theory area")]
        return _with_new(found, typed, "theory area")

    def group_rows(self, typed: str) -> list[TypeAheadRow]:
        """Return the groups of rivals."""
        found = [
            TypeAheadRow(group.rid, group.name) for group in self.groups if typed.casefold() in group.name.casefold()
        ]
        return _with_new(found, typed, "group of rivals") if typed else found

    def configuration_rows(self, typed: str, held: ListedStatement | None) -> list[TypeAheadRow]:
        """Return the configurations that do not express a statement yet."""
        tied = {tie.rid for tie in held.configurations} if held is not None else set()
        return fitting([(row.rid, row.number, row.title) for row in self.configurations if row.rid not in tied], typed)

    def groups_of(self, statement: Rid) -> list[tuple[RivalGroupRow, Rid]]:
        """Return the groups of rivals that a statement is in, with its place there (the member)."""
        return [
            (group, member.member)
            for group in self.groups
            for member in group.members
            if (member.kind, member.rid) == ("theory_statement", statement)
        ]


def theory_rows(theories: Sequence[TheoryRow], typed: str) -> list[TypeAheadRow]:
    """Return theories and their constructs, and what is typed as a new one; keys are (theory, construct)."""
    found = []
    for theory in theories:
        for construct in ("", *theory.construct_list):
            words = f"{theory.name}: {construct}" if construct else theory.name
            if typed.casefold() in words.casefold():
                found.append(TypeAheadRow((theory.rid, construct), words))
    return _with_new(found, typed, "theory") if typed else found


def _with_new(found: list[TypeAheadRow], typed: str, kind: str) -> list[TypeAheadRow]:
    if all(row.text.casefold() != typed.casefold() for row in found):
        found.append(TypeAheadRow(typed, f"New {kind} “{typed}”", is_new=True))
    return found
