"""Choosing, ordering and editing quotes on the Report page, by keyboard and mouse."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ipof_workbench.app.commands.quotes import ChooseQuote
from ipof_workbench.app.commands.record_edits import EditFields
from ipof_workbench.domain import records
from ipof_workbench.domain.quote_rows import ChosenRow, QuoteOption
from ipof_workbench.ui.places import QuotePlace
from ipof_workbench.ui.report.page_views import QUOTES, TABLES
from ipof_workbench.ui.report.quotes.option_list import LINE_ROLE, Head
from ipof_workbench.ui.report.quotes.quotes_view import QuotesView
from ipof_workbench.ui.report.report_page import ReportPage
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.theme.theme import Theme
from tests.factories import make_study
from tests.ui.test_configurations_page import filled


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
    return page


@pytest.fixture
def view(page: ReportPage, qtbot: QtBot) -> QuotesView:
    """The quotes, shown as a person does: by the switch over the list."""
    switch = page.views._switches[0]  # noqa: SLF001
    qtbot.mouseClick(switch.segment(QUOTES), Qt.MouseButton.LeftButton)
    assert page.views.on_quotes is not None
    return page.views.quotes


def chosen(session: Session) -> list[ChosenRow]:
    return list(session.workbench.read.quotes.chosen().values())


def current(view: QuotesView) -> QuoteOption:
    option = view.options.current()
    assert option is not None
    return option


def go_to(view: QuotesView, words: str) -> None:
    """Make the passage with these words the current one."""
    for line in view.options.options.rows:
        if isinstance(line, QuoteOption) and words in line.row.quote:
            view.options.choose(line.row.evidence)
            view.options.setFocus()
            return
    raise AssertionError(f"no passage with {words!r}")


def groups(view: QuotesView) -> list[tuple[str, int]]:
    return [(line.name, line.count) for line in view.options.options.rows if isinstance(line, Head)]


def press(qtbot: QtBot, view: QuotesView, key: Qt.Key, modifier=Qt.KeyboardModifier.NoModifier) -> None:
    qtbot.keyClick(view.options, key, modifier)


def settled(qtbot: QtBot, view: QuotesView, *wanted: tuple[str, int]) -> None:
    qtbot.waitUntil(lambda: groups(view)[: len(wanted)] == list(wanted))


def test_claims_stand_at_the_left_and_proposals_in_the_middle(view: QuotesView) -> None:
    assert [(claim.kind, claim.title) for claim in view.claims.claims.rows] == [
        ("", "Configurations"), ("configuration", "Silence at night"), ("configuration", "A line in the dark"),
    ]  # fmt: skip
    assert groups(view)[0][0] == "Proposed"
    assert current(view).rank == 1
    assert view.facts() == "No quotes are chosen yet"


def test_the_keyboard_chooses_orders_and_takes_back(view: QuotesView, session: Session, qtbot: QtBot) -> None:
    first = current(view).row.evidence
    press(qtbot, view, Qt.Key.Key_Space)
    settled(qtbot, view, ("Chosen", 1))
    assert current(view).row.evidence == first
    press(qtbot, view, Qt.Key.Key_Down)
    second = current(view).row.evidence
    press(qtbot, view, Qt.Key.Key_Space)
    settled(qtbot, view, ("Chosen", 2))
    assert view.claims.current() is not None
    assert view.claims.current().chosen == 2  # type: ignore[union-attr]
    press(qtbot, view, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: [row.evidence for row in chosen(session)] == [second, first])
    qtbot.waitUntil(lambda: view.options.currentIndex().row() == 1)
    assert view.facts() == "2 quotes chosen for 1 claim"
    press(qtbot, view, Qt.Key.Key_Space)
    settled(qtbot, view, ("Chosen", 1))
    session.undo()
    settled(qtbot, view, ("Chosen", 2))


def test_a_click_on_the_box_chooses_and_the_button_takes_back(view: QuotesView, session: Session, qtbot: QtBot) -> None:
    row = view.options.visualRect(view.options.options.index(2))
    qtbot.mouseClick(view.options.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(row.left() + 20, row.top() + 18))
    settled(qtbot, view, ("Chosen", 1))
    assert view.choose_button.text() == "Take back"
    qtbot.mouseClick(view.choose_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: chosen(session) == [])
    qtbot.waitUntil(lambda: view.choose_button.text() == "Choose")


def test_what_is_printed_stands_at_the_right_in_the_style(view: QuotesView, page: ReportPage, qtbot: QtBot) -> None:
    go_to(view, "so I shut the laptop")
    press(qtbot, view, Qt.Key.Key_Space)
    printed = view.right_panel.printed
    qtbot.waitUntil(lambda: printed.words() == ["Challenged by: “so I shut the laptop” (P04, member, Harbour)"])
    style = page.settings_panel.printing.style_choice
    style.setCurrentIndex(style.findData("bmj"))
    style.activated.emit(style.currentIndex())
    qtbot.waitUntil(lambda: "‘so I shut the laptop’" in printed.words()[0])


def test_an_edit_is_checked_with_every_key_and_stored_with_a_key(
    view: QuotesView, session: Session, qtbot: QtBot
) -> None:
    go_to(view, "so I shut the laptop")
    press(qtbot, view, Qt.Key.Key_F2)
    editor = view.editor
    assert editor.isVisible()
    assert editor.field.toPlainText() == "so I shut the laptop"
    qtbot.keyClicks(editor.field, " again")
    assert editor.problem() == "“again” was not said there."
    assert editor.hint.text() == editor.problem()
    assert not editor.store_button.isEnabled()
    assert editor.store_button.toolTip() == editor.problem()
    qtbot.keyClick(editor.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert chosen(session) == []
    editor.field.selectAll()
    qtbot.keyClicks(editor.field, "so I shut the laptop")
    for _ in range(len("the laptop")):
        qtbot.keyClick(editor.field, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(editor.field, Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    assert editor.field.toPlainText() == "so I shut […]"
    qtbot.mouseClick(editor.case_button, Qt.MouseButton.LeftButton)
    qtbot.keyClick(editor.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert [row.text for row in chosen(session)] == ["[S]o I shut […]"]
    assert not editor.isVisible()
    settled(qtbot, view, ("Chosen", 1))
    assert view.options.hasFocus()


def test_escape_leaves_the_edit_and_stores_nothing(view: QuotesView, session: Session, qtbot: QtBot) -> None:
    press(qtbot, view, Qt.Key.Key_F2)
    qtbot.keyClicks(view.editor.field, "x")
    qtbot.keyClick(view.editor.field, Qt.Key.Key_Escape)
    assert not view.editor.isVisible()
    assert view.options.hasFocus()
    assert chosen(session) == []


def test_a_passage_that_allows_paraphrase_only_opens_for_one(view: QuotesView, session: Session, qtbot: QtBot) -> None:
    case = next(case.rid for case in session.workbench.read.cases() if case.name == "Lantern")
    session.run(EditFields(records.Case, case, {"quote_policy": "paraphrase"}))
    qtbot.waitUntil(lambda: any(option.reason for option in options(view)))
    go_to(view, "Nobody had my name")
    assert current(view).reason == "Lantern allows paraphrase only"
    words = view.options.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole)
    assert "Lantern allows paraphrase only" in str(words)
    assert view.choose_button.text() == "Paraphrase"
    press(qtbot, view, Qt.Key.Key_Space)
    assert view.editor.isVisible()
    assert view.editor.is_paraphrase()
    assert not view.editor.kind.segment("quote").isEnabled()
    assert view.editor.kind.segment("quote").toolTip() == "Lantern allows paraphrase only"
    qtbot.keyClicks(view.editor.field, "being unknown mattered most")
    qtbot.mouseClick(view.editor.store_button, Qt.MouseButton.LeftButton)
    assert [(row.text, row.is_paraphrase) for row in chosen(session)] == [("being unknown mattered most", True)]
    qtbot.waitUntil(lambda: view.right_panel.printed.words()[0].startswith("Paraphrased: being unknown"))


def options(view: QuotesView) -> list[QuoteOption]:
    return [line for line in view.options.options.rows if isinstance(line, QuoteOption)]


def test_words_of_somebody_who_withdrew_can_only_be_looked_at(view: QuotesView, session: Session, qtbot) -> None:
    person = session.workbench.read.find(records.Participant, name="P15")[0].rid
    session.run(EditFields(records.Participant, person, {"consent": "withdrawn"}))
    qtbot.waitUntil(lambda: any(option.reason for option in options(view)))
    go_to(view, "Nobody had my name")
    for button in (view.choose_button, view.edit_button):
        assert not button.isEnabled()
        assert button.toolTip() == "P15 has withdrawn"
    press(qtbot, view, Qt.Key.Key_Space)
    press(qtbot, view, Qt.Key.Key_F2)
    assert chosen(session) == []
    assert not view.editor.isVisible()


def test_enter_and_a_double_click_open_the_place(view: QuotesView, session: Session, qtbot: QtBot) -> None:
    row = current(view).row
    with qtbot.waitSignal(session.place_requested) as heard:
        press(qtbot, view, Qt.Key.Key_Return)
    assert heard.args == [QuotePlace("code", row.document, row.start, row.end)]


def test_where_a_quote_is_used_already_is_shown(view: QuotesView, session: Session, qtbot: QtBot) -> None:
    go_to(view, "so I shut the laptop")
    piece = current(view).row
    second = session.workbench.read.configurations()[1].rid
    coding = session.workbench.read.get(records.Evidence, piece.evidence).coding
    assert coding is not None
    from ipof_workbench.app.commands.evidence import AddEvidence

    added = session.run(AddEvidence(coding, configuration=second))
    assert added is not None
    session.run(ChooseQuote(added.result.rid))
    qtbot.waitUntil(lambda: any("chosen for 2" in option.used for option in options(view)))
    go_to(view, "so I shut the laptop")
    assert "Chosen for 2" in str(view.options.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole))


def test_the_arrow_keys_go_through_the_claims(view: QuotesView, qtbot: QtBot) -> None:
    before = options(view)
    view.claims.setFocus()
    qtbot.keyClick(view.claims, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: options(view) != before)
    assert view.bar._title.text() == "CMOC 2"  # noqa: SLF001
    assert {option.row.number for option in options(view)} == {"2"}


def test_actions_say_why_they_cannot_be_used(view: QuotesView, page: ReportPage, qtbot: QtBot) -> None:
    reasons = {action.text(): action.toolTip() for action in page.page_actions() if not action.isEnabled()}
    assert reasons == {
        "Choose the quotes": "The quotes are shown already",
        "Freeze the publication": "Choose a draft in the list of publications first",
        "Delete the draft": "Choose a draft in the list of publications first",
        "Move the quote up": "Only chosen quotes have an order",
        "Move the quote down": "Only chosen quotes have an order",
    }
    assert view.up_button.toolTip() == "Only chosen quotes have an order"


def test_the_switch_returns_to_the_tables_which_have_changed_meanwhile(
    view: QuotesView, page: ReportPage, qtbot: QtBot
) -> None:
    go_to(view, "Nobody had my name")
    press(qtbot, view, Qt.Key.Key_Space)
    settled(qtbot, view, ("Chosen", 1))
    page.show_view(TABLES)
    table = lambda: page.preview.table.rows[0][5].text if page.preview.table else ""  # noqa: E731
    qtbot.waitUntil(lambda: table().count("“") == 1 and "Nobody had my name" in table())
    assert page.right_panel is page.settings_panel


def test_a_study_without_claims_says_so(session: Session, qtbot: QtBot) -> None:
    page = ReportPage(session)
    qtbot.addWidget(page)
    page.show()
    page.activate()
    page.show_view(QUOTES)
    assert page.views.quotes.middle.empty.isVisible()
    assert page.views.quotes.choose_button.toolTip() == "Choose a quote in the list first"


def test_the_line_is_the_option_itself(view: QuotesView) -> None:
    assert isinstance(view.options.options.index(1).data(LINE_ROLE), QuoteOption)
