"""What can be picked, what was used last, what the digits hold and where a code stands, on the study made by hand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from ipof_workbench.app.commands.coding import CodeThematically
from ipof_workbench.app.commands.element_lineage import MergeElements
from ipof_workbench.app.commands.elements import AddElement, EditElements
from ipof_workbench.app.commands.hot_codes import SetHotCode
from ipof_workbench.domain import records
from ipof_workbench.domain.filters import Filter
from ipof_workbench.domain.picking_rows import CodeChoice
from ipof_workbench.domain.text import text_hash
from tests.factories import Writing
from tests.unit.storage.hand_made_study import Study, make_hand_made_study


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    made = make_hand_made_study(tmp_path / "s.ipof")
    with made.workbench:
        yield made


def test_all_codes_and_named_elements_can_be_picked_with_their_use(study: Study) -> None:
    rows = study.workbench.read.picking.rows()
    assert [(row.name, row.choice.role_key, row.uses) for row in rows] == [
        ("Anonymity", "context", 3),
        ("Relief", "mechanism", 2),
        ("Hope", "", 2),
    ]
    assert [row.choice.code for row in rows] == [None, None, study.code]


def test_aliases_statements_and_what_stands_above_are_told(study: Study) -> None:
    child = study.do(AddElement("context", "Unseen"))
    study.do(EditElements((child.rid,), {"parent": study.elements["Anonymity"], "statement": "nobody looks"}))
    code = study.workbench.read.get(records.ThematicCode, study.code)

    def work(store):
        store.label = "Told"
        store.put(records.ThematicCode(name="Below", parent=code.rid, alias="a ; b", statement="s", definition="d"))

    study.do(Writing(work))
    rows = {row.name: row for row in study.workbench.read.picking.rows()}
    assert (rows["Unseen"].above, rows["Unseen"].statement) == ("Anonymity", "nobody looks")
    assert (rows["Below"].above, rows["Below"].alias, rows["Below"].statement) == ("Hope", "a ; b", "s d")


def test_what_somebody_used_last_comes_first_and_once(study: Study) -> None:
    kim, bo = study.analysts["Kim"], study.analysts["Bo"]
    read = study.workbench.read.picking
    relief, anonymity = study.elements["Relief"], study.elements["Anonymity"]
    used = read.used_last(kim)
    assert used[0] == CodeChoice(study.code)
    assert used[1:] == [CodeChoice(None, relief, "mechanism"), CodeChoice(None, anonymity, "context")]
    assert read.used_last(kim, 1) == used[:1]
    assert CodeChoice(None, relief, "mechanism") in read.used_last(bo)


def test_a_digit_follows_its_element_into_the_one_it_was_merged_with(study: Study) -> None:
    other = study.do(AddElement("context", "Nameless"))
    study.workbench.act_as("Kim")
    study.do(SetHotCode(2, element=other.rid, role_key="context"))
    study.do(SetHotCode(1, code=study.code))
    study.do(MergeElements(study.elements["Anonymity"], (other.rid,)))
    rows = study.workbench.read.picking.hot_codes(study.analysts["Kim"])
    assert [(row.digit, row.name) for row in rows] == [(1, "Hope"), (2, "Anonymity")]
    assert rows[1].choice == CodeChoice(None, study.elements["Anonymity"], "context")
    assert study.workbench.read.picking.hot_codes(study.analysts["Bo"]) == []


def test_the_places_of_a_code_go_by_case_document_and_text_and_pass_the_filter(study: Study) -> None:
    read = study.workbench.read.picking
    anonymity = CodeChoice(None, study.elements["Anonymity"], "mechanism")
    places = read.coded_places(anonymity)
    assert [(place.document, place.start) for place in places] == sorted(
        (place.document, place.start) for place in places
    )
    assert len(places) == 3
    scope = Filter(cases=frozenset({study.cases["Harbour night"]}))
    assert [place.document for place in read.coded_places(anonymity, scope)] == [study.documents["night"]]
    study.do(CodeThematically(*study.passage("group", "nobody"), code=study.code))
    hope = read.coded_places(CodeChoice(study.code))
    assert [place.document for place in hope] == [study.documents[name] for name in ("group", "night", "post")]


def test_a_passage_that_only_an_older_text_holds_is_no_place_to_go_to(study: Study) -> None:
    old = study.workbench.read.find(records.TextRevision, document=study.documents["post"])[0]

    def work(store):
        store.label = "Another text"
        store.put(replace(old, rid=0, id="", number=2, text="Gone", sha256=text_hash("Gone")))

    study.do(Writing(work))
    places = study.workbench.read.picking.coded_places(CodeChoice(study.code))
    assert [place.document for place in places] == [study.documents["night"]]
