"""What takes long is read in a worker; how long each of several things takes is kept apart."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from ipof_workbench.ui.configurations import live_reading
from ipof_workbench.ui.configurations.live_reading import LiveReading
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.theme.theme import Theme
from tests.factories import make_study


@pytest.fixture
def session(tmp_path: Path, theme: Theme, qapp: QApplication) -> Iterator[Session]:
    settings = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    session = Session(make_study(tmp_path / "study.ipof"), settings)
    yield session
    session.close()


def test_a_slow_thing_does_not_hold_the_window_and_a_quick_one_needs_no_worker(
    session: Session, qtbot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live_reading, "QUICK_S", 0.2)
    wanted, read_in = ["quick"], []

    def read() -> str:
        read_in.append((wanted[0], threading.current_thread() is threading.main_thread()))
        time.sleep(0.3 if wanted[0] == "slow" else 0)
        return wanted[0]

    reading = LiveReading(session, "test", read, what=lambda: wanted[0])
    for what, here in (("quick", True), ("slow", True), ("slow", False), ("quick", True), ("unknown", False)):
        wanted[0] = what
        with qtbot.waitSignal(reading.arrived) as arrived:
            reading.read_now()
        assert arrived.args == [what]
        assert read_in[-1] == (what, here), what
