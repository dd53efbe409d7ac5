"""The entries of the Theory page in the Theory menu, each with a reason while it cannot be used."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction

from ipof_workbench.theory.tracing import downstream, upstream
from ipof_workbench.ui.theory.canvas_keys import connect_selected, delete_selected

if TYPE_CHECKING:
    from ipof_workbench.ui.theory.theory_page import TheoryPage

NOTHING = "Select an element, a configuration or a line first"
NOT_ONE = "Select one element first"
NOT_TWO = "Select two elements or configurations first"
NO_NODE = "Select an element or a configuration first"
EMPTY = "There is no theory to draw yet"


class TheoryActions(QObject):
    """Makes the actions and adds them to the page; `show_reasons` follows the selection."""

    def __init__(self, page: TheoryPage) -> None:
        super().__init__(page)
        self._page = page
        self._actions: list[QAction] = []
        self._reasons: list[tuple[QAction, Callable[[], str]]] = []
        canvas, editing = page.canvas, self._not_editable
        self._add("New element", "", page.write_new, editing)
        self._add("Rename", "F2", canvas.rename_selected, lambda: editing() or self._unless_one())
        self._add("Connect the selected", "Ctrl+L", lambda: connect_selected(canvas), self._unless_two)
        self._add("Delete", "Del", lambda: delete_selected(canvas), lambda: editing() or self._unless_any())
        self._line()
        self._add("Lay out", "L", page.editing.lay_out, lambda: editing() or self._unless_drawn())
        self._add("Show the whole theory", "Shift+1", canvas.fit, self._unless_drawn)
        self._add("Show the selection", "Shift+2", canvas.fit_selection, self._unless_nodes)
        self._add("Zoom to 100 %", "", lambda: canvas.set_zoom(1.0))
        self._add("Jump to an element", "", canvas.open_jump, self._unless_drawn)
        self._line()
        self._add("Select what leads here", "", lambda: page.select_along(upstream), self._unless_nodes)
        self._add("Select what follows", "", lambda: page.select_along(downstream), self._unless_nodes)
        self._line()
        self._add("Export the figure…", "", page.export)

    def all_actions(self) -> Sequence[QAction]:
        """Return the actions in the order of the menu."""
        return self._actions

    def show_reasons(self) -> None:
        """Enable what can be used now, and say in the tooltip of the others why not."""
        for action, why_not in self._reasons:
            reason = why_not()
            action.setEnabled(not reason)
            action.setToolTip(reason or action.text())

    def _add(self, words: str, keys: str, work: Callable[[], object], why_not: Callable[[], str] | None = None) -> None:
        action = QAction(words, self)
        action.setShortcut(keys)
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(lambda _=False: work())
        self._page.addAction(action)
        self._actions.append(action)
        if why_not is not None:
            self._reasons.append((action, why_not))

    def _line(self) -> None:
        line = QAction(self)
        line.setSeparator(True)
        self._actions.append(line)

    # --- why not

    def _not_editable(self) -> str:
        return self._page.session.why_not_editable

    def _unless_drawn(self) -> str:
        return "" if self._page.canvas.positions() else EMPTY

    def _unless_any(self) -> str:
        return "" if self._page.canvas.selection() else NOTHING

    def _unless_one(self) -> str:
        return "" if len(self._page.canvas.selection().nodes) == 1 else NOT_ONE

    def _nodes(self) -> int:
        selection = self._page.canvas.selection()
        return len(selection.nodes) + len(selection.junctions)

    def _unless_nodes(self) -> str:
        return "" if self._nodes() else NO_NODE

    def _unless_two(self) -> str:
        return self._not_editable() or ("" if self._nodes() > 1 else NOT_TWO)
