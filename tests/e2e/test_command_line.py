"""The whole job from a shell: the study of the issue on real inputs, and every command on the sample study."""

from __future__ import annotations

import csv
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from ipof_workbench.app.workbench import Workbench
from tests.e2e.shell import CHECKOUT, SAMPLE, dump

INFO_KEYS = [
    *("title", "grammar", "cases", "participants", "documents", "documents_by_kind", "turns", "codes", "codings"),
    *("elements", "configurations", "statements", "evidence", "theory_versions", "words", "size_bytes"),
    "schema_version",
]
WHY = ("--id", "#row", "--text", "Why or why not?", "--text", "Why or why not?#2")


@pytest.fixture
def water(ipof, project, interviews) -> Path:
    """A project with the 41 real interviews."""
    said = ipof("import", "transcripts", project, *interviews, "--case", "Village")
    assert said.code == 0, said.err
    assert said.out.splitlines() == ["41 new, 0 unchanged", "Made: case Village"]
    return project


def test_forty_one_real_interviews_come_in_with_their_turns(ipof, water):
    summary = ipof("info", water, "--json").json
    assert (summary["title"], summary["cases"], summary["documents"]) == ("Water", 1, 41)
    assert summary["documents_by_kind"] == {"interview": 41}
    assert summary["turns"] == pytest.approx(4796, rel=0.03)


def test_turns_of_each_real_interview_are_within_three_percent_and_tile_its_text(water, interviews):
    with open(interviews[0].parent / "participants.csv", encoding="utf-8", newline="") as file:
        expected = {Path(row["file"]).stem: int(row["turns"]) for row in csv.DictReader(file)}
    with Workbench.open(water, read_only=True) as workbench:
        rows = workbench.read.document_rows(workbench.read.document_rids())
        assert {row.name for row in rows} == set(expected)
        for row in rows:
            whole = workbench.read.document_text(row.rid)
            assert row.turns == pytest.approx(expected[row.name], rel=0.03), row.name
            assert {turn.is_interviewer for turn in whole.turns if turn.speaker} == {True, False}, row.name
            edges = [0, *(turn.end for turn in whole.turns)]
            assert [turn.start for turn in whole.turns] == edges[:-1], row.name
            assert edges[-1] == len(whole.text), row.name


def test_importing_the_same_interviews_again_changes_nothing(ipof, water, interviews):
    before = dump(water)
    said = ipof("import", "transcripts", water, *interviews, "--case", "Village")
    assert (said.code, said.out) == (0, "0 new, 41 unchanged\n")
    assert dump(water) == before
    assert len(ipof("history", water, "--json").json) == 1


def test_importing_forty_one_interviews_is_one_step_that_one_undo_takes_back(ipof, water):
    before = dump(water)
    said = ipof("undo", water, "--json").json
    assert (said["label"], said["undone"]) == ("Imported 41 transcripts", True)
    assert ipof("info", water, "--json").json["documents"] == 0
    assert ipof("redo", water).out == "Done again: Imported 41 transcripts\n"
    assert dump(water) == before
    assert ipof("check", water, "--json").json == []


def test_the_real_survey_keeps_two_questions_with_one_heading_apart(ipof, project, survey_file):
    said = ipof("import", "survey", project, survey_file, *WHY, "--json")
    assert said.code == 0
    summary = ipof("info", project, "--json").json
    assert (summary["participants"], summary["documents"]) == (1433, 2224)
    assert summary["documents_by_kind"] == {"survey_response": 2224}
    before = dump(project)
    again = ipof("import", "survey", project, survey_file, *WHY)
    assert (again.code, again.out) == (0, f"0 new, {said.json['new']:,} unchanged\n")
    assert ipof("undo", project).code == 0
    assert ipof("redo", project).code == 0
    assert ipof("check", project).code == 0
    assert dump(project) == before


def test_a_case_that_is_there_is_used_again_whatever_its_capitals(ipof, project):
    files = sorted((SAMPLE / "transcripts").glob("Harbour*.txt"))
    assert ipof("import", "transcripts", project, files[0], "--case", "Harbour", "--json").json["created"] == [
        "case Harbour"
    ]
    assert ipof("import", "transcripts", project, files[1], "--case", "harbour", "--json").json["created"] == []
    assert ipof("info", project, "--json").json["cases"] == 1


def test_a_pattern_that_the_shell_left_alone_is_spelt_out(ipof, project):
    said = ipof("import", "transcripts", project, SAMPLE / "transcripts" / "Loft*.txt", "--kind", "focus group")
    assert (said.code, said.out) == (0, "3 new, 0 unchanged\n")
    assert ipof("info", project, "--json").json["documents_by_kind"] == {"focus_group": 3}


