"""What goes out as csv comes in again: export, import into a fresh project, export: the same bytes."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from ipof_workbench import open_project
from ipof_workbench.app.workbench import Workbench
from tests.e2e.shell import SAMPLE, dump
from tests.factories import code

TABLES = ("cases", "participants", "statements", "configurations", "links", "codes", "codings")


def export_all(ipof, project: Path, folder: Path) -> dict[str, bytes]:
    folder.mkdir()
    for kind in TABLES:
        said = ipof("export", kind, project, "--to", folder / f"{kind}.csv")
        assert said.code == 0, said.err
    return {kind: (folder / f"{kind}.csv").read_bytes() for kind in TABLES}


def import_documents(ipof, project: Path) -> None:
    """Bring the texts of the sample study in: what the tables refer to."""
    for entry in json.loads((SAMPLE / "study.json").read_text(encoding="utf-8"))["imports"]:
        if entry["kind"] == "transcripts":
            files = [SAMPLE / name for name in entry["files"]]
            said = ipof("import", "transcripts", project, *files, "--case", entry["case"])
        elif entry["kind"] == "survey":
            texts = [word for heading in entry["text"] for word in ("--text", heading)]
            columns = ["--id", entry["id"], *texts, "--case-column", entry["case_column"]]
            said = ipof("import", "survey", project, SAMPLE / entry["file"], *columns)
        elif entry["kind"] == "posts":
            # Without the authors: their pseudonyms are the project's own, and come with the table of participants.
            columns = ["--text", "text", "--id", "post_id", "--thread", "thread_id", "--case-column", "forum"]
            said = ipof("import", "posts", project, SAMPLE / entry["file"], *columns)
        else:
            continue
        assert said.code == 0, said.err


def test_all_tables_of_the_sample_study_come_back_byte_for_byte(ipof, built_study, tmp_path):
    first = export_all(ipof, built_study, tmp_path / "first")
    fresh = tmp_path / "fresh.ipof"
    assert ipof("new", fresh, "--analyst", "Ines Marrable").code == 0
    assert ipof("import", "cases", fresh, tmp_path / "first" / "cases.csv").code == 0
    import_documents(ipof, fresh)
    for kind in TABLES[1:]:
        said = ipof("import", kind, fresh, tmp_path / "first" / f"{kind}.csv")
        assert said.code == 0, said.err
    second = export_all(ipof, fresh, tmp_path / "second")
    for kind in TABLES:
        assert second[kind] == first[kind], kind
    assert ipof("check", fresh).code == 0


@pytest.mark.parametrize("kind", TABLES)
def test_a_table_that_comes_back_into_its_own_project_changes_nothing(ipof, study, tmp_path, kind):
    table = tmp_path / f"{kind}.csv"
    assert ipof("export", kind, study, "--to", table).code == 0
    with open(table, encoding="utf-8-sig", newline="") as file:
        rows = len(list(csv.DictReader(file)))
    before = dump(study)
    said = ipof("import", kind, study, table)
    assert (said.code, said.out) == (0, f"0 new, {rows:,} unchanged\n")
    assert dump(study) == before


def test_cells_that_a_spreadsheet_would_take_for_formulas_come_back_as_they_were(ipof, project, tmp_path):
    table = tmp_path / "statements.csv"
    cells = ("=1+1", "+44", "-", "@home", "'quoted'", "''", "a\nb", 'say "so"', " ; ", "🙂 | é")
    with open(table, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["number", "if", "then", "because"])
        writer.writerows(
            [[f"S{at}", f"'{cell}" if cell[0] in "=+-@'" else cell, "x", "y"] for at, cell in enumerate(cells)]
        )
    assert ipof("import", "statements", project, table).code == 0
    first, second = tmp_path / "first.csv", tmp_path / "second.csv"
    assert ipof("export", "statements", project, "--to", first).code == 0
    other = tmp_path / "other.ipof"
    assert ipof("new", other).code == 0
    assert ipof("import", "statements", other, first).code == 0
    assert ipof("export", "statements", other, "--to", second).code == 0
    assert first.read_bytes() == second.read_bytes()


def test_configurations_keep_alternatives_absence_and_empty_places(ipof, project, tmp_path):
    table = tmp_path / "configurations.csv"
    lines = (
        "number,title,context,mechanism,outcome,if,then,because,status,theory_area",
        "7a,Two ways,tired ; alone | not: at work,,sleeps,,,,candidate,",
        "7b,Partial,,trust,,,,,under_test,Safety",
        "8,Signs,Yes; no|maybe,trust;,and then; silence | rest,,,,initial,",
        "10,Told,tired,,,someone is tired,they sleep,,final,Safety",
    )
    table.write_bytes(("\r\n".join(lines) + "\r\n").encode())
    assert ipof("import", "configurations", project, table).code == 0
    out = tmp_path / "out.csv"
    assert ipof("export", "configurations", project, "--to", out).code == 0
    assert out.read_bytes().removeprefix(b"\xef\xbb\xbf").splitlines() == table.read_bytes().splitlines()


def test_a_table_written_under_another_grammar_may_carry_its_roles_empty(ipof, tmp_path):
    project, table = tmp_path / "s.ipof", tmp_path / "configurations.csv"
    assert ipof("new", project, "--grammar", "scmo").code == 0
    table.write_text("number,title,strategy,context,mechanism,mechanism_resource,outcome\n1,One,a,b,c,,d\n")
    assert ipof("import", "configurations", project, table).code == 0
    assert ipof("export", "configurations", project, "--to", tmp_path / "out.csv").code == 0
    heading = (tmp_path / "out.csv").read_text(encoding="utf-8-sig").splitlines()[0]
    assert heading == "number,title,strategy,context,mechanism,outcome,if,then,because,status,theory_area"


def test_a_case_that_only_moves_under_another_is_brought_up_to_date(ipof, project, tmp_path):
    table = tmp_path / "cases.csv"
    table.write_text("case,parent\nNight,\nHarbour,\n")
    assert ipof("import", "cases", project, table).out == "2 new, 0 unchanged\n"
    table.write_text("case,parent\nNight,Harbour\nHarbour,\n")
    assert ipof("import", "cases", project, table).out == "1 new, 1 unchanged\n"
    assert ipof("import", "cases", project, table).out == "0 new, 2 unchanged\n"
    assert ipof("export", "cases", project, "--to", tmp_path / "out.csv").code == 0
    assert "Night,Harbour," in (tmp_path / "out.csv").read_text(encoding="utf-8-sig")


def test_an_attribute_called_like_a_column_of_the_table_comes_back(ipof, tmp_path):
    survey = tmp_path / "survey.csv"
    survey.write_text("who,role,Role#2,Case,why\nR1,member,=x,a,Because\nR2,staff,y,b,\n", encoding="utf-8")
    files = []
    for name in ("one", "two"):
        project = tmp_path / f"{name}.ipof"
        assert ipof("new", project).code == 0
        assert ipof("import", "survey", project, survey, "--id", "who", "--text", "why").code == 0
        if files:
            assert ipof("import", "participants", project, files[0]).out == "0 new, 2 unchanged\n"
        files.append(tmp_path / f"{name}.csv")
        assert ipof("export", "participants", project, "--to", files[-1]).code == 0
    assert files[0].read_bytes() == files[1].read_bytes()
    heading = files[0].read_text(encoding="utf-8-sig").splitlines()[0]
    assert heading == "participant,case,role,consent,quote_policy,document,role#2,Role#3,Case#2"
    with open_project(tmp_path / "one.ipof") as opened:
        assert opened.frames.participants()["role#2"].tolist() == ["member", "staff"]


def test_passages_coded_without_a_name_come_back_under_their_words(ipof, tmp_path):
    talk = tmp_path / "talk.txt"
    talk.write_text("Int: How was it?\nP1: I was tired; so, so tired. Nobody answered | for hours.\n", encoding="utf-8")
    tables: dict[str, dict[str, bytes]] = {}
    for name in ("one", "two"):
        project = tmp_path / f"{name}.ipof"
        assert ipof("new", project, "--analyst", "Kim").code == 0
        assert ipof("import", "transcripts", project, talk).code == 0
        if not tables:
            with Workbench.open(project) as workbench:
                first = code(workbench, "talk", "tired; so, so tired", "context").configuration
                code(workbench, "talk", "Nobody answered", "mechanism", first, stance="challenges")
                code(workbench, "talk", "hours", "outcome", first, label="waits")
                code(workbench, "talk", "hours", "context", None, label="waits")
        else:
            for kind in ("configurations", "codings"):
                said = ipof("import", kind, project, tmp_path / "tables_one" / f"{kind}.csv")
                assert said.code == 0, said.err
        tables[name] = export_all(ipof, project, tmp_path / f"tables_{name}")
    assert tables["one"] == tables["two"]
    with open_project(tmp_path / "one.ipof") as one, open_project(tmp_path / "two.ipof") as two:
        columns = ["configuration", "role", "element", "quote", "stance"]
        assert one.frames.evidence()[columns].equals(two.frames.evidence()[columns])
