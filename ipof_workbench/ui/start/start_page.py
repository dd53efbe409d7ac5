"""The first page: new, open, sample study, recent projects, and the four steps of the work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ipof_workbench.ui.settings import RecentProject, RecentProjects
from ipof_workbench.ui.start.big_button import BigButton
from ipof_workbench.ui.start.recent_list import RecentList
from ipof_workbench.ui.theme.icons import pixmap
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.grounds import Rule
from ipof_workbench.ui.widgets.key_cap import KeyCap
from ipof_workbench.ui.widgets.plain_label import PlainLabel
from ipof_workbench.ui.widgets.strokes import pen_of
from ipof_workbench.ui.widgets.themed import ThemedWidget

if TYPE_CHECKING:
    from ipof_workbench.ui.widgets.notices import InlineError

COLUMN = 920
TOP = 76
LEFT = 352
SAMPLE_WORDS = "4 invented forums: interviews, a survey, posts"

_STEPS = (
    ("database", "Bring in", "Drop in transcripts, a survey export, forum posts.", ()),
    ("highlighter", "Code", "Select a passage, press", ("C", "M", "O")),
    ("workflow", "Test the theory", "The graph grows with every configuration.", ()),
    ("file-text", "Report", "One click gives the table for the paper.", ()),
)


class Emblem(ThemedWidget):
    """The three roles, joined."""

    def sizeHint(self) -> QSize:
        return QSize(current_theme().px(42), current_theme().px(42))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(theme.scale, theme.scale)
        context, mechanism, outcome = (theme.hex_colour(value) for value in theme.tokens.emblem)
        painter.setPen(pen_of(theme.colour("text2"), 2))
        for x, y in ((33, 10), (33, 32)):
            painter.drawLine(QPointF(16, 21), QPointF(21, 21))
            painter.drawLine(QPointF(21, 21), QPointF(x, y))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(context)
        painter.drawRoundedRect(QRectF(3, 14, 14, 14), 2.5, 2.5)
        painter.setBrush(mechanism)
        painter.drawEllipse(QPointF(34, 10), 7, 7)
        painter.setBrush(outcome)
        points = ((27, 32), (30.5, 26), (37.5, 26), (41, 32), (37.5, 38), (30.5, 38))
        painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in points]))
        painter.end()


class IconSign(ThemedWidget):
    """An icon in the accent colour."""

    def __init__(self, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = icon
        self.theme_changed()

    def theme_changed(self) -> None:
        self.setFixedSize(current_theme().px(20), current_theme().px(20))
        super().theme_changed()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.drawPixmap(0, 0, pixmap(self._icon, "accent", 20, self.devicePixelRatioF()))
        painter.end()


class StepsCard(ThemedWidget):
    """The four steps of the work, side by side."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for at, (icon, title, words, keys) in enumerate(_STEPS):
            if at:
                row.addWidget(Rule(self, upright=True))
            row.addWidget(self._step(icon, title, words, keys), 1)

    def _step(self, icon: str, title: str, words: str, keys: tuple[str, ...]) -> QWidget:
        theme = current_theme()
        box = QWidget(self)
        outer, inner = QHBoxLayout(box), QVBoxLayout()
        outer.setContentsMargins(theme.px(16), theme.px(16), theme.px(12), theme.px(14))
        outer.setSpacing(theme.px(12))
        outer.addWidget(IconSign(icon, box), 0, Qt.AlignmentFlag.AlignTop)
        outer.addLayout(inner, 1)
        inner.setSpacing(theme.px(4))
        inner.addWidget(PlainLabel(title, "section", weight=600, parent=box))
        inner.addWidget(PlainLabel(words, "small", "text2", wrap=True, parent=box))
        if keys:
            caps = QHBoxLayout()
            inner.addLayout(caps)
            caps.setSpacing(theme.px(4))
            for key in keys:
                caps.addWidget(KeyCap(key, parent=box))
            caps.addStretch(1)
        inner.addStretch(1)
        return box

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(pen_of(theme.colour("border")))
        painter.setBrush(theme.colour("paper"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), theme.pxf(6), theme.pxf(6))
        painter.end()


