"""The codebook as a table: out and in again to the byte, brought up to date, its order and its tree kept."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ipof_workbench.app.commands.codebook import AddCode
from ipof_workbench.app.commands.record_edits import EditFields
from ipof_workbench.app.exports import export_table
from ipof_workbench.app.imports import import_contract
from ipof_workbench.app.workbench import Workbench
from ipof_workbench.domain import records
from ipof_workbench.domain.codebook_rows import in_tree_order
from ipof_workbench.domain.errors import RowsRefused
from ipof_workbench.domain.text import normalise
from ipof_workbench.importers.contracts import read_contract
from tests.e2e.any_command import table
from tests.unit.storage.hand_made_study import Study


def tree(workbench: Workbench) -> list[str]:
    return ["  " * depth + row.name for row, depth in in_tree_order(workbench.read.codebook.rows())]


def add(workbench: Workbench, name: str, parent: int | None = None, **fields: str) -> int:
    rid = int(workbench.run(AddCode(name, parent)).result.rid)
    if fields:
        workbench.run(EditFields(records.ThematicCode, rid, fields))
    return rid


def written(workbench: Workbench, folder: Path, name: str = "codes.csv") -> Path:
    export_table(workbench, "codes", folder / name, force=True)
    return folder / name


def test_out_and_in_again_is_the_same_to_the_byte(study: Study, tmp_path: Path) -> None:
    fear = add(study.workbench, "Fear", None, definition="Two\nlines, and “quotes”", colour="vermilion")
    for mother in (fear, study.code):
        add(study.workbench, "of staff", mother, include="=1+1", exclude="'-", example="Ja;\tnein")
    add(study.workbench, "At the end")
    first = written(study.workbench, tmp_path)
    content = first.read_text("utf-8")
    assert content.splitlines()[0] == "code,parent,definition,include,exclude,example,colour"
    assert [line.split(",")[:2] for line in content.splitlines() if line.startswith("of staff")] == [
        ["of staff", "Hope"], ["of staff", "Fear"],
    ]  # fmt: skip
    with Workbench.create(tmp_path / "other.ipof", analyst="Bo") as other:
        report = import_contract(other, read_contract("codes", first))
        assert report.sentence == "5 new, 0 unchanged"
        assert tree(other) == tree(study.workbench)
        assert written(other, tmp_path, "again.csv").read_bytes() == first.read_bytes()
        assert import_contract(other, read_contract("codes", first)).sentence == "0 new, 5 unchanged"
        assert other.history()[0].label == "Imported 5 codes"
        other.undo()
        assert tree(other) == []


def test_statement_and_alias_have_columns_where_somebody_wrote_one(study: Study, tmp_path: Path) -> None:
    study.do(EditFields(records.ThematicCode, study.code, {"statement": "Hope that it will pass", "alias": "Hoffnung"}))
    first = written(study.workbench, tmp_path)
    assert first.read_text("utf-8").splitlines() == [
        "code,parent,definition,include,exclude,example,colour,statement,alias",
        "Hope,,,,,,,Hope that it will pass,Hoffnung",
    ]
    with Workbench.create(tmp_path / "other.ipof", analyst="Bo") as other:
        import_contract(other, read_contract("codes", first))
        assert written(other, tmp_path, "again.csv").read_bytes() == first.read_bytes()


def test_a_known_code_is_brought_up_to_date_and_moved(study: Study) -> None:
    report = import_contract(
        study.workbench,
        table("codes", [
            {"code": "Feelings", "parent": "", "definition": ""},
            {"code": "hope", "parent": "Feelings", "definition": "New words"},
        ]),
    )  # fmt: skip
    assert report.sentence == "2 new, 0 unchanged"
    assert tree(study.workbench) == ["Feelings", "  hope"]
    hope = study.workbench.read.get(records.ThematicCode, study.code)
    assert hope.definition == "New words"
    assert len(study.workbench.read.find(records.Coding, code=study.code)) == 2


def test_a_column_that_is_not_there_says_nothing(study: Study) -> None:
    above = add(study.workbench, "Feelings")
    study.do(EditFields(records.ThematicCode, study.code, {"definition": "Kept", "parent": above}))
    import_contract(study.workbench, table("codes", [{"code": "Hope", "example": "It will pass"}]))
    hope = study.workbench.read.get(records.ThematicCode, study.code)
    assert (hope.definition, hope.example, hope.parent) == ("Kept", "It will pass", above)


def test_the_table_gives_the_order_among_what_it_holds(study: Study) -> None:
    for name in ("Fear", "Joy", "Shame"):
        add(study.workbench, name)
    names = ("Shame", "New", "Hope", "Fear")
    import_contract(study.workbench, table("codes", [{"code": name, "parent": ""} for name in names]))
    assert tree(study.workbench) == ["Shame", "New", "Joy", "Hope", "Fear"]


def test_two_codes_change_places(study: Study) -> None:
    below = add(study.workbench, "Fear", study.code)
    import_contract(
        study.workbench, table("codes", [{"code": "Fear", "parent": ""}, {"code": "Hope", "parent": "Fear"}])
    )
    assert tree(study.workbench) == ["Fear", "  Hope"]
    assert study.workbench.read.get(records.ThematicCode, study.code).parent == below


def test_a_parent_that_is_nowhere_is_made_and_told(study: Study) -> None:
    report = import_contract(study.workbench, table("codes", [{"code": "Fear", "parent": "Feelings"}]))
    assert report.created == ("code Feelings",)
    assert tree(study.workbench) == ["Hope", "Feelings", "  Fear"]


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([{"code": "", "parent": "x"}], "row 2: the code is empty."),
        (
            [{"code": "a", "parent": "b"}, {"code": "b", "parent": "a"}],
            "row 2: “a” would stand below itself; choose another parent.",
        ),
        ([{"code": "Hope", "parent": "below"}], "row 2: “Hope” would stand below itself"),
        (
            [{"code": "a", "parent": ""}, {"code": "b", "parent": ""}, {"code": "x", "parent": "a"},
             {"code": "x", "parent": "b"}, {"code": "y", "parent": "x"}],
            "row 6: several codes are called “x”; write the parent as its path",
        ),
    ],
)  # fmt: skip
def test_a_wrong_row_is_told_and_nothing_is_imported(study: Study, rows: list[dict[str, str]], words: str) -> None:
    add(study.workbench, "below", study.code)
    before = tree(study.workbench)
    with pytest.raises(RowsRefused) as refusal:
        import_contract(study.workbench, table("codes", rows))
    assert words in str(refusal.value)
    assert tree(study.workbench) == before


WORDS = st.text(st.one_of(st.characters(exclude_categories=("Cs", "Cc")), st.sampled_from('\n\t,"')), max_size=12).map(
    lambda text: normalise(text).strip()
)
NAMES = st.one_of(st.sampled_from(["a", "A", "b", "a/b", "/a", "a#2", "=x"]), WORDS.filter(bool))


@given(st.lists(st.tuples(NAMES, st.integers(0, 5), WORDS, WORDS), min_size=1, max_size=6))
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_codebook_comes_back_to_the_byte(tmp_path: Path, drawn: list[tuple[str, int, str, str]]) -> None:
    paths = [tmp_path / f"{name}.ipof" for name in ("one", "two")]
    for path in paths:
        path.unlink(missing_ok=True)
    made: list[int] = []
    with Workbench.create(paths[0], analyst="Kim") as one, Workbench.create(paths[1], analyst="Bo") as two:
        for at, (name, above, definition, alias) in enumerate(drawn):
            code = records.ThematicCode(
                name=name, parent=made[above] if above < len(made) else None, position=at, definition=definition,
                alias=alias,
            )  # fmt: skip
            made.append(one._project.write("x", lambda store, code=code: store.put(code), one.analyst)[0].rid)  # noqa: SLF001
        first = written(one, tmp_path).read_bytes()
        import_contract(two, read_contract("codes", tmp_path / "codes.csv"))
        assert written(two, tmp_path, "again.csv").read_bytes() == first
        assert len(two.read.codebook.rows()) == len(drawn)


def test_six_hundred_codes_come_in_within_a_moment(tmp_path: Path) -> None:
    rows = [
        {"code": f"Code {at}", "parent": f"Code {at // 7}" if at > 6 else "", "definition": "x"} for at in range(600)
    ]
    with Workbench.create(tmp_path / "many.ipof", analyst="Kim") as workbench:
        begun = time.process_time()
        assert import_contract(workbench, table("codes", rows)).added == 600
        assert time.process_time() - begun < 5
        assert len(tree(workbench)) == 600
