"""A column of labelled facts, some of which can be edited; each edit is handed over when it is finished."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.panels import SectionHeader
from ipof_workbench.ui.widgets.plain_label import PlainLabel


class Choice(QComboBox):
    """A list that the wheel does not change by accident while the panel is scrolled."""

    def __init__(self, options: Sequence[tuple[object, str]], current: object) -> None:
        super().__init__()
        for key, words in options:
            self.addItem(words, key)
        self.setCurrentIndex(max(0, self.findData(current)))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumContentsLength(6)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class NoteField(QPlainTextEdit):
    """Several lines, handed over when the focus leaves."""

    def __init__(self, text: str, store: Callable[[str], object]) -> None:
        super().__init__(text)
        self._stored, self._store = text, store
        self.setObjectName("field")
        self.setTabChangesFocus(True)
        self.setFixedHeight(current_theme().px(72))
        self.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self.commit()
        return super().eventFilter(watched, event)

    def commit(self) -> None:
        """Hand the text over if it changed."""
        if self.toPlainText() != self._stored:
            self._stored = self.toPlainText()
            self._store(self._stored)


class FactForm(QWidget):
    """Labels left, values right, under heads."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = current_theme()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.px(8))
        self._grid: QGridLayout | None = None
        self._is_editable = True

    def set_editable(self, editable: bool) -> None:
        """Show values to be edited or only to be read (for what is added from now on)."""
        self._is_editable = editable

    def add_head(self, text: str, trailing: QWidget | None = None) -> None:
        """Start a section."""
        if self._column.count():
            self._column.addSpacing(current_theme().px(8))
        self._column.addWidget(SectionHeader(text, trailing=trailing))
        self._grid = None

    def _row(self, label: str, field: QWidget) -> None:
        theme = current_theme()
        if self._grid is None:
            self._grid = QGridLayout()
            self._grid.setHorizontalSpacing(theme.px(8))
            self._grid.setVerticalSpacing(theme.px(4))
            self._grid.setColumnMinimumWidth(0, theme.px(88))
            self._grid.setColumnStretch(1, 1)
            self._column.addLayout(self._grid)
        row = self._grid.rowCount()
        words = PlainLabel(label, "small", "text2", elide=True)
        words.setMaximumWidth(theme.px(96))
        self._grid.addWidget(words, row, 0)
        self._grid.addWidget(field, row, 1)
        field.setAccessibleName(label)

    def add_fact(self, label: str, value: str) -> PlainLabel:
        """Add something to read."""
        shown = PlainLabel(value or "–", "body", "text" if value else "text3", wrap=True)
        self._row(label, shown)
        return shown

    def add_line(self, label: str, value: str, store: Callable[[str], object]) -> QWidget:
        """Add one line to edit; `store` gets it when it is finished and has changed."""
        if not self._is_editable:
            return self.add_fact(label, value)
        field = QLineEdit(value)
        # A long value shows how it begins.
        field.setCursorPosition(0)

        def finished() -> None:
            if field.text() != field.property("stored"):
                field.setProperty("stored", field.text())
                store(field.text())

        field.setProperty("stored", value)
        field.editingFinished.connect(finished)
        self._row(label, field)
        return field

    def add_choice(
        self, label: str, options: Sequence[tuple[object, str]], current: object, store: Callable[[object], object]
    ) -> QWidget:
        """Add a choice among (key, words)."""
        if not self._is_editable:
            return self.add_fact(label, next((words for key, words in options if key == current), ""))
        field = Choice(options, current)
        field.activated.connect(lambda: store(field.currentData()))
        self._row(label, field)
        return field

    def add_note(self, label: str, value: str, store: Callable[[str], object]) -> QWidget:
        """Add several lines to edit, over the whole width."""
        if not self._is_editable:
            return self.add_fact(label, value)
        caption, field = PlainLabel(label, "small", "text2"), NoteField(value, store)
        field.setAccessibleName(label)
        self._column.addWidget(caption)
        self._column.addWidget(field)
        self._grid = None
        return field

    def add_words(self, words: str, colour: str = "text2") -> None:
        """Add a sentence over the whole width."""
        self._column.addWidget(PlainLabel(words, "small", colour, wrap=True))
        self._grid = None

    def add_widget(self, widget: QWidget) -> None:
        """Add something over the whole width."""
        self._column.addWidget(widget)
        self._grid = None

    def finish(self) -> None:
        """Push everything up."""
        self._column.addStretch(1)
