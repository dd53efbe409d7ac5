"""The cases that a configuration is meant for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ipof_workbench.app.commands.base import Command, counted, register
from ipof_workbench.domain import records
from ipof_workbench.domain.identity import Rid

if TYPE_CHECKING:
    from ipof_workbench.storage.store import Store


@register
@dataclass(frozen=True)
class SetScope(Command):
    """Say for which cases a configuration is meant; with none it is meant for all."""

    configuration: Rid
    cases: tuple[Rid, ...]

    def apply(self, store: Store) -> None:
        configuration = store.get(records.Configuration, self.configuration)
        wanted = [store.get(records.Case, rid) for rid in dict.fromkeys(self.cases)]
        held = store.find(records.ConfigurationCase, configuration=configuration.rid)
        for tie in held:
            if all(case.rid != tie.case for case in wanted):
                store.delete(tie)
        for case in wanted:
            if all(tie.case != case.rid for tie in held):
                store.put(records.ConfigurationCase(configuration=configuration.rid, case=case.rid))
        where = "all cases" if not wanted else (wanted[0].name if len(wanted) == 1 else counted(len(wanted), "case"))
        store.label = f"Configuration {configuration.number} is meant for {where}"
