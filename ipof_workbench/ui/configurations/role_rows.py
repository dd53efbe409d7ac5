"""The parts of a configuration: a row for each role with its chips, “and” or “or” between them, and a picker."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QMenu, QSizePolicy, QWidget

from ipof_workbench.domain.appearance import RoleStyle
from ipof_workbench.domain.element_rows import ConditionCases
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.listings import PlaceContentRow, PlaceRow, RoleRow
from ipof_workbench.ui.configurations.condition_rows import Condition, meeting_words
from ipof_workbench.ui.configurations.content_chip import ContentChip, fill_content_menu
from ipof_workbench.ui.configurations.grouping import moved, regrouped
from ipof_workbench.ui.configurations.wording import ACTIVATION_WORDS
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.theme.tokens import CHIP_HEIGHT
from ipof_workbench.ui.widgets.buttons import IconButton
from ipof_workbench.ui.widgets.element_chip import ConnectorWord, ElementChip
from ipof_workbench.ui.widgets.flow_layout import FlowLayout
from ipof_workbench.ui.widgets.layouts import take_widgets
from ipof_workbench.ui.widgets.plain_label import PlainLabel
from ipof_workbench.ui.widgets.role_tile import RoleTile
from ipof_workbench.ui.widgets.type_ahead import TypeAheadField, TypeAheadRow

HEAD_WIDTH = 104


def lay_out_visible(flow: FlowLayout, widgets: Sequence[QWidget]) -> None:
    """Let the flow hold those of its parent's widgets that are not hidden: a hidden one would leave a gap."""
    take_widgets(flow)
    for widget in widgets:
        hidden = widget.isHidden() and widget.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide)
        if not hidden:
            flow.addWidget(widget)
            widget.show()


class RowHead(QWidget):
    """The words at the left of a row, perhaps with a role's tile before them."""

    def __init__(self, words: str, style: RoleStyle | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = PlainLabel(words, colour="text" if style else "text2", wrap=True)
        self._has_tile = style is not None
        self._row = QHBoxLayout(self)
        if style is not None:
            self._row.addWidget(RoleTile(style, 18), 0, Qt.AlignmentFlag.AlignTop)
        self._row.addWidget(self._label, 1, Qt.AlignmentFlag.AlignTop)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Minimum)
        current_theme().changed.connect(self._measure)
        self._measure()

    def _measure(self) -> None:
        theme = current_theme()
        # The first line stands beside that of a chip, or of a value that is a little higher.
        self._row.setContentsMargins(0, theme.px(4 if self._has_tile else 6), 0, 0)
        self._row.setSpacing(theme.px(8))
        self.setFixedWidth(theme.px(HEAD_WIDTH))


