"""Commands that make a project or step through it: new, demo, backup, undo, redo."""

from __future__ import annotations

import contextlib
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from ipof_workbench.cli.console import Console
from ipof_workbench.domain.errors import UsageError

if TYPE_CHECKING:
    from ipof_workbench.app.workbench import Workbench
    from ipof_workbench.domain.steps import Changed


@contextlib.contextmanager
def opened_to_read(arguments: Namespace, *, as_it_is: bool = False) -> Iterator[Workbench]:
    """Open the named project for reading, also beside an open window; `as_it_is` in the shape of an earlier version."""
    from ipof_workbench.app.workbench import Workbench

    with Workbench.open(Path(arguments.project), read_only=True, as_it_is=as_it_is) as workbench:
        yield workbench


@contextlib.contextmanager
def opened_to_write(arguments: Namespace) -> Iterator[Workbench]:
    """Open the named project as its one writer."""
    from ipof_workbench.app.workbench import Workbench

    with Workbench.open(Path(arguments.project)) as workbench:
        yield workbench


@contextlib.contextmanager
def acting_as(workbench: Workbench, name: str) -> Iterator[None]:
    """Let what follows be this analyst's; one who was added for a step that is then refused goes again."""
    from ipof_workbench.domain.records import Analyst

    if not name:
        yield
        return
    known = {held.rid for held in workbench.read.find(Analyst)}
    is_new = workbench.act_as(name).rid not in known
    try:
        yield
    except BaseException:
        if is_new:
            workbench.undo()
        raise


def open_window(arguments: Namespace, console: Console) -> int:
    """Say that the window is not reached this way: `main` opens it before the command line is asked."""
    raise UsageError(f"The window opens with: ipof-workbench open {arguments.project}")


def new(arguments: Namespace, console: Console) -> int:
    """Make a project."""
    from ipof_workbench.app.workbench import Workbench

    path = Path(arguments.project)
    with Workbench.create(path, title=arguments.title, grammar=arguments.grammar, analyst=arguments.analyst) as made:
        value = {
            "project": str(path),
            "title": made.title,
            "grammar": made.read.summary().grammar,
            "analyst": made.analyst.name,
        }
    console.show(value, [f"Made {path} (“{value['title']}”)."])
    return 0


def demo(arguments: Namespace, console: Console) -> int:
    """Build the sample study and say where it is."""
    from ipof_workbench.app.sample import TABLE_NAME, build_sample

    with console.progress("Building") as report:
        project = build_sample(Path(arguments.to), report, force=arguments.force)
    table = project.with_name(TABLE_NAME)
    console.show(
        {"project": str(project), "table": str(table)},
        [f"The sample study: {project}", f"Its CMO table:    {table}"],
    )
    return 0


def backup(arguments: Namespace, console: Console) -> int:
    """Write a verified copy, also beside an open window."""
    with opened_to_read(arguments, as_it_is=True) as workbench:
        copy = workbench.backup(Path(arguments.to) if arguments.to else None, force=arguments.force)
    console.show({"backup": str(copy)}, [str(copy)])
    return 0


def undo(arguments: Namespace, console: Console) -> int:
    """Take the last step back."""
    with opened_to_write(arguments) as workbench:
        _speak_as(workbench, arguments.analyst)
        changed = workbench.undo()
    return _show_step(console, changed, "Undone")


def redo(arguments: Namespace, console: Console) -> int:
    """Do the last undone step again."""
    with opened_to_write(arguments) as workbench:
        _speak_as(workbench, arguments.analyst)
        changed = workbench.redo()
    return _show_step(console, changed, "Done again")


def _speak_as(workbench: Workbench, name: str) -> None:
    """Let the next undo or redo be this analyst's, whom the project need not know: adding one is itself a step."""
    from ipof_workbench.domain.records import Analyst

    name = name.strip()
    if name:
        known = (held for held in workbench.read.find(Analyst) if held.name.casefold() == name.casefold())
        workbench.analyst = next(known, None) or Analyst(name=name)


def _show_step(console: Console, changed: Changed, what: str) -> int:
    step = changed.step
    console.show(
        {"step": step.rid, "label": step.label, "analyst": step.analyst, "at": step.at, "undone": step.undone},
        [f"{what}: {step.label}"],
    )
    return 0
