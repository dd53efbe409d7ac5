"""Statements: the If-Then-Because sentences of the programme theory."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ipof_workbench.app.commands.base import Command, counted, register
from ipof_workbench.app.commands.configurations import add_configuration, draft_of, place_of, put_in_place
from ipof_workbench.app.commands.elements import find_element
from ipof_workbench.app.commands.role_rules import role_with_key
from ipof_workbench.domain import records
from ipof_workbench.domain.errors import RefusedChange
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.moving import moved_before
from ipof_workbench.domain.numbers import natural_key, next_in_series
from ipof_workbench.domain.vocabulary import Status
from ipof_workbench.domain.written_statements import WrittenStatement

if TYPE_CHECKING:
    from ipof_workbench.storage.store import Store


def add_statement(
    store: Store,
    wording: WrittenStatement,
    *,
    theory_area: Rid | None = None,
    status: str = Status.INITIAL.value,
    priority: str = "",
    source: str = "",
) -> records.TheoryStatement:
    """Store a statement with its open draft at the end of the order; without a number it takes the next free one.

    Raises:
        RefusedChange: it says nothing, or the number is taken.
    """
    if wording.is_empty:
        raise RefusedChange("A statement needs words: write its if, its then or its because. Nothing was added.")
    held = store.find(records.TheoryStatement)
    number = wording.number.strip() or next_in_series(known.number for known in held)
    if any(known.number == number for known in held):
        raise RefusedChange(f"There is already a statement {number}; choose another number.")
    statement = store.put(
        records.TheoryStatement(
            number=number,
            theory_area=theory_area,
            status=Status.parse(status).value,
            priority=priority.strip(),
            source=source.strip(),
            position=1 + max((known.position for known in held), default=-1),
        )
    )
    store.put(
        records.StatementVersion(
            statement=statement.rid,
            if_text=wording.if_text.strip(),
            then_text=wording.then_text.strip(),
            because_text=wording.because_text.strip(),
        )
    )
    return statement


def statement_draft(store: Store, statement: Rid) -> records.StatementVersion:
    """Return the open draft of a statement.

    Raises:
        RefusedChange: it has none (it is gone).
    """
    draft = store.first(records.StatementVersion, statement=statement, number=0)
    if draft is None:
        raise RefusedChange("This statement is no longer in the project; nothing was changed.")
    return draft


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
        statement = add_statement(
            store,
            WrittenStatement(self.if_text, self.then_text, self.because_text, self.number),
            theory_area=self.theory_area,
            status=self.status,
            priority=self.priority,
            source=self.source,
        )
        store.label = f"Added statement {statement.number}"
        return statement


@register
@dataclass(frozen=True)
class AddStatements(Command):
    """Add statements as they were pasted, as one step. Returns them in their order.

    A number that is taken is refused; with `renumber` the statement takes the next free one instead.
    """

    statements: tuple[WrittenStatement, ...]
    theory_area: Rid | None = None
    source: str = ""
    renumber: bool = False

    def apply(self, store: Store) -> list[records.TheoryStatement]:
        if not self.statements:
            raise RefusedChange("There is no sentence in it: write one a line. Nothing was added.")
        taken = {held.number for held in store.find(records.TheoryStatement)}
        added = []
        for wording in self.statements:
            if self.renumber and wording.number in taken:
                wording = wording._replace(number="")
            statement = add_statement(store, wording, theory_area=self.theory_area, source=self.source)
            taken.add(statement.number)
            added.append(statement)
        numbers = f"{added[0].number} to {added[-1].number}" if len(added) > 1 else added[0].number
        store.label = f"Added {counted(len(added), 'statement')}: {numbers}"
        return added


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


# --- the order


def in_order(store: Store) -> list[records.TheoryStatement]:
    """Return all statements in their order; those of equal position by number."""
    return sorted(store.find(records.TheoryStatement), key=lambda held: (held.position, natural_key(held.number)))


def put_in_order(store: Store, order: Iterable[records.TheoryStatement]) -> None:
    """Number the positions of all statements from 0 on in the given order."""
    for position, statement in enumerate(order):
        store.put(replace(statement, position=position))


@register
@dataclass(frozen=True)
class OrderStatements(Command):
    """Let statements stand in the given order, in the places that they hold together; the others stay."""

    statements: tuple[Rid, ...]

    def apply(self, store: Store) -> None:
        wanted = [store.get(records.TheoryStatement, rid) for rid in dict.fromkeys(self.statements)]
        if len(wanted) != len(self.statements):
            raise RefusedChange("A statement stands twice in the new order; nothing was changed.")
        if not wanted:
            raise RefusedChange("Choose the statements to put in order; nothing was changed.")
        reorder(store, wanted)
        store.label = f"Ordered {counted(len(wanted), 'statement')}"


def reorder(store: Store, wanted: Sequence[records.TheoryStatement]) -> None:
    """Put statements in the given order into the places that they hold together."""
    moving = {statement.rid for statement in wanted}
    following = iter(wanted)
    put_in_order(store, [next(following) if held.rid in moving else held for held in in_order(store)])


@register
@dataclass(frozen=True)
class MoveStatements(Command):
    """Move statements, in the order they have, in front of another one; `before` None is the end."""

    statements: tuple[Rid, ...]
    before: Rid | None = None

    @property
    def coalesce_key(self) -> str:
        return f"move:statements:{','.join(str(rid) for rid in sorted(self.statements))}"

    def apply(self, store: Store) -> None:
        moving = {store.get(records.TheoryStatement, rid).rid for rid in self.statements}
        if not moving:
            raise RefusedChange("Choose the statements to move; nothing was changed.")
        if self.before is not None:
            store.get(records.TheoryStatement, self.before)
        order = in_order(store)
        put_in_order(store, moved_before(order, moving, self.before))
        moved = [held for held in order if held.rid in moving]
        what = f"statement {moved[0].number}" if len(moved) == 1 else counted(len(moved), "statement")
        store.label = f"Moved {what}"


# --- from configurations and to them


@register
@dataclass(frozen=True)
class StatementFromConfiguration(Command):
    """Make a statement of a configuration's sentence, which that configuration then expresses. Returns it."""

    configuration: Rid
    number: str = ""

    def apply(self, store: Store) -> records.TheoryStatement:
        from ipof_workbench.storage.queries.configurations import detail

        configuration = store.get(records.Configuration, self.configuration)
        found = detail(store.connection, configuration.rid)
        parts = found.sentence if found else {}
        if not any(parts.values()):
            raise RefusedChange(
                f"Configuration {configuration.number} says nothing yet: fill a place or write its sentence first."
            )
        wording = WrittenStatement(parts["if"], parts["then"], parts["because"], self.number)
        statement = add_statement(store, wording, theory_area=configuration.theory_area)
        store.put(records.StatementConfiguration(statement=statement.rid, configuration=configuration.rid))
        store.label = f"Made statement {statement.number} of configuration {configuration.number}"
        return statement


