"""What is worth a look: pure remarks over rows, and the words of history and cases."""

from __future__ import annotations

from ipof_workbench.domain.listings import ConfigurationRow, Counts, PlaceContentRow, PlaceRow, RoleRow
from ipof_workbench.domain.steps import Step
from ipof_workbench.ui.configurations.record_tabs import steps_about, when_words
from ipof_workbench.ui.configurations.remarks import remarks, to_check
from ipof_workbench.ui.configurations.role_rows import regrouped

ROLES = [
    RoleRow(1, "context", "Context", "Contexts", "C", "if", None),
    RoleRow(2, "mechanism", "Mechanism", "Mechanisms", "M", "because", None),
    RoleRow(3, "outcome", "Outcome", "Outcomes", "O", "then", None),
]


def row(rid: int, present: str, counts: tuple[int, int, int] = (2, 3, 1), status: str = "initial", **stances: int):
    keys = {"c": "context", "m": "mechanism", "o": "outcome"}
    held = frozenset(keys[letter] for letter in present)
    missing = tuple(role.key for role in ROLES if role.key not in held)
    return ConfigurationRow(
        rid, str(rid), "", status, None, "", held, missing, Counts(*counts), stances or {"challenges": 1}
    )


def content(rid: int, element: int, alternative: int = 0, position: int = 0) -> PlaceContentRow:
    return PlaceContentRow(
        rid, 1, alternative, position, element, f"e{element}", True, 1, None, "", "", "present", "fires", ""
    )


def places(**elements: int) -> tuple[PlaceRow, ...]:
    return tuple(
        PlaceRow(role, 1, (content(role.rid, elements[role.key]),) if role.key in elements else ()) for role in ROLES
    )


def said(rows, stand=None, drafts=None) -> list[tuple[str, str]]:
    return [(remark.number, remark.sentence) for remark in remarks(rows, stand or {}, ROLES, drafts or {})]


def test_a_missing_part_names_those_that_share_an_element_and_have_it() -> None:
    rows = [row(4, "cm"), row(3, "cmo"), row(6, "cmo"), row(7, "cm")]
    stand = {
        4: places(context=1, mechanism=9),
        3: places(context=2, mechanism=9, outcome=5),
        6: places(context=3, mechanism=9, outcome=6),
        7: places(context=8, mechanism=10),
    }
    found = remarks(rows, stand, ROLES, {})
    assert found[0].number == "4"
    assert found[0].sentence == (
        "has a context and a mechanism but no outcome. Two configurations share its mechanism:"
    )
    assert [(link.words, link.configuration) for link in found[0].links] == [("see 3", 3), ("see 6", 6)]
    assert [(link.words, link.role_key) for link in found[1].links] == [("Find an outcome", "outcome")]


def test_an_outcome_without_a_mechanism_is_not_explained_yet() -> None:
    assert said([row(10, "co")]) == [("10", "has an outcome nobody has explained yet.")]


def test_an_empty_configuration_has_no_parts_and_is_not_blamed_for_evidence() -> None:
    assert said([row(1, "", (0, 0, 0))]) == [("1", "has no parts yet.")]


def test_one_participant_no_evidence_and_no_challenge_are_worth_a_look() -> None:
    rows = [row(1, "cmo", (1, 4, 1)), row(2, "cmo", (0, 0, 0)), row(3, "cmo", (9, 31, 4), supports=31)]
    assert said(rows) == [
        ("1", "rests on one participant."),
        ("2", "has no evidence yet."),
        ("3", "has 31 codings that support it; was a challenge looked for?"),
    ]
    assert to_check(remarks(rows, {}, ROLES, {})) == {1, 2, 3}


def test_two_sources_or_a_challenge_are_not_asked_about() -> None:
    assert said([row(1, "cmo", (2, 9, 1), supports=9), row(2, "cmo", (9, 31, 4), supports=30, challenges=1)]) == []


def test_words_without_a_part_are_noticed() -> None:
    found = remarks([row(5, "co")], {}, ROLES, {5: (1, "", "", "they feel safe")})
    assert [(remark.kind, remark.links[0].role_key) for remark in found] == [("worded", "mechanism")]


def test_rejected_and_parked_configurations_are_left_alone() -> None:
    assert said([row(1, "c", status="rejected"), row(2, "", status="parked")]) == []


def test_the_first_of_each_kind_comes_before_the_second_of_any() -> None:
    rows = [row(1, "cm"), row(2, "cm"), row(3, "cmo", (1, 1, 1)), row(4, "cmo", (0, 0, 0))]
    assert [remark.number for remark in remarks(rows, {}, ROLES, {})] == ["1", "3", "4", "2"]


def test_history_finds_a_number_only_where_it_is_meant() -> None:
    labels = [
        "Coded “3 nights of 3” as context of 3",
        "Made 3a a variant of 3",
        "Linked 1 and 3: ripple",
        "Configuration 3 expresses statement 7",
        "Changed status of statement 3",
        "Coded “of 3” as context of 13",
        "Changed title of configuration 3a",
        "Imported 3 transcripts",
    ]
    steps = [Step(number, label, "X", "Kim", "", "", False) for number, label in enumerate(labels)]
    assert [step.label for step in steps_about("3", steps)] == labels[:4]


def test_a_time_that_cannot_be_read_is_shown_as_it_stands() -> None:
    assert when_words("long ago") == "long ago"
    assert "March" in when_words("2026-03-03T12:00:00Z")


def test_or_splits_a_group_and_and_joins_two() -> None:
    joined = PlaceRow(ROLES[0], 1, (content(1, 1), content(2, 2, 0, 1), content(3, 3, 0, 2)))
    assert regrouped(joined, 1, "or") == {2: (1, 0), 3: (1, 1)}
    split = PlaceRow(ROLES[0], 1, (content(1, 1), content(2, 2, 1), content(3, 3, 2)))
    assert regrouped(split, 2, "and") == {3: (1, 1)}
