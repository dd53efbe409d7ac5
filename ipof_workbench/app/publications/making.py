"""Making the tables and figures of a publication from what can be read now."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, cast

from ipof_workbench.app.cmo_table import can_print, place_text
from ipof_workbench.app.exports import FIGURE_KINDS, figure_drawing
from ipof_workbench.app.publications.content import Content, MadeOutput, evidence_in
from ipof_workbench.app.publications.plans import PublicationPlan
from ipof_workbench.app.report_sets import NumberedOutput, figure_caption, numbered
from ipof_workbench.app.report_tables import report_table
from ipof_workbench.domain import records
from ipof_workbench.domain.errors import RefusedChange
from ipof_workbench.domain.vocabulary import QuotePolicy

if TYPE_CHECKING:
    from ipof_workbench.app.reading import Reading
    from ipof_workbench.app.workbench import Workbench
    from ipof_workbench.storage.project_file import ProjectFile
    from ipof_workbench.storage.store import Store

BANKS = frozenset({"quotes", "quote-bank"})
"""Tables that list every passage: a passage in them is not used up for another paper."""


@contextmanager
def as_published(workbench: Workbench, plan: PublicationPlan) -> Iterator[Workbench]:
    """Yield the project as a draft shows it now: its configurations, its waves, its numbers.

    Raises:
        RefusedChange: the project is looked at as it stood at some moment.
    """
    if plan.narrowing.is_empty:
        yield workbench
        return
    if workbench.moment:
        raise RefusedChange("A draft is printed from the project as it is now; open that to see it.")
    from ipof_workbench.app.workbench import Workbench
    from ipof_workbench.storage.narrowed import ProjectNarrowed

    with Workbench(ProjectNarrowed(workbench.path, plan.narrowing)) as narrowed:
        yield narrowed


def within_step(store: Store) -> Workbench:
    """Return the project as an unfinished step sees it, for reading only; it needs no closing."""
    from ipof_workbench.app.workbench import Workbench
    from ipof_workbench.storage.narrowed import WithinStep

    return Workbench(cast("ProjectFile", WithinStep(store.connection)))


def made_output(workbench: Workbench, item: NumberedOutput, plan: PublicationPlan) -> MadeOutput | None:
    """Return one output of a plan; None for a figure that has nothing to draw."""
    kind, report = item.output.kind, plan.report
    file = item.output.file or kind.replace("-", "_")
    if kind not in FIGURE_KINDS:
        table = report_table(workbench, kind, plan.scope, item.options(report))
        return MadeOutput(kind, file, table.label, table.caption, table=table)
    if not workbench.read.configurations(plan.scope):
        return None
    drawing = figure_drawing(workbench, kind, plan.scope, item.options(report))
    caption = plan.style.spelt(item.output.caption or figure_caption(kind, drawing))
    return MadeOutput(kind, file, item.label, caption, drawing=drawing, label_end=plan.style.label_end)


def made_content(workbench: Workbench, plan: PublicationPlan) -> Content:
    """Return all that a publication keeps, as it can be read now.

    Raises:
        RefusedChange: there is nothing to print, or two configurations would have one number.
    """
    read = workbench.read
    shown = read.configurations(plan.scope)
    if not shown and not read.of_statements.listed(plan.scope):
        raise RefusedChange("No configuration and no statement passes this publication; nothing was frozen.")
    require_own_numbers([row.number for row in shown])
    outputs = [made for item in numbered(plan.report) if (made := made_output(workbench, item, plan)) is not None]
    ids = {record.rid: record.id for record in read.find(records.Configuration)}
    wordings = wordings_now(read)
    return Content(
        tuple(outputs),
        *_said(read, outputs),
        {ids[row.rid]: wordings[ids[row.rid]] for row in shown},
        {ids[row.rid]: row.number for row in shown},
    )


def require_own_numbers(numbers: Sequence[str]) -> None:
    """Refuse numbers of which one stands twice.

    Raises:
        RefusedChange: the first such number is named.
    """
    twice = number_twice(numbers)
    if twice:
        raise RefusedChange(
            f"Two configurations would be number {twice} in the paper; give each its own. Nothing was frozen."
        )


def number_twice(numbers: Sequence[str]) -> str:
    """Return the first number that stands twice; empty where none does."""
    return next((number for at, number in enumerate(numbers) if number in numbers[:at]), "")


def wordings_now(read: Reading) -> dict[str, str]:
    """Return id of each configuration -> a hash of its title, its parts and its sentence as written."""
    places, drafts = read.places(), read.drafts()
    found = {}
    for record in read.find(records.Configuration):
        parts = [f"{place.role.key}: {place_text(place)}" for place in places.get(record.rid, ())]
        words = "\n".join((record.title, *parts, *drafts[record.rid][1:]))
        found[record.id] = hashlib.sha256(words.encode("utf-8")).hexdigest()[:16]
    return found


def _said(read: Reading, outputs: list[MadeOutput]) -> tuple[dict[int, str], tuple[int, ...]]:
    """Return whose words are printed or paraphrased, by evidence, and the evidence whose words are printed as said."""
    printed = {rid for made in outputs if made.table is not None for rid in evidence_in(made.table)}
    ids = {record.rid: record.id for record in read.find(records.Participant)}
    chosen = read.quotes.chosen()
    people, verbatim = {}, []
    for row in read.evidence() if printed else ():
        choice = chosen.get(row.evidence)
        if row.evidence not in printed or not (row.quote_policy == QuotePolicy.VERBATIM or can_print(row, choice)):
            continue
        if choice is None or not choice.is_paraphrase:
            verbatim.append(row.evidence)
        if row.participant is not None:
            people[row.evidence] = ids[row.participant]
    return people, tuple(sorted(verbatim))
