"""What stands in a place as a chip, with what can be done with it: how it stands, where, whether at all."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QEnterEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from ipof_workbench.domain.appearance import RoleStyle
from ipof_workbench.domain.listings import PlaceContentRow
from ipof_workbench.domain.vocabulary import Activation, Polarity
from ipof_workbench.ui.configurations.wording import ACTIVATION_NOTES, ACTIVATION_WORDS
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.buttons import IconButton
from ipof_workbench.ui.widgets.element_chip import ChipState, ElementChip

BUTTON_SIDE = 20
POLARITY_WORDS = ((Polarity.PRESENT.value, "Present"), (Polarity.ABSENT.value, "Absent"))
CONDITION_WORDS = ((Polarity.PRESENT.value, "Is so"), (Polarity.ABSENT.value, "Is not so"))
EARLIER, LATER = "Move before the one before\tAlt+Up", "Move after the next\tAlt+Down"


def chip_state(content: PlaceContentRow) -> ChipState:
    """Return how the chip of a content looks; how it fires stands in words as well."""
    if content.polarity == Polarity.ABSENT.value:
        return "absent"
    return "inhibited" if content.activation == Activation.INHIBITED.value else "present"


class ContentChip(ElementChip):
    """A chip of a content of a place. Under the pointer a button opens its menu, and with `crossed` another takes it
    out; the menu key, or Shift+F10, opens the menu from the keyboard.

    `moved_by` (-1 or 1) follows Alt+Up and Alt+Down.
    """

    moved_by = Signal(int)

    def __init__(
        self,
        style: RoleStyle,
        content: PlaceContentRow,
        statement: str = "",
        parent: QWidget | None = None,
        note: str = "",
        *,
        crossed: bool = False,
    ) -> None:
        count, is_condition = (content.codings if content.element is not None else None), content.attribute is not None
        how = ACTIVATION_NOTES.get(content.activation, "")
        notes = ", ".join(words for words in (note, how) if words)
        super().__init__(style, content.label, count, chip_state(content), statement, parent, notes, is_condition)
        self.content = content
        self._crossed = crossed
        self._buttons: list[IconButton] = []

    @property
    def more(self) -> IconButton:
        """The button that opens the menu."""
        return self._made()[0]

    @property
    def cross(self) -> IconButton:
        """The button that takes the content out, of a chip that has one."""
        return self._made()[1]

    def _made(self) -> list[IconButton]:
        """Return the buttons; they are made for the first pointer over the chip, for chips are made at every coding."""
        if not self._buttons:
            label = self.content.label
            more = IconButton("ellipsis", f"How “{label}” stands here", "Shift+F10", self)
            more.clicked.connect(self._ask_for_menu)
            self._buttons = [more]
            if self._crossed:
                cross = IconButton("x", f"Take “{label}” out", "Delete", self)
                cross.clicked.connect(self.remove_requested)
                self._buttons.append(cross)
            for button in self._buttons:
                button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
                button.hide()
            self._place_buttons()
        return self._buttons

    def enterEvent(self, event: QEnterEvent) -> None:
        self._show_buttons(self.isEnabled())
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._show_buttons(False)
        super().leaveEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._place_buttons()
        super().resizeEvent(event)

    def _place_buttons(self) -> None:
        side = current_theme().px(BUTTON_SIDE)
        top = (self.height() - side) // 2
        for number, button in enumerate(reversed(self._buttons), start=1):
            button.setGeometry(QRect(self.width() - number * side - 2, top, side, side))

    def event(self, event: QEvent) -> bool:
        # On the Code page Alt+Up and Alt+Down go from turn to turn; on a chip they move it.
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _steps(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if _steps(event):
            self.moved_by.emit(_steps(event))
        elif event.key() == Qt.Key.Key_F10 and event.modifiers() == Qt.KeyboardModifier.ShiftModifier:
            self._ask_for_menu()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        # Some systems send this for Shift+F10 as well: the menu is open then.
        if QApplication.activePopupWidget() is None:
            super().contextMenuEvent(event)

    def _ask_for_menu(self) -> None:
        self.menu_requested.emit(self.mapToGlobal(QPoint(0, self.height())))

    def _show_buttons(self, shown: bool) -> None:
        buttons = self._made() if shown else self._buttons
        for button in buttons:
            button.setVisible(shown)
        self.set_room(len(buttons) * current_theme().px(BUTTON_SIDE) + 2 if shown else 0)


def _steps(event: QKeyEvent) -> int:
    """Return -1 for Alt+Up, 1 for Alt+Down, else 0."""
    if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier != Qt.KeyboardModifier.AltModifier:
        return 0
    return {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)


def fill_content_menu(
    menu: QMenu,
    content: PlaceContentRow,
    alternatives: Sequence[Sequence[PlaceContentRow]],
    stands: Callable[[str, str], None],
    move: Callable[[int], None],
) -> None:
    """Add how a content stands (`stands` gets the field, polarity or activation, and its key) and where (`move`)."""
    polarities = CONDITION_WORDS if content.attribute is not None else POLARITY_WORDS
    _choices(menu, polarities, content.polarity, lambda key: stands("polarity", key))
    fires = [(member.value, ACTIVATION_WORDS[member.value]) for member in Activation]
    _choices(menu, fires, content.activation, lambda key: stands("activation", key))
    order = [one.rid for group in alternatives for one in group]
    if len(order) > 1:
        for words, by, at_end in ((EARLIER, -1, order[0]), (LATER, 1, order[-1])):
            action = menu.addAction(words)
            action.triggered.connect(lambda _=False, by=by: move(by))
            action.setEnabled(content.rid != at_end)
        menu.addSeparator()


def _choices(menu: QMenu, choices: Sequence[tuple[str, str]], chosen: str, choose: Callable[[str], None]) -> None:
    for key, words in choices:
        action = menu.addAction(words)
        action.setCheckable(True)
        action.setChecked(key == chosen)
        action.triggered.connect(lambda _=False, key=key: choose(key))
    menu.addSeparator()
