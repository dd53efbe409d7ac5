"""The menus, made from the action table and from the actions of the pages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu

from ipof_workbench.ui.actions import Actions
from ipof_workbench.ui.menu_row import MenuRow
from ipof_workbench.ui.project_desk import WHOLE_PROJECT, WITHOUT_CODINGS

if TYPE_CHECKING:
    from ipof_workbench.ui.page import Page
    from ipof_workbench.ui.settings import RecentProject
from ipof_workbench.ui.widgets.plain_label import as_tooltip

EXPORTS: tuple[tuple[str, str], ...] = (
    ("cmo-table", "CMO table"),
    ("cmo-inline", "CMOCs in one cell each"),
    ("cmo-sentences", "CMOCs as sentences"),
    ("cmo-presence", "CMOCs, mechanism present and not present"),
    ("quotes", "Quotes"),
    ("quote-bank", "Quote bank"),
    ("codebook", "Codebook"),
    ("matrix", "Matrix"),
    ("evidence", "Evidence"),
    ("evidence-strength", "Evidence strength"),
    ("case-signs", "Cases by CMOC, in signs"),
    ("changes", "Changes of the theory"),
    ("audit", "Audit trail"),
    ("participants-table", "Participant characteristics"),
    ("cases-table", "Case characteristics"),
    ("sources", "Sources and their appraisal"),
    ("rameses-2", "RAMESES II checklist"),
    ("rameses-1", "RAMESES checklist for syntheses"),
    ("theory", "Theory as a figure"),
    ("evidence-figure", "Evidence by stance as a figure"),
    ("case-figure", "Configurations by case as a figure"),
    ("saturation-figure", "Saturation as a figure"),
    ("ipt", "Initial programme theory"),
    ("rivals", "Rivals"),
    ("theories-used", "Substantive theories"),
    ("recommendations", "Recommendations"),
    ("decisions", "Decisions"),
    ("", ""),
    ("cases", "Cases, to import again"),
    ("participants", "Participants, to import again"),
    ("statements", "Statements, to import again"),
    ("configurations", "Configurations, to import again"),
    ("links", "Links, to import again"),
    ("codes", "Thematic codes, to import again"),
    ("codings", "Codings, to import again"),
)
_CODE_PAGES = ("code",)
_EDIT_PAGES = ("data",)
_THEORY_PAGES = ("statements", "configurations", "elements", "theory", "cases", "compare", "trail", "report")


def separator(parent: QObject) -> QAction:
    """Return a line between groups of a menu."""
    line = QAction(parent)
    line.setSeparator(True)
    return line


class Menus(QObject):
    """Fills the menus and keeps them in step with the project and the page in front."""

    def __init__(
        self,
        row: MenuRow,
        actions: Actions,
        open_recent: Callable[[RecentProject], None],
        export: Callable[[str], None],
        show_page: Callable[[str], None],
    ) -> None:
        super().__init__(row)
        self._row = row
        self._actions, self._open_recent = actions, open_recent
        self._export, self._show_page = export, show_page
        self._page_actions: dict[str, QAction] = {}
        self.menus = menus = row.menus
        self.recent = QMenu("Recent", menus["File"])
        self.recent.setToolTipsVisible(True)
        self.exports = QMenu("Export table", menus["File"])
        self.exports.setToolTipsVisible(True)
        self._fill_file()
        self._fill_edit()
        self._fill_view()
        menus["Help"].addActions(actions.of_menu("Help"))
        menus["File"].aboutToShow.connect(self._renew_exports)
        for name in ("Edit", "Code", "Theory"):
            menus[name].aboutToShow.connect(self._renew_page_menus)
        self._pages: Sequence[Page] = ()
        self._current: Page | None = None
        self.set_pages((), None)

    def _fill_file(self) -> None:
        menu, actions = self.menus["File"], self._actions
        menu.addActions([actions["new"], actions["open"]])
        menu.addMenu(self.recent)
        menu.addActions([actions["sample"], separator(menu), actions["import"]])
        menu.addMenu(self.exports)
        rest = [actions["backup"], actions["check"], actions["analyst"], separator(menu), actions["close"]]
        menu.addActions([separator(menu), *rest, actions["quit"]])
        for kind, words in EXPORTS:
            if not kind:
                self.exports.addSeparator()
                continue
            action = self.exports.addAction(f"{words}…")
            action.setData(kind)
            action.triggered.connect(lambda _=False, kind=kind: self._export(kind))

    def _fill_edit(self) -> None:
        menu, actions = self.menus["Edit"], self._actions
        menu.addActions([actions["undo"], actions["redo"], actions["history"], separator(menu), actions["search"]])
        self._edit_end = separator(menu)
        menu.addActions([separator(menu), actions["names"], self._edit_end])

    def _fill_view(self) -> None:
        menu, actions = self.menus["View"], self._actions
        self._pages_end = separator(menu)
        menu.addAction(self._pages_end)
        modes = QActionGroup(self)
        for mode in ("light", "dark", "system"):
            modes.addAction(actions[mode])
        menu.addActions([actions["back"], separator(menu)])
        menu.addActions([actions[mode] for mode in ("light", "dark", "system")])
        menu.addActions([separator(menu), *(actions[key] for key in ("zoom_in", "zoom_out", "zoom_reset"))])
        menu.addActions([separator(menu), *(actions[key] for key in ("fold_left", "fold_right", "regions"))])

    def show_icons(self) -> None:
        """Give the actions their icons: when a menu opens, for drawing them all takes a moment."""
        self._actions.show_icons()

    # --- what changes

    def show_recent(self, projects: Sequence[RecentProject], open_now: str = "") -> None:
        """Fill File > Recent; `open_now` is the path of the project that is open."""
        self.recent.clear()
        for project in projects:
            action = self.recent.addAction(project.title.replace("&", "&&"))
            action.triggered.connect(lambda _=False, project=project: self._open_recent(project))
            if project.path == open_now:
                action.setEnabled(False)
                action.setToolTip("This project is open")
            elif project.is_missing:
                action.setEnabled(False)
                action.setToolTip("The file is not where it was; the start page can find it")
            else:
                action.setToolTip(as_tooltip(project.facts))
        self.recent.setEnabled(bool(projects))
        self.recent.menuAction().setToolTip("" if projects else "No project was opened on this computer yet")

    def set_pages(self, pages: Sequence[Page], current: Page | None) -> None:
        """Show the project's pages in View, and the actions of the page in front in Code and Theory."""
        if [page.key for page in pages] != list(self._page_actions):
            for action in self._page_actions.values():
                self.menus["View"].removeAction(action)
                # At once: until it is deleted, its keys would be ambiguous with those of the next project's page.
                self._row.window().removeAction(action)
                action.deleteLater()
            self._page_actions = {}
            for at, page in enumerate(pages, start=1):
                action = QAction(page.page_title, self)
                action.setShortcut(QKeySequence(f"Ctrl+{at}"))
                action.triggered.connect(lambda _=False, key=page.key: self._show_page(key))
                self.menus["View"].insertAction(self._pages_end, action)
                self._row.window().addAction(action)
                self._page_actions[page.key] = action
        self._pages, self._current = pages, current
        self.exports.setEnabled(bool(pages))
        self.exports.menuAction().setToolTip("" if pages else "Open a project first")
        self._renew_page_menus()

    def _renew_exports(self) -> None:
        """What tells of everybody's codings is not written while others' are hidden."""
        why = self._pages[0].session.why_not_whole(WHOLE_PROJECT) if self._pages else ""
        for action in self.exports.actions():
            if action.data() and action.data() not in WITHOUT_CODINGS:
                action.setEnabled(not why)
                action.setToolTip(why)

    def _renew_page_menus(self) -> None:
        for name, keys in (("Code", _CODE_PAGES), ("Theory", _THEORY_PAGES)):
            self._fill_page_menu(self.menus[name], [page for page in self._pages if page.key in keys])
        self.menus["Theory"].addActions([separator(self.menus["Theory"]), *self._actions.of_menu("Theory")])

        self._renew_edit()

    def _renew_edit(self) -> None:
        """Let Edit end with what the page with the grids offers."""
        menu = self.menus["Edit"]
        actions = menu.actions()
        for action in actions[actions.index(self._edit_end) + 1 :]:
            menu.removeAction(action)
        for page in self._pages:
            if page.key in _EDIT_PAGES:
                for action in page.page_actions():
                    menu.addAction(action if page is self._current else self._shadow(action, page, menu))

    def _fill_page_menu(self, menu: QMenu, pages: Sequence[Page]) -> None:
        menu.clear()
        for page in pages:
            if menu.actions():
                menu.addSeparator()
            if page is not self._current:
                menu.addAction(self._page_actions[page.key])
            for action in page.page_actions():
                menu.addAction(action if page is self._current else self._shadow(action, page, menu))
        if not menu.actions():
            nothing = menu.addAction("Nothing to do here yet")
            nothing.setEnabled(False)
            nothing.setToolTip("Open a project first")

    @staticmethod
    def _shadow(action: QAction, page: Page, menu: QMenu) -> QAction:
        """Return a disabled stand-in for an action of a page that is not in front."""
        if action.isSeparator():
            return separator(menu)
        shadow = QAction(action.text(), menu)
        shadow.setEnabled(False)
        shadow.setToolTip(f"Open the {page.page_title} page first")
        return shadow
