"""The shape of a command, and the registry of all of them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

if TYPE_CHECKING:
    from ipof_workbench.storage.store import Store

COMMANDS: dict[str, type[Command]] = {}
"""Name -> command, for every command of the product."""

C = TypeVar("C", bound="type[Command]")


class Command(ABC):
    """One thing a person does.

    `apply` reads and writes through the store of an open transaction, sets `store.label` (the words of the step in
    Edit > History) and returns what the caller wants to know. It raises a `WorkbenchError` to refuse: then nothing
    is changed. `coalesce_key`, where it is not empty, lets the command join the last step with the same key (drags,
    typing).
    """

    command_name: ClassVar[str]

    @property
    def coalesce_key(self) -> str:
        """The key of steps that this command joins; empty for none."""
        return ""

    @property
    def why(self) -> str:
        """Why it is done, in the person's words (the audit keeps them with the step); empty where none were asked."""
        return " ".join(str(getattr(self, "reason", "") or getattr(self, "rationale", "") or "").split())

    @abstractmethod
    def apply(self, store: Store) -> Any:
        """Do it."""


def register(command: C) -> C:
    """Add a command to the registry under its class name."""
    command.command_name = command.__name__
    if command.command_name in COMMANDS:
        raise ValueError(f"two commands are named {command.command_name}")
    COMMANDS[command.command_name] = command
    return command


def counted(number: int, one: str, many: str = "") -> str:
    """Return “1 coding” or “3 codings”."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
