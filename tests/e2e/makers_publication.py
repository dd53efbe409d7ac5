"""How to make the commands on chosen quotes and publications."""

from __future__ import annotations

from ipof_workbench.app.commands import quotes
from ipof_workbench.app.commands.base import Command
from ipof_workbench.domain import records
from tests.e2e.any_command import Draw, makes


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
