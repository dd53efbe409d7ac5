"""Stored offsets are code points, the screen counts UTF-16 units; nothing may be lost between the two."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QTextBoundaryFinder
from PySide6.QtGui import QTextCursor, QTextDocument

from ipof_workbench.ui.text_offsets import TextMap

FAMILY = "👩\u200d👩\u200d👧"
PIECES = [
    "a",
    "Z",
    " ",
    "\n",
    "é",
    "e\u0301",
    "o\u0308\u0323",
    "😀",
    FAMILY,
    "🇬🇧",
    "👍🏽",
    "𝔘",
    "क्षि",
    "한",
    "\u00a0",
    "“",
    "©",
]

texts = st.lists(st.sampled_from(PIECES), max_size=60).map("".join)


@st.composite
def texts_with_hidden(draw: st.DrawFn) -> tuple[str, list[tuple[int, int]]]:
    text = draw(texts)
    bound = st.integers(0, len(text))
    hidden = draw(st.lists(st.tuples(bound, bound).map(lambda pair: tuple(sorted(pair))), max_size=5))
    return text, [(start, end) for start, end in hidden]


def utf16_length(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def all_boundaries(text: str) -> set[int]:
    """The grapheme boundaries as code points, found over the whole text at once."""
    finder = QTextBoundaryFinder(QTextBoundaryFinder.BoundaryType.Grapheme, text)
    units = {0}
    while (position := finder.toNextBoundary()) >= 0:
        units.add(position)
    return {n for n in range(len(text) + 1) if utf16_length(text[:n]) in units}


@given(texts_with_hidden())
def test_the_display_is_the_text_without_its_hidden_ranges(drawn):
    text, hidden = drawn
    gone = {i for start, end in hidden for i in range(start, end)}
    assert TextMap(text, hidden).display == "".join(sign for i, sign in enumerate(text) if i not in gone)


@given(texts_with_hidden())
def test_every_stored_position_is_displayed_after_exactly_the_units_before_it(drawn):
    text, hidden = drawn
    gone = {i for start, end in hidden for i in range(start, end)}
    mapped = TextMap(text, hidden)
    for offset in range(len(text) + 1):
        before = "".join(text[i] for i in range(offset) if i not in gone)
        assert mapped.to_view(offset) == utf16_length(before)


@given(texts_with_hidden())
def test_a_displayed_character_goes_to_the_screen_and_back_to_itself(drawn):
    text, hidden = drawn
    gone = {i for start, end in hidden for i in range(start, end)}
    mapped = TextMap(text, hidden)
    for offset in range(len(text)):
        if offset not in gone:
            assert mapped.start_to_text(mapped.to_view(offset)) == offset
            assert mapped.end_to_text(mapped.to_view(offset + 1)) == offset + 1


@given(texts_with_hidden(), st.data())
def test_a_selection_covers_whole_graphemes_and_all_that_was_selected(drawn, data):
    text, hidden = drawn
    mapped = TextMap(text, hidden)
    size = utf16_length(mapped.display)
    anchor, position = data.draw(st.integers(0, size)), data.draw(st.integers(0, size))
    span = mapped.span_to_text(anchor, position)
    if anchor == position:
        assert span is None
    elif span is not None:
        assert set(span) <= all_boundaries(text)
        first, last = sorted((anchor, position))
        assert mapped.to_view(span[0]) <= first
        assert mapped.to_view(span[1]) >= last
        assert mapped.span_to_text(position, anchor) == span


@given(texts, st.data())
def test_snapping_moves_no_further_than_the_nearest_boundary(text, data):
    offset = data.draw(st.integers(0, len(text)))
    boundaries = all_boundaries(text)
    mapped = TextMap(text)
    assert mapped.grapheme_before(offset) == max(n for n in boundaries if n <= offset)
    assert mapped.grapheme_after(offset) == min(n for n in boundaries if n >= offset)


def test_a_family_emoji_is_never_cut():
    text = f"so {FAMILY} there"
    mapped = TextMap(text)
    inside = mapped.to_view(5)
    assert mapped.span_to_text(inside, inside + 1) == (3, 3 + len(FAMILY))


def test_snapping_stays_right_far_inside_a_long_run_of_emoji():
    text = "a" + "🇬🇧" * 200 + "b"
    mapped = TextMap(text)
    assert mapped.grapheme_before(2 + 2 * 150) == 1 + 2 * 150
    assert mapped.grapheme_after(2 + 2 * 150) == 1 + 2 * 151


def test_the_positions_are_those_of_the_toolkits_own_cursor(qapp):
    text = f"P04: One 😀 two {FAMILY}\n\nINT: three"
    hidden = [(0, 5), (text.index("INT"), text.index("three"))]
    mapped = TextMap(text, hidden)
    document = QTextDocument(mapped.display)
    for word in ("One", "two", "three"):
        cursor = QTextCursor(document)
        first, last = mapped.span_to_view(text.index(word), text.index(word) + len(word))
        cursor.setPosition(first)
        cursor.setPosition(last, QTextCursor.MoveMode.KeepAnchor)
        assert cursor.selectedText() == word


def test_a_selection_beside_a_hidden_label_leaves_the_label_out():
    text = "INT: Why?\nP04: Because."
    label = text.index("P04")
    mapped = TextMap(text, [(0, 5), (label, label + 5)])
    assert mapped.display == "Why?\nBecause."
    assert mapped.span_to_text(0, 5) == (5, label)
    assert mapped.span_to_text(5, 13) == (label + 5, len(text))


@pytest.mark.parametrize("view", [-5, 99])
def test_positions_outside_the_display_are_clipped(view):
    mapped = TextMap("word")
    assert mapped.to_text(view) == (0 if view < 0 else 4)
    assert mapped.to_view(view) == (0 if view < 0 else 4)
