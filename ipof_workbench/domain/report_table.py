"""A table for a paper, free of any format: exporters write it, the Report page paints it."""

from __future__ import annotations

from dataclasses import dataclass

from ipof_workbench.domain.identity import Rid


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text with one look.

    `is_quote` says that it is a participant's words, without quotation marks: a house style puts them around.
    `is_verbatim` says that it must stay as it is spelt (a name, a quote in another frame). `evidence` is the piece of
    evidence whose words these are or paraphrase, or whose speaker they name; 0 for none.
    """

    text: str
    italic: bool = False
    bold: bool = False
    is_quote: bool = False
    is_verbatim: bool = False
    evidence: Rid = 0


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Runs that stand on lines of their own."""

    runs: tuple[Run, ...]

    @property
    def text(self) -> str:
        """The plain words."""
        return self.runs[0].text if len(self.runs) == 1 else "".join([run.text for run in self.runs])


@dataclass(frozen=True, slots=True)
class Cell:
    """The paragraphs of one cell; `value` is the number behind them where the cell is one."""

    paragraphs: tuple[Paragraph, ...] = ()
    value: int | float | None = None

    @property
    def text(self) -> str:
        """The plain words, paragraphs on lines of their own."""
        if len(self.paragraphs) == 1:
            return self.paragraphs[0].text
        return "\n".join([paragraph.text for paragraph in self.paragraphs])

    @classmethod
    def of(cls, text: str, *, italic: bool = False, bold: bool = False) -> Cell:
        """Return a cell of plain text, a paragraph for each line; empty text makes an empty cell."""
        if "\n" not in text:
            return cls((Paragraph((Run(text, italic, bold),)),) if text else ())
        return cls(tuple(Paragraph((Run(line, italic, bold),)) for line in text.split("\n")))

    @classmethod
    def number(cls, value: float, text: str = "") -> Cell:
        """Return a cell that shows a number (`text` where it is to read otherwise) and keeps its value."""
        return cls((Paragraph((Run(text or f"{value:,}"),)),), value)


@dataclass(frozen=True, slots=True)
class Column:
    """A column: stable `key` (the csv heading), `heading` as printed, share of the width, numbers to the right."""

    key: str
    heading: str
    width: float = 1.0
    numeric: bool = False


@dataclass(frozen=True, slots=True)
class Typeface:
    """The font of a printed table and the size of its text in points; caption and notes keep their proportion to it."""

    font: str = "Times New Roman"
    size: float = 9.5


USUAL_TYPEFACE = Typeface()
"""That of a table which nobody has styled."""


@dataclass(frozen=True, slots=True)
class ReportTable:
    """A captioned table; every row has one cell for each column. `label_end` stands between label and caption."""

    kind: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...] = ()
    label: str = "Table 1"
    landscape: bool = True
    label_end: str = "."
    typeface: Typeface = USUAL_TYPEFACE

    def __post_init__(self) -> None:
        for row in self.rows:
            if len(row) != len(self.columns):
                raise ValueError(f"a row of {self.kind} has {len(row)} cells for {len(self.columns)} columns")
