"""The words of history, and regrouping what stands in a place."""

from __future__ import annotations

from ipof_workbench.domain.listings import PlaceContentRow, PlaceRow, RoleRow
from ipof_workbench.domain.steps import Step
from ipof_workbench.ui.configurations.grouping import regrouped
from ipof_workbench.ui.configurations.record_tabs import steps_about, when_words

ROLES = [
    RoleRow(1, "context", "Context", "Contexts", "C", "if", None),
    RoleRow(2, "mechanism", "Mechanism", "Mechanisms", "M", "because", None),
    RoleRow(3, "outcome", "Outcome", "Outcomes", "O", "then", None),
]


def content(rid: int, element: int, alternative: int = 0, position: int = 0) -> PlaceContentRow:
    return PlaceContentRow(
        rid, 1, alternative, position, element, f"e{element}", True, 1, None, "", "", "present", "fires", ""
    )


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
