"""What a statement, a theory or a recommendation is tied to, as chips with a type-ahead field at the end."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu, QWidget

from ipof_workbench.ui.configurations.tie_flow import TieChip, TieFlow
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.type_ahead import TypeAheadField, TypeAheadRow

MOST_ROWS = 40


@dataclass(frozen=True, slots=True)
class Tie:
    """One tie: `key` is the caller's; `explained` is for the tooltip and screen readers."""

    key: object
    icon: str
    words: str
    explained: str = ""


class TieRows(TieFlow):
    """Ties of one kind.

    Args:
        add_name: what the plus does, in words.
        field_name: what is typed ("Number or title of a configuration").
        removal: the words of the menu for taking a tie away.

    Signals:
        added(TypeAheadRow): what was taken from the list.
        removed(key), followed(key): of a tie.
    """

    added = Signal(object)
    removed = Signal(object)
    followed = Signal(object)

    def __init__(self, add_name: str, field_name: str, removal: str, parent: QWidget | None = None) -> None:
        self._field_name, self._removal = field_name, removal
        self._source: Callable[[str], Sequence[TypeAheadRow]] = lambda _typed: ()
        super().__init__(add_name, parent)
        self.menu_filler: Callable[[QMenu, object], None] | None = None

    def build_adding(self) -> QWidget:
        self.other = TypeAheadField(self._field_name)
        self.other.set_source(lambda typed: list(self._source(typed))[:MOST_ROWS])
        self.other.taken.connect(self._take)
        self.other.cancelled.connect(self.close_by_key)
        self.other.left.connect(self.close_picker)
        self.other.setFixedWidth(current_theme().px(240))
        return self.other

    def field(self) -> TypeAheadField:
        return self.other

    def set_source(self, source: Callable[[str], Sequence[TypeAheadRow]]) -> None:
        """Ask `source` for what can be added; it gets the words typed so far."""
        self._source = source

    def show_ties(self, ties: Sequence[Tie], why_none: str = "") -> None:
        """Show these ties; `why_none` says why none can be added now."""
        self._fill([self._chip(tie) for tie in ties])
        self._allow(why_none)

    def _chip(self, tie: Tie) -> TieChip:
        chip = TieChip(tie.icon, tie.words, tie.explained, self)
        chip.activated.connect(lambda: self.followed.emit(tie.key))
        chip.remove_requested.connect(lambda: self.removed.emit(tie.key))
        chip.menu_requested.connect(lambda point: self._open_menu(tie, point))
        return chip

    def _open_menu(self, tie: Tie, point: object) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if self.menu_filler is not None:
            self.menu_filler(menu, tie.key)
        removing = menu.addAction(f"{self._removal}\tDel")
        removing.triggered.connect(lambda: self.removed.emit(tie.key))
        removing.setEnabled(not self._why_locked)
        removing.setToolTip(self._why_locked)
        menu.popup(point if isinstance(point, QPoint) else self.mapToGlobal(QPoint(0, self.height())))

    def _take(self, row: object, _stay: bool) -> None:
        if isinstance(row, TypeAheadRow):
            self.close_by_key()
            self.added.emit(row)


def fitting(named: Sequence[tuple[object, str, str]], typed: str) -> list[TypeAheadRow]:
    """Return those of (key, number, title) that hold what is typed; the number itself comes first."""
    wanted = typed.casefold()
    found = [row for row in named if wanted in f"{row[1]} {row[2]}".casefold()]
    found.sort(key=lambda row: row[1].casefold() != wanted)
    return [TypeAheadRow(key, f"{number}  {title}".strip()) for key, number, title in found]
