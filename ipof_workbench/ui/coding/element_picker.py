"""The type-ahead picker of the Code page: opens at the passage or at a slot, and never stands in the way."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Literal

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from ipof_workbench.domain.appearance import RoleStyle
from ipof_workbench.domain.identity import Rid
from ipof_workbench.ui.widgets.type_ahead import TypeAheadField, TypeAheadRow

ROWS_AT_MOST = 60
_HINT = 28

What = Literal["element", "new", "rename", "configuration", "coding", "memo", "code", "new_code", "condition"]


@dataclass(frozen=True, slots=True)
class Choice:
    """What was picked: an existing thing by `rid`, or `words` for a new one or another name; `role_key` its role.

    For a "new_code" `rid` is the code that it goes below; for a "condition" it is the attribute, `words` the value.
    """

    what: What
    rid: Rid | None = None
    words: str = ""
    role_key: str = ""


@dataclass(frozen=True, slots=True)
class Request:
    """What the picker is opened for.

    Attributes:
        prompt: what stands in the empty field.
        source: gives the rows for what was typed.
        taken: called with the choice and whether the picker stays open (Shift+Enter).
        given_up: called when nothing was picked (Esc, or the focus went elsewhere).
        style: the role whose tile is shown.
    """

    prompt: str
    source: Callable[[str], Sequence[TypeAheadRow]]
    taken: Callable[[Choice, bool], None]
    given_up: Callable[[], None]
    style: RoleStyle | None = None


class ElementPicker(TypeAheadField):
    """The one picker of a page (object name `elementPicker`); a field of the page with its list below.

    Letters typed in it are words; role keys work again when it has closed. It closes on Enter, Esc, and when the
    focus or a selection goes elsewhere. `close_configuration_requested` follows Ctrl+Enter, after what was typed
    has been taken; `hot_requested` follows Ctrl+Shift and a figure on a code or element (the choice, the figure).
    """

    close_configuration_requested = Signal()
    hot_requested = Signal(object, int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__("Name the element", parent)
        self.setObjectName("elementPicker")
        self._request: Request | None = None
        self._keeps = self._waits = False
        self.taken.connect(self._pass_on)
        self.cancelled.connect(self.give_up)
        self.left.connect(self._leave_for_good)
        for digit in range(1, 10):
            # A shortcut knows the figure on every keyboard, where the key that is pressed with Shift is another sign.
            keys = QShortcut(QKeySequence(f"Ctrl+Shift+{digit}"), self)
            keys.setContext(Qt.ShortcutContext.WidgetShortcut)
            keys.activated.connect(partial(self._ask_for_hot, digit))
        self.hide()

    def is_open(self) -> bool:
        """Tell whether something is being picked."""
        return self._request is not None

    def open_for(self, request: Request, point: QPoint, width: int = 280) -> None:
        """Open at a global point, with the focus; what was open before is given up."""
        self.give_up()
        self._request = request
        self.setPlaceholderText(request.prompt)
        self.setAccessibleName(request.prompt)
        self.set_role(request.style)
        self.set_source(self._rows)
        # The keyboard is taken now; the list comes after the coding has been painted.
        self._waits = True
        self.open_at(point, width)
        QTimer.singleShot(0, self._offer_first)

    def _rows(self, words: str) -> Sequence[TypeAheadRow]:
        if self._request is None or (self._waits and not words):
            return ()
        return self._request.source(words)

    def _offer_first(self) -> None:
        if self._waits and self._request is not None:
            self._waits = False
            self._offer()

    def give_up(self) -> None:
        """Close without picking anything."""
        request = self._close()
        if request is not None:
            request.given_up()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._is_for_window(event):
            event.ignore()
            return True
        return super().event(event)

    def _is_for_window(self, event: QKeyEvent) -> bool:
        """Tell whether a key means the window: with nothing typed, undo means the coding just made."""
        keys = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)
        return not self.text() and any(event.matches(key) for key in keys)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._take(stay=False)
            self.give_up()
            self.close_configuration_requested.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        # Another window in front is no decision: what was typed waits.
        self._keeps = event.reason() == Qt.FocusReason.ActiveWindowFocusReason
        super().focusOutEvent(event)
        self._keeps = False

    def _leave_for_good(self) -> None:
        if not self._keeps:
            self.give_up()

    def _ask_for_hot(self, digit: int) -> None:
        row = self.popup.current_row()
        if row is not None and isinstance(row.key, Choice) and row.key.what in ("element", "code"):
            self.hot_requested.emit(row.key, digit)

    def _close(self) -> Request | None:
        request, self._request = self._request, None
        if request is not None:
            self.clear()
            self.close_list()
            self.hide()
        return request

    def _pass_on(self, row: object, stay: bool) -> None:
        request = self._request
        if request is None or not isinstance(row, TypeAheadRow) or not isinstance(row.key, Choice):
            return
        if not stay:
            self._close()
        request.taken(row.key, stay)
