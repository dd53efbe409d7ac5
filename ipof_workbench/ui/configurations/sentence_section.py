"""The sentence of a configuration: read as prose with each part underlined, edited in its three parts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from ipof_workbench.domain.appearance import RoleStyle
from ipof_workbench.domain.listings import ConfigurationDetail, PlaceRow
from ipof_workbench.domain.sentences import JOINT, PARTS, bare_part, closing, left_empty, place_words
from ipof_workbench.ui.configurations.in_place import claims_key
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.buttons import IconButton
from ipof_workbench.ui.widgets.plain_label import PlainLabel
from ipof_workbench.ui.widgets.sentence_label import SentenceLabel, SentencePart

_LEADING = {"if": "If", "then": "then", "because": "because"}


def sentence_runs(detail: ConfigurationDetail, styles: Mapping[str, RoleStyle]) -> list[SentencePart]:
    """Return the sentence as parts: what was written is one run, generated words are a run for each place."""
    written = {"if": detail.if_text, "then": detail.then_text, "because": detail.because_text}
    runs: list[SentencePart] = []
    for part in PARTS:
        places = [place for place in detail.places if place.role.connector == part]
        if part != "if":
            runs.append(SentencePart(JOINT))
        runs.append(SentencePart(_LEADING[part], bold=True))
        runs += _part_runs(bare_part(part, written[part]), places, styles)
    end = closing(runs[-1].text)
    return [*runs, SentencePart(end)] if end else runs


def _part_runs(written: str, places: Sequence[PlaceRow], styles: Mapping[str, RoleStyle]) -> list[SentencePart]:
    # An own grammar may have no role for a part; its words then stand without a line.
    main = next((place.role.key for place in places if place.role.key in ("context", "outcome", "mechanism")), "")
    main = main or (places[0].role.key if places else "")
    if written:
        return [SentencePart(written, main or None, styles.get(main))]
    filled = [place for place in places if place.contents]
    if not filled:
        name = styles[main].key.replace("_", " ") if main in styles else "part"
        return [SentencePart(f"{name} missing", main or None, styles.get(main), missing=True)]
    runs: list[SentencePart] = []
    for place in filled:
        if runs:
            runs.append(SentencePart("and"))
        runs.append(SentencePart(place_words(place), place.role.key, styles.get(place.role.key)))
    return runs


class ProseField(QPlainTextEdit):
    """One part of the sentence as a field of two lines; Enter stores, Esc leaves, Tab goes on."""

    done = Signal(bool)
    focus_left = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("field")
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        current_theme().changed.connect(self._measure)
        self._measure()

    def words(self) -> str:
        """Return what is typed, on one line."""
        return " ".join(self.toPlainText().split())

    def event(self, event: QEvent) -> bool:
        return claims_key(event) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.done.emit(False)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.done.emit(True)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self.focus_left.emit()

    def _measure(self) -> None:
        lines = 2 * self.fontMetrics().lineSpacing()
        self.setFixedHeight(lines + current_theme().px(16))


class SentenceSection(QWidget):
    """The sentence with its pencil, or the three fields in its place.

    Signals:
        slot_activated(role key): a part was clicked.
        edited(changes): field of the draft -> new words, only of the parts that changed.
    """

    slot_activated = Signal(object)
    edited = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._detail: ConfigurationDetail | None = None
        self._before: dict[str, str] = {}
        self._is_locked = False
        self.label = SentenceLabel()
        self.label.slot_activated.connect(self.slot_activated)
        self.label.edit_requested.connect(self.edit)
        self.pencil = IconButton("pencil", "Edit the sentence", "F2")
        self.pencil.clicked.connect(self.edit)
        self._shown = QWidget()
        row = QHBoxLayout(self._shown)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.label, 1)
        row.addWidget(self.pencil, 0, Qt.AlignmentFlag.AlignTop)
        self.fields = {part: ProseField(f"{_LEADING[part].capitalize()} part of the sentence") for part in PARTS}
        self._editor = self._build_editor()
        self._editor.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._shown)
        column.addWidget(self._editor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def show_detail(self, detail: ConfigurationDetail, styles: Mapping[str, RoleStyle]) -> None:
        """Show another sentence; fields in use keep what is typed unless it is another configuration."""
        if self._detail is not None and self._detail.row.rid != detail.row.rid:
            self.finish(True)
        self._detail = detail
        self.label.set_parts(sentence_runs(detail, styles))

    def is_editing(self) -> bool:
        """Tell whether the fields are open."""
        return not self._editor.isHidden()

    def set_locked(self, why: str) -> None:
        """Let the sentence be read only, for a reason, or be edited again (empty)."""
        self._is_locked = bool(why)
        if why:
            self.pencil.disable(why)
        else:
            self.pencil.enable()

    def edit(self) -> None:
        """Open the fields with the sentence as it reads."""
        if self._detail is None or self.is_editing() or self._is_locked or not self.isEnabled():
            return
        self._before = dict(self._detail.sentence)
        made = left_empty(self._detail.places)
        for part, field in self.fields.items():
            field.setPlainText(self._before[part])
            field.setPlaceholderText(made[part])
        self._shown.hide()
        self._editor.show()
        self.fields["if"].setFocus(Qt.FocusReason.OtherFocusReason)
        self.fields["if"].selectAll()

    def finish(self, store: bool) -> None:
        """Close the fields; with `store` their changes are told."""
        if not self.is_editing():
            return
        changes = {
            f"{part}_text": field.words() for part, field in self.fields.items() if field.words() != self._before[part]
        }
        had_focus = self._editor.isAncestorOf(QApplication.focusWidget() or self)
        self._editor.hide()
        self._shown.show()
        if had_focus:
            self.label.setFocus(Qt.FocusReason.OtherFocusReason)
        if store and changes:
            self.edited.emit(changes)

    def _build_editor(self) -> QWidget:
        theme = current_theme()
        editor = QWidget()
        grid = QGridLayout(editor)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.px(8))
        grid.setVerticalSpacing(theme.px(6))
        for row, (part, field) in enumerate(self.fields.items()):
            word = PlainLabel(_LEADING[part], weight=600)
            word.setContentsMargins(0, theme.px(6), 0, 0)
            grid.addWidget(word, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(field, row, 1)
            field.done.connect(self.finish)
            field.focus_left.connect(self._look_whether_left)
        hint = PlainLabel(
            "Enter stores, Esc leaves it as it was. An empty part is made from the chips below.", "caption"
        )
        hint.set_colour("text3")
        hint.setWordWrap(True)
        grid.addWidget(hint, len(self.fields), 1)
        return editor

    def _look_whether_left(self) -> None:
        # Where the focus goes is known only after it has gone.
        QTimer.singleShot(0, self, self._finish_when_left)

    def _finish_when_left(self) -> None:
        focus = QApplication.focusWidget()
        if focus is None or not self._editor.isAncestorOf(focus):
            self.finish(True)
