"""The table of a grid: cells are selected and typed into, the first column stays in sight, keys copy and paste."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QEvent, QItemSelectionModel, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.delegates import AnyIndex, configure_table

_KEYS = (
    (QKeySequence.StandardKey.Copy, "copy"),
    (QKeySequence.StandardKey.Paste, "paste"),
)


class GridView(QTableView):
    """`asked` carries what a key asks for: copy, paste, fill, clear, delete; `column_menu_asked` a column's number."""

    asked = Signal(str)
    column_menu_asked = Signal(int)

    def __init__(self, name: str) -> None:
        super().__init__()
        configure_table(self, name)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.EditKeyPressed | triggers.DoubleClicked | triggers.AnyKeyPressed)
        head = self.horizontalHeader()
        head.setSectionsClickable(True)
        head.setMinimumSectionSize(current_theme().px(56))
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        head.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        head.customContextMenuRequested.connect(lambda at: self.column_menu_asked.emit(head.logicalIndexAt(at)))
        self._frozen = _FirstColumn(self)

    def setModel(self, model: QAbstractItemModel | None) -> None:
        super().setModel(model)
        if model is not None:
            self._frozen.follow()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._frozen.place()

    def scrollTo(
        self, index: AnyIndex, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        # The first column is in sight in any case.
        if index.column() > 0:
            super().scrollTo(index, hint)
            hidden = self._frozen.width() - self.visualRect(index).left() if self._frozen.isVisible() else 0
            if hidden > 0:
                self.horizontalScrollBar().setValue(self.horizontalScrollBar().value() - hidden)
        else:
            sideways = self.horizontalScrollBar().value()
            super().scrollTo(index, hint)
            self.horizontalScrollBar().setValue(sideways)

    def selected_rows(self) -> list[int]:
        """Return the rows that hold a selected cell, in order."""
        model = self.selectionModel()
        # By ranges: a whole column of a forum is one of them.
        ranges = model.selection().toList() if model is not None else []
        return sorted({row for part in ranges for row in range(part.top(), part.bottom() + 1)})

    def selected_count(self) -> int:
        """Return how many cells are selected."""
        model = self.selectionModel()
        ranges = model.selection().toList() if model is not None else []
        return sum(part.width() * part.height() for part in ranges)

    def select_rows(self, rows: list[int]) -> None:
        """Select the first cells of rows."""
        model, flags = self.selectionModel(), QItemSelectionModel.SelectionFlag
        model.clearSelection()
        for at, row in enumerate(rows):
            index = self.model().index(row, max(0, self.currentIndex().column()))
            if at == 0:
                model.setCurrentIndex(index, flags.NoUpdate)
            model.select(index, flags.Select)

    def go_to_row(self, row: int) -> None:
        """Select a row, at its first cell, and bring it into sight; a row that there is not changes nothing."""
        if 0 <= row < self.model().rowCount():
            index = self.model().index(row, 0)
            self.setCurrentIndex(index)
            self.scrollTo(index)

    def event(self, event: QEvent) -> bool:
        # In a grid these keys belong to the cells, whatever they do elsewhere on the page.
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._meaning(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        editing = self.state() == QAbstractItemView.State.EditingState
        meaning = "" if editing else self._meaning(event)
        if meaning:
            self.asked.emit(meaning)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not editing:
            self.edit(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _meaning(self, event: QKeyEvent) -> str:
        for standard, words in _KEYS:
            if event.matches(standard):
                return words
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() == Qt.Key.Key_D and control:
            return "fill"
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            return "delete" if control else ("" if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier else "clear")
        return ""


class _FirstColumn(QTableView):
    """The first column once more, over the table, while the table is scrolled sideways."""

    def __init__(self, table: GridView) -> None:
        super().__init__(table)
        self._table = table
        configure_table(self, "First column, kept in sight")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.hide()
        table.horizontalScrollBar().valueChanged.connect(lambda _value: self.place())
        table.verticalScrollBar().valueChanged.connect(self.verticalScrollBar().setValue)
        self.verticalScrollBar().valueChanged.connect(table.verticalScrollBar().setValue)
        table.horizontalHeader().sectionResized.connect(lambda *_: self.place())
        self.doubleClicked.connect(lambda index: table.edit(index))
        current_theme().changed.connect(self.place)

    def follow(self) -> None:
        """Show the model of the table, and select what it selects."""
        self.setModel(self._table.model())
        # A delegate of its own: one that two views share tells both of them of each editor.
        self.setItemDelegate(type(self._table.itemDelegate())(self))
        self.setSelectionModel(self._table.selectionModel())
        self.model().modelReset.connect(self._hide_others)
        self.horizontalHeader().setSectionsClickable(True)
        self.horizontalHeader().sectionClicked.connect(self._table.horizontalHeader().sectionClicked)
        self._hide_others()

    def _hide_others(self) -> None:
        for column in range(1, self.model().columnCount() if self.model() is not None else 0):
            self.setColumnHidden(column, True)
        self.place()

    def place(self) -> None:
        """Lie over the first column, as wide as it is; away while that is in sight itself."""
        table = self._table
        scrolled = table.horizontalScrollBar().value() > 0 and table.model() is not None
        if scrolled and table.model().columnCount():
            width = table.columnWidth(0)
            head = table.horizontalHeader().height()
            self.setColumnWidth(0, width)
            self.horizontalHeader().setFixedHeight(head)
            self.verticalHeader().setDefaultSectionSize(table.verticalHeader().defaultSectionSize())
            self.setGeometry(QRect(0, 0, width + 1, head + table.viewport().height()))
            self.verticalScrollBar().setValue(table.verticalScrollBar().value())
        if scrolled != self.isVisible():
            self.setVisible(scrolled)
        if scrolled:
            self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().width() - 1, 0, 1, self.viewport().height(), current_theme().colour("control"))
        painter.end()
