"""Window tests: isolated settings and a light theme at 100 % before each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from ipof_workbench.ui.configurations import live_reading
from ipof_workbench.ui.theme.theme import Theme, current_theme


@pytest.fixture(autouse=True)
def _own_settings(_own_home: Path) -> None:
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    for scope in (QSettings.Scope.UserScope, QSettings.Scope.SystemScope):
        QSettings.setPath(QSettings.Format.IniFormat, scope, str(_own_home))


@pytest.fixture(autouse=True)
def _unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """A busy machine reads slowly; what is read in a worker has tests of its own."""
    monkeypatch.setattr(live_reading, "QUICK_S", 60.0)


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    """The theme, light at 100 %, in force; put back afterwards."""
    theme = current_theme()
    theme.set_mode("light")
    theme.set_scale(1.0)
    theme.apply(qapp)
    yield theme
    theme.set_mode("light")
    theme.set_scale(1.0)
