"""The list of all codings at one place, with what can be done with each: choose, go to its configuration, uncode."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from ipof_workbench.domain.listings import CodingRow
from ipof_workbench.ui.coding.coding_words import bearing_words, made_words, name_of, role_words, spoken, style_of_row
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.buttons import QuietButton
from ipof_workbench.ui.widgets.list_rows import ListModel, draw_row_ground
from ipof_workbench.ui.widgets.painting import draw_role_tile, draw_stance_glyph, elided
from ipof_workbench.ui.widgets.panels import Rule
from ipof_workbench.ui.widgets.plain_label import PlainLabel, as_tooltip
from ipof_workbench.ui.widgets.strokes import draw_raised

AnyIndex = QModelIndex | QPersistentModelIndex

ROW_ROLE = int(Qt.ItemDataRole.UserRole) + 820
WIDTH = 360
SHOWN_AT_ONCE = 6
_SIDE, _TILE, _TEXT_AT, _LINE, _SMALL, _PADDING = 10, 15, 34, 18, 16, 6
_NO_CONFIGURATION = "This coding bears on no configuration yet"


class _Rows(ListModel[CodingRow]):
    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session

    def data(self, index: AnyIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return name_of(row)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken(row, self._session.roles())
        if role == Qt.ItemDataRole.ToolTipRole:
            return as_tooltip("\n".join(part for part in (name_of(row), row.note) if part))
        return row if role == ROW_ROLE else None


class _Delegate(QStyledItemDelegate):
    """Tile and name; role and what it bears on, with the glyph of its stance; who and when; the note."""

    def __init__(self, session: Session, parent: QListView) -> None:
        super().__init__(parent)
        self._session = session

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        row = index.data(ROW_ROLE)
        theme = current_theme()
        lines = _LINE + 2 * _SMALL + (_SMALL if isinstance(row, CodingRow) and row.note else 0)
        return QSize(theme.px(WIDTH) - 2, theme.px(lines + 2 * _PADDING))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        row = index.data(ROW_ROLE)
        if not isinstance(row, CodingRow):
            return
        theme = current_theme()
        box = QRectF(option.rect)
        painter.save()
        draw_row_ground(painter, option)
        top, side = box.top() + theme.pxf(_PADDING), theme.pxf(_TILE)
        tile = QRectF(round(box.left() + theme.pxf(_SIDE)), round(top + theme.pxf(1)), side, side)
        draw_role_tile(painter, tile, style_of_row(row, self._session))
        left = box.left() + theme.pxf(_TEXT_AT)
        width = box.right() - theme.pxf(_SIDE) - left
        self._draw_lines(painter, row, QRectF(left, top, width, theme.pxf(_LINE)))
        painter.restore()

    def _draw_lines(self, painter: QPainter, row: CodingRow, box: QRectF) -> None:
        theme = current_theme()
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(theme.font("body", 600))
        painter.setPen(theme.colour("text"))
        painter.drawText(box, middle, elided(name_of(row), painter.font(), box.width()))
        painter.setFont(theme.font("small"))
        box = QRectF(box.left(), box.bottom(), box.width(), theme.pxf(_SMALL))
        bearing, indent = bearing_words(row), 0.0
        stances = [*(held.stance for held in row.configurations), *(held.stance for held in row.statements)]
        if stances:
            glyph = theme.pxf(12)
            draw_stance_glyph(painter, QRectF(box.left(), box.center().y() - glyph / 2, glyph, glyph), stances[0])
            indent = theme.pxf(17)
        role = role_words(row, self._session.roles())
        facts = f"{bearing} · {role}" if bearing else f"{role} · bears on nothing yet"
        painter.setPen(theme.colour("text2"))
        inner = box.adjusted(indent, 0, 0, 0)
        painter.drawText(inner, middle, elided(facts, painter.font(), inner.width()))
        box.translate(0, theme.pxf(_SMALL))
        painter.drawText(box, middle, elided(made_words(row), painter.font(), box.width()))
        if row.note:
            box.translate(0, theme.pxf(_SMALL))
            painter.setPen(theme.colour("text"))
            painter.drawText(box, middle, elided(row.note, painter.font(), box.width()))


class _List(QListView):
    """Lets the arrows walk; what the letters mean is said by the popup around it."""

    _WALKING = frozenset(
        {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}
    )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in self._WALKING:
            super().keyPressEvent(event)
        else:
            event.ignore()


class CodingsHere(QFrame):
    """A popup; Enter chooses, G goes to the configuration, Q lists all quotes, U uncodes, Esc closes.

    `chosen`, `configuration_asked`, `quotes_asked` and `uncode_asked` carry the `CodingRow`.
    """

    chosen = Signal(object)
    configuration_asked = Signal(object)
    quotes_asked = Signal(object)
    uncode_asked = Signal(object)

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("codingsHere")
        self.setAccessibleName("Codings here")
        self._session = session
        self._rows = _Rows(session, self)
        self.head = PlainLabel("", "caption", "text2", 600)
        self.list = _List()
        self.list.setAccessibleName("Codings here")
        self.list.setModel(self._rows)
        self.list.setItemDelegate(_Delegate(session, self.list))
        self.list.setMouseTracking(True)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.doubleClicked.connect(lambda _index: self._take("choose"))
        self.list.selectionModel().currentChanged.connect(lambda _now, _before: self._offer())
        self.setFocusProxy(self.list)
        self._buttons = {
            "choose": QuietButton("Choose", key_hint="Enter"),
            "go": QuietButton("Configuration", key_hint="G"),
            "quotes": QuietButton("All quotes", key_hint="Q"),
            "uncode": QuietButton("Uncode", key_hint="U"),
        }
        for key, button in self._buttons.items():
            button.clicked.connect(lambda _checked=False, key=key: self._take(key))
        self._lay_out()

    def _lay_out(self) -> None:
        self._foot = QHBoxLayout()
        for button in self._buttons.values():
            self._foot.addWidget(button)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(1, 1, 1, 1)
        self._column.setSpacing(0)
        self._top = QHBoxLayout()
        self._top.addWidget(self.head)
        self._column.addLayout(self._top)
        self._column.addWidget(self.list, 1)
        self._column.addWidget(Rule())
        self._column.addLayout(self._foot)

    def open_for(self, rows: Sequence[CodingRow], at: QPoint) -> None:
        """Show these codings at a global place; the first is current."""
        theme = current_theme()
        self._rows.show(rows)
        self.head.setText(f"{len(rows):,} coding{'' if len(rows) == 1 else 's'} here")
        self._top.setContentsMargins(theme.px(10), theme.px(8), theme.px(10), theme.px(6))
        self._foot.setContentsMargins(theme.px(4), theme.px(4), theme.px(4), theme.px(4))
        self._foot.setSpacing(theme.px(2))
        self.list.setStyleSheet(f"QListView {{ background: {theme.tokens.raised}; border: none; }}")
        self.list.setCurrentIndex(self._rows.index(0))
        screen = self.screen().availableGeometry()
        heights = [self.list.sizeHintForRow(number) for number in range(min(len(rows), SHOWN_AT_ONCE))]
        around = self._top.sizeHint().height() + self._foot.sizeHint().height() + 4
        self.list.setFixedHeight(min(sum(heights) + 2, screen.height() - around))
        width = min(max(theme.px(WIDTH), self._foot.sizeHint().width() + 2), screen.width())
        self.setFixedSize(width, self._column.sizeHint().height())
        self.setGeometry(self._place(at, screen))
        self.show()
        self.list.setFocus(Qt.FocusReason.PopupFocusReason)

    def _place(self, at: QPoint, screen: QRect) -> QRect:
        """Return where it stands: under the place it is about, over it where there is no room, always on the screen."""
        place = QRect(at, self.size())
        if place.bottom() > screen.bottom():
            place.moveBottom(at.y() - current_theme().px(28))
        place.moveRight(min(place.right(), screen.right()))
        place.moveTop(max(place.top(), screen.top()))
        place.moveLeft(max(place.left(), screen.left()))
        return place

    def paintEvent(self, event: QPaintEvent) -> None:
        draw_raised(self)

    def rows(self) -> tuple[CodingRow, ...]:
        """Return what is listed."""
        return tuple(self._rows.rows)

    def current(self) -> CodingRow | None:
        """Return the coding that the buttons act on."""
        row = self.list.currentIndex().data(ROW_ROLE)
        return row if isinstance(row, CodingRow) else None

    def button(self, key: str) -> QuietButton:
        """Return the button "choose", "go", "quotes" or "uncode"."""
        return self._buttons[key]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = {
            Qt.Key.Key_Return: "choose",
            Qt.Key.Key_Enter: "choose",
            Qt.Key.Key_G: "go",
            Qt.Key.Key_Q: "quotes",
            Qt.Key.Key_U: "uncode",
            Qt.Key.Key_Delete: "uncode",
        }.get(Qt.Key(event.key()))
        if key is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif self._buttons[key].isEnabled():
            self._take(key)

    def _offer(self) -> None:
        row = self.current()
        go, uncode = self._buttons["go"], self._buttons["uncode"]
        if row is not None and row.configurations:
            go.enable()
        else:
            go.disable(_NO_CONFIGURATION)
        if self._session.can_edit:
            uncode.enable()
        else:
            uncode.disable(self._session.why_not_editable)

    def _take(self, key: str) -> None:
        row = self.current()
        if row is None:
            return
        self.close()
        match key:
            case "choose":
                self.chosen.emit(row)
            case "go":
                self.configuration_asked.emit(row)
            case "quotes":
                self.quotes_asked.emit(row)
            case "uncode":
                self.uncode_asked.emit(row)
