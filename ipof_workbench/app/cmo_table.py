"""The CMO table for a paper: the grammar's roles, illustrative quotes with attribution, participants and cases."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ipof_workbench.app.paper.source_kinds import KINDS_NOTE, kinds_cell
from ipof_workbench.domain import records
from ipof_workbench.domain.filters import EVERYTHING, Filter
from ipof_workbench.domain.house_style import PLAIN, HouseStyle
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.listings import CaseRow, ConfigurationRow, EvidenceRow, PlaceContentRow, PlaceRow, RoleRow
from ipof_workbench.domain.quote_rows import ChosenRow
from ipof_workbench.domain.report_table import Cell, Column, Paragraph, ReportTable, Run
from ipof_workbench.domain.sentences import content_words
from ipof_workbench.domain.vocabulary import QuotePolicy, Stance, Status

if TYPE_CHECKING:
    from ipof_workbench.app.workbench import Workbench

NO_WORDS = "[words may not be printed]"
PARAPHRASE = "[paraphrase needed]"
PARAPHRASED = "Paraphrased: "


FURTHER_COLUMNS = {"area": "Theory area", "status": "Status", "kinds": "Source types"}
"""Key -> heading of what the CMO table can have and does not have by itself."""


NOW_NAME = "now"
"""Stands for the theory as it is, where the name of a frozen one may stand; one that is frozen as “now” comes first."""
PRESENT = f" {NOW_NAME} "
"""Stands for it in any case: no name begins or ends with a blank."""


@dataclass(frozen=True, slots=True)
class TableOptions:
    """How a table is to look.

    Attributes:
        quotes: illustrative quotes for each configuration, at most.
        with_quotes: whether there is a column of quotes.
        with_counts: whether there is a column of participants and cases.
        columns: keys of `FURTHER_COLUMNS` that the CMO table has besides.
        statuses: keys of `Status`; empty for all.
        caption: empty for the usual one.
        label: what stands before the caption.
        style: the journal's way of printing.
        threshold: counts of participants from 1 to one below it are hidden; 1 hides none.
        since, until: names of frozen theories, for tables of what changed between them or of one of them; empty for
            the first and the latest (the theory now, where there is one only), `NOW_NAME` or `PRESENT` for the theory
            now.
    """

    quotes: int = 2
    with_quotes: bool = True
    with_counts: bool = True
    columns: frozenset[str] = frozenset()
    statuses: frozenset[str] = frozenset()
    caption: str = ""
    label: str = "Table 1"
    style: HouseStyle = PLAIN
    threshold: int = 5
    since: str = ""
    until: str = ""


NOTHING_CHOSEN: Mapping[Rid, ChosenRow] = {}
USUAL = TableOptions()
"""The options of a table that nobody has set any."""


def place_text(place: PlaceRow) -> str:
    """Return a place as a table cell: “; or ” between alternatives, “; and ” within them."""
    groups = ["; and ".join(_content_text(content) for content in group) for group in place.alternatives]
    words = "; or ".join(groups)
    return words[:1].upper() + words[1:]


def _content_text(content: PlaceContentRow) -> str:
    plain = content.polarity != "absent" and content.attribute is None and content.activation == "fires"
    return content.label if plain else content_words(content)


def attribution(row: EvidenceRow, template: str) -> str:
    """Return who said it, by the project's template; empty parts leave no gap."""
    who = row.participant_name or row.document_name
    filled = template.format_map(
        {"participant": who, "role": row.participant_role, "case": row.case_name, "document": row.document_name}
    )
    return ", ".join(part for part in (piece.strip() for piece in filled.split(",")) if part)


def quotable(row: EvidenceRow) -> Run:
    """Return the words as they may be printed: as a quote, or what stands in its place."""
    if row.quote_policy == QuotePolicy.NONE:
        return Run(NO_WORDS)
    if row.quote_policy == QuotePolicy.PARAPHRASE:
        return Run(PARAPHRASE)
    return Run(" ".join(row.quote.split()), is_quote=True, evidence=row.evidence)


def quote_paragraph(row: EvidenceRow, voices: Voices) -> Paragraph:
    """Return a quote with who said it, as it was edited or paraphrased; one that challenges says so first."""
    against = [Run("Challenged by: ", italic=True)] if row.stance == Stance.CHALLENGES else []
    said = printed_runs(row, voices.chosen.get(row.evidence))
    return Paragraph((*against, *said, Run(f" {voices.said_by(row)}", is_verbatim=True, evidence=row.evidence)))


