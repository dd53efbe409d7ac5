"""All memos of the study: found by words, kind, way of reasoning and what they are about."""

from __future__ import annotations

from collections import Counter

from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.steps import Changed
from ipof_workbench.domain.vocabulary import Inference, MemoKind
from ipof_workbench.ui.configurations.in_place import CalmComboBox
from ipof_workbench.ui.places import RecordPlace
from ipof_workbench.ui.records.memo_card import ChoiceOf
from ipof_workbench.ui.records.memos_tab import TOUCHING, MemoColumn
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.trail.memo_rows import WHOLE_STUDY, MemosModel
from ipof_workbench.ui.widgets.buttons import Button
from ipof_workbench.ui.widgets.delegates import configure_table
from ipof_workbench.ui.widgets.notices import EmptyState
from ipof_workbench.ui.widgets.panels import SidePanel
from ipof_workbench.ui.widgets.splitter_room import beside
from ipof_workbench.ui.widgets.switches import SegmentedSwitch

ALL, NOT_SAID = "all", ""
DETAIL_WIDTH = 400


class MemosPage(QWidget):
    """Filters, table and the chosen memo."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._stale = True
        self.words = QLineEdit()
        self.words.setPlaceholderText("Words in the memo")
        self.words.setAccessibleName("Words in the memo")
        self.words.setClearButtonEnabled(True)
        self.words.textChanged.connect(lambda _text: self.refresh())
        self.kind = ChoiceOf("Kind of memo", MemoKind, "Any kind")
        self.kind.picked.connect(lambda _key: self.refresh())
        self.about = CalmComboBox("What memos are about")
        self.about.addItem("About anything", ALL)
        self.about.activated.connect(lambda _at: self.refresh())
        options = [(ALL, "All"), *((each.value, each.words.capitalize()) for each in Inference), (NOT_SAID, "Not said")]
        self.inference = SegmentedSwitch(options, "Way of reasoning")
        self.inference.chosen.connect(lambda _key: self.refresh())
        self.new_button = Button("Write a memo", "sticky-note")
        self.new_button.clicked.connect(self.write)
        self.model = MemosModel(self)
        self.table = QTableView()
        self.table.setModel(self.model)
        configure_table(self.table, "Memos, newest first")
        self.table.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.table.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._show_memo())
        self.table.activated.connect(lambda _index: self._enter())
        self.column = MemoColumn(session, with_subject=True)
        self._empty = EmptyState("")
        self._empty.action_requested.connect(self._act_on_empty)
        self._build()
        session.changed.connect(self._on_changed)
        session.can_edit_changed.connect(lambda _can: self._allow())
        self._allow()

    def _build(self) -> None:
        theme = current_theme()
        head = self.table.horizontalHeader()
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column, width in ((1, 150), (2, 100), (3, 100), (4, 110)):
            head.resizeSection(column, theme.px(width))
        first, second = QHBoxLayout(), QHBoxLayout()
        for row in (first, second):
            row.setSpacing(theme.px(8))
        first.addWidget(self.words, 1)
        first.addWidget(self.kind)
        first.addWidget(self.about)
        first.addWidget(self.new_button)
        second.addWidget(self.inference)
        second.addStretch(1)
        filters = QVBoxLayout()
        filters.setContentsMargins(theme.px(12), theme.px(8), theme.px(12), theme.px(8))
        filters.setSpacing(theme.px(8))
        filters.addLayout(first)
        filters.addLayout(second)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.table)
        self._pages.addWidget(self._empty)
        right = SidePanel("right", DETAIL_WIDTH, "Memo", scrolls=False)
        right.body.addWidget(self.column)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(beside(filters, self._pages, right))

    # --- the contract of a tab of the trail

    def activate(self) -> None:
        """Bring the memos up to date."""
        if self._stale:
            self.refresh()

    def deactivate(self) -> None:
        """Store what open fields hold."""
        self.column.commit()

    def go_to(self, place: RecordPlace) -> None:
        """Choose a memo; filters that hide it are cleared."""
        if place.kind == "memo":
            self.select(place.record)

    def select(self, rid: Rid) -> None:
        """Choose a memo; filters that hide it are cleared."""
        if all(memo.rid != rid for memo in self.model.rows):
            self.clear_filters()
        for at, memo in enumerate(self.model.rows):
            if memo.rid == rid:
                self.table.setCurrentIndex(self.model.index(at, 0))

    def clear_filters(self) -> None:
        """Show all memos."""
        blocked = self.words.blockSignals(True)
        self.words.clear()
        self.words.blockSignals(blocked)
        self.kind.show_key("")
        self.about.setCurrentIndex(0)
        self.inference.set_current(ALL)
        self.refresh()

    def current(self) -> Rid | None:
        """Return the memo that is chosen."""
        at = self.table.currentIndex().row()
        return self.model.rows[at].rid if 0 <= at < len(self.model.rows) else None

    def refresh(self) -> None:
        """Read the memos again; the one that is chosen stays chosen."""
        self._stale = False
        before = self.current()
        everything = self._session.workbench.read.trail.memos(
            words=self.words.text(), kinds=[key] if (key := str(self.kind.currentData())) else ()
        )
        self._offer_subjects()
        about = self.about.currentData()
        among = [memo for memo in everything if about in (ALL, memo.about_kind)]
        counted = Counter(memo.inference for memo in among)
        self.inference.set_count(ALL, len(among))
        for key in (*(each.value for each in Inference), NOT_SAID):
            self.inference.set_count(key, counted[key])
        chosen = self.inference.current()
        shown = [memo for memo in among if chosen in (ALL, memo.inference)]
        self.model.show(shown)
        self._say_if_empty(bool(shown))
        at = next((at for at, memo in enumerate(shown) if memo.rid == before), 0)
        if shown and self.table.currentIndex().row() != at:
            self.table.setCurrentIndex(self.model.index(at, 0))
        self._show_memo()

    def _offer_subjects(self) -> None:
        kinds = sorted({memo.about_kind for memo in self._session.workbench.read.trail.memos()})
        if [self.about.itemData(at) for at in range(1, self.about.count())] == kinds:
            return
        before = self.about.currentData()
        self.about.clear()
        self.about.addItem("About anything", ALL)
        for kind in kinds:
            words = {"theory_statement": "Statements", "": WHOLE_STUDY}.get(kind)
            self.about.addItem(words or f"{kind.replace('_', ' ').capitalize()}s", kind)
        self.about.setCurrentIndex(max(0, self.about.findData(before)))

    def _say_if_empty(self, some: bool) -> None:
        self._pages.setCurrentIndex(0 if some else 1)
        if not some and self._is_filtered():
            self._empty.set_text("No memo passes these filters.", "Clear filters")
        elif not some:
            self._empty.set_text(
                "No memos yet. Write one beside any record, or on the whole study here.", "Write a memo"
            )

    def _is_filtered(self) -> bool:
        return bool(
            self.words.text().strip()
            or self.kind.currentData()
            or self.about.currentData() != ALL
            or self.inference.current() != ALL
        )

    # --- doing

    def write(self) -> None:
        """Begin a memo on the whole study."""
        from ipof_workbench.app.commands.memos import WriteMemo

        made = self._session.run(WriteMemo())
        if made is not None:
            self.refresh()
            self.select(made.result.rid)
            card = self.column.card_of(made.result.rid)
            if card is not None:
                card.begin()

    def _act_on_empty(self) -> None:
        if self._is_filtered():
            self.clear_filters()
        else:
            self.write()

    def _enter(self) -> None:
        if self.column.cards:
            self.column.cards[0].begin()

    def _show_memo(self) -> None:
        at = self.table.currentIndex().row()
        shown = self.model.rows[at : at + 1] if at >= 0 else []
        quotes = self._session.workbench.read.trail.memo_quotes([memo.rid for memo in shown])
        self.column.show_memos(shown, quotes)

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
