"""What the view of the quotes reads, in a worker when it takes long."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ipof_workbench.domain.filters import Filter
from ipof_workbench.domain.house_style import HouseStyle
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.quote_rows import ChosenRow, QuoteOption
from ipof_workbench.domain.report_table import Paragraph
from ipof_workbench.ui.report.quotes.claim_list import CONFIGURATION, STATEMENT, Claim, head

if TYPE_CHECKING:
    from ipof_workbench.app.workbench import Workbench

USUAL_QUOTES = 2
"""Quotes that a table takes by itself for a claim for which none are chosen."""


@dataclass(frozen=True, slots=True)
class QuotesRead:
    """The claims under their heads, the current one (None where there are none) with its passages, and how its quotes
    are printed."""

    claims: tuple[Claim, ...]
    claim: Claim | None
    options: tuple[QuoteOption, ...]
    printed: tuple[Paragraph, ...]


def read_quotes(workbench: Workbench, scope: Filter, wanted: tuple[str, Rid] | None, style: HouseStyle) -> QuotesRead:
    """Read the claims that pass the filter and the passages on the wanted one (kind, rid), else on the first."""
    from ipof_workbench.app.printed_quotes import printed_quotes

    read = workbench.read
    chosen: dict[tuple[str, Rid], int] = {}
    for row in read.quotes.chosen().values():
        chosen[_claim_of(row)] = chosen.get(_claim_of(row), 0) + 1
    configurations = [(CONFIGURATION, row.rid, row.number, row.title) for row in read.configurations(scope)]
    statements = [(STATEMENT, row.rid, row.number, row.parts.get("if", "")) for row in read.of_statements.listed(scope)]
    claims: list[Claim] = []
    for title, rows in (("Configurations", configurations), ("Statements", statements)):
        claims += [head(title)] if rows else []
        claims += [Claim(*row, chosen.get(row[:2], 0)) for row in rows]
    claim = _present(claims, wanted)
    options: list[QuoteOption] = []
    if claim is not None and claim.kind == CONFIGURATION:
        options = read.quotes.options(configuration=claim.rid, scope=scope)
    elif claim is not None:
        options = read.quotes.options(statement=claim.rid, scope=scope)
    printed = printed_quotes(workbench, options, style, USUAL_QUOTES)
    return QuotesRead(tuple(claims), claim, tuple(options), printed)


def _claim_of(row: ChosenRow) -> tuple[str, Rid]:
    if row.configuration is not None:
        return CONFIGURATION, row.configuration
    return STATEMENT, row.statement or 0


def _present(claims: Sequence[Claim], wanted: tuple[str, Rid] | None) -> Claim | None:
    """Return the wanted claim as it is now, or the first."""
    same = next((claim for claim in claims if claim[:2] == wanted), None)
    return same or next((claim for claim in claims if claim.kind), None)
