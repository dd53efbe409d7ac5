"""The list of documents on the Code page with 100,000 posts: opening it, its largest folder, a choice, a name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSettings, QStringListModel
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListView

from benchmarks.conftest import Race, timed
from benchmarks.floors import raw_connection
from ipof_workbench.app.workbench import Workbench
from ipof_workbench.domain import records
from ipof_workbench.domain.document_choices import DocumentChoice
from ipof_workbench.storage.store import Store
from ipof_workbench.ui.coding.document_panel import DocumentPanel
from ipof_workbench.ui.session import Session
from tests.factories import Writing

POSTS = 100_000


@pytest.fixture(scope="module")
def forum(folder: Path) -> Iterator[Workbench]:
    """A project with 60 interviews in 10 cases and 100,000 posts in them."""

    def work(store: Store) -> None:
        cases = [store.put(records.Case(name=f"Forum {number:02}")) for number in range(10)]
        for number in range(60):
            store.put(records.Document(name=f"P{number:02} member", kind="interview", case=cases[number % 10].rid))
        batch = store.put(records.ImportBatch(kind="posts"))
        # Nine of ten are in the first case: the largest folder holds 90,000.
        rows = ((f"p{n:06}", "forum_post", cases[0 if n % 10 else n // 10 % 10].rid, 5, 30) for n in range(POSTS))
        store.bulk_insert(records.Document, ("name", "kind", "case", "words", "characters"), rows, batch.rid)
        store.label = "Imported posts"

    with Workbench.create(folder / "forum.ipof", analyst="Kim") as workbench:
        workbench.run(Writing(work))
        yield workbench


@pytest.fixture
def panel(qapp: QApplication, forum: Workbench, tmp_path: Path) -> Iterator[DocumentPanel]:
    session = Session(forum, QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat))
    made = DocumentPanel(session)
    made.resize(216, 760)
    made.show()
    made.fill()
    QTest.qWait(20)
    yield made
    made.close()
    made.deleteLater()
    QTest.qWait(5)


def painted() -> None:
    """Let what is due be laid out and painted."""
    QApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.UpdateRequest.value)


def test_the_list_of_100_000_documents(race: Race, panel: DocumentPanel, forum: Workbench) -> None:
    holder, bare = raw_connection(forum.path)
    plain = QListView()
    plain.resize(216, 700)
    plain.show()
    names = QStringListModel([f"p{number:06}" for number in range(40)])

    def floor() -> None:
        """Count by case and kind, and paint one screen of words."""
        bare.execute('SELECT "case", kind, count(*) FROM document GROUP BY "case", kind').fetchall()
        plain.setModel(names)
        painted()

    def empty() -> tuple[()]:
        plain.setModel(None)
        painted()
        return ()

    race.run(
        "opening the list of 100,060 documents",
        lambda: (panel.fill(), painted()),
        floor,
        floor_fresh=empty,
        rounds=7,
        most=150,
    )
    tree, model = panel.tree, panel.tree.model()
    head = model.index(0, 0)
    folder = next(
        model.index(row, 0, head)
        for row in range(model.rowCount(head))
        if model.index(row, 0, head).data() == "Forum posts"
    )
    race.note("  its folder of 90,000 posts", timed(lambda: (tree.expand(folder), painted())), most=150)
    deep = forum.read.document_named("p088888").rid
    race.note("  going to a post deep in it", timed(lambda: (tree.show_document(deep), painted())), most=150)
    listing = tree.listing()
    for words, choice in (
        ("without codings", DocumentChoice(coded_by="nobody")),
        ("in progress", DocumentChoice(statuses=frozenset({"in_progress"}))),
        ("whose names hold “77”", DocumentChoice(words="77")),
    ):
        asked = replace(listing, choice=choice)
        race.note(f"  those {words}", timed(lambda asked=asked: (tree.fill(asked), painted())), most=250)
    tree.fill(listing)
    race.note(
        "  typing to find “p0”, “6”", timed(lambda: (tree.keyboardSearch("p0"), tree.keyboardSearch("6"))), most=150
    )
    holder.close()
    plain.close()
