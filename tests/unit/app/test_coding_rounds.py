"""How far each coder of a document is: said, taken back, undone, and read beside what they coded."""

from __future__ import annotations

import pytest

from ipof_workbench.app.commands.coding import CodePassage
from ipof_workbench.app.commands.coding_rounds import SetCodingRound
from ipof_workbench.app.commands.deletion import DeleteRecords
from ipof_workbench.domain import records
from ipof_workbench.domain.errors import RefusedChange


def said(study, document: int) -> list[tuple[str, str, str, int]]:
    me = study.workbench.analyst.rid
    rows = study.workbench.read.rounds.of_document(document, me)
    return [(row.name, row.status, row.note, row.codings) for row in rows]


@pytest.fixture
def fresh(study) -> int:
    """A document that nobody has coded."""
    read = study.workbench.read
    return next(rid for rid in read.document_rids() if not read.codings_of_document(rid))


def test_who_acts_comes_first_also_before_they_began(study, fresh):
    me = study.workbench.analyst.name
    assert said(study, fresh) == [(me, "uncoded", "", 0)]


def test_a_coding_is_a_beginning_and_what_is_said_counts_before_that(study, fresh):
    workbench = study.workbench
    first = workbench.analyst
    workbench.act_as("Sam")
    workbench.run(CodePassage(fresh, 0, 4, "context"))
    sam = workbench.analyst
    assert said(study, fresh) == [("Sam", "in_progress", "", 1)]
    workbench.run(SetCodingRound(fresh, sam.rid, "coded", "all but the last page"))
    workbench.act_as(first.name)
    assert said(study, fresh) == [(first.name, "uncoded", "", 0), ("Sam", "coded", "all but the last page", 1)]


def test_saying_it_is_one_step_with_words_and_can_be_undone(study, fresh):
    workbench = study.workbench
    me = workbench.analyst
    name = workbench.read.get(records.Document, fresh).name
    workbench.run(SetCodingRound(fresh, me.rid, "in_progress"))
    workbench.run(SetCodingRound(fresh, me.rid, "coded"))
    assert [step.label for step in workbench.history()][:2] == [
        f"{name}: coded by {me.name}",
        f"{name}: in progress by {me.name}",
    ]
    workbench.undo()
    assert said(study, fresh) == [(me.name, "in_progress", "", 0)]


def test_a_note_stays_until_another_is_given(study, fresh):
    workbench = study.workbench
    me = workbench.analyst
    workbench.run(SetCodingRound(fresh, me.rid, "in_progress", "to page 4"))
    workbench.run(SetCodingRound(fresh, me.rid, "coded"))
    assert said(study, fresh) == [(me.name, "coded", "to page 4", 0)]


def test_not_started_without_a_note_takes_back_what_was_said(study, fresh):
    workbench = study.workbench
    me = workbench.analyst.rid
    workbench.run(SetCodingRound(fresh, me, "coded"))
    workbench.run(SetCodingRound(fresh, me, "uncoded"))
    assert workbench.read.find(records.CodingRound) == []


def test_a_note_alone_is_a_step_of_its_own_and_says_nothing_of_how_far_one_is(study, fresh):
    workbench = study.workbench
    me = workbench.analyst
    name = workbench.read.get(records.Document, fresh).name
    workbench.run(SetCodingRound(fresh, me.rid, "uncoded", "begin with the end"))
    assert said(study, fresh) == [(me.name, "uncoded", "begin with the end", 0)]
    assert workbench.history()[0].label == f"{name}: note by {me.name}"
    workbench.run(SetCodingRound(fresh, me.rid, "uncoded", "begin with page 3"))
    assert workbench.history()[0].label == f"{name}: note by {me.name}"
    workbench.run(CodePassage(fresh, 0, 4, "context"))
    assert said(study, fresh) == [(me.name, "in_progress", "begin with page 3", 1)]
    seen = workbench.read.document_rows([fresh], only=me.rid)
    assert [(row.status, row.codings) for row in seen] == [("in_progress", 1)]


def test_the_same_again_is_refused(study, fresh):
    workbench = study.workbench
    me = workbench.analyst
    workbench.run(SetCodingRound(fresh, me.rid, "coded"))
    with pytest.raises(RefusedChange, match=f"is coded by {me.name} already; nothing was changed."):
        workbench.run(SetCodingRound(fresh, me.rid, "coded"))


def test_a_round_goes_with_its_document_and_comes_back_with_it(study, fresh):
    workbench = study.workbench
    workbench.run(SetCodingRound(fresh, workbench.analyst.rid, "coded"))
    workbench.run(DeleteRecords(records.Document, (fresh,)))
    assert workbench.read.find(records.CodingRound) == []
    workbench.undo()
    assert len(workbench.read.find(records.CodingRound)) == 1


def test_a_row_of_the_list_can_be_seen_as_one_coder_stands_with_it(study, fresh):
    workbench = study.workbench
    first = workbench.analyst
    workbench.act_as("Sam")
    sam = workbench.analyst.rid
    workbench.run(CodePassage(fresh, 0, 4, "context"))

    def row(only: int | None) -> tuple[str, int, int]:
        (found,) = workbench.read.document_rows([fresh], only)
        return found.status, found.codings, found.coded

    assert row(None) == row(sam)
    assert row(sam)[:2] == ("in_progress", 1)
    assert row(first.rid) == ("uncoded", 0, 0)
    workbench.run(SetCodingRound(fresh, sam, "coded"))
    assert row(sam)[0] == "first_coded"
    assert row(first.rid)[0] == "uncoded"


def test_an_analyst_whose_round_was_said_cannot_be_deleted(study, fresh):
    workbench = study.workbench
    first = workbench.analyst.name
    workbench.act_as("Sam")
    workbench.run(CodePassage(fresh, 0, 4, "context"))
    sam = workbench.analyst.rid
    workbench.undo()
    workbench.act_as(first)
    workbench.run(SetCodingRound(fresh, sam, "in_progress"))
    with pytest.raises(RefusedChange):
        workbench.run(DeleteRecords(records.Analyst, (sam,)))
