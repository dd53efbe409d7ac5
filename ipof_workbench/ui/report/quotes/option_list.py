"""The passages on a claim in the middle: chosen ones, proposals, the others, each with what there is to know."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListView, QWidget

from ipof_workbench.domain.appearance import stance_look
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.quote_rows import QuoteOption
from ipof_workbench.domain.vocabulary import DocumentKind
from ipof_workbench.ui.evidence.quote_text import attribution, quoted
from ipof_workbench.ui.widgets.list_rows import ListModel
from ipof_workbench.ui.widgets.wrapping_list import WrappingList

AnyIndex = QModelIndex | QPersistentModelIndex
LINE_ROLE = int(Qt.ItemDataRole.UserRole) + 1


@dataclass(frozen=True, slots=True)
class Head:
    """The line over a group."""

    name: str
    count: int


Line = Head | QuoteOption


def lines_of(options: Sequence[QuoteOption]) -> list[Line]:
    """Return the options in their order under heads: chosen, proposed, others."""
    found: list[Line] = []
    for name, members in (
        ("Chosen", [option for option in options if option.chosen is not None]),
        ("Proposed", [option for option in options if option.chosen is None and option.rank]),
        ("Others", [option for option in options if option.chosen is None and not option.rank]),
    ):
        if members:
            found += [Head(name, len(members)), *members]
    return found


def printed_words(option: QuoteOption) -> str:
    """Return the words of a passage as they will be printed: in quotation marks, or the paraphrase without."""
    chosen = option.chosen
    if chosen is None or not chosen.text:
        return quoted(option.row.quote)
    return chosen.text if chosen.is_paraphrase else quoted(chosen.text)


def said_by(option: QuoteOption) -> str:
    """Return who said it and in what: “P04, member, Harbour · interview”."""
    return f"{attribution(option.row)} · {DocumentKind(option.row.kind).words}"


def remark_on(option: QuoteOption) -> tuple[str, str]:
    """Return what there is to know about a passage, and the colour of its words: why it may not be printed, where it
    is used, what speaks for it."""
    if option.chosen is not None and option.chosen.is_paraphrase:
        return f"Paraphrased. {option.reason}".rstrip(" ."), "text2"
    if option.reason:
        return option.reason, "warning"
    used = [words for words in option.used if not words.startswith("chosen")]
    chosen = [words.removeprefix("chosen for ") for words in option.used if words.startswith("chosen")]
    parts = ["Edited"] if option.chosen is not None and option.chosen.text else []
    if used:
        parts.append(f"printed in {', '.join(used)}")
    if chosen:
        parts.append(f"chosen for {', '.join(chosen)}")
    parts += [", ".join(option.merits)] if option.merits else []
    words = "; ".join(parts)
    return words[:1].upper() + words[1:], "warning" if used else "text2"


class OptionModel(ListModel[Line]):
    """Heads and passages."""

    heads = (Head,)

    def data(self, index: AnyIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        """Return the line itself, and words for screen readers."""
        line = self.rows[index.row()]
        if role == LINE_ROLE:
            return line
        if isinstance(line, Head):
            return f"{line.name}, {line.count:,}" if role == Qt.ItemDataRole.AccessibleTextRole else None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            state = "chosen, " if line.chosen is not None else ""
            stance = stance_look(line.row.stance).words
            return f"{state}{stance}: {printed_words(line)} {said_by(line)}. {remark_on(line)[0]}".rstrip()
        return None


class OptionList(WrappingList):
    """Lists the passages.

    Signals:
        toggled(option): Space: choose the quote, or take it back.
        opened(option): Enter or a double click: show it in its text.
        current_changed(option or None)
    """

    toggled = Signal(object)
    opened = Signal(object)
    current_changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        from ipof_workbench.ui.report.quotes.option_delegate import OptionDelegate

        super().__init__(parent)
        self.setObjectName("quoteOptions")
        self.setAccessibleName("Quotes to choose from")
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setBatchSize(100)
        self.options = OptionModel(self)
        self.setModel(self.options)
        self.setItemDelegate(OptionDelegate(self))
        self.doubleClicked.connect(self._open)
        self.selectionModel().currentChanged.connect(lambda *_: self.current_changed.emit(self.current()))

    def show_options(self, options: Sequence[QuoteOption], keep: Rid = 0) -> None:
        """Show these; the evidence `keep` becomes current, else what was current before, else the first."""
        before = self.current()
        wanted = keep or (before.row.evidence if before is not None else 0)
        row = self.currentIndex().row()
        blocked = self.selectionModel().blockSignals(True)
        self.options.show(lines_of(options))
        self.selectionModel().blockSignals(blocked)
        at = self._row_of(wanted)
        if at is None:
            at = self._nearest(row)
        self.setCurrentIndex(self.options.index(at) if at is not None else QModelIndex())
        if at == 1:
            self.scrollToTop()  # with the head over it
        self.current_changed.emit(self.current())

    def current(self) -> QuoteOption | None:
        """Return the current passage."""
        index = self.currentIndex()
        line = index.data(LINE_ROLE) if index.isValid() else None
        return line if isinstance(line, QuoteOption) else None

    def choose(self, evidence: Rid) -> None:
        """Make the passage of a piece of evidence the current one."""
        at = self._row_of(evidence)
        if at is not None:
            self.setCurrentIndex(self.options.index(at))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space chooses or takes back, Enter opens the place."""
        option = self.current()
        if option is not None and event.key() == Qt.Key.Key_Space:
            self.toggled.emit(option)
        elif option is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(option)
        else:
            super().keyPressEvent(event)

    def _row_of(self, evidence: Rid) -> int | None:
        return next(
            (
                at
                for at, line in enumerate(self.options.rows)
                if isinstance(line, QuoteOption) and line.row.evidence == evidence
            ),
            None,
        )

    def _nearest(self, row: int) -> int | None:
        """Return the passage at or before a row, else the first."""
        passages = [at for at, line in enumerate(self.options.rows) if isinstance(line, QuoteOption)]
        return next((at for at in reversed(passages) if at <= row), passages[0] if passages else None)

    def _open(self, index: AnyIndex) -> None:
        line = index.data(LINE_ROLE)
        if isinstance(line, QuoteOption):
            self.opened.emit(line)
