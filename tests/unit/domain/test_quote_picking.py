"""Proposals are short, whole and diverse, and the same each time."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ipof_workbench.domain.listings import EvidenceRow
from ipof_workbench.domain.quote_picking import LONGEST, SHORTEST, merit, passage_of, proposed, side_of
from ipof_workbench.domain.quote_rows import NO_FACTS, ChosenRow, QuoteOption, policy_reason
from ipof_workbench.domain.vocabulary import Stance

WORDS = "Somebody wrote back inside half an hour and had read every word."


def option(
    evidence: int,
    quote: str = WORDS,
    *,
    who: int = 1,
    stance: str = "supports",
    case: int = 1,
    start: int | None = None,
    used: tuple[str, ...] = (),
    reason: str = "",
    strength: int | None = None,
    chosen: bool = False,
) -> QuoteOption:
    start = evidence * 1_000 if start is None else start
    row = EvidenceRow(
        evidence, evidence, 1, "1", None, "context", None, "", stance, strength, "", "Kim", 1, "one", "interview", case,
        f"Case {case}", who, f"P{who}", "member", "verbatim", start, start + len(quote), quote,
    )  # fmt: skip
    held = ChosenRow(1, evidence, 1, "", False, 1, None, "1", 1, start, start + len(quote)) if chosen else None
    return QuoteOption(row, NO_FACTS, held, reason, used=used)


def order(*options: QuoteOption) -> list[int]:
    return [each.row.evidence for each in proposed(options)]


def test_a_quote_that_fits_a_table_comes_before_a_short_and_a_long_one() -> None:
    found = order(option(1, "Yes.", who=2), option(2, "word " * 200, who=3), option(3))
    assert found[0] == 3
    assert merit(option(1, "x" * SHORTEST)) == merit(option(1, "x" * LONGEST)) > merit(option(1, "x" * (LONGEST + 200)))


def test_the_first_that_speaks_against_comes_second() -> None:
    others = [option(at, f"{WORDS} {at}", who=at) for at in range(1, 4)]
    assert order(*others, option(9, "It just sat there and nobody wrote at all.", who=9, stance="challenges"))[1] == 9


def test_another_voice_comes_before_the_same_one_again() -> None:
    found = order(
        option(1, strength=3), option(2, "I cried, the good kind, for half the night.", who=1), option(3, who=2)
    )
    assert found[0] == 1
    assert order(option(1, strength=3), option(2, "I cried, the good kind, that night.", who=1),
                 option(3, "The answers were kind and plain, all of them.", who=2))[1] == 3  # fmt: skip


def test_a_quote_that_another_paper_prints_comes_last() -> None:
    found = order(option(1, used=("Paper 1",)), option(2, "The answers were kind and plain, all of them."))
    assert found == [2, 1]


def test_no_passage_comes_twice_and_none_that_is_chosen_or_may_not_be_printed() -> None:
    twice = option(1, start=5), option(2, start=5, stance="challenges")
    assert order(*twice) == [2]
    assert order(option(1, chosen=True), option(2, reason="P2 has withdrawn"), option(3, stance="silent")) == []


def test_the_reason_is_that_of_the_stricter_of_person_and_case() -> None:
    row = option(1).row
    facts = NO_FACTS._replace(participant_policy="paraphrase", case_policy="none")
    assert policy_reason(row, facts) == ("Case 1 is not to be quoted", False)
    assert policy_reason(row, NO_FACTS._replace(case_policy="paraphrase")) == ("Case 1 allows paraphrase only", True)
    assert policy_reason(row, NO_FACTS._replace(is_asked=True))[0] == "The interviewer's words are in it"
    assert policy_reason(row, NO_FACTS) == ("", True)


OPTIONS = st.lists(
    st.builds(
        option,
        st.integers(1, 40),
        st.text("abc ", min_size=1, max_size=60),
        who=st.integers(1, 4),
        case=st.integers(1, 3),
        stance=st.sampled_from([each.value for each in Stance]),
        strength=st.sampled_from([None, 1, 2, 3]),
        chosen=st.booleans(),
    ),
    max_size=14,
    unique_by=lambda each: each.row.evidence,
)


@given(OPTIONS, st.randoms())
def test_proposals_do_not_depend_on_the_order_of_reading(options: list[QuoteOption], dice) -> None:
    found = proposed(options)
    mixed = list(options)
    dice.shuffle(mixed)
    assert [each.row.evidence for each in proposed(mixed)] == [each.row.evidence for each in found]
    assert [each.rank for each in found] == list(range(1, len(found) + 1))
    assert len({passage_of(each) for each in found}) == len(found)
    assert all(side_of(each) != "silent" for each in found)
