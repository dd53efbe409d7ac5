"""The table of sources: what was appraised, and what configurations rest on."""

from __future__ import annotations

from pathlib import Path

from ipof_workbench.app.commands.appraisals import AppraiseDocument
from ipof_workbench.app.exports import export_table, report_table
from ipof_workbench.domain.filters import Filter
from tests.unit.storage.hand_made_study import Study


def rows(study: Study, scope: Filter | None = None) -> list[list[str]]:
    table = report_table(study.workbench, "sources", scope or Filter())
    return [[cell.text for cell in row] for row in table.rows]


def test_sources_show_their_ratings_and_what_they_contribute_to(study: Study) -> None:
    study.do(AppraiseDocument(study.documents["unread"], relevance="low", note="off the topic"))
    study.do(AppraiseDocument(study.documents["night"], relevance="high", richness="moderate", rigour="low"))
    assert rows(study) == [
        ["unread", "field note", "", "low", "", "", "off the topic", ""],
        ["group", "focus group", "Harbour", "", "", "", "", "1, 10"],
        ["post", "forum post", "Lantern", "", "", "", "", "2"],
        ["The night shift", "interview", "Harbour night", "high", "moderate", "low", "", "1"],
        ["answer", "survey response", "Lantern", "", "", "", "", "1"],
    ]


def test_sources_pass_the_filter(study: Study) -> None:
    study.do(AppraiseDocument(study.documents["unread"], relevance="low"))
    scope = Filter(cases=frozenset({study.cases["Lantern"]}))
    assert [row[0] for row in rows(study, scope)] == ["post", "answer"]


def test_sources_go_into_a_file(study: Study, tmp_path: Path) -> None:
    target = export_table(study.workbench, "sources", tmp_path / "sources.csv")
    assert target.read_text(encoding="utf-8-sig").splitlines()[0].startswith("source,type,case,relevance")
