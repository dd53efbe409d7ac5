"""Editing stored texts: a list of edits makes a new text, and says where every passage of the old one stands in it.

All positions are half-open `[start, end)` code points of the old text. A passage keeps exactly its words: what is
replaced inside it is replaced in it, an end inside a replaced stretch grows to the whole replacement, what is inserted
at its ends stays outside.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from ipof_workbench.domain.graphemes import joins
from ipof_workbench.domain.text import Span, normalise


@dataclass(frozen=True, slots=True, order=True)
class TextEdit:
    """`[start, end)` of the old text gives way to `replacement`; equal ends insert, an empty replacement deletes."""

    start: int
    end: int
    replacement: str

    @property
    def growth(self) -> int:
        """How many characters longer the text becomes."""
        return len(self.replacement) - (self.end - self.start)


class EditList:
    """Edits of one text in their order, none overlapping another.

    Raises:
        ValueError: the edits are out of order, overlap, or insert twice at one place.
    """

    def __init__(self, edits: Iterable[TextEdit]) -> None:
        self.edits: tuple[TextEdit, ...] = tuple(edits)
        for edit in self.edits:
            if not 0 <= edit.start <= edit.end:
                raise ValueError(f"not a stretch of a text: {edit.start} to {edit.end}")
        for one, other in zip(self.edits, self.edits[1:], strict=False):
            if other.start < one.end or (one.start, one.end) == (other.start, other.end):
                raise ValueError(f"edits overlap at {other.start}")
        self._starts = [edit.start for edit in self.edits]
        self._ends = [edit.end for edit in self.edits]
        self._before = [0, *accumulate(edit.growth for edit in self.edits)]

    @classmethod
    def in_order(cls, edits: Iterable[TextEdit]) -> EditList:
        """Return the edits sorted by their place; raises `ValueError` as the constructor."""
        return cls(sorted(edits, key=lambda edit: (edit.start, edit.end)))

    def __len__(self) -> int:
        return len(self.edits)

    def __iter__(self) -> Iterator[TextEdit]:
        return iter(self.edits)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, EditList) and self.edits == other.edits

    def __hash__(self) -> int:
        return hash(self.edits)

    def apply(self, text: str) -> str:
        """Return the new text.

        Raises:
            ValueError: an edit reaches over the end of the text.
        """
        if self._ends and self._ends[-1] > len(text):
            raise ValueError(f"the text has {len(text)} characters, an edit reaches to {self._ends[-1]}")
        parts, at = [], 0
        for edit in self.edits:
            parts += [text[at : edit.start], edit.replacement]
            at = edit.end
        return "".join([*parts, text[at:]])

    def moved(self, span: Span) -> Span | None:
        """Return where a passage of the old text stands in the new one, or None where nothing of it is left."""
        first, last = bisect_right(self._ends, span.start), bisect_left(self._starts, span.end)
        start, end = span.start, span.end
        if first < last:
            start, end = min(start, self._starts[first]), max(end, self._ends[last - 1])
        start, end = start + self._before[first], end + self._before[last]
        return Span(start, end) if start < end else None

    def moved_boundary(self, at: int) -> int:
        """Return where a boundary between two turns stands in the new text: what is inserted there comes after it,
        what replaces a stretch around it comes before it."""
        passed = bisect_right(self._ends, at)
        if passed and self._starts[passed - 1] == self._ends[passed - 1] == at:
            passed -= 1
        elif passed < len(self.edits) and self._starts[passed] < at:
            return self._ends[passed] + self._before[passed + 1]
        return at + self._before[passed]

    def touched(self, span: Span) -> tuple[TextEdit, ...]:
        """Return the edits inside or across the ends of a passage."""
        return self.edits[bisect_right(self._ends, span.start) : bisect_left(self._starts, span.end)]

    def kept(self, span: Span) -> int:
        """Return how many characters of a passage no edit replaces."""
        gone = sum(min(edit.end, span.end) - max(edit.start, span.start) for edit in self.touched(span))
        return span.end - span.start - gone


def prepared(text: str, edits: Iterable[TextEdit]) -> EditList:
    """Return edits as they can be stored: in order, normalised, without those that change nothing, and never cutting
    an accent, an emoji or a syllable in two, neither in the old text nor in the new one.

    Raises:
        ValueError: an edit lies outside the text, or two overlap.
    """
    ordered = EditList.in_order(TextEdit(edit.start, edit.end, normalise(edit.replacement)) for edit in edits)
    if ordered.edits and ordered.edits[-1].end > len(text):
        raise ValueError(f"the text has {len(text)} characters, an edit reaches to {ordered.edits[-1].end}")
    changing = [edit for edit in ordered if text[edit.start : edit.end] != edit.replacement]
    return EditList(_without_a_mark_at_the_start(text, _whole(text, changing)))


def _whole(text: str, edits: Sequence[TextEdit]) -> list[TextEdit]:
    """Widen edits until their ends are ends of graphemes before and after; those that meet there become one."""
    found: list[TextEdit] = []
    for at, edit in enumerate(edits):
        limit = edits[at + 1].start if at + 1 < len(edits) else len(text)
        wide = _widened_right(text, edit, limit)
        while _is_cut_left(text, found, wide):
            if found and found[-1].end == wide.start:
                before = found.pop()
                wide = TextEdit(before.start, wide.end, before.replacement + wide.replacement)
            elif wide.start:
                wide = TextEdit(wide.start - 1, wide.end, text[wide.start - 1] + wide.replacement)
            else:
                break
        found.append(wide)
    return found


def _is_cut_left(text: str, found: Sequence[TextEdit], edit: TextEdit) -> bool:
    """Tell whether the beginning of an edit lies within a grapheme of the old text, or of the new one."""
    if 0 < edit.start < len(text) and joins(text[edit.start - 1], text[edit.start]):
        return True
    left = _left_of(text, found, edit.start)
    right = (edit.replacement + text[edit.end : edit.end + 1])[:1]
    return bool(left and right) and joins(left, right)


def _left_of(text: str, found: Sequence[TextEdit], start: int) -> str:
    """Return the character that stands before a place in the new text."""
    for edit in reversed(found):
        if edit.end < start:
            break
        if edit.replacement:
            return edit.replacement[-1]
        start = edit.start
    return text[start - 1] if start else ""


def _widened_right(text: str, edit: TextEdit, limit: int) -> TextEdit:
    """Take characters after an edit in as long as they belong to the grapheme at its end; not beyond `limit`."""
    start, end, replacement = edit.start, edit.end, edit.replacement
    while end < limit:
        left = replacement[-1:] or (text[start - 1] if start else "")
        cuts_old = end > 0 and joins(text[end - 1], text[end])
        if not (cuts_old or (left and joins(left, text[end]))):
            break
        replacement += text[end]
        end += 1
    return TextEdit(start, end, replacement)


def _without_a_mark_at_the_start(text: str, edits: list[TextEdit]) -> list[TextEdit]:
    """Let a byte-order mark that would come to stand at the start of the text go with what stood before it."""
    while edits and edits[0].start == 0 and EditList(edits).apply(text)[:1] == "\ufeff":
        first, rest = edits[0], edits[1:]
        if rest and rest[0].start == first.end:
            edits = [TextEdit(0, rest[0].end, first.replacement + rest[0].replacement), *rest[1:]]
        elif first.replacement:
            edits = [TextEdit(0, first.end, first.replacement.lstrip("\ufeff")), *rest]
        else:
            edits = [TextEdit(0, first.end + 1, ""), *rest]
    return edits
