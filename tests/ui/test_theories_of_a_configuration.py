"""The substantive theories among the facts of a configuration."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ipof_workbench.app.commands.record_edits import AddRecord
from ipof_workbench.domain import records
from ipof_workbench.ui.configurations import live_reading
from ipof_workbench.ui.configurations.configurations_page import ConfigurationsPage
from ipof_workbench.ui.places import RecordPlace
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.theme.theme import Theme
from tests.factories import make_study
from tests.ui.statements_person import fill, keyboard, press, write


@pytest.fixture
def session(tmp_path: Path, theme: Theme, qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[Session]:
    monkeypatch.setattr(live_reading, "QUICK_S", 60.0)  # a busy machine would read in a worker what is shown at once
    settings = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    session = Session(make_study(tmp_path / "study.ipof"), settings)
    yield session
    session.close()


def test_a_construct_is_chosen_and_leads_to_its_theory(session: Session, qtbot: QtBot) -> None:
    rids = fill(session.workbench)
    theory = session.run(AddRecord(records.SubstantiveTheory(name="Self-determination", constructs="autonomy"))).result
    page = ConfigurationsPage(session)
    qtbot.addWidget(page)
    page.resize(1192, 730)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    page.activate()
    ties = page.detail.theories
    ties.open_picker()
    write("auto")
    press(keyboard(), Qt.Key.Key_Return)
    (use,) = session.workbench.read.of_statements.theory_uses(configuration=rids["1"])
    assert (use.theory, use.construct) == (theory.rid, "autonomy")
    assert [chip.text() for chip in ties.chips] == ["Self-determination: autonomy"]
    with qtbot.waitSignal(session.place_requested) as asked:
        QTest.mouseClick(ties.chips[0], Qt.MouseButton.LeftButton)
    assert asked.args == [RecordPlace("statements", "substantive_theory", theory.rid)]
    press(ties.chips[0], Qt.Key.Key_Delete)
    assert session.workbench.read.of_statements.theory_uses() == []
    assert ties.chips == []
