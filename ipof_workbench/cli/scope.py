"""From names on the command line to the one filter that every query takes."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from ipof_workbench.domain.errors import NotFound
from ipof_workbench.domain.filters import Filter
from ipof_workbench.domain.vocabulary import DocumentKind, Stance

if TYPE_CHECKING:
    from ipof_workbench.app.workbench import Workbench
    from ipof_workbench.domain.identity import Rid


def scope_of(workbench: Workbench, arguments: Namespace) -> Filter:
    """Return the filter for the options that the command has.

    Raises:
        NotFound: a case, analyst or theory area that the project does not hold; the sentence lists what there is.
        UsageError: a kind or stance that does not exist.
    """
    from ipof_workbench.domain.records import Analyst

    def given(option: str) -> list[str]:
        return getattr(arguments, option, [])

    read = workbench.read
    return Filter(
        cases=_named("case", given("case"), lambda: ((case.rid, case.name) for case in read.cases())),
        data_kinds=frozenset(DocumentKind.parse(kind).value for kind in given("kind")),
        analysts=_named("analyst", given("coded_by"), lambda: ((who.rid, who.name) for who in read.find(Analyst))),
        stances=frozenset(Stance.parse(stance).value for stance in given("stance")),
        theory_areas=_named("theory area", given("area"), read.theory_areas),
        minimum_sources=getattr(arguments, "min_sources", 0),
    )


def _named(what: str, names: Sequence[str], known: Callable[[], Iterable[tuple[Rid, str]]]) -> frozenset[Rid]:
    if not names:
        return frozenset()
    by_name: dict[str, Rid] = {}
    spelt: list[str] = []
    for rid, name in known():
        by_name.setdefault(name.casefold(), rid)
        spelt.append(name)
    for name in names:
        if name.strip().casefold() not in by_name:
            there = f"there are: {', '.join(spelt[:10])}" if spelt else "it has none"
            raise NotFound(f"The project has no {what} “{name}”; {there}.")
    return frozenset(by_name[name.strip().casefold()] for name in names)
