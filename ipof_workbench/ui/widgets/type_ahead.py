"""The type-ahead picker: a field and a list under it that never takes the focus."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent, QMoveEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QLineEdit, QListView, QVBoxLayout, QWidget

from ipof_workbench.domain.appearance import RoleStyle
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.theme.tokens import ROW_LIST
from ipof_workbench.ui.widgets.list_rows import ListModel
from ipof_workbench.ui.widgets.role_tile import RoleTile

ROWS_SHOWN = 8
ROW_ROLE = int(Qt.ItemDataRole.UserRole) + 1

AnyIndex = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class TypeAheadRow:
    """One thing to pick. `key` is the caller's; `is_new` marks the row that makes a new element of what was typed."""

    key: object
    text: str
    role: RoleStyle | None = None
    count: int | None = None
    is_new: bool = False
    hint: str = ""


class _Rows(ListModel["TypeAheadRow"]):
    def data(self, index: AnyIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.text
        return row if role == ROW_ROLE else None


class TypeAheadPopup(QFrame):
    """The list: at most eight rows high, beside the field in front of everything, without focus of its own."""

    taken = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        # Not a Tool window: some window systems give those the focus whatever is asked, and Wayland does not place
        # them. A ToolTip window gets the mouse, never the focus, and stands where it is put.
        flags = Qt.WindowType.ToolTip | Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowDoesNotAcceptFocus
        super().__init__(parent, flags)
        # Late import: the delegate paints rows of this module.
        from ipof_workbench.ui.widgets.type_ahead_delegate import TypeAheadDelegate

        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._rows = _Rows(self)
        self.list = QListView(self)
        self.list.setAccessibleName("Matches")
        self.list.setModel(self._rows)
        self._delegate = TypeAheadDelegate(self.list)
        self.list.setItemDelegate(self._delegate)
        self.list.setUniformItemSizes(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setMouseTracking(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.entered.connect(self.list.setCurrentIndex)
        self.list.clicked.connect(self._clicked)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 4, 1, 4)
        column.addWidget(self.list)

    def show_rows(self, rows: Sequence[TypeAheadRow], match: str, below: QRect) -> None:
        """Show `rows` under (or, without room, over) the global rectangle `below`; `match` is set in bold."""
        theme = current_theme()
        self._delegate.match = match
        self._rows.show(rows)
        if not rows:
            self.hide()
            return
        height = theme.px(ROW_LIST) * min(len(rows), ROWS_SHOWN) + 10
        width = max(below.width(), theme.px(240))
        place = QRect(below.left(), below.bottom() + 3, width, height)
        screen = self.screen().availableGeometry()
        if place.bottom() > screen.bottom():
            place.moveBottom(below.top() - 3)
        if place.right() > screen.right():
            place.moveRight(screen.right())
        # The style sheet cannot reach one frame by class without reaching every list in the window.
        tokens = theme.tokens
        self.setStyleSheet(
            f"TypeAheadPopup {{ background: {tokens.raised}; border: 1px solid {tokens.control}; }}"
            f"QListView {{ background: {tokens.raised}; }}"
        )
        self.setGeometry(place)
        if not self.isVisible():
            self.show()
        self.list.setCurrentIndex(self._rows.index(0) if match else QModelIndex())

    def move_current(self, step: int) -> None:
        """Go up or down by `step` rows, around the ends."""
        count = self._rows.rowCount()
        if count:
            now = self.list.currentIndex().row()
            now = -1 if now < 0 and step > 0 else (0 if now < 0 else now)
            self.list.setCurrentIndex(self._rows.index((now + step) % count))

    def current_row(self) -> TypeAheadRow | None:
        """Return the row that Enter would take."""
        index = self.list.currentIndex()
        return self._rows.rows[index.row()] if self.isVisible() and index.isValid() else None

    def _clicked(self, index: QModelIndex) -> None:
        self.taken.emit(self._rows.rows[index.row()])


class TypeAheadField(QLineEdit):
    """A field that offers what matches while one types.

    `taken` carries the row and whether to stay open (Shift+Enter). `cancelled` follows Esc, and Enter with nothing
    typed and nothing chosen. `left` follows when the focus goes elsewhere.
    """

    taken = Signal(object, bool)
    cancelled = Signal()
    left = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setPlaceholderText(name)
        self._source: Callable[[str], Sequence[TypeAheadRow]] | None = None
        self._tile: RoleTile | None = None
        self.popup = TypeAheadPopup(self)
        self.popup.taken.connect(self._take_clicked)
        self.textEdited.connect(self._offer)
        current_theme().changed.connect(self._space)
        self._space()

    def set_source(self, source: Callable[[str], Sequence[TypeAheadRow]]) -> None:
        """Ask `source` for rows; it gets the words typed so far, stripped, and should answer in a few ms."""
        self._source = source

    def set_role(self, style: RoleStyle | None) -> None:
        """Show a role's tile at the left end."""
        if self._tile is not None:
            self._tile.deleteLater()
            self._tile = None
        if style is not None:
            self._tile = RoleTile(style, 15, parent=self)
            self._tile.show()
        self._space()

    def open_at(self, point: QPoint | None = None, width: int = 280) -> None:
        """Show the field empty, with the focus and the list; `point` (global) moves it there inside its parent."""
        parent = self.parentWidget()
        if point is not None and parent is not None:
            size = self.sizeHint()
            wide = min(current_theme().px(width), parent.width() - 8)
            place = parent.mapFromGlobal(point)
            x = max(4, min(place.x(), parent.width() - wide - 4))
            y = max(4, min(place.y(), parent.height() - size.height() - 4))
            self.setGeometry(x, y, wide, size.height())
        self.clear()
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._offer()

    def close_list(self) -> None:
        """Hide the list; the field stays."""
        self.popup.hide()

    def event(self, event: QEvent) -> bool:
        # Esc and Enter belong to the picker while it has the focus, whatever shortcuts the window defines.
        ours = (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        override = event.type() == QEvent.Type.ShortcutOverride
        if override and isinstance(event, QKeyEvent) and event.key() in ours:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 7, Qt.Key.Key_PageUp: -7}.get(Qt.Key(key))
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if step is not None:
            if self.popup.isHidden():
                self._offer()
            self.popup.move_current(step)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not control:
            self._take(stay=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        elif key == Qt.Key.Key_Escape:
            self._leave()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.popup.hide()
            self.left.emit()

    def hideEvent(self, event: QHideEvent) -> None:
        self.popup.hide()
        super().hideEvent(event)

    def moveEvent(self, event: QMoveEvent) -> None:
        super().moveEvent(event)
        self.popup.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_tile()

    def _offer(self, _text: str = "") -> None:
        if self._source is None:
            return
        typed = self.text().strip()
        below = QRect(self.mapToGlobal(QPoint(0, 0)), self.size())
        self.popup.show_rows(self._source(typed), typed, below)

    def _take(self, stay: bool) -> None:
        row = self.popup.current_row()
        if row is None:
            if not self.text().strip():
                self._leave()
            return
        self._finish(row, stay)

    def _take_clicked(self, row: object) -> None:
        self._finish(row, False)

    def _finish(self, row: object, stay: bool) -> None:
        self.clear()
        if not stay:
            self.popup.hide()
        self.taken.emit(row, stay)
        if stay:
            self._offer()

    def _leave(self) -> None:
        self.clear()
        self.popup.hide()
        self.cancelled.emit()

    def _space(self) -> None:
        self.setTextMargins(current_theme().px(20) if self._tile is not None else 0, 0, 0, 0)
        self._place_tile()

    def _place_tile(self) -> None:
        if self._tile is not None:
            size = self._tile.sizeHint()
            self._tile.setGeometry(QRect(QPoint(current_theme().px(8), (self.height() - size.height()) // 2), size))
