"""Every test runs without a screen, in a home of its own."""

from __future__ import annotations

import os
import sys

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

UNIT = Path(__file__).parent / "unit"

# A busy machine is no reason to fail: what is slow is measured in benchmarks/.
settings.register_profile("the same examples each time", derandomize=True, deadline=None)
if not os.environ.get("IPOF_RANDOM"):
    settings.load_profile("the same examples each time")  # a failure that comes and goes teaches nobody anything


@pytest.fixture(autouse=True)
def _own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Settings, recent projects and the home folder of the person stay out of the tests, and out of reach."""
    home = tmp_path_factory.mktemp("home")
    for name in ("HOME", "USERPROFILE", "IPOF_WORKBENCH_HOME"):
        monkeypatch.setenv(name, str(home))
    for name, folder in (("XDG_CONFIG_HOME", ".config"), ("XDG_DATA_HOME", ".local"), ("XDG_CACHE_HOME", ".cache")):
        monkeypatch.setenv(name, str(home / folder))
    return home


@pytest.fixture(autouse=True)
def _no_item_without_layout(request: pytest.FixtureRequest) -> Iterator[None]:
    """No test, and nothing that it drives, leaves behind what would end the process under a later test.

    The layers of `tests/unit` know no Qt: all that the binding keeps is not looked through after each of their tests.
    """
    yield
    if "PySide6.QtWidgets" in sys.modules and UNIT not in request.path.parents[1:]:
        from tests.wrappers import items_without_layout

        assert items_without_layout() == [], "see ipof_workbench/ui/widgets/layouts.py"


@pytest.fixture(autouse=True)
def _windows_gone() -> Iterator[None]:
    """The windows of a test are gone when the next one begins.

    Outside an event loop Qt only notes which objects are to be deleted: each window would live on into the tests after
    it, be dressed again with every theme, and hear every signal of the application.
    """
    yield
    if "PySide6.QtCore" in sys.modules:
        from PySide6.QtCore import QCoreApplication, QEvent

        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
