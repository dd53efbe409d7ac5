"""The status bar: stored when, which filter, the last step, a long task, the page's own facts, the zoom."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QStatusBar, QWidget

from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.plain_label import PlainLabel, as_tooltip
from ipof_workbench.ui.widgets.strokes import fill

if TYPE_CHECKING:
    from datetime import datetime

    from ipof_workbench.ui.background import Task
    from ipof_workbench.ui.status_parts import ProjectParts

HEIGHT = 26


class StatusRow(QStatusBar):
    """The row at the foot of the window."""

    history_asked = Signal()
    filter_cleared = Signal()
    zoom_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self.setAccessibleName("Status")
        self._has_project = False
        self._note = PlainLabel("", "small", "text2", parent=self)
        self._facts = PlainLabel("", "small", "text2", elide=True, parent=self)
        self._facts.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._facts.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.addWidget(self._note)
        self.addPermanentWidget(self._facts)
        current_theme().changed.connect(self._measure)
        self._measure()

    @cached_property
    def _parts(self) -> ProjectParts:
        """What an open project has, made when the first one opens: the start page needs none of it."""
        from ipof_workbench.ui.status_parts import ProjectParts

        parts = ProjectParts(self)
        for part in parts.left():
            self.addWidget(part)
        self.insertPermanentWidget(1 + len(parts.left()), parts.busy)  # between the last step and the facts
        self.addPermanentWidget(parts.zoom)
        parts.hide()
        parts.stored.clicked.connect(self.history_asked)
        parts.last.clicked.connect(self.history_asked)
        parts.filter.clicked.connect(self.filter_cleared)
        parts.refusal.clicked.connect(lambda: self.show_refusal(""))
        parts.zoom.clicked.connect(self.zoom_asked)
        return parts

    # --- what is shown

    def show_start(self, version: str = "") -> None:
        """Show what the start page has: the version, and how the theme is chosen."""
        if self._has_project:
            self._has_project = False
            self._parts.hide()
        self._note.setContentsMargins(current_theme().px(8), 0, 0, 0)
        self._note.setText(f"Version {version}" if version else "")
        self._note.show()
        self._facts.setContentsMargins(0, 0, current_theme().px(8), 0)
        self._facts.setText("Light, dark or as the system")

    def show_project(self) -> None:
        """Show what an open project has."""
        self._has_project = True
        self._note.hide()
        self.show_refusal("")
        for part in (self._parts.stored, self._parts.filter, self._parts.zoom):
            part.show()
        self._facts.setContentsMargins(0, 0, 0, 0)
        self._facts.setText("")

    def show_stored(self, at: datetime | None, read_only: bool = False) -> None:
        """Say when the last step was stored (local time)."""
        words = "Read only" if read_only else (f"Stored {at:%H:%M}" if at else "Stored")
        self._parts.stored.setText(words)

    def show_filter(self, words: str, whole: str = "", is_blind: bool = False) -> None:
        """Say which filter is in force; `whole` says all of it, where `words` only begin to. `is_blind`: only one's own
        codings are seen, whatever the filter."""
        button = self._parts.filter
        own = "your codings alone" if words else "All cases, your codings alone"
        said = [part for part in (words, own if is_blind else "") if part]
        button.setText("; ".join(said) or "All cases, all coders")
        if words:
            button.enable()
            button.setToolTip(as_tooltip(f"{whole or words}. Clear the filter"))
        elif is_blind:
            button.setToolTip("Others’ codings are hidden; the Code menu shows them")
        else:
            button.setToolTip("No filter is in force")

    def show_last_step(self, label: str) -> None:
        """Say what was done last."""
        shown = label[:1].lower() + label[1:]
        last = self._parts.last
        last.setText(f"Last step: {shown}" if len(shown) < 72 else f"Last step: {shown[:71]}…")
        last.setVisible(bool(label) and not self.refusal())

    def show_refusal(self, sentence: str) -> None:
        """Show the red line, or clear it with an empty sentence."""
        parts = self._parts
        parts.refusal.setText(sentence)
        parts.refusal.setVisible(bool(sentence))
        parts.filter.setVisible(not sentence and not parts.zoom.isHidden())
        parts.last.setVisible(not sentence and bool(parts.last.text()) and not parts.zoom.isHidden())

    def refusal(self) -> str:
        """Return the red line's sentence."""
        return self._parts.refusal.text()

    def show_facts(self, words: str) -> None:
        """Show the facts of the page in front."""
        self._facts.setText(words)

    def facts(self) -> str:
        """Return the facts shown."""
        return self._facts.text()

    def last_step(self) -> str:
        """Return the words of the last step."""
        return self._parts.last.text()

    def show_zoom(self, scale: float) -> None:
        """Show the zoom of the window."""
        self._parts.zoom.setText(f"{round(scale * 100)} %")

    def watch(self, task: Task) -> None:
        """Show a task that has words for the person, with its count and a way to stop it."""
        self._parts.busy.watch(task)

    def _measure(self) -> None:
        theme = current_theme()
        self.setFixedHeight(theme.px(HEIGHT))
        self.setContentsMargins(theme.px(2), 0, theme.px(4), 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        fill(painter, self.rect(), current_theme().colour("window"))
        fill(painter, QRect(0, 0, self.width(), 1), current_theme().colour("border"))
        painter.end()
