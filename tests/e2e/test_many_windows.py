"""Windows are opened and closed one after another in one process, and nothing of them stays behind."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ipof_workbench.main import create_window
from ipof_workbench.ui.main_window import MainWindow
from tests.wrappers import items_without_layout

WINDOWS = 5
AWKWARD = ("while it is shown", "after closing the project", "after closing the window", "after deleting it", "never")
"""When Python searches for reference cycles, in turn."""


def collect(now: str, wanted: str) -> None:
    if now == wanted:
        gc.collect()


def live_through_a_window(project: Path, when: str) -> None:
    """Open the project in a window of its own, see every page, and let Qt delete it all."""
    window = create_window(project)
    assert isinstance(window, MainWindow)
    window.show()
    for page in tuple(window.stack.pages):
        window.show_page(page)
        QTest.qWait(20)
    collect(when, "while it is shown")
    assert items_without_layout() == []
    window.close_project()
    collect(when, "after closing the project")
    window.close()
    window.deleteLater()
    collect(when, "after closing the window")
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert items_without_layout() == []
    collect(when, "after deleting it")


@pytest.mark.slow
@pytest.mark.e2e
def test_windows_come_and_go_and_leave_nothing(qapp: QApplication, study: Path) -> None:
    live_through_a_window(study, "never")
    gc.collect()
    widgets = len(QApplication.allWidgets())
    for turn in range(WINDOWS):
        live_through_a_window(study, AWKWARD[turn % len(AWKWARD)])
    gc.collect()
    assert len(QApplication.allWidgets()) <= widgets
