"""What the Report page reads for its preview, in a worker when it takes long."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ipof_workbench.domain.drawing import Drawing
from ipof_workbench.domain.filters import Filter
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.listings import EvidenceRow
from ipof_workbench.domain.report_table import ReportTable
from ipof_workbench.domain.vocabulary import QuotePolicy
from ipof_workbench.exporters.paper import PORTRAIT, Sheet
from ipof_workbench.exporters.word_template import fitted
from ipof_workbench.ui.report.outputs import USUAL_PRINTING, Output, Printing, Settings

if TYPE_CHECKING:
    from ipof_workbench.app.cmo_table import TableOptions
    from ipof_workbench.app.workbench import Workbench


@dataclass(frozen=True, slots=True)
class Wanted:
    """An output with its settings and the filter in force, in the style of the whole set."""

    output: Output
    settings: Settings
    scope: Filter
    printing: Printing = USUAL_PRINTING

    @property
    def prints_quotes(self) -> bool:
        """Tell whether people's words are in it."""
        return self.output.shows_quotes or (self.output.takes_columns and self.settings.with_quotes)


@dataclass(frozen=True, slots=True)
class Preview:
    """What is shown: a table on its paper or a figure (None where there is nothing to draw), and the quotes it may not
    print."""

    wanted: Wanted
    configurations: int
    table: ReportTable | None = None
    drawing: Drawing | None = None
    restricted: tuple[EvidenceRow, ...] = ()
    sheet: Sheet = PORTRAIT


def table_options(settings: Settings, printing: Printing) -> TableOptions:
    """Return the settings as the exports take them."""
    from ipof_workbench.app.cmo_table import TableOptions

    return TableOptions(
        quotes=settings.quotes,
        with_quotes=settings.with_quotes,
        with_counts=settings.with_counts,
        columns=settings.columns,
        statuses=settings.statuses,
        caption=settings.caption,
        label=settings.label,
        style=printing.style,
        threshold=printing.threshold,
    )


def read_preview(workbench: Workbench, wanted: Wanted) -> Preview:
    """Make what is to be shown; may run in a worker thread."""
    rows = workbench.read.configurations(wanted.scope)
    statuses = wanted.settings.statuses if wanted.output.takes_statuses else frozenset()
    shown = frozenset(row.rid for row in rows if not statuses or row.status in statuses)
    if wanted.output.is_figure:
        if not shown:
            return Preview(wanted, 0)
        from ipof_workbench.app.exports import figure_drawing

        options = table_options(wanted.settings, wanted.printing)
        return Preview(wanted, len(shown), drawing=figure_drawing(workbench, wanted.output.kind, wanted.scope, options))
    from ipof_workbench.app.exports import report_table

    table = report_table(workbench, wanted.output.kind, wanted.scope, table_options(wanted.settings, wanted.printing))
    restricted = restricted_quotes(workbench, wanted.scope, shown) if wanted.prints_quotes else ()
    template = wanted.printing.template
    sheet = PORTRAIT if template is None else template.look.sheet
    return Preview(wanted, len(shown), table=fitted(table, template), restricted=restricted, sheet=sheet)


def restricted_quotes(workbench: Workbench, scope: Filter, shown: frozenset[Rid]) -> tuple[EvidenceRow, ...]:
    """Return the evidence of these configurations whose words may not be printed as they were said, each passage
    once."""
    found: dict[tuple[Rid, int, int], EvidenceRow] = {}
    for row in workbench.read.evidence(scope=scope):
        if row.configuration in shown and row.quote_policy != QuotePolicy.VERBATIM:
            found.setdefault((row.document, row.start, row.end), row)
    return tuple(found.values())


def restricted_words(preview: Preview) -> str:
    """Return the notice on the quotes that may not be printed; empty where there are none."""
    count = len(preview.restricted)
    if not count:
        return ""
    numbers = list(dict.fromkeys(row.number for row in preview.restricted))
    where = f" of CMOC {numbers[0]}" if len(numbers) == 1 else f" of {len(numbers):,} CMOCs"
    many = f"One quote{where} may" if count == 1 else f"{count:,} quotes{where} may"
    if preview.wanted.output.shows_quotes:
        it = "its" if count == 1 else "their"
        return f"{many} not be printed word for word; the table says so in {it} place."
    return f"{many} not be printed word for word and {'is' if count == 1 else 'are'} left out."
