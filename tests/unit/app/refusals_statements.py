"""What the commands on statements, rivals, theories and recommendations refuse (see `test_refused_commands`)."""

from __future__ import annotations

from ipof_workbench.app.commands.grounding import (
    AddRecommendation,
    GroundRecommendation,
    MoveRecommendations,
    UseTheory,
)
from ipof_workbench.app.commands.prioritising import PrioritiseStatements
from ipof_workbench.app.commands.rivals import AddRivals, AdjudicateRivals, JoinRivals
from ipof_workbench.app.commands.statements import (
    AddStatement,
    AddStatements,
    ConfigurationFromStatement,
    MoveStatements,
    OrderStatements,
    StatementFromConfiguration,
)
from ipof_workbench.domain.errors import NotFound, RefusedChange, UsageError
from ipof_workbench.domain.written_statements import WrittenStatement

GONE = 999

CASES = (
    (AddStatement, lambda s: AddStatement(" ", ""), RefusedChange, "A statement needs words: write its if"),
    (AddStatements, lambda s: AddStatements(()), RefusedChange, "There is no sentence in it: write one a line."),
    (AddStatements, lambda s: AddStatements((WrittenStatement("a"), WrittenStatement("b", number="S1"))),
     RefusedChange, "There is already a statement S1; choose another number."),
    (AddStatements, lambda s: AddStatements((WrittenStatement("a"),), GONE), NotFound, "Something that the theory"),
    (OrderStatements, lambda s: OrderStatements(()), RefusedChange, "Choose the statements to put in order"),
    (OrderStatements, lambda s: OrderStatements((s.statement,) * 2), RefusedChange, "A statement stands twice in"),
    (OrderStatements, lambda s: OrderStatements((s.statement, GONE)), NotFound, "The theory statement is no longer"),
    (MoveStatements, lambda s: MoveStatements(()), RefusedChange, "Choose the statements to move"),
    (MoveStatements, lambda s: MoveStatements((s.statement,), GONE), NotFound, "The theory statement is no longer"),
    (StatementFromConfiguration, lambda s: StatementFromConfiguration(GONE), NotFound, "The configuration is no"),
    (StatementFromConfiguration, lambda s: StatementFromConfiguration(s.configurations["1"], "S1"), RefusedChange,
     "There is already a statement S1"),
    (ConfigurationFromStatement, lambda s: ConfigurationFromStatement(GONE), NotFound, "The theory statement is no"),
    (ConfigurationFromStatement, lambda s: ConfigurationFromStatement(s.statement, "1"), RefusedChange,
     "There is already a configuration 1"),
    (ConfigurationFromStatement, lambda s: ConfigurationFromStatement(s.statement, places=(("context", " "),)),
     RefusedChange, "Name the element, or leave its place empty"),
    (ConfigurationFromStatement, lambda s: ConfigurationFromStatement(s.statement, places=(("actor", "x"),)),
     UsageError, "has no role “actor”"),
    (PrioritiseStatements, lambda s: PrioritiseStatements(()), RefusedChange, "There are no votes yet"),
    (PrioritiseStatements, lambda s: PrioritiseStatements((("", s.statement, 1),)), RefusedChange,
     "Every column of votes needs a name"),
    (PrioritiseStatements, lambda s: PrioritiseStatements((("Ann", s.statement, 2),), "ranks"), RefusedChange,
     "Ann ranked 1, so the ranks are 1 to 1; 1 is missing."),
    (PrioritiseStatements, lambda s: PrioritiseStatements((("Ann", s.statement, 2),), "coins"), UsageError,
     "“coins” is no way of counting votes"),
    (PrioritiseStatements, lambda s: PrioritiseStatements((("Ann", s.statement, 2),), high=1), RefusedChange,
     "Say how many statements get high"),
    (PrioritiseStatements, lambda s: PrioritiseStatements((("Ann", GONE, 2),)), NotFound, "The theory statement is"),
    (AddRivals, lambda s: AddRivals(" "), RefusedChange, "A group of rivals needs a name"),
    (AddRivals, lambda s: AddRivals("x", "", (GONE,)), NotFound, "The configuration is no longer"),
    (AddRivals, lambda s: AddRivals("x", "", (), (GONE,)), NotFound, "The theory statement is no longer"),
    (JoinRivals, lambda s: JoinRivals(GONE, 1), NotFound, "The rival group is no longer"),
    (JoinRivals, lambda s: JoinRivals(GONE), RefusedChange, "Choose one configuration or one statement"),
    (JoinRivals, lambda s: JoinRivals(_rivals(s), GONE), NotFound, "The configuration is no longer"),
    (AdjudicateRivals, lambda s: AdjudicateRivals(_rivals(s), " "), RefusedChange, "Write the note or give a verdict"),
    (AdjudicateRivals, lambda s: AdjudicateRivals(s.workbench.run(AddRivals("None")).result.rid, "x"), RefusedChange,
     "“None” has no rivals yet"),
    (AdjudicateRivals, lambda s: AdjudicateRivals(_rivals(s), "x", ((GONE, "prevails"),)), RefusedChange,
     "A verdict is for a rival that is not in this group"),
    (AdjudicateRivals, lambda s: AdjudicateRivals(_rivals(s), "x", ((1, "wins"),)), UsageError, "“wins” is no"),
    (UseTheory, lambda s: UseTheory(GONE, configuration=1), NotFound, "The substantive theory is no longer"),
    (AddRecommendation, lambda s: AddRecommendation(" "), RefusedChange, "A recommendation needs words"),
    (AddRecommendation, lambda s: AddRecommendation("x", configurations=(GONE,)), NotFound, "The configuration is"),
    (GroundRecommendation, lambda s: GroundRecommendation(GONE, 1), NotFound, "The recommendation is no longer"),
    (MoveRecommendations, lambda s: MoveRecommendations(()), RefusedChange, "Choose the recommendations to move"),
    (MoveRecommendations, lambda s: MoveRecommendations((GONE,)), NotFound, "The recommendation is no longer"),
)  # fmt: skip


def _rivals(study):
    return study.workbench.run(AddRivals("Two", "", tuple(study.configurations.values()))).result.rid
