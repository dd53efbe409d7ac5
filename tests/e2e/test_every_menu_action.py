"""Every action of every menu: it changes the project, opens something, writes a file, changes the view, or says why
it cannot be used."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from ipof_workbench.ui.coding.coding_page import CodingPage
from ipof_workbench.ui.configurations.configurations_page import ConfigurationsPage
from ipof_workbench.ui.reading_page import ReadingPage
from ipof_workbench.ui.sheet import Sheet
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.theory.theory_page import TheoryPage
from tests.gestures import Person

Path_ = tuple[str, ...]
PAGES = ("data", "code", "configurations", "theory", "report", "history")
LAST = ("action_close", "action_quit")
"""What ends the session is walked last, on its own."""


def walk(menu: QMenu, above: Path_ = ()) -> Iterator[tuple[Path_, QAction]]:
    """Return every action of a menu and of the menus in it, under the words that lead there."""
    menu.aboutToShow.emit()
    for action in menu.actions():
        here = (*above, action.objectName() or action.text())
        inner = action.menu()
        if isinstance(inner, QMenu):
            if not action.isEnabled():
                yield here, action
            yield from walk(inner, here)
        elif not action.isSeparator():
            yield here, action


class Walker(Person):
    """Goes through the menus and watches what each action does.

    Attributes:
        folder: where files are written.
        done: for each action that was taken, what it changed.
    """

    def __init__(self, qtbot: QtBot, person: Person, folder: Path) -> None:
        super().__init__(qtbot, person.window)
        self.folder = folder
        self.home: Path | None = None
        self.done: dict[Path_, set[str]] = {}

    def all_actions(self) -> list[tuple[Path_, QAction]]:
        return [found for name, menu in self.window.menus.menus.items() for found in walk(menu, (name,))]

    def action(self, path: Path_) -> QAction:
        return next(action for found, action in self.all_actions() if found == path)

    # --- what can be seen

    def seen(self) -> dict[str, object]:
        """Return what an action may change, under the word for it."""
        return {**self._seen_in_window(), **self._seen_in_project(), **self._seen_in_pages()}

    def _seen_in_window(self) -> dict[str, object]:
        window = self.window
        front = window.stack.currentWidget()
        fields = window.findChildren(QLineEdit)
        return {
            "page": (front.objectName(), front.accessibleName(), isinstance(front, ReadingPage) and id(front)),
            "sheet": sorted(sheet.objectName() for sheet in window.findChildren(Sheet) if sheet.isVisible()),
            "popup": QApplication.activePopupWidget(),
            "editor": sorted(id(field) for field in fields if field.isVisible()),
            "dialogue": tuple(self.asked),
            "file": sorted((path.name, path.stat().st_mtime_ns) for path in self.folder.iterdir()),
            "keyboard": QApplication.focusWidget(),
            "theme": (current_theme().mode, current_theme().scale),
        }

    def _seen_in_project(self) -> dict[str, object]:
        if self.window.session is None:
            return {"project": None}
        workbench = self.session.workbench
        return {"project": (workbench.path, [(step.rid, step.undone) for step in workbench.history(1000)])}

    def _seen_in_pages(self) -> dict[str, object]:
        page = self.window.stack.current_page()
        found: dict[str, object] = {}
        if page is not None:
            panels = (page.left_panel, page.right_panel)
            found["panels"] = [panel is not None and panel.is_folded() for panel in panels]
        if isinstance(page, CodingPage):
            view = page.view
            found["text"] = (page.current_document(), view.selected_span(), view.caret_offset(), view.visible_span())
            found["coding"] = (page.desk.stance, page.desk.current, page.desk.raised, view.highlights_shown())
        elif isinstance(page, ConfigurationsPage):
            found["configuration"] = page.detail.configuration
        elif isinstance(page, TheoryPage):
            bars = (page.canvas.horizontalScrollBar().value(), page.canvas.verticalScrollBar().value())
            found["canvas"] = (page.canvas.zoom(), bars, page.canvas.selection())
        return found

    # --- going through

    def take(self, path: Path_) -> None:
        """Do one action and see what it changes."""
        self.target = self.folder / f"{len(self.done)}{_suffix(path)}"
        before = self.seen()
        action = self.action(path)
        assert action.isEnabled(), path
        action.trigger()
        self.wait_for_change(path, before)
        after = self.seen()
        self.done[path] = {word for word in before.keys() | after.keys() if before.get(word) != after.get(word)}
        assert QApplication.activeModalWidget() is None, path

    def wait_for_change(self, path: Path_, before: dict[str, object]) -> None:
        target = self.target if is_writing(path) else None
        try:
            self.wait(lambda: self.seen() != before and (target is None or target.exists()))
        except TimeoutError:
            said = self.window.status_row.refusal()
            pytest.fail(f"{' > '.join(path)} did nothing that can be seen; the status bar says: {said!r}")

    def tidy(self) -> None:
        """Close what the last action has opened, and go back to the study."""
        popup = QApplication.activePopupWidget()
        if popup is not None:
            popup.close()
            self.window.activateWindow()
        for sheet in self.window.findChildren(Sheet):
            if sheet.isVisible():
                sheet.dismiss()
        if self.home is not None and (self.window.session is None or self.session.workbench.path != self.home):
            self.window.open_project(self.home)


def is_writing(path: Path_) -> bool:
    """Tell whether an action asks for a file and writes it."""
    return "Export table" in path or path[-1] in ("action_backup", "Export the figure…", "Export the chosen output…")


def _suffix(path: Path_) -> str:
    if path[-1] == "action_backup":
        return ".ipof"
    if path[-1] in ("Export the figure…", "Theory as a figure…"):
        return ".svg"
    return ".csv" if path[-1].endswith("to import again…") else ".docx"


@pytest.fixture
def walker(qtbot: QtBot, person: Person, study: Path, tmp_path: Path) -> Walker:
    folder = tmp_path / "written"
    folder.mkdir()
    made = Walker(qtbot, person, folder)
    made.home = study
    made.window.open_project(study)
    return made


# --- before an action: away from the state that it would bring about


def unsettle(walker: Walker, page: str) -> None:
    """Show the page with a view that nothing asks for: dark, larger, zoomed in."""
    window = walker.window
    walker.tidy()
    current_theme().set_scale(1.1)
    window.commands.set_mode("dark")
    window.show_page("report" if page != "report" else "data")
    window.show_page(page)
    shown = window.stack.current_page()
    if isinstance(shown, CodingPage):
        shown.desk.set_stance("supports_rival")
    elif isinstance(shown, TheoryPage):
        shown.canvas.set_zoom(1.7)


def choose(walker: Walker, page: str) -> None:
    """Select what the actions of a page are about."""
    shown = walker.window.stack.pages[page]
    read = walker.session.workbench.read
    if isinstance(shown, CodingPage):
        _choose_passage(walker, shown)
    elif isinstance(shown, ConfigurationsPage):
        shown.select_configuration(read.configurations()[1].rid)
        walker.wait(lambda: shown.detail.configuration == read.configurations()[1].rid)
    elif isinstance(shown, TheoryPage):
        edges = shown.canvas.theory_scene().edges
        inner = {edge.target for edge in edges} & {edge.source for edge in edges}
        chosen = sorted(key for key in inner if key.startswith("node:"))
        shown.canvas.select(chosen[:1])


def _choose_passage(walker: Walker, page: CodingPage) -> None:
    """Select a passage in the middle of an interview that is coded, twice over if there is one."""
    read = walker.session.workbench.read
    documents = [rid for rid in read.document_rids() if len(read.codings_of_document(rid)) > 2]
    document = next(rid for rid in documents[1:-1] if read.document_text(rid).turns)
    page.open_document(document)
    rows = read.codings_of_document(document)
    row = next((a for a in rows for b in rows if a.coding != b.coding and a.start < b.end and b.start < a.end), rows[1])
    page.view.select_span(row.start, row.end)
    page.desk.set_current(read.configurations()[0].rid)


# --- the tests


def test_on_the_sample_study_every_action_does_something_or_says_why_not(walker: Walker, caplog):
    caplog.set_level(logging.ERROR, logger="ipof_workbench")
    paths: set[Path_] = set()
    for page in PAGES:
        unsettle(walker, page)
        choose(walker, page) if page in walker.window.stack.pages else None
        for path in [path for path, action in walker.all_actions()]:
            if path[-1] in LAST or path in walker.done:
                continue
            unsettle(walker, page)
            choose(walker, page)
            prepare(walker, page, path)
            action = walker.action(path)
            paths.add(path)
            if action.isEnabled():
                walker.take(path)
            else:
                assert_reason(path, action)
    assert caplog.records == []
    assert len(paths) > 70
    never = paths - walker.done.keys()
    assert never == set(), f"never to be used, on any page: {sorted(never)}"


def prepare(walker: Walker, page: str, path: Path_) -> None:
    """Give one action what it needs beyond a selection."""
    name, shown = path[-1], walker.window.stack.pages[page]
    if name == "action_redo":
        walker.session.undo()
    elif name == "action_undo":
        walker.session.redo()
    elif name == "Connect the selected" and isinstance(shown, TheoryPage):
        model = shown.canvas.theory_scene().model
        first, last = model.roles[0].role_key, model.roles[-1].role_key
        ends = [next(key for key in model.by_node if key.endswith(role)) for role in (first, last)]
        shown.canvas.select(ends)
        shown.editing.ask_choice = lambda words: len(words) - 1


def assert_reason(path: Path_, action: QAction) -> None:
    reason = action.toolTip()
    assert reason, f"{' > '.join(path)} is disabled without a reason"
    assert reason != action.text().replace("&", "").rstrip("….").strip(), f"{' > '.join(path)}: {reason} is no reason"
