"""Looking things up in the whole study, and the Word table."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from benchmarks import study
from benchmarks.conftest import CONFIGURATIONS, ELEMENTS, Race, fill_configurations, timed
from benchmarks.floors import raw_connection
from ipof_workbench.app.commands.statements import AddStatement
from ipof_workbench.app.exports import TableOptions, export_table, report_table
from ipof_workbench.app.imports import TranscriptChoice, import_contract, import_transcripts
from ipof_workbench.app.theory_view import theory_model, theory_positions
from ipof_workbench.app.workbench import Workbench
from ipof_workbench.ui.configurations.evidence_items import EvidenceModel, FindingItem, evidence_items


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


LINKS = 30_000


@pytest.fixture(scope="module")
def evidence_study(folder: Path, words: study.Words) -> Iterator[Workbench]:
    """500 configurations, 200 statements, 30,000 passages that bear on them, in ten long interviews of ten cases."""
    with Workbench.create(folder / "evidence.ipof") as workbench:
        names = [f"Long {case}" for case in study.CASES]
        for name, case in zip(names, study.CASES, strict=True):
            choice = TranscriptChoice(study.transcript(name, 400_000, words), participants={"P01": name})
            import_transcripts(workbench, [choice], case)
        labels = study.elements_of(words, ELEMENTS)
        import_contract(workbench, study.configuration_table(CONFIGURATIONS, labels, words))
        found = study.passages(workbench, names, LINKS, words)
        import_contract(workbench, study.coding_table(found, labels, CONFIGURATIONS, words, bearing=LINKS))
        for number in range(200):
            workbench.run(AddStatement(words.said(8), words.said(8), words.said(8), number=f"S{number}"))
        yield workbench


def test_the_evidence_of_a_configuration_among_30_000_links(race: Race, evidence_study: Workbench) -> None:
    read = evidence_study.read
    rid = read.configurations()[7].rid
    holder, bare = raw_connection(evidence_study.path)

    def panel() -> None:
        read.configuration(rid)
        rows = read.evidence(configuration=rid)
        findings = [FindingItem(row) for row in read.evidence_on.finding_evidence(configuration=rid)]
        EvidenceModel().set_items([*evidence_items(rows), *findings])

    def floor() -> None:
        bare.execute(
            "SELECT e.rid, e.stance, x.quote, d.name FROM place p JOIN evidence e ON e.place = p.rid "
            "JOIN coding k ON k.rid = e.coding JOIN excerpt x ON x.rid = k.excerpt "
            "JOIN document d ON d.rid = x.document WHERE p.configuration = ?",
            (rid,),
        ).fetchall()

    assert len(read.evidence(configuration=rid)) == LINKS // CONFIGURATIONS
    race.run("evidence panel: 60 of 30,000 links, query and model", panel, floor, most=50)
    holder.close()


def test_the_lists_over_30_000_links(race: Race, evidence_study: Workbench) -> None:
    read = evidence_study.read
    holder, bare = raw_connection(evidence_study.path)

    def floor() -> None:
        bare.execute(
            "SELECT p.configuration, count(DISTINCT e.coding), count(DISTINCT x.document) FROM evidence e "
            "JOIN place p ON p.rid = e.place JOIN coding k ON k.rid = e.coding JOIN excerpt x ON x.rid = k.excerpt "
            "GROUP BY p.configuration"
        ).fetchall()

    race.run("list: 500 configurations counted over 30,000 links", read.configurations, floor, most=100)
    race.note("list: 200 statements", min(timed(read.statements) for _ in range(5)), most=100)
    holder.close()


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
