"""The list of files under review, with how each stands."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QWidget

from ipof_workbench.ui.data.import_batch import ImportFile, TableFile, TranscriptFile
from ipof_workbench.ui.widgets.delegates import ROLE_COUNT, ROLE_ICON, ROLE_MUTED
from ipof_workbench.ui.widgets.plain_label import as_tooltip

AnyIndex = QModelIndex | QPersistentModelIndex


class FilesModel(QAbstractListModel):
    """The files with how they stand: being read, good, to check, refused."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.files: Sequence[ImportFile] = ()

    def show_files(self, files: Sequence[ImportFile]) -> None:
        """Show these files."""
        self.beginResetModel()
        self.files = files
        self.endResetModel()

    def renew(self) -> None:
        """Show how they stand now."""
        if self.files:
            self.dataChanged.emit(self.index(0), self.index(len(self.files) - 1))

    def rowCount(self, parent: AnyIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.files)

    def data(self, index: AnyIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        file = self.files[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return file.path.name
        if role == ROLE_ICON:
            return _state_icon(file)
        if role == ROLE_MUTED:
            return bool(file.error)
        if role == ROLE_COUNT:
            if isinstance(file, TranscriptFile) and file.parsed is not None:
                return f"{file.turns:,}"
            return "table" if isinstance(file, TableFile) else ""
        if role == Qt.ItemDataRole.ToolTipRole:
            notes = file.notes() if isinstance(file, TranscriptFile) else ((file.error,) if file.error else ())
            return as_tooltip("\n".join((file.path.name, *notes)))
        return None


def _state_icon(file: ImportFile) -> str:
    if file.error:
        return "circle-x"
    if isinstance(file, TableFile):
        return "circle-dashed" if file.preview is None else ("triangle-alert" if file.needs else "table-2")
    if file.parsed is None:
        return "circle-dashed"
    return "triangle-alert" if file.to_check else "check"
