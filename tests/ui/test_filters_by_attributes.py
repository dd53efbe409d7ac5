"""The filter by attributes on the Theory page, and what the status bar and a read-only project say."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from ipof_workbench.domain.filters import AttributeCondition, Filter
from ipof_workbench.ui.data.cases_panel import CasesPanel
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.theme.theme import Theme
from ipof_workbench.ui.theory.filter_panel import FilterPanel
from tests.factories import make_study


@pytest.fixture
def session(tmp_path: Path, theme: Theme) -> Iterator[Session]:
    workbench = make_study(tmp_path / "study.ipof")
    made = Session(workbench, QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat))
    yield made
    made.close()


@pytest.fixture
def panel(qtbot: QtBot, session: Session) -> FilterPanel:
    made = FilterPanel()
    qtbot.addWidget(made)
    made.filter_chosen.connect(session.set_filter)
    show(made, session)
    return made


def show(panel: FilterPanel, session: Session) -> None:
    read = session.workbench.read
    panel.offer_attributes(read.attributes(), read.grid.filter_values)
    panel.show_filter(session.current_filter, [(case.rid, case.name) for case in read.cases()], read.theory_areas())


def values(panel: FilterPanel, name: str) -> QMenu:
    """Open the values of an attribute."""
    action = next(action for action in panel.attributes.menu().actions() if action.text() == name)
    menu = action.menu()
    assert isinstance(menu, QMenu)
    menu.aboutToShow.emit()
    return menu


def test_every_attribute_is_offered_with_its_values(panel: FilterPanel) -> None:
    assert [action.text() for action in values(panel, "Age group").actions()] == ["25-34 (2)", "18-24 (1)"]


def test_ticking_a_value_makes_the_filter_of_the_whole_window(panel: FilterPanel, session: Session) -> None:
    age = session.workbench.read.attributes()[0].rid
    first, second = values(panel, "Age group").actions()
    first.trigger()
    assert session.current_filter.attributes == (AttributeCondition(age, frozenset({"25-34"})),)
    assert len(session.workbench.read.document_rids(session.current_filter)) == 2
    second.trigger()
    assert session.current_filter.attributes == (AttributeCondition(age, frozenset({"18-24", "25-34"})),)
    first.trigger()
    second.trigger()
    assert session.current_filter.is_empty


def test_a_filter_from_elsewhere_is_ticked_and_one_for_a_column_that_is_gone_is_not(
    panel: FilterPanel, session: Session
) -> None:
    age = session.workbench.read.attributes()[0].rid
    session.set_filter(Filter(attributes=(AttributeCondition(age, frozenset({"18-24"})),)))
    show(panel, session)
    assert [action.isChecked() for action in values(panel, "Age group").actions()] == [False, True]
    panel.offer_attributes((), lambda _attribute: ())
    panel.show_filter(session.current_filter, (), ())
    assert panel.attributes.chosen() == ()


def test_a_read_only_project_says_why_no_case_is_added(qtbot: QtBot, session: Session) -> None:
    panel = CasesPanel(session)
    qtbot.addWidget(panel)
    panel.show_cases(session.workbench.read.cases(), 10, 0)
    assert panel.add_button.isEnabled()
    assert panel.delete_action.toolTip() == "Choose a case first"
    panel.choose(session.workbench.read.cases()[0].rid)
    assert panel.delete_action.isEnabled()
    session.make_read_only()
    for control in (panel.add_button, panel.add_action, panel.rename_action, panel.delete_action):
        assert not control.isEnabled()
        assert "reading only" in control.toolTip()
