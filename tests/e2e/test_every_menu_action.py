"""Every action of every menu: it changes the project, opens something, writes a file, changes the view, or says why
it cannot be used."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelection, QItemSelectionModel
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from ipof_workbench.app.commands.coding import CodePassage
from ipof_workbench.app.sample import PROJECT_NAME
from ipof_workbench.app.workbench import Workbench
from ipof_workbench.domain.errors import RefusedChange
from ipof_workbench.domain.picking_rows import CodeChoice
from ipof_workbench.theory.edits import connect
from ipof_workbench.ui.cases.cases_page import ACROSS, CasesPage
from ipof_workbench.ui.coding.coding_page import CodingPage
from ipof_workbench.ui.configurations.configurations_page import ConfigurationsPage
from ipof_workbench.ui.data.data_page import DataPage
from ipof_workbench.ui.data.documents_model import NAME, RIGOUR
from ipof_workbench.ui.opening import documents_folder
from ipof_workbench.ui.page import Page
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.theory.theory_page import TheoryPage
from tests.e2e.menu_walker import MenuPath, MenuWalker
from tests.gestures import Person

PAGES = (
    "data", "code", "statements", "configurations", "elements", "theory", "cases", "trail", "report", "grammar",
    "history",
)  # fmt: skip
MENUS = ("File", "Edit", "Code", "Theory", "View", "Help")
LAST = ("action_close", "action_quit")
"""What ends the session is taken last, on its own."""


@pytest.fixture
def enter(qtbot: QtBot, person: Person, tmp_path: Path) -> Callable[[Path], MenuWalker]:
    """Open a project for someone who will go through the menus."""
    folder = tmp_path / "written"
    folder.mkdir()
    return lambda project: MenuWalker(qtbot, person, project, folder)


def go_through(
    walker: MenuWalker,
    prepare: Callable[[MenuWalker, str, MenuPath], None],
    pages: Sequence[str] = PAGES,
    menus: Sequence[str] = MENUS,
    *,
    hints: bool = False,
) -> int:
    """Take every action of the menus on every page on which it can be used for the first time; returns how many were
    met."""
    met: set[MenuPath] = set()
    for page in pages:
        show(walker, page)
        for path in walker.paths():
            if path[-1] not in LAST and path not in walker.done and path[0] in menus:
                show(walker, page)
                prepare(walker, page, path)
                walker.take(path, hints=hints)
                met.add(path)
    return len(met)


def show(walker: MenuWalker, page: str) -> None:
    """Show a page, coming from another one (which has nothing to read)."""
    walker.tidy()
    walker.session.set_blind(False)  # an action may have hidden others' codings, which others then wait for
    walker.window.show_page("keys")
    walker.window.show_page(page)


# --- before an action: what it is about, and a view that is not the one it would bring about


def choose(walker: MenuWalker, page: str, path: MenuPath) -> None:
    """Select what the actions of a page are about, and set the scene for some of them."""
    shown = walker.window.stack.pages[page]
    if isinstance(shown, CodingPage):
        _choose_passage(walker, shown)
    elif isinstance(shown, ConfigurationsPage):
        second = walker.session.workbench.read.configurations()[1].rid
        shown.select_configuration(second)
        walker.wait(lambda: shown.detail.configuration == second)
    elif isinstance(shown, TheoryPage):
        edges = shown.canvas.theory_scene().edges
        inner = {edge.target for edge in edges} & {edge.source for edge in edges}
        shown.canvas.select([min(key for key in inner if key.startswith("node:"))])
    set_scene(walker, page, path)


def set_scene(walker: MenuWalker, page: str, path: MenuPath) -> None:
    """Bring about a state that one action would change."""
    name, shown = path[-1], walker.window.stack.pages[page]
    if name == "action_redo" and walker.steps:
        walker.session.undo()
    elif name in ("action_light", "action_dark", "action_system"):
        walker.window.commands.set_mode("light" if name == "action_dark" else "dark")
    elif name.startswith("action_zoom"):
        current_theme().set_scale(1.1)
    elif name == walker.window.stack.pages[page].page_title:
        walker.window.show_page("history")
    elif name == "Filter elements":
        walker.window.setFocus()
    else:
        _set_scene_of(walker, shown, name)


def _set_scene_of(walker: MenuWalker, shown: Page, name: str) -> None:
    if isinstance(shown, CasesPage):
        shown.show_view("one" if name == "Across cases" else ACROSS)
    elif isinstance(shown, CodingPage):
        _set_coding_scene(walker, shown, name)
    elif isinstance(shown, DataPage):
        _set_cells_scene(walker, shown, name)
    elif isinstance(shown, TheoryPage):
        shown.canvas.set_zoom(1.7)
        if name == "Connect the selected":
            _choose_ends(shown)


def _choose_passage(walker: MenuWalker, page: CodingPage) -> None:
    """Select a passage in the middle of an interview that is coded twice over."""
    read = walker.session.workbench.read
    documents = [rid for rid in read.document_rids() if len(read.codings_of_document(rid)) > 2]
    document = next(rid for rid in documents[1:-1] if read.document_text(rid).turns)
    coding = read.codings_of_document(document)[1]
    others = [role.key for role in read.roles() if role.key != coding.role_key]
    configuration = read.configurations()[0].rid
    walker.session.run(CodePassage(document, coding.start, coding.end, others[0], configuration=configuration))
    page.open_document(document)
    page.view.select_span(coding.start, coding.end)
    page.desk.set_current(configuration)


def _set_cells_scene(walker: MenuWalker, page: DataPage, name: str) -> None:
    """Choose the name of a document, with the next one's or with all its facts, and copy other words."""
    QGuiApplication.clipboard().setText("Somewhere else")
    view, model = page.documents.view, page.documents.model
    if not walker.session.workbench.read.document_rids():
        return
    walker.wait(lambda: model.rowCount() > 1)
    row, column = int(name.startswith("Fill")), RIGOUR if name.startswith("Clear") else NAME
    flags = QItemSelectionModel.SelectionFlag
    view.selectionModel().setCurrentIndex(model.index(0, NAME), flags.NoUpdate)
    view.selectionModel().select(QItemSelection(model.index(0, NAME), model.index(row, column)), flags.ClearAndSelect)


