"""The Report page as a person uses it: choose, set, look at the pages, export."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from docx import Document
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ipof_workbench.app.commands.record_edits import EditFields
from ipof_workbench.domain import records
from ipof_workbench.domain.filters import Filter
from ipof_workbench.main import register_painters
from ipof_workbench.ui.configurations import live_reading
from ipof_workbench.ui.places import QuotePlace
from ipof_workbench.ui.report.outputs import OUTPUTS
from ipof_workbench.ui.report.report_page import ReportPage
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.theme.theme import Theme
from tests.factories import make_study
from tests.ui.test_configurations_page import filled

QUOTED = "CMOC table with quotes"


@pytest.fixture
def session(tmp_path: Path, theme: Theme, qapp: QApplication) -> Iterator[Session]:
    settings = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    session = Session(make_study(tmp_path / "study.ipof"), settings)
    yield session
    session.close()


@pytest.fixture
def page(session: Session, qtbot: QtBot) -> ReportPage:
    filled(session.workbench)
    return shown(session, qtbot)


def shown(session: Session, qtbot: QtBot) -> ReportPage:
    page = ReportPage(session)
    qtbot.addWidget(page)
    page.resize(1192, 730)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    page.activate()
    page.focus_primary()
    return page


def headings(page: ReportPage) -> list[str]:
    table = page.preview.table
    assert table is not None
    return [column.heading for column in table.columns]


def cells(page: ReportPage, key: str) -> list[str]:
    table = page.preview.table
    assert table is not None
    number = [column.key for column in table.columns].index(key)
    return [row[number].text for row in table.rows]


def save_as(session: Session, path: Path | None) -> list[tuple[str, Path | None, tuple[str, ...]]]:
    asked: list[tuple[str, Path | None, tuple[str, ...]]] = []

    def ask(title: str, suggested: Path | None = None, patterns=()) -> Path | None:
        asked.append((title, suggested, tuple(patterns)))
        return path

    session.ask_save_path = ask
    return asked


def exported(session: Session, page: ReportPage, qtbot: QtBot, path: Path, suffix: str) -> list[str]:
    """Choose a format, press Export and wait for the message."""
    save_as(session, path)
    page.settings_panel.format.setCurrentIndex(page.settings_panel.format.findData(suffix))
    with qtbot.waitSignal(session.toast_requested, timeout=20_000) as heard:
        qtbot.mouseClick(page.settings_panel.export_button, Qt.MouseButton.LeftButton)
    return [str(heard.args[0])]


def test_the_table_with_quotes_is_shown_first(page: ReportPage) -> None:
    assert page.output().title == QUOTED
    assert headings(page)[2:5] == ["Context", "Mechanism", "Outcome"]
    assert "“so I shut the laptop” (P04, member, Harbour)" in " ".join(cells(page, "quotes"))
    assert page.preview.table.label == "Table 2"
    assert "1 page, 2 rows" in page.status_facts()


def test_the_status_counts_the_pages_that_follow(page: ReportPage, session, qtbot) -> None:
    told: list[str] = []
    session.facts_refreshed.connect(lambda: told.append(page.status_facts()))
    first = session.workbench.read.configurations()[0].rid
    session.run(EditFields(records.Configuration, first, {"title": "Silence at night. " * 400}))
    qtbot.waitUntil(lambda: bool(told) and f"{page.preview.page_count} pages" in told[-1])
    assert page.preview.page_count > 2


def test_arrow_keys_go_through_the_outputs(page: ReportPage, qtbot) -> None:
    view = page.outputs.views[0]
    qtbot.keyClick(view, Qt.Key.Key_Up)
    assert page.output().key == "cmo-table"
    # A preview that took long is read in a worker the next time.
    qtbot.waitUntil(lambda: "quotes" not in [column.key for column in page.preview.table.columns])
    assert page.preview.table.label == "Table 1"
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert page.output().key == [output.key for output in OUTPUTS if not output.is_figure][-1]


NOT_YET = ("changes", "data-to-theory", "ipt", "rivals", "theories-used", "recommendations", "decisions")
"""Outputs that a study with configurations alone has nothing for."""


@pytest.mark.parametrize("key", [output.key for output in OUTPUTS if output.key in NOT_YET])
def test_an_output_that_the_study_has_nothing_for_cannot_be_exported(page: ReportPage, key: str) -> None:
    page.choose(key)
    assert not page.preview.isVisible()
    assert not page.settings_panel.export_button.isEnabled()
    assert page.settings_panel.export_button.toolTip() == "There is nothing to export yet"


@pytest.mark.parametrize("key", [output.key for output in OUTPUTS if output.key not in NOT_YET])
def test_every_output_shows_something(page: ReportPage, key: str) -> None:
    page.choose(key)
    if page.output().is_figure:
        assert page.figure.drawing is not None
        assert page.figure.isVisible()
    else:
        assert page.preview.table.rows
        assert page.preview.isVisible()
    assert page.settings_panel.export_button.isEnabled()


def test_columns_and_quotes_for_each_are_set_by_mouse_and_key(page: ReportPage, qtbot) -> None:
    panel = page.settings_panel
    panel.quotes.setFocus()
    qtbot.keyClick(panel.quotes, Qt.Key.Key_Up)
    qtbot.waitUntil(lambda: cells(page, "quotes")[0].count("“") == 1)
    panel.with_counts.click()
    qtbot.waitUntil(lambda: "Participants, n" not in headings(page))
    panel.with_quotes.click()
    qtbot.waitUntil(lambda: "Illustrative quotes" not in headings(page))
    assert not panel.quotes.isVisible()
    panel.reset.click()
    qtbot.waitUntil(lambda: "Illustrative quotes" in headings(page))
    assert cells(page, "quotes")[0].count("“") == 2


def test_the_caption_and_number_stand_over_the_table(page: ReportPage, qtbot) -> None:
    panel = page.settings_panel
    panel.caption.setFocus()
    qtbot.keyClicks(panel.caption, "What happens at night.")
    panel.number.setFocus()
    panel.number.selectAll()
    qtbot.keyClicks(panel.number, "7")
    qtbot.waitUntil(lambda: page.preview.table.caption == "What happens at night.")
    assert page.preview.table.label == "Table 7"
    page.choose("quotes")
    assert page.preview.table.caption != "What happens at night."
    page.choose("cmo-quotes")
    assert panel.caption.text() == "What happens at night."


def test_a_half_typed_number_keeps_the_one_before(page: ReportPage, qtbot) -> None:
    number = page.settings_panel.number
    number.setFocus()
    number.selectAll()
    qtbot.keyClick(number, Qt.Key.Key_Backspace)
    assert page.settings_panel.settings().number == 2


def test_configurations_are_chosen_by_status_and_none_offers_to_clear(page: ReportPage, qtbot) -> None:
    panel = page.settings_panel
    panel.statuses.setCurrentIndex(panel.statuses.findData("refined"))
    panel.statuses.activated.emit(panel.statuses.currentIndex())
    qtbot.waitUntil(lambda: cells(page, "number") == ["1"])
    panel.statuses.setCurrentIndex(panel.statuses.findData("parked"))
    panel.statuses.activated.emit(panel.statuses.currentIndex())
    qtbot.waitUntil(lambda: not page.preview.isVisible())
    empty = page.desk.shown()
    assert empty.accessibleName() == "No configuration passes these filters."
    assert not panel.export_button.isEnabled()
    assert page.page_actions()[0].toolTip() == "There is nothing to export yet"
    empty.action_requested.emit()
    assert cells(page, "number") == ["1", "2"]
    assert panel.statuses.currentData() == "all"


def test_the_preview_follows_a_step_and_its_undo(page: ReportPage, session, qtbot) -> None:
    first = session.workbench.read.configurations()[0].rid
    session.run(EditFields(records.Configuration, first, {"title": "Ghost town"}))
    assert page.status_facts() == "Updating"
    assert cells(page, "title")[0] == "Silence at night"
    qtbot.waitUntil(lambda: cells(page, "title")[0] == "Ghost town")
    session.undo()
    qtbot.waitUntil(lambda: cells(page, "title")[0] == "Silence at night")


def test_the_filter_of_the_window_holds_for_the_preview(page: ReportPage, session) -> None:
    session.set_filter(Filter(minimum_sources=2))
    assert cells(page, "number") == ["1"]


def test_a_hidden_page_catches_up_when_it_comes_to_the_front(page: ReportPage, session) -> None:
    page.deactivate()
    first = session.workbench.read.configurations()[0].rid
    session.run(EditFields(records.Configuration, first, {"title": "Ghost town"}))
    page.activate()
    assert cells(page, "title")[0] == "Ghost town"


def test_a_slow_preview_is_made_in_a_worker_and_the_old_one_stays(page, session, qtbot, monkeypatch) -> None:
    monkeypatch.setattr(live_reading, "QUICK_S", -1.0)
    page.choose("codebook")
    assert page.preview.table.kind == "cmo-table"
    assert page.status_facts() == "Updating"
    qtbot.waitUntil(lambda: page.preview.table.kind == "codebook")


def test_quotes_that_may_not_be_printed_are_counted_and_shown(page: ReportPage, session, qtbot) -> None:
    assert not page.settings_panel.notice.isVisible()
    person = next(row for row in session.workbench.read.participants() if row.name == "P15")
    session.run(EditFields(records.Participant, person.rid, {"quote_policy": "none"}))
    qtbot.waitUntil(page.settings_panel.notice.isVisible)
    notice = page.settings_panel.notice
    assert notice.accessibleName() == "One quote of CMOC 1 may not be printed word for word and is left out."
    with qtbot.waitSignal(session.place_requested) as heard:
        notice.link_activated.emit()
    place = heard.args[0]
    assert isinstance(place, QuotePlace)
    words = session.workbench.read.document_text(place.document).text[place.start : place.end]
    assert words == "Nobody had my name or my face"
    page.choose("quotes")
    assert notice.accessibleName().endswith("the table says so in its place.")
    page.choose("cmo-table")
    assert not notice.isVisible()


def test_ctrl_e_writes_the_word_table_and_says_so(page: ReportPage, session, qtbot, tmp_path: Path) -> None:
    target = tmp_path / "table.docx"
    asked = save_as(session, target)
    with qtbot.waitSignal(session.toast_requested, timeout=20_000) as heard:
        qtbot.keyClick(page.outputs.views[0], Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    assert heard.args == ["Exported table.docx", False]
    suggested = session.workbench.path.parent / "cmo_table_with_quotes.docx"
    assert asked == [(f"Export {QUOTED}", suggested, ("*.docx",))]
    written = Document(str(target)).tables[0]
    assert [row.cells[0].text for row in written.rows] == ["CMOC", "1", "2"]


@pytest.mark.parametrize("suffix", [".xlsx", ".csv", ".md"])
def test_tables_are_written_in_every_format(page: ReportPage, session, qtbot, tmp_path: Path, suffix: str) -> None:
    target = tmp_path / f"table{suffix}"
    assert exported(session, page, qtbot, target, suffix) == [f"Exported table{suffix}"]
    assert target.stat().st_size > 100
    if suffix != ".xlsx":
        assert "Silence at night" in target.read_text(encoding="utf-8-sig")


@pytest.mark.parametrize("suffix", [".svg", ".png", ".pdf", ".graphml"])
def test_the_figure_is_written_in_every_format(page: ReportPage, session, qtbot, tmp_path: Path, suffix: str) -> None:
    register_painters()
    page.choose("theory")
    target = tmp_path / f"figure{suffix}"
    exported(session, page, qtbot, target, suffix)
    content = target.read_bytes()
    starts = {".png": b"\x89PNG", ".pdf": b"%PDF"}
    if suffix in starts:
        assert content.startswith(starts[suffix])
    else:
        assert b"No moderator" in content
        assert ElementTree.fromstring(content) is not None


def test_a_name_without_a_suffix_gets_that_of_the_format(page: ReportPage, session, qtbot, tmp_path: Path) -> None:
    assert exported(session, page, qtbot, tmp_path / "table", ".md") == ["Exported table.md"]
    assert (tmp_path / "table.md").exists()


def test_a_target_that_cannot_be_written_is_told_under_the_field(page, session, qtbot, tmp_path: Path) -> None:
    save_as(session, tmp_path / "no such folder" / "table.docx")
    page.settings_panel.export_button.click()
    error = page.settings_panel.error
    qtbot.waitUntil(error.isVisible, timeout=20_000)
    assert "table.docx" in error.sentence() or "no such folder" in error.sentence()
    assert page.settings_panel.export_button.isEnabled()
    exported(session, page, qtbot, tmp_path / "table.docx", ".docx")
    assert not error.isVisible()


def test_an_older_file_of_a_name_nobody_was_asked_about_stays(page, session, qtbot, tmp_path: Path) -> None:
    (tmp_path / "table.docx").write_text("precious")
    save_as(session, tmp_path / "table")
    page.settings_panel.export_button.click()
    qtbot.waitUntil(page.settings_panel.error.isVisible, timeout=20_000)
    assert (tmp_path / "table.docx").read_text() == "precious"


def test_thinking_better_of_it_writes_nothing(page: ReportPage, session, tmp_path: Path) -> None:
    save_as(session, None)
    page.settings_panel.export_button.click()
    assert page.settings_panel.export_button.isEnabled()
    assert list(tmp_path.glob("*.docx")) == []


def test_without_a_configuration_there_is_a_sentence_and_no_export(session: Session, qtbot: QtBot) -> None:
    page = shown(session, qtbot)
    assert page.desk.shown().accessibleName() == ("Tables fill themselves as soon as there is one configuration.")
    assert page.settings_panel.export_button.toolTip() == "There is nothing to export yet"
    page.choose("theory")
    assert not page.figure.isVisible()
    filled(session.workbench)
    qtbot.waitUntil(page.figure.isVisible)


def test_the_cmo_table_gets_the_further_columns_that_are_ticked(page, qtbot) -> None:
    page.choose("cmo-table")
    panel = page.settings_panel
    assert panel.further["area"].isVisible()
    panel.further["area"].click()
    panel.further["kinds"].click()
    wanted = {"area", "kinds"}
    qtbot.waitUntil(lambda: wanted <= {column.key for column in page.preview.table.columns})
    assert "status" not in {column.key for column in page.preview.table.columns}
    page.choose("changes")
    assert not panel.further["area"].isVisible()
    assert not panel.with_counts.isVisible(), "a table without counts offers none"
    page.choose("cmo-table")
    assert panel.further["area"].isChecked()


def test_a_figure_takes_a_caption(page, qtbot) -> None:
    page.choose("case-figure")
    assert page.settings_panel.caption.isVisible()
    qtbot.keyClicks(page.settings_panel.caption, "Where it holds.")
    qtbot.waitUntil(lambda: page.figure.drawing.title == "Where it holds.")
    page.settings_panel.reset.click()
    qtbot.waitUntil(lambda: page.figure.drawing.title != "Where it holds.")
