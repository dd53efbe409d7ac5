"""What every page of the window is: the contract between a page and the window that shows it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from ipof_workbench.ui.places import Place
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.theme.icons import bind_icon
from ipof_workbench.ui.widgets.panels import SidePanel


class Page(QWidget):
    """A page of the stack. It belongs to one session (one open project) and dies with it.

    The constructor builds widgets and reads nothing from the project: reading starts with `activate`, and what
    changes while the page is hidden is caught up there. A page connects itself to `session.changed` and
    `session.filter_changed`.

    Attributes:
        key: the page's key in places and settings.
        page_title: what the rail and the menus call it.
        icon: name of its icon.
        tells_of_others: whether it shows what all analysts did, whatever the filter: it is covered while others'
            codings are hidden.
        left_panel, right_panel: what F9 and F10 fold (None: nothing to fold).
        folds_when_narrow: whether the right one folds by itself in a window narrower than 1180.
    """

    key: ClassVar[str] = ""
    page_title: ClassVar[str] = ""
    icon: ClassVar[str] = ""
    tells_of_others: ClassVar[bool] = False
    folds_when_narrow: ClassVar[bool] = True

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.left_panel: SidePanel | None = None
        self.right_panel: SidePanel | None = None
        self.setAccessibleName(self.page_title)

    def activate(self) -> None:
        """Bring what is shown up to date; called each time the page comes to the front."""

    def deactivate(self) -> None:
        """Finish what is half done (an open editor) before another page comes to the front or the project closes."""

    def focus_primary(self) -> None:
        """Give the keyboard to what the page is for (the text, the table, the canvas). Esc in the window calls it."""
        self.setFocus()

    def status_facts(self) -> str:
        """Return the page's own facts for the status bar ("11 codings on screen"); call `session.refresh_facts()`
        when they have changed."""
        return ""

    def page_actions(self) -> Sequence[QAction]:
        """Return the actions for the page's menu. Text in sentence case; a shortcut where there is one; an action
        that cannot be used now is disabled and its `toolTip` says why.

        `make_actions` makes them. A separator is a `QAction` with `setSeparator(True)`.
        """
        return ()

    def make_actions(self, entries: Iterable[tuple[str, str, str, Callable[[], object]]]) -> list[QAction]:
        """Return an action for each (text, icon, shortcut or "", what it does); their keys work on this page alone."""
        actions = []
        for text, sign, shortcut, work in entries:
            action = QAction(text, self)
            bind_icon(action, sign)
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            if shortcut:
                action.setShortcut(QKeySequence(shortcut))
            action.triggered.connect(lambda _=False, work=work: work())
            self.addAction(action)
            actions.append(action)
        return actions

    def page_keys(self) -> Sequence[tuple[str, str]]:
        """Return (key, what it does) for the keys that are no actions, for the overview of keys."""
        return ()

    def regions(self) -> Sequence[QWidget]:
        """Return the widgets F6 cycles through, in order (left, centre, right)."""
        return tuple(panel for panel in (self.left_panel, self, self.right_panel) if panel is not None)

    def here(self) -> Place | None:
        """Return where the person is on this page, for Back; None is the page alone."""
        return None

    def go_to(self, place: Place) -> None:
        """Show a place on this page (a `QuotePlace` flashes its passage). Called after `activate`."""
