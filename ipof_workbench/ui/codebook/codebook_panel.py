"""The codebook where one codes: a head that folds, a filter, the tree, and one action where there is nothing yet."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from ipof_workbench.ui.codebook.code_tree import CodeTree
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.buttons import IconButton
from ipof_workbench.ui.widgets.notices import EmptyState
from ipof_workbench.ui.widgets.panels import Surface
from ipof_workbench.ui.widgets.plain_label import PlainLabel

FILTER_PAUSE_MS = 120
HEAD = 36
_TREE, _NOTHING, _FILTERED = range(3)


class NewCodeField(QLineEdit):
    """Takes the name of a new code: Enter adds it and stays, Esc closes."""

    written = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText("Name of the new code")
        self.setAccessibleName("Name of the new code")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.text().strip():
                self.written.emit(self.text())
        elif event.key() == Qt.Key.Key_Escape:
            self.clear()
            self.left.emit()
        else:
            super().keyPressEvent(event)


class CodebookPanel(Surface):
    """The lower left of the Code page (object name `codebookPanel`), and the left of the Codebook page.

    Signals:
        filter_changed(): other words in the filter. new_wanted(): the button of that name.
        folded(bool): the head was clicked. click_mode_changed(bool): whether a click codes.
    """

    filter_changed = Signal()
    new_wanted = Signal()
    folded = Signal(bool)
    click_mode_changed = Signal(bool)

    def __init__(self, folds: bool = True, parent: QWidget | None = None) -> None:
        super().__init__("panel", parent)
        self.setObjectName("codebookPanel")
        self.setAccessibleName("Codebook")
        self.tree = CodeTree()
        self.field = QLineEdit()
        self.field.setPlaceholderText("Filter codes")
        self.field.setAccessibleName("Filter codes")
        self.field.setClearButtonEnabled(True)
        self.new_field = NewCodeField()
        self.fold = IconButton("chevron-down", "Fold the codebook")
        self.title = PlainLabel("Codebook", "section", weight=600, elide=True)
        self.click_mode = IconButton("mouse-pointer-2", "Click to code: a click on a code codes the selected passage")
        self.click_mode.setCheckable(True)
        self.add = IconButton("plus", "New code", "Ins")
        self._pages = QStackedWidget()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(FILTER_PAUSE_MS)
        self._folds, self._is_folded = folds, False
        self._build()
        self._connect()
        self.theme_changed()

    def _build(self) -> None:
        self.nothing = EmptyState("No codes yet.", "New code")
        self.filtered = EmptyState("No code passes this filter.", "Clear filter")
        for page in (self.tree, self.nothing, self.filtered):
            self._pages.addWidget(page)
        self._head = QWidget()
        self._row = QHBoxLayout(self._head)
        for part in (self.fold, self.title, self.click_mode, self.add):
            self._row.addWidget(part, 1 if part is self.title else 0)
        self._body = QWidget()
        body = QVBoxLayout(self._body)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        self._fields = QVBoxLayout()
        self._fields.addWidget(self.field)
        self._fields.addWidget(self.new_field)
        body.addLayout(self._fields)
        body.addWidget(self._pages, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(self._body, 1)
        self.new_field.hide()
        self.fold.setVisible(self._folds)

    def _connect(self) -> None:
        self.field.textChanged.connect(lambda _: self._pause.start())
        self._pause.timeout.connect(self.filter_changed)
        self.add.clicked.connect(self.new_wanted)
        self.nothing.action_requested.connect(self.new_wanted)
        self.filtered.action_requested.connect(self.field.clear)
        self.new_field.left.connect(self._close_new)
        self.fold.clicked.connect(lambda: self.set_folded(not self._is_folded))
        self.click_mode.toggled.connect(self.click_mode_changed)

    def theme_changed(self) -> None:
        super().theme_changed()
        px = current_theme().px
        self._head.setFixedHeight(px(HEAD))
        self._row.setContentsMargins(px(4 if self._folds else 12), 0, px(6), 0)
        self._row.setSpacing(px(2))
        self._fields.setContentsMargins(px(10), 0, px(10), px(4))
        self._fields.setSpacing(px(4))
        self._size()

    # --- what is shown

    def words(self) -> str:
        """Return what is typed in the filter."""
        return self.field.text().strip()

    def show_state(self) -> None:
        """Show the tree, or say why there is none."""
        codes = self.tree.codes
        self._pages.setCurrentIndex(_TREE if codes.passing else (_FILTERED if codes.rows else _NOTHING))
        self.field.setVisible(bool(codes.rows))

    def set_editable(self, why_not: str) -> None:
        """Let codes be made, or say why not."""
        self.add.setEnabled(not why_not)
        self.nothing.setEnabled(not why_not)
        self.add.setToolTip(why_not or "New code  Ins")

    def open_new(self) -> None:
        """Ask for the name of a new code."""
        self.set_folded(False)
        self.new_field.show()
        self.new_field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _close_new(self) -> None:
        self.new_field.hide()
        self.tree.setFocus(Qt.FocusReason.OtherFocusReason)

    def is_folded(self) -> bool:
        """Tell whether only the head is shown."""
        return self._is_folded

    def set_folded(self, folded: bool) -> None:
        """Show the head alone, or everything."""
        if folded == self._is_folded or not self._folds:
            return
        self._is_folded = folded
        self._body.setVisible(not folded)
        self.fold.set_icon("chevron-right" if folded else "chevron-down")
        self.fold.set_name("Open the codebook" if folded else "Fold the codebook")
        self._size()
        self.folded.emit(folded)

    def _size(self) -> None:
        height = current_theme().px(HEAD) + 1
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.setMinimumHeight(height if self._is_folded else current_theme().px(150))
        self.setMaximumHeight(height if self._is_folded else 16_777_215)