def printed_runs(row: EvidenceRow, chosen: ChosenRow | None) -> tuple[Run, ...]:
    """Return the words that stand for a passage: as said, as edited, or the paraphrase, which says that it is one."""
    if chosen is None or not chosen.text or not can_print(row, chosen):
        return (quotable(row),)
    if chosen.is_paraphrase:
        return Run(PARAPHRASED, italic=True), Run(chosen.text, evidence=row.evidence)
    return (Run(chosen.text, is_quote=True, evidence=row.evidence),)


def can_print(row: EvidenceRow, chosen: ChosenRow | None) -> bool:
    """Tell whether the policy lets a passage be printed: word for word, or as the paraphrase that was written."""
    if row.quote_policy == QuotePolicy.PARAPHRASE:
        return chosen is not None and chosen.is_paraphrase
    return row.quote_policy == QuotePolicy.VERBATIM


@dataclass(frozen=True, slots=True)
class Voices:
    """How people are named in a table: by the style's template or else the project's, cases by letters if it asks.

    `letters` is case -> its letter, in the order in which the project lists the cases. `chosen` is evidence -> how it
    is printed, for the quotes that somebody chose.
    """

    template: str
    style: HouseStyle = PLAIN
    letters: Mapping[Rid, str] = field(default_factory=dict)
    chosen: Mapping[Rid, ChosenRow] = field(default_factory=dict)

    @classmethod
    def of(cls, workbench: Workbench, style: HouseStyle = PLAIN) -> Voices:
        """Return how this project's people are named in a style."""
        template = style.attribution or workbench.read.find(records.Project)[0].attribution
        cases = workbench.read.cases() if style.case_letters else []
        letters = {case.rid: case_letter(at) for at, case in enumerate(cases)}
        return cls(template, style, letters, workbench.read.quotes.chosen())

    def said_by(self, row: EvidenceRow) -> str:
        """Return who said it, in the marks of the style."""
        marks = self.style.attribution_marks
        return f"{marks[0]}{self.name(row)}{marks[1]}"

    def name(self, row: EvidenceRow) -> str:
        """Return who said it: “Denise, member, Harbour”, or “P07, member, Case C”."""
        case = self.case_name(row.case or 0, row.case_name)
        return attribution(row._replace(case_name=case), self.template)

    def case_name(self, case: Rid, name: str) -> str:
        """Return how a case is called: by its name, or “Case C”."""
        letter = self.letters.get(case)
        return f"{self.style.case_word} {letter}" if letter else name

    def key(self, cases: Iterable[CaseRow]) -> tuple[str, ...]:
        """Return the note that says which case a letter means; none where cases are called by their names."""
        if not self.letters:
            return ()
        return ("; ".join(f"{self.case_name(case.rid, case.name)}: {case.name}" for case in cases) + ".",)


