"""The generic store with its journal: rows, the full-text index, undo, redo, coalescing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ipof_workbench.domain import records
from ipof_workbench.domain.errors import NotFound, NothingToUndo, RefusedChange
from ipof_workbench.domain.records import RECORDS, Analyst, Case, Configuration, Document, Element, TextRevision
from ipof_workbench.domain.text import text_hash
from ipof_workbench.storage import project_file
from ipof_workbench.storage.bare import Selection
from ipof_workbench.storage.bulk_store import BULK_BATCH
from ipof_workbench.storage.integrity import canonical_dump, check
from ipof_workbench.storage.project_file import ProjectFile, create_project
from ipof_workbench.storage.store import Store
from ipof_workbench.storage.tables import KINDS, TABLES, table_name

Write = Callable[..., Any]


@pytest.fixture
def project(tmp_path: Path) -> Iterator[ProjectFile]:
    """An open project with one analyst."""
    with create_project(tmp_path / "p.ipof", lambda store: store.put(Analyst(name="Kim"))) as opened:
        yield opened


@pytest.fixture
def write(project: ProjectFile) -> Write:
    """Run some work on the store as one step; returns what the work returned."""

    def run(work: Callable[[Store], Any], **options: Any) -> Any:
        def labelled(store: Store) -> Any:
            result = work(store)
            store.label = store.label or "Did something"
            return result

        return project.write("Test", labelled, kim(project), **options)[0]

    return run


def kim(project: ProjectFile) -> Analyst:
    return Store(project.reader()).find(Analyst)[0]


def dump(project: ProjectFile) -> dict[str, str]:
    return canonical_dump(project.reader())


def hits(project: ProjectFile, word: str) -> list[int]:
    rows = project.reader().exec_driver_sql("SELECT rowid FROM text_search WHERE text_search MATCH ?", (word,))
    return sorted(row[0] for row in rows)


def put_text(store: Store, text: str, document: int | None = None, number: int = 1) -> TextRevision:
    document = document or store.put(Document(name="d", kind="interview", characters=len(text))).rid
    return store.put(TextRevision(document=document, number=number, text=text, sha256=text_hash(text)))


# --- get, find, put, delete


def test_every_record_has_a_strict_table_with_its_fields() -> None:
    assert tuple(TABLES) == RECORDS
    for kind, table in TABLES.items():
        assert {column.name for column in table.columns} == set(kind.__dataclass_fields__)
        assert KINDS[table_name(kind)] is kind


def test_a_record_comes_back_as_it_was_put(write: Write, project: ProjectFile) -> None:
    stored = write(lambda store: store.put(Case(name="Harbour", kind="charity", position=3)))
    assert (stored.rid, stored.name, stored.kind, stored.position) == (1, "Harbour", "charity", 3)
    assert stored.created_by == kim(project).rid
    assert stored.created_at.endswith("+00:00")
    assert len(stored.id) == 36
    assert Store(project.reader()).get(Case, 1) == stored


def test_finding_asks_for_equal_fields_and_for_empty_ones(write: Write, project: ProjectFile) -> None:
    def work(store: Store) -> None:
        top = store.put(Case(name="Top"))
        store.put(Case(name="Below", parent=top.rid))
        store.put(Case(name="Below", parent=top.rid, kind="nhs"))

    write(work)
    store = Store(project.reader())
    assert [case.rid for case in store.find(Case)] == [1, 2, 3]
    assert [case.rid for case in store.find(Case, parent=None)] == [1]
    assert [case.rid for case in store.find(Case, name="Below", kind="nhs")] == [3]
    assert store.first(Case, name="Below") == store.get(Case, 2)
    assert store.first(Case, name="below") is None
    with pytest.raises(TypeError, match="a case has no colour"):
        store.find(Case, colour="red")


def test_what_is_gone_is_refused_in_words(write: Write, project: ProjectFile) -> None:
    with pytest.raises(NotFound, match="The theory area is no longer in the project"):
        Store(project.reader()).get(records.TheoryArea, 7)
    case = write(lambda store: store.put(Case(name="a")))
    write(lambda store: store.delete(case))
    with pytest.raises(NotFound):
        write(lambda store: store.put(replace(case, name="b")))
    with pytest.raises(NotFound):
        write(lambda store: store.delete(case))


def test_a_reference_to_what_is_gone_is_refused_and_nothing_is_stored(write: Write, project: ProjectFile) -> None:
    before = dump(project)

    def work(store: Store) -> None:
        store.put(Case(name="stored first"))
        store.put(Case(name="orphan", parent=99))

    with pytest.raises(NotFound, match="Something that the case refers to is no longer in the project"):
        write(work)
    case = write(lambda store: store.put(Case(name="a")))
    with pytest.raises(NotFound, match="Nothing was changed"):
        write(lambda store: store.put(replace(case, parent=99)))
    project.undo(kim(project))
    assert dump(project) == before


def test_what_only_one_may_have_is_refused_in_words(write: Write) -> None:
    write(lambda store: store.put(Configuration(number="1")))
    with pytest.raises(RefusedChange, match="There is already such a configuration; nothing was changed"):
        write(lambda store: store.put(Configuration(number="1")))


def test_a_lone_surrogate_never_reaches_the_file(write: Write, project: ProjectFile) -> None:
    assert write(lambda store: store.put(Case(name="a\udcffb"))).name == "a\ufffdb"

    def bulk(store: Store) -> None:
        batch = store.put(records.ImportBatch(kind="test"))
        store.bulk_insert(Case, ("name",), [("fine",), ("a\udcffb",)], batch.rid)

    write(bulk)
    assert [case.name for case in Store(project.reader()).find(Case)] == ["a\ufffdb", "fine", "a\ufffdb"]


def test_an_unchanged_record_is_no_step(write: Write, project: ProjectFile) -> None:
    case = write(lambda store: store.put(Case(name="a")))
    steps = project.history()
    result, changed = project.write("Test", lambda store: store.put(case), kim(project))
    assert (result, changed) == (case, None)
    assert project.history() == steps
    assert project.next_steps()[0] == steps[0]


def test_a_change_tells_which_rows_it_touched(write: Write, project: ProjectFile) -> None:
    def work(store: Store) -> None:
        store.label = "Two cases"
        store.put(Case(name="a"))
        store.put(Case(name="b"))

    _, changed = project.write("Test", work, kim(project))
    assert changed is not None
    assert (changed.cause, changed.rids(Case), changed.rids(Element)) == ("action", frozenset({1, 2}), frozenset())
    assert changed.touches(Element, Case)
    assert not changed.touches(Element)
    assert (changed.step.label, changed.step.command, changed.step.analyst) == ("Two cases", "Test", "Kim")


# --- bulk


def test_bulk_rows_get_consecutive_rids_and_the_defaults_of_the_record(write: Write, project: ProjectFile) -> None:
    count = BULK_BATCH + 5

    def work(store: Store) -> int:
        batch = store.put(records.ImportBatch(kind="test"))
        assert store.next_rid(Case) == 1
        return store.bulk_insert(Case, ("name",), ((f"case {at}",) for at in range(count)), batch.rid)

    assert write(work) == count
    last = Store(project.reader()).get(Case, count)
    assert (last.name, last.quote_policy, last.import_rid, last.created_by) == (
        f"case {count - 1}", "verbatim", 1, kim(project).rid,
    )  # fmt: skip
    ids = [case.id for case in Store(project.reader()).find(Case)]
    assert ids == sorted(set(ids))


def test_bulk_rows_without_a_needed_field_are_a_bug(write: Write) -> None:
    with pytest.raises(TypeError, match="the rows give no kind, which a document needs"):
        write(lambda store: store.bulk_insert(Document, ("name",), [("a",)], 1))


def test_bulk_rows_are_undone_and_redone_with_the_same_ids_and_compressed(write: Write, project: ProjectFile) -> None:
    before = dump(project)

    def work(store: Store) -> None:
        batch = store.put(records.ImportBatch(kind="test"))
        store.bulk_insert(Document, ("name", "kind"), [(f"d{at}", "interview") for at in range(9)], batch.rid)
        rows = [(at, 1, f"text {at} lighthouse", "0") for at in range(1, 10)]
        store.bulk_insert(TextRevision, ("document", "number", "text", "sha256"), rows, batch.rid)

    write(work)
    after = dump(project)
    journaled = "SELECT count(*), sum(operation = 'bulk') FROM journal_change"
    assert project.reader().exec_driver_sql(journaled).fetchone() == (3, 2)
    assert hits(project, "lighthouse") == list(range(1, 10))
    changed = project.undo(kim(project))
    assert changed.rids(Document) is None
    assert dump(project) == before
    assert hits(project, "lighthouse") == []
    kept = "SELECT count(*) FROM journal_bulk_content"
    assert project.reader().exec_driver_sql(kept).fetchone() == (2,)
    project.redo(kim(project))
    assert dump(project) == after
    assert hits(project, "lighthouse") == list(range(1, 10))
    assert project.reader().exec_driver_sql(kept).fetchone() == (0,)


def test_many_rows_that_changed_as_one_count_as_many_as_are_asked_for(write: Write, project: ProjectFile) -> None:
    def step() -> int:
        return project.history(1)[0].rid

    write(lambda store: [store.put(Case(name=f"c{at}")) for at in range(3)])
    assert [project.changes_of(step(), most) for most in (2, 3, 1_000)] == [2, 3, 3]
    write(lambda store: store.bulk_insert(Case, ("name",), [("d",)], store.put(records.ImportBatch(kind="t")).rid))
    assert [project.changes_of(step(), most) for most in (2, 1_000)] == [2, 1_000]
    assert project.changes_of(0, 1_000) == 0


def test_rows_of_a_query_are_stored_like_bulk_rows_undone_and_redone(write: Write, project: ProjectFile) -> None:
    write(lambda store: [store.put(Case(name=f"case {at}")) for at in range(5)])
    before = dump(project)
    chosen = Selection("SELECT name || '?' AS name, 'interview' AS kind FROM \"case\" WHERE rid > ? ORDER BY rid", (2,))

    def work(store: Store) -> int:
        assert store.rows(chosen, limit=1) == [("case 2?", "interview")]
        batch = store.put(records.ImportBatch(kind="test"))
        return store.bulk_select(Document, ("name", "kind"), chosen, batch.rid)

    assert write(work) == 3
    documents = Store(project.reader()).find(Document)
    assert [each.name for each in documents] == ["case 2?", "case 3?", "case 4?"]
    assert {(each.kind, each.import_rid, each.created_by) for each in documents} == {("interview", 1, kim(project).rid)}
    ids = [each.id for each in documents]
    assert ids == sorted(set(ids))
    after = dump(project)
    project.undo(kim(project))
    assert dump(project) == before
    project.redo(kim(project))
    assert dump(project) == after


def test_a_query_that_gives_no_rows_changes_nothing(write: Write, project: ProjectFile) -> None:
    before = dump(project)
    nothing = Selection('SELECT name FROM "case" WHERE 0')
    assert write(lambda store: store.bulk_select(Case, ("name",), nothing, 1)) == 0
    assert dump(project) == before
    assert project.history() == []


# --- the index


def test_the_index_follows_a_text_through_every_way_it_can_change(write: Write, project: ProjectFile) -> None:
    revision = write(lambda store: put_text(store, "a lighthouse"))
    assert hits(project, "lighthouse") == [revision.rid]
    write(lambda store: store.put(replace(revision, text="a harbour", sha256=text_hash("a harbour"))))
    assert (hits(project, "lighthouse"), hits(project, "harbour")) == ([], [revision.rid])
    project.undo(kim(project))
    assert (hits(project, "lighthouse"), hits(project, "harbour")) == ([revision.rid], [])
    project.redo(kim(project))
    assert (hits(project, "lighthouse"), hits(project, "harbour")) == ([], [revision.rid])
    write(lambda store: store.delete(store.get(TextRevision, revision.rid)))
    assert hits(project, "harbour") == []
    project.undo(kim(project))
    assert hits(project, "harbour") == [revision.rid]


def test_a_refused_step_leaves_the_index_as_it_was(write: Write, project: ProjectFile) -> None:
    revision = write(lambda store: put_text(store, "a lighthouse"))

    def work(store: Store) -> None:
        put_text(store, "another lighthouse", revision.document, 2)
        raise RefusedChange("no")

    with pytest.raises(RefusedChange):
        write(work)
    assert hits(project, "lighthouse") == [revision.rid]
    assert check(project.reader()) == []


# --- undo, redo


def add(name: str) -> Callable[[Store], Case]:
    return lambda store: store.put(Case(name=name))


def names(project: ProjectFile) -> list[str]:
    return [case.name for case in Store(project.reader()).find(Case)]


def test_undo_and_redo_walk_back_and_forth(write: Write, project: ProjectFile) -> None:
    who = kim(project)
    for name in "abc":
        write(add(name))
    assert [project.undo(who).cause for _ in "abc"] == ["undo"] * 3
    assert names(project) == []
    with pytest.raises(NothingToUndo, match="There is nothing to undo"):
        project.undo(who)
    for expected in (["a"], ["a", "b"], ["a", "b", "c"]):
        project.redo(who)
        assert names(project) == expected
    with pytest.raises(NothingToUndo, match="There is nothing to redo"):
        project.redo(who)


def test_a_new_action_closes_redo_and_undo_goes_on_below_it(write: Write, project: ProjectFile) -> None:
    who = kim(project)
    write(add("a"))
    write(add("b"))
    project.undo(who)
    write(add("c"))
    with pytest.raises(NothingToUndo):
        project.redo(who)
    project.undo(who)
    project.undo(who)
    assert names(project) == []
    project.redo(who)
    project.redo(who)
    assert names(project) == ["a", "c"]


@settings(deadline=None, derandomize=True, max_examples=25)
@given(st.lists(st.sampled_from(["act", "undo", "redo"]), max_size=40))
def test_what_undo_and_redo_would_take_is_what_two_stacks_say(tmp_path_factory: Any, moves: list[str]) -> None:
    folder = tmp_path_factory.mktemp("stacks")
    with create_project(folder / "p.ipof", lambda store: store.put(Analyst(name="Kim"))) as project:
        who, done, undone = kim(project), [], []
        for at, move in enumerate(moves):
            if move == "act":
                project.write("Test", add(str(at)), who)
                done.append(str(at))
                undone.clear()
            elif move == "undo" and done:
                project.undo(who)
                undone.append(done.pop())
            elif move == "redo" and undone:
                project.redo(who)
                done.append(undone.pop())
            assert sorted(names(project), key=int) == sorted(done, key=int)
            before, after = project.next_steps()
            assert (before is not None, after is not None) == (bool(done), bool(undone))


def test_the_journal_only_grows_and_an_undo_is_a_step_of_its_own(write: Write, project: ProjectFile) -> None:
    who = kim(project)
    write(add("a"), reason="because")
    project.undo(who)
    project.redo(who)
    project.undo(who)
    rows = project.reader().exec_driver_sql("SELECT kind, target, reason FROM journal_step ORDER BY rid").fetchall()
    assert [tuple(row) for row in rows] == [
        ("action", None, "because"), ("undo", 1, ""), ("redo", 1, ""), ("undo", 1, ""),
    ]  # fmt: skip
    assert [(step.label, step.undone, step.reason) for step in project.history()] == [
        ("Did something", True, "because")
    ]


def test_the_history_is_newest_first_and_can_be_limited(write: Write, project: ProjectFile) -> None:
    for name in "abc":
        write(add(name))
    assert [step.rid for step in project.history()] == [3, 2, 1]
    assert [step.rid for step in project.history(2)] == [3, 2]


def test_rows_that_refer_to_each_other_come_back_together(write: Write, project: ProjectFile) -> None:
    def work(store: Store) -> None:
        one = store.put(Case(name="one"))
        other = store.put(Case(name="other", parent=one.rid))
        store.put(replace(one, parent=other.rid))
        store.put(replace(one, parent=None))
        store.put(replace(other, parent=None))
        store.delete(store.get(Case, one.rid))

    before = dump(project)
    write(work)
    after = dump(project)
    project.undo(kim(project))
    assert dump(project) == before
    project.redo(kim(project))
    assert dump(project) == after


def test_the_contents_of_rows_stand_apart_from_who_and_what(write: Write, project: ProjectFile) -> None:
    write(add("a name that nobody may keep"))
    trail = project.reader().exec_driver_sql("SELECT * FROM journal_change").fetchall()
    assert "nobody may keep" not in str(trail)
    assert len(trail[0]) == 8
    contents = project.reader().exec_driver_sql("SELECT before, after FROM journal_content").fetchall()
    assert contents[0][0] is None
    assert "nobody may keep" in contents[0][1]


# --- coalescing


def rename(case: Case, name: str) -> Callable[[Store], Case]:
    return lambda store: store.put(replace(case, name=name))


def test_edits_with_the_same_key_are_one_step(write: Write, project: ProjectFile) -> None:
    case = write(add("a"))
    for name in ("b", "bc", "bcd"):
        write(rename(case, name), coalesce_key="k")
    assert len(project.history()) == 2
    assert project.reader().exec_driver_sql("SELECT count(*) FROM journal_change").fetchone() == (2,)
    project.undo(kim(project))
    assert names(project) == ["a"]
    project.redo(kim(project))
    assert names(project) == ["bcd"]


@pytest.mark.parametrize("between", ["another key", "no key", "undo and redo", "another analyst", "five minutes"])
def test_edits_are_steps_of_their_own_when_something_came_between(
    between: str, write: Write, project: ProjectFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = write(add("a"))
    write(rename(case, "b"), coalesce_key="k")
    who = kim(project)
    if between == "another key":
        write(rename(case, "c"), coalesce_key="other")
    elif between == "no key":
        write(rename(case, "c"))
    elif between == "undo and redo":
        project.undo(who)
        project.redo(who)
    elif between == "another analyst":
        who = write(lambda store: store.put(Analyst(name="Bo")))
    else:
        monkeypatch.setattr(project_file, "COALESCE_WITHIN", timedelta(minutes=-1))
    before = len(project.history())
    project.write("Test", rename(case, "d"), who, coalesce_key="k")
    assert len(project.history()) == before + 1


def test_a_step_is_amended_only_while_it_is_the_last(write: Write, project: ProjectFile) -> None:
    case = write(add("a"))
    step = project.history()[0].rid
    write(rename(case, "b"), amend=step)
    assert len(project.history()) == 1
    write(lambda store: store.put(Element(label="e")))
    write(rename(case, "c"), amend=step)
    assert len(project.history()) == 3
    project.undo(kim(project))
    assert names(project) == ["b"]


def test_an_amended_step_keeps_the_order_in_which_unique_values_changed_hands(
    write: Write, project: ProjectFile
) -> None:
    one = write(lambda store: store.put(Configuration(number="1")))
    other = write(lambda store: store.put(Configuration(number="3")))
    before = dump(project)

    def swap(first: Configuration, number: str) -> Callable[[Store], Any]:
        return lambda store: store.put(replace(store.get(Configuration, first.rid), number=number))

    write(swap(one, "2"))
    step = project.history()[0].rid
    write(swap(other, "1"), amend=step)
    write(swap(one, "3"), amend=step)
    after = dump(project)
    assert len(project.history()) == 3
    project.undo(kim(project))
    assert dump(project) == before
    project.redo(kim(project))
    assert dump(project) == after


def test_an_amendment_that_changes_nothing_leaves_the_step_alone(write: Write, project: ProjectFile) -> None:
    case = write(add("a"))
    step = project.history()[0]
    assert project.write("Test", lambda store: store.put(case), kim(project), amend=step.rid)[1] is None
    assert project.history() == [step]


def test_a_coalescing_step_knows_how_it_found_a_row(write: Write) -> None:
    case = write(add("a"))
    write(rename(case, "b"), coalesce_key="k")

    def work(store: Store) -> str:
        held = store.get(Case, case.rid)
        store.put(replace(held, name="c"))
        return store.as_the_step_found_it(held).name

    assert write(work, coalesce_key="k") == "a"
    assert write(work) == "c"


# --- analysts


def test_an_analyst_who_was_undone_comes_back_with_the_next_step(write: Write, project: ProjectFile) -> None:
    bo = write(lambda store: store.put(Analyst(name="Bo")))
    project.undo(kim(project))
    before = dump(project)
    _, changed = project.write("Test", add("a"), bo)
    assert changed is not None
    assert changed.step.analyst == "Bo"
    found = Store(project.reader()).find(Analyst, name="Bo")
    assert [held.id for held in found] == [bo.id]
    assert Store(project.reader()).find(Case)[0].created_by == found[0].rid
    project.undo(bo)
    assert dump(project) == before


def test_an_analyst_who_was_undone_does_not_come_back_for_nothing(write: Write, project: ProjectFile) -> None:
    bo = write(lambda store: store.put(Analyst(name="Bo")))
    project.undo(kim(project))
    before, redo = dump(project), project.next_steps()[1]
    assert project.write("Test", lambda store: "nothing", bo) == ("nothing", None)
    assert dump(project) == before
    assert project.next_steps()[1] == redo