class RoleRowChips(QWidget):
    """The chips of one role.

    Signals:
        picked(row, stay): an element was chosen (`TypeAheadRow`).
        removed(content), polarity_chosen(content, key), activation_chosen(content, key), activated(content): of a
            chip (`PlaceContentRow`).
        regroup_requested(changes): content rid -> (alternative, position).
        condition_picked(content, condition): another value for a condition (`Condition`).
    """

    picked = Signal(object, bool)
    removed = Signal(object)
    polarity_chosen = Signal(object, str)
    activation_chosen = Signal(object, str)
    activated = Signal(object)
    regroup_requested = Signal(object)
    condition_picked = Signal(object, object)

    def __init__(self, place: PlaceRow, style: RoleStyle, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._style, self._place = style, place
        self.role_key = place.role.key
        self.changing: PlaceContentRow | None = None
        self._why_locked = ""
        self._cases: Mapping[Rid, ConditionCases] = {}
        name = place.role.label.lower()
        self.add_button = IconButton("plus", f"Add {'an' if name[0] in 'aeiou' else 'a'} {name}", parent=self)
        self.add_button.clicked.connect(self.open_picker)
        self.missing_chip = ElementChip(style, f"{place.role.label} missing", state="missing", parent=self)
        self.missing_chip.activated.connect(self.open_picker)
        self.picker = TypeAheadField(f"Type {'an' if name[0] in 'aeiou' else 'a'} {name}", self)
        self.picker.set_role(style)
        self.picker.taken.connect(self._take)
        self.picker.cancelled.connect(self._close_picker_by_key)
        self.picker.left.connect(self.close_picker)
        self.picker.hide()
        self.chips: list[ContentChip] = []
        self.connectors: list[ConnectorWord] = []
        self._in_order: list[QWidget] = []
        self._flow = FlowLayout(self, spacing=6)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        current_theme().changed.connect(self._measure)
        self._measure()
        self.show_place(place)

    def show_place(self, place: PlaceRow, cases: Mapping[Rid, ConditionCases] | None = None) -> None:
        """Show the contents of the place, and by content which cases meet a condition; the picker stays as it is."""
        self._place, self._cases = place, cases or {}
        focus = self._focus()
        for widget in (*self.chips, *self.connectors):
            widget.hide()
            widget.deleteLater()
        self.chips, self.connectors, self._in_order = [], [], []
        before: PlaceContentRow | None = None
        for content in (content for group in place.alternatives for content in group):
            if before is not None:
                self._add_connector("and" if before.alternative == content.alternative else "or")
            self._add_chip(content)
            before = content
        self._show_kept()
        if focus is not None:
            held = next((chip for chip in self.chips if chip.content.rid == focus), None)
            held = held or (self.chips[-1] if self.chips else None)
            (held or self.missing_chip).setFocus(Qt.FocusReason.TabFocusReason)

    def _focus(self) -> Rid | None:
        """Return the content whose chip, or the word before it, has the focus; 0 for an empty slot."""
        # Also while a menu has the keyboard: the window knows who gets it back.
        focus = self.window().focusWidget()
        for chip, word in zip(self.chips, [None, *self.connectors], strict=False):
            if focus is not None and focus in (chip, word):
                return chip.content.rid
        return 0 if focus is self.missing_chip else None

    def open_picker(self) -> None:
        """Show the field in the slot, with the focus."""
        self.changing = None
        self._open_picker()

    def change_condition(self, content: PlaceContentRow) -> None:
        """Show the field for another value of a condition."""
        self.changing = content
        self._open_picker()

    def set_locked(self, why: str) -> None:
        """Let nothing be added for a reason, or again (empty)."""
        self._why_locked = why
        if why:
            self.add_button.disable(why)
        else:
            self.add_button.enable()

    def _open_picker(self) -> None:
        if self._why_locked:
            return
        self.picker.show()
        self._show_kept()
        self.picker.open_at()

    def close_picker(self) -> None:
        """Hide the field; nothing stays behind."""
        self.picker.close_list()
        self.picker.hide()
        self._show_kept()

    def focus_slot(self) -> None:
        """Give the focus to the first chip, or open the picker of an empty slot."""
        if self.chips:
            self.chips[0].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.open_picker()

    def fill_menu(self, menu: QMenu, content: PlaceContentRow) -> None:
        """Add what can be done with a content."""
        is_condition = content.attribute is not None

        def stands(field: str, key: str) -> None:
            (self.polarity_chosen if field == "polarity" else self.activation_chosen).emit(content, key)

        fill_content_menu(menu, content, self._place.alternatives, stands, lambda by: self._move(content, by))
        if is_condition:
            menu.addAction("Choose another value…").triggered.connect(lambda: self.change_condition(content))
        words = "Show its cases" if is_condition else "Show its quotes"
        menu.addAction(words).triggered.connect(lambda: self.activated.emit(content))
        menu.addAction("Take out\tDel").triggered.connect(lambda: self.removed.emit(content))

    def _add_chip(self, content: PlaceContentRow) -> None:
        cases = self._cases.get(content.rid)
        note = meeting_words(cases) if cases is not None else ""
        chip = ContentChip(self._style, content, self._tooltip(content, cases), self, note)
        chip.activated.connect(lambda: self.activated.emit(content))
        chip.remove_requested.connect(lambda: self.removed.emit(content))
        chip.menu_requested.connect(lambda point: self._open_menu(content, point))
        chip.moved_by.connect(lambda by: self._move(content, by))
        self.chips.append(chip)
        self._in_order.append(chip)

    def _move(self, content: PlaceContentRow, by: int) -> None:
        placed = moved(self._place.alternatives, content, by)
        if placed:
            self.regroup_requested.emit(placed)

    def _add_connector(self, word: str) -> None:
        connector = ConnectorWord(word, self)
        # As high as a chip, so that the word stands on the line of its neighbours.
        connector.setFixedHeight(current_theme().px(CHIP_HEIGHT))
        boundary = len(self.chips)
        connector.toggled_to.connect(
            lambda chosen: self.regroup_requested.emit(regrouped(self._place, boundary, str(chosen)))
        )
        self.connectors.append(connector)
        self._in_order.append(connector)

    @staticmethod
    def _tooltip(content: PlaceContentRow, cases: ConditionCases | None) -> str:
        state = [] if content.polarity == "present" else ["absent"]
        if content.activation != "fires":
            state.append(ACTIVATION_WORDS.get(content.activation, content.activation).lower())
        words = ", ".join([content.label, *state])
        return f"{words}. {cases.words}" if cases is not None else words

    def _open_menu(self, content: PlaceContentRow, point: object) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.fill_menu(menu, content)
        menu.popup(point if isinstance(point, QPoint) else self.mapToGlobal(QPoint(0, self.height())))

    def _take(self, row: object, stay: bool) -> None:
        if not isinstance(row, TypeAheadRow):
            return
        if not stay:
            self.close_picker()
        if isinstance(row.key, Condition) and self.changing is not None:
            self.condition_picked.emit(self.changing, row.key)
        else:
            self.picked.emit(row, stay)
        if not stay:
            self._focus_end()

    def _close_picker_by_key(self) -> None:
        self.close_picker()
        self._focus_end()

    def _focus_end(self) -> None:
        target = self.add_button if self.chips else self.missing_chip
        target.setFocus(Qt.FocusReason.TabFocusReason)

    def _show_kept(self) -> None:
        picking = not self.picker.isHidden()
        self.missing_chip.setVisible(not self.chips and not picking)
        self.add_button.setVisible(bool(self.chips) and not picking)
        lay_out_visible(self._flow, (*self._in_order, self.missing_chip, self.picker, self.add_button))
        self.updateGeometry()

    def _measure(self) -> None:
        self.picker.setFixedWidth(current_theme().px(220))
        for connector in self.connectors:
            connector.setFixedHeight(current_theme().px(CHIP_HEIGHT))


class RoleRows(QWidget):
    """A row for each role of the grammar. Rows are kept while the roles stay the same."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: dict[str, RoleRowChips] = {}
        self._looks: list[tuple[RoleRow, RoleStyle]] = []
        self._labels: list[QWidget] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setColumnStretch(1, 1)
        current_theme().changed.connect(self._measure)
        self._measure()

    def show_places(
        self,
        places: Sequence[PlaceRow],
        styles: dict[str, RoleStyle],
        cases: Mapping[Rid, ConditionCases] | None = None,
    ) -> list[RoleRowChips]:
        """Show the places of a configuration; returns the rows that were made anew, to be connected.

        `cases` tells by content which cases meet a condition. Rows are made anew when a role changes its look.
        """
        looks = [(place.role, styles[place.role.key]) for place in places]
        if looks == self._looks:
            for place in places:
                self.rows[place.role.key].show_place(place, cases)
            return []
        self._looks = looks
        for widget in (*self._labels, *self.rows.values()):
            widget.hide()
            widget.deleteLater()
        self._labels, self.rows = [], {}
        for number, place in enumerate(places):
            style = styles[place.role.key]
            head = RowHead(place.role.label, style)
            row = RoleRowChips(place, style)
            row.show_place(place, cases)
            self._labels.append(head)
            self.rows[place.role.key] = row
            self._grid.addWidget(head, number, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(row, number, 1)
        self._measure()
        return list(self.rows.values())

    def _measure(self) -> None:
        theme = current_theme()
        self._grid.setHorizontalSpacing(theme.px(8))
        self._grid.setVerticalSpacing(theme.px(8))
