"""What the transcript view is told about stored turns and codings."""

from __future__ import annotations

from collections.abc import Iterable

from ipof_workbench.domain.appearance import RoleStyle, role_style, stance_look
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.listings import CodingRow, ConfigurationRef, DocumentText, StatementRef
from ipof_workbench.ui.transcript.marks import CodingMark, TurnMark

THEMATIC = "thematic_code"
"""Stands where a role's key would, for codings with a thematic code."""
CHOOSING = "choosing…"


def thematic_style() -> RoleStyle:
    """Return the grey look of thematic codes."""
    return role_style(THEMATIC, "#", own_number=1)


def time_words(seconds: float | None) -> str:
    """Return “12:04” or “1:02:04”; empty without a time."""
    if seconds is None:
        return ""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes:02d}:{rest:02d}"


def turn_marks(text: DocumentText) -> list[TurnMark]:
    """Return the turns of a document as the view shows them (code points of the stored text)."""
    return [
        TurnMark(turn.start, turn.end, turn.words_start, turn.speaker, time_words(turn.seconds), turn.is_interviewer)
        for turn in text.turns
    ]


def shown_configuration(row: CodingRow, current: Rid | None) -> ConfigurationRef | None:
    """Return the configuration whose bracket holds a coding: the current one if it bears on that, else its first."""
    for held in row.configurations:
        if held.configuration == current:
            return held
    return row.configurations[0] if row.configurations else None


def statement_disc(number: str) -> str:
    """Return a statement's number as it stands in a disc, where a bare figure would be a configuration's."""
    return f"S{number}" if number[:1].isdigit() else number


def statement_key(statement: Rid) -> int:
    """Return the key by which a disc names a statement: negative, those of configurations are positive."""
    return -statement


def judgement_words(held: Iterable[ConfigurationRef | StatementRef]) -> str:
    """Return what a passage does to which claims: “supports S1, S4, challenges 7”."""
    numbers: dict[str, list[str]] = {}
    for one in held:
        number = statement_disc(one.number) if isinstance(one, StatementRef) else one.number
        numbers.setdefault(one.stance, []).append(number)
    return ", ".join(f"{stance_look(stance).words} {', '.join(those)}" for stance, those in numbers.items())


def coding_mark(
    row: CodingRow,
    current: Rid | None = None,
    partial: bool = False,
    choosing: bool = False,
    theory_code: Rid | None = None,
) -> CodingMark:
    """Return how a coding is painted.

    Args:
        row: the coding.
        current: the configuration under way.
        partial: whether a part of that one is missing.
        choosing: whether its element is being named just now.
        theory_code: the code that only says that a passage was judged: what it was judged as is the better name.
    """
    thematic = row.element is None
    bears = shown_configuration(row, current)
    is_current = bears is not None and bears.configuration == current
    name = row.code_name if thematic else row.element_label
    if thematic and row.code == theory_code:
        name = judgement_words([*row.statements, *row.configurations]) or name
    number, key = (bears.number, bears.configuration) if bears else ("", None)
    if bears is None and row.statements:
        number, key = statement_disc(row.statements[0].number), statement_key(row.statements[0].statement)
    return CodingMark(
        key=row.coding,
        start=row.start,
        end=row.end,
        role_key=THEMATIC if thematic else row.role_key,
        letter="#" if thematic else row.letter,
        name=CHOOSING if choosing else name,
        configuration=number,
        configuration_key=key,
        is_current=is_current,
        is_partial=is_current and partial,
    )
