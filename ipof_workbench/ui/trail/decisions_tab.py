"""Every decision of the study: what was made of it, by whom, when, about what."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QStackedWidget, QTableView, QVBoxLayout, QWidget

from ipof_workbench.domain import records
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.steps import Changed
from ipof_workbench.domain.vocabulary import DecisionKind
from ipof_workbench.ui.places import RecordPlace
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.trail.decision_detail import DecisionDetail
from ipof_workbench.ui.trail.decision_rows import DecisionsModel
from ipof_workbench.ui.trail.table_export import export_kind
from ipof_workbench.ui.widgets.buttons import Button
from ipof_workbench.ui.widgets.delegates import configure_table
from ipof_workbench.ui.widgets.notices import EmptyState
from ipof_workbench.ui.widgets.panels import SidePanel
from ipof_workbench.ui.widgets.plain_label import PlainLabel
from ipof_workbench.ui.widgets.splitter_room import beside

TOUCHING = (
    records.Decision,
    records.DecisionSubject,
    records.StatementVote,
    records.Configuration,
    records.TheoryStatement,
    records.Case,
)
DETAIL_WIDTH = 400


class _Table(QTableView):
    """The table; Delete asks for the decision to go."""

    def __init__(self, tab: DecisionsTab) -> None:
        super().__init__()
        self._tab = tab

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self._tab.delete()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._tab.detail.focus_wording()
        else:
            super().keyPressEvent(event)


class DecisionsTab(QWidget):
    """Table and detail of the decisions."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._stale = True
        self._wanted: Rid | None = None
        self.model = DecisionsModel(self)
        self.table = _Table(self)
        self.table.setModel(self.model)
        configure_table(self.table, "Decisions, the last first")
        self.table.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.table.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._show_detail())
        self.detail = DecisionDetail(session)
        self.count = PlainLabel("", "small", "text2", elide=True)
        self.new_button = Button("Record a decision", "plus")
        self.new_button.clicked.connect(self.record)
        self.export_button = Button("Export…", "download")
        self.export_button.clicked.connect(lambda: export_kind(session, "decisions"))
        self._empty = EmptyState("No decision is recorded yet.", "Record a decision")
        self._empty.action_requested.connect(self.record)
        self._build()
        session.changed.connect(self._on_changed)
        session.can_edit_changed.connect(lambda _can: self._allow())
        self._allow()

    def _build(self) -> None:
        theme = current_theme()
        head = self.table.horizontalHeader()
        for column, width in ((0, 128), (1, 100), (3, 180)):
            head.resizeSection(column, theme.px(width))
        head.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        top = QHBoxLayout()
        top.setContentsMargins(theme.px(12), theme.px(8), theme.px(12), theme.px(8))
        top.setSpacing(theme.px(8))
        top.addWidget(self.count, 1)
        top.addWidget(self.new_button)
        top.addWidget(self.export_button)
        self.right = SidePanel("right", DETAIL_WIDTH, "Decision", scrolls=False)
        self.right.use_whole_width()
        self.right.body.addWidget(self.detail)
        self._pages = QStackedWidget()
        self._pages.addWidget(beside(top, self.table, self.right))
        self._pages.addWidget(self._empty)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._pages)

    # --- the contract of a tab of the trail

    def activate(self) -> None:
        """Bring the decisions up to date."""
        if self._stale:
            self.refresh()

    def deactivate(self) -> None:
        """Store what open fields hold."""
        self.detail.commit()

    def go_to(self, place: RecordPlace) -> None:
        """Choose a decision."""
        if place.kind == "decision":
            self.select(place.record)

    def current(self) -> Rid | None:
        """Return the decision that is chosen."""
        at = self.table.currentIndex().row()
        return self.model.rows[at].rid if 0 <= at < len(self.model.rows) else None

    def select(self, rid: Rid) -> None:
        """Choose a decision."""
        for at, row in enumerate(self.model.rows):
            if row.rid == rid:
                self.table.setCurrentIndex(self.model.index(at, 0))
                return
        self._wanted = rid

    def refresh(self) -> None:
        """Read the decisions again; the one that is chosen stays chosen."""
        self._stale = False
        before = self._wanted if self._wanted is not None else self.current()
        self._wanted = None
        rows = self._session.workbench.read.trail.decisions()
        self.model.show(rows)
        self._pages.setCurrentIndex(0 if rows else 1)
        self.count.setText(f"{len(rows):,} decision{'' if len(rows) == 1 else 's'}")
        at = next((at for at, row in enumerate(rows) if row.rid == before), 0)
        if rows:
            self.table.setCurrentIndex(self.model.index(at, 0))
            self._show_detail()

    # --- doing

    def record(self) -> None:
        """Record a decision of today, with the keyboard in its wording."""
        from ipof_workbench.app.commands.decisions import RecordDecision

        made = self._session.run(RecordDecision(DecisionKind.AGREED.value, "New decision", date.today().isoformat()))
        if made is not None:
            self._wanted = made.result.rid
            self.refresh()
            self.detail.focus_wording()

    def delete(self) -> None:
        """Delete the decision that is chosen."""
        from ipof_workbench.app.commands.deletion import DeleteRecords

        rid = self.current()
        if rid is not None and self._session.run(DeleteRecords(records.Decision, (rid,))) is not None:
            self._session.show_toast("Deleted a decision")

    def _show_detail(self) -> None:
        at = self.table.currentIndex().row()
        if 0 <= at < len(self.model.rows):
            self.detail.show_decision(self.model.rows[at])

    def _on_changed(self, changed: Changed) -> None:
        if changed.touches(*TOUCHING):
            self._stale = True
            if self.isVisible() and self._session.is_open:
                self.refresh()

    def _allow(self) -> None:
        if self._session.can_edit:
            self.new_button.enable()
        else:
            self.new_button.disable(self._session.why_not_editable)
