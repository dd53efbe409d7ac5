"""How to make the commands of who codes what."""

from __future__ import annotations

from ipof_workbench.app.commands import coding_rounds
from ipof_workbench.app.commands.base import Command
from ipof_workbench.domain import records, vocabulary
from tests.e2e.any_command import Draw, makes


@makes(coding_rounds.SetCodingRound)
def _set_coding_round(draw: Draw) -> Command:
    return coding_rounds.SetCodingRound(
        draw.rid(records.Document),
        draw.rid(records.Analyst),
        draw.of(*vocabulary.RoundStatus, "perhaps"),
        note=draw.of(None, "", draw.words()),
    )
