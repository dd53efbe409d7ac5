"""The Evidence tab: what each quote and finding does to the configuration, judged in the list and the fields below."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ipof_workbench.domain.appearance import RoleStyle, stance_look
from ipof_workbench.domain.evidence_rows import FindingEvidenceRow
from ipof_workbench.domain.listings import Counts, EvidenceRow
from ipof_workbench.ui.configurations.evidence_editor import EvidenceEditor
from ipof_workbench.ui.configurations.evidence_items import FindingItem, Item, evidence_items
from ipof_workbench.ui.configurations.evidence_list import EvidenceList
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.buttons import LinkButton
from ipof_workbench.ui.widgets.counts import CountsLabel
from ipof_workbench.ui.widgets.notices import EmptyState
from ipof_workbench.ui.widgets.plain_label import PlainLabel
from ipof_workbench.ui.widgets.stance_counts import StanceCounts

NOTHING_YET = "No evidence yet. Select a passage of a text and code it into this configuration."
NOTHING_PASSES = "No evidence passes the filter."
PHRASES = {"partly_supports": "what supports in part", "silent": "what is silent"}


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What the list is narrowed to: words after “Only”, what passes, and the stance if it is one.

    `rows` gives the evidence of something else than the configuration itself, to be shown instead.
    """

    words: str
    passages: Callable[[EvidenceRow], bool] = lambda _row: True
    findings: Callable[[FindingEvidenceRow], bool] = lambda _row: False
    stance: str = ""
    rows: Callable[[], tuple[Sequence[EvidenceRow], Sequence[FindingEvidenceRow]]] | None = None


