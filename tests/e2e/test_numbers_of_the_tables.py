"""The numbers in the tables of the sample study, counted again in pandas from frames and from the file itself."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pandas
import pytest

from ipof_workbench.app.frames import Frames
from ipof_workbench.app.report_tables import report_table
from ipof_workbench.app.workbench import Workbench

FOR = ["supports", "partly_supports", "refines"]
AGAINST = ["challenges", "supports_rival"]


@pytest.fixture(scope="module")
def project(built_study: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copy(built_study, tmp_path_factory.mktemp("numbers") / "study.ipof"))


@pytest.fixture(scope="module")
def workbench(project: Path) -> Iterator[Workbench]:
    with Workbench.open(project) as workbench:
        yield workbench


@pytest.fixture(scope="module")
def evidence(project: Path, workbench: Workbench) -> pandas.DataFrame:
    """Each piece of evidence by its document, words, stance and account: the coding, or the bundle it belongs to."""
    with closing(sqlite3.connect(f"file:{project}?mode=ro", uri=True)) as file:
        return pandas.read_sql_query(
            """
            SELECT c.number AS configuration, d.name AS document, d.kind, k.name AS "case", e.stance, e.strength,
                   coalesce(-e.bundle, e.coding) AS account, a.richness,
                   coalesce(
                       (SELECT t.participant FROM turn t WHERE t.revision = x.revision AND t.start <= x.start
                        AND t."end" > x.start),
                       (SELECT max(o.participant) FROM document_participant o WHERE o.document = d.rid
                        HAVING count(*) = 1),
                       -d.rid
                   ) AS source
            FROM evidence e
            LEFT JOIN place p ON p.rid = e.place
            JOIN configuration c ON c.rid = coalesce(e.configuration, p.configuration)
            JOIN coding g ON g.rid = e.coding
            JOIN excerpt x ON x.rid = g.excerpt
            JOIN document d ON d.rid = x.document
            LEFT JOIN "case" k ON k.rid = d."case"
            LEFT JOIN appraisal a ON a.document = d.rid
            """,
            file,
        )


def table(workbench: Workbench, kind: str) -> pandas.DataFrame:
    made = report_table(workbench, kind)
    rows = [[cell.text for cell in row] for row in made.rows]
    return pandas.DataFrame(rows, columns=[column.key for column in made.columns])


def distinct(evidence: pandas.DataFrame, number: str, column: str = "account", **where: list[str]) -> int:
    rows = evidence[evidence["configuration"] == number]
    for name, values in where.items():
        rows = rows[rows[name].isin(values)]
    return int(rows[column].nunique())


def test_the_evidence_by_stance(workbench: Workbench, evidence: pandas.DataFrame) -> None:
    shown = table(workbench, "evidence")
    assert len(shown) == 18
    for row in shown.to_dict("records"):
        number = row["number"]
        assert int(row["participants"]) == distinct(evidence, number, "source")
        assert int(row["codings"]) == distinct(evidence, number)
        assert int(row["cases"]) == distinct(evidence, number, "case")
        for stance in (*FOR, *AGAINST, "silent"):
            assert int(row[stance]) == distinct(evidence, number, stance=[stance]), (number, stance)


def test_the_strength_of_the_evidence(workbench: Workbench, evidence: pandas.DataFrame) -> None:
    shown = table(workbench, "evidence-strength")
    assert len(shown) == 18
    cases = Frames(workbench).cases()
    holding = int((cases["documents"] > 0).sum())
    for row in shown.to_dict("records"):
        number = row["number"]
        assert int(row["sources"]) == distinct(evidence, number, "document")
        assert int(row["participants"]) == distinct(evidence, number, "source")
        assert row["cases"] == f"{distinct(evidence, number, 'case')}/{holding}"
        for kind in evidence["kind"].unique():
            assert int(row[f"kind {kind}"]) == distinct(evidence, number, kind=[kind])
        assert int(row["supports"]) == distinct(evidence, number, stance=["supports", "partly_supports"])
        assert int(row["refines"]) == distinct(evidence, number, stance=["refines"])
        assert int(row["challenges"]) == distinct(evidence, number, stance=AGAINST)
        rich = [
            (distinct(evidence, number, "document", richness=[rating]), rating)
            for rating in ("high", "moderate", "low")
        ]
        assert row["richness"] == ", ".join(f"{count} {rating}" for count, rating in rich if count)


def test_the_matrix_and_its_signs(workbench: Workbench, evidence: pandas.DataFrame) -> None:
    counted, signs = table(workbench, "matrix"), table(workbench, "case-signs")
    sought = {(row["configuration"], row["case"]) for row in Frames(workbench).looked_for().to_dict("records")}
    assert sought
    for counts, marks in zip(counted.to_dict("records"), signs.to_dict("records"), strict=True):
        number = counts["number"]
        for case in Frames(workbench).cases()["case"]:
            within = evidence[evidence["case"] == case]
            here = within[within["configuration"] == number]
            speaks = [distinct(within, number, stance=stances) for stances in (FOR, AGAINST)]
            if here.empty:
                assert counts[case] == ("–" if (number, case) in sought else "·")
                assert marks[case] == ("–" if (number, case) in sought else "")
                continue
            assert counts[case] == (f"{speaks[0]} / {speaks[1]}" if speaks[1] else str(speaks[0]))
            backing = here[here["stance"].isin(FOR)]
            ample = backing["source"].nunique() >= 3 or (backing["strength"] == 3).any()
            expected = "○" if speaks[1] >= speaks[0] else "●" if not speaks[1] and ample else "◐"
            assert marks[case] == expected, (number, case)
        marked = [marks[case] for case in Frames(workbench).cases()["case"]]
        assert int(marks["supported"]) == sum(mark in "●◐" for mark in marked if mark)
        assert int(marks["challenged"]) == marked.count("○")


def test_the_codebook(workbench: Workbench) -> None:
    codings = Frames(workbench).codings()
    shown = table(workbench, "codebook")
    elements = shown[shown["kind"] != "Theme"]
    for row in elements.to_dict("records"):
        rows = codings[(codings["element"] == row["code"]) & (codings["role"] == row["kind"].lower())]
        assert int(row["codings"].replace(",", "")) == len(rows), row["code"]
    assert elements["codings"].astype(int).sum() == codings["element"].replace("", None).notna().sum()


def test_the_participants_and_the_quotes(workbench: Workbench, evidence: pandas.DataFrame) -> None:
    people = Frames(workbench).participants()
    shown = table(workbench, "participants-table")
    assert int(shown.loc[0, "total"]) == people["participant"].nunique() == 129
    assert len(table(workbench, "quotes")) == len(evidence)
    assert len(table(workbench, "cmo-table")) == evidence["configuration"].nunique()
    for row in table(workbench, "cmo-table").to_dict("records"):
        assert int(row["participants"]) == distinct(evidence, row["number"], "source")
        assert int(row["cases"]) == distinct(evidence, row["number"], "case")
