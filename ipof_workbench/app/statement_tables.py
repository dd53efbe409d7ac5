"""Tables of the initial programme theory, of rivals, of substantive theories in use, and of recommendations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from ipof_workbench.app.cmo_table import (
    USUAL,
    TableOptions,
    Voices,
    illustrative,
    place_text,
    quote_notes,
    quote_paragraph,
)
from ipof_workbench.app.statement_reading import deciding_passages
from ipof_workbench.domain import records
from ipof_workbench.domain.filters import EVERYTHING, Filter
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.listings import EvidenceRow, PlaceRow
from ipof_workbench.domain.report_table import Cell, Column, Paragraph, ReportTable, Run
from ipof_workbench.domain.sentences import JOINT, closing, sentence_pieces
from ipof_workbench.domain.statement_rows import (
    DecidingPassage,
    Expressing,
    RivalGroupRow,
    RivalRow,
    RivalSide,
)
from ipof_workbench.domain.version_rows import STATEMENT
from ipof_workbench.domain.vocabulary import Status, Verdict

if TYPE_CHECKING:
    from ipof_workbench.app.workbench import Workbench

_FOR_KIND = {"configuration": "CMOC", "theory_statement": "Statement", "element": "Element"}


def sentence_cell(parts: Mapping[str, str]) -> Cell:
    """Return an If-Then-Because sentence with its connectors in bold; missing parts are left out."""
    runs: list[Run] = []
    for piece in sentence_pieces(parts):
        runs += [Run(f"{JOINT} ")] if runs else []
        runs += [Run(piece.connector, bold=True), Run(f" {piece.words}")]
    if not runs:
        return Cell()
    end = closing(runs[-1].text)
    return Cell((Paragraph((*runs, Run(end)) if end else tuple(runs)),))


def ipt_table(workbench: Workbench, scope: Filter = EVERYTHING, options: TableOptions = USUAL) -> ReportTable:
    """Return the initial programme theory: each statement, what was observed of it, key quotes (METHOD 5 row 3)."""
    project = workbench.read.find(records.Project)[0]
    places, voices = workbench.read.places(), Voices.of(workbench, options.style)
    by_statement, by_configuration = _evidence(workbench, scope)
    columns = [
        Column("number", "No.", 0.5),
        Column("statement", "If-Then-Because", 2.6),
        Column("configurations", "Configurations (CMO observed)", 2.4),
    ]
    if options.with_quotes:
        columns.append(Column("quotes", "Key quotes", 2.6))
    reflections = _reflections(workbench)
    if reflections:
        columns.append(Column("reflections", "Stakeholder reflections", 1.8))
    columns += [Column("status", "Status", 0.8), Column("priority", "Priority", 0.7)]
    rows = []
    for row in workbench.read.of_statements.listed(scope):
        if options.statuses and row.status not in options.statuses:
            continue
        cells = [Cell.of(row.number), sentence_cell(row.parts), _observed(row.configurations, places)]
        if options.with_quotes:
            rest = [held for tie in row.configurations for held in by_configuration.get(tie.rid, ())]
            quotes = _key_quotes(by_statement.get(row.rid, ()), rest, options.quotes, voices)
            cells.append(_quotes_cell(quotes, voices))
        if reflections:
            cells.append(Cell.of("\n".join(reflections.get(row.rid, ()))))
        rows.append((*cells, Cell.of(Status(row.status).words), Cell.of(row.priority)))
    notes = ["CMO: context, mechanism, outcome; “→” leads to. An empty cell means that nothing is there yet."]
    if options.with_quotes:
        notes += quote_notes(rows)
    caption = options.caption or f"Initial programme theory in If-Then-Because statements: {project.title}."
    return ReportTable("ipt", caption, tuple(columns), tuple(rows), tuple(notes), options.label)


def _reflections(workbench: Workbench) -> dict[Rid, list[str]]:
    """Return statement -> what meetings with stakeholders decided about it, with the day, oldest first."""
    found: dict[Rid, list[str]] = {}
    for decision in sorted(workbench.read.trail.decisions(), key=lambda held: (held.held_on, held.rid)):
        words = f"{decision.wording} ({decision.held_on})" if decision.held_on else decision.wording
        for subject in decision.subjects:
            if subject.kind == STATEMENT:
                found.setdefault(subject.rid, []).append(words)
    return found


def _evidence(
    workbench: Workbench, scope: Filter
) -> tuple[Mapping[int, Sequence[EvidenceRow]], Mapping[int, Sequence[EvidenceRow]]]:
    """Return statement -> evidence, and configuration -> evidence."""
    by_statement: dict[int, list[EvidenceRow]] = {}
    by_configuration: dict[int, list[EvidenceRow]] = {}
    for row in workbench.read.evidence(scope=scope):
        if row.statement is not None:
            by_statement.setdefault(row.statement, []).append(row)
        elif row.configuration is not None:
            by_configuration.setdefault(row.configuration, []).append(row)
    return by_statement, by_configuration


def _key_quotes(
    own: Sequence[EvidenceRow], rest: Sequence[EvidenceRow], most: int, voices: Voices
) -> list[EvidenceRow]:
    """Return quotes on the statement itself first, then those on what expresses it; no passage twice."""
    first = illustrative(own, most, voices.chosen)
    taken = {row.quote for row in first}
    room = most - len(first)
    others = illustrative([row for row in rest if row.quote not in taken], room, voices.chosen)
    return first + others[: max(0, room)]


def _quotes_cell(rows: Iterable[EvidenceRow], voices: Voices) -> Cell:
    return Cell(tuple(quote_paragraph(row, voices) for row in rows))


def _observed(configurations: Iterable[Expressing], places: Mapping[int, Sequence[PlaceRow]]) -> Cell:
    """Return each configuration on a line of its own: its number, then its places in the order of the grammar."""
    paragraphs = []
    for held in configurations:
        filled = [place for place in places.get(held.rid, ()) if place.contents]
        words = " + ".join(place_text(place) for place in filled[:-1])
        words += (" → " if words else "") + (place_text(filled[-1]) if filled else held.title)
        paragraphs.append(Paragraph((Run(f"{held.number} ", bold=True), Run(words))))
    return Cell(tuple(paragraphs))


# --- rivals


def rivals_table(workbench: Workbench, scope: Filter = EVERYTHING, options: TableOptions = USUAL) -> ReportTable:
    """Return the rivals by what they compete to explain: evidence, what decided, verdict and adjudication."""
    project = workbench.read.find(records.Project)[0]
    rows, voices = [], Voices.of(workbench, options.style)
    for group in workbench.read.of_statements.rival_groups():
        sides = workbench.read.of_statements.rival_sides(group, scope)
        deciding = deciding_passages(sides)
        for number, side in enumerate(sides):
            first = Cell.of(f"{group.name}\n{group.question}".strip()) if number == 0 else Cell()
            rows.append((first, *_rival_cells(side, deciding, options, voices), _note(group, number)))
    return ReportTable(
        "rivals",
        options.caption or f"Rival explanations and their adjudication: {project.title}.",
        (
            Column("group", "What they compete to explain", 1.3),
            Column("rival", "Rival", 2.2),
            Column("codings", "Codings, n", 0.6, numeric=True),
            Column("supports", "For, n", 0.5, numeric=True),
            Column("challenges", "Against, n", 0.6, numeric=True),
            Column("deciding", "Deciding passages", 2.2),
            Column("verdict", "Verdict", 0.8),
            Column("adjudication", "Adjudication", 1.6),
        ),
        tuple(rows),
        (
            "For: supports, partly supports or refines. Against: challenges, or supports a rival. Counts are volume, "
            "not strength.",
            *quote_notes(rows),
        ),
        options.label,
    )


def _rival_cells(
    side: RivalSide, deciding: Sequence[DecidingPassage], options: TableOptions, voices: Voices
) -> tuple[Cell, ...]:
    named = Paragraph((Run(f"{rival_words(side.row)} ", bold=True), Run(side.row.title)))
    rival = Cell((named, *sentence_cell(side.parts).paragraphs))
    favour = sum(side.stances.get(key, 0) for key in ("supports", "partly_supports", "refines"))
    against = sum(side.stances.get(key, 0) for key in ("challenges", "supports_rival"))
    own = ((passage.row, dict(passage.stances).get(side.row.member)) for passage in deciding)
    passages = [row._replace(stance=stance) for row, stance in own if stance]
    quotes = illustrative(passages, options.quotes, voices.chosen) if options.with_quotes else []
    verdict = Verdict(side.row.verdict).words if side.row.verdict else ""
    counts = (side.counts.codings, favour, against)
    return rival, *(Cell.number(count) for count in counts), _quotes_cell(quotes, voices), Cell.of(verdict)


def _note(group: RivalGroupRow, number: int) -> Cell:
    if number:
        return Cell()
    when = f"Decided {group.decided_on}." if group.decided_on else ""
    return Cell.of("\n".join(part for part in (group.adjudication, when) if part))


def rival_words(row: RivalRow) -> str:
    """Return what kind of rival it is and its number: “CMOC 3”, “Statement S1”."""
    return f"{_FOR_KIND[row.kind]} {row.number}"


# --- substantive theories, recommendations


def theories_table(workbench: Workbench, scope: Filter = EVERYTHING, options: TableOptions = USUAL) -> ReportTable:
    """Return the substantive theories with where each was used, construct by construct."""
    project = workbench.read.find(records.Project)[0]
    rows = []
    for theory in workbench.read.of_statements.theories():
        by_construct: dict[str, list[str]] = {construct: [] for construct in theory.construct_list}
        for use in theory.uses:
            known = next((name for name in by_construct if name.casefold() == use.construct.casefold()), use.construct)
            words = f"{_FOR_KIND[use.kind]} {use.words}" + (f" ({use.note})" if use.note else "")
            by_construct.setdefault(known, []).append(words)
        named = theory.name + (f" ({theory.authors})" if theory.authors else "")
        for number, (construct, uses) in enumerate((by_construct or {"": []}).items()):
            head = (named, theory.citation) if number == 0 else ("", "")
            rows.append((*(_as_spelt(words) for words in head), _as_spelt(construct), Cell.of("\n".join(uses))))
    return ReportTable(
        "theories-used",
        options.caption or f"Substantive theories and where they were used: {project.title}.",
        (
            Column("theory", "Theory", 1.6),
            Column("citation", "Citation", 1.8),
            Column("construct", "Construct", 1.2),
            Column("used", "Used for", 2.6),
        ),
        tuple(rows),
        ("CMOC: context-mechanism-outcome configuration.",),
        options.label,
    )


def _as_spelt(words: str) -> Cell:
    """Return a name or a citation, which no house style respells."""
    return Cell((Paragraph((Run(words, is_verbatim=True),)),)) if words else Cell()


def recommendations_table(
    workbench: Workbench, scope: Filter = EVERYTHING, options: TableOptions = USUAL
) -> ReportTable:
    """Return the recommendations in their order, for whom, and what they follow from (METHOD 5 row 15)."""
    project = workbench.read.find(records.Project)[0]
    rows = [
        (
            Cell.number(number),
            *(Cell.of(words) for words in (row.wording, row.audience)),
            Cell.of("\n".join(held.words for held in row.configurations)),
            Cell.of(row.note),
        )
        for number, row in enumerate(workbench.read.of_statements.recommendations(), start=1)
    ]
    return ReportTable(
        "recommendations",
        options.caption or f"Recommendations and the configurations they follow from: {project.title}.",
        (
            Column("number", "No.", 0.4, numeric=True),
            Column("recommendation", "Implication", 2.6),
            Column("audience", "For whom", 1.2),
            Column("configurations", "CMOC", 2.0),
            Column("note", "Note", 1.2),
        ),
        tuple(rows),
        ("CMOC: context-mechanism-outcome configuration.",),
        options.label,
    )
