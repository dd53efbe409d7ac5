"""Reads the theory for the canvas: the model under a filter, and where everything stands. Safe in a worker."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ipof_workbench.domain.filters import EVERYTHING, Filter
from ipof_workbench.theory.filtering import merged_counts, outside, without
from ipof_workbench.theory.graph import build_graph
from ipof_workbench.theory.layout import layout
from ipof_workbench.theory.model import TheoryModel
from ipof_workbench.theory.placement import Position

if TYPE_CHECKING:
    from ipof_workbench.app.workbench import Workbench


@dataclass(frozen=True)
class ShownTheory:
    """What the canvas shows: `stored` are the positions kept in the project, the others were found by the layout."""

    whole: TheoryModel
    model: TheoryModel
    ghosted: frozenset[str]
    positions: dict[str, Position]
    stored: frozenset[str]


@dataclass(frozen=True)
class TheoryWish:
    """What to read: under which filter, ghosting or hiding the rest, and where things lay a moment ago."""

    scope: Filter = EVERYTHING
    hides: bool = False
    lay: Mapping[str, Position] = field(default_factory=dict)


def read_theory(workbench: Workbench, wish: TheoryWish) -> ShownTheory:
    """Return the theory as the canvas shows it."""
    from ipof_workbench.app.theory_view import kept_positions, theory_model

    whole = theory_model(workbench, EVERYTHING)
    stored = kept_positions(workbench, whole)
    model, left_out = whole, frozenset[str]()
    if not wish.scope.is_empty:
        passing = theory_model(workbench, wish.scope)
        model = merged_counts(whole, passing)
        left_out = outside(
            whole, passing, needs_evidence=_asks_for_evidence(wish.scope), minimum_sources=wish.scope.minimum_sources
        )
    # Positions are found for the whole theory: hiding a part must not move the rest.
    positions = layout(build_graph(whole), {**wish.lay, **stored})
    if wish.hides:
        model, ghosted = without(model, left_out), frozenset[str]()
    else:
        ghosted = left_out
    return ShownTheory(whole, model, ghosted, positions, frozenset(stored) & frozenset(positions))


def _asks_for_evidence(scope: Filter) -> bool:
    return bool(scope.cases or scope.attributes or scope.data_kinds or scope.analysts or scope.stances)


def filter_note(scope: Filter, case_names: Mapping[int, str]) -> str:
    """Return the filter in words, for the last line of the legend."""
    cases = ", ".join(sorted(case_names.get(case, "?") for case in scope.cases)) or "All cases"
    kinds = ", ".join(sorted(kind.replace("_", " ") for kind in scope.data_kinds)) or "all kinds"
    return f"{cases}; {kinds}; minimum sources {scope.minimum_sources}."
