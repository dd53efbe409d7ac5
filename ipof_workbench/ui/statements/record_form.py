"""The right side of theories and recommendations: a head, captioned fields, a sentence when none is chosen."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from ipof_workbench.domain.identity import Rid
from ipof_workbench.ui.editing_lock import EditingLock
from ipof_workbench.ui.records.story import DETAILS, Story
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.statements.forms import TextField
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.buttons import IconButton
from ipof_workbench.ui.widgets.notices import EmptyState
from ipof_workbench.ui.widgets.panels import PageBar
from ipof_workbench.ui.widgets.plain_label import PlainLabel


class RecordForm(QWidget):
    """Fields of one record, with its memos and its audit beside them; `kind` is its table.

    Signals:
        changed(field, words): a field was stored.
        delete_requested()
    """

    changed = Signal(str, str)
    delete_requested = Signal()

    def __init__(
        self, session: Session, kind: str, title: str, nothing: str, delete_name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._kind = kind
        self._further: list[QWidget] = []
        """What changes the record besides its fields."""
        self.fields: dict[str, TextField] = {}
        self._session = session
        self.bar = PageBar(title)
        self.delete_button = IconButton("trash-2", delete_name)
        self.delete_button.clicked.connect(self.delete_requested)
        self.bar.add_right(self.delete_button)
        inside = QWidget()
        inside.setObjectName("panelBody")
        self.column = QVBoxLayout(inside)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.viewport().setAutoFillBackground(False)
        scroll.setWidget(inside)
        scroll.setAccessibleName(title)
        shown = QWidget()
        outer = QVBoxLayout(shown)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.bar)
        self.story = Story(session, (DETAILS, scroll))
        self.story.set_padding(current_theme().px(12), on_panel=True)
        outer.addWidget(self.story, 1)
        empty = QWidget()
        below = QVBoxLayout(empty)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(0)
        below.addWidget(PageBar("Details"))
        below.addWidget(EmptyState(nothing), 1)
        self._pages = QStackedWidget()
        self._pages.addWidget(shown)
        self._pages.addWidget(empty)
        self._pages.setCurrentIndex(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._pages)
        theme = current_theme()
        self.column.setContentsMargins(theme.px(16), theme.px(12), theme.px(16), theme.px(16))
        self.column.setSpacing(theme.px(4))

    def add_field(self, field: str, caption: str, placeholder: str = "", lines: int = 1, one_line: bool = True) -> None:
        """Add a field of the record."""
        made = TextField(caption, placeholder, lines, one_line)
        made.committed.connect(lambda words, field=field: self.changed.emit(field, words))
        self.fields[field] = made
        self.add_part(caption, made)

    def add_part(self, caption: str, widget: QWidget) -> None:
        """Add anything under a caption."""
        label = PlainLabel(caption, "caption", "text2", 600)
        label.setBuddy(widget)
        self.column.addWidget(label)
        self.column.addWidget(widget)
        self.column.addSpacing(current_theme().px(8))

    def finish(self, *further: QWidget) -> None:
        """Let what is below the fields be empty; `further` changes the record besides its fields."""
        self.column.addStretch(1)
        self._further += further
        self.lock = EditingLock(self._session, self, self.editing)

    def editing(self) -> list[QWidget]:
        """Return what changes the record."""
        return [self.delete_button, *self.fields.values(), *self._further]

    def show_fields(self, title: str, rid: Rid | None, values: dict[str, str] | None = None) -> None:
        """Show the values of a record; None shows that none is chosen."""
        self.story.show_subject(self._kind, rid)
        self._pages.setCurrentIndex(1 if rid is None else 0)
        self.bar.set_title(title)
        for field, text in (values or {}).items():
            self.fields[field].set_text(text)

    def commit(self) -> None:
        """Store what the fields hold."""
        self.story.commit()
        for field in self.fields.values():
            field.commit()
