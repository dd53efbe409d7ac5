"""Writing results: ten thousand quotes as a worksheet, and the whole supplement of the sample study."""

from __future__ import annotations

import json
from pathlib import Path

from benchmarks import study
from benchmarks.conftest import Race, fill_configurations
from ipof_workbench.app.exports import export_table, report_table
from ipof_workbench.app.report_sets import ReportPlan, write_supplement
from ipof_workbench.app.sample import build_sample
from ipof_workbench.app.workbench import Workbench
from ipof_workbench.main import register_painters

QUOTES = 10_000


def test_the_quotes_as_a_worksheet(race: Race, folder: Path, words: study.Words) -> None:
    with Workbench.create(folder / "quotes.ipof") as workbench:
        fill_configurations(workbench, 500, QUOTES, words)
        table = report_table(workbench, "quotes")
        assert len(table.rows) == QUOTES

        def write() -> None:
            export_table(workbench, "quotes", folder / "quotes.xlsx", force=True)

        def floor() -> None:
            (folder / "floor.json").write_text(json.dumps([[cell.text for cell in row] for row in table.rows]))

        race.run("Worksheet of 10,000 quotes", write, floor, rounds=3, most=2_000)


def test_the_supplement_of_the_sample_study(race: Race, folder: Path) -> None:
    register_painters()
    with Workbench.open(build_sample(folder / "sample")) as workbench:

        def write() -> None:
            write_supplement(workbench, ReportPlan(), folder / "supplement.docx", force=True)

        race.run("Supplement of the sample study", write, rounds=3, most=3_000)
