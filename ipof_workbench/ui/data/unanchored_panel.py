"""Passages that the current text of their document no longer holds, and finding them again. Under the imports."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QTableView, QVBoxLayout, QWidget

from ipof_workbench.app.commands.base import counted
from ipof_workbench.domain import records
from ipof_workbench.domain.anchoring import likely_place
from ipof_workbench.domain.errors import NotFound
from ipof_workbench.domain.text import Span, shorten
from ipof_workbench.domain.text_rows import UnanchoredRow
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.buttons import Button
from ipof_workbench.ui.widgets.delegates import ROLE_MUTED, configure_table
from ipof_workbench.ui.widgets.panels import Rule, SectionHeader, Surface
from ipof_workbench.ui.widgets.plain_label import PlainLabel, as_tooltip
from ipof_workbench.ui.widgets.rows_model import AnyIndex, RowsModel

HEIGHT = 264
NOT_THERE = "No such words stand in the text any more. Code them where they are now, or uncode this passage."


class UnanchoredModel(RowsModel[UnanchoredRow]):
    """A row for each passage."""

    heads = ("Document", "Passage", "Coded as")
    key = "excerpt"

    def data(self, index: AnyIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        quoted = row.codes or "quoted in a memo"
        if role == Qt.ItemDataRole.DisplayRole:
            return (row.document_name, f"“{' '.join(row.quote.split())}”", quoted)[index.column()]
        if role == ROLE_MUTED:
            return index.column() == 0
        if role == Qt.ItemDataRole.ToolTipRole:
            return as_tooltip(row.quote if index.column() == 1 else quoted)
        return None


class UnanchoredPanel(Surface):
    """Shown only while there are such passages."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("panel", parent)
        self._session = session
        self._place: Span | None = None
        self.model = UnanchoredModel(self)
        self.head = SectionHeader("")
        self.view = QTableView()
        self.view.setObjectName("unanchoredTable")
        configure_table(self.view, "Passages to find again")
        self.view.setModel(self.model)
        self.view.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.view.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        self.view.selectionModel().currentRowChanged.connect(lambda: self._show_proposal())
        self.view.activated.connect(lambda _index: self.show_place())
        self.proposal = PlainLabel("", wrap=True)
        self.there = Button("It stands there", "check")
        self.show_button = Button("Show in the text", "text-search")
        self.uncode = Button("Uncode", "trash-2")
        self.there.clicked.connect(self.anchor)
        self.show_button.clicked.connect(self.show_place)
        self.uncode.clicked.connect(self.take_away)
        self._lay_out()
        self.hide()

    def _lay_out(self) -> None:
        theme = current_theme()
        column, inner, row = QVBoxLayout(self), QVBoxLayout(), QHBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        inner.setContentsMargins(theme.px(12), theme.px(8), theme.px(12), theme.px(8))
        inner.setSpacing(theme.px(8))
        row.setSpacing(theme.px(8))
        row.addWidget(self.proposal, 1)
        for button in (self.there, self.show_button, self.uncode):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        head = self.view.horizontalHeader()
        head.resizeSection(0, theme.px(150))
        head.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        head.resizeSection(2, theme.px(170))
        inner.addWidget(self.head)
        column.addWidget(Rule())
        column.addLayout(inner)
        column.addWidget(self.view, 1)
        foot = QVBoxLayout()
        foot.setContentsMargins(theme.px(12), theme.px(8), theme.px(12), theme.px(8))
        foot.addLayout(row)
        column.addLayout(foot)
        self.setFixedHeight(theme.px(HEIGHT))

    def theme_changed(self) -> None:
        self.setFixedHeight(current_theme().px(HEIGHT))
        super().theme_changed()

    # --- reading

    def reload(self) -> None:
        """Read which passages there are; without any the panel goes."""
        rows = self._session.workbench.read.texts.unanchored(self._session.only)
        at = self.view.currentIndex().row()
        self.model.show(rows)
        self.setVisible(bool(rows))
        many = counted(len(rows), "passage")
        self.head.set_text(f"{many} {'is' if len(rows) == 1 else 'are'} not in the text any more")
        if rows:
            self.view.selectRow(min(max(at, 0), len(rows) - 1))
            self._show_proposal()

    def current(self) -> UnanchoredRow | None:
        """Return the passage that is chosen."""
        at = self.view.currentIndex().row()
        return self.model.rows[at] if 0 <= at < len(self.model.rows) else None

    def _show_proposal(self) -> None:
        row, self._place = self.current(), None
        if row is None:
            return
        try:
            text = self._session.workbench.read.document_text(row.document).text
        except NotFound:
            return
        self._place = likely_place(text, row.quote)
        if self._place is None:
            self.proposal.setText(NOT_THERE)
        else:
            self.proposal.setText(f"Perhaps now: “{shorten(self._place.words_of(text), 160)}”")
        why_not = self._session.why_not_editable
        for button, reason in (
            (self.there, why_not or ("" if self._place else "No place is proposed")),
            (self.uncode, why_not or ("" if row.codings else "It is quoted in a memo, not coded")),
        ):
            if reason:
                button.disable(reason)
            else:
                button.enable()

    # --- acting

    def anchor(self) -> None:
        """Let the passage stand where it is proposed."""
        from ipof_workbench.app.commands.texts import AnchorAgain

        row, place = self.current(), self._place
        if row is None or place is None:
            return
        if self._session.run(AnchorAgain(row.excerpt, place.start, place.end)) is not None:
            self._session.show_toast("Found again")

    def show_place(self) -> None:
        """Show the proposed place in the text, or the text alone."""
        row, place = self.current(), self._place
        if row is None:
            return
        if place is None:
            self._session.open_document(row.document)
        else:
            self._session.open_quote(row.document, place.start, place.end)

    def take_away(self) -> None:
        """Delete the codings of the passage."""
        from ipof_workbench.app.commands.deletion import DeleteRecords

        row = self.current()
        if row is None:
            return
        codings = tuple(held.rid for held in self._session.workbench.read.find(records.Coding, excerpt=row.excerpt))
        if self._session.run(DeleteRecords(records.Coding, codings)) is not None:
            self._session.show_toast(f"Uncoded “{shorten(row.quote, 40)}”")
