"""A coding in words: for the card under the pointer and the list of the codings here."""

from __future__ import annotations

from collections.abc import Sequence

from ipof_workbench.domain.appearance import RoleStyle
from ipof_workbench.domain.listings import CodingRow, RoleRow
from ipof_workbench.ui.coding.coding_marks import judgement_words, thematic_style
from ipof_workbench.ui.moments import when_words
from ipof_workbench.ui.session import Session


def name_of(row: CodingRow) -> str:
    """Return what a coding codes with."""
    return row.element_label if row.element is not None else row.code_name


def role_words(row: CodingRow, roles: Sequence[RoleRow]) -> str:
    """Return the label of its role, or what it is instead."""
    if row.element is None:
        return "Thematic code"
    label = next((role.label for role in roles if role.key == row.role_key), "")
    return label or row.role_key.replace("_", " ").capitalize()


def bearing_words(row: CodingRow) -> str:
    """Return what it bears on and how: “supports 3, 7a”; empty where it bears on nothing."""
    return judgement_words([*row.configurations, *row.statements])


def made_words(row: CodingRow) -> str:
    """Return who made it and when: “Sam, today 14:36”."""
    return ", ".join(part for part in (row.analyst_name, when_words(row.created_at)) if part)


def spoken(row: CodingRow, roles: Sequence[RoleRow]) -> str:
    """Return all of it in one line, for screen readers."""
    parts = (f"{role_words(row, roles)}, {name_of(row)}", bearing_words(row), made_words(row), row.note)
    return "; ".join(part for part in parts if part)


def style_of_row(row: CodingRow, session: Session) -> RoleStyle:
    """Return how its role looks, whatever gives the colours in the text just now."""
    return thematic_style() if row.element is None else session.role_style(row.role_key)
