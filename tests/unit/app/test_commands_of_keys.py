"""Hot codes, the ends of a coding, other codes for it and the same codes for other words: what the project holds."""

from __future__ import annotations

from pathlib import Path

import pytest

from ipof_workbench.app.commands.coding import CodePassage, CodeThematically
from ipof_workbench.app.commands.coding_edits import CodeWithNewCode, CopyCodes, RecodeCoding, ResizeCoding
from ipof_workbench.app.commands.deletion import DeleteRecords
from ipof_workbench.app.commands.hot_codes import ClearHotCode, SetHotCode
from ipof_workbench.app.commands.memos import QuoteInMemo
from ipof_workbench.app.workbench import Workbench
from ipof_workbench.domain import records
from ipof_workbench.domain.errors import RefusedChange
from tests.factories import code, make_study, span_of

P04 = "P04 · member"


@pytest.fixture
def workbench(tmp_path: Path):
    with make_study(tmp_path / "study.ipof") as opened:
        yield opened
        assert opened.check() == []


def row_of(workbench: Workbench, coding: int):
    row = workbench.read.coding(coding)
    assert row is not None
    return row


def label(workbench: Workbench) -> str:
    return workbench.history()[0].label


def thematic(workbench: Workbench, quote: str, name: str):
    return workbench.run(CodeThematically(*span_of(workbench, P04, quote), name=name)).result


def contents(workbench: Workbench, configuration: int) -> dict[str, list[str]]:
    places = workbench.read.configuration(configuration).places
    return {place.role.key: [content.label for content in place.contents] for place in places if place.contents}


# --- hot codes


def test_a_digit_takes_a_code_and_another_one_instead(workbench: Workbench) -> None:
    thematic(workbench, "the good kind", "Crying")
    crying = workbench.read.find(records.ThematicCode, name="Crying")[0].rid
    anonymous = code(workbench, P04, "Nobody had my name", "context", label="Anonymous")
    workbench.run(SetHotCode(3, code=crying))
    assert label(workbench) == "Put “Crying” on key 3"
    workbench.run(SetHotCode(3, element=anonymous.element, role_key="context"))
    held = workbench.read.find(records.HotCode)
    assert [(hot.digit, hot.code, hot.element) for hot in held] == [(3, None, anonymous.element)]
    workbench.undo()
    assert [hot.code for hot in workbench.read.find(records.HotCode)] == [crying]


def test_a_code_is_on_one_key_only_and_each_analyst_has_their_own(workbench: Workbench) -> None:
    thematic(workbench, "the good kind", "Crying")
    crying = workbench.read.find(records.ThematicCode, name="Crying")[0].rid
    workbench.run(SetHotCode(1, code=crying))
    workbench.run(SetHotCode(2, code=crying))
    assert [hot.digit for hot in workbench.read.find(records.HotCode)] == [2]
    workbench.act_as("Noor")
    workbench.run(SetHotCode(2, code=crying))
    assert len(workbench.read.find(records.HotCode)) == 2
    workbench.run(ClearHotCode(2))
    assert label(workbench) == "Cleared key 2"
    assert workbench.run(ClearHotCode(2)).changed is None
    assert [hot.analyst for hot in workbench.read.find(records.HotCode)] == [
        workbench.read.find(records.Analyst, name="Kim")[0].rid
    ]


def test_a_key_is_free_again_when_its_code_goes(workbench: Workbench) -> None:
    thematic(workbench, "the good kind", "Crying")
    crying = workbench.read.find(records.ThematicCode, name="Crying")[0].rid
    workbench.run(SetHotCode(1, code=crying))
    workbench.run(DeleteRecords(records.ThematicCode, (crying,)))
    assert workbench.read.find(records.HotCode) == []


# --- the ends of a coding


