"""What the grids of cases, participants and documents read."""

from __future__ import annotations

from collections.abc import Sequence

from ipof_workbench.app.cell_rules import ColumnKey, rules
from ipof_workbench.app.filter_values import filter_values
from ipof_workbench.app.reader import Reader
from ipof_workbench.domain.cell_values import CellRule
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.listings import AttributeColumn
from ipof_workbench.storage.queries import attributes


class GridReading(Reader):
    """Columns, values of some rows, and what does not fit (`read.grid`)."""

    def rules(self, owner_kind: str) -> dict[ColumnKey, CellRule]:
        """Return what each column holds: the fields of the record itself, then its attributes in order."""
        found: dict[ColumnKey, CellRule] = self._read(rules, owner_kind)
        return found

    def values_of(self, owner_kind: str, owners: Sequence[Rid]) -> dict[Rid, dict[Rid, str]]:
        """Return owner -> attribute -> value for some owners."""
        found: dict[Rid, dict[Rid, str]] = self._read(attributes.values_of, owner_kind, owners)
        return found

    def value_counts(self, definition: Rid) -> list[tuple[str, int]]:
        """Return (value, how many have it) of an attribute, the most frequent first."""
        found: list[tuple[str, int]] = self._read(attributes.value_counts, definition)
        return found

    def filter_values(self, attribute: AttributeColumn) -> list[tuple[str, frozenset[str]]]:
        """Return (words, the values behind them) that a filter offers for an attribute; many numbers as ranges."""
        return filter_values(attribute, self.value_counts(attribute.rid))

    def misfits(self, owner_kind: str) -> dict[Rid, list[Rid]]:
        """Return attribute -> those whose value is not what it holds, for attributes that have any."""
        known = self.rules(owner_kind)
        held: dict[Rid, dict[Rid, str]] = self._read(attributes.values_by_attribute, owner_kind)
        found: dict[Rid, list[Rid]] = {}
        for key, rule in known.items():
            if isinstance(key, str) or (rule.value_type == "text" and not rule.choices):
                continue
            bad = {value for value in set(held.get(key, {}).values()) if rule.problem(value)}
            if bad:
                found[key] = [owner for owner, value in held[key].items() if value in bad]
        return found
