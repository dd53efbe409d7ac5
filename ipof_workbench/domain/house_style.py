"""What a journal wants of a table: spelling, quotation marks, percentages, attribution, captions, font.

A style is a small text file (TOML) with the fields of `HouseStyle`; what it does not name is as in the plain style.
"""

from __future__ import annotations

import re
import string
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from ipof_workbench.domain.errors import UsageError
from ipof_workbench.domain.report_table import Cell, Paragraph, ReportTable, Run, Typeface
from ipof_workbench.domain.spelling import american

_ABBREVIATIONS = {
    "CMOC": "context-mechanism-outcome configuration",
    "IPT": "initial programme theory",
    "RAMESES": "Realist And Meta-narrative Evidence Syntheses: Evolving Standards",
    "UTC": "Coordinated Universal Time",
}
_SPELLINGS = ("british", "american")
_PERCENT_FIELDS = frozenset({"n", "total", "percent"})
_ATTRIBUTION_FIELDS = frozenset({"participant", "role", "case", "document"})


@dataclass(frozen=True, slots=True)
class HouseStyle:
    """How a journal prints.

    Attributes:
        key: the short name, as on the command line.
        title: what a person reads.
        spelling: british or american; for the words of the analysts and of the program, never for quotes.
        quotes: the opening and the closing quotation mark.
        italic_quotes: whether quotes stand in italics.
        percent: how a share is written, from {n}, {total} and {percent}.
        decimals: digits after the point of a percentage.
        attribution: who said it, from {participant}, {role}, {case}, {document}; empty for the project's own.
        attribution_marks: what stands around the attribution.
        case_letters: whether cases are called by letters (“Forum A”); `case_word` is the word before the letter.
        label: how a table is called in its caption (“Table”, “TABLE”); `label_end` follows the number.
        abbreviations: whether a note explains the abbreviations.
        font: the font of the table in Word; `font_size` is in points.
    """

    key: str = "plain"
    title: str = "Plain"
    spelling: str = "british"
    quotes: str = "“”"
    italic_quotes: bool = False
    percent: str = "{n} ({percent} %)"
    decimals: int = 1
    attribution: str = ""
    attribution_marks: str = "()"
    case_letters: bool = False
    case_word: str = "Case"
    label: str = "Table"
    label_end: str = "."
    abbreviations: bool = True
    font: str = "Times New Roman"
    font_size: float = 9.5

    @property
    def typeface(self) -> Typeface:
        """The font and its size, as a table carries them."""
        return Typeface(self.font, self.font_size)

    def share(self, n: int, total: int) -> str:
        """Return a count with its percentage; a dash where there is no total."""
        percent = f"{100 * n / total:.{self.decimals}f}" if total else "–"
        return self.percent.format(n=f"{n:,}", total=f"{total:,}", percent=percent)

    def spelt(self, text: str) -> str:
        """Return an analyst's or the program's words in the spelling of the style."""
        return american(text) if self.spelling == "american" else text


PLAIN = HouseStyle()
"""The style where none is asked for."""


def style_from(text: str, key: str) -> HouseStyle:
    """Return the style that a text in TOML describes.

    Raises:
        UsageError: it is no TOML, names a field that no style has, or gives one a value it cannot have.
    """
    try:
        given = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"The house style “{key}” is no valid TOML ({error}); mend the file.") from None
    known = {field.name for field in fields(HouseStyle)} - {"key"}
    for name in given:
        if name not in known:
            raise UsageError(f"A house style has no “{name}”; it may have {', '.join(sorted(known))}.")
    style = replace(PLAIN, **{"key": key, "title": key, **_typed(given, key)})
    _check(style)
    return style


