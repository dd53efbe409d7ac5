"""The csv contracts: tables of cases, participants, statements, configurations, links, codes and codings.

What is exported is imported again: the columns are those of DESIGN section 6, and the apostrophe that keeps a
spreadsheet from taking a cell for a formula is taken off exactly.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ipof_workbench.domain.errors import UnreadableInput, UsageError
from ipof_workbench.domain.imported import ContractRow, ContractTable
from ipof_workbench.importers.csv_table import CsvTable, open_table
from ipof_workbench.importers.sources import clean

_ROLES = "<roles>"
_COLUMNS: dict[str, tuple[str, ...]] = {
    "cases": ("case", "parent", "kind", "description", "quote_policy"),
    "participants": ("participant", "case", "role", "consent", "quote_policy", "document"),
    "statements": ("number", "if", "then", "because", "status", "priority", "source", "theory_area"),
    "configurations": ("number", "title", _ROLES, "if", "then", "because", "status", "theory_area"),
    "links": ("from", "to", "kind", "note"),
    "codes": ("code", "parent", "definition", "include", "exclude", "example", "colour", "statement", "alias"),
    "codings": (
        *("document", "quote", "start", "end", "role", "element", "code"),
        *("configuration", "stance", "strength", "analyst", "note"),
    ),
}
_REQUIRED: dict[str, tuple[str, ...]] = {
    "cases": ("case",),
    "participants": ("participant",),
    "statements": ("number",),
    "configurations": ("number",),
    "links": ("from", "to", "kind"),
    "codes": ("code",),
    "codings": ("document",),
}
_WITH_ATTRIBUTES = frozenset({"cases", "participants"})
# The role keys of all grammar presets: a table written under one grammar may carry the others' columns empty.
_PRESET_ROLES = frozenset(
    {"context", "mechanism", "mechanism_resource", "outcome", "intervention", "actor", "strategy"}
)
_GUARDED = frozenset("=+-@\t\r'")

KINDS: tuple[str, ...] = tuple(_COLUMNS)
"""The tables that can be read."""


def columns_of(kind: str, role_keys: Sequence[str] = ()) -> tuple[str, ...]:
    """Return the columns of a contract in their order; `role_keys` are those of the project's grammar.

    Raises:
        UsageError: there is no such contract.
    """
    if kind not in _COLUMNS:
        raise UsageError(f"There is no table of “{kind}”; use one of {', '.join(KINDS)}.")
    columns: list[str] = []
    for column in _COLUMNS[kind]:
        columns += role_keys if column == _ROLES else [column]
    return tuple(columns)


def attribute_columns(table: ContractTable) -> tuple[str, ...]:
    """Return the columns of a table of cases or participants that are attributes, in file order."""
    own = columns_of(table.kind)
    return tuple(column for column in table.columns if column not in own)


def unguard(cell: str) -> str:
    """Return a cell without the apostrophe that an export put before `= + - @ TAB CR` or another apostrophe."""
    return cell[1:] if len(cell) > 1 and cell[0] == "'" and cell[1] in _GUARDED else cell


def read_contract(
    kind: str, path: Path, role_keys: Sequence[str] = (), hidden_roles: Sequence[str] = ()
) -> ContractTable:
    """Return a table of a contract, its columns checked; a missing column that is not required is empty.

    Further columns of cases and participants are attributes. Role columns of other grammars, and those of the
    project's `hidden_roles`, are passed over when they are empty.

    Raises:
        UsageError: no such contract, or a required column is missing.
        RowsRefused: ragged rows.
        UnreadableInput: not a table, a column that the contract does not have, or one that stands twice.
        InputTooLarge: above one of `limits`.
    """
    known = columns_of(kind, role_keys)
    table = open_table(path, known)
    foreign = _PRESET_ROLES.union(hidden_roles) if kind == "configurations" else frozenset()
    headings = _named(table, kind, known, foreign)
    for column in _REQUIRED[kind]:
        if column not in headings:
            table.column(column)
    if kind == "codings" and "quote" not in headings and not {"start", "end"} <= set(headings):
        raise UsageError(f"{table.file_name} has neither a column “quote” nor the columns “start” and “end”.")
    rows = [
        ContractRow(number, dict(zip(headings, (clean(unguard(cell)) for cell in cells), strict=True)))
        for number, cells in table.rows()
        if any(cell.strip() for cell in cells)
    ]
    dropped = _unknown(table, kind, headings, known, foreign, frozenset(hidden_roles), rows)
    for row in rows:
        for heading in dropped:
            del row.cells[heading]
    columns = tuple(heading for heading in headings if heading not in dropped)
    return ContractTable(kind, table.file_name, table.sha256, columns, tuple(rows))


def _named(table: CsvTable, kind: str, known: tuple[str, ...], foreign: frozenset[str]) -> tuple[str, ...]:
    """Return the headings, the contract's own spelt as the contract does ("Number " is `number`).

    A further column of a contract's name is refused, save where it may be an attribute (`role#2`).
    """
    keys = {*known, *foreign}
    headings: list[str] = []
    for heading in map(unguard, table.headings):
        key = "_".join(heading.casefold().split())
        name = key if key in keys else heading
        base = "_".join(heading.casefold().rpartition("#")[0].split())
        if name in headings or (base in keys and kind not in _WITH_ATTRIBUTES):
            raise UnreadableInput(
                f"The column “{name if name in headings else base}” stands twice in {table.file_name}."
            )
        headings.append(name)
    return tuple(headings)


def _unknown(
    table: CsvTable,
    kind: str,
    headings: tuple[str, ...],
    known: tuple[str, ...],
    foreign: frozenset[str],
    hidden: frozenset[str],
    rows: list[ContractRow],
) -> frozenset[str]:
    """Return the columns to pass over; refuse those that the contract does not have, by name."""
    further = [heading for heading in headings if heading not in known]
    empty = {heading for heading in further if not any(row[heading] for row in rows)}
    unnamed = {heading for heading in empty if heading.startswith("column ")}
    if kind in _WITH_ATTRIBUTES:
        return frozenset(unnamed)
    foreign_roles = {heading for heading in further if heading in foreign}
    refused = [heading for heading in further if heading not in unnamed and heading not in foreign_roles & empty]
    if refused:
        names = ", ".join(f"“{heading}”" for heading in refused)
        roles = [heading for heading in refused if heading in foreign_roles]
        why = (
            "the project's grammar has no such role"
            if roles == refused and hidden.isdisjoint(roles)
            else "this role is hidden in the project; show it in Theory, Grammar first"
            if roles == refused
            else f"a table of {kind} has {', '.join(known)}"
        )
        raise UnreadableInput(f"{table.file_name} has the unknown column {names}; {why}.")
    return frozenset(unnamed | (foreign_roles & empty))
