"""Texts that are corrected and pseudonymised, from end to end: exports, frames and the check go by the new words."""

from __future__ import annotations

import csv
from pathlib import Path

from ipof_workbench.app.commands.names import ReplaceNames
from ipof_workbench.app.workbench import Workbench
from ipof_workbench.domain.names import NameReplacement
from tests.e2e.shell import SAMPLE


def test_a_corrected_transcript_is_imported_again_from_the_shell(ipof, study: Path, tmp_path: Path) -> None:
    with Workbench.open(study, read_only=True) as workbench:
        row = workbench.read.document_named("Harbour_P01_member")
        text = workbench.read.document_text(row.rid).text
        codings = workbench.read.codings_of_document(row.rid)
    quote = codings[0].quote
    corrected = tmp_path / "Harbour_P01_member.txt"
    corrected.write_text("Checked twice.\n" + text.replace("Denise", "P01"), encoding="utf-8")
    said = ipof("import", "transcripts", study, corrected, "--replace", "--json")
    assert said.code == 0, said.err
    assert (said.json["new"], said.json["unchanged"]) == (0, 0)
    assert said.json["notes"][0] == "1 replaced"
    assert ipof("check", study).code == 0
    again = ipof("import", "transcripts", study, corrected, "--replace", "--json").json
    assert (again["new"], again["unchanged"]) == (0, 1)
    with Workbench.open(study) as workbench:
        new = workbench.read.codings_of_document(row.rid)
        assert len(new) == len(codings)
        assert quote.replace("Denise", "P01") in [coding.quote for coding in new]
        assert workbench.read.texts.unanchored() == []
    assert ipof("undo", study).code == 0
    assert ipof("check", study).code == 0


def test_a_file_that_has_no_document_yet_is_imported_beside_those_that_do(ipof, project: Path, tmp_path: Path) -> None:
    for name, words in (("A", "one"), ("B", "two")):
        (tmp_path / f"{name}.txt").write_text(f"INT: Which?\nP: {words} of them\n", encoding="utf-8")
    assert ipof("import", "transcripts", project, tmp_path / "A.txt").code == 0
    (tmp_path / "A.txt").write_text("INT: Which?\nP: three of them\n", encoding="utf-8")
    said = ipof("import", "transcripts", project, tmp_path / "A.txt", tmp_path / "B.txt", "--replace", "--json")
    assert (said.json["new"], said.json["notes"]) == (1, ["1 replaced"])
    assert ipof("search", project, "three", "--json").json["total"] == 1
    assert ipof("search", project, "one", "--json").json["total"] == 0
    assert ipof("info", project, "--json").json["documents"] == 2


def test_exports_and_frames_hold_the_new_words(ipof, study: Path, tmp_path: Path) -> None:
    with Workbench.open(study) as workbench:
        done = workbench.run(ReplaceNames((NameReplacement("Denise", "P01"), NameReplacement("Oyin", "[moderator]"))))
        assert done.result.names > 10
    assert ipof("check", study).code == 0
    target = tmp_path / "codings.csv"
    assert ipof("export", "codings", study, "--to", target).code == 0
    with open(target, encoding="utf-8", newline="") as file:
        assert not any("Oyin" in row["quote"] for row in csv.DictReader(file))
    assert ipof("search", study, "Denise", "--json").json["total"] == 0
    again = ipof("import", "codings", study, target, "--json").json
    assert again["new"] == 0
    import ipof_workbench

    with ipof_workbench.open_project(str(study)) as project:
        texts = dict(zip(*(project.frames.documents(text=True)[column] for column in ("name", "text")), strict=True))
        for row in project.frames.codings().itertuples():
            assert texts[row.document][row.start : row.end] == row.quote
        assert not any("Denise" in text for text in texts.values())
    assert SAMPLE.is_dir()
