"""The entry point: what is the window, what is a command, and how refusals and faults end."""

from __future__ import annotations

import logging
import os
from pathlib import Path

import pytest

from ipof_workbench import main as entry
from ipof_workbench.domain.drawing import Drawing
from ipof_workbench.domain.errors import UnreadableInput
from ipof_workbench.main import main, wants_window


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
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    words = "what the participant" + " said"

    def fail(arguments: list[str]) -> int:
        raise ValueError(words)

    monkeypatch.setattr(entry, "_run_command", fail)
    logger = logging.getLogger("ipof_workbench")
    try:
        assert main(["info"]) == 70
    finally:
        for handler in list(logger.handlers):
            logger.removeHandler(handler)
            handler.close()
    shown = capsys.readouterr().err
    log = Path(os.environ["IPOF_WORKBENCH_HOME"]) / "log" / "workbench.log"
    assert str(log) in shown
    assert words not in shown + log.read_text(encoding="utf-8")
    assert "ValueError" in log.read_text(encoding="utf-8")


@pytest.mark.parametrize(("suffix", "start"), [(".png", b"\x89PNG"), (".pdf", b"%PDF")])
def test_figures_are_painted_for_the_exporters(tmp_path: Path, suffix: str, start: bytes):
    from ipof_workbench.exporters.registry import write_drawing

    entry.register_painters()
    drawing = Drawing(left=0, top=0, width=40, height=20, shapes=(), background="#FFFFFF", title="T", description="D")
    path = tmp_path / f"figure{suffix}"
    write_drawing(drawing, path)
    assert path.read_bytes().startswith(start)
