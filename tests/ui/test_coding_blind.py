"""Whoever codes blind sees nowhere in the window what others have coded, nor how much of it there is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QLabel, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from ipof_workbench.app.cmo_table import TableOptions
from ipof_workbench.app.commands.coding import CodedPassage, CodePassage, CodeThematically
from ipof_workbench.app.commands.coding_rounds import SetCodingRound
from ipof_workbench.app.commands.record_edits import EditFields
from ipof_workbench.app.exports import report_table
from ipof_workbench.app.missing_pieces import Proposal
from ipof_workbench.app.workbench import Workbench
from ipof_workbench.domain import records
from ipof_workbench.domain.filters import EVERYTHING, Filter
from ipof_workbench.main import create_window
from ipof_workbench.ui.blind_cover import COVERED, BlindCover
from ipof_workbench.ui.coding.pick_rows import read_index
from ipof_workbench.ui.data.fact_form import FactForm
from ipof_workbench.ui.data.grid_tab import GridTab
from ipof_workbench.ui.main_window import MainWindow
from ipof_workbench.ui.page import Page
from ipof_workbench.ui.places import Place
from ipof_workbench.ui.report.outputs import OUTPUTS
from ipof_workbench.ui.session import BLIND_SETTING
from ipof_workbench.ui.settings import workbench_settings
from ipof_workbench.ui.theme.theme import Theme
from tests.factories import make_study

DOCUMENT = "P04 · member"
OWN, OTHERS = "Nobody had my name", "the answers were kind"
NOTE = "only Sam thought of this"
MOST_ROWS = 300
ROLES = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)


def code(workbench: Workbench, quote: str, role: str, label: str, configuration: int | None = None) -> CodedPassage:
    document = workbench.read.document_named(DOCUMENT).rid
    start = workbench.read.document_text(document).text.index(quote)
    command = CodePassage(document, start, start + len(quote), role, configuration, label=label)
    coded: CodedPassage = workbench.run(command).result
    return coded


@pytest.fixture
def window(qtbot: QtBot, theme: Theme, tmp_path: Path) -> Iterator[MainWindow]:
    """A study in which Ada and Sam coded the same interview for the same configuration, opened by Ada."""
    path = tmp_path / "study.ipof"
    with make_study(path) as workbench:
        ada = workbench.analyst.name
        own = code(workbench, OWN, "context", "Anonymous")
        workbench.act_as("Sam")
        others = code(workbench, OTHERS, "mechanism", "Kindness", own.configuration)
        code(workbench, "three lines", "outcome", "Writes", own.configuration)
        workbench.run(EditFields(records.Coding, others.coding, {"note": NOTE}))
        workbench.run(SetCodingRound(own_document(workbench), workbench.analyst.rid, "coded"))
        workbench.act_as(ada)
    made = create_window(path)
    assert isinstance(made, MainWindow)
    qtbot.addWidget(made)
    made.resize(1280, 800)
    made.show()
    settle()
    session = made.session
    assert session is not None
    session.act_as(ada)
    yield made
    workbench_settings().setValue(BLIND_SETTING, "false")
    made.close()


def own_document(workbench: Workbench) -> int:
    return workbench.read.document_named(DOCUMENT).rid


def settle(milliseconds: int = 350) -> None:
    QTest.qWait(milliseconds)


def words_of_model(model: QAbstractItemModel, parent: QModelIndex | None = None) -> Iterator[str]:
    above = parent or QModelIndex()
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(above)
    held = getattr(model, "rows", ())
    if parent is None and not callable(held):
        # What a delegate paints comes from the row itself.
        yield repr(held)
    for row in range(min(MOST_ROWS, model.rowCount(above))):
        for column in range(columns):
            index = model.index(row, column, above)
            yield from (str(index.data(role)) for role in ROLES if index.data(role))
            if column == 0 and model.rowCount(index):
                yield from words_of_model(model, index)


def words_in_sight(widget: QWidget) -> list[str]:
    """Return all that labels, buttons, fields and lists of a widget say, but for the transcript itself."""
    found: list[str] = []
    for part in widget.findChildren(QWidget):
        if not part.isVisibleTo(widget) or part.objectName().startswith("transcriptView"):
            continue
        found += [part.toolTip(), part.accessibleName(), part.accessibleDescription()]
        if isinstance(part, (QLabel, QAbstractButton)):
            found.append(part.text())
        elif isinstance(part, QPlainTextEdit):
            found.append(part.toPlainText())
        elif isinstance(part, QAbstractItemView) and part.model() is not None:
            found += words_of_model(part.model())
    return [words for words in found if words]


def look_everywhere(window: MainWindow) -> dict[str, list[str]]:
    """Return page -> what it says, with the configuration and the element in question chosen."""
    session = window.session
    assert session is not None
    read = session.workbench.read
    configuration = read.configurations()[0].rid
    element = next(row.rid for row in read.elements() if row.label == "Kindness")
    window.stack.pages["code"].open_document(own_document(session.workbench))  # type: ignore[attr-defined]
    window.stack.pages["code"].desk.continue_configuration(configuration)  # type: ignore[attr-defined]
    found: dict[str, list[str]] = {}
    for key in list(window.stack.pages):
        if key in ("import", "keys", "names", "grammar"):
            continue
        session.go_to(Place(key))
        settle()
        found[key] = words_in_sight(window)
    session.show_configuration(configuration)
    settle()
    found["configuration"] = words_in_sight(window)
    session.show_element(element, "mechanism")
    settle()
    found["element of the theory"] = words_in_sight(window)
    session.show_record("element", element)
    settle()
    found["element"] = words_in_sight(window)
    for way in ("judge", "explain"):
        session.go_to(Place("code"))
        window.stack.pages["code"].ways.set_way(way)  # type: ignore[attr-defined]
        settle()
        found[way] = words_in_sight(window)
    window.stack.pages["code"].ways.set_way("build")  # type: ignore[attr-defined]
    return found


def telling(found: dict[str, list[str]]) -> dict[str, list[str]]:
    """Return page -> what it says of Sam's codings."""
    told = {
        key: [words for words in said if OTHERS in words or NOTE in words or "three lines" in words]
        for key, said in found.items()
    }
    return {key: words for key, words in told.items() if words}


