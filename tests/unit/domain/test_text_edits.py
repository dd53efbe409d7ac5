"""Edits of a text: the new text, and where every passage stands in it."""

from __future__ import annotations

import random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ipof_workbench.domain.graphemes import joins
from ipof_workbench.domain.text import Span, normalise
from ipof_workbench.domain.text_differences import word_edits
from ipof_workbench.domain.text_edits import EditList, TextEdit, prepared

PIECES = [
    *("a", "b ", "é", "e\u0301", "\u0301", "😭", "👩‍👩‍👧", "\u200d", "👍🏽", "🏽", "🇬🇧", "🇬", "\n", "\t", "\xa0", "ש"),
    *("\u202e", "\ufeff", "\r\n", "\u2028", "각", "\u1100", "\u1161", "क्ष", "ก\u0e33", "word", "Anna"),
]
TEXTS = st.one_of(
    st.lists(st.sampled_from(PIECES), max_size=24).map("".join),
    st.text(alphabet=st.characters(codec=None, exclude_categories=()), max_size=40),
).map(normalise)


@st.composite
def texts_with_edits(draw: st.DrawFn) -> tuple[str, list[TextEdit]]:
    """Return a text and edits of it in their order, adjacent ones and insertions among them."""
    text = draw(TEXTS)
    places = sorted(draw(st.lists(st.integers(0, len(text)), max_size=10)))
    edits: list[TextEdit] = []
    for start, end in zip(places[::2], places[1::2], strict=False):
        if not edits or (edits[-1].start, edits[-1].end) != (start, end):
            edits.append(TextEdit(start, end, draw(TEXTS)))
    return text, edits


SPANS = st.tuples(st.integers(0, 40), st.integers(0, 40))


def span_of(text: str, ends: tuple[int, int]) -> Span | None:
    start, end = sorted(min(at, len(text)) for at in ends)
    return Span(start, end) if start < end else None


def words_with_edits(text: str, edits: EditList, span: Span) -> str:
    """Say what the words of a passage become, character by character: the plain way, to compare with."""
    parts: dict[tuple[int, int], str] = {(at, 1): text[at] for at in range(span.start, span.end)}
    for edit in edits:
        overlaps = edit.start < span.end and span.start < edit.end
        inside = edit.start == edit.end and span.start < edit.start < span.end
        if overlaps or inside:
            parts[(edit.start, 0)] = parts.get((edit.start, 0), "") + edit.replacement
        for at in range(edit.start, edit.end):
            parts.pop((at, 1), None)
    return "".join(words for _, words in sorted(parts.items()))


@settings(derandomize=True, deadline=None)
@given(texts_with_edits(), SPANS)
@example(("Anna said", [TextEdit(0, 4, "P01")]), (0, 4))
@example(("Anna said", [TextEdit(0, 4, "P01")]), (2, 9))
@example(("Anna said", [TextEdit(0, 4, "")]), (1, 3))
@example(("ab", [TextEdit(1, 1, "x")]), (0, 1))
@example(("ab", [TextEdit(1, 1, "x")]), (1, 2))
@example(("abcd", [TextEdit(1, 1, "x"), TextEdit(1, 3, "y"), TextEdit(3, 3, "z")]), (1, 3))
def test_a_passage_keeps_its_words_with_the_edits_inside_it(
    case: tuple[str, list[TextEdit]], ends: tuple[int, int]
) -> None:
    text, raw = case
    for edits in (EditList(raw), prepared(text, raw)):
        new, span = edits.apply(text), span_of(text, ends)
        if span is None:
            continue
        expected, moved = words_with_edits(text, edits, span), edits.moved(span)
        assert (moved.words_of(new) if moved else "") == expected
        assert 0 <= edits.kept(span) <= span.end - span.start


