"""What a command says: results and sentences apart, one JSON value, progress for a terminal only."""

from __future__ import annotations

import io
import json
import sys

import pytest

from ipof_workbench.cli.console import Console, columns, speak_any_language


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def stream(encoding: str) -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(), encoding=encoding, write_through=True)


def written(to: io.TextIOWrapper) -> str:
    to.seek(0)
    return to.buffer.read().decode(to.encoding)


def test_a_result_is_words_for_a_person_and_one_json_value_for_a_machine(capsys):
    Console().show({"a": 1}, ["one", "two"])
    assert capsys.readouterr() == ("one\ntwo\n", "")
    Console(as_json=True).show({"é": [1, "🙂"]}, ["one", "two"])
    said = capsys.readouterr()
    assert json.loads(said.out) == {"é": [1, "🙂"]}
    assert said.err == ""


def test_sentences_go_beside_the_result(capsys):
    Console(as_json=True).tell("Look here.")
    assert capsys.readouterr() == ("", "Look here.\n")


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "ascii"])
def test_json_is_whole_in_any_encoding(monkeypatch, encoding):
    out = stream(encoding)
    monkeypatch.setattr(sys, "stdout", out)
    speak_any_language()
    Console(as_json=True).show({"quote": "“🙂” é"}, [])
    assert json.loads(written(out)) == {"quote": "“🙂” é"}


def test_a_terminal_that_lacks_a_sign_is_shown_its_number_instead_of_failing(monkeypatch):
    out, err = stream("ascii"), stream("ascii")
    monkeypatch.setattr(sys, "stdout", out)
    monkeypatch.setattr(sys, "stderr", err)
    speak_any_language()
    Console().show(None, ["caf\u00e9 \ud800"])
    Console().tell("“\u2026”")
    assert written(out) == "caf\\xe9 \\ud800\n"
    assert written(err) == "\\u201c\\u2026\\u201d\n"


def test_progress_is_shown_on_one_line_of_a_terminal_and_wiped_at_the_end(monkeypatch):
    err = Terminal()
    monkeypatch.setattr(sys, "stderr", err)
    with Console().progress("Reading") as report:
        for done in range(1, 1001):
            report(done, 1000)
    assert "\n" not in err.getvalue()
    assert "Reading 1,000 of 1,000" in err.getvalue()
    assert err.getvalue().count("Reading") < 20
    assert err.getvalue().endswith("\r\x1b[K")


def test_progress_is_wiped_from_a_terminal_when_the_work_is_refused(monkeypatch):
    err = Terminal()
    monkeypatch.setattr(sys, "stderr", err)

    def work() -> None:
        with Console().progress("Reading") as report:
            report(1, 2)
            raise ValueError("refused")

    with pytest.raises(ValueError, match="refused"):
        work()
    assert err.getvalue().endswith("\r\x1b[K")


def test_progress_says_nothing_where_nobody_looks_on(capsys):
    with Console().progress("Reading") as report:
        report(1, 1)
    assert capsys.readouterr() == ("", "")


def test_columns_stand_under_each_other_without_blanks_at_the_end():
    assert list(columns([("a", "bb", ""), ("ccc", "d", "e")])) == ["a    bb", "ccc  d   e"]
    assert list(columns([])) == []
