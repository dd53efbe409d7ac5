"""One memo, written where it stands: title, kind, way of reasoning, words, the passages it quotes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ipof_workbench.domain import records
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.trail_rows import MemoQuoteRow, MemoRow, SubjectRow
from ipof_workbench.domain.vocabulary import ClosedList, Inference, MemoKind
from ipof_workbench.ui.configurations.in_place import CalmComboBox, EditableText
from ipof_workbench.ui.evidence.quote_text import quoted
from ipof_workbench.ui.moments import when_words
from ipof_workbench.ui.records.growing_text import GrowingText
from ipof_workbench.ui.records.quote_rows import QuoteRow, said_by
from ipof_workbench.ui.records.subject_flow import SubjectFlow, offered_subjects
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.theme.tokens import CONTROL_HEIGHT
from ipof_workbench.ui.widgets.buttons import IconButton
from ipof_workbench.ui.widgets.painting import pen_of
from ipof_workbench.ui.widgets.plain_label import PlainLabel
from ipof_workbench.ui.widgets.themed import ThemedWidget

WHOLE_STUDY = "The whole study"
PICKER_WIDTH = 176
"""Beside its caption it fits into the narrowest panel."""


class ChoiceOf(CalmComboBox):
    """A closed list to choose from; `picked` carries the stored key, "" for none.

    Args:
        name: what is chosen, for screen readers.
        options: the closed list.
        nothing: what no choice is called; empty where there must be one.
    """

    picked = Signal(str)

    def __init__(self, name: str, options: type[ClosedList], nothing: str = "", parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        if nothing:
            self.addItem(nothing, "")
        for option in options:
            self.addItem(option.words.capitalize(), option.value)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setMinimumContentsLength(8)
        self.setSizeAdjustPolicy(CalmComboBox.SizeAdjustPolicy.AdjustToContents)
        self.activated.connect(lambda _at: self.picked.emit(str(self.currentData())))

    def show_key(self, key: str) -> None:
        """Choose without a signal."""
        self.setCurrentIndex(max(0, self.findData(key)))


class MemoCard(ThemedWidget):
    """A memo of the project, edited in place.

    Args:
        session: where edits go.
        with_subject: whether a line says what the memo is about, as a link there.
        with_kind: whether its kind can be chosen (a case summary stays one).
    """

    def __init__(
        self, session: Session, with_subject: bool = False, with_kind: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._row: MemoRow | None = None
        self._quotes: Sequence[MemoQuoteRow] = ()
        self.title = EditableText("Title of the memo", "No title yet", weight=600)
        self.title.committed.connect(lambda words: self._edit("title", words))
        self.kind = ChoiceOf("Kind of memo", MemoKind)
        self.kind.picked.connect(lambda key: self._edit("kind", key))
        if not with_kind:
            self.kind.hide()
        self.inference = ChoiceOf("Way of reasoning", Inference, "Reasoning not said")
        self.inference.picked.connect(lambda key: self._edit("inference", key))
        self.body = GrowingText("Words of the memo", "Write what you think, and why")
        self.body.written.connect(lambda words: self._edit("body", words))
        self.delete_button = IconButton("trash-2", "Delete this memo")
        self.delete_button.clicked.connect(self._delete)
        self.subjects = SubjectFlow(self)
        self.subjects.other.setFixedWidth(current_theme().px(PICKER_WIDTH))
        self.subjects.offer(lambda: offered_subjects(session))
        self.subjects.nothing.setText(WHOLE_STUDY)
        self.subjects.followed.connect(lambda held: session.show_record(held.kind, held.rid))
        self.subjects.changed.connect(self._set_subject)
        self._with_subject = with_subject
        self._foot = PlainLabel("", "caption", "text2", elide=True)
        self._quote_column = QVBoxLayout()
        self.quotes: list[QuoteRow] = []
        self._build()
        session.can_edit_changed.connect(self._allow)
        self._allow()

    def _build(self) -> None:
        theme = current_theme()
        head, facts, foot = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        head.setSpacing(theme.px(4))
        head.addWidget(self.title, 1)
        head.addWidget(self.delete_button)
        facts.setSpacing(theme.px(8))
        facts.addWidget(self.kind)
        facts.addWidget(self.inference)
        facts.addStretch(1)
        foot.addWidget(self._foot, 1)
        self._quote_column.setSpacing(theme.px(2))
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(12), theme.px(6), theme.px(8), theme.px(8))
        column.setSpacing(theme.px(6))
        column.addLayout(head)
        column.addLayout(facts)
        column.addWidget(self.body)
        column.addLayout(self._quote_column)
        self.subjects.setVisible(self._with_subject)
        if self._with_subject:
            about = QHBoxLayout()
            about.setSpacing(theme.px(8))
            caption = PlainLabel("About", "small", "text2")
            caption.setFixedHeight(theme.px(CONTROL_HEIGHT))
            about.addWidget(caption, 0, Qt.AlignmentFlag.AlignTop)
            about.addWidget(self.subjects, 1)
            column.addLayout(about)
        column.addLayout(foot)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    @property
    def rid(self) -> Rid | None:
        """The memo that is shown."""
        return self._row.rid if self._row is not None else None

    def show_memo(self, row: MemoRow, quotes: Sequence[MemoQuoteRow]) -> None:
        """Show a memo; what is being typed in the same memo stays."""
        if self._row is not None and self._row.rid != row.rid:
            self.commit()
        self._row = row
        self.title.set_text(row.title)
        self.kind.show_key(row.kind)
        self.inference.show_key(row.inference)
        self.body.show_text(row.body)
        held = () if row.about is None else (SubjectRow(row.about_kind, row.about, row.about_name),)
        self.subjects.show_subjects(held)
        self._foot.setText(", ".join(part for part in (row.analyst_name, when_words(row.changed_at)) if part))
        if tuple(quotes) != tuple(self._quotes) or len(self.quotes) != len(quotes):
            self._show_quotes(quotes)

    def _show_quotes(self, quotes: Sequence[MemoQuoteRow]) -> None:
        self._quotes = tuple(quotes)
        for shown in self.quotes:
            self._quote_column.removeWidget(shown)
            shown.hide()
            shown.deleteLater()
        self.quotes = []
        for quote in quotes:
            row = QuoteRow(quoted(quote.quote), said_by(quote), removal="Take out of the memo")
            row.clicked.connect(lambda _=False, at=quote: self._session.open_quote(at.document, at.start, at.end))
            row.removal_requested.connect(lambda at=quote: self._unquote(at.rid))
            self._quote_column.addWidget(row)
            self.quotes.append(row)

    def commit(self) -> None:
        """Store what open fields hold."""
        self.title.commit()
        self.body.commit()

    def begin(self) -> None:
        """Give the keyboard to the title of a new memo, or to its words."""
        if self._row is not None and not self._row.title:
            self.title.edit()
        else:
            self.body.setFocus(Qt.FocusReason.OtherFocusReason)
            self.body.go_to_end()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(pen_of(theme.colour("border")))
        painter.setBrush(theme.colour("paper"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), theme.pxf(6), theme.pxf(6))
        painter.end()

    def _allow(self, _can: object = None) -> None:
        can = self._session.can_edit
        for part in (self.title, self.kind, self.inference):
            part.setEnabled(can)
        self.body.setReadOnly(not can)
        self.subjects.set_locked(self._session.why_not_editable)
        if can:
            self.delete_button.enable()
        else:
            self.delete_button.disable(self._session.why_not_editable)

    def _edit(self, field: str, value: str) -> None:
        from ipof_workbench.app.commands.record_edits import EditFields

        if self._row is None:
            return
        rid = self._row.rid
        if not self._session.workbench.read.exists(records.Memo, rid):
            return  # it was deleted while a field was open
        self._session.run(EditFields(records.Memo, rid, {field: value}))

    def _unquote(self, quote: Rid) -> None:
        from ipof_workbench.app.commands.memos import Unquote

        if self._session.run(Unquote(quote)) is not None:
            self._session.show_toast("Took a quote out of the memo")

    def _delete(self) -> None:
        from ipof_workbench.app.commands.deletion import DeleteRecords

        if self._row is not None and self._session.run(DeleteRecords(records.Memo, (self._row.rid,))) is not None:
            self._session.show_toast("Deleted a memo")

    def _set_subject(self, subjects: Sequence[SubjectRow]) -> None:
        """A memo is about one record, the one chosen last, or about the whole study."""
        from ipof_workbench.app.commands.memos import SetMemoSubject

        if self._row is not None:
            kind, rid = (subjects[-1].kind, subjects[-1].rid) if subjects else ("", None)
            self._session.run(SetMemoSubject(self._row.rid, kind, rid))