def _set_coding_scene(walker: MenuWalker, page: CodingPage, name: str) -> None:
    if name == "code_paste_codes":
        _copy_codes(page)
    elif name in ("code_next_same", "code_previous_same"):
        _choose_a_code_used_twice(walker, page)
    elif name.startswith("Next coding"):
        page.desk.set_stance("supports_rival" if name.endswith("silent") else "silent")


def _copy_codes(page: CodingPage) -> None:
    """Copy the codes of a passage, and select other words."""
    if page.current_document() is not None:
        page.actions_of_page.codes.copy()
        page.view.select_span(*page.view.turn_span(0))


def _choose_a_code_used_twice(walker: MenuWalker, page: CodingPage) -> None:
    """Choose a coding with an element that other passages have too."""
    read = walker.session.workbench.read
    for row in read.codings_of_document(page.current_document() or 0):
        choice = CodeChoice(row.code, row.element, row.role_key)
        if len(read.picking.coded_places(choice)) > 1:
            page.view.flash_span(row.start, row.end)
            page.view.choose(row.coding)
            return


def _choose_ends(page: TheoryPage) -> None:
    """Select two elements that can be joined, and answer what the line means."""
    assert page.editing.shown is not None
    model = page.editing.shown.whole
    for source in model.elements:
        for target in model.elements:
            try:
                connect(model, source.node, target.node)
            except RefusedChange:
                continue
            if source.role_key == model.roles[0].role_key and target.role_key == model.roles[-1].role_key:
                page.canvas.select([source.node, target.node])
                page.editing.ask_choice = lambda words: len(words) - 1
                return


# --- the tests


def test_on_the_sample_study_every_action_does_something(enter, study: Path, caplog):
    caplog.set_level(logging.ERROR, logger="ipof_workbench")
    there_already = documents_folder() / "iPOF sample study" / PROJECT_NAME
    there_already.parent.mkdir()
    shutil.copy(study, there_already)
    walker = enter(study)
    assert go_through(walker, choose) > 80
    assert walker.problems == []
    assert caplog.records == []
    taken = {path[-1] for path in walker.done}
    assert {"Code as context", "Lay out", "Export the chosen output…", "action_backup", "action_sample"} <= taken
    assert {path for path, changed in walker.done.items() if "file" in changed} >= {
        path for path in walker.done if "Export table" in path
    }


def test_with_nothing_selected_every_action_does_something_or_says_why_not(enter, study: Path, caplog):
    caplog.set_level(logging.ERROR, logger="ipof_workbench")
    walker = enter(study)
    assert go_through(walker, set_scene, ("code", "configurations", "theory"), ("Code", "Theory"), hints=True) >= 35
    assert walker.problems == []
    assert caplog.records == []


def test_in_an_empty_project_every_action_does_something_or_says_why_not(enter, tmp_path: Path, caplog):
    caplog.set_level(logging.ERROR, logger="ipof_workbench")
    Workbench.create(tmp_path / "empty.ipof", title="Empty", analyst="Kim").close()
    walker = enter(tmp_path / "empty.ipof")
    assert go_through(walker, set_scene, menus=("Code", "Theory"), hints=True) >= 35
    assert walker.problems == []
    assert caplog.records == []


def test_without_a_project_every_action_does_something_or_says_why_not(person: Person):
    window = person.window
    for name, menu in window.menus.menus.items():
        for action in menu.actions():
            if not (action.isEnabled() or action.isSeparator()):
                assert action.toolTip() not in ("", action.text()), (name, action.text())


def test_closing_the_project_and_quitting_come_last(enter, study: Path):
    walker = enter(study)
    walker.action(("File", "action_close")).trigger()
    assert walker.window.session is None
    assert walker.window.stack.currentWidget() is walker.window.start
    walker.action(("File", "action_quit")).trigger()
    assert not walker.window.isVisible()
