"""The one filter that every query accepts. Filters and formatting never change coding."""

from __future__ import annotations

from dataclasses import dataclass

from ipof_workbench.domain.identity import Rid


@dataclass(frozen=True, slots=True)
class AttributeCondition:
    """An attribute of a case or participant has one of the given values."""

    definition: Rid
    values: frozenset[str]


@dataclass(frozen=True, slots=True)
class Filter:
    """What to look at. An empty part lets everything through; parts hold together (AND), values of a part are choices.

    It looks at the project as it is now: the theory as it stood earlier is opened as a whole, in a window of its own
    (`Workbench.as_of`), or compared version by version.

    Attributes:
        cases: rids of cases; a sub-case counts with its parent.
        attributes: conditions on case and participant attributes.
        data_kinds: keys of `DocumentKind`.
        analysts: rids of analysts whose codings count.
        stances: keys of `Stance`.
        theory_areas: rids of theory areas.
        minimum_sources: a configuration or element counts with at least so many distinct sources.
    """

    cases: frozenset[Rid] = frozenset()
    attributes: tuple[AttributeCondition, ...] = ()
    data_kinds: frozenset[str] = frozenset()
    analysts: frozenset[Rid] = frozenset()
    stances: frozenset[str] = frozenset()
    theory_areas: frozenset[Rid] = frozenset()
    minimum_sources: int = 0

    @property
    def is_empty(self) -> bool:
        """Tell whether everything passes."""
        return self == EVERYTHING


EVERYTHING = Filter()
"""The filter that lets everything through."""
