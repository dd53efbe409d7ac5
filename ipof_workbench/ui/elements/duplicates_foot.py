"""The foot of the page: elements that are likely the same, to be merged or kept apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ipof_workbench.domain.element_rows import DuplicatePair, LibraryRow
from ipof_workbench.domain.identity import Rid
from ipof_workbench.ui.theme.icons import pixmap
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.buttons import Button, LinkButton, QuietButton
from ipof_workbench.ui.widgets.panels import Rule, Surface
from ipof_workbench.ui.widgets.plain_label import PlainLabel, as_tooltip

AT_FIRST, AT_MOST, ROWS_HIGH = 3, 60, 6
LINE = 32


class PairLine(QWidget):
    """Two elements with what can be done: `merged` and `parted` carry (stays, goes), `followed` an element."""

    merged = Signal(object, object)
    parted = Signal(object, object)
    followed = Signal(object)

    def __init__(self, stays: LibraryRow, goes: LibraryRow, likeness: float, editable: str) -> None:
        super().__init__()
        theme = current_theme()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(6))
        for number, element in enumerate((stays, goes)):
            if number:
                row.addWidget(PlainLabel("and", "small", "text2"))
            link = LinkButton(element.label)
            link.setAccessibleName(f"Show “{element.label}”")
            link.setToolTip(as_tooltip(f"{element.label}: {element.counts.codings:,} codings"))
            link.clicked.connect(lambda _=False, rid=element.rid: self.followed.emit(rid))
            row.addWidget(link)
        row.addWidget(PlainLabel(f"{round(100 * likeness)} % alike", "small", "text2", tabular=True))
        row.addStretch(1)
        self.merge = Button("Merge")
        self.merge.setAccessibleName(f"Merge “{goes.label}” into “{stays.label}”")
        self.merge.setToolTip(as_tooltip(f"“{goes.label}” goes into “{stays.label}”, which has more codings"))
        self.merge.clicked.connect(lambda: self.merged.emit(stays.rid, goes.rid))
        self.part = QuietButton("Not the same")
        self.part.setAccessibleName(f"“{stays.label}” and “{goes.label}” are not the same")
        self.part.clicked.connect(lambda: self.parted.emit(stays.rid, goes.rid))
        for button in (self.merge, self.part):
            if editable:
                button.disable(editable)
            row.addWidget(button)
        self.setFixedHeight(theme.px(LINE))


class DuplicatesFoot(Surface):
    """The pairs, three at first. Signals as those of a line."""

    merged = Signal(object, object)
    parted = Signal(object, object)
    followed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("panel", parent)
        self.setAccessibleName("Likely duplicates")
        self.lines: list[PairLine] = []
        self._pairs: list[tuple[LibraryRow, LibraryRow, float]] = []
        self._why_not = ""
        self._shows_all = False
        self.all_button = LinkButton("Show all")
        self.all_button.clicked.connect(self._toggle)
        self._sign, self._title = PlainLabel(), PlainLabel("Likely duplicates", "section", weight=600)
        head = QHBoxLayout()
        for part in (self._sign, self._title, self.all_button):
            head.addWidget(part)
        head.addStretch(1)
        head.addWidget(PlainLabel("compared by their words", "small", "text2"))
        inside = QWidget()
        inside.setObjectName("panelBody")
        self._list = QVBoxLayout(inside)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(0)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.viewport().setAutoFillBackground(False)
        self._scroll.setWidget(inside)
        self._column = QVBoxLayout()
        self._column.addLayout(head)
        self._column.addWidget(self._scroll)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(Rule())
        outer.addLayout(self._column)
        self.theme_changed()
        self.hide()

    def show_pairs(self, pairs: Sequence[DuplicatePair], rows: Mapping[Rid, LibraryRow], why_not_editable: str) -> None:
        """Show pairs that are still there; of each, the element with more codings stays when they are merged."""
        self._why_not = why_not_editable
        self._pairs = []
        for pair in pairs:
            first, second = rows.get(pair.first), rows.get(pair.second)
            if first is None or second is None:
                continue
            stays, goes = (first, second) if first.counts.codings >= second.counts.codings else (second, first)
            self._pairs.append((stays, goes, pair.likeness))
        self._fill()

    def theme_changed(self) -> None:
        theme = current_theme()
        self._sign.setPixmap(pixmap("circle-alert", "warning", 16))
        self._column.setContentsMargins(theme.px(16), theme.px(8), theme.px(16), theme.px(8))
        self._column.setSpacing(theme.px(2))
        self._fill()
        super().theme_changed()

    def _toggle(self) -> None:
        self._shows_all = not self._shows_all
        self._fill()

    def _fill(self) -> None:
        for line in self.lines:
            self._list.removeWidget(line)
            line.hide()
            line.deleteLater()
        count = AT_MOST if self._shows_all else AT_FIRST
        self.lines = [PairLine(*pair, self._why_not) for pair in self._pairs[:count]]
        for line in self.lines:
            line.merged.connect(self.merged)
            line.parted.connect(self.parted)
            line.followed.connect(self.followed)
            self._list.addWidget(line)
        self._title.setText("Likely duplicates" if len(self._pairs) < 2 else f"Likely duplicates {len(self._pairs):,}")
        self.all_button.setVisible(len(self._pairs) > AT_FIRST)
        self.all_button.setText("Show fewer" if self._shows_all else f"Show all {len(self._pairs):,}")
        high = ROWS_HIGH if self._shows_all else AT_FIRST
        self._scroll.setFixedHeight(current_theme().px(LINE) * min(len(self.lines), high))
        self.setVisible(bool(self._pairs))
