from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from pytestqt.qtbot import QtBot

from ipof_workbench.app.commands.coding import CodePassage
from ipof_workbench.app.commands.documents import SetDocuments
from ipof_workbench.app.commands.record_edits import AddRecord
from ipof_workbench.app.workbench import Workbench
from ipof_workbench.domain import records
from ipof_workbench.domain.document_choices import NO_CASE, DocumentChoice
from ipof_workbench.domain.filters import Filter
from ipof_workbench.storage.store import Store
from ipof_workbench.ui.coding import document_model
from ipof_workbench.ui.coding.document_facts import progress_of, progress_words
from ipof_workbench.ui.coding.document_model import ROLE_DONE, DocumentModel
from ipof_workbench.ui.coding.document_source import Listing
from ipof_workbench.ui.widgets.delegates import ROLE_COUNT, ROLE_PROGRESS
from tests.factories import Writing, code, make_study


@pytest.fixture
def workbench(tmp_path: Path):
    with make_study(tmp_path / "study.ipof") as study:
        yield study


@pytest.fixture
def model(qtbot: QtBot, workbench: Workbench) -> DocumentModel:
    model = DocumentModel(lambda: workbench.read)
    model.fill()
    return model


def opened(model: DocumentModel, parent: QModelIndex) -> QModelIndex:
    while model.canFetchMore(parent):
        model.fetchMore(parent)
    return parent


def children(model: DocumentModel, parent: QModelIndex) -> dict[str, object]:
    """Return title -> what stands at the right, of all rows below an index."""
    opened(model, parent)
    rows = (model.index(row, 0, parent) for row in range(model.rowCount(parent)))
    return {str(index.data()): index.data(ROLE_COUNT) for index in rows}


def named(words: str) -> Listing:
    return Listing(choice=DocumentChoice(words=words))


def titles(model: DocumentModel, parent: QModelIndex | None = None) -> list[str]:
    """Return the heads, or what stands under one."""
    above = opened(model, parent) if parent else QModelIndex()
    return [str(model.index(row, 0, above).data()) for row in range(model.rowCount(above))]


def child(model: DocumentModel, title: str, parent: QModelIndex | None = None) -> QModelIndex:
    parent = parent or QModelIndex()
    rows = (model.index(row, 0, parent) for row in range(model.rowCount(parent)))
    return next(index for index in rows if index.data() == title)


def add_posts(workbench: Workbench, case: str, number: int, kind: str = "forum_post") -> None:
    def work(store: Store) -> None:
        batch = store.put(records.ImportBatch(kind="posts"))
        held = store.first(records.Case, name=case) if case else None
        rows = ((f"more{n}", kind, held.rid if held else None, 5, 30) for n in range(number))
        store.bulk_insert(records.Document, ("name", "kind", "case", "words", "characters"), rows, batch.rid)
        store.label = "Imported posts"

    workbench.run(Writing(work))


def test_nothing_is_read_below_a_case_before_it_is_opened(model: DocumentModel) -> None:
    harbour = child(model, "Harbour")
    assert model.hasChildren(harbour)
    assert model.rowCount(harbour) == 0
    assert harbour.data(ROLE_COUNT) == "0 of 2"
    assert children(model, harbour) == {"P04 · member": "new", "P07 · moderator": "new", "Survey answers": "3"}
    assert harbour.data(ROLE_COUNT) == "0 of 2"


def test_a_case_counts_what_is_done(workbench: Workbench, model: DocumentModel) -> None:
    harbour = opened(model, child(model, "Harbour"))
    document = workbench.read.document_named("P04 · member").rid
    assert not model.index_of_document(document).data(ROLE_DONE)
    workbench.run(SetDocuments((document,), status="first_coded"))
    model.renew([document])
    assert harbour.data(ROLE_COUNT) == "1 of 2"
    index = model.index_of_document(document)
    assert index.data(ROLE_DONE)
    assert index.data(ROLE_COUNT) == ""


def test_progress_is_the_share_of_the_turns_that_hold_a_coding(workbench: Workbench, model: DocumentModel) -> None:
    coded = code(workbench, "P04 · member", "Nobody had my name or my face", "context")
    document = workbench.read.coding(coded.coding).document
    row = workbench.read.document_rows([document])[0]
    assert (row.coded, row.to_code, row.turns) == (1, 4, 8)
    index = model.index_of_document(document)
    assert index.data(ROLE_PROGRESS) == pytest.approx(0.25)
    assert index.data(ROLE_COUNT) == "25 %"
    assert index.data(Qt.ItemDataRole.AccessibleTextRole).endswith("1 coding, 1 of 4 turns coded")
    assert progress_of(row._replace(status="agreed")) is None


