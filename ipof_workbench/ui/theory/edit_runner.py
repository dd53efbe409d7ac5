"""Turns what an edit of the graph means into commands, all of them one step of the history."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

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
from ipof_workbench.theory.model import content_of_condition, is_condition, parse_junction, parse_node
from ipof_workbench.theory.placement import Position
from ipof_workbench.ui.session import Session

if TYPE_CHECKING:
    from ipof_workbench.app.commands.base import Command
    from ipof_workbench.app.commands.diagrams import Standing

NEW_ELEMENT = -1
"""Stands for the element that the action itself adds, which has no rid before the action is done."""


class EditRunner:
    """Collects the commands of one action, then runs them as one step: all of them, or none."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._parts: list[Command | Callable[[tuple[Any, ...]], Command]] = []
        self._new_element: int | None = None
        self._gone: set[int] = set()

    def add(self, command: Command) -> int:
        """Add a command; return which part it is."""
        self._parts.append(command)
        return len(self._parts) - 1

    def add_element(self, role_key: str, label: str) -> None:
        """Add a new element: `NEW_ELEMENT` stands for it in what comes after."""
        from ipof_workbench.app.commands.elements import AddElement

        self._new_element = self.add(AddElement(role_key, label))

    def make(self, changes: Iterable[TheoryChange]) -> None:
        """Add the changes of an edit; a new configuration is begun where one of them needs it."""
        from ipof_workbench.app.commands.configurations import AddConfiguration

        begun: int | None = None
        for change in changes:
            if isinstance(change, PutElement) and change.configuration == NEW and begun is None:
                begun = self.add(AddConfiguration())
            self._add_change(change, begun)

    def place(self, positions: Mapping[str, Position], *, laid_out: bool = False) -> None:
        """Add where nodes and junctions stand."""
        from ipof_workbench.app.commands.diagrams import PlaceNodes, Standing

        standings: list[Standing] = []
        for key, (x, y) in positions.items():
            node, junction = parse_node(key), parse_junction(key)
            if node is not None and is_condition(node[0]):
                attribute, value = self._condition(node[0])
                standings.append(Standing(x, y, role_key=node[1], attribute=attribute, value=value))
            elif node is not None:
                standings.append(Standing(x, y, element=node[0], role_key=node[1]))
            elif junction is not None:
                standings.append(Standing(x, y, configuration=junction))
        if standings:
            self._parts.append(
                lambda results: PlaceNodes(
                    tuple(
                        replace(standing, element=self._element(standing.element, results))
                        if standing.element is not None
                        else standing
                        for standing in standings
                    ),
                    laid_out=laid_out,
                )
            )

    def run(self, label: str = "") -> tuple[Any, ...] | None:
        """Do the action; return the results of its parts, None when it was refused or there was nothing to do."""
        from ipof_workbench.app.commands.together import Together

        if not self._parts:
            return None
        outcome = self._session.run(Together(tuple(self._parts), label))
        return outcome.result if outcome else None

    def new_element(self, results: tuple[Any, ...]) -> int:
        """Return the rid of the element that the action has added."""
        return self._element(NEW_ELEMENT, results)

    def _element(self, element: int, results: tuple[Any, ...]) -> int:
        if element != NEW_ELEMENT:
            return element
        assert self._new_element is not None
        rid: int = results[self._new_element].rid
        return rid

    def _add_change(self, change: TheoryChange, begun: int | None) -> None:
        from ipof_workbench.app.commands.configurations import LinkConfigurations, TakeOutOfPlace
        from ipof_workbench.app.commands.deletion import DeleteRecords

        match change:
            case PutElement():
                self._parts.append(self._putting(change, begun))
            case TakeElement():
                contents = tuple(rid for rid in self._contents(change) if rid not in self._gone)
                self._gone.update(contents)
                if contents:
                    self.add(TakeOutOfPlace(contents))
            case ReplaceElement() if is_condition(change.by):
                self._add_change(TakeElement(change.configuration, change.role_key, change.element), begun)
                self._add_change(PutElement(change.configuration, change.role_key, change.by), begun)
            case ReplaceElement():
                for content in self._contents(change):
                    self._parts.append(self._replacing(content, change.by))
            case AddLink():
                self.add(LinkConfigurations(change.from_configuration, change.to_configuration, change.kind))
            case RemoveLink():
                if -change.link not in self._gone:
                    self._gone.add(-change.link)
                    self.add(DeleteRecords(records.ConfigurationLink, (change.link,)))

    def _putting(self, change: PutElement, begun: int | None) -> Callable[[tuple[Any, ...]], Command]:
        def command(results: tuple[Any, ...]) -> Command:
            from ipof_workbench.app.commands.conditions import PutConditionInPlace
            from ipof_workbench.app.commands.configurations import PutInPlace

            configuration = change.configuration
            if configuration == NEW:
                assert begun is not None
                configuration = results[begun].rid
            if is_condition(change.element):
                attribute, value = self._condition(change.element)
                return PutConditionInPlace(configuration, change.role_key, attribute, value)
            return PutInPlace(configuration, change.role_key, element=self._element(change.element, results))

        return command

    def _condition(self, number: int) -> tuple[int, str]:
        content = self._session.workbench.read.get(records.PlaceContent, content_of_condition(number))
        assert content.attribute is not None  # the number was made of a condition
        return content.attribute, content.attribute_value

    def _replacing(self, content: int, by: int) -> Callable[[tuple[Any, ...]], Command]:
        def command(results: tuple[Any, ...]) -> Command:
            from ipof_workbench.app.commands.configurations import ReplaceInPlace

            return ReplaceInPlace(content, self._element(by, results))

        return command

    def _contents(self, change: TakeElement | ReplaceElement) -> tuple[int, ...]:
        """Return the place contents in which the element of a change stands."""
        places = self._session.workbench.read.places().get(change.configuration, ())
        wanted = self._condition(change.element) if is_condition(change.element) else None
        return tuple(
            content.rid
            for place in places
            if place.role.key == change.role_key
            for content in place.contents
            if (
                content.element == change.element
                if wanted is None
                else (content.attribute, content.attribute_value) == wanted
            )
        )

    def take_out_condition(self, number: int, role_key: str) -> None:
        """Take a condition out of every place of a role it stands in (deleting its node)."""
        for configuration in self._session.workbench.read.places():
            self._add_change(TakeElement(configuration, role_key, number), None)
