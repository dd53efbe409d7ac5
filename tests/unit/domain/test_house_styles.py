"""House styles: what a file may say, and what a table looks like after it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipof_workbench.domain.errors import UsageError
from ipof_workbench.domain.house_style import PLAIN, style_from, styled
from ipof_workbench.domain.report_table import Cell, Column, Paragraph, ReportTable, Run
from ipof_workbench.domain.spelling import american


def table_of(*runs: Run) -> ReportTable:
    row = (Cell((Paragraph(runs),)),)
    return ReportTable("t", "The programme theory.", (Column("c", "Behaviour"),), (row,), ("A programme.",))


def test_a_file_names_what_differs_from_the_plain_style() -> None:
    style = style_from('title = "Ours"\nquotes = "«»"\ndecimals = 0\nfont_size = 9\n', "ours")
    assert (style.key, style.title, style.quotes, style.decimals, style.font_size) == ("ours", "Ours", "«»", 0, 9.0)
    assert style.percent == PLAIN.percent


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("quotes =", "no valid TOML"),
        ('colour = "red"', "has no “colour”"),
        ("quotes = 3", "must be words"),
        ('italic_quotes = "yes"', "must be true or false"),
        ("decimals = 1.5", "must be a whole number"),
        ('quotes = "x"', "two signs"),
        ('spelling = "scots"', "british or american"),
        ("decimals = 9", "from 0 to 3"),
        ("font_size = 2", "from 5 to 16"),
        ('font = "Arial; x: 1"', "name of a font"),
        ('font = ""', "name of a font"),
        ('percent = "{n} {who}"', "made of {n}, {percent}, {total}"),
        ('percent = "{n:>9}"', "made of"),
        ('attribution = "{participant.__class__}"', "made of"),
        ('percent = "{n"', "made of"),
    ],
)
def test_a_file_that_makes_no_sense_is_refused_with_what_is_wrong(text: str, says: str) -> None:
    with pytest.raises(UsageError, match=says.replace("{", r"\{").replace("}", r"\}")):
        style_from(text, "ours")


def test_a_participant_is_quoted_in_the_journals_marks_and_never_respelt() -> None:
    style = style_from('spelling = "american"\nquotes = "‘’"\nitalic_quotes = true', "j")
    runs = (
        Run("The programme: "),
        Run("what a colour that programme was", is_quote=True),
        Run(" (Centre)", is_verbatim=True),
    )
    printed = styled(table_of(*runs), style)
    assert printed.rows[0][0].text == "The program: ‘what a colour that programme was’ (Centre)"
    assert [run.italic for run in printed.rows[0][0].paragraphs[0].runs] == [False, True, False]
    assert (printed.caption, printed.columns[0].heading, printed.notes) == (
        "The program theory.",
        "Behavior",
        ("A program.",),
    )


def test_the_label_is_called_as_the_journal_calls_it() -> None:
    printed = styled(table_of(), style_from('label = "TABLE"\nlabel_end = ""', "nihr"))
    assert (printed.label, printed.label_end) == ("TABLE 1", "")


def test_shares_are_written_as_the_journal_writes_them() -> None:
    assert PLAIN.share(202, 504) == "202 (40.1 %)"
    assert style_from('percent = "{n}/{total}, {percent}%"', "j").share(1202, 5040) == "1,202/5,040, 23.8%"
    assert PLAIN.share(0, 0) == "0 (– %)"


@given(st.text())
def test_only_whole_known_words_change(text: str) -> None:
    if not any(
        word in text.casefold() for word in ("our", "ise", "isa", "pr", "cent", "yse", "ell", "enrol", "ful", "whil")
    ):
        assert american(text) == text


def test_capitals_stay_capitals() -> None:
    assert american("Programme PROGRAMME programmes reprogramme") == "Program PROGRAM programs reprogramme"