def test_two_codings_in_one_turn_count_it_once_and_one_over_two_turns_counts_both(workbench: Workbench) -> None:
    code(workbench, "P04 · member", "Nobody had my name", "context")
    code(workbench, "P04 · member", "my face", "context")
    text = workbench.read.document_text(workbench.read.document_named("P04 · member").rid)
    asked = next(turn for turn in text.turns if "And then" in text.text[turn.start : turn.end])
    # From the last words of the turn before the question to the first of the one after it.
    workbench.run(CodePassage(text.document.rid, asked.start - 20, asked.end + 20, "mechanism"))
    row = workbench.read.document_rows([text.document.rid])[0]
    assert (row.coded, row.to_code) == (2, 4)


def test_where_nobody_speaks_the_characters_count(workbench: Workbench) -> None:
    coded = code(workbench, "Notes", "The room was cold", "context")
    row = workbench.read.document_rows([workbench.read.coding(coded.coding).document])[0]
    assert (row.coded, row.to_code) == (len("The room was cold"), row.characters)
    assert progress_words(row) == f"{round(100 * row.share)} % of the text coded"


def test_sub_cases_stand_in_their_case_and_their_documents_only_there(
    qtbot: QtBot, workbench: Workbench, model: DocumentModel
) -> None:
    def work(store: Store) -> None:
        above = store.find(records.Case, name="Harbour")[0]
        below = store.put(records.Case(name="Harbour nights", parent=above.rid))
        document = store.find(records.Document, name="P07 · moderator")[0]
        store.put(records.Document(name="In between", kind="interview", case=below.rid))
        store.label = f"Filed beside {document.name}"

    workbench.run(Writing(work))
    model.fill()
    harbour = child(model, "Harbour")
    assert list(children(model, harbour)) == ["Harbour nights", "P04 · member", "P07 · moderator", "Survey answers"]
    assert list(children(model, child(model, "Harbour nights", harbour))) == ["In between"]


def test_documents_without_a_case_stand_under_a_head_of_their_own(workbench: Workbench, model: DocumentModel) -> None:
    add_posts(workbench, "", 3, kind="literature")
    add_posts(workbench, "", 2)
    model.fill()
    loose = child(model, "No case")
    assert loose.data(ROLE_COUNT) == "0 of 3"
    assert children(model, loose) == {"more0": "new", "more1": "new", "more2": "new", "Forum posts": "2"}
    assert list(children(model, child(model, "Forum posts", loose))) == ["more0", "more1"]


def test_both_kinds_of_units_have_their_folder_with_its_size(workbench: Workbench, model: DocumentModel) -> None:
    add_posts(workbench, "Harbour", 7)
    model.fill()
    harbour = child(model, "Harbour")
    shown = children(model, harbour)
    assert (shown["Survey answers"], shown["Forum posts"]) == ("3", "7")


def test_a_folder_shows_a_page_at_a_time(workbench: Workbench, model: DocumentModel) -> None:
    add_posts(workbench, "Lantern", 2 * document_model.PAGE)
    model.fill()
    posts = child(model, "Forum posts", opened(model, child(model, "Lantern")))
    model.fetchMore(posts)
    assert model.rowCount(posts) == document_model.PAGE
    assert model.canFetchMore(posts)
    opened(model, posts)
    assert model.rowCount(posts) == 2 * document_model.PAGE + 3


def test_a_post_deep_in_a_folder_is_found_without_showing_all_before_it(
    workbench: Workbench, model: DocumentModel
) -> None:
    add_posts(workbench, "Lantern", 4 * document_model.PAGE)
    model.fill()
    wanted = workbench.read.document_named(f"more{3 * document_model.PAGE}").rid
    index = model.index_of_document(wanted)
    assert index.data() == f"more{3 * document_model.PAGE}"
    posts = index.parent()
    assert model.rowCount(posts) <= 2 * document_model.PAGE
    opened(model, posts)
    assert model.rowCount(posts) == 4 * document_model.PAGE + 3


def test_the_filter_of_the_window_holds_here_too(workbench: Workbench, model: DocumentModel) -> None:
    case = next(case.rid for case in workbench.read.cases() if case.name == "Lantern")
    model.fill(Listing(Filter(cases=frozenset({case}), data_kinds=frozenset({"field_note", "forum_post"}))))
    assert [model.index(row, 0).data() for row in range(model.rowCount())] == ["Lantern"]
    assert children(model, child(model, "Lantern")) == {"Notes": "new", "Forum posts": "3"}


