"""The plots of the hand-made study, counted by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from ipof_workbench.app.commands.record_edits import AddRecord
from ipof_workbench.app.exports import FIGURE_KINDS, export_table, figure_drawing
from ipof_workbench.domain import records
from ipof_workbench.domain.errors import UsageError
from ipof_workbench.domain.filters import Filter
from tests.unit.storage.hand_made_study import Study


def test_evidence_by_stance(study: Study) -> None:
    told = figure_drawing(study.workbench, "evidence-figure").description
    assert told.endswith("1: supports 2, challenges 1, refines 1; 2: supports 1; 10: supports 1.")


def test_configurations_by_case_keep_to_the_filter(study: Study) -> None:
    study.do(AddRecord(records.LookedFor(configuration=study.configurations["2"], case=study.cases["Harbour"])))
    told = figure_drawing(study.workbench, "case-figure").description
    assert "1 in Harbour: 1 for, 1 against; 1 in Harbour night: 1 for, 0 against; 1 in Lantern: 1 for" in told
    scope = Filter(cases=frozenset({study.cases["Lantern"]}))
    assert "Harbour" not in figure_drawing(study.workbench, "case-figure", scope).description


def test_saturation_counts_elements_and_configurations_source_by_source(study: Study) -> None:
    told = figure_drawing(study.workbench, "saturation-figure").description
    assert told.endswith("elements met so far: 3 after 4; configurations with evidence so far: 3 after 4.")


@pytest.mark.parametrize("kind", FIGURE_KINDS)
def test_every_figure_is_written_as_a_file(study: Study, tmp_path: Path, kind: str) -> None:
    path = export_table(study.workbench, kind, tmp_path / "figure.svg")
    assert path.read_text(encoding="utf-8").startswith("<?xml")


def test_a_figure_that_does_not_exist_is_refused(study: Study) -> None:
    with pytest.raises(UsageError, match="use one of theory, evidence-figure"):
        figure_drawing(study.workbench, "portrait")
