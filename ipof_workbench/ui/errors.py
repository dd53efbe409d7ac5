"""The error boundary of the window: one sentence for the person, the rest for the log, no participant's words in it."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from ipof_workbench.domain.errors import WorkbenchError

if TYPE_CHECKING:
    from types import TracebackType


def log_path() -> Path:
    """Return where the log is."""
    override = os.environ.get("IPOF_WORKBENCH_HOME")
    if override:
        return Path(override) / "log" / "workbench.log"
    import platformdirs

    return Path(platformdirs.user_log_dir("ipof-workbench", appauthor=False)) / "workbench.log"


def sentence_for(error: BaseException) -> str:
    """Return what a person reads about an error: the refusal's own sentence, or where the details of a bug are."""
    if isinstance(error, WorkbenchError):
        return str(error)
    return f"This did not work because of a fault in the program; the details are in {log_path()}."


def record_bug(error: BaseException) -> None:
    """Write the kind of an error and its frames to the log; its message can quote a participant and stays out."""
    import logging
    import traceback

    frames = "".join(traceback.format_tb(error.__traceback__))
    logging.getLogger(__name__).error("unexpected %s\n%s", type(error).__name__, frames)


def start_log() -> None:
    """Let this program's log go to its file (kept small); a folder that cannot be written means no log."""
    import logging
    from logging.handlers import RotatingFileHandler

    path = log_path()
    ours = logging.getLogger("ipof_workbench")
    if any(getattr(handler, "baseFilename", "") == os.path.abspath(path) for handler in ours.handlers):
        return
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(path, maxBytes=500_000, backupCount=2, encoding="utf-8")
    except OSError:
        return
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    ours.addHandler(handler)
    ours.setLevel(logging.INFO)


def catch_bugs() -> None:
    """Let a fault in any slot go to the log, which need not have been started, instead of ending the program."""

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        start_log()
        record_bug(error.with_traceback(trace))

    sys.excepthook = hook
