"""The hand-made study, built once and copied for each test."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from copy import copy
from dataclasses import replace
from pathlib import Path

import pytest

from ipof_workbench.app.workbench import Workbench
from tests.unit.storage.hand_made_study import Study, make_hand_made_study


@pytest.fixture(scope="session")
def built_by_hand(tmp_path_factory: pytest.TempPathFactory) -> Study:
    """The study, closed."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("IPOF_WORKBENCH_HOME", str(tmp_path_factory.mktemp("home")))
        study = make_hand_made_study(tmp_path_factory.mktemp("study") / "s.ipof")
        study.workbench.close()
    return study


@pytest.fixture
def study(built_by_hand: Study, tmp_path: Path) -> Iterator[Study]:
    """A copy of the study, open, for the test to change."""
    path = Path(shutil.copy(built_by_hand.workbench.path, tmp_path / "s.ipof"))
    with Workbench.open(path) as workbench:
        # What a test adds to the names is its own.
        own = {name: copy(held) for name, held in vars(built_by_hand).items() if isinstance(held, dict | list)}
        yield replace(built_by_hand, workbench=workbench, **own)
