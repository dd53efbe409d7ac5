"""A table as a web page: one file, no script, nothing fetched from elsewhere."""

from __future__ import annotations

from html import escape

from ipof_workbench.domain.report_table import Cell, Column, Paragraph, ReportTable, Run
from ipof_workbench.exporters.legal_text import printed_text
from ipof_workbench.exporters.paper import LIGHT_RULE_COLOUR, Measures, caption_label

_SCREEN = 1.25
_LOOKS = f"""
body {{ line-height: 1.35; margin: 2rem auto; max-width: 75rem; padding: 0 1rem; color: #000; background: #fff; }}
table {{ border-collapse: collapse; width: 100%; border-top: 2px solid #000; border-bottom: 2px solid #000; }}
caption {{ text-align: left; padding-bottom: .5rem; }}
th, td {{ text-align: start; vertical-align: top; padding: .3rem .5rem; border-bottom: 1px solid {LIGHT_RULE_COLOUR}; }}
th {{ vertical-align: bottom; border-bottom: 2px solid #000; }}
td p {{ margin: 0 0 .2rem; white-space: pre-wrap; overflow-wrap: break-word; }}
.number {{ text-align: end; font-variant-numeric: tabular-nums; }}
.note {{ margin: .4rem 0; }}
@media print {{ thead {{ display: table-header-group; }} tr {{ break-inside: avoid; }} body {{ margin: 0; }} }}
"""


def web_page_of(table: ReportTable) -> str:
    """Return the table as a page of HTML 5: caption above, heading row repeated in print, notes below."""
    label = caption_label(table)
    caption = f"<strong>{_shown(label)}</strong> {_shown(table.caption)}" if label else _shown(table.caption)
    title = _shown(f"{label} {table.caption}".strip()) or "Table"
    columns = "".join(f'<col style="width: {share:.2f}%">' for share in _shares(table.columns))
    headings = "".join(_heading(column) for column in table.columns)
    rows = "\n".join(_row(row, table.columns) for row in table.rows)
    notes = "\n".join(f'<p class="note" dir="auto">{_shown(note)}</p>' for note in table.notes)
    return (
        '<!DOCTYPE html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f"<title>{title}</title>\n<style>{_LOOKS}{_fonts(Measures.of(table.typeface))}</style>\n</head>\n<body>\n<table>\n<caption>{caption}</caption>\n"
        f"<colgroup>{columns}</colgroup>\n<thead><tr>{headings}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table>\n"
        f"{notes}\n</body>\n</html>\n"
    )


def _fonts(measures: Measures) -> str:
    """Return the fonts and sizes: on a screen a quarter larger than on paper, in print as in the Word file."""
    families = ", ".join(f'"{family}"' for family in measures.families)
    generic = "sans-serif" if measures.is_sans else "serif"
    caption, note = (size / measures.text_size for size in (measures.caption_size, measures.note_size))
    return (
        f"body {{ font-family: {families}, {generic}; font-size: {measures.text_size * _SCREEN:g}pt; }}\n"
        f"caption {{ font-size: {caption:.0%}; }}\n.note {{ font-size: {note:.0%}; }}\n"
        f"@media print {{ body {{ font-size: {measures.text_size:g}pt; }} }}\n"
    )


def _shown(text: str) -> str:
    return escape(printed_text(text))


def _shares(columns: tuple[Column, ...]) -> list[float]:
    total = sum(max(column.width, 0.0) for column in columns)
    return [100 * max(column.width, 0.0) / total if total else 100 / len(columns) for column in columns]


def _heading(column: Column) -> str:
    look = ' class="number"' if column.numeric else ""
    return f'<th scope="col"{look}>{_shown(column.heading)}</th>'


def _row(row: tuple[Cell, ...], columns: tuple[Column, ...]) -> str:
    cells = "".join(_cell(cell, column) for cell, column in zip(row, columns, strict=True))
    return f"<tr>{cells}</tr>"


def _cell(cell: Cell, column: Column) -> str:
    look = ' class="number"' if column.numeric else ""
    paragraphs = "".join(_paragraph(paragraph) for paragraph in cell.paragraphs)
    return f"<td{look}>{paragraphs}</td>"


def _paragraph(paragraph: Paragraph) -> str:
    # The direction is that of the paragraph's own first letter, whatever stands around it.
    return f'<p dir="auto">{"".join(_run(run) for run in paragraph.runs)}</p>'


def _run(run: Run) -> str:
    words = _shown(run.text)
    if run.italic:
        words = f"<em>{words}</em>"
    return f"<strong>{words}</strong>" if run.bold else words
