"""What the transcript view is told about stored turns and codings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from dataclasses import replace

from ipof_workbench.domain.appearance import ROLE_COLOURS, ROLE_STYLES, RoleStyle, role_style, stance_look
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.listings import CodingRow, ConfigurationRef, DocumentText, StatementRef
from ipof_workbench.ui.coding.seeing import Highlight, Seeing
from ipof_workbench.ui.transcript.marks import CodingMark, TurnMark

THEMATIC = "thematic_code"
"""Stands where a role's key would, for codings with a thematic code."""
CHOOSING = "choosing…"
EVERYTHING_SEEN = Seeing()
_ANALYST_COLOURS = ("blue", "vermilion", "green", "purple", "amber", "grey", "sky", "yellow", "silver", "ink")
_ANALYST_LINES = ("context", "mechanism", "outcome", "mechanism_reasoning", "mechanism_resource", "actor")


def thematic_style() -> RoleStyle:
    """Return the grey look of thematic codes."""
    return role_style(THEMATIC, "#", own_number=1)


def analyst_key(analyst: Rid) -> str:
    """Return what stands where a role's key would, for codings in the colours of analysts."""
    return f"analyst:{analyst}"


def analyst_styles(analysts: Sequence[tuple[Rid, str, str]]) -> dict[str, RoleStyle]:
    """Return the looks of analysts (rid, name, initials) by their key: colour, letters and line of each."""
    found: dict[str, RoleStyle] = {}
    for number, (rid, name, initials) in enumerate(analysts):
        line = ROLE_STYLES[_ANALYST_LINES[number % len(_ANALYST_LINES)]]
        _, light, dark = ROLE_COLOURS[_ANALYST_COLOURS[number % len(_ANALYST_COLOURS)]]
        key = analyst_key(rid)
        letters = _letters(name, initials, rid, {style.letter for style in found.values()})
        found[key] = replace(line, key=key, letter=letters, light=light, dark=dark)
    return found


def _letters(name: str, initials: str, rid: Rid, taken: Set[str]) -> str:
    """Return the one or two letters of an analyst in flags and names; nobody else has them."""
    first = initials or "".join(word[0] for word in name.split())
    wishes = (first[:2], name[:2], str(rid))
    return next((wish.upper() for wish in wishes if wish.strip() and wish.upper() not in taken), str(rid))


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
    seeing: Seeing = EVERYTHING_SEEN,
    analyst_letter: str = "",
) -> CodingMark:
    """Return how a coding is painted.

    Args:
        row: the coding.
        current: the configuration under way.
        partial: whether a part of that one is missing.
        choosing: whether its element is being named just now.
        theory_code: the code that only says that a passage was judged: what it was judged as is the better name.
        seeing: which codings are marked in the words, and in whose colours.
        analyst_letter: the letters of who made it, where analysts give the colours.
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
    role_key, letter = (THEMATIC, "#") if thematic else (row.role_key, row.letter)
    by_analyst = seeing.highlight is Highlight.ANALYST
    if by_analyst:
        role_key, letter = analyst_key(row.analyst), analyst_letter
    return CodingMark(
        row.coding,
        row.start,
        row.end,
        role_key,
        letter,
        CHOOSING if choosing else name,
        number,
        key,
        is_current,
        is_current and partial,
        seeing.is_lit(row),
        thematic and not by_analyst,
    )
