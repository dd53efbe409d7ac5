"""Rules of auto-coding: which spans of a text they propose."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipof_workbench.domain.auto_coding import (
    AutoRule,
    By,
    TurnSpan,
    Unit,
    answers_to,
    is_covered,
    is_heading,
    proposal,
    trimmed,
    turn_spans,
    units_around,
)
from ipof_workbench.domain.errors import UsageError

TEXT = "INT: How was night?\nAnn: Quiet. I slept well.\nBo: Loud.\nINT: And the day?\nAnn: Fine, Dr. Gray says.\n"


def turns_of(text: str) -> list[TurnSpan]:
    found, start = [], 0
    for line in text.splitlines(keepends=True):
        speaker = line.partition(": ")[0]
        found.append(TurnSpan(start, start + len(speaker) + 2, start + len(line), speaker == "INT", speaker))
        start += len(line)
    return found


TURNS = turns_of(TEXT)


def words(spans: list[tuple[int, int]], text: str = TEXT) -> list[str]:
    return [text[start:end] for start, end in spans]


def hits(word: str, text: str = TEXT) -> list[tuple[int, int]]:
    return [(at, at + len(word)) for at in range(len(text)) if text.startswith(word, at)]


def test_turns_are_their_words_without_interviewers() -> None:
    assert words(list(turn_spans(TEXT, TURNS, False))) == ["Quiet. I slept well.", "Loud.", "Fine, Dr. Gray says."]
    assert len(list(turn_spans(TEXT, TURNS, True))) == 5


def test_answers_are_all_turns_up_to_the_next_question() -> None:
    assert words(answers_to(TEXT, TURNS, "NIGHT how", False)) == ["Quiet. I slept well.", "Loud."]
    assert words(answers_to(TEXT, TURNS, "day", True)) == ["And the day?", "Fine, Dr. Gray says."]
    assert answers_to(TEXT, TURNS, "slept", False) == []


def test_a_text_without_turns_is_taken_by_its_headings() -> None:
    text = "Notes\n\nThe night ward\nIt was quiet.\nVery quiet.\n\nThe day ward\nIt was loud.\n"
    assert words(answers_to(text, [], "night", False), text) == ["It was quiet.\nVery quiet."]
    assert words(answers_to(text, [], "ward", False), text) == ["It was quiet.\nVery quiet.", "It was loud."]
    assert answers_to(text, [], "loud", False) == []
    assert [is_heading(line) for line in ("Night?", "It was quiet.", "", "x" * 200)] == [True, False, False, False]


@pytest.mark.parametrize(
    ("unit", "expected"),
    [
        (Unit.WORDS, ["slept"]),
        (Unit.SENTENCE, ["I slept well."]),
        (Unit.TURN, ["Quiet. I slept well."]),
    ],
)
def test_a_hit_codes_its_words_its_sentence_or_its_turn(unit: Unit, expected: list[str]) -> None:
    assert words(units_around(TEXT, TURNS, hits("slept"), unit, False, False)) == expected


def test_hits_in_turns_of_interviewers_are_left_out_unless_asked() -> None:
    assert units_around(TEXT, TURNS, hits("night"), Unit.TURN, False, False) == []
    assert words(units_around(TEXT, TURNS, hits("night"), Unit.TURN, False, True)) == ["How was night?"]


def test_two_hits_in_one_sentence_propose_it_once() -> None:
    spans = units_around(TEXT, TURNS, [*hits("Fine"), *hits("Gray")], Unit.SENTENCE, False, False)
    assert words(spans) == ["Fine, Dr. Gray says."]


def test_without_turns_an_answer_is_whole_and_a_document_has_paragraphs() -> None:
    text = "First line here.\nSecond line there.\n"
    assert words(units_around(text, [], hits("there", text), Unit.TURN, True, False), text) == [text.strip()]
    assert words(units_around(text, [], hits("there", text), Unit.TURN, False, False), text) == ["Second line there."]


def test_a_proposal_shows_what_stands_around_it_on_one_line() -> None:
    start = TEXT.index("I slept")
    found = proposal(7, TEXT, (start, start + 7), True)
    assert found == (7, start, start + 7, "I slept", "Ann: Quiet. ", " well.", True)
    long = proposal(7, "x" * 1000, (0, 1000), False)
    assert len(long.quote) == 401


def test_rules_say_what_they_go_by() -> None:
    rules = {
        AutoRule(By.SPEAKER, "Denise"): "speaker Denise",
        AutoRule(By.SPEAKER, role="moderator"): "speakers in the role moderator",
        AutoRule(By.QUESTION, "night"): "answers to questions with night",
        AutoRule(By.COLUMN, "What helped?", question=3): "answers to What helped?",
        AutoRule(By.SEARCH, "night*", unit=Unit.SENTENCE): "sentences with night*",
        AutoRule(By.SEARCH, "night", unit=Unit.WORDS): "words with night",
    }
    assert [rule.described for rule in rules] == list(rules.values())
    for rule, sentence in (
        (AutoRule(By.SPEAKER), "Choose a speaker or a role first."),
        (AutoRule(By.COLUMN, "x"), "Choose a question of the survey first."),
        (AutoRule(By.SEARCH, " ?! "), "Write at least one letter or digit to look for."),
        (AutoRule(By.QUESTION, ""), "Write at least one letter or digit to look for."),
    ):
        with pytest.raises(UsageError, match=sentence.replace("?", r"\?")):
            rule.checked()


def test_a_passage_within_a_larger_one_is_covered() -> None:
    assert is_covered([(3, 9)], (3, 9))
    assert is_covered([(0, 2), (3, 9)], (4, 8))
    assert not is_covered([(3, 9)], (3, 10))


@given(st.text(st.sampled_from(list("ab. \n?…é😭")), max_size=60), st.data())
def test_whatever_the_text_units_are_spans_of_it_that_hold_words(text: str, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=4)) | {0, len(text)})
    turns = [TurnSpan(a, min(b, a + 1), b, bool(at % 2)) for at, (a, b) in enumerate(pairwise(cuts))]
    turns = data.draw(st.sampled_from([turns, []]))
    found = [(at, at + 1) for at, sign in enumerate(text) if sign == "a"]
    for unit in Unit:
        for interviewers in (False, True):
            for start, end in units_around(text, turns, found, unit, True, interviewers):
                assert 0 <= start < end <= len(text)
                assert text[start:end].strip()
                assert any(start <= a and b <= end for a, b in found)
                assert trimmed(text, start, end) == (start, end)
