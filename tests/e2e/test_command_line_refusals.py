"""Every refusal from a shell: one sentence, the exit code of the contract, and the project as it was."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

import pytest

from ipof_workbench.app.sample import build_sample
from ipof_workbench.storage.driver import make_engine
from tests.e2e.shell import SAMPLE, change_behind_its_back, dump

CODINGS = "document,quote,start,end,role,element,code,configuration,stance,strength,analyst,note\n"
HARBOUR = SAMPLE / "transcripts" / "Harbour_P01_member.txt"
OLE_MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def word_with(path: Path, document: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as container:
        container.writestr("[Content_Types].xml", "<Types/>")
        container.writestr("word/document.xml", document)
    return path


XML_BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE b [<!ENTITY a "aaaaaaaaaa"><!ENTITY c "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>&c;'
    b"</w:t></w:r></w:p></w:body></w:document>"
)

BAD_TRANSCRIPTS = {
    "not_word.docx": b"These are words, but no Word file.",
    "encrypted.docx": OLE_MARK + b"\0" * 4096,
    "empty.txt": b"",
    "picture.txt": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)) * 20,
    "endless.txt": b"word " * 1_100_000,
    "sheet.xlsx": b"PK\x03\x04",
}


@pytest.mark.parametrize("name", [*BAD_TRANSCRIPTS, "zip_bomb.docx", "xml_bomb.docx", "absent.docx", "folder.docx"])
def test_a_transcript_that_cannot_be_read_keeps_all_others_out_too(ipof, project, tmp_path, name):
    bad = tmp_path / name
    if name in BAD_TRANSCRIPTS:
        bad.write_bytes(BAD_TRANSCRIPTS[name])
    elif name == "zip_bomb.docx":
        word_with(bad, b" " * 80_000_000)
    elif name == "xml_bomb.docx":
        word_with(bad, XML_BOMB)
    elif name == "folder.docx":
        bad.mkdir()
    before = dump(project)
    said = ipof("import", "transcripts", project, HARBOUR, bad, "--case", "Harbour")
    assert (said.code, said.out) == (3, "")
    assert name in said.err
    assert len(said.err.splitlines()) == 1
    assert dump(project) == before
    assert ipof("history", project, "--json").json == []


def test_of_several_bad_files_each_is_named(ipof, project, tmp_path):
    (tmp_path / "empty.txt").touch()
    said = ipof("import", "transcripts", project, tmp_path / "empty.txt", HARBOUR, tmp_path / "absent.docx")
    assert said.code == 3
    assert ["empty.txt" in said.err, "absent.docx" in said.err] == [True, True]
    assert said.err.splitlines()[-1] == "2 of 3 files cannot be read; nothing was imported."


@pytest.mark.parametrize(
    ("arguments", "column"),
    [
        (["survey", "survey.csv", "--id", "nobody", "--text", "What helped?"], "nobody"),
        (["survey", "survey.csv", "--id", "respondent", "--text", "What then?"], "What then?"),
        (["survey", "survey.csv", "--id", "respondent", "--text", "What helped?#2"], "What helped?#2"),
        (["survey", "survey.csv", "--id", "#row", "--text", "What helped?", "--case-column", "place"], "place"),
        (["posts", "posts.csv", "--text", "words"], "words"),
        (["posts", "posts.csv", "--text", "text", "--parent", "mother"], "mother"),
        (["cases", "codings.csv"], "case"),
    ],
)
def test_a_column_that_the_file_does_not_have_is_a_matter_of_usage(ipof, project, arguments, column):
    kind, name, *options = arguments
    before = dump(project)
    said = ipof("import", kind, project, SAMPLE / name, *options)
    assert (said.code, said.out) == (2, "")
    assert f"{name} has no column “{column}”" in said.err
    assert dump(project) == before


@pytest.mark.parametrize(
    ("kind", "content", "words"),
    [
        ("links", b"from,to,kind,note\n1,2,ripple\n", "row"),
        ("links", b"from~to~kind~note\n1~2~ripple~\n", "was read as one column"),
        ("links", b"", "empty"),
        ("links", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)) * 20, "links.csv"),
        ("links", b"from,to,kind,note,colour\n1,2,ripple,,red\n", "colour"),
        ("links", b"from,to,kind,note\n1,99,ripple,\n", "99"),
        ("links", b"from,to,kind,note\n1,2,sideways,\n", "sideways"),
        ("configurations", b"number,title,intervention\n50,New,a leaflet\n", "intervention"),
        ("configurations", b"number,title\n50,New\n50,Again\n", "50"),
        ("configurations", b"number,title\n50,New\n51,Newer\n,Nameless\n", "row 4"),
        ("statements", b"number,if,status\nS9,it rains,finished\n", "finished"),
        ("cases", b"case,parent\nA,B\nB,A\n", "row"),
        ("cases", b"case,quote_policy\nA,perhaps\n", "perhaps"),
        ("participants", b"participant,document\nNew,No such talk\n", "No such talk"),
        ("participants", b"participant,consent\nNew,maybe\n", "maybe"),
    ],
)
def test_a_table_with_one_bad_row_is_refused_as_a_whole(ipof, study, tmp_path, kind, content, words):
    (tmp_path / f"{kind}.csv").write_bytes(content)
    before, steps = dump(study), ipof("history", study).out
    said = ipof("import", kind, study, tmp_path / f"{kind}.csv")
    assert (said.code, said.out) == (3, ""), said.err
    assert words in said.err
    assert len(said.err.splitlines()) == 1
    assert (dump(study), ipof("history", study).out) == (before, steps)


GOOD_ROW = 'Harbour_P03_moderator,"I go through every board and I leave something.",,,context,seen,,10,supports,,,\n'


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("Nowhere,any words,,,context,seen,,10,supports,,,", "There is no document “Nowhere”"),
        ("Harbour_P03_moderator,these words were never said,,,context,seen,,10,supports,,,", "does not hold"),
        ("Harbour_P03_moderator,the,,,context,seen,,10,supports,,,", "more than once"),
        ("Harbour_P03_moderator,,10,5,context,seen,,10,supports,,,", "is no passage of it"),
        ("Harbour_P03_moderator,,0,99999999,context,seen,,10,supports,,,", "is no passage of it"),
        ("Harbour_P03_moderator,Harbour,1,8,context,seen,,10,supports,,,", "do not read"),
        ("Harbour_P03_moderator,,0,,context,seen,,10,supports,,,", "both start and end"),
        ("Harbour_P03_moderator,,0,7,setting,seen,,10,supports,,,", "setting"),
        ("Harbour_P03_moderator,,0,7,context,seen,,10,loves,,,", "loves"),
        ("Harbour_P03_moderator,,0,7,context,seen,,10,supports,5,,", "strength"),
        ("Harbour_P03_moderator,,0,7,,seen,,10,supports,,,", "in which role"),
        ("Harbour_P03_moderator,,,,context,seen,,10,supports,,,", "give a quote"),
        (",,0,7,context,seen,,10,supports,,,", "document is empty"),
    ],
)
def test_codings_with_one_bad_row_are_refused_as_a_whole(ipof, study, tmp_path, row, words):
    (tmp_path / "codings.csv").write_text(f"{CODINGS}{GOOD_ROW}{row}\n", encoding="utf-8")
    before = dump(study)
    said = ipof("import", "codings", study, tmp_path / "codings.csv")
    assert (said.code, said.out) == (3, "")
    assert "row 3: " in said.err
    assert "row 2: " not in said.err
    assert words in said.err
    assert dump(study) == before


def test_a_coding_names_what_it_made_along_the_way(ipof, study, tmp_path):
    row = "Harbour_P03_moderator,,0,7,context,a new one,a new code,77,refines,2,Bea,"
    (tmp_path / "codings.csv").write_text(f"{CODINGS}{row}\n", encoding="utf-8")
    said = ipof("import", "codings", study, tmp_path / "codings.csv", "--json")
    assert said.code == 0, said.err
    assert {"configuration 77", "analyst Bea", "code a new code", "1 element"} <= set(said.json["created"])


def test_an_ambiguous_document_is_refused_with_the_candidates_and_its_case_resolves_it(ipof, project, tmp_path):
    for case, words in (("Harbour", "The kettle was on."), ("Loft", "The kettle was cold.")):
        (tmp_path / "talk.txt").write_text(f"Int: How was it?\nP1: {words}\n", encoding="utf-8")
        assert ipof("import", "transcripts", project, tmp_path / "talk.txt", "--case", case).code == 0
    table = tmp_path / "codings.csv"
    table.write_text("document,quote,role,element\ntalk,The kettle was on.,context,kettle on\n", encoding="utf-8")
    said = ipof("import", "codings", project, table)
    assert said.code == 3
    assert "Harbour/talk, Loft/talk" in said.err
    table.write_text("document,quote,role,element\nHarbour/talk,The kettle was on.,context,kettle on\n")
    assert ipof("import", "codings", project, table).code == 0
    assert ipof("info", project, "--json").json["codings"] == 1


def test_an_analyst_named_for_a_refused_import_is_not_left_behind(ipof, study, tmp_path):
    (tmp_path / "links.csv").write_text("from,to,kind\n1,99,ripple\n")
    before = dump(study)
    assert ipof("import", "links", study, tmp_path / "links.csv", "--as", "Newcomer").code == 3
    assert dump(study) == before


def every_way_in(path: Path) -> list[list[object]]:
    return [
        ["info", path],
        ["check", path],
        ["search", path, "night"],
        ["history", path],
        ["backup", path],
        ["undo", path],
        ["redo", path],
        ["export", "cmo-table", path, "--to", path.parent / "table.docx"],
        ["import", "transcripts", path, HARBOUR],
        ["import", "cases", path, SAMPLE / "cases.csv"],
    ]


def spoil(path: Path, how: str) -> None:
    """Make a project into one that must be refused."""
    if how == "missing":
        path.unlink()
    elif how == "newer":
        change_behind_its_back(path, "PRAGMA user_version = 99")
    elif how == "not ours":
        change_behind_its_back(path, "PRAGMA application_id = 7")
    elif how == "text":
        path.write_text("These are words.")
    elif how == "empty":
        path.write_bytes(b"")
    elif how == "folder":
        path.unlink()
        path.mkdir()
    elif how == "truncated":
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    elif how == "first page lost":
        path.write_bytes(path.read_bytes()[:100] + b"\xa5" * 4000 + path.read_bytes()[4100:])


@pytest.mark.parametrize(
    "how", ["missing", "newer", "not ours", "text", "empty", "folder", "truncated", "first page lost"]
)
def test_a_project_that_cannot_be_used_is_told_in_one_sentence(ipof, study, how):
    spoil(study, how)
    before = study.read_bytes() if study.is_file() else None
    for command in every_way_in(study):
        said = ipof(*command)
        assert (said.code, said.out) == (4, ""), command
        assert study.name in said.err
        assert len(said.err.splitlines()) == 1, said.err
    assert (study.read_bytes() if study.is_file() else None) == before


def test_check_finds_a_word_that_changed_behind_the_programs_back(ipof, study):
    change_behind_its_back(study, "UPDATE text_revision SET text = replace(text, 'night', 'might') WHERE rid = 1")
    said = ipof("check", study)
    assert said.code == 1
    assert "changed text" in said.out
    findings = ipof("check", study, "--json")
    assert findings.code == 1
    assert {tuple(finding) for finding in findings.json} == {("what", "where", "detail")}


def test_nothing_to_undo_or_redo_is_exit_one(ipof, project):
    assert ipof("undo", project).err == "There is nothing to undo.\n"
    assert ipof("undo", project).code == 1
    assert ipof("redo", project).code == 1
    assert ipof("undo", project, "--as", "Newcomer").code == 1
    assert ipof("history", project, "--json").json == []


def test_a_new_project_never_takes_the_place_of_a_file(ipof, project, tmp_path):
    before = project.read_bytes()
    said = ipof("new", project)
    assert (said.code, project.read_bytes()) == (2, before)
    assert "already there" in said.err
    assert ipof("new", tmp_path / "study.txt").code == 2
    assert ipof("new", tmp_path / "other.ipof", "--grammar", "haiku").code == 2
    assert ipof("new", tmp_path / "nowhere" / "s.ipof").code == 4
    assert sorted(path.name for path in tmp_path.iterdir() if path.suffix in (".ipof", ".txt")) == ["s.ipof"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["cmo-table", "--to", "t.pages"], ".docx, .xlsx, .csv, .md, .html or .tex"),
        (["codings", "--to", "t.xlsx"], ".csv"),
        (["theory", "--to", "t.docx"], ".svg"),
        (["quotes", "--to", "t.md", "--case", "Nowhere"], "no case “Nowhere”; there are: Harbour"),
        (["quotes", "--to", "t.md", "--coded-by", "Nobody"], "no analyst “Nobody”"),
        (["quotes", "--to", "t.md", "--area", "Nothing"], "no theory area “Nothing”"),
        (["quotes", "--to", "t.md", "--kind", "song"], "“song” is no kind of document"),
        (["quotes", "--to", "t.md", "--stance", "loves"], "“loves” is no stance"),
        (["cmo-table", "--to", "t.md", "--status", "done"], "“done” is no status"),
    ],
)
def test_an_export_that_makes_no_sense_writes_nothing(ipof, built_study, tmp_path, arguments, words):
    kind, to, target, *options = arguments
    said = ipof("export", kind, built_study, to, tmp_path / target, *options)
    assert (said.code, said.out) == (2, "")
    assert words in said.err
    assert not (tmp_path / target).exists()


def test_a_file_is_overwritten_only_by_force(ipof, built_study, tmp_path):
    target = tmp_path / "table.docx"
    target.write_text("mine")
    assert ipof("export", "cmo-table", built_study, "--to", target).code == 2
    assert target.read_text() == "mine"
    assert ipof("export", "cmo-table", built_study, "--to", target, "--force").code == 0
    assert zipfile.is_zipfile(target)


def test_a_backup_never_takes_the_place_of_a_file_or_of_the_project(ipof, study, tmp_path):
    (tmp_path / "copy.ipof").write_text("mine")
    assert ipof("backup", study, "--to", tmp_path / "copy.ipof").code in (2, 3)
    assert (tmp_path / "copy.ipof").read_text() == "mine"
    before = dump(study)
    assert ipof("backup", study, "--to", study, "--force").code in (2, 3)
    assert dump(study) == before


def test_the_second_sample_study_in_a_folder_is_refused(tmp_path, ipof):
    shutil.copy(build_sample(tmp_path / "a"), tmp_path / "sample_study.ipof")
    assert ipof("demo", "--to", tmp_path, "--no-window").code == 4


def test_another_programs_database_is_not_ours(ipof, tmp_path):
    other = tmp_path / "other.ipof"
    with make_engine(other, create=True).connect() as connection:
        connection.exec_driver_sql("CREATE TABLE notes (words TEXT)")
    said = ipof("info", other)
    assert (said.code, said.err) == (
        4,
        "other.ipof is not an iPOF Workbench project; choose a file that this program made.\n",
    )
