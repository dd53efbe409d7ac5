"""The tables of the sample study as text, as `sample_project/expected` keeps them; run it to write them anew:

    python -m tests.expected_supplement

Look at what changed before it is committed: it is what a reader of the paper would see changed.
"""

from __future__ import annotations

import os
import re
import sys
import tempfile
from pathlib import Path

EXPECTED = Path(__file__).resolve().parents[1] / "sample_project" / "expected"
RENEW = "python -m tests.expected_supplement"
_DATE = re.compile(r"\b20\d\d-\d\d-\d\d(?: \d\d:\d\d(?::\d\d)?)?")
_DIGEST = re.compile(r"\b[0-9a-f]{64}\b")
_AUTHOR = re.compile(r"\bA-[a-z2-7]{8}\b")


def texts_of(project: Path) -> dict[str, str]:
    """Return kind -> table in Markdown, without what differs from one building of the study to the next: days, digests,
    and the pseudonyms of forum authors, whose key is made afresh for each project."""
    from ipof_workbench.app.report_tables import TABLE_KINDS, report_table
    from ipof_workbench.app.workbench import Workbench
    from ipof_workbench.exporters.markdown import markdown_of

    workbench = Workbench.open(project)
    try:
        tables = {kind: markdown_of(report_table(workbench, kind)) for kind in TABLE_KINDS}
    finally:
        workbench.close()
    return {kind: _lasting(text) for kind, text in tables.items()}


def _lasting(text: str) -> str:
    return _DIGEST.sub("(digest)", _AUTHOR.sub("(author)", _DATE.sub("(date)", text)))


def write_everything(project: Path, folder: Path) -> None:
    """Write every table and figure of a project in every format."""
    from ipof_workbench.app.exports import FIGURE_KINDS, export_table
    from ipof_workbench.app.report_sets import ReportPlan, write_supplement
    from ipof_workbench.app.report_tables import TABLE_KINDS
    from ipof_workbench.app.workbench import Workbench
    from ipof_workbench.exporters.registry import DRAWING_SUFFIXES, TABLE_SUFFIXES
    from ipof_workbench.main import register_painters

    register_painters()
    folder.mkdir(parents=True)
    workbench = Workbench.open(project)
    try:
        for kinds, suffixes in ((TABLE_KINDS, TABLE_SUFFIXES), (FIGURE_KINDS, DRAWING_SUFFIXES)):
            for kind in kinds:
                for suffix in suffixes:
                    export_table(workbench, kind, folder / f"{kind}{suffix}")
        export_table(workbench, "theory", folder / "theory.graphml")
        write_supplement(workbench, ReportPlan(), folder / "supplement.docx")
    finally:
        workbench.close()


def main() -> int:
    """Build the sample study in a folder that goes away, and write the tables beside its files."""
    from ipof_workbench.app.sample import build_sample

    with tempfile.TemporaryDirectory() as folder:
        os.environ["IPOF_WORKBENCH_HOME"] = folder
        texts = texts_of(build_sample(Path(folder) / "study"))
    EXPECTED.mkdir(exist_ok=True)
    for path in EXPECTED.glob("*.md"):
        path.unlink()
    for kind, text in texts.items():
        (EXPECTED / f"{kind}.md").write_text(text, encoding="utf-8", newline="\n")
    sys.stdout.write(f"{len(texts)} tables in {EXPECTED}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
