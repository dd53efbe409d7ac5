"""Sentences: marks, abbreviations, quotes, line breaks, scripts without spaces, and any text at all."""

from __future__ import annotations

import time
from itertools import islice

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ipof_workbench.domain import sentence_spans as sentence_spans_module
from ipof_workbench.domain.sentence_spans import sentence_spans, sentences_around, sentences_of


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("   \n\t ", []),
        ("No full stop", ["No full stop"]),
        ("I left. She stayed.", ["I left.", "She stayed."]),
        ("Really? Yes! Good.", ["Really?", "Yes!", "Good."]),
        ("What?! He said so.", ["What?!", "He said so."]),
        ("Dr. Smith and Mrs. Jones came. They left.", ["Dr. Smith and Mrs. Jones came.", "They left."]),
        ("Forums, e.g. Mumsnet, help. I read them.", ["Forums, e.g. Mumsnet, help.", "I read them."]),
        ("It cost 3.50 pounds. Too much.", ["It cost 3.50 pounds.", "Too much."]),
        ("Did you? No. Never.", ["Did you?", "No.", "Never."]),
        ("See No. 5 on the list. Then go.", ["See No. 5 on the list.", "Then go."]),
        ("J. R. Smith wrote it. I read it.", ["J. R. Smith wrote it.", "I read it."]),
        ("He knew, and so did I. We went.", ["He knew, and so did I.", "We went."]),
        ("Apps, sites, etc. They help.", ["Apps, sites, etc.", "They help."]),
        ("Apps, sites, etc. I use them.", ["Apps, sites, etc. I use them."]),
        ("I was thinking… well, no. Yes.", ["I was thinking… well, no.", "Yes."]),
        ("And then… I left. Home.", ["And then… I left.", "Home."]),
        ("I waited... Nobody came.", ["I waited...", "Nobody came."]),
        ("I waited... I mean it.", ["I waited... I mean it."]),
        ("“Stop!” she said. “Why?” He left.", ["“Stop!” she said.", "“Why?”", "He left."]),
        ('He said "no." Then he left.', ['He said "no."', "Then he left."]),
        ("(It was late.) We slept.", ["(It was late.)", "We slept."]),
        ("A line\nthat goes on. Next", ["A line\nthat goes on.", "Next"]),
        ("A heading\nAnd a line", ["A heading", "And a line"]),
        ("It ended.\nthen small letters", ["It ended.", "then small letters"]),
        ("One\n\ntwo", ["One", "two"]),
        ("1. First thing\n2. Second thing", ["1. First thing", "2. Second thing"]),
        ("今日は雨です。明日は晴れ！本当？はい", ["今日は雨です。", "明日は晴れ！", "本当？", "はい"]),
        ("他说：「好。」然后走了。", ["他说：「好。」", "然后走了。"]),
        ("هل أنت بخير؟ نعم. شكرا", ["هل أنت بخير؟", "نعم.", "شكرا"]),
        ("वह गया। मैं रुका।", ["वह गया।", "मैं रुका।"]),
        ("¿Vienes? ¡Claro! ¿Y tú?", ["¿Vienes?", "¡Claro!", "¿Y tú?"]),
        ("Das ist z.B. so. Ja.", ["Das ist z.B. so.", "Ja."]),
        ("I left. ... Then back.", ["I left. ...", "Then back."]),
        ("See www.example.org for more. Thanks.", ["See www.example.org for more.", "Thanks."]),
    ],
)
def test_the_sentences_of_a_text(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_a_part_of_a_text_is_split_as_if_it_stood_alone() -> None:
    text = "Cut. One here. Two here. Rest."
    assert [text[a:b] for a, b in sentence_spans(text, 5, 24)] == ["One here.", "Two here."]


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (0, 0, "First one."),
        (3, 5, "First one."),
        (10, 10, "First one."),
        (11, 11, "Second one."),
        (8, 14, "First one. Second one."),
        (24, 24, "Third"),
        (28, 28, "Third"),
    ],
)
def test_the_sentences_that_a_range_touches(start: int, end: int, expected: str) -> None:
    text = "First one. Second one. Third"
    first, last = sentences_around(text, start, end)
    assert text[first:last] == expected


def test_where_there_is_no_sentence_the_range_stays() -> None:
    assert sentences_around("   ", 1, 2) == (1, 2)


@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from(list('.!?… \n"”’I.aZ。')))))
def test_any_text_is_covered_in_order_without_overlap(text: str) -> None:
    at = 0
    for start, end in sentence_spans(text):
        assert at <= start < end <= len(text)
        assert not text[at:start].strip()
        assert text[start:end] == text[start:end].strip()
        at = end
    assert not text[at:].strip()


@given(st.text(alphabet=st.sampled_from(list("ab. I?\n…”")), max_size=60), st.data())
def test_growing_a_range_never_shrinks_it(text: str, data: st.DataObject) -> None:
    end = data.draw(st.integers(0, len(text)))
    start = data.draw(st.integers(0, end))
    first, last = sentences_around(text, start, end)
    if start < end:
        assert first <= start
        assert last >= end
    assert 0 <= first <= last <= len(text)


def test_a_paragraph_of_600000_characters_is_split_at_once() -> None:
    text = "Somebody wrote back within the hour, e.g. at night. " * 11_600
    began = time.perf_counter()
    assert len(sentence_spans(text)) == 11_600
    assert time.perf_counter() - began < 2


TEXTS = st.text(alphabet="abcIAD. \n!?…。-–’”“(12", max_size=60)


@settings(derandomize=True, deadline=None, max_examples=400)
@given(TEXTS)
def test_what_plainly_ends_is_what_the_whole_rule_says(text: str) -> None:
    begin = 0
    for stop in sentence_spans_module._END.finditer(text):  # noqa: SLF001
        if sentence_spans_module._plainly_ends(text, begin, stop.start(), stop.end(), len(text)):  # noqa: SLF001
            assert sentence_spans_module._ends_sentence(text, begin, stop, len(text))  # noqa: SLF001
        if sentence_spans_module._ends_sentence(text, begin, stop, len(text)):  # noqa: SLF001
            begin = stop.end()


@settings(derandomize=True, deadline=None)
@given(st.lists(st.sampled_from([*sentence_spans_module._SPECIAL, "I", "Ann", "night", "it", "3"]), max_size=8))  # noqa: SLF001
def test_abbreviations_do_not_end_a_sentence_plainly(words: list[str]) -> None:
    text = " ".join(f"{word}. Then" for word in words)
    for stop in sentence_spans_module._END.finditer(text):  # noqa: SLF001
        if sentence_spans_module._plainly_ends(text, 0, stop.start(), stop.end(), len(text)):  # noqa: SLF001
            assert sentence_spans_module._ends_sentence(text, 0, stop, len(text))  # noqa: SLF001


@settings(derandomize=True, deadline=None)
@given(TEXTS, st.integers(0, 5))
def test_sentences_come_one_by_one_as_they_come_all_at_once(text: str, first: int) -> None:
    assert list(islice(sentences_of(text), first)) == sentence_spans(text)[:first]
