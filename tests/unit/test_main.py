"""The entry point: what is the window, what is a command, and how refusals and faults end."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from ipof_workbench import main as entry
from ipof_workbench.domain.drawing import Drawing
from ipof_workbench.domain.errors import UnreadableInput
from ipof_workbench.main import main, wants_window
from ipof_workbench.ui.errors import catch_bugs


@pytest.fixture
def log() -> Iterator[Path]:
    """Where the log of this test will be; its file is closed at the end."""
    yield Path(os.environ["IPOF_WORKBENCH_HOME"]) / "log" / "workbench.log"
    logger = logging.getLogger("ipof_workbench")
    for handler in list(logger.handlers):
        logger.removeHandler(handler)
        handler.close()


@pytest.mark.parametrize(
    ("arguments", "window"),
    [
        ([], True),
        (["open", "a.ipof"], True),
        (["demo"], True),
        (["demo", "--to", "folder"], True),
        (["demo", "--no-window"], False),
        (["demo", "--help"], False),
        (["info", "a.ipof"], False),
        (["--help"], False),
    ],
)
def test_arguments_choose_between_window_and_command_line(arguments: list[str], window: bool):
    assert wants_window(arguments) is window


def test_a_missing_project_ends_with_4_and_one_sentence(capsys: pytest.CaptureFixture[str], tmp_path: Path):
    assert main(["info", str(tmp_path / "none.ipof")]) == 4
    assert "none.ipof" in capsys.readouterr().err


def test_open_needs_one_project(capsys: pytest.CaptureFixture[str]):
    assert main(["open"]) == 2
    assert "Say which project to open" in capsys.readouterr().err


def test_opening_a_missing_project_in_the_window_ends_with_4(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, qtbot: object
):
    assert main(["open", str(tmp_path / "none.ipof")]) == 4
    assert "There is no project" in capsys.readouterr().err


def test_without_a_screen_the_window_is_refused_with_what_to_do(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("sys.platform", "linux")
    assert main([]) == 2
    assert "no screen" in capsys.readouterr().err


def test_a_refusal_ends_with_its_own_exit_code(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch):
    def refuse(arguments: list[str]) -> int:
        raise UnreadableInput("The file is empty.")

    monkeypatch.setattr(entry, "_run_command", refuse)
    assert main(["info"]) == 3
    assert capsys.readouterr().err == "The file is empty.\n"


def test_a_fault_ends_with_70_names_the_log_and_keeps_words_out_of_it(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, log: Path
):
    words = "what the participant" + " said"

    def fail(arguments: list[str]) -> int:
        raise ValueError(words)

    monkeypatch.setattr(entry, "_run_command", fail)
    assert main(["info"]) == 70
    shown = capsys.readouterr().err
    assert str(log) in shown
    assert words not in shown + log.read_text(encoding="utf-8")
    assert "ValueError" in log.read_text(encoding="utf-8")


def test_the_log_starts_after_the_window_is_painted(log: Path):
    code = (
        "import os, sys, time\n"
        "from PySide6.QtWidgets import QApplication\n"
        "from ipof_workbench.main import main\n"
        "def live(*_):\n"
        "    QApplication.processEvents()\n"
        "    print('logging.handlers' in sys.modules)\n"
        "    while 'logging.handlers' not in sys.modules:\n"
        "        QApplication.processEvents()\n"
        "        time.sleep(0.01)\n"
        "    return 0\n"
        "QApplication.exec = live\n"
        "print(main([]), flush=True)\n"
        "os._exit(0)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.split() == ["False", "0"]
    assert log.exists()


def test_a_fault_before_the_log_has_started_is_in_it_all_the_same(log: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    catch_bugs()
    try:
        raise KeyError("in a slot")
    except KeyError as error:
        sys.excepthook(KeyError, error, error.__traceback__)
    assert "KeyError" in log.read_text(encoding="utf-8")


@pytest.mark.parametrize(("suffix", "start"), [(".png", b"\x89PNG"), (".pdf", b"%PDF")])
def test_figures_are_painted_for_the_exporters(tmp_path: Path, suffix: str, start: bytes):
    from ipof_workbench.exporters.registry import write_drawing

    entry.register_painters()
    drawing = Drawing(left=0, top=0, width=40, height=20, shapes=(), background="#FFFFFF", title="T", description="D")
    path = tmp_path / f"figure{suffix}"
    write_drawing(drawing, path)
    assert path.read_bytes().startswith(start)
