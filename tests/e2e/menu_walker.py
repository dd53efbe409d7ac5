"""A person who takes every action of every menu and watches what each of them does."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from ipof_workbench.app.workbench import Workbench
from ipof_workbench.ui.coding.coding_page import CodingPage
from ipof_workbench.ui.configurations.configurations_page import ConfigurationsPage
from ipof_workbench.ui.reading_page import ReadingPage
from ipof_workbench.ui.sheet import Sheet
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.theory.theory_page import TheoryPage
from tests.gestures import Person, visible_widgets

MenuPath = tuple[str, ...]
"""The words that lead to an action: its menu, the menus within, its object name or text."""
WRITING = ("action_backup", "Export the figure…", "Export the chosen output…")


def walk(menu: QMenu, above: MenuPath = ()) -> Iterator[tuple[MenuPath, QAction]]:
    """Return every action of a menu and of the menus in it, as they are when it opens."""
    menu.aboutToShow.emit()
    for action in menu.actions():
        here = (*above, action.objectName() or action.text())
        inner = action.menu()
        if isinstance(inner, QMenu) and action.isEnabled():
            yield from walk(inner, here)
        elif not action.isSeparator():
            yield here, action


class MenuWalker(Person):
    """Goes through the menus of a project.

    Attributes:
        folder: where files are written.
        home: the project that is gone through; `steps` are those in force in it before each action.
        done: for each action that was taken, what it changed.
        problems: what an action does not do as it should.
    """

    def __init__(self, qtbot: QtBot, person: Person, home: Path, folder: Path) -> None:
        super().__init__(qtbot, person.window)
        self.home, self.folder = home, folder
        self.window.open_project(home)
        self.steps = steps_in_force(self.session.workbench)
        self.done: dict[MenuPath, set[str]] = {}
        self.problems: list[str] = []

    def paths(self) -> list[MenuPath]:
        """Return the actions of the page in front and of the window; those of other pages are disabled here, and
        say which page to open."""
        found: list[MenuPath] = []
        for name, menu in self.window.menus.menus.items():
            for path, action in walk(menu, (name,)):
                if action.isEnabled() or not action.toolTip().endswith("page first"):
                    found.append(path)
        return found

    def action(self, path: MenuPath) -> QAction:
        """Return an action; looking into another menu may make this one anew."""
        known = dict(walk(self.window.menus.menus[path[0]], path[:1]))
        assert path in known, f"{path} is no longer among {list(known)}"
        return known[path]

    # --- what can be seen

    def seen(self) -> dict[str, object]:
        """Return what an action may change, under the word for it."""
        return {**self._seen_in_window(), **self._seen_in_project(), **self._seen_in_page()}

    def _seen_in_window(self) -> dict[str, object]:
        window = self.window
        front = window.stack.currentWidget()
        visible = list(visible_widgets(window))
        fields = [widget for widget in visible if isinstance(widget, QLineEdit)]
        return {
            "page": (front.objectName(), isinstance(front, ReadingPage) and id(front)),
            "sheet": sorted(widget.objectName() for widget in visible if isinstance(widget, Sheet)),
            "popup": QApplication.activePopupWidget(),
            "editor": sorted((field.accessibleName(), field.objectName()) for field in fields),
            "dialogue": tuple(self.asked),
            # A file that is being written is not there yet.
            "file": sorted(path.name for path in self.folder.iterdir() if path.suffix != ".part"),
            "keyboard": QApplication.focusWidget(),
            "clipboard": QApplication.clipboard().text(),
            "theme": (current_theme().mode, current_theme().scale),
            "said": (window.status_row.refusal(), window.status_row.facts()),
        }

    def _seen_in_project(self) -> dict[str, object]:
        if self.window.session is None:
            return {"project": None}
        workbench = self.session.workbench
        return {"project": (workbench.path, [(step.rid, step.undone) for step in workbench.history()])}

    def _seen_in_page(self) -> dict[str, object]:
        page = self.window.stack.current_page()
        found: dict[str, object] = {}
        if page is not None:
            panels = (page.left_panel, page.right_panel)
            found["panels"] = [panel is not None and panel.is_folded() for panel in panels]
        if isinstance(page, CodingPage):
            view = page.view
            found["text"] = (page.current_document(), view.selected_span(), view.caret_offset(), view.visible_span())
            found["copied"] = page.actions_of_page.codes.copied
            found["coding"] = (page.desk.stance, page.desk.current, page.desk.raised, view.highlights_shown())
            found["seeing"] = page.seeing.seeing
            found["codebook"] = page.codebook.panel.click_mode.isChecked()
        elif isinstance(page, ConfigurationsPage):
            found["configuration"] = page.detail.configuration
        elif isinstance(page, TheoryPage):
            bars = (page.canvas.horizontalScrollBar().value(), page.canvas.verticalScrollBar().value())
            found["canvas"] = (page.canvas.zoom(), bars, page.canvas.selection())
        return found

    def settle(self) -> dict[str, object]:
        """Wait until nothing is under way and nothing changes by itself; returns what is seen then."""
        last: list[dict[str, object]] = [{}]

        def at_rest() -> bool:
            before, last[0] = last[0], self.seen()
            owners = (self.window.desk, self.window.session)
            busy = any(owner is not None and owner._background.is_busy() for owner in owners)  # noqa: SLF001
            return before == last[0] and not busy

        self.wait(at_rest)
        return last[0]

    # --- going through

    def take(self, path: MenuPath, *, hints: bool = False) -> None:
        """Take one action and see what it changes, or find its reason why not; with `hints` a sentence counts too."""
        self.target = self.folder / f"{len(self.done)}{_suffix(path)}"
        before = self.settle()
        action = self.action(path)
        if not action.isEnabled():
            self._expect_reason(path, action)
            return
        was_checked = action.isChecked()
        action.trigger()
        changed = self._wait_for_change(path, before)
        if changed - {"said"} or (hints and changed) or (action.isCheckable() and was_checked):
            self.done[path] = changed
        else:
            self.problems.append(f"{' > '.join(path)} did nothing; the status bar says {self.seen()['said']}")
        assert QApplication.activeModalWidget() is None, path

    def _wait_for_change(self, path: MenuPath, before: dict[str, object]) -> set[str]:
        target = self.target if "Export table" in path or path[-1] in WRITING else None
        if target is not None:
            self.wait(lambda: target.exists() or self.window.status_row.refusal())
        after = self.settle()
        return {word for word in before.keys() | after.keys() if before.get(word) != after.get(word)}

    def _expect_reason(self, path: MenuPath, action: QAction) -> None:
        """A disabled action says why in its tooltip (Qt makes its words the tooltip of one that has none)."""
        reason, words = action.toolTip(), action.text().replace("&", "").rstrip("….").strip()
        if not reason or reason == words:
            self.problems.append(f"{' > '.join(path)} is disabled without a reason")

    def tidy(self) -> None:
        """Close what the last action has opened, and let the project be as it was."""
        popup = QApplication.activePopupWidget()
        if popup is not None:
            popup.close()
            self.window.activateWindow()
        for sheet in [widget for widget in visible_widgets(self.window) if isinstance(widget, Sheet)]:
            sheet.dismiss()
        if self.window.session is None or self.session.workbench.path != self.home:
            self.window.open_project(self.home)
        self.session.set_blind(False)
        page = self.window.stack.pages["code"]
        if isinstance(page, CodingPage):
            page._end_hint()  # noqa: SLF001 - a sentence goes by itself after five seconds
        workbench = self.session.workbench
        while (ahead := steps_in_force(workbench) - self.steps) != 0:
            workbench.undo() if ahead > 0 else workbench.redo()


def steps_in_force(workbench: Workbench) -> int:
    """Return how many steps are not undone."""
    return sum(not step.undone for step in workbench.history())


def _suffix(path: MenuPath) -> str:
    if path[-1] == "action_backup":
        return ".ipof"
    if path[-1] == "Export the figure…" or path[-1].endswith("as a figure…"):
        return ".svg"
    return ".csv" if path[-1].endswith("to import again…") else ".docx"
