"""Several commands that are one action of a person: one transaction, one step, one label."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ipof_workbench.app.commands.base import Command, register

if TYPE_CHECKING:
    from ipof_workbench.storage.store import Store

Part = Command | Callable[[tuple[Any, ...]], Command]
"""A command, or what makes one from the results of the parts before it (a new element has no rid until then)."""


@register
@dataclass(frozen=True)
class Together(Command):
    """Do several commands as one step; where one is refused, nothing of it is done. Returns their results in order.

    Without a `label` the step is called what its first part is called.
    """

    parts: tuple[Part, ...]
    label: str = ""

    def apply(self, store: Store) -> tuple[Any, ...]:
        """Do the parts in order."""
        results: tuple[Any, ...] = ()
        first = ""
        for part in self.parts:
            command = part if isinstance(part, Command) else part(results)
            results = (*results, command.apply(store))
            first = first or store.label
        store.label = self.label or first
        return results
