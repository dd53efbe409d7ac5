"""Tables (.csv): encoding, delimiter, headings and rows, streamed; each refusal names the row.

Rows are numbered as in a spreadsheet: the heading is row 1, an empty line counts.
"""

from __future__ import annotations

import codecs
import csv
import difflib
import hashlib
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ipof_workbench.domain.errors import InputTooLarge, RowsRefused, UnreadableInput, UsageError
from ipof_workbench.domain.text import shorten
from ipof_workbench.importers import limits
from ipof_workbench.importers.plain_text import find_encoding, not_text
from ipof_workbench.importers.sources import clean

ROW_NUMBER = "#row"
"""The name that stands for the number of a row of data, from 1."""
DELIMITERS = (",", ";", "\t", "|")
DELIMITER_WORDS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "vertical bar"}
TABLE_BYTES = 4 * 1024**3
"""Tables are streamed, so only the disk bounds them; this keeps a mistaken choice from running for hours."""

_CHUNK = 1024 * 1024
_SAMPLE_CHARACTERS = 256 * 1024
_SAMPLE_ROWS = 50
_SHOWN_REFUSALS = 1_000


@dataclass(frozen=True, slots=True)
class CsvTable:
    """A table whose headings are known; `rows()` streams it."""

    path: Path
    sha256: str
    encoding: str
    delimiter: str
    headings: tuple[str, ...]
    """Unique names: the N-th repeat of a heading is `heading#N`, an empty one `column N`."""
    notes: tuple[str, ...]

    @property
    def file_name(self) -> str:
        """The name without its folder."""
        return self.path.name

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Yield (row number, cells) of the rows that are not empty, each with one cell for each heading.

        Raises:
            RowsRefused: rows with too few or too many cells; raised after the last row, so that all are listed.
            UnreadableInput: quotation marks that are not closed, or bytes that are not in the encoding.
            InputTooLarge: more than `limits.TABLE_ROWS` rows, or a cell longer than a text may be.
        """
        width = len(self.headings)
        ragged: list[tuple[int, str]] = []
        for number, cells in self._numbered():
            if len(cells) != width and cells:
                if len(cells) < width or any(cell.strip() for cell in cells[width:]):
                    ragged.append((number, f"{len(cells)} {'cell' if len(cells) == 1 else 'cells'} instead of {width}"))
                    if len(ragged) >= _SHOWN_REFUSALS:
                        break
                    continue
                del cells[width:]
            if ragged or not cells:
                continue
            yield number, cells
        if ragged:
            raise RowsRefused(f"Rows of {self.file_name} do not fit its {width} headings:", ragged)

    def _numbered(self) -> Iterator[tuple[int, list[str]]]:
        """Yield (row number, cells) below the heading, empty lines included."""
        number = 1
        try:
            with self.path.open(encoding=self.encoding, newline="") as stream:
                reader = csv.reader(stream, delimiter=self.delimiter, strict=True)
                next(reader, None)
                for cells in reader:
                    number += 1
                    if number > limits.TABLE_ROWS:
                        raise InputTooLarge(
                            f"{self.file_name} has more than {limits.TABLE_ROWS:,} rows; split it first."
                        )
                    yield number, cells
        except csv.Error as error:
            raise _broken(self.file_name, number + 1, error) from None
        except UnicodeError:
            raise UnreadableInput(f"{self.file_name} is not in one encoding; save it as UTF-8 first.") from None
        except OSError as error:
            raise limits.unreadable(self.path, error) from None

    def column(self, name: str) -> int:
        """Return the place of a column.

        Raises:
            UsageError: there is none of this name; the sentence lists similar ones.
            UnreadableInput: the table seems to be parted by another sign.
        """
        places = {heading: place for place, heading in enumerate(self.headings)}
        if name in places:
            return places[name]
        loose = {_loose(heading): place for place, heading in reversed(list(enumerate(self.headings)))}
        if _loose(name) in loose:
            return loose[_loose(name)]
        if len(self.headings) == 1:
            raise self._one_column()
        near = difflib.get_close_matches(_loose(name), list(loose), n=3, cutoff=0.5)
        offered = [self.headings[loose[each]] for each in near] or list(self.headings[:8])
        more = " …" if not near and len(self.headings) > len(offered) else ""
        said = "similar are" if near else "it has"
        names = ", ".join(f"“{shorten(each)}”" for each in offered)
        raise UsageError(f"{self.file_name} has no column “{name}”; {said} {names}{more}.")

    def _one_column(self) -> UnreadableInput:
        return UnreadableInput(
            f"{self.file_name} was read as one column, “{shorten(self.headings[0])}”; its columns must be parted by "
            "comma, semicolon, tab or vertical bar."
        )


def open_table(path: Path, expected: Iterable[str] = ()) -> CsvTable:
    """Return a table with its encoding, delimiter and headings found out.

    `expected` are headings that tell the right delimiter where several would do.

    Raises:
        UnreadableInput: missing, a folder, empty, no text, or without a heading.
        InputTooLarge: larger than `TABLE_BYTES`.
    """
    size = limits.check_file(path)
    if size > TABLE_BYTES:
        raise InputTooLarge(
            f"{path.name} has {limits.megabytes(size)}, which is too large for a table; split it first."
        )
    encoding, digest, note = _inspect(path)
    # The setting is the process's; a cell is bounded as a text is.
    csv.field_size_limit(limits.TEXT_CHARACTERS)
    sample = _sample(path, encoding)
    delimiter = _find_delimiter(sample, frozenset(map(_loose, expected)))
    try:
        heading = next(iter(csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter)), [])
    except csv.Error as error:
        raise _broken(path.name, 1, error) from None
    if not any(cell.strip() for cell in heading):
        raise UnreadableInput(f"The first row of {path.name} is empty; it must hold the headings of the columns.")
    while not heading[-1].strip():
        heading.pop()
    return CsvTable(path, digest, encoding, delimiter, unique_headings(heading), (note,) if note else ())


def unique_headings(cells: Iterable[str]) -> tuple[str, ...]:
    """Return headings without outer blanks, the N-th repeat as `heading#N`, an empty one as `column N`."""
    seen: dict[str, int] = {}
    taken: set[str] = set()
    headings = []
    for place, cell in enumerate(cells, start=1):
        heading = clean(cell).strip() or f"column {place}"
        seen[heading] = seen.get(heading, 0) + 1
        name = heading if seen[heading] == 1 else f"{heading}#{seen[heading]}"
        while name in taken:
            seen[heading] += 1
            name = f"{heading}#{seen[heading]}"
        taken.add(name)
        headings.append(name)
    return tuple(headings)


def _loose(heading: str) -> str:
    return " ".join(heading.split()).casefold()


def _inspect(path: Path) -> tuple[str, str, str]:
    """Return encoding, SHA-256 and a note on a guess, from one pass over the bytes."""
    digest = hashlib.sha256()
    decoder = codecs.getincrementaldecoder("utf-8")()
    zeros = size = 0
    is_utf8 = True
    start = b""
    try:
        with path.open("rb") as stream:
            while chunk := stream.read(_CHUNK):
                start = start or chunk
                digest.update(chunk)
                size += len(chunk)
                zeros += chunk.count(0)
                is_utf8 = is_utf8 and _decodes(decoder, chunk)
            is_utf8 = is_utf8 and _decodes(decoder, b"", final=True)
    except OSError as error:
        raise limits.unreadable(path, error) from None
    if is_utf8 and zeros * 100 <= size:
        return ("utf-8-sig" if start.startswith(codecs.BOM_UTF8) else "utf-8"), digest.hexdigest(), ""
    encoding, note = find_encoding(start if is_utf8 else limits.read_bytes(path), path.name)
    return encoding, digest.hexdigest(), note


def _decodes(decoder: codecs.IncrementalDecoder, chunk: bytes, *, final: bool = False) -> bool:
    try:
        decoder.decode(chunk, final)
    except UnicodeDecodeError:
        return False
    return True


def _sample(path: Path, encoding: str) -> str:
    try:
        with path.open(encoding=encoding, newline="") as stream:
            sample = stream.read(_SAMPLE_CHARACTERS)
    except (UnicodeError, OSError):
        raise not_text(path.name) from None
    controls = sum(1 for character in sample[:_CHUNK] if character < " " and character not in "\t\r\n\0\x0b\x0c\x1b")
    if controls * 100 > len(sample):
        raise not_text(path.name)
    return sample


def _find_delimiter(sample: str, expected: frozenset[str]) -> str:
    """Return the delimiter with most expected headings, then most rows as wide as the heading, then most columns."""

    def merit(delimiter: str) -> tuple[int, float, int]:
        widths: list[int] = []
        known = 0
        try:
            for cells in csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter):
                if not widths:
                    known = len(expected.intersection(map(_loose, cells)))
                if cells:
                    widths.append(len(cells))
                if len(widths) >= _SAMPLE_ROWS:
                    break
        except csv.Error:
            return (0, 0.0, 0)
        # The last row of a sample may be cut off.
        judged = widths[:-1] if len(widths) > 2 and len(sample) >= _SAMPLE_CHARACTERS else widths
        if not widths or widths[0] == 1:
            return (known, 0.0, 1)
        return (known, round(sum(width == widths[0] for width in judged) / len(judged), 1), widths[0])

    return max(DELIMITERS, key=merit)


def _broken(file_name: str, row: int, error: csv.Error) -> UnreadableInput:
    if "field limit" in str(error):
        return InputTooLarge(
            f"Row {row} of {file_name} has a cell longer than {limits.TEXT_CHARACTERS:,} characters; "
            "a quotation mark may not be closed there."
        )
    return RowsRefused(f"{file_name} cannot be read as a table:", [(row, "a quotation mark is not closed or doubled")])
