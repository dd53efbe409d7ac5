"""What judging, explaining and answering remarks refuse (see `test_refused_commands`)."""

from __future__ import annotations

from ipof_workbench.app.commands.judging import BringCoding, JudgePassage, StartExplanation, TakeJudgementBack
from ipof_workbench.app.commands.remarks import DismissRemark, ReopenRemark
from ipof_workbench.domain.errors import NotFound, RefusedChange, UsageError

GONE = 999

CASES = (
    (JudgePassage, lambda s: JudgePassage(*s.passage("group", "felt"), "supports"), RefusedChange,
     "Choose one statement or one configuration to judge against. Nothing was changed."),
    (JudgePassage, lambda s: JudgePassage(*s.passage("group", "felt"), "supports", s.statement, 1), RefusedChange,
     "Choose one statement or one configuration"),
    (JudgePassage, lambda s: JudgePassage(*s.passage("group", "felt"), "perhaps", s.statement), UsageError,
     "“perhaps” is no stance"),
    (JudgePassage, lambda s: JudgePassage(*s.passage("group", "felt"), "supports", GONE), NotFound,
     "The theory statement is no longer in the project"),
    (JudgePassage, lambda s: JudgePassage(s.documents["group"], 3, 3, "supports", s.statement), RefusedChange,
     "Select at least one character of the text first; nothing was coded."),
    (TakeJudgementBack, lambda s: TakeJudgementBack(GONE), NotFound, "The evidence is no longer in the project"),
    (StartExplanation, lambda s: StartExplanation(s.elements["Anonymity"], "context"), RefusedChange,
     "A context is not what a configuration explains; choose an outcome."),
    (StartExplanation, lambda s: StartExplanation(s.elements["Anonymity"], "odd"), UsageError, "has no role “odd”"),
    (StartExplanation, lambda s: StartExplanation(GONE, "outcome"), NotFound, "The element is no longer"),
    (BringCoding, lambda s: BringCoding(s.configurations["1"], s.codings[0]), RefusedChange,
     "This passage is evidence in 1 already (supports)."),
    (BringCoding, lambda s: BringCoding(GONE, s.codings[0]), NotFound, "The configuration is no longer"),
    (BringCoding, lambda s: BringCoding(s.configurations["2"], s.codings[0], "perhaps"), UsageError, "is no stance"),
    (DismissRemark, lambda s: DismissRemark("alone", "configuration", s.configurations["1"], " ", "x"), RefusedChange,
     "Say in a few words why this needs no change; the remark stays."),
    (DismissRemark, lambda s: DismissRemark("odd", "configuration", s.configurations["1"], "why", "x"), UsageError,
     "There is no remark “odd”; nothing was changed."),
    (DismissRemark, lambda s: DismissRemark("alone", "nothing", 1, "why", "x"), UsageError,
     "A remark cannot be about “nothing”"),
    (DismissRemark, lambda s: DismissRemark("alone", "configuration", GONE, "why", "x"), NotFound, "no longer in"),
    (ReopenRemark, lambda s: ReopenRemark("alone", "configuration", s.configurations["1"]), RefusedChange,
     "This remark is open already; nothing was changed."),
)  # fmt: skip
