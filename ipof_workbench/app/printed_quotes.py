"""How the quotes of one claim will stand in a table, in the style of the journal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ipof_workbench.app.cmo_table import Voices, illustrative, quote_paragraph
from ipof_workbench.domain.house_style import HouseStyle, styled
from ipof_workbench.domain.quote_rows import QuoteOption
from ipof_workbench.domain.report_table import Cell, Column, Paragraph, ReportTable

if TYPE_CHECKING:
    from ipof_workbench.app.workbench import Workbench


def printed_quotes(
    workbench: Workbench, options: Sequence[QuoteOption], style: HouseStyle, most: int
) -> tuple[Paragraph, ...]:
    """Return the paragraphs of the cell: the chosen quotes, or up to `most` where none are chosen."""
    voices = Voices.of(workbench, style)
    rows = illustrative([option.row for option in options], most, voices.chosen)
    cell = Cell(tuple(quote_paragraph(row, voices) for row in rows))
    table = styled(ReportTable("quotes", "", (Column("quotes", ""),), ((cell,),)), style)
    return table.rows[0][0].paragraphs
