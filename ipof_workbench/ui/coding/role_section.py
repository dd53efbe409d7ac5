"""One role of the configuration under way: its elements as chips, or a dashed slot where there is none."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from ipof_workbench.domain.appearance import RoleStyle
from ipof_workbench.domain.listings import PlaceContentRow, PlaceRow, RoleRow
from ipof_workbench.ui.configurations.content_chip import ContentChip, fill_content_menu
from ipof_workbench.ui.drop_frame import AimFrame
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.transcript.passage_drag import passage_in
from ipof_workbench.ui.widgets.buttons import IconButton
from ipof_workbench.ui.widgets.element_chip import ConnectorWord, ElementChip
from ipof_workbench.ui.widgets.key_cap import KeyCap
from ipof_workbench.ui.widgets.layouts import clear_layout
from ipof_workbench.ui.widgets.panels import SectionHeader


class RoleSection(QWidget):
    """Signals carry what is meant: `fill_requested` the role (an element is to be added), `change_requested` and
    `removal_requested` a `PlaceContentRow`, `joined` (content, "and" or "or") how it joins the one before, `stood`
    (content, field, key) its polarity or activation, `moved` (content, -1 or 1) that it goes before or after another,
    `passage_dropped` (role, span, element or None) a passage that was dropped on an element, or beside them."""

    fill_requested = Signal(object)
    change_requested = Signal(object)
    removal_requested = Signal(object)
    joined = Signal(object, object)
    stood = Signal(object, str, str)
    moved = Signal(object, int)
    passage_dropped = Signal(object, object, object)

    def __init__(self, role: RoleRow, style: RoleStyle, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.role = role
        self.look = style
        self._shown: tuple[PlaceContentRow, ...] | None = None
        self._alternatives: Sequence[Sequence[PlaceContentRow]] = ()
        self._editable = True
        self._aim = AimFrame(self)
        self.setAcceptDrops(True)
        self.setAccessibleName(role.label)
        # The key stands in the head of the slot; beside it what adds a further element.
        self.more = IconButton("plus", f"Add another {role.label.lower()}")
        self.more.clicked.connect(lambda: self.fill_requested.emit(self.role))
        self._head = SectionHeader(role.label, style, trailing=self.more)
        layout = self._head.layout()
        if layout is not None:
            layout.addWidget(KeyCap(role.letter))
        self._chips = QVBoxLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._head)
        column.addLayout(self._chips)
        self._slot: ElementChip | None = None
        self._rows: list[QWidget] = []
        current_theme().changed.connect(self._space)
        self._space()
        self.show_place(None)

    def show_place(self, place: PlaceRow | None, editable: bool = True) -> None:
        """Show what stands in the place (None: no configuration yet)."""
        contents = place.contents if place is not None else ()
        if contents == self._shown and editable == self._editable:
            return
        # Also while a menu has the keyboard: the window knows who gets it back.
        focus = self.window().focusWidget()
        had_focus = focus is not None and self.isAncestorOf(focus)
        held = next((chip.content.rid for chip in self.chips() if chip is focus), None)
        self._shown, self._editable = contents, editable
        self._clear()
        self._alternatives = place.alternatives if place is not None else ()
        self._rows = self._widgets(self._alternatives)
        for row in self._rows:
            if isinstance(row, ConnectorWord):
                self._chips.addWidget(row, 0, Qt.AlignmentFlag.AlignLeft)
            else:
                self._chips.addWidget(row)
        self.more.setVisible(bool(contents))
        self.more.setEnabled(editable)
        chips = self.chips()
        first = next((chip for chip in chips if chip.content.rid == held), chips[0] if chips else self._slot)
        if had_focus and first is not None:
            first.show()  # what is not shown yet is given the keyboard too late
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def slot_point(self, content: PlaceContentRow | None = None) -> tuple[QPoint, int]:
        """Return where a picker for a content (None: for the free slot) opens, global, and how wide."""
        widget: QWidget = self._slot or self._head
        for chip in self.chips():
            if content is not None and chip.content.rid == content.rid:
                widget = chip
        below = widget is self._head and bool(self._rows)
        if below:
            widget = self._rows[-1]
            return widget.mapToGlobal(QPoint(0, widget.height() + current_theme().px(4))), self.width()
        return widget.mapToGlobal(QPoint(0, 0)), self.width()

    def chips(self) -> list[ContentChip]:
        """Return the chips in their order."""
        return [row for row in self._rows if isinstance(row, ContentChip)]

    def free_slot(self) -> ElementChip | None:
        """Return the dashed slot; None where the place is filled."""
        return self._slot

    def connectors(self) -> list[ConnectorWord]:
        """Return the words between the chips."""
        return [row for row in self._rows if isinstance(row, ConnectorWord)]

    # --- passages dropped here

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._editable and passage_in(event.mimeData()) is not None:
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        chip = self._chip_at(event.position().toPoint())
        self._aim.show_over(self.rect() if chip is None else chip.geometry())

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._aim.hide()

    def dropEvent(self, event: QDropEvent) -> None:
        span, chip = passage_in(event.mimeData()), self._chip_at(event.position().toPoint())
        self._aim.hide()
        if span is not None and self._editable:
            event.acceptProposedAction()
            self.passage_dropped.emit(self.role, span, chip.content.element if chip is not None else None)

    def _chip_at(self, point: QPoint) -> ContentChip | None:
        chips = [chip for chip in self.chips() if chip.content.element is not None]
        return next((chip for chip in chips if chip.geometry().contains(point)), None)

    def _widgets(self, alternatives: Sequence[Sequence[PlaceContentRow]]) -> list[QWidget]:
        widgets: list[QWidget] = []
        for group in alternatives:
            for position, content in enumerate(group):
                if widgets:
                    widgets.append(self._connector("and" if position else "or", content))
                widgets.append(self._chip(content))
        if not widgets:
            self._slot = ElementChip(self.look, f"{self.role.label} missing", state="missing")
            self._slot.setEnabled(self._editable)
            self._slot.activated.connect(lambda: self.fill_requested.emit(self.role))
            return [self._slot]
        return widgets

    def _chip(self, content: PlaceContentRow) -> ContentChip:
        chip = ContentChip(self.look, content, content.label, crossed=True)
        chip.setEnabled(self._editable)
        chip.menu_requested.connect(lambda point: self._open_menu(content, point))
        chip.moved_by.connect(lambda by: self.moved.emit(content, by))
        chip.activated.connect(lambda: self.change_requested.emit(content))
        chip.remove_requested.connect(lambda: self.removal_requested.emit(content))
        return chip

    def fill_menu(self, menu: QMenu, content: PlaceContentRow) -> None:
        """Add what can be done with a content."""

        def stands(field: str, key: str) -> None:
            self.stood.emit(content, field, key)

        fill_content_menu(menu, content, self._alternatives, stands, lambda by: self.moved.emit(content, by))
        words = "Choose another…" if content.attribute is not None else "Rename or replace…"
        menu.addAction(words).triggered.connect(lambda: self.change_requested.emit(content))
        menu.addAction("Take out\tDel").triggered.connect(lambda: self.removal_requested.emit(content))

    def _open_menu(self, content: PlaceContentRow, point: object) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.fill_menu(menu, content)
        menu.popup(point if isinstance(point, QPoint) else self.mapToGlobal(QPoint(0, self.height())))

    def _connector(self, word: str, content: PlaceContentRow) -> ConnectorWord:
        connector = ConnectorWord(word)
        connector.setEnabled(self._editable)
        connector.toggled_to.connect(lambda chosen: self.joined.emit(content, chosen))
        return connector

    def _clear(self) -> None:
        self._slot = None
        self._rows = []
        clear_layout(self._chips)

    def _space(self) -> None:
        px = current_theme().px
        self._chips.setSpacing(px(2))
        # The same height with and without its button, so that filling a slot moves nothing.
        self._head.setFixedHeight(px(28))
        layout = self.layout()
        if layout is not None:
            layout.setSpacing(0)
