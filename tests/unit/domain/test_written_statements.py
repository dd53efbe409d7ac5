"""Sentences as people paste them: what is read, and that it reads the same when it is written again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipof_workbench.domain.written_statements import WrittenStatement, parse_statements, written

WHOLE = WrittenStatement("a", "b", "c")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("If a, then b, because c.", WHOLE),
        ("if a then b because c", WHOLE),
        ("IF a, THEN b, BECAUSE c", WHOLE),
        ("  - If a, then b, because c.  ", WHOLE),
        ("• If a;  then b; because c.", WHOLE),
        ("S1. If a, then b, because c.", WHOLE._replace(number="S1")),
        ("7a: If a, then b, because c.", WHOLE._replace(number="7a")),
        ("12) If a, then b, because c.", WHOLE._replace(number="12")),
        ("IPT3 If a, then b, because c.", WHOLE._replace(number="IPT3")),
        ("If, a, then b, because c.", WHOLE),
        ("If a, then b.", WrittenStatement("a", "b")),
        ("If a.", WrittenStatement("a")),
        ("If a, because c.", WrittenStatement("a", "", "c")),
        ("If a, then because c.", WrittenStatement("a", "", "c")),
        ("Then b, because c.", WrittenStatement("", "b", "c")),
        ("Because c.", WrittenStatement("", "", "c")),
        ("Members fall silent because nobody looks.", WrittenStatement("", "Members fall silent", "nobody looks")),
        ("If they stay because of trust, then b.", WrittenStatement("they stay because of trust", "b")),
        ("If x then y, then z.", WrittenStatement("x then y", "z")),
        ("If a, then b?", WrittenStatement("a", "b?")),
        ("S1\tIf a\tthen b\tbecause c", WHOLE._replace(number="S1")),
        ("a\tb\tc", WHOLE),
        ("\ta\tb\tc", WHOLE),
        ("a\tb", WrittenStatement("a", "b")),
        ("4\tIf a, then b, because c.\t", WHOLE._replace(number="4")),
    ],
)  # fmt: skip
def test_a_line_is_read_into_its_parts(line: str, expected: WrittenStatement) -> None:
    assert parse_statements(line) == [expected]


def test_lines_and_sentences_are_statements_of_their_own() -> None:
    text = "If a, then b.\n\n2. If c, then d, because e. If f, then g.\nNo.\tIf\tThen\tBecause\n"
    assert parse_statements(text) == [
        WrittenStatement("a", "b"),
        WrittenStatement("c", "d", "e", "2"),
        WrittenStatement("f", "g"),
    ]


@pytest.mark.parametrize("text", ["", " \n\t\n", "number\tif\tthen\tbecause", "…", "-"])
def test_nothing_to_read_is_no_statement(text: str) -> None:
    assert [statement for statement in parse_statements(text) if statement.then_text not in ("…", "-")] == []


def test_the_number_is_written_before_the_sentence() -> None:
    assert written(WHOLE._replace(number="7a")) == "7a. If a, then b, because c."
    assert written(WrittenStatement()) == ""


words = st.sampled_from(
    ["if", "then", "because", "If", "Then", "a", "b?", ",", ".", "S1.", "7a", "and", "I", "…", "-", "–", "\t", "  "]
)
LINES = st.one_of(st.text(max_size=60), st.lists(words, max_size=14).map(" ".join))


@given(LINES)
def test_what_is_read_and_written_again_reads_the_same(line: str) -> None:
    for statement in parse_statements(line):
        assert parse_statements(written(statement)) == [statement]


@given(
    st.lists(st.sampled_from(["people", "nobody", "looks", "in", "stay", "café"]), min_size=1, max_size=5), st.data()
)
def test_plain_parts_come_back_as_they_were(start: list[str], data: st.DataObject) -> None:
    part = st.lists(st.sampled_from(["night", "they", "write", "less"]), max_size=4).map(" ".join)
    statement = WrittenStatement(
        " ".join(start), data.draw(part), data.draw(part), data.draw(st.sampled_from(["", "S1", "7a", "12"]))
    )
    assert parse_statements(written(statement)) == [statement]
