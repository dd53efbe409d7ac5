"""Conditions on case attributes: what the picker of a role offers, and the menu that tells which cases meet one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QMenu

from ipof_workbench.domain.element_rows import CaseValue, ConditionCases
from ipof_workbench.domain.identity import Rid
from ipof_workbench.ui.widgets.type_ahead import TypeAheadRow

CASES_LISTED = 20


@dataclass(frozen=True, slots=True)
class Condition:
    """What was picked: an attribute of cases and a value."""

    attribute: Rid
    value: str


def condition_rows(
    values: Sequence[tuple[Rid, str, str, int]], typed: str, attribute: Rid | None = None
) -> list[TypeAheadRow]:
    """Return the conditions that fit what was typed: "moderation", "day" or "moderation = day".

    Args:
        values: (attribute, its name, a value, how many cases have it).
        typed: words; with nothing typed nothing is offered, unless an attribute is given.
        attribute: only this one.
    """
    name, sign, value = (part.strip().casefold() for part in typed.partition("="))
    if not name and attribute is None:
        return []
    rows = []
    for rid, words, held, cases in values:
        if attribute not in (None, rid):
            continue
        if sign:
            fits = words.casefold().startswith(name) and value in held.casefold()
        else:
            # For a given attribute only its values are told apart.
            fits = name in held.casefold() or (attribute is None and name in words.casefold())
        if fits:
            rows.append(TypeAheadRow(Condition(rid, held), f"{words} = {held}", hint=cases_words(cases)))
    return rows + _fresh(values, name, typed.partition("=")[2].strip(), rows)


def _fresh(
    values: Sequence[tuple[Rid, str, str, int]], name: str, value: str, rows: Sequence[TypeAheadRow]
) -> list[TypeAheadRow]:
    """Return the row for a value that no case has yet."""
    attribute = next(((rid, words) for rid, words, _, _ in values if words.casefold() == name), None)
    if not value or attribute is None:
        return []
    rid, words = attribute
    if any(isinstance(row.key, Condition) and row.key.value.casefold() == value.casefold() for row in rows):
        return []
    return [TypeAheadRow(Condition(rid, value), f"New condition “{words} = {value}”", is_new=True)]


def cases_words(number: int) -> str:
    """Return “1 case” or “3 cases”."""
    return f"{number:,} case{'' if number == 1 else 's'}"


def meeting_words(cases: ConditionCases) -> str:
    """Return “4 of 6” for a chip."""
    return f"{len(cases.meeting):,} of {len(cases.meeting) + len(cases.others) + len(cases.unknown):,}"


def fill_cases_menu(menu: QMenu, cases: ConditionCases, follow: Callable[[Rid], None]) -> None:
    """List the cases that meet a condition, then those that do not and those of which it is not known."""
    head = menu.addAction(f"{cases.words[:1].upper()}{cases.words[1:]}".replace("&", "&&"))
    head.setEnabled(False)
    menu.addSeparator()
    for words, listed in (("", cases.meeting), ("Not met", cases.others), ("Not known", cases.unknown)):
        if not listed:
            continue
        if not words:
            _add_cases(menu, listed, follow)
            continue
        _add_cases(menu.addMenu(f"{words}: {cases_words(len(listed))}"), listed, follow)


def _add_cases(menu: QMenu, listed: Sequence[CaseValue], follow: Callable[[Rid], None]) -> None:
    for case in listed[:CASES_LISTED]:
        words = f"{case.name} ({case.value})" if case.value else case.name
        action = menu.addAction(words.replace("&", "&&"))
        action.triggered.connect(lambda _=False, rid=case.case: follow(rid))
    if len(listed) > CASES_LISTED:
        menu.addAction(f"and {len(listed) - CASES_LISTED:,} more").setEnabled(False)