def test_posts_come_in_with_threads_and_without_their_authors_names(ipof, project):
    columns = {"text": "text", "id": "post_id", "thread": "thread_id", "parent": "reply_to", "author": "author"}
    columns |= {"date": "posted_at", "title": "title", "subforum": "subforum", "case-column": "forum"}
    options = [word for option, column in columns.items() for word in (f"--{option}", column)]
    said = ipof("import", "posts", project, SAMPLE / "posts.csv", *options)
    assert said.code == 0
    assert said.out.startswith("150 new, 0 unchanged\n")
    assert ipof("info", project, "--json").json["documents_by_kind"] == {"forum_post": 150}
    with open(SAMPLE / "posts.csv", encoding="utf-8", newline="") as file:
        authors = {row["author"] for row in csv.DictReader(file)}
    with Workbench.open(project, read_only=True) as workbench:
        names = {row.name for row in workbench.read.participants()}
    assert len(names) == len(authors)
    assert not names & authors


def test_the_demo_builds_the_study_and_its_table_and_prints_where(ipof, tmp_path):
    said = ipof("demo", "--to", tmp_path / "demo_study", "--no-window")
    assert said.code == 0, said.err
    project, table = (line.split(":", 1)[1].strip() for line in said.out.splitlines())
    assert zipfile.is_zipfile(table)
    summary = ipof("info", project, "--json").json
    assert (summary["configurations"], summary["statements"]) == (18, 8)
    assert summary["codings"] >= 150
    assert summary["documents_by_kind"] == {"forum_post": 150, "interview": 13, "survey_response": 169}
    assert ipof("check", project).code == 0


def test_the_demo_leaves_a_study_that_is_there_alone_unless_forced(ipof, tmp_path):
    first = ipof("demo", "--to", tmp_path, "--no-window", "--json").json
    before = Path(first["project"]).read_bytes()
    assert ipof("demo", "--to", tmp_path, "--no-window").code == 4
    assert Path(first["project"]).read_bytes() == before
    assert ipof("demo", "--to", tmp_path, "--no-window", "--force").code == 0


def test_info_prints_the_same_counts_for_people_and_machines(ipof, built_study):
    summary = ipof("info", built_study, "--json").json
    assert list(summary) == INFO_KEYS
    lines = ipof("info", built_study).out
    assert f"configurations     {summary['configurations']}" in lines
    assert f"words              {summary['words']:,}" in lines


def test_search_answers_with_places_that_read_as_asked(ipof, built_study):
    found = ipof("search", built_study, "moderator", "--kind", "interview", "--limit", 3, "--json").json
    assert list(found) == ["total", "hits"]
    assert found["total"] > len(found["hits"]) == 3
    with Workbench.open(built_study, read_only=True) as workbench:
        for hit in found["hits"]:
            assert list(hit) == ["document", "kind", "case", "start", "end", "snippet"]
            row = workbench.read.document_named(hit["document"])
            assert (hit["kind"], hit["case"]) == ("interview", row.case_name)
            words = workbench.read.document_text(row.rid).text[hit["start"] : hit["end"]]
            assert words.casefold().startswith("moderator")


def test_search_within_a_case_counts_its_rooms_too_and_no_other_case(ipof, built_study):
    hits = ipof("search", built_study, "moderator", "--case", "harbour", "--limit", 0, "--json").json["hits"]
    assert {hit["case"] for hit in hits} <= {"Harbour", "Night Watch"}
    assert len(hits) < ipof("search", built_study, "moderator", "--json").json["total"]


def test_search_in_words_gives_a_line_for_each_document_and_the_count_aside(ipof, built_study):
    said = ipof("search", built_study, "moderator", "--limit", 2)
    assert len(said.out.splitlines()) == 2
    assert said.err.endswith("“moderator”; 2 shown.\n")


def test_history_lists_the_steps_newest_first(ipof, study):
    assert ipof("undo", study, "--as", "Bea").code == 0
    steps = ipof("history", study, "--json").json
    assert [list(step) for step in steps] == [["step", "label", "analyst", "at", "undone"]] * len(steps)
    assert [step["step"] for step in steps] == sorted((step["step"] for step in steps), reverse=True)
    assert [step["undone"] for step in steps] == [True, *[False] * (len(steps) - 1)]
    assert len(ipof("history", study, "--limit", 2).out.splitlines()) == 2


def test_undoing_as_someone_new_takes_back_the_last_step_and_adds_nobody(ipof, study):
    label = ipof("history", study, "--json").json[0]["label"]
    assert ipof("undo", study, "--as", "Bea", "--json").json["label"] == label
    assert ipof("redo", study, "--as", "Bea", "--json").json["label"] == label


