"""Headings of attributes in tables of cases and participants, which have columns of their own.

A survey may hold a column `role`; the table of participants has one already. As everywhere, the second column of a
name is `role#2`: so the attribute is called in such a table, and so it comes back.
"""

from __future__ import annotations

from collections.abc import Collection


def heading_of(attribute: str, own: Collection[str]) -> str:
    """Return the heading of an attribute in a table with the columns `own`: its name, numbered where it is taken."""
    base, number = _parts(attribute)
    return f"{base}#{number + 1}" if _key(base) in own else attribute


def attribute_of(heading: str, own: Collection[str]) -> str:
    """Return the attribute behind a heading; the way back from `heading_of`."""
    base, number = _parts(heading)
    if number == 1 or _key(base) not in own:
        return heading
    return base if number == 2 else f"{base}#{number - 1}"


def _parts(heading: str) -> tuple[str, int]:
    """Return (name, which of that name): `role#3` is the third `role`, `role` the first."""
    base, sign, number = heading.rpartition("#")
    if sign and base and number.isascii() and number.isdigit() and not number.startswith("0") and int(number) > 1:
        return base, int(number)
    return heading, 1


def _key(heading: str) -> str:
    return "_".join(heading.casefold().split())
