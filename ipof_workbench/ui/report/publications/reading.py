"""What the Report page reads of a publication, in a worker when it takes long."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from ipof_workbench.domain.filters import EVERYTHING, Filter
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.publishing import Caution, PublicationRow
from ipof_workbench.ui.report.outputs import OUTPUTS, Output

if TYPE_CHECKING:
    from ipof_workbench.app.publications.content import Content, MadeOutput
    from ipof_workbench.app.publications.plans import PublicationPlan
    from ipof_workbench.app.report_sets import PlannedOutput
    from ipof_workbench.app.workbench import Workbench


class NumberRow(NamedTuple):
    """A configuration with whether a draft shows it, and its number in the paper."""

    rid: Rid
    number: str
    title: str
    is_shown: bool
    in_paper: str


class OutputLine(NamedTuple):
    """An output of a publication: its file, its label in the paper, its title, and how the page knows it."""

    file: str
    label: str
    title: str
    output: Output


@dataclass(frozen=True, slots=True)
class PublicationRead:
    """A publication with the chosen output (None where there is nothing to draw); `plan` is None once it is frozen."""

    row: PublicationRow
    lines: tuple[OutputLine, ...]
    file: str
    made: MadeOutput | None
    cautions: tuple[Caution, ...]
    withdrawn: tuple[str, ...]
    plan: PublicationPlan | None = None
    numbers: tuple[NumberRow, ...] = ()
    waves: tuple[str, ...] = ()
    shows: tuple[str, ...] = ()

    @property
    def output(self) -> Output:
        """How the page knows the chosen output."""
        return next((line.output for line in self.lines if line.file == self.file), OUTPUTS[0])


class PublicationReader:
    """Reads publications; what a frozen one keeps is taken apart once."""

    def __init__(self) -> None:
        self._sha256 = ""
        self._content: Content | None = None

    def listed(self, workbench: Workbench) -> list[PublicationRow]:
        """Return all publications."""
        return workbench.read.publications.listed()

    def read(self, workbench: Workbench, row: PublicationRow, file: str) -> PublicationRead:
        """Return a publication with one of its outputs: that with the name of the file, else the first."""
        return self._frozen(workbench, row, file) if row.is_frozen else self._draft(workbench, row, file)

    def _frozen(self, workbench: Workbench, row: PublicationRow, file: str) -> PublicationRead:
        from ipof_workbench.app.publications.content import without

        read = workbench.read.publications
        if self._content is None or self._sha256 != row.sha256:
            self._sha256, self._content = row.sha256, read.content(row.rid)
        content = self._content
        lines = tuple(OutputLine(made.file, made.label, *_known(made.kind, made.file)) for made in content.outputs)
        file = _chosen(lines, file)
        gone = read.withdrawn(content)
        made = next((without(each, frozenset(gone)) for each in content.outputs if each.file == file), None)
        names = tuple(sorted({name or "Somebody who is gone" for name in gone.values()}))
        return PublicationRead(row, lines, file, made, tuple(read.cautions(row.rid)), names)

    def _draft(self, workbench: Workbench, row: PublicationRow, file: str) -> PublicationRead:
        from ipof_workbench.app.publications.exporting import draft_output
        from ipof_workbench.app.report_sets import numbered

        read = workbench.read
        plan = read.publications.plan(row.rid)
        items = numbered(plan.report)
        lines = tuple(
            OutputLine(_file(item.output), item.label, *_known(item.output.kind, _file(item.output))) for item in items
        )
        file = _chosen(lines, file)
        item = next((each for each in items if _file(each.output) == file), None)
        return PublicationRead(
            row,
            lines,
            file,
            draft_output(workbench, plan, item) if item is not None else None,
            tuple(read.publications.cautions(row.rid)),
            (),
            plan,
            _numbers(workbench, plan),
            tuple(read.publications.waves()),
            _shows(workbench, plan.scope),
        )


def _file(output: PlannedOutput) -> str:
    return output.file or output.kind.replace("-", "_")


def _known(kind: str, file: str) -> tuple[str, Output]:
    """Return the title of an output, and the output as the page knows it."""
    by_file = next((output for output in OUTPUTS if output.file_stem == file and output.kind == kind), None)
    found = by_file or next((output for output in OUTPUTS if output.kind == kind), None)
    if found is None:
        return kind, Output(kind, kind, kind, file)
    return found.title, found


def _chosen(lines: tuple[OutputLine, ...], file: str) -> str:
    files = [line.file for line in lines]
    return file if file in files else files[0] if files else ""


def _numbers(workbench: Workbench, plan: PublicationPlan) -> tuple[NumberRow, ...]:
    shown, numbers = plan.narrowing.configurations, plan.narrowing.numbers
    return tuple(
        NumberRow(row.rid, row.number, row.title, not shown or row.rid in shown, numbers.get(row.rid, row.number))
        for row in workbench.read.configurations()
    )


def _shows(workbench: Workbench, scope: Filter) -> tuple[str, ...]:
    """Return in words what a filter lets through; nothing where that is everything."""
    from ipof_workbench.domain.vocabulary import DocumentKind, Stance

    if scope == EVERYTHING:
        return ()
    cases = [case.name for case in workbench.read.cases() if case.rid in scope.cases]
    areas = [name for rid, name in workbench.read.theory_areas() if rid in scope.theory_areas]
    parts = {
        "Cases": cases,
        "Data": [DocumentKind(kind).words for kind in sorted(scope.data_kinds)],
        "Stances": [Stance(stance).words for stance in sorted(scope.stances)],
        "Theory areas": areas,
    }
    said = [f"{name}: {', '.join(words)}" for name, words in parts.items() if words]
    others = bool(scope.analysts or scope.attributes or scope.minimum_sources)
    return (*said, *(("and what else the filter said",) if others or not said else ()))
