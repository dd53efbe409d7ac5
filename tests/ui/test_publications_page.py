"""Publications on the Report page: begun, numbered, frozen, exported, and what there is to know of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
from docx.shared import Inches
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from ipof_workbench.app.commands.record_edits import EditFields
from ipof_workbench.domain import records
from ipof_workbench.domain.filters import Filter
from ipof_workbench.domain.publishing import PublicationRow
from ipof_workbench.domain.report_table import Typeface
from ipof_workbench.ui.places import ConfigurationPlace
from ipof_workbench.ui.report.publications.number_table import IN_PAPER, SHOWN
from ipof_workbench.ui.report.publications.panel import PublicationPanel
from ipof_workbench.ui.report.report_page import ReportPage
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.sheet import Sheet
from ipof_workbench.ui.theme.theme import Theme
from tests.factories import make_study
from tests.journal_template import write_journal
from tests.ui.test_configurations_page import filled

CHECK = Qt.ItemDataRole.CheckStateRole


@pytest.fixture
def session(tmp_path: Path, theme: Theme, qapp: QApplication) -> Iterator[Session]:
    settings = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    session = Session(make_study(tmp_path / "study.ipof"), settings)
    yield session
    session.close()


@pytest.fixture
def page(session: Session, qtbot: QtBot) -> ReportPage:
    filled(session.workbench)
    page = ReportPage(session)
    qtbot.addWidget(page)
    page.resize(1192, 730)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    page.activate()
    page.outputs.tick({"cmo-quotes", "quote-bank", "theory"})
    return page


@pytest.fixture
def draft(page: ReportPage, qtbot: QtBot) -> PublicationPanel:
    """A draft that a person has begun and named."""
    qtbot.mouseClick(page.publications.list.new_button, Qt.MouseButton.LeftButton)
    panel = page.publications.panel
    qtbot.waitUntil(lambda: panel.name.field.isVisible())
    panel.name.field.selectAll()
    qtbot.keyClicks(panel.name.field, "Paper 1")
    qtbot.keyClick(panel.name.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: rows(page)[0].name == "Paper 1")
    qtbot.waitUntil(lambda: not page.publications.is_busy())
    return panel


def rows(page: ReportPage) -> list[PublicationRow]:
    return page.session.workbench.read.publications.listed()


def frozen(page: ReportPage, panel: PublicationPanel, qtbot: QtBot) -> None:
    """Freeze the draft by its button."""
    qtbot.mouseClick(panel.freeze_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: rows(page)[0].is_frozen, timeout=20_000)
    qtbot.waitUntil(lambda: panel.export_button.isVisible(), timeout=20_000)


def numbers(page: ReportPage) -> list[str]:
    table = page.preview.table
    return [row[0].text for row in table.rows] if table is not None else []


def test_a_draft_is_begun_from_what_is_ticked_and_named_at_once(
    page: ReportPage, draft: PublicationPanel, session: Session
) -> None:
    view = page.publications.outputs.view
    titles = [view.rows.item(at).text() for at in range(view.rows.rowCount())]
    assert titles == ["CMOC table with quotes", "Quote bank", "Programme theory"]
    assert not page.outputs.isVisible()
    assert page.right_panel is draft
    assert draft.state.text().startswith("A draft")
    assert draft.shows.text() == "Everything in the project."
    assert page.status_facts() == "A draft, 3 tables and figures"


def test_numbers_are_typed_in_their_cells_and_the_preview_follows(
    page: ReportPage, draft: PublicationPanel, qtbot: QtBot
) -> None:
    model = draft.numbers.numbers
    assert model.setData(model.index(0, IN_PAPER), "7b")
    qtbot.waitUntil(lambda: numbers(page) == ["2", "7b"])
    assert model.setData(model.index(1, IN_PAPER), "7b")
    qtbot.waitUntil(lambda: [each.kind for each in page.publications.shown.cautions] == ["number"])
    assert page.publications.shown.cautions[0].sentence == "Two configurations are number 7b; give each its own."
    qtbot.mouseClick(draft.freeze_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "would be number 7b in the paper" in draft.error.sentence(), timeout=20_000)
    qtbot.mouseClick(draft.number_link, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: numbers(page) == ["1", "2"])


def test_a_configuration_is_left_out_by_its_box_but_never_the_last(
    page: ReportPage, draft: PublicationPanel, session: Session, qtbot: QtBot
) -> None:
    model = draft.numbers.numbers
    model.setData(model.index(0, SHOWN), Qt.CheckState.Unchecked, CHECK)
    qtbot.waitUntil(lambda: numbers(page) == ["2"])
    qtbot.waitUntil(lambda: model.rows[0].is_shown is False)
    told: list[str] = []
    session.refused.connect(told.append)
    model.setData(model.index(1, SHOWN), Qt.CheckState.Unchecked, CHECK)
    assert told[-1].startswith("A publication shows one configuration at least")
    model.setData(model.index(0, SHOWN), Qt.CheckState.Checked, CHECK)
    qtbot.waitUntil(lambda: numbers(page) == ["1", "2"])


def test_the_draft_takes_over_what_is_set_now(
    page: ReportPage, draft: PublicationPanel, session: Session, qtbot: QtBot
) -> None:
    case = next(case.rid for case in session.workbench.read.cases() if case.name == "Lantern")
    session.set_filter(Filter(cases=frozenset({case})))
    page.outputs.tick({"quote-bank"})
    qtbot.mouseClick(draft.take_over, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: draft.shows.text() == "Cases: Lantern.")
    qtbot.waitUntil(lambda: page.publications.outputs.view.rows.rowCount() == 1)


def test_waves_are_chosen_by_their_boxes(page: ReportPage, draft: PublicationPanel, session: Session, qtbot) -> None:
    documents = session.workbench.read.find(records.Document)
    session.run(EditFields(records.Document, documents[0].rid, {"wave": "1"}))
    session.run(EditFields(records.Document, documents[2].rid, {"wave": "2"}))
    qtbot.waitUntil(lambda: [box.text() for box in draft._waves] == ["1", "2"])  # noqa: SLF001
    first = draft._waves[0]  # noqa: SLF001
    assert first.isChecked()
    first.click()
    plan = lambda: page.session.workbench.read.publications.plan(rows(page)[0].rid)  # noqa: E731
    qtbot.waitUntil(lambda: plan().narrowing.waves == {"2"})


def test_a_frozen_publication_stays_while_the_project_goes_on(
    page: ReportPage, draft: PublicationPanel, session: Session, qtbot: QtBot
) -> None:
    frozen(page, draft, qtbot)
    assert not draft.freeze_button.isVisible()
    assert not draft.numbers.isVisible()
    first = session.workbench.read.configurations()[0].rid
    session.run(EditFields(records.Configuration, first, {"title": "Another title", "number": "9"}))
    qtbot.waitUntil(lambda: len(page.publications.shown.cautions) == 1)
    assert page.publications.shown.cautions[0].sentence == "CMOC 1 has another wording now."
    assert numbers(page) == ["1", "2"]
    assert "1 to know" in page.status_facts()
    with qtbot.waitSignal(session.place_requested) as heard:
        draft.caution_followed.emit(page.publications.shown.cautions[0])
    assert heard.args == [ConfigurationPlace("configurations", first)]
    page.publications.list.view.select(0)
    page.publications.show(0)
    qtbot.waitUntil(lambda: numbers(page) == ["2", "9"])
    assert page.right_panel is page.settings_panel
    assert page.outputs.isVisible()


def test_an_export_asks_whether_withdrawn_words_are_left_out(
    page: ReportPage, draft: PublicationPanel, session: Session, qtbot: QtBot, tmp_path: Path
) -> None:
    frozen(page, draft, qtbot)
    qtbot.keyClick(page.publications.outputs.view, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: page.publications.shown.file == "quote_bank")
    person = session.workbench.read.find(records.Participant, name="P15")[0].rid
    session.run(EditFields(records.Participant, person, {"consent": "withdrawn"}))
    qtbot.waitUntil(lambda: draft.leave_out.isVisible())
    assert not draft.export_button.isEnabled()
    assert draft.export_button.toolTip() == "P15 has withdrawn: tick that the words are left out"
    page.publications.exports.export(".csv")
    draft.leave_out.click()
    assert draft.export_button.isEnabled()
    target = tmp_path / "paper.csv"
    session.ask_save_path = lambda *_: target
    draft.format.setCurrentIndex(draft.format.findData(".csv"))
    with qtbot.waitSignal(session.toast_requested, timeout=20_000):
        qtbot.mouseClick(draft.export_button, Qt.MouseButton.LeftButton)
    words = target.read_text(encoding="utf-8-sig")
    assert "[words withdrawn]" in words
    assert "Nobody had my name" not in words


def test_all_of_it_goes_into_one_word_file(
    page: ReportPage, draft: PublicationPanel, session: Session, qtbot: QtBot, tmp_path: Path
) -> None:
    from ipof_workbench.main import register_painters

    register_painters()
    target = tmp_path / "all.docx"
    session.ask_save_path = lambda *_: target
    with qtbot.waitSignal(session.toast_requested, timeout=30_000):
        qtbot.mouseClick(draft.supplement_link, Qt.MouseButton.LeftButton)
    assert target.stat().st_size > 5_000


def take_template(page: ReportPage, panel: PublicationPanel, qtbot: QtBot, path: Path) -> None:
    page.session.ask_open_paths = lambda *_: [path]
    choice = panel.template.choice
    choice.setCurrentIndex(choice.findText("Choose a file…"))
    choice.activated.emit(choice.currentIndex())


def test_a_publication_is_printed_into_the_template_of_a_journal(
    page: ReportPage, draft: PublicationPanel, session: Session, qtbot: QtBot, tmp_path: Path
) -> None:
    from ipof_workbench.main import register_painters

    register_painters()
    path = write_journal(tmp_path / "journal.docx")
    take_template(page, draft, qtbot, path)
    qtbot.waitUntil(lambda: draft.template.choice.currentText() == path.name)
    assert page.settings_panel.printing.template_choice.currentText() == path.name
    qtbot.waitUntil(lambda: page.preview.table.typeface == Typeface("Verdana", 8.0))
    assert numbers(page)
    frozen(page, draft, qtbot)
    for target, button in (
        (tmp_path / "one.docx", draft.export_button),
        (tmp_path / "all.docx", draft.supplement_link),
    ):
        session.ask_save_path = lambda *_, target=target: target
        draft.format.setCurrentIndex(draft.format.findData(".docx"))
        with qtbot.waitSignal(session.toast_requested, timeout=30_000):
            qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        section = docx.Document(target).sections[0]
        assert section.left_margin == Inches(1.25)
        assert {section.page_width, section.page_height} == {Inches(8.5), Inches(11)}
    session.ask_save_path = lambda *_: tmp_path / "one.csv"
    draft.format.setCurrentIndex(draft.format.findData(".csv"))
    with qtbot.waitSignal(session.toast_requested, timeout=20_000):
        qtbot.mouseClick(draft.export_button, Qt.MouseButton.LeftButton)
    assert (tmp_path / "one.csv").stat().st_size
    draft.template.choice.setCurrentIndex(0)
    draft.template.choice.activated.emit(0)
    qtbot.waitUntil(lambda: page.preview.table.typeface == Typeface())
    assert page.settings_panel.printing.template_choice.currentText() == "None"


def test_a_file_that_is_no_template_is_told_where_it_was_chosen(
    page: ReportPage, draft: PublicationPanel, qtbot: QtBot, tmp_path: Path
) -> None:
    bad = tmp_path / "notes.docx"
    bad.write_bytes(b"no document")
    take_template(page, draft, qtbot, bad)
    qtbot.waitUntil(lambda: "is not a Word document" in draft.template.error.sentence())
    assert draft.template.choice.currentText() == "None"
    assert not page.settings_panel.printing.template_error.sentence()


def test_a_frozen_publication_is_deleted_once_a_reason_is_given(
    page: ReportPage, draft: PublicationPanel, qtbot: QtBot
) -> None:
    frozen(page, draft, qtbot)
    qtbot.mouseClick(draft.delete_button, Qt.MouseButton.LeftButton)
    sheet = page.window().findChild(Sheet, "deletePublicationSheet")
    assert sheet is not None
    sheet.accept()
    assert rows(page)[0].is_frozen, "not without a reason"
    field = sheet.findChild(QLineEdit, "deletePublicationReason")
    assert field is not None
    qtbot.keyClicks(field, "frozen by mistake")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert rows(page) == []
    assert page.session.workbench.history(1)[0].reason == "frozen by mistake"
    page.session.undo()
    assert rows(page)[0].is_frozen


def test_a_draft_is_deleted_and_comes_back_with_undo(
    page: ReportPage, draft: PublicationPanel, session: Session, qtbot: QtBot
) -> None:
    qtbot.mouseClick(draft.delete_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not page.publications.is_in_front)
    assert rows(page) == []
    assert not draft.isVisible()
    session.undo()
    qtbot.waitUntil(lambda: page.publications.list.view.rows.rowCount() == 2)


def test_the_actions_of_a_draft_say_what_they_need(page: ReportPage, qtbot: QtBot) -> None:
    reasons = {action.text(): action.toolTip() for action in page.page_actions() if not action.isEnabled()}
    quotes = {text: reasons.pop(text) for text in list(reasons) if "quote" in text}
    assert set(quotes.values()) == {"Show the quotes first"}
    assert reasons == {
        "Back to the tables": "The tables are shown already",
        "Freeze the publication": "Choose a draft in the list of publications first",
        "Delete the draft": "Choose a draft in the list of publications first",
    }


def test_a_name_that_is_taken_is_refused_and_the_old_one_stands(
    page: ReportPage, draft: PublicationPanel, session: Session, qtbot: QtBot
) -> None:
    page.publications.begin()
    qtbot.waitUntil(lambda: draft.name.field.isVisible())
    draft.name.field.selectAll()
    qtbot.keyClicks(draft.name.field, "paper 1")
    told: list[str] = []
    session.refused.connect(told.append)
    qtbot.keyClick(draft.name.field, Qt.Key.Key_Return)
    assert "There is already a publication “paper 1”" in told[-1]
    assert [row.name for row in rows(page)] == ["Paper 1", "Publication 1"]