@register
@dataclass(frozen=True)
class ConfigurationFromStatement(Command):
    """Start a configuration that expresses a statement. Returns the stored configuration.

    Its sentence is kept as prose. Elements stand in its places only where `places` (role key, name) says so.
    """

    statement: Rid
    number: str = ""
    title: str = ""
    places: tuple[tuple[str, str], ...] = ()

    def apply(self, store: Store) -> records.Configuration:
        statement = store.get(records.TheoryStatement, self.statement)
        wording = statement_draft(store, statement.rid)
        configuration = add_configuration(store, self.number, self.title)
        if statement.theory_area is not None:
            configuration = store.put(replace(configuration, theory_area=statement.theory_area))
        draft = draft_of(store, configuration.rid)
        store.put(
            replace(draft, if_text=wording.if_text, then_text=wording.then_text, because_text=wording.because_text)
        )
        for role_key, name in self.places:
            if not name.strip():
                raise RefusedChange("Name the element, or leave its place empty; nothing was added.")
            role = role_with_key(store, role_key)
            element = find_element(store, name, role.rid)
            put_in_place(store, draft.rid, place_of(store, configuration.rid, role.rid).rid, element.rid)
        store.put(records.StatementConfiguration(statement=statement.rid, configuration=configuration.rid))
        store.label = f"Made configuration {configuration.number} of statement {statement.number}"
        return configuration