class EvidenceTab(QWidget):
    """Counts over the list, the fields of what is chosen under it; perhaps narrowed to one element or one case.

    `go_to_code_requested`, `all_requested` (no filter): from the empty list. `also_on_asked(items)` is
    answered by `show_also_on`.
    """

    go_to_code_requested = Signal()
    all_requested = Signal()
    also_on_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None, nothing: str = NOTHING_YET) -> None:
        super().__init__(parent)
        self._rows: Sequence[EvidenceRow] = ()
        self._findings: Sequence[FindingEvidenceRow] = ()
        self._order: Sequence[str] = ()
        self._narrowed: Narrowing | None = None
        self.stances, self.counts = StanceCounts(leads=True), CountsLabel(words=True)
        self.stances.chosen.connect(self._look_at_stance)
        self.list, self.editor = EvidenceList(), EvidenceEditor()
        self.editor.hide()
        self._only, self._all = PlainLabel("", "small", "text2", elide=True), LinkButton("Show all")
        self._all.clicked.connect(lambda: self.narrow(None))
        self._nothing, self._is_filtered = nothing, False
        self.empty = EmptyState(nothing, "Go to Code")
        self.empty.action_requested.connect(self._leave_the_empty_list)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        self._stack.addWidget(self.empty)
        self.list.choice_changed.connect(self._show_choice)
        editor = self.editor
        for asked, button in (
            (self.list.also_asked, editor.also),
            (self.list.move_asked, editor.move_to),
            (self.list.bundle_asked, editor.bundle),
        ):
            asked.connect(button.click)
        self.editor.left.connect(lambda: self.list.setFocus(Qt.FocusReason.OtherFocusReason))
        self._assemble()

    def _assemble(self) -> None:
        theme = current_theme()
        head, narrowed = QHBoxLayout(), QHBoxLayout()
        head.setContentsMargins(0, theme.px(8), 0, theme.px(2))
        head.addWidget(self.stances)
        head.addStretch(1)
        head.addWidget(self.counts)
        narrowed.addWidget(self._only, 1)
        narrowed.addWidget(self._all)
        narrowed.setContentsMargins(0, 0, 0, 0)
        self._narrow_row = QWidget()
        self._narrow_row.setLayout(narrowed)
        self._narrow_row.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        column.addLayout(head)
        column.addWidget(self._narrow_row)
        column.addWidget(self._stack, 1)
        column.addWidget(self.editor)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_counts()

    def _fit_counts(self) -> None:
        # Every stance has its number before the counts are written out.
        room = self.width() - self.stances.sizeHint().width() - current_theme().px(12)
        self.counts.use_words(room >= self.counts.words_width())

    def show_evidence(
        self,
        rows: Sequence[EvidenceRow],
        counts: Counts,
        stances: Mapping[str, int],
        styles: Mapping[str, RoleStyle],
        findings: Sequence[FindingEvidenceRow] = (),
        is_filtered: bool = False,
    ) -> None:
        """Show the evidence of a configuration: passages, which the counts speak of, and findings.

        `is_filtered`: a filter is in force, so that an empty list does not mean that there is no evidence.
        """
        self._is_filtered = is_filtered
        self.empty.set_text(*((NOTHING_PASSES, "Clear filter") if is_filtered else (self._nothing, "Go to Code")))
        self._rows, self._findings, self._order = rows, findings, tuple(styles)
        self.list.look.styles = styles
        self.stances.show_counts(stances)
        self.counts.set_counts(*counts)
        self._fit_counts()
        self._show_items()

    def narrow(self, only: Narrowing | None) -> None:
        """Show only what fits, with words that say what; None shows all."""
        self._narrowed = only
        self._narrow_row.setVisible(only is not None)
        if only is not None:
            self._only.setText(f"Only {only.words}")
        self.stances.show_chosen(only.stance if only is not None else "")
        self._show_items()

    def _look_at_stance(self, stance: str) -> None:
        if not stance:
            self.narrow(None)
            return
        words = PHRASES.get(stance, f"what {stance_look(stance).words}")
        self.narrow(Narrowing(words, lambda row: row.stance == stance, lambda row: row.stance == stance, stance))

    def _leave_the_empty_list(self) -> None:
        (self.all_requested if self._is_filtered else self.go_to_code_requested).emit()

    def show_also_on(self, words: Sequence[str]) -> None:
        """Say what else the chosen passage bears on."""
        self.editor.show_items(self.list.chosen(), words)

    def _show_items(self) -> None:
        current = self.list.rows.item_at(self.list.currentIndex().row())
        chosen = {rid for item in self.list.chosen() for rid in item.rids}
        only = self._narrowed
        if only is not None and only.rows is not None:
            rows, findings = only.rows()
        else:
            rows = [row for row in self._rows if only is None or only.passages(row)]
            findings = [row for row in self._findings if only is None or only.findings(row)]
        items: list[Item] = [*evidence_items(rows, self._order), *(FindingItem(row) for row in findings)]
        self.list.rows.set_items(items)
        self._stack.setCurrentIndex(0 if items or self._rows or self._findings else 1)
        if current is not None:
            number = self.list.rows.find(lambda item: bool(set(item.rids) & set(current.rids)))
            if number is not None and number != self.list.currentIndex().row():
                self.list.setCurrentIndex(self.list.rows.index(number))
                self._choose_again(chosen)
        if chosen:
            # What else a passage bears on changes without its row.
            self._show_choice()

    def _choose_again(self, rids: set[int]) -> None:
        """Select what was chosen before the list was read anew: a judgement can move it to another place."""
        model, selection = self.list.rows, self.list.selectionModel()
        for at in range(model.rowCount()):
            item = model.item_at(at)
            if item is not None and rids & set(item.rids):
                selection.select(model.index(at), selection.SelectionFlag.Select)

    def _show_choice(self) -> None:
        chosen = self.list.chosen()
        appears = bool(chosen) and self.editor.isHidden()
        self.editor.setVisible(bool(chosen))
        self.editor.show_items(chosen)
        self.list.bundle_words = self.editor.bundle.text()
        if chosen:
            self.also_on_asked.emit(chosen)
        if appears:
            # The list has just become shorter.
            QTimer.singleShot(0, self.list, lambda: self.list.scrollTo(self.list.currentIndex()))
