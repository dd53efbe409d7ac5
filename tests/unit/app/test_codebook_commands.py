"""The thematic codebook: moved, merged, split, copied, deleted; every coding is somewhere afterwards."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ipof_workbench.app.commands.codebook import (
    AddCode,
    CodeWithCodes,
    CopyCodings,
    DeleteCodes,
    MergeCodes,
    MoveCodes,
    SplitCode,
)
from ipof_workbench.app.commands.coding import CodeThematically
from ipof_workbench.app.commands.evidence import AddEvidence
from ipof_workbench.app.commands.memos import WriteMemo
from ipof_workbench.app.commands.record_edits import EditFields
from ipof_workbench.domain import records
from ipof_workbench.domain.codebook_rows import in_tree_order
from ipof_workbench.domain.errors import NotFound, RefusedChange
from ipof_workbench.domain.filters import Filter
from ipof_workbench.storage.integrity import canonical_dump
from tests.factories import Writing
from tests.unit.storage.hand_made_study import Study


def add(study: Study, name: str, parent: int | None = None) -> int:
    return int(study.do(AddCode(name, parent)).rid)


def tree(study: Study) -> list[str]:
    """Return the codebook as it is shown, two blanks for each level."""
    return ["  " * depth + row.name for row, depth in in_tree_order(study.workbench.read.codebook.rows())]


def label(study: Study) -> str:
    return study.workbench.history()[0].label


def code_of(study: Study, rid: int) -> records.ThematicCode:
    return study.workbench.read.get(records.ThematicCode, rid)


def codings_of(study: Study, code: int) -> list[records.Coding]:
    return study.workbench.read.find(records.Coding, code=code)


def thematic(study: Study, document: str, words: str, code: int) -> int:
    return int(study.do(CodeThematically(*study.passage(document, words), code)).coding)


# --- order and place


def test_a_new_code_is_the_last_of_its_siblings(study: Study) -> None:
    fear = add(study, "  Fear   of staff ")
    add(study, "at night", fear)
    add(study, "by day", fear)
    assert tree(study) == ["Hope", "Fear of staff", "  at night", "  by day"]
    assert label(study) == "Added code “by day”"


def test_codes_are_put_below_another_and_into_an_order(study: Study) -> None:
    one, two, three = (add(study, name) for name in ("one", "two", "three"))
    assert study.do(MoveCodes((three, one), study.code)) == 2
    assert tree(study) == ["Hope", "  three", "  one", "two"]
    assert label(study) == "Put 2 codes below “Hope”"
    study.do(MoveCodes((one,), study.code, before=three))
    assert tree(study) == ["Hope", "  one", "  three", "two"]
    assert label(study) == "Moved “one” in the order of the codebook"
    study.do(MoveCodes((one,), None, before=two))
    assert tree(study) == ["Hope", "  three", "one", "two"]
    assert label(study) == "Took “one” to the top of the codebook"
    study.do(MoveCodes((study.code,), None))
    assert tree(study) == ["one", "two", "Hope", "  three"]


def test_what_stands_below_goes_along_also_when_it_is_chosen_too(study: Study) -> None:
    mother = add(study, "mother")
    child = add(study, "child", mother)
    study.do(MoveCodes((child, mother), study.code))
    assert tree(study) == ["Hope", "  mother", "    child"]


def test_moving_nowhere_is_no_step(study: Study) -> None:
    before = study.workbench.history()[0].rid
    study.do(MoveCodes((study.code,), None, before=study.code))
    assert study.workbench.history()[0].rid == before


# --- merging


def test_merging_brings_everything_together(study: Study) -> None:
    workbench = study.workbench
    fear = add(study, "Fear")
    below = add(study, "of staff", fear)
    study.do(
        EditFields(records.ThematicCode, fear, {"definition": "Afraid", "alias": "Angst ; hope", "colour": "blue"})
    )
    study.do(EditFields(records.ThematicCode, study.code, {"definition": "Hopeful", "example": "It will pass"}))
    twice = thematic(study, "post", "next day", fear)
    other = thematic(study, "post", "café", fear)
    study.do(EditFields(records.Coding, twice, {"note": "both"}))
    evidence = study.do(AddEvidence(twice, configuration=study.configurations["1"])).rid
    memo = study.do(WriteMemo("On fear", "words", about_kind="thematic_code", about=fear)).rid
    memo_on_coding = study.do(WriteMemo("Here", "words", about_kind="coding", about=twice)).rid
    before = len(workbench.read.find(records.Coding))
    study.do(MergeCodes(study.code, (fear,)))
    hope = code_of(study, study.code)
    assert (hope.definition, hope.example, hope.alias, hope.colour) == (
        "Hopeful\nAfraid", "It will pass", "Fear ; Angst", "blue",
    )  # fmt: skip
    assert tree(study) == ["Hope", "  of staff"]
    assert code_of(study, below).parent == study.code
    held = codings_of(study, study.code)
    kept = study.codings[4]
    assert {coding.rid for coding in held} == {kept, other, study.codings[-1]}
    assert len(workbench.read.find(records.Coding)) == before - 1
    assert next(coding for coding in held if coding.rid == kept).note == "both"
    assert workbench.read.get(records.Evidence, evidence).coding == kept
    assert workbench.read.get(records.Memo, memo).about == study.code
    assert workbench.read.get(records.Memo, memo_on_coding).about == kept
    assert label(study) == "Merged “Fear” into “Hope”"


def test_another_analysts_coding_of_the_same_passage_stays_beside_it(study: Study) -> None:
    fear = add(study, "Fear")
    study.workbench.act_as("Bo")
    theirs = thematic(study, "post", "next day", fear)
    study.workbench.act_as("Kim")
    study.do(MergeCodes(study.code, (fear,)))
    assert theirs in {coding.rid for coding in codings_of(study, study.code)}


def test_evidence_that_says_the_same_is_not_doubled_and_what_differs_stays(study: Study) -> None:
    fear = add(study, "Fear")
    mine, theirs = study.codings[4], thematic(study, "post", "next day", fear)
    for coding in (mine, theirs):
        study.do(AddEvidence(coding, configuration=study.configurations["1"]))
    study.do(AddEvidence(theirs, configuration=study.configurations["1"], stance="challenges"))
    study.do(MergeCodes(study.code, (fear,)))
    held = study.workbench.read.find(records.Evidence, coding=mine)
    assert sorted(evidence.stance for evidence in held) == ["challenges", "supports"]


def test_the_hot_key_of_a_merged_code_is_the_others(study: Study) -> None:
    fear, joy = add(study, "Fear"), add(study, "Joy")

    def keys(store):
        store.label = "Hot keys"
        kim, bo = study.analysts["Kim"], study.analysts["Bo"]
        store.put(records.HotCode(analyst=kim, digit=1, code=fear))
        store.put(records.HotCode(analyst=bo, digit=1, code=joy))
        store.put(records.HotCode(analyst=bo, digit=2, code=fear))

    study.do(Writing(keys))
    study.do(MergeCodes(joy, (fear,)))
    held = {(hot.analyst, hot.digit): hot.code for hot in study.workbench.read.find(records.HotCode)}
    assert held == {(study.analysts["Kim"], 1): joy, (study.analysts["Bo"], 1): joy}


def test_several_codes_are_merged_at_once_also_one_below_the_other(study: Study) -> None:
    fear = add(study, "Fear")
    below = add(study, "of staff", fear)
    deep = add(study, "at night", below)
    study.do(MergeCodes(study.code, (fear, below)))
    assert tree(study) == ["Hope", "  at night"]
    assert code_of(study, deep).parent == study.code
    assert label(study) == "Merged 2 codes into “Hope”"


# --- splitting and copying


def test_chosen_codings_become_those_of_a_new_code_beside_it(study: Study) -> None:
    add(study, "Last")
    study.do(EditFields(records.ThematicCode, study.code, {"colour": "green"}))
    made = study.do(SplitCode(study.code, (study.codings[4],), name="Hope of return"))
    assert tree(study) == ["Hope", "Hope of return", "Last"]
    assert made.colour == "green"
    assert [coding.rid for coding in codings_of(study, made.rid)] == [study.codings[4]]
    assert [coding.rid for coding in codings_of(study, study.code)] == [study.codings[-1]]
    assert label(study) == "Split 1 coding of “Hope” off as “Hope of return”"


def test_chosen_codings_go_to_another_code(study: Study) -> None:
    fear = add(study, "Fear")
    study.do(SplitCode(study.code, tuple(c.rid for c in codings_of(study, study.code)), into=fear))
    assert codings_of(study, study.code) == []
    assert len(codings_of(study, fear)) == 2
    assert label(study) == "Moved 2 codings of “Hope” to “Fear”"


def test_copied_codings_keep_who_coded_them(study: Study) -> None:
    fear = add(study, "Fear")
    thematic(study, "post", "next day", fear)
    assert study.do(CopyCodings(study.code, fear)) == 1
    assert {study.workbench.read.coding(c.rid).analyst_name for c in codings_of(study, fear)} == {"Kim", "Bo"}
    assert len(codings_of(study, study.code)) == 2
    assert label(study) == "Copied 1 coding of “Hope” to “Fear”"
    joy = add(study, "Joy")
    assert study.do(CopyCodings(study.code, joy, (study.codings[4],))) == 1


# --- deleting, counting, coding


def test_what_stands_below_a_deleted_code_takes_its_place(study: Study) -> None:
    fear = add(study, "Fear")
    add(study, "Last")
    middle = add(study, "of staff", fear)
    add(study, "deep", middle)
    coding = thematic(study, "post", "café", fear)
    study.do(AddEvidence(coding, configuration=study.configurations["1"]))
    assert study.workbench.read.codebook.losses([fear, middle]) == (1, 1, 1)
    gone = study.do(DeleteCodes((fear, middle)))
    assert tree(study) == ["Hope", "deep", "Last"]
    assert (gone[records.ThematicCode], gone[records.Coding], gone[records.Evidence]) == (2, 1, 1)
    assert label(study) == "Deleted 2 codes with 1 coding and 1 piece of evidence"
    study.workbench.undo()
    assert tree(study) == ["Hope", "Fear", "  of staff", "    deep", "Last"]
    study.do(DeleteCodes((middle,)))
    assert tree(study) == ["Hope", "Fear", "  deep", "Last"]


def test_a_passage_is_coded_with_several_codes_in_one_step(study: Study) -> None:
    fear = add(study, "Fear")
    made = study.do(CodeWithCodes(*study.passage("post", "café"), (study.code, fear)))
    assert [study.workbench.read.coding(one.coding).code_name for one in made] == ["Hope", "Fear"]
    assert label(study) == "Coded “café” with 2 codes"
    again = study.do(CodeWithCodes(*study.passage("post", "café"), (fear,)))
    assert again[0].coding == made[1].coding


def test_counts_come_in_threes_and_follow_the_filter(study: Study) -> None:
    read = study.workbench.read.codebook
    assert {row.name: row.codings for row in read.rows()} == {"Hope": 2}
    assert read.counts([study.code]) == (2, 2, 2)
    scope = Filter(data_kinds=frozenset({"forum_post"}))
    assert {row.name: row.codings for row in read.rows(scope)} == {"Hope": 1}
    assert read.counts([study.code], scope) == (1, 1, 1)
    rows = read.passages([study.code])
    assert [(row.case_name, row.document_name, row.quote, row.analyst_name) for row in rows] == [
        ("Harbour night", "night", "at night", "Bo"), ("Lantern", "post", "next day", "Kim"),
    ]  # fmt: skip
    assert [row.participant_name for row in rows] == ["Dev", ""]
    assert read.counts([add(study, "Fear")]) == (0, 0, 0)


STEP = st.tuples(st.sampled_from(["move", "merge", "split", "copy", "delete"]), *[st.integers(0, 5)] * 3)


@given(st.lists(STEP, max_size=8))
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_done_every_coding_has_a_code_and_undo_brings_all_back(study: Study, steps) -> None:
    workbench = study.workbench
    codes = [study.code]
    start = len([step for step in workbench.history() if not step.undone])
    before = canonical_dump(workbench._project.reader())  # noqa: SLF001
    for name in ("a", "b", "c"):
        codes.append(add(study, name, codes[-1] if name == "c" else None))
    thematic(study, "post", "café", codes[1])
    thematic(study, "post", "next day", codes[2])
    for what, one, two, three in steps:
        first, second, third = (codes[at % len(codes)] for at in (one, two, three))
        held = tuple(coding.rid for coding in codings_of(study, first))[: three + 1]
        command = {
            "move": MoveCodes((first, third), second if one else None),
            "merge": MergeCodes(first, (second, third)),
            "split": SplitCode(first, held, into=second),
            "copy": CopyCodings(first, second),
            "delete": DeleteCodes((third,)),
        }[what]
        with suppress(RefusedChange, NotFound):
            workbench.run(command)
        rows = workbench.read.codebook.rows()
        assert len(in_tree_order(rows)) == len(rows), "nothing is lost in a ring"
        known = {row.rid for row in rows}
        assert all(coding.code in known for coding in workbench.read.find(records.Coding) if coding.code is not None)
        keys = [(c.excerpt, c.analyst, c.code) for c in workbench.read.find(records.Coding) if c.code is not None]
        assert len(keys) == len(set(keys)), "a passage is coded once with a code by an analyst"
    while len([step for step in workbench.history() if not step.undone]) > start:
        workbench.undo()
    assert canonical_dump(workbench._project.reader()) == before  # noqa: SLF001


@pytest.mark.parametrize("field", ["statement", "alias"])
def test_the_full_statement_is_not_cut(study: Study, field: str) -> None:
    words = "Hope that lasts longer than sixty-three characters, which is where another program would have cut it off"
    stored = study.do(EditFields(records.ThematicCode, study.code, {field: words}))
    assert getattr(stored, field) == words
    row = next(row for row in study.workbench.read.codebook.rows() if row.rid == study.code)
    assert getattr(row, field) == words
    assert replace(stored, **{field: ""}) != stored
