"""The same project and plan give the same bytes in every format, whoever writes them, when and where."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from ipof_workbench.app.exports import FIGURE_KINDS
from ipof_workbench.app.report_plans import write_plan
from ipof_workbench.app.report_sets import PlannedOutput, ReportPlan
from ipof_workbench.app.report_tables import TABLE_KINDS
from ipof_workbench.exporters.registry import DRAWING_SUFFIXES, TABLE_SUFFIXES
from tests.e2e.shell import CHECKOUT
from tests.journal_template import write_journal

WRITERS = (
    {"TZ": "UTC", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "1", "USER": "ann-of-the-north"},
    {"TZ": "Asia/Kathmandu", "LC_ALL": "de_DE.UTF-8", "PYTHONHASHSEED": "2", "USER": "Björn"},
)


def written(study: Path, folder: Path, writer: dict[str, str]) -> dict[str, bytes]:
    """Return name -> bytes of what `report` writes for every table and figure, in a home of its own."""
    (folder / "home").mkdir(parents=True)
    journal = write_journal(folder / "journal.docx")
    plan = ReportPlan(
        folder="out",
        formats=TABLE_SUFFIXES,
        figure_formats=DRAWING_SUFFIXES,
        supplement="supplement.docx",
        outputs=tuple(PlannedOutput(kind) for kind in (*TABLE_KINDS, *FIGURE_KINDS)),
    )
    path = write_plan(plan, "jmir", folder / "report.toml", template=str(journal))
    homes = dict.fromkeys(("HOME", "USERPROFILE", "IPOF_WORKBENCH_HOME"), str(folder / "home"))
    env = {**os.environ, **homes, **writer, "PYTHONPATH": str(CHECKOUT), "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-m", "ipof_workbench", "report", str(study), "--config", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=env, check=False, timeout=300)
    assert done.returncode == 0, done.stderr
    return {file.name: file.read_bytes() for file in sorted((folder / "out").iterdir())}


def test_two_people_in_two_places_write_the_same_files(built_study: Path, tmp_path: Path) -> None:
    first, second = (written(built_study, tmp_path / str(at), writer) for at, writer in enumerate(WRITERS))
    assert len(first) == len(TABLE_KINDS) * len(TABLE_SUFFIXES) + len(FIGURE_KINDS) * len(DRAWING_SUFFIXES) + 1
    assert [name for name in first if first[name] != second.get(name)] == []
    assert [name for name, content in first.items() if b"ann-of-the-north" in content] == []
