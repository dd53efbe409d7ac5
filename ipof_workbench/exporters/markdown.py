"""A GitHub table: caption above, notes below, nothing in the words read as markup."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from ipof_workbench.domain.report_table import Cell, Paragraph, ReportTable, Run
from ipof_workbench.exporters.legal_text import printed_text
from ipof_workbench.exporters.paper import caption_label

_MARKUP = re.compile(r"([\\`*_\[\]<>|~&$#!])")
_LIST_MARK = re.compile(r"^([0-9]*)([-+.)=])")
"""What would make a list or a heading of a line that begins with it."""


def markdown_of(table: ReportTable) -> str:
    """Return the table as GitHub-flavoured Markdown, one line for each row."""
    caption = f"**{escaped(caption_label(table))}** {escaped(table.caption)}".strip()
    lines = [caption, "", _row([f"**{escaped(column.heading)}**" for column in table.columns])]
    lines.append(_row(["---:" if column.numeric else "---" for column in table.columns]))
    lines += [_row([_cell(cell) for cell in row]) for row in table.rows]
    for note in table.notes:
        lines += ["", _LIST_MARK.sub(r"\1\\\2", escaped(note.strip()))]
    return "\n".join(lines) + "\n"


def escaped(text: str) -> str:
    """Return words that Markdown shows as they are, on one line; line breaks become ``<br>``."""
    return _MARKUP.sub(r"\\\1", printed_text(text)).replace("\n", "<br>")


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(cell: Cell) -> str:
    return "<br>".join(_paragraph(paragraph) for paragraph in cell.paragraphs)


def _paragraph(paragraph: Paragraph) -> str:
    # Neighbours of one look are joined first: "*a**b*" would not read as one stretch of italics.
    looks = groupby(paragraph.runs, key=lambda run: (run.italic, run.bold))
    return "".join(_run(Run("".join(run.text for run in runs), *look)) for look, runs in looks)


def _run(run: Run) -> str:
    words = run.text.strip()
    mark = ("*" if run.italic else "") + ("**" if run.bold else "")
    if not mark or not words:
        return escaped(run.text)
    # Markers count only when they touch the words, so the spaces of the run go outside.
    start = run.text.index(words)
    before, after = run.text[:start], run.text[start + len(words) :]
    return f"{escaped(before)}{mark}{escaped(words)}{mark}{escaped(after)}"