@settings(derandomize=True, deadline=None)
@given(texts_with_edits())
@example(("\ufeff"[1:] + "ab\ufeffc", [TextEdit(0, 1, ""), TextEdit(1, 2, "")]))
@example(("ab\ufeffc", [TextEdit(0, 2, "\ufeff")]))
@example(("🇬🇧🇫🇷", [TextEdit(1, 2, "")]))
@example(("e\u0301a", [TextEdit(0, 1, "o")]))
@example(("ea", [TextEdit(1, 1, "\u0301")]))
@example(("👩‍👧", [TextEdit(2, 3, "👦")]))
def test_prepared_edits_give_stored_text_and_cut_no_grapheme(case: tuple[str, list[TextEdit]]) -> None:
    text, raw = case
    edits = prepared(text, raw)
    new = edits.apply(text)
    assert normalise(new) == new
    grown = 0
    for edit in edits:
        for at in {edit.start, edit.end} - {0, len(text)}:
            assert not joins(text[at - 1], text[at])
        for at in {edit.start + grown, edit.start + grown + len(edit.replacement)} - {0, len(new)}:
            assert not joins(new[at - 1], new[at])
        grown += edit.growth
        assert text[edit.start : edit.end] != edit.replacement or len(edits) > 0
    plain = EditList(TextEdit(edit.start, edit.end, normalise(edit.replacement)) for edit in raw).apply(text)
    assert new == normalise(plain)


@settings(derandomize=True, deadline=None)
@given(texts_with_edits(), st.lists(st.integers(0, 40), max_size=6))
def test_turns_still_tile_the_text(case: tuple[str, list[TextEdit]], places: list[int]) -> None:
    text, raw = case
    edits = EditList(raw)
    new = edits.apply(text)
    boundaries = sorted({min(at, len(text)) for at in places})
    moved = [edits.moved_boundary(at) for at in boundaries]
    assert moved == sorted(moved)
    assert all(0 <= at <= len(new) for at in moved)


def test_what_is_inserted_at_a_boundary_belongs_to_the_turn_after_it() -> None:
    edits = EditList([TextEdit(3, 3, "new ")])
    assert edits.moved_boundary(3) == 3
    assert edits.moved_boundary(4) == 8
    assert EditList([TextEdit(2, 5, "xx")]).moved_boundary(3) == 4
    assert EditList([TextEdit(2, 5, "x")]).moved_boundary(5) == 3


@settings(derandomize=True, deadline=None)
@given(TEXTS, TEXTS)
@example("Anna said so.\nYes.\n", "P01 said so.\nYes, yes.\n")
@example("", "new")
@example("gone", "")
def test_the_difference_of_two_texts_makes_the_one_of_the_other(old: str, new: str) -> None:
    edits = word_edits(old, new)
    assert EditList(edits).apply(old) == new
    assert prepared(old, edits).apply(old) == new
    assert bool(edits) == (old != new)


def test_a_difference_is_told_in_whole_words() -> None:
    old = "P01: I talked to Anna Smith.\nThen I went.\nHome."
    new = "P01: I talked to Kim.\nThen I went.\nHome again."
    assert word_edits(old, new) == (TextEdit(17, 27, "Kim"), TextEdit(46, 46, " again"))


def test_a_difference_in_one_long_paragraph_takes_no_time() -> None:
    dice = random.Random(5)
    words = [f"word{int(dice.paretovariate(0.8))}" for _ in range(20_000)]  # few words often, many seldom, as in speech
    other = list(words)
    other[5_000], other[15_000] = "Anna", "Ben"
    edits = word_edits(" ".join(words), " ".join(other))
    assert [edit.replacement for edit in edits] == ["Anna", "Ben"]


@pytest.mark.parametrize(
    "edits",
    [
        [TextEdit(3, 2, "")],
        [TextEdit(-1, 2, "")],
        [TextEdit(0, 2, ""), TextEdit(1, 3, "")],
        [TextEdit(4, 5, ""), TextEdit(1, 3, "")],
        [TextEdit(2, 2, "a"), TextEdit(2, 2, "b")],
    ],
)
def test_edits_that_cannot_be_told_apart_are_refused(edits: list[TextEdit]) -> None:
    with pytest.raises(ValueError, match=r"overlap|not a stretch"):
        EditList(edits)


def test_an_edit_beyond_the_text_is_refused() -> None:
    for refused in (EditList([TextEdit(1, 9, "")]).apply, lambda text: prepared(text, [TextEdit(1, 9, "")])):
        with pytest.raises(ValueError, match="reaches to 9"):
            refused("short")
