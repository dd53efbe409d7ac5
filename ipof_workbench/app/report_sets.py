"""A whole set of tables and figures from one small file, and all of them in one numbered Word file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from ipof_workbench.app.cmo_table import USUAL, TableOptions
from ipof_workbench.app.exports import FIGURE_KINDS, export_table, figure_drawing
from ipof_workbench.app.report_tables import TABLE_KINDS, report_table
from ipof_workbench.app.tasks import Report, no_report
from ipof_workbench.app.word_templates import WORD
from ipof_workbench.domain.errors import UsageError
from ipof_workbench.domain.filters import EVERYTHING, Filter
from ipof_workbench.domain.house_style import PLAIN, HouseStyle
from ipof_workbench.domain.uncollected import uncollected

if TYPE_CHECKING:
    from ipof_workbench.app.workbench import Workbench
    from ipof_workbench.domain.drawing import Drawing
    from ipof_workbench.exporters.supplement import Figure, Item
    from ipof_workbench.exporters.word_template import WordTemplate

SUPPLEMENT = (
    "cases-table",
    "participants-table",
    "ipt",
    "cmo-table",
    "evidence-strength",
    "case-signs",
    "matrix",
    "changes",
    "theory",
    "evidence-figure",
    "case-figure",
    "saturation-figure",
    "recommendations",
    "codebook",
    "quote-bank",
    "rameses-2",
)
"""What goes into a supplement, in this order, where nobody says otherwise."""


@dataclass(frozen=True, slots=True)
class PlannedOutput:
    """One table or figure of a set: `file` is its name without suffix; `statuses`, `quotes`, `caption` as in
    `TableOptions`, `counts` as its `with_counts`, `columns` as those of the CMO table."""

    kind: str
    file: str = ""
    caption: str = ""
    quotes: int = USUAL.quotes
    statuses: tuple[str, ...] = ()
    counts: bool = True
    columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReportPlan:
    """What is written: each output in each format that it has, into `folder`, and the supplement where it has a name.

    `only` is option -> names: case, kind, coded_by, stance and area as on the command line, wave, and configuration
    (numbers). `numbers` is the number of a configuration -> its number in the paper. `publication` names the frozen
    publication that is written; then the plan says nothing but which of its outputs, and in which formats. `template`
    is the journal's, for the Word files of the set.
    """

    title: str = "Supplement"
    style: HouseStyle = PLAIN
    folder: str = "."
    formats: tuple[str, ...] = (".docx",)
    figure_formats: tuple[str, ...] = (".svg",)
    supplement: str = ""
    threshold: int = USUAL.threshold
    outputs: tuple[PlannedOutput, ...] = ()
    only: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    numbers: Mapping[str, str] = field(default_factory=dict)
    publication: str = ""
    template: WordTemplate | None = None


def usual_outputs() -> tuple[PlannedOutput, ...]:
    """Return the outputs of a supplement that nobody has chosen."""
    return tuple(PlannedOutput(kind) for kind in SUPPLEMENT if kind in FIGURE_KINDS or kind in TABLE_KINDS)


@dataclass(frozen=True, slots=True)
class NumberedOutput:
    """An output with the number it has in the set: tables and figures are counted apart."""

    output: PlannedOutput
    number: int

    @property
    def label(self) -> str:
        """What stands before its caption."""
        return f"{'Figure' if self.output.kind in FIGURE_KINDS else 'Table'} {self.number}"

    def options(self, plan: ReportPlan) -> TableOptions:
        """Return how it is made, in the style of its plan."""
        return TableOptions(
            quotes=self.output.quotes,
            with_quotes=self.output.quotes > 0,
            with_counts=self.output.counts,
            columns=frozenset(self.output.columns),
            statuses=frozenset(self.output.statuses),
            caption=self.output.caption,
            label=self.label,
            style=plan.style,
            threshold=plan.threshold,
        )


def numbered(plan: ReportPlan) -> list[NumberedOutput]:
    """Return the outputs of a plan with their numbers."""
    counts = {True: 0, False: 0}
    found = []
    for output in plan.outputs or usual_outputs():
        is_figure = output.kind in FIGURE_KINDS
        counts[is_figure] += 1
        found.append(NumberedOutput(output, counts[is_figure]))
    return found


@uncollected()
def write_set(
    workbench: Workbench,
    plan: ReportPlan,
    base: Path,
    *,
    scope: Filter = EVERYTHING,
    force: bool = False,
    report: Report = no_report,
) -> list[Path]:
    """Write every output of the plan in every format, then the supplement; return the files.

    Raises:
        UsageError: a suffix that an output does not have, or a file is there and not `force` (nothing is written then).
        ExportFailed: a file cannot be written; those before it are there.
    """
    folder = base / plan.folder
    writing: list[tuple[Path, Callable[[Path], object]]] = []
    for item in numbered(plan):
        for suffix in plan.figure_formats if item.output.kind in FIGURE_KINDS else plan.formats:
            path = folder / f"{item.output.file or item.output.kind.replace('-', '_')}{suffix}"
            writing.append((path, _writer(workbench, item, plan, scope)))
    if plan.supplement:
        writing.append(
            (folder / plan.supplement, lambda path: write_supplement(workbench, plan, path, scope=scope, force=True))
        )
    require_free_targets([path for path, _ in writing], force=force)
    folder.mkdir(parents=True, exist_ok=True)
    for at, (path, write) in enumerate(writing):
        report(at, len(writing))
        write(path)
    report(len(writing), len(writing))
    return [path for path, _ in writing]


def require_free_targets(paths: list[Path], *, force: bool) -> None:
    """Refuse a set of which two files have one name, or one is there and not `force`.

    Raises:
        UsageError: the first such file is named.
    """
    from ipof_workbench.exporters.whole_file import check_target

    doubled = {path for path in paths if paths.count(path) > 1}
    if doubled:
        raise UsageError(f"Two outputs would be written to {min(doubled).name}; give each a file of its own.")
    for path in paths:
        if path.parent.is_dir():
            check_target(path, force=force)


def _writer(workbench: Workbench, item: NumberedOutput, plan: ReportPlan, scope: Filter) -> Callable[[Path], object]:
    def write(path: Path) -> Path:
        template = plan.template if path.suffix.lower() == WORD else None
        options = item.options(plan)
        return export_table(
            workbench, item.output.kind, path, force=True, scope=scope, options=options, template=template
        )

    return write


def write_supplement(
    workbench: Workbench,
    plan: ReportPlan,
    path: Path,
    *,
    scope: Filter = EVERYTHING,
    force: bool = False,
    report: Report = no_report,
) -> Path:
    """Write all outputs of the plan, numbered, in one Word file with a list of contents.

    Raises:
        UsageError: the file is no .docx, or is there and not `force`.
        LibraryMissing: a figure is among them and nothing here can paint it.
    """
    from ipof_workbench.exporters.supplement import supplement_of
    from ipof_workbench.exporters.whole_file import check_target, write_whole

    if path.suffix.lower() != ".docx":
        raise UsageError(f"The supplement is one Word file (.docx); {path.name} is none.")
    check_target(path, force=force)
    outputs, items = numbered(plan), []
    for at, item in enumerate(outputs):
        report(at, len(outputs))
        items.append(_item(workbench, item, plan, scope))
    report(len(outputs), len(outputs))
    content = supplement_of(
        [item for item in items if item is not None],
        plan.style.spelt(plan.title),
        typeface=plan.style.typeface,
        template=plan.template,
    )
    write_whole(path, lambda file: file.write(content), force=force)
    return path


def _item(workbench: Workbench, item: NumberedOutput, plan: ReportPlan, scope: Filter) -> Item | None:
    if item.output.kind not in FIGURE_KINDS:
        return report_table(workbench, item.output.kind, scope, item.options(plan))
    if not workbench.read.configurations(scope):
        return None
    drawing = figure_drawing(workbench, item.output.kind, scope, item.options(plan))
    caption = plan.style.spelt(item.output.caption or figure_caption(item.output.kind, drawing))
    return figure_item(drawing, caption, item.label, plan.style.label_end)


def figure_caption(kind: str, drawing: Drawing) -> str:
    """Return the usual caption of a figure."""
    is_theory = kind == FIGURE_KINDS[0]
    return "The programme theory: configurations with their evidence." if is_theory else drawing.title


def figure_item(drawing: Drawing, caption: str, label: str, label_end: str) -> Figure:
    """Return a figure as a supplement takes it.

    Raises:
        LibraryMissing: nothing here can paint it.
    """
    from ipof_workbench.exporters.registry import painted
    from ipof_workbench.exporters.supplement import Figure

    notes = ("Counts are sources and coded passages: volume, not strength.",)
    png = painted(drawing, ".png")
    return Figure(png, drawing.width, drawing.height, caption, label, notes, drawing.description, label_end)
