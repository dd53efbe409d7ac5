"""The facts of what is selected on the Data page, edited where they stand."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from ipof_workbench.app.cell_rules import RATINGS
from ipof_workbench.domain import records
from ipof_workbench.domain.errors import NotFound
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.listings import AttributeColumn, CaseRow, DocumentText, TurnRow
from ipof_workbench.domain.records import Record
from ipof_workbench.domain.text import count_words
from ipof_workbench.domain.vocabulary import (
    Consent,
    DocumentKind,
    DocumentStatus,
    InterviewPhase,
    QuotePolicy,
    Rating,
)
from ipof_workbench.ui.data.fact_form import FactForm
from ipof_workbench.ui.data.record_tabs import choices_of
from ipof_workbench.ui.data.revision_facts import add_revisions
from ipof_workbench.ui.data.speaker_row import SpeakerRow
from ipof_workbench.ui.records.story import with_story
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.widgets.buttons import Button, LinkButton
from ipof_workbench.ui.widgets.panels import PageBar, SidePanel


class FactsPanel(SidePanel):
    """Shows one document, several documents, a case or a participant."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("right", 288, "Facts of the selection", parent)
        self._session = session
        self._bar = PageBar("Details")
        self.head.addWidget(self._bar)
        self.story = with_story(self, session)
        self._form: FactForm | None = None
        self.show_nothing()

    def _begin(self, title: str, kind: str = "", rid: Rid | None = None) -> FactForm:
        """Begin the facts of a record (`kind` is its table), or of none in particular."""
        # The form is made anew: its fields belong to one selection, and a late edit must not reach another.
        if self._form is not None:
            self.body.removeWidget(self._form)
            self._form.hide()
            self._form.deleteLater()
        self._bar.set_title(title)
        self.story.show_subject(kind, rid)
        self._form = FactForm()
        self._form.set_editable(self._session.can_edit)
        self.body.addWidget(self._form)
        return self._form

    def show_nothing(self, sentence: str = "Choose something in the table.") -> None:
        """Say that nothing is selected."""
        form = self._begin("Details")
        form.add_words(sentence, "text3")
        form.finish()

    # --- storing

    def _edit(self, kind: type[Record], rid: Rid, field: str) -> Callable[[object], object]:
        def store(value: object) -> object:
            from ipof_workbench.app.commands.record_edits import EditFields

            return self._session.run(EditFields(kind, rid, {field: value}))

        return store

    def _attributes(self, form: FactForm, owner_kind: str, owner: Rid) -> None:
        read = self._session.workbench.read
        found = read.attributes(owner_kind)
        if not found:
            return
        values = {value.definition: value.value for value in read.find(records.AttributeValue, owner=owner)}
        form.add_head("Attributes")
        for attribute in found:
            self._attribute(form, attribute, owner, values.get(attribute.rid, ""))

    def _attribute(self, form: FactForm, attribute: AttributeColumn, owner: Rid, value: str) -> None:
        def store(new: object) -> object:
            from ipof_workbench.app.commands.attributes import SetAttribute

            return self._session.run(SetAttribute(attribute.rid, (owner,), str(new)))

        choices = [choice for choice in attribute.choices.split("\n") if choice]
        if choices:
            options = [("", "–"), *((choice, choice) for choice in choices)]
            form.add_choice(attribute.name, options, value, store)
        else:
            form.add_line(attribute.name, value, store)

    # --- a case

    def show_case(self, case: CaseRow) -> None:
        """Show a case."""
        form = self._begin(case.name, "case", case.rid)
        form.add_line("Name", case.name, self._edit(records.Case, case.rid, "name"))
        form.add_line("Kind of host", case.kind, self._edit(records.Case, case.rid, "kind"))
        form.add_choice(
            "Quotes", choices_of(QuotePolicy), case.quote_policy, self._edit(records.Case, case.rid, "quote_policy")
        )
        form.add_note("Description", case.description, self._edit(records.Case, case.rid, "description"))
        form.add_head("In this case")
        form.add_fact("Documents", f"{case.documents:,}")
        form.add_fact("Participants", f"{case.participants:,}")
        form.add_fact("Codings", f"{case.codings:,}")
        self._attributes(form, "case", case.rid)
        form.finish()

    # --- participants and imports

    def show_participants(self, rids: Sequence[Rid]) -> None:
        """Show a participant: what is known, and where the words are."""
        read = self._session.workbench.read
        found = read.find(records.Participant, rid=rids[0]) if len(rids) == 1 else []
        if not found:
            self.show_nothing("Choose a participant." if not rids else f"{len(rids):,} participants are selected.")
            return
        person = found[0]
        form = self._begin(person.name, "participant", person.rid)

        def edit(field: str) -> Callable[[object], object]:
            return self._edit(records.Participant, person.rid, field)

        form.add_line("Name", person.name, edit("name"))
        form.add_line("Role", person.role, edit("role"))
        form.add_choice("Consent", choices_of(Consent), person.consent, edit("consent"))
        form.add_choice("Quotes", choices_of(QuotePolicy), person.quote_policy, edit("quote_policy"))
        self._attributes(form, "participant", person.rid)
        links = [link.document for link in read.find(records.DocumentParticipant, participant=person.rid)]
        if links:
            form.add_head("Speaks in")
        for row in read.document_rows(links[:20]):
            opening = LinkButton(row.name)
            opening.clicked.connect(lambda _=False, rid=row.rid: self._session.open_document(rid))
            form.add_widget(opening)
        form.finish()

    def show_imports(self, rids: Sequence[Rid]) -> None:
        """Show an import: its files and what was noted."""
        rows = [row for row in self._session.workbench.read.imports() if row.rid in set(rids)]
        if len(rows) != 1:
            self.show_nothing("Choose an import.")
            return
        row = rows[0]
        form = self._begin("Import")
        form.add_fact("Kind", row.kind)
        form.add_fact("New", f"{row.added:,}")
        form.add_fact("Unchanged", f"{row.unchanged:,}")
        form.add_fact("Analyst", row.analyst_name)
        form.add_head("Files")
        form.add_words(row.file_names.replace(", ", "\n"), "text")
        if row.notes:
            form.add_head("To look at")
            form.add_words(row.notes, "text")
        form.finish()

    # --- findings

    def show_findings(self, rids: Sequence[Rid]) -> None:
        """Show a finding and what it bears on."""
        from ipof_workbench.ui.data.finding_facts import FindingFacts

        rows = [row for row in self._session.workbench.read.evidence_on.findings() if row.rid in set(rids)]
        if len(rows) == 1:
            form = self._begin("Finding", "finding", rows[0].rid)
            FindingFacts(self._session, form, rows[0]).fill()
        else:
            self.show_nothing(f"{len(rows):,} findings are selected." if rows else "Keep or choose a finding.")

    # --- documents

    def show_documents(self, rids: Sequence[Rid], cases: Sequence[CaseRow]) -> None:
        """Show one document, or what several have in common."""
        if len(rids) == 1:
            try:
                content = self._session.workbench.read.document_text(rids[0])
                record = self._session.workbench.read.get(records.Document, rids[0])
            except NotFound:
                self.show_nothing()
                return
            self._show_document(content, record, cases)
        elif rids:
            self._show_several(tuple(rids), cases)
        else:
            self.show_nothing()

    def _show_several(self, rids: tuple[Rid, ...], cases: Sequence[CaseRow]) -> None:
        from ipof_workbench.app.commands.documents import SetDocuments

        form = self._begin(f"{len(rids):,} documents")
        run = self._session.run
        options: list[tuple[object, str]] = [("", "Choose…"), (None, "No case")]
        options += [(case.rid, case.name) for case in cases]
        form.add_choice("Case", options, "", lambda key: key == "" or run(SetDocuments(rids, key, "", True)))  # type: ignore[arg-type]
        states: list[tuple[object, str]] = [("", "Choose…"), *choices_of(DocumentStatus)]
        form.add_choice("Status", states, "", lambda key: key == "" or run(SetDocuments(rids, status=str(key))))
        form.add_head("Appraisal")
        ratings: list[tuple[object, str]] = [("-", "Choose…"), ("", "Not judged"), *choices_of(Rating)]
        for field in RATINGS:
            form.add_choice(field.capitalize(), ratings, "-", self._rate(rids, field))
        form.add_words("What is chosen here is given to all of them in one step.")
        form.finish()

    def _rate(self, rids: tuple[Rid, ...], field: str) -> Callable[[object], object]:
        from ipof_workbench.app.commands.cells import Cell, SetCells

        def store(value: object) -> object:
            if value == "-":
                return True
            return self._session.run(SetCells("document", tuple(Cell(rid, field, str(value)) for rid in rids)))

        return store

    def _show_document(self, content: DocumentText, record: records.Document, cases: Sequence[CaseRow]) -> None:
        row = content.document
        form = self._begin(row.name, "document", row.rid)

        def edit(field: str) -> Callable[[object], object]:
            return self._edit(records.Document, row.rid, field)

        case_options: list[tuple[object, str]] = [(None, "No case"), *((case.rid, case.name) for case in cases)]
        phases: list[tuple[object, str]] = [("", "–"), *choices_of(InterviewPhase)]
        form.add_line("Name", row.name, edit("name"))
        form.add_choice("Kind", choices_of(DocumentKind), row.kind, edit("kind"))
        form.add_choice("Case", case_options, row.case, edit("case"))
        form.add_choice("Status", choices_of(DocumentStatus), row.status, edit("status"))
        form.add_line("Collected on", record.collected_on, edit("collected_on"))
        form.add_line("Wave", record.wave, edit("wave"))
        form.add_choice("Phase", phases, record.interview_phase, edit("interview_phase"))
        parts = [_counted(row.words, "word"), _counted(row.turns, "turn") if row.turns else ""]
        seen = self._session.workbench.read.document_rows([row.rid], self._session.only, with_progress=False)
        parts += [_counted(each.codings, "coding") for each in seen]
        form.add_fact("Size", ", ".join(part for part in parts if part))
        if row.title:
            form.add_fact("Title", row.title)
        add_revisions(form, self._session, row.rid)
        opening = Button("Open in Code", "highlighter")
        opening.clicked.connect(lambda: self._session.open_document(row.rid))
        form.add_widget(opening)
        self._appraisal(form, row.rid)
        self._speakers(form, content)
        self._attributes(form, "document", row.rid)
        form.add_note("Note", record.note, edit("note"))
        form.finish()

    def _appraisal(self, form: FactForm, document: Rid) -> None:
        """How good the document is as evidence (Dada et al. 2023)."""

        def judge(field: str) -> Callable[[object], object]:
            def store(value: object) -> object:
                from ipof_workbench.app.commands.appraisals import AppraiseDocument

                return self._session.run(AppraiseDocument(document, **{field: str(value)}))

            return store

        held = self._session.workbench.read.find(records.Appraisal, document=document)
        appraisal = held[0] if held else records.Appraisal(document=document)
        ratings: list[tuple[object, str]] = [("", "Not judged"), *choices_of(Rating)]
        form.add_head("Appraisal")
        form.add_choice("Relevance", ratings, appraisal.relevance, judge("relevance"))
        form.add_choice("Richness", ratings, appraisal.richness, judge("richness"))
        form.add_choice("Rigour", ratings, appraisal.rigour, judge("rigour"))
        form.add_note("Why it was judged so", appraisal.note, judge("note"))

    def _speakers(self, form: FactForm, content: DocumentText) -> None:
        spoken: dict[str, list[TurnRow]] = {}
        for turn in content.turns:
            if turn.speaker:
                spoken.setdefault(turn.speaker, []).append(turn)
        if not spoken:
            return
        people = self._session.workbench.read.by_document.people()
        form.add_head("Speakers")
        for speaker, turns in spoken.items():
            words = sum(count_words(content.text[turn.words_start : turn.end]) for turn in turns)
            row = SpeakerRow(self._session, content.document.rid, speaker, turns, words, people)
            form.add_widget(row)


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