def test_no_page_says_anything_of_others_codings(window: MainWindow) -> None:
    session = window.session
    assert session is not None
    before = telling(look_everywhere(window))
    assert {"configuration", "element", "explain"} <= set(before), "seen with open eyes it is there to be found"
    session.set_blind(True)
    settle()
    assert telling(look_everywhere(window)) == {}
    session.set_blind(False)
    settle()
    assert set(telling(look_everywhere(window))) >= set(before)


def test_the_filter_lets_ones_own_codings_through_and_keeps_what_was_chosen(window: MainWindow) -> None:
    session = window.session
    assert session is not None
    ada = session.workbench.analyst.rid
    chosen = Filter(data_kinds=frozenset({"interview"}))
    session.set_filter(chosen)
    session.set_blind(True)
    assert session.current_filter == Filter(data_kinds=frozenset({"interview"}), analysts=frozenset({ada}))
    session.set_filter(session.current_filter)
    assert session.chosen_filter == chosen
    session.set_filter(EVERYTHING)
    assert session.current_filter == Filter(analysts=frozenset({ada}))
    assert not session.current_filter.is_empty
    session.set_blind(False)
    assert session.current_filter == EVERYTHING


def test_the_filter_follows_whoever_codes(window: MainWindow) -> None:
    session = window.session
    assert session is not None
    session.set_blind(True)
    heard: list[frozenset[int]] = []
    session.filter_changed.connect(lambda: heard.append(session.current_filter.analysts))
    session.act_as("Sam")
    assert heard == [frozenset({session.workbench.analyst.rid})]


