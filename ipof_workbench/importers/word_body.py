"""The walk through WordprocessingML: every word once, in document order, never two words glued together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ipof_workbench.domain.errors import InputTooLarge
from ipof_workbench.importers import limits
from ipof_workbench.importers.word_notes import Notes, attribute, word_tags

if TYPE_CHECKING:
    from lxml.etree import _Element

_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATHS = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_SILENT = (
    "pPr rPr tblPr tblPrEx tblGrid trPr tcPr sectPr sdtPr sdtEndPr rubyPr instrText delText delInstrText fldData "
    "footnoteRef endnoteRef annotationRef separator continuationSeparator softHyphen"
)
_DELETED = ("del", "moveFrom")
_MARKS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011"}
_NOTE_WORDS = {"footnote": "Footnote", "endnote": "Endnote", "comment": "Comment"}
_REFERENCES = {"footnoteReference": "footnote", "endnoteReference": "endnote", "commentReference": "comment"}
_FALSE = frozenset({"0", "false", "off", "none"})
# Symbol fonts put their signs into the private use area; these are the ones met in forms and notes.
_SYMBOLS = {
    0xF0FC: "✓",
    0xF0FB: "✗",
    0xF0FE: "☑",
    0xF0FD: "☒",
    0xF0A8: "☐",
    0xF06F: "☐",
    0xF0B7: "•",
    0xF0A7: "▪",
    0xF0E0: "→",
    0xF04A: "☺",
    0xF04C: "☹",
}
_RUN_PROPERTIES = frozenset(word_tags("rPr"))
_BOLD = frozenset(word_tags("b"))


@dataclass(slots=True)
class Body:
    """The words of a body: `pieces` in document order, paragraphs and table rows parted by LF, cells by TAB.

    `bold` maps the offset at which a paragraph starts to the offset at which its leading bold run ends, in code
    points. `dropped` counts tracked deletions, `foreign` embedded files.
    """

    pieces: list[str] = field(default_factory=list)
    bold: dict[int, int] = field(default_factory=dict)
    dropped: int = 0
    foreign: int = 0


def read_body(root: _Element, file_name: str, notes: Notes) -> Body:
    """Return the words of a body, every one once.

    Raises:
        InputTooLarge: too many characters, or nested deeper than `limits.NESTING`.
    """
    walker = _Walker(file_name, notes)
    walker.walk(root)
    return walker.body


def _clean_words(text: str, length: int) -> str:
    """Return the text of a run on one line: Word shows a line end in it as a space; only w:br breaks a line."""
    if not length:
        text = text.lstrip("\ufeff")
    if text.isascii() and "\n" not in text and "\r" not in text:
        return text
    for line_end in ("\r\n", "\n", "\r", "\u2028", "\u2029"):
        if line_end in text:
            text = text.replace(line_end, " ")
    return text


class _Walker:
    """Collects the words of any body in `body`, going through its tree."""

    def __init__(self, file_name: str, notes: Notes) -> None:
        self.body = Body()
        self._notes = notes
        self._file_name = file_name
        self._length = 0
        self._depth = 0
        self._fresh = True
        self._paragraph_start = 0
        self._bold_open = False
        self._boxes: list[_Element] = []
        self._handlers = self._make_handlers()

    def _make_handlers(self) -> dict[str, Callable[[_Element], None] | None]:
        """Return what to do with each tag; None says to pass over it."""
        by_name: dict[str, Callable[[_Element], None] | None] = {
            "p": self._paragraph,
            "r": self._run,
            "t": self._words,
            "tbl": self._table,
            "sym": self._symbol,
            "txbxContent": self._boxes.append,
            "altChunk": self._foreign_part,
            "rt": self._ruby,
            **dict.fromkeys(_SILENT.split()),
            **dict.fromkeys(_DELETED, self._deletion),
            **dict.fromkeys(_MARKS, self._mark),
            **dict.fromkeys(_REFERENCES, self._reference),
        }
        handlers = {tag: handler for name, handler in by_name.items() for tag in word_tags(name)}
        handlers[_COMPATIBILITY + "AlternateContent"] = self._alternatives
        handlers[_MATHS + "t"] = self._words
        return handlers

    def walk(self, element: _Element) -> None:
        """Collect the words of the children; an unknown wrapper is looked into, so that none is lost.

        Raises:
            InputTooLarge: too many characters, or nested deeper than `limits.NESTING`.
        """
        self._depth += 1
        if self._depth > limits.NESTING:
            raise self._too_deep()
        for child in element:
            handler = self._handlers.get(child.tag, self.walk)
            if handler is not None:
                handler(child)
        self._depth -= 1
        while not self._depth and self._boxes:
            self.walk(self._boxes.pop(0))

    def _too_deep(self) -> InputTooLarge:
        return InputTooLarge(
            f"{self._file_name} nests its parts more than {limits.NESTING} deep; simplify it in Word first."
        )

    def _emit(self, piece: str) -> None:
        self.body.pieces.append(piece)
        self._length += len(piece)
        if self._length > limits.TEXT_CHARACTERS:
            raise limits.too_long(self._file_name)

    def _start_block(self) -> None:
        if not self._fresh:
            self._emit("\n")
        self._fresh = False

    def _paragraph(self, paragraph: _Element) -> None:
        self._start_block()
        outer = self._boxes[:]
        self._boxes.clear()
        self._paragraph_start = self._length
        self._bold_open = True
        self.walk(paragraph)
        boxes = self._boxes[:]
        self._boxes[:] = outer
        for box in boxes:
            self.walk(box)

    def _run(self, run: _Element) -> None:
        before = self._length
        for child in run:
            handler = self._handlers.get(child.tag, self.walk)
            if handler is not None:
                handler(child)
        if self._bold_open and self._length > before:
            if is_bold(run):
                self.body.bold[self._paragraph_start] = self._length
            else:
                self._bold_open = False

    def _words(self, element: _Element) -> None:
        words = _clean_words(element.text or "", self._length)
        if words:
            self._emit(words)

    def _mark(self, element: _Element) -> None:
        self._emit(_MARKS[element.tag.rsplit("}", 1)[1]])

    def _symbol(self, element: _Element) -> None:
        try:
            code = int(attribute(element, "char"), 16)
        except ValueError:
            return
        if code in _SYMBOLS:
            self._emit(_SYMBOLS[code])
        elif 0x20 <= code < 0xD800 or 0xE000 <= code < 0xFFFE:
            self._emit(chr(code))

    def _ruby(self, element: _Element) -> None:
        self._emit("(")
        self.walk(element)
        self._emit(")")

    def _deletion(self, element: _Element) -> None:
        self.body.dropped += 1

    def _foreign_part(self, element: _Element) -> None:
        self.body.foreign += 1

    def _alternatives(self, element: _Element) -> None:
        """Take the first alternative that holds words: the same box stands in Choice and again in Fallback."""
        for child in element:
            if any(text.text for tag in word_tags("t") for text in child.iter(tag)):
                self.walk(child)
                return

    def _reference(self, element: _Element) -> None:
        kind = _REFERENCES[element.tag.rsplit("}", 1)[1]]
        note = self._notes.take(kind, attribute(element, "id"))
        if note is None:
            return
        inner = _Walker(self._file_name, self._notes)
        inner._depth = self._depth
        inner.walk(note)
        self.body.dropped += inner.body.dropped
        words = " ".join("".join(inner.body.pieces).split("\n")).strip()
        author = attribute(note, "author").strip() if kind == "comment" else ""
        gap = " " if self.body.pieces and not self.body.pieces[-1][-1:].isspace() else ""
        by = f" by {author}" if author else ""
        if words:
            self._emit(f"{gap}[{_NOTE_WORDS[kind]}{by}: {words}]")

    def _table(self, table: _Element) -> None:
        self._start_block()
        rows = [row for row in self._members(table, "tr") if not _is_deleted_row(row)]
        for row_number, row in enumerate(rows):
            if row_number:
                self._emit("\n")
            for cell_number, cell in enumerate(self._members(row, "tc")):
                if cell_number:
                    self._emit("\t")
                self._cell(cell)
        self._fresh = False

    def _cell(self, cell: _Element) -> None:
        first_piece = len(self.body.pieces)
        self._fresh = True
        self.walk(cell)
        # Word ends a cell that holds a table with an empty paragraph; it would read as an empty line.
        while len(self.body.pieces) > first_piece and self.body.pieces[-1] == "\n":
            self.body.pieces.pop()
            self._length -= 1

    def _members(self, parent: _Element, name: str, depth: int = 0) -> list[_Element]:
        """Return the rows of a table or the cells of a row, also those inside content controls and insertions."""
        wanted, found = word_tags(name), []
        if depth > limits.NESTING:
            raise self._too_deep()
        deleted = [tag for deletion in _DELETED for tag in word_tags(deletion)]
        for child in parent:
            if child.tag in wanted:
                found.append(child)
            elif child.tag in deleted:
                self.body.dropped += 1
            elif self._handlers.get(child.tag, self.walk) is not None:
                found += self._members(child, name, depth + 1)
        return found


def is_bold(run: _Element) -> bool:
    """Tell whether a run is bold by its own formatting, which stands first in it."""
    properties = run[0]
    if properties.tag in _RUN_PROPERTIES:
        for each in properties:
            if each.tag in _BOLD:
                return attribute(each, "val").lower() not in _FALSE
    return False


def _is_deleted_row(row: _Element) -> bool:
    for properties in (row.find(tag) for tag in word_tags("trPr")):
        if properties is not None and any(properties.find(tag) is not None for tag in word_tags("del")):
            return True
    return False
