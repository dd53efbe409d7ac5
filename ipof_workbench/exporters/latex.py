r"""A table as LaTeX: a `longtable` with the rules of `booktabs`, to be taken into a paper by `\input`.

The file holds the table alone; its first lines say which packages the paper must load. Everything in it is text: no
word of a participant or an analyst can become a command.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import zip_longest

from ipof_workbench.domain.report_table import Cell, Column, Paragraph, ReportTable, Run, Typeface
from ipof_workbench.exporters.legal_text import printed_text
from ipof_workbench.exporters.paper import column_widths, split_label

_LINE = {True: 550.0, False: 345.0}
"""Landscape or not -> about how wide the text of an article is, in points."""
_TYPEFACE = Typeface("Latin Modern Roman", 9.0)
_CELL_LINES, _LETTER = 22, 4.6
"""Lines that a cell may take on a page, and the mean width of a letter in points."""

_SIGNS = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "#": r"\#",
    "%": r"\%",
    "_": r"\_",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    '"': r"\textquotedbl{}",
    "'": r"\textquotesingle{}",
    "`": r"\textasciigrave{}",
    # After the end of a row LaTeX takes a bracket for a length.
    "[": "{[}",
    "]": "{]}",
    # Two of these in a row would be drawn as one other sign.
    "-": "-{}",
    ",": ",{}",
    "!": "!{}",
    "?": "?{}",
    "\t": r"\hspace*{1em}",
    # What stands for a sign that cannot be printed: LuaTeX takes it for a broken file and stops.
    "\ufffd": r"\textopenbullet{}",
    "\n": r"\leavevmode\newline ",
}
_SIGN = re.compile("[" + re.escape("".join(_SIGNS)) + "]")
_DOUBLED = re.compile(r"([-,!?])\{\}(?![-,!?`\\])")
_HEAD = r"""% Needs: \usepackage{array,booktabs,longtable,pdflscape}
% For every letter and sign in it, compile with LuaLaTeX or XeLaTeX.
"""


def latex_of(table: ReportTable) -> str:
    """Return the table as LaTeX: caption above, heading row repeated on every page, notes below."""
    parts = [_HEAD]
    if table.landscape:
        parts.append("\\begin{landscape}\n")
    parts.append("\\begingroup\\small\n" + _counter(table.label))
    if table.columns:
        parts.append(_long_table(table))
    else:
        parts.append(f"\\noindent {escaped(table.caption)}\\par\n")
    parts += [f"\\noindent{{\\footnotesize {escaped(note)}\\par}}\n" for note in table.notes]
    parts.append("\\endgroup\n")
    if table.landscape:
        parts.append("\\end{landscape}\n")
    return "".join(parts)


def escaped(text: str) -> str:
    """Return words that LaTeX prints as they are."""
    signs = _SIGN.sub(lambda found: _SIGNS[found.group()], printed_text(text))
    return _DOUBLED.sub(r"\1", signs)


def _on_one_line(text: str) -> str:
    return escaped(" ".join(text.split()))


def _counter(label: str) -> str:
    """Let LaTeX's own numbering reach the number of the label."""
    _, number = split_label(label)
    return f"\\setcounter{{table}}{{{int(number) - 1}}}\n" if number else ""


def _long_table(table: ReportTable) -> str:
    available = _LINE[table.landscape]
    widths = column_widths(replace(table, typeface=_TYPEFACE), available)
    columns = zip(table.columns, widths, strict=True)
    layout = "".join(_column(column, width / available) for column, width in columns)
    headings = " & ".join(f"\\textbf{{{_on_one_line(column.heading)}}}" for column in table.columns)
    rows = "".join(_row(row, widths) for row in table.rows)
    head = f"\\toprule\n{headings} \\\\\n\\midrule\n"
    return (
        "\\setlength{\\LTcapwidth}{\\linewidth}\n"
        f"\\begin{{longtable}}{{@{{}}{layout}@{{}}}}\n\\caption{{{_on_one_line(table.caption)}}} \\\\\n"
        f"{head}\\endfirsthead\n{head}\\endhead\n\\bottomrule\n\\endlastfoot\n{rows}\\end{{longtable}}\n"
    )


def _row(row: tuple[Cell, ...], widths: list[float]) -> str:
    """Return a row; one that no page could hold as several, for LaTeX breaks no row and would lose what is below the
    page."""
    pieces = [_pieces(cell, _CELL_LINES * width / _LETTER) for cell, width in zip(row, widths, strict=True)]
    lines = (" & ".join(_cell(piece) for piece in line) for line in zip_longest(*pieces, fillvalue=Cell()))
    whole = " \\\\\n".join(lines)
    return f"{whole} \\\\ \\addlinespace\n"


def _pieces(cell: Cell, room: float) -> list[Cell]:
    """Return a cell cut into pieces of at most about `room` characters, between words where there are any."""
    if len(cell.text) <= room:
        return [cell]
    found: list[list[Paragraph]] = [[]]
    left = room
    for paragraph in cell.paragraphs:
        runs: list[Run] = []
        for run in paragraph.runs:
            text = run.text
            while len(text) > left:
                at = text.rfind(" ", 0, int(left)) + 1 or (int(left) if left == room else 0)
                found[-1].append(Paragraph((*runs, replace(run, text=text[:at]))))
                found.append([])
                runs, text, left = [], text[at:], room
            runs.append(replace(run, text=text))
            left -= len(text)
        found[-1].append(Paragraph(tuple(runs)))
    return [Cell(tuple(paragraphs)) for paragraphs in found]


def _column(column: Column, share: float) -> str:
    side = r"\raggedleft" if column.numeric else r"\raggedright"
    return f">{{{side}\\arraybackslash}}p{{\\dimexpr {share:.4f}\\linewidth-2\\tabcolsep\\relax}}"


def _cell(cell: Cell) -> str:
    return r"\leavevmode\newline ".join(_paragraph(paragraph) for paragraph in cell.paragraphs)


def _paragraph(paragraph: Paragraph) -> str:
    return "".join(_run(run) for run in paragraph.runs)


def _run(run: Run) -> str:
    words = escaped(run.text)
    if run.italic and words:
        words = f"\\textit{{{words}}}"
    return f"\\textbf{{{words}}}" if run.bold and words else words
