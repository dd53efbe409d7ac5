"""Freezing, listing and comparing theories from a shell."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ipof_workbench.cli.command_line import run
from tests.factories import code, make_study


@pytest.fixture
def project(tmp_path: Path) -> Path:
    path = tmp_path / "study.ipof"
    with make_study(path) as workbench:
        code(workbench, "P04 · member", "nobody cares", "context", label="Silence")
    return path


def test_freezing_listing_and_the_change_log(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["theories", str(project)]) == 0
    assert "No theory is frozen yet." in capsys.readouterr().out
    assert run(["freeze", str(project), "--name", "IPT", "--note", "first", "--as", "Bo", "--json"]) == 0
    made = json.loads(capsys.readouterr().out)
    assert (made["name"], made["note"], made["analyst"], made["recorded"], made["configurations"]) == (
        "IPT",
        "first",
        "Bo",
        1,
        1,
    )
    assert run(["freeze", str(project), "--name", "ipt"]) == 2
    assert "already a frozen theory" in capsys.readouterr().err
    assert run(["theories", str(project), "--json"]) == 0
    listed = json.loads(capsys.readouterr().out)
    assert [row["sha256"] for row in listed] == [made["sha256"]]
    assert run(["theories", str(project)]) == 0
    assert capsys.readouterr().out.startswith("IPT  ")
    assert run(["info", str(project), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["theory_versions"] == 1


@pytest.mark.parametrize("kind", ["changes", "audit", "frozen-theory"])
def test_the_tables_are_exported(project: Path, tmp_path: Path, kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["freeze", str(project), "--name", "IPT"]) == 0
    target = tmp_path / f"{kind}.csv"
    assert run(["export", kind, str(project), "--to", str(target)]) == 0
    assert target.stat().st_size > 10
    capsys.readouterr()


def test_an_unknown_freeze_is_refused_and_nothing_is_written(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["freeze", str(project), "--name", "IPT"]) == 0
    options = (("changes", "--from"), ("changes", "--until"), ("frozen-theory", "--freeze"))
    for kind, option in options:
        target = tmp_path / "t.csv"
        assert run(["export", kind, str(project), "--to", str(target), option, "nope"]) == 2
        assert "There is no frozen theory" in capsys.readouterr().err
        assert not target.exists()
