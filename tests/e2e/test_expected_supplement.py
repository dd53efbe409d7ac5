"""The tables of the sample study are word for word those kept beside it, and the same bytes wherever they are made."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ipof_workbench.app.report_tables import TABLE_KINDS
from tests.expected_supplement import EXPECTED, RENEW, texts_of

ROOT = Path(__file__).resolve().parents[2]
WRITE = "import sys; from pathlib import Path; from tests.expected_supplement import write_everything; "
WRITE += "write_everything(Path(sys.argv[1]), Path(sys.argv[2]))"


@pytest.fixture(scope="module")
def made(built_study: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return texts_of(Path(shutil.copy(built_study, tmp_path_factory.mktemp("made") / "study.ipof")))


@pytest.mark.parametrize("kind", TABLE_KINDS)
def test_the_table_is_the_one_that_is_kept(made: dict[str, str], kind: str) -> None:
    path = EXPECTED / f"{kind}.md"
    assert path.exists(), f"{path.name} is not kept yet: {RENEW}"
    kept = path.read_text(encoding="utf-8")
    assert made[kind].splitlines() == kept.splitlines(), f"look at it, and if it is meant: {RENEW}"


def test_nothing_is_kept_that_is_no_table() -> None:
    assert {path.stem for path in EXPECTED.iterdir()} == set(TABLE_KINDS)


def test_every_file_has_the_same_bytes_in_another_home_time_zone_and_language(study: Path, tmp_path: Path) -> None:
    places = ({"TZ": "Pacific/Auckland", "LC_ALL": "C", "PYTHONHASHSEED": "1"}, {"TZ": "America/Lima", "LANG": "de_DE"})
    writers = []
    for number, place in enumerate(places):
        home = tmp_path / f"home {number}"
        home.mkdir()
        project = shutil.copy(study, home / "study.ipof")
        homes = dict.fromkeys(("HOME", "USERPROFILE", "IPOF_WORKBENCH_HOME"), str(home))
        command = [sys.executable, "-c", WRITE, project, str(tmp_path / str(number))]
        surroundings = {**os.environ, **homes, **place, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
        writers.append(subprocess.Popen(command, cwd=ROOT, env=surroundings))
    assert [writer.wait(timeout=240) for writer in writers] == [0, 0]
    first, second = ({path.name: path.read_bytes() for path in (tmp_path / name).iterdir()} for name in "01")
    assert len(first) > 100
    assert first.keys() == second.keys()
    assert [name for name in first if first[name] != second[name]] == []
