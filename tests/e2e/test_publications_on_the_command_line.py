"""Publications from a shell: frozen from a plan, listed, exported again with the same bytes."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from ipof_workbench.app.commands.record_edits import EditFields
from ipof_workbench.app.workbench import Workbench
from ipof_workbench.domain import records
from tests.e2e.shell import Said

PLAN = """
style = "bmj"
formats = ["csv", "docx"]

[only]
case = ["Harbour", "Loft"]
configuration = ["3", "1", "4"]

[numbers]
"3" = "1"
"1" = "2"

[[output]]
kind = "cmo-table"
file = "table_1"
quotes = 3

[[output]]
kind = "quote-bank"

[[output]]
kind = "evidence-figure"
"""


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.toml"
    path.write_text(PLAN, encoding="utf-8")
    return path


def change(study: Path) -> None:
    """Go on with the project: another wording, and somebody withdraws."""
    with Workbench.open(study) as workbench:
        first = workbench.read.configurations()[0].rid
        workbench.run(EditFields(records.Configuration, first, {"title": "Another title"}))
        told = next(row for row in workbench.read.quotes.printed() if row.coding is not None)
        rows = workbench.read.evidence(configuration=told.configuration)
        person = next(row.participant for row in rows if row.coding == told.coding)
        assert person is not None
        workbench.run(EditFields(records.Participant, person, {"consent": "withdrawn"}))


def test_a_paper_is_frozen_listed_and_exported_again(
    ipof: Callable[..., Said], study: Path, plan: Path, tmp_path: Path
) -> None:
    said = ipof("publication", study, "freeze", "Paper 1", "--config", plan, "--json")
    assert said.code == 0, said.err
    assert json.loads(said.out)["outputs"] == ["table_1", "quote_bank", "evidence_figure"]
    first, again = tmp_path / "first.csv", tmp_path / "again.csv"
    assert ipof("export", "cmo-table", study, "--publication", "Paper 1", "--to", first).code == 0
    rows = first.read_text(encoding="utf-8-sig").splitlines()
    assert [row.split(",")[0] for row in rows[1:] if row[:2] in ("1,", "2,", "4,")] == ["1", "2", "4"]
    change(study)
    refused = ipof("export", "cmo-table", study, "--publication", "paper 1", "--to", again)
    assert refused.code == 2
    assert "has withdrawn, and “Paper 1” prints their words in Table 1" in refused.err
    assert not again.exists()
    kept = ipof("export", "cmo-table", study, "--publication", "Paper 1", "--to", again, "--leave-out-withdrawn")
    assert kept.code == 0
    assert "has another wording now" in kept.err
    assert "[words withdrawn]" in again.read_text(encoding="utf-8-sig")
    listed = json.loads(ipof("publication", study, "list", "--json").out)
    assert [row["name"] for row in listed] == ["Paper 1"]
    assert {caution["kind"] for caution in listed[0]["cautions"]} >= {"withdrawn", "edited"}
    assert "frozen" in ipof("publication", study, "list").out


def test_a_report_plan_writes_the_set_of_a_publication(
    ipof: Callable[..., Said], study: Path, plan: Path, tmp_path: Path
) -> None:
    assert ipof("publication", study, "freeze", "Paper 1", "--config", plan).code == 0
    for folder in ("one", "two"):
        report = tmp_path / f"{folder}.toml"
        report.write_text(
            f'publication = "Paper 1"\nfolder = "{folder}"\nformats = ["csv", "docx"]\nsupplement = "all.docx"\n',
            encoding="utf-8",
        )
        assert ipof("report", study, "--config", report).code == 0
        ipof("undo", study)  # takes the freezing back: what comes out below is compared before that
        ipof("redo", study)
    names = sorted(path.name for path in (tmp_path / "one").iterdir())
    assert names == [
        "all.docx", "evidence_figure.svg", "quote_bank.csv", "quote_bank.docx", "table_1.csv", "table_1.docx",
    ]  # fmt: skip
    for name in names:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()
    some = tmp_path / "some.toml"
    some.write_text('publication = "Paper 1"\nfolder = "some"\n[[output]]\nkind = "quote-bank"\n', encoding="utf-8")
    assert ipof("report", study, "--config", some).code == 0
    assert [path.name for path in (tmp_path / "some").iterdir()] == ["quote_bank.docx"]


def test_a_plan_with_numbers_is_written_without_being_frozen_too(
    ipof: Callable[..., Said], study: Path, plan: Path, tmp_path: Path
) -> None:
    assert ipof("report", study, "--config", plan).code == 0
    rows = (tmp_path / "table_1.csv").read_text(encoding="utf-8-sig").splitlines()
    assert [row.split(",")[0] for row in rows[1:] if row[:2] in ("1,", "2,", "4,")] == ["1", "2", "4"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--publication", "Paper 9"), "The project has no publication “Paper 9”; there are: Paper 1."),
        (("--publication", "Paper 1", "--style", "bmj"), "so --style means nothing; leave it out"),
        (("--publication", "Paper 1", "--case", "Loft"), "so --case means nothing; leave it out"),
    ],
)
def test_what_a_publication_does_not_have_is_refused(
    ipof: Callable[..., Said], study: Path, plan: Path, tmp_path: Path, arguments: tuple[str, ...], words: str
) -> None:
    assert ipof("publication", study, "freeze", "Paper 1", "--config", plan).code == 0
    said = ipof("export", "cmo-table", study, "--to", tmp_path / "t.csv", *arguments)
    assert said.code == 2
    assert words in said.err
    assert not (tmp_path / "t.csv").exists()


def test_an_output_that_it_does_not_print_is_refused_with_those_it_does(
    ipof: Callable[..., Said], study: Path, plan: Path, tmp_path: Path
) -> None:
    assert ipof("publication", study, "freeze", "Paper 1", "--config", plan).code == 0
    said = ipof("export", "codebook", study, "--to", tmp_path / "t.csv", "--publication", "Paper 1")
    assert said.code == 2
    assert "“Paper 1” has no codebook; it has cmo-table, quote-bank, evidence-figure." in said.err
    assert ipof("publication", study, "freeze", "Paper 1", "--config", plan).code == 2


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('"3", "1", "4"', '"99"', "has no configuration 99"),
        ('"1" = "2"', '"99" = "2"', "has no configuration 99"),
        ('"1" = "2"', '"1" = "4"', "would be number 4 in the paper"),
        ("[only]", '[only]\nwave = ["9"]', "No document is of the wave “9”"),
    ],
)
def test_a_plan_that_does_not_fit_the_project_freezes_nothing(
    ipof: Callable[..., Said], study: Path, plan: Path, old: str, new: str, words: str
) -> None:
    plan.write_text(PLAN.replace(old, new), encoding="utf-8")
    said = ipof("publication", study, "freeze", "Paper 1", "--config", plan)
    assert said.code == 2
    assert words in said.err
    assert ipof("publication", study, "list").out.strip() == "There is no publication yet."


def test_freezing_what_has_neither_plan_nor_draft_says_what_to_do(ipof: Callable[..., Said], study: Path) -> None:
    said = ipof("publication", study, "freeze", "Paper 1")
    assert said.code != 0
    assert "no publication “Paper 1”; there is none yet. Say with --config PLAN.toml what it shows" in said.err
    assert ipof("publication", study, "list").out.strip() == "There is no publication yet."
