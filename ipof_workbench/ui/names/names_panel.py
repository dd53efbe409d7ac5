"""The left panel of the page: the list of names, how they are looked for, and the old words."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit

from ipof_workbench.domain.errors import UsageError
from ipof_workbench.domain.names import CaseRule, NameFinder, NameReplacement, parsed_names
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.buttons import Button
from ipof_workbench.ui.widgets.notices import InlineError
from ipof_workbench.ui.widgets.panels import PageBar, Rule, SectionHeader, SidePanel
from ipof_workbench.ui.widgets.plain_label import PlainLabel
from ipof_workbench.ui.widgets.switches import ToggleSwitch

WIDTH = 300
FIELD_HEIGHT = 150
HOW_IT_IS_WRITTEN = (
    "One a line: the name, an arrow, what stands in its place. With nothing after the arrow the words are cut out; "
    "write […] where readers are to see that something is gone."
)
AN_AID = "Suggestions are an aid, no guarantee. Read the list, and take out what gives nobody away."
WHAT_IS_SUGGESTED = (
    "Capitalised words within sentences, e-mail addresses, telephone numbers, UK postcodes, NHS numbers that pass "
    "their check"
)
ERASE, KEEP = "Erase the old words…", "Keep the old words"
OLD_WORDS = "The texts as they were stay in the history, so that all of this can be undone."
WHAT_ERASING_MEANS = (
    "Erasing takes the texts as they were, and what every step until now changed, out of this file for good. Undo ends "
    "here, and the project can no longer be shown as it stood before. Backups and copies keep the old words: delete "
    "those yourself."
)


class NamesPanel(SidePanel):
    """Signals: `changed` (the list or how it is looked for), `looked_for` (Ctrl+Enter), `suggestions_asked`,
    `participants_asked`, `erasing_asked` (or that the old words are to stay, while it is asked)."""

    changed = Signal()
    looked_for = Signal()
    suggestions_asked = Signal()
    participants_asked = Signal()
    erasing_asked = Signal()

    def __init__(self) -> None:
        super().__init__("left", WIDTH, "Names to replace")
        self.head.addWidget(PageBar("Replace names"))
        self._build_list()
        self._build_rules()
        self._build_buttons()
        self._build_old_words()
        self.body.addStretch(1)

    def _build_list(self) -> None:
        self.field = QPlainTextEdit()
        self.field.setObjectName("field")
        self.field.setAccessibleName("Names and what stands in their place, one a line")
        self.field.setPlaceholderText("Anna -> P01\nBen Brown -> P02\nSent from my phone ->")
        self.field.setTabChangesFocus(True)
        self.field.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.field.setMinimumHeight(current_theme().px(FIELD_HEIGHT))
        self.field.textChanged.connect(self.changed)
        self.field.installEventFilter(self)
        self.error = InlineError()
        self.body.addWidget(PlainLabel(HOW_IT_IS_WRITTEN, "small", "text2", wrap=True))
        self.body.addWidget(self.field)
        self.body.addWidget(self.error)

    def _build_rules(self) -> None:
        self.whole_words = self._switch("Whole words only", True)
        self.any_capitals = self._switch("Any capitals", False)
        self.also_names = self._switch("Participants, speakers and document names too", True)

    def _switch(self, words: str, on: bool) -> ToggleSwitch:
        switch = ToggleSwitch(words, on)
        switch.toggled.connect(self.changed)
        row = QHBoxLayout()
        row.setSpacing(current_theme().px(8))
        row.addWidget(PlainLabel(words, wrap=True), 1)
        row.addWidget(switch, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(row)
        return switch

    def _build_buttons(self) -> None:
        self.look = Button("Look for them", "text-search", "Ctrl Enter")
        self.suggest = Button("Suggest", "lightbulb")
        self.suggest.setToolTip(WHAT_IS_SUGGESTED)
        self.suggest.setAccessibleName("Suggest names")
        self.participants = Button("Participants", "users")
        self.participants.setAccessibleName("Add the participants’ names")
        self.participants.setToolTip("Add the participants’ names, with a number for each")
        self.look.clicked.connect(self.looked_for)
        self.suggest.clicked.connect(self.suggestions_asked)
        self.participants.clicked.connect(self.participants_asked)
        row = QHBoxLayout()
        row.setSpacing(current_theme().px(8))
        row.addWidget(self.suggest, 1)
        row.addWidget(self.participants, 1)
        self.body.addWidget(self.look)
        self.body.addLayout(row)
        self.body.addWidget(PlainLabel(AN_AID, "small", "text2", wrap=True))
        self.scope = PlainLabel("", "small", "text2", wrap=True)
        self.body.addWidget(self.scope)

    def _build_old_words(self) -> None:
        self.body.addWidget(Rule())
        self.body.addWidget(SectionHeader("The old words"))
        self.old_words = PlainLabel(OLD_WORDS, "small", "text2", wrap=True)
        self.erase = Button(ERASE, "trash-2")
        self.erase.clicked.connect(self.erasing_asked)
        for part in (self.old_words, self.erase):
            self.body.addWidget(part)

    # --- the list

    def replacements(self, *, tell: bool = True) -> list[NameReplacement]:
        """Return what is written; an empty list where it cannot be read, and with `tell` the reason stands under the
        field."""
        self.error.clear(self.field)
        lines = self.field.toPlainText()
        if not lines.strip():
            return []
        case = CaseRule.ANY if self.any_capitals.isChecked() else CaseRule.EXACT
        try:
            found = parsed_names(lines, whole_word=self.whole_words.isChecked(), case=case)
            NameFinder(found)
        except UsageError as refusal:
            if tell:
                self.error.show_error(refusal.sentence, self.field)
            return []
        return found

    def add(self, names: Iterable[tuple[str, str]]) -> int:
        """Add names with what may stand in their place, where they are not listed yet; return how many."""
        lines = self.field.toPlainText()
        known = {line.split("->")[0].strip() for line in lines.splitlines()}
        fresh = [(name, new) for name, new in names if name not in known]
        if fresh:
            before = lines.rstrip("\n")
            self.field.setPlainText("\n".join([*([before] if before else []), *(f"{a} -> {b}" for a, b in fresh)]))
        return len(fresh)

    # --- the old words

    def show_asking(self, asking: bool) -> None:
        """Let the button keep the old words while the page asks whether they go."""
        self.erase.setText(KEEP if asking else ERASE)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.looked_for.emit()
                return True
        return super().eventFilter(watched, event)

    def set_editable(self, why_not: str, older_texts: int) -> None:
        """Let old words be erased, or say why not."""
        if why_not:
            self.erase.disable(why_not)
        elif not older_texts:
            self.erase.disable("No text was changed yet; there are no old words")
        else:
            self.erase.enable()
