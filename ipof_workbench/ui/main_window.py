"""The window: menu row, start page, pages, status bar. What an open project adds is in `project_frame`."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
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
from ipof_workbench.ui.menu_row import MenuRow
from ipof_workbench.ui.page_stack import PageStack
from ipof_workbench.ui.project_desk import ProjectDesk
from ipof_workbench.ui.start.start_page import StartPage
from ipof_workbench.ui.status_row import StatusRow
from ipof_workbench.ui.theme.theme import current_theme

if TYPE_CHECKING:
    from ipof_workbench.app.workbench import Workbench
    from ipof_workbench.ui.drop_frame import DropFrame
    from ipof_workbench.ui.menus import Menus
    from ipof_workbench.ui.project_frame import ProjectFrame
    from ipof_workbench.ui.session import Session
    from ipof_workbench.ui.settings import RecentProject
    from ipof_workbench.ui.window_commands import WindowCommands

NAME = "iPOF Workbench"
SMALLEST = (1024, 640)
USUAL = (1280, 800)


class MainWindow(QMainWindow):
    """The one window of the program.

    What the start page does not need is made when it is first asked for: `commands`, `menus`, `frame`, `drop_frame`.

    Attributes:
        desk: opening, making, closing projects.
        pasts: the windows that show the project as it stood at some moment.
        stack: the pages. `actions_table`: everything the window can do, by key.
        middle, row, column: where the frame puts the rail, beside the pages, and the banner, over them.
    """

    def __init__(self, settings: QSettings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("mainWindow")
        self.setAccessibleName(NAME)
        self.setAcceptDrops(True)
        self.settings = settings
        self._menus: Menus | None = None
        self.pasts: list[MainWindow] = []
        self.desk = ProjectDesk(settings, self)
        self._build()
        self._connect()
        self._restore_size()
        self.show_start()

    # --- building

    def _build(self) -> None:
        # From the outside to the inside: moving a tree of widgets into another dresses all of them again.
        self.actions_table = Actions(lambda key: self.commands.run(key), self)
        self.menu_row = MenuRow(self)
        self.middle = QWidget(self)
        self.setMenuWidget(self.menu_row)
        self.setCentralWidget(self.middle)
        self.row, self.column = QHBoxLayout(self.middle), QVBoxLayout()
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(0)
        self.column.setSpacing(0)
        self.row.addLayout(self.column, 1)
        self.stack, self.status_row = PageStack(self.middle), StatusRow(self)
        self.column.addWidget(self.stack, 1)
        self.start = StartPage(self.desk.recent, self.stack)
        self.stack.addWidget(self.start)
        self.setStatusBar(self.status_row)

    def _connect(self) -> None:
        self.menu_row.theme.clicked.connect(
            lambda: self.commands.set_mode("light" if current_theme().is_dark else "dark")
        )
        self.addActions(list(self.actions_table))
        for menu in self.menu_row.menus.values():
            menu.aboutToShow.connect(lambda: self.menus.show_icons())
        if self.menu_row.bar.isNativeMenuBar():
            self.menus.show_icons()  # a menu bar of the system's own may leave out menus that are empty
        self.stack.page_shown.connect(lambda _page: self._on_page())
        self.start.new_asked.connect(lambda: self.commands.new_project(()))
        self.start.open_asked.connect(lambda: self.commands.choose_project())
        self.start.sample_asked.connect(lambda: self.commands.open_sample())
        self.start.project_asked.connect(self._open_recent)
        self.start.find_asked.connect(lambda project: self.commands.find_recent(project))
        self.desk.opened.connect(lambda session: self.frame.open(session))
        self.desk.closing.connect(self._on_closing)
        self.desk.failed.connect(self._on_failed)
        self.desk.notice.connect(lambda sentence: self.frame.show_notice(sentence))
        self.desk.damaged.connect(lambda findings: self.frame.show_damage(findings))
        self.desk.building_sample.connect(self.start.show_building)
        current_theme().changed.connect(self._on_theme)
        self.show_theme()

    @cached_property
    def commands(self) -> WindowCommands:
        """What the actions do."""
        from ipof_workbench.ui.window_commands import WindowCommands

        return WindowCommands(self)

    @property
    def menus(self) -> Menus:
        """What is in the menus; they are filled when the first of them opens, or a project."""
        if self._menus is None:
            from ipof_workbench.ui.menus import Menus

            table, desk = self.actions_table, self.desk
            self._menus = Menus(self.menu_row, table, self._open_recent, desk.export, self.show_page)
            self._renew_recent()
        return self._menus

    @cached_property
    def frame(self) -> ProjectFrame:
        """What stands round the pages of a project."""
        from ipof_workbench.ui.project_frame import ProjectFrame

        return ProjectFrame(self)

    @cached_property
    def drop_frame(self) -> DropFrame:
        """What is shown while files are held over the window."""
        from ipof_workbench.ui.drop_frame import DropFrame

        return DropFrame(self.middle)

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

    def _open_recent(self, project: RecentProject) -> None:
        self.commands.open_recent(project)

    def open_past(self, past: Workbench) -> None:
        """Show the project as it stood in a window of its own, beside this one."""
        from ipof_workbench.ui.past_window import PastWindow

        window = PastWindow(self.settings, past)
        self.pasts.append(window)
        window.left.connect(self._forget_past)
        window.resize(self.size())
        window.show()
        window.show_page("configurations")

    def _forget_past(self, window: object) -> None:
        self.pasts = [past for past in self.pasts if past is not window]

    def _on_closing(self) -> None:
        for window in list(self.pasts):
            window.close()
        self.frame.close()
        self.stack.close_project()

    def close_project(self) -> None:
        self.desk.close()
        self.show_start()

    def show_start(self) -> None:
        self.show_title("")
        self.status_row.show_start(__version__)
        self.start.refresh()
        self.stack.setCurrentWidget(self.start)
        self.renew_actions()
        self._renew_pages()
        self.start.focus_primary()

    def show_title(self, title: str) -> None:
        """Show the title of the study; without one, the name of the program."""
        self.menu_row.set_title(title or NAME)
        self.setWindowTitle(f"{title} – {NAME}" if title else NAME)

    def _on_failed(self, path: str, sentence: str) -> None:
        if self.session is None:
            self.start.show_error(path, sentence)
        else:
            self.status_row.show_refusal(sentence)

    # --- going about

    def show_page(self, key: str) -> None:
        """Show one of the project's pages."""
        from ipof_workbench.ui.places import Place

        self.stack.travel(Place(key))

    def _on_page(self) -> None:
        if self.session is not None:
            self.frame.page_shown()
        self._renew_pages()
        self.renew_facts()
        self.renew_actions()

    def import_files(self, paths: Sequence[Path] = ()) -> None:
        """Open the import review with these files; without any, ask for them."""
        self.commands.import_files(paths)

    def focus_page(self) -> None:
        """Esc: back to what the page is for."""
        widget = self.stack.currentWidget()
        focus = getattr(widget, "focus_primary", None)
        if callable(focus):
            focus()

    # --- keeping in step

    def _on_theme(self) -> None:
        # Not at each start: a setting that is written makes the first paint wait for the disk.
        self.settings.setValue("view/scale", current_theme().scale)
        self.show_theme()

    def show_theme(self) -> None:
        """Show which theme and zoom are in force."""
        theme = current_theme()
        for mode in ("light", "dark", "system"):
            self.actions_table[mode].setChecked(theme.mode == mode)
        if self.session is not None:
            self.status_row.show_zoom(theme.scale)
        self.stack.set_width(self.width() / theme.scale)
        self.menu_row.theme.set_name("Light theme" if theme.is_dark else "Dark theme")

    def renew_actions(self) -> None:
        """Enable what can be used now, and say of the rest why not."""
        session = self.session
        self.actions_table.show_reasons(session is not None, session.why_not_editable if session else "")
        self._renew_recent()
        if session is not None:
            self.frame.renew_actions()

    def _renew_recent(self) -> None:
        if self._menus is not None:
            path = str(self.session.workbench.path) if self.session else ""
            self._menus.show_recent(self.desk.recent.all(), path)

    def _renew_pages(self) -> None:
        if self._menus is not None or self.stack.pages:  # a project's pages have keys, and the menus hold them
            self.menus.set_pages(self.stack.rail_pages(), self.stack.current_page())

    def renew_facts(self) -> None:
        """Show the facts of the page in front."""
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
            self.focus_page()
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
        event.acceptProposedAction()
        self.commands.take_dropped(event.mimeData())
