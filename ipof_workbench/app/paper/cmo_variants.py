"""The CMO table in the other shapes that papers print: one cell, one sentence, mechanism present and not present.

Shapes: METHOD 5, rows 1b (Young et al. 2022, table 1), 1c (PIE study, table 2) and 1d (BMJ Quality & Safety, table 5).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ipof_workbench.app.cmo_table import (
    USUAL,
    TableOptions,
    Voices,
    place_text,
    quote_notes,
    quotes_cell,
)
from ipof_workbench.app.paper.source_kinds import kinds_cell
from ipof_workbench.domain import records
from ipof_workbench.domain.filters import EVERYTHING, Filter
from ipof_workbench.domain.listings import ConfigurationRow, EvidenceRow, PlaceRow
from ipof_workbench.domain.numbers import natural_key
from ipof_workbench.domain.report_table import Cell, Column, Paragraph, ReportTable, Run
from ipof_workbench.domain.sentences import JOINT, PARTS, closing, sentence_parts, sentence_pieces
from ipof_workbench.domain.vocabulary import DocumentKind

if TYPE_CHECKING:
    from ipof_workbench.app.workbench import Workbench

ARROW = "→"


def inline_table(workbench: Workbench, scope: Filter = EVERYTHING, options: TableOptions = USUAL) -> ReportTable:
    """Return each configuration as one cell: “**C** (…) + **M** (… & …) → **O** (…)”."""
    places = workbench.read.places()
    rows = tuple(
        (Cell.of(row.number), Cell((Paragraph(_inline(places[row.rid])),))) for row in _shown(workbench, scope, options)
    )
    return _table(
        workbench,
        options,
        "cmo-inline",
        (Column("number", "CMOC", 0.4), Column("configuration", "Configuration", 5.0)),
        rows,
        (f"{_letters(workbench)}. {ARROW}: leads to. A part in square brackets is not yet known.",),
    )


def _inline(places: Sequence[PlaceRow]) -> tuple[Run, ...]:
    runs: list[Run] = []
    for place in places:
        if runs:
            runs.append(Run(f" {ARROW} " if place.role.connector == "then" else " + "))
        joint = ", or " if any(len(group) > 1 for group in place.alternatives) else " or "
        words = joint.join(" & ".join(_words(content) for content in group) for group in place.alternatives)
        runs += [Run(place.role.letter, bold=True), Run(f" ({words})" if words else " [not yet known]")]
    return tuple(runs)


def _words(content: object) -> str:
    from ipof_workbench.domain.sentences import content_words

    return content_words(content)  # type: ignore[arg-type]


def sentence_table(workbench: Workbench, scope: Filter = EVERYTHING, options: TableOptions = USUAL) -> ReportTable:
    """Return each configuration as its sentence, each part followed by the letters of its roles."""
    places, drafts = workbench.read.places(), workbench.read.drafts()
    rows = tuple(
        (
            Cell.of(row.number),
            Cell.of(row.title),
            Cell((Paragraph(_sentence(places[row.rid], drafts[row.rid][1:])),)),
        )
        for row in _shown(workbench, scope, options)
    )
    return _table(
        workbench,
        options,
        "cmo-sentences",
        (Column("number", "CMOC", 0.4), Column("title", "Title", 1.2), Column("sentence", "Configuration", 4.0)),
        rows,
        (f"{_letters(workbench)}. A letter stands after the words that it marks.",),
    )


def sentence_quotes_table(
    workbench: Workbench, scope: Filter = EVERYTHING, options: TableOptions = USUAL
) -> ReportTable:
    """Return each configuration as its sentence with quotes that illustrate it and the kinds of its data."""
    places, drafts = workbench.read.places(), workbench.read.drafts()
    voices = Voices.of(workbench, options.style)
    evidence: dict[int, list[EvidenceRow]] = {}
    for passage in workbench.read.evidence(scope=scope):
        if passage.configuration is not None:
            evidence.setdefault(passage.configuration, []).append(passage)
    most = options.quotes if options.with_quotes else 0
    rows = tuple(
        (
            Cell.of(row.number),
            Cell((Paragraph(_sentence(places[row.rid], drafts[row.rid][1:])),)),
            quotes_cell(evidence.get(row.rid, ()), most, voices),
            kinds_cell(evidence.get(row.rid, ())),
        )
        for row in _shown(workbench, scope, options)
    )
    return _table(
        workbench,
        options,
        "cmo-sentences-quotes",
        (
            Column("number", "CMOC", 0.4),
            Column("sentence", "Configuration", 2.4),
            Column("quotes", "Illustrative quotes", 3.0),
            Column("kinds", "Source types", 0.9),
        ),
        rows,
        (
            f"{_letters(workbench)}. A letter stands after the words that it marks.",
            *(quote_notes(rows) if most else ()),
        ),
    )


def _sentence(places: Sequence[PlaceRow], written: Sequence[str]) -> tuple[Run, ...]:
    parts = sentence_parts(dict(zip(PARTS, written, strict=True)), places)
    runs: list[Run] = []
    for piece in sentence_pieces(parts):
        letters = "".join(
            f"({place.role.letter})" for place in places if place.role.connector == piece.part and place.contents
        )
        runs.append(Run(f"{JOINT} {piece.connector} " if runs else f"{piece.connector} "))
        runs.append(Run(piece.words))
        if letters:
            runs.append(Run(f" {letters}", bold=True))
    return (*runs, Run(closing(runs[-1].text))) if runs else ()


def presence_table(workbench: Workbench, scope: Filter = EVERYTHING, options: TableOptions = USUAL) -> ReportTable:
    """Return contexts and mechanisms with the outcomes where the mechanism fires, and where it does not.

    Configurations that share their contexts and mechanisms stand in one row. A mechanism that is absent, does not fire
    or is inhibited puts the outcome into the last column. The literature that speaks to a configuration is cited with
    its outcome.
    """
    places, citations = workbench.read.places(), _citations(workbench, scope)
    groups: dict[tuple[str, str], list[tuple[ConfigurationRow, bool, str]]] = {}
    for row in _shown(workbench, scope, options):
        held = places[row.rid]
        contexts = _joined(place for place in held if place.role.connector == "if")
        mechanisms = [place for place in held if place.role.connector == "because"]
        outcome = _joined(place for place in held if place.role.connector == "then")
        cited = "; ".join(citations.get(row.rid, ()))
        outcome += f" [{cited}]" if outcome and cited else ""
        groups.setdefault((contexts, _bare(mechanisms)), []).append((row, _fires(mechanisms), outcome))
    rows = tuple(
        (
            Cell.of(", ".join(sorted((row.number for row, _, _ in found), key=natural_key))),
            Cell.of(contexts),
            Cell.of(mechanisms),
            _outcomes(found, fires=True),
            _outcomes(found, fires=False),
        )
        for (contexts, mechanisms), found in groups.items()
    )
    return _table(
        workbench,
        options,
        "cmo-presence",
        (
            Column("number", "CMOC", 0.6),
            Column("context", "Context", 1.6),
            Column("mechanism", "Mechanism", 1.6),
            Column("present", "Outcomes when the mechanism is present", 1.8),
            Column("not present", "Outcomes when it is not present", 1.8),
        ),
        rows,
        ("Not present: the mechanism is absent, does not fire or is inhibited.",),
    )


def _citations(workbench: Workbench, scope: Filter) -> dict[int, list[str]]:
    """Return configuration -> the titles (else the names) of the literature with a passage for it, in their order."""
    found: dict[int, set[int]] = {}
    for row in workbench.read.evidence(scope=scope):
        if row.configuration is not None and row.kind == DocumentKind.LITERATURE:
            found.setdefault(row.configuration, set()).add(row.document)
    cited = sorted(set().union(*found.values()))
    names = {row.rid: row.title or row.name for row in workbench.read.document_rows(cited)}
    return {
        configuration: sorted((names[document] for document in documents), key=natural_key)
        for configuration, documents in found.items()
    }


def _joined(places: object) -> str:
    return "; ".join(text for place in places if (text := place_text(place)))  # type: ignore[attr-defined]


def _bare(places: Sequence[PlaceRow]) -> str:
    """Return the mechanisms without a word on whether they are present, so that both kinds meet in one row."""
    labels = dict.fromkeys(content.label for place in places for content in place.contents)
    words = "; ".join(labels)
    return words[:1].upper() + words[1:]


def _fires(places: Sequence[PlaceRow]) -> bool:
    contents = [content for place in places for content in place.contents]
    return all(content.polarity == "present" and content.activation in ("fires", "partly", "") for content in contents)


def _outcomes(found: Sequence[tuple[ConfigurationRow, bool, str]], *, fires: bool) -> Cell:
    many = len(found) > 1
    lines = [
        _with_number(outcome, row.number) if many else outcome
        for row, is_firing, outcome in found
        if is_firing is fires and outcome
    ]
    return Cell.of("\n".join(lines))


def _shown(workbench: Workbench, scope: Filter, options: TableOptions) -> list[ConfigurationRow]:
    rows = workbench.read.configurations(scope)
    return [row for row in rows if not options.statuses or row.status in options.statuses]


def _letters(workbench: Workbench) -> str:
    return "; ".join(f"{role.letter}: {role.label.lower()}" for role in workbench.read.roles())


def _table(
    workbench: Workbench,
    options: TableOptions,
    kind: str,
    columns: tuple[Column, ...],
    rows: tuple[tuple[Cell, ...], ...],
    notes: tuple[str, ...],
) -> ReportTable:
    title = workbench.read.find(records.Project)[0].title
    caption = options.caption or f"Configurations: {title}."
    return ReportTable(kind, caption, columns, rows, notes, options.label)


def _with_number(words: str, number: str) -> str:
    """Return “posting (1a)”; what stands in brackets already takes the number in: “posting (absent; 1a)”."""
    return f"{words[:-1]}; {number})" if words.endswith(")") else f"{words} ({number})"
