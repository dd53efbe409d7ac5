"""Which documents stand in a case of the list, and which of them in folders, read when the case is opened."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from ipof_workbench.domain.filters import Filter
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.vocabulary import DocumentKind
from ipof_workbench.ui.coding.document_facts import UNITS

if TYPE_CHECKING:
    from ipof_workbench.app.reading import Reading


class Folder(NamedTuple):
    """A folder for what comes by the thousand: its title, how much is in it, the filter that finds it."""

    title: str
    size: int
    scope: Filter


class DocumentSource:
    """Reads the list for one filter; cases and totals are those of the moment it was made.

    A filter for a case lets its sub-cases through as well: `taken` are the documents that stand elsewhere.
    """

    def __init__(self, read: Reading, scope: Filter) -> None:
        self._read = read
        self.scope = scope
        self.cases = read.cases()
        by_kind = read.summary().documents_by_kind
        self.total = sum(by_kind.values())
        self._unit_kinds = [kind for kind in UNITS if by_kind.get(kind)]

    def one_case(self, case: Rid) -> Filter:
        """Return the filter narrowed to a case and its sub-cases."""
        return replace(self.scope, cases=frozenset({case}))

    def documents_of(self, cases: Iterable[Rid] | None) -> set[Rid]:
        """Return the documents of cases (None: of every case)."""
        wanted = [case.rid for case in self.cases] if cases is None else cases
        return {rid for case in wanted for rid in self._read.document_rids(self.one_case(case))}

    def plain(self, scope: Filter, taken: Collection[Rid]) -> list[Rid]:
        """Return the documents that stand in the case itself."""
        kinds = self._kinds(scope) - set(UNITS)
        found = self._read.document_rids(replace(scope, data_kinds=kinds)) if kinds else []
        return [rid for rid in found if rid not in taken]

    def units(self, scope: Filter, taken: Collection[Rid]) -> list[Rid]:
        """Return what is in a folder, in the order of its import."""
        return [rid for rid in self._read.document_rids(scope, order="import") if rid not in taken]

    def folders(self, scope: Filter, taken: Collection[Rid], size: int | None) -> list[Folder]:
        """Return the folders of a case that holds `size` such documents (None: not known).

        Where all of them are listed the last folder, the largest as a rule, is counted without being read.
        """
        left = size if self.scope.is_empty else None
        kinds = [kind for kind in self._unit_kinds if kind in self._kinds(scope)]
        found = []
        for kind in kinds:
            inside = replace(scope, data_kinds=frozenset({kind}))
            if left is not None and kind == kinds[-1]:
                count = left
            else:
                count = len(self.units(inside, taken))
                left = None if left is None else left - count
            if count:
                found.append(Folder(UNITS[kind], count, inside))
        return found

    def _kinds(self, scope: Filter) -> frozenset[str]:
        return scope.data_kinds or frozenset(kind.value for kind in DocumentKind)
