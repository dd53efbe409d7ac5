"""Looking for names in texts, reading a list of them, and what may be a name."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ipof_workbench.domain.errors import UsageError
from ipof_workbench.domain.name_candidates import Candidate, CandidateCounter, is_nhs_number, suggested
from ipof_workbench.domain.names import CaseRule, NameFinder, NameReplacement, parsed_names

ANNA = NameReplacement("Anna", "P01")


@pytest.mark.parametrize(
    ("replacements", "text", "replaced"),
    [
        ((ANNA,), "Anna and Annabel, Anna's, ANNA, anna.", "P01 and Annabel, P01's, ANNA, anna."),
        ((NameReplacement("Anna", "P01", case=CaseRule.ANY),), "ANNA, anna, Annas", "P01, P01, Annas"),
        ((NameReplacement("Anna", "P01", whole_word=False),), "Anna and Annabel", "P01 and P01bel"),
        ((ANNA, NameReplacement("Anna Smith", "P02")), "Anna Smith met Anna.", "P02 met P01."),
        ((NameReplacement("Anna Smith", "P02"),), "Anna\nSmith, Anna  Smith", "P02, P02"),
        ((NameReplacement("J. P.", "P03"),), "J. P. went; DJ. P. did not", "P03 went; DJ. P. did not"),
        ((NameReplacement("+44 (0)20", "[phone]"),), "ring +44 (0)20", "ring [phone]"),
        ((NameReplacement("José", "P04"),), "José, Jose", "P04, Jose"),
        ((NameReplacement("Jose", "P04"),), "Jose\u0301 and Jose", "Jose\u0301 and P04"),
        ((NameReplacement("Anna", "Anna Anna"),), "Anna", "Anna Anna"),
        ((NameReplacement("a", "b"), NameReplacement("b", "a")), "a b", "b a"),
    ],
)
def test_names_are_replaced_as_they_are_written(
    replacements: tuple[NameReplacement, ...], text: str, replaced: str
) -> None:
    assert NameFinder(replacements).replaced(text) == replaced


@settings(derandomize=True, deadline=None)
@given(st.text(max_size=30), st.text(min_size=1, max_size=4), st.booleans(), st.sampled_from(list(CaseRule)))
def test_any_name_in_any_text_is_found_where_it_stands(text: str, name: str, whole: bool, case: CaseRule) -> None:
    if not name.strip():
        with pytest.raises(UsageError):
            NameFinder([NameReplacement(name, "x", whole, case)])
        return
    places = list(NameFinder([NameReplacement(name, "x", whole, case)]).places(f"{text} {name} {text}"))
    assert places == sorted(places)
    assert all(one.end <= other.start for one, other in pairwise(places))
    if not whole and name.split() == [name]:
        assert places


def test_a_list_is_read_line_by_line() -> None:
    lines = "Anna -> P01\n\n  Ben Brown → P02  \nCleo\tP03\nDev => P04\nAnna -> P01\n"
    assert [(each.old, each.new) for each in parsed_names(lines)] == [
        ("Anna", "P01"),
        ("Ben Brown", "P02"),
        ("Cleo", "P03"),
        ("Dev", "P04"),
    ]


def test_an_arrow_with_nothing_after_it_cuts_out() -> None:
    assert parsed_names("Anna ->\nBen→") == [NameReplacement("Anna", ""), NameReplacement("Ben", "")]
    assert all(each.is_cut for each in parsed_names("Anna ->\nBen→"))


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        ("Anna -> P01\nBen", "Line 2 holds no arrow; write it like: Anna -> P01, or with nothing after the arrow to"),
        ("-> P01", "Line 1 holds no name before the arrow; write it like: Anna -> P01."),
    ],
)
def test_a_line_without_arrow_or_name_is_refused_by_its_number(lines: str, sentence: str) -> None:
    with pytest.raises(UsageError, match=sentence):
        parsed_names(lines)


def test_a_name_cannot_become_two() -> None:
    with pytest.raises(UsageError, match="is to become both P01 and P02"):
        NameFinder([ANNA, NameReplacement("Anna", "P02")])
    with pytest.raises(UsageError, match="is to be cut out and to become P01"):
        NameFinder([ANNA, NameReplacement("Anna", " ")])
    with pytest.raises(UsageError, match="Write at least one name"):
        NameFinder([])


def test_candidates_are_capitals_within_sentences_and_numbers_that_give_away() -> None:
    counter = CandidateCounter()
    counter.look_at(
        "Well, I met Anna Smith on Monday. Then I asked Anna Smith and Ben. Ben wrote to anna.smith@nhs.net, or rang "
        "020 7946 0958 or +44 7700 900123 from SW1A 1AA. Her number is 943 476 5919, not 943 476 5918."
    )
    assert counter.found() == [
        Candidate("Anna Smith", "name", 2),
        Candidate("anna.smith@nhs.net", "e-mail", 1),
        Candidate("+44 7700 900123", "phone", 1),
        Candidate("020 7946 0958", "phone", 1),
        Candidate("SW1A 1AA", "postcode", 1),
        Candidate("943 476 5919", "NHS number", 1),
    ]
    assert list(suggested(counter.found()))[:2] == [("Anna Smith", "[name 1]"), ("anna.smith@nhs.net", "[e-mail]")]


@pytest.mark.parametrize(
    ("digits", "is_one"), [("943 476 5919", True), ("9434765918", False), ("123", False), ("0000000000", True)]
)
def test_the_check_digit_of_nhs_numbers(digits: str, is_one: bool) -> None:
    assert is_nhs_number(digits) is is_one
