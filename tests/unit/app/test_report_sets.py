"""A plan in a small file, and the tables, figures and supplement that come of it."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

from ipof_workbench.app.exports import FIGURE_KINDS
from ipof_workbench.app.plan_files import read_plan
from ipof_workbench.app.report_sets import (
    PlannedOutput,
    ReportPlan,
    usual_outputs,
    write_set,
    write_supplement,
)
from ipof_workbench.domain.drawing import Drawing
from ipof_workbench.domain.errors import UnreadableInput, UsageError
from ipof_workbench.exporters import registry
from tests.unit.exporters.test_supplement import png
from tests.unit.storage.hand_made_study import Study

PLAN = """
title = "Supplement 2"
style = "bmj"
folder = "out"
formats = ["csv", "docx"]
supplement = "all.docx"
threshold = 1

[only]
case = "Harbour"

[[output]]
kind = "cmo-table"
file = "table_1"
caption = "Ours."
quotes = 0
statuses = ["initial"]

[[output]]
kind = "participants-table"

[[output]]
kind = "theory"
"""


@pytest.fixture
def plan_file(tmp_path: Path) -> Path:
    path = tmp_path / "plan.toml"
    path.write_text(PLAN, encoding="utf-8")
    return path


@pytest.fixture(autouse=True)
def painter(monkeypatch: pytest.MonkeyPatch) -> None:
    def paint(drawing: Drawing) -> bytes:
        assert drawing.width
        return png()

    monkeypatch.setitem(registry._painters, ".png", paint)  # noqa: SLF001


def test_a_plan_is_read_as_it_was_written(plan_file: Path) -> None:
    plan = read_plan(plan_file)
    assert (plan.title, plan.style.key, plan.formats, plan.only) == (
        "Supplement 2", "bmj", (".csv", ".docx"), {"case": ("Harbour",)}
    )  # fmt: skip
    assert plan.outputs[0] == PlannedOutput("cmo-table", "table_1", "Ours.", 0, ("initial",))


def test_the_set_is_written_in_every_format_and_numbered(study: Study, plan_file: Path) -> None:
    plan = read_plan(plan_file)
    files = write_set(study.workbench, plan, plan_file.parent)
    out = plan_file.parent / "out"
    assert [path.relative_to(out).as_posix() for path in files] == [
        "table_1.csv", "table_1.docx", "participants_table.csv", "participants_table.docx", "theory.svg", "all.docx",
    ]  # fmt: skip
    caption = docx.Document(str(out / "table_1.docx")).element.body.xpath("w:p[1]//w:t/text()")
    assert "".join(caption) == "Table 1 Ours."
    whole = docx.Document(str(out / "all.docx"))
    assert [len(whole.tables), len(whole.inline_shapes)] == [2, 1]
    assert [row.cells[0].text for row in whole.tables[0].rows] == ["CMOC", "1", "10"]


def test_a_second_run_changes_nothing_without_force_and_gives_the_same_bytes_with_it(
    study: Study, plan_file: Path
) -> None:
    plan = read_plan(plan_file)
    files = write_set(study.workbench, plan, plan_file.parent)
    before = [path.read_bytes() for path in files]
    files[2].write_text("mine", encoding="utf-8")
    with pytest.raises(UsageError):
        write_set(study.workbench, plan, plan_file.parent)
    assert files[2].read_text(encoding="utf-8") == "mine"
    write_set(study.workbench, plan, plan_file.parent, force=True)
    assert [path.read_bytes() for path in files] == before


def test_the_usual_supplement_has_every_usual_output(study: Study, tmp_path: Path) -> None:
    path = write_supplement(study.workbench, ReportPlan(), tmp_path / "s.docx")
    document = docx.Document(str(path))
    tables = [output for output in usual_outputs() if output.kind not in FIGURE_KINDS]
    assert len(document.tables) == len(tables)
    with pytest.raises(UsageError, match="one Word file"):
        write_supplement(study.workbench, ReportPlan(), tmp_path / "s.pdf")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("title =", "no valid TOML"),
        ("colour = 1", "says “colour”"),
        ("title = 3", "“title”"),
        ("formats = [1]", "“formats”"),
        ('style = "nature"', "no house style"),
        ("[[output]]\nquotes = 1", "needs a kind"),
        ('[[output]]\nkind = "poem"', "asks for “poem”"),
        ('[[output]]\nkind = "quotes"\nquotes = -1', "whole number"),
        ('[[output]]\nkind = "quotes"\nstatuses = ["good"]', "no status"),
        ('[only]\ncolour = "red"', "says “colour”"),
        ("only = 3", "must be a table"),
        ('[[output]]\nkind = "quotes"\n[[output]]\nkind = "quotes"', "a file of its own"),
    ],
)
def test_a_plan_that_makes_no_sense_is_refused_and_nothing_is_written(
    study: Study, tmp_path: Path, text: str, says: str
) -> None:
    path = tmp_path / "plan.toml"
    path.write_text(text, encoding="utf-8")
    before = {left.name for left in tmp_path.iterdir()}
    with pytest.raises(UsageError, match=says):
        write_set(study.workbench, read_plan(path), tmp_path)
    assert {left.name for left in tmp_path.iterdir()} == before


def test_a_plan_that_is_not_there_is_unreadable(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput, match="cannot be read"):
        read_plan(tmp_path / "no.toml")
