"""The import commands: parse first, write last, as one step."""

from __future__ import annotations

import glob
from argparse import Namespace
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from ipof_workbench.cli.console import Console
from ipof_workbench.cli.projects import acting_as, opened_to_write
from ipof_workbench.domain.errors import UnreadableInput
from ipof_workbench.domain.vocabulary import DocumentKind

if TYPE_CHECKING:
    from ipof_workbench.app.imports import ImportReport, TranscriptChoice
    from ipof_workbench.app.tasks import Report
    from ipof_workbench.app.workbench import Workbench
    from ipof_workbench.domain.imported import ParsedTranscript

P = TypeVar("P")
_SHOWN = 20
_WILD = frozenset("*?[")


def transcripts(arguments: Namespace, console: Console) -> int:
    """Import transcripts; when one cannot be read, none is imported."""
    from ipof_workbench.app.imports import TranscriptChoice, import_transcripts

    kind = DocumentKind.parse(arguments.kind).value

    def store(workbench: Workbench, parsed: list[ParsedTranscript], report: Report) -> ImportReport:
        choices = [TranscriptChoice(each, kind=kind) for each in parsed]
        if arguments.replace:
            return _replace(workbench, choices, arguments.case, report)
        return import_transcripts(workbench, choices, arguments.case, report)

    return _import(arguments, console, lambda _: read_all(_files(arguments.files), console), store)


def _replace(workbench: Workbench, choices: Sequence[TranscriptChoice], case: str, report: Report) -> ImportReport:
    """Give documents of the files' names the new texts; import the files that have none."""
    from ipof_workbench.app.importing import ImportReport
    from ipof_workbench.app.imports import import_transcripts
    from ipof_workbench.app.text_imports import NewText, document_for, replace_texts

    held = [(document_for(workbench, choice.parsed.name, case), choice) for choice in choices]
    texts = [NewText(document, choice) for document, choice in held if document is not None]
    fresh = [choice for document, choice in held if document is None]
    replaced = replace_texts(workbench, texts, report) if texts else ImportReport(0, 0)
    added = import_transcripts(workbench, fresh, case, report) if fresh else ImportReport(0, 0)
    notes = (*((f"{replaced.added} replaced",) if replaced.added else ()), *replaced.notes, *added.notes)
    return ImportReport(added.added, replaced.unchanged + added.unchanged, added.created, notes, "transcript")


def read_all(paths: Sequence[Path], console: Console) -> list[ParsedTranscript]:
    """Return all the transcripts, parsed by a worker process.

    Raises:
        WorkbenchError: one cannot be read; of several the sentences are told before.
    """
    from ipof_workbench.importers.pool import Refused, parse_transcripts

    parsed: list[ParsedTranscript] = []
    refused: list[Refused] = []
    with console.progress("Reading transcripts") as report:
        for result in parse_transcripts(paths, report):
            if isinstance(result, Refused):
                refused.append(result)
            else:
                parsed.append(result)
    if len(refused) == 1:
        raise refused[0].error
    if refused:
        for each in refused:
            console.tell(each.error.sentence)
        raise UnreadableInput(f"{len(refused)} of {len(paths)} files cannot be read; nothing was imported.")
    return parsed


def _files(names: Sequence[str]) -> list[Path]:
    """Return the paths, `*.docx` spelt out where the shell has not done it (on Windows)."""
    paths: list[Path] = []
    for name in names:
        spelt_out = sorted(glob.glob(name)) if _WILD & set(name) and not Path(name).exists() else []
        paths.extend(map(Path, spelt_out or [name]))
    return paths


def survey(arguments: Namespace, console: Console) -> int:
    """Import a survey: a participant for each row, a document for each answer."""
    from ipof_workbench.app.imports import import_survey
    from ipof_workbench.importers.survey import read_survey

    return _import(
        arguments,
        console,
        lambda _: read_survey(Path(arguments.file), arguments.id, arguments.text, arguments.case_column),
        lambda workbench, parsed, report: import_survey(workbench, parsed, arguments.case, report),
    )


def posts(arguments: Namespace, console: Console) -> int:
    """Import forum posts, their authors pseudonymised."""
    from ipof_workbench.app.imports import import_posts
    from ipof_workbench.importers.posts import read_posts

    chosen = ("text", "id", "thread", "parent", "author", "date", "title", "subforum", "case_column")
    return _import(
        arguments,
        console,
        lambda _: read_posts(Path(arguments.file), **{name: getattr(arguments, name) for name in chosen}),
        lambda workbench, parsed, report: import_posts(workbench, parsed, arguments.case, report),
    )


def table(arguments: Namespace, console: Console) -> int:
    """Import a table of one of the csv contracts."""
    from ipof_workbench.app.imports import import_contract
    from ipof_workbench.importers.contracts import read_contract

    return _import(
        arguments,
        console,
        lambda workbench: read_contract(
            arguments.what,
            Path(arguments.file),
            [role.key for role in workbench.read.roles()],
            [role.key for role in workbench.read.roles(hidden=True)],
        ),
        import_contract,
    )


def _import(
    arguments: Namespace,
    console: Console,
    read: Callable[[Workbench], P],
    store: Callable[[Workbench, P, Report], ImportReport],
) -> int:
    # The project is opened first, so that one that is missing or locked is told before a long read.
    with opened_to_write(arguments) as workbench:
        parsed = read(workbench)
        with acting_as(workbench, arguments.analyst), console.progress("Storing") as report:
            outcome = store(workbench, parsed, report)
    for note in outcome.notes:
        console.tell(note)
    value = {
        "new": outcome.added,
        "unchanged": outcome.unchanged,
        "created": list(outcome.created),
        "notes": list(outcome.notes),
    }
    console.show(value, [outcome.sentence, *_made(outcome.created)])
    return 0


def _made(created: Sequence[str]) -> list[str]:
    """Return the line on what was made along the way."""
    if not created:
        return []
    more = f" and {len(created) - _SHOWN:,} more" if len(created) > _SHOWN else ""
    return [f"Made: {', '.join(created[:_SHOWN])}{more}"]
