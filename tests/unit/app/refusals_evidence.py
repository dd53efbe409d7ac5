"""What the commands on evidence refuse."""

from __future__ import annotations

from collections.abc import Callable

from ipof_workbench.app.commands.base import Command
from ipof_workbench.app.commands.bundles import BundleEvidence, UnbundleEvidence
from ipof_workbench.app.commands.evidence import AddEvidence, JudgeEvidence, MoveEvidence
from ipof_workbench.app.commands.findings import EditFinding, KeepFinding
from ipof_workbench.app.commands.looked_for import NoteLookedFor, TakeBackLookedFor
from ipof_workbench.domain import records
from ipof_workbench.domain.errors import NotFound, RefusedChange, UsageError, WorkbenchError
from ipof_workbench.domain.listings import EvidenceRow
from tests.unit.storage.hand_made_study import Study

GONE = 999


def on(study: Study, number: str) -> list[EvidenceRow]:
    return study.workbench.read.evidence(configuration=study.configurations[number])


def first_of_ann(study: Study) -> int:
    return next(row.evidence for row in on(study, "1") if row.participant_name == "Ann")


CASES: tuple[tuple[type[Command], Callable[[Study], Command], type[WorkbenchError], str], ...] = (
    (
        AddEvidence,
        lambda s: AddEvidence(configuration=s.configurations["1"]),
        RefusedChange,
        "a passage or a finding",
    ),
    (
        AddEvidence,
        lambda s: AddEvidence(s.codings[0], s.configurations["1"], finding=1),
        RefusedChange,
        "a passage or a finding",
    ),
    (
        AddEvidence,
        lambda s: AddEvidence(finding=GONE, configuration=s.configurations["1"]),
        NotFound,
        "no longer",
    ),
    (
        AddEvidence,
        lambda s: AddEvidence(s.codings[0], s.configurations["1"], epistemic="seen"),
        UsageError,
        "observation",
    ),
    (JudgeEvidence, lambda s: JudgeEvidence((GONE,), {"stance": "refines"}), NotFound, "no longer"),
    (
        JudgeEvidence,
        lambda s: JudgeEvidence((first_of_ann(s),), {"stance": "doubts"}),
        UsageError,
        "stance",
    ),
    (
        JudgeEvidence,
        lambda s: JudgeEvidence((first_of_ann(s),), {"strength": 4}),
        RefusedChange,
        "Strength",
    ),
    (
        JudgeEvidence,
        lambda s: JudgeEvidence((first_of_ann(s),), {"analyst": 2}),
        RefusedChange,
        "cannot be changed by itself",
    ),
    (MoveEvidence, lambda s: MoveEvidence((first_of_ann(s),)), RefusedChange, "exactly one"),
    (MoveEvidence, lambda s: MoveEvidence((first_of_ann(s),), statement=GONE), NotFound, "no longer"),
    (BundleEvidence, lambda s: BundleEvidence((first_of_ann(s),)), RefusedChange, "two passages"),
    (
        BundleEvidence,
        lambda s: BundleEvidence(tuple(row.evidence for row in on(s, "1"))[:2]),
        RefusedChange,
        "different people",
    ),
    (
        BundleEvidence,
        lambda s: BundleEvidence((first_of_ann(s), s.workbench.read.evidence(statement=s.statement)[0].evidence)),
        RefusedChange,
        "different things",
    ),
    (BundleEvidence, lambda s: BundleEvidence((first_of_ann(s), GONE)), NotFound, "no longer"),
    (
        UnbundleEvidence,
        lambda s: UnbundleEvidence((first_of_ann(s),)),
        RefusedChange,
        "in no bundle",
    ),
    (NoteLookedFor, lambda s: NoteLookedFor((s.cases["Harbour"],)), RefusedChange, "choose one"),
    (
        NoteLookedFor,
        lambda s: NoteLookedFor((s.cases["Harbour"],), s.configurations["1"], s.statement),
        RefusedChange,
        "choose one",
    ),
    (
        NoteLookedFor,
        lambda s: NoteLookedFor((GONE,), s.configurations["1"]),
        NotFound,
        "no longer",
    ),
    (
        TakeBackLookedFor,
        lambda s: TakeBackLookedFor((GONE,), s.configurations["1"]),
        NotFound,
        "no longer",
    ),
    (
        KeepFinding,
        lambda s: KeepFinding(records.Finding(kind="corpus", wording=" ")),
        RefusedChange,
        "needs a wording",
    ),
    (
        KeepFinding,
        lambda s: KeepFinding(records.Finding(kind="rumour", wording="x")),
        UsageError,
        "kind of finding",
    ),
    (
        KeepFinding,
        lambda s: KeepFinding(records.Finding(kind="other", wording="x", number=4, denominator=3)),
        RefusedChange,
        "more than all",
    ),
    (
        KeepFinding,
        lambda s: KeepFinding(records.Finding(kind="other", wording="x", number=-1)),
        RefusedChange,
        "0 or more",
    ),
    (
        KeepFinding,
        lambda s: KeepFinding(records.Finding(kind="other", wording="x", denominator=3)),
        RefusedChange,
        "its number",
    ),
    (
        EditFinding,
        lambda s: EditFinding(GONE, {"low": 0.1}),
        RefusedChange,
        "cannot be changed by itself",
    ),
    (EditFinding, lambda s: EditFinding(GONE, {"wording": "x"}), NotFound, "no longer"),
)