def test_an_import_is_the_step_of_the_analyst_who_is_named(ipof, project):
    assert ipof("import", "cases", project, SAMPLE / "cases.csv", "--as", "Bea").code == 0
    assert ipof("import", "statements", project, SAMPLE / "statements.csv", "--as", "bea").code == 0
    steps = ipof("history", project, "--json").json
    assert [step["analyst"] for step in steps if step["label"].startswith("Imported")] == ["Bea", "Bea"]


def test_a_backup_is_a_project_that_opens_and_holds_the_same(ipof, study, tmp_path):
    copy = tmp_path / "copy.ipof"
    assert ipof("backup", study, "--to", copy).out == f"{copy}\n"
    assert dump(copy) == dump(study)
    assert ipof("check", copy).code == 0
    kept = Path(ipof("backup", study, "--json").json["backup"])
    assert kept.is_file()
    assert tmp_path not in kept.parents


@pytest.mark.parametrize("kind", ["cmo-table", "quotes", "codebook", "matrix", "evidence", "changes"])
@pytest.mark.parametrize("suffix", [".docx", ".xlsx", ".csv", ".md"])
def test_every_table_is_written_in_every_format(ipof, built_study, tmp_path, kind, suffix):
    target = tmp_path / f"{kind}{suffix}"
    said = ipof("export", kind, built_study, "--to", target, "--json")
    assert said.json == {"kind": kind, "file": str(target)}
    assert target.stat().st_size > 300
    if suffix in (".docx", ".xlsx"):
        assert zipfile.is_zipfile(target)


@pytest.mark.parametrize("suffix", [".svg", ".graphml", ".png", ".pdf"])
def test_the_theory_is_written_as_a_figure_or_graph(ipof, built_study, tmp_path, suffix):
    target = tmp_path / f"theory{suffix}"
    said = ipof("export", "theory", built_study, "--to", target)
    assert said.code == 0, said.err
    start = {".svg": b"<", ".graphml": b"<", ".png": b"\x89PNG", ".pdf": b"%PDF"}[suffix]
    assert target.read_bytes().startswith(start)


def table_of(path: Path) -> list[dict[str, str]]:
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_filters_narrow_an_export_and_change_nothing_stored(ipof, study, tmp_path):
    before = dump(study)
    ipof("export", "cmo-table", study, "--to", tmp_path / "all.csv")
    ipof("export", "cmo-table", study, "--to", tmp_path / "refined.csv", "--status", "refined", "--quotes", 0)
    every, refined = table_of(tmp_path / "all.csv"), table_of(tmp_path / "refined.csv")
    assert 0 < len(refined) < len(every) == 18
    assert len((tmp_path / "refined.csv").read_bytes()) < len((tmp_path / "all.csv").read_bytes()) / 2
    ipof("export", "quotes", study, "--to", tmp_path / "harbour.csv", "--case", "Harbour", "--stance", "challenges")
    ipof("export", "quotes", study, "--to", tmp_path / "quotes.csv")
    assert 0 < len(table_of(tmp_path / "harbour.csv")) < len(table_of(tmp_path / "quotes.csv"))
    assert dump(study) == before


def test_readers_work_beside_a_writer_and_a_second_writer_is_told_who_holds_it(ipof, study, tmp_path):
    with Workbench.open(study):
        for reader in ("info", "check", "history"):
            assert ipof(reader, study).code == 0, reader
        assert ipof("search", study, "night").code == 0
        assert ipof("export", "codings", study, "--to", tmp_path / "codings.csv").code == 0
        assert ipof("backup", study, "--to", tmp_path / "copy.ipof").code == 0
        for writer in (["undo", study], ["redo", study], ["import", "cases", study, SAMPLE / "cases.csv"]):
            said = ipof(*writer)
            assert said.code == 4
            assert "is open for writing by" in said.err
    assert ipof("undo", study).code == 0


def test_the_program_runs_as_a_process_with_results_and_sentences_apart(tmp_path):
    def ask(*arguments: object) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "ipof_workbench", *map(str, arguments)]
        return subprocess.run(command, capture_output=True, text=True, cwd=CHECKOUT, check=False, encoding="utf-8")

    made = ask("new", tmp_path / "s.ipof", "--title", "Wörter", "--json")
    assert (made.returncode, made.stderr) == (0, "")
    assert '"title": "Wörter"' in made.stdout
    refused = ask("info", tmp_path / "none.ipof")
    assert (refused.returncode, refused.stdout) == (4, "")
    assert refused.stderr.startswith("There is no project")
    assert len(refused.stderr.splitlines()) == 1