def test_another_passage_takes_evidence_along_and_is_one_step(workbench: Workbench) -> None:
    coded = code(workbench, P04, "Nobody had my name", "context")
    document, start, end = span_of(workbench, P04, "Nobody had my name or my face")
    before = workbench.read.codings()
    steps = len(workbench.history())
    for stop in (end - 8, end - 5, end):
        workbench.run(ResizeCoding(coded.coding, start, stop))
    row = row_of(workbench, coded.coding)
    assert (row.document, row.start, row.end, row.quote) == (document, start, end, "Nobody had my name or my face")
    assert row.element_label == "Nobody had my name or my face"
    assert [held.evidence for held in row.configurations] == [coded.evidence]
    assert len(workbench.history()) == steps + 1
    assert label(workbench) == "Moved the ends of “Nobody had my name or my face”"
    assert len(workbench.read.find(records.Excerpt)) == 1
    workbench.undo()
    assert workbench.read.codings() == before
    assert len(workbench.read.find(records.Excerpt)) == 1


def test_other_codings_and_quotes_of_the_passage_stay_where_they_are(workbench: Workbench) -> None:
    coded = code(workbench, P04, "Nobody had my name", "context", label="Anonymous")
    other = thematic(workbench, "Nobody had my name", "Names")
    document, start, end = span_of(workbench, P04, "Nobody had my name")
    workbench.run(QuoteInMemo(None, document, start, end))
    workbench.run(ResizeCoding(coded.coding, start + 7, end))
    assert row_of(workbench, coded.coding).quote == "had my name"
    assert row_of(workbench, coded.coding).element_label == "Anonymous"
    assert row_of(workbench, other.coding).quote == "Nobody had my name"
    quote = workbench.read.find(records.MemoQuote)[0]
    assert workbench.read.get(records.Excerpt, quote.excerpt).quote == "Nobody had my name"


def test_a_coding_does_not_move_onto_its_equal(workbench: Workbench) -> None:
    wide = thematic(workbench, "the good kind", "Crying")
    narrow = thematic(workbench, "good kind", "Crying")
    _, start, end = span_of(workbench, P04, "good kind")
    with pytest.raises(RefusedChange, match="coded with “Crying” already"):
        workbench.run(ResizeCoding(wide.coding, start, end))
    assert {row.coding for row in workbench.read.codings()} == {wide.coding, narrow.coding}


def test_the_same_ends_are_no_step(workbench: Workbench) -> None:
    coded = thematic(workbench, "the good kind", "Crying")
    _, start, end = span_of(workbench, P04, "the good kind")
    assert workbench.run(ResizeCoding(coded.coding, start, end)).changed is None


# --- another code


def test_another_element_in_the_same_role_takes_the_place(workbench: Workbench) -> None:
    coded = code(workbench, P04, "Nobody had my name", "context")
    workbench.run(RecodeCoding(coded.coding, name="Anonymous", role_key="context"))
    assert contents(workbench, coded.configuration or 0) == {"context": ["Anonymous"]}
    assert [element.label for element in workbench.read.find(records.Element)] == ["Anonymous"]
    assert label(workbench) == "Recoded a passage as “Anonymous”"


def test_another_role_takes_the_evidence_to_its_place(workbench: Workbench) -> None:
    coded = code(workbench, P04, "Nobody had my name", "context", label="Anonymous", stance="challenges")
    workbench.run(RecodeCoding(coded.coding, element=coded.element, role_key="mechanism"))
    assert contents(workbench, coded.configuration or 0) == {"mechanism": ["Anonymous"]}
    row = row_of(workbench, coded.coding)
    assert (row.role_key, [held.stance for held in row.configurations]) == ("mechanism", ["challenges"])


def test_what_other_passages_stand_for_stays_in_its_place(workbench: Workbench) -> None:
    coded = code(workbench, P04, "Nobody had my name", "context", label="Anonymous")
    code(workbench, P04, "my face", "context", coded.configuration, label="Anonymous")
    workbench.run(RecodeCoding(coded.coding, name="Safe", role_key="mechanism"))
    assert contents(workbench, coded.configuration or 0) == {"context": ["Anonymous"], "mechanism": ["Safe"]}