def test_words_find_names_in_every_case_and_say_what_is_left_out(
    workbench: Workbench, model: DocumentModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_posts(workbench, "Lantern", 20)
    monkeypatch.setattr(document_model, "FOUND_AT_MOST", 15)
    model.fill(named("more"))
    assert model.not_shown == 5
    assert len(children(model, child(model, "Lantern"))) == 15
    model.fill(named("nothing of the kind"))
    assert model.rowCount() == 0


def test_a_document_is_moved_when_it_is_new_gone_or_elsewhere(workbench: Workbench, model: DocumentModel) -> None:
    document = workbench.read.document_named("P04 · member").rid
    model.index_of_document(document)
    assert not model.is_moved(document)
    workbench.run(SetDocuments((document,), status="agreed"))
    assert not model.is_moved(document)
    lantern = next(case.rid for case in workbench.read.cases() if case.name == "Lantern")
    workbench.run(SetDocuments((document,), case=lantern, set_case=True))
    assert model.is_moved(document)
    assert model.is_moved(9999)


# --- what is listed, and under which heads


def test_a_choice_leaves_out_heads_without_documents(workbench: Workbench, model: DocumentModel) -> None:
    model.fill(Listing(choice=DocumentChoice(kinds=frozenset({"field_note"}))))
    assert titles(model) == ["Lantern"]
    assert titles(model, child(model, "Lantern")) == ["Notes"]


def test_status_and_whose_codings_narrow_the_list(workbench: Workbench, model: DocumentModel) -> None:
    code(workbench, "P04 · member", "And then?", "context")
    me = workbench.analyst.rid

    def shown(**choice: object) -> list[str]:
        model.fill(Listing(choice=DocumentChoice(analyst=me, kinds=frozenset({"interview"}), **choice)))  # type: ignore[arg-type]
        return [name for head in titles(model) for name in titles(model, child(model, head))]

    assert shown(statuses=frozenset({"in_progress"})) == ["P04 · member"]
    assert shown(statuses=frozenset({"uncoded"})) == ["P07 · moderator", "P15 · member"]
    assert shown(coded_by="nobody") == ["P07 · moderator", "P15 · member"]
    assert shown(coded_by="me") == ["P04 · member"]
    assert shown(coded_by="not_me") == ["P07 · moderator", "P15 · member"]
    workbench.run(AddRecord(records.Analyst(name="Sam")))
    me = next(each.rid for each in workbench.read.find(records.Analyst) if each.name == "Sam")
    assert shown(coded_by="me") == []
    assert shown(coded_by="not_me") == ["P04 · member", "P07 · moderator", "P15 · member"]


def test_documents_without_a_case_can_be_chosen(workbench: Workbench, model: DocumentModel) -> None:
    add_posts(workbench, "", 2, kind="literature")
    model.fill(Listing(choice=DocumentChoice(cases=frozenset({NO_CASE}))))
    assert titles(model) == ["No case"]
    assert len(titles(model, child(model, "No case"))) == 2


def test_documents_stand_under_kinds_in_their_case(workbench: Workbench, model: DocumentModel) -> None:
    model.fill(Listing(grouping="case_and_kind"))
    lantern = child(model, "Lantern")
    assert children(model, lantern) == {"Interviews": "0 of 1", "Forum posts": "3", "Field notes": "0 of 1"}
    document = workbench.read.document_named("Notes").rid
    assert model.index_of_document(document).parent().data() == "Field notes"


def test_documents_stand_under_kinds_alone_with_their_whole_names(workbench: Workbench, model: DocumentModel) -> None:
    model.fill(Listing(grouping="kind"))
    assert titles(model) == ["Interviews", "Survey answers", "Forum posts", "Field notes"]
    assert titles(model, child(model, "Interviews")) == ["P04 · member", "P07 · moderator", "P15 · member"]
    document = workbench.read.document_named("Notes").rid
    assert model.index_of_document(document).parent().data() == "Field notes"


@pytest.mark.parametrize(
    ("order", "first"), [("name", "P04 · member"), ("words", "P07 · moderator"), ("codings", "P07 · moderator")]
)
def test_documents_are_sorted_under_their_head(
    workbench: Workbench, model: DocumentModel, order: str, first: str
) -> None:
    code(workbench, "P04 · member", "And then?", "context")
    model.fill(Listing(order=order))
    assert titles(model, child(model, "Harbour"))[0] == first
    model.fill(Listing(order=order, descending=True))
    assert titles(model, child(model, "Harbour"))[1] == first


def test_what_is_typed_finds_names_that_begin_so_before_those_that_hold_it(
    workbench: Workbench, model: DocumentModel
) -> None:
    rid = {name: workbench.read.document_named(name).rid for name in ("P04 · member", "P15 · member", "Notes")}
    assert model.named("p1", None, stays=False) == rid["P15 · member"]
    assert model.named("mem", None, stays=False) == rid["P04 · member"]
    assert model.named("mem", rid["P04 · member"], stays=False) == rid["P15 · member"]
    assert model.named("mem", rid["P15 · member"], stays=True) == rid["P15 · member"]
    assert model.named("xyzzy", None, stays=False) is None
