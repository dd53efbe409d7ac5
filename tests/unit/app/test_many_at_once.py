"""What is done otherwise for many rows than for few gives the same."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ipof_workbench.app.imports import import_contract, import_posts
from ipof_workbench.app.quoted_passages import _MANY_DOCUMENTS
from ipof_workbench.app.workbench import Workbench
from ipof_workbench.domain.errors import RowsRefused
from ipof_workbench.domain.filters import Filter
from ipof_workbench.domain.imported import ContractRow, ContractTable, ParsedPost, ParsedPosts
from tests.factories import STUDY, add_transcripts, code, make_study

MANY = _MANY_DOCUMENTS + 40
COLUMNS = ("document", "quote", "role", "element", "configuration")


@pytest.fixture
def workbench(tmp_path: Path) -> Iterator[Workbench]:
    with Workbench.create(tmp_path / "s.ipof", analyst="Kim") as opened:
        yield opened


def posts(count: int, case: str = "Harbour", word: str = "lamp") -> ParsedPosts:
    made = tuple(ParsedPost(f"p{at}", f"The {word} number {at} is lit.", case=case) for at in range(count))
    return ParsedPosts("posts.csv", case, made)


def codings_of(names: list[str]) -> ContractTable:
    rows = [
        {"document": name, "quote": "is lit", "role": "context", "element": "A light", "configuration": "1"}
        for name in names
    ]
    numbered = tuple(ContractRow(at, cells) for at, cells in enumerate(rows, start=2))
    return ContractTable("codings", "codings.csv", "", COLUMNS, numbered)


def test_codings_of_many_documents_find_each_of_them(workbench):
    import_posts(workbench, posts(MANY))
    report = import_contract(workbench, codings_of([f"p{at}" for at in range(MANY)]))
    assert report.added == MANY
    names = [row.document_name for row in workbench.read.evidence()]
    assert sorted(names) == sorted(f"p{at}" for at in range(MANY))
    assert workbench.check() == []


def test_among_many_documents_a_name_that_two_bear_is_refused_and_case_and_name_resolve_it(workbench):
    import_posts(workbench, posts(MANY))
    import_posts(workbench, posts(MANY, case="Lantern", word="torch"))
    names = [f"Harbour/p{at}" for at in range(MANY)]
    with pytest.raises(RowsRefused) as refused:
        import_contract(workbench, codings_of([*names, "p7", "p9999"]))
    assert [row for row, _ in refused.value.rows] == [MANY + 2, MANY + 3]
    assert import_contract(workbench, codings_of(names)).added == MANY
    assert {row.case_name for row in workbench.read.evidence()} == {"Harbour"}


@pytest.mark.parametrize("count", [2, 200], ids=["a small part", "most of the texts"])
def test_undoing_an_import_leaves_the_index_to_the_other_texts(tmp_path, count):
    with make_study(tmp_path / "s.ipof", spoken=STUDY) as workbench:
        before = [workbench.read.search(word)[1] for word in ("nobody", "night", "lamp")]
        import_posts(workbench, posts(count))
        after = [workbench.read.search(word)[1] for word in ("nobody", "night", "lamp")]
        assert after[2] == count
        workbench.undo()
        assert [workbench.read.search(word)[1] for word in ("nobody", "night", "lamp")] == before
        workbench.redo()
        assert [workbench.read.search(word)[1] for word in ("nobody", "night", "lamp")] == after
        assert workbench.check() == []
        add_transcripts(workbench, STUDY[:1])
        assert workbench.read.search("nobody")[1] == after[0] + 1


def test_a_search_counts_the_same_with_a_filter_that_lets_everything_pass(tmp_path):
    with make_study(tmp_path / "s.ipof") as workbench:
        kinds = frozenset(row.kind for row in workbench.read.document_rows(workbench.read.document_rids()))
        assert workbench.read.search("nobody")[1] == workbench.read.search("nobody", Filter(data_kinds=kinds))[1] > 0


def test_what_bears_on_a_configuration_is_told_briefly_as_in_full(tmp_path):
    with make_study(tmp_path / "s.ipof") as workbench:
        first = code(workbench, "P04 · member", "the answers were kind", "mechanism")
        code(workbench, "P15 · member", "Nobody had my name", "context", configuration=first.configuration)
        for scope in (Filter(), Filter(data_kinds=frozenset({"forum_post"}))):
            full: dict[int, set[tuple[int, int, int]]] = {}
            for row in workbench.read.evidence(scope=scope):
                source = row.participant if row.participant is not None else -row.document
                full.setdefault(row.configuration or 0, set()).add((row.coding, source, row.case or 0))
            assert workbench.read.bearing(scope) == full
