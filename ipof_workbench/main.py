"""Where the parts meet: arguments go to the window or to the command line, errors become sentences and exit codes."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ipof_workbench.domain.errors import LibraryMissing, UsageError, WorkbenchError
from ipof_workbench.domain.uncollected import kept

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMainWindow

    from ipof_workbench.domain.drawing import Drawing
    from ipof_workbench.ui.main_window import MainWindow

EXIT_BUG = 70
_OPEN_USAGE = "Say which project to open: ipof-workbench open PROJECT."


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program and return its exit code (DESIGN section 6).

    Without arguments, with `open PROJECT`, and with `demo` unless `--no-window` is given, it is the window; all else
    is the command line.
    """
    arguments = list(sys.argv[1:] if argv is None else argv)
    try:
        if wants_window(arguments):
            return _run_window(arguments)
        return _run_command(arguments)
    except WorkbenchError as refusal:
        print(str(refusal), file=sys.stderr)  # noqa: T201 - the sentence is what a person in a shell gets
        return refusal.exit_code
    except (KeyboardInterrupt, BrokenPipeError):
        return 130
    except Exception as bug:
        from ipof_workbench.ui.errors import record_bug, sentence_for, start_log

        start_log()
        record_bug(bug)
        print(sentence_for(bug), file=sys.stderr)  # noqa: T201 - see above
        return EXIT_BUG


def wants_window(arguments: Sequence[str]) -> bool:
    """Tell whether these arguments ask for the window."""
    if not arguments:
        return True
    asks_help = any(word in ("-h", "--help") for word in arguments)
    if arguments[0] == "open":
        return not asks_help
    return arguments[0] == "demo" and not asks_help and "--no-window" not in arguments and "--json" not in arguments


def create_window(project: Path | None) -> QMainWindow:
    """Return the window, with a project in it when one is named; does not block.

    Makes the Qt application when there is none. Call `show` and run the application's loop to use it.

    Raises:
        WorkbenchError: the project cannot be opened; the sentence says why.
        LibraryMissing: Qt is not there, or cannot start.
    """
    with kept():
        window = _new_window()
    if project is not None:
        window.open_project(Path(project))
    return window


def _new_window() -> MainWindow:
    try:
        from ipof_workbench.ui.application import application, dress
        from ipof_workbench.ui.main_window import MainWindow
        from ipof_workbench.ui.settings import workbench_settings
    except ImportError as missing:
        raise LibraryMissing(_qt_missing(missing)) from missing
    app = application()
    settings = workbench_settings()
    dress(app, settings)
    window = MainWindow(settings)
    window.desk.opened.connect(lambda _session: register_painters())
    return window


def register_painters() -> None:
    """Let figures be painted: Qt is loaded when the first .png or .pdf is written."""
    from ipof_workbench.exporters.registry import register_painter

    register_painter(".png", lambda drawing: _painted(drawing, ".png"))
    register_painter(".pdf", lambda drawing: _painted(drawing, ".pdf"))


def _painted(drawing: Drawing, suffix: str) -> bytes:
    try:
        from ipof_workbench.ui.theory.painting import pdf_of, png_of
    except ImportError as missing:
        raise LibraryMissing(_qt_missing(missing)) from missing
    return png_of(drawing) if suffix == ".png" else pdf_of(drawing)


def _qt_missing(error: ImportError) -> str:
    return (
        f"The window needs Qt, which cannot be loaded here ({error}); install it with "
        "`python -m pip install PySide6-Essentials`, on Linux with the libraries that `python3 workbench.py` names."
    )


def _run_command(arguments: list[str]) -> int:
    from ipof_workbench.cli import run

    register_painters()
    return run(arguments)


def _run_window(arguments: list[str]) -> int:
    project = _project_named(arguments)
    _require_screen()
    if arguments[:1] == ["demo"]:
        project = _sample_study(arguments)
    window = create_window(project)
    from ipof_workbench.ui.application import run

    return run(window)


def _project_named(arguments: list[str]) -> Path | None:
    if arguments[:1] != ["open"]:
        return None
    names = [word for word in arguments[1:] if not word.startswith("-")]
    if len(names) != 1:
        raise UsageError(_OPEN_USAGE)
    return Path(names[0])


def _sample_study(arguments: list[str]) -> Path:
    from ipof_workbench.app.sample import build_sample

    folder = Path("demo_study")
    if "--to" in arguments:
        after = arguments[arguments.index("--to") + 1 :]
        if not after:
            raise UsageError("Say which folder the sample study goes to: ipof-workbench demo --to FOLDER.")
        folder = Path(after[0])
    return build_sample(folder)


def _require_screen() -> None:
    """Say what is wrong where Qt would end the process without a word for a person.

    Raises:
        UsageError: there is no screen.
    """
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM"):
        return
    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        raise UsageError(
            "There is no screen here for the window; use the commands (ipof-workbench --help), "
            "or `ipof-workbench demo --no-window` for the sample study."
        )
