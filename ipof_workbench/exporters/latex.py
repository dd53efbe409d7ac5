r"""A table as LaTeX: a `longtable` with the rules of `booktabs`, to be taken into a paper by `\input`.

The file holds the table alone; its first lines say which packages the paper must load. Everything in it is text: no
word of a participant or an analyst can become a command.
"""

from __future__ import annotations

import re

from ipof_workbench.domain.report_table import Cell, Column, Paragraph, ReportTable, Run
from ipof_workbench.exporters.legal_text import printed_text
from ipof_workbench.exporters.paper import split_label

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
    total = sum(max(column.width, 0.0) for column in table.columns) or float(len(table.columns))
    layout = "".join(_column(column, total) for column in table.columns)
    headings = " & ".join(f"\\textbf{{{_on_one_line(column.heading)}}}" for column in table.columns)
    rows = "".join(f"{' & '.join(_cell(cell) for cell in row)} \\\\ \\addlinespace\n" for row in table.rows)
    head = f"\\toprule\n{headings} \\\\\n\\midrule\n"
    return (
        f"\\begin{{longtable}}{{@{{}}{layout}@{{}}}}\n\\caption{{{_on_one_line(table.caption)}}} \\\\\n"
        f"{head}\\endfirsthead\n{head}\\endhead\n\\bottomrule\n\\endlastfoot\n{rows}\\end{{longtable}}\n"
    )


def _column(column: Column, total: float) -> str:
    share = max(column.width, 0.0) / total if total else 0.0
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
