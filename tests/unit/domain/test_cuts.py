"""Cutting words out: the space that they leave over goes with them, and nothing else does."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ipof_workbench.domain.cuts import tidied
from ipof_workbench.domain.names import NameFinder, NameReplacement
from ipof_workbench.domain.text import Span
from ipof_workbench.domain.text_edits import EditList, TextEdit, prepared

TEXTS = st.text(alphabet="Annbe \t\u00a0\n,.é\u0301", max_size=40)
CUT = NameFinder([NameReplacement("Ann", ""), NameReplacement("b", "", whole_word=False)])
MIXED = NameFinder([NameReplacement("Ann", "", whole_word=False), NameReplacement("b", "P1")])
BLANKS = " \t\u00a0"


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("I saw Ann there", "I saw there"),
        ("Ann came", "came"),
        ("said Ann", "said"),
        ("I asked Ann, and", "I asked, and"),
        ("He asked Ann.", "He asked."),
        ("Ann, come", ", come"),
        ("(Ann)", "()"),
        ("one\nAnn\ntwo", "one\n\ntwo"),
        ("one Ann\nAnn two", "one\ntwo"),
        ("I saw Ann Ann there", "I saw there"),
        ("I saw Ann  Ann, there", "I saw, there"),
        ("I  saw  Ann  there", "I  saw  there"),
        ("  Ann came", "  came"),
        ("Ann", ""),
        ("Annie and Joann", "Annie and Joann"),
        ("Ben Ann came", "P02 came"),
        ("Ben Ann, then", "P02, then"),
        ("met Ann Ben", "met P02"),
    ],
)
def test_the_space_that_is_left_over_goes_with_the_words(text: str, left: str) -> None:
    finder = NameFinder([NameReplacement("Ann", ""), NameReplacement("Ben", "P02")])
    assert finder.replaced(text) == left


def test_half_a_word_takes_no_space() -> None:
    finder = NameFinder([NameReplacement("anti", "", whole_word=False)])
    assert finder.replaced("an antibody test") == "an body test"


def test_what_is_no_cut_stays_as_it_is() -> None:
    edits = [TextEdit(0, 3, "P01"), TextEdit(4, 4, "x"), TextEdit(4, 7, "P02")]
    assert tidied("Ann Ben", edits) == edits


@settings(derandomize=True, deadline=None)
@given(TEXTS, st.sampled_from([CUT, MIXED]))
def test_nothing_but_the_words_and_spaces_goes(text: str, finder: NameFinder) -> None:
    places = list(finder.places(text))
    plain = EditList.in_order(
        TextEdit(place.start, place.end, finder.replacements[place.replacement].new) for place in places
    ).apply(text)
    tidy = EditList(finder.edits(text, places)).apply(text)
    assert [sign for sign in tidy if sign not in BLANKS] == [sign for sign in plain if sign not in BLANKS]
    assert tidy.count("\n") == text.count("\n")
    assert len(tidy) <= len(plain)
    if not any(finder.replacements[place.replacement].is_cut for place in places):
        assert tidy == plain


@settings(derandomize=True, deadline=None)
@given(TEXTS.filter(bool), st.data())
def test_passages_beside_a_cut_keep_their_words_exactly(text: str, data: st.DataObject) -> None:
    edits = prepared(text, MIXED.edits(text, MIXED.places(text)))
    start = data.draw(st.integers(0, len(text) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(text))))
    moved = edits.moved(span)
    new = edits.apply(text)
    if moved is not None and not edits.touched(span):
        assert moved.words_of(new) == span.words_of(text)
    elif moved is None:
        assert edits.kept(span) == 0
    else:
        assert 0 <= moved.start < moved.end <= len(new)


@settings(derandomize=True, deadline=None)
@given(TEXTS)
def test_no_two_spaces_meet_where_words_were_cut_out(text: str) -> None:
    edits = CUT.edits(text, CUT.places(text))
    new, grown = EditList(edits).apply(text), 0
    for edit in edits:
        at = edit.start + grown
        before, after = new[at - 1 : at] if at else "", new[at : at + 1]
        assert not (before and before in BLANKS and (not after or after in f"{BLANKS}\n"))
        grown += edit.growth
