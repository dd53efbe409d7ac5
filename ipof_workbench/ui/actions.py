"""The table of everything the window can do: words, keys, icons, and what each needs before it can be used."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Literal, NamedTuple

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence

from ipof_workbench.ui.theme.icons import bind_icon
from ipof_workbench.ui.widgets.plain_label import as_tooltip

Needs = Literal["nothing", "project", "editing"]


class ActionSpec(NamedTuple):
    """One action: `menu` is where it stands, `needs` what must be there first, `words` its line in the list of keys."""

    key: str
    menu: str
    text: str
    keys: tuple[str, ...] = ()
    needs: Needs = "nothing"
    icon: str = ""
    checkable: bool = False
    words: str = ""


ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec("new", "File", "New project…", ("Ctrl+N",), icon="plus"),
    ActionSpec("open", "File", "Open…", ("Ctrl+O",), icon="folder-open"),
    ActionSpec("sample", "File", "Sample study", icon="book-open"),
    ActionSpec("import", "File", "Import…", ("Ctrl+I",), "editing", "upload"),
    ActionSpec("backup", "File", "Back up now…", (), "project"),
    ActionSpec("check", "File", "Check project", (), "project"),
    ActionSpec("analyst", "File", "Analyst…", (), "project"),
    ActionSpec("close", "File", "Close project", ("Ctrl+W",), "project"),
    ActionSpec("quit", "File", "Quit", ("Ctrl+Q",)),
    ActionSpec("undo", "Edit", "Undo", ("Ctrl+Z",), "editing", "undo-2"),
    ActionSpec("redo", "Edit", "Redo", ("Ctrl+Shift+Z", "Ctrl+Y"), "editing", "redo-2"),
    ActionSpec("history", "Edit", "History", ("Ctrl+H",), "project", "history"),
    ActionSpec("search", "Edit", "Search", ("Ctrl+K",), "project", "search"),
    ActionSpec("names", "Edit", "Replace names…", (), "project", "replace"),
    ActionSpec("grammar", "Theory", "Grammar…", (), "project", "settings-2"),
    ActionSpec("back", "View", "Back", ("Alt+Left",), "project", "arrow-left"),
    ActionSpec("light", "View", "Light", checkable=True),
    ActionSpec("dark", "View", "Dark", checkable=True),
    ActionSpec("system", "View", "As the system", checkable=True),
    ActionSpec("zoom_in", "View", "Zoom in", ("Ctrl++", "Ctrl+="), icon="zoom-in"),
    ActionSpec("zoom_out", "View", "Zoom out", ("Ctrl+-",), icon="zoom-out"),
    ActionSpec("zoom_reset", "View", "Zoom to 100 %", ("Ctrl+0",)),
    ActionSpec("fold_left", "View", "Fold the left panel", ("F9",), "project"),
    ActionSpec("fold_right", "View", "Fold the right panel", ("F10",), "project"),
    ActionSpec("regions", "View", "Next region", ("F6",), "project", words="Go round the parts of the page"),
    ActionSpec("keys", "Help", "Keys", ("?",), icon="circle-question-mark"),
    ActionSpec("key_map", "Help", "Change keys…", (), "project", "settings-2"),
    ActionSpec("guide", "Help", "User guide", ("F1",), icon="book-open"),
    ActionSpec("about", "Help", "About iPOF Workbench"),
)


class Actions(QObject):
    """The window's own actions by key, each with a reason while it cannot be used; `run` does what a key stands for."""

    def __init__(self, run: Callable[[str], None], parent: QObject) -> None:
        super().__init__(parent)
        self._has_icons = False
        self._by_key: dict[str, QAction] = {}
        self._specs = {spec.key: spec for spec in ACTIONS}
        for spec in ACTIONS:
            self._by_key[spec.key] = self._made(spec, run)

    def _made(self, spec: ActionSpec, run: Callable[[str], None]) -> QAction:
        action = QAction(spec.text, self)
        action.setObjectName(f"action_{spec.key}")
        action.setShortcuts([QKeySequence(keys) for keys in spec.keys])
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        action.setCheckable(spec.checkable)
        action.setMenuRole(QAction.MenuRole.NoRole)
        action.triggered.connect(lambda _=False: run(spec.key))
        return action

    def show_icons(self) -> None:
        """Give the actions their icons: when a menu opens for the first time, for drawing them all takes a moment."""
        if self._has_icons:
            return
        self._has_icons = True
        for key, spec in self._specs.items():
            if spec.icon:
                bind_icon(self._by_key[key], spec.icon)

    def __getitem__(self, key: str) -> QAction:
        """Return the action of this key."""
        return self._by_key[key]

    def __iter__(self) -> Iterator[QAction]:
        return iter(self._by_key.values())

    def of_menu(self, menu: str) -> list[QAction]:
        """Return the actions of a menu in order."""
        return [self._by_key[spec.key] for spec in ACTIONS if spec.menu == menu]

    def show_reasons(self, has_project: bool, why_not_editable: str) -> None:
        """Enable what can be used, and say in the tooltip of the others why not."""
        for key, spec in self._specs.items():
            reason = ""
            if spec.needs != "nothing" and not has_project:
                reason = "Open a project first"
            elif spec.needs == "editing":
                reason = why_not_editable
            self.set_reason(key, reason)

    def set_reason(self, key: str, reason: str) -> None:
        """Disable one action for a reason; an empty reason enables it."""
        action = self._by_key[key]
        action.setEnabled(not reason)
        # The words of Undo and Redo quote what a person wrote.
        action.setToolTip(reason or self._specs[key].words or as_tooltip(action.text().replace("&&", "&")))

    def key_rows(self) -> list[tuple[str, str, str]]:
        """Return (menu, keys, words) of all actions that have keys, for the list of keys."""
        return [
            (spec.menu, " or ".join(spec.keys), spec.words or spec.text.removesuffix("…"))
            for spec in ACTIONS
            if spec.keys
        ]
