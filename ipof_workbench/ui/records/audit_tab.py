"""Who did what to one record, when and why, readable beside it and exportable."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ipof_workbench.app.tasks import Report
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.steps import Changed
from ipof_workbench.domain.trail_rows import AuditEntry
from ipof_workbench.ui.configurations.live_reading import LiveReading
from ipof_workbench.ui.records.audit_list import AuditList
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.buttons import Button
from ipof_workbench.ui.widgets.notices import EmptyState
from ipof_workbench.ui.widgets.plain_label import PlainLabel

PATTERNS = ("*.docx", "*.xlsx", "*.csv", "*.md")


class AuditTab(QWidget):
    """The story of one record. Reads while it is visible, and again after each change."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._kind, self._rid = "", None  # type: tuple[str, Rid | None]
        self._stale = True
        self._reading = LiveReading(session, f"audit {id(self)}", self._read)
        self._reading.arrived.connect(self._arrived)
        self.count = PlainLabel("", "small", "text2", elide=True)
        self.export_button = Button("Export…", "download")
        self.export_button.clicked.connect(self.export)
        self.list = AuditList("What happened, newest first")
        self._pages = QStackedWidget()
        self._pages.addWidget(self.list)
        self._pages.addWidget(EmptyState("Nothing is known of this yet."))
        theme = current_theme()
        row = QHBoxLayout()
        row.setContentsMargins(0, theme.px(4), 0, theme.px(2))
        row.addWidget(self.count, 1)
        row.addWidget(self.export_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        column.addLayout(row)
        column.addWidget(self._pages, 1)
        session.changed.connect(self._on_changed)
        session.blind_changed.connect(self._forget)

    def show_subject(self, kind: str, rid: Rid | None) -> None:
        """Show the story of another record (`kind` is the name of its table)."""
        self._kind, self._rid = kind, rid
        self._stale = True
        if self.isVisible():
            self.refresh()

    def refresh(self) -> None:
        """Read the story again."""
        self._stale = False
        self._reading.read_now()

    def export(self) -> None:
        """Ask where to, and write the story there as a table."""
        session, kind, rid = self._session, self._kind, self._rid
        if rid is None:
            return
        if not session.shows_others("A file of the whole audit"):
            return
        target = session.ask_save_path("Export", session.suggested_path("audit.docx"), PATTERNS)
        if target is None:
            return

        def work(_report: Report) -> Path:
            from ipof_workbench.app.audit_tables import export_audit

            return export_audit(session.workbench, kind, rid, target, force=True)

        session.run_in_background(
            work, lambda _value: session.show_toast(f"Exported {target.name}", False), words=f"Writing {target.name}"
        )

    def showEvent(self, event: object) -> None:
        super().showEvent(event)  # type: ignore[arg-type]
        if self._stale and self._session.is_open:
            self.refresh()

    def _read(self) -> tuple[str, Rid | None, list[AuditEntry]]:
        kind, rid = self._kind, self._rid
        workbench = self._session.workbench
        entries = workbench.read.trail.audit_of(kind, rid) if rid is not None else []
        if self._session.is_blind:
            entries = [entry for entry in entries if entry.step.analyst == workbench.analyst.name]
        return kind, rid, entries

    def _arrived(self, found: object) -> None:
        assert isinstance(found, tuple)
        kind, rid, entries = found
        if (kind, rid) != (self._kind, self._rid):
            return  # another record was chosen meanwhile; its story is on the way
        self.list.rows.show_entries(entries)
        self._pages.setCurrentIndex(0 if entries else 1)
        self.count.setText(f"{len(entries):,} step{'' if len(entries) == 1 else 's'}")
        if entries:
            self.export_button.enable()
        else:
            self.export_button.disable("There is nothing to export yet.")

    def _forget(self) -> None:
        # Before it is seen again: what others did is not to stand there a moment longer.
        self.list.rows.show_entries([])
        self._stale = True
        if self.isVisible() and self._session.is_open:
            self.refresh()

    def _on_changed(self, _changed: Changed) -> None:
        self._stale = True
        if self.isVisible() and self._session.is_open:
            self._reading.ask()
