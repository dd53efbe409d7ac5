"""The list of files under review, with how each stands."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt

from ipof_workbench.ui.data.import_batch import ImportFile, TableFile, TranscriptFile
from ipof_workbench.ui.widgets.delegates import ROLE_COUNT, ROLE_ICON, ROLE_MUTED
from ipof_workbench.ui.widgets.list_rows import ListModel
from ipof_workbench.ui.widgets.plain_label import as_tooltip

AnyIndex = QModelIndex | QPersistentModelIndex


class FilesModel(ListModel[ImportFile]):
    """The files with how they stand: being read, good, to check, refused."""

    def data(self, index: AnyIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        file = self.rows[index.row()]
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
