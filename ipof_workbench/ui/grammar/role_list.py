"""The roles in their order, the hidden ones below; rows are dragged, or moved with Alt+Up and Alt+Down."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ipof_workbench.domain.appearance import RoleStyle
from ipof_workbench.domain.grammar_rows import RoleUse
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.listings import RoleRow
from ipof_workbench.ui.grammar.role_editor import WIDTHS, RoleEditor
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.panels import Rule, SectionHeader
from ipof_workbench.ui.widgets.plain_label import PlainLabel
from ipof_workbench.ui.widgets.themed import ThemedWidget

NO_USE = RoleUse(0, 0, 0, 0)
_HEADS = (
    ("Role", 0),
    ("Key", "letter"),
    ("Sentence", "connector"),
    ("Part of", "parent"),
    ("Look", "look"),
    ("Use", "use"),
)


class _Heads(QWidget):
    """The heads of the columns."""

    def __init__(self) -> None:
        super().__init__()
        self._row = QHBoxLayout(self)
        self._labels: list[tuple[PlainLabel, str]] = []
        self._lead = QWidget()
        self._row.addWidget(self._lead)
        for words, column in _HEADS:
            label = PlainLabel(words, "caption", "text2", 600)
            self._labels.append((label, str(column or "")))
            self._row.addWidget(label, 0 if column else 1)
        self._end = QWidget()
        self._row.addWidget(self._end)
        current_theme().changed.connect(self.measure)
        self.measure()

    def measure(self) -> None:
        theme = current_theme()
        self._row.setContentsMargins(theme.px(8), theme.px(6), theme.px(8), theme.px(2))
        self._row.setSpacing(theme.px(8))
        self._lead.setFixedWidth(theme.px(WIDTHS["grip"] + WIDTHS["tile"] + 4))
        for label, column in self._labels:
            if column:
                label.setFixedWidth(theme.px(WIDTHS[column]))
        self._end.setFixedWidth(theme.px(WIDTHS["ends"] + 4))


class RoleList(ThemedWidget):
    """A row for each role.

    Signals:
        changed(role, field, value), hide_requested(role), show_requested(role), removal_requested(role),
            use_followed(role): of a row; the role is its rid.
        ordered(roles): the rids of all roles in another order.
    """

    changed = Signal(object, str, object)
    hide_requested = Signal(object)
    show_requested = Signal(object)
    removal_requested = Signal(object)
    use_followed = Signal(object)
    ordered = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.editors: dict[Rid, RoleEditor] = {}
        self._roles: Sequence[RoleRow] = ()
        self._drop_at: int | None = None
        self._hidden_head = SectionHeader("Hidden: stored, in no table, lane or picker", size="caption")
        self._shown, self._hidden = QVBoxLayout(), QVBoxLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for layout in (self._shown, self._hidden):
            layout.setSpacing(0)
        column.addWidget(_Heads())
        column.addWidget(Rule())
        column.addLayout(self._shown)
        column.addSpacing(current_theme().px(20))
        column.addWidget(self._hidden_head)
        column.addLayout(self._hidden)
        column.addStretch(1)
        self._hidden_head.setContentsMargins(current_theme().px(12), 0, 0, current_theme().px(4))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

    def show_roles(
        self, roles: Sequence[RoleRow], styles: Mapping[str, RoleStyle], uses: Mapping[Rid, RoleUse], editable: bool
    ) -> None:
        """Show all roles of the grammar; rows of roles that stay are kept, with the keyboard where it is."""
        self._roles = roles
        for rid in [rid for rid in self.editors if rid not in {role.rid for role in roles}]:
            gone = self.editors.pop(rid)
            gone.hide()
            gone.deleteLater()
        only = sum(not role.hidden for role in roles) == 1
        for role in roles:
            editor = self.editors.get(role.rid) or self._made(role, styles[role.key])
            editor.show_role(role, styles[role.key], roles, uses.get(role.rid, NO_USE), editable, only)
        self._lay_out()
        self._hidden_head.setVisible(any(role.hidden for role in roles))

    def editor_of(self, key: str) -> RoleEditor:
        """Return the row of a role."""
        return next(editor for editor in self.editors.values() if editor.role.key == key)

    def commit(self) -> None:
        """Store what an open field holds."""
        for editor in tuple(self.editors.values()):
            editor.commit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), current_theme().colour("paper"))
        painter.end()

    def _made(self, role: RoleRow, style: RoleStyle) -> RoleEditor:
        editor = self.editors[role.rid] = RoleEditor(role, style)
        rid = role.rid
        editor.changed.connect(lambda field, value: self.changed.emit(rid, field, value))
        editor.move_requested.connect(lambda step: self._move(rid, step))
        editor.dragged.connect(self._show_drop)
        editor.dropped.connect(lambda point: self._drop(rid, point))
        editor.hide_requested.connect(lambda: self.hide_requested.emit(rid))
        editor.show_requested.connect(lambda: self.show_requested.emit(rid))
        editor.removal_requested.connect(lambda: self.removal_requested.emit(rid))
        editor.use_followed.connect(lambda: self.use_followed.emit(rid))
        return editor

    def _lay_out(self) -> None:
        for layout, hidden in ((self._shown, False), (self._hidden, True)):
            wanted = [self.editors[role.rid] for role in self._roles if role.hidden == hidden]
            if [layout.indexOf(editor) for editor in wanted] == list(range(layout.count())):
                continue
            for number, editor in enumerate(wanted):
                layout.insertWidget(number, editor)
                editor.show()

    def _shown_rids(self) -> list[Rid]:
        return [role.rid for role in self._roles if not role.hidden]

    def _move(self, rid: Rid, step: int) -> None:
        order = self._shown_rids()
        if rid not in order:
            return
        at = order.index(rid)
        to = at + step
        if 0 <= to < len(order):
            order.insert(to, order.pop(at))
            self._order(order)

    def _order(self, shown: list[Rid]) -> None:
        self.ordered.emit((*shown, *(role.rid for role in self._roles if role.hidden)))

    def _place_at(self, point: QPoint) -> int:
        """Return before which of the shown rows a global point is."""
        height = self.mapFromGlobal(point).y()
        rows = [self.editors[rid] for rid in self._shown_rids()]
        return sum(height > row.y() + row.height() / 2 for row in rows)

    def _show_drop(self, point: QPoint) -> None:
        self._drop_at = self._place_at(point)
        self._line().raise_()
        rows = [self.editors[rid] for rid in self._shown_rids()]
        y = rows[self._drop_at].y() if self._drop_at < len(rows) else rows[-1].y() + rows[-1].height()
        self._line().setGeometry(0, y - 1, self.width(), current_theme().px(2))
        self._line().show()

    def _line(self) -> QWidget:
        found = self.findChild(_DropLine)
        return found if found is not None else _DropLine(self)

    def _drop(self, rid: Rid, point: QPoint) -> None:
        self._line().hide()
        order = self._shown_rids()
        if rid not in order:
            return
        to, at = self._place_at(point), order.index(rid)
        order.insert(to - (to > at), order.pop(at))
        if order != self._shown_rids():
            self._order(order)


class _DropLine(ThemedWidget):
    """Where a dragged row would go."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), current_theme().colour("focus"))
        painter.end()
