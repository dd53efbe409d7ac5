"""Page bars, side panels that fold, heads of sections."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from ipof_workbench.domain.appearance import RoleStyle
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.theme.tokens import BAR_HEIGHT
from ipof_workbench.ui.widgets.busy_line import BusyLine
from ipof_workbench.ui.widgets.buttons import IconButton
from ipof_workbench.ui.widgets.grounds import Rule as Rule
from ipof_workbench.ui.widgets.grounds import Surface as Surface
from ipof_workbench.ui.widgets.key_cap import KeyCap
from ipof_workbench.ui.widgets.layouts import clear_layout
from ipof_workbench.ui.widgets.plain_label import PlainLabel
from ipof_workbench.ui.widgets.role_tile import RoleTile
from ipof_workbench.ui.widgets.splitter_room import give_width, width_in_splitter

Side = Literal["left", "right"]

FOLDED_WIDTH = 40
PANEL_PADDING = 12


class PageBar(Surface):
    """The row on top of a page: title at the left, switches after it, actions at the right."""

    def __init__(self, title: str = "", parent: QWidget | None = None, ground: str = "panel") -> None:
        super().__init__(ground, parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._title = PlainLabel(title, "title", weight=600, elide=True)
        self._subtitle = PlainLabel("", "small", "text2", elide=True)
        self._title.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._subtitle.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._subtitle.hide()
        # A widget around the row takes the height that is left, whatever the heights of what stands in it.
        holder = QWidget()
        self._lead, self._left, self._right = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        row = QHBoxLayout(holder)
        self.busy = BusyLine()
        row.addLayout(self._lead)
        for part in (self._title, self._subtitle):
            row.addWidget(part)
        row.addLayout(self._left)
        row.addStretch(1)
        row.addLayout(self._right)
        column = QVBoxLayout(self)
        column.setSpacing(0)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(holder, 1)
        column.addWidget(Rule())
        # Over the column, so that bars with and without a line have their words at one height.
        self.busy.setParent(self)
        self._row = row
        self._space()

    def set_title(self, title: str) -> None:
        """Change the title."""
        self._title.setText(title)

    def keep_title_whole(self) -> None:
        """Let the other parts of the row give way before the title does."""
        self._title.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Preferred)

    def set_subtitle(self, words: str) -> None:
        """Show small words after the title; empty hides them."""
        self._subtitle.setText(words)
        self._subtitle.setVisible(bool(words))

    def add_left(self, widget: QWidget) -> None:
        """Add a control after the title."""
        self._left.addWidget(widget)

    def add_right(self, widget: QWidget) -> None:
        """Add a control at the right end."""
        self._right.addWidget(widget)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), current_theme().px(BAR_HEIGHT))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        height = self.busy.sizeHint().height()
        self.busy.setGeometry(0, self.height() - 1 - height, self.width(), height)
        self.busy.raise_()

    def theme_changed(self) -> None:
        self._space()
        super().theme_changed()

    def add_lead(self, widget: QWidget) -> None:
        """Add a mark (a role tile, a number) before the title."""
        self._lead.addWidget(widget)

    def clear_lead(self) -> None:
        """Remove and delete the marks before the title."""
        clear_layout(self._lead)

    def _space(self) -> None:
        theme = current_theme()
        self.setFixedHeight(theme.px(BAR_HEIGHT))
        self._row.setContentsMargins(theme.px(12), 0, theme.px(12), 0)
        self._row.setSpacing(theme.px(8))
        self._left.setSpacing(theme.px(8))
        self._right.setSpacing(theme.px(6))


class SidePanel(Surface):
    """A panel at one side of a page, which folds to a narrow strip.

    `body` scrolls, `head` and `foot` stay; all three are vertical layouts. `folded` is emitted with the new state.
    In a splitter, what folding frees goes to the widest neighbour, and opening takes the former width back.
    """

    folded = Signal(bool)

    def __init__(
        self, side: Side, width: int, name: str = "", parent: QWidget | None = None, scrolls: bool = True
    ) -> None:
        super().__init__("panel", parent)
        self._side, self._width, self._is_folded, self._was_shown = side, width, False, False
        self._open_width, self._scale, self._padding = 0.0, current_theme().scale, PANEL_PADDING
        self.setAccessibleName(name or ("Left panel" if side == "left" else "Right panel"))
        self.head, self.body, self.foot = QVBoxLayout(), QVBoxLayout(), QVBoxLayout()
        self._content = self._build(scrolls)
        self._unfold = IconButton("chevron-right" if side == "left" else "chevron-left", "Open the panel")
        self._unfold.clicked.connect(self.toggle_fold)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        rule = Rule(upright=True)
        parts: list[QWidget] = [self._content, rule] if side == "left" else [rule, self._content]
        for part in parts:
            row.addWidget(part)
        self._strip = QWidget()
        strip = QVBoxLayout(self._strip)
        strip.setContentsMargins(0, current_theme().px(8), 0, 0)
        strip.addWidget(self._unfold, 0, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._strip.hide()
        row.insertWidget(0 if side == "left" else 1, self._strip, 1)
        self.theme_changed()

    def set_folded(self, folded: bool) -> None:
        """Fold or open the panel."""
        if folded == self._is_folded:
            return
        if folded:
            self._open_width = width_in_splitter(self) / current_theme().scale
        self._is_folded = folded
        self._content.setVisible(not folded)
        self._strip.setVisible(folded)
        self._size()
        give_width(self, current_theme().px(FOLDED_WIDTH if folded else self._open_width or self._width))
        self.folded.emit(folded)

    def is_folded(self) -> bool:
        """Tell whether only the strip is shown."""
        return self._is_folded

    def toggle_fold(self) -> None:
        """Fold an open panel, open a folded one."""
        self.set_folded(not self._is_folded)

    def sizeHint(self) -> QSize:
        width = FOLDED_WIDTH if self._is_folded else self._width
        return QSize(current_theme().px(width), super().sizeHint().height())

    def theme_changed(self) -> None:
        theme = current_theme()
        padding = theme.px(self._padding)
        self.body.setContentsMargins(padding, padding, padding, padding)
        for layout in (self.head, self.body, self.foot):
            layout.setSpacing(theme.px(8))
        self._size()
        width, before = width_in_splitter(self), self._scale
        self._scale = theme.scale
        if width and before != theme.scale:
            give_width(self, theme.px(FOLDED_WIDTH) if self._is_folded else round(width * theme.scale / before))
        super().theme_changed()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._was_shown:
            # The page may have been built at another scale, or for a window of another width; its splitter gets its
            # place only after this.
            self._was_shown = True
            QTimer.singleShot(0, self, self._take_usual_width)

    def _take_usual_width(self) -> None:
        give_width(self, current_theme().px(FOLDED_WIDTH if self._is_folded else self._width))

    def use_whole_width(self) -> None:
        """Let the body reach the edges: rows of a list or tree have a padding of their own."""
        self._padding = 0
        self.theme_changed()

    def put_body_into(self, around: Callable[[QWidget], QWidget]) -> None:
        """Let something stand round the body, such as tabs: `around` gets the body and returns what holds it."""
        self._column.insertWidget(1, around(self._scroll), 1)

    def _size(self) -> None:
        theme = current_theme()
        if self._is_folded:
            self.setFixedWidth(theme.px(FOLDED_WIDTH))
        else:
            self.setMinimumWidth(theme.px(180 if self._side == "left" else 260))
            self.setMaximumWidth(16_777_215)
        self.updateGeometry()

    def _build(self, scrolls: bool) -> QWidget:
        content = QWidget()
        column = self._column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self.head)
        if scrolls:
            inside = QWidget()
            inside.setObjectName("panelBody")
            inside.setLayout(self.body)
            scroll = self._scroll = QScrollArea()
            scroll.setWidgetResizable(True)
            scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            scroll.viewport().setAutoFillBackground(False)
            scroll.setWidget(inside)
            column.addWidget(scroll, 1)
        else:
            column.addLayout(self.body, 1)
        column.addLayout(self.foot)
        return content


class SectionHeader(QWidget):
    """The head of a section: a tile, words, a key, and perhaps something at the right."""

    def __init__(
        self,
        text: str,
        tile: RoleStyle | None = None,
        key: str = "",
        trailing: QWidget | None = None,
        size: str = "section",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(text)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(current_theme().px(8))
        if tile is not None:
            row.addWidget(RoleTile(tile, 18))
        caption = size == "caption"
        self._label = PlainLabel(text, size, "text2" if caption else "text", 600, elide=True)
        row.addWidget(self._label, 1)
        if trailing is not None:
            row.addWidget(trailing)
        if key:
            row.addWidget(KeyCap(key))

    def set_text(self, text: str) -> None:
        """Change the words."""
        self._label.setText(text)
        self.setAccessibleName(text)
