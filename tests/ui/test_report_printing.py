"""The house style and the smallest count on the Report page, and what is remembered of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtGui import QFontInfo
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ipof_workbench.domain.report_table import Typeface
from ipof_workbench.ui.report.print_fields import PrintFields
from ipof_workbench.ui.report.report_page import ReportPage
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.theme.theme import Theme
from tests.factories import make_study
from tests.ui.test_configurations_page import filled
from tests.ui.test_report_page import cells, exported, shown


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


def choose_style(page: ReportPage, name: str) -> None:
    choice = fields(page).style_choice
    choice.setCurrentIndex(choice.findData(name))
    choice.activated.emit(choice.currentIndex())


def test_the_styles_of_the_journals_are_listed_the_plain_one_first(page: ReportPage) -> None:
    choice = fields(page).style_choice
    words = [choice.itemText(row) for row in range(choice.count())]
    assert words == ["Plain", "BMC", "BMJ", "JMIR", "NIHR report", "PLOS", "Choose a file…"]
    assert choice.currentText() == "Plain"


def test_the_preview_and_the_file_are_in_the_style(page: ReportPage, session: Session, qtbot, tmp_path: Path) -> None:
    assert "“so I shut the laptop” (P04" in " ".join(cells(page, "quotes"))
    choose_style(page, "bmj")
    qtbot.waitUntil(lambda: "‘so I shut the laptop’ (P04" in " ".join(cells(page, "quotes")))
    assert page.preview.table.typeface == Typeface("Arial", 9.0)
    layout = page.preview._layout  # noqa: SLF001
    assert layout.text.font.families()[0] == "Arial"
    assert "Serif" not in QFontInfo(layout.text.font).family()
    exported(session, page, qtbot, tmp_path / "table.md", ".md")
    assert "‘so I shut the laptop’" in (tmp_path / "table.md").read_text(encoding="utf-8")
    page.choose("cmo-table")
    assert page.preview.table.typeface.font == "Arial"


def test_a_style_of_ones_own_is_read_and_remembered(page: ReportPage, session: Session, qtbot, tmp_path: Path) -> None:
    own = tmp_path / "ours.toml"
    own.write_text('title = "Our journal"\nquotes = "«»"\n', encoding="utf-8")
    asked: list[tuple[object, ...]] = []

    def ask(*question: object) -> list[Path]:
        asked.append(question)
        return [own]

    session.ask_open_paths = ask
    choose_style(page, "")
    assert asked == [("Choose a house style", ("*.toml",), False)]
    assert fields(page).style_choice.currentText() == "Our journal"
    qtbot.waitUntil(lambda: "«so I shut the laptop»" in " ".join(cells(page, "quotes")))
    later = shown(session, qtbot)
    assert fields(later).style_choice.currentText() == "Our journal"
    own.unlink()
    assert fields(shown(session, qtbot)).style_choice.currentText() == "Plain"


def test_a_file_that_is_no_style_is_told_below_and_changes_nothing(page, session: Session, tmp_path: Path) -> None:
    own = tmp_path / "ours.toml"
    own.write_text("font_size = 90\n", encoding="utf-8")
    session.ask_open_paths = lambda *_: [own]
    choose_style(page, "")
    assert "from 5 to 16 points" in fields(page).error.sentence()
    assert fields(page).style_choice.currentText() == "Plain"
    session.ask_open_paths = lambda *_: []
    choose_style(page, "bmj")
    assert not fields(page).error.isVisible()
    choose_style(page, "")
    assert fields(page).style_choice.currentText() == "BMJ"


def test_small_counts_are_shown_where_the_person_says_so(page: ReportPage, session: Session, qtbot) -> None:
    page.choose("participants")
    hidden = [cell.text for row in page.preview.table.rows for cell in row if "<5" in cell.text]
    assert hidden
    threshold = fields(page).threshold
    threshold.setCurrentIndex(threshold.findData(1))
    threshold.activated.emit(threshold.currentIndex())
    qtbot.waitUntil(lambda: not [cell for row in page.preview.table.rows for cell in row if "<" in cell.text])
    assert fields(shown(session, qtbot)).printing().threshold == 1
