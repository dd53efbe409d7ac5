"""The bar over the text that finds words in it: count, next and previous, how words are compared."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ipof_workbench.domain.text_search import MOST_HITS, FindOptions, SearchableText
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.theme.tokens import CONTROL_HEIGHT, RADIUS_CONTROL
from ipof_workbench.ui.transcript.view import TranscriptView
from ipof_workbench.ui.widgets.buttons import IconButton, LinkButton, QuietButton
from ipof_workbench.ui.widgets.panels import Rule, Surface
from ipof_workbench.ui.widgets.plain_label import PlainLabel, as_tooltip

PAUSE_MS = 80
ONE_ROW_FROM = 600
"""Logical pixels of width from which everything stands in one row."""
NOTHING = "Nothing found"


class FindField(QLineEdit):
    """Where the words are typed. `stepped` carries 1 (Enter) or -1 (Shift+Enter), `left` follows Esc."""

    stepped = Signal(int)
    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, shift = event.key(), event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.stepped.emit(-1 if shift else 1)
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.stepped.emit(1 if key == Qt.Key.Key_Down else -1)
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class FindToggle(QuietButton):
    """A sign that is on or off; what it stands for is its name."""

    def __init__(self, sign: str, name: str) -> None:
        super().__init__(sign)
        self.setCheckable(True)
        self.setAccessibleName(name)
        self.setToolTip(as_tooltip(name))

    def label_font(self) -> QFont:
        return current_theme().font("small", 600 if self.isChecked() else 500)

    def sizeHint(self) -> QSize:
        theme = current_theme()
        words = QFontMetrics(theme.font("small", 600)).horizontalAdvance(self.text())
        return QSize(words + theme.px(14), theme.px(CONTROL_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _draw_body(self, painter: QPainter, box: QRectF) -> None:
        super()._draw_body(painter, box)
        if self.isChecked():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(current_theme().colour("selection"))
            painter.drawRoundedRect(box, current_theme().pxf(RADIUS_CONTROL), current_theme().pxf(RADIUS_CONTROL))

    def _draw_content(self, painter: QPainter, box: QRectF) -> None:
        painter.setFont(self.label_font())
        painter.setPen(current_theme().colour("accent" if self.isChecked() else "text2"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self.text())


class FindBar(Surface):
    """Finds in the text of one view; hidden until it is opened.

    `project_search_asked` carries the words that the whole project is to be searched for; `closed` follows Esc and
    the close button: the keyboard belongs to the text again.
    """

    project_search_asked = Signal(str)
    closed = Signal()

    def __init__(self, view: TranscriptView, parent: QWidget | None = None) -> None:
        super().__init__("panel", parent)
        self._view = view
        self._text: SearchableText | None = None
        self._made_for: tuple[int, FindOptions] | None = None
        self._origin, self._is_cut = 0, False
        self.field = FindField()
        self.field.setPlaceholderText("Find in this text")
        self.field.setAccessibleName("Find in this text")
        self.count_label = PlainLabel("", "small", "text2", tabular=True)
        self.previous = IconButton("chevron-up", "Previous place")
        self.following = IconButton("chevron-down", "Next place")
        self.case = FindToggle("Aa", "Match case")
        self.words = FindToggle("|ab|", "Whole words")
        self.accents = FindToggle("é = e", "Ignore accents")
        self.link = LinkButton("Search the whole project")
        self.link.setToolTip("Search all texts and the theory  Ctrl+K")
        self.close_button = IconButton("x", "Close", "Esc")
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._build()
        self._connect()
        self.hide()

    def _build(self) -> None:
        self._first, self._second, self._rows = QHBoxLayout(), QHBoxLayout(), QVBoxLayout()
        self._options = QWidget()
        options, column = QHBoxLayout(self._options), QVBoxLayout(self)
        options.setContentsMargins(0, 0, 0, 0)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._rows)
        column.addWidget(Rule())
        self._rows.addLayout(self._first)
        self._rows.addLayout(self._second)
        for part in (self.case, self.words, self.accents, self.link):
            options.addWidget(part)
        options.addStretch(1)
        row: tuple[QWidget, ...] = (self.field, self.count_label, self.previous, self.following)
        for widget in (*row, self._options, self.close_button):
            self._first.addWidget(widget, int(widget is self.field))
        self._is_wide = True
        FindBar.theme_changed(self)

    def _connect(self) -> None:
        self._pause.timeout.connect(self._search)
        self.field.textChanged.connect(lambda _text: self._pause.start())
        self.field.stepped.connect(self.step)
        self.field.left.connect(self.leave)
        self.previous.clicked.connect(lambda: self.step(-1))
        self.following.clicked.connect(lambda: self.step(1))
        self.close_button.clicked.connect(self.leave)
        self.link.clicked.connect(lambda: self.project_search_asked.emit(self.field.text().strip()))
        for toggle in (self.case, self.words, self.accents):
            toggle.toggled.connect(lambda _on: self._search())

    def theme_changed(self) -> None:
        super().theme_changed()
        if not hasattr(self, "_rows"):
            return
        px = current_theme().px
        self._rows.setContentsMargins(px(12), px(6), px(8), px(6))
        self._rows.setSpacing(px(4))
        self._first.setSpacing(px(6))
        self.count_label.setMinimumWidth(px(72))
        self.field.setMinimumWidth(px(96))
        self.setMinimumWidth(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_wide = self.width() >= current_theme().px(ONE_ROW_FROM)
        if is_wide != self._is_wide:
            self._is_wide = is_wide
            self._first.removeWidget(self._options)
            self._second.removeWidget(self._options)
            if is_wide:
                self._first.insertWidget(4, self._options)
            else:
                self._second.addWidget(self._options)

    # --- opening and closing

    def open(self) -> None:
        """Show the bar and let words be typed; what is selected in the text (on one line) is looked for at once."""
        span = self._view.selected_span()
        self._origin = span[0] if span is not None else self._view.caret_offset()
        if span is not None:
            selected = self._view.shown_text().text[slice(*span)].strip()
            if selected and "\n" not in selected and len(selected) <= 80:
                self.field.setText(selected)
        self.show()
        self._search()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def leave(self) -> None:
        """Close the bar; the place that was found last is selected in the text, which gets the keyboard."""
        hits = self._view.found
        chosen = hits.spans[hits.current] if self.isVisible() and hits.current is not None else None
        self._pause.stop()
        self.hide()
        hits.clear()
        self.closed.emit()
        if chosen is not None:
            self._view.select_span(*chosen)

    def renew(self) -> None:
        """Another text is on display: look for the words in it too, or stay away."""
        self._text = None
        self._origin = 0
        if self.isVisible():
            self._search()

    def options(self) -> FindOptions:
        """Return how words are compared."""
        return FindOptions(self.case.isChecked(), self.words.isChecked(), self.accents.isChecked())

    # --- finding

    def _search(self) -> None:
        self._pause.stop()
        self._find()
        hits = self._view.found
        at = hits.first_from(self._origin)
        hits.set_current(at)
        if at is not None:
            self._show(at)
        self._say()

    def _find(self) -> None:
        shown, options = self._view.shown_text(), self.options()
        if self._text is None or self._made_for != (id(shown), options):
            self._text, self._made_for = SearchableText(shown.text, options), (id(shown), options)
        found = self._text.find(self.field.text())
        self._is_cut = len(found) >= MOST_HITS
        self._view.found.show(shown.map.displayed(found))

    def step(self, by: int) -> None:
        """Go to the next place (1) or the one before (-1), round the end; with the bar closed too."""
        if self._pause.isActive():
            self._search()
            return
        hits = self._view.found
        if not self.field.text().strip():
            self.open()
            return
        if not hits.spans:
            self._find()
        if not hits.spans:
            self._say()
            return
        at = self._beside(by)
        hits.set_current(at)
        self._show(at)
        if not self.isVisible():
            hits.clear()
        self._say()

    def _beside(self, by: int) -> int:
        hits = self._view.found
        if hits.current is not None and not self._view.hasFocus():
            return (hits.current + by) % len(hits.spans)
        # In the text one may have gone elsewhere: from there it goes on.
        span = self._view.selected_span()
        if by > 0:
            at = hits.first_from(span[0] + 1 if span is not None else self._view.caret_offset())
        else:
            at = hits.last_before(span[0] if span is not None else self._view.caret_offset())
        return at or 0

    def _show(self, at: int) -> None:
        start, end = self._view.found.spans[at]
        if self._view.hasFocus() or not self.isVisible():
            self._view.bring_into_sight(start, end)
            self._view.select_span(start, end)
        else:
            self._view.bring_into_sight(start, end)

    def _say(self) -> None:
        hits = self._view.found
        if not self.field.text().strip():
            words = ""
        elif not hits.spans:
            words = NOTHING
        else:
            more = "+" if self._is_cut else ""
            words = f"{(hits.current or 0) + 1:,} of {len(hits.spans):,}{more}"
        self.count_label.setText(words)
        self.count_label.setAccessibleName(words)
        for button in (self.previous, self.following):
            if hits.spans:
                button.enable()
            else:
                button.disable("Nothing found to go to" if self.field.text().strip() else "Type what to find first")
