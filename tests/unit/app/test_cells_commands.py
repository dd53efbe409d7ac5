from __future__ import annotations

import pytest

from ipof_workbench.app.commands.cells import Cell, RetypeAttribute, SetCells
from ipof_workbench.app.commands.record_edits import AddRecord
from ipof_workbench.app.workbench import Workbench
from ipof_workbench.domain import records
from ipof_workbench.domain.errors import NotFound, RefusedChange
from tests.factories import make_study


@pytest.fixture
def workbench(tmp_path):
    with make_study(tmp_path / "study.ipof") as study:
        yield study


def people(workbench: Workbench) -> dict[str, int]:
    return {row.name: row.rid for row in workbench.read.participants()}


def attribute(workbench: Workbench, name: str, value_type: str = "text", choices: str = "") -> int:
    made = records.AttributeDefinition(owner_kind="participant", name=name, value_type=value_type, choices=choices)
    return workbench.run(AddRecord(made)).result.rid


def values(workbench: Workbench, definition: int) -> dict[str, str]:
    held = workbench.read.attribute_values("participant")
    return {name: held[rid][definition] for name, rid in people(workbench).items() if definition in held.get(rid, {})}


def test_cells_of_many_columns_are_one_step(workbench: Workbench) -> None:
    age, since = attribute(workbench, "Age", "number"), attribute(workbench, "Since", "date")
    who = people(workbench)
    before = len(workbench.history())
    done = workbench.run(
        SetCells(
            "participant",
            (
                Cell(who["P04"], age, "41"),
                Cell(who["P07"], age, "35"),
                Cell(who["P04"], since, "31/03/2019"),
                Cell(who["P04"], "role", "founder"),
                Cell(who["P04"], "consent", "Given"),
            ),
            verb="Pasted",
        )
    ).result
    assert done.changed == 5
    assert len(workbench.history()) == before + 1
    assert workbench.history()[0].label == "Pasted 5 cells"
    assert values(workbench, age) == {"P04": "41", "P07": "35"}
    assert values(workbench, since) == {"P04": "2019-03-31"}
    person = workbench.read.get(records.Participant, who["P04"])
    assert (person.role, person.consent) == ("founder", "given")
    workbench.undo()
    assert values(workbench, age) == {}
    assert workbench.read.get(records.Participant, who["P04"]).role == "member"


def test_one_cell_that_does_not_fit_leaves_all_as_they_are(workbench: Workbench) -> None:
    age = attribute(workbench, "Age", "number")
    who = people(workbench)
    with pytest.raises(RefusedChange, match=r"^Age of P07: “many” is no number\. Nothing was changed\.$"):
        workbench.run(SetCells("participant", (Cell(who["P04"], age, "41"), Cell(who["P07"], age, "many"))))
    assert values(workbench, age) == {}


def test_an_empty_value_clears_an_attribute_and_is_refused_for_a_name(workbench: Workbench) -> None:
    who = people(workbench)
    held = workbench.read.attributes("participant")[0].rid
    assert "R001" in values(workbench, held)
    workbench.run(SetCells("participant", (Cell(who["R001"], held, ""),)))
    assert "R001" not in values(workbench, held)
    assert workbench.history()[0].label == "Cleared Age group of R001"
    with pytest.raises(RefusedChange, match="Name of R001: it cannot be empty"):
        workbench.run(SetCells("participant", (Cell(who["R001"], "name", " "),)))


def test_rows_beyond_the_end_become_records_with_their_cells(workbench: Workbench) -> None:
    age = attribute(workbench, "Age", "number")
    done = workbench.run(
        SetCells("participant", (), ((("name", "P90"), (age, "50")), (("name", "P91"), (age, ""))), verb="Pasted")
    ).result
    assert len(done.added) == 2
    assert values(workbench, age) == {"P90": "50"}
    assert workbench.history()[0].label == "Added 2 participants"
    workbench.undo()
    assert "P90" not in people(workbench)


@pytest.mark.parametrize(
    ("command", "sentence"),
    [
        (SetCells("participant", ()), "There is nothing to write"),
        (SetCells("finding", ()), "“finding” has no cells"),
        (SetCells("participant", (), ((("role", "x"),),)), "A new participant needs a name"),
        (SetCells("document", (), ((("name", "x"),),)), "Documents come by an import"),
        (SetCells("case", (), ((("name", "Harbour"),),)), "There is already a case “Harbour”"),
    ],
)
def test_what_cannot_be_written_is_refused_in_a_sentence(workbench: Workbench, command: SetCells, sentence) -> None:
    before = (people(workbench), workbench.read.cases())
    with pytest.raises(RefusedChange, match=sentence):
        workbench.run(command)
    assert (people(workbench), workbench.read.cases()) == before


def test_columns_of_others_and_records_that_are_gone_are_refused(workbench: Workbench) -> None:
    who, case = people(workbench), workbench.read.cases()[0].rid
    held = workbench.read.attributes("participant")[0].rid
    with pytest.raises(RefusedChange, match="A column is no longer there"):
        workbench.run(SetCells("case", (Cell(case, held, "x"),)))
    with pytest.raises(RefusedChange, match="A column is no longer there"):
        workbench.run(SetCells("participant", (Cell(who["P04"], 9999, "x"),)))
    with pytest.raises(NotFound):
        workbench.run(SetCells("participant", (Cell(9999, held, "x"),)))


