"""The page: what is drawn on the canvas is an edit of the theory, stored as one step, undone by one."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, QSettings, Qt
from PySide6.QtTest import QTest

from ipof_workbench.app.commands.conditions import PutConditionInPlace
from ipof_workbench.app.commands.configurations import AddConfiguration, PutInPlace
from ipof_workbench.app.commands.elements import AddElement as AddElementCommand
from ipof_workbench.app.commands.record_edits import AddRecord
from ipof_workbench.app.workbench import Workbench
from ipof_workbench.domain import records
from ipof_workbench.domain.filters import Filter
from ipof_workbench.theory.model import junction_key
from ipof_workbench.ui.places import ConfigurationPlace, ElementPlace, QuotePlace
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.theory.requests import (
    AddElement,
    Connect,
    DeleteSelection,
    LayOut,
    Reconnect,
    RenameElement,
    ShowEvidence,
)
from ipof_workbench.ui.theory.theory_page import TheoryPage
from tests import factories

QUOTE = "Nobody had my name or my face"


@pytest.fixture
def workbench(tmp_path) -> Workbench:
    """Configuration 1 is whole and has evidence on its context; 2 has a context alone."""
    made = factories.make_study(tmp_path / "study.ipof")
    first = factories.code(made, "P04 · member", QUOTE, "context", label="Anonymous").configuration
    made.run(PutInPlace(first, "mechanism", label="Feels safe"))
    made.run(PutInPlace(first, "outcome", label="Writes"))
    second = made.run(AddConfiguration(title="At night")).result.rid
    made.run(PutInPlace(second, "context", label="No moderator"))
    return made


@pytest.fixture
def session(theme, workbench) -> Iterator[Session]:
    made = Session(workbench, QSettings())
    yield made
    made.close()


@pytest.fixture
def page(qtbot, session) -> Iterator[TheoryPage]:
    made = TheoryPage(session)
    qtbot.addWidget(made)
    made.resize(1180, 760)
    made.show()
    made.activate()
    yield made
    made.deactivate()
    made.close()


def settle(qtbot, page):
    qtbot.waitUntil(lambda: not page._is_stale)  # noqa: SLF001


def node(page, label):
    by_node = page.canvas.theory_scene().model.by_node
    return next(key for key, element in by_node.items() if element.label == label)


def junction(workbench, number):
    return junction_key(next(row.rid for row in workbench.read.configurations() if row.number == number))


def standing(workbench, number):
    """Role key -> labels of what stands in configuration `number`."""
    rid = next(row.rid for row in workbench.read.configurations() if row.number == number)
    return {
        place.role.key: [content.label for content in place.contents]
        for place in workbench.read.places()[rid]
        if place.contents
    }


def last_step(workbench):
    return workbench.history(1)[0].label


def point_of(page, key, across=0.0, down=0.0):
    x, y = page.canvas.positions()[key]
    return page.canvas.mapFromScene(QPointF(x + across, y + down))


def test_the_theory_is_shown_with_its_evidence(page):
    model = page.canvas.theory_scene().model
    assert {element.label for element in model.elements} == {"Anonymous", "Feels safe", "Writes", "No moderator"}
    assert model.by_node[node(page, "Anonymous")].codings == 1
    assert page.status_facts().startswith("4 elements, 2 configurations")


def test_a_drag_is_one_step_that_one_undo_takes_back(page, workbench, qtbot):
    page.canvas.set_zoom(1.0)
    key = node(page, "Feels safe")
    before = dict(page.canvas.positions())
    steps = len(workbench.history())
    start = point_of(page, key)
    QTest.mousePress(page.canvas.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start)
    for step in (10, 40):
        QTest.mouseMove(page.canvas.viewport(), start + QPointF(step, step).toPoint())
    QTest.mouseRelease(
        page.canvas.viewport(),
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
        start + QPointF(40, 40).toPoint(),
    )
    settle(qtbot, page)
    assert len(workbench.history()) == steps + 1
    assert last_step(workbench) == "Moved 1 node of the theory"
    moved = dict(page.canvas.positions())
    assert moved[key] == (before[key][0] + 40, before[key][1] + 40)
    assert {k: v for k, v in moved.items() if k != key} == {k: v for k, v in before.items() if k != key}
    workbench.undo()
    settle(qtbot, page)
    assert page.canvas.positions() == before
    workbench.redo()
    settle(qtbot, page)
    assert page.canvas.positions() == moved


def test_a_condition_stays_where_it_was_dragged(page, workbench, qtbot):
    cases = workbench.run(AddRecord(records.AttributeDefinition(owner_kind="case", name="moderated"))).result
    workbench.run(PutConditionInPlace(workbench.read.configurations()[1].rid, "context", cases.rid, "yes"))
    settle(qtbot, page)
    page.canvas.set_zoom(1.0)
    key = node(page, "moderated = yes")
    x, y = page.canvas.positions()[key]
    start = point_of(page, key)
    page.canvas.viewport().setFocus()
    QTest.mousePress(page.canvas.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start)
    for step in (10, 40):
        QTest.mouseMove(page.canvas.viewport(), start + QPointF(step, step).toPoint())
    end = start + QPointF(40, 40).toPoint()
    QTest.mouseRelease(page.canvas.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, end)
    settle(qtbot, page)
    again = TheoryPage(page.session)
    qtbot.addWidget(again)
    again.activate()
    assert again.canvas.positions()[key] == (x + 40, y + 40)


def test_positions_are_kept_when_the_project_is_opened_again(page, workbench, qtbot):
    page.editing.do(LayOut())
    settle(qtbot, page)
    kept = dict(page.canvas.positions())
    again = TheoryPage(page.session)
    qtbot.addWidget(again)
    again.activate()
    assert again.canvas.positions() == kept


def test_renaming_a_node_renames_the_element(page, workbench, qtbot):
    element = page.canvas.theory_scene().model.by_node[node(page, "Writes")].element
    page.editing.do(RenameElement(element, "Writes a first post"))
    settle(qtbot, page)
    assert node(page, "Writes a first post")
    assert standing(workbench, "1")["outcome"] == ["Writes a first post"]


def test_an_element_written_on_the_canvas_is_stored_where_it_was_written(page, workbench, qtbot):
    before = dict(page.canvas.positions())
    page.editing.do(AddElement("mechanism", "Trusts the group", 360.0, 640.0))
    settle(qtbot, page)
    key = node(page, "Trusts the group")
    assert page.canvas.positions()[key] == (360.0, 640.0)
    assert {other: page.canvas.positions()[other] for other in before} == before
    assert page.canvas.selection().nodes == (key,)


def test_an_element_drawn_out_of_a_node_joins_its_configuration_in_one_step(page, workbench, qtbot):
    steps = len(workbench.history())
    start = node(page, "No moderator")
    page.editing.ask_choice = lambda words: 0
    page.editing.do(AddElement("mechanism", "Unsure", 360.0, 640.0, connect_from=start))
    settle(qtbot, page)
    assert standing(workbench, "2") == {"context": ["No moderator"], "mechanism": ["Unsure"]}
    assert len(workbench.history()) == steps + 1
    workbench.undo()
    settle(qtbot, page)
    assert standing(workbench, "2") == {"context": ["No moderator"]}
    assert "Unsure" not in {row.label for row in workbench.read.elements()}


def test_a_line_between_nodes_fills_the_gap_of_a_configuration(page, workbench, qtbot):
    asked = []
    page.editing.ask_choice = lambda words: asked.append(list(words)) or 0
    page.editing.do(Connect(node(page, "No moderator"), node(page, "Feels safe")))
    settle(qtbot, page)
    assert asked[0][0] == "Put “Feels safe” into configuration 2"
    assert asked[0][-1] == "Begin a new configuration with both"
    assert standing(workbench, "2")["mechanism"] == ["Feels safe"]


def test_a_new_configuration_can_be_begun_by_a_line(page, workbench, qtbot):
    steps = len(workbench.history())
    page.editing.ask_choice = lambda words: len(words) - 1
    page.editing.do(Connect(node(page, "No moderator"), node(page, "Feels safe")))
    settle(qtbot, page)
    assert standing(workbench, "3") == {"context": ["No moderator"], "mechanism": ["Feels safe"]}
    assert len(workbench.history()) == steps + 1


def test_a_choice_thought_better_of_changes_nothing(page, workbench):
    steps = len(workbench.history())
    page.editing.ask_choice = lambda words: None
    page.editing.do(Connect(node(page, "No moderator"), node(page, "Feels safe")))
    assert len(workbench.history()) == steps


def test_two_junctions_are_linked_by_the_chosen_kind_and_it_is_offered_first_next_time(page, workbench, qtbot):
    asked = []

    def choose(words):
        asked.append(list(words))
        return words.index("Inhibits")

    page.editing.ask_choice = choose
    page.editing.do(Connect(junction(workbench, "1"), junction(workbench, "2")))
    settle(qtbot, page)
    page.editing.do(Connect(junction(workbench, "2"), junction(workbench, "1")))
    assert {link.kind for link in workbench.read.links()} == {"inhibits"}
    assert asked[0][0] == "Ripples into"
    assert asked[1][0] == "Inhibits"


def test_what_cannot_be_connected_is_refused_with_a_sentence(page, workbench, session, qtbot):
    with qtbot.waitSignal(session.refused) as told:
        page.editing.do(Connect(node(page, "Anonymous"), node(page, "Feels safe")))
    assert told.args[0] == "“Anonymous” and “Feels safe” are joined already, in configuration 1."


def test_moving_the_end_of_a_line_puts_another_element_there(page, workbench, qtbot):
    workbench.run(AddElementCommand("outcome", "Reads only"))
    settle(qtbot, page)
    start, end, other = node(page, "Feels safe"), node(page, "Writes"), node(page, "Reads only")
    page.editing.do(Reconnect(f"edge:{start}>{end}", start, other))
    settle(qtbot, page)
    assert standing(workbench, "1")["outcome"] == ["Reads only"]


def test_deleting_nodes_lines_and_junctions_is_one_step(page, workbench, qtbot):
    steps = len(workbench.history())
    start, end = node(page, "Feels safe"), node(page, "Writes")
    page.editing.do(
        DeleteSelection((node(page, "No moderator"),), (f"edge:{start}>{end}",), (junction(workbench, "2"),))
    )
    settle(qtbot, page)
    assert [row.number for row in workbench.read.configurations()] == ["1"]
    assert set(standing(workbench, "1")) == {"context", "mechanism"}
    assert len(workbench.history()) == steps + 1
    workbench.undo()
    assert [row.number for row in workbench.read.configurations()] == ["1", "2"]
    assert standing(workbench, "1")["outcome"] == ["Writes"]


def test_an_edit_elsewhere_is_shown_at_once_and_the_rest_does_not_jump(page, workbench, qtbot):
    before = dict(page.canvas.positions())
    rid = next(row.rid for row in workbench.read.configurations() if row.number == "2")
    workbench.run(PutInPlace(rid, "outcome", label="Leaves"))
    settle(qtbot, page)
    assert node(page, "Leaves")
    assert {key: page.canvas.positions()[key] for key in before} == before


def test_a_hidden_page_catches_up_when_it_comes_to_the_front(page, workbench):
    page.deactivate()
    workbench.run(AddElementCommand("outcome", "Reads only"))
    assert "Reads only" not in {made.label for made in page.canvas.theory_scene().model.elements}
    page.activate()
    assert node(page, "Reads only")


def test_the_selection_shows_counts_and_quotes_and_a_quote_opens_its_place(page, workbench, session, qtbot):
    page.canvas.select({node(page, "Anonymous")})
    (row,) = page.evidence.rows()
    assert row.quote == QUOTE
    went = []
    session.place_requested.connect(went.append)
    with qtbot.waitSignal(page.quote_activated) as told:
        page.evidence.quotes.doubleClicked.emit(page.evidence.quotes.model().index(1, 0))
    assert told.args[0] == row
    assert went == [QuotePlace("code", row.document, row.start, row.end)]


def test_a_line_and_a_junction_lead_to_their_quotes_too(page, workbench):
    first = junction(workbench, "1")
    for key in (first, f"edge:{node(page, 'Anonymous')}>{first}"):
        page.canvas.select({key})
        assert [row.quote for row in page.evidence.rows()] == [QUOTE]
    page.canvas.select({f"edge:{node(page, 'Feels safe')}>{node(page, 'Writes')}"})
    assert page.evidence.rows() == ()


def test_enter_goes_to_the_quotes_by_keyboard(page, qtbot):
    page.canvas.select({node(page, "Anonymous")})
    page.editing.do(ShowEvidence(page.canvas.selection()))
    assert page.evidence.quotes.currentIndex().row() == 1
    with qtbot.waitSignal(page.quote_activated):
        QTest.keyClick(page.evidence.quotes, Qt.Key.Key_Return)


def test_a_configuration_is_opened_from_the_evidence_of_its_element(page, session, workbench):
    went = []
    session.place_requested.connect(went.append)
    page.canvas.select({node(page, "Anonymous")})
    page.evidence.configuration_activated.emit(workbench.read.configurations()[0].rid)
    assert went == [ConfigurationPlace("configurations", workbench.read.configurations()[0].rid)]


def test_a_filter_ghosts_what_it_leaves_out_or_hides_it(page, session, workbench, qtbot):
    lantern = next(case.rid for case in workbench.read.cases() if case.name == "Lantern")
    session.set_filter(Filter(cases=frozenset({lantern})))
    settle(qtbot, page)
    scene = page.canvas.theory_scene()
    assert node(page, "Anonymous") in scene.ghosted
    assert scene.model.by_node[node(page, "Anonymous")].codings == 0
    page.filters._others.segment("hidden").click()  # noqa: SLF001
    settle(qtbot, page)
    assert not page.canvas.theory_scene().model.elements
    session.set_filter(Filter())
    settle(qtbot, page)
    assert len(page.canvas.theory_scene().model.elements) == 4


def test_the_cards_make_the_filter_of_the_whole_window(page, session, workbench):
    page.filters._kinds._menu.actions()[1].setChecked(True)  # noqa: SLF001
    assert session.current_filter.data_kinds == {"interview", "focus_group"}
    page.filters._kinds._switch.click()  # noqa: SLF001
    assert session.current_filter.is_empty
    page.filters._sources.setValue(2)  # noqa: SLF001
    assert session.current_filter.minimum_sources == 2


def test_back_returns_to_the_selected_element(page):
    key = node(page, "Writes")
    page.canvas.select({key})
    place = page.here()
    page.canvas.select(())
    page.go_to(place)
    assert isinstance(place, ElementPlace)
    assert page.canvas.selection().nodes == (key,)


def test_a_project_open_for_reading_only_disables_editing_with_a_reason(page, session, qtbot):
    session.make_read_only()
    assert all(not button.isEnabled() and button.toolTip() for button in page._editing)  # noqa: SLF001
    before = dict(page.canvas.positions())
    with qtbot.waitSignal(session.refused):
        page.editing.do(AddElement("outcome", "Nothing", 0.0, 0.0))
    settle(qtbot, page)
    assert page.canvas.positions() == before


def test_the_figure_is_written_where_the_person_says(page, session, qtbot, tmp_path):
    target = tmp_path / "theory.svg"
    session.ask_save_path = lambda title, suggested=None, patterns=(): target
    page.export()
    qtbot.waitUntil(target.exists)
    assert "Anonymous" in target.read_text(encoding="utf-8")


def test_an_empty_theory_says_how_to_begin(qtbot, theme, tmp_path: Path):
    session = Session(Workbench.create(tmp_path / "new.ipof"), QSettings())
    page = TheoryPage(session)
    qtbot.addWidget(page)
    page.show()
    page.activate()
    assert page._empty.isVisible()  # noqa: SLF001
    page.editing.do(AddElement("context", "First", 120.0, 100.0))
    settle(qtbot, page)
    assert not page._empty.isVisible()  # noqa: SLF001
    assert session.workbench.read.find(records.Element)[0].label == "First"
    session.close()


def test_every_action_of_the_page_has_words_and_works(page, session, qtbot, tmp_path):
    session.ask_save_path = lambda title, suggested=None, patterns=(): None
    page.canvas.select({node(page, "Writes")})
    for action in page.page_actions():
        if not action.isSeparator():
            assert action.text()
            action.trigger()
            page.canvas.editor().cancel()
    settle(qtbot, page)


def test_what_leads_to_an_element_and_what_follows_can_be_selected(page, workbench):
    actions = {action.text(): action for action in page.page_actions()}
    page.canvas.select({node(page, "Feels safe")})
    actions["Select what leads here"].trigger()
    found = {node(page, "Feels safe"), node(page, "Anonymous"), junction(workbench, "1")}
    assert page.canvas.selection().keys == found
    actions["Select what follows"].trigger()
    assert page.canvas.selection().keys == found | {node(page, "Writes")}


def test_a_refusal_in_the_middle_of_an_action_takes_its_beginning_back(page, workbench, session, qtbot):
    from ipof_workbench.theory.edits import AddLink, PutElement
    from ipof_workbench.ui.theory.edit_runner import EditRunner

    element = page.canvas.theory_scene().model.by_node[node(page, "Writes")].element
    first = workbench.read.configurations()[0].rid
    runner = EditRunner(session)
    with qtbot.waitSignal(session.refused, check_params_cb=bool):
        runner.make((PutElement(0, "outcome", element), AddLink(first, first, "ripple")))
        assert runner.run() is None
    assert [row.number for row in workbench.read.configurations()] == ["1", "2"]


def test_a_large_theory_is_read_and_laid_out_in_the_background(page, workbench, qtbot):
    def many(store):
        store.label = "Wrote many"
        role = store.find(records.Role, key="context")[0].rid
        for number in range(160):
            store.put(records.Element(label=f"Context {number}", role=role))

    workbench.run(factories.Writing(many))
    qtbot.waitUntil(lambda: len(page.canvas.positions()) > 160)
    page.editing.do(LayOut())
    qtbot.waitUntil(lambda: last_step(workbench).startswith("Laid out"))
    page.editing.do(RenameElement(1, "Wholly anonymous"))
    qtbot.waitUntil(lambda: "Wholly anonymous" in {e.label for e in page.canvas.theory_scene().model.by_node.values()})


def test_a_great_theory_is_read_in_a_worker_and_the_page_can_be_painted_meanwhile(session, qtbot, monkeypatch):
    from ipof_workbench.ui.theory import theory_page

    monkeypatch.setattr(theory_page, "SMALL", 0)
    page = TheoryPage(session)
    qtbot.addWidget(page)
    page.resize(1180, 760)
    page.show()
    page.activate()
    assert not page.canvas.positions()
    assert not page.grab().isNull()
    qtbot.waitUntil(lambda: len(page.canvas.positions()) == 6)
    assert page.status_facts().startswith("4 elements, 2 configurations")
    page.deactivate()
