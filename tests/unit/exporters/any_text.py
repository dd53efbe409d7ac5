"""Text of every kind for round trips: what people, tools and attackers put into a cell."""

from __future__ import annotations

from hypothesis import strategies as st

from ipof_workbench.domain.report_table import Cell, Column, Paragraph, ReportTable, Run

NASTY = (
    "=cmd|' /C calc'!A0",
    "@SUM(1+1)",
    "+44 20",
    "-2",
    "\t=1",
    "\r=1",
    "'=1",
    "''=1",
    "'",
    "'tis",
    "\x00\x01\x1f",
    "\ud800 alone",
    "\ufffe\uffff",
    "👩‍👩‍👧 🇸🇪 e\u0301",
    "שלום עולם",
    "مرحبا 123",
    "\u202egnp.exe",
    "a\nb\r\nc\rd",
    "\u2028\u2029\x85",
    "| pipe \\| `code` <b>bold</b> *x* _y_ &amp; $z$",
    "{=1+1}",
    "http://example.org/?a=b&c",
    "_x0041_",
    "]]>",
    '"quoted", twice',
    " leading and trailing ",
    "",
)

any_text = st.one_of(st.sampled_from(NASTY), st.text(st.characters(exclude_categories=()), max_size=30))
any_run = st.builds(Run, any_text, st.booleans(), st.booleans())
any_cell = st.builds(
    Cell, st.lists(st.builds(Paragraph, st.lists(any_run, max_size=3).map(tuple)), max_size=3).map(tuple)
)


@st.composite
def any_table(draw: st.DrawFn) -> ReportTable:
    """Up to three columns and rows with any text in every place."""
    count = draw(st.integers(1, 3))
    columns = tuple(Column(draw(any_text), draw(any_text), 1.0, draw(st.booleans())) for _ in range(count))
    row = st.tuples(*[any_cell] * count)
    rows = tuple(draw(st.lists(row, max_size=3)))
    notes = tuple(draw(st.lists(any_text, max_size=2)))
    return ReportTable(draw(any_text), draw(any_text), columns, rows, notes, draw(any_text), draw(st.booleans()))


def as_printed(text: str) -> str:
    """Say what XML formats keep of a text, character by character and apart from the code under test."""
    kept = []
    for character in text.replace("\r\n", "\n").replace("\r", "\n"):
        code = ord(character)
        is_allowed = code in {9, 10} or 0x20 <= code < 0xD800 or 0xE000 <= code <= 0xFFFD or code > 0xFFFF
        kept.append(character if is_allowed else "\ufffd")
    return "".join(kept)


def cell_as_printed(cell: Cell) -> str:
    """Say what XML formats keep of a cell, run by run."""
    return "\n".join("".join(as_printed(run.text) for run in paragraph.runs) for paragraph in cell.paragraphs)
