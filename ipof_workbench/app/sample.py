"""The sample study, built from its plain files by the same importers that a researcher uses."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from ipof_workbench.app.exports import export_table
from ipof_workbench.app.imports import (
    ImportReport,
    TranscriptChoice,
    import_contract,
    import_posts,
    import_survey,
    import_transcripts,
)
from ipof_workbench.app.tasks import Report, no_report
from ipof_workbench.app.workbench import Workbench
from ipof_workbench.domain.errors import LibraryMissing, ProjectUnavailable

PROJECT_NAME = "sample_study.ipof"
TABLE_NAME = "cmo_table.docx"


def sample_folder() -> Path:
    """Return the folder of the sample study's files: beside the package in a checkout, inside it when installed.

    Raises:
        LibraryMissing: neither is there.
    """
    package = Path(__file__).resolve().parent.parent
    for folder in (package.parent / "sample_project", package / "_sample_project"):
        if (folder / "study.json").is_file():
            return folder
    raise LibraryMissing("The sample study is missing from this installation; install it with: pip install .")


def _import(workbench: Workbench, source: Path, entry: dict[str, Any]) -> ImportReport | None:
    """Do one import of `study.json`, with the options of the command line, or what its analysts judged (None)."""
    kind, case = entry["kind"], entry.get("case", "")
    if kind == "judgements":
        from ipof_workbench.app.sample_judgements import do_judgements

        do_judgements(workbench, source / entry["file"])
        return None
    if kind == "transcripts":
        from ipof_workbench.importers.pool import Refused, parse_transcripts

        choices = []
        for parsed in parse_transcripts([source / name for name in entry["files"]]):
            if isinstance(parsed, Refused):
                raise parsed.error
            choices.append(TranscriptChoice(parsed))
        return import_transcripts(workbench, choices, case)
    path = source / entry["file"]
    if kind == "survey":
        from ipof_workbench.importers.survey import read_survey

        survey = read_survey(path, entry["id"], entry["text"], entry.get("case_column", ""), case)
        return import_survey(workbench, survey, case)
    if kind == "posts":
        from ipof_workbench.importers.posts import read_posts

        columns = {key: value for key, value in entry.items() if key not in ("kind", "file")}
        return import_posts(workbench, read_posts(path, **columns), case)
    from ipof_workbench.importers.contracts import read_contract

    return import_contract(workbench, read_contract(kind, path, [role.key for role in workbench.read.roles()]))


def build_sample(folder: Path, report: Report = no_report, *, force: bool = False) -> Path:
    """Build the sample study and its CMO table in a folder (made where there is none); return the
    project; the table stands beside it (`TABLE_NAME`).

    Raises:
        ProjectUnavailable: the folder holds a sample study already (and not `force`), or cannot be written.
    """
    source = sample_folder()
    study = json.loads((source / "study.json").read_text(encoding="utf-8"))
    project, table = folder / PROJECT_NAME, folder / TABLE_NAME
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ProjectUnavailable(f"The folder {folder} cannot be made ({error.strerror}); choose another.") from None
    if project.exists() and not force:
        raise ProjectUnavailable(f"{project} is already there; open it, or choose another folder.")
    for left in (project, project.with_name(project.name + "-wal"), project.with_name(project.name + "-shm")):
        left.unlink(missing_ok=True)
    with Workbench.create(
        project, title=study["title"], grammar=study.get("grammar", "cmo"), analyst=study.get("analyst", "")
    ) as workbench:
        entries = study["imports"]
        for at, entry in enumerate(entries):
            report(at, len(entries))
            _import(workbench, source, entry)
        report(len(entries), len(entries))
        export_table(workbench, "cmo-table", table, force=True)
    return project
