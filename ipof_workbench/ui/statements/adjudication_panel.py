"""How rivals came out: a verdict for each, the note, the meeting; recorded as a decision."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.listings import ConfigurationRow
from ipof_workbench.domain.statement_rows import ListedStatement, RivalGroupRow
from ipof_workbench.domain.text import shorten
from ipof_workbench.domain.vocabulary import Verdict
from ipof_workbench.ui.configurations.in_place import CalmComboBox
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.statements.forms import TextField
from ipof_workbench.ui.statements.record_form import RecordForm
from ipof_workbench.ui.statements.statement_items import statement_sentence
from ipof_workbench.ui.statements.tie_rows import TieRows
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.buttons import PrimaryButton
from ipof_workbench.ui.widgets.layouts import clear_layout
from ipof_workbench.ui.widgets.notices import InlineError
from ipof_workbench.ui.widgets.plain_label import PlainLabel
from ipof_workbench.ui.widgets.type_ahead import TypeAheadRow


class AdjudicationPanel(RecordForm):
    """The right side of the Rivals view. What is typed stays until it is recorded or another group is chosen."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(
            session,
            "rival_group",
            "Adjudication",
            "Choose a group of rivals.",
            "Delete the group of rivals",
            parent,
        )
        self._session = session
        self._group: RivalGroupRow | None = None
        self._configurations: Sequence[ConfigurationRow] = ()
        self._statements: Sequence[ListedStatement] = ()
        self.verdicts: dict[Rid, CalmComboBox] = {}
        self.delete_button.hide()
        self.add = TieRows("Add a rival", "Configuration or statement", "Take it out")
        self.add.set_source(self._choices)
        self.add.added.connect(lambda row: self._join(*row.key))
        self.add.nothing.setText("Add a rival")
        self._verdict_box = QWidget()
        self._grid = QGridLayout(self._verdict_box)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setColumnStretch(0, 1)
        self.note = TextField("Adjudication", "Why they came out as they did", 5)
        self.held_on = QLineEdit()
        self.held_on.setAccessibleName("Date")
        self.held_on.setPlaceholderText(QDate.currentDate().toString("yyyy-MM-dd"))
        self.attendees = QLineEdit()
        self.attendees.setAccessibleName("Attendees")
        self.attendees.setPlaceholderText("Who was there")
        self.error = InlineError()
        self.record = PrimaryButton("Record the decision")
        self.record.clicked.connect(self._record)
        self.last = PlainLabel("", "small", "text2", wrap=True)
        box = QWidget()
        inside = QVBoxLayout(box)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(current_theme().px(4))
        inside.addWidget(self._verdict_box)
        inside.addWidget(self.add)
        self.add_part("Verdicts", box)
        self.add_part("Note", self.note)
        self.add_part("Date", self.held_on)
        self.add_part("Attendees", self.attendees)
        for part in (self.error, self.record, self.last):
            self.column.addWidget(part)
        self.finish(self.add, self.note, self.held_on, self.attendees, self.record)

    def editing(self) -> list[QWidget]:
        return [*super().editing(), *self.verdicts.values()]

    def set_choices(self, configurations: Sequence[ConfigurationRow], statements: Sequence[ListedStatement]) -> None:
        """Take what can be a rival."""
        self._configurations, self._statements = configurations, statements

    def show_group(self, group: RivalGroupRow | None) -> None:
        """Show a group; what is being typed stays while the group is the same."""
        before, self._group = self._group, group
        self.show_fields("Adjudication", None if group is None else group.rid)
        if group is None:
            return
        is_other = before is None or before.rid != group.rid
        members_changed = before is None or before.members != group.members
        if is_other or members_changed:
            self._show_verdicts(group, {} if is_other else self._chosen())
        if is_other or (before is not None and before.decision != group.decision):
            self.note.setPlainText(group.adjudication)
            # The day of the first decision is today unless said otherwise; a decision without one keeps none.
            today = "" if group.decision else QDate.currentDate().toString("yyyy-MM-dd")
            self.held_on.setText(group.decided_on or today)
            self.attendees.setText(group.attendees)
            self.error.clear()
        self._show_last(group)

    def commit(self) -> None:
        """Nothing is stored before the decision is recorded."""

    def _chosen(self) -> dict[Rid, str]:
        return {member: str(combo.currentData()) for member, combo in self.verdicts.items()}

    def _show_verdicts(self, group: RivalGroupRow, chosen: dict[Rid, str]) -> None:
        clear_layout(self._grid)
        self.verdicts = {}
        for at, member in enumerate(group.members):
            kind = "configuration" if member.kind == "configuration" else "statement"
            name = PlainLabel(f"{member.number}  {member.title}", elide=True)
            combo = CalmComboBox(f"Verdict on {kind} {member.number}")
            combo.addItem("Not decided", "")
            for verdict in Verdict:
                combo.addItem(verdict.words.capitalize(), verdict.value)
            combo.setCurrentIndex(max(0, combo.findData(chosen.get(member.member, member.verdict))))
            combo.setFixedWidth(current_theme().px(132))
            self.verdicts[member.member] = combo
            self._grid.addWidget(name, at, 0)
            self._grid.addWidget(combo, at, 1)
        self.lock.renew()
        if group.members and self._session.can_edit:
            self.record.enable()
        else:
            self.record.disable(self._session.why_not_editable or "Add the rivals first")

    def _show_last(self, group: RivalGroupRow) -> None:
        when = f"Last decided on {group.decided_on}" if group.decided_on else "Decided, without a date"
        self.last.setText(f"{when}; earlier decisions stay in the trail." if group.decision else "")

    def _choices(self, typed: str) -> list[TypeAheadRow]:
        held = {(member.kind, member.rid) for member in self._group.members} if self._group is not None else set()
        named: list[tuple[str, Rid, str]] = [
            *(("configuration", row.rid, f"{row.number}  {row.title}") for row in self._configurations),
            *(
                ("theory_statement", row.rid, f"{row.number}  {shorten(statement_sentence(row), 90)}")
                for row in self._statements
            ),
        ]
        return [
            TypeAheadRow((kind, rid), words)
            for kind, rid, words in named
            if (kind, rid) not in held and typed.casefold() in words.casefold()
        ]

    def _join(self, kind: str, rid: Rid) -> None:
        from ipof_workbench.app.commands.rivals import JoinRivals

        if self._group is not None:
            configuration = rid if kind == "configuration" else None
            statement = rid if kind == "theory_statement" else None
            self._session.run(JoinRivals(self._group.rid, configuration, statement))

    def _record(self) -> None:
        from ipof_workbench.app.commands.rivals import AdjudicateRivals

        if self._group is None:
            return
        chosen = self._chosen()
        if not self.note.words() and not any(chosen.values()):
            self.error.show_error("Write the note or give a verdict first.", self.note)
            return
        self.error.clear(self.note)
        command = AdjudicateRivals(
            self._group.rid,
            self.note.words(),
            tuple(chosen.items()),
            held_on=self.held_on.text(),
            attendees=self.attendees.text(),
        )
        if self._session.run(command) is not None:
            self._session.show_toast("Recorded the decision")
