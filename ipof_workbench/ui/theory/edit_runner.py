"""Turns what an edit of the graph means into commands, all of them one step of the history."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import count
from typing import TYPE_CHECKING

from ipof_workbench.domain import records
from ipof_workbench.theory.edits import (
    NEW,
    AddLink,
    PutElement,
    RemoveLink,
    ReplaceElement,
    TakeElement,
    TheoryChange,
)
from ipof_workbench.theory.model import parse_junction, parse_node
from ipof_workbench.theory.placement import Position
from ipof_workbench.ui.session import Session

if TYPE_CHECKING:
    from ipof_workbench.app.commands.base import Command
    from ipof_workbench.app.workbench import Outcome

_drags = count(1)


class EditRunner:
    """Runs commands that belong to one action; after a refusal what was begun is taken back."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._step: int | None = None
        self.is_refused = False

    def run(self, command: Command) -> Outcome | None:
        """Run a command as a part of the action; None when it was refused (nothing of the action remains)."""
        if self.is_refused:
            return None
        outcome = self._session.run(command, amend=self._step)
        if outcome is None:
            self.is_refused = True
            if self._step is not None:
                self._session.workbench.undo()
            return None
        self._step = outcome.step or self._step
        return outcome

    def make(self, changes: Iterable[TheoryChange]) -> None:
        """Make the changes of an edit; a new configuration is begun where one of them needs it."""
        from ipof_workbench.app.commands.configurations import AddConfiguration

        begun = NEW
        for change in changes:
            if isinstance(change, PutElement) and change.configuration == NEW:
                if begun == NEW:
                    outcome = self.run(AddConfiguration())
                    begun = outcome.result.rid if outcome else NEW
                change = PutElement(begun, change.role_key, change.element)
            for command in self._commands(change):
                self.run(command)

    def place(self, positions: Mapping[str, Position], *, laid_out: bool = False) -> None:
        """Store where nodes and junctions stand."""
        from ipof_workbench.app.commands.diagrams import PlaceNodes, Standing

        standings = []
        for key, (x, y) in positions.items():
            node, junction = parse_node(key), parse_junction(key)
            if node is not None:
                standings.append(Standing(x, y, element=node[0], role_key=node[1]))
            elif junction is not None:
                standings.append(Standing(x, y, configuration=junction))
        if standings:
            self.run(PlaceNodes(tuple(standings), drag=f"{id(self)}-{next(_drags)}", laid_out=laid_out))

    def _commands(self, change: TheoryChange) -> list[Command]:
        from ipof_workbench.app.commands.configurations import (
            LinkConfigurations,
            PutInPlace,
            ReplaceInPlace,
            TakeOutOfPlace,
        )
        from ipof_workbench.app.commands.deletion import DeleteRecords

        match change:
            case PutElement():
                return [PutInPlace(change.configuration, change.role_key, element=change.element)]
            case TakeElement():
                contents = self._contents(change)
                return [TakeOutOfPlace(contents)] if contents else []
            case ReplaceElement():
                return [ReplaceInPlace(content, change.by) for content in self._contents(change)]
            case AddLink():
                return [LinkConfigurations(change.from_configuration, change.to_configuration, change.kind)]
            case RemoveLink():
                return [DeleteRecords(records.ConfigurationLink, (change.link,))]

    def _contents(self, change: TakeElement | ReplaceElement) -> tuple[int, ...]:
        """Return the place contents in which the element of a change stands."""
        places = self._session.workbench.read.places().get(change.configuration, ())
        return tuple(
            content.rid
            for place in places
            if place.role.key == change.role_key
            for content in place.contents
            if content.element == change.element
        )
