"""The facts of a finding and what it bears on, edited where they stand."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ipof_workbench.domain import records
from ipof_workbench.domain.errors import RefusedChange
from ipof_workbench.domain.evidence_rows import FindingEvidenceRow, FindingRow, interval_words, percent
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.vocabulary import FindingKind
from ipof_workbench.ui.data.fact_form import FactForm
from ipof_workbench.ui.data.record_tabs import choices_of
from ipof_workbench.ui.evidence.judgement_fields import STRENGTHS, ChoiceBox, RationaleLine, StanceBox
from ipof_workbench.ui.evidence.target_picker import TargetPicker
from ipof_workbench.ui.evidence.targets import target_source
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.buttons import Button, IconButton, LinkButton
from ipof_workbench.ui.widgets.plain_label import PlainLabel


class FindingFacts:
    """Fills a form with one finding."""

    def __init__(self, session: Session, form: FactForm, row: FindingRow) -> None:
        self._session, self._form, self._row = session, form, row

    def fill(self) -> None:
        """Add what it says, its numbers, where it comes from and what it bears on."""
        form, row = self._form, self._row
        form.add_note("Wording", row.wording, lambda words: self._edit("wording", words))
        form.add_choice("Kind", choices_of(FindingKind), row.kind, lambda key: self._edit("kind", key))
        form.add_line("Number", _digits(row.number), lambda words: self._edit_number("number", words))
        form.add_line("Out of", _digits(row.denominator), lambda words: self._edit_number("denominator", words))
        if row.number is not None and row.denominator:
            interval = interval_words(row.low, row.high)
            share = percent(row.number, row.denominator)
            form.add_fact("Share", f"{share}, {interval}" if interval else share)
        if row.missing is not None:
            form.add_fact("No answer", f"{row.missing:,}")
        for label, value in (("Column", row.attribute_name), ("Value", row.value)):
            if value:
                form.add_fact(label, value)
        if row.case_name or row.subgroup:
            form.add_fact("Among", row.case_name or row.subgroup)
        form.add_line("Source", row.source, lambda words: self._edit("source", words))
        form.add_note("Note", row.note, lambda words: self._edit("note", words))
        self._add_bearing()
        form.finish()

    def _add_bearing(self) -> None:
        bearing = self._session.workbench.read.evidence_on.finding_evidence(finding=self._row.rid)
        self._form.add_head("Bears on")
        if not bearing:
            self._form.add_words("Nothing yet: choose what it supports, refines or challenges.", "text3")
        for piece in bearing:
            self._form.add_widget(FindingBearing(self._session, piece))
        if self._session.can_edit:
            self._form.add_widget(_Adding(self._session, self._row.rid))

    def _edit(self, field: str, value: object) -> None:
        from ipof_workbench.app.commands.findings import EditFinding

        self._session.run(EditFinding(self._row.rid, {field: value}))

    def _edit_number(self, field: str, words: str) -> None:
        plain = words.replace(",", "").replace(" ", "")
        if plain and not plain.isdecimal():
            self._session.show_error(RefusedChange(f"“{words}” is no whole number; nothing was changed."))
        else:
            self._edit(field, int(plain) if plain else None)


class FindingBearing(QWidget):
    """One thing that the finding bears on: where it leads, stance, strength, rationale."""

    def __init__(self, session: Session, piece: FindingEvidenceRow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._piece = session, piece
        self.link = LinkButton(target_words(piece))
        self.link.clicked.connect(self._open)
        self.remove = IconButton("x", f"It does not bear on {target_words(piece)}")
        self.remove.clicked.connect(self._remove)
        self.stance = StanceBox(f"Stance on {target_words(piece)}")
        self.stance.set_stance(piece.stance)
        self.stance.activated.connect(lambda _at: self._judge("stance", self.stance.stance()))
        self.strength = ChoiceBox("Strength", STRENGTHS)
        self.strength.show_values({piece.strength})
        self.strength.picked.connect(lambda value: self._judge("strength", value))
        self.rationale = RationaleLine()
        self.rationale.show_text(piece.rationale)
        self.rationale.written.connect(lambda words: self._judge("rationale", words))
        theme = current_theme()
        head, fields = QHBoxLayout(), QHBoxLayout()
        head.addWidget(self.link)
        head.addStretch(1)
        head.addWidget(self.remove)
        for field in (self.stance, self.strength):
            field.setMinimumWidth(theme.px(60))
            field.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            fields.addWidget(field, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, theme.px(4))
        column.setSpacing(theme.px(4))
        column.addLayout(head)
        column.addLayout(fields)
        column.addWidget(self.rationale)
        for control in (self.remove, self.stance, self.strength, self.rationale):
            control.setEnabled(session.can_edit)

    def _judge(self, field: str, value: object) -> None:
        from ipof_workbench.app.commands.evidence import JudgeEvidence

        self._session.run(JudgeEvidence((self._piece.evidence,), {field: value}))

    def _remove(self) -> None:
        from ipof_workbench.app.commands.deletion import DeleteRecords

        if self._session.run(DeleteRecords(records.Evidence, (self._piece.evidence,))) is not None:
            self._session.show_toast(f"The finding does not bear on {target_words(self._piece)} any more")

    def _open(self) -> None:
        piece = self._piece
        if piece.configuration is not None:
            self._session.show_configuration(piece.configuration)
        elif piece.statement is not None:
            self._session.show_record("theory_statement", piece.statement)
        elif piece.link is not None:
            link = self._session.workbench.read.get(records.ConfigurationLink, piece.link)
            self._session.show_configuration(link.from_configuration)


class _Adding(QWidget):
    """A button that turns into the picker of what the finding bears on."""

    def __init__(self, session: Session, finding: Rid) -> None:
        super().__init__()
        self._session, self._finding = session, finding
        self.button = Button("Bears on…", "plus")
        self.button.clicked.connect(self._ask)
        self.caption = PlainLabel("How, and on what", "small", "text2")
        self.picker = TargetPicker(stacked=True)
        self.picker.set_source(target_source(session))
        self.picker.picked.connect(self._pick)
        self.picker.closed.connect(self._close)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current_theme().px(4))
        for part in (self.button, self.caption, self.picker):
            column.addWidget(part)
        self._close()

    def _ask(self) -> None:
        self.button.hide()
        self.caption.show()
        self.picker.ask("supports", "Configuration, statement, link")

    def _close(self) -> None:
        self.picker.hide()
        self.caption.hide()
        self.button.show()

    def _pick(self, target: object, stance: str) -> None:
        from ipof_workbench.app.commands.evidence import AddEvidence
        from ipof_workbench.ui.evidence.targets import Target

        if isinstance(target, Target):
            self._session.run(AddEvidence(finding=self._finding, stance=stance, **target.fields))


def target_words(piece: FindingEvidenceRow) -> str:
    """Return what a finding bears on: “configuration 3, context”, “statement S1”, “link 1 ripple 2”."""
    if piece.statement is not None:
        return f"statement {piece.number}"
    if piece.link is not None:
        return f"link {piece.number}"
    role = piece.place_role_key.replace("_", " ")
    return f"configuration {piece.number}" + (f", {role}" if role else "")


def _digits(number: int | None) -> str:
    return "" if number is None else f"{number}"
