"""The tables of the initial programme theory, rivals, substantive theories and recommendations."""

from __future__ import annotations

from pathlib import Path

import pytest

from ipof_workbench.app.cmo_table import TableOptions
from ipof_workbench.app.commands.evidence import AddEvidence
from ipof_workbench.app.commands.grounding import AddRecommendation, UseTheory
from ipof_workbench.app.commands.record_edits import AddRecord, EditFields
from ipof_workbench.app.commands.rivals import AddRivals, AdjudicateRivals
from ipof_workbench.app.commands.statements import AddStatement, ExpressStatement, MoveStatements
from ipof_workbench.app.exports import export_table
from ipof_workbench.app.report_tables import report_table
from ipof_workbench.app.statement_tables import sentence_cell
from ipof_workbench.domain import records
from ipof_workbench.domain.report_table import Paragraph
from tests.unit.storage.hand_made_study import Study


def rows(study: Study, kind: str, options: TableOptions | None = None) -> list[list[str]]:
    table = report_table(study.workbench, kind, options=options or TableOptions())
    return [[cell.text for cell in row] for row in table.rows]


def test_the_connectors_of_a_sentence_are_bold_and_missing_parts_left_out() -> None:
    cell = sentence_cell({"if": "a", "then": "", "because": "because c."})
    assert [(run.text, run.bold) for run in cell.paragraphs[0].runs] == [
        ("If", True), (" a", False), (", ", False), ("because", True), (" c", False), (".", False),
    ]  # fmt: skip
    assert sentence_cell({}).text == ""
    assert sentence_cell({"then": "what?"}).text == "Then what?"


def test_the_programme_theory_shows_each_statement_with_what_was_observed(study: Study) -> None:
    study.do(ExpressStatement(study.statement, study.configurations["1"]))
    study.do(ExpressStatement(study.statement, study.configurations["2"]))
    second = study.do(AddStatement("it is night", "", priority="high")).rid
    study.do(MoveStatements((second,), study.statement))
    assert rows(study, "ipt") == [
        ["S2", "If it is night.", "", "", "initial", "high"],
        [
            "S1",
            "If nobody knows you, then you write.",
            "1 Anonymity → Relief\n2 Wrote again",
            "“nobody knows who writes” (Dev, member, Harbour night)\n"
            "Challenged by: “they all know me” (Ben, moderator, Harbour)",
            "initial",
            "",
        ],
    ]
    assert rows(study, "ipt", TableOptions(statuses=frozenset({"refined"}))) == []
    assert len(rows(study, "ipt", TableOptions(with_quotes=False))[0]) == 5


def test_quotes_on_the_statement_itself_come_first_and_only_those_that_may_be_printed(study: Study) -> None:
    study.do(ExpressStatement(study.statement, study.configurations["1"]))
    study.do(AddEvidence(study.codings[2], statement=study.statement, strength=3))
    assert rows(study, "ipt")[0][3].startswith("“a relief” (Cleo, member, Lantern)\n“")
    study.do(EditFields(records.Participant, study.people["Cleo"], {"quote_policy": "none"}))
    assert "a relief" not in rows(study, "ipt")[0][3]


def test_rivals_are_set_side_by_side_with_verdict_and_note(study: Study) -> None:
    ones = (study.configurations["1"], study.configurations["10"])
    group = study.do(AddRivals("Joining", "What brings them in?", ones)).rid
    study.do(AddEvidence(study.codings[1], configuration=ones[1], stance="supports"))
    members = study.workbench.read.of_statements.rival_groups()[0].members
    study.do(AdjudicateRivals(group, "The first explains more.", ((members[0].member, "prevails"),), held_on="3 March"))
    first, second = rows(study, "rivals")
    assert first == [
        "Joining\nWhat brings them in?",
        "CMOC 1 Title 1\nIf anonymity, because relief.",
        "4",
        "3",
        "1",
        "Challenged by: “they all know me” (Ben, moderator, Harbour)",
        "prevails",
        "The first explains more.\nDecided 3 March.",
    ]
    assert second[0] == second[7] == ""
    assert second[5] == "“they all know me” (Ben, moderator, Harbour)"


def test_theories_are_listed_construct_by_construct(study: Study) -> None:
    wanted = records.SubstantiveTheory(name="SDT", authors="Ryan & Deci", citation="2000", constructs="autonomy\nhope")
    theory = study.do(AddRecord(wanted)).rid
    study.do(UseTheory(theory, configuration=study.configurations["1"], construct="Autonomy", note="in part"))
    study.do(UseTheory(theory, element=study.elements["Relief"]))
    assert rows(study, "theories-used") == [
        ["SDT (Ryan & Deci)", "2000", "autonomy", "CMOC 1 Title 1 (in part)"],
        ["", "", "hope", ""],
        ["", "", "", "Element Relief"],
    ]


def test_recommendations_are_numbered_in_their_order(study: Study) -> None:
    ends = (study.configurations["10"], study.configurations["1"])
    study.do(AddRecommendation("Say when somebody looks in", "hosts", "soon", ends))
    assert rows(study, "recommendations") == [
        ["1", "Say when somebody looks in", "hosts", "1 Title 1\n10 Title 10", "soon"]
    ]


@pytest.mark.parametrize("kind", ["ipt", "rivals", "theories-used", "recommendations", "decisions"])
@pytest.mark.parametrize("suffix", [".docx", ".csv", ".html"])
def test_every_table_goes_into_every_format_also_while_it_is_empty(
    study: Study, tmp_path: Path, kind: str, suffix: str
) -> None:
    target = export_table(study.workbench, kind, tmp_path / f"table{suffix}")
    assert target.stat().st_size > 20
    table = report_table(study.workbench, kind)
    assert all(isinstance(paragraph, Paragraph) for row in table.rows for cell in row for paragraph in cell.paragraphs)
