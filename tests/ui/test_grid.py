"""The grids of the Data page as a person uses them: typing, pasting, filling, columns, values that do not fit."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from ipof_workbench.app.commands.record_edits import AddRecord
from ipof_workbench.domain import records
from ipof_workbench.ui.data.column_menu import NOT_OURS
from ipof_workbench.ui.data.data_page import DataPage
from ipof_workbench.ui.data.documents_model import COLUMNS
from ipof_workbench.ui.data.grid_delegate import SeveralEditor
from ipof_workbench.ui.data.grid_model import ROLE_PROBLEM
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.theme.theme import Theme
from tests.factories import make_study
from tests.ui.coding_person import CONTROL

NAME, ROLE, CONSENT, QUOTES, CASES, DOCUMENTS, CODINGS, AGE = range(8)
LENGTH = len(COLUMNS)
"""The first attribute of documents: it stands after what every document has."""


class GridPerson:
    """Drives the grid in front by events."""

    def __init__(self, qtbot: QtBot, page: DataPage) -> None:
        self.qtbot, self.page, self.session = qtbot, page, page.session
        self.said: list[str] = []
        self.session.refused.connect(lambda words: self.said.append(words) if words else None)

    def show(self, tab: str, rows: int) -> None:
        self.page.show_tab(tab)
        self.qtbot.waitUntil(lambda: self.grid.model.rowCount() == rows)
        self.grid.view.setFocus()

    @property
    def grid(self):
        page = self.page
        return {"participants": page.participants, "cases": page.case_grid}.get(page.switch.current(), page.documents)

    def at(self, row: int, column: int) -> None:
        # Not the view's own way: it asks which keys are held, and a test leaves Ctrl held.
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.grid.view.selectionModel().setCurrentIndex(self.grid.model.index(row, column), flags)

    def select(self, *cells: tuple[int, int]) -> None:
        model, flags = self.grid.view.selectionModel(), QItemSelectionModel.SelectionFlag
        self.at(*cells[0])
        for cell in cells:
            model.select(self.grid.model.index(*cell), flags.Select)

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.grid.view, key, modifier)
        QTest.qWait(30)

    def type(self, words: str) -> None:
        # The first letter opens the editor, which gets the others.
        for letter in words:
            QTest.keyClicks(QApplication.focusWidget() or self.grid.view, letter)

    def paste(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self.press(Qt.Key.Key_V, CONTROL)
        QTest.qWait(60)

    def row_of(self, name: str) -> int:
        model = self.grid.model
        return next(row for row in range(model.rowCount()) if model.index(row, NAME).data() == name)

    def cell(self, name: str, column: int) -> object:
        return self.grid.model.index(self.row_of(name), column).data()

    def wait_for(self, name: str, column: int, value: object) -> None:
        self.qtbot.waitUntil(lambda: self.cell(name, column) == value)


@pytest.fixture
def session(qtbot: QtBot, tmp_path: Path, theme: Theme) -> Iterator[Session]:
    from PySide6.QtCore import QSettings

    workbench = make_study(tmp_path / "study.ipof")
    made = Session(workbench, QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat))
    yield made
    made.close()


@pytest.fixture
def person(qtbot: QtBot, session: Session) -> GridPerson:
    page = DataPage(session)
    qtbot.addWidget(page)
    page.resize(1192, 734)
    page.show()
    page.activate()
    page.activateWindow()
    someone = GridPerson(qtbot, page)
    someone.show("participants", 9)
    return someone


def labels(session: Session) -> list[str]:
    return [step.label for step in session.workbench.history() if not step.undone]


def test_letters_typed_into_a_cell_replace_what_is_there(person: GridPerson, session: Session) -> None:
    person.at(person.row_of("P04"), ROLE)
    person.type("founder")
    person.press(Qt.Key.Key_Return)
    person.wait_for("P04", ROLE, "founder")
    assert labels(session)[0] == "Set Role of P04 to “founder”"


def test_closed_lists_are_chosen_from_a_list(person: GridPerson) -> None:
    person.at(person.row_of("P04"), CONSENT)
    person.press(Qt.Key.Key_F2)
    box = person.grid.view.findChild(QComboBox)
    assert box is not None
    assert [box.itemText(at) for at in range(box.count())] == ["unknown", "given", "withdrawn"]
    box.setCurrentIndex(1)
    box.activated.emit(1)
    person.wait_for("P04", CONSENT, "given")


def test_a_block_from_a_spreadsheet_is_one_step(person: GridPerson, session: Session) -> None:
    before = len(labels(session))
    person.at(person.row_of("P04"), ROLE)
    person.paste("founder\tgiven\tverbatim\nstaff\twithdrawn\tnone\n")
    person.wait_for("P04", ROLE, "founder")
    assert person.cell("P07", CONSENT) == "withdrawn"
    assert len(labels(session)) == before + 1
    assert labels(session)[0] == "Pasted 6 cells"
    session.undo()
    person.wait_for("P04", ROLE, "member")


def test_what_does_not_fit_is_listed_and_nothing_is_stored_before_one_says_so(
    person: GridPerson, session: Session
) -> None:
    before = len(labels(session))
    person.at(person.row_of("P04"), ROLE)
    person.paste("founder\tperhaps\nstaff\tgiven\n")
    review = person.grid.review
    assert review.isVisible()
    assert [review.list.item(at).text() for at in range(review.list.count())] == [
        "Consent of P04: “perhaps” is none of unknown, given, withdrawn."
    ]
    assert review.take.text() == "Paste 3 cells"
    assert len(labels(session)) == before
    QTest.mouseClick(review.leave, Qt.MouseButton.LeftButton)
    assert not review.isVisible()
    assert len(labels(session)) == before
    person.grid.view.setFocus()
    person.paste("founder\tperhaps\nstaff\tgiven\n")
    QTest.mouseClick(review.take, Qt.MouseButton.LeftButton)
    person.wait_for("P04", ROLE, "founder")
    assert (person.cell("P04", CONSENT), person.cell("P07", CONSENT)) == ("unknown", "given")
    assert labels(session)[0] == "Pasted 3 cells"


def test_rows_beyond_the_end_are_offered_as_new_participants(person: GridPerson, session: Session) -> None:
    last = person.grid.model.rowCount() - 1
    person.at(last, NAME)
    person.paste("R003\trespondent\nX1\tguest\nX2\tguest\n")
    review = person.grid.review
    assert review.take.text() == "Paste 2 cells and 2 new participants"
    review.adding.setChecked(False)
    assert review.take.text() == "Paste 2 cells"
    review.adding.setChecked(True)
    QTest.mouseClick(review.take, Qt.MouseButton.LeftButton)
    person.qtbot.waitUntil(lambda: person.grid.model.rowCount() == last + 3)
    assert person.cell("X2", ROLE) == "guest"
    assert labels(session)[0] == "Pasted 2 cells and added 2 participants"
    session.undo()
    person.qtbot.waitUntil(lambda: person.grid.model.rowCount() == last + 1)


def test_thousands_of_cells_are_written_in_a_worker_as_one_step(person: GridPerson, session: Session) -> None:
    last = person.grid.model.rowCount() - 1
    person.at(last, NAME)
    person.paste("R003\trespondent\n" + "".join(f"N{number}\tguest\n" for number in range(300)))
    QTest.mouseClick(person.grid.review.take, Qt.MouseButton.LeftButton)
    assert not session.can_edit
    person.qtbot.waitUntil(lambda: person.grid.model.rowCount() == last + 301, timeout=20_000)
    person.qtbot.waitUntil(lambda: session.can_edit)
    assert labels(session)[0] == "Pasted 2 cells and added 300 participants"
    session.undo()


def test_one_value_fills_a_selection_and_a_column_is_filled_down(person: GridPerson, session: Session) -> None:
    rows = [person.row_of(name) for name in ("P04", "P07", "P15")]
    person.select(*((row, ROLE) for row in rows))
    person.paste("guest")
    person.wait_for("P15", ROLE, "guest")
    person.at(rows[0], ROLE)
    person.type("host")
    person.press(Qt.Key.Key_Return)
    person.wait_for("P04", ROLE, "host")
    person.select(*((row, ROLE) for row in rows))
    person.press(Qt.Key.Key_D, CONTROL)
    person.wait_for("P15", ROLE, "host")
    assert labels(session)[0] == "Filled down 2 cells"


def test_delete_empties_cells_and_keeps_what_cannot_be_empty(person: GridPerson, session: Session) -> None:
    row = person.row_of("P04")
    person.select((row, NAME), (row, ROLE), (row, CONSENT), (row, CODINGS))
    person.press(Qt.Key.Key_Delete)
    person.wait_for("P04", ROLE, "")
    assert person.cell("P04", CONSENT) == "unknown"
    assert labels(session)[0] == "Cleared Role of P04"
    person.select((row, NAME))
    person.press(Qt.Key.Key_Delete)
    assert person.said[-1].startswith("Nothing to clear here")


def test_ctrl_delete_deletes_the_rows(person: GridPerson, session: Session) -> None:
    person.select((person.row_of("R001"), ROLE))
    person.press(Qt.Key.Key_Delete, CONTROL)
    person.qtbot.waitUntil(lambda: person.grid.model.rowCount() == 8)
    session.undo()
    person.qtbot.waitUntil(lambda: person.grid.model.rowCount() == 9)


def test_what_is_copied_is_what_a_spreadsheet_reads(person: GridPerson) -> None:
    row = person.row_of("P04")
    person.select((row, NAME), (row, ROLE), (row + 1, NAME), (row + 1, ROLE))
    person.press(Qt.Key.Key_C, CONTROL)
    assert QGuiApplication.clipboard().text() == "P04\tmember\nP07\tmember\n"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [("", "The clipboard holds no text"), ("x" * 5_000_001, "The clipboard holds more than cells")],
)
def test_a_clipboard_without_cells_is_refused(person: GridPerson, text: str, sentence: str) -> None:
    person.at(0, ROLE)
    person.paste(text)
    assert person.said[-1].startswith(sentence)


def test_what_the_cells_hold_already_is_no_step(person: GridPerson, session: Session) -> None:
    before = labels(session)
    person.at(person.row_of("P04"), ROLE)
    person.paste("member")
    assert person.said[-1] == "The cells hold that already; nothing was changed."
    assert labels(session) == before


def test_columns_that_are_only_told_are_not_pasted_into(person: GridPerson) -> None:
    person.at(person.row_of("P04"), QUOTES)
    person.paste("none\tHarbour\t7\n")
    shown = [person.grid.review.list.item(at).text() for at in range(person.grid.review.list.count())]
    assert shown == ["Cases, Documents: counted or named elsewhere, not written here."]
    assert person.grid.review.take.text() == "Paste 1 cell"


def test_a_read_only_project_copies_and_writes_nothing(person: GridPerson, session: Session) -> None:
    session.make_read_only()
    person.at(person.row_of("P04"), ROLE)
    person.press(Qt.Key.Key_F2)
    assert person.grid.view.findChild(QLineEdit) is None
    person.paste("founder")
    assert "reading only" in person.said[-1]
    person.press(Qt.Key.Key_C, CONTROL)
    assert QGuiApplication.clipboard().text() == "member\n"


# --- columns


def entry(menu: QMenu, words: str):
    return next(action for action in menu.actions() if action.text() == words)


def test_a_column_is_added_renamed_and_deleted(person: GridPerson, session: Session) -> None:
    entry(person.grid.columns.menu(AGE), "Add column").trigger()
    person.qtbot.waitUntil(lambda: person.grid.model.columnCount() == 9)
    field = person.grid.view.horizontalHeader().viewport().findChild(QLineEdit)
    assert field is not None
    field.setText("Region")
    QTest.keyClick(field, Qt.Key.Key_Return)
    person.qtbot.waitUntil(lambda: person.grid.model.grid_columns()[8].head == "Region")
    entry(person.grid.columns.menu(8), "Delete column").trigger()
    person.qtbot.waitUntil(lambda: person.grid.model.columnCount() == 8)
    session.undo()
    person.qtbot.waitUntil(lambda: person.grid.model.columnCount() == 9)


def test_esc_leaves_the_name_of_a_column(person: GridPerson, session: Session) -> None:
    before = len(labels(session))
    person.grid.columns.rename(AGE)
    field = person.grid.view.horizontalHeader().viewport().findChild(QLineEdit)
    field.setText("other")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    QTest.qWait(20)
    assert len(labels(session)) == before


def test_columns_of_the_record_itself_say_why_they_stay(person: GridPerson) -> None:
    menu = person.grid.columns.menu(ROLE)
    for words in ("Rename column", "Type", "Delete column"):
        assert not entry(menu, words).isEnabled()
        assert entry(menu, words).toolTip() == NOT_OURS


def test_another_type_keeps_marks_and_lists_what_does_not_fit(person: GridPerson, session: Session) -> None:
    types = entry(person.grid.columns.menu(AGE), "Type").menu()
    entry(types, "Numbers").trigger()
    person.qtbot.waitUntil(lambda: person.grid.notice.isVisible())
    assert person.grid.notice.words.text() == "3 values do not fit the type of Age group; they are kept."
    index = person.grid.model.index(person.row_of("R001"), AGE)
    assert index.data() == "25-34"
    assert index.data(ROLE_PROBLEM) == "“25-34” is no number"
    QTest.mouseClick(person.grid.notice.button, Qt.MouseButton.LeftButton)
    assert person.grid.model.rowCount() == 3
    QTest.mouseClick(person.grid.notice.button, Qt.MouseButton.LeftButton)
    assert person.grid.model.rowCount() == 9
    person.at(person.row_of("R001"), AGE)
    person.type("29")
    person.press(Qt.Key.Key_Return)
    person.qtbot.waitUntil(lambda: person.grid.notice.words.text().startswith("2 values"))
    session.undo()
    session.undo()
    person.qtbot.waitUntil(lambda: not person.grid.notice.isVisible())


def test_several_choices_are_ticked_or_typed(person: GridPerson, session: Session) -> None:
    made = records.AttributeDefinition(
        owner_kind="participant", name="Uses", value_type="multi", choices="Chat\nBoard", position=9
    )
    session.run(AddRecord(made))
    person.qtbot.waitUntil(lambda: person.grid.model.columnCount() == 9)
    person.at(person.row_of("P04"), 8)
    person.press(Qt.Key.Key_F2)
    editor = person.grid.view.findChild(SeveralEditor)
    assert editor is not None
    for action in editor.menu().actions():
        action.trigger()
    assert editor.field.text() == "Chat; Board"
    QTest.keyClick(editor.field, Qt.Key.Key_Return)
    person.wait_for("P04", 8, "Chat; Board")


def test_ordered_choices_are_sorted_in_their_order(person: GridPerson, session: Session) -> None:
    from ipof_workbench.app.commands.cells import RetypeAttribute

    held = session.workbench.read.attributes("participant")[0].rid
    session.run(RetypeAttribute(held, "ordinal", ("25-34", "18-24")))
    person.qtbot.waitUntil(lambda: bool(person.grid.model.grid_columns()[AGE].rule.choices))
    person.grid.model.sort(AGE, Qt.SortOrder.AscendingOrder)
    shown = [person.grid.model.index(row, AGE).data() for row in range(9)]
    assert shown == ["25-34", "25-34", "18-24", *[""] * 6]


def test_the_first_column_stays_in_sight(person: GridPerson, session: Session) -> None:
    for number in range(8):
        session.run(AddRecord(records.AttributeDefinition(owner_kind="participant", name=f"Column {number}")))
    person.qtbot.waitUntil(lambda: person.grid.model.columnCount() == 16)
    view = person.grid.view
    frozen = next(
        each for each in view.children() if getattr(each, "accessibleName", str)() == "First column, kept in sight"
    )
    assert not frozen.isVisible()
    person.at(1, 15)
    QTest.qWait(20)
    assert frozen.isVisible()
    assert frozen.geometry().left() == 0
    assert view.visualRect(person.grid.model.index(1, 15)).right() <= view.viewport().width()
    person.at(1, 4)
    assert view.visualRect(person.grid.model.index(1, 4)).left() >= frozen.width() - 1


# --- cases and documents


def test_cases_are_a_grid_too(person: GridPerson, session: Session) -> None:
    person.show("cases", 2)
    person.at(person.row_of("Harbour"), 1)
    person.paste("NHS trust\tA forum\tparaphrase\nPeer-led\n")
    person.wait_for("Harbour", 1, "NHS trust")
    assert person.cell("Lantern", 1) == "Peer-led"
    assert session.workbench.read.cases()[0].quote_policy == "paraphrase"
    person.at(1, 0)
    person.paste("Lantern\nThird\n")
    assert person.grid.review.take.text() == "Paste 1 cell and 1 new case"


def test_documents_take_cases_kinds_and_attributes_in_their_cells(person: GridPerson, session: Session) -> None:
    session.run(AddRecord(records.AttributeDefinition(owner_kind="document", name="Length", value_type="number")))
    person.show("documents", 10)
    person.qtbot.waitUntil(lambda: person.grid.model.columnCount() == LENGTH + 1)
    row = person.row_of("Notes")
    person.at(row, 1)
    person.paste("document\tharbour\n")
    person.wait_for("Notes", 2, "Harbour")
    assert person.cell("Notes", 1) == "document"
    person.at(person.row_of("Notes"), LENGTH)
    person.paste("many")
    assert person.grid.review.list.item(0).text() == "Length of Notes: “many” is no number."
    QTest.mouseClick(person.grid.review.leave, Qt.MouseButton.LeftButton)
    person.grid.view.setFocus()
    person.at(person.row_of("Notes"), LENGTH)
    person.paste("12")
    person.wait_for("Notes", LENGTH, "12")


def test_documents_whose_values_do_not_fit_are_listed_and_shown_alone(person: GridPerson, session: Session) -> None:
    from ipof_workbench.app.commands.cells import Cell, RetypeAttribute, SetCells

    made = session.run(AddRecord(records.AttributeDefinition(owner_kind="document", name="Length")))
    assert made is not None
    length, notes = made.result.rid, session.workbench.read.document_named("Notes").rid
    session.run(SetCells("document", (Cell(notes, length, "long"),)))
    person.show("documents", 10)
    session.run(RetypeAttribute(length, "number"))
    notice = person.grid.notice
    person.qtbot.waitUntil(notice.isVisible)
    assert notice.words.text() == "1 value does not fit the type of Length; it is kept."
    entry(person.grid.columns.menu(LENGTH), "Show values that do not fit").trigger()
    person.qtbot.waitUntil(lambda: person.grid.model.rowCount() == 1)
    assert person.grid.model.index(0, NAME).data() == "Notes"
    session.run(SetCells("document", (Cell(notes, length, "12"),)))
    person.qtbot.waitUntil(lambda: person.grid.model.rowCount() == 10)
    person.qtbot.waitUntil(lambda: not notice.isVisible())


def test_a_column_whose_values_fit_says_so(person: GridPerson, session: Session) -> None:
    told: list[str] = []
    session.toast_requested.connect(lambda words, _undo: told.append(words))
    entry(person.grid.columns.menu(AGE), "Show values that do not fit").trigger()
    assert told == ["All values of this column fit its type"]
    assert person.grid.model.rowCount() == 9


def test_rows_beyond_the_documents_are_no_documents(person: GridPerson) -> None:
    person.show("documents", 10)
    person.at(9, 0)
    person.paste("a\nb\n")
    assert person.grid.review.list.item(0).text() == "There is no document for the rows from 2 of the block on."
    assert person.grid.review.take.text() == "Paste 1 cell"


def test_the_menu_says_where_cells_are(person: GridPerson) -> None:
    person.page.show_tab("imports")
    person.page.page_actions()
    entries = {action.text().split("\t")[0]: action for action in person.page.cells_menu.entries()}
    assert not entries["Paste cells"].isEnabled()
    assert entries["Paste cells"].toolTip() == "Show documents, cases or participants first"
    person.show("documents", person.page.documents.model.rowCount())
    person.grid.view.clearSelection()
    person.page.page_actions()
    assert entries["Add row"].toolTip() == "Documents come by an import"
    QGuiApplication.clipboard().setText("Harbour")
    person.at(0, NAME)
    person.page.page_actions()
    assert entries["Paste cells"].isEnabled()
    assert entries["Fill down"].toolTip() == "Select a cell and those below it that are to hold the same"
    person.select((0, NAME), (1, NAME))
    person.page.page_actions()
    assert entries["Fill down"].isEnabled()
    QGuiApplication.clipboard().clear()
    person.page.page_actions()
    assert entries["Paste cells"].toolTip() == "The clipboard holds no text; copy cells in a spreadsheet first"


def test_the_menu_of_the_cells_does_what_the_keys_do(person: GridPerson, session: Session) -> None:
    rows = [person.row_of(name) for name in ("R001", "R002")]
    person.select(*((row, AGE) for row in rows))
    next(action for action in person.grid.context_menu().actions() if action.text().startswith("Fill down")).trigger()
    person.wait_for("R002", AGE, "25-34")
    assert labels(session)[0] == "Set Age group of R002 to “25-34”"
    session.make_read_only()
    entries = {action.text().split("\t")[0]: action for action in person.grid.context_menu().actions()}
    assert entries["Copy cells"].isEnabled()
    assert "reading only" in entries["Paste cells"].toolTip()
