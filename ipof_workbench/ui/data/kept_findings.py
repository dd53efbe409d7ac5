"""The findings that were kept: wording, n (%), what they bear on."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHeaderView

from ipof_workbench.domain import records
from ipof_workbench.domain.appearance import stance_look
from ipof_workbench.domain.evidence_rows import FindingEvidenceRow, FindingRow
from ipof_workbench.domain.identity import Rid
from ipof_workbench.ui.data.record_table import Column
from ipof_workbench.ui.data.record_tabs import RecordTab
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.theme.theme import current_theme

_WIDTHS = {1: 184, 2: 120, 3: 96}
"""Room for “1,146 of 1,433 (80.0 %)”: the share is what is read there."""


class KeptFindings(RecordTab):
    """A row a finding, newest first; the wording is edited in place."""

    kind = records.Finding

    def __init__(self, session: Session) -> None:
        super().__init__(session, "Kept findings", "No findings yet. Keep a share of a column, or write one.", "Write")
        self.view.setObjectName("findingsTable")
        self._wanted: tuple[Rid, bool] | None = None

    def reload(self) -> None:
        """Read the findings."""
        read = self._session.workbench.read.evidence_on
        bearing: dict[Rid, list[FindingEvidenceRow]] = {}
        for row in read.finding_evidence():
            bearing.setdefault(row.finding, []).append(row)
        columns = [
            Column("Finding", self._write),
            Column("n (%)", is_number=True),
            Column("Bears on"),
            Column("Source"),
        ]
        self.show_rows(columns, [(row.rid, _cells(row, bearing.get(row.rid, []))) for row in read.findings()])
        head = self.view.horizontalHeader()
        head.setStretchLastSection(False)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column, width in _WIDTHS.items():
            head.resizeSection(column, current_theme().px(width))
        if self._wanted is not None:
            (rid, edit), self._wanted = self._wanted, None
            self.select(rid)
            if edit:
                self.edit_row(rid)

    def select(self, rid: Rid) -> None:
        """Select one finding."""
        at = self.model.row_of(rid)
        if at >= 0:
            self.view.selectRow(at)
            self.view.scrollTo(self.model.index(at, 0))

    def select_later(self, rid: Rid, *, edit: bool = False) -> None:
        """Select a finding once it is read; `edit` lets its wording be written."""
        self._wanted = (rid, edit)
        if self.model.row_of(rid) >= 0:
            QTimer.singleShot(0, self, self.reload)

    def delete_selected(self) -> None:
        """Delete the selected findings; the toast says how much evidence goes with them."""
        from ipof_workbench.app.commands.deletion import DeleteRecords

        chosen = self.selected()
        if chosen and self._session.run(DeleteRecords(records.Finding, chosen)) is not None:
            self._session.show_toast(self._session.workbench.history(1)[0].label)

    def _write(self, rid: Rid, wording: str) -> bool:
        from ipof_workbench.app.commands.findings import EditFinding

        return self._session.run(EditFinding(rid, {"wording": wording})) is not None


def _cells(row: FindingRow, bearing: list[FindingEvidenceRow]) -> tuple[object, ...]:
    words = ", ".join(f"{each.number} ({stance_look(each.stance).words})" for each in bearing)
    return row.wording, row.volume, words or "nothing yet", row.source
