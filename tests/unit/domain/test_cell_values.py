from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipof_workbench.domain.cell_values import ONE_OF, CellRule, DoesNotFit, parts_of
from ipof_workbench.domain.vocabulary import AttributeType

AGES = {"18-24": "18-24", "25-34": "25-34"}
CONSENT = {"unknown": "unknown", "given": "given", "not_asked": "not asked"}


@pytest.mark.parametrize(
    ("rule", "text", "stored"),
    [
        (CellRule("A"), "  two words ", "two words"),
        (CellRule("A", "number"), "1,234.5", "1,234.5"),
        (CellRule("A", "number"), "-0.5e3", "-0.5e3"),
        (CellRule("A", "number"), ".5", ".5"),
        (CellRule("A", "date"), "2024-03-31", "2024-03-31"),
        (CellRule("A", "date"), "31/03/2024", "2024-03-31"),
        (CellRule("A", "date"), "3.4.2024", "2024-04-03"),
        (CellRule("A", "date"), "4/4/2024", "2024-04-04"),
        (CellRule("A", "yes_no"), "TRUE", "yes"),
        (CellRule("A", "yes_no"), "n", "no"),
        (CellRule("A", "ordinal", AGES), "18-24", "18-24"),
        (CellRule("A", "category", {"NHS": "NHS"}), "nhs", "NHS"),
        (CellRule("A", "category"), "anything", "anything"),
        (CellRule("A", "multi", {"Chat": "Chat", "Board": "Board"}), "board ;chat;board", "Board; Chat"),
        (CellRule("A", "multi"), "a | b", "a; b"),
        (CellRule("A", ONE_OF, CONSENT), "Not asked", "not_asked"),
        (CellRule("A", "number"), "", ""),
    ],
)
def test_what_fits_is_stored_in_one_form(rule: CellRule, text: str, stored: str) -> None:
    assert rule.stored(text) == stored
    assert rule.stored(stored) == stored
    assert rule.problem(stored) == ""


@pytest.mark.parametrize(
    ("rule", "text", "words"),
    [
        (CellRule("A", "number"), "many", "“many” is no number"),
        (CellRule("A", "number"), "12,5", "“12,5” is no number; write 12.5"),
        (CellRule("A", "number"), "nan", "“nan” is no number"),
        (CellRule("A", "number"), "1,23", "“1,23” is no number; write 1.23"),
        (CellRule("A", "number"), "-", "“-” is no number"),
        (CellRule("A", "date"), "03/04/2024", "“03/04/2024” could be two dates; write 2024-04-03"),
        (CellRule("A", "date"), "31.02.2024", "“31.02.2024” is no date; write it as 2024-03-31"),
        (CellRule("A", "date"), "soon", "“soon” is no date; write it as 2024-03-31"),
        (CellRule("A", "yes_no"), "perhaps", "“perhaps” is neither yes nor no"),
        (CellRule("A", "ordinal", AGES), "26", "“26” is none of 18-24, 25-34"),
        (CellRule("A", "multi", AGES), "18-24; 99", "“99” is none of 18-24, 25-34"),
        (
            CellRule("A", "category", {str(n): str(n) for n in range(9)}),
            "x",
            "“x” is none of 0, 1, 2, 3, 4, 5 and 3 more",
        ),
        (CellRule("Name", required=True), "  ", "it cannot be empty"),
    ],
)
def test_what_does_not_fit_is_said_with_what_would(rule: CellRule, text: str, words: str) -> None:
    with pytest.raises(DoesNotFit) as refused:
        rule.stored(text)
    assert str(refused.value) == words


@given(st.sampled_from([each.value for each in AttributeType]), st.text(max_size=20))
def test_what_is_stored_once_stays_as_it_is(value_type: str, text: str) -> None:
    rule = CellRule("A", value_type)
    try:
        stored = rule.stored(text)
    except DoesNotFit:
        return
    assert rule.stored(stored) == stored


def test_the_parts_of_several_choices() -> None:
    assert parts_of("a; b|c") == ["a", "b", "c"]
    assert CellRule("A", ONE_OF, CONSENT).shown("not_asked") == "not asked"