def test_a_thematic_code_keeps_the_evidence_for_the_configuration(workbench: Workbench) -> None:
    coded = code(workbench, P04, "Nobody had my name", "context", stance="refines")
    workbench.run(RecodeCoding(coded.coding, name="Names"))
    row = row_of(workbench, coded.coding)
    assert (row.code_name, row.element, row.role_key) == ("Names", None, "")
    assert [(held.configuration, held.stance) for held in row.configurations] == [(coded.configuration, "refines")]
    assert workbench.read.find(records.Element) == []
    assert contents(workbench, coded.configuration or 0) == {}


def test_a_thematic_code_becomes_an_element_and_an_equal_coding_is_refused(workbench: Workbench) -> None:
    coded = thematic(workbench, "the good kind", "Crying")
    other = thematic(workbench, "the good kind", "Relief")
    relief = workbench.read.find(records.ThematicCode, name="Relief")[0].rid
    with pytest.raises(RefusedChange, match="coded with “Relief” already"):
        workbench.run(RecodeCoding(coded.coding, code=relief))
    workbench.run(RecodeCoding(coded.coding, name="Feels held", role_key="mechanism"))
    assert row_of(workbench, coded.coding).element_label == "Feels held"
    assert row_of(workbench, other.coding).code_name == "Relief"
    assert workbench.run(RecodeCoding(other.coding, code=relief)).changed is None


# --- the same codes


def test_the_codes_of_a_passage_go_to_another_one(workbench: Workbench) -> None:
    coded = code(workbench, P04, "Nobody had my name", "context", label="Anonymous")
    other = thematic(workbench, "Nobody had my name", "Names")
    span = span_of(workbench, P04, "my face")
    made = workbench.run(CopyCodes((coded.coding, other.coding), *span)).result
    rows = [row_of(workbench, rid) for rid in made]
    assert [(row.quote, row.element_label, row.code_name) for row in rows] == [
        ("my face", "Anonymous", ""),
        ("my face", "", "Names"),
    ]
    assert [held.configuration for held in rows[0].configurations] == [coded.configuration]
    assert label(workbench) == "Copied 2 codes to “my face”"
    with pytest.raises(RefusedChange, match="carries these codes already"):
        workbench.run(CopyCodes((coded.coding, other.coding), *span))


# --- a new code


def test_words_name_their_own_code_and_long_ones_are_kept_whole(workbench: Workbench) -> None:
    short = span_of(workbench, P04, "picked up off the floor")
    long = span_of(workbench, P04, "I would log on after the kids were asleep and just scroll. Nobody had my name")
    workbench.run(CodeWithNewCode(*short))
    assert label(workbench) == "Coded “picked up off the floor” with its own words"
    workbench.run(CodeWithNewCode(*long))
    workbench.run(CodeWithNewCode(*long))
    codes = workbench.read.find(records.ThematicCode)
    assert [(held.name, held.statement) for held in codes] == [
        ("picked up off the floor", ""),
        (
            "I would log on after the kids were asleep and just scroll…",
            "I would log on after the kids were asleep and just scroll. Nobody had my name",
        ),
    ]
    assert len(codes[1].name) <= 60
    assert len(workbench.read.codings()) == 2


def test_a_new_code_has_its_place_in_the_tree(workbench: Workbench) -> None:
    workbench.run(CodeWithNewCode(*span_of(workbench, P04, "my face"), name="Identity"))
    parent = workbench.read.find(records.ThematicCode, name="Identity")[0].rid
    for quote in ("my name", "my user name"):
        workbench.run(CodeWithNewCode(*span_of(workbench, P04, quote), name=quote, parent=parent))
    below = workbench.read.find(records.ThematicCode, parent=parent)
    assert [(held.name, held.position) for held in below] == [("my name", 0), ("my user name", 1)]


def test_an_unnamed_element_of_several_passages_keeps_its_words(workbench: Workbench) -> None:
    coded = code(workbench, P04, "Nobody had my name", "context")
    document, start, end = span_of(workbench, P04, "my face")
    workbench.run(CodePassage(document, start, end, "context", coded.configuration, element=coded.element))
    row = row_of(workbench, coded.coding)
    workbench.run(ResizeCoding(coded.coding, row.start + 7, row.end))
    assert row_of(workbench, coded.coding).element_label == "Nobody had my name"
