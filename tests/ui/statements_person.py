"""A person on the Statements page: a study with statements, and what they press and type."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ipof_workbench.app.commands.configurations import AddConfiguration
from ipof_workbench.app.commands.evidence import AddEvidence
from ipof_workbench.app.commands.record_edits import AddRecord, EditFields
from ipof_workbench.app.commands.statements import AddStatements, ExpressStatement
from ipof_workbench.app.workbench import Workbench
from ipof_workbench.domain import records
from ipof_workbench.domain.written_statements import parse_statements
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.statements.statements_page import StatementsPage
from tests.factories import code

PLAIN, ALT, CONTROL = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ControlModifier,
)
SENTENCES = """If nobody looks in at night, then members go quiet, because they are unsure what is allowed.
If somebody answers within the hour, then people write again, because they feel seen.
If the host knows their name."""
P04 = "P04 · member"


def fill(workbench: Workbench) -> dict[str, int]:
    """Three statements; S1 is expressed by configuration 1 and has two passages; configuration 2 expresses none."""
    made = code(workbench, P04, "no moderator was on after ten", "context", label="No moderator at night")
    coded = code(workbench, P04, "so I shut the laptop", "outcome", made.configuration, "Withdraws")
    other = workbench.run(AddConfiguration(title="A line in the dark")).result
    workbench.run(EditFields(records.Configuration, made.configuration, {"title": "Silence at night"}))
    area = workbench.run(AddRecord(records.TheoryArea(name="Nights"))).result
    added = workbench.run(AddStatements(tuple(parse_statements(SENTENCES)))).result
    rids = {held.number: held.rid for held in added}
    workbench.run(ExpressStatement(rids["S1"], made.configuration))
    workbench.run(EditFields(records.TheoryStatement, rids["S1"], {"theory_area": area.rid, "status": "refined"}))
    workbench.run(AddEvidence(made.coding, statement=rids["S1"]))
    workbench.run(AddEvidence(coded.coding, statement=rids["S1"], stance="challenges"))
    return {**rids, "1": made.configuration, "2": other.rid, "area": area.rid}


def shown(session: Session, qtbot: QtBot) -> StatementsPage:
    """Return the page in front, with the keyboard in its list."""
    page = StatementsPage(session)
    qtbot.addWidget(page)
    page.resize(1192, 730)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is page)
    page.activate()
    page.focus_primary()
    return page


def press(widget: QWidget, key: Qt.Key, modifier: Qt.KeyboardModifier = PLAIN) -> None:
    """Press a key."""
    QTest.keyClick(widget, key, modifier)


def keyboard() -> QWidget:
    """Return what has the keyboard."""
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def write(words: str) -> None:
    """Type where the keyboard is (ASCII alone: the test library ends the process on others)."""
    QTest.keyClicks(keyboard(), words)


def numbers(page: StatementsPage) -> list[str]:
    """Return the numbers of the statements as they are shown."""
    return [held.number for held in page.list_view.list.rows.statements()]


def stored(session: Session) -> list[str]:
    """Return the numbers of the statements as they are stored, in their order."""
    return [held.number for held in session.workbench.read.of_statements.listed()]
