"""The pages of an open project: made, shown, left, and the way back."""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

if TYPE_CHECKING:
    from ipof_workbench.ui.page import Page
    from ipof_workbench.ui.places import Place
    from ipof_workbench.ui.session import Session

BACK_KEPT = 50
NARROW = 1180


class PageSpec(NamedTuple):
    """Where a page's class is and what its widget is called."""

    key: str
    object_name: str
    module: str
    class_name: str


PAGES: tuple[PageSpec, ...] = (
    PageSpec("data", "dataPage", "ipof_workbench.ui.data.data_page", "DataPage"),
    PageSpec("code", "codingPage", "ipof_workbench.ui.coding.coding_page", "CodingPage"),
    PageSpec("statements", "statementsPage", "ipof_workbench.ui.statements.statements_page", "StatementsPage"),
    PageSpec(
        "configurations",
        "configurationsPage",
        "ipof_workbench.ui.configurations.configurations_page",
        "ConfigurationsPage",
    ),
    PageSpec("elements", "elementsPage", "ipof_workbench.ui.elements.elements_page", "ElementsPage"),
    PageSpec("theory", "theoryPage", "ipof_workbench.ui.theory.theory_page", "TheoryPage"),
    PageSpec("cases", "casesPage", "ipof_workbench.ui.cases.cases_page", "CasesPage"),
    PageSpec("compare", "comparePage", "ipof_workbench.ui.compare.compare_page", "ComparePage"),
    PageSpec("trail", "trailPage", "ipof_workbench.ui.trail.trail_page", "TrailPage"),
    PageSpec("report", "reportPage", "ipof_workbench.ui.report.report_page", "ReportPage"),
)


def is_there(module: str) -> bool:
    """Tell whether a page's module exists: a page appears when it works, and is absent until then."""
    try:
        return importlib.util.find_spec(module) is not None
    except ModuleNotFoundError:
        return False


class PageStack(QStackedWidget):
    """The start page, the pages of the open project, and pages beside them (history, guide, import review)."""

    page_shown = Signal(object)
    back_changed = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pages: dict[str, Page] = {}
        self._session: Session | None = None
        self._uncovered: dict[str, Page] = {}
        self._back: list[Place] = []
        self._is_narrow = False

    # --- the project

    def open(self, session: Session, extra: Iterable[type[Page]] = ()) -> None:
        """Make the pages of a project, inside the window: a page that moves into it is dressed all over again."""
        self._session = session
        for spec in PAGES:
            if is_there(spec.module):
                made = getattr(importlib.import_module(spec.module), spec.class_name)
                self._add(made(session, self), spec.object_name)
        for kind in extra:
            self._add(kind(session, self), kind.__name__[:1].lower() + kind.__name__[1:])
        session.place_requested.connect(self.travel)
        session.blind_changed.connect(self._cover)
        self._cover()

    def _add(self, page: Page, object_name: str) -> None:
        page.setObjectName(object_name)
        self.pages[page.key] = page
        self.addWidget(page)

    def _cover(self) -> None:
        """While others' codings are hidden a cover stands in for each page that tells of them."""
        session = self._session
        if session is None:
            return
        from ipof_workbench.ui.blind_cover import BlindCover
        from ipof_workbench.ui.places import Place

        current = self.current_page()
        key = current.key if current is not None else ""
        for page in [page for page in self.pages.values() if page.tells_of_others and session.is_blind]:
            self._uncovered[page.key] = page
            self.pages[page.key] = BlindCover(session, page)
            self.addWidget(self.pages[page.key])
        covers = [] if session.is_blind else [self.pages[held] for held in self._uncovered]
        for cover in covers:
            self.pages[cover.key] = self._uncovered.pop(cover.key)
        if current is not None and self.pages[key] is not current:
            current.deactivate()
            self.setCurrentWidget(self.pages[key])
            self._show(Place(key))
        for cover in covers:
            self.removeWidget(cover)
            cover.deleteLater()

    def close_project(self) -> None:
        """Let go of all pages of the project."""
        current = self.current_page()
        if current is not None:
            current.deactivate()
        for page in (*self.pages.values(), *self._uncovered.values()):
            for timer in page.findChildren(QTimer):
                # A page that is about to go must not read a project that is closed by then.
                timer.stop()
            page.hide()
            self.removeWidget(page)
            page.deleteLater()
        self.pages, self._uncovered = {}, {}
        self._session = None
        self._back.clear()
        self.back_changed.emit(False)

    def rail_pages(self) -> list[Page]:
        """Return the pages that stand in the rail, in order."""
        return [self.pages[spec.key] for spec in PAGES if spec.key in self.pages]

    def current_page(self) -> Page | None:
        """Return the page in front, when it is one of the project's."""
        widget = self.currentWidget()
        return next((page for page in self.pages.values() if page is widget), None)

    # --- going about

    def travel(self, place: Place) -> None:
        """Show a place; what is there now goes onto the Back stack."""
        if place.page not in self.pages:
            return
        here = self._here()
        if here is not None and here != place:
            self._back.append(here)
            del self._back[:-BACK_KEPT]
            self.back_changed.emit(True)
        self._show(place)

    def go_back(self) -> None:
        """Return to where the person was before."""
        if self._back:
            place = self._back.pop()
            self.back_changed.emit(bool(self._back))
            self._show(place)

    def can_go_back(self) -> bool:
        """Tell whether there is a way back."""
        return bool(self._back)

    def _here(self) -> Place | None:
        from ipof_workbench.ui.places import Place

        page = self.current_page()
        return None if page is None else (page.here() or Place(page.key))

    def _show(self, place: Place) -> None:
        from ipof_workbench.ui.places import Place

        page = self.pages[place.page]
        before = self.current_page()
        if before is not page:
            if before is not None:
                before.deactivate()
            self.setCurrentWidget(page)
            self._fold_if_narrow(page)
        page.activate()
        if type(place) is not Place:
            page.go_to(place)
        if before is not page:
            page.focus_primary()
        self.page_shown.emit(page)

    def show_beside(self, widget: QWidget) -> None:
        """Show something that is no page of the project (the start page, the guide)."""
        before = self.current_page()
        if before is not None and before is not widget:
            here = self._here()
            if here is not None and self._session is not None:
                self._back.append(here)
                self.back_changed.emit(True)
            before.deactivate()
        if self.indexOf(widget) < 0:
            self.addWidget(widget)
        self.setCurrentWidget(widget)
        self.page_shown.emit(widget)

    # --- panels

    def set_width(self, width: float) -> None:
        """Fold the right panel of the page in front when the window became narrow, open it when it became wide."""
        narrow = width < NARROW
        if narrow != self._is_narrow:
            self._is_narrow = narrow
            for page in self.pages.values():
                if page.right_panel is not None and page.folds_when_narrow:
                    page.right_panel.set_folded(narrow)

    def _fold_if_narrow(self, page: Page) -> None:
        if not page.folds_when_narrow:
            return
        if self._is_narrow and page.right_panel is not None and not page.right_panel.property("opened"):
            page.right_panel.set_folded(True)
            page.right_panel.setProperty("opened", True)
