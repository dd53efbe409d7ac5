"""What the window's actions do: files, looking, reading, going round. The window itself only shows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QMimeData, QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget

from ipof_workbench.ui.project_desk import PATTERN
from ipof_workbench.ui.theme.theme import Mode, current_theme

if TYPE_CHECKING:
    from ipof_workbench.domain.listings import CheckFinding
    from ipof_workbench.ui.main_window import MainWindow
    from ipof_workbench.ui.reading_page import Paragraph, ReadingPage
    from ipof_workbench.ui.session import Session
    from ipof_workbench.ui.settings import RecentProject


def focus_inside(region: QWidget) -> bool:
    """Give the keyboard to the first control of a region that takes it; tells whether there is one."""
    for inside in (region, *region.findChildren(QWidget)):
        if inside.focusPolicy() & Qt.FocusPolicy.TabFocus and inside.isVisible() and inside.isEnabled():
            inside.setFocus(Qt.FocusReason.TabFocusReason)
            return True
    return False


class WindowCommands(QObject):
    """One method for each thing a person can ask of the window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._desk = window.desk
        self._reading: ReadingPage | None = None

    def run(self, key: str) -> None:
        """Do what the action of this key stands for."""
        self._handlers()[key]()

    def _handlers(self) -> dict[str, Callable[[], None]]:
        theme = current_theme()
        modes: dict[str, Callable[[], None]] = {
            "light": lambda: self.set_mode("light"),
            "dark": lambda: self.set_mode("dark"),
            "system": lambda: self.set_mode("system"),
        }
        return {
            **modes,
            "new": lambda: self.new_project(()),
            "open": self.choose_project,
            "sample": self.open_sample,
            "import": lambda: self.import_files(()),
            "backup": lambda: self._desk.back_up(),
            "check": lambda: self._desk.check(self.show_findings),
            "analyst": self.choose_analyst,
            "close": self._window.close_project,
            "quit": lambda: (self._window.close(), None)[1],
            "undo": lambda: self.with_session(lambda session: session.undo()),
            "redo": lambda: self.with_session(lambda session: session.redo()),
            "history": lambda: self._window.show_page("history"),
            "names": lambda: self._window.show_page("names"),
            "grammar": lambda: self._window.show_page("grammar"),
            "search": lambda: self._window.frame.tools.search.setFocus(Qt.FocusReason.ShortcutFocusReason),
            "back": lambda: self._window.stack.go_back(),
            "zoom_in": theme.zoom_in,
            "zoom_out": theme.zoom_out,
            "zoom_reset": theme.zoom_reset,
            "fold_left": lambda: self.fold("left"),
            "fold_right": lambda: self.fold("right"),
            "regions": self.next_region,
            "keys": self.show_keys,
            "key_map": lambda: self._window.show_page("keys"),
            "guide": self.read_guide,
            "about": self.read_about,
        }

    # --- what the actions do

    def with_session(self, work: Callable[[Session], object]) -> None:
        if self._desk.session is not None:
            work(self._desk.session)

    def new_project(self, then_import: Sequence[Path]) -> None:
        from ipof_workbench.ui.project_sheets import open_new_sheet

        open_new_sheet(self._window, self._desk, (lambda: self.import_files(then_import)) if then_import else None)

    def choose_project(self) -> None:
        chosen = self._desk.ask_open_paths("Open project", (PATTERN,), multiple=False)
        if chosen:
            self.open_path(chosen[0])

    def open_recent(self, project: RecentProject) -> None:
        self.open_path(Path(project.path))

    def open_path(self, path: Path) -> None:
        self._window.start.show_opening(str(path))
        self._desk.try_open(path)

    def find_recent(self, project: RecentProject) -> None:
        chosen = self._desk.ask_open_paths(f"Find {project.title}", (PATTERN,), multiple=False)
        if chosen:
            self._desk.recent.moved(project.path, chosen[0].absolute())
            self._window.start.refresh()
            self.open_path(chosen[0].absolute())

    def open_sample(self) -> None:
        from ipof_workbench.ui.opening import documents_folder

        self._desk.open_sample(documents_folder() / "iPOF sample study")

    def choose_analyst(self) -> None:
        from ipof_workbench.ui.project_sheets import open_analyst_sheet

        if self._desk.session is not None:
            open_analyst_sheet(self._window, self._desk.session, self._window.renew_facts)

    def import_files(self, paths: Sequence[Path]) -> None:
        """Open the import review with these files; without any, ask for them."""
        from ipof_workbench.ui.data.import_review_page import PATTERNS, ImportReviewPage

        session = self._desk.session
        if session is None or not session.can_edit:
            return
        chosen = list(paths) or session.ask_open_paths("Import", PATTERNS)
        page = self._window.stack.pages.get("import")
        if chosen and isinstance(page, ImportReviewPage):
            self._window.show_page("import")
            page.review(chosen)

    def take_dropped(self, mime: QMimeData) -> None:
        """Open the project among the files that were dropped, or import them; without a project, into a new one."""
        from ipof_workbench.ui.drop_frame import dropped_paths, project_among

        paths = dropped_paths(mime)
        project = project_among(paths)
        if project is not None:
            self.open_path(project)
        elif paths and self._desk.session is None:
            self.new_project(paths)
        elif paths:
            self.import_files(paths)

    def show_findings(self, findings: Sequence[CheckFinding]) -> None:
        rows: list[Paragraph] = [("text", "The file, the references, the texts and every quote are in order.")]
        if findings:
            rows = [("row", f"{found.what}: {found.where}, {found.detail}") for found in findings]
        self.read_page("Check project", rows)

    def show_keys(self) -> None:
        from ipof_workbench.ui.keys_sheet import all_keys, open_keys_sheet

        pages = [(f"Ctrl+{at}", page.page_title) for at, page in enumerate(self._window.stack.rail_pages(), start=1)]
        change = (lambda: self._window.show_page("keys")) if self._desk.session is not None else None
        stack = self._window.stack
        keys = all_keys(self._window.actions_table, stack.rail_pages(), pages, stack.current_page())
        open_keys_sheet(self._window, keys, change)

    def set_mode(self, mode: str) -> None:
        current_theme().set_mode(cast("Mode", mode))
        self._window.settings.setValue("view/theme", mode)
        self._window.show_theme()

    def clear_filter(self) -> None:
        from ipof_workbench.domain.filters import EVERYTHING

        self.with_session(lambda session: session.set_filter(EVERYTHING))

    def next_region(self) -> None:
        """Give the keyboard to the next part of the page."""
        page = self._window.stack.current_page()
        regions = [region for region in (page.regions() if page else ()) if region.isVisible()]
        if page is None or not regions:
            return
        focused = QApplication.focusWidget()
        around = [region for region in regions if focused and (focused is region or region.isAncestorOf(focused))]
        # The page itself holds its panels too: the smallest part that holds the focus is where the person is.
        here = min(around, key=lambda region: region.width() * region.height(), default=None)
        start = regions.index(here) + 1 if here else 0
        for target in (*regions[start:], *regions[:start]):
            if target is page:
                page.focus_primary()
                return
            if focus_inside(target):
                return

    def fold(self, side: str) -> None:
        page = self._window.stack.current_page()
        panel = (page.left_panel if side == "left" else page.right_panel) if page else None
        if panel is not None:
            panel.toggle_fold()

    def read_guide(self) -> None:
        """Open the user guide."""
        from ipof_workbench.ui.reading_page import guide_paragraphs

        self.read_page("User guide", guide_paragraphs())

    def read_about(self) -> None:
        """Say what this program is."""
        from ipof_workbench.ui.reading_page import about_paragraphs

        self.read_page("About iPOF Workbench", about_paragraphs())

    def read_page(self, title: str, paragraphs: Sequence[Paragraph]) -> None:
        from ipof_workbench.ui.reading_page import ReadingPage

        older, self._reading = self._reading, ReadingPage(title, paragraphs)
        self._reading.left.connect(self.leave_reading)
        self._window.stack.show_beside(self._reading)
        self._reading.focus_primary()
        if older is not None:
            self._window.stack.removeWidget(older)
            older.deleteLater()

    def leave_reading(self) -> None:
        if self._desk.session is None:
            self._window.show_start()
        elif self._window.stack.can_go_back():
            self._window.stack.go_back()
