"""Every test runs without a screen, in a home of its own."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def _own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Settings, recent projects and the home folder of the person stay out of the tests, and out of reach."""
    home = tmp_path_factory.mktemp("home")
    for name in ("HOME", "USERPROFILE", "IPOF_WORKBENCH_HOME"):
        monkeypatch.setenv(name, str(home))
    for name, folder in (("XDG_CONFIG_HOME", ".config"), ("XDG_DATA_HOME", ".local"), ("XDG_CACHE_HOME", ".cache")):
        monkeypatch.setenv(name, str(home / folder))
    return home
