"""The codebook over a large study: 600 codes, 30,000 codings, 100,000 posts; and auto-coding of all of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from benchmarks import study
from benchmarks.conftest import POSTS, Race, timed
from benchmarks.floors import raw_connection
from ipof_workbench.app.auto_coding import AutoCode, CodeTarget
from ipof_workbench.app.code_imports import ImportCodes
from ipof_workbench.app.imports import import_posts
from ipof_workbench.app.workbench import Workbench
from ipof_workbench.domain.auto_coding import AutoRule, By, Unit
from ipof_workbench.domain.imported import ContractRow, ContractTable

CODES, CODINGS, BUSIEST = 600, 30_000, 2_463


@pytest.fixture(scope="module")
def coded(folder: Path, posts_file: Path) -> Iterator[Workbench]:
    """100,000 posts, 600 codes in a tree, 30,000 codings: 2,463 of one code, the rest spread over all."""
    from ipof_workbench.importers.posts import read_posts

    with Workbench.create(folder / "codebook.ipof", analyst="Kim") as workbench:
        import_posts(workbench, read_posts(posts_file, **study.POST_COLUMNS))
        rows = tuple(
            ContractRow(at + 2, {"code": f"Code {at}", "parent": f"Code {at // 7}" if at > 6 else ""})
            for at in range(CODES)
        )
        workbench.run(ImportCodes(ContractTable("codes", "codes.csv", "", ("code", "parent"), rows)))
        documents = [(row.rid, row.characters) for row in workbench.read.document_rows(workbench.read.document_rids())]
        passages = [(rid, 0, min(60, characters)) for rid, characters in documents[:CODINGS]]
        codes = [row.rid for row in workbench.read.codebook.rows()]
        workbench.run(AutoCode(tuple(passages[:BUSIEST]), CodeTarget(code=codes[0]), "speed"))
        share = (CODINGS - BUSIEST) // 59
        for at, code in enumerate(codes[1:60]):
            part = passages[BUSIEST + at * share : BUSIEST + (at + 1) * share]
            workbench.run(AutoCode(tuple(part), CodeTarget(code=code), "speed"))
        yield workbench


def test_the_codebook(race: Race, coded: Workbench) -> None:
    race.run("codebook: 600 codes over 30,000 codings", coded.read.codebook.rows, most=100)


def test_the_passages_of_the_busiest_code(race: Race, coded: Workbench) -> None:
    read = coded.read.codebook
    busiest = max(read.rows(), key=lambda row: row.codings)
    assert busiest.codings == BUSIEST
    holder, connection = raw_connection(coded.path)
    sql = "SELECT x.quote FROM coding k JOIN excerpt x ON x.rid = k.excerpt WHERE k.code = ?"
    race.run(
        "codebook: passages of a code with 2,463 codings",
        lambda: read.passages([busiest.rid]),
        lambda: connection.execute(sql, (busiest.rid,)).fetchall(),
        most=50,
    )
    holder.close()


def _common_word(workbench: Workbench) -> str:
    """Return a word that a good third of the posts hold."""
    counted: Counter[str] = Counter()
    for rid in workbench.read.document_rids()[:200]:
        text = workbench.read.document_text(rid)
        assert text is not None
        counted.update(set(re.findall(r"\w{3,}", text.text.casefold())))
    return min(counted, key=lambda word: abs(counted[word] - 70))


@pytest.mark.parametrize("unit", list(Unit))
def test_what_a_search_proposes_among_all_posts(race: Race, coded: Workbench, unit: Unit) -> None:
    rule = AutoRule(By.SEARCH, _common_word(coded), unit=unit)
    number = len(coded.read.auto.proposals(rule))
    assert number > POSTS // 10
    race.run(
        f"auto-coding: {unit.value} of {number:,} hits", lambda: coded.read.auto.proposals(rule), rounds=3, most=2_000
    )


def test_thirty_thousand_passages_are_coded_and_undone(race: Race, coded: Workbench) -> None:
    documents = coded.read.document_rows(coded.read.document_rids())[-CODINGS:]
    passages = tuple((row.rid, 0, row.characters) for row in documents)
    work: list[tuple[str, Callable[[], object], float]] = [
        ("coding", lambda: coded.run(AutoCode(passages, CodeTarget(name="All"), "speed")), 5_000),
        ("undo", coded.undo, 5_000),
    ]
    for what, step, most in work:
        race.note(f"auto-coding: {what} of 30,000 passages", timed(step), most=most)
