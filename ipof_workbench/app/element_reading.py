"""What can be read of elements and of the grammar."""

from __future__ import annotations

from collections.abc import Callable

from ipof_workbench.app.reader import Reader
from ipof_workbench.domain import element_rows
from ipof_workbench.domain.filters import EVERYTHING, Filter
from ipof_workbench.domain.grammar_rows import RoleUse
from ipof_workbench.domain.identity import Rid
from ipof_workbench.storage.queries import elements, grammar


class ElementReading(Reader):
    """The library of elements (`read.library`)."""

    def rows(self, scope: Filter = EVERYTHING) -> list[element_rows.LibraryRow]:
        """Return all elements but merged ones, by label, with their use."""
        found: list[element_rows.LibraryRow] = self._read(elements.library, scope)
        return found

    def uses(self, element: Rid) -> list[element_rows.ElementUse]:
        """Return the configurations whose draft holds an element, with the role."""
        found: list[element_rows.ElementUse] = self._read(elements.uses, element)
        return found

    def quotes(self, element: Rid, scope: Filter = EVERYTHING) -> list[element_rows.ElementQuote]:
        """Return the passages coded with an element."""
        found: list[element_rows.ElementQuote] = self._read(elements.quotes, element, scope)
        return found

    def lineage(self, element: Rid) -> list[element_rows.LineageRow]:
        """Return what an element came from and what came of it."""
        found: list[element_rows.LineageRow] = self._read(elements.lineage, element)
        return found

    def likely_duplicates(self, report: Callable[[int, int], None] | None = None) -> list[element_rows.DuplicatePair]:
        """Return pairs of elements that are likely the same, the likeliest first. For a worker."""
        from ipof_workbench.analysis.duplicates import likely_duplicates

        return likely_duplicates(self._read(elements.labels), self._read(elements.kept_apart), report)

    def condition_cases(self, attribute: Rid, value: str, polarity: str = "present") -> element_rows.ConditionCases:
        """Return which cases meet a condition on a case attribute."""
        found: element_rows.ConditionCases = self._read(elements.condition_cases, attribute, value, polarity)
        return found

    def case_values(self) -> list[tuple[Rid, str, str, int]]:
        """Return (attribute, its name, a value, cases that have it): what a condition can be made of."""
        found: list[tuple[Rid, str, str, int]] = self._read(elements.case_values)
        return found


class GrammarReading(Reader):
    """The grammar (`read.grammar`); the roles themselves are `read.roles()`."""

    def uses(self) -> dict[Rid, RoleUse]:
        """Return role -> what uses it: only an unused role can be removed."""
        found: dict[Rid, RoleUse] = self._read(grammar.uses)
        return found