def _typed(given: Mapping[str, Any], key: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in given.items():
        wanted = type(getattr(PLAIN, name))
        if wanted is float and type(value) is int:
            value = float(value)
        if type(value) is not wanted:
            kind = {str: "words in quotation marks", bool: "true or false", int: "a whole number", float: "a number"}
            raise UsageError(f"“{name}” of the house style “{key}” must be {kind[wanted]}, not {value!r}.")
        found[name] = value
    return found


def _check(style: HouseStyle) -> None:
    def refuse(field: str, wanted: str) -> None:
        raise UsageError(f"“{field}” of the house style “{style.key}” must be {wanted}, not {getattr(style, field)!r}.")

    if style.spelling not in _SPELLINGS:
        refuse("spelling", " or ".join(_SPELLINGS))
    for field in ("quotes", "attribution_marks"):
        if len(getattr(style, field)) != 2:
            refuse(field, "two signs, one to open and one to close")
    if not 0 <= style.decimals <= 3:
        refuse("decimals", "from 0 to 3")
    if not _is_font_name(style.font):
        refuse("font", "the name of a font, of letters, digits, spaces and hyphens")
    if not 5 <= style.font_size <= 16:
        refuse("font_size", "from 5 to 16 points")
    for field, known in (("percent", _PERCENT_FIELDS), ("attribution", _ATTRIBUTION_FIELDS)):
        if not _names_only(getattr(style, field), known):
            refuse(field, "made of " + ", ".join(f"{{{name}}}" for name in sorted(known)) + " and plain words")


def _is_font_name(name: str) -> bool:
    """Tell whether a name can stand in a style sheet and in a Word file as it is."""
    return bool(name.strip()) and len(name) <= 31 and all(letter.isalnum() or letter in " -_." for letter in name)


def _names_only(template: str, known: frozenset[str]) -> bool:
    try:
        parts = list(string.Formatter().parse(template))
    except ValueError:
        return False
    return all(
        name is None or (name in known and not spec and conversion is None) for _, name, spec, conversion in parts
    )


def styled(table: ReportTable, style: HouseStyle) -> ReportTable:
    """Return the table as a journal prints it: quotes in its marks, the other words in its spelling."""
    return replace(
        table,
        caption=style.spelt(table.caption),
        columns=tuple(replace(column, heading=style.spelt(column.heading)) for column in table.columns),
        rows=tuple(tuple(_cell(cell, style) for cell in row) for row in table.rows),
        notes=tuple(style.spelt(note) for note in (*table.notes, *_abbreviations(table, style))),
        label=style.label + table.label.removeprefix("Table") if table.label.startswith("Table") else table.label,
        label_end=style.label_end,
        typeface=style.typeface,
    )


def _abbreviations(table: ReportTable, style: HouseStyle) -> tuple[str, ...]:
    """Return the note on what the abbreviations in caption and headings mean, where the style wants one."""
    words = set(re.findall(r"\w+", " ".join((table.caption, *(column.heading for column in table.columns)))))
    words |= {word[:-1] for word in words if word.endswith("s")}
    meant = [f"{short}: {long}" for short, long in _ABBREVIATIONS.items() if short in words]
    return (f"{'; '.join(meant)}.",) if meant and style.abbreviations else ()


def _cell(cell: Cell, style: HouseStyle) -> Cell:
    if not _changes(style) and not any(run.is_quote for part in cell.paragraphs for run in part.runs):
        return cell
    return Cell(tuple(Paragraph(tuple(_run(run, style) for run in part.runs)) for part in cell.paragraphs), cell.value)


def _changes(style: HouseStyle) -> bool:
    """Tell whether the style spells words otherwise: where it does not, most cells stay as they are."""
    return style.spelling != PLAIN.spelling


def _run(run: Run, style: HouseStyle) -> Run:
    if run.is_quote:
        marked = f"{style.quotes[0]}{run.text}{style.quotes[1]}"
        return Run(marked, run.italic or style.italic_quotes, run.bold, evidence=run.evidence)
    return run if run.is_verbatim or not _changes(style) else replace(run, text=style.spelt(run.text))
