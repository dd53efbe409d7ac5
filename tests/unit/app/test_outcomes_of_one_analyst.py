"""What is coded near an outcome, seen through the codings of one analyst alone."""

from __future__ import annotations

from ipof_workbench.app.commands.coding import CodePassage
from ipof_workbench.domain.filters import Filter
from tests.unit.storage.hand_made_study import Study


def test_an_account_whose_outcome_others_coded_tells_of_none(study: Study) -> None:
    workbench = study.workbench
    me, document = workbench.analyst, study.documents["group"]
    workbench.act_as("Sam")
    made = study.do(CodePassage(document, 36, 40, "outcome", label="Is known"))
    sam = workbench.analyst.rid
    coding = workbench.read.coding(made.coding)
    workbench.act_as(me.name)
    study.do(CodePassage(document, 5, 11, "context", label="Nobody"))
    near = workbench.read.judging.passages_near
    assert near(coding.element, "outcome", scope=Filter(analysts=frozenset({me.rid}))) == []
    assert near(coding.element, "outcome", scope=Filter(analysts=frozenset({sam}))) == []
    assert [row.label for row in near(coding.element, "outcome")]
