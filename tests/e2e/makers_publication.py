"""How to make the commands on chosen quotes and publications."""

from __future__ import annotations

from ipof_workbench.app.commands import publications, quotes
from ipof_workbench.app.commands.base import Command
from ipof_workbench.app.publications.plans import PublicationPlan
from ipof_workbench.app.report_sets import PlannedOutput
from ipof_workbench.domain import records
from ipof_workbench.domain.filters import Filter
from ipof_workbench.domain.publishing import Narrowing
from tests.e2e.any_command import NUMBERS, Draw, makes


def _chosen(draw: Draw) -> int:
    held = draw.workbench.read.find(records.ChosenQuote)
    return draw.of(*held).evidence if held else draw.rid(records.Evidence)


def _words(draw: Draw, evidence: int) -> str:
    row = next((row for row in draw.workbench.read.evidence() if row.evidence == evidence), None)
    whole = row.quote if row is not None else ""
    return draw.of("", whole, f"{whole.split(' ')[0]} […]", draw.words(1, 3))


@makes(quotes.ChooseQuote)
def _choose(draw: Draw) -> Command:
    evidence = draw.rid(records.Evidence)
    return quotes.ChooseQuote(evidence, _words(draw, evidence), is_paraphrase=draw.number(0, 3) == 0)


@makes(quotes.UnchooseQuote)
def _unchoose(draw: Draw) -> Command:
    return quotes.UnchooseQuote(_chosen(draw))


@makes(quotes.MoveChosenQuote)
def _move(draw: Draw) -> Command:
    return quotes.MoveChosenQuote(_chosen(draw), draw.of(-1, 1, 2))


@makes(quotes.EditChosenQuote)
def _edit(draw: Draw) -> Command:
    evidence = _chosen(draw)
    return quotes.EditChosenQuote(evidence, _words(draw, evidence), is_paraphrase=draw.number(0, 3) == 0)


def _plan(draw: Draw) -> PublicationPlan:
    numbers = {draw.rid(records.Configuration): draw.of(*NUMBERS, "I", "") for _ in range(draw.number(0, 2))}
    shown = frozenset(draw.rids(records.Configuration)) if draw.number(0, 1) else frozenset()
    cases = frozenset(draw.rids(records.Case)) if draw.number(0, 2) == 0 else frozenset()
    kinds = draw.of((), ("cmo-table",), ("cmo-table", "quote-bank", "evidence-figure"))
    return PublicationPlan(
        Filter(cases=cases),
        Narrowing(shown, draw.of(frozenset(), frozenset(), frozenset({"2"})), numbers),
        tuple(PlannedOutput(kind) for kind in kinds),
    )


def _publication(draw: Draw, *, frozen: bool = False) -> int:
    held = [each for each in draw.workbench.read.find(records.Publication) if bool(each.frozen_at) is frozen]
    return draw.of(*held).rid if held else draw.rid(records.Publication)


@makes(publications.AddPublication)
def _add_publication(draw: Draw) -> Command:
    name = draw.of("Paper 1", "Report", "", f"Paper {draw.number(1, 99)}")
    return publications.AddPublication(name, _plan(draw), draw.words())


@makes(publications.EditPublication)
def _edit_publication(draw: Draw) -> Command:
    return publications.EditPublication(
        _publication(draw, frozen=draw.number(0, 3) == 0),
        draw.of(None, "Report", "Paper 2", ""),
        draw.of(None, draw.words()),
        draw.of(None, _plan(draw)),
    )


@makes(publications.FreezePublication)
def _freeze_publication(draw: Draw) -> Command:
    return publications.FreezePublication(_publication(draw))


@makes(publications.DeletePublication)
def _delete_publication(draw: Draw) -> Command:
    return publications.DeletePublication(_publication(draw), draw.of("", "a mistake"))
