"""What can be taken into a paper: the outputs of the Report page, and what a person has set for each."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ipof_workbench.domain.house_style import PLAIN, HouseStyle
from ipof_workbench.domain.vocabulary import Status

if TYPE_CHECKING:
    from ipof_workbench.app.report_sets import PlannedOutput
    from ipof_workbench.exporters.word_template import WordTemplate

TABLE_FORMATS: tuple[tuple[str, str], ...] = (
    (".docx", "Word (.docx)"),
    (".xlsx", "Excel (.xlsx)"),
    (".csv", "Values (.csv)"),
    (".md", "Markdown (.md)"),
    (".html", "Web page (.html)"),
    (".tex", "LaTeX (.tex)"),
)
FIGURE_FORMATS: tuple[tuple[str, str], ...] = (
    (".svg", "Vectors (.svg)"),
    (".png", "Pixels (.png)"),
    (".pdf", "PDF (.pdf)"),
    (".graphml", "Graph (.graphml)"),
)

FIGURE_KIND = "theory"
PLOT_KINDS = ("evidence-figure", "case-figure", "saturation-figure")


@dataclass(frozen=True, slots=True)
class Output:
    """One thing to take into a paper.

    Attributes:
        key: its name on the page.
        kind: the kind that `app.exports` knows.
        title: what a person reads.
        file_stem: the suggested file name, without suffix.
        takes_statuses, takes_columns: which settings do something for it.
        takes_counts: whether it has columns of participants and cases that can be left out.
        columns: keys of `FURTHER_COLUMNS` (app/cmo_table.py) that it can have besides.
        with_quotes: whether its column of quotes is on at first.
        shows_quotes: whether people's words are in it whatever is set.
    """

    key: str
    kind: str
    title: str
    file_stem: str
    takes_statuses: bool = False
    takes_columns: bool = False
    with_quotes: bool = False
    shows_quotes: bool = False
    takes_counts: bool = False
    columns: tuple[str, ...] = ()

    @property
    def is_figure(self) -> bool:
        """Tell whether it is a picture."""
        return self.kind == FIGURE_KIND or self.kind in PLOT_KINDS

    @property
    def formats(self) -> tuple[tuple[str, str], ...]:
        """The suffixes it can be written with, and their words."""
        if self.kind in PLOT_KINDS:
            return tuple(choice for choice in FIGURE_FORMATS if choice[0] != ".graphml")
        return FIGURE_FORMATS if self.is_figure else TABLE_FORMATS


OUTPUTS: tuple[Output, ...] = (
    Output(
        "cmo-table",
        "cmo-table",
        "CMOC table",
        "cmo_table",
        takes_statuses=True,
        takes_columns=True,
        takes_counts=True,
        columns=("area", "status", "kinds"),
    ),
    Output(
        "cmo-quotes",
        "cmo-table",
        "CMOC table with quotes",
        "cmo_table_with_quotes",
        takes_statuses=True,
        takes_columns=True,
        with_quotes=True,
        takes_counts=True,
        columns=("area", "status", "kinds"),
    ),
    Output("cmo-inline", "cmo-inline", "CMOCs in one cell", "cmo_inline", takes_statuses=True),
    Output("cmo-sentences", "cmo-sentences", "CMOCs as sentences", "cmo_sentences", takes_statuses=True),
    Output(
        "cmo-sentences-quotes",
        "cmo-sentences-quotes",
        "Sentences with quotes",
        "cmo_sentences_with_quotes",
        takes_statuses=True,
        takes_columns=True,
        with_quotes=True,
    ),
    Output("cmo-presence", "cmo-presence", "Mechanism present or not", "cmo_presence", takes_statuses=True),
    Output("quotes", "quotes", "Quotes", "quotes", shows_quotes=True),
    Output("quote-bank", "quote-bank", "Quote bank", "quote_bank", shows_quotes=True),
    Output("codebook", "codebook", "Codebook", "codebook"),
    Output("matrix", "matrix", "Case by CMOC matrix", "case_matrix", takes_statuses=True),
    Output("evidence", "evidence", "Evidence by stance", "evidence", takes_statuses=True),
    Output("evidence-strength", "evidence-strength", "Evidence strength", "evidence_strength", takes_statuses=True),
    Output("case-signs", "case-signs", "Case by CMOC, in signs", "case_signs", takes_statuses=True),
    Output("changes", "changes", "Changes of the theory", "changes", takes_columns=True, with_quotes=True),
    Output("audit", "audit", "Audit trail", "audit"),
    Output("data-to-theory", "data-to-theory", "From data to theory", "data_to_theory"),
    Output("participants", "participants-table", "Participants", "participants"),
    Output("cases", "cases-table", "Cases", "cases"),
    Output("sources", "sources", "Sources, appraised", "sources"),
    Output("rameses-2", "rameses-2", "RAMESES II checklist", "rameses_2"),
    Output("rameses-1", "rameses-1", "RAMESES (syntheses)", "rameses_1"),
    Output(
        "ipt",
        "ipt",
        "Initial programme theory",
        "initial_programme_theory",
        takes_statuses=True,
        takes_columns=True,
        with_quotes=True,
    ),
    Output("rivals", "rivals", "Rivals", "rivals", shows_quotes=True),
    Output("theories-used", "theories-used", "Substantive theories", "substantive_theories"),
    Output("recommendations", "recommendations", "Recommendations", "recommendations"),
    Output("decisions", "decisions", "Decisions", "decisions"),
    Output("theory", FIGURE_KIND, "Programme theory", "programme_theory"),
    Output("evidence-figure", "evidence-figure", "Evidence by stance", "evidence_by_stance", takes_statuses=True),
    Output("case-figure", "case-figure", "CMOCs by case", "cmocs_by_case", takes_statuses=True),
    Output("saturation-figure", "saturation-figure", "Saturation", "saturation"),
)

USUAL_SET = frozenset(
    {
        *("cmo-quotes", "codebook", "quote-bank", "matrix", "evidence-strength", "case-signs", "changes"),
        *("participants", "cases", "rameses-2", "ipt", "recommendations", "theory", *PLOT_KINDS),
    }
)
"""What is in the supplement while nobody has chosen."""

STATUS_CHOICES: tuple[tuple[str, frozenset[str], str], ...] = (
    ("all", frozenset(), "All"),
    ("refined", frozenset({Status.REFINED.value, Status.FINAL.value}), "Status refined or later"),
    (
        "standing",
        frozenset(status.value for status in Status) - {Status.REJECTED.value, Status.PARKED.value},
        "All but rejected and parked",
    ),
    *((status.value, frozenset({status.value}), f"Status {status.words}") for status in Status),
)
"""Which configurations: key, the statuses that pass (none = all), words."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a person has set for one output; `caption` is empty for the usual one."""

    choice: str = "all"
    with_quotes: bool = True
    with_counts: bool = True
    quotes: int = 2
    caption: str = ""
    number: int = 1
    columns: frozenset[str] = frozenset()

    @property
    def statuses(self) -> frozenset[str]:
        """The statuses that pass; empty for all."""
        return next(statuses for key, statuses, _ in STATUS_CHOICES if key == self.choice)

    @property
    def label(self) -> str:
        """What stands before the caption."""
        return f"Table {self.number}"