def test_the_status_bar_says_that_only_ones_own_codings_are_seen(window: MainWindow) -> None:
    session = window.session
    assert session is not None
    button = window.status_row._parts.filter  # noqa: SLF001
    session.set_blind(True)
    assert button.text() == "All cases, your codings alone"
    assert "Others’ codings are hidden" in button.toolTip()
    session.set_filter(Filter(data_kinds=frozenset({"interview"})))
    assert button.text() == "interview; your codings alone"
    session.set_blind(False)
    assert button.text() == "interview"


def test_the_last_step_and_undo_name_another_analyst_alone(window: MainWindow) -> None:
    session = window.session
    assert session is not None
    assert window.actions_table["undo"].text() == "Undo: p04 · member: coded by Sam"
    session.set_blind(True)
    assert window.actions_table["undo"].text() == "Undo: a step of Sam"
    session.set_blind(False)
    assert window.actions_table["undo"].text() == "Undo: p04 · member: coded by Sam"


@pytest.mark.parametrize("key", ["trail", "history"])
def test_a_page_that_tells_of_everybody_is_covered(window: MainWindow, key: str, qtbot: QtBot) -> None:
    session = window.session
    assert session is not None
    session.go_to(Place(key))
    page = window.stack.pages[key]
    assert not isinstance(page, BlindCover)
    session.set_blind(True)
    cover = window.stack.current_page()
    assert isinstance(cover, BlindCover)
    assert (cover.key, cover.page_title) == (page.key, page.page_title)
    assert any(COVERED in words for words in words_in_sight(cover))
    assert list(cover.page_actions()) == []
    session.go_to(Place("code"))
    session.go_to(Place(key))
    assert window.stack.current_page() is cover
    cover.empty.action_requested.emit()
    assert not session.is_blind
    assert window.stack.current_page() is page
    assert isinstance(page, Page)


def test_the_heads_of_cases_count_what_one_has_done_oneself(window: MainWindow) -> None:
    session = window.session
    assert session is not None
    workbench = session.workbench
    document = own_document(workbench)
    workbench.run(EditFields(records.Document, document, {"status": "first_coded"}))
    tree = window.stack.pages["code"].documents.tree  # type: ignore[attr-defined]
    session.go_to(Place("code"))
    settle()
    whole = " ".join(words_of_model(tree.model()))
    session.set_blind(True)
    settle()
    assert " ".join(words_of_model(tree.model())) != whole
    ada = workbench.analyst.rid
    counts = workbench.read.by_document.group_counts(only=ada)
    assert sum(row.done for row in counts) == 0
    workbench.run(SetCodingRound(document, ada, "coded"))
    assert sum(row.done for row in workbench.read.by_document.group_counts(only=ada)) == 1


def test_choices_of_the_list_that_tell_of_others_are_off_and_say_why(window: MainWindow) -> None:
    session = window.session
    assert session is not None
    panel = window.stack.pages["code"].documents  # type: ignore[attr-defined]
    open_eyes = {action.text(): action.isEnabled() for action in panel.menu().actions() if action.text()}
    assert all(open_eyes[words] for words in ("Without codings", "Coded by you", "In progress"))
    session.set_blind(True)
    entries = {action.text(): action for action in panel.menu().actions() if action.text()}
    assert entries["Coded by you"].isEnabled()
    assert entries["Not coded by you"].isEnabled()
    for words in ("Without codings", "In progress"):
        assert not entries[words].isEnabled()
        assert "hidden" in entries[words].toolTip()


