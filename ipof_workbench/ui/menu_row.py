"""The row on top of the window: menus left, the title centred, the theme and what belongs to a project right."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QMenuBar, QSizePolicy, QWidget

from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.grounds import Surface
from ipof_workbench.ui.widgets.icon_button import IconButton
from ipof_workbench.ui.widgets.strokes import elided, fill

HEIGHT = 40
MENUS = ("File", "Edit", "Code", "Theory", "View", "Help")


class MenuRow(Surface):
    """The menu bar with what stands beside it. Its menus are empty: `menus` fills them."""

    def __init__(self, window: QWidget) -> None:
        super().__init__("window", window)
        self.bar = QMenuBar(self)
        self.bar.setAccessibleName("Menus")
        self.menus = {title: self._add_menu(title) for title in MENUS}
        self.bar.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.theme = IconButton("sun-moon", "Light or dark", parent=self)
        self._title = ""
        self._row = QHBoxLayout(self)
        self._row.addWidget(self.bar)
        self._row.addStretch(1)
        self._row.addWidget(self.theme)
        self.theme_changed()

    def _add_menu(self, title: str) -> QMenu:
        menu = self.bar.addMenu(title)
        menu.setToolTipsVisible(True)  # so that disabled rows can say why
        return menu

    def set_title(self, title: str) -> None:
        """Show the title of the study."""
        self._title = title
        self.setAccessibleName(title)
        self.update()

    def add(self, part: QWidget) -> None:
        """Let something stand at the right end of the row."""
        self._row.addWidget(part)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), current_theme().px(HEIGHT))

    def theme_changed(self) -> None:
        theme = current_theme()
        self.setFixedHeight(theme.px(HEIGHT))
        self._row.setContentsMargins(0, 0, theme.px(10), 0)
        self._row.setSpacing(theme.px(4))
        super().theme_changed()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        theme = current_theme()
        painter = QPainter(self)
        fill(painter, QRect(0, self.height() - 1, self.width(), 1), theme.colour("border"))
        left, right = self.bar.geometry().right(), self.theme.geometry().left()
        painter.setFont(theme.font("body", 600))
        painter.setPen(theme.colour("text"))
        words = elided(self._title, painter.font(), right - left - theme.px(24))
        width = painter.fontMetrics().horizontalAdvance(words) + 4
        # In the middle of the window, unless the menus or the icons need that place.
        start = min(max((self.width() - width) // 2, left + theme.px(12)), right - theme.px(12) - width)
        place = QRect(start, 0, width, self.height())
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
        painter.end()
