"""Statements: the If-Then-Because sentences of the programme theory."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ipof_workbench.app.commands.base import Command, register
from ipof_workbench.domain import records
from ipof_workbench.domain.errors import RefusedChange
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.numbers import next_number
from ipof_workbench.domain.vocabulary import Status

if TYPE_CHECKING:
    from ipof_workbench.storage.store import Store


@register
@dataclass(frozen=True)
class AddStatement(Command):
    """Add a statement with its open draft; without a number it takes the next free one. Returns the stored one."""

    if_text: str
    then_text: str
    because_text: str = ""
    number: str = ""
    theory_area: Rid | None = None
    status: str = Status.INITIAL.value
    priority: str = ""
    source: str = ""

    def apply(self, store: Store) -> records.TheoryStatement:
        number = self.number.strip() or next_number(held.number for held in store.find(records.TheoryStatement))
        if store.first(records.TheoryStatement, number=number):
            raise RefusedChange(f"There is already a statement {number}; choose another number.")
        statement = store.put(
            records.TheoryStatement(
                number=number,
                theory_area=self.theory_area,
                status=Status.parse(self.status).value,
                priority=self.priority,
                source=self.source,
            )
        )
        store.put(
            records.StatementVersion(
                statement=statement.rid,
                if_text=self.if_text,
                then_text=self.then_text,
                because_text=self.because_text,
            )
        )
        store.label = f"Added statement {number}"
        return statement


@register
@dataclass(frozen=True)
class ExpressStatement(Command):
    """Say that a configuration expresses a statement, or (with `expressed` False) that it does not."""

    statement: Rid
    configuration: Rid
    expressed: bool = True

    def apply(self, store: Store) -> None:
        statement = store.get(records.TheoryStatement, self.statement)
        configuration = store.get(records.Configuration, self.configuration)
        held = store.first(records.StatementConfiguration, statement=statement.rid, configuration=configuration.rid)
        if held and not self.expressed:
            store.delete(held)
        elif not held and self.expressed:
            store.put(records.StatementConfiguration(statement=statement.rid, configuration=configuration.rid))
        verb = "expresses" if self.expressed else "no longer expresses"
        store.label = f"Configuration {configuration.number} {verb} statement {statement.number}"