def test_numbers_beside_names_are_ones_own(window: MainWindow) -> None:
    session = window.session
    assert session is not None
    read, ada = session.workbench.read, session.workbench.analyst.rid
    kindness = next(row for row in read.picking.rows() if row.name == "Kindness")
    assert kindness.uses == 1
    assert {row.name: row.uses for row in read.picking.rows(ada)}["Kindness"] == 0
    session.set_blind(True)
    shown = {row.text: row.count for row in read_index(session).named("", "mechanism")}
    assert shown["Kindness"] == 0
    configuration = read.configurations()[0].rid
    detail = read.configuration(configuration, session.current_filter)
    chips = {content.label: content.codings for place in detail.places for content in place.contents}
    assert chips == {"Anonymous": 1, "Kindness": 0, "Writes": 0}


def codings_in(grid: GridTab) -> int:
    """Return the sum of what stands under “Codings”; -1 before it was read."""
    model, level = grid.model, Qt.Orientation.Horizontal
    heads = [model.headerData(at, level, Qt.ItemDataRole.DisplayRole) for at in range(model.columnCount())]
    if "Codings" not in heads:
        return -1
    at = heads.index("Codings")
    return sum(int(model.index(row, at).data() or 0) for row in range(model.rowCount()))


@pytest.mark.parametrize("tab", ["cases", "participants"])
def test_the_grids_of_data_count_ones_own_codings(window: MainWindow, tab: str, qtbot: QtBot) -> None:
    session = window.session
    assert session is not None
    name = session.workbench.analyst.name
    page = window.stack.pages["data"]
    grid = page.case_grid if tab == "cases" else page.participants  # type: ignore[attr-defined]
    session.go_to(Place("data"))
    page.show_tab(tab)  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: codings_in(grid) == 3, timeout=10_000)
    session.set_blind(True)
    qtbot.waitUntil(lambda: codings_in(grid) == 1, timeout=10_000)
    session.act_as("Sam")
    qtbot.waitUntil(lambda: codings_in(grid) == 2, timeout=10_000)
    session.act_as(name)


def test_the_facts_of_a_document_count_ones_own_codings(window: MainWindow) -> None:
    session = window.session
    assert session is not None
    facts = window.stack.pages["data"].facts  # type: ignore[attr-defined]

    def said() -> str:
        facts.show_documents((own_document(session.workbench),), session.workbench.read.cases())
        form = facts.findChildren(FactForm)[-1]
        return " ".join(label.text() for label in form.findChildren(QLabel))

    whole = said()
    session.set_blind(True)
    assert ("3 codings" in whole, "3 codings" in said(), "1 coding" in said()) == (True, False, True)


def test_the_quotes_of_a_proposed_partner_are_ones_own(window: MainWindow) -> None:
    session = window.session
    assert session is not None
    page = window.stack.pages["configurations"]
    session.go_to(Place("configurations"))
    settle()
    read = session.workbench.read
    rid = read.configurations()[0].rid
    role = next(role for role in session.roles() if role.key == "mechanism")
    kindness = next(row.rid for row in read.elements() if row.label == "Kindness")
    missing = page.table.missing  # type: ignore[attr-defined]
    missing.look_at(Proposal(role, kindness, "Kindness", rid, "1", "", (), 1))
    for is_blind, quotes, said in ((False, 1, "Quotes"), (True, 0, "No quote that passes the filter"), (False, 1, "Q")):
        session.set_blind(is_blind)
        assert [OTHERS in row.quote for row in missing.quotes.rows()] == [True] * quotes
        assert missing.quotes_head.text().startswith(said)


def test_codes_to_code_with_by_a_rule_count_ones_own(window: MainWindow) -> None:
    session = window.session
    assert session is not None
    workbench = session.workbench
    name, document = workbench.analyst.name, own_document(workbench)
    workbench.act_as("Sam")
    workbench.run(CodeThematically(document, 0, 5, name="Warmth"))
    workbench.act_as(name)
    form = window.stack.pages["auto"].form  # type: ignore[attr-defined]
    for is_blind, count in ((False, 1), (True, None)):
        session.set_blind(is_blind)
        assert [row.count for row in form._target_rows("Warmth") if row.text == "Warmth"] == [count]  # noqa: SLF001


