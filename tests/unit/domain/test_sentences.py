"""The If-Then-Because sentence: what was written wins, the rest is made from the places."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from ipof_workbench.domain.sentences import left_empty, place_words, sentence, sentence_parts


@dataclass
class Content:
    label: str
    polarity: str = "present"


@dataclass
class Role:
    label: str
    connector: str


@dataclass
class Place:
    role: Role
    alternatives: list[list[Content]]


CONTEXT, MECHANISM, OUTCOME = Role("Context", "if"), Role("Mechanism", "because"), Role("Outcome", "then")


@pytest.mark.parametrize(
    ("alternatives", "words"),
    [
        ([], ""),
        ([[Content("People are anonymous")]], "people are anonymous"),
        ([[Content("Anonymity"), Content("Staff on call")]], "anonymity and staff on call"),
        ([[Content("Anonymity")], [Content("Trust")]], "anonymity or trust"),
        ([[Content("A"), Content("B")], [Content("C")]], "a and b, or c"),
        ([[Content("Moderator", "absent")]], "moderator (absent)"),
        ([[Content("Says the unsayable", "absent"), Content("Trust")]], "says the unsayable (absent) and trust"),
        ([[Content("NHS staff reply")]], "NHS staff reply"),
        ([[Content("I feel safe")]], "I feel safe"),
        ([[Content("A moderator replies")]], "a moderator replies"),
    ],
)
def test_a_place_reads_as_a_person_would_say_it(alternatives: list[list[Content]], words: str) -> None:
    assert place_words(Place(CONTEXT, alternatives)) == words


def test_what_was_written_wins_over_what_is_generated() -> None:
    places = [Place(CONTEXT, [[Content("Anonymity")]]), Place(OUTCOME, [[Content("Posting")]])]
    assert sentence_parts({"if": " nobody knows my name "}, places) == {
        "if": "nobody knows my name",
        "then": "posting",
        "because": "",
    }


def test_an_empty_field_tells_what_will_be_said_without_it() -> None:
    assert left_empty([Place(CONTEXT, [[Content("Anonymity")]]), Place(OUTCOME, [])]) == {
        "if": "Left empty: anonymity",
        "then": "Nothing stands there yet",
        "because": "Nothing stands there yet",
    }


def test_two_roles_of_one_part_are_joined() -> None:
    strategy = Role("Strategy", "if")
    places = [Place(strategy, [[Content("Prompt replies")]]), Place(CONTEXT, [[Content("Anonymity")]])]
    assert sentence_parts({}, places)["if"] == "prompt replies and anonymity"


@pytest.mark.parametrize(
    ("parts", "whole"),
    [
        ({}, ""),
        ({"if": "a", "then": "b", "because": "c"}, "If a, then b, because c."),
        ({"if": "a", "then": "b"}, "If a, then b."),
        ({"then": "b", "because": "c"}, "Then b, because c."),
        ({"because": "c"}, "Because c."),
        ({"if": "  ", "then": "b"}, "Then b."),
        ({"if": "people write at night.", "then": "they wait;"}, "If people write at night, then they wait."),
        ({"if": "IF people write", "then": "then they wait", "because": "Because of it"},
         "If people write, then they wait, because of it."),
        ({"if": "iffy things", "then": "thence"}, "If iffy things, then thence."),
        ({"if": "a", "then": "who knows?"}, "If a, then who knows?"),
    ],
)  # fmt: skip
def test_a_sentence_has_its_parts_once_and_one_full_stop(parts: dict[str, str], whole: str) -> None:
    assert sentence(parts) == whole
