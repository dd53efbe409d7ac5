"""The Trail page: versions of the theory, decisions, memos, who did what; each a tab that is there when it works."""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ipof_workbench.ui.page import Page
from ipof_workbench.ui.page_stack import is_there
from ipof_workbench.ui.places import Place, RecordPlace
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.widgets.panels import PageBar, SidePanel
from ipof_workbench.ui.widgets.switches import SegmentedSwitch


class TabSpec(NamedTuple):
    """Where a tab's class is, and the tables whose records it shows."""

    key: str
    title: str
    module: str
    class_name: str
    kinds: tuple[str, ...]


TRAIL_TABS: tuple[TabSpec, ...] = (
    TabSpec("versions", "Versions", "ipof_workbench.ui.trail.versions_tab", "VersionsTab", ("programme_theory",)),
    TabSpec("decisions", "Decisions", "ipof_workbench.ui.trail.decisions_tab", "DecisionsTab", ("decision",)),
    TabSpec("memos", "Memos", "ipof_workbench.ui.trail.memos_tab", "MemosPage", ("memo",)),
    TabSpec("audit", "Audit", "ipof_workbench.ui.trail.audit_tab", "AuditPage", ()),
)
"""The tabs in order. A tab is a widget made with the session; it has `activate()` and `go_to(place)`, and may have
`deactivate()`, `focus_primary()`, `facts()`, `page_actions()`, `left_panel` and `right_panel`."""


class TrailPage(Page):
    """One page bar, and under it the chosen tab. A tab is made when it is first shown."""

    key = "trail"
    page_title = "Trail"
    icon = "history"
    tells_of_others = True

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._specs = [spec for spec in TRAIL_TABS if is_there(spec.module)]
        self._tabs: dict[str, QWidget] = {}
        self._is_shown = False
        self.bar = PageBar("Trail")
        self.switch = SegmentedSwitch([(spec.key, spec.title) for spec in self._specs], "What of the trail")
        if len(self._specs) <= 1:
            # Not `setVisible`: without a parent yet, what is shown is a window that takes the keyboard.
            self.switch.hide()
        self.switch.chosen.connect(lambda key: self.show_tab(str(key)))
        self.bar.add_left(self.switch)
        self._stack = QStackedWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self._stack, 1)

    # --- tabs

    @property
    def current_key(self) -> str:
        """The key of the tab in front."""
        return str(self.switch.current())

    def tab(self, key: str) -> QWidget:
        """Return a tab, made where it was not shown yet."""
        if key not in self._tabs:
            spec = next(spec for spec in self._specs if spec.key == key)
            made = getattr(importlib.import_module(spec.module), spec.class_name)
            self._tabs[key] = made(self.session)
            self._stack.addWidget(self._tabs[key])
        return self._tabs[key]

    def show_tab(self, key: str) -> None:
        """Bring a tab to the front."""
        tab = self.tab(key)
        before = self._stack.currentWidget()
        if before is not None and before is not tab:
            _call(before, "deactivate")
        self.switch.set_current(key)
        self._stack.setCurrentWidget(tab)
        left, right = getattr(tab, "left_panel", None), getattr(tab, "right_panel", None)
        self.left_panel = left if isinstance(left, SidePanel) else None
        self.right_panel = right if isinstance(right, SidePanel) else None
        if self._is_shown:
            _call(tab, "activate")
            self.session.refresh_facts()

    # --- the page's contract

    def activate(self) -> None:
        self._is_shown = True
        self.show_tab(self.current_key)

    def deactivate(self) -> None:
        self._is_shown = False
        _call(self._stack.currentWidget(), "deactivate")

    def focus_primary(self) -> None:
        if not _call(self._stack.currentWidget(), "focus_primary"):
            self.switch.setFocus()

    def status_facts(self) -> str:
        facts = getattr(self._stack.currentWidget(), "facts", None)
        return str(facts()) if callable(facts) else ""

    def page_actions(self) -> Sequence[QAction]:
        actions = getattr(self._stack.currentWidget(), "page_actions", None)
        return list(actions()) if callable(actions) else ()

    def regions(self) -> Sequence[QWidget]:
        current = self._stack.currentWidget()
        parts = (self.left_panel, getattr(current, "list", None), self.right_panel)
        return tuple(part for part in parts if isinstance(part, QWidget)) or (self,)

    def go_to(self, place: Place) -> None:
        if not isinstance(place, RecordPlace):
            return
        for spec in self._specs:
            if place.kind in spec.kinds:
                self.show_tab(spec.key)
                _call(self.tab(spec.key), "go_to", place)


def _call(widget: QWidget | None, name: str, *arguments: object) -> bool:
    """Call a method that a tab may have; tell whether it has."""
    method = getattr(widget, name, None)
    if not callable(method):
        return False
    method(*arguments)
    return True
