"""What the commands on versions, lineage and freezes refuse."""

from __future__ import annotations

from collections.abc import Callable

from ipof_workbench.app.commands.base import Command
from ipof_workbench.app.commands.freezing import FreezeTheory
from ipof_workbench.app.commands.merging import MergeConfigurations, MergeStatements
from ipof_workbench.app.commands.splitting import ConfigurationPart, SplitConfiguration, SplitStatement, StatementPart
from ipof_workbench.app.commands.versions import RecordVersion, ReturnToVersion
from ipof_workbench.domain.errors import NotFound, RefusedChange, UsageError, WorkbenchError
from ipof_workbench.domain.version_rows import CONFIGURATION, STATEMENT
from tests.unit.storage.hand_made_study import Study

GONE = 999


def draft(study: Study, number: str) -> int:
    return study.workbench.read.configuration(study.configurations[number]).draft


def unchanged(study: Study) -> Command:
    study.do(RecordVersion(CONFIGURATION, study.configurations["1"]))
    return RecordVersion(CONFIGURATION, study.configurations["1"])


def twice(study: Study) -> Command:
    study.do(FreezeTheory("IPT"))
    return FreezeTheory(" ipt ")


CASES: tuple[tuple[type[Command], Callable[[Study], Command], type[WorkbenchError], str], ...] = (
    (RecordVersion, lambda s: RecordVersion("element", 1), UsageError, "has no versions"),
    (RecordVersion, lambda _: RecordVersion(CONFIGURATION, GONE), NotFound, "no longer"),
    (RecordVersion, lambda s: RecordVersion(STATEMENT, s.statement, "refined"), RefusedChange, "the first version"),
    (RecordVersion, unchanged, RefusedChange, "Nothing in configuration 1 has changed since version 1"),
    (
        RecordVersion,
        lambda s: RecordVersion(CONFIGURATION, s.configurations["2"], evidence=(GONE,)),
        RefusedChange,
        "does not bear on configuration 2",
    ),
    (
        ReturnToVersion,
        lambda s: ReturnToVersion(CONFIGURATION, draft(s, "1")),
        RefusedChange,
        "the open draft itself",
    ),
    (ReturnToVersion, lambda _: ReturnToVersion(STATEMENT, GONE), NotFound, "no longer"),
    (FreezeTheory, lambda _: FreezeTheory(" "), RefusedChange, "needs a name"),
    (FreezeTheory, twice, RefusedChange, "already a frozen theory “ipt”"),
    (FreezeTheory, lambda _: FreezeTheory("IPT", decision=GONE), NotFound, "no longer"),
    (
        SplitConfiguration,
        lambda s: SplitConfiguration(s.configurations["1"], (ConfigurationPart((GONE,)),)),
        RefusedChange,
        "only have what stands in 1 now",
    ),
    (SplitConfiguration, lambda s: SplitConfiguration(s.configurations["1"], ()), RefusedChange, "at least two"),
    (
        SplitStatement,
        lambda s: SplitStatement(s.statement, (StatementPart("a", "b"),), "parked"),
        RefusedChange,
        "at least two",
    ),
    (
        MergeConfigurations,
        lambda s: MergeConfigurations(s.configurations["1"], (s.configurations["1"],)),
        RefusedChange,
        "at least one other configuration",
    ),
    (
        MergeConfigurations,
        lambda s: MergeConfigurations(s.configurations["1"], (s.configurations["2"],), "with"),
        UsageError,
        "“and” or “or”",
    ),
    (MergeStatements, lambda s: MergeStatements(s.statement, ()), RefusedChange, "at least one other statement"),
)
