"""From arguments to an exit code: usage, refusals, missing libraries, readers that close early, bugs."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ipof_workbench import __version__, cli
from ipof_workbench.app.workbench import Workbench

ROOT = Path(__file__).resolve().parents[3]
HEAVY = ("sqlalchemy", "sqlcipher3", "pandas", "numpy", "networkx", "docx", "lxml", "xlsxwriter", "PySide6")
COMMANDS = ("open", "demo", "new", "import", "export", "search", "info", "check", "backup", "undo", "redo", "history")


def python(code: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    command = [sys.executable, "-c", code, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, env=env, check=False, encoding="utf-8")


def test_version_is_told_without_loading_any_library():
    code = (
        "import sys\nfrom ipof_workbench.main import main\ncode = main(['--version'])\n"
        f"print(sorted(set(sys.modules) & set({HEAVY!r})))\nsys.exit(code)"
    )
    done = python(code)
    assert (done.returncode, done.stdout) == (0, f"ipof-workbench {__version__}\n[]\n")


def test_reading_a_project_loads_no_library_of_tables_graphs_or_word_files(tmp_path):
    Workbench.create(tmp_path / "s.ipof").close()
    code = (
        "import sys\nfrom ipof_workbench.cli import run\n"
        "codes = [run([command, sys.argv[1]]) for command in ('info', 'check', 'history', 'undo')]\n"
        f"print(codes, sorted(set(sys.modules) & set({HEAVY[2:]!r})))"
    )
    done = python(code, tmp_path / "s.ipof")
    assert done.stdout.splitlines()[-1] == "[0, 0, 0, 1] []", done.stderr


@pytest.mark.parametrize("command", [[], *([name] for name in COMMANDS), ["import", "posts"], ["export", "theory"]])
def test_help_names_what_there_is_and_is_exit_zero(capsys, command):
    assert cli.run([*command, "--help"]) == 0
    assert capsys.readouterr().out.startswith(f"usage: {' '.join(['ipof-workbench', *command])}")


def test_the_help_lists_every_command(capsys):
    cli.run(["--help"])
    words = capsys.readouterr().out.split()
    assert [name for name in COMMANDS if name not in words] == []


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["sing"],
        ["info"],
        ["info", "s.ipof", "--colour"],
        ["import", "songs", "s.ipof", "a.csv"],
        ["import", "transcripts", "s.ipof"],
        ["import", "survey", "s.ipof", "a.csv", "--text", "Why?"],
        ["import", "survey", "s.ipof", "a.csv", "--id", "who"],
        ["import", "posts", "s.ipof", "a.csv"],
        ["import", "posts", "s.ipof", "a.csv", "--te", "text"],
        ["import", "transcripts", "s.ipof", "a.txt", "--kind", "song"],
        ["export", "cmo-table", "s.ipof"],
        ["export", "cmo-table", "s.ipof", "--to", "t.docx", "--quotes", "-1"],
        ["export", "codings", "s.ipof", "--to", "t.csv", "--case", "Harbour"],
        ["search", "s.ipof", "words", "--limit", "many"],
        ["open", "s.ipof"],
    ],
)
def test_wrong_usage_is_exit_two_with_words_on_stderr_only(capsys, arguments):
    assert cli.run(arguments) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.strip()


@pytest.mark.parametrize(("module", "package"), [("sqlalchemy", "SQLAlchemy"), ("sqlcipher3", "sqlcipher3")])
def test_a_missing_library_is_exit_five_with_the_command_that_installs_it(tmp_path, module, package):
    Workbench.create(tmp_path / "s.ipof").close()
    code = (
        "import sys\nsys.modules[sys.argv[2]] = None\nfrom ipof_workbench.cli import run\n"
        "sys.exit(run(['info', sys.argv[1]]))"
    )
    done = python(code, tmp_path / "s.ipof", module)
    assert (done.returncode, done.stdout) == (5, "")
    assert f"pip install {package}" in done.stderr
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize(("module", "package"), [("docx", "python-docx"), ("xlsxwriter", "XlsxWriter")])
def test_a_missing_library_of_one_format_is_exit_five_and_the_others_still_work(tmp_path, module, package):
    Workbench.create(tmp_path / "s.ipof").close()
    code = (
        "import sys\nsys.modules[sys.argv[2]] = None\nfrom ipof_workbench.cli import run\n"
        "sys.exit(run(['export', 'cmo-table', sys.argv[1], '--to', sys.argv[3]]))"
    )
    suffix = {"docx": ".docx", "xlsxwriter": ".xlsx"}[module]
    done = python(code, tmp_path / "s.ipof", module, tmp_path / f"table{suffix}")
    assert done.returncode == 5
    assert f"pip install {package}" in done.stderr
    assert not (tmp_path / f"table{suffix}").exists()
    assert python(code, tmp_path / "s.ipof", module, tmp_path / "table.md").returncode == 0


def test_a_reader_that_closes_early_gets_no_traceback(tmp_path):
    Workbench.create(tmp_path / "s.ipof").close()
    code = (
        "import os, sys\nfrom ipof_workbench.cli import run\nread, write = os.pipe()\nos.close(read)\n"
        "os.dup2(write, 1)\nsys.exit(run(['info', sys.argv[1]]))"
    )
    done = python(code, tmp_path / "s.ipof")
    assert (done.returncode, done.stderr) == (0, "")


def test_a_bug_goes_to_the_caller_and_is_no_refusal(monkeypatch, tmp_path):
    Workbench.create(tmp_path / "s.ipof").close()

    def broken(self: Workbench) -> object:
        raise ZeroDivisionError

    monkeypatch.setattr(Workbench, "check", broken)
    with pytest.raises(ZeroDivisionError):
        cli.run(["check", str(tmp_path / "s.ipof")])
