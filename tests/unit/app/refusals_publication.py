"""What the commands on chosen quotes and publications refuse."""

from __future__ import annotations

from collections.abc import Callable

from ipof_workbench.app.commands.base import Command
from ipof_workbench.app.commands.quotes import ChooseQuote, EditChosenQuote, MoveChosenQuote, UnchooseQuote
from ipof_workbench.domain.errors import NotFound, RefusedChange, WorkbenchError
from tests.unit.storage.hand_made_study import Study

GONE = 999


def chosen(study: Study) -> int:
    """Choose the first quote of configuration 1 and return its evidence."""
    piece = study.workbench.read.evidence(configuration=study.configurations["1"])[0].evidence
    study.do(ChooseQuote(piece))
    return piece


CASES: tuple[tuple[type[Command], Callable[[Study], Command], type[WorkbenchError], str], ...] = (
    (ChooseQuote, lambda _: ChooseQuote(GONE), NotFound, "no longer in the project"),
    (ChooseQuote, lambda s: ChooseQuote(chosen(s)), RefusedChange, "chosen for configuration 1 already"),
    (UnchooseQuote, lambda _: UnchooseQuote(GONE), RefusedChange, "not chosen; choose it first"),
    (MoveChosenQuote, lambda _: MoveChosenQuote(GONE, 1), RefusedChange, "not chosen; choose it first"),
    (MoveChosenQuote, lambda s: MoveChosenQuote(chosen(s), 1), RefusedChange, "is the last of configuration 1"),
    (EditChosenQuote, lambda _: EditChosenQuote(GONE, "x"), RefusedChange, "not chosen; choose it first"),
    (EditChosenQuote, lambda s: EditChosenQuote(chosen(s), "nobody […]d"), RefusedChange, "“d” was not said"),
    (
        EditChosenQuote,
        lambda s: EditChosenQuote(chosen(s), "", is_paraphrase=True),
        RefusedChange,
        "needs words of your own",
    ),
)
