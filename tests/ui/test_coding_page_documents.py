from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex
from pytestqt.qtbot import QtBot

from ipof_workbench.app.commands.documents import SetDocuments
from ipof_workbench.app.workbench import Workbench
from ipof_workbench.domain import records
from ipof_workbench.domain.filters import Filter
from ipof_workbench.storage.store import Store
from ipof_workbench.ui.coding import document_model
from ipof_workbench.ui.coding.document_facts import progress_of
from ipof_workbench.ui.coding.document_model import ROLE_DONE, DocumentModel
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
    assert harbour.data(ROLE_COUNT) == "5"
    assert children(model, harbour) == {"P04 · member": "new", "P07 · moderator": "new", "Survey answers": "3"}
    assert harbour.data(ROLE_COUNT) == "0 of 2"


def test_a_case_counts_what_is_done(workbench: Workbench, model: DocumentModel) -> None:
    harbour = opened(model, child(model, "Harbour"))
    document = workbench.read.document_named("P04 · member").rid
    workbench.run(SetDocuments((document,), status="first_coded"))
    model.renew([document])
    assert harbour.data(ROLE_COUNT) == "1 of 2"
    index = model.index_of_document(document)
    assert index.data(ROLE_DONE)
    assert index.data(ROLE_COUNT) == ""


def test_progress_is_the_share_that_was_read_while_coding(workbench: Workbench, model: DocumentModel) -> None:
    coded = code(workbench, "P04 · member", "And then?", "context")
    document = workbench.read.coding(coded.coding).document
    row = workbench.read.document_rows([document])[0]
    index = model.index_of_document(document)
    assert index.data(ROLE_PROGRESS) == pytest.approx(row.coded_to / row.characters)
    assert index.data(ROLE_COUNT) == f"{round(100 * row.coded_to / row.characters)} %"
    assert progress_of(row._replace(status="agreed")) is None


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
    assert loose.data(ROLE_COUNT) == "5"
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
    model.fill(Filter(cases=frozenset({case}), data_kinds=frozenset({"field_note", "forum_post"})))
    assert [model.index(row, 0).data() for row in range(model.rowCount())] == ["Lantern"]
    assert children(model, child(model, "Lantern")) == {"Notes": "new", "Forum posts": "3"}


def test_words_find_names_in_every_case_and_say_what_is_left_out(
    workbench: Workbench, model: DocumentModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_posts(workbench, "Lantern", 20)
    monkeypatch.setattr(document_model, "FOUND_AT_MOST", 15)
    model.fill(words="more")
    assert model.not_shown == 5
    assert len(children(model, child(model, "Lantern"))) == 15
    model.fill(words="nothing of the kind")
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
