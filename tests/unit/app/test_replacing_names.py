"""Replacing names across a project: one step, every coding keeps its words, the names are kept nowhere else."""

from __future__ import annotations

import time

import pytest

from ipof_workbench.app.commands.coding import CodePassage
from ipof_workbench.app.commands.names import ReplacedNames, ReplaceNames
from ipof_workbench.app.imports import import_posts
from ipof_workbench.app.tasks import CancelToken
from ipof_workbench.app.workbench import Workbench
from ipof_workbench.domain import records
from ipof_workbench.domain.errors import Cancelled, RefusedChange
from ipof_workbench.domain.imported import ParsedPost, ParsedPosts
from ipof_workbench.domain.names import CaseRule, NameFinder, NameReplacement
from ipof_workbench.storage.integrity import canonical_dump
from tests.unit.storage.hand_made_study import Study

NAMES = (NameReplacement("Ann", "P01"), NameReplacement("Ben", "P02"), NameReplacement("Dev", "P03"))


def dump(workbench: Workbench) -> dict[str, str]:
    return canonical_dump(workbench._project.reader())  # noqa: SLF001


def test_names_go_from_texts_speakers_and_participants_in_one_step(study: Study) -> None:
    before = dump(study.workbench)
    done = study.do(ReplaceNames(NAMES))
    assert done == ReplacedNames(names=3, documents=2, renamed=3)
    read = study.workbench.read
    group = read.document_text(study.documents["group"])
    assert group.text == "P01: nobody knows my name here\nP02: they all know me, I felt relief though\n"
    assert [turn.speaker for turn in group.turns] == ["P01", "P02"]
    assert {row.name for row in read.participants()} == {"P01", "P02", "P03", "Cleo"}
    assert study.workbench.history()[0].label == "Replaced 3 names in 2 documents"
    assert study.workbench.check() == []
    after = dump(study.workbench)
    study.workbench.undo()
    assert dump(study.workbench) == before
    study.workbench.redo()
    assert dump(study.workbench) == after


def test_the_names_stand_nowhere_in_the_step(study: Study) -> None:
    """Only the old rows hold them, which erasing takes away; neither the step's words nor its edits do."""
    study.do(ReplaceNames(NAMES))
    rows = study.workbench._project.reader().exec_driver_sql(  # noqa: SLF001
        "SELECT s.label || s.reason, k.after FROM journal_step s JOIN journal_change c ON c.step = s.rid "
        "JOIN journal_content k ON k.change = c.rid WHERE s.rid = (SELECT max(rid) FROM journal_step)"
    )
    for said, content in rows:
        assert not any(name in said or f"{name}:" in (content or "") for name in ("Ann", "Ben", "Dev"))


def test_a_coded_name_becomes_its_replacement(study: Study) -> None:
    made = study.do(CodePassage(study.documents["group"], 0, 2, "context", label="Half a name"))
    study.do(ReplaceNames(NAMES))
    row = study.workbench.read.coding(made.coding)
    assert row is not None
    assert (row.start, row.end, row.quote) == (0, 3, "P01")


def test_places_that_were_left_out_stay(study: Study) -> None:
    document = study.documents["group"]
    revision = study.workbench.read.document_text(document).revision
    study.do(ReplaceNames(NAMES, (document,), frozenset({(revision, 0)}), also_names=False))
    text = study.workbench.read.document_text(document)
    assert text.text.startswith("Ann: nobody")
    assert "P02: they" in text.text
    assert [turn.speaker for turn in text.turns] == ["Ann", "Ben"]
    assert "Ann" in {row.name for row in study.workbench.read.participants()}


def test_any_capitals_and_parts_of_words(study: Study) -> None:
    study.do(ReplaceNames((NameReplacement("NOBODY", "P09", case=CaseRule.ANY), NameReplacement("hey", "x", False))))
    assert study.workbench.read.document_text(study.documents["group"]).text == (
        "Ann: P09 knows my name here\nBen: tx all know me, I felt relief though\n"
    )


def test_many_posts_take_little_time_and_can_be_stopped(study: Study) -> None:
    posts = tuple(
        ParsedPost(f"post{at}", f"I wrote to {'Anna' if at % 10 == 0 else 'nobody'} about my night {at}.")
        for at in range(5_000)
    )
    import_posts(study.workbench, ParsedPosts("posts.csv", "0", posts))
    before = dump(study.workbench)
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        study.workbench.run(
            ReplaceNames((NameReplacement("Anna", "P01"),), report=lambda _done, _all: token.raise_if_asked())
        )
    assert dump(study.workbench) == before
    begun = time.perf_counter()
    done = study.do(ReplaceNames((NameReplacement("Anna", "P01"),)))
    assert time.perf_counter() - begun < 5
    assert (done.names, done.documents) == (500, 500)
    assert study.workbench.read.search("Anna")[1] == 0
    assert len(study.workbench.read.find(records.TextRevision, number=2)) == 500
    assert study.workbench.check() == []


def test_words_are_cut_out_with_the_space_that_they_leave(study: Study) -> None:
    before = dump(study.workbench)
    made = study.do(CodePassage(study.documents["group"], 36, 56, "context", label="Known"))
    quote = study.workbench.read.coding(made.coding).quote
    assert quote == "they all know me, I "
    done = study.do(ReplaceNames((NameReplacement("know", ""), NameReplacement("though", "")), also_names=False))
    assert (done.names, done.cut, done.renamed) == (0, 2, 0)
    read = study.workbench.read
    text = read.document_text(study.documents["group"]).text
    assert text == "Ann: nobody knows my name here\nBen: they all me, I felt relief\n"
    row = read.coding(made.coding)
    assert row.quote == text[row.start : row.end] == "they all me, I "
    assert study.workbench.history()[0].label == "Cut out 2 places in 1 document"
    assert study.workbench.check() == []
    study.workbench.undo()
    study.workbench.undo()
    assert dump(study.workbench) == before


def test_names_and_cuts_are_told_apart(study: Study) -> None:
    done = study.do(ReplaceNames((NameReplacement("Ann", "P01"), NameReplacement("though", "")), also_names=False))
    assert (done.names, done.cut) == (1, 1)
    assert study.workbench.history()[0].label == "Replaced 1 name and cut out 1 place in 1 document"


def test_a_passage_that_would_have_no_words_is_refused(study: Study) -> None:
    document = study.documents["group"]
    text = study.workbench.read.document_text(document).text
    at = text.index("relief")
    study.do(CodePassage(document, at, at + len("relief"), "outcome", label="Relief"))
    before = dump(study.workbench)
    with pytest.raises(RefusedChange, match="1 passage in group would have no words left; leave out the places"):
        study.do(ReplaceNames((NameReplacement("relief", ""),), (document,)))
    assert dump(study.workbench) == before
    revision = next(row.revision for row in study.workbench.read.texts.name_hits(
        NameFinder((NameReplacement("relief", ""),)), (document,)))  # fmt: skip
    with pytest.raises(RefusedChange, match="None of these names"):
        study.do(ReplaceNames((NameReplacement("relief", ""),), (document,), frozenset({(revision, at)})))
    study.do(ReplaceNames((NameReplacement("relief", "[…]"),), (document,)))
    assert study.workbench.read.document_text(document).text.endswith("I felt […] though\n")