def case_letter(at: int) -> str:
    """Return the letter of the case at this place, from 0: A ... Z, AA, AB ..."""
    letters = ""
    at += 1
    while at:
        at, rest = divmod(at - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def illustrative(
    rows: Sequence[EvidenceRow], most: int, preferred: Mapping[Rid, ChosenRow] = NOTHING_CHOSEN
) -> list[EvidenceRow]:
    """Return the quotes that show a configuration, only those that may be printed: all that were chosen, in their
    order; where none were, up to `most`, strongest first, each from another participant, one that challenges among them
    where there is one and room for it."""
    held = {row.evidence: row for row in rows if row.evidence in preferred and can_print(row, preferred[row.evidence])}
    if held and most > 0:
        return [held[evidence] for evidence in preferred if evidence in held]
    printable = [row for row in rows if row.quote_policy == QuotePolicy.VERBATIM]
    ranked = sorted(printable, key=lambda row: (-(row.strength or 0), abs(len(row.quote) - 140), row.evidence))
    against = [row for row in ranked if row.stance == Stance.CHALLENGES]
    in_favour = [row for row in ranked if row.stance not in (Stance.CHALLENGES, Stance.SILENT)]
    chosen: list[EvidenceRow] = []
    room = most - (1 if against and most > 1 else 0)
    _take(in_favour, chosen, room)
    _take(against, chosen, most)
    _take(in_favour, chosen, most)
    return chosen


def _take(rows: Sequence[EvidenceRow], chosen: list[EvidenceRow], most: int) -> None:
    voices = {_voice(held) for held in chosen}
    codings = {held.coding for held in chosen}
    words = {held.quote for held in chosen}
    for fresh_voice in (True, False):
        for row in rows:
            if len(chosen) >= most:
                return
            if row.coding in codings or row.quote in words or (fresh_voice and _voice(row) in voices):
                continue
            chosen.append(row)
            voices.add(_voice(row))
            codings.add(row.coding)
            words.add(row.quote)


def _voice(row: EvidenceRow) -> int:
    return row.participant if row.participant is not None else -row.document


def quotes_cell(rows: Sequence[EvidenceRow], most: int, voices: Voices) -> Cell:
    """Return the quotes that illustrate a configuration, a paragraph each."""
    return Cell(tuple(quote_paragraph(row, voices) for row in illustrative(rows, most, voices.chosen)))


def quote_notes(rows: Iterable[Sequence[Cell]]) -> tuple[str, ...]:
    """Return the notes that a table with quotes needs: what is verbatim, and what the signs of edited quotes mean."""
    runs = [run for row in rows for cell in row for part in cell.paragraphs for run in part.runs]
    notes = ["Quotes are verbatim and only from those whose words may be printed."]
    if any(run.evidence and run.is_quote and "[" in run.text for run in runs):
        notes.append("[…] stands for words left out; other words in square brackets are added.")
    if any(run.text == PARAPHRASED for run in runs):
        notes.append("What is paraphrased stands in the words of the analysts.")
    return tuple(notes)


def _columns(roles: Sequence[RoleRow], options: TableOptions) -> tuple[Column, ...]:
    columns = [Column("number", "CMOC", 0.6), Column("title", "Title", 1.2)]
    columns += [Column(role.key, role.label, 1.5) for role in roles]
    columns += [Column(key, FURTHER_COLUMNS[key], 0.9) for key in ("area", "status") if key in options.columns]
    if options.with_quotes:
        columns.append(Column("quotes", "Illustrative quotes", 2.6))
    if "kinds" in options.columns:
        columns.append(Column("kinds", FURTHER_COLUMNS["kinds"], 1.0))
    if options.with_counts:
        columns.append(Column("participants", "Participants, n", 1.0, numeric=True))
        columns.append(Column("cases", "Cases, n", 0.6, numeric=True))
    return tuple(columns)


def cmo_table(workbench: Workbench, scope: Filter = EVERYTHING, options: TableOptions = USUAL) -> ReportTable:
    """Return the table of configurations that pass the filter and have one of the wanted statuses."""
    read = workbench.read
    roles = read.roles()
    project = read.find(records.Project)[0]
    configurations = [
        row for row in read.configurations(scope) if not options.statuses or row.status in options.statuses
    ]
    places = read.places()
    by_configuration: dict[int, list[EvidenceRow]] = {}
    for row in read.evidence(scope=scope):
        if row.configuration is not None:
            by_configuration.setdefault(row.configuration, []).append(row)
    voices = Voices.of(workbench, options.style)
    rows = tuple(
        _row(configuration, places[configuration.rid], by_configuration.get(configuration.rid, []), options, voices)
        for configuration in configurations
    )
    cases = sum(1 for case in read.cases() if case.documents)
    with_quotes = " with illustrative quotes" if options.with_quotes else ""
    caption = options.caption or f"{_roles_in_words(roles)} configurations{with_quotes}: {project.title}."
    notes = (*_notes(options, cases), *(quote_notes(rows) if options.with_quotes else ()))
    return ReportTable("cmo-table", caption, _columns(roles, options), rows, notes, options.label)


def _roles_in_words(roles: Sequence[RoleRow]) -> str:
    return "-".join([roles[0].label, *(role.label.lower() for role in roles[1:])]) if roles else ""


def _row(
    configuration: ConfigurationRow,
    places: Sequence[PlaceRow],
    evidence: Sequence[EvidenceRow],
    options: TableOptions,
    voices: Voices,
) -> tuple[Cell, ...]:
    cells = [Cell.of(configuration.number), Cell.of(configuration.title)]
    cells += [Cell.of(place_text(place)) for place in places]
    if "area" in options.columns:
        cells.append(Cell.of(configuration.theory_area_name))
    if "status" in options.columns:
        cells.append(Cell.of(Status(configuration.status).words))
    if options.with_quotes:
        cells.append(quotes_cell(evidence, options.quotes, voices))
    if "kinds" in options.columns:
        cells.append(kinds_cell(evidence))
    if options.with_counts:
        cells.append(Cell.number(configuration.counts.sources))
        cells.append(Cell.number(configuration.counts.cases))
    return tuple(cells)


def _notes(options: TableOptions, cases: int) -> tuple[str, ...]:
    notes = ["An empty cell is a part not yet found."]
    if "kinds" in options.columns:
        notes.append(KINDS_NOTE)
    if options.with_counts:
        notes.append(
            f"Participants and cases are those with at least one coded passage for the configuration ({cases} cases "
            "hold data); a document without a known participant counts as one."
        )
    return tuple(notes)
