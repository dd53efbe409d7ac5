"""What a configuration is tied to: links with other configurations, and the statements it expresses."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QWidget

from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.listings import ConfigurationRow, LinkRow, StatementRow
from ipof_workbench.domain.sentences import sentence
from ipof_workbench.domain.text import shorten
from ipof_workbench.domain.vocabulary import LinkKind
from ipof_workbench.ui.configurations.in_place import CalmComboBox
from ipof_workbench.ui.configurations.role_rows import lay_out_visible
from ipof_workbench.ui.configurations.wording import link_end, link_kind_words, link_words
from ipof_workbench.ui.theme.icons import pixmap
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.theme.tokens import CONTROL_HEIGHT
from ipof_workbench.ui.widgets.buttons import IconButton
from ipof_workbench.ui.widgets.flow_layout import FlowLayout
from ipof_workbench.ui.widgets.painting import draw_focus_ring, elided, pen_of
from ipof_workbench.ui.widgets.plain_label import PlainLabel, as_tooltip
from ipof_workbench.ui.widgets.themed import ThemedButton
from ipof_workbench.ui.widgets.type_ahead import TypeAheadField, TypeAheadRow

CHIP_ICON = 14


class TieChip(ThemedButton):
    """A tie as words in a quiet frame; a click follows it, Delete takes it away.

    `menu_requested` carries a global point.
    """

    activated = Signal()
    remove_requested = Signal()
    menu_requested = Signal(object)

    def __init__(self, icon: str, words: str, explained: str, parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self._icon = icon
        self.setText(words)
        self.setAccessibleName(f"{words}. {explained}" if explained else words)
        self.setToolTip(as_tooltip(explained or words))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self.activated)

    def sizeHint(self) -> QSize:
        theme = current_theme()
        width = QFontMetricsF(theme.font()).horizontalAdvance(self.text()) + theme.pxf(CHIP_ICON + 6 + 16) + 1
        return QSize(round(width), theme.px(26))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.remove_requested.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_requested.emit(event.globalPos())

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        painter.setPen(pen_of(theme.colour("border")))
        painter.setBrush(theme.colour("hover" if self.underMouse() else "raised"))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), theme.pxf(4), theme.pxf(4))
        side = theme.px(CHIP_ICON)
        left = theme.px(8)
        painter.drawPixmap(left, round((box.height() - side) / 2), pixmap(self._icon, "text2", CHIP_ICON))
        left += side + theme.px(6)
        painter.setFont(theme.font())
        painter.setPen(theme.colour("text"))
        room = QRectF(left, 0, box.width() - left - theme.pxf(7), box.height())
        words = elided(self.text(), painter.font(), room.width() + 1)
        painter.drawText(room.adjusted(0, 0, 1, 0), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
        if self.ring_shown:
            draw_focus_ring(painter, box)
        painter.end()


class _TieFlow(QWidget):
    """Chips in a flow, with a plus and what it opens at the end."""

    def __init__(self, add_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chips: list[TieChip] = []
        self.nothing = PlainLabel("None", colour="text3", parent=self)
        self.add_button = IconButton("plus", add_name, parent=self)
        self.add_button.clicked.connect(self.open_picker)
        self._adding = self.build_adding()
        self._adding.setParent(self)
        self._adding.hide()
        self._flow = FlowLayout(self, spacing=6)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._fill([])
        current_theme().changed.connect(self._measure)
        self._measure()

    def build_adding(self) -> QWidget:
        """Return what the plus opens."""
        raise NotImplementedError

    def field(self) -> TypeAheadField:
        """Return the type-ahead field inside."""
        raise NotImplementedError

    def open_picker(self) -> None:
        """Show what adds a tie, with the focus in its field."""
        self._adding.show()
        self._arrange()
        self.field().open_at()

    def close_picker(self) -> None:
        """Hide it again."""
        self.field().close_list()
        self._adding.hide()
        self._arrange()

    def close_by_key(self) -> None:
        """Hide it and give the focus back to the plus."""
        self.close_picker()
        self.add_button.setFocus(Qt.FocusReason.TabFocusReason)

    def _fill(self, chips: Sequence[TieChip]) -> None:
        had_focus = any(chip.hasFocus() for chip in self.chips)
        for chip in self.chips:
            chip.hide()
            chip.deleteLater()
        self.chips = list(chips)
        self._arrange()
        if had_focus:
            (self.chips[-1] if self.chips else self.add_button).setFocus(Qt.FocusReason.TabFocusReason)

    def _measure(self) -> None:
        # As high as the button beside it, so that the words stand on one line.
        self.nothing.setFixedHeight(current_theme().px(CONTROL_HEIGHT))
        self.updateGeometry()

    def _arrange(self) -> None:
        adding = not self._adding.isHidden()
        self.add_button.setVisible(not adding)
        self.nothing.setVisible(not self.chips and not adding)
        lay_out_visible(self._flow, (*self.chips, self.nothing, self._adding, self.add_button))
        self.updateGeometry()


class LinkRows(_TieFlow):
    """The links of a configuration.

    Signals:
        followed(rid): the other end was asked for.
        removed(link), kind_chosen(link, kind): of a `LinkRow`.
        linked(kind, rid): a new link to another configuration.
    """

    followed = Signal(object)
    removed = Signal(object)
    kind_chosen = Signal(object, str)
    linked = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        self._others: Sequence[ConfigurationRow] = ()
        self._configuration: Rid | None = None
        super().__init__("Add a link to another configuration", parent)

    def build_adding(self) -> QWidget:
        adding = QWidget()
        self.kind = CalmComboBox("Kind of link")
        for kind in LinkKind:
            self.kind.addItem(link_kind_words(kind.value), kind.value)
        self.other = TypeAheadField("Number or title")
        self.other.set_source(self._other_rows)
        self.other.taken.connect(self._take)
        self.other.cancelled.connect(self.close_by_key)
        self.other.left.connect(self._look_whether_left)
        self.other.setFixedWidth(current_theme().px(150))
        row = QHBoxLayout(adding)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(current_theme().px(6))
        row.addWidget(self.kind)
        row.addWidget(self.other)
        return adding

    def field(self) -> TypeAheadField:
        return self.other

    def show_links(self, configuration: Rid, links: Sequence[LinkRow], others: Sequence[ConfigurationRow]) -> None:
        """Show the links of a configuration; `others` are what it can be linked with."""
        self._configuration = configuration
        self._others = [other for other in others if other.rid != configuration]
        self._fill([self._chip(link, configuration) for link in links])

    def fill_menu(self, menu: QMenu, link: LinkRow) -> None:
        """Add what can be done with a link."""
        for kind in LinkKind:
            action = menu.addAction(kind.words.capitalize())
            action.setCheckable(True)
            action.setChecked(link.kind == kind.value)
            action.triggered.connect(lambda _=False, key=kind.value: self.kind_chosen.emit(link, key))
        menu.addSeparator()
        menu.addAction("Remove the link\tDel").triggered.connect(lambda: self.removed.emit(link))

    def _chip(self, link: LinkRow, configuration: Rid) -> TieChip:
        other, _number, title = link_end(link, configuration)
        explained = " · ".join(words for words in (title, link.note) if words)
        chip = TieChip("git-branch", link_words(link, configuration), explained, self)
        chip.activated.connect(lambda: self.followed.emit(other))
        chip.remove_requested.connect(lambda: self.removed.emit(link))
        chip.menu_requested.connect(lambda point: self._open_menu(link, point))
        return chip

    def _open_menu(self, link: LinkRow, point: object) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.fill_menu(menu, link)
        menu.popup(point if isinstance(point, QPoint) else self.mapToGlobal(QPoint(0, self.height())))

    def _other_rows(self, typed: str) -> list[TypeAheadRow]:
        wanted = typed.casefold()
        named = [(other, f"{other.number}  {other.title}".strip()) for other in self._others]
        fitting = [(other, words) for other, words in named if wanted in words.casefold()]
        # The number itself comes before all that merely hold it.
        fitting.sort(key=lambda pair: pair[0].number.casefold() != wanted)
        return [TypeAheadRow(other.rid, words) for other, words in fitting[:40]]

    def _take(self, row: object, _stay: bool) -> None:
        if isinstance(row, TypeAheadRow):
            self.close_by_key()
            self.linked.emit(str(self.kind.currentData()), row.key)

    def _look_whether_left(self) -> None:
        # The kind is chosen after the field was opened just as well.
        view = self.kind.view()
        if not self.kind.hasFocus() and not view.isVisible() and not self.kind.underMouse():
            self.close_picker()


class StatementRows(_TieFlow):
    """The statements of the programme theory that a configuration expresses.

    `expressed(rid, bool)`: one more, or one less.
    """

    expressed = Signal(object, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        self._statements: Sequence[StatementRow] = ()
        self._held: frozenset[Rid] = frozenset()
        super().__init__("Add a statement that it expresses", parent)

    def build_adding(self) -> QWidget:
        self.other = TypeAheadField("Number or words of a statement")
        self.other.set_source(self._rows)
        self.other.taken.connect(self._take)
        self.other.cancelled.connect(self.close_by_key)
        self.other.left.connect(self.close_picker)
        self.other.setFixedWidth(current_theme().px(240))
        return self.other

    def field(self) -> TypeAheadField:
        return self.other

    def show_statements(self, statements: Sequence[StatementRow], held: frozenset[Rid]) -> None:
        """Show those of `statements` whose rid is in `held`."""
        self._statements, self._held = statements, held
        self._fill([self._chip(statement) for statement in statements if statement.rid in held])
        if statements:
            self.add_button.enable()
        else:
            self.add_button.disable("There are no statements yet: import statements.csv.")

    def _chip(self, statement: StatementRow) -> TieChip:
        words = statement_words(statement)
        chip = TieChip("file-text", f"{statement.number}  {shorten(words, 60)}", words, self)
        chip.remove_requested.connect(lambda: self.expressed.emit(statement.rid, False))
        chip.menu_requested.connect(lambda point: self._open_menu(statement, point))
        return chip

    def _open_menu(self, statement: StatementRow, point: object) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        action = menu.addAction("It does not express this statement\tDel")
        action.triggered.connect(lambda: self.expressed.emit(statement.rid, False))
        menu.popup(point if isinstance(point, QPoint) else self.mapToGlobal(QPoint(0, self.height())))

    def _rows(self, typed: str) -> list[TypeAheadRow]:
        free = [statement for statement in self._statements if statement.rid not in self._held]
        named = [(statement.rid, f"{statement.number}  {statement_words(statement)}") for statement in free]
        return [TypeAheadRow(rid, words) for rid, words in named if typed.casefold() in words.casefold()][:40]

    def _take(self, row: object, _stay: bool) -> None:
        if isinstance(row, TypeAheadRow):
            self.close_by_key()
            self.expressed.emit(row.key, True)


def statement_words(statement: StatementRow) -> str:
    """Return a statement as one sentence."""
    return sentence({"if": statement.if_text, "then": statement.then_text, "because": statement.because_text})
