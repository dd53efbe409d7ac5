"""The Word template on the Report page: chosen, seen in the preview, written, remembered, and put away."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
from docx.shared import Inches
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from ipof_workbench.domain.report_table import Typeface
from ipof_workbench.ui.report.print_fields import PrintFields
from ipof_workbench.ui.report.report_page import ReportPage
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.theme.theme import Theme
from tests.factories import make_study
from tests.journal_template import write_journal
from tests.ui.test_configurations_page import filled
from tests.ui.test_report_page import exported, shown


@pytest.fixture
def session(tmp_path: Path, theme: Theme, qapp: QApplication) -> Iterator[Session]:
    settings = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    session = Session(make_study(tmp_path / "study.ipof"), settings)
    filled(session.workbench)
    yield session
    session.close()


@pytest.fixture
def page(session: Session, qtbot: QtBot) -> ReportPage:
    return shown(session, qtbot)


def fields(page: ReportPage) -> PrintFields:
    return page.settings_panel.printing


def choose(page: ReportPage, words: str) -> None:
    choice = fields(page).template_choice
    choice.setCurrentIndex(choice.findText(words))
    choice.activated.emit(choice.currentIndex())


def take(page: ReportPage, session: Session, path: Path, qtbot: QtBot) -> None:
    session.ask_open_paths = lambda *_: [path]
    choose(page, "Choose a file…")
    qtbot.waitUntil(lambda: fields(page).template_choice.currentText() == path.name)


def test_the_template_of_a_journal_is_seen_and_written(page, session: Session, qtbot: QtBot, tmp_path: Path) -> None:
    assert fields(page).template_choice.currentText() == "None"
    take(page, session, write_journal(tmp_path / "journal.docx"), qtbot)
    qtbot.waitUntil(lambda: page.preview.table.typeface == Typeface("Verdana", 8.0))
    page.choose("codebook")
    qtbot.waitUntil(lambda: page.preview.table.kind == "codebook")
    words = [label.text() for label in page.desk.bar.findChildren(QLabel)]
    assert [each for each in words if each.startswith("Landscape, page 1 of")]
    exported(session, page, qtbot, tmp_path / "table.docx", ".docx")
    section = docx.Document(tmp_path / "table.docx").sections[0]
    assert (section.page_width, section.left_margin) == (Inches(11), Inches(1.25))
    exported(session, page, qtbot, tmp_path / "table.csv", ".csv")
    assert (tmp_path / "table.csv").stat().st_size


def test_it_is_remembered_and_put_away_again(page, session: Session, qtbot: QtBot, tmp_path: Path) -> None:
    path = write_journal(tmp_path / "journal.docx")
    take(page, session, path, qtbot)
    later = shown(session, qtbot)
    qtbot.waitUntil(lambda: fields(later).printing().template_file == str(path))
    choose(later, "None")
    assert fields(later).printing().template is None
    qtbot.waitUntil(lambda: later.preview.table.typeface == Typeface())
    assert fields(shown(session, qtbot)).template_choice.currentText() == "None"


def test_a_file_that_is_no_template_is_told_below_and_changes_nothing(
    page, session: Session, qtbot: QtBot, tmp_path: Path
) -> None:
    bad = tmp_path / "notes.docx"
    bad.write_bytes(b"no document")
    session.ask_open_paths = lambda *_: [bad]
    choose(page, "Choose a file…")
    qtbot.waitUntil(lambda: "is not a Word document" in fields(page).template_error.sentence())
    assert fields(page).template_choice.currentText() == "None"
    take(page, session, write_journal(tmp_path / "journal.docx"), qtbot)
    assert not fields(page).template_error.isVisible()


def test_a_set_saved_as_a_plan_names_its_template(page, session: Session, qtbot: QtBot, tmp_path: Path) -> None:
    take(page, session, write_journal(tmp_path / "journal.docx"), qtbot)
    session.ask_save_path = lambda *_: tmp_path / "report.toml"
    page.settings_panel.plan_link.click()
    assert 'template = "journal.docx"' in (tmp_path / "report.toml").read_text(encoding="utf-8")
