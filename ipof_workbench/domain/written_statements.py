"""If-Then-Because sentences as people write and paste them: read into parts, and written from parts again."""

from __future__ import annotations

import re
from typing import NamedTuple

from ipof_workbench.domain.sentences import sentence

_SENTENCES = re.compile(r"(?<=[.!?…]) (?=If\b[,:]? \S)")
_NUMBER = r"(?P<number>[^\W\d_]{0,4}[0-9]{1,6}(?:\.[0-9]{1,4})*[^\W\d_]?)"
_LEAD = re.compile(rf"^(?:[-–—•*·]\s+)?(?:{_NUMBER}[.):]?\s+)?(?=(?:if|then|because)\b)", re.IGNORECASE)
_BULLET = re.compile(r"^[-–—•*·]\s+(?=\S)")
_CELL_NUMBER = re.compile(rf"{_NUMBER}[.):]?")
_OPENING = re.compile(r"^(if|then|because)\b[,:]?\s+(?=\S)", re.IGNORECASE)
_THEN = (re.compile(r",\s+then\b[,:]?\s+(?=\S)", re.IGNORECASE), re.compile(r"\s+then\b[,:]?\s+(?=\S)", re.IGNORECASE))
_BECAUSE = (
    re.compile(r",\s+because\b[,:]?\s+(?=\S)", re.IGNORECASE),
    re.compile(r"\s+because\b[,:]?\s+(?=\S)", re.IGNORECASE),
)
_HEADINGS = frozenset({"number", "no", "if", "then", "because"})
_ROUNDS = 8


class WrittenStatement(NamedTuple):
    """A statement as it was written; `number` is empty where none stood before it. Any part may be empty."""

    if_text: str = ""
    then_text: str = ""
    because_text: str = ""
    number: str = ""

    @property
    def parts(self) -> dict[str, str]:
        """The parts by their connector."""
        return {"if": self.if_text, "then": self.then_text, "because": self.because_text}

    @property
    def is_empty(self) -> bool:
        """Tell whether it says nothing."""
        return not any(part.strip() for part in self.parts.values())


def written(statement: WrittenStatement) -> str:
    """Return the statement as one sentence, after its number if it has one."""
    words = sentence(statement.parts)
    return f"{statement.number}. {words}" if statement.number and words else words


def parse_statements(text: str) -> list[WrittenStatement]:
    """Return the statements of a text: one for each line, and for each further sentence of a line that begins “If”.

    A line may begin with a bullet or a number, and lack any part; one without “if”, “then” or “because” is taken for
    what follows (then). Cells of a pasted table (tabs) are number, if, then, because, or the last two or three of
    these; a line of headings is left out. What is read and written again reads the same.
    """
    found: list[WrittenStatement] = []
    for line in text.splitlines():
        if "\t" in line:
            found += _settled([_from_cells([" ".join(cell.split()) for cell in line.split("\t")])])
        else:
            found += _settled(_from_prose(" ".join(line.split())))
    return found


def _from_prose(line: str) -> list[WrittenStatement]:
    """Return the sentences of a line; the full stop after its number ends none."""
    lead = _LEAD.match(line)
    start = lead.end() if lead else 0
    first, *others = _SENTENCES.split(line[start:])
    return [_parsed(part) for part in (line[:start] + first, *others)]


def _from_cells(cells: list[str]) -> WrittenStatement:
    if {cell.casefold().rstrip(".") for cell in cells if cell} <= _HEADINGS:
        return WrittenStatement()
    number = ""
    if len(cells) > 2 and (not cells[0] or _CELL_NUMBER.fullmatch(cells[0])):
        number = cells.pop(0).rstrip(".):")
    if len([cell for cell in cells if cell]) == 1:
        return _parsed(next(cell for cell in cells if cell))._replace(number=number)
    if_text, then_text, because_text = (_bare(part) for part in [*cells, "", "", ""][:3])
    return WrittenStatement(if_text, then_text, because_text, number)


def _settled(statements: list[WrittenStatement]) -> list[WrittenStatement]:
    # A part that holds a connector of its own would be read otherwise the next time: it is read until it stays.
    for _ in range(_ROUNDS):
        again = [read for statement in statements for read in _from_prose(written(statement)) if not read.is_empty]
        if again == statements:
            break
        statements = again
    return statements


def _parsed(line: str) -> WrittenStatement:
    number, rest = "", line
    lead = _LEAD.match(line)
    if lead is not None:
        number, rest = lead["number"] or "", line[lead.end() :]
    else:
        rest = _BULLET.sub("", line)
    opening = _OPENING.match(rest)
    first = opening[1].casefold() if opening else ""
    rest = _bare(rest)
    if first == "because":
        return WrittenStatement("", "", rest, number)
    if first in ("", "then"):
        return WrittenStatement("", *_split(rest, _BECAUSE), number=number)
    if_text, follows = _split(rest, _THEN)
    if follows:
        return WrittenStatement(if_text, *_split(follows, _BECAUSE), number=number)
    if_text, because_text = _split(rest, _BECAUSE)
    return WrittenStatement(if_text, "", because_text, number)


def _split(words: str, connectors: tuple[re.Pattern[str], ...]) -> tuple[str, str]:
    """Return what stands before and after the first connector, the one after a comma before any other."""
    words = words.strip()
    opening = _OPENING.match(words)
    if opening and connectors is _BECAUSE and opening[1].casefold() == "because":
        return "", _bare(words)
    for connector in connectors:
        found = connector.search(words)
        if found:
            return _bare(words[: found.start()]), words[found.end() :].strip(" .,;")
    return _bare(words), ""


def _bare(words: str) -> str:
    """Return a part without its own connector and the marks at its end."""
    words = words.strip().rstrip(" .,;")
    while (opening := _OPENING.match(words)) is not None:
        words = words[opening.end() :]
    return words