class StartPage(QScrollArea):
    """Where a person arrives."""

    new_asked = Signal()
    open_asked = Signal()
    sample_asked = Signal()
    project_asked = Signal(object)
    find_asked = Signal(object)

    def __init__(self, recent: RecentProjects, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("startPage")
        self.setAccessibleName("Start")
        self.setWidgetResizable(True)
        self._recent = recent
        self._error: InlineError | None = None
        self._column = self._build()
        self.new.clicked.connect(self.new_asked)
        self.open.clicked.connect(self.open_asked)
        self.sample.clicked.connect(self.sample_asked)
        self.projects.open_asked.connect(self.project_asked)
        self.projects.find_asked.connect(self.find_asked)
        self.projects.forget_asked.connect(self._forget)
        current_theme().changed.connect(self._measure)
        self._measure()

    def refresh(self) -> None:
        """Show the recent projects as they are now."""
        self.projects.show_projects(self._recent.all()[:6])
        if self._error is not None:
            self._error.clear()

    def show_opening(self, path: str) -> None:
        """Show at once that a project is being opened."""
        row = self.projects.row_of(path)
        if row is not None:
            row.show_second("Opening…")

    def show_error(self, path: str, sentence: str) -> None:
        """Say what went wrong, under the project's row or under the buttons."""
        if self.projects.show_error(path, sentence):
            return
        if self._error is None:
            self._error = self._make_error()
        self._error.show_error(sentence)

    def show_building(self, is_building: bool) -> None:
        """Say that the sample study is being built, or what it holds."""
        self.sample.set_second("Building it, this takes a few seconds…" if is_building else SAMPLE_WORDS)

    def error(self) -> str:
        """Return the sentence under the buttons."""
        return self._error.sentence() if self._error is not None else ""

    def focus_primary(self) -> None:
        """Give the keyboard to the first project, or to New."""
        first = self.projects.rows[0] if self.projects.rows else self.new
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _forget(self, project: RecentProject) -> None:
        self._recent.forget(project.path)
        self.refresh()

    def _measure(self) -> None:
        theme = current_theme()
        self._inside.setMaximumWidth(theme.px(COLUMN))
        self._ways.setFixedWidth(theme.px(LEFT))
        self._column.setContentsMargins(0, theme.px(TOP), 0, theme.px(48))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self.projects.rows:
            self.projects.rows[0].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)

    # --- building: each part is born where it stands, for moving it there would dress it a second time

    def _build(self) -> QVBoxLayout:
        theme = current_theme()
        outside = QWidget()
        outside.setObjectName("panelBody")
        self.setWidget(outside)
        self._inside = inside = QWidget(outside)
        centring = QHBoxLayout(outside)
        centring.setContentsMargins(theme.px(24), 0, theme.px(24), 0)
        centring.addStretch(1)
        centring.addWidget(inside, 100)
        centring.addStretch(1)
        column = QVBoxLayout(inside)
        column.setSpacing(0)
        head = QHBoxLayout()
        column.addLayout(head)
        self._fill_head(head, inside)
        column.addSpacing(theme.px(44))
        ways = QHBoxLayout()
        column.addLayout(ways)
        ways.setSpacing(theme.px(48))
        ways.addWidget(self._ways_in(inside))
        ways.addWidget(self._recent_part(inside), 1)
        column.addSpacing(theme.px(40))
        column.addWidget(StepsCard(inside))
        column.addStretch(1)
        return column

    def _fill_head(self, head: QHBoxLayout, parent: QWidget) -> None:
        theme = current_theme()
        words = QVBoxLayout()
        head.setSpacing(theme.px(18))
        head.addWidget(Emblem(parent), 0, Qt.AlignmentFlag.AlignVCenter)
        head.addLayout(words, 1)
        words.setSpacing(theme.px(2))
        words.addWidget(PlainLabel("iPOF Workbench", "display", weight=600, parent=parent))
        promise = "Read closely, code once, build theory from evidence."
        words.addWidget(PlainLabel(promise, "body", "text2", parent=parent))

    def _ways_in(self, parent: QWidget) -> QWidget:
        theme = current_theme()
        self._ways = box = QWidget(parent)
        self.new = BigButton("plus", "New project", "One file on this computer", "Ctrl N", primary=True, parent=box)
        self.open = BigButton("folder-open", "Open project", "An .ipof file", "Ctrl O", parent=box)
        self.sample = BigButton("book-open", "Try the sample study", SAMPLE_WORDS, parent=box)
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(10))
        for button in (self.new, self.open, self.sample):
            column.addWidget(button)
        promise = "Works without a network. Everything you do is stored at once and can be undone."
        column.addSpacing(theme.px(4))
        column.addWidget(PlainLabel(promise, "small", "text2", wrap=True, parent=box))
        column.addStretch(1)
        self._under_ways = column
        return box

    def _make_error(self) -> InlineError:
        """Return the line under the buttons, which most days need none."""
        from ipof_workbench.ui.widgets.notices import InlineError

        made = InlineError(self._ways)
        self._under_ways.insertWidget(self._under_ways.count() - 1, made)
        return made

    def _recent_part(self, parent: QWidget) -> QWidget:
        theme = current_theme()
        box = QWidget(parent)
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = PlainLabel("Recent projects", "section", weight=600, parent=box)
        head.setFixedHeight(theme.px(24))
        column.addWidget(head)
        column.addWidget(Rule(box))
        self.projects = RecentList(box)
        column.addWidget(self.projects)
        column.addStretch(1)
        return box
