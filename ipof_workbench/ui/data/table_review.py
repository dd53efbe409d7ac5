"""A table under review: what it is, which columns serve what, its first rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QVBoxLayout, QWidget

from ipof_workbench.ui.data.fact_form import Choice, FactForm
from ipof_workbench.ui.data.import_batch import POST_COLUMNS, TABLE_KINDS, TableFile
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.delegates import ROLE_HEADING
from ipof_workbench.ui.widgets.notices import NoticeBox
from ipof_workbench.ui.widgets.painting import elided
from ipof_workbench.ui.widgets.plain_label import as_tooltip

AnyIndex = QModelIndex | QPersistentModelIndex


class PreviewModel(QAbstractTableModel):
    """The first rows of a table."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._headings: Sequence[str] = ()
        self._rows: Sequence[Sequence[str]] = ()
        self._bold: frozenset[str] = frozenset()

    def show_table(self, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Show these rows."""
        self.beginResetModel()
        self._headings, self._rows = headings, rows
        self.endResetModel()

    def rowCount(self, parent: AnyIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: AnyIndex | None = None) -> int:
        return len(self._headings)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> object:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.ToolTipRole:
            return as_tooltip(self._headings[section])
        return self._headings[section] if role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: AnyIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if role == Qt.ItemDataRole.DisplayRole:
            return " ".join(self._rows[index.row()][index.column()].split())[:400]
        if role == ROLE_HEADING:
            return self._headings[index.column()] in self._bold
        return None

    def emphasise(self, headings: frozenset[str]) -> None:
        """Show the cells of these columns in bold: they hold the free text."""
        self._bold = headings
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, len(self._headings) - 1))


class ColumnBox(QCheckBox):
    """A box for a heading of any length, cut where the panel ends."""

    def __init__(self, heading: str) -> None:
        super().__init__(heading.replace("&", "&&"))
        self._heading = heading
        self.setToolTip(as_tooltip(heading))
        self.setAccessibleName(heading)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        room = self.width() - current_theme().px(28)
        self.setText(elided(self._heading, self.font(), room).replace("&", "&&"))
        super().resizeEvent(event)


class TableReview(QWidget):
    """The choices for one table; `kind_changed` wants the panel made anew."""

    changed = Signal()
    kind_changed = Signal()

    def __init__(self, file: TableFile, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        assert file.preview is not None, "shown when it was read"
        self._file = file
        self._headings = file.preview.headings
        self.boxes: dict[str, QCheckBox] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current_theme().px(8))
        for note in file.preview.notes:
            column.addWidget(NoticeBox("plain", note))
        self._form = FactForm()
        self._form.add_head("This table")
        self.kind = self._form.add_choice("Holds", TABLE_KINDS, file.kind, self._set_kind)
        if file.kind == "survey":
            self._add_survey()
        elif file.kind == "posts":
            self._add_posts()
        else:
            self._form.add_words("Its columns are named as this program writes them; nothing is to be chosen.")
        column.addWidget(self._form)
        column.addStretch(1)

    def _set_kind(self, kind: object) -> None:
        self._file.kind = str(kind)
        self.kind_changed.emit()

    def _options(self, none: str) -> list[tuple[object, str]]:
        return [("", none), *((heading, heading) for heading in self._headings)]

    def _setter(self, work: Callable[[str], None]) -> Callable[[object], object]:
        def store(value: object) -> None:
            work(str(value))
            self.changed.emit()

        return store

    def _add_survey(self) -> None:
        ids: list[tuple[object, str]] = [("#row", "Row number"), *((heading, heading) for heading in self._headings)]

        def set_id(value: str) -> None:
            self._file.id_column = value

        def set_case(value: str) -> None:
            self._file.case_column = value

        self._form.add_choice("Respondent", ids, self._file.id_column, self._setter(set_id))
        self._form.add_choice("Case", self._options("The same for all"), self._file.case_column, self._setter(set_case))
        self._form.add_head("Columns with free text")
        self._form.add_words("Each answer becomes a document; all other columns become attributes.")
        guessed = set(self._file.text_columns)
        for heading in sorted(self._headings, key=lambda heading: heading not in guessed):
            box = ColumnBox(heading)
            box.setChecked(heading in self._file.text_columns)
            box.toggled.connect(lambda on, heading=heading: self._set_text(heading, on))
            self._form.add_widget(box)
            self.boxes[heading] = box

    def _set_text(self, heading: str, on: bool) -> None:
        if on:
            self._file.text_columns.add(heading)
        else:
            self._file.text_columns.discard(heading)
        self.changed.emit()

    def _add_posts(self) -> None:
        self._form.add_head("Columns")
        for key, words in POST_COLUMNS:
            none = "Choose…" if key == "text" else ("The same for all" if key == "case_column" else "None")

            def set_column(value: str, key: str = key) -> None:
                self._file.post_columns[key] = value

            field = self._form.add_choice(
                words, self._options(none), self._file.post_columns.get(key, ""), self._setter(set_column)
            )
            if isinstance(field, Choice):
                field.setObjectName(f"postColumn_{key}")
        self._form.add_words("Authors are replaced by pseudonyms when the posts are stored.")
