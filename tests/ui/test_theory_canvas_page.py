"""The page: what is drawn on the canvas is an edit of the theory, stored as one step, undone by one."""

import pytest
from PySide6.QtCore import QPointF, QSettings, Qt
from PySide6.QtTest import QTest
from tests import factories

from ipof_workbench.app.commands.configurations import AddConfiguration, LinkConfigurations, PutInPlace
from ipof_workbench.domain import records
from ipof_workbench.domain.filters import Filter
from ipof_workbench.theory.model import junction_key, node_key
from ipof_workbench.ui.places import ConfigurationPlace, ElementPlace
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.theory.requests import (
    AddElement,
    Connect,
    DeleteSelection,
    LayOut,
    MoveNodes,
    Reconnect,
    RenameElement,
)
from ipof_workbench.ui.theory.theory_page import TheoryPage


@pytest.fixture
def workbench(tmp_path):
    made = factories.make_study(tmp_path / "study.ipof")
    yield made
    made.close()


@pytest.fixture
def coded(workbench):
    """Two configurations with evidence: role -> element for each."""
    first = factories.code(workbench, "P04 · member", "Nobody had my name or my face", "context")
    configuration = first.configuration.rid
    factories.code(workbench, "P04 · member", "the answers were kind", "mechanism", configuration=configuration)
    factories.code(workbench, "P04 · member", "I typed three lines", "outcome", configuration=configuration)
    workbench.run(AddConfiguration())
    return workbench


def run_ids(workbench):
    return [row.rid for row in workbench.read.configurations()]


@pytest.fixture
def page(qtbot, theme, workbench):
    ask_configurations(workbench)
    session = Session(workbench, QSettings())
    made = TheoryPage(session)
    qtbot.addWidget(made)
    made.resize(1180, 760)
    made.show()
    made.activate()
    yield made
    made.deactivate()
    session.close()


def ask_configurations(workbench):
    """Configuration 1 complete with evidence on its context, 2 partial."""
    passage = factories.code(workbench, "P04 · member", "Nobody had my name or my face", "context", label="Anonymous")
    workbench.run(PutInPlace(passage.configuration, "mechanism", label="Feels safe"))
    workbench.run(PutInPlace(passage.configuration, "outcome", label="Writes"))
    second = workbench.run(AddConfiguration(title="At night")).result
    workbench.run(PutInPlace(second.rid, "context", label="No moderator"))
