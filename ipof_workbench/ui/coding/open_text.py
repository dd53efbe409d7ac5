"""The document in the text: opening it where it was left, and following what happens to it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from ipof_workbench.domain import records
from ipof_workbench.domain.errors import WorkbenchError
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.steps import Changed
from ipof_workbench.ui.coding.coding_marks import turn_marks
from ipof_workbench.ui.coding.element_picker import ElementPicker
from ipof_workbench.ui.coding.reading_pane import ReadingPane
from ipof_workbench.ui.coding.shown_codings import ShownCodings
from ipof_workbench.ui.coding.unit_strip import unit_lines
from ipof_workbench.ui.session import Session

_SPOKEN = (records.Turn, records.TextRevision)
_FILED = (records.Document, records.Case, records.Participant, records.DocumentParticipant)


class OpenText(QObject):
    """Holds which document is open; `document` is None while there is none. `changed` follows when it is another."""

    changed = Signal()

    def __init__(
        self, session: Session, pane: ReadingPane, shown: ShownCodings, picker: ElementPicker, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._session, self._pane, self._shown, self._picker = session, pane, shown, picker
        self._places: dict[Rid, int] = {}
        self.document: Rid | None = None

    def open(self, document: Rid) -> bool:
        """Show a document and tell whether it is shown anew; one that is gone is refused in the status bar."""
        if document == self.document:
            return False
        read = self._session.workbench.read
        try:
            text = read.document_text(document)
            lines = unit_lines(read, text.document)
        except WorkbenchError as error:
            self._session.show_error(error)
            return False
        self._picker.give_up()
        self._remember_place()
        self.document = document
        self._shown.scope = self._session.current_filter
        self._shown.load(document)
        view, turns = self._pane.view, turn_marks(text)
        view.show_document(text.text, turns, self._shown.marks(), "" if turns else text.document.participants)
        view.verticalScrollBar().setValue(self._places.get(document, 0))
        self._pane.show_facts(text.document, lines)
        self._pane.show_turn(view.current_turn(), view.turn_count())
        self._pane.find_bar.renew()
        self.changed.emit()
        return True

    def reopen(self) -> None:
        """Read the document anew, or say what to do where there is none (any more)."""
        read = self._session.workbench.read
        if self.document is not None and read.exists(records.Document, self.document):
            self._show_again()
        else:
            self.close()

    def close(self) -> None:
        """Show no document."""
        self.document = None
        self._shown.load(None)
        self._pane.view.clear_document()
        self._pane.show_nothing(bool(self._session.workbench.read.document_rids()[:1]))
        self.changed.emit()

    def follow(self, changed: Changed) -> None:
        """Take a change of the document itself in."""
        if self.document is None or not changed.touches(*_SPOKEN, *_FILED):
            return
        read = self._session.workbench.read
        rows = read.document_rows([self.document], with_progress=False)
        if not rows:
            self.close()
        elif changed.touches(*_SPOKEN):
            self._show_again()
        else:
            self._pane.show_facts(rows[0], unit_lines(read, rows[0]))

    def _show_again(self) -> None:
        document = self.document
        if document is not None:
            self._remember_place()
            self.document = None
            self.open(document)

    def _remember_place(self) -> None:
        if self.document is not None:
            self._places[self.document] = self._pane.view.verticalScrollBar().value()
