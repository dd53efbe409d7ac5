"""One role of the grammar as a row: every field edited where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from ipof_workbench.domain.appearance import RoleStyle
from ipof_workbench.domain.grammar_rows import RoleUse
from ipof_workbench.domain.listings import RoleRow
from ipof_workbench.ui.configurations.in_place import CalmComboBox, EditableText
from ipof_workbench.ui.grammar.look_preview import LookButton, fill_look_menu
from ipof_workbench.ui.theme.icons import pixmap
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.buttons import IconButton, LinkButton
from ipof_workbench.ui.widgets.plain_label import as_tooltip
from ipof_workbench.ui.widgets.role_tile import RoleTile
from ipof_workbench.ui.widgets.themed import ThemedWidget

CONNECTOR_WORDS = (("if", "If …"), ("then", "then …"), ("because", "because …"), ("", "Not in it"))
WIDTHS = {"grip": 20, "tile": 26, "look": 72, "letter": 44, "connector": 112, "parent": 132, "use": 150, "ends": 60}
"""Logical pixels of the columns; the label takes what is left."""


def use_words(use: RoleUse) -> str:
    """Return what uses a role: “12 places, 30 codings”."""
    if not use.is_used:
        return "Not used yet"
    parts = ((use.places, "place"), (use.codings, "coding"), (use.elements, "element"))
    said = [f"{number:,} {words}{'' if number == 1 else 's'}" for number, words in parts if number]
    return ", ".join(said[:2]) or "In a diagram"


class Grip(ThemedWidget):
    """What a row is dragged by: `dragged` and `dropped` carry a global point."""

    dragged = Signal(object)
    dropped = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._start: QPoint | None = None
        self._is_dragging = False
        self.setAccessibleName(f"Drag to move {name}")
        self.setToolTip("Drag to another place, or Alt+Up and Alt+Down")
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)

    def sizeHint(self) -> QSize:
        return QSize(current_theme().px(WIDTHS["grip"]), current_theme().px(36))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._start, self._is_dragging = event.globalPosition().toPoint(), False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._start is None:
            return
        point = event.globalPosition().toPoint()
        self._is_dragging = self._is_dragging or abs(point.y() - self._start.y()) > 4
        if self._is_dragging:
            self.dragged.emit(point)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._is_dragging:
            self.dropped.emit(event.globalPosition().toPoint())
        self._start, self._is_dragging = None, False

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        side = current_theme().px(16)
        place = QPoint((self.width() - side) // 2, (self.height() - side) // 2)
        painter.drawPixmap(place, pixmap("grip-vertical", "text3", 16, self.devicePixelRatioF()))
        painter.end()


class RoleEditor(ThemedWidget):
    """The fields of one role.

    Signals:
        changed(field, value): an edit of the role.
        move_requested(step): one place up (-1) or down (+1).
        dragged(point), dropped(point): the row is moved by its grip.
        hide_requested(), show_requested(), removal_requested(): what they say.
        use_followed(): what stands in the role was asked for.
    """

    changed = Signal(str, object)
    move_requested = Signal(int)
    dragged = Signal(object)
    dropped = Signal(object)
    hide_requested = Signal()
    show_requested = Signal()
    removal_requested = Signal()
    use_followed = Signal()

    def __init__(self, role: RoleRow, style: RoleStyle, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.role = role
        self._role_style = style
        self._is_filling = False
        self.setAccessibleName(role.label)
        self.grip = Grip(role.label)
        self.tile = RoleTile(style, 22)
        self.look = LookButton(style, "")
        self.label = EditableText("Label", "Label", weight=600)
        self.plural = EditableText("Plural", "Plural", size="small")
        self.letter = EditableText("Key", "Key", weight=600)
        self.connector = CalmComboBox("Part of the sentence")
        self.parent_role = CalmComboBox("Part of")
        self.use = LinkButton("")
        self.hide_button = IconButton("eye-off", "")
        self.show_button = IconButton("eye", "")
        self.remove_button = IconButton("trash-2", "")
        for key, words in CONNECTOR_WORDS:
            self.connector.addItem(words, key)
        self._row = QHBoxLayout(self)
        self._assemble()
        self._connect()
        self._measure()

    def show_role(
        self, role: RoleRow, style: RoleStyle, others: Sequence[RoleRow], use: RoleUse, editable: bool, only: bool
    ) -> None:
        """Show the role as it is now; `others` may stand above it, `only` says that it is the last one shown."""
        self.role, self._role_style = role, style
        self._is_filling = True
        self.tile.set_style(style)
        self.look.show_style(style, f"Look of {role.label}: {style.shape.replace('_', ' ')}")
        for field, text in ((self.label, role.label), (self.plural, role.plural), (self.letter, role.letter)):
            field.set_text(text)
            field.setEnabled(editable)
        self.label.setToolTip(as_tooltip(f"Stored as “{role.key}”"))
        self.letter.setToolTip("The key that codes a passage in this role")
        self.connector.setCurrentIndex(self.connector.findData(role.connector))
        self._fill_parents(others)
        self.use.setText(use_words(use))
        self.use.setAccessibleName(f"{role.label}: {use_words(use)}")
        why_not = "Show the role first" if role.hidden else "Nothing stands in this role or is coded in it yet"
        self.use.enable() if use.is_used and not role.hidden else self.use.disable(why_not)
        for control in (self.connector, self.parent_role, self.look, self.grip):
            control.setEnabled(editable)
        self._show_ends(use, editable, only)
        self._is_filling = False

    def focus_label(self) -> None:
        """Give the keyboard to the label."""
        self.label.setFocus(Qt.FocusReason.TabFocusReason)

    def commit(self) -> None:
        """Store what an open field holds."""
        for field in (self.label, self.plural, self.letter):
            field.commit()

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        # The combo boxes keep Alt+Up and Alt+Down for their lists; here they move the row, whatever has the keyboard.
        return isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self._moves(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._moves(event):
            super().keyPressEvent(event)

    def theme_changed(self) -> None:
        self._measure()
        super().theme_changed()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(0, self.height() - 1, self.width(), 1, current_theme().colour("border"))
        painter.end()

    def fill_menu(self, menu: QMenu) -> None:
        """Offer the colours and shapes."""
        now = (self.role.colour, self.role.glyph)
        fill_look_menu(menu, self.role.key, self.role.letter, now, lambda field, key: self.changed.emit(field, key))

    def _moves(self, event: QKeyEvent) -> bool:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier != Qt.KeyboardModifier.AltModifier:
            return False
        self.move_requested.emit(step)
        return True

    def _assemble(self) -> None:
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self.label)
        names.addWidget(self.plural)
        self._row.addWidget(self.grip)
        self._row.addWidget(self.tile)
        self._row.addLayout(names, 1)
        for part in (self.letter, self.connector, self.parent_role, self.look, self.use):
            self._row.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
        for button in (self.show_button, self.hide_button, self.remove_button):
            self._row.addWidget(button)
        for combo in (self.connector, self.parent_role):
            combo.installEventFilter(self)

    def _connect(self) -> None:
        self.label.committed.connect(lambda words: self.changed.emit("label", words))
        self.plural.committed.connect(lambda words: self.changed.emit("plural", words))
        self.letter.committed.connect(lambda words: self.changed.emit("letter", words))
        self.connector.currentIndexChanged.connect(lambda _: self._chosen("connector", self.connector))
        self.parent_role.currentIndexChanged.connect(lambda _: self._chosen("parent", self.parent_role))
        self.look.clicked.connect(self._open_looks)
        self.grip.dragged.connect(self.dragged)
        self.grip.dropped.connect(self.dropped)
        self.hide_button.clicked.connect(self.hide_requested)
        self.show_button.clicked.connect(self.show_requested)
        self.remove_button.clicked.connect(self.removal_requested)
        self.use.clicked.connect(self.use_followed)

    def _chosen(self, field: str, combo: CalmComboBox) -> None:
        value: Any = combo.currentData()
        if not self._is_filling:
            self.changed.emit(field, value)

    def _open_looks(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.fill_menu(menu)
        menu.popup(self.look.mapToGlobal(QPoint(0, self.look.height())))

    def _fill_parents(self, others: Sequence[RoleRow]) -> None:
        self.parent_role.clear()
        self.parent_role.addItem("Nothing", None)
        for other in others:
            if other.rid != self.role.rid and other.parent != self.role.rid:
                self.parent_role.addItem(other.label, other.rid)
        self.parent_role.setCurrentIndex(max(0, self.parent_role.findData(self.role.parent)))

    def _show_ends(self, use: RoleUse, editable: bool, only: bool) -> None:
        label, hidden = self.role.label, self.role.hidden
        for button, words in (
            (self.hide_button, f"Hide {label}: what stands in it stays stored"),
            (self.show_button, f"Show {label} again, with everything in it"),
            (self.remove_button, f"Remove {label}"),
        ):
            button.enable()
            button.set_name(words)
        self.hide_button.setVisible(not hidden)
        self.show_button.setVisible(hidden)
        why = "" if editable else "This project is open for reading only"
        # Without the label, which may look like markup: these sentences are shown as they stand.
        last = "This is the only role left" if only and not hidden else ""
        used = "This role is used: hide it instead, then nothing is lost" if use.is_used else ""
        for button, reason in ((self.hide_button, why or last), (self.remove_button, why or used or last)):
            if reason:
                button.disable(reason)
        if why:
            self.show_button.disable(why)

    def _measure(self) -> None:
        theme = current_theme()
        self._row.setContentsMargins(theme.px(8), theme.px(6), theme.px(8), theme.px(6))
        self._row.setSpacing(theme.px(8))
        self.letter.setFixedWidth(theme.px(WIDTHS["letter"]))
        self.connector.setFixedWidth(theme.px(WIDTHS["connector"]))
        self.parent_role.setFixedWidth(theme.px(WIDTHS["parent"]))
        self.use.setFixedWidth(theme.px(WIDTHS["use"]))
        self.setFixedHeight(theme.px(68))
