"""Work off the GUI thread."""

from __future__ import annotations

import gc
import threading
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from ipof_workbench.ui.opening import create_session


def test_no_reference_cycles_are_searched_for_while_a_worker_runs(qtbot: QtBot, tmp_path: Path) -> None:
    """A search in the worker would destroy widgets there, and the program with them."""
    session = create_session(tmp_path / "s.ipof", title="S", grammar="cmo", analyst="Kim")
    may_end = threading.Event()
    seen: list[bool] = []

    def work(report: object) -> None:
        seen.append(gc.isenabled())
        may_end.wait(10)

    try:
        before = gc.isenabled()
        session.run_in_background(work)
        qtbot.waitUntil(lambda: bool(seen))
        assert seen == [False]
        assert not gc.isenabled()
        may_end.set()
        qtbot.waitUntil(lambda: gc.isenabled() == before)
    finally:
        may_end.set()
        session.close()


@pytest.mark.parametrize("how_many", [1, 3])
def test_closing_a_project_lets_the_search_go_on(qtbot: QtBot, tmp_path: Path, how_many: int) -> None:
    before = gc.isenabled()
    session = create_session(tmp_path / "s.ipof", title="S", grammar="cmo", analyst="Kim")
    for _ in range(how_many):
        session.run_in_background(lambda report: None)
    session.close()
    assert gc.isenabled() == before
