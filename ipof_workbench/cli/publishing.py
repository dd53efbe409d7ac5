"""Commands on publications: freeze, list; and the tables and figures of one."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from ipof_workbench.cli.console import Console, columns
from ipof_workbench.cli.projects import acting_as, opened_to_read, opened_to_write
from ipof_workbench.cli.scope import scope_of
from ipof_workbench.domain.errors import NotFound, UsageError

if TYPE_CHECKING:
    from ipof_workbench.app.publications.content import MadeOutput
    from ipof_workbench.app.publications.plans import PublicationPlan
    from ipof_workbench.app.report_sets import ReportPlan
    from ipof_workbench.app.workbench import Workbench
    from ipof_workbench.domain.identity import Rid
    from ipof_workbench.domain.publishing import Caution, PublicationRow
    from ipof_workbench.exporters.word_template import WordTemplate

_OWN = ("case", "coded_by", "stance", "area", "min_sources", "status", "quotes", "caption", "since", "until")
_USUAL = {"threshold": 5, "style": "plain"}


def freeze(arguments: Namespace, console: Console) -> int:
    """Freeze a publication as a plan describes it, or the draft of that name as it is."""
    from ipof_workbench.app.commands.publications import AddPublication, FreezePublication
    from ipof_workbench.app.commands.together import Together

    with opened_to_write(arguments) as workbench, acting_as(workbench, arguments.analyst):
        if arguments.config:
            plan = planned(workbench, read_report_plan(arguments))
            begin = AddPublication(arguments.name, plan, arguments.note)
            label = f"Froze the publication “{' '.join(arguments.name.split())}”"
            workbench.run(Together((begin, lambda results: FreezePublication(results[0].rid)), label))
        else:
            workbench.run(FreezePublication(_draft(workbench, arguments.name)))
        row = workbench.read.publications.named(arguments.name)
        outputs = workbench.read.publications.content(row.rid).outputs
    lines = [f"Froze “{row.name}” with {len(outputs):,} tables and figures.", row.sha256]
    console.show({**_value(row), "outputs": [made.file for made in outputs]}, lines)
    return 0


def _draft(workbench: Workbench, name: str) -> Rid:
    try:
        return workbench.read.publications.named(name).rid
    except NotFound as error:
        advice = "Say with --config PLAN.toml what it shows, or begin a draft of that name on the Report page."
        raise NotFound(f"{error} {advice}") from None


def listing(arguments: Namespace, console: Console) -> int:
    """List the publications with what there is to know about each."""
    with opened_to_read(arguments) as workbench:
        read = workbench.read.publications
        found = [(row, read.cautions(row.rid)) for row in read.listed()]
    values = [{**_value(row), "cautions": [_caution(each) for each in cautions]} for row, cautions in found]
    table = [
        (
            row.name,
            f"frozen {row.frozen_at[:10]}" if row.is_frozen else "draft",
            f"{row.quotes:,} quotes" if row.is_frozen else "",
            f"{len(cautions):,} to know" if cautions else "",
        )
        for row, cautions in found
    ]
    lines = list(columns(table)) if table else ["There is no publication yet."]
    for row, cautions in found:
        lines += [f"{row.name}: {each.sentence}" for each in cautions]
    console.show(values, lines)
    return 0


def export_published(
    workbench: Workbench, arguments: Namespace, console: Console, template: WordTemplate | None = None
) -> None:
    """Write one table or figure of a publication, into the journal's template where there is one.

    Raises:
        UsageError: options are given that a publication has of its own, or it has no such output.
        RefusedChange: the words of somebody who has withdrawn would be printed.
    """
    from ipof_workbench.app.publications.exporting import output_named, write_output

    given = [name for name in _OWN if getattr(arguments, name, None)]
    given += [name for name, usual in _USUAL.items() if getattr(arguments, name, usual) != usual]
    given += ["kind"] if getattr(arguments, "kind", None) else []
    if given:
        option = given[0].replace("_", "-")
        raise UsageError(
            f"A publication has its own cases, style and options, so --{option} means nothing; leave it out."
        )
    outputs, row = published(workbench, arguments.publication, leave_out=arguments.leave_out_withdrawn)
    made = output_named(outputs, arguments.what, row.name)
    write_output(made, Path(arguments.to), force=arguments.force, template=template)
    tell(workbench, row, console)


def published(workbench: Workbench, name: str, *, leave_out: bool) -> tuple[Sequence[MadeOutput], PublicationRow]:
    """Return the outputs of a publication and its row."""
    from ipof_workbench.app.publications.exporting import outputs_of

    row = workbench.read.publications.named(name)
    return outputs_of(workbench, row.rid, leave_out=leave_out), row


def tell(workbench: Workbench, row: PublicationRow, console: Console) -> None:
    """Say what there is to know about a publication that was written."""
    if not row.is_frozen:
        console.tell(f"“{row.name}” is a draft: its tables change with the project until it is frozen.")
    for caution in workbench.read.publications.cautions(row.rid):
        console.tell(caution.sentence)


def report_published(
    workbench: Workbench, plan: ReportPlan, base: Path, arguments: Namespace, console: Console
) -> list[Path]:
    """Write the outputs of the publication that a plan names: those the plan lists, else all."""
    from ipof_workbench.app.publications.exporting import output_named, write_outputs

    outputs, row = published(workbench, plan.publication, leave_out=arguments.leave_out_withdrawn)
    if plan.outputs:
        chosen = [output_named(outputs, output.file or output.kind, row.name) for output in plan.outputs]
        outputs = list(dict.fromkeys(chosen))
    files = write_outputs(outputs, plan, base, force=arguments.force)
    tell(workbench, row, console)
    return files


def read_report_plan(arguments: Namespace) -> ReportPlan:
    """Return the plan that a command names."""
    from ipof_workbench.app.plan_files import read_plan

    return read_plan(Path(arguments.config))


def planned(workbench: Workbench, plan: ReportPlan) -> PublicationPlan:
    """Return what a plan says as a publication has it: names become records.

    Raises:
        NotFound: a case, configuration, wave or other name that the project does not hold.
    """
    from ipof_workbench.app.publications.plans import PublicationPlan
    from ipof_workbench.app.report_sets import usual_outputs
    from ipof_workbench.domain.publishing import Narrowing

    named = Namespace(**{option: list(names) for option, names in plan.only.items()})
    waves = frozenset(plan.only.get("wave", ()))
    unknown = waves.difference(workbench.read.publications.waves())
    if unknown:
        raise NotFound(f"No document is of the wave “{min(unknown)}”; look at the waves on the Data page.")
    numbers = {_configuration(workbench, number): in_paper for number, in_paper in plan.numbers.items()}
    shown = frozenset(_configuration(workbench, number) for number in plan.only.get("configuration", ()))
    return PublicationPlan(
        scope_of(workbench, named),
        replace(Narrowing(), configurations=shown, waves=waves, numbers=numbers),
        plan.outputs or usual_outputs(),
        plan.style,
        plan.threshold,
    )


def _configuration(workbench: Workbench, number: str) -> Rid:
    from ipof_workbench.domain.records import Configuration

    for held in workbench.read.find(Configuration, number=number.strip()):
        return held.rid
    raise NotFound(f"The project has no configuration {number}; look at the numbers on the Configurations page.")


def _value(row: PublicationRow) -> dict[str, object]:
    return {
        "name": row.name,
        "note": row.note,
        "frozen_at": row.frozen_at,
        "analyst": row.analyst_name,
        "quotes": row.quotes,
        "sha256": row.sha256,
    }


def _caution(caution: Caution) -> dict[str, object]:
    return {"kind": caution.kind, "sentence": caution.sentence}
