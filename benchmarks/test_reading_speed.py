"""Looking things up in the whole study, and the Word table."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from benchmarks import study
from benchmarks.conftest import Race, fill_configurations, timed
from benchmarks.floors import raw_connection
from ipof_workbench.app.exports import TableOptions, export_table, report_table
from ipof_workbench.app.theory_view import theory_model, theory_positions
from ipof_workbench.app.workbench import Workbench


def test_a_search_keystroke(race: Race, full_study: Workbench, words: study.Words) -> None:
    holder, bare = raw_connection(full_study.path)
    for name, word in (("a common word", words.vocabulary[2]), ("a rare word", words.vocabulary[4_000])):

        def floor(word: str = word) -> None:
            bare.execute("SELECT count(*) FROM text_search WHERE text_search MATCH ?", (word,)).fetchone()
            bare.execute(
                "SELECT rowid, snippet(text_search, 0, '', '', '…', 16) FROM text_search WHERE text_search MATCH ? "
                "ORDER BY rowid LIMIT 50",
                (word,),
            ).fetchall()

        products = [timed(full_study.read.search, (word,)) for _ in range(7)]
        race.note(f"search for {name} in 100,060 texts", min(products), min(timed(floor) for _ in range(7)), most=50)
    holder.close()


@pytest.mark.parametrize(
    ("what", "most"),
    [
        ("configurations", 100),
        ("cases", 100),
        ("participants", 200),
        ("documents in order", 200),
        ("100 rows of documents", 10),
        ("all evidence", 300),
        ("elements for a picker", 20),
    ],
)
def test_lists_of_the_whole_study(race: Race, full_study: Workbench, what: str, most: float) -> None:
    read = full_study.read
    rids = read.document_rids()[:100]
    looks: dict[str, Callable[[], object]] = {
        "configurations": read.configurations,
        "cases": read.cases,
        "participants": read.participants,
        "documents in order": read.document_rids,
        "100 rows of documents": lambda: read.document_rows(rids),
        "all evidence": read.evidence,
        "elements for a picker": lambda: read.elements(words="a", role_key="context", limit=8),
    }
    race.run(f"list: {what}", looks[what], most=most)


def test_one_configuration(race: Race, full_study: Workbench) -> None:
    rid = full_study.read.configurations()[7].rid
    race.run(
        "one configuration with its evidence",
        lambda: (full_study.read.configuration(rid), full_study.read.evidence(configuration=rid)),
        most=20,
    )


def test_the_theory(race: Race, full_study: Workbench) -> None:
    model = theory_model(full_study)
    race.run("theory model of 500 elements, 500 configurations", lambda: theory_model(full_study), most=400)
    race.note("  its layout", min(timed(theory_positions, (full_study, model)) for _ in range(3)), most=300)


def test_the_check(race: Race, full_study: Workbench) -> None:
    assert full_study.check() == []
    race.run("check of the whole study", full_study.check, rounds=2)


QUOTES = TableOptions(quotes=5)


@pytest.fixture(scope="module")
def table_studies(folder: Path, words: study.Words) -> Iterator[tuple[Workbench, Workbench]]:
    """Studies of 500 and of 1,000 configurations with five quotes each."""
    with Workbench.create(folder / "table.ipof") as once, Workbench.create(folder / "table_twice.ipof") as twice:
        fill_configurations(once, 500, 2_500, words)
        fill_configurations(twice, 1_000, 5_000, words)
        yield once, twice


def test_the_word_table(race: Race, folder: Path, table_studies: tuple[Workbench, Workbench]) -> None:
    once, twice = table_studies
    table = report_table(once, "cmo-table", options=QUOTES)
    quotes = sum(len(row[-3].paragraphs) for row in table.rows)
    assert quotes == 2_500, f"{quotes} quotes in the table"

    def write(workbench: Workbench) -> None:
        export_table(workbench, "cmo-table", folder / "table.docx", force=True, options=QUOTES)

    def floor() -> None:
        rows = "".join(
            "<w:tr>" + "".join(f"<w:tc><w:p><w:r><w:t>{cell.text}</w:t></w:r></w:p></w:tc>" for cell in row) + "</w:tr>"
            for row in table.rows
        )
        with zipfile.ZipFile(folder / "floor.docx", "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("word/document.xml", f"<w:document><w:body><w:tbl>{rows}</w:tbl></w:body></w:document>")

    write(once)
    race.run("Word table, 500 configurations, 2,500 quotes", lambda: write(once), floor, rounds=7, most=500)
    in_turn = [(timed(write, (twice,)), timed(write, (once,))) for _ in range(7)]
    larger, smaller = (min(times) for times in zip(*in_turn, strict=True))
    race.note("  1,000 against 500: linear", larger, smaller, most_ratio=2.3)
