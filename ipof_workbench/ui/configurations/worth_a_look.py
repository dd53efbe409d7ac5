"""The foot of the table: what is worth a look, and what somebody answered. It never blocks anything."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from ipof_workbench.app.remarks import RULES
from ipof_workbench.domain.remark_rows import Remark, RemarksFound
from ipof_workbench.ui.configurations.remark_line import LINE, AnsweredLine, RemarkLine
from ipof_workbench.ui.theme.icons import pixmap
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.buttons import LinkButton
from ipof_workbench.ui.widgets.panels import Rule, Surface
from ipof_workbench.ui.widgets.plain_label import PlainLabel

SHOWN_AT_FIRST = 3
PAGE = 60
"""So many lines are made at a time."""
LINES_HIGH, LINES_HIGH_FULL = 8, 12
NOTHING = RemarksFound(())


class WorthALook(Surface):
    """The remarks, three at first, all of them in full view.

    `followed` carries (remark, link), `answered` (remark, reason), `reopened` a remark.
    """

    followed = Signal(object, object)
    answered = Signal(object, object)
    reopened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("panel", parent)
        self.setAccessibleName("Worth a look")
        self._found = NOTHING
        self._shows_all = self._is_full = self._shows_answered = False
        self._rule = ""
        self._limit = PAGE
        self._why_not = ""
        self.lines: list[RemarkLine] = []
        self.answered_lines: list[AnsweredLine] = []
        self._build_head()
        self._build_list()
        self.theme_changed()
        self.hide()

    # --- building

    def _build_head(self) -> None:
        self.rules_button = LinkButton("All kinds")
        self.rules_button.setAccessibleDescription("Chooses which kind of remark is shown")
        self.rules_button.clicked.connect(self._choose_rule)
        self.all_button = LinkButton("Show all")
        self.all_button.clicked.connect(self._toggle)
        self.answered_button = LinkButton("")
        self.answered_button.clicked.connect(self._toggle_answered)
        self._sign = PlainLabel()
        self._title = PlainLabel("Worth a look", "section", weight=600)
        self._note = PlainLabel("never blocks anything", "small", "text2", elide=True)
        self._note.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._head = QHBoxLayout()
        for widget in (self._sign, self._title, self.rules_button, self.all_button):
            self._head.addWidget(widget)
        self._head.addWidget(self._note, 1)
        self._head.addWidget(self.answered_button)

    def _build_list(self) -> None:
        inside = QWidget()
        inside.setObjectName("panelBody")
        self._list = QVBoxLayout(inside)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(0)
        self.more_button = LinkButton("Show more", parent=self)
        self.more_button.hide()
        self.more_button.clicked.connect(self._show_more)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.viewport().setAutoFillBackground(False)
        self._scroll.setWidget(inside)
        self._column = QVBoxLayout()
        self._column.addLayout(self._head)
        self._column.addWidget(self._scroll)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(Rule())
        outer.addLayout(self._column)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    # --- showing

    def show_found(self, found: RemarksFound, why_not_editable: str = "") -> None:
        """Show other remarks; without any, open or answered, there is no foot."""
        if (found, why_not_editable) != (self._found, self._why_not):
            self._found, self._why_not = found, why_not_editable
            if self._rule and not any(remark.rule == self._rule for remark in self._of_view()):
                self._rule = ""
            self._fill()

    def set_full(self, full: bool) -> None:
        """Show the whole list (in the view of what is to be checked), or the first few."""
        if full != self._is_full:
            self._is_full = full
            self._fill()

    def theme_changed(self) -> None:
        theme = current_theme()
        self._sign.setPixmap(pixmap("circle-alert", "warning", 16))
        self._column.setContentsMargins(theme.px(16), theme.px(10), theme.px(16), theme.px(10))
        self._column.setSpacing(theme.px(4))
        self._head.setSpacing(theme.px(10))
        self._fill()
        super().theme_changed()

    def _of_view(self) -> list[Remark]:
        if self._shows_answered:
            return [remark for remark, _ in self._found.dismissed]
        return list(self._found.open)

    def _shown(self) -> list[Remark]:
        return [remark for remark in self._of_view() if not self._rule or remark.rule == self._rule]

    def _fill(self) -> None:
        if self._shows_answered and not self._found.dismissed:
            self._shows_answered = False
        kept = next(((line.remark.key, line.field.text()) for line in self.lines if line.is_answering()), None)
        self._clear()
        shown = self._shown()
        whole = self._shows_all or self._is_full or bool(self._rule) or self._shows_answered
        count = min(len(shown), self._limit if whole else SHOWN_AT_FIRST)
        editable = not self._why_not
        if self._shows_answered:
            answers = {remark.key: answer for remark, answer in self._found.dismissed}
            for remark in shown[:count]:
                self._add_answered(AnsweredLine(remark, answers[remark.key], editable, self._why_not))
        else:
            for remark in shown[:count]:
                self._add(RemarkLine(remark, editable, self._why_not))
        self._show_head(shown, count, whole)
        most = LINES_HIGH_FULL if self._is_full else LINES_HIGH
        lines = count + (count < len(shown) and whole)
        self._scroll.setFixedHeight(current_theme().px(LINE) * max(1, min(lines, most)))
        self.setVisible(bool(self._found.open or self._found.dismissed))
        for line in self.lines:
            if kept is not None and line.remark.key == kept[0]:
                line.begin(kept[1])

    def _clear(self) -> None:
        for line in self.lines:
            # A field that is hidden loses the keyboard, which would store what is half written.
            line.field.blockSignals(True)
        gone: tuple[QWidget, ...] = (*self.lines, *self.answered_lines)
        for widget in gone:
            self._list.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self._list.removeWidget(self.more_button)
        self.more_button.hide()
        self.lines, self.answered_lines = [], []

    def _add(self, line: RemarkLine) -> None:
        line.followed.connect(self.followed)
        line.answered.connect(self.answered)
        self.lines.append(line)
        self._list.addWidget(line)

    def _add_answered(self, line: AnsweredLine) -> None:
        line.followed.connect(self.followed)
        line.reopened.connect(self.reopened)
        self.answered_lines.append(line)
        self._list.addWidget(line)

    def _show_head(self, shown: Sequence[Remark], count: int, whole: bool) -> None:
        self._title.setText("Dismissed" if self._shows_answered else "Worth a look")
        several = len({remark.rule for remark in self._of_view()}) > 1
        self.rules_button.setVisible(several)
        self.rules_button.setText(RULES[self._rule] if self._rule else "All kinds")
        more = len(shown) > SHOWN_AT_FIRST and not (self._is_full or self._rule or self._shows_answered)
        self.all_button.setVisible(more)
        self.all_button.setText("Show fewer" if self._shows_all else f"Show all {len(shown):,}")
        answered = len(self._found.dismissed)
        self.answered_button.setVisible(bool(answered))
        self.answered_button.setText("Back to open remarks" if self._shows_answered else f"{answered:,} dismissed")
        if whole and count < len(shown):
            self.more_button.setText(f"Show more of {len(shown):,}")
            self._list.addWidget(self.more_button, 0, Qt.AlignmentFlag.AlignLeft)
            self.more_button.show()

    # --- doing

    def _toggle(self) -> None:
        self._shows_all = not self._shows_all
        self._fill()

    def _toggle_answered(self) -> None:
        self._shows_answered = not self._shows_answered
        self._rule = ""
        self._fill()

    def _show_more(self) -> None:
        self._limit += PAGE
        self._fill()

    def _choose_rule(self) -> None:
        counts = Counter(remark.rule for remark in self._of_view())
        menu = QMenu(self)
        menu.setAccessibleName("Kind of remark")
        for rule, words in (("", "All kinds"), *RULES.items()):
            if rule and not counts[rule]:
                continue
            number = counts[rule] if rule else sum(counts.values())
            action = menu.addAction(f"{words}\t{number:,}")
            action.setCheckable(True)
            action.setChecked(rule == self._rule)
            action.triggered.connect(lambda _checked=False, rule=rule: self._set_rule(rule))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.rules_button.mapToGlobal(QPoint(0, self.rules_button.height())))

    def _set_rule(self, rule: str) -> None:
        self._rule, self._limit = rule, PAGE
        self._fill()
