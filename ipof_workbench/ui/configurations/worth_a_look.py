"""The foot of the table: what is worth a look. It never blocks anything."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from ipof_workbench.ui.configurations.remarks import Remark, RemarkLink
from ipof_workbench.ui.theme.icons import pixmap
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.buttons import LinkButton
from ipof_workbench.ui.widgets.panels import Rule, Surface
from ipof_workbench.ui.widgets.plain_label import PlainLabel

SHOWN_AT_FIRST = 3
SHOWN_AT_MOST = 60
LINE = 26


class RemarkLine(QWidget):
    """One remark: the number in 600, the sentence, its links. `followed` carries a `RemarkLink`."""

    followed = Signal(object)

    def __init__(self, remark: Remark, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = current_theme()
        self.links: list[LinkButton] = []
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(6))
        number = LinkButton(remark.number)
        number.setAccessibleName(f"Configuration {remark.number}")
        number.clicked.connect(lambda: self.followed.emit(RemarkLink(remark.number, remark.configuration)))
        sentence = PlainLabel(remark.sentence, elide=True)
        sentence.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        row.addWidget(number)
        row.addWidget(sentence)
        for link in remark.links:
            button = LinkButton(link.words)
            button.clicked.connect(lambda _=False, link=link: self.followed.emit(link))
            self.links.append(button)
            row.addWidget(button)
        row.addStretch(1)
        self.setFixedHeight(theme.px(LINE))


class WorthALook(Surface):
    """The remarks, three at first. `followed` carries a `RemarkLink`."""

    followed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("panel", parent)
        self.setAccessibleName("Worth a look")
        self._remarks: list[Remark] = []
        self._shows_all = False
        self.lines: list[RemarkLine] = []
        self.all_button = LinkButton("Show all")
        self.all_button.clicked.connect(self._toggle)
        self._sign = PlainLabel()
        self._head = QHBoxLayout()
        self._head.addWidget(self._sign)
        self._head.addWidget(PlainLabel("Worth a look", "section", weight=600))
        self._head.addWidget(self.all_button)
        self._head.addStretch(1)
        self._head.addWidget(PlainLabel("never blocks anything", "small", "text2"))
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
        self._column.addLayout(self._head)
        self._column.addWidget(self._scroll)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(Rule())
        outer.addLayout(self._column)
        self.theme_changed()
        self.hide()

    def show_remarks(self, remarks: Sequence[Remark]) -> None:
        """Show other remarks; without any there is no foot."""
        if list(remarks) != self._remarks:
            self._remarks = list(remarks)
            self._fill()

    def theme_changed(self) -> None:
        theme = current_theme()
        self._sign.setPixmap(pixmap("circle-alert", "warning", 16))
        self._column.setContentsMargins(theme.px(16), theme.px(10), theme.px(16), theme.px(10))
        self._column.setSpacing(theme.px(4))
        self._head.setSpacing(theme.px(8))
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
        count = SHOWN_AT_MOST if self._shows_all else SHOWN_AT_FIRST
        self.lines = [RemarkLine(remark) for remark in self._remarks[:count]]
        for line in self.lines:
            line.followed.connect(self.followed)
            self._list.addWidget(line)
        more = len(self._remarks) > SHOWN_AT_FIRST
        self.all_button.setVisible(more)
        self.all_button.setText("Show fewer" if self._shows_all else f"Show all {len(self._remarks):,}")
        height = current_theme().px(LINE) * min(len(self.lines), 8 if self._shows_all else SHOWN_AT_FIRST)
        self._scroll.setFixedHeight(height)
        self.setVisible(bool(self._remarks))
