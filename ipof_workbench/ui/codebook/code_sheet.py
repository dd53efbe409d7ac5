"""Everything a code says of itself, edited where it stands."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ipof_workbench.domain.codebook_rows import CodebookRow
from ipof_workbench.domain.identity import Rid
from ipof_workbench.ui.codebook.code_look import COLOURS, SWATCH, draw_swatch
from ipof_workbench.ui.configurations.in_place import CalmComboBox, EditableText
from ipof_workbench.ui.elements.prose_field import ProseField
from ipof_workbench.ui.records.story import with_story
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.notices import EmptyState
from ipof_workbench.ui.widgets.panels import PANEL_PADDING, SidePanel
from ipof_workbench.ui.widgets.plain_label import PlainLabel

FIELDS: tuple[tuple[str, str, str], ...] = (
    ("statement", "Full statement", "The whole of it, in a sentence"),
    ("definition", "Definition", "What the code means"),
    ("include", "Include", "When to use it"),
    ("exclude", "Exclude", "When not to, and what to use then"),
    ("example", "Example", "A typical passage"),
    ("alias", "Other names", "Other names, joined by ;"),
)
"""Field, its caption, what stands in it while it is empty."""
KIND = "thematic_code"


class CodeSheet(SidePanel):
    """The right of the Codebook page.

    `written` carries (code, field, words), `coloured` (code, colour).
    """

    written = Signal(object, str, str)
    coloured = Signal(object, str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("right", 304, "Code", parent)
        self._code: Rid | None = None
        self.title = EditableText("Name", "Without a name", size="title", weight=600)
        self.path = PlainLabel("", "small", "text2", wrap=True)
        self.colour = CalmComboBox("Colour of the code")
        self.fields = {field: ProseField(caption, hint) for field, caption, hint in FIELDS}
        self.nothing = EmptyState("Choose a code on the left.")
        self._inside = QWidget()
        column = QVBoxLayout(self._inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current_theme().px(6))
        padding = current_theme().px(PANEL_PADDING)
        self._head = QWidget()
        head = QVBoxLayout(self._head)
        head.setContentsMargins(padding, padding, padding, 0)
        head.addWidget(self.title)
        self.head.addWidget(self._head)
        column.addWidget(self.path)
        column.addWidget(self._caption("Colour"))
        column.addWidget(self.colour)
        for field, caption, _ in FIELDS:
            column.addWidget(self._caption(caption))
            column.addWidget(self.fields[field])
        column.addStretch(1)
        self.body.addWidget(self._inside, 1)
        self.body.addWidget(self.nothing, 1)
        self.story = with_story(self, session)
        self._fill_colours()
        self.title.committed.connect(lambda words: self._tell("name", words))
        self.colour.activated.connect(self._choose_colour)
        for field, widget in self.fields.items():
            widget.committed.connect(lambda words, field=field: self._tell(field, words))
        self._inside.hide()
        self._head.hide()
        self.story.show_subject(KIND, None)

    @staticmethod
    def _caption(words: str) -> PlainLabel:
        label = PlainLabel(words, "caption", "text2", 600)
        label.setContentsMargins(0, current_theme().px(4), 0, 0)
        return label

    def show_code(self, row: CodebookRow | None, path: list[str], editable: bool) -> None:
        """Show a code (None: say that one can be chosen); what is being typed stays with the same code."""
        if self._code is not None and (row is None or row.rid != self._code):
            self.commit()
        self._code = row.rid if row is not None else None
        self.story.show_subject(KIND, self._code)
        self._inside.setVisible(row is not None)
        self._head.setVisible(row is not None)
        self.nothing.setVisible(row is None)
        if row is None:
            return
        self.title.set_text(row.name)
        self.path.setText("Below " + " / ".join(path[:-1]) if len(path) > 1 else "")
        self.path.setVisible(len(path) > 1)
        self.colour.setCurrentIndex(max(0, self.colour.findData(row.colour)))
        for field, widget in self.fields.items():
            widget.set_text(str(getattr(row, field)))
            widget.setReadOnly(not editable)
        for control in (self.title, self.colour):
            control.setEnabled(editable)

    def commit(self) -> None:
        """Store what an open field holds."""
        self.title.commit()
        self.story.commit()
        for widget in self.fields.values():
            widget.commit()

    def theme_changed(self) -> None:
        super().theme_changed()
        if hasattr(self, "colour"):
            self._fill_colours()

    def _fill_colours(self) -> None:
        now = self.colour.currentData()
        side = current_theme().px(SWATCH + 4)
        self.colour.clear()
        self.colour.setIconSize(QSize(side, side))
        for key, words in COLOURS:
            picture = QPixmap(side * 2, side * 2)
            picture.setDevicePixelRatio(2)
            picture.fill(Qt.GlobalColor.transparent)
            painter = QPainter(picture)
            draw_swatch(painter, QRectF(2, 2, side - 4, side - 4), key)
            painter.end()
            self.colour.addItem(QIcon(picture), words, key)
        self.colour.setCurrentIndex(max(0, self.colour.findData(now)))

    def _tell(self, field: str, words: str) -> None:
        if self._code is not None:
            self.written.emit(self._code, field, words)

    def _choose_colour(self) -> None:
        if self._code is not None:
            self.coloured.emit(self._code, str(self.colour.currentData()))
