"""A study at full scale, invented word by word: nobody's words, and nothing from outside the checkout.

The same seed gives the same study. Words are drawn by rank, as in a language: a few everywhere, most of them rare.
"""

from __future__ import annotations

import csv
import itertools
import random
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

from ipof_workbench.app.workbench import Workbench
from ipof_workbench.domain.imported import ContractRow, ContractTable, ParsedTranscript, ParsedTurn
from ipof_workbench.importers.contracts import columns_of

ROLES = ("context", "mechanism", "outcome")
CASES = tuple(f"Forum {letter}" for letter in "ABCDEFGHIJ")
VOCABULARY = 18_000
_STREAM = 600_000
_ONSETS = ("b", "d", "f", "g", "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "w", "br", "st", "tr", "pl", "sh")
_VOWELS = ("a", "e", "i", "o", "u", "ai", "ea", "ou")
_CODAS = ("", "", "n", "r", "l", "s", "t", "nd", "rk")


class Words:
    """An endless text without meaning: stretches of one long stream of drawn words."""

    def __init__(self, seed: int = 7) -> None:
        self.dice = random.Random(seed)
        syllables = ["".join(parts) for parts in itertools.product(_ONSETS, _VOWELS, _CODAS)]
        known: dict[str, None] = {}
        while len(known) < VOCABULARY:
            known["".join(self.dice.choices(syllables, k=self.dice.choice((1, 2, 2, 3))))] = None
        self.vocabulary = tuple(known)
        weights = itertools.accumulate(1 / (rank + 3) for rank in range(VOCABULARY))
        self._stream = self.dice.choices(self.vocabulary, cum_weights=list(weights), k=_STREAM)

    def some(self, count: int) -> list[str]:
        """Return some words in a row."""
        start = self.dice.randrange(_STREAM - count)
        return self._stream[start : start + count]

    def said(self, count: int) -> str:
        """Return sentences of so many words."""
        words = self.some(count)
        for at in range(9, count, 13):
            words[at] += "."
        words[0] = words[0].capitalize()
        return " ".join(words) + "."


@dataclass(frozen=True)
class Passage:
    """A stretch of a document, in code points."""

    document: str
    start: int
    end: int
    words: str


def write_posts(path: Path, count: int, words: Words) -> Path:
    """Write a forum export: threads of some dozen posts, 4,000 authors, ten forums; about 600 bytes a post."""
    dice = words.dice
    authors = [f"user_{number:04}" for number in range(4_000)]
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(("post_id", "thread", "parent", "author", "posted_at", "title", "forum", "text"))
        opening, title, left = "", "", 0
        for number in range(count):
            name = f"p{number:06}"
            if left == 0:
                opening, title, left = name, " ".join(words.some(5)), dice.randint(4, 24)
            left -= 1
            forum = CASES[hash_of(opening) % len(CASES)]
            parent = opening if opening != name else ""
            at = f"2023-{number % 12 + 1:02}-{number % 28 + 1:02}T{number % 24:02}:15:00"
            text = words.said(min(400, max(4, round(dice.lognormvariate(3.95, 0.7)))))
            writer.writerow((name, opening, parent, dice.choice(authors), at, title, forum, text))
    return path


def hash_of(name: str) -> int:
    """Return a number that depends on the letters alone."""
    return sum(name.encode("utf-8"))


POST_COLUMNS = {
    "id": "post_id",
    "text": "text",
    "thread": "thread",
    "parent": "parent",
    "author": "author",
    "date": "posted_at",
    "title": "title",
    "case_column": "forum",
}


def turns_of(words: Words, total: int) -> Iterator[tuple[str, str]]:
    """Yield (speaker, words) of an interview of about `total` words."""
    said = 0
    for number in itertools.count():
        asks = number % 2 == 0
        count = words.dice.randint(8, 25) if asks else words.dice.randint(40, 190)
        yield ("INT" if asks else "P01", words.said(count))
        said += count
        if said >= total:
            return


_TYPES = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels"
 ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml"
 ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"""
_RELATIONS = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1"
 Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
 Target="word/document.xml"/></Relationships>"""
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def write_transcripts(folder: Path, count: int, words: Words) -> list[Path]:
    """Write interviews of 8,000 to 12,000 words as Word files, a paragraph a turn, the speaker's name in bold."""
    folder.mkdir(exist_ok=True)
    paths = []
    for number in range(1, count + 1):
        paragraphs = "".join(
            f'<w:p><w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">{speaker}: </w:t></w:r>'
            f"<w:r><w:t>{escape(said)}</w:t></w:r></w:p>"
            for speaker, said in turns_of(words, words.dice.randint(8_000, 12_000))
        )
        path = folder / f"interview_{number:02}.docx"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("[Content_Types].xml", _TYPES)
            archive.writestr("_rels/.rels", _RELATIONS)
            body = f'<w:document xmlns:w="{WORD}"><w:body>{paragraphs}</w:body></w:document>'
            archive.writestr("word/document.xml", f'<?xml version="1.0" encoding="UTF-8"?>{body}')
        paths.append(path)
    return paths


def transcript(name: str, characters: int, words: Words) -> ParsedTranscript:
    """Return one interview of about so many characters, as an importer would."""
    text, turns = "", []
    for speaker, said in turns_of(words, 1_000_000):
        start = len(text)
        text += f"{speaker}: {said}\n"
        turns.append(ParsedTurn(len(turns) + 1, speaker, start, start + len(speaker) + 2, len(text)))
        if len(text) >= characters:
            break
    return ParsedTranscript(name, f"{name}.docx", "", text, tuple(turns), frozenset({"INT"}))


def passages(workbench: Workbench, names: Sequence[str], count: int, words: Words) -> list[Passage]:
    """Return passages of 40 to 250 characters, spread over the documents in turn."""
    texts = {name: workbench.read.document_text(workbench.read.document_named(name).rid).text for name in names}
    found = []
    for number in range(count):
        name = names[number % len(names)]
        text = texts[name]
        start = words.dice.randrange(max(1, len(text) - 260))
        end = min(len(text), start + words.dice.randint(40, 250))
        found.append(Passage(name, start, end, text[start:end]))
    return found


def elements_of(words: Words, count: int) -> dict[str, list[str]]:
    """Return role -> labels of elements, so many in all."""
    return {
        role: [f"{' '.join(words.some(4)).capitalize()} {role[0]}{number}" for number in range(count // len(ROLES))]
        for role in ROLES
    }


def configuration_table(count: int, labels: dict[str, list[str]], words: Words) -> ContractTable:
    """Return a table of configurations that share elements, as a theory does; every eighth lacks a part."""
    rows = []
    for number in range(1, count + 1):
        cells = {"number": str(number), "title": " ".join(words.some(5)).capitalize(), "status": "candidate"}
        cells |= {role: " ; ".join(words.dice.sample(labels[role], words.dice.choice((1, 1, 2)))) for role in ROLES}
        if number % 8 == 0:
            cells[words.dice.choice(ROLES)] = ""
        rows.append(cells)
    return _table("configurations", rows)


def coding_table(
    found: Sequence[Passage], labels: dict[str, list[str]], configurations: int, words: Words, *, bearing: int
) -> ContractTable:
    """Return a table of codings of the passages; the first `bearing` of them bear on the configurations in turn."""
    rows = []
    for number, passage in enumerate(found):
        role = ROLES[number % len(ROLES)]
        rows.append(
            {
                "document": passage.document,
                "quote": passage.words,
                "start": str(passage.start),
                "end": str(passage.end),
                "role": role,
                "element": words.dice.choice(labels[role]),
                "configuration": str(number % configurations + 1) if number < bearing else "",
                "stance": "challenges" if number % 9 == 0 else "supports",
            }
        )
    return _table("codings", rows)


def _table(kind: str, rows: Sequence[dict[str, str]]) -> ContractTable:
    numbered = tuple(ContractRow(at, cells) for at, cells in enumerate(rows, start=2))
    return ContractTable(kind, f"{kind}.csv", "", tuple(columns_of(kind, ROLES)), numbered)
