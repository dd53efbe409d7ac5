"""The table of decisions: what a meeting made of it, when, with whom, about what and why."""

from __future__ import annotations

from ipof_workbench.app.commands.decisions import RecordDecision
from ipof_workbench.app.report_tables import report_table
from tests.unit.storage.hand_made_study import Study


def test_decisions_stand_in_the_order_in_which_they_were_held(study: Study) -> None:
    harbour = study.cases["Harbour"]
    about = (("configuration", study.configurations["1"]), ("case", harbour), ("theory_statement", study.statement))
    study.do(RecordDecision("reconciled", "It holds at night.", "2026-03-03", "Ann, Bo", "Both say so.", about))
    study.do(RecordDecision("juxtaposed", "Side by side.", "2026-01-14", "Ann", "", ()))
    table = report_table(study.workbench, "decisions")
    first, second = ([cell.text for cell in row] for row in table.rows)
    assert first == ["2026-01-14", "Juxtaposed", "Side by side.", "", "Ann", ""]
    assert second[:3] == ["2026-03-03", "Reconciled", "It holds at night."]
    assert second[3].splitlines()[1:] == ["Case Harbour", "Statement S1"]
    assert second[3].startswith("Configuration 1")
    assert second[4:] == ["Ann, Bo", "Both say so."]
