"""What the transcript view is told about stored turns and codings."""

from __future__ import annotations

from ipof_workbench.domain.appearance import RoleStyle, role_style
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.listings import CodingRow, ConfigurationRef, DocumentText
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


def coding_mark(
    row: CodingRow, current: Rid | None = None, partial: bool = False, choosing: bool = False
) -> CodingMark:
    """Return how a coding is painted.

    Args:
        row: the coding.
        current: the configuration under way.
        partial: whether a part of that one is missing.
        choosing: whether its element is being named just now.
    """
    thematic = row.element is None
    bears = shown_configuration(row, current)
    is_current = bears is not None and bears.configuration == current
    return CodingMark(
        key=row.coding,
        start=row.start,
        end=row.end,
        role_key=THEMATIC if thematic else row.role_key,
        letter="#" if thematic else row.letter,
        name=CHOOSING if choosing else (row.code_name if thematic else row.element_label),
        configuration=bears.number if bears else "",
        configuration_key=bears.configuration if bears else None,
        is_current=is_current,
        is_partial=is_current and partial,
    )
