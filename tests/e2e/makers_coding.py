"""Makers of the commands that judge passages, explain outcomes and answer remarks."""

from __future__ import annotations

from ipof_workbench.app.commands import judging, remarks
from ipof_workbench.app.commands.base import Command
from ipof_workbench.app.remarks import RULES
from ipof_workbench.domain import records, vocabulary
from tests.e2e.any_command import ROLES, Draw, makes


@makes(judging.JudgePassage)
def _judge(draw: Draw) -> Command:
    against_statement = draw.number(0, 1)
    return judging.JudgePassage(
        *draw.span(),
        draw.of(*vocabulary.Stance, "perhaps"),
        statement=draw.rid(records.TheoryStatement) if against_statement else None,
        configuration=None if against_statement and draw.number(0, 9) else draw.rid(records.Configuration),
        theory_shown=bool(draw.number(0, 1)),
    )


@makes(judging.TakeJudgementBack)
def _take_back(draw: Draw) -> Command:
    return judging.TakeJudgementBack(draw.rid(records.Evidence))


@makes(judging.StartExplanation)
def _start(draw: Draw) -> Command:
    codings = draw.rids(records.Coding) if draw.number(0, 1) else ()
    return judging.StartExplanation(draw.rid(records.Element), draw.of("outcome", "outcome", *ROLES), codings)


@makes(judging.BringCoding)
def _bring(draw: Draw) -> Command:
    return judging.BringCoding(
        draw.rid(records.Configuration), draw.rid(records.Coding), draw.of("supports", "challenges", "perhaps")
    )


def _subject(draw: Draw) -> tuple[str, int]:
    kind, name = draw.of(
        (records.Configuration, "configuration"),
        (records.TheoryStatement, "theory_statement"),
        (records.Element, "element"),
    )
    return draw.of(name, name, name, "nothing known"), draw.rid(kind)


@makes(remarks.DismissRemark)
def _dismiss(draw: Draw) -> Command:
    return remarks.DismissRemark(
        draw.of(*RULES, "no such rule"), *_subject(draw), draw.of("as meant", "seen", " "), draw.of("a", "b")
    )


@makes(remarks.ReopenRemark)
def _reopen(draw: Draw) -> Command:
    held = draw.workbench.read.find(records.RemarkDismissal)
    if held and draw.number(0, 3):
        answer = draw.of(*held)
        return remarks.ReopenRemark(answer.rule, answer.about_kind, answer.about)
    return remarks.ReopenRemark(draw.of(*RULES), *_subject(draw))
