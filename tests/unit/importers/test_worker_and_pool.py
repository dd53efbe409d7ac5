"""The worker process: results in order, one hostile file refused while the others go on, nothing left running."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import threading

import pytest

from ipof_workbench.domain.errors import Cancelled, InputTooLarge, UnreadableInput
from ipof_workbench.domain.imported import ParsedTranscript
from ipof_workbench.importers import pool, worker
from ipof_workbench.importers.pool import Refused, parse_transcripts
from ipof_workbench.importers.registry import read_transcript

BODY = "<w:p><w:r><w:t>Interviewer: how is “{0}” 👋🏽?</w:t></w:r></w:p><w:p><w:r><w:t>P{0}: fine</w:t></w:r></w:p>"


def worker_threads() -> list[str]:
    return [thread.name for thread in threading.enumerate() if thread.name == "transcript worker"]


def test_results_come_in_order_and_refusals_among_them(docx, write, tmp_path):
    paths = [
        docx(BODY.format(1), name="1.docx"),
        write("2.docx", b"not a document"),
        tmp_path / "3.docx",
        write("4.txt", "P4: yes\nP5: no"),
        docx("<w:p><w:r><w:t>a</w:t></w:r></w:p>" * 400_000, name="5.docx"),
        *(docx(BODY.format(number), name=f"{number}.docx") for number in range(6, 12)),
    ]
    told = []
    results = list(parse_transcripts(paths, lambda done, total: told.append((done, total))))
    assert [type(result) for result in results] == [
        *(ParsedTranscript, Refused, Refused, ParsedTranscript, Refused),
        *[ParsedTranscript] * 6,
    ]
    assert [type(results[place].error) for place in (1, 2, 4)] == [UnreadableInput, UnreadableInput, InputTooLarge]
    assert [results[place].path for place in (1, 2, 4)] == [paths[1], paths[2], paths[4]]
    assert "There is no file" in results[2].error.sentence
    assert told == [(done, 11) for done in range(1, 12)]
    assert results[0] == read_transcript(paths[0])
    assert results[0].turns[0].speaker == "Interviewer"
    assert worker_threads() == []


def test_small_texts_need_no_process(write, monkeypatch):
    monkeypatch.setattr(pool, "_Worker", None)
    results = list(parse_transcripts([write("a.txt", "P1: a"), write("b.vtt", b"no")]))
    assert results[0].speakers == ("P1",)
    assert "WEBVTT" in results[1].error.sentence
    assert list(parse_transcripts([])) == []


def test_a_batch_that_is_cancelled_leaves_no_process(docx):
    def report(done, total):
        if done == 2:
            raise Cancelled("Stopped.")

    paths = [docx(BODY.format(number), name=f"{number}.docx") for number in range(4)]
    results = []
    with pytest.raises(Cancelled):
        results.extend(parse_transcripts(paths, report))
    assert worker_threads() == []


def test_closing_the_iterator_ends_the_process(docx):
    batch = parse_transcripts([docx(BODY.format(number), name=f"{number}.docx") for number in range(4)])
    assert next(batch).name == "0"
    assert worker_threads() == ["transcript worker"]
    batch.close()
    assert worker_threads() == []


STUBBORN = """
import json, os, sys, time
from pathlib import Path
from ipof_workbench.importers import worker
whole = worker.parse
def parse(path):
    if path.stem == "slow":
        time.sleep(60)
    if path.stem == "crash":
        os._exit(3)
    return whole(path)
worker.parse = parse
worker.serve(sys.stdin.buffer, sys.stdout.buffer)
"""


def test_a_file_that_takes_too_long_or_ends_the_process_is_refused_and_the_others_go_on(docx, tmp_path, monkeypatch):
    # A worker that stands still at one file and falls at another, found before the real one.
    (tmp_path / "stubborn.py").write_text(STUBBORN, encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setattr(pool, "_WORKER", "stubborn")
    paths = [docx(BODY.format(7), name=f"{name}.docx") for name in ("a", "slow", "b", "crash", "c", "d")]
    results = list(parse_transcripts(paths, timeout_s=3))
    assert [getattr(result, "name", None) for result in results] == ["a", None, "b", None, "c", "d"]
    assert "slow.docx took longer than 3 seconds" in results[1].error.sentence
    assert "crash.docx could not be read" in results[3].error.sentence
    assert worker_threads() == []


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux keeps the bound")
def test_the_worker_bounds_its_memory():
    code = (
        "from ipof_workbench.importers import worker, limits; worker.cap_memory();\n"
        "import resource; assert resource.getrlimit(resource.RLIMIT_AS)[0] == limits.WORKER_BYTES\n"
        "try: bytearray(3 * 1024**3)\nexcept MemoryError: raise SystemExit(7)"
    )
    root = str(pool.Path(pool.__file__).resolve().parents[2])
    assert subprocess.run([sys.executable, "-c", code], cwd=root, check=False).returncode == 7


def test_the_worker_starts_without_anything_heavy(tmp_path):
    code = "import sys, ipof_workbench.importers.worker; print(*sys.modules)"
    root = str(pool.Path(pool.__file__).resolve().parents[2])
    done = subprocess.run([sys.executable, "-c", code], cwd=root, check=True, capture_output=True, text=True)
    loaded = set(done.stdout.split())
    assert not loaded & {"pandas", "networkx", "docx", "sqlalchemy", "PySide6", "charset_normalizer", "lxml"}


@pytest.mark.parametrize("error", [MemoryError(), RecursionError(), KeyError("words of a person")])
def test_whatever_a_parser_raises_is_a_refusal_without_the_words(write, monkeypatch, error):
    def fail(path):
        raise error

    monkeypatch.setattr(worker, "read_transcript", fail)
    refusal = worker.parse(write("talk.docx", b"x"))
    assert isinstance(refusal, UnreadableInput)
    assert "talk.docx" in refusal.sentence
    assert "person" not in refusal.sentence


def test_the_worker_answers_each_line_with_a_line(write):
    path = write("talk.txt", "Interviewer: a\u2028b?\nP1: c")
    answers = io.BytesIO()
    worker.serve(io.BytesIO((json.dumps(str(path)) + "\n").encode() * 2), answers)
    lines = answers.getvalue().splitlines()
    assert len(lines) == 2
    assert worker.decode(lines[0]) == read_transcript(path)


def test_an_answer_of_no_sense_is_not_taken():
    for line in (b"", b"{}", b"[1]", b'{"transcript": {}}'):
        with pytest.raises((ValueError, KeyError, TypeError)):
            worker.decode(line)
