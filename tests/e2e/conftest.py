"""What jobs from end to end start from: the command line, the sample study, and the real inputs where they are."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ipof_workbench.app.sample import build_sample
from ipof_workbench.main import create_window, main
from tests.e2e.shell import SHARED, Said

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.gestures import Person


@pytest.fixture
def ipof(capsys: pytest.CaptureFixture[str]) -> Callable[..., Said]:
    """Run a command as from a shell: `ipof("info", project, "--json")`."""

    def run_command(*arguments: object) -> Said:
        capsys.readouterr()
        code = main([str(argument) for argument in arguments])
        said = capsys.readouterr()
        return Said(code, said.out, said.err)

    return run_command


@pytest.fixture(scope="session")
def built_study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample study, built once; for reading only."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("IPOF_WORKBENCH_HOME", str(tmp_path_factory.mktemp("home")))
        return build_sample(tmp_path_factory.mktemp("sample"))


@pytest.fixture
def study(built_study: Path, tmp_path: Path) -> Path:
    """A copy of the sample study that a test may change."""
    return Path(shutil.copy(built_study, tmp_path / "study.ipof"))


@pytest.fixture
def project(ipof: Callable[..., Said], tmp_path: Path) -> Path:
    """An empty project."""
    path = tmp_path / "s.ipof"
    assert ipof("new", path, "--title", "Water").code == 0
    return path


@pytest.fixture
def interviews() -> list[Path]:
    """The 41 real interviews; the test is skipped where they are absent."""
    found = sorted((SHARED / "interviews").glob("*.docx"))
    if not found:
        pytest.skip("the real interviews are not at hand")
    return found


@pytest.fixture
def survey_file() -> Path:
    """A real survey with 1,433 respondents; the test is skipped where it is absent."""
    path = SHARED / "survey" / "mental_health_in_tech_2016.csv"
    if not path.is_file():
        pytest.skip("the real survey is not at hand")
    return path


@pytest.fixture
def person(qtbot: QtBot) -> Iterator[Person]:
    """Someone in front of the real window, without a project, light at 100 %."""
    from ipof_workbench.ui.main_window import MainWindow
    from ipof_workbench.ui.theme.theme import current_theme
    from tests.gestures import Person

    window = create_window(None)
    assert isinstance(window, MainWindow)
    qtbot.addWidget(window)
    current_theme().set_mode("light")
    window.resize(1280, 800)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    yield Person(qtbot, window)
    window.close()
    current_theme().set_mode("light")
    current_theme().set_scale(1.0)
