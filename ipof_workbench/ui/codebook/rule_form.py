"""The rule of auto-coding, as a form: what it goes by, what exactly, how much is coded, and with what."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget

from ipof_workbench.app.auto_coding import CodeTarget
from ipof_workbench.domain.auto_coding import AutoRule, By, Unit
from ipof_workbench.domain.codebook_rows import CodebookRow
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.text import folded
from ipof_workbench.ui.codebook.code_picks import code_rows
from ipof_workbench.ui.coding.element_picker import ROWS_AT_MOST, Choice
from ipof_workbench.ui.coding.pick_rows import read_index
from ipof_workbench.ui.configurations.in_place import CalmComboBox
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.picked_value import PickedValue
from ipof_workbench.ui.widgets.plain_label import PlainLabel
from ipof_workbench.ui.widgets.type_ahead import TypeAheadRow

PAUSE_MS = 350
BYS: tuple[tuple[By, str], ...] = (
    (By.SEARCH, "Words in the text"),
    (By.SPEAKER, "Who speaks"),
    (By.QUESTION, "Question or heading before"),
    (By.COLUMN, "Survey question"),
)
UNITS: tuple[tuple[Unit, str], ...] = (
    (Unit.SENTENCE, "The sentence"),
    (Unit.TURN, "The turn, answer or post"),
    (Unit.WORDS, "The words alone"),
)
_ROLE = "role"


class RuleForm(QWidget):
    """Signals: `rule_changed()` a moment after the last change of the rule, `target_changed()`."""

    rule_changed = Signal()
    target_changed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.target: CodeTarget | None = None
        self._speaker, self._role = "", ""
        self._question: tuple[Rid | None, str] = (None, "")
        self._speakers: Sequence[tuple[str, bool, int]] = ()
        self._roles: Sequence[tuple[str, int]] = ()
        self.by, self.unit = CalmComboBox("What the rule goes by"), CalmComboBox("How much is coded")
        self.words = QLineEdit()
        self.words.setClearButtonEnabled(True)
        self.speaker = PickedValue("Speaker", "Choose who speaks")
        self.question = CalmComboBox("Survey question")
        self.interviewers = QCheckBox("Interviewers’ turns too")
        self.code_with = PickedValue("Code with", "Choose a code or an element")
        self._captions = {name: PlainLabel("", "caption", "text2", 600) for name in ("by", "what", "unit", "with")}
        self._note = PlainLabel("", "small", "text2", wrap=True)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.rule_changed)
        self._build()
        self._connect()
        self._show_fields()

    def _build(self) -> None:
        for by, words in BYS:
            self.by.addItem(words, by)
        for unit, words in UNITS:
            self.unit.addItem(words, unit)
        px = current_theme().px
        column = QVBoxLayout(self)
        column.setContentsMargins(px(12), px(12), px(12), px(12))
        column.setSpacing(px(6))
        parts: tuple[QWidget, ...] = (
            self._captions["by"], self.by, self._captions["what"], self.words, self.speaker, self.question, self._note,
            self._captions["unit"], self.unit, self.interviewers, self._captions["with"], self.code_with,
        )  # fmt: skip
        for part in parts:
            column.addWidget(part)
        self._captions["by"].setText("Go by")
        self._captions["unit"].setText("Code")
        self._captions["with"].setText("Code with")

    def _connect(self) -> None:
        self.by.currentIndexChanged.connect(self._by_changed)
        self.unit.currentIndexChanged.connect(lambda _: self._pause.start())
        self.question.activated.connect(self._question_chosen)
        self.words.textChanged.connect(lambda _: self._pause.start())
        self.words.returnPressed.connect(self._now)
        self.interviewers.toggled.connect(lambda _: self._pause.start())
        self.speaker.field.set_source(self._speaker_rows)
        self.speaker.picked.connect(self._speaker_picked)
        self.code_with.field.set_source(self._target_rows)
        self.code_with.picked.connect(self._target_picked)

    def _now(self) -> None:
        self._pause.stop()
        self.rule_changed.emit()

    # --- what is chosen

    def rule(self) -> AutoRule:
        """Return the rule as it stands; it may not say enough yet (`AutoRule.checked`)."""
        by = By(self.by.currentData())
        asks = self.interviewers.isChecked() and by != By.COLUMN
        if by == By.SPEAKER:
            is_interviewer = any(name == self._speaker and held for name, held, _ in self._speakers)
            return AutoRule(by, self._speaker, self._role, interviewers=asks or is_interviewer)
        if by == By.COLUMN:
            return AutoRule(by, self._question[1], question=self._question[0])
        unit = Unit(self.unit.currentData()) if by == By.SEARCH else Unit.TURN
        return AutoRule(by, self.words.text(), unit=unit, interviewers=asks)

    def search_for(self, words: str) -> None:
        """Let the rule go by these words in the text."""
        self.by.setCurrentIndex(self.by.findData(By.SEARCH))
        self.words.setText(words)
        self._now()

    def refresh(self) -> None:
        """Read what rules can go by."""
        auto = self._session.workbench.read.auto
        self._speakers, self._roles = auto.speakers(), auto.participant_roles()
        questions = auto.questions()
        now = self._question[0]
        self.question.clear()
        for rid, words, answers in questions:
            self.question.addItem(f"{words} ({answers:,})", (rid, words))
        if questions and now not in [rid for rid, _, _ in questions]:
            self._question = questions[0][:2]
        at = next((row for row, held in enumerate(questions) if held[0] == self._question[0]), -1)
        self.question.setCurrentIndex(at)
        if not questions:
            self._question = (None, "")
        self.question.setEnabled(bool(questions))
        self._show_fields()

    def show_target(self, target: CodeTarget, words: str) -> None:
        """Code with this from now on."""
        self.target = target
        self.code_with.show_value(words)
        self.target_changed.emit()

    # --- fields

    def _by_changed(self) -> None:
        self._show_fields()
        self._pause.start()

    def _show_fields(self) -> None:
        by = By(self.by.currentData())
        self.words.setVisible(by in (By.SEARCH, By.QUESTION))
        self.speaker.setVisible(by == By.SPEAKER)
        self.question.setVisible(by == By.COLUMN)
        self.unit.setVisible(by == By.SEARCH)
        self._captions["unit"].setVisible(by == By.SEARCH)
        self.interviewers.setVisible(by != By.COLUMN)
        what = {
            By.SEARCH: ("Words", 'All words together, a "phrase", or the beginning of a word: stigma*'),
            By.QUESTION: ("Words in the question", "All turns up to the next question, or the text below the heading."),
            By.SPEAKER: ("Who", ""),
            By.COLUMN: ("Question", "" if self.question.count() else "No survey has been imported yet."),
        }[by]
        self._captions["what"].setText(what[0])
        self.words.setAccessibleName(what[0])
        self.words.setPlaceholderText('night, "on my own", stigma*' if by == By.SEARCH else "first time")
        self._note.setText(what[1])
        self._note.setVisible(bool(what[1]))

    def _question_chosen(self) -> None:
        self._question = self.question.currentData()
        self._pause.start()

    def _speaker_rows(self, typed: str) -> list[TypeAheadRow]:
        words = folded(typed)
        roles = [
            TypeAheadRow((_ROLE, role), f"All in the role {role}", count=number)
            for role, number in self._roles
            if words in folded(role)
        ]
        people = [
            TypeAheadRow(("", name), name, count=turns, hint="interviewer" if asks else "")
            for name, asks, turns in self._speakers
            if words in folded(name)
        ]
        return [*roles, *people][:ROWS_AT_MOST]

    def _speaker_picked(self, row: object) -> None:
        if isinstance(row, TypeAheadRow) and isinstance(row.key, tuple):
            kind, name = row.key
            self._role, self._speaker = (name, "") if kind == _ROLE else ("", name)
            self.speaker.show_value(row.text)
            self._now()

    def _target_rows(self, typed: str) -> list[TypeAheadRow]:
        codes: list[CodebookRow] = self._session.workbench.read.codebook.rows(self._session.current_filter)
        found = code_rows(typed, codes, new=True)
        return [*found[:30], *read_index(self._session).named(typed)][:ROWS_AT_MOST]

    def _target_picked(self, row: object) -> None:
        if not isinstance(row, TypeAheadRow) or not isinstance(row.key, Choice):
            return
        choice = row.key
        if choice.what == "code":
            self.show_target(CodeTarget(code=choice.rid), choice.words)
        elif choice.what == "element":
            role = choice.role_key or self._session.roles()[0].key
            self.show_target(CodeTarget(element=choice.rid, role_key=role), f"{row.text} ({self._label(role)})")
        elif choice.role_key:
            target = CodeTarget(name=choice.words, role_key=choice.role_key)
            self.show_target(target, f"{choice.words} (new {self._label(choice.role_key)})")
        else:
            self.show_target(CodeTarget(name=choice.words), f"{choice.words} (new code)")

    def _label(self, key: str) -> str:
        return next((role.label.lower() for role in self._session.roles() if role.key == key), key)
