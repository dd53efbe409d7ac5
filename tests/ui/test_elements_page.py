"""The Elements page as a person uses it: keys, mouse and drags in, the project looked at afterwards."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, QSettings, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from ipof_workbench.app.commands.elements import AddElement, EditElements
from ipof_workbench.app.commands.record_edits import EditFields
from ipof_workbench.app.commands.role_change import ChangeRole
from ipof_workbench.domain import records
from ipof_workbench.domain.filters import Filter
from ipof_workbench.ui.elements.elements_page import ElementsPage
from ipof_workbench.ui.elements.library_model import COUNTS, LABEL, LEVEL, ROLES, USED, mime_of
from ipof_workbench.ui.places import ConfigurationPlace, ElementPlace, QuotePlace, RecordPlace
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.theme.theme import Theme
from ipof_workbench.ui.widgets.delegates import ROLE_MUTED, ROLE_TILES
from tests.factories import code, make_study

LEFT = Qt.MouseButton.LeftButton
CONTROL = Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier
P04, P15 = "P04 · member", "P15 · member"


@pytest.fixture
def session(tmp_path: Path, theme: Theme, qapp: QApplication) -> Iterator[Session]:
    settings = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    session = Session(make_study(tmp_path / "study.ipof"), settings)
    yield session
    session.close()


@pytest.fixture
def rids(session: Session) -> dict[str, int]:
    """Two configurations with anonymity in both, a mechanism, and an element that nothing uses."""
    workbench = session.workbench
    first = code(workbench, P04, "Nobody had my name or my face", "context", label="Anonymity")
    code(workbench, P04, "the answers were kind", "mechanism", first.configuration, "Feels safe")
    second = code(workbench, P15, "Nobody had my name or my face", "context", label="Anonymity")
    third = code(workbench, P15, "pressed send before I could think", "outcome", second.configuration)
    unused = workbench.run(AddElement("mechanism", "Feeling safe")).result.rid
    workbench.run(EditFields(records.Configuration, first.configuration, {"title": "Nobody knows"}))
    labels = {row.label: row.rid for row in workbench.read.library.rows()}
    return {**labels, "unnamed": third.element, "unused": unused, "1": first.configuration, "2": second.configuration}


@pytest.fixture
def page(session: Session, rids: dict[str, int], qtbot: QtBot) -> ElementsPage:
    page = ElementsPage(session)
    qtbot.addWidget(page)
    page.resize(1192, 730)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    page.activate()
    page.focus_primary()
    return page


def element(session: Session, rid: int) -> records.Element:
    return session.workbench.read.get(records.Element, rid)


def shown(page: ElementsPage) -> list[str]:
    """Return the labels that are shown, from the top, children with two blanks before them."""
    found = []
    index = page.tree.library.index(0, LABEL)
    while index.isValid():
        depth, above = 0, index.parent()
        while above.isValid():
            depth, above = depth + 1, above.parent()
        found.append("  " * depth + str(index.data()))
        index = page.tree.indexBelow(index)
    return found


def cell(page: ElementsPage, rid: int, column: int, role: int = Qt.ItemDataRole.DisplayRole) -> object:
    return page.tree.library.index_of(rid, column).data(role)


def choose(page: ElementsPage, *rids: int) -> None:
    page.tree.select(rids[0])
    for rid in rids[1:]:
        flags = page.tree.selectionModel().SelectionFlag
        page.tree.selectionModel().select(page.tree.library.index_of(rid), flags.Select | flags.Rows)


def drop(page: ElementsPage, rids: list[int], target: int | None, modifier: Qt.KeyboardModifier = NONE) -> None:
    """Drop elements on another, or on the empty ground below all."""
    if target is None:
        point = page.tree.viewport().rect().bottomLeft() + QPointF(5, -5).toPoint()
    else:
        point = page.tree.visualRect(page.tree.library.index_of(target)).center()
    mime = mime_of(rids)
    event = QDropEvent(QPointF(point), Qt.DropAction.MoveAction, mime, LEFT, modifier)
    page.tree.dropEvent(event)


def pick(qtbot: QtBot, picked, words: str) -> None:
    qtbot.mouseClick(picked.button, LEFT)
    qtbot.keyClicks(picked.field, words)
    qtbot.keyClick(picked.field, Qt.Key.Key_Return)


def menu_action(menu: QMenu, *words: str):
    for word in words:
        action = next(action for action in menu.actions() if action.text().startswith(word))
        menu = action.menu() or menu
    return action


def test_the_library_shows_roles_and_use(page: ElementsPage, rids) -> None:
    assert shown(page) == ["Anonymity", "Feeling safe", "Feels safe", "pressed send before I could think"]
    assert (cell(page, rids["Anonymity"], COUNTS), cell(page, rids["Anonymity"], USED)) == ("2 | 2 | 2", 2)
    assert [style.key for style, _ in cell(page, rids["Anonymity"], ROLES, ROLE_TILES)] == ["context"]
    assert cell(page, rids["unused"], COUNTS) == "·"
    assert cell(page, rids["unnamed"], LABEL, ROLE_MUTED)
    assert page.status_facts() == "4 elements, 1 unused"


def test_filters_narrow_and_clear(page: ElementsPage, session: Session, qtbot: QtBot, rids) -> None:
    session.run(EditElements((rids["Anonymity"],), {"level": "meso", "statement": "No face, no name"}))
    qtbot.keyClicks(page.bar.search, "face")
    assert shown(page) == ["Anonymity"]
    qtbot.keyClick(page.bar.search, Qt.Key.Key_Escape)
    for combo, key, labels in (
        (page.bar.role, "mechanism", ["Feeling safe", "Feels safe"]),
        (page.bar.level, "meso", ["Anonymity"]),
        (page.bar.four_i, "infrastructure", []),
        (page.bar.use, "unused", ["Feeling safe"]),
        (page.bar.use, "unnamed", ["pressed send before I could think"]),
    ):
        combo.setCurrentIndex(combo.findData(key))
        assert shown(page) == labels
        page.bar.clear()
    page.bar.use.setCurrentIndex(page.bar.use.findData("recorded"))
    assert page._pages.currentIndex() == 2  # noqa: SLF001
    page.bar.clear()
    assert len(shown(page)) == 4


def test_a_child_that_passes_shows_what_it_stands_below(page: ElementsPage, session: Session, qtbot, rids) -> None:
    session.run(EditElements((rids["unused"],), {"parent": rids["Anonymity"]}))
    assert shown(page)[:2] == ["Anonymity", "  Feeling safe"]
    qtbot.keyClicks(page.bar.search, "feeling")
    assert shown(page) == ["Anonymity", "  Feeling safe"]
    assert cell(page, rids["Anonymity"], LABEL, ROLE_MUTED)
    assert not cell(page, rids["unused"], LABEL, ROLE_MUTED)


def test_the_filter_of_the_window_counts_what_passes(page: ElementsPage, session: Session, rids) -> None:
    case = next(row.rid for row in session.workbench.read.cases() if row.name == "Lantern")
    session.set_filter(Filter(cases=frozenset({case})))
    assert cell(page, rids["Anonymity"], COUNTS) == "1 | 1 | 1"


def test_f2_renames_in_the_tree(page: ElementsPage, session: Session, qtbot: QtBot, rids) -> None:
    page.show_element(rids["Anonymity"])
    qtbot.keyClick(page.tree, Qt.Key.Key_F2)
    editor = page.tree.findChild(QLineEdit)
    editor.selectAll()
    qtbot.keyClicks(editor, "Nobody knows me")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: element(session, rids["Anonymity"]).label == "Nobody knows me")
    assert page.tree.current() == rids["Anonymity"]


def test_an_empty_label_is_refused_and_the_old_one_stays(page: ElementsPage, session: Session, qtbot, rids) -> None:
    told: list[str] = []
    session.refused.connect(told.append)
    page.show_element(rids["Anonymity"])
    qtbot.mouseClick(page.panel.title, LEFT)
    page.panel.title.field.clear()
    qtbot.keyClick(page.panel.title.field, Qt.Key.Key_Return)
    assert "An element needs a name; it keeps the one it has." in told
    assert page.panel.title.text() == "Anonymity"


def test_every_field_is_edited_where_it_stands(page: ElementsPage, session: Session, qtbot: QtBot, rids) -> None:
    page.show_element(rids["Anonymity"])
    panel = page.panel
    for field, words in (
        ("level", "mes"),
        ("four_i", "infra"),
        ("valence", "mix"),
        ("intended", "ye"),
        ("timeframe", "dis"),
    ):
        pick(qtbot, panel.facts.fields[field], words)
    qtbot.mouseClick(panel.facts.actors, LEFT)
    qtbot.keyClicks(panel.facts.actors.field, "members")
    qtbot.keyClick(panel.facts.actors.field, Qt.Key.Key_Return)
    panel.statement.setFocus()
    qtbot.keyClicks(panel.statement, "Members do not know each other")
    qtbot.keyClick(panel.statement, Qt.Key.Key_Return, CONTROL)
    panel.alias.setFocus()
    qtbot.keyClicks(panel.alias, "unknown to each other ; incognito")
    panel.note.setFocus()
    qtbot.keyClicks(panel.note, "check")
    page.tree.setFocus()
    held = element(session, rids["Anonymity"])
    assert (held.level, held.four_i, held.valence, held.intended, held.timeframe) == (
        "meso", "infrastructure", "mixed", "yes", "distal",
    )  # fmt: skip
    assert (held.actor_group, held.statement, held.note) == ("members", "Members do not know each other", "check")
    assert held.alias == "unknown to each other ; incognito"
    offered = {row.choice.element: row.alias for row in session.workbench.read.picking.rows()}
    assert offered[held.rid] == held.alias, "Space finds it by its other names"
    assert panel.facts.fields["level"].button.text() == "meso"
    qtbot.mouseClick(panel.facts.fields["level"].button, LEFT)
    qtbot.keyClick(panel.facts.fields["level"].field, Qt.Key.Key_Up)
    qtbot.keyClick(panel.facts.fields["level"].field, Qt.Key.Key_Return)
    assert element(session, rids["Anonymity"]).level == ""


def test_escape_brings_a_statement_back(page: ElementsPage, session: Session, qtbot: QtBot, rids) -> None:
    page.show_element(rids["Anonymity"])
    page.panel.statement.setFocus()
    qtbot.keyClicks(page.panel.statement, "No")
    qtbot.keyClick(page.panel.statement, Qt.Key.Key_Escape)
    page.tree.setFocus()
    assert element(session, rids["Anonymity"]).statement == ""


def test_a_field_of_several_is_one_step(page: ElementsPage, session: Session, qtbot: QtBot, rids) -> None:
    choose(page, rids["Anonymity"], rids["Feels safe"], rids["unused"])
    assert page.panel.title.text() == "3 elements"
    assert not page.panel.list.isVisible()
    steps = len(session.workbench.history())
    pick(qtbot, page.panel.facts.fields["level"], "micro")
    assert len(session.workbench.history()) == steps + 1
    assert [cell(page, rids[name], LEVEL) for name in ("Anonymity", "Feels safe", "unused")] == ["micro"] * 3
    assert len(page.tree.chosen()) == 3
    session.run(EditElements((rids["unused"],), {"level": "macro"}))
    assert page.panel.facts.fields["level"].button.text() == "Several"


def test_a_parent_is_picked_and_never_from_below(page: ElementsPage, session: Session, qtbot: QtBot, rids) -> None:
    page.show_element(rids["unused"])
    pick(qtbot, page.panel.facts.above, "anony")
    assert element(session, rids["unused"]).parent == rids["Anonymity"]
    page.show_element(rids["Anonymity"])
    assert [button.text() for button in page.panel.below.buttons] == ["Feeling safe"]
    assert "Feeling safe" not in [row.text for row in page.panel.facts._parent_rows("")]  # noqa: SLF001
    qtbot.mouseClick(page.panel.below.buttons[0], LEFT)
    assert page.tree.current() == rids["unused"]


def test_dragging_nests_and_takes_out_again(page: ElementsPage, session: Session, rids) -> None:
    drop(page, [rids["unused"], rids["Feels safe"]], rids["Anonymity"])
    assert shown(page)[:3] == ["Anonymity", "  Feeling safe", "  Feels safe"]
    assert session.workbench.history()[0].label == "Put 2 elements below “Anonymity”"
    drop(page, [rids["unused"]], None)
    assert element(session, rids["unused"]).parent is None


def test_a_drop_on_its_own_child_is_refused(page: ElementsPage, session: Session, rids) -> None:
    told: list[str] = []
    session.refused.connect(told.append)
    drop(page, [rids["unused"]], rids["Anonymity"])
    drop(page, [rids["Anonymity"]], rids["unused"])
    assert "“Anonymity” cannot stand below itself; choose another parent. Nothing was changed." in told
    drop(page, [rids["Anonymity"]], rids["unused"], CONTROL)
    assert "“Feeling safe” stands below “Anonymity”: merge the other way round. Nothing was changed." in told


def test_ctrl_drag_merges_and_the_lineage_tells(page: ElementsPage, session: Session, rids) -> None:
    drop(page, [rids["Feels safe"]], rids["unused"], CONTROL)
    assert element(session, rids["Feels safe"]).merged_into == rids["unused"]
    assert page.tree.current() == rids["unused"]
    assert [button.text() for button in page.panel.lineage.buttons] == ["Merged from “Feels safe”"]
    assert [button.text() for button in page.panel.used_in.buttons] == ["1  Nobody knows"]
    assert "Feels safe" not in shown(page)
    session.undo()
    assert "Feels safe" in shown(page)


def test_ctrl_m_merges_the_selected_into_the_current(page: ElementsPage, session: Session, qtbot: QtBot, rids) -> None:
    choose(page, rids["unused"], rids["Feels safe"])
    page.tree.setFocus()
    qtbot.keyClick(page.tree, Qt.Key.Key_M, CONTROL)
    assert element(session, rids["Feels safe"]).merged_into == rids["unused"]


def test_delete_says_what_goes_and_undo_brings_it_back(page: ElementsPage, session: Session, qtbot, rids) -> None:
    toasts: list[str] = []
    session.toast_requested.connect(lambda words, _undo: toasts.append(words))
    page.show_element(rids["Anonymity"])
    assert page.page_actions()[6].text() == "Delete element with 2 codings, out of 2 configurations"
    qtbot.keyClick(page.tree, Qt.Key.Key_Delete)
    assert toasts == ["Deleted element Anonymity with 2 codings, 2 pieces of evidence"]
    assert page.tree.current() == rids["unused"]
    session.undo()
    assert "Anonymity" in shown(page)


def test_where_it_is_used_and_its_quotes_lead_there(page: ElementsPage, session: Session, qtbot: QtBot, rids) -> None:
    places: list[object] = []
    session.place_requested.connect(places.append)
    page.show_element(rids["Anonymity"])
    assert [button.text() for button in page.panel.used_in.buttons] == ["1  Nobody knows", "2  Untitled"]
    qtbot.mouseClick(page.panel.used_in.buttons[1], LEFT)
    quotes = page.panel.list
    assert [row.quote for row in quotes.quotes.rows] == ["Nobody had my name or my face"] * 2
    qtbot.keyClick(page.tree, Qt.Key.Key_Return)
    assert quotes.hasFocus()
    qtbot.keyClick(quotes, Qt.Key.Key_Down)
    qtbot.keyClick(quotes, Qt.Key.Key_Return)
    assert places[0] == ConfigurationPlace("configurations", rids["2"])
    assert isinstance(places[1], QuotePlace)


def test_chosen_quotes_are_split_off_with_their_places(
    page: ElementsPage, session: Session, qtbot: QtBot, rids
) -> None:
    page.show_element(rids["Anonymity"])
    panel = page.panel
    assert not panel.split_button.isEnabled()
    panel.list.setCurrentIndex(panel.list.quotes.index(1))
    qtbot.keyClicks(panel.split_name, "No face")
    qtbot.keyClick(panel.split_name, Qt.Key.Key_Return)
    labels = {row.label: (row.counts.codings, row.configurations) for row in session.workbench.read.library.rows()}
    assert (labels["Anonymity"], labels["No face"]) == ((1, 1), (1, 1))
    assert [button.text() for button in panel.lineage.buttons] == ["Split from “Anonymity”"]
    assert page.tree.library.row_at(page.tree.currentIndex()).label == "No face"
    assert len(session.workbench.read.evidence(configuration=rids["2"])) == 2


def test_the_role_is_changed_everywhere_or_in_one_configuration(page: ElementsPage, session: Session, rids) -> None:
    page.show_element(rids["Anonymity"])
    menu = QMenu()
    page.panel.fill_role_menu(menu)
    assert [action.text() for action in menu.actions()] == ["Context to mechanism", "Context to outcome"]
    menu_action(menu, "Context to mechanism", "Only in 1").trigger()
    assert session.workbench.read.library.uses(rids["Anonymity"])[0].role_key == "mechanism"
    assert [style.key for style, _ in cell(page, rids["Anonymity"], ROLES, ROLE_TILES)] == ["context", "mechanism"]
    session.run(ChangeRole(rids["Anonymity"], "mechanism", "context"))
    again = QMenu()
    page.panel.fill_role_menu(again)
    menu_action(again, "Context to outcome", "Everywhere").trigger()
    assert {use.role_key for use in session.workbench.read.library.uses(rids["Anonymity"])} == {"outcome"}


def choose_both(page: ElementsPage, qtbot: QtBot, *rids: int) -> None:
    for number, rid in enumerate(rids):
        place = page.tree.visualRect(page.tree.library.index_of(rid)).center()
        qtbot.mouseClick(page.tree.viewport(), LEFT, CONTROL if number else NONE, place)


def test_the_role_of_several_is_changed_as_one_step(page: ElementsPage, session: Session, qtbot: QtBot, rids) -> None:
    choose_both(page, qtbot, rids["Anonymity"], rids["Feels safe"])
    menu = QMenu()
    page.panel.fill_role_menu(menu)
    assert [action.text() for action in menu.actions()] == [
        "Context to mechanism: 1 element",
        "Context to outcome: 1 element",
        "Mechanism to context: 1 element",
        "Mechanism to outcome: 1 element",
    ]
    choose_both(page, qtbot, rids["Feels safe"], rids["unused"])
    menu = QMenu()
    page.panel.fill_role_menu(menu)
    before = len(session.workbench.history(20))
    menu_action(menu, "Mechanism to outcome: 2 elements").trigger()
    assert session.workbench.read.library.uses(rids["Feels safe"])[0].role_key == "outcome"
    (label, *_) = [step.label for step in session.workbench.history(20)]
    assert label == "Changed the role of 2 elements from mechanism to outcome"
    assert len(session.workbench.history(20)) == before + 1
    session.undo()
    assert session.workbench.read.library.uses(rids["Feels safe"])[0].role_key == "mechanism"


def test_several_are_merged_by_a_button_that_says_which_stays(
    page: ElementsPage, session: Session, qtbot: QtBot, rids
) -> None:
    page.show_element(rids["Feels safe"])
    assert not page.panel.merge_button.isVisible()
    choose_both(page, qtbot, rids["unused"], rids["Feels safe"])
    panel = page.panel
    assert panel.merge_button.text() == "Merge into “Feels safe”"
    assert not panel.split_name.isVisible()
    assert not panel.split_button.isVisible()
    qtbot.mouseClick(panel.merge_button, LEFT)
    assert element(session, rids["unused"]).merged_into == rids["Feels safe"]


def test_the_fields_over_the_list_stand_beside_each_other_in_a_small_window(page: ElementsPage, qtbot: QtBot) -> None:
    page.resize(936, 574)
    bar = page.bar
    qtbot.wait(1)
    fields = [bar.search, bar.role, bar.level, bar.four_i, bar.use]
    for left, right in itertools.pairwise(fields):
        assert left.geometry().right() < right.geometry().left()
    assert bar.use.geometry().right() < bar.width()


def test_likely_duplicates_are_merged_or_kept_apart(page: ElementsPage, session: Session, qtbot: QtBot, rids) -> None:
    qtbot.waitUntil(lambda: len(page.duplicates.lines) == 1)
    line = page.duplicates.lines[0]
    assert line.merge.accessibleName() == "Merge “Feeling safe” into “Feels safe”"
    qtbot.mouseClick(line.part, LEFT)
    qtbot.waitUntil(lambda: not page.duplicates.isVisible())
    session.undo()
    qtbot.waitUntil(lambda: len(page.duplicates.lines) == 1)
    qtbot.mouseClick(page.duplicates.lines[0].merge, LEFT)
    assert element(session, rids["unused"]).merged_into == rids["Feels safe"]
    assert page.tree.current() == rids["Feels safe"]


def test_a_new_element_is_written_at_the_foot(page: ElementsPage, session: Session, qtbot: QtBot) -> None:
    page.page_actions()[0].trigger()
    page.new_role.setCurrentIndex(page.new_role.findData("outcome"))
    qtbot.keyClicks(page.new_field, "Sleeps better")
    qtbot.keyClick(page.new_field, Qt.Key.Key_Return)
    row = page.tree.library.row_at(page.tree.currentIndex())
    assert (row.label, row.role_key, page.new_field.text()) == ("Sleeps better", "outcome", "")


def test_a_memo_is_begun_on_the_element(page: ElementsPage, session: Session, qtbot: QtBot, rids) -> None:
    page.show_element(rids["Anonymity"])
    page.panel.story.write_memo()
    memo = session.workbench.read.find(records.Memo)[0]
    assert (memo.about_kind, memo.about) == ("element", rids["Anonymity"])
    assert page.panel.story.tabs.tabText(1) == "Memos 1"


def test_a_place_clears_the_filter_that_hides_it(page: ElementsPage, qtbot: QtBot, rids) -> None:
    qtbot.keyClicks(page.bar.search, "nothing at all")
    page.go_to(RecordPlace("elements", "element", rids["Feels safe"]))
    assert page.tree.current() == rids["Feels safe"]
    assert page.here() == RecordPlace("elements", "element", rids["Feels safe"])
    page.go_to(ElementPlace("elements", rids["Anonymity"], "context"))
    assert page.tree.current() == rids["Anonymity"]


def test_reading_only_edits_nothing(page: ElementsPage, session: Session, qtbot: QtBot, rids) -> None:
    session.make_read_only()
    page.show_element(rids["Anonymity"])
    qtbot.keyClick(page.tree, Qt.Key.Key_Delete)
    assert "Anonymity" in shown(page)
    assert not page.page_actions()[1].isEnabled()
    assert page.page_actions()[1].toolTip() == "This project is open for reading only; nothing can be changed."
    assert page.panel.statement.isReadOnly()


def test_an_empty_library_says_what_to_do(tmp_path: Path, theme: Theme, qapp: QApplication, qtbot: QtBot) -> None:
    settings = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    session = Session(make_study(tmp_path / "empty.ipof"), settings)
    page = ElementsPage(session)
    qtbot.addWidget(page)
    page.show()
    page.activate()
    assert page._pages.currentIndex() == 1  # noqa: SLF001
    assert page.panel.nothing.isVisible()
    session.close()
