"""Opening, making and closing projects for the window, and what is done to a project as a whole."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings, Signal

from ipof_workbench.domain.errors import ProjectMissing, WorkbenchError
from ipof_workbench.ui.settings import RecentProjects

if TYPE_CHECKING:
    from ipof_workbench.app.tasks import Report
    from ipof_workbench.app.workbench import Workbench
    from ipof_workbench.domain.listings import CheckFinding
    from ipof_workbench.ui.background import Background, Task
    from ipof_workbench.ui.file_dialogues import AskOpenPaths, AskSavePath
    from ipof_workbench.ui.session import Session

PATTERN = "*.ipof"
_PLOT_PATTERNS = ("*.svg", "*.png", "*.pdf")
_EXPORT_PATTERNS = {
    "theory": (*_PLOT_PATTERNS, "*.graphml"),
    "evidence-figure": _PLOT_PATTERNS,
    "case-figure": _PLOT_PATTERNS,
    "saturation-figure": _PLOT_PATTERNS,
}
_CONTRACTS = ("cases", "participants", "statements", "configurations", "links", "codes", "codings")
WITHOUT_CODINGS = ("cases", "participants", "statements", "configurations", "links", "codes")
"""Exports that say nothing of what anybody has coded."""
WHOLE_PROJECT = "A file of the whole project"
_TABLE_PATTERNS = ("*.docx", "*.xlsx", "*.csv", "*.md", "*.html", "*.tex")


class ProjectDesk(QObject):
    """Holds the open session, if any.

    Attributes:
        ask_open_paths, ask_save_path: how files are chosen; given to each session, replaced by tests.
    """

    opened = Signal(object)
    closing = Signal()
    failed = Signal(str, str)
    """(path, sentence): a project could not be opened."""
    damaged = Signal(object)
    """The findings of the check after opening."""
    notice = Signal(str)
    building_sample = Signal(bool)

    def __init__(self, settings: QSettings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.settings = settings
        self.recent = RecentProjects(settings)
        self.session: Session | None = None
        self._building: Task | None = None

    @cached_property
    def _background(self) -> Background:
        """What works beside any project."""
        from ipof_workbench.ui.background import Background

        return Background(self)

    @cached_property
    def ask_open_paths(self) -> AskOpenPaths:
        """The question which files to open."""
        from ipof_workbench.ui.file_dialogues import ask_open_paths

        return ask_open_paths

    @cached_property
    def ask_save_path(self) -> AskSavePath:
        """The question where to write."""
        from ipof_workbench.ui.file_dialogues import ask_save_path

        return ask_save_path

    # --- one project at a time

    def open(self, path: Path) -> None:
        """Open a project in place of the one that is open.

        Raises:
            WorkbenchError: it cannot be opened; the one that was open stays.
        """
        from ipof_workbench.ui.opening import open_session

        if self.session is not None and self.session.workbench.path.resolve() == path.resolve():
            return
        path = path.absolute()
        if not path.exists():
            raise ProjectMissing(f"There is no project at {path}; look where it was moved, or open another.")
        # A file that cannot be written (a copy on a stick, another's folder) can still be read.
        read_only = not os.access(path, os.W_OK)
        self._take(open_session(path, self.settings, read_only=read_only, parent=self))

    def try_open(self, path: Path) -> bool:
        """Open a project; a refusal is told by `failed`. Returns whether it is open now."""
        return self._try(path, lambda: self.open(path))

    def create(self, path: Path, title: str, grammar: str, analyst: str) -> None:
        """Make a project and open it.

        Raises:
            WorkbenchError: it cannot be made.
        """
        from ipof_workbench.ui.opening import create_session

        if analyst.strip():
            self.settings.setValue("analyst", analyst.strip())
        self._take(
            create_session(path, title=title, grammar=grammar, analyst=analyst, settings=self.settings, parent=self)
        )

    def _try(self, path: Path, work: Callable[[], None]) -> bool:
        try:
            work()
        except Exception as error:
            self._fail(path, error)
            return False
        return True

    def _fail(self, path: Path, error: BaseException) -> None:
        from ipof_workbench.ui.errors import record_bug, sentence_for

        if not isinstance(error, WorkbenchError):
            record_bug(error)
        self.failed.emit(str(path), sentence_for(error))

    def _take(self, session: Session) -> None:
        self.close()
        session.ask_open_paths = self.ask_open_paths
        session.ask_save_path = self.ask_save_path
        self.session = session
        self.recent.opened(session.workbench.path, session.workbench.title)
        self._keep_counts()
        self.opened.emit(session)
        self._tell_about_place(session)
        self._check_quietly(session)

    def show_past(self, past: Workbench) -> None:
        """Hold a project as it stood at some moment, which is no project of its own: it is not remembered."""
        from ipof_workbench.ui.session import Session

        session = Session(past, self.settings, self)
        session.ask_open_paths = self.ask_open_paths
        session.ask_save_path = self.ask_save_path
        self.session = session
        self.opened.emit(session)

    def close(self) -> None:
        """Close the project that is open, if any."""
        if self.session is None:
            return
        session = self.session
        self._keep_counts()
        self.closing.emit()
        self.session = None
        session.close()
        session.deleteLater()

    def _keep_counts(self) -> None:
        if self.session is None or self.session.workbench.moment:
            return
        try:
            summary = self.session.workbench.read.summary()
        except WorkbenchError:
            return  # the file went away under us: the list keeps the counts it has
        self.recent.counted(self.session.workbench.path, summary.cases, summary.documents, summary.codings)

    def _tell_about_place(self, session: Session) -> None:
        from ipof_workbench.storage.location import sync_client

        client = sync_client(session.workbench.path)
        if session.workbench.read_only:
            self.notice.emit("This project is open for reading only; nothing can be changed.")
        elif client:
            self.notice.emit(
                f"This project lies in {client}, which synchronises while you work; a folder of this computer is safer."
            )

    # --- the sample study

    def open_sample(self, folder: Path) -> None:
        """Open the sample study in `folder`; it is built there first, in a worker, where there is none."""
        from ipof_workbench.app.sample import PROJECT_NAME, build_sample
        from ipof_workbench.ui.background import Task

        known = folder / PROJECT_NAME
        if known.exists():
            self.try_open(known)
            return
        if self._building is not None:
            return

        def work(_report: Report) -> Path:
            return build_sample(folder)

        def failed(error: BaseException) -> None:
            self._fail(known, error)

        self._building = Task("Building the sample study", self._open_built, failed, self)
        self._building.finished.connect(self._built)
        self.building_sample.emit(True)
        self._background.start(self._building, work, lambda: None)

    def stop(self) -> None:
        """Wait for what is under way beside a project (the window is closing)."""
        self._background.stop()

    def _open_built(self, path: Path) -> None:
        self.try_open(path)

    def _built(self) -> None:
        self._building = None
        self.building_sample.emit(False)

    # --- care

    def _check_quietly(self, session: Session) -> None:
        """Look the file over after opening; damage makes the project read-only."""

        def found(findings: list[CheckFinding]) -> None:
            if findings and self.session is session:
                session.make_read_only()
                self.damaged.emit(findings)

        session.run_in_background(lambda _report: session.workbench.check(), found, key="check after opening")

    def check(self, show: Callable[[list[CheckFinding]], None]) -> None:
        """Look the project over and show what was found."""
        session = self.session
        if session is not None:
            session.run_in_background(lambda _report: session.workbench.check(), show, words="Checking the project")

    def back_up(self) -> None:
        """Ask where to, and write a verified copy there."""
        session = self.session
        if session is None:
            return
        path = session.workbench.path
        target = session.ask_save_path("Back up to", path.with_name(f"{path.stem} backup{path.suffix}"), (PATTERN,))
        if target is None:
            return

        def work(_report: Report) -> Path:
            return session.workbench.backup(target, force=True)

        session.run_in_background(
            work, lambda kept: session.show_toast(f"Backed up to {kept.name}", False), words="Backing up"
        )

    def export(self, kind: str) -> None:
        """Ask where to, and write a table or the figure of the theory there."""
        session = self.session
        if session is None or (kind not in WITHOUT_CODINGS and not session.shows_others(WHOLE_PROJECT)):
            return
        patterns = ("*.csv",) if kind in _CONTRACTS else _EXPORT_PATTERNS.get(kind, _TABLE_PATTERNS)
        target = session.ask_save_path("Export", session.suggested_path(kind + patterns[0][1:]), patterns)
        if target is None:
            return

        def work(_report: Report) -> object:
            from ipof_workbench.app.exports import export_table

            return export_table(session.workbench, kind, target, force=True)

        session.run_in_background(
            work, lambda _value: session.show_toast(f"Exported {target.name}", False), words=f"Writing {target.name}"
        )