@dataclass(frozen=True, slots=True)
class Printing:
    """How the whole set is printed: `name` is the key of the style or its file, `threshold` as in `TableOptions`,
    `template` the journal's for Word files and `template_file` where it was read from."""

    style: HouseStyle = PLAIN
    name: str = PLAIN.key
    threshold: int = 5
    template: WordTemplate | None = None
    template_file: str = ""


USUAL_PRINTING = Printing()
"""What holds while nobody has chosen."""


def usual_settings(output: Output) -> Settings:
    """Return the settings of an output that nobody has touched: tables are numbered as they are listed."""
    tables = [known for known in OUTPUTS if not known.is_figure]
    number = tables.index(output) + 1 if output in tables else 1
    return replace(Settings(), with_quotes=output.with_quotes, number=number)


def planned(output: Output, settings: Settings) -> PlannedOutput:
    """Return an output as a plan holds it, with its settings."""
    from ipof_workbench.app.report_sets import PlannedOutput

    usual = PlannedOutput(output.kind)
    quotes = usual.quotes if not output.takes_columns else settings.quotes if settings.with_quotes else 0
    statuses = tuple(sorted(settings.statuses)) if output.takes_statuses else ()
    return replace(
        usual,
        file=output.file_stem,
        caption=settings.caption,
        quotes=quotes,
        statuses=statuses,
        counts=settings.with_counts or not output.takes_counts,
        columns=tuple(key for key in output.columns if key in settings.columns),
    )


def output_of(key: str) -> Output:
    """Return the output with this key.

    Raises:
        KeyError: there is none.
    """
    for output in OUTPUTS:
        if output.key == key:
            return output
    raise KeyError(key)
