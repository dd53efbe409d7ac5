"""What the evidence for a configuration in a case comes to, in one sign."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from ipof_workbench.app.cmo_table import USUAL
from ipof_workbench.app.commands.looked_for import NoteLookedFor
from ipof_workbench.app.house_styles import house_style
from ipof_workbench.app.paper.case_signs import case_sign
from ipof_workbench.app.report_tables import report_table
from ipof_workbench.domain.listings import EvidenceRow
from tests.unit.storage.hand_made_study import Study


def passages(study: Study, *stances: str, strength: int | None = None) -> list[EvidenceRow]:
    """Return a passage of another source for each stance."""
    row = study.workbench.read.evidence()[0]
    return [
        row._replace(coding=at, participant=at, bundle=None, stance=stance, strength=strength)
        for at, stance in enumerate(stances, start=1)
    ]


@pytest.mark.parametrize(
    ("stances", "strength", "sign"),
    [
        ((), None, ""),
        (("silent",), None, ""),
        (("supports",) * 3, None, "●"),
        (("supports", "refines", "partly_supports"), None, "●"),
        (("supports",), 3, "●"),
        (("supports",) * 2, 2, "◐"),
        (("supports",) * 4 + ("challenges",), 3, "◐"),
        (("supports", "challenges"), 3, "○"),
        (("supports_rival",), None, "○"),
    ],
)
def test_a_sign_follows_from_stance_strength_and_sources(study, stances, strength, sign) -> None:
    assert case_sign(passages(study, *stances, strength=strength)) == sign
    assert case_sign(passages(study, *stances, strength=strength), was_looked_for=True) == (sign or "–")


def test_three_passages_of_one_person_are_not_ample(study: Study) -> None:
    rows = [row._replace(participant=1) for row in passages(study, *("supports",) * 3)]
    assert case_sign(rows) == "◐"


def test_the_table_has_a_sign_for_each_case_and_their_sums(study: Study) -> None:
    study.do(NoteLookedFor((study.cases["Harbour"],), configuration=study.configurations["2"]))
    table = report_table(study.workbench, "case-signs")
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["1", "Title 1", "○", "◐", "◐", "2", "1"],
        ["2", "Title 2", "–", "", "◐", "1", "0"],
        ["10", "Title 10", "◐", "", "", "1", "0"],
    ]


@pytest.mark.parametrize("kind", ["matrix", "case-signs", "cases-table", "participants-table"])
def test_cases_have_the_same_letters_in_every_table_and_a_key(study: Study, tmp_path: Path, kind: str) -> None:
    own = tmp_path / "ours.toml"
    own.write_text('case_letters = true\ncase_word = "Forum"\nabbreviations = false\n', encoding="utf-8")
    names = [case.name for case in study.workbench.read.cases()]
    table = report_table(study.workbench, kind, options=replace(USUAL, style=house_style(str(own))))
    shown = {column.heading for column in table.columns} | {row[0].text for row in table.rows}
    assert not shown & set(names)
    assert "Forum A" in shown
    assert f"Forum A: {names[0]}" in table.notes[-1]
    assert not [note for note in table.notes if "context-mechanism-outcome" in note]
