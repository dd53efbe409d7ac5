"""How the theory came to be what it is, as tables: the change log, a frozen theory, the trail of steps."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ipof_workbench.app.cmo_table import (
    NOW_NAME,
    PRESENT,
    USUAL,
    TableOptions,
    Voices,
    illustrative,
    quote_notes,
    quote_paragraph,
)
from ipof_workbench.domain import records
from ipof_workbench.domain.errors import NotFound
from ipof_workbench.domain.filters import EVERYTHING, Filter
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.listings import EvidenceRow
from ipof_workbench.domain.report_table import Cell, Column, Paragraph, ReportTable, Run
from ipof_workbench.domain.sentences import PARTS, sentence
from ipof_workbench.domain.text import shorten
from ipof_workbench.domain.version_rows import STATEMENT, FrozenTheoryRow, RecordedVersionRow
from ipof_workbench.domain.vocabulary import Change, Stance, Status

if TYPE_CHECKING:
    from ipof_workbench.app.workbench import Workbench
    from ipof_workbench.theory.comparison import Compared, Comparison
    from ipof_workbench.theory.snapshot import Claim

FROZEN = "frozen-theory"

_SIDES: tuple[tuple[str, tuple[Stance, ...]], ...] = (
    ("supporting", (Stance.SUPPORTS, Stance.PARTLY_SUPPORTS)),
    ("refining", (Stance.REFINES,)),
    ("challenging", (Stance.CHALLENGES, Stance.SUPPORTS_RIVAL)),
)
_OUT_OF_FORCE = frozenset({Change.REFUTED.value, Change.DROPPED.value, Change.PARKED.value})


class _Line(NamedTuple):
    """One line of the change log before its evidence is looked up."""

    number: str
    before: str
    evidence: dict[Rid, str]
    change: str
    after: str
    configuration: str
    reason: str
    at: str


def changes_table(workbench: Workbench, scope: Filter = EVERYTHING, options: TableOptions = USUAL) -> ReportTable:
    """Return the change log: what became of each statement and configuration between two frozen theories, with the
    evidence that led to it. Where nothing is frozen: every recorded version."""
    project = workbench.read.find(records.Project)[0]
    before, after = _two_moments(workbench, options)
    if before is None:
        lines, words = _version_lines(workbench), "every recorded version"
    else:
        comparison = workbench.read.versions.compare(before.rid, after.rid if after else None)
        lines = _comparison_lines(comparison)
        words = f"“{before.name}” to {f'“{after.name}”' if after else 'the theory now'}"
    passed = {row.evidence for row in workbench.read.evidence(scope=scope)} if not scope.is_empty else None
    rows, voices = _evidence_rows(workbench, lines), Voices.of(workbench, options.style)
    cells = tuple(_cells_of(line, rows, passed, options, voices) for line in lines)
    # The first of the notes on quotes says that they are verbatim, which the reader of a change does not ask.
    _, *signs = quote_notes(cells)
    return ReportTable(
        "changes",
        options.caption or f"How the programme theory was refined ({words}): {project.title}.",
        (
            Column("number", "No.", 0.5),
            Column("before", "Wording before", 2.2),
            Column("evidence", "Evidence", 2.6),
            Column("change", "Change", 0.8),
            Column("after", "Wording after", 2.2),
            Column("configuration", "CMOC no.", 0.6),
            Column("reason", "Reason", 1.6),
            Column("at", "When", 1.0),
        ),
        cells,
        (
            "Evidence is what led to the recorded change or came in between; its counts are volume, not strength.",
            *signs,
        ),
        options.label,
    )


def _two_moments(workbench: Workbench, options: TableOptions) -> tuple[FrozenTheoryRow | None, FrozenTheoryRow | None]:
    """Return the earlier and the later frozen theory: the named ones, else the first and the latest; the later is None
    for the theory now (`NOW_NAME`, `PRESENT`), the earlier where nothing is frozen."""
    read = workbench.read.versions
    known = read.frozen()
    first = read.frozen_named(options.since) if options.since else (known[0] if known else None)
    is_taken = any(row.name.casefold() == NOW_NAME for row in known)
    if options.until == PRESENT or (options.until.strip().casefold() == NOW_NAME and not is_taken):
        return first, None
    if options.until:
        return first, read.frozen_named(options.until)
    latest = known[-1] if known else None
    return first, (latest if latest is not None and first is not None and latest.rid != first.rid else None)


def _evidence_rows(workbench: Workbench, lines: Sequence[_Line]) -> dict[Rid, EvidenceRow]:
    wanted = {rid for line in lines for rid in line.evidence}
    return {row.evidence: row for row in workbench.read.versions.evidence_rows(sorted(wanted))}


def _cells_of(
    line: _Line, rows: dict[Rid, EvidenceRow], passed: set[Rid] | None, options: TableOptions, voices: Voices
) -> tuple[Cell, ...]:
    pieces = {rid: stance for rid, stance in line.evidence.items() if passed is None or rid in passed}
    return (
        Cell.of(line.number),
        Cell.of(line.before),
        _evidence_cell(pieces, rows, options, voices),
        Cell.of(line.change),
        Cell.of(line.after),
        Cell.of(line.configuration),
        Cell.of(line.reason),
        Cell.of(line.at[:10]),
    )


def _evidence_cell(pieces: dict[Rid, str], rows: dict[Rid, EvidenceRow], options: TableOptions, voices: Voices) -> Cell:
    counted = [(sum(stance in stances for stance in pieces.values()), side) for side, stances in _SIDES]
    words = ", ".join(f"{number:,} {side}" for number, side in counted if number)
    if not words:
        return Cell.of("no evidence" if not pieces else f"{len(pieces):,} silent")
    paragraphs = [Paragraph((Run(words),))]
    held = [rows[rid]._replace(stance=stance) for rid, stance in pieces.items() if rid in rows]
    most = options.quotes if options.with_quotes else 0
    paragraphs.extend(quote_paragraph(row, voices) for row in illustrative(held, most))
    return Cell(tuple(paragraphs))


# --- between two moments


def _comparison_lines(comparison: Comparison) -> list[_Line]:
    found: list[_Line] = []
    entries = {(entry.kind, entry.id): entry for entry in comparison.entries}
    for entry in comparison.changed:
        if entry.before is None and _has_origin(entry, entries, Change.SPLIT):
            continue  # printed with what it was split from
        if entry.change == Change.MERGED and entry.went_into:
            found.extend(_line(entry, comparison, after, entries) for after in entry.went_into)
        elif entry.change == Change.SPLIT and entry.went_into:
            found.extend(_line(entry, comparison, after, entries) for after in entry.went_into)
            if entry.after is not None and entry.after.status not in (Status.PARKED.value, Status.REJECTED.value):
                found.append(_line(entry, comparison, entry.after, entries))
        else:
            found.append(_line(entry, comparison, entry.after, entries))
    return found


def _has_origin(entry: Compared, entries: dict[tuple[str, str], Compared], change: Change) -> bool:
    origins = [entries.get((claim.kind, claim.id)) for claim in entry.came_from]
    return entry.change == change and any(origin is not None and origin.change == change for origin in origins)


def _line(
    entry: Compared, comparison: Comparison, after: Claim | None, entries: dict[tuple[str, str], Compared]
) -> _Line:
    evidence = dict(entry.evidence)
    reasons = list(entry.reasons)
    if after is not None and after.id != entry.id:
        part = entries.get((after.kind, after.id))
        if part is not None and part.before is None:
            evidence |= part.evidence
            reasons += [reason for reason in part.reasons if reason not in reasons]
    gone = entry.change in _OUT_OF_FORCE
    return _Line(
        (entry.before or entry.claim).number,
        entry.words_before,
        evidence,
        _change_words(entry.change),
        "" if after is None or gone else _words_after(entry, after),
        _configuration_number(entry, after, comparison, gone),
        " ".join(_sentences(reasons)),
        entry.recorded[-1].at if entry.recorded else "",
    )


def _words_after(entry: Compared, after: Claim) -> str:
    """Return the later wording; a statement that another became of has its number before it, for want of a column."""
    became = entry.kind == STATEMENT and after.id != entry.id
    return f"{after.number}: {after.words}" if became else after.words


def _configuration_number(entry: Compared, after: Claim | None, comparison: Comparison, gone: bool) -> str:
    if after is None or gone:
        return ""
    if entry.kind == STATEMENT:
        return ", ".join(comparison.expressed_by.get(after.id, ()))
    return after.number


def _change_words(change: str) -> str:
    return change.replace("_", " ")


def _sentences(reasons: Iterable[str]) -> list[str]:
    return [reason if reason[-1:] in ".?!…" else f"{reason}." for reason in reasons]


# --- every recorded version


def _version_lines(workbench: Workbench) -> list[_Line]:
    recorded = workbench.read.versions.recorded()
    before: dict[tuple[str, Rid], str] = {}
    found = []
    for version in recorded:
        key = (version.kind, version.subject)
        words = _words(version)
        found.append(
            _Line(
                version.subject_number,
                before.get(key, ""),
                dict(version.evidence),
                _change_words(version.change),
                words,
                "" if version.kind == STATEMENT else version.subject_number,
                version.reason,
                version.at,
            )
        )
        before[key] = words
    return found


def _words(version: RecordedVersionRow) -> str:
    return sentence(dict(zip(PARTS, version.parts, strict=True)))


# --- a frozen theory


def frozen_table(workbench: Workbench, scope: Filter = EVERYTHING, options: TableOptions = USUAL) -> ReportTable:
    """Return a frozen theory as it was stored (the latest where none is named): it is the same whenever it is made."""
    theory = _frozen(workbench, options)
    snapshot = workbench.read.versions.snapshot(theory.rid)
    kinds = {STATEMENT: "Statement"}
    return ReportTable(
        FROZEN,
        options.caption or f"The programme theory as it was frozen: “{theory.name}”.",
        (
            Column("kind", "Kind", 1.2),
            Column("number", "No.", 0.5),
            Column("title", "Title", 1.4),
            Column("if", "If", 2.0),
            Column("then", "Then", 2.0),
            Column("because", "Because", 2.0),
            Column("status", "Status", 0.8),
            Column("area", "Theory area", 1.2),
            Column("version", "Version", 0.6, numeric=True),
            Column("evidence", "Evidence, n", 0.7, numeric=True),
        ),
        tuple(
            (
                *(Cell.of(text) for text in (kinds.get(claim.kind, "Configuration"), claim.number, claim.title)),
                *(Cell.of(part) for part in claim.parts),
                Cell.of(Status(claim.status).words),
                Cell.of(claim.area),
                Cell.number(claim.version),
                Cell.number(len(claim.evidence)),
            )
            for claim in snapshot.claims
        ),
        (f"Frozen {theory.at[:10]}. SHA-256 of its content: {theory.sha256}.",),
        options.label,
    )


def write_frozen(workbench: Workbench, path: Path, options: TableOptions, *, force: bool = False) -> None:
    """Write the content of a frozen theory (the latest where none is named) as it was stored: canonical JSON."""
    from ipof_workbench.exporters.whole_file import check_target, write_whole

    content = workbench.read.versions.content(_frozen(workbench, options).rid).encode("utf-8")
    check_target(path, force=force)
    write_whole(path, lambda file: file.write(content), force=force)


def _frozen(workbench: Workbench, options: TableOptions) -> FrozenTheoryRow:
    read = workbench.read.versions
    if options.until:
        return read.frozen_named(options.until)
    known = read.frozen()
    if not known:
        raise NotFound("No theory is frozen in this project yet; freeze one on the Trail page, or with: freeze.")
    return known[-1]


# --- every step


def audit_table(workbench: Workbench, scope: Filter = EVERYTHING, options: TableOptions = USUAL) -> ReportTable:
    """Return the trail of the project: every step that stands (of the filter's analysts, where it names some), oldest
    first; who, when, what, why."""
    project = workbench.read.find(records.Project)[0]
    wanted = {one.name for one in workbench.read.find(records.Analyst) if one.rid in scope.analysts}
    standing = [step for step in reversed(workbench.history()) if not step.undone]
    steps = [step for step in standing if not scope.analysts or step.analyst in wanted]
    return ReportTable(
        "audit",
        options.caption or f"What was done, by whom and when: {project.title}.",
        (
            Column("step", "Step", 0.5, numeric=True),
            Column("at", "When (UTC)", 1.2),
            Column("analyst", "Analyst", 1.0),
            Column("change", "What", 4.0),
            Column("reason", "Why", 1.5),
        ),
        tuple(
            (
                Cell.number(step.rid),
                *(
                    Cell.of(text)
                    for text in (
                        step.at[:19].replace("T", " "),
                        step.analyst,
                        shorten(step.label, 200),
                        step.reason,
                    )
                ),
            )
            for step in steps
        ),
        (),
        options.label,
    )
