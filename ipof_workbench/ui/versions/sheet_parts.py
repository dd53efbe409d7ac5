"""What the forms on versions share: a field for sentences, a list to tick, the decisions to choose from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QListView, QPlainTextEdit, QWidget

from ipof_workbench.domain import records
from ipof_workbench.domain.errors import WorkbenchError
from ipof_workbench.domain.evidence_rows import FindingEvidenceRow
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.listings import EvidenceRow
from ipof_workbench.domain.text import shorten
from ipof_workbench.domain.version_rows import CONFIGURATION
from ipof_workbench.domain.vocabulary import Change, Status
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.plain_label import as_tooltip

if TYPE_CHECKING:
    from ipof_workbench.app.commands.base import Command
    from ipof_workbench.app.workbench import Outcome

_KEY = Qt.ItemDataRole.UserRole
KIND_WORDS = {CONFIGURATION: "configuration"}


def kind_words(kind: str) -> str:
    """Return “configuration” or “statement”."""
    return KIND_WORDS.get(kind, "statement")


class SentenceField(QPlainTextEdit):
    """A few lines of words; Tab goes on to the next field."""

    def __init__(self, placeholder: str = "", lines: int = 2, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("field")
        self.setPlaceholderText(placeholder)
        self.setTabChangesFocus(True)
        theme = current_theme()
        self.setFixedHeight(theme.px(18 * lines + 14))

    def words(self) -> str:
        """Return what is written, without the spaces around it."""
        return self.toPlainText().strip()


class TickList(QListView):
    """Lines with a box to tick; Space ticks the current one."""

    def __init__(self, name: str, rows: int = 5, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = QStandardItemModel(self)
        self.setModel(self._model)
        self.setAccessibleName(name)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.setSpacing(1)
        self.setFixedHeight(current_theme().px(24 * rows + 8))
        self.clicked.connect(self._toggle_words)

    def show_lines(self, lines: Sequence[tuple[Any, str, bool]]) -> None:
        """Show (key, words, ticked)."""
        self._model.clear()
        for key, words, ticked in lines:
            item = QStandardItem(" ".join(words.split()))
            item.setData(key, _KEY)
            item.setToolTip(as_tooltip(words))
            item.setCheckable(True)
            item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
            self._model.appendRow(item)
        if lines:
            self.setCurrentIndex(self._model.index(0, 0))

    def ticked(self) -> list[Any]:
        """Return the keys of the ticked lines, in order."""
        items = [self._model.item(row) for row in range(self._model.rowCount())]
        return [item.data(_KEY) for item in items if item.checkState() == Qt.CheckState.Checked]

    def tick(self, key: Any, ticked: bool = True) -> None:
        """Tick a line, or take its tick away."""
        for row in range(self._model.rowCount()):
            if self._model.item(row).data(_KEY) == key:
                self._model.item(row).setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)

    @property
    def changed(self) -> Any:
        """The signal that a tick was set or taken."""
        return self._model.itemChanged

    def _toggle_words(self, index: QModelIndex) -> None:
        """Let a click on the words tick as well as one on the box, which Qt has handled already."""
        box = self.visualRect(index)
        pointer = self.viewport().mapFromGlobal(self.cursor().pos())
        if pointer.x() - box.left() > current_theme().px(24):
            item = self._model.itemFromIndex(index)
            ticked = item.checkState() == Qt.CheckState.Checked
            item.setCheckState(Qt.CheckState.Unchecked if ticked else Qt.CheckState.Checked)


def run_or_say(session: Session, command: Command) -> tuple[Outcome | None, str]:
    """Run a command from a form: return its outcome, or None and the sentence to show under the fields."""
    if not session.can_edit:
        return None, session.why_not_editable
    try:
        return session.workbench.run(command), ""
    except WorkbenchError as refusal:
        return None, str(refusal)


def quote_line(row: EvidenceRow) -> str:
    """Return a quote for a line: its words, who said them."""
    who = ", ".join(part for part in (row.participant_name or row.document_name, row.case_name) if part)
    return f"“{shorten(' '.join(row.quote.split()), 90)}” {who}"


def finding_line(row: FindingEvidenceRow) -> str:
    """Return a finding for a line: its words, how many it counts."""
    return f"{shorten(' '.join(row.wording.split()), 90)} {row.volume}".rstrip()


def choice(name: str, options: Sequence[tuple[str, str]], current: str = "", object_name: str = "") -> QComboBox:
    """Return a choice among (key, words)."""
    field = QComboBox()
    field.setAccessibleName(name)
    field.setObjectName(object_name)
    for key, words in options:
        field.addItem(words, key)
    field.setCurrentIndex(max(0, field.findData(current)))
    return field


def decision_choices(session: Session) -> list[tuple[str, str]]:
    """Return (key, words) of the decisions that may be named, newest first, after “no decision”."""
    known = session.workbench.read.find(records.Decision)
    rows = [(str(held.rid), shorten(f"{held.held_on} {held.wording}".strip(), 70)) for held in reversed(known)]
    return [("", "Not decided in a meeting"), *rows]


def chosen_decision(field: QComboBox) -> Rid | None:
    """Return the decision that a choice made of `decision_choices` names."""
    key = str(field.currentData() or "")
    return int(key) if key else None


def status_choices(status: str) -> list[tuple[str, str]]:
    """Return (key, words) of what may become of a status: first that it stays."""
    return [("", f"Stays {Status(status).words}"), *((each.value, each.words.capitalize()) for each in Status)]


def change_words(change: str) -> str:
    """Return a change as a choice: “Refined”."""
    return Change(change).words.capitalize()
