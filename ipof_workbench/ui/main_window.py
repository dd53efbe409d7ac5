"""The window: menu row, rail, pages, status bar, and what belongs to all pages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import cast

from PySide6.QtCore import QByteArray, QSettings, Qt
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QKeySequence,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

from ipof_workbench import __version__
from ipof_workbench.domain.listings import CheckFinding
from ipof_workbench.domain.steps import Step
from ipof_workbench.ui.actions import Actions
from ipof_workbench.ui.drop_frame import DropFrame, dropped_paths, project_among
from ipof_workbench.ui.history_page import HistoryPage, local_time
from ipof_workbench.ui.keys_sheet import all_keys, open_keys_sheet
from ipof_workbench.ui.menu_row import MenuRow
from ipof_workbench.ui.menus import Menus
from ipof_workbench.ui.page import Page
from ipof_workbench.ui.page_stack import PageStack
from ipof_workbench.ui.places import Place
from ipof_workbench.ui.project_desk import PATTERN, ProjectDesk
from ipof_workbench.ui.project_sheets import open_analyst_sheet, open_new_sheet
from ipof_workbench.ui.rail import ActivityRail
from ipof_workbench.ui.reading_page import Paragraph, ReadingPage, about_paragraphs, guide_paragraphs
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.settings import RecentProject
from ipof_workbench.ui.start.start_page import StartPage
from ipof_workbench.ui.status_row import StatusRow
from ipof_workbench.ui.theme.theme import Mode, current_theme
from ipof_workbench.ui.widgets.notices import NoticeBox
from ipof_workbench.ui.widgets.toast import Toast

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
        self._build()
        self._connect()
        self._restore_size()
        self._show_start()

    # --- building

    def _build(self) -> None:
        self.actions_table = Actions(self._handlers(), self)
        self.menu_row = MenuRow(self)
        self.menus = Menus(self.menu_row, self.actions_table, self._open_recent, self.desk.export, self.show_page)
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
        self._reading: ReadingPage | None = None

    def _handlers(self) -> dict[str, Callable[[], None]]:
        theme = current_theme()
        modes: dict[str, Callable[[], None]] = {
            mode: lambda mode=mode: self._set_mode(mode) for mode in ("light", "dark", "system")
        }
        return {
            **modes,
            "new": lambda: self._new_project(()),
            "open": self._choose_project,
            "sample": self._open_sample,
            "import": lambda: self.import_files(()),
            "backup": lambda: self.desk.back_up(),
            "check": lambda: self.desk.check(self._show_findings),
            "analyst": self._choose_analyst,
            "close": self._close_project,
            "quit": lambda: (self.close(), None)[1],
            "undo": lambda: self._with_session(Session.undo),
            "redo": lambda: self._with_session(Session.redo),
            "history": lambda: self.show_page("history"),
            "search": lambda: self.menu_row.search.setFocus(Qt.FocusReason.ShortcutFocusReason),
            "back": lambda: self.stack.go_back(),
            "zoom_in": theme.zoom_in,
            "zoom_out": theme.zoom_out,
            "zoom_reset": theme.zoom_reset,
            "fold_left": lambda: self._fold("left"),
            "fold_right": lambda: self._fold("right"),
            "regions": self._next_region,
            "keys": self._show_keys,
            "guide": lambda: self._read("User guide", guide_paragraphs()),
            "about": lambda: self._read(f"About {NAME}", about_paragraphs()),
        }

    def _connect(self) -> None:
        row, table = self.menu_row, self.actions_table
        for button, key in ((row.back, "back"), (row.undo, "undo"), (row.redo, "redo")):
            row.follow(button, table[key])
        row.theme.clicked.connect(lambda: self._set_mode("light" if current_theme().is_dark else "dark"))
        row.search.left.connect(self._focus_page)
        self.addActions(list(table))
        self.rail.page_asked.connect(self.show_page)
        self.rail.keys_asked.connect(self._show_keys)
        self.stack.page_shown.connect(self._on_page)
        self.stack.back_changed.connect(lambda _can: self._renew_actions())
        self.status_row.history_asked.connect(lambda: self.show_page("history"))
        self.status_row.filter_cleared.connect(self._clear_filter)
        self.status_row.zoom_asked.connect(current_theme().zoom_reset)
        self.toast.undo_requested.connect(lambda: self._with_session(Session.undo))
        self.start.new_asked.connect(lambda: self._new_project(()))
        self.start.open_asked.connect(self._choose_project)
        self.start.sample_asked.connect(self._open_sample)
        self.start.project_asked.connect(self._open_recent)
        self.start.find_asked.connect(self._find_recent)
        self.desk.opened.connect(self._on_opened)
        self.desk.closing.connect(self._on_closing)
        self.desk.failed.connect(self._on_failed)
        self.desk.notice.connect(self._show_notice)
        self.desk.damaged.connect(self._on_damaged)
        self.desk.building_sample.connect(self._on_building)
        current_theme().changed.connect(self._on_theme)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        escape.activated.connect(self._focus_page)
        self._on_theme()

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

        self.stack.open(session, (HistoryPage, ImportReviewPage))
        session.changed.connect(self._on_changed)
        session.filter_changed.connect(self._renew_filter)
        session.can_edit_changed.connect(lambda _can: self._renew_actions())
        session.refused.connect(self.status_row.show_refusal)
        session.toast_requested.connect(self.toast.announce)
        session.facts_refreshed.connect(self._renew_facts)
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

    def _close_project(self) -> None:
        self.desk.close()
        self._show_start()

    def _show_start(self) -> None:
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
        page = self.stack.current_page()
        self.rail.set_current(page.key if page else "")
        self.menus.set_pages(self._pages(), page)
        self._renew_facts()
        self._renew_actions()

    def _focus_page(self) -> None:
        """Esc: back to what the page is for."""
        widget = self.stack.currentWidget()
        if isinstance(widget, Page | ReadingPage | StartPage):
            widget.focus_primary()

    def _next_region(self) -> None:
        page = self.stack.current_page()
        focused = QApplication.focusWidget()
        regions = [region for region in (page.regions() if page else ()) if region.isVisible()]
        if not regions:
            return
        at = next((n for n, region in enumerate(regions) if focused is region or region.isAncestorOf(focused)), -1)
        target = regions[(at + 1) % len(regions)]
        if target is page:
            page.focus_primary()
            return
        inside = target if target.focusPolicy() & Qt.FocusPolicy.TabFocus else target.nextInFocusChain()
        inside.setFocus(Qt.FocusReason.TabFocusReason)

    def _fold(self, side: str) -> None:
        page = self.stack.current_page()
        panel = (page.left_panel if side == "left" else page.right_panel) if page else None
        if panel is not None:
            panel.toggle_fold()

    def _read(self, title: str, paragraphs: Sequence[Paragraph]) -> None:
        older, self._reading = self._reading, ReadingPage(title, paragraphs)
        self._reading.left.connect(self._leave_reading)
        self.stack.show_beside(self._reading)
        self._reading.focus_primary()
        if older is not None:
            self.stack.removeWidget(older)
            older.deleteLater()

    def _leave_reading(self) -> None:
        if self.session is None:
            self._show_start()
        elif self.stack.can_go_back():
            self.stack.go_back()

    # --- what the actions do

    def _with_session(self, work: Callable[[Session], object]) -> None:
        if self.session is not None:
            work(self.session)

    def _new_project(self, then_import: Sequence[Path]) -> None:
        open_new_sheet(self, self.desk, (lambda: self.import_files(then_import)) if then_import else None)

    def _choose_project(self) -> None:
        chosen = self.desk.ask_open_paths("Open project", (PATTERN,), multiple=False)
        if chosen:
            self._open_path(chosen[0])

    def _open_recent(self, project: RecentProject) -> None:
        self._open_path(Path(project.path))

    def _open_path(self, path: Path) -> None:
        self.start.show_opening(str(path))
        self.desk.try_open(path)

    def _find_recent(self, project: RecentProject) -> None:
        chosen = self.desk.ask_open_paths(f"Find {project.title}", (PATTERN,), multiple=False)
        if chosen:
            self.desk.recent.moved(project.path, chosen[0].absolute())
            self.start.refresh()
            self._open_path(chosen[0].absolute())

    def _open_sample(self) -> None:
        from ipof_workbench.ui.opening import documents_folder

        self.desk.open_sample(documents_folder() / "iPOF sample study")

    def _choose_analyst(self) -> None:
        if self.session is not None:
            open_analyst_sheet(self, self.session, self._renew_facts)

    def import_files(self, paths: Sequence[Path]) -> None:
        """Open the import review with these files; without any, ask for them."""
        from ipof_workbench.ui.data.import_review_page import PATTERNS, ImportReviewPage

        session = self.session
        if session is None or not session.can_edit:
            return
        chosen = list(paths) or session.ask_open_paths("Import", PATTERNS)
        page = self.stack.pages.get("import")
        if chosen and isinstance(page, ImportReviewPage):
            self.show_page("import")
            page.review(chosen)

    def _show_findings(self, findings: Sequence[CheckFinding]) -> None:
        rows: list[Paragraph] = [("text", "The file, the references, the texts and every quote are in order.")]
        if findings:
            rows = [("row", f"{found.what}: {found.where}, {found.detail}") for found in findings]
        self._read("Check project", rows)

    def _show_keys(self) -> None:
        pages = [(f"Ctrl+{at}", page.page_title) for at, page in enumerate(self._pages(), start=1)]
        open_keys_sheet(self, all_keys(self.actions_table, self._pages(), pages))

    def _set_mode(self, mode: str) -> None:
        current_theme().set_mode(cast("Mode", mode))
        self.settings.setValue("view/theme", mode)
        self._on_theme()

    def _on_theme(self) -> None:
        theme = current_theme()
        for mode in ("light", "dark", "system"):
            self.actions_table[mode].setChecked(theme.mode == mode)
        self.settings.setValue("view/scale", theme.scale)
        self.status_row.show_zoom(theme.scale)
        self.menu_row.theme.set_name("Light theme" if theme.is_dark else "Dark theme")

    def _clear_filter(self) -> None:
        from ipof_workbench.domain.filters import EVERYTHING

        self._with_session(lambda session: session.set_filter(EVERYTHING))

    # --- keeping in step

    def _on_changed(self, _changed: object) -> None:
        self.status_row.show_stored(datetime.now())
        self._renew_actions()
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
        self.menus.show_recent(self.desk.recent.all())
        page = self.stack.current_page()
        if session is None:
            return
        before, after = session.workbench.next_steps()
        for key, step, verb in (("undo", before, "Undo"), ("redo", after, "Redo")):
            named = f"{verb}: {step.label[:1].lower()}{step.label[1:]}" if step else verb
            table[key].setText(named.replace("&", "&&"))
            if session.can_edit:
                table.set_reason(key, "" if step else f"There is nothing to {verb.lower()}")
        self.status_row.show_last_step(before.label if before else "")
        table.set_reason("back", "" if self.stack.can_go_back() else "There is nowhere to go back to")
        for key, panel in (
            ("fold_left", page.left_panel if page else None), ("fold_right", page.right_panel if page else None),
        ):  # fmt: skip
            table.set_reason(key, "" if panel is not None else "This page has no such panel")
        table.set_reason("regions", "" if page else "Open a page first")

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

    def _renew_facts(self) -> None:
        page = self.stack.current_page()
        self.status_row.show_facts(page.status_facts() if page else "")

    # --- events of the window

    def _restore_size(self) -> None:
        self.setMinimumSize(*SMALLEST)
        self.resize(*USUAL)
        kept = self.settings.value("window/geometry")
        if isinstance(kept, QByteArray):
            self.restoreGeometry(kept)

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
            self._open_path(project)
        elif paths and self.session is None:
            self._new_project(paths)
        elif paths:
            self.import_files(paths)
