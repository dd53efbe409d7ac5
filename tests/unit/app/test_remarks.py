"""What is worth a look: pure rules over rows."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipof_workbench.app.remark_facts import Facts, Theory
from ipof_workbench.app.remark_words import posing_as, stems
from ipof_workbench.app.remarks import RULES, remarks, to_check, without_answered
from ipof_workbench.domain.listings import ConfigurationRow, Counts, LinkRow, PlaceContentRow, PlaceRow, RoleRow
from ipof_workbench.domain.remark_rows import (
    AskedWordsRow,
    DismissalRow,
    LookedForRow,
    Remark,
    StatementStanding,
    UnlinkedRow,
)

ROLES = [
    RoleRow(1, "context", "Context", "Contexts", "C", "if", None),
    RoleRow(2, "mechanism", "Mechanism", "Mechanisms", "M", "because", None),
    RoleRow(3, "outcome", "Outcome", "Outcomes", "O", "then", None),
]
WITH_RESOURCE = [
    ROLES[0],
    RoleRow(4, "mechanism_resource", "Mechanism (resource)", "", "R", "if", 2),
    *ROLES[1:],
]


def row(
    rid: int, present: str, counts: tuple[int, int, int] = (2, 3, 1), status: str = "initial", roles=ROLES, **stances
) -> ConfigurationRow:
    keys = {"c": "context", "r": "mechanism_resource", "m": "mechanism", "o": "outcome"}
    held = frozenset(keys[letter] for letter in present)
    missing = tuple(role.key for role in roles if role.key not in held)
    return ConfigurationRow(
        rid, str(rid), "", status, None, "", held, missing, Counts(*counts), stances or {"challenges": 1}
    )


def content(element: int, label: str = "", polarity: str = "present") -> PlaceContentRow:
    words = label or f"e{element}"
    return PlaceContentRow(element, 1, 0, 0, element, words, True, 1, None, "", "", polarity, "fires", "")


def places(roles=ROLES, **elements) -> tuple[PlaceRow, ...]:
    """Return places: role key -> an element, or (element, label), or a list of them."""

    def contents(held) -> tuple[PlaceContentRow, ...]:
        each = held if isinstance(held, list) else [held]
        return tuple(content(*one) if isinstance(one, tuple) else content(one) for one in each)

    return tuple(PlaceRow(role, 1, contents(elements[role.key]) if role.key in elements else ()) for role in roles)


def found(rows, stand=None, roles=ROLES, **rest) -> list[Remark]:
    return remarks(Facts(rows, stand or {}, roles, **rest))


def said(rows, stand=None, roles=ROLES, **rest) -> list[tuple[str, str, str]]:
    return [(remark.rule, remark.name, remark.sentence) for remark in found(rows, stand, roles, **rest)]


# --- parts


def test_a_missing_part_names_those_that_share_an_element_and_have_it() -> None:
    rows = [row(4, "cm"), row(3, "cmo"), row(6, "cmo"), row(7, "cm")]
    stand = {
        4: places(context=1, mechanism=9),
        3: places(context=2, mechanism=9, outcome=5),
        6: places(context=3, mechanism=9, outcome=6),
        7: places(context=8, mechanism=10),
    }
    first, second = found(rows, stand)
    assert (first.name, first.rule) == ("4", "missing")
    assert first.sentence == "has a context and a mechanism but no outcome. Two configurations share its mechanism:"
    assert [(link.words, link.rid) for link in first.links] == [("see 3", 3), ("see 6", 6)]
    assert [(link.words, link.role_key) for link in second.links] == [("Find an outcome", "outcome")]


def test_an_outcome_without_a_mechanism_is_not_explained_yet() -> None:
    assert said([row(10, "co")]) == [("unexplained", "10", "has an outcome nobody has explained yet.")]


def test_a_context_by_itself_leads_to_nothing() -> None:
    assert said([row(1, "c")]) == [("context_alone", "1", "has a context that leads to nothing yet.")]


def test_a_resource_without_reasoning_is_no_mechanism_yet() -> None:
    rows = [row(1, "cro", roles=WITH_RESOURCE)]
    assert said(rows, roles=WITH_RESOURCE) == [
        ("no_reasoning", "1", "has a resource but no reasoning: what do people think or feel in response?")
    ]


def test_an_empty_configuration_has_no_parts_and_is_not_blamed_for_evidence() -> None:
    assert said([row(1, "", (0, 0, 0))]) == [("missing", "1", "has no parts yet.")]


def test_a_context_that_stands_nowhere_or_only_where_no_outcome_is_asks_for_a_link() -> None:
    rows = [row(1, "cm"), row(2, "cm")]
    stand = {1: places(context=5, mechanism=6), 2: places(context=5, mechanism=7)}
    unlinked = [UnlinkedRow(9, "Waiting lists", "context", 4)]
    about_elements = [r for r in found(rows, stand, unlinked=unlinked) if r.about_kind == "element"]
    assert [(r.name, r.sentence) for r in about_elements] == [
        ("“e5”", "is a context in two configurations, none of which has an outcome."),
        ("“Waiting lists”", "is coded as context and stands in no configuration yet."),
    ]
    assert [link.kind for link in about_elements[0].links] == ["configuration", "configuration"]
    assert [link.kind for link in about_elements[1].links] == ["element"]


@pytest.mark.parametrize(
    ("label", "what"),
    [
        ("Training for moderators", "activity"),
        ("Posting rules", "activity"),
        ("Regular meetings with staff", "activity"),
        ("Providing information", "activity"),
        ("Access to a moderator", "resource"),
        ("A leaflet", "resource"),
        ("Trust in the moderators", ""),
        ("Feeling safe", ""),
        ("Relief that someone answers", ""),
        ("", ""),
        ("the", ""),
    ],
)
def test_labels_that_read_as_what_a_programme_does(label: str, what: str) -> None:
    assert posing_as(label) == what


def test_an_activity_in_the_place_of_a_mechanism_is_asked_about_once_for_all_configurations() -> None:
    rows = [row(1, "cmo"), row(2, "cmo")]
    stand = {
        number: places(context=(number, "training"), mechanism=(9, "Training for moderators"), outcome=number + 20)
        for number in (1, 2)
    }
    (remark,) = found(rows, stand)
    assert (remark.rule, remark.about_kind, remark.about) == ("activity", "element", 9)
    assert remark.sentence.startswith("reads as an activity; a mechanism is what people think or feel")
    assert [link.rid for link in remark.links] == [1, 2]


# --- words


def test_stems_leave_small_words_out() -> None:
    assert stems("They were posting posts, and a café says so!") == {"post", "café", "say"}


# --- evidence


def test_one_participant_no_evidence_and_no_challenge_are_worth_a_look() -> None:
    rows = [row(1, "cmo", (1, 4, 1)), row(2, "cmo", (0, 0, 0), silent=0), row(3, "cmo", (9, 31, 4), supports=31)]
    assert said(rows) == [
        ("alone", "1", "rests on one participant."),
        ("unfounded", "2", "has no evidence yet."),
        ("unchallenged", "3", "has 31 codings that support it; was a challenge looked for?"),
    ]
    assert to_check(found(rows)) == {1, 2, 3}


def test_two_sources_or_a_challenge_are_not_asked_about() -> None:
    assert said([row(1, "cmo", (2, 9, 1), supports=9), row(2, "cmo", (9, 31, 4), supports=30, challenges=1)]) == []


def test_who_looked_and_did_not_find_has_looked_for_a_challenge() -> None:
    rows = [row(3, "cmo", (9, 31, 4), supports=31)]
    assert said(rows, looked_for=[LookedForRow("configuration", 3, 1, "Harbour", 0)]) == []


def test_looked_for_and_found_all_the_same_is_a_contradiction() -> None:
    rows = [row(3, "cmo")]
    looked = [LookedForRow("configuration", 3, 1, "Harbour", 2), LookedForRow("theory_statement", 8, 2, "Loft", 1)]
    standing = [StatementStanding(8, "S2", "initial", evidence=1)]
    assert said(rows, looked_for=looked, statements=standing) == [
        ("looked_for", "3", "was looked for in Harbour and not found, yet 2 from there bear on it."),
        (
            "looked_for",
            "Statement S2",
            "was looked for in Loft and not found, yet one piece of evidence from there bears on it.",
        ),
    ]


def test_an_interviewers_words_lead_to_the_passage() -> None:
    asked = [
        AskedWordsRow("configuration", 3, 7, 4, "P04", 10, 20),
        AskedWordsRow("configuration", 99, 8, 4, "P", 1, 2),
    ]
    (remark,) = found([row(3, "cmo")], asked_words=asked)
    assert remark.sentence == "counts a passage in an interviewer’s words as evidence."
    (link,) = remark.links
    assert (link.kind, link.rid, link.start, link.end) == ("document", 4, 10, 20)


def test_a_statement_that_nothing_bears_on_is_untested() -> None:
    standing = [
        StatementStanding(1, "S1", "initial"),
        StatementStanding(2, "S2", "initial", through=3),
        StatementStanding(3, "S3", "parked"),
        StatementStanding(4, "S4", "initial"),
    ]
    looked = [LookedForRow("theory_statement", 4, 1, "Loft", 0)]
    assert said([], statements=standing, looked_for=looked) == [("untested", "Statement S1", "has no evidence yet.")]


# --- neighbours


def test_the_same_parts_nearly_the_same_parts_and_the_same_words_are_near_duplicates() -> None:
    rows = [row(number, "cmo") for number in (1, 2, 3, 4)]
    many = [10, 11, 12, 13]
    stand = {
        1: places(context=many, mechanism=20, outcome=30),
        2: places(context=many, mechanism=20, outcome=30),
        3: places(context=many, mechanism=20, outcome=[30, 31]),
        4: places(context=40, mechanism=41, outcome=42),
    }
    drafts = {1: (1, "A night", "alone", ""), 4: (4, "a  night", "Alone.", "")}
    near = [r for r in found(rows, stand, drafts=drafts) if r.rule == "near_duplicate"]
    assert [(r.name, r.sentence) for r in near] == [
        ("2", "has the same parts as 1."),
        ("3", "has nearly the same parts as 1 and 2."),
        ("4", "reads the same as 1."),
    ]


def test_a_variant_or_the_opposite_of_a_part_is_no_duplicate() -> None:
    rows = [row(1, "cmo"), row(2, "cmo"), row(3, "cmo")]
    stand = {
        1: places(context=10, mechanism=20, outcome=30),
        2: places(context=10, mechanism=20, outcome=30),
        3: places(context=10, mechanism=(20, "e20", "absent"), outcome=(30, "e30", "absent")),
    }
    assert found(rows, stand, variants={2: 1}) == []


def link(start: int, end: int) -> LinkRow:
    return LinkRow(1, "ripple", "", start, str(start), "", end, str(end), "")


def test_an_outcome_that_is_a_context_elsewhere_may_ripple_until_the_two_are_linked() -> None:
    rows = [row(3, "cmo"), row(4, "cmo"), row(5, "cmo")]
    stand = {
        3: places(context=1, mechanism=2, outcome=(7, "Says the unsayable")),
        4: places(context=(7, "Says the unsayable"), mechanism=3, outcome=4),
        5: places(context=(8, "says the Unsayable"), mechanism=5, outcome=6),
    }
    (remark,) = found(rows, stand)
    assert remark.sentence == "may ripple into 4 and 5: its outcome “Says the unsayable” is a context there."
    assert [(one.words, one.rid, one.act) for one in remark.links] == [
        ("Link to 4", 4, "ripple"),
        ("Link to 5", 5, "ripple"),
    ]
    (remark,) = found(rows, stand, links=[link(3, 4)])
    assert [one.rid for one in remark.links] == [5]
    assert found(rows, stand, links=[link(3, 4), link(3, 5)]) == []


def test_an_outcome_does_not_ripple_into_a_context_that_is_its_absence() -> None:
    rows = [row(3, "cmo"), row(4, "cmo")]
    outcome, absent = (7, "Says the unsayable"), (7, "Says the unsayable", "absent")
    stand = {3: places(context=1, mechanism=2, outcome=outcome), 4: places(context=absent, mechanism=3, outcome=4)}
    assert found(rows, stand) == []
    stand[3] = places(context=1, mechanism=2, outcome=absent)
    assert [remark.rule for remark in found(rows, stand)] == ["ripple"]


def test_rejected_and_parked_configurations_are_left_alone() -> None:
    assert said([row(1, "c", status="rejected"), row(2, "", status="parked")]) == []


def test_the_first_of_each_kind_comes_before_the_second_of_any() -> None:
    rows = [row(1, "cm"), row(2, "cm"), row(3, "cmo", (1, 1, 1)), row(4, "cmo", (0, 0, 0), silent=0)]
    assert [remark.name for remark in found(rows)] == ["1", "3", "4", "2"]


# --- answers


def answer(remark: Remark, state: str | None = None) -> DismissalRow:
    held = remark.state if state is None else state
    return DismissalRow(1, *remark.key, "as meant", held, "Kim", "2026-03-03T12:00:00Z")


def test_an_answer_holds_while_what_the_remark_rests_on_stays_the_same() -> None:
    stand = {1: places(context=1, outcome=2)}
    (before,) = found([row(1, "co")], stand)
    shown = without_answered([before], [answer(before)])
    assert (shown.open, shown.dismissed[0][1].reason) == ((), "as meant")
    (after,) = found([row(1, "co")], {1: places(context=1, outcome=3)})
    assert without_answered([after], [answer(before)]).open == (after,)


def test_every_rule_has_words() -> None:
    rows = [row(1, "cm"), row(2, "co"), row(3, "c"), row(4, "cmo", (1, 1, 1))]
    assert {remark.rule for remark in found(rows)} <= set(RULES)


@st.composite
def theories(draw: st.DrawFn) -> Facts:
    rows, stand, drafts = [], {}, {}
    for rid in range(1, draw(st.integers(1, 7))):
        held = {
            role.key: draw(st.lists(st.integers(1, 6), max_size=2, unique=True))
            for role in draw(st.sampled_from([ROLES, ROLES, ROLES[:2]]))
        }
        held = {key: elements for key, elements in held.items() if elements}
        sources = draw(st.integers(0, 5))
        letters = "".join(key[0] for key in held)
        rows.append(row(rid, letters, (sources, sources * 2, 1 if sources else 0), supports=sources * 2))
        stand[rid] = places(**held)
        drafts[rid] = (rid, draw(st.sampled_from(["", "e1 night"])), "", draw(st.sampled_from(["", "trust"])))
    return Facts(rows, stand, ROLES, drafts)


@given(theories())
def test_remarks_are_the_same_each_time_and_each_is_one_of_its_rule_and_subject(facts: Facts) -> None:
    once, again = remarks(facts), remarks(facts)
    assert once == again
    keys = [remark.key for remark in once]
    assert len(keys) == len(set(keys))
    assert all(remark.sentence.endswith((".", "?", ":")) and remark.state for remark in once)
    assert without_answered(once, [answer(remark) for remark in once]).open == ()
    assert Theory(facts).rows == list(facts.rows)
