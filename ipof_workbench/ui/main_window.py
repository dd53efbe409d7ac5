"""The window: menu row, rail, pages, status bar, and what belongs to all pages."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QSettings, Qt
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

from ipof_workbench import __version__
from ipof_workbench.ui.actions import Actions
from ipof_workbench.ui.drop_frame import DropFrame, dropped_paths, project_among
from ipof_workbench.ui.menu_row import MenuRow
from ipof_workbench.ui.menus import Menus
from ipof_workbench.ui.moments import local_time
from ipof_workbench.ui.page_stack import PageStack
from ipof_workbench.ui.places import Place
from ipof_workbench.ui.project_desk import ProjectDesk
from ipof_workbench.ui.rail import ActivityRail
from ipof_workbench.ui.start.start_page import StartPage
from ipof_workbench.ui.status_row import StatusRow
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.notices import NoticeBox
from ipof_workbench.ui.widgets.toast import Toast
from ipof_workbench.ui.window_commands import WindowCommands

if TYPE_CHECKING:
    from ipof_workbench.domain.listings import CheckFinding
    from ipof_workbench.domain.steps import Changed, Step
    from ipof_workbench.ui.page import Page
    from ipof_workbench.ui.session import Session

NAME = "iPOF Workbench"
SMALLEST = (1024, 640)
USUAL = (1280, 800)


class MainWindow(QMainWindow):
    """The one window of the program.

    Attributes:
        desk: opening, making, closing projects.
        stack: the pages. `actions_table`: everything the window can do, by key.
    """

    def __init__(self, settings: QSettings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("mainWindow")
        self.setAccessibleName(NAME)
        self.setAcceptDrops(True)
        self.settings = settings
        self.desk = ProjectDesk(settings, self)
        self.commands = WindowCommands(self)
        self._build()
        self._connect()
        self._restore_size()
        self.show_start()

    # --- building

    def _build(self) -> None:
        self.actions_table = Actions(self.commands.handlers(), self)
        self.menu_row = MenuRow(self)
        self.menus = Menus(
            self.menu_row, self.actions_table, self.commands.open_recent, self.desk.export, self.show_page
        )
        self.rail, self.stack, self.status_row = ActivityRail(), PageStack(), StatusRow()
        self.start = StartPage(self.desk.recent)
        self.stack.addWidget(self.start)
        self.banner = NoticeBox("warning", "")
        self.banner.hide()
        middle, column, row = QWidget(), QVBoxLayout(), QHBoxLayout()
        middle.setLayout(row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        column.setSpacing(0)
        column.addWidget(self.banner)
        column.addWidget(self.stack, 1)
        row.addWidget(self.rail)
        row.addLayout(column, 1)
        self.setMenuWidget(self.menu_row)
        self.setCentralWidget(middle)
        self.setStatusBar(self.status_row)
        self.toast = Toast(self.stack)
        self.drop_frame = DropFrame(middle)

    def _connect(self) -> None:
        row, table = self.menu_row, self.actions_table
        for button, key in ((row.back, "back"), (row.undo, "undo"), (row.redo, "redo")):
            row.follow(button, table[key])
        row.theme.clicked.connect(lambda: self.commands.set_mode("light" if current_theme().is_dark else "dark"))
        row.search.left.connect(self._focus_page)
        self.addActions(list(table))
        self.rail.page_asked.connect(self.show_page)
        self.rail.keys_asked.connect(self.commands.show_keys)
        self.stack.page_shown.connect(self._on_page)
        self.stack.back_changed.connect(lambda _can: self._renew_actions())
        self.status_row.history_asked.connect(lambda: self.show_page("history"))
        self.status_row.filter_cleared.connect(self.commands.clear_filter)
        self.status_row.zoom_asked.connect(current_theme().zoom_reset)
        self.toast.undo_requested.connect(lambda: self.commands.with_session(lambda session: session.undo()))
        self.start.new_asked.connect(lambda: self.commands.new_project(()))
        self.start.open_asked.connect(self.commands.choose_project)
        self.start.sample_asked.connect(self.commands.open_sample)
        self.start.project_asked.connect(self.commands.open_recent)
        self.start.find_asked.connect(self.commands.find_recent)
        self.desk.opened.connect(self._on_opened)
        self.desk.closing.connect(self._on_closing)
        self.desk.failed.connect(self._on_failed)
        self.desk.notice.connect(self._show_notice)
        self.desk.damaged.connect(self._on_damaged)
        self.desk.building_sample.connect(self._on_building)
        current_theme().changed.connect(self.show_theme)
        self.show_theme()

    # --- the project

    @property
    def session(self) -> Session | None:
        """The open project, if any."""
        return self.desk.session

    def open_project(self, path: Path) -> None:
        """Open a project in this window.

        Raises:
            WorkbenchError: it cannot be opened.
        """
        self.desk.open(path)

    def _on_opened(self, session: Session) -> None:
        from ipof_workbench.ui.data.import_review_page import ImportReviewPage
        from ipof_workbench.ui.history_page import HistoryPage

        self.stack.open(session, (HistoryPage, ImportReviewPage))
        session.changed.connect(self._on_changed)
        session.filter_changed.connect(self._renew_filter)
        session.can_edit_changed.connect(lambda _can: self._renew_actions())
        session.refused.connect(self.status_row.show_refusal)
        session.toast_requested.connect(self.toast.announce)
        session.facts_refreshed.connect(self.renew_facts)
        session.task_started.connect(self.status_row.watch)
        self.rail.set_pages(
            [(page.key, page.page_title, page.icon, f"Ctrl+{at}") for at, page in enumerate(self._pages(), start=1)]
        )
        self.rail.show()
        self.menu_row.show_project(True)
        self.menu_row.search.set_session(session)
        self._show_title()
        self.status_row.show_project()
        self.status_row.show_zoom(current_theme().scale)
        self.banner.hide()
        last = self._last_step()
        self.status_row.show_stored(local_time(last.at) if last else None, session.workbench.read_only)
        self._renew_filter()
        pages = self._pages()
        if pages:
            first = "code" if session.workbench.read.document_rids() and "code" in self.stack.pages else pages[0].key
            self.stack.travel(Place(first))
        self._renew_actions()

    def _on_closing(self) -> None:
        self.menu_row.search.set_session(None)
        self.stack.close_project()
        self.toast.hide()

    def close_project(self) -> None:
        self.desk.close()
        self.show_start()

    def show_start(self) -> None:
        self.rail.hide()
        self.banner.hide()
        self.menu_row.show_project(False)
        self.menu_row.set_title(NAME)
        self.setWindowTitle(NAME)
        self.status_row.show_start(__version__)
        self.start.refresh()
        self.stack.setCurrentWidget(self.start)
        self._renew_actions()
        self.menus.set_pages((), None)
        self.start.focus_primary()

    def _on_failed(self, path: str, sentence: str) -> None:
        if self.session is None:
            self.start.show_error(path, sentence)
        else:
            self.status_row.show_refusal(sentence)

    def _show_notice(self, sentence: str) -> None:
        self.banner.set_text(sentence)
        self.banner.show()

    def _on_damaged(self, findings: Sequence[CheckFinding]) -> None:
        self._show_notice(
            f"The check after opening found {len(findings)} fault{'' if len(findings) == 1 else 's'}: this project is "
            "now open for reading only. See File, Check project, and restore the newest backup."
        )
        self._renew_actions()

    def _on_building(self, is_building: bool) -> None:
        words = (
            "Building it, this takes a few seconds…"
            if is_building
            else "4 invented forums: interviews, a survey, posts"
        )
        self.start.sample.set_second(words)

    # --- going about

    def _pages(self) -> list[Page]:
        return self.stack.rail_pages()

    def show_page(self, key: str) -> None:
        """Show one of the project's pages."""
        self.stack.travel(Place(key))

    def _on_page(self, widget: QWidget) -> None:
        self.toast.raise_()
        page = self.stack.current_page()
        self.rail.set_current(page.key if page else "")
        self.menus.set_pages(self._pages(), page)
        self.renew_facts()
        self._renew_actions()

    def import_files(self, paths: Sequence[Path] = ()) -> None:
        """Open the import review with these files; without any, ask for them."""
        self.commands.import_files(paths)

    def _focus_page(self) -> None:
        """Esc: back to what the page is for."""
        widget = self.stack.currentWidget()
        focus = getattr(widget, "focus_primary", None)
        if callable(focus):
            focus()

    # --- keeping in step

    def show_theme(self) -> None:
        """Show which theme and zoom are in force, and remember them."""
        theme = current_theme()
        for mode in ("light", "dark", "system"):
            self.actions_table[mode].setChecked(theme.mode == mode)
        self.settings.setValue("view/scale", theme.scale)
        self.status_row.show_zoom(theme.scale)
        self.stack.set_width(self.width() / theme.scale)
        self.menu_row.theme.set_name("Light theme" if theme.is_dark else "Dark theme")

    def _on_changed(self, changed: Changed) -> None:
        from ipof_workbench.domain.records import Project

        self.status_row.show_stored(datetime.now())
        self._renew_steps()
        if changed.touches(Project):
            self._show_title()

    def _show_title(self) -> None:
        if self.session is not None:
            title = self.session.workbench.title
            self.menu_row.set_title(title)
            self.setWindowTitle(f"{title} – {NAME}")

    def _last_step(self) -> Step | None:
        return self.session.workbench.next_steps()[0] if self.session else None

    def _renew_actions(self) -> None:
        session, table = self.session, self.actions_table
        table.show_reasons(session is not None, session.why_not_editable if session else "")
        self.menus.show_recent(self.desk.recent.all(), str(session.workbench.path) if session else "")
        page = self.stack.current_page()
        if session is None:
            return
        self._renew_steps()
        table.set_reason("back", "" if self.stack.can_go_back() else "There is nowhere to go back to")
        for key, panel in (
            ("fold_left", page.left_panel if page else None), ("fold_right", page.right_panel if page else None),
        ):  # fmt: skip
            table.set_reason(key, "" if panel is not None else "This page has no such panel")
        table.set_reason("regions", "" if page else "Open a page first")

    def _renew_steps(self) -> None:
        """Say what undo and redo would take: all of the actions that a step can change."""
        session, table = self.session, self.actions_table
        if session is None:
            return
        before, after = session.workbench.next_steps()
        for key, step, verb in (("undo", before, "Undo"), ("redo", after, "Redo")):
            named = f"{verb}: {step.label[:1].lower()}{step.label[1:]}" if step else verb
            table[key].setText(named.replace("&", "&&"))
            if session.can_edit:
                table.set_reason(key, "" if step else f"There is nothing to {verb.lower()}")
        self.status_row.show_last_step(before.label if before else "")

    def _renew_filter(self) -> None:
        if self.session is not None:
            parts = self.session.current_filter
            on = sum(
                bool(part)
                for part in (
                    parts.cases, parts.attributes, parts.data_kinds, parts.analysts, parts.stances,
                    parts.theory_areas, parts.version, parts.minimum_sources,
                )
            )  # fmt: skip
            self.status_row.show_filter(f"{on} filter{'' if on == 1 else 's'} on" if on else "")

    def renew_facts(self) -> None:
        page = self.stack.current_page()
        self.status_row.show_facts(page.status_facts() if page else "")

    # --- events of the window

    def _restore_size(self) -> None:
        self.setMinimumSize(*SMALLEST)
        self.resize(*USUAL)
        kept = self.settings.value("window/geometry")
        if isinstance(kept, QByteArray):
            self.restoreGeometry(kept)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Keys come here when nothing that had the focus has taken them: Esc, and Ctrl+Z that a text to be read has
        # kept from the shortcuts without using it.
        if event.key() == Qt.Key.Key_Escape:
            self._focus_page()
        elif event.matches(QKeySequence.StandardKey.Undo):
            self.actions_table["undo"].trigger()
        elif event.matches(QKeySequence.StandardKey.Redo):
            self.actions_table["redo"].trigger()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.stack.set_width(self.width() / current_theme().scale)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.settings.setValue("window/geometry", self.saveGeometry())
        self.settings.sync()
        self.desk.close()
        self.desk.stop()
        super().closeEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            self.drop_frame.show_over("Drop to open it" if self.session is None else "Drop to import")
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.drop_frame.hide()

    def dropEvent(self, event: QDropEvent) -> None:
        self.drop_frame.hide()
        paths = dropped_paths(event.mimeData())
        event.acceptProposedAction()
        project = project_among(paths)
        if project is not None:
            self.commands.open_path(project)
        elif paths and self.session is None:
            self.commands.new_project(paths)
        elif paths:
            self.import_files(paths)
