"""Makers of the commands on elements, conditions and the grammar."""

from __future__ import annotations

from ipof_workbench.app.commands import conditions, element_lineage, elements, grammar, role_change
from ipof_workbench.app.commands.base import Command
from ipof_workbench.domain import records
from ipof_workbench.domain.appearance import ROLE_COLOURS, ROLE_SHAPES
from ipof_workbench.domain.grammars import PRESETS
from tests.e2e.any_command import LABELS, ROLES, Draw, makes


@makes(elements.EditElements)
def _edit_elements(draw: Draw) -> Command:
    changes = draw.of(
        {"level": draw.of("", "micro", "Meso", "giant")},
        {"valence": "negative", "intended": "no"},
        {"parent": draw.maybe(records.Element)},
        {"statement": draw.words()},
        {"label": "x"},
    )
    return elements.EditElements(draw.rids(records.Element), changes)


@makes(element_lineage.SplitElement)
def _split_element(draw: Draw) -> Command:
    element = draw.rid(records.Element)
    codings = [coding.rid for coding in draw.workbench.read.find(records.Coding, element=element)]
    contents = [content.rid for content in draw.workbench.read.find(records.PlaceContent, element=element)]
    half = element_lineage.SplitPart(draw.of(*LABELS, " "), tuple(codings[::2]), tuple(contents[::2]))
    rest = element_lineage.SplitPart(draw.of(*LABELS), tuple(codings[1::2]))
    return element_lineage.SplitElement(element, draw.of((half,), (half, rest), (rest, rest), ()))


@makes(element_lineage.KeepApart)
def _keep_apart(draw: Draw) -> Command:
    return element_lineage.KeepApart(draw.rids(records.Element))


@makes(role_change.ChangeRole)
def _change_role(draw: Draw) -> Command:
    some = draw.rids(records.Configuration) if draw.number(0, 1) else None
    return role_change.ChangeRole(draw.rid(records.Element), draw.of(*ROLES), draw.of(*ROLES), some)


@makes(conditions.PutConditionInPlace)
def _put_condition(draw: Draw) -> Command:
    return conditions.PutConditionInPlace(
        draw.rid(records.Configuration),
        draw.of(*ROLES),
        draw.rid(records.AttributeDefinition),
        draw.of("day", "night", "12", ""),
        as_alternative=bool(draw.number(0, 1)),
    )


@makes(conditions.ChangeCondition)
def _change_condition(draw: Draw) -> Command:
    held = [content.rid for content in draw.workbench.read.find(records.PlaceContent) if content.attribute]
    content = draw.of(*held) if held else draw.rid(records.PlaceContent)
    return conditions.ChangeCondition(content, draw.of("day", "night", "13", ""))


@makes(grammar.AddRole)
def _add_role(draw: Draw) -> Command:
    return grammar.AddRole(
        draw.of("Barrier", "Setting", "Actor", ""),
        key=draw.of("", "", "barrier", "context", "The key"),
        letter=draw.of("", "", "B", "U"),
        connector=draw.of("if", "", "when"),
        parent=draw.maybe(records.Role),
        position=draw.of(None, 0, 2),
    )


@makes(grammar.EditRole)
def _edit_role(draw: Draw) -> Command:
    changes = draw.of(
        {"label": draw.of("Setting", "Circumstance", "")},
        {"letter": draw.of("c", "X", "9")},
        {"colour": draw.of("", *ROLE_COLOURS, "#123456")},
        {"glyph": draw.of("", *ROLE_SHAPES, "star")},
        {"parent": draw.maybe(records.Role)},
        {"connector": draw.of("if", "then", "because", "", "so")},
    )
    return grammar.EditRole(draw.rid(records.Role), changes)


@makes(grammar.OrderRoles)
def _order_roles(draw: Draw) -> Command:
    return grammar.OrderRoles(draw.rids(records.Role))


@makes(grammar.HideRole)
def _hide_role(draw: Draw) -> Command:
    return grammar.HideRole(draw.rid(records.Role))


@makes(grammar.ShowRole)
def _show_role(draw: Draw) -> Command:
    return grammar.ShowRole(draw.rid(records.Role))


@makes(grammar.RemoveRole)
def _remove_role(draw: Draw) -> Command:
    return grammar.RemoveRole(draw.rid(records.Role))


@makes(grammar.ApplyPreset)
def _apply_preset(draw: Draw) -> Command:
    return grammar.ApplyPreset(draw.of("cmo", "cmo", *PRESETS, "no such preset"))
