"""The codings that lie within a stretch of a text."""

from __future__ import annotations

from ipof_workbench.app.commands.coding import CodePassage
from tests.unit.storage.hand_made_study import Study


def test_only_codings_within_the_stretch_are_read(study: Study) -> None:
    document = study.documents["group"]
    for start, end in ((5, 11), (5, 18), (36, 40)):
        study.do(CodePassage(document, start, end, "context", label=f"{start} to {end}"))
    read = study.workbench.read.codings_of_document
    spans = [(row.start, row.end) for row in read(document, within=(4, 12)) if row.end <= 12]
    assert (5, 11) in spans
    assert (5, 18) not in spans
    assert {(row.start, row.end) for row in read(document, within=(0, 1_000))} == {
        (row.start, row.end) for row in read(document)
    }
    assert read(document, within=(41, 42)) == []
