"""What the commands on chosen quotes and publications refuse."""

from __future__ import annotations

from collections.abc import Callable

from ipof_workbench.app.commands.base import Command
from ipof_workbench.app.commands.publications import (
    AddPublication,
    DeletePublication,
    EditPublication,
    FreezePublication,
)
from ipof_workbench.app.commands.quotes import ChooseQuote, EditChosenQuote, MoveChosenQuote, UnchooseQuote
from ipof_workbench.app.publications.plans import PublicationPlan
from ipof_workbench.app.report_sets import PlannedOutput
from ipof_workbench.domain.errors import NotFound, RefusedChange, WorkbenchError
from ipof_workbench.domain.publishing import Narrowing
from tests.unit.storage.hand_made_study import Study

GONE = 999


def chosen(study: Study) -> int:
    """Choose the first quote of configuration 1 and return its evidence."""
    piece = study.workbench.read.evidence(configuration=study.configurations["1"])[0].evidence
    study.do(ChooseQuote(piece))
    return piece


CMO = PublicationPlan(outputs=(PlannedOutput("cmo-table"),))


def frozen(study: Study) -> int:
    """Freeze a publication and return it."""
    publication: int = study.do(AddPublication("Paper 1", CMO)).rid
    study.do(FreezePublication(publication))
    return publication


def draft(study: Study, plan: PublicationPlan = CMO) -> int:
    """Begin a publication and return it."""
    publication: int = study.do(AddPublication("Paper 2", plan)).rid
    return publication


def taken(study: Study) -> Command:
    """Ask for a name that is taken."""
    draft(study)
    return AddPublication("paper  2", CMO)


def numbered(study: Study, number: str) -> PublicationPlan:
    """Return a plan that gives configuration 1 another number."""
    return PublicationPlan(narrowing=Narrowing(numbers={study.configurations["1"]: number}))


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
    (AddPublication, lambda _: AddPublication(" ", CMO), RefusedChange, "needs a name, such as “Paper 1”"),
    (AddPublication, taken, RefusedChange, "There is already a publication “paper 2”"),
    (EditPublication, lambda _: EditPublication(GONE, "P"), NotFound, "no longer in the project"),
    (EditPublication, lambda s: EditPublication(frozen(s), plan=CMO), RefusedChange, "is frozen and stays as it is"),
    (EditPublication, lambda s: EditPublication(draft(s), ""), RefusedChange, "needs a name"),
    (FreezePublication, lambda _: FreezePublication(GONE), NotFound, "no longer in the project"),
    (FreezePublication, lambda s: FreezePublication(frozen(s)), RefusedChange, "is frozen and stays as it is"),
    (
        FreezePublication,
        lambda s: FreezePublication(draft(s, numbered(s, "2"))),
        RefusedChange,
        "would be number 2 in the paper",
    ),
    (
        FreezePublication,
        lambda s: FreezePublication(draft(s, PublicationPlan(outputs=(PlannedOutput("frozen-theory"),)))),
        NotFound,
        "No theory is frozen in this project yet",
    ),
    (DeletePublication, lambda _: DeletePublication(GONE), NotFound, "no longer in the project"),
    (DeletePublication, lambda s: DeletePublication(frozen(s)), RefusedChange, "say why it is to go"),
)
