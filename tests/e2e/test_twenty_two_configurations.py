"""A published table of 22 configurations goes in as it was printed, and comes out with its numbers, order and words."""

from __future__ import annotations

import csv
from pathlib import Path

import docx
import pytest

from tests.e2e.shell import Said

ROWS = (
    ("1", "Nobody awake", "alone after midnight", "relief at being answered", "sleeps"),
    ("2", "Rules in plain words", "house rules by peers ; rules seen on arrival", "knows where the line is", "stays"),
    ("2a", "Rules in capitals", "house rules by lawyers", "feels suspected", "leaves"),
    ("3", "A name of one's own", "pseudonym | no photograph", "nothing can follow", "says it"),
    ("4", "The long list", "waiting for treatment", "hunger for facts", "asks peers"),
    ("5", "Only reading", "reads for weeks", "", "feels less odd"),
    ("6", "The old hand", "has come through", "past becomes useful", "worth grows"),
    ("7", "A story, not advice", "first person only", "can be left on the plate", "tries it | leaves it"),
    ("7a", "The certain voice", "charismatic member", "doubts own care", "stops medicine"),
    ("7b", "The quiet voice", "hesitant member", "", ""),
    ("8", "Borrowed words", "dreads the doctor", "words already tried", "asks for help"),
    ("9", "An armchair", "not: wants to go", "comfort is enough", "puts it off"),
    ("10", "Somebody at the door", "moderator seen daily", "trust that it is minded", "stays when hard"),
    ("10a", "Nobody at the door", "not: moderator seen daily", "", "leaves when hard"),
    ("11", "A number, no reason", "post removed unexplained", "feels told off", "goes quiet"),
    ("12", "The host can look", "host knows names", "fear of the notes", "safe topics only"),
    ("13", "Somebody would knock", "host knows names ; clinical staff near", "counts on rescue", "honest on bad days"),
    ("14", "Crises on top", "newest first", "takes on distress", "worse than before"),
    ("15", "The ladder", "compares upward", "", "feels a fraud"),
    ("16", "Alone on shift", "", "keeps the burden", "burns out"),
    ("17", "Swifts", "", "need has faded", "leaves well"),
    ("18", "A door out", "leaving is celebrated", "may go and be liked", "returns to visit"),
)
SENTENCE = {"3": ("nobody can find out who writes", "they write it", "it stays there")}
HEADINGS = ("number", "title", "context", "mechanism", "outcome", "if", "then", "because", "status", "theory_area")


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "cmocs.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(HEADINGS)
        for row in ROWS:
            writer.writerow([*row, *SENTENCE.get(row[0], ("", "", "")), "refined", "Safety"])
    return path


def printed(cell: str) -> str:
    """Return what a cell of the import reads like in print."""
    groups = []
    for group in cell.split(" | "):
        parts = [part for part in group.split(" ; ") if part]
        words = [f"{part[5:]} (absent)" if part.startswith("not: ") else part for part in parts]
        groups.append("; and ".join(words))
    joined = "; or ".join(groups)
    return joined[:1].upper() + joined[1:]


def test_numbers_order_and_words_are_those_of_the_table(project: Path, table: Path, tmp_path: Path, ipof) -> None:
    said: Said = ipof("import", "configurations", project, table)
    assert said.code == 0
    expected = [[row[0], row[1], *map(printed, row[2:])] for row in ROWS]

    values = tmp_path / "table.csv"
    assert ipof("export", "cmo-table", project, "--to", values, "--quotes", "0").code == 0
    with values.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.reader(stream))
    assert [row[:5] for row in rows if row and row[0] in {each[0] for each in ROWS}] == expected

    word = tmp_path / "table.docx"
    assert ipof("export", "cmo-table", project, "--to", word, "--quotes", "0").code == 0
    (found,) = docx.Document(str(word)).tables
    assert [[cell.text for cell in row.cells][:5] for row in found.rows[1:]] == expected

    again = tmp_path / "again.csv"
    assert ipof("export", "configurations", project, "--to", again).code == 0
    with again.open(encoding="utf-8-sig", newline="") as stream:
        back = list(csv.DictReader(stream))
    assert [tuple(row[name] for name in HEADINGS[:5]) for row in back] == list(ROWS)
    assert [(row["if"], row["then"], row["because"]) for row in back if row["number"] == "3"] == [SENTENCE["3"]]
