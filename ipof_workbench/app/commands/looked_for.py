"""Looked for in a case and not found: data, not a blank."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ipof_workbench.app.commands.base import Command, counted, register
from ipof_workbench.app.commands.record_edits import name_of
from ipof_workbench.domain import records
from ipof_workbench.domain.errors import RefusedChange
from ipof_workbench.domain.identity import Rid

if TYPE_CHECKING:
    from ipof_workbench.storage.store import Store


@register
@dataclass(frozen=True)
class NoteLookedFor(Command):
    """Note that a configuration or statement was looked for in cases and not found there. Returns what is stored.

    What is noted already stays as it is, but for a note that is given anew.
    """

    cases: tuple[Rid, ...]
    configuration: Rid | None = None
    statement: Rid | None = None
    note: str = ""

    def apply(self, store: Store) -> tuple[records.LookedFor, ...]:
        subject = _subject(store, self.configuration, self.statement)
        note = self.note.strip()
        stored = []
        for case in dict.fromkeys(self.cases):
            store.get(records.Case, case)
            held = _held(store, self.configuration, self.statement, case)
            if held is None:
                held = records.LookedFor(configuration=self.configuration, statement=self.statement, case=case)
            stored.append(store.put(replace(held, note=note or held.note)))
        store.label = f"Looked for {subject} in {_where(store, self.cases)}, not found"
        return tuple(stored)


@register
@dataclass(frozen=True)
class TakeBackLookedFor(Command):
    """Take back that a configuration or statement was looked for in cases and not found."""

    cases: tuple[Rid, ...]
    configuration: Rid | None = None
    statement: Rid | None = None

    def apply(self, store: Store) -> None:
        from ipof_workbench.app.commands.deletion import delete_with_followers

        subject = _subject(store, self.configuration, self.statement)
        for case in dict.fromkeys(self.cases):
            store.get(records.Case, case)
            held = _held(store, self.configuration, self.statement, case)
            if held is not None:
                delete_with_followers(store, held)
        store.label = f"Took back that {subject} was looked for in {_where(store, self.cases)}"


def _subject(store: Store, configuration: Rid | None, statement: Rid | None) -> str:
    if (configuration is None) == (statement is None):
        raise RefusedChange("One configuration or one statement is looked for: choose one. Nothing was changed.")
    if configuration is not None:
        return f"configuration {store.get(records.Configuration, configuration).number}"
    assert statement is not None
    return f"statement {store.get(records.TheoryStatement, statement).number}"


def _held(store: Store, configuration: Rid | None, statement: Rid | None, case: Rid) -> records.LookedFor | None:
    if configuration is not None:
        return store.first(records.LookedFor, configuration=configuration, case=case)
    return store.first(records.LookedFor, statement=statement, case=case)


def _where(store: Store, cases: tuple[Rid, ...]) -> str:
    named = list(dict.fromkeys(cases))
    return name_of(store.get(records.Case, named[0])) if len(named) == 1 else counted(len(named), "case")
