"""What can be put into a place of the configuration under way besides elements: conditions on case attributes."""

from __future__ import annotations

from collections.abc import Sequence

from ipof_workbench.app.commands.base import Command
from ipof_workbench.app.commands.conditions import PutConditionInPlace
from ipof_workbench.app.commands.configurations import PutInPlace
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.listings import PlaceContentRow
from ipof_workbench.ui.coding.element_picker import Choice
from ipof_workbench.ui.configurations.condition_rows import Condition, condition_rows
from ipof_workbench.ui.widgets.type_ahead import TypeAheadRow


def with_conditions(
    found: Sequence[TypeAheadRow],
    values: Sequence[tuple[Rid, str, str, int]],
    typed: str,
    instead_of: PlaceContentRow | None = None,
) -> list[TypeAheadRow]:
    """Return the elements found with the conditions that fit what was typed, before what would be new.

    Args:
        found: elements, and rows that make new ones.
        values: (attribute, its name, a value, how many cases have it).
        typed: words; “moderation = day” asks for conditions alone.
        instead_of: what stands there now: instead of an element no condition is offered, instead of a condition the
            other values of its attribute are, also with nothing typed.
    """
    if instead_of is not None and instead_of.attribute is None:
        return list(found)
    attribute = instead_of.attribute if instead_of is not None else None
    conditions = [
        TypeAheadRow(Choice("condition", row.key.attribute, row.key.value), row.text, is_new=row.is_new, hint=row.hint)
        for row in condition_rows(values, typed, attribute)
        if isinstance(row.key, Condition)
    ]
    if "=" in typed and conditions:
        return conditions
    fresh = [row for row in found if row.is_new]
    held = [row for row in found if not row.is_new]
    return [*conditions, *held, *fresh] if instead_of is not None else [*held, *conditions, *fresh]


def put_command(configuration: Rid, role_key: str, choice: Choice) -> Command:
    """Return the command that puts what was chosen into a role."""
    if choice.what == "condition":
        assert choice.rid is not None  # the attribute
        return PutConditionInPlace(configuration, role_key, choice.rid, choice.words)
    return PutInPlace(configuration, role_key, choice.rid, choice.words if choice.what == "new" else "")
