"""Attributes that are called like a column of the table they stand in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipof_workbench.domain.attribute_headings import attribute_of, heading_of

OWN = ("participant", "case", "role", "quote_policy")
names = st.one_of(
    st.text(),
    st.builds(
        "{}{}".format, st.sampled_from(["role", "Role", "Quote policy", "age"]), st.sampled_from(["", "#", "#x"])
    ),
    st.builds("{}#{}".format, st.sampled_from(["role", "Case", "age", ""]), st.integers(-2, 30)),
)


@pytest.mark.parametrize(
    ("attribute", "heading"),
    [
        ("age", "age"),
        ("age#2", "age#2"),
        ("role", "role#2"),
        ("Quote policy", "Quote policy#2"),
        ("role#2", "role#3"),
        ("role#1", "role#1"),
        ("role#02", "role#02"),
        ("#2", "#2"),
        ("", ""),
    ],
)
def test_an_attribute_is_numbered_where_its_name_is_taken(attribute, heading):
    assert heading_of(attribute, OWN) == heading
    assert attribute_of(heading, OWN) == attribute


@given(names)
def test_every_attribute_comes_back_from_its_heading(attribute):
    heading = heading_of(attribute, OWN)
    assert attribute_of(heading, OWN) == attribute
    assert "_".join(heading.casefold().split()) not in OWN
