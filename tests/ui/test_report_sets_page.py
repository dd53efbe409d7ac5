"""The ticks of the Report page: what goes into the supplement and into a plan."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication, QTreeView
from pytestqt.qtbot import QtBot

from ipof_workbench.app.plan_files import read_plan
from ipof_workbench.domain.filters import Filter
from ipof_workbench.main import register_painters
from ipof_workbench.ui.report.outputs import OUTPUTS, USUAL_SET
from ipof_workbench.ui.report.report_page import ReportPage
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.theme.theme import Theme, current_theme
from tests.factories import make_study
from tests.ui.test_configurations_page import filled
from tests.ui.test_report_page import save_as, shown
from tests.ui.test_report_printing import choose_style


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


def click_box(qtbot: QtBot, view: QTreeView, row: int, *, beside: bool = False) -> None:
    rect = view.visualRect(view.model().index(row, 0))
    place = rect.topLeft() + rect.center().__class__(current_theme().px(120 if beside else 18), rect.height() // 2)
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)


def tick(page: ReportPage, *keys: str) -> None:
    page.outputs.tick(keys)
    page.outputs.ticked.emit()


def test_the_usual_set_is_ticked_and_counted(page: ReportPage) -> None:
    assert page.outputs.set_of_keys() == USUAL_SET
    assert {output.key for output in OUTPUTS} >= USUAL_SET
    assert page.settings_panel.supplement_link.text() == f"Export all {len(USUAL_SET)} as one supplement"


def test_a_click_on_the_box_ticks_and_one_on_the_name_does_not(page: ReportPage, session: Session, qtbot) -> None:
    view = page.outputs.views[0]
    assert "cmo-table" not in page.outputs.set_of_keys()
    click_box(qtbot, view, 0)
    assert page.outputs.set_of_keys() == USUAL_SET | {"cmo-table"}
    click_box(qtbot, view, 0, beside=True)
    assert page.outputs.set_of_keys() == USUAL_SET | {"cmo-table"}
    assert page.output().key == "cmo-table"
    assert shown(session, qtbot).outputs.set_of_keys() == USUAL_SET | {"cmo-table"}


def test_the_space_bar_ticks_the_output_that_is_shown(page: ReportPage, qtbot) -> None:
    qtbot.keyClick(page.outputs.views[0], Qt.Key.Key_Space)
    assert page.outputs.set_of_keys() == USUAL_SET - {"cmo-quotes"}
    qtbot.keyClick(page.outputs.views[0], Qt.Key.Key_Space)
    assert page.outputs.set_of_keys() == USUAL_SET


def test_an_empty_set_says_what_to_do(page: ReportPage) -> None:
    tick(page)
    for link in (page.settings_panel.supplement_link, page.settings_panel.plan_link):
        assert not link.isEnabled()
        assert link.toolTip() == "Tick an output at the left first"
    tick(page, "codebook")
    assert page.settings_panel.plan_link.isEnabled()


def test_the_set_is_written_as_one_supplement_in_the_style(page, session: Session, qtbot, tmp_path: Path) -> None:
    register_painters()
    choose_style(page, "bmj")
    tick(page, "cmo-quotes", "matrix", "theory")
    save_as(session, tmp_path / "all.docx")
    with qtbot.waitSignal(session.toast_requested, timeout=20_000) as heard:
        qtbot.mouseClick(page.settings_panel.supplement_link, Qt.MouseButton.LeftButton)
    assert heard.args == ["Exported all.docx", False]
    written = Document(str(tmp_path / "all.docx"))
    assert len(written.tables) == 2
    words = "\n".join(paragraph.text for paragraph in written.paragraphs)
    assert "Figure 1" in words
    assert "‘so I shut the laptop’" in "\n".join(cell.text for cell in written.tables[0].rows[1].cells)


def test_a_supplement_that_is_stopped_leaves_the_old_file(page, session: Session, qtbot, tmp_path: Path) -> None:
    register_painters()
    (tmp_path / "all.docx").write_text("precious")
    save_as(session, tmp_path / "all.docx")
    started = []
    session.task_started.connect(lambda task: (started.append(task), task.cancel()))
    page.settings_panel.supplement_link.click()
    qtbot.waitUntil(lambda: bool(started) and page.settings_panel.supplement_link.isEnabled(), timeout=20_000)
    assert (tmp_path / "all.docx").read_text() == "precious"
    assert not page.settings_panel.error.isVisible()


def test_a_supplement_that_cannot_be_written_is_told(page, session: Session, qtbot, tmp_path: Path) -> None:
    tick(page, "codebook")
    save_as(session, tmp_path / "no such folder" / "all.docx")
    page.settings_panel.supplement_link.click()
    qtbot.waitUntil(page.settings_panel.error.isVisible, timeout=20_000)
    assert page.settings_panel.supplement_link.isEnabled()


def test_the_set_is_saved_as_a_plan_that_reads_back_equal(page, session: Session, qtbot, tmp_path: Path) -> None:
    choose_style(page, "jmir")
    tick(page, "cmo-table", "cmo-quotes", "codebook", "evidence-figure")
    page.choose("cmo-quotes")
    page.settings_panel.caption.setText('“Ours”, "theirs" \\ and more.')
    page.settings_panel.with_counts.click()
    statuses = page.settings_panel.statuses
    statuses.setCurrentIndex(statuses.findData("refined"))
    statuses.activated.emit(statuses.currentIndex())
    harbour = next(case for case in session.workbench.read.cases() if case.name == "Harbour")
    session.set_filter(Filter(cases=frozenset({harbour.rid}), stances=frozenset({"supports"})))
    save_as(session, tmp_path / "report.toml")
    with qtbot.waitSignal(session.toast_requested) as heard:
        qtbot.mouseClick(page.settings_panel.plan_link, Qt.MouseButton.LeftButton)
    assert heard.args == ["Saved report.toml", False]
    plan = read_plan(tmp_path / "report.toml")
    assert plan.only == {"case": ("Harbour",), "stance": ("supports",)}
    assert [(output.kind, output.file, output.quotes, output.counts) for output in plan.outputs] == [
        ("cmo-table", "cmo_table", 0, True),
        ("cmo-table", "cmo_table_with_quotes", 2, False),
        ("codebook", "codebook", 2, True),
        ("evidence-figure", "evidence_by_stance", 2, True),
    ]
    assert plan.outputs[1].statuses == ("final", "refined")
    assert plan.outputs[1].caption == '“Ours”, "theirs" \\ and more.'
    assert plan.style.key == "jmir"


def test_a_filter_that_no_plan_can_say_is_refused(page, session: Session, tmp_path: Path) -> None:
    session.set_filter(Filter(minimum_sources=2))
    save_as(session, tmp_path / "report.toml")
    page.settings_panel.plan_link.click()
    assert "least number of sources" in page.settings_panel.error.sentence()
    assert not (tmp_path / "report.toml").exists()


def test_thinking_better_of_it_writes_nothing(page, session: Session, tmp_path: Path) -> None:
    save_as(session, None)
    page.settings_panel.plan_link.click()
    page.settings_panel.supplement_link.click()
    assert not list(tmp_path.glob("*.toml"))
    assert page.settings_panel.supplement_link.isEnabled()
