"""The recent projects: rows of 56, a missing one with ways to find it or to take it off the list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ipof_workbench.ui.settings import RecentProject
from ipof_workbench.ui.theme.icons import pixmap
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.grounds import Rule
from ipof_workbench.ui.widgets.layouts import clear_layout
from ipof_workbench.ui.widgets.plain_label import PlainLabel, as_tooltip
from ipof_workbench.ui.widgets.strokes import draw_focus_ring, elided
from ipof_workbench.ui.widgets.themed import ThemedButton

if TYPE_CHECKING:
    from ipof_workbench.ui.widgets.notices import InlineError

ROW = 56
INDENT = 30


class RecentRow(ThemedButton):
    """One project; a missing one is grey and has links."""

    find_asked = Signal()
    forget_asked = Signal()

    def __init__(self, project: RecentProject, parent: QWidget | None = None) -> None:
        super().__init__(project.title, parent)
        self.project = project
        self.setText(project.title)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setToolTip(as_tooltip(project.path))
        self._second = project.facts
        self._missing = project.is_missing
        if self._missing:
            self._add_links()
        self.setAccessibleDescription(self._second)

    def _add_links(self) -> None:
        from ipof_workbench.ui.widgets.buttons import LinkButton

        theme = current_theme()
        self._second = ""
        find, forget = LinkButton("Find it"), LinkButton("take it off the list")
        find.clicked.connect(self.find_asked)
        forget.clicked.connect(self.forget_asked)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(INDENT), theme.px(26), 0, theme.px(4))
        row.setSpacing(theme.px(4))
        parts = (
            PlainLabel("Not where it was.", "small", "text2"), find, PlainLabel("or", "small", "text2"), forget,
        )  # fmt: skip
        for part in parts:
            row.addWidget(part)
        row.addStretch(1)

    def show_second(self, words: str) -> None:
        """Show other words in the second line (“Opening…”)."""
        self._second = words
        self.repaint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # A button would take the arrows to go to its neighbour in the order of making; here the list moves.
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(current_theme().px(300), current_theme().px(ROW))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        if self.underMouse() and not self._missing:
            painter.fillRect(box, theme.colour("hover"))
        side = theme.px(18)
        name = "file-x" if self._missing else "file-text"
        painter.drawPixmap(0, round((box.height() - side) / 2), pixmap(name, "text2", 18, self.devicePixelRatioF()))
        painter.setFont(theme.font("small"))
        painter.setPen(theme.colour("text2"))
        when = "" if self._missing else self._when()
        wide = painter.fontMetrics().horizontalAdvance(when)
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, when)
        left, width = theme.pxf(INDENT), box.width() - theme.pxf(INDENT + 16) - wide
        line = QRectF(left, theme.pxf(29), width, theme.pxf(18))
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, elided(self._second, painter.font(), width))
        painter.setFont(theme.font("section", 600))
        painter.setPen(theme.colour("text2" if self._missing else "text"))
        line = QRectF(left, theme.pxf(9), width, theme.pxf(20))
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, elided(self.text(), painter.font(), width))
        if self.ring_shown:
            draw_focus_ring(painter, box)
        painter.end()

    def _when(self) -> str:
        from ipof_workbench.ui.moments import when_words

        return when_words(self.project.opened_at)


class RecentList(QWidget):
    """The rows, newest first. Arrows move, Enter opens."""

    open_asked = Signal(object)
    find_asked = Signal(object)
    forget_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("recentProjects")
        self.setAccessibleName("Recent projects")
        self.rows: list[RecentRow] = []
        self._errors: dict[str, InlineError] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def show_projects(self, projects: Sequence[RecentProject]) -> None:
        """Show these projects."""
        clear_layout(self._column)
        self.rows, self._errors = [], {}
        for at, project in enumerate(projects):
            self._add(at, project)
        if not projects:
            empty = PlainLabel("None yet. A project you make or open is listed here.", "small", "text2", parent=self)
            empty.setContentsMargins(0, current_theme().px(12), 0, 0)
            self._column.addWidget(empty)
        self._column.addStretch(1)

    def _add(self, at: int, project: RecentProject) -> None:
        if at:
            self._column.addWidget(Rule(self))
        row = RecentRow(project, self)
        row.clicked.connect(lambda: self._choose(row))
        row.find_asked.connect(lambda: self.find_asked.emit(project))
        row.forget_asked.connect(lambda: self.forget_asked.emit(project))
        row.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._column.addWidget(row)
        # Shown now and not with the next layout, so that it can take the focus at once.
        row.show()
        self.rows.append(row)

    def _choose(self, row: RecentRow) -> None:
        if not row.project.is_missing:
            self.open_asked.emit(row.project)

    def row_of(self, path: str) -> RecentRow | None:
        """Return the row of a project."""
        return next((row for row in self.rows if row.project.path == path), None)

    def show_error(self, path: str, sentence: str) -> bool:
        """Say under a project's row what went wrong; tells whether it is in the list."""
        from ipof_workbench.ui.widgets.notices import InlineError

        row = self.row_of(path)
        if row is None:
            return False
        if path not in self._errors:
            self._errors[path] = InlineError(self)
            self._column.insertWidget(self._column.indexOf(row) + 1, self._errors[path])
        row.show_second(row.project.facts)
        self._errors[path].show_error(sentence)
        return True

    def error_of(self, path: str) -> str:
        """Return the sentence under a project's row."""
        error = self._errors.get(path)
        return error.sentence() if error is not None else ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        current = next((at for at, row in enumerate(self.rows) if row.hasFocus()), None)
        if step and current is not None:
            target = min(len(self.rows) - 1, max(0, current + step))
            self.rows[target].setFocus(Qt.FocusReason.TabFocusReason)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and current is not None:
            self._choose(self.rows[current])
        else:
            super().keyPressEvent(event)
