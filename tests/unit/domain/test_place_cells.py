"""A place as a cell and back: one text for each place, whatever labels hold."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipof_workbench.domain.place_cells import CellItem, read_cell, written_cell


@dataclass(frozen=True)
class Content:
    label: str = ""
    attribute_name: str = ""
    attribute_value: str = ""
    polarity: str = "present"
    activation: str = "fires"


@pytest.mark.parametrize(
    ("cell", "groups"),
    [
        ("", []),
        ("Anonymity", [[CellItem("Anonymity")]]),
        ("a ; b | c", [[CellItem("a"), CellItem("b")], [CellItem("c")]]),
        ("A ; B | A ; C", [[CellItem("A"), CellItem("B")], [CellItem("A"), CellItem("C")]]),
        ("not: trust", [[CellItem("trust", polarity="absent")]]),
        ("NOT: trust", [[CellItem("trust", polarity="absent")]]),
        ("inhibited: trust", [[CellItem("trust", activation="inhibited")]]),
        ("not: does not fire: trust", [[CellItem("trust", "", "", "absent", "does_not_fire")]]),
        ("attribute: moderation = day and night", [[CellItem("", "moderation", "day and night")]]),
        ("not: attribute: host = nhs", [[CellItem("", "host", "nhs", "absent")]]),
        ("attribute: a \\= b = c = d", [[CellItem("", "a = b", "c = d")]]),
        ("attribute: moderation", [[CellItem("attribute: moderation")]]),
        ("element: not: me", [[CellItem("not: me")]]),
        ("this \\; that ; x", [[CellItem("this ; that"), CellItem("x")]]),
        ("a; b", [[CellItem("a; b")]]),
        ("not: ; a", [[CellItem("not:"), CellItem("a")]]),
        (" | ", []),
    ],
)
def test_what_a_cell_says(cell: str, groups: list[list[CellItem]]) -> None:
    assert read_cell(cell) == groups


PIECES = st.lists(
    st.sampled_from(
        [
            "a",
            "night",
            ";",
            "|",
            "=",
            "\\",
            "\\;",
            "\\\\|",
            "not:",
            "Not:",
            "attribute:",
            "element:",
            "inhibited:",
            "so",
        ]
    ),
    min_size=1,
    max_size=6,
).map(" ".join)
CONTENTS = st.one_of(
    st.builds(
        Content,
        label=PIECES,
        polarity=st.sampled_from(["present", "absent"]),
        activation=st.sampled_from(["fires", "partly", "does_not_fire", "inhibited"]),
    ),
    st.builds(Content, attribute_name=PIECES, attribute_value=PIECES, polarity=st.sampled_from(["present", "absent"])),
)


@given(st.lists(st.lists(CONTENTS, min_size=1, max_size=3), max_size=3))
def test_whatever_stands_in_a_place_comes_back_as_it_was(groups: list[list[Content]]) -> None:
    back = read_cell(written_cell(groups))
    assert back == [
        [CellItem(c.label, c.attribute_name, c.attribute_value, c.polarity, c.activation) for c in group]
        for group in groups
    ]
