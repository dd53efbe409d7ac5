"""What an edit of the graph means for the theory: drawing a line is filling a place of a configuration.

A connection may mean several things (which configuration?). Then there are several `TheoryEdit`s to choose from, the
likeliest first. Configuration 0 stands for the new one that the edit begins.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ipof_workbench.domain.errors import RefusedChange
from ipof_workbench.theory.graph import LEADS, TheoryEdge
from ipof_workbench.theory.model import TheoryElement, TheoryModel, parse_junction, parse_node

NEW = 0
"""Stands for the configuration that an edit begins."""


@dataclass(frozen=True, slots=True)
class PutElement:
    """Let an element stand in a role of a configuration (`NEW` = the one that this edit begins)."""

    configuration: int
    role_key: str
    element: int


@dataclass(frozen=True, slots=True)
class TakeElement:
    """Take an element out of a role of a configuration."""

    configuration: int
    role_key: str
    element: int


@dataclass(frozen=True, slots=True)
class ReplaceElement:
    """Let another element stand where one stands."""

    configuration: int
    role_key: str
    element: int
    by: int


@dataclass(frozen=True, slots=True)
class AddLink:
    """Link two configurations; an empty kind is still to be chosen."""

    from_configuration: int
    to_configuration: int
    kind: str


@dataclass(frozen=True, slots=True)
class RemoveLink:
    """Take a link away."""

    link: int


TheoryChange = PutElement | TakeElement | ReplaceElement | AddLink | RemoveLink


@dataclass(frozen=True, slots=True)
class TheoryEdit:
    """One meaning of what was drawn: its words for a menu, and the changes to be made in one step."""

    words: str
    changes: tuple[TheoryChange, ...]


def connect(model: TheoryModel, source: str, target: str) -> tuple[TheoryEdit, ...]:
    """Return what a line from `source` to `target` (nodes or junctions) may mean.

    Raises:
        RefusedChange: the two are one, or joined already.
    """
    if source == target:
        raise RefusedChange("A node cannot be connected with itself; drop the line on another one.")
    from_junction, to_junction = parse_junction(source), parse_junction(target)
    if from_junction is not None and to_junction is not None:
        words = f"Link {_number(model, from_junction)} and {_number(model, to_junction)}"
        return (TheoryEdit(words, (AddLink(from_junction, to_junction, ""),)),)
    if from_junction is not None:
        return (_put(model, from_junction, model.by_node[target]),)
    if to_junction is not None:
        return (_into_junction(model, model.by_node[source], to_junction),)
    return _join(model, model.by_node[source], model.by_node[target])


def disconnect(model: TheoryModel, edge: TheoryEdge) -> TheoryEdit:
    """Return what taking an edge away means: its far end leaves the configurations (a context leaves the junction)."""
    if edge.link:
        return TheoryEdit(f"Remove the {edge.kind} link", (RemoveLink(edge.link),))
    leaving = _leaving_end(model, edge)
    users = edge.configurations if edge.kind == LEADS else _using(model, leaving)
    changes = tuple(TakeElement(number, leaving.role_key, leaving.element) for number in users)
    numbers = ", ".join(_number(model, number) for number in users)
    return TheoryEdit(f"Take “{leaving.label}” out of configuration {numbers}", changes)


def reconnect(model: TheoryModel, edge: TheoryEdge, source: str, target: str) -> TheoryEdit:
    """Return what moving one end of an edge means: another element stands there, or another configuration.

    Raises:
        RefusedChange: the new end makes no sense for this edge; the sentence says what would.
    """
    if source == target:
        raise RefusedChange("A line cannot begin and end at the same node; drop its end on another one.")
    if edge.link:
        return _move_link(model, edge, source, target)
    if edge.kind != LEADS:
        raise RefusedChange("This ripple comes from the element itself; change the context or the outcome instead.")
    before, after = (edge.source, source) if source != edge.source else (edge.target, target)
    old, new = parse_junction(before), parse_junction(after)
    if old is not None and new is not None:
        moved = model.by_node[edge.target if before == edge.source else edge.source]
        changes = (TakeElement(old, moved.role_key, moved.element), PutElement(new, moved.role_key, moved.element))
        return TheoryEdit(f"Move “{moved.label}” to configuration {_number(model, new)}", changes)
    if old is not None or new is not None:
        raise RefusedChange("Drop the end of the line on a node of the same kind as before.")
    leaving, coming = model.by_node[before], model.by_node[after]
    if coming.role_key != leaving.role_key:
        role = next(role.label.lower() for role in model.roles if role.role_key == leaving.role_key)
        raise RefusedChange(f"Drop the end of this line on another {role}; “{coming.label}” is none.")
    changes_for_all = tuple(
        ReplaceElement(number, leaving.role_key, leaving.element, coming.element) for number in edge.configurations
    )
    return TheoryEdit(f"Put “{coming.label}” where “{leaving.label}” stood", changes_for_all)


def with_element(model: TheoryModel, element: TheoryElement) -> TheoryModel:
    """Return the model with one more element, so that an edit can speak of it before it is stored."""
    return replace(model, elements=(*model.elements, element))


def _join(model: TheoryModel, source: TheoryElement, target: TheoryElement) -> tuple[TheoryEdit, ...]:
    lanes = model.lane_of
    start, end = lanes[source.role_key], lanes[target.role_key]
    if start >= model.junction_lane > end and start == len(model.roles) - 1:
        return _ripples(model, source, target)
    if start > end:
        source, target = target, source
    froms, tos = _using(model, source), _using(model, target)
    both = [number for number in froms if number in tos]
    if both:
        raise RefusedChange(
            f"“{source.label}” and “{target.label}” are joined already, in configuration {_number(model, both[0])}."
        )
    options = [_put(model, number, target) for number in _with_gap(model, froms, target)]
    options += [_put(model, number, source) for number in _with_gap(model, tos, source)]
    is_setting = lanes[source.role_key] < model.junction_lane
    for number in tos if is_setting else froms:
        options.append(_put(model, number, source if is_setting else target))
    for number in froms if is_setting else tos:
        options.append(_put(model, number, target if is_setting else source))
    fresh = (
        PutElement(NEW, source.role_key, source.element),
        PutElement(NEW, target.role_key, target.element),
    )
    return (*dict.fromkeys(options), TheoryEdit("Begin a new configuration with both", fresh))


def _ripples(model: TheoryModel, outcome: TheoryElement, context: TheoryElement) -> tuple[TheoryEdit, ...]:
    """An outcome drawn to a context: their configurations ripple, or the outcome becomes a context there."""
    froms, tos = _using(model, outcome), _using(model, context)
    edits = [
        TheoryEdit(f"Ripple from {_number(model, start)} to {_number(model, end)}", (AddLink(start, end, "ripple"),))
        for start in froms
        for end in tos
        if start != end
    ]
    if not edits:
        raise RefusedChange("A ripple joins two configurations; put both ends into different ones first.")
    return tuple(edits)


def _into_junction(model: TheoryModel, element: TheoryElement, configuration: int) -> TheoryEdit:
    """An outcome of elsewhere drawn to a junction becomes a context there; anything else takes its own role."""
    last = model.roles[-1].role_key
    uses = _using(model, element)
    if element.role_key != last or not uses or configuration in uses:
        return _put(model, configuration, element)
    setting = "context" if "context" in model.lane_of else model.roles[0].role_key
    words = f"Make “{element.label}” a context of configuration {_number(model, configuration)}"
    return TheoryEdit(words, (PutElement(configuration, setting, element.element),))


def _put(model: TheoryModel, configuration: int, element: TheoryElement) -> TheoryEdit:
    words = f"Put “{element.label}” into configuration {_number(model, configuration)}"
    return TheoryEdit(words, (PutElement(configuration, element.role_key, element.element),))


def _using(model: TheoryModel, element: TheoryElement) -> list[int]:
    """Return the configurations in which the element stands in this role."""
    return [
        configuration.configuration
        for configuration in model.configurations
        if any(
            element.element in group
            for place in configuration.places
            if place.role_key == element.role_key
            for group in place.elements
        )
    ]


def _with_gap(model: TheoryModel, configurations: Iterable[int], element: TheoryElement) -> list[int]:
    """Return those of the configurations that have nothing in the element's role yet."""
    return [
        number
        for number in configurations
        if not any(
            place.role_key == element.role_key and place.elements for place in model.by_configuration[number].places
        )
    ]