def test_what_a_passage_bears_on_elsewhere_is_not_told_of_others(window: MainWindow) -> None:
    session = window.session
    assert session is not None
    workbench = session.workbench
    ada, name = workbench.analyst.rid, workbench.analyst.name
    own = next(row.evidence for row in workbench.read.evidence() if row.quote == OWN)
    workbench.act_as("Sam")
    code(workbench, OWN, "mechanism", "Hiding")
    workbench.act_as(name)
    assert len(workbench.read.evidence_on.elsewhere(own)) == 1
    assert workbench.read.evidence_on.elsewhere(own, ada) == []


@pytest.mark.parametrize("action", ["Record a version", "Split configuration", "Merge with other configurations"])
def test_judging_the_whole_of_the_evidence_waits_until_it_is_seen(window: MainWindow, action: str) -> None:
    session = window.session
    assert session is not None
    session.show_configuration(session.workbench.read.configurations()[0].rid)
    session.set_blind(True)
    settle()
    page = window.stack.pages["configurations"]
    entry = next(entry for entry in page.page_actions() if entry.text() == action)
    assert not entry.isEnabled()
    assert "needs everybody’s codings, and others’ are hidden" in entry.toolTip()
    told: list[str] = []
    session.refused.connect(told.append)
    versions = page.detail.versions  # type: ignore[attr-defined]
    work = {"Record": versions.record, "Split": versions.split, "Merge": versions.merge}[action.split()[0]]
    work()
    assert "needs everybody’s codings, and others’ are hidden" in told[-1]
    assert window.findChild(QWidget, "sheet") is None
    session.set_blind(False)
    settle()
    assert entry.isEnabled()


def test_exports_of_the_whole_project_say_why_they_wait(window: MainWindow) -> None:
    session = window.session
    assert session is not None
    session.set_blind(True)
    window.menus.menus["File"].aboutToShow.emit()
    entries = {action.text(): action for action in window.menus.exports.actions()}
    assert "needs everybody’s codings" in entries["Quotes…"].toolTip()
    assert not entries["Codings, to import again…"].isEnabled()
    assert entries["Cases, to import again…"].isEnabled()
    session.set_blind(False)
    window.menus.menus["File"].aboutToShow.emit()
    assert entries["Quotes…"].isEnabled()


def test_tables_of_the_report_print_ones_own(window: MainWindow) -> None:
    session = window.session
    assert session is not None
    session.set_blind(True)
    for output in OUTPUTS:
        if not output.is_figure:
            options = TableOptions(with_quotes=output.with_quotes, threshold=1)
            table = report_table(session.workbench, output.kind, session.current_filter, options)
            words = " ".join(cell.text for row in table.rows for cell in row)
            assert OTHERS not in words, output.title
            assert NOTE not in words, output.title


def test_files_of_the_whole_project_wait_but_not_those_without_codings(window: MainWindow, tmp_path: Path) -> None:
    session = window.session
    assert session is not None
    asked: list[str] = []
    session.ask_save_path = lambda _title, path, _patterns: asked.append(path.name)  # type: ignore[assignment,func-returns-value]
    session.set_blind(True)
    for kind in ("codings", "quotes", "audit"):
        window.desk.export(kind)
    assert asked == []
    window.desk.export("cases")
    assert asked == ["cases.csv"]


def test_publications_wait_too(window: MainWindow) -> None:
    session = window.session
    assert session is not None
    session.go_to(Place("report"))
    settle()
    page = window.stack.pages["report"]
    publications = page.publications  # type: ignore[attr-defined]
    publications.begin()
    settle()
    assert publications.is_in_front
    session.set_blind(True)
    settle()
    assert not publications.is_in_front
    assert not publications.list.isVisible()
    publications.begin()
    assert not publications.is_in_front
    session.set_blind(False)
    assert publications.list.isVisible()
