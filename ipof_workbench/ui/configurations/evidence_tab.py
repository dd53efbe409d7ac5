"""The Evidence tab: what each quote does to the configuration, judged in the list itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from ipof_workbench.domain.appearance import STANCE_LOOKS, STANCE_ORDER, RoleStyle, stance_look
from ipof_workbench.domain.listings import Counts, EvidenceRow
from ipof_workbench.ui.configurations.evidence_delegate import EvidenceDelegate
from ipof_workbench.ui.configurations.evidence_items import EvidenceItem, EvidenceModel, evidence_items
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.buttons import LinkButton
from ipof_workbench.ui.widgets.counts import CountsLabel
from ipof_workbench.ui.widgets.notices import EmptyState
from ipof_workbench.ui.widgets.plain_label import PlainLabel
from ipof_workbench.ui.widgets.stance import StanceGlyph
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
    """The list. Signals carry the chosen items as a tuple of `EvidenceItem`."""

    opened = Signal(object)
    stance_chosen = Signal(object, str)
    strength_chosen = Signal(object, object)
    removal_requested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Evidence")
        self.setProperty("onPanel", True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.rows = EvidenceModel(self)
        self.setModel(self.rows)
        self.look = EvidenceDelegate(self)
        self.setItemDelegate(self.look)
        self.doubleClicked.connect(self._open)
        self.setToolTip("Enter opens the text, Shift+1 to 5 sets the stance, 1 to 3 the strength, F2 the rationale")

    def chosen(self) -> tuple[EvidenceItem, ...]:
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

    def fill_menu(self, menu: QMenu, chosen: tuple[EvidenceItem, ...]) -> None:
        """Add what can be done with the chosen items."""
        menu.addAction("Open in the text\tEnter").triggered.connect(lambda: self.opened.emit(chosen[0]))
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
        menu.addAction("Remove from the evidence\tDel").triggered.connect(lambda: self.removal_requested.emit(chosen))

    def _fill_stances(self, menu: QMenu, chosen: tuple[EvidenceItem, ...]) -> None:
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


class StanceCounts(QWidget):
    """How much evidence takes which stance: a glyph and a number for each of the first four."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._numbers: dict[str, PlainLabel] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(current_theme().px(6))
        for key in STANCE_ORDER[:4]:
            look = stance_look(key)
            number = PlainLabel("0", colour=look.colour, tabular=True)
            self._numbers[key] = number
            row.addWidget(StanceGlyph(key))
            row.addWidget(number)
            row.addSpacing(current_theme().px(8))

    def show_counts(self, stances: Mapping[str, int]) -> None:
        """Show other numbers."""
        for key, number in self._numbers.items():
            number.setText(f"{stances.get(key, 0):,}")
            number.setAccessibleName(f"{stances.get(key, 0):,} {stance_look(key).words}")


class EvidenceTab(QWidget):
    """Counts over the list; perhaps narrowed to one element or one case.

    `go_to_code_requested`: from the empty list.
    """

    go_to_code_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: Sequence[EvidenceRow] = ()
        self._order: Sequence[str] = ()
        self._narrowed: tuple[str, Callable[[EvidenceRow], bool]] | None = None
        self.stances, self.counts = StanceCounts(), CountsLabel(words=True)
        self.list = EvidenceList()
        self._only, self._all = PlainLabel("", "small", "text2", elide=True), LinkButton("Show all")
        self._all.clicked.connect(lambda: self.narrow(None))
        empty = EmptyState(
            "No evidence yet. Select a passage of a text and code it into this configuration.", "Go to Code"
        )
        empty.action_requested.connect(self.go_to_code_requested)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        self._stack.addWidget(empty)
        head, narrowed = QHBoxLayout(), QHBoxLayout()
        head.setContentsMargins(0, current_theme().px(8), 0, current_theme().px(2))
        head.addWidget(self.stances)
        head.addStretch(1)
        head.addWidget(self.counts)
        narrowed.addWidget(self._only, 1)
        narrowed.addWidget(self._all)
        self._narrow_row = QWidget()
        self._narrow_row.setLayout(narrowed)
        narrowed.setContentsMargins(0, 0, 0, 0)
        self._narrow_row.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current_theme().px(4))
        column.addLayout(head)
        column.addWidget(self._narrow_row)
        column.addWidget(self._stack, 1)

    def show_evidence(
        self, rows: Sequence[EvidenceRow], counts: Counts, stances: Mapping[str, int], styles: Mapping[str, RoleStyle]
    ) -> None:
        """Show the evidence of a configuration."""
        self._rows, self._order = rows, tuple(styles)
        self.list.look.styles = styles
        self.stances.show_counts(stances)
        self.counts.set_counts(*counts)
        self._show_items()

    def narrow(self, only: tuple[str, Callable[[EvidenceRow], bool]] | None) -> None:
        """Show only what fits, with words that say what; None shows all."""
        self._narrowed = only
        self._narrow_row.setVisible(only is not None)
        if only is not None:
            self._only.setText(f"Only {only[0]}")
        self._show_items()

    def _show_items(self) -> None:
        current = self.list.rows.item_at(self.list.currentIndex().row())
        rows = [row for row in self._rows if self._narrowed is None or self._narrowed[1](row)]
        self.list.rows.set_items(evidence_items(rows, self._order))
        self._stack.setCurrentIndex(0 if self._rows else 1)
        if current is not None:
            number = self.list.rows.find(lambda item: bool(set(item.rids) & set(current.rids)))
            if number is not None and number != self.list.currentIndex().row():
                self.list.setCurrentIndex(self.list.rows.index(number))