def _leaving_end(model: TheoryModel, edge: TheoryEdge) -> TheoryElement:
    """Return the element that leaves when an edge goes: a setting at its source, else what the edge leads to."""
    source = model.by_node.get(edge.source)
    if edge.kind == LEADS and source is not None and model.lane_of[source.role_key] < model.junction_lane:
        return source
    target = model.by_node.get(edge.target) or source
    assert target is not None  # an edge between two junctions is always a link
    return target


def _move_link(model: TheoryModel, edge: TheoryEdge, source: str, target: str) -> TheoryEdit:
    start, end = edge.configurations[0], edge.configurations[-1]
    if source != edge.source:
        start = _configuration_at(model, source, end)
    else:
        end = _configuration_at(model, target, start)
    words = f"Let the {edge.kind} link join {_number(model, start)} and {_number(model, end)}"
    return TheoryEdit(words, (RemoveLink(edge.link), AddLink(start, end, edge.kind)))


def _configuration_at(model: TheoryModel, key: str, other: int) -> int:
    """Return the configuration that a link dropped on `key` means, other than the one at its other end."""
    junction = parse_junction(key)
    found: Sequence[int] = [junction] if junction is not None else []
    if parse_node(key) is not None:
        found = _using(model, model.by_node[key])
    for number in found:
        if number != other:
            return number
    raise RefusedChange("A link joins two configurations; drop its end on something of another one.")


def _number(model: TheoryModel, configuration: int) -> str:
    return model.by_configuration[configuration].number
