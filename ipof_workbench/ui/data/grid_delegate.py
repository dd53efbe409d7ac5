"""Cells of a grid: each type has its editor, and a value that does not fit has a mark."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QPoint, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QStyleOptionViewItem, QWidget

from ipof_workbench.domain.cell_values import MULTI_SIGN, CellRule, parts_of
from ipof_workbench.domain.vocabulary import AttributeType
from ipof_workbench.ui.coding.list_menu import StayingMenu
from ipof_workbench.ui.data.grid_model import ROLE_PROBLEM, ROLE_RULE
from ipof_workbench.ui.theme.icons import pixmap
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.buttons import IconButton
from ipof_workbench.ui.widgets.delegates import AnyIndex, TableDelegate

HINTS = {AttributeType.NUMBER.value: "12.5", AttributeType.DATE.value: "2024-03-31"}


class SeveralEditor(QWidget):
    """Several choices with “;” between them, typed or ticked."""

    def __init__(self, rule: CellRule, parent: QWidget) -> None:
        super().__init__(parent)
        self._rule = rule
        self.field = QLineEdit()
        self.field.setAccessibleName(rule.name)
        self.button = IconButton("chevron-down", "Choose", "Alt+Down")
        self.button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.field, 1)
        row.addWidget(self.button)
        self.button.clicked.connect(self.open_menu)
        self.setFocusProxy(self.field)
        self.setAutoFillBackground(True)

    def menu(self) -> StayingMenu:
        """Return the choices, those that are written ticked."""
        menu = StayingMenu(self)
        chosen = parts_of(self.field.text())
        for choice in self._rule.choices:
            action = menu.addAction(choice.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(choice in chosen)
            action.toggled.connect(lambda on, choice=choice: self._tick(choice, on))
        return menu

    def open_menu(self) -> None:
        """Open the choices under the cell."""
        self.menu().popup(self.mapToGlobal(QPoint(0, self.height())))

    def _tick(self, choice: str, on: bool) -> None:
        parts = [part for part in parts_of(self.field.text()) if part != choice]
        self.field.setText(MULTI_SIGN.join([*parts, choice] if on else parts))


class GridDelegate(TableDelegate):
    """Paints cells of a grid and makes their editors."""

    def _draw_trailing(self, painter: QPainter, index: AnyIndex, box: QRectF) -> QRectF:
        if not index.data(ROLE_PROBLEM):
            return super()._draw_trailing(painter, index, box)
        side = current_theme().px(14)
        place = QRectF(box.right() - side, round(box.center().y() - side / 2), side, side)
        painter.drawPixmap(place.topLeft(), pixmap("triangle-alert", "danger", 14))
        return box.adjusted(0, 0, -side - current_theme().pxf(6), 0)

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: AnyIndex) -> QWidget:
        rule = index.data(ROLE_RULE)
        if not isinstance(rule, CellRule):
            return super().createEditor(parent, option, index)
        if rule.value_type == AttributeType.MULTI:
            return SeveralEditor(rule, parent)
        choices = {"yes": "yes", "no": "no"} if rule.value_type == AttributeType.YES_NO else rule.choices
        if choices:
            return self._choice_editor(parent, rule, choices)
        field = QLineEdit(parent)
        field.setAccessibleName(rule.name)
        field.setPlaceholderText(HINTS.get(rule.value_type, ""))
        return field

    def _choice_editor(self, parent: QWidget, rule: CellRule, choices: object) -> QComboBox:
        editor = QComboBox(parent)
        editor.setAccessibleName(rule.name)
        if not rule.required:
            editor.addItem("–", "")
        for key, words in dict(choices).items():  # type: ignore[call-overload]
            if key:
                editor.addItem(words, key)
        editor.activated.connect(lambda: self._finish(editor))
        return editor

    def _finish(self, editor: QWidget) -> None:
        self.commitData.emit(editor)
        self.closeEditor.emit(editor)

    def setEditorData(self, editor: QWidget, index: AnyIndex) -> None:
        value = str(index.data(Qt.ItemDataRole.EditRole) or "")
        if isinstance(editor, QComboBox):
            if value and editor.findData(value) < 0:
                editor.addItem(f"{value} (does not fit)", value)
            editor.setCurrentIndex(max(0, editor.findData(value)))
        elif isinstance(editor, SeveralEditor):
            editor.field.setText(value)
        elif isinstance(editor, QLineEdit):
            editor.setText(value)
        else:
            super().setEditorData(editor, index)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: AnyIndex) -> None:
        if isinstance(editor, QComboBox):
            model.setData(index, editor.currentData())
        elif isinstance(editor, SeveralEditor):
            model.setData(index, editor.field.text())
        elif isinstance(editor, QLineEdit):
            model.setData(index, editor.text())
        else:
            super().setModelData(editor, model, index)
