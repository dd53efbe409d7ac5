"""A table like those of a paper."""

from __future__ import annotations

import pytest

from ipof_workbench.domain.report_table import Cell, Column, Paragraph, ReportTable, Run


@pytest.fixture
def table() -> ReportTable:
    """Two configurations with quotes, one of them challenged, and counts."""
    columns = (
        Column("number", "CMOC", 0.5),
        Column("context", "Context", 1.5),
        Column("quotes", "Illustrative quotes", 3.0),
        Column("participants", "Participants, n", 0.8, numeric=True),
    )
    challenged = Cell(
        (
            Paragraph((Run("“It felt like being picked up off the floor.” (P04, Forum A)"),)),
            Paragraph((Run("Challenged by: ", italic=True), Run("“Nights were fine.” (P22, Forum B)"))),
        )
    )
    rows = (
        (Cell.of("7a"), Cell.of("No moderator is present at night"), challenged, Cell.number(16)),
        (Cell.of("10"), Cell.of("House rules | explained\tby peers", bold=True), Cell(), Cell.number(1284)),
    )
    return ReportTable(
        "cmo-table",
        "Configurations with quotes.",
        columns,
        rows,
        ("CMOC: configuration.", "n: participants."),
        "Table 2",
    )
