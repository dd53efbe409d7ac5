"""Bringing material in: each import is one named step that one undo takes back and one redo restores.

Parsing is over before anything is written (`importers`); here parsed values become records, in bulk.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from ipof_workbench.app.commands.base import Command
from ipof_workbench.app.importing import ImportReport, NothingNew
from ipof_workbench.app.post_imports import ImportPosts
from ipof_workbench.app.survey_imports import ImportSurvey
from ipof_workbench.app.tasks import Report, no_report
from ipof_workbench.app.transcript_imports import ImportTranscripts, TranscriptChoice
from ipof_workbench.domain.imported import ContractTable, ParsedPosts, ParsedSurvey

if TYPE_CHECKING:
    from ipof_workbench.app.workbench import Workbench

__all__ = [
    "ImportReport",
    "TranscriptChoice",
    "import_contract",
    "import_posts",
    "import_survey",
    "import_transcripts",
]


def _run(workbench: Workbench, command: Command) -> ImportReport:
    try:
        report: ImportReport = workbench.run(command).result
    except NothingNew as nothing:
        return nothing.report
    return report


def import_transcripts(
    workbench: Workbench, choices: Sequence[TranscriptChoice], case: str = "", report: Report = no_report
) -> ImportReport:
    """Import parsed transcripts as one step; `case` is for those that name none."""
    chosen = tuple(choice if choice.case else replace(choice, case=case) for choice in choices)
    return _run(workbench, ImportTranscripts(chosen, report))


def import_survey(
    workbench: Workbench, parsed: ParsedSurvey, case: str = "", report: Report = no_report
) -> ImportReport:
    """Import a parsed survey as one step; `case` is for rows that name none."""
    return _run(workbench, ImportSurvey(parsed, case, report))


def import_posts(workbench: Workbench, parsed: ParsedPosts, case: str = "", report: Report = no_report) -> ImportReport:
    """Import parsed forum posts as one step, authors pseudonymised; `case` is for posts that name none."""
    from ipof_workbench.app.pseudonyms import Pseudonyms

    return _run(workbench, ImportPosts(parsed, Pseudonyms.for_project(workbench.project_id).of, case, report))


def import_contract(workbench: Workbench, table: ContractTable, report: Report = no_report) -> ImportReport:
    """Import a table of one of the csv contracts as one step; refused as a whole where a row is wrong."""
    from ipof_workbench.app.contract_imports import command_for

    return _run(workbench, command_for(table, report))
