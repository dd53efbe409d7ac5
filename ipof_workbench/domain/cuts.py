"""Cutting words out of a text: what goes with them, so that the sentence around them stays one."""

from __future__ import annotations

from collections.abc import Sequence

from ipof_workbench.domain.text_edits import TextEdit

_BLANKS = " \t\u00a0\u2009\u202f"
_CLOSES = ",.;:!?)]}…"
"""Signs that no space stands before."""


def tidied(text: str, edits: Sequence[TextEdit]) -> list[TextEdit]:
    """Return edits of a text in which each cut (an empty replacement) takes the spaces that it would leave over.

    `edits` stand in their order, none overlapping another. Cuts with nothing but spaces between them become one: of
    the spaces on both sides of a cut those before it stay, none stays at the ends of a line, and none before a sign
    like a comma. Line breaks stay, for they part turns and paragraphs. What is no cut is returned as it is.
    """
    found: list[TextEdit] = []
    for edit in edits:
        before = found[-1] if found else None
        if not edit.replacement and before and not before.replacement and _is_blank(text[before.end : edit.start]):
            found[-1] = TextEdit(before.start, edit.end, "")
        else:
            found.append(edit)
    least = 0
    for at, edit in enumerate(found):
        if not edit.replacement and edit.start < edit.end:
            found[at] = _with_spaces(text, edit, least)
        least = found[at].end
    return found


def _with_spaces(text: str, cut: TextEdit, least: int) -> TextEdit:
    """Widen a cut over the spaces that go with it, leftwards not beyond `least`."""
    before, after = cut.start, cut.end
    while before > least and text[before - 1] in _BLANKS:
        before -= 1
    while after < len(text) and text[after] in _BLANKS:
        after += 1
    at_line_start = before == 0 or text[before - 1] == "\n"
    at_line_end = after == len(text) or text[after] == "\n"
    if at_line_end or (after == cut.end and text[after] in _CLOSES):
        return TextEdit(before, after, "")
    if before < cut.start or at_line_start:
        return TextEdit(cut.start, after, "")
    return cut


def _is_blank(words: str) -> bool:
    return all(sign in _BLANKS for sign in words)
