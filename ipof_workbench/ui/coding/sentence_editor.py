"""The If-Then-Because sentence of the configuration under way: read, or edited as prose."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from ipof_workbench.domain.appearance import RoleStyle
from ipof_workbench.domain.listings import ConfigurationDetail
from ipof_workbench.domain.sentences import PARTS, left_empty
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.buttons import Button, IconButton, QuietButton
from ipof_workbench.ui.widgets.panels import SectionHeader
from ipof_workbench.ui.widgets.plain_label import PlainLabel
from ipof_workbench.ui.widgets.sentence_label import SentenceLabel, if_then_because

FIELD_HEIGHT = 40


class SentenceEditor(QWidget):
    """Shows the sentence; the pencil or F2 turns it into three fields.

    `written` carries the parts that were changed, as {"if_text": words, ...}; an emptied part is "" and goes back to
    the words made from the elements. `slot_activated` carries "if", "then" or "because".
    """

    written = Signal(object)
    slot_activated = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._detail: ConfigurationDetail | None = None
        self._before: dict[str, str] = {}
        self._pencil = IconButton("pencil", "Edit the sentence as prose", "F2")
        self._pencil.clicked.connect(self.begin)
        self._head = SectionHeader("If, then, because", size="caption", trailing=self._pencil)
        self.label = SentenceLabel()
        self.label.slot_activated.connect(self.slot_activated)
        self.label.edit_requested.connect(self.begin)
        self._form = QWidget()
        self.fields: dict[str, QPlainTextEdit] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._head)
        column.addWidget(self.label)
        column.addWidget(self._form)
        self._build_form()
        self._form.hide()
        current_theme().changed.connect(self._space)
        self._space()

    def _build_form(self) -> None:
        rows = QVBoxLayout(self._form)
        rows.setContentsMargins(0, 0, 0, 0)
        for part in PARTS:
            rows.addWidget(PlainLabel(part.capitalize(), "caption", "text2", 600))
            field = QPlainTextEdit()
            field.setObjectName("field")
            field.setAccessibleName(f"The {part} part of the sentence")
            field.setTabChangesFocus(True)
            field.installEventFilter(self)
            self.fields[part] = field
            rows.addWidget(field)
        buttons = QHBoxLayout()
        keep, leave = Button("Keep", key_hint="Enter"), QuietButton("Cancel", key_hint="Esc")
        keep.clicked.connect(self.commit)
        leave.clicked.connect(self.cancel)
        buttons.addWidget(keep)
        buttons.addWidget(leave)
        buttons.addStretch(1)
        rows.addLayout(buttons)

    def show_detail(self, detail: ConfigurationDetail | None, styles: Mapping[str, RoleStyle], editable: bool) -> None:
        """Show the sentence of a configuration; fields that are being edited stay as they are."""
        if self.is_editing() and (detail is None or self._detail is None or detail.draft != self._detail.draft):
            self._close()
        self._detail = detail
        parts = detail.sentence if detail is not None else dict.fromkeys(PARTS, "")
        self.label.set_parts(if_then_because(parts["if"], parts["then"], parts["because"], styles))
        if detail is None:
            self._pencil.disable("There is no configuration yet: your first coding starts it.")
        elif not editable:
            self._pencil.disable("This project cannot be changed now.")
        else:
            self._pencil.enable()

    def is_editing(self) -> bool:
        """Tell whether the fields are open."""
        return not self._form.isHidden()

    def begin(self) -> None:
        """Open the fields with the sentence as it reads."""
        if self._detail is None or not self._pencil.isEnabled():
            return
        self._before = dict(self._detail.sentence)
        made = left_empty(self._detail.places)
        for part, field in self.fields.items():
            field.setPlainText(self._before[part])
            field.setPlaceholderText(made[part])
        self.label.hide()
        self._form.show()
        self.fields["if"].setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.fields["if"].selectAll()

    def commit(self) -> None:
        """Close the fields and report what was changed."""
        if not self.is_editing():
            return
        now = {part: " ".join(field.toPlainText().split()) for part, field in self.fields.items()}
        changes = {f"{part}_text": words for part, words in now.items() if words != self._before[part]}
        self._close()
        if changes:
            self.written.emit(changes)

    def cancel(self) -> None:
        """Close the fields and forget what was typed."""
        self._close()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and watched in self.fields.values():
            mine = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape)
            if mine and event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if mine and event.type() == QEvent.Type.KeyPress:
                if event.key() == Qt.Key.Key_Escape:
                    self.cancel()
                else:
                    self.commit()
                return True
        return super().eventFilter(watched, event)

    def _close(self) -> None:
        held = any(field.hasFocus() for field in self.fields.values())
        self._form.hide()
        self.label.show()
        if held:
            self.label.setFocus(Qt.FocusReason.OtherFocusReason)

    def _space(self) -> None:
        px = current_theme().px
        for field in self.fields.values():
            # The window's style sheet gives fields a least height of their own, which only a style sheet can change.
            field.setStyleSheet(
                f"QPlainTextEdit {{ min-height: {px(FIELD_HEIGHT)}px; max-height: {px(FIELD_HEIGHT)}px; }}"
            )
        for holder in (self, self._form):
            layout = holder.layout()
            if layout is not None:
                layout.setSpacing(px(4))
