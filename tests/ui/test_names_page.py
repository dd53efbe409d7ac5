"""Replace names: a list, the places where they stand, one step; then the old words may go for good."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ipof_workbench.app.commands.record_edits import AddRecord
from ipof_workbench.app.workbench import Workbench
from ipof_workbench.domain import records
from ipof_workbench.domain.filters import Filter
from ipof_workbench.ui.names.hits_model import AFTER, BEFORE, DOCUMENT, FOUND, NEW, TICK
from ipof_workbench.ui.names.names_notice import elsewhere_words
from ipof_workbench.ui.names.names_page import NamesPage
from ipof_workbench.ui.names.names_panel import ERASE, KEEP
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.theme.theme import Theme
from tests.factories import make_study

CONTROL = Qt.KeyboardModifier.ControlModifier
LEFT = Qt.MouseButton.LeftButton


class NamesPerson:
    """Someone at the page."""

    def __init__(self, qtbot: QtBot, workbench: Workbench, folder: Path) -> None:
        self.qtbot, self.workbench = qtbot, workbench
        self.session = Session(workbench, QSettings(str(folder / "s.ini"), QSettings.Format.IniFormat))
        self.refusals: list[str] = []
        self.places: list[object] = []
        self.session.refused.connect(lambda sentence: self.refusals.append(sentence) if sentence else None)
        self.session.place_requested.connect(self.places.append)
        self.page = NamesPage(self.session)
        qtbot.addWidget(self.page)
        self.page.resize(1192, 734)
        self.page.show()
        qtbot.waitExposed(self.page)
        self.page.activate()

    def write(self, lines: str) -> None:
        field = self.page.panel.field
        field.setFocus()
        field.selectAll()
        for at, line in enumerate(lines.split("\n")):
            if at:
                QTest.keyClick(field, Qt.Key.Key_Return)
            QTest.keyClicks(field, line)

    def look(self) -> None:
        QTest.keyClick(self.page.panel.field, Qt.Key.Key_Return, CONTROL)
        self.wait(lambda: not self.session._background.is_busy())  # noqa: SLF001

    def click(self, button: object) -> None:
        QTest.mouseClick(button, LEFT)  # type: ignore[arg-type]
        self.wait(lambda: not self.session._background.is_busy())  # noqa: SLF001

    def wait(self, done: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(done, timeout=20_000)

    def cells(self, row: int) -> list[str]:
        model = self.page.model
        return [str(model.index(row, column).data() or "") for column in (DOCUMENT, BEFORE, FOUND, NEW, AFTER)]

    def texts(self) -> str:
        read = self.workbench.read
        return "\n".join(read.document_text(rid).text for rid in read.document_rids())


@pytest.fixture
def person(qtbot: QtBot, tmp_path: Path, theme: Theme) -> Iterator[NamesPerson]:
    someone = NamesPerson(qtbot, make_study(tmp_path / "study.ipof"), tmp_path)
    yield someone
    someone.session.close()


def test_names_are_listed_with_their_words_and_replaced_in_one_step(person: NamesPerson) -> None:
    before = person.texts()
    person.write("Wren -> [moderator]\nkids -> [family]")
    person.look()
    assert len(person.page.model.rows) == before.count("Wren") + before.count("kids")
    document, left, name, new, right = person.cells(0)
    assert document
    assert name in ("Wren", "kids")
    assert new in ("[moderator]", "[family]")
    assert f"{left} {name}" in " ".join(before.split())
    assert right[:10] in " ".join(before.split())
    steps = len(person.workbench.history())
    person.click(person.page.foot.replace_button)
    assert "Wren" not in person.texts()
    assert "[moderator]" in person.texts()
    assert len(person.workbench.history()) == steps + 1
    assert person.page.notice.isVisible()
    assert "Replaced" in person.page.notice.accessibleName()
    person.workbench.undo()
    assert person.texts() == before


def test_words_are_cut_out_where_nothing_follows_the_arrow(person: NamesPerson) -> None:
    before = person.texts()
    person.write("kids ->\nWren -> [moderator]")
    person.look()
    assert not person.page.panel.error.isVisible()
    model = person.page.model
    rows = [at for at, hit in enumerate(model.rows) if hit.found == "kids"]
    assert rows
    assert person.cells(rows[0])[3] == "cut out"
    assert model.index(rows[0], TICK).data(Qt.ItemDataRole.AccessibleTextRole).startswith("Is cut out: kids, ")
    assert f" and cut out {len(rows)} place" in person.page.foot.replace_button.text()
    person.click(person.page.foot.replace_button)
    assert "kids" not in person.texts()
    assert person.texts().count("\n") == before.count("\n")
    assert "  " not in person.texts().replace("\n", " x ") or "  " in before.replace("\n", " x ")
    assert "cut out" in person.page.notice.accessibleName()
    assert "cut out" in person.workbench.history()[0].label


def test_places_that_are_unticked_stay(person: NamesPerson) -> None:
    person.write("Wren -> [moderator]\nkids -> [family]")
    person.look()
    view, model = person.page.view, person.page.model
    row = next(at for at, hit in enumerate(model.rows) if hit.found == "Wren")
    view.selectRow(row)
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Space)
    assert model.index(row, TICK).data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Unchecked
    assert "1 left out" in person.page.foot.summary.text()
    assert model.setData(model.index(row, TICK), 2, int(Qt.ItemDataRole.CheckStateRole))
    assert not model.skipped()
    QTest.keyClick(view, Qt.Key.Key_Space)
    person.click(person.page.foot.replace_button)
    assert "Wren" in person.texts()
    assert "kids" not in person.texts()


def test_a_place_is_shown_in_its_text(person: NamesPerson) -> None:
    person.write("Wren -> [moderator]")
    person.look()
    hit = person.page.model.rows[0]
    person.page.view.activated.emit(person.page.model.index(0, FOUND))
    place = person.places[0]
    assert (place.document, place.start, place.end) == (hit.document, hit.start, hit.end)  # type: ignore[attr-defined]


def test_what_cannot_be_read_is_said_under_the_list(person: NamesPerson) -> None:
    person.write("Wren")
    person.look()
    assert person.page.panel.error.sentence() == (
        "Line 1 holds no arrow; write it like: Anna -> P01, or with nothing after the arrow to cut the words out."
    )
    assert not person.page.foot.replace_button.isEnabled()
    assert person.page.foot.replace_button.toolTip() == "Look for the names first (Ctrl+Enter)."
    person.write("Nobody Such -> P99")
    person.look()
    assert person.page.panel.error.isHidden()
    assert person.page.empty.accessibleName() == "None of these names stands in the texts."


def test_the_list_is_looked_for_while_it_is_written(person: NamesPerson) -> None:
    person.write("Wren -> [moderator]")
    person.wait(lambda: len(person.page.model.rows) > 0)
    person.page.panel.any_capitals.click()
    assert not person.page.model.rows
    person.wait(lambda: len(person.page.model.rows) > 0)


def test_suggestions_and_participants_are_added_once(person: NamesPerson) -> None:
    for name in ("Ann Brown", "P07"):
        person.workbench.run(AddRecord(records.Participant(name=name)))
    person.click(person.page.panel.participants)
    lines = person.page.panel.field.toPlainText().splitlines()
    assert "Ann Brown -> P01" in lines
    assert not any(line.startswith("P0") or line.endswith(("-> P04", "-> P07")) for line in lines)
    person.click(person.page.panel.participants)
    assert person.page.panel.field.toPlainText().splitlines() == lines
    assert "Every participant has a code" in person.page.notice.accessibleName()
    person.click(person.page.panel.suggest)
    before = person.page.panel.field.toPlainText()
    person.click(person.page.panel.suggest)
    assert person.page.panel.field.toPlainText() == before


def test_only_documents_of_the_filter_are_looked_through(person: NamesPerson) -> None:
    person.session.set_filter(Filter(data_kinds=frozenset({"survey_response"})))
    assert person.page.panel.scope.text() == "Looked for in the documents of the filter in force."
    person.write("Wren -> [moderator]")
    person.look()
    assert person.page.model.rows == []
    person.session.set_filter(Filter())
    person.look()
    assert person.page.model.rows


def test_the_list_is_exported_apart(person: NamesPerson, tmp_path: Path) -> None:
    target = tmp_path / "names.csv"
    person.session.ask_save_path = lambda *_: target
    assert not person.page.foot.export_button.isEnabled()
    person.write("Wren -> [moderator]\n=1+1 -> P02")
    person.click(person.page.foot.export_button)
    assert target.read_text(encoding="utf-8").splitlines() == ["name,replacement", "Wren,[moderator]", "'=1+1,P02"]
    assert "[moderator]" not in str(person.workbench.history())


def test_old_words_go_for_good_after_a_second_word(person: NamesPerson) -> None:
    panel = person.page.panel
    assert not panel.erase.isEnabled()
    assert panel.erase.toolTip() == "No text was changed yet; there are no old words"
    person.write("Wren -> [moderator]")
    person.look()
    person.click(person.page.foot.replace_button)
    person.click(panel.erase)
    assert panel.erase.text() == KEEP
    assert "Undo ends here" in person.page.notice.accessibleName()
    person.click(panel.erase)
    assert panel.erase.text() == ERASE
    assert person.workbench.next_steps()[0] is not None
    person.click(panel.erase)
    person.page.notice.link_activated.emit()
    person.wait(lambda: not person.session._background.is_busy())  # noqa: SLF001
    person.wait(lambda: person.workbench.next_steps()[0] is None)
    assert person.workbench.history()[0].label == "Erased the old words from the history"
    person.wait(lambda: "are erased" in person.page.notice.accessibleName())
    assert not panel.erase.isEnabled()
    assert person.workbench.check() == []


def test_what_stands_elsewhere_is_counted_in_words() -> None:
    assert elsewhere_words([]) == "They stand nowhere else in the project."
    assert elsewhere_words([("memo", 1)]) == "They also stand in 1 memo: reword those by hand."
    assert elsewhere_words([("memos", 2), ("pieces of evidence", 3), ("decision", 1)]) == (
        "They also stand in 2 memos, 3 pieces of evidence and 1 decision: reword those by hand."
    )


def test_an_undo_brings_the_places_back(person: NamesPerson) -> None:
    person.write("Wren -> [moderator]")
    person.look()
    count = len(person.page.model.rows)
    person.click(person.page.foot.replace_button)
    assert person.page.model.rows == []
    person.session.undo()
    person.wait(lambda: len(person.page.model.rows) == count)