def test_documents_take_cases_by_name_and_words_of_closed_lists(workbench: Workbench) -> None:
    document = workbench.read.document_named("Notes").rid
    workbench.run(SetCells("document", (Cell(document, "case", "harbour"), Cell(document, "status", "First coded"))))
    row = workbench.read.document_rows([document])[0]
    assert (row.case_name, row.status) == ("Harbour", "first_coded")
    workbench.run(SetCells("document", (Cell(document, "case", ""),)))
    assert workbench.read.document_rows([document])[0].case is None
    with pytest.raises(RefusedChange, match="Case of Notes: “Nowhere” is none of Harbour, Lantern"):
        workbench.run(SetCells("document", (Cell(document, "case", "Nowhere"),)))


def test_thousands_of_cells_are_one_step_and_quick(workbench: Workbench) -> None:
    import time

    columns = [attribute(workbench, f"Q{number}", "number") for number in range(10)]
    new = tuple((("name", f"N{number:04}"), *((column, str(number)) for column in columns)) for number in range(1_500))
    begun = time.perf_counter()
    workbench.run(SetCells("participant", (), new))
    assert time.perf_counter() - begun < 20
    who = people(workbench)
    changed = tuple(Cell(who[f"N{number:04}"], column, "7") for number in range(1_500) for column in columns)
    workbench.run(SetCells("participant", changed, verb="Pasted"))
    assert workbench.history()[0].label == "Pasted 15,000 cells"
    assert set(values(workbench, columns[0]).values()) == {"7"}
    workbench.undo()
    assert len(set(values(workbench, columns[0]).values())) == 1_500


# --- another type


def test_values_that_fit_take_the_form_of_the_new_type_and_others_are_kept(workbench: Workbench) -> None:
    since = attribute(workbench, "Since")
    who = people(workbench)
    cells = (Cell(who["P04"], since, "31/03/2019"), Cell(who["P07"], since, "long ago"))
    workbench.run(SetCells("participant", cells))
    misfits = workbench.run(RetypeAttribute(since, "date")).result
    assert misfits == 1
    assert values(workbench, since) == {"P04": "2019-03-31", "P07": "long ago"}
    assert workbench.history()[0].label == "Made Since hold dates; 1 value kept that does not fit"
    assert workbench.read.grid.misfits("participant") == {since: [who["P07"]]}
    workbench.undo()
    assert values(workbench, since) == {"P04": "31/03/2019", "P07": "long ago"}
    assert workbench.read.grid.misfits("participant") == {}


def test_an_order_begins_with_the_values_there_are(workbench: Workbench) -> None:
    held = workbench.read.attributes("participant")[0].rid
    workbench.run(RetypeAttribute(held, "ordinal"))
    assert workbench.read.get(records.AttributeDefinition, held).choices == "18-24\n25-34"
    workbench.run(RetypeAttribute(held, "category", ("25-34", " 18-24 ", "25-34", "")))
    assert workbench.read.get(records.AttributeDefinition, held).choices == "25-34\n18-24"


def test_a_type_that_is_none_and_a_column_that_is_gone_are_refused(workbench: Workbench) -> None:
    held = workbench.read.attributes("participant")[0].rid
    with pytest.raises(Exception, match="“colour” is no attribute type"):
        workbench.run(RetypeAttribute(held, "colour"))
    with pytest.raises(NotFound):
        workbench.run(RetypeAttribute(9999, "date"))


def test_the_values_of_a_column_are_counted(workbench: Workbench) -> None:
    held = workbench.read.attributes("participant")[0].rid
    assert workbench.read.grid.value_counts(held) == [("25-34", 2), ("18-24", 1)]
    who = people(workbench)
    assert workbench.read.grid.values_of("participant", [who["R001"], who["P04"]]) == {who["R001"]: {held: "25-34"}}


def test_documents_are_appraised_in_cells(workbench: Workbench) -> None:
    one, other = workbench.read.document_rids()[:2]
    cells = (Cell(one, "relevance", "High"), Cell(one, "rigour", "low"), Cell(other, "relevance", "moderate"))
    assert workbench.run(SetCells("document", (*cells, Cell(other, "wave", "2")), verb="Pasted")).result.changed == 4
    assert workbench.read.by_document.ratings([one, other]) == {
        one: ("high", "", "low"),
        other: ("moderate", "", ""),
    }
    assert workbench.read.get(records.Document, other).wave == "2"
    # Nothing is written where the cells hold it already, and an appraisal in which nothing is left goes.
    assert workbench.run(SetCells("document", (Cell(one, "rigour", "low"),))).result.changed == 0
    assert workbench.run(SetCells("document", (Cell(other, "relevance", ""),))).result.changed == 1
    assert workbench.read.find(records.Appraisal, document=other) == []
    assert workbench.history()[0].label.startswith("Cleared Relevance of ")
    with pytest.raises(RefusedChange, match=r"Relevance of .*: .*high, moderate"):
        workbench.run(SetCells("document", (Cell(one, "relevance", "splendid"),)))
    assert workbench.read.by_document.ratings([one]) == {one: ("high", "", "low")}


def test_documents_stand_in_the_order_of_their_appraisal(workbench: Workbench) -> None:
    low, high, moderate = workbench.read.document_rids()[:3]
    cells = tuple(Cell(rid, "richness", word) for rid, word in ((low, "low"), (high, "high"), (moderate, "moderate")))
    workbench.run(SetCells("document", cells))
    assert workbench.read.document_rids(order="richness", descending=True)[:3] == [high, moderate, low]
    assert workbench.read.document_rids(order="richness")[-3:] == [low, moderate, high]
