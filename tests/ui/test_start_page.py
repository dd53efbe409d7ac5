"""The start page: new, open, sample study, recent projects, what goes wrong there."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from ipof_workbench.main import create_window
from ipof_workbench.ui.main_window import MainWindow
from ipof_workbench.ui.project_sheets import file_name_for
from ipof_workbench.ui.settings import RecentProject, RecentProjects, workbench_settings
from ipof_workbench.ui.sheet import Sheet
from ipof_workbench.ui.theme.theme import Theme


@pytest.fixture
def window(qtbot: QtBot, theme: Theme) -> Iterator[MainWindow]:
    made = create_window(None)
    assert isinstance(made, MainWindow)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    made.close()


def make_project(window: MainWindow, path: Path, title: str = "Water") -> None:
    window.desk.create(path, title, "cmo", "Kim")
    window.close_project()


def test_settings_live_in_the_folder_that_the_environment_names():
    settings = workbench_settings()
    settings.setValue("view/theme", "dark")
    settings.sync()
    assert (Path(os.environ["IPOF_WORKBENCH_HOME"]) / "settings.ini").exists()


def test_a_new_project_is_made_from_title_folder_grammar_and_analyst(qtbot: QtBot, window: MainWindow, tmp_path: Path):
    qtbot.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    sheet = window.findChild(Sheet, "newProjectSheet")
    assert sheet is not None
    for name, text in (("newTitle", "Night shift"), ("newFolder", str(tmp_path)), ("newAnalyst", "Kim")):
        field = window.findChild(QLineEdit, name)
        assert field is not None
        field.setText(text)
    grammar = window.findChild(QComboBox, "newGrammar")
    assert grammar is not None
    grammar.setCurrentIndex(grammar.findData("icamo"))
    sheet.accept()
    assert window.session is not None
    assert window.session.workbench.path == tmp_path / "Night shift.ipof"
    assert window.session.roles()[0].key == "intervention"
    assert window.session.workbench.analyst.name == "Kim"


def test_a_new_project_without_a_title_is_refused_in_the_sheet(window: MainWindow):
    window.actions_table["new"].trigger()
    sheet = window.findChild(Sheet, "newProjectSheet")
    assert sheet is not None
    sheet.accept()
    assert sheet.problem() == "A study needs a title."
    assert window.session is None


def test_a_new_project_over_an_older_file_is_refused_in_the_sheet(window: MainWindow, tmp_path: Path):
    make_project(window, tmp_path / "Water.ipof")
    window.actions_table["new"].trigger()
    sheet = window.findChild(Sheet, "newProjectSheet")
    title, folder = window.findChild(QLineEdit, "newTitle"), window.findChild(QLineEdit, "newFolder")
    assert sheet is not None
    assert title is not None
    assert folder is not None
    title.setText("Water")
    folder.setText(str(tmp_path))
    sheet.accept()
    assert "already there" in sheet.problem()
    assert window.session is None


@pytest.mark.parametrize(
    ("title", "name"),
    [("Peer forums", "Peer forums.ipof"), ("Who/what? A: b", "Who what A b.ipof"), ("   ", "Study.ipof")],
)
def test_a_title_makes_a_file_name_that_every_system_takes(title: str, name: str):
    assert file_name_for(title) == name


def test_escape_takes_the_sheet_away(qtbot: QtBot, window: MainWindow):
    window.actions_table["new"].trigger()
    sheet = window.findChild(Sheet, "newProjectSheet")
    assert sheet is not None
    qtbot.keyClick(sheet, Qt.Key.Key_Escape)
    assert not sheet.isVisible()


def test_the_recent_list_shows_projects_newest_first_and_enter_opens_one(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
):
    make_project(window, tmp_path / "One.ipof", "One")
    make_project(window, tmp_path / "Two.ipof", "Two")
    assert [row.text() for row in window.start.projects.rows] == ["Two", "One"]
    first, second = window.start.projects.rows
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Down)
    assert second.hasFocus()
    qtbot.keyClick(second, Qt.Key.Key_Return)
    assert window.session is not None
    assert window.session.workbench.title == "One"


def test_a_missing_project_is_grey_and_can_be_found_again(qtbot: QtBot, window: MainWindow, tmp_path: Path):
    make_project(window, tmp_path / "One.ipof", "One")
    moved = tmp_path / "Moved.ipof"
    (tmp_path / "One.ipof").rename(moved)
    window.start.refresh()
    (row,) = window.start.projects.rows
    qtbot.mouseClick(row, Qt.MouseButton.LeftButton)
    assert window.session is None
    window.desk.ask_open_paths = lambda title, patterns=(), multiple=True: [moved]
    row.find_asked.emit()
    assert window.session is not None
    assert [recent.path for recent in window.desk.recent.all()] == [str(moved)]


def test_a_missing_project_can_be_taken_off_the_list(window: MainWindow, tmp_path: Path):
    window.desk.recent.opened(tmp_path / "gone.ipof", "Gone")
    window.start.refresh()
    (row,) = window.start.projects.rows
    row.forget_asked.emit()
    assert window.start.projects.rows == []
    assert window.desk.recent.all() == []


def test_a_damaged_project_is_refused_with_a_sentence_under_its_row(window: MainWindow, tmp_path: Path):
    path = tmp_path / "bad.ipof"
    path.write_bytes(b"this is no project at all" * 200)
    window.desk.recent.opened(path, "Bad")
    window.start.refresh()
    window.start.projects.rows[0].click()
    assert window.session is None
    assert "bad.ipof" in window.start.projects.error_of(str(path))


def test_a_file_that_is_not_in_the_list_is_refused_under_the_buttons(window: MainWindow, tmp_path: Path):
    path = tmp_path / "bad.ipof"
    path.write_text("no project")
    window.desk.ask_open_paths = lambda title, patterns=(), multiple=True: [path]
    window.actions_table["open"].trigger()
    assert "bad.ipof" in window.start.error()


def test_a_project_that_another_window_holds_is_refused(window: MainWindow, tmp_path: Path):
    from ipof_workbench.app.workbench import Workbench

    path = tmp_path / "One.ipof"
    make_project(window, path, "One")
    with Workbench.open(path):
        window.start.projects.rows[0].click()
        assert window.session is None
        assert window.start.projects.error_of(str(path)) != ""


def test_a_list_of_recent_projects_that_cannot_be_read_counts_as_empty():
    settings = workbench_settings()
    settings.setValue("recent/projects", "[{broken")
    assert RecentProjects(settings).all() == []


def test_the_facts_of_a_recent_project_are_its_folder_and_its_counts():
    project = RecentProject("/somewhere/Studies/a.ipof", "A", "2026-01-01T10:00:00+00:00", 8, 61, 1284)
    assert project.facts == "Studies, 8 cases, 61 documents, 1,284 codings"


def test_the_sample_study_is_built_once_and_opened(qtbot: QtBot, window: MainWindow):
    window.start.sample.click()
    qtbot.waitUntil(lambda: window.session is not None or bool(window.start.error()), timeout=60_000)
    assert window.start.error() == ""
    assert window.session is not None
    path = window.session.workbench.path
    assert window.session.workbench.read.summary().documents > 100
    window.close_project()
    window.actions_table["sample"].trigger()
    assert window.session is not None
    assert window.session.workbench.path == path
