"""An export that is stopped, wherever it is by then, leaves the older file as it was and nothing beside it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from ipof_workbench.app.exports import export_table
from ipof_workbench.app.report_sets import PlannedOutput, ReportPlan, write_set, write_supplement
from ipof_workbench.domain.errors import Cancelled
from tests.unit.storage.hand_made_study import Study

OUTPUTS = (PlannedOutput("cmo-table"), PlannedOutput("codebook"), PlannedOutput("matrix"))


def stopping_at(wanted: int, heard: list[tuple[int, int]]) -> Callable[[int, int], None]:
    def report(done: int, total: int) -> None:
        heard.append((done, total))
        if done == wanted:
            raise Cancelled("Stopped; nothing of it was stored.")

    return report


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "out").mkdir()
    return tmp_path / "out"


@pytest.mark.parametrize("suffix", [".docx", ".xlsx", ".csv", ".md", ".html", ".tex"])
def test_a_stopped_table_leaves_the_old_file(study: Study, folder: Path, suffix: str) -> None:
    path = folder / f"table{suffix}"
    path.write_text("precious")
    for stage in range(3):
        heard: list[tuple[int, int]] = []
        with pytest.raises(Cancelled):
            export_table(study.workbench, "cmo-table", path, force=True, report=stopping_at(stage, heard))
        assert heard == [(done, 3) for done in range(stage + 1)]
        assert path.read_text() == "precious"
        assert [each.name for each in folder.iterdir()] == [path.name]


@pytest.mark.parametrize("kind", ["theory", "evidence-figure"])
def test_a_stopped_figure_leaves_the_old_file(study: Study, folder: Path, kind: str) -> None:
    path = folder / "figure.svg"
    path.write_text("precious")
    for stage in range(3):
        with pytest.raises(Cancelled):
            export_table(study.workbench, kind, path, force=True, report=stopping_at(stage, []))
        assert path.read_text() == "precious"
        assert [each.name for each in folder.iterdir()] == [path.name]


@pytest.mark.parametrize("item", [0, 1, len(OUTPUTS)])
def test_a_stopped_supplement_leaves_the_old_file(study: Study, folder: Path, item: int) -> None:
    path = folder / "supplement.docx"
    path.write_text("precious")
    heard: list[tuple[int, int]] = []
    plan = ReportPlan(outputs=OUTPUTS)
    with pytest.raises(Cancelled):
        write_supplement(study.workbench, plan, path, force=True, report=stopping_at(item, heard))
    assert {total for _, total in heard} == {len(OUTPUTS)}
    assert path.read_text() == "precious"
    assert [each.name for each in folder.iterdir()] == [path.name]


def test_a_stopped_set_keeps_what_was_written_whole(study: Study, folder: Path) -> None:
    plan = ReportPlan(outputs=OUTPUTS, formats=(".csv",))
    with pytest.raises(Cancelled):
        write_set(study.workbench, plan, folder, report=stopping_at(2, []))
    assert sorted(each.name for each in folder.iterdir()) == ["cmo_table.csv", "codebook.csv"]
