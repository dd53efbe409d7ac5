"""What the plots of a paper show: evidence by stance and kind of data, configurations by case, saturation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING

from ipof_workbench.analysis.matrices import by_case
from ipof_workbench.app.cmo_table import USUAL, TableOptions, Voices
from ipof_workbench.domain import records
from ipof_workbench.domain.drawing import Drawing
from ipof_workbench.domain.filters import EVERYTHING, Filter
from ipof_workbench.domain.listings import ConfigurationRow
from ipof_workbench.domain.vocabulary import DocumentKind
from ipof_workbench.exporters.plots import Curve, EvidenceBar, HeatCell, evidence_plot, heat_map, saturation_plot

if TYPE_CHECKING:
    from ipof_workbench.app.workbench import Workbench

PlotBuilder = Callable[["Workbench", Filter, TableOptions], Drawing]

_KIND_WORDS = {
    DocumentKind.SURVEY_RESPONSE: "Survey",
    DocumentKind.FORUM_POST: "Posts",
    DocumentKind.FOCUS_GROUP: "Groups",
}


def _kind_words(kind: str) -> str:
    found = DocumentKind(kind)
    return _KIND_WORDS.get(found, f"{found.words.capitalize()}s")


def _shown(workbench: Workbench, scope: Filter, options: TableOptions) -> list[ConfigurationRow]:
    rows = workbench.read.configurations(scope)
    return [row for row in rows if not options.statuses or row.status in options.statuses]


def evidence_figure(workbench: Workbench, scope: Filter = EVERYTHING, options: TableOptions = USUAL) -> Drawing:
    """Return the pieces of evidence of each configuration by stance, with the kinds of data they come from."""
    kinds: dict[int, Counter[str]] = {}
    stances: dict[int, Counter[str]] = {}
    for row in workbench.read.evidence(scope=scope):
        if row.configuration is not None:
            kinds.setdefault(row.configuration, Counter())[_kind_words(row.kind)] += 1
            stances.setdefault(row.configuration, Counter())[row.stance] += 1
    bars = [
        EvidenceBar(row.number, row.title, stances.get(row.rid, Counter()), kinds.get(row.rid, Counter()))
        for row in _shown(workbench, scope, options)
    ]
    return evidence_plot(bars, options.caption or "Evidence for each configuration by stance.")


def case_figure(workbench: Workbench, scope: Filter = EVERYTHING, options: TableOptions = USUAL) -> Drawing:
    """Return configurations by cases as a heat map of passages."""
    letters = Voices.of(workbench, options.style).letters
    cases = [case for case in workbench.read.cases() if not scope.cases or case.rid in scope.cases]
    names = [f"{options.style.case_word} {letters[case.rid]}" if case.rid in letters else case.name for case in cases]
    rows = _shown(workbench, scope, options)
    at_row = {row.rid: at for at, row in enumerate(rows)}
    at_case = {case.rid: at for at, case in enumerate(cases)}
    cells: dict[tuple[int, int], HeatCell] = {}
    for held in workbench.read.find(records.LookedFor):
        if held.configuration in at_row and held.case in at_case:
            cells[at_row[held.configuration], at_case[held.case]] = HeatCell(looked_for=True)
    for (configuration, case), cell in by_case(workbench.read.evidence(scope=scope)).items():
        if configuration in at_row and case in at_case:
            cells[at_row[configuration], at_case[case]] = HeatCell(cell.supporting, cell.opposing)
    title = options.caption or "Configurations by case: passages for and against."
    return heat_map([(row.number, row.title) for row in rows], names, cells, title)


def saturation_figure(workbench: Workbench, scope: Filter = EVERYTHING, options: TableOptions = USUAL) -> Drawing:
    """Return how many elements and configurations had been met after each coded source, in the order of coding."""
    elements: set[int] = set()
    configurations: set[int] = set()
    found: dict[int, tuple[int, int]] = {}
    rows = sorted(workbench.read.evidence(scope=scope), key=lambda row: row.evidence)
    order = list(dict.fromkeys(row.document for row in rows))
    by_document: dict[int, list[tuple[int | None, int | None]]] = {document: [] for document in order}
    for row in rows:
        by_document[row.document].append((row.element, row.configuration))
    for document in order:
        for element, configuration in by_document[document]:
            elements |= {element} if element is not None else set()
            configurations |= {configuration} if configuration is not None else set()
        found[document] = (len(elements), len(configurations))
    curves = (
        Curve("elements met so far", tuple(counts[0] for counts in found.values())),
        Curve("configurations with evidence so far", tuple(counts[1] for counts in found.values())),
    )
    return saturation_plot(curves, options.caption or "Saturation: what had been found after each source.")


PLOTS: dict[str, PlotBuilder] = {
    "evidence-figure": evidence_figure,
    "case-figure": case_figure,
    "saturation-figure": saturation_figure,
}
"""Kind -> what draws it; the theory itself is drawn by `theory_view`."""
