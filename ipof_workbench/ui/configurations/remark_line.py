"""One line of “worth a look”: what it is about, the sentence, its links, and the field for why it needs no change."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedLayout, QWidget

from ipof_workbench.domain.remark_rows import DismissalRow, Remark, RemarkLink
from ipof_workbench.ui.configurations.in_place import InPlaceField
from ipof_workbench.ui.moments import when_words
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.buttons import LinkButton
from ipof_workbench.ui.widgets.plain_label import PlainLabel

LINE = 28
WHY = "Why does this need no change?"


class RemarkLine(QWidget):
    """A remark that is open.

    `followed` carries (remark, link), `answered` (remark, reason) once a reason was written.
    """

    followed = Signal(object, object)
    answered = Signal(object, object)

    def __init__(self, remark: Remark, editable: bool, why_not: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.remark = remark
        self.links: list[LinkButton] = []
        self.field = InPlaceField(WHY)
        self.field.setPlaceholderText(f"{WHY} Enter dismisses it, Esc leaves it")
        self.field.stored.connect(self._stored)
        self.field.left.connect(self._close)
        self.dismiss = LinkButton("Dismiss…")
        self.dismiss.setAccessibleName(f"Dismiss: {remark.name} {remark.sentence}")
        self.dismiss.clicked.connect(lambda: self.begin(""))
        if not editable:
            self.dismiss.disable(why_not)
        self._pages = QStackedLayout(self)
        self._pages.addWidget(self._words())
        self._pages.addWidget(self._asking())
        self.setFixedHeight(current_theme().px(LINE))

    def _words(self) -> QWidget:
        theme, remark = current_theme(), self.remark
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(6))
        row.addWidget(self._link(RemarkLink(remark.name, remark.about_kind, remark.about)))
        sentence = PlainLabel(remark.sentence, elide=True)
        sentence.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        row.addWidget(sentence)
        for link in remark.links:
            button = self._link(link)
            self.links.append(button)
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self.dismiss)
        return holder

    def _asking(self) -> QWidget:
        """Return what stands there while the reason is written: what it is about, and the field."""
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(current_theme().px(8))
        about = PlainLabel(f"{self.remark.name} {self.remark.sentence.rstrip(':')}", "body", "text2", elide=True)
        row.addWidget(about, 2)
        row.addWidget(self.field, 3)
        return holder

    def _link(self, link: RemarkLink) -> LinkButton:
        button = LinkButton(link.words)
        if link.words == self.remark.name and self.remark.about_kind == "configuration":
            button.setAccessibleName(f"Configuration {link.words}")
        button.clicked.connect(lambda: self.followed.emit(self.remark, link))
        return button

    def begin(self, text: str) -> None:
        """Ask for the reason, or go on with one that is half written."""
        self._pages.setCurrentIndex(1)
        self.field.begin(text)
        if text:
            self.field.end(False)

    def is_answering(self) -> bool:
        """Tell whether a reason is being written."""
        return self._pages.currentIndex() == 1

    def _stored(self, reason: str) -> None:
        self._close()
        if reason:
            self.answered.emit(self.remark, reason)

    def _close(self) -> None:
        held = self.field.hasFocus()
        self._pages.setCurrentIndex(0)
        if held:
            self.dismiss.setFocus(Qt.FocusReason.OtherFocusReason)


class AnsweredLine(QWidget):
    """A remark that somebody answered: who, when, why. `reopened` carries the remark."""

    followed = Signal(object, object)
    reopened = Signal(object)

    def __init__(
        self, remark: Remark, answer: DismissalRow, editable: bool, why_not: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.remark = remark
        theme = current_theme()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(6))
        name = LinkButton(remark.name)
        name.clicked.connect(
            lambda: self.followed.emit(remark, RemarkLink(remark.name, remark.about_kind, remark.about))
        )
        sentence = PlainLabel(remark.sentence.rstrip(":"), "body", "text2", elide=True)
        reason = PlainLabel(f"“{answer.reason}”", elide=True)
        for label in (sentence, reason):
            label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.reopen = LinkButton("Reopen")
        self.reopen.setAccessibleName(f"Reopen: {remark.name} {remark.sentence}")
        self.reopen.clicked.connect(lambda: self.reopened.emit(remark))
        if not editable:
            self.reopen.disable(why_not)
        who = PlainLabel(
            ", ".join(part for part in (answer.analyst_name, when_words(answer.at)) if part), "small", "text2"
        )
        for widget in (name, sentence, reason):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(who)
        row.addWidget(self.reopen)
        self.setFixedHeight(theme.px(LINE))
