from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipof_workbench.domain.text_search import FindOptions, SearchableText

PLAIN = FindOptions()


def found(text: str, words: str, **how: bool) -> list[str]:
    """The words of the hits."""
    return [text[start:end] for start, end in SearchableText(text, FindOptions(**how)).find(words)]


@pytest.mark.parametrize(
    ("text", "words", "hits"),
    [
        ("The house. the HOUSE.", "house", ["house", "HOUSE"]),
        ("Die Straße, die STRASSE", "strasse", ["Straße", "STRASSE"]),
        ("Die Straße", "s", ["S"]),
        ("of\ufb01ce office", "office", ["of\ufb01ce", "office"]),
        ("ΟΔΟΣ οδός", "οδοσ", ["ΟΔΟΣ"]),
        ("\u0130stanbul", "\u0130STANBUL", ["\u0130stanbul"]),
        ("caf\u00e9 cafe\u0301 cafe", "caf\u00e9", ["caf\u00e9", "cafe\u0301"]),
        ("caf\u00e9 cafe\u0301 cafe", "cafe", ["cafe"]),
        ("\U0001f469\u200d\U0001f680 night \U0001f319", "\U0001f319", ["\U0001f319"]),
        ("one two\nthree\u00a0four", "two three four", ["two\nthree\u00a0four"]),
        ("aaaa", "aa", ["aa", "aa"]),
        ("anything", "", []),
        ("anything", "   ", []),
        ("", "x", []),
    ],
)
def test_hits_have_the_words_of_the_text(text: str, words: str, hits: list[str]) -> None:
    assert found(text, words) == hits


def test_case_can_matter() -> None:
    assert found("House house", "House", match_case=True) == ["House"]


def test_accents_can_be_ignored_and_come_with_their_letter() -> None:
    text = "caf\u00e9 cafe\u0301s cafe C\u00c4FE"
    assert found(text, "cafe", ignore_accents=True) == ["caf\u00e9", "cafe\u0301", "cafe", "C\u00c4FE"]
    assert found(text, "caf\u00e9", ignore_accents=True) == ["caf\u00e9", "cafe\u0301", "cafe", "C\u00c4FE"]


def test_whole_words_end_where_words_end() -> None:
    text = "the other, there; the_end the"
    assert SearchableText(text, FindOptions(whole_words=True)).find("the") == [(0, 3), (26, 29)]
    assert found("naïve nai\u0308ve", "na", whole_words=True) == []
    assert found("no (no) no.", "(no)", whole_words=True) == ["(no)"]


def test_places_after_signs_that_grow_are_places_of_the_text() -> None:
    text = "ß" * 1_000 + "here" + "\u0130" * 10 + "HERE"
    assert SearchableText(text, PLAIN).find("here") == [(1_000, 1_004), (1_014, 1_018)]


texts = st.text(
    st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from("aAeEsS ßéÉ\u0301\u0130ﬁﬀİ\n\u00a0")),
    max_size=60,
)


@given(texts, st.data())
def test_what_is_cut_out_of_a_text_is_found_where_it_was_cut(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    words = text[start:end]
    hits = SearchableText(text, PLAIN).find(words)
    alone = not unicodedata.combining(text[end : end + 1] or " ") and not unicodedata.combining(words[:1] or " ")
    if alone and words.strip() and unicodedata.normalize("NFD", words.casefold()).strip():
        assert any(low <= start < high or start <= low < end for low, high in hits)
    for low, high in hits:
        assert 0 <= low < high <= len(text)


@given(texts, texts, st.booleans(), st.booleans(), st.booleans())
def test_every_hit_folds_to_the_words_and_none_overlaps(
    text: str, words: str, case: bool, whole: bool, accents: bool
) -> None:
    options = FindOptions(case, whole, accents)
    hits = SearchableText(text, options).find(words)
    assert all(before[1] <= after[0] for before, after in pairwise(hits))
    for low, high in hits:
        assert SearchableText(text[low:high], options).find(words) == [(0, high - low)]


def test_no_more_places_are_found_than_anybody_walks_through() -> None:
    assert len(SearchableText("a" * 20_000, PLAIN).find("a")) == 5_000
    assert len(SearchableText("a" * 20_000, PLAIN).find("a", most=3)) == 3
