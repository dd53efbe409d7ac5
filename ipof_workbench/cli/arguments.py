"""The commands and their options, as argparse reads them. What they do is in the modules beside this one."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING

from ipof_workbench import __version__
from ipof_workbench.cli import exporting, importing, looking, projects, publishing, theories
from ipof_workbench.domain.grammars import PRESETS
from ipof_workbench.domain.vocabulary import DocumentKind, Stance, Status

if TYPE_CHECKING:
    from ipof_workbench.cli.console import Console

    # Argparse has no public name for what `add_subparsers` returns.
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001
    Work = Callable[[argparse.Namespace, Console], int]

_TABLES = ("cases", "participants", "statements", "configurations", "links", "codes", "codings")
_REPORTS = (
    "cmo-table",
    "cmo-inline",
    "cmo-sentences",
    "cmo-sentences-quotes",
    "cmo-presence",
    "quotes",
    "quote-bank",
    "codebook",
    "matrix",
    "evidence",
    "evidence-strength",
    "case-signs",
    "changes",
    "audit",
    "data-to-theory",
    "frozen-theory",
    "participants-table",
    "cases-table",
    "sources",
    "rameses-2",
    "rameses-1",
    "theory",
    "evidence-figure",
    "case-figure",
    "saturation-figure",
    "ipt",
    "rivals",
    "theories-used",
    "recommendations",
    "decisions",
)
_DEMO_FOLDER = "demo_study"


def parser() -> argparse.ArgumentParser:
    """Return the parser of the command line; what it parses holds `work(arguments, console) -> exit code`."""
    whole = argparse.ArgumentParser(
        prog="ipof-workbench",
        description="Realist evaluation, from interviews to the programme theory. Without a command: the window.",
        epilog="Exit codes: 0 done, 1 findings or nothing to undo, 2 usage, 3 unreadable input, "
        "4 project missing, locked, damaged, newer or not ours, 5 a library is missing, 70 a bug.",
        allow_abbrev=False,
    )
    whole.add_argument("--version", action="version", version=f"ipof-workbench {__version__}")
    whole.set_defaults(json=False)
    commands = whole.add_subparsers(title="commands", metavar="COMMAND", required=True)
    _window(commands)
    _new(commands)
    _import(commands)
    _export(commands)
    _report(commands)
    _theories(commands)
    _publications(commands)
    _search(commands)
    _care(commands)
    return whole


def _command(
    commands: Commands, name: str, work: Work, summary: str, *, project: bool = True, acts: bool = False
) -> argparse.ArgumentParser:
    """Add a command with what all have in common."""
    command = commands.add_parser(name, help=summary, description=summary, allow_abbrev=False)
    if project:
        command.add_argument("project", metavar="PROJECT", help="the project file (.ipof)")
    if acts:
        command.add_argument("--as", dest="analyst", default="", metavar="ANALYST", help="who does it (a name)")
    command.add_argument("--json", action="store_true", help="print the result for a machine")
    command.set_defaults(work=work)
    return command


def _window(commands: Commands) -> None:
    _command(commands, "open", projects.open_window, "Open a project in the window.")
    demo = _command(
        commands, "demo", projects.demo, "Build the sample study, with its CMO table, and look at it.", project=False
    )
    demo.add_argument("--to", default=_DEMO_FOLDER, metavar="FOLDER", help=f"where to (default: {_DEMO_FOLDER})")
    demo.add_argument("--force", action="store_true", help="build it afresh where there is one")
    demo.add_argument("--no-window", action="store_true", help="build it and print where it is")


def _new(commands: Commands) -> None:
    new = _command(commands, "new", projects.new, "Make a project.")
    new.add_argument("--title", default="", help="the title of the study (default: the name of the file)")
    new.add_argument("--grammar", default="cmo", metavar="PRESET", help=f"the roles: {', '.join(PRESETS)}")
    new.add_argument("--analyst", "--as", dest="analyst", default="", metavar="NAME", help="who works with it")


def _import(commands: Commands) -> None:
    whole = commands.add_parser("import", help="Bring material in.", allow_abbrev=False)
    kinds = whole.add_subparsers(title="what", metavar="WHAT", required=True)

    transcripts = _command(kinds, "transcripts", importing.transcripts, "Import transcripts.", acts=True)
    transcripts.add_argument("files", nargs="+", metavar="FILE", help=".docx, .txt, .md, .vtt or .srt")
    transcripts.add_argument(
        "--kind", default="interview", help=f"what they are: {', '.join(DocumentKind)} (default: interview)"
    )
    transcripts.add_argument(
        "--replace", action="store_true", help="a document of the file's name gets the new text; its codings follow"
    )
    _case_option(transcripts)

    survey = _command(kinds, "survey", importing.survey, "Import a survey, one row a respondent.", acts=True)
    survey.add_argument("file", metavar="FILE", help="a .csv file")
    survey.add_argument("--id", required=True, metavar="COLUMN", help="who answered; #row takes the row number")
    survey.add_argument(
        "--text", required=True, action="append", metavar="COLUMN", help="a column of free text; may be given again"
    )
    survey.add_argument("--case-column", default="", metavar="COLUMN", help="the column that names the case")
    _case_option(survey)

    posts = _command(kinds, "posts", importing.posts, "Import forum posts, one row a post.", acts=True)
    posts.add_argument("file", metavar="FILE", help="a .csv file")
    posts.add_argument("--text", required=True, metavar="COLUMN", help="the column of the words")
    for option in ("id", "thread", "parent", "author", "date", "title", "subforum", "case-column"):
        posts.add_argument(f"--{option}", default="", metavar="COLUMN")
    _case_option(posts)

    for kind in _TABLES:
        table = _command(kinds, kind, importing.table, f"Import a table of {kind}.", acts=True)
        table.add_argument("file", metavar="FILE.csv")
        table.set_defaults(what=kind)


def _case_option(command: argparse.ArgumentParser) -> None:
    command.add_argument("--case", default="", metavar="NAME", help="the case it belongs to, made when new")


def _export(commands: Commands) -> None:
    whole = commands.add_parser("export", help="Take tables and figures out.", allow_abbrev=False)
    kinds = whole.add_subparsers(title="what", metavar="WHAT", required=True)
    for kind in (*_REPORTS, *_TABLES):
        export = _command(kinds, kind, exporting.export, f"Export the {kind}; the suffix chooses the format.")
        export.add_argument("--to", required=True, metavar="FILE")
        export.add_argument("--force", action="store_true", help="overwrite the file")
        export.set_defaults(what=kind)
        if kind in _REPORTS:
            _scope_options(export)
            _table_options(export)
            if kind == "cmo-table":
                export.add_argument(
                    "--columns", default="", metavar="LIST", help="further columns, with commas: area, status, kinds"
                )
            _moment_options(export, kind)
            _publication_options(export)

    supplement = _command(
        kinds, "supplement", exporting.supplement, "Write the tables and the figure of a paper into one Word file."
    )
    supplement.add_argument("--to", required=True, metavar="FILE.docx")
    supplement.add_argument("--title", default="Supplement", help="what stands on its first page")
    supplement.add_argument("--force", action="store_true", help="overwrite the file")
    _scope_options(supplement)
    _print_options(supplement.add_argument_group("how it is printed"))


def _report(commands: Commands) -> None:
    report = _command(commands, "report", exporting.report, "Write a whole set of tables and figures, from one plan.")
    report.add_argument("--config", required=True, metavar="PLAN.toml", help="what to write; files go beside it")
    report.add_argument("--force", action="store_true", help="overwrite the files")
    _leave_out_option(report)


def _scope_options(command: argparse.ArgumentParser) -> None:
    group = command.add_argument_group("what to look at (each may be given again)")
    _choices(group, "--case", "NAME", "documents of this case")
    _choices(group, "--kind", "KIND", f"documents of this kind: {', '.join(DocumentKind)}")
    _choices(group, "--coded-by", "ANALYST", "codings by this analyst")
    _choices(group, "--stance", "STANCE", f"evidence of this stance: {', '.join(Stance)}")
    _choices(group, "--area", "NAME", "configurations of this theory area")
    group.add_argument(
        "--min-sources", type=_count, default=0, metavar="N", help="only what has at least N distinct sources"
    )


def _table_options(command: argparse.ArgumentParser) -> None:
    group = command.add_argument_group("how it is printed")
    _choices(group, "--status", "STATUS", f"only configurations of this status: {', '.join(Status)}")
    group.add_argument("--quotes", type=_count, default=None, metavar="N", help="illustrative quotes for each row")
    group.add_argument("--caption", default="", help="the caption of the table")
    _print_options(group)


def _print_options(group: argparse._ArgumentGroup) -> None:
    group.add_argument(
        "--threshold", type=_count, default=5, metavar="N", help="hide counts of participants below N (1: hide none)"
    )
    group.add_argument(
        "--style",
        default="plain",
        metavar="STYLE",
        help="how the journal prints: jmir, bmj, bmc, plos, nihr, or a file",
    )
    group.add_argument(
        "--template",
        default="",
        metavar="FILE.docx",
        help="the journal's Word template: its page and styles (.docx only)",
    )


def _moment_options(command: argparse.ArgumentParser, kind: str) -> None:
    """Add which frozen theories a table is about, where it is about any."""
    if kind == "changes":
        group = command.add_argument_group("between which frozen theories (default: the first and the latest)")
        group.add_argument("--from", dest="since", default="", metavar="FREEZE", help="the earlier one, by its name")
        group.add_argument("--until", default="", metavar="FREEZE", help="the later one, by its name, or “now”")
    elif kind == "frozen-theory":
        command.add_argument(
            "--freeze", dest="until", default="", metavar="FREEZE", help="which one, by its name (default: the latest)"
        )


def _theories(commands: Commands) -> None:
    freeze = _command(commands, "freeze", theories.freeze, "Freeze the programme theory as it stands.", acts=True)
    freeze.add_argument("--name", required=True, metavar="NAME", help="what it is called, such as IPT")
    freeze.add_argument("--note", default="", metavar="TEXT", help="what there is to say about it")
    _command(commands, "theories", theories.theories, "List the frozen theories, oldest first.")


def _publications(commands: Commands) -> None:
    whole = commands.add_parser("publication", help="Freeze tables for a paper, or list them.", allow_abbrev=False)
    whole.add_argument("project", metavar="PROJECT", help="the project file (.ipof)")
    kinds = whole.add_subparsers(title="what", metavar="WHAT", required=True)
    summary = "Freeze the tables and figures of a paper: they stay the same for ever."
    freeze = _command(kinds, "freeze", publishing.freeze, summary, project=False, acts=True)
    freeze.add_argument("name", metavar="NAME", help="what it is called, such as “Paper 1”")
    freeze.add_argument("--config", default="", metavar="PLAN.toml", help="what it shows (default: as its draft says)")
    freeze.add_argument("--note", default="", metavar="TEXT", help="what there is to say about it")
    _command(kinds, "list", publishing.listing, "List the publications, and what there is to know.", project=False)


def _publication_options(command: argparse.ArgumentParser) -> None:
    group = command.add_argument_group("from a publication")
    group.add_argument("--publication", default="", metavar="NAME", help="as this publication prints it")
    _leave_out_option(group)


def _leave_out_option(group: argparse.ArgumentParser | argparse._ArgumentGroup) -> None:
    group.add_argument(
        "--leave-out-withdrawn",
        action="store_true",
        help="leave out the words of those who have withdrawn since it was frozen",
    )


def _choices(group: argparse._ArgumentGroup, option: str, metavar: str, help_text: str) -> None:
    group.add_argument(option, action="append", default=[], metavar=metavar, help=help_text)


def _count(text: str) -> int:
    """Return a whole number from 0 on; argparse words its refusal with this function's name as the kind."""
    number = int(text) if text.isascii() and text.isdigit() else -1
    if number < 0:
        raise argparse.ArgumentTypeError(f"“{text}” is no whole number from 0 on")
    return number


def _search(commands: Commands) -> None:
    search = _command(commands, "search", looking.search, "Look for words in all texts.")
    search.add_argument("query", metavar="QUERY", help='words, "a phrase", or the start of a word*')
    _choices(search.add_argument_group("where"), "--kind", "KIND", "documents of this kind")
    _choices(search.add_argument_group("which"), "--case", "NAME", "documents of this case")
    search.add_argument("--limit", type=_count, default=50, metavar="N", help="at most N documents (0: all)")


def _care(commands: Commands) -> None:
    _command(commands, "info", looking.info, "Print the counts of a project.")
    _command(commands, "check", looking.check, "Look a project over: the file, the references, every quote.")
    backup = _command(commands, "backup", projects.backup, "Write a verified copy of a project.")
    backup.add_argument("--to", default="", metavar="FILE", help="the copy (default: among the rotating backups)")
    backup.add_argument("--force", action="store_true", help="overwrite the file")
    _command(commands, "undo", projects.undo, "Take the last step back.", acts=True)
    _command(commands, "redo", projects.redo, "Do the last undone step again.", acts=True)
    history = _command(commands, "history", looking.history, "List the steps, newest first.")
    history.add_argument("--limit", type=_count, default=0, metavar="N", help="at most N steps (0: all)")
