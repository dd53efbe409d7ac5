"""Writing the tables and figures of a publication: the same bytes each time, from what was frozen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from ipof_workbench.app.publications.cautions import tables_with
from ipof_workbench.app.publications.content import MadeOutput, without
from ipof_workbench.app.publications.making import as_published, made_output
from ipof_workbench.app.publications.plans import PublicationPlan
from ipof_workbench.app.report_sets import (
    NumberedOutput,
    ReportPlan,
    figure_item,
    numbered,
    require_free_targets,
)
from ipof_workbench.app.tasks import Report, no_report
from ipof_workbench.app.word_templates import WORD
from ipof_workbench.domain.errors import RefusedChange, UsageError
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.uncollected import uncollected

if TYPE_CHECKING:
    from ipof_workbench.app.workbench import Workbench
    from ipof_workbench.exporters.supplement import Item
    from ipof_workbench.exporters.word_template import WordTemplate

LEAVE_OUT = "--leave-out-withdrawn"


@uncollected()
def outputs_of(workbench: Workbench, publication: Rid, *, leave_out: bool = False) -> tuple[MadeOutput, ...]:
    """Return the outputs of a publication: those that were frozen, or those of a draft as it is now.

    `leave_out` puts “[words withdrawn]” in place of the words of those who have withdrawn since.

    Raises:
        RefusedChange: somebody has withdrawn whose words would be printed, and `leave_out` is not asked for.
    """
    row = next((each for each in workbench.read.publications.listed() if each.rid == publication), None)
    if row is None or not row.is_frozen:
        plan = workbench.read.publications.plan(publication)
        with as_published(workbench, plan) as narrowed:
            made = [made_output(narrowed, item, plan) for item in numbered(plan.report)]
        return tuple(each for each in made if each is not None)
    content = workbench.read.publications.content(publication)
    gone = workbench.read.publications.withdrawn(content)
    if not gone:
        return content.outputs
    if not leave_out:
        names = ", ".join(sorted({name for name in gone.values() if name})) or "Somebody"
        raise RefusedChange(
            f"{names} has withdrawn, and “{row.name}” prints their words in "
            f"{tables_with(content.outputs, frozenset(gone))}. Leave them out ({LEAVE_OUT}); nothing was written."
        )
    return tuple(without(made, frozenset(gone)) for made in content.outputs)


def draft_output(workbench: Workbench, plan: PublicationPlan, item: NumberedOutput) -> MadeOutput | None:
    """Return one output of a draft as it is now; None for a figure with nothing to draw."""
    with as_published(workbench, plan) as narrowed:
        return made_output(narrowed, item, plan)


def output_named(outputs: Sequence[MadeOutput], kind: str, name: str) -> MadeOutput:
    """Return the first output of a kind (or of a file name).

    Raises:
        UsageError: the publication has none; the sentence lists what it has.
    """
    for made in outputs:
        if kind in (made.kind, made.file):
            return made
    has = ", ".join(dict.fromkeys(made.kind for made in outputs))
    raise UsageError(f"“{name}” has no {kind}; it has {has}. Begin another publication to have more.")


def write_output(made: MadeOutput, path: Path, *, force: bool = False, template: WordTemplate | None = None) -> Path:
    """Write one output to a file; the format is told by the suffix. `template` is the journal's, for a table in Word.

    Raises:
        UsageError: it has no such format, or the file is there and not `force`.
        ExportFailed: the file cannot be written; an older one is as it was.
    """
    from ipof_workbench.exporters import registry

    if made.table is not None:
        registry.write_table(made.table, path, force=force, template=template)
    elif made.drawing is not None:
        registry.write_drawing(made.drawing, path, force=force)
    return path


def write_outputs(
    outputs: Sequence[MadeOutput],
    plan: ReportPlan,
    base: Path,
    *,
    force: bool = False,
    report: Report = no_report,
) -> list[Path]:
    """Write outputs of a publication in the formats of a plan, then the supplement where it has a name.

    Raises:
        UsageError: a suffix that an output does not have, or a file is there and not `force` (nothing is written then).
        ExportFailed: a file cannot be written; those before it are there.
    """
    folder = base / plan.folder
    writing: list[tuple[Path, Callable[[Path], object]]] = []
    for made in outputs:
        for suffix in plan.formats if made.table is not None else plan.figure_formats:
            template = plan.template if suffix == WORD else None
            writing.append(
                (folder / f"{made.file}{suffix}", partial(write_output, made, force=True, template=template))
            )
    if plan.supplement:
        writing.append(
            (folder / plan.supplement, lambda path: write_published_supplement(outputs, plan, path, force=True))
        )
    require_free_targets([path for path, _ in writing], force=force)
    folder.mkdir(parents=True, exist_ok=True)
    for at, (path, write) in enumerate(writing):
        report(at, len(writing))
        write(path)
    report(len(writing), len(writing))
    return [path for path, _ in writing]


def write_published_supplement(
    outputs: Sequence[MadeOutput], plan: ReportPlan, path: Path, *, force: bool = False
) -> Path:
    """Write all outputs in one Word file with a list of contents; of the plan only the title and the template
    count.

    Raises:
        UsageError: the file is no .docx, or is there and not `force`.
        LibraryMissing: a figure is among them and nothing here can paint it.
    """
    from ipof_workbench.exporters.supplement import supplement_of
    from ipof_workbench.exporters.whole_file import check_target, write_whole

    if path.suffix.lower() != ".docx":
        raise UsageError(f"The supplement is one Word file (.docx); {path.name} is none.")
    check_target(path, force=force)
    typeface = next((made.table.typeface for made in outputs if made.table is not None), plan.style.typeface)
    content = supplement_of([_item(made) for made in outputs], plan.title, typeface=typeface, template=plan.template)
    write_whole(path, lambda file: file.write(content), force=force)
    return path


def _item(made: MadeOutput) -> Item:
    if made.table is not None:
        return made.table
    assert made.drawing is not None
    return figure_item(made.drawing, made.caption, made.label, made.label_end)
