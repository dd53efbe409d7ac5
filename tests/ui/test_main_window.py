"""The window: start-up, pages, menus, undo, search, history, what is refused."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

import pytest
from PySide6.QtCore import QEvent, QMimeData, QObject, QPointF, Qt, QUrl
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QMenuBar, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from ipof_workbench.domain import records
from ipof_workbench.domain.errors import ProjectMissing
from ipof_workbench.main import create_window
from ipof_workbench.ui.history_page import HistoryPage
from ipof_workbench.ui.main_window import MainWindow
from ipof_workbench.ui.places import Place
from ipof_workbench.ui.settings import workbench_settings
from ipof_workbench.ui.sheet import Sheet
from ipof_workbench.ui.status_parts import WholeButton
from ipof_workbench.ui.theme.theme import Theme

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def window(qtbot: QtBot, theme: Theme) -> Iterator[MainWindow]:
    made = create_window(None)
    assert isinstance(made, MainWindow)
    qtbot.addWidget(made)
    made.resize(1280, 800)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    made.close()


@pytest.fixture
def study(window: MainWindow, tmp_path: Path) -> MainWindow:
    """The window with a small project in it."""
    window.desk.create(tmp_path / "Water.ipof", "Water", "cmo", "Kim")
    return window


def add_case(window: MainWindow, name: str) -> None:
    from ipof_workbench.app.commands.record_edits import AddRecord

    assert window.session is not None
    assert window.session.run(AddRecord(records.Case(name=name))) is not None


def texts(menu: QMenu) -> list[str]:
    return [action.text() for action in menu.actions() if not action.isSeparator()]


def test_the_window_opens_without_loading_the_database(tmp_path: Path):
    code = (
        "import sys\n"
        "from ipof_workbench.main import create_window\n"
        "window = create_window(None)\n"
        "window.show()\n"
        "from PySide6.QtWidgets import QApplication\n"
        "QApplication.processEvents()\n"
        "heavy = {'sqlalchemy', 'sqlcipher3', 'pandas', 'networkx', 'docx', 'lxml'}\n"
        "print(sorted(heavy & {name.split('.')[0] for name in sys.modules}))\n"
        "window.close()\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "IPOF_WORKBENCH_HOME": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=True)
    assert done.stdout.strip() == "[]"


def test_without_a_project_the_start_page_is_shown_and_the_rail_is_not(window: MainWindow):
    assert window.objectName() == "mainWindow"
    assert window.stack.currentWidget() is window.start
    assert not window.frame.rail.isVisible()
    assert not window.frame.tools.search.isVisible()


def test_a_project_brings_its_pages_with_their_names(study: MainWindow):
    assert study.findChild(QWidget, "dataPage") is study.stack.currentWidget()
    for name in ("codingPage", "configurationsPage", "theoryPage", "reportPage", "historyPage", "importReviewPage"):
        assert study.findChild(QWidget, name) is not None, name
    assert study.frame.rail.isVisible()
    assert study.windowTitle().startswith("Water")


def test_opening_a_project_shows_no_window_but_the_main_one(qapp: QApplication, window: MainWindow, tmp_path: Path):
    class Watch(QObject):
        shown: ClassVar[list[str]] = []

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
                self.shown.append(f"{type(watched).__name__} {watched.objectName()}")
            return False

    watch = Watch()
    qapp.installEventFilter(watch)
    window.desk.create(tmp_path / "Water.ipof", "Water", "cmo", "Kim")
    for page in window.stack.pages:
        window.show_page(page)
    qapp.removeEventFilter(watch)
    assert watch.shown == []
    assert qapp.activeWindow() is window


def test_create_window_opens_the_project_it_is_given(qtbot: QtBot, study: MainWindow, theme: Theme):
    assert study.session is not None
    path = study.session.workbench.path
    study.close_project()
    second = create_window(path)
    qtbot.addWidget(second)
    assert isinstance(second, MainWindow)
    assert second.session is not None
    assert second.session.workbench.title == "Water"
    second.close()


def test_create_window_refuses_a_project_that_is_not_there(qtbot: QtBot, theme: Theme, tmp_path: Path):
    with pytest.raises(ProjectMissing, match="There is no project"):
        create_window(tmp_path / "none.ipof")


def test_control_and_a_number_go_to_a_page(qtbot: QtBot, study: MainWindow):
    qtbot.keyClick(study, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert study.stack.currentWidget().objectName() == "codingPage"
    qtbot.keyClick(study, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert study.stack.currentWidget().objectName() == "dataPage"


def test_back_returns_to_where_the_person_was(study: MainWindow):
    assert not study.actions_table["back"].isEnabled()
    study.show_page("theory")
    study.show_page("report")
    study.actions_table["back"].trigger()
    assert study.stack.currentWidget().objectName() == "theoryPage"
    study.actions_table["back"].trigger()
    assert study.stack.currentWidget().objectName() == "dataPage"
    assert not study.actions_table["back"].isEnabled()


def test_in_a_narrow_window_the_last_step_is_cut_and_not_the_zoom(study: MainWindow, qtbot: QtBot):
    add_case(study, "Harbour, a large national forum for adults that is open at night")
    study.resize(1024, 640)
    study.status_row.show_facts("18 configurations, 3 with a piece missing, and further words in this row")
    whole = [part for part in study.status_row.findChildren(WholeButton) if part.isVisible()]
    assert len(whole) == 3, "stored, filter, zoom"
    qtbot.waitUntil(lambda: all(part.width() >= part.sizeHint().width() for part in whole))


def test_undo_and_redo_carry_the_name_of_their_step(study: MainWindow):
    undo, redo = study.actions_table["undo"], study.actions_table["redo"]
    assert not undo.isEnabled()
    assert undo.toolTip() == "There is nothing to undo"
    add_case(study, "Harbour & Night")
    assert undo.text() == "Undo: added case “Harbour && Night”"
    assert study.status_row.last_step() == "Last step: added case “Harbour & Night”"
    undo.trigger()
    assert not undo.isEnabled()
    assert redo.text() == "Redo: added case “Harbour && Night”"
    assert study.session is not None
    assert study.session.workbench.read.cases() == []
    redo.trigger()
    assert [case.name for case in study.session.workbench.read.cases()] == ["Harbour & Night"]


def test_a_text_field_with_something_to_undo_gets_control_z_first(qtbot: QtBot, study: MainWindow):
    add_case(study, "Harbour")
    assert study.session is not None
    field = study.stack.pages["data"].documents.filter  # type: ignore[attr-defined]
    assert isinstance(field, QLineEdit)
    field.setFocus()
    qtbot.keyClicks(field, "harb")
    qtbot.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert field.text() == ""
    assert len(study.session.workbench.read.cases()) == 1


def test_control_z_in_a_text_that_is_only_read_undoes_the_last_step(qtbot: QtBot, study: MainWindow):
    add_case(study, "Harbour")
    assert study.session is not None
    text = QPlainTextEdit("words", study)
    text.setReadOnly(True)
    text.show()
    text.setFocus()
    qtbot.keyClick(text, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert study.session.workbench.read.cases() == []


def entry_of(study: MainWindow, menu: str, words: str) -> QAction:
    study.menus.menus[menu].aboutToShow.emit()
    return next(action for action in study.menus.menus[menu].actions() if action.text() == words)


def test_edit_offers_what_is_done_with_cells_while_they_are_in_front(qtbot: QtBot, study: MainWindow):
    add_case(study, "Harbour")
    page = study.stack.pages["data"]
    page.show_tab("cases")  # type: ignore[attr-defined]
    grid = page.case_grid  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: grid.model.rowCount() == 1)
    grid.view.selectAll()
    cells = entry_of(study, "Edit", "Cells").menu()
    assert isinstance(cells, QMenu)
    entries = {action.text().split("\t")[0]: action for action in cells.actions()}
    assert list(entries) == ["Copy cells", "Paste cells", "Fill down", "Clear cells", "Delete rows", "Add row",
                             "Add column", "This column…"]  # fmt: skip
    entries["Delete rows"].trigger()
    assert study.session is not None
    assert study.session.workbench.read.cases() == []
    study.show_page("code")
    shadow = entry_of(study, "Edit", "Cells")
    assert not shadow.isEnabled()
    assert shadow.toolTip() == "Open the Data page first"
    study.show_page("data")
    assert entry_of(study, "Edit", "Cells").isEnabled()
    assert len([action for action in study.menus.menus["Edit"].actions() if action.text() == "Cells"]) == 1


def test_a_refused_command_is_told_in_the_status_bar_and_changes_nothing(study: MainWindow):
    from ipof_workbench.app.commands.record_edits import AddRecord

    assert study.session is not None
    add_case(study, "Harbour")
    assert study.session.run(AddRecord(records.Case(name="Harbour"))) is None
    assert "already a case" in study.status_row.refusal()
    assert len(study.session.workbench.read.cases()) == 1
    add_case(study, "Lantern")
    assert study.status_row.refusal() == ""


def test_history_lists_the_steps_and_goes_back_and_forward_to_one(study: MainWindow):
    assert study.session is not None
    for name in ("One", "Two", "Three"):
        add_case(study, name)
    study.actions_table["history"].trigger()
    page = study.stack.currentWidget()
    assert isinstance(page, HistoryPage)
    page.return_to(2)
    assert [case.name for case in study.session.workbench.read.cases()] == ["One"]
    page.return_to(0)
    assert len(study.session.workbench.read.cases()) == 3


def test_history_says_so_when_an_undone_step_cannot_come_back(study: MainWindow):
    add_case(study, "One")
    assert study.session is not None
    study.session.undo()
    add_case(study, "Other")
    study.show_page("history")
    page = study.stack.currentWidget()
    assert isinstance(page, HistoryPage)
    page.return_to(1)
    assert "cannot be done again" in study.status_row.refusal()
    assert [case.name for case in study.session.workbench.read.cases()] == ["Other"]


def test_the_start_writes_no_settings_and_a_zoom_is_remembered(window: MainWindow):
    stored = Path(window.settings.fileName())
    QApplication.processEvents()
    assert not stored.exists()
    window.actions_table["zoom_in"].trigger()
    window.settings.sync()
    assert float(str(workbench_settings().value("view/scale"))) > 1
    window.actions_table["zoom_reset"].trigger()


def test_a_menu_is_filled_when_it_opens(qtbot: QtBot, window: MainWindow):
    bar, menu = window.menu_row.bar, window.menu_row.menus["Help"]
    assert texts(menu) == []
    with qtbot.waitSignal(menu.aboutToShow):
        qtbot.mouseClick(bar, Qt.MouseButton.LeftButton, pos=bar.actionGeometry(menu.menuAction()).center())
    assert menu.isVisible()
    assert texts(menu) == ["Keys", "Change keys…", "User guide", "About iPOF Workbench"]
    assert not window.actions_table["guide"].icon().isNull()
    assert menu.height() > 60
    menu.close()
    assert "Open…" in texts(window.menu_row.menus["File"])


def test_a_menu_bar_of_the_system_is_filled_at_once(qtbot: QtBot, theme: Theme, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(QMenuBar, "isNativeMenuBar", lambda _bar: True)
    made = create_window(None)
    qtbot.addWidget(made)
    assert isinstance(made, MainWindow)
    assert [title for title, menu in made.menu_row.menus.items() if menu.isEmpty()] == []
    made.close()


def test_every_disabled_menu_row_says_why(window: MainWindow):
    silent = [
        f"{name} > {action.text()}"
        for name, menu in window.menus.menus.items()
        for action in menu.actions()
        if not action.isSeparator() and not action.isEnabled() and not action.toolTip().strip()
    ]
    assert silent == []
    assert window.actions_table["import"].toolTip() == "Open a project first"


def test_actions_of_a_page_that_is_not_in_front_are_disabled_with_a_reason(study: MainWindow):
    study.show_page("data")
    shadows = [action for action in study.menus.menus["Code"].actions() if not action.isEnabled()]
    assert all(action.toolTip() == "Open the Code page first" for action in shadows if not action.isSeparator())
    assert "Code" in texts(study.menus.menus["Code"])
    study.show_page("code")
    assert "Code" not in texts(study.menus.menus["Code"])


def test_the_keys_overlay_lists_every_key_of_the_action_table(study: MainWindow):
    study.actions_table["keys"].trigger()
    sheet = study.findChild(Sheet, "keysSheet")
    assert sheet is not None
    shown = {label.text() for label in sheet.findChildren(QWidget) if hasattr(label, "text") and callable(label.text)}
    assert {"New project", "Undo", "Search", "Fold the left panel"} <= shown
    sheet.dismiss()


@pytest.mark.parametrize(("key", "words"), [("guide", "One file, no Save button"), ("about", "Versions")])
def test_guide_and_about_are_pages_to_read_and_back_leaves_them(study: MainWindow, key: str, words: str):
    study.actions_table[key].trigger()
    page = study.stack.currentWidget()
    shown = [label.text() for label in page.findChildren(QWidget) if hasattr(label, "text") and callable(label.text)]
    assert words in shown
    study.actions_table["back"].trigger()
    assert study.stack.currentWidget().objectName() == "dataPage"


def test_theme_and_zoom_are_put_in_force_and_remembered(study: MainWindow, theme: Theme):
    study.actions_table["dark"].trigger()
    assert theme.is_dark
    assert study.settings.value("view/theme") == "dark"
    study.actions_table["zoom_in"].trigger()
    assert theme.scale > 1
    study.actions_table["zoom_reset"].trigger()
    assert theme.scale == 1
    study.actions_table["light"].trigger()
    assert not theme.is_dark


def test_f9_and_f10_fold_the_panels_of_the_page(study: MainWindow):
    page = study.stack.pages["data"]
    study.actions_table["fold_left"].trigger()
    assert page.left_panel is not None
    assert page.left_panel.is_folded()
    study.actions_table["fold_right"].trigger()
    assert page.right_panel is not None
    assert page.right_panel.is_folded()


def test_f6_goes_round_the_parts_of_the_page(qapp: QApplication, study: MainWindow):
    page = study.stack.pages["data"]
    assert page.left_panel is not None
    assert page.right_panel is not None
    add_case(study, "Harbour")
    qapp.processEvents()
    page.documents.filter.setFocus()  # type: ignore[attr-defined]
    seen = []
    for _ in range(3):
        study.actions_table["regions"].trigger()
        focused = qapp.focusWidget()
        sides = {"left": page.left_panel, "right": page.right_panel}
        seen.append(next((name for name, panel in sides.items() if focused and panel.isAncestorOf(focused)), "centre"))
    assert "left" in seen
    assert len(set(seen)) > 1


def test_a_narrow_window_leaves_open_what_is_decided_before_an_import(study: MainWindow):
    study.resize(1024, 640)
    panel = study.stack.pages["import"].right_panel
    assert panel is not None
    study.show_page("import")
    assert not panel.is_folded()


def test_a_narrow_window_folds_the_right_panel(study: MainWindow):
    page = study.stack.pages["data"]
    assert page.right_panel is not None
    study.resize(1100, 700)
    assert page.right_panel.is_folded()
    study.resize(1280, 800)
    assert not page.right_panel.is_folded()


def test_the_check_reports_on_a_page(qtbot: QtBot, study: MainWindow):
    study.actions_table["check"].trigger()
    qtbot.waitUntil(lambda: study.stack.currentWidget().accessibleName() == "Check project", timeout=30_000)


def test_damage_found_after_opening_makes_the_project_read_only(study: MainWindow):
    from ipof_workbench.domain.listings import CheckFinding

    assert study.session is not None
    study.session.make_read_only()
    study.desk.damaged.emit([CheckFinding("text", "P01", "does not match")])
    assert study.frame.banner.isVisible()
    assert not study.actions_table["import"].isEnabled()
    assert "reading only" in study.actions_table["import"].toolTip()
    assert study.session.undo() is False


def test_backup_writes_a_copy_where_the_person_says(qtbot: QtBot, study: MainWindow, tmp_path: Path):
    target = tmp_path / "copy.ipof"
    assert study.session is not None
    study.session.ask_save_path = lambda title, suggested=None, patterns=(): target
    study.actions_table["backup"].trigger()
    qtbot.waitUntil(target.exists, timeout=30_000)
    qtbot.waitUntil(lambda: study.frame.toast.sentence() == "Backed up to copy.ipof", timeout=30_000)


def test_export_writes_the_table_where_the_person_says(qtbot: QtBot, study: MainWindow, tmp_path: Path):
    target = tmp_path / "cases.csv"
    add_case(study, "Harbour")
    assert study.session is not None
    study.session.ask_save_path = lambda title, suggested=None, patterns=(): target
    study.desk.export("cases")
    qtbot.waitUntil(lambda: study.frame.toast.sentence() == "Exported cases.csv", timeout=30_000)
    assert "Harbour" in target.read_text(encoding="utf-8-sig")


def test_the_analyst_can_be_changed_and_is_remembered(study: MainWindow):
    study.actions_table["analyst"].trigger()
    sheet = study.findChild(Sheet, "analystSheet")
    name = study.findChild(QLineEdit, "analystName")
    assert sheet is not None
    assert name is not None
    name.setText("Ines")
    sheet.accept()
    assert study.session is not None
    assert study.session.workbench.analyst.name == "Ines"
    assert study.settings.value("analyst") == "Ines"


def dropped(window: MainWindow, path: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    place, action = QPointF(200, 200), Qt.DropAction.CopyAction
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entering = QDragEnterEvent(place.toPoint(), action, mime, buttons, keys)
    window.dragEnterEvent(entering)
    assert window.drop_frame.isVisible()
    window.dropEvent(QDropEvent(place, action, mime, buttons, keys))
    assert not window.drop_frame.isVisible()


def test_a_project_dropped_on_the_window_is_opened(study: MainWindow):
    assert study.session is not None
    path = study.session.workbench.path
    study.close_project()
    dropped(study, path)
    assert study.session is not None


def test_a_transcript_dropped_on_the_window_is_reviewed(qtbot: QtBot, study: MainWindow, tmp_path: Path):
    transcript = tmp_path / "P01.txt"
    transcript.write_text("Interviewer: Why?\nMember: Because it was quiet.\n", encoding="utf-8")
    dropped(study, transcript)
    page = study.stack.currentWidget()
    assert page.objectName() == "importReviewPage"
    qtbot.waitUntil(lambda: page.batch.is_read, timeout=30_000)  # type: ignore[attr-defined]


def test_the_search_finds_text_and_enter_opens_the_hit(qtbot: QtBot, study: MainWindow):
    from ipof_workbench.app.imports import TranscriptChoice, import_transcripts
    from ipof_workbench.domain.imported import ParsedTranscript, ParsedTurn

    assert study.session is not None
    text = "Member: It was quiet at night."
    parsed = ParsedTranscript(
        "P01", "P01.txt", "0" * 64, text, (ParsedTurn(1, "Member", 0, 8, len(text)),), frozenset()
    )
    import_transcripts(study.session.workbench, [TranscriptChoice(parsed)])
    asked: list[Place] = []
    study.session.place_requested.connect(asked.append)
    field = study.frame.tools.search
    study.actions_table["search"].trigger()
    qtbot.keyClicks(field, "quiet")
    qtbot.waitUntil(field.popup.isVisible, timeout=30_000)
    assert "In the text of 1 document" in field.popup.rows()
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert [(place.page, getattr(place, "start", None)) for place in asked] == [("code", text.index("quiet"))]
    assert study.stack.currentWidget().objectName() == "codingPage"


def test_a_search_that_finds_nothing_says_what_to_try(qtbot: QtBot, study: MainWindow):
    field = study.frame.tools.search
    study.actions_table["search"].trigger()
    qtbot.keyClicks(field, "stigma")
    qtbot.waitUntil(field.popup.isVisible, timeout=30_000)
    assert field.popup.rows() == []
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert not field.popup.isVisible()
    assert field.text() == ""


def test_closing_the_project_returns_to_the_start_page_which_lists_it(study: MainWindow):
    add_case(study, "Harbour")
    study.actions_table["close"].trigger()
    assert study.session is None
    assert study.stack.currentWidget() is study.start
    (recent,) = study.desk.recent.all()
    assert (recent.title, recent.cases) == ("Water", 1)


def test_every_menu_action_does_something_or_is_disabled(qtbot: QtBot, study: MainWindow, tmp_path: Path):
    assert study.session is not None
    study.session.ask_open_paths = lambda title, patterns=(), multiple=True: []
    study.session.ask_save_path = lambda title, suggested=None, patterns=(): None
    study.desk.ask_open_paths = lambda title, patterns=(), multiple=True: []
    left_out = {"action_quit", "action_close", "action_sample"}
    walked = 0
    for menu in study.menus.menus.values():
        for number in range(len(menu.actions())):
            # A page that comes to the front brings actions of its own, so the menu is looked at anew each time.
            action = dict(enumerate(menu.actions())).get(number)
            if action is None or action.isSeparator() or action.menu() or not action.isEnabled():
                continue
            if action.objectName() in left_out:
                continue
            action.trigger()
            for sheet in study.findChildren(Sheet):
                sheet.dismiss()
            walked += 1
    assert walked > 15
    assert study.status_row.refusal() == ""
