"""The list of the evidence of a configuration: keys and menus that judge what is chosen."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QMenu, QWidget

from ipof_workbench.domain.appearance import STANCE_LOOKS, STANCE_ORDER
from ipof_workbench.ui.configurations.evidence_delegate import EvidenceDelegate
from ipof_workbench.ui.configurations.evidence_items import EvidenceModel, FindingItem, Item
from ipof_workbench.ui.widgets.wrapping_list import WrappingList

STANCE_KEYS = ("supports", "partly_supports", "refines", "challenges", "silent")
_SHIFTED: dict[Qt.Key, int] = {
    Qt.Key.Key_Exclam: 0,
    Qt.Key.Key_At: 1,
    Qt.Key.Key_QuoteDbl: 1,
    Qt.Key.Key_NumberSign: 2,
    Qt.Key.Key_sterling: 2,
    Qt.Key.Key_section: 2,
    Qt.Key.Key_Dollar: 3,
    Qt.Key.Key_Percent: 4,
}
"""What Shift and the digits 1 to 5 arrive as on the usual keyboards."""
_DIGITS = {Qt.Key.Key_0: 0, Qt.Key.Key_1: 1, Qt.Key.Key_2: 2, Qt.Key.Key_3: 3, Qt.Key.Key_4: 4, Qt.Key.Key_5: 5}


def stance_of_key(event: QKeyEvent) -> str | None:
    """Return the stance that Shift and a digit stand for."""
    if not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
        return None
    key = Qt.Key(event.key())
    number = _SHIFTED.get(key)
    if number is None and key in _DIGITS:
        number = _DIGITS[key] - 1
    return STANCE_KEYS[number] if number is not None and 0 <= number < len(STANCE_KEYS) else None


class EvidenceList(WrappingList):
    """The list. Signals carry the chosen items (quotes and findings) as a tuple of `Item`."""

    opened = Signal(object)
    stance_chosen = Signal(object, str)
    strength_chosen = Signal(object, object)
    removal_requested = Signal(object)
    choice_changed = Signal()
    also_asked = Signal()
    move_asked = Signal()
    bundle_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Evidence")
        self.setProperty("onPanel", True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.bundle_words = "Bundle"
        self.rows = EvidenceModel(self)
        self.setModel(self.rows)
        self.look = EvidenceDelegate(self)
        self.setItemDelegate(self.look)
        self.doubleClicked.connect(self._open)
        self.selectionModel().selectionChanged.connect(lambda: self.choice_changed.emit())
        self.rows.modelReset.connect(self.choice_changed)
        self.rows.dataChanged.connect(self.choice_changed)
        self.setToolTip("Enter opens the text, Shift+1 to 5 sets the stance, 1 to 3 the strength, F2 the rationale")

    def chosen(self) -> tuple[Item, ...]:
        """Return the selected items in their order."""
        numbers = sorted(index.row() for index in self.selectedIndexes())
        return tuple(item for number in numbers if (item := self.rows.item_at(number)) is not None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        stance, key = stance_of_key(event), Qt.Key(event.key())
        chosen = self.chosen()
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if not chosen:
            super().keyPressEvent(event)
        elif stance is not None:
            self.stance_chosen.emit(chosen, stance)
        elif plain and key in _DIGITS and _DIGITS[key] <= 3:
            self.strength_chosen.emit(chosen, _DIGITS[key] or None)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.state() != QAbstractItemView.State.EditingState:
            self._open(self.currentIndex())
        elif key == Qt.Key.Key_Delete:
            self.removal_requested.emit(chosen)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        index = self.indexAt(event.position().toPoint())
        if not index.isValid() or event.button() != Qt.MouseButton.LeftButton:
            return
        if self.look.glyph_rect(self.visualRect(index)).contains(event.position().toPoint()):
            menu = self._popup()
            self._fill_stances(menu, self.chosen())
            menu.popup(event.globalPosition().toPoint())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        chosen = self.chosen()
        if not chosen:
            return
        menu = self._popup()
        self.fill_menu(menu, chosen)
        menu.popup(event.globalPos())

    def fill_menu(self, menu: QMenu, chosen: tuple[Item, ...]) -> None:
        """Add what can be done with the chosen items."""
        opens = "Open the finding" if isinstance(chosen[0], FindingItem) else "Open in the text"
        menu.addAction(f"{opens}\tEnter").triggered.connect(lambda: self.opened.emit(chosen[0]))
        menu.addSeparator()
        self._fill_stances(menu, chosen)
        menu.addSeparator()
        for strength, words in (
            (1, "Strength 1\t1"),
            (2, "Strength 2\t2"),
            (3, "Strength 3\t3"),
            (None, "Not judged\t0"),
        ):
            action = menu.addAction(words)
            action.setCheckable(True)
            action.setChecked(all(item.first.strength == strength for item in chosen))
            action.triggered.connect(lambda _=False, number=strength: self.strength_chosen.emit(chosen, number))
        menu.addSeparator()
        menu.addAction("Rationale\tF2").triggered.connect(lambda: self.edit(self.currentIndex()))
        menu.addSeparator()
        menu.addAction("Also bears on…").triggered.connect(self.also_asked)
        menu.addAction("Move to…").triggered.connect(self.move_asked)
        menu.addAction(self.bundle_words).triggered.connect(self.bundle_asked)
        menu.addAction("Remove from the evidence\tDel").triggered.connect(lambda: self.removal_requested.emit(chosen))

    def _fill_stances(self, menu: QMenu, chosen: tuple[Item, ...]) -> None:
        for key in STANCE_ORDER:
            look = STANCE_LOOKS[key]
            words = look.words.capitalize()
            action = menu.addAction(f"{words}\t{look.shortcut}" if look.shortcut else words)
            action.setCheckable(True)
            action.setChecked(all(item.first.stance == key for item in chosen))
            action.triggered.connect(lambda _=False, key=key: self.stance_chosen.emit(chosen, key))

    def _popup(self) -> QMenu:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return menu

    def _open(self, index: QModelIndex) -> None:
        item = self.rows.item_at(index.row())
        if item is not None:
            self.opened.emit(item)
