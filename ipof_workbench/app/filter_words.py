"""The filter in force, in words: for the status bar, and wherever else it has to be named."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from ipof_workbench.domain import records
from ipof_workbench.domain.appearance import stance_look
from ipof_workbench.domain.filters import Filter
from ipof_workbench.domain.text import shorten
from ipof_workbench.domain.vocabulary import DocumentKind

if TYPE_CHECKING:
    from ipof_workbench.app.reading import Reading

MOST_VALUES = 2


def filter_parts(scope: Filter, read: Reading) -> list[str]:
    """Return what each part of a filter lets through (“Harbour, Loft”, “age band: 18-24”); none lets all through."""
    names = {case.rid: case.name for case in read.by_document.case_names()} if scope.cases else {}
    analysts = {one.rid: one.name for one in read.find(records.Analyst)} if scope.analysts else {}
    areas = dict(read.theory_areas()) if scope.theory_areas else {}
    attributes = {one.rid: one.name for one in read.attributes()} if scope.attributes else {}
    kinds = [DocumentKind(kind).words for kind in scope.data_kinds if kind in {known.value for known in DocumentKind}]
    parts = [
        _some(names.get(rid, "a case that is gone") for rid in scope.cases),
        _some(kinds),
        *(
            f"{shorten(attributes.get(one.definition, 'an attribute'), 20)}: {_some(one.values)}"
            for one in scope.attributes
            if one.values
        ),
        _some(analysts.get(rid, "an analyst who is gone") for rid in scope.analysts),
        _some(stance_look(stance).words for stance in scope.stances),
        _some(areas.get(rid, "a theory area that is gone") for rid in scope.theory_areas),
    ]
    if scope.minimum_sources:
        parts.append(f"at least {scope.minimum_sources} source{'' if scope.minimum_sources == 1 else 's'}")
    return [part for part in parts if part]


def filter_words(scope: Filter, read: Reading) -> str:
    """Return the filter in a few words; empty where everything passes."""
    parts = filter_parts(scope, read)
    if len(parts) > MOST_VALUES:
        return f"{'; '.join(parts[:MOST_VALUES])} and {len(parts) - MOST_VALUES} more"
    return "; ".join(parts)


def _some(values: Iterable[str]) -> str:
    known = sorted(values)
    more = f" and {len(known) - MOST_VALUES} more" if len(known) > MOST_VALUES else ""
    return ", ".join(shorten(value, 24) for value in known[:MOST_VALUES]) + more
