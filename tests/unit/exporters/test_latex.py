"""The LaTeX table: its commands are ours alone, its words come back when the commands are taken away."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipof_workbench.domain.report_table import Cell, Paragraph, ReportTable, Run
from ipof_workbench.exporters.latex import _pieces, escaped, latex_of
from tests.unit.exporters.any_text import any_table, any_text, as_printed

BACK = {
    "textbackslash": "\\", "textasciicircum": "^", "textasciitilde": "~", "textless": "<", "textgreater": ">",
    "textbar": "|", "textquotedbl": '"', "textquotesingle": "'", "textasciigrave": "`",
    "textopenbullet": "\ufffd",
}  # fmt: skip
OURS = {*BACK, "leavevmode", "newline", "hspace"}


def words_of(latex: str) -> str:
    """Return the words that LaTeX would print."""
    text = latex.replace(r"\leavevmode\newline ", "\n").replace(r"\hspace*{1em}", "\t")
    text = re.sub(r"\\(text[a-z]+)\{\}", lambda found: f"\0{ord(BACK[found.group(1)])}\0", text)
    text = text.replace("{[}", "[").replace("{]}", "]").replace("{}", "")
    text = re.sub(r"\\([{}$&#%_])", r"\1", text)
    return re.sub("\0([0-9]+)\0", lambda found: chr(int(found.group(1))), text)


@given(st.one_of(any_text, st.text("\\{}$&#%_^~<>|\"'`[]-,!?ab \t\n", max_size=20)))
def test_any_words_are_printed_as_they_are(text: str) -> None:
    if "\0" not in text:
        assert words_of(escaped(text)) == as_printed(text)


@given(any_table())
def test_no_word_becomes_a_command(table: ReportTable) -> None:
    used = set(re.findall(r"\\([A-Za-z]+)", latex_of(table)))
    layout = {"begin", "end", "begingroup", "endgroup", "small", "footnotesize", "noindent", "par", "setcounter",
              "caption", "toprule", "midrule", "bottomrule", "endfirsthead", "endhead", "endlastfoot", "addlinespace",
              "raggedright", "raggedleft", "arraybackslash", "dimexpr", "linewidth", "tabcolsep", "relax", "textbf",
              "textit", "usepackage", "LTcapwidth", "setlength"}  # fmt: skip
    assert used <= layout | OURS


@pytest.mark.parametrize(("text", "printed"), [("a--b", "a-{}-b"), ("?`", r"?{}\textasciigrave{}"), ("a-b", "a-b")])
def test_signs_that_latex_would_join_stay_apart(text: str, printed: str) -> None:
    assert escaped(text) == printed


def test_the_heading_row_stands_on_every_page_and_the_number_is_the_label_s(table: ReportTable) -> None:
    text = latex_of(table)
    assert text.count(r"\textbf{CMOC}") == 2
    assert r"\setcounter{table}{1}" in text
    assert r"\begin{landscape}" in text
    assert r"\caption{Configurations with quotes.}" in text
    assert text.index(r"\endhead") < text.index("Challenged by")


def test_a_row_that_no_page_holds_is_several(table: ReportTable) -> None:
    words = "It went on and on. " * 400
    cell = Cell((Paragraph((Run("“Short.”"),)), Paragraph((Run("Challenged by: ", italic=True), Run(words)))))
    long = replace(table, rows=((table.rows[0][0], table.rows[0][1], cell, table.rows[0][3]),))
    text = latex_of(long)
    body = text[text.index(r"\endlastfoot") : text.index(r"\end{longtable}")]
    assert body.count(" & ") > 3 * 4
    assert body.count(r"\addlinespace") == 1
    assert body.count("went") == 400
    assert max(len(line) for line in body.splitlines()) < 3000


@given(st.text("ab ", max_size=900), st.integers(130, 300))
def test_no_letter_is_lost_between_the_pieces(text: str, room: int) -> None:
    pieces = _pieces(Cell((Paragraph((Run(text),)),)), room)
    assert "".join(piece.text for piece in pieces) == text
    assert all(len(piece.text) <= room for piece in pieces)
