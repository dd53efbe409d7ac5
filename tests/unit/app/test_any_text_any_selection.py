"""Any Unicode text, any selection: the stored words are the words of the text, after everything that can happen."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ipof_workbench.app.commands.coding import CodePassage, CodeThematically
from ipof_workbench.app.exports import export_table
from ipof_workbench.app.imports import import_contract, import_transcripts
from ipof_workbench.app.transcript_imports import TranscriptChoice
from ipof_workbench.app.workbench import Workbench
from ipof_workbench.domain import records
from ipof_workbench.domain.errors import RefusedChange
from ipof_workbench.domain.imported import ParsedTranscript
from ipof_workbench.domain.text import normalise, text_hash
from ipof_workbench.importers.contracts import read_contract

AWKWARD = [
    "a",
    "b ",
    "é",
    "e\u0301",
    "😭",
    "👩‍👩‍👧",
    "\r\n",
    "\u2028",
    "\t",
    "\xa0",
    "\x01",
    "\x02",
    "ש",
    "\u202e",
    "=",
    '"',
    ",",
    ";",
]
TEXTS = st.one_of(
    st.text(alphabet=st.characters(codec=None, exclude_categories=()), min_size=1, max_size=40),
    st.lists(st.sampled_from(AWKWARD), min_size=1, max_size=30).map("".join),
)


@pytest.fixture(scope="module")
def workbench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workbench]:
    """One project for all examples: each brings a document of its own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("IPOF_WORKBENCH_HOME", str(tmp_path_factory.mktemp("home")))
        with Workbench.create(tmp_path_factory.mktemp("any") / "any.ipof") as opened:
            yield opened


def bring_in(workbench: Workbench, raw: str) -> tuple[int, str]:
    """Import a text as it is and return (document, normalised text)."""
    text = normalise(raw)
    name = f"d{len(workbench.read.find(records.Document))}-{text_hash(text)[:8]}"
    import_transcripts(workbench, [TranscriptChoice(ParsedTranscript(name, name, "0", text, (), frozenset()))])
    return workbench.read.document_named(name).rid, text


@settings(deadline=None, derandomize=True, max_examples=60)
@given(raw=TEXTS, one=st.integers(0, 60), other=st.integers(0, 60))
@example(raw="\ufeff\ufeff😭a", one=0, other=1)
@example(raw="\0\r\0\nab", one=0, other=2)
@example(raw="=1+1\r\n", one=0, other=4)
def test_the_words_of_a_coding_are_those_of_the_text(workbench: Workbench, raw: str, one: int, other: int) -> None:
    document, text = bring_in(workbench, raw) if normalise(raw) else (0, "")
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    command = CodePassage(document, start, end, "context", label="Any")
    if not text[start:end].strip():
        with pytest.raises(RefusedChange):
            workbench.run(command)
        return
    coding = workbench.run(command).result.coding
    workbench.run(CodeThematically(document, start, end, name="Any"))
    for step in (workbench.undo, workbench.undo, workbench.redo, workbench.redo):
        step()
    row = workbench.read.coding(coding)
    stored = workbench.read.document_text(document).text
    assert row is not None
    assert stored == text
    assert (row.start, row.end, row.quote) == (start, end, text[start:end] or None)
    assert all(stored[each.start : each.end] == each.quote for each in workbench.read.codings_of_document(document))


@settings(deadline=None, derandomize=True, max_examples=15)
@given(raw=TEXTS, one=st.integers(0, 60), other=st.integers(0, 60))
@example(raw='=cmd() "a, b"\r\n; and\tso on 😭', one=0, other=28)
def test_the_words_of_an_exported_coding_are_those_of_the_text(raw: str, one: int, other: int) -> None:
    text = normalise(raw)
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    if not text[start:end].strip():
        return
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setenv("IPOF_WORKBENCH_HOME", os.path.join(folder, "home"))
        with Workbench.create(Path(folder) / "any.ipof") as workbench:
            document, _ = bring_in(workbench, raw)
            workbench.run(CodePassage(document, start, end, "context", label="Any"))
            target = Path(folder) / "codings.csv"
            export_table(workbench, "codings", target)
            rows = read_contract("codings", target, [role.key for role in workbench.read.roles()]).rows
            assert [(int(row["start"]), int(row["end"])) for row in rows] == [(start, end)]
            assert rows[0].cells["quote"] == text[start:end]
            report = import_contract(workbench, read_contract("codings", target, ["context", "mechanism", "outcome"]))
            assert (report.added, report.unchanged) == (0, 1)


def test_after_all_of_it_the_project_is_sound(workbench: Workbench) -> None:
    assert workbench.read.summary().codings > 20
    assert workbench.check() == []
