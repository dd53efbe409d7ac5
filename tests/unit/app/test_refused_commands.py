"""Every refusal of every command: one clear sentence, and the project as it was."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from pathlib import Path

import pytest

from ipof_workbench.app import coding_imports, configuration_imports, contract_imports
from ipof_workbench.app.commands.attributes import SetAttribute
from ipof_workbench.app.commands.base import Command
from ipof_workbench.app.commands.coding import CodePassage, CodeThematically, NameCodedElement
from ipof_workbench.app.commands.configurations import (
    AddConfiguration,
    DuplicateConfiguration,
    LinkConfigurations,
    PutInPlace,
    RemoveFromConfiguration,
    ReplaceInPlace,
    TakeOutOfPlace,
)
from ipof_workbench.app.commands.deletion import DeleteRecords
from ipof_workbench.app.commands.diagrams import PlaceNodes, Standing
from ipof_workbench.app.commands.documents import EditSpeaker, LinkParticipant, SetDocuments
from ipof_workbench.app.commands.element_lineage import MergeElements
from ipof_workbench.app.commands.elements import AddElement, RenameElement
from ipof_workbench.app.commands.evidence import AddEvidence, SetStance, SetStrength
from ipof_workbench.app.commands.record_edits import AddRecord, EditFields
from ipof_workbench.app.commands.statements import AddStatement, ExpressStatement
from ipof_workbench.app.commands.together import Together
from ipof_workbench.app.post_imports import ImportPosts
from ipof_workbench.app.survey_imports import ImportSurvey
from ipof_workbench.app.transcript_imports import ImportTranscripts
from ipof_workbench.domain import records
from ipof_workbench.domain.errors import NotFound, RefusedChange, RowsRefused, UsageError, WorkbenchError
from ipof_workbench.domain.records import (
    Analyst,
    AttributeDefinition,
    Case,
    Configuration,
    ConfigurationLink,
    Document,
    Element,
    Evidence,
    Participant,
    PlaceContent,
    Role,
)
from ipof_workbench.storage.integrity import canonical_dump
from tests.e2e.any_command import registered, table
from tests.factories import Writing
from tests.unit.app.refusals_elements import CASES as ELEMENT_CASES
from tests.unit.storage.hand_made_study import Study

GONE = 999
Make = Callable[[Study], Command]


def content(study: Study) -> int:
    return study.workbench.read.find(PlaceContent)[0].rid


def recorded_content(study: Study) -> int:
    """Store a version as it will be recorded one day, and return a content of it."""

    def work(store):
        store.label = "Recorded a version"
        held = store.find(PlaceContent)[0]
        draft = store.get(records.ConfigurationVersion, held.version)
        version = store.put(records.ConfigurationVersion(configuration=draft.configuration, number=1))
        return store.put(PlaceContent(version=version.rid, place=held.place, element=held.element)).rid

    return int(study.do(Writing(work)))


def version_of(study: Study) -> int:
    return study.workbench.read.find(PlaceContent, rid=recorded_content(study))[0].version


def value(study: Study, value_type: str, words: str, choices: str = "") -> Command:
    """Set a value of an attribute of the given type."""
    definition = study.do(
        AddRecord(AttributeDefinition(owner_kind="case", name=value_type, value_type=value_type, choices=choices))
    )
    return SetAttribute(definition.rid, (study.cases["Harbour"],), words)


def parent_of(study: Study, label: str) -> Command:
    """Put Anonymity below another element, then that one below Anonymity."""
    above = study.do(AddElement("context", label)).rid
    study.do(EditFields(Element, study.elements["Anonymity"], {"parent": above}))
    return EditFields(Element, above, {"parent": study.elements["Anonymity"]})


def merge_upwards(study: Study) -> Command:
    above = study.do(AddElement("context", "Conditions")).rid
    study.do(EditFields(Element, study.elements["Anonymity"], {"parent": above}))
    return MergeElements(study.elements["Anonymity"], (above,))


def one_row(command: type[contract_imports.ContractImport], of: str, **cells: str) -> Command:
    return command(table(of, [cells]))


CASES: tuple[tuple[type[Command], Make, type[WorkbenchError], str], ...] = (
    *ELEMENT_CASES,
    (AddRecord, lambda s: AddRecord(Case(name=" ")), RefusedChange, "A case needs a name; nothing was changed."),
    (AddRecord, lambda s: AddRecord(Case(name="Harbour")), RefusedChange,
     "There is already a case “Harbour”; choose another name."),
    (AddRecord, lambda s: AddRecord(Analyst(name="Bo")), RefusedChange, "There is already an analyst “Bo”"),
    (AddRecord, lambda s: AddRecord(AttributeDefinition(owner_kind="case", name="host")), RefusedChange,
     "There is already an attribute “host”"),
    (AddRecord, lambda s: AddRecord(AttributeDefinition(owner_kind="boat", name="x")), UsageError,
     "“boat” is no attribute owner; use one of case, participant, document."),
    (AddRecord, lambda s: AddRecord(Participant(name="X", consent="maybe")), UsageError, "“maybe” is no consent"),
    (AddRecord, lambda s: AddRecord(Case(name="X", parent=GONE)), NotFound,
     "Something that the case refers to is no longer in the project"),
    (AddRecord, lambda s: AddRecord(Evidence(analyst=1)), RefusedChange,
     "An evidence is not added by itself; nothing was changed."),
    (AddRecord, lambda s: AddRecord(Case(rid=1, name="Harbour")), RefusedChange, "A case is not added by itself"),
    (EditFields, lambda s: EditFields(Case, GONE, {"name": "X"}), NotFound, "The case is no longer in the project"),
    (EditFields, lambda s: EditFields(Case, 1, {"id": "X"}), RefusedChange,
     "The id of a case cannot be changed by itself."),
    (EditFields, lambda s: EditFields(Element, 1, {"label": "X"}), RefusedChange,
     "The label of an element cannot be changed by itself."),
    (EditFields, lambda s: EditFields(Case, 1, {"name": ""}), RefusedChange, "A case needs a name"),
    (EditFields, lambda s: EditFields(Case, 1, {"name": "Lantern"}), RefusedChange, "There is already a case"),
    (EditFields, lambda s: EditFields(Case, 1, {"parent": 2}), RefusedChange,
     "“Harbour” cannot stand below itself; choose another parent. Nothing was changed."),
    (EditFields, lambda s: EditFields(Case, 1, {"parent": 1}), RefusedChange, "cannot stand below itself"),
    (EditFields, lambda s: parent_of(s, "Above"), RefusedChange, "“Above” cannot stand below itself"),
    (EditFields, lambda s: EditFields(Document, 1, {"case": GONE}), NotFound,
     "Something that the document refers to is no longer in the project"),
    (EditFields, lambda s: EditFields(Document, 1, {"status": "lost"}), UsageError, "“lost” is no document status"),
    (EditFields, lambda s: EditFields(Configuration, s.configurations["1"], {"number": "10"}), RefusedChange,
     "There is already a configuration “10”; choose another number."),
    (EditFields, lambda s: EditFields(Evidence, 1, {"strength": 4}), RefusedChange, "Strength is 1, 2 or 3, not 4"),
    (EditFields, lambda s: EditFields(Role, 1, {"letter": "M"}), RefusedChange,
     "The letter M is that of mechanism; choose another."),
    (EditFields, lambda s: EditFields(Role, 1, {"letter": "12"}), RefusedChange, "“12” is no letter"),
    (EditFields, lambda s: EditFields(ConfigurationLink, s.do(LinkConfigurations(
        s.configurations["1"], s.configurations["10"], "rival")).rid, {"kind": "ripple"}), RefusedChange,
     "There is already such a configuration link; nothing was changed."),
    (EditFields, lambda s: EditFields(records.ConfigurationVersion, version_of(s), {"if_text": "x"}), RefusedChange,
     "A recorded version stays as it is; change the open draft instead."),
    (EditFields, lambda s: EditFields(PlaceContent, recorded_content(s), {"polarity": "absent"}), RefusedChange,
     "A recorded version stays as it is"),
    (SetAttribute, lambda s: SetAttribute(GONE, (1,), "x"), NotFound, "The attribute definition is no longer"),
    (SetAttribute, lambda s: SetAttribute(s.attributes["host"], (GONE,), "x"), NotFound, "The case is no longer"),
    (SetAttribute, lambda s: value(s, "number", "many"), RefusedChange, "number holds numbers; “many” is none."),
    (SetAttribute, lambda s: value(s, "number", "nan"), RefusedChange, "number holds numbers"),
    (SetAttribute, lambda s: value(s, "date", "31.3.2024"), RefusedChange, "date holds dates as 2024-03-31"),
    (SetAttribute, lambda s: value(s, "ordinal", "often", "never\nalways"), RefusedChange,
     "ordinal is one of never, always; “often” is not."),
    (DeleteRecords, lambda s: DeleteRecords(records.Project, (1,)), RefusedChange,
     "A project is not deleted by itself; nothing was changed."),
    (DeleteRecords, lambda s: DeleteRecords(Case, (1, GONE)), NotFound, "The case is no longer in the project"),
    (DeleteRecords, lambda s: DeleteRecords(Analyst, (s.analysts["Bo"],)), RefusedChange,
     "“Bo” has made things that are in the project and stays; nothing changed."),
    (CodePassage, lambda s: CodePassage(s.documents["group"], 5, 5, "context"), RefusedChange,
     "Select at least one character of the text first; nothing was coded."),
    (CodePassage, lambda s: CodePassage(s.documents["group"], -1, 5, "context"), RefusedChange, "Select at least one"),
    (CodePassage, lambda s: CodePassage(s.documents["group"], 5, 9_999, "context"), RefusedChange, "Select at least"),
    (CodePassage, lambda s: CodePassage(GONE, 0, 5, "context"), RefusedChange, "Select at least one character"),
    (CodePassage, lambda s: CodePassage(s.documents["group"], 4, 5, "context"), RefusedChange,
     "The selection holds only spaces; select some words."),
    (CodePassage, lambda s: CodePassage(s.documents["group"], 0, 5, "setting"), UsageError,
     "The grammar of this project has no role “setting”; use one of context, mechanism, outcome."),
    (CodePassage, lambda s: CodePassage(s.documents["group"], 0, 5, "context", stance="yes"), UsageError,
     "“yes” is no stance"),
    (CodePassage, lambda s: CodePassage(s.documents["group"], 0, 5, "context", GONE), NotFound, "The configuration is"),
    (CodePassage, lambda s: CodePassage(s.documents["group"], 0, 5, "context", element=GONE), NotFound, "The element"),
    (NameCodedElement, lambda s: NameCodedElement(GONE, "x"), NotFound, "The coding is no longer"),
    (NameCodedElement, lambda s: NameCodedElement(s.codings[3], " "), RefusedChange,
     "A name needs at least one character; the words of the passage still stand for it."),
    (NameCodedElement, lambda s: NameCodedElement(s.codings[4], "x"), RefusedChange,
     "This passage carries a thematic code, not an element; nothing was changed."),
    (NameCodedElement, lambda s: NameCodedElement(s.codings[3], element=GONE), NotFound, "The element is no longer"),
    (CodeThematically, lambda s: CodeThematically(s.documents["group"], 0, 5), RefusedChange,
     "A code needs a name; nothing was coded."),
    (CodeThematically, lambda s: CodeThematically(s.documents["group"], 0, 0, s.code), RefusedChange, "Select at"),
    (CodeThematically, lambda s: CodeThematically(s.documents["group"], 0, 5, GONE), NotFound, "The thematic code is"),
    (AddElement, lambda s: AddElement("context", " "), RefusedChange, "An element needs a name; nothing was added."),
    (AddElement, lambda s: AddElement("setting", "x"), UsageError, "no role “setting”"),
    (RenameElement, lambda s: RenameElement(s.elements["Relief"], ""), RefusedChange,
     "An element needs a name; it keeps the one it has."),
    (RenameElement, lambda s: RenameElement(GONE, "x"), NotFound, "The element is no longer"),
    (MergeElements, lambda s: MergeElements(s.elements["Relief"], (s.elements["Relief"],)), RefusedChange,
     "Choose at least one other element to merge; nothing was changed."),
    (MergeElements, lambda s: MergeElements(s.elements["Relief"], (GONE,)), NotFound, "The element is no longer"),
    (MergeElements, merge_upwards, RefusedChange, "“Anonymity” stands below “Conditions”: merge the other way round."),
    (AddConfiguration, lambda s: AddConfiguration("1"), RefusedChange,
     "There is already a configuration 1; choose another number."),
    (DuplicateConfiguration, lambda s: DuplicateConfiguration(GONE), NotFound, "The configuration is no longer"),
    (PutInPlace, lambda s: PutInPlace(GONE, "context", label="x"), NotFound, "The configuration is no longer"),
    (PutInPlace, lambda s: PutInPlace(s.configurations["1"], "setting", label="x"), UsageError, "no role “setting”"),
    (PutInPlace, lambda s: PutInPlace(s.configurations["1"], "context"), RefusedChange,
     "Name the element first; nothing was changed."),
    (PutInPlace, lambda s: PutInPlace(s.configurations["1"], "context", GONE), NotFound, "The element is no longer"),
    (TakeOutOfPlace, lambda s: TakeOutOfPlace((content(s), GONE)), NotFound, "The place content is no longer"),
    (TakeOutOfPlace, lambda s: TakeOutOfPlace((recorded_content(s),)), RefusedChange, "A recorded version stays"),
    (ReplaceInPlace, lambda s: ReplaceInPlace(GONE, s.elements["Relief"]), NotFound, "The place content is no longer"),
    (ReplaceInPlace, lambda s: ReplaceInPlace(content(s), GONE), NotFound, "The element is no longer"),
    (ReplaceInPlace, lambda s: ReplaceInPlace(recorded_content(s), s.elements["Relief"]), RefusedChange, "A recorded"),
    (LinkConfigurations, lambda s: LinkConfigurations(s.configurations["1"], s.configurations["1"], "rival"),
     RefusedChange, "Configuration 1 cannot be linked with itself; choose another."),
    (LinkConfigurations, lambda s: LinkConfigurations(s.configurations["1"], s.configurations["10"], "ripple"),
     RefusedChange, "1 and 10 already have a ripple link."),
    (LinkConfigurations, lambda s: LinkConfigurations(s.configurations["1"], s.configurations["10"], "friend"),
     UsageError, "“friend” is no kind of link; use one of ripple"),
    (LinkConfigurations, lambda s: LinkConfigurations(s.configurations["1"], GONE, "rival"), NotFound,
     "The configuration is no longer"),
    (RemoveFromConfiguration, lambda s: RemoveFromConfiguration(GONE, "context"), NotFound, "The element is no longer"),
    (RemoveFromConfiguration, lambda s: RemoveFromConfiguration(s.elements["Relief"], "setting"), UsageError, "role"),
    (AddEvidence, lambda s: AddEvidence(s.codings[0]), RefusedChange,
     "Evidence bears on exactly one thing: choose one. Nothing was changed."),
    (AddEvidence, lambda s: AddEvidence(s.codings[0], link=s.link, statement=s.statement), RefusedChange, "exactly"),
    (AddEvidence, lambda s: AddEvidence(GONE, link=s.link), NotFound, "The coding is no longer"),
    (AddEvidence, lambda s: AddEvidence(s.codings[0], place=GONE), NotFound, "The place is no longer"),
    (AddEvidence, lambda s: AddEvidence(s.codings[0], link=GONE), NotFound, "The configuration link is no longer"),
    (AddEvidence, lambda s: AddEvidence(s.codings[0], statement=GONE), NotFound, "The theory statement is no longer"),
    (AddEvidence, lambda s: AddEvidence(s.codings[0], configuration=GONE), NotFound, "The configuration is no longer"),
    (AddEvidence, lambda s: AddEvidence(s.codings[0], link=s.link, strength=0), RefusedChange, "Strength is 1, 2 or 3"),
    (AddEvidence, lambda s: AddEvidence(s.codings[0], link=s.link, stance="x"), UsageError, "“x” is no stance"),
    (SetStance, lambda s: SetStance((1,), "x"), UsageError, "“x” is no stance"),
    (SetStance, lambda s: SetStance((1, GONE), "silent"), NotFound, "The evidence is no longer"),
    (SetStrength, lambda s: SetStrength((1,), 4), RefusedChange, "Strength is 1, 2 or 3, not 4; nothing was changed."),
    (SetStrength, lambda s: SetStrength((1, GONE), 3), NotFound, "The evidence is no longer"),
    (AddStatement, lambda s: AddStatement("a", "b", number="S1"), RefusedChange,
     "There is already a statement S1; choose another number."),
    (AddStatement, lambda s: AddStatement("a", "b", status="x"), UsageError, "“x” is no status"),
    (AddStatement, lambda s: AddStatement("a", "b", theory_area=GONE), NotFound, "Something that the theory statement"),
    (ExpressStatement, lambda s: ExpressStatement(GONE, s.configurations["1"]), NotFound, "The theory statement is"),
    (ExpressStatement, lambda s: ExpressStatement(s.statement, GONE), NotFound, "The configuration is no longer"),
    (EditSpeaker, lambda s: EditSpeaker(GONE, "Ann"), NotFound, "The document is no longer"),
    (EditSpeaker, lambda s: EditSpeaker(s.documents["group"], "Zoe"), RefusedChange,
     "“Zoe” does not speak in group; nothing was changed."),
    (EditSpeaker, lambda s: EditSpeaker(s.documents["group"], "Ann", name=" "), RefusedChange, "A speaker needs"),
    (EditSpeaker, lambda s: EditSpeaker(s.documents["group"], "Ann", participant=GONE), NotFound, "The participant is"),
    (SetDocuments, lambda s: SetDocuments((s.documents["group"], GONE), status="agreed"), NotFound, "The document is"),
    (SetDocuments, lambda s: SetDocuments((1,), case=GONE, set_case=True), NotFound, "The case is no longer"),
    (SetDocuments, lambda s: SetDocuments((1,), status="lost"), UsageError, "“lost” is no document status"),
    (LinkParticipant, lambda s: LinkParticipant(GONE, 1), NotFound, "The document is no longer"),
    (LinkParticipant, lambda s: LinkParticipant(1, GONE), NotFound, "The participant is no longer"),
    (PlaceNodes, lambda s: PlaceNodes((Standing(1, 1),)), RefusedChange,
     "A position is that of one element, condition or configuration; nothing was moved."),
    (PlaceNodes, lambda s: PlaceNodes((Standing(1, 1, element=1, role_key="context", configuration=1),)),
     RefusedChange, "one element, condition or configuration"),
    (PlaceNodes, lambda s: PlaceNodes((Standing(float("inf"), 1, configuration=1),)), RefusedChange, "pixels"),
    (PlaceNodes, lambda s: PlaceNodes((Standing(1, 1, element=GONE, role_key="context"),)), NotFound, "The element is"),
    (PlaceNodes, lambda s: PlaceNodes((Standing(1, 1, element=1, role_key="setting"),)), UsageError, "no role"),
    (PlaceNodes, lambda s: PlaceNodes((Standing(1, 1, attribute=GONE, role_key="context", value="x"),)), NotFound,
     "The attribute"),
    (PlaceNodes, lambda s: PlaceNodes((Standing(1, 1, configuration=GONE),)), NotFound, "The configuration is"),
    (PlaceNodes, lambda s: PlaceNodes((Standing(1, 1, configuration=1),), diagram=GONE), NotFound, "The diagram is"),
    (Together, lambda s: Together((AddElement("context", "Fine"), AddElement("context", ""))), RefusedChange,
     "An element needs a name"),
    (contract_imports.ImportCases,
     lambda s: one_row(contract_imports.ImportCases, "cases", case="X", quote_policy="maybe"), RowsRefused,
     "Nothing of cases.csv was imported: 1 row cannot be. row 2: “maybe” is no quote policy"),
    (contract_imports.ImportParticipants,
     lambda s: one_row(contract_imports.ImportParticipants, "participants", participant="X", document="nowhere"),
     RowsRefused, "row 2: There is no document “nowhere” in the project."),
    (contract_imports.ImportStatements,
     lambda s: one_row(contract_imports.ImportStatements, "statements", number=""), RowsRefused,
     "row 2: A statement needs a number"),
    (contract_imports.ImportLinks,
     lambda s: one_row(contract_imports.ImportLinks, "links", **{"from": "1", "to": "77", "kind": "rival"}),
     RowsRefused, "row 2: There is no configuration 77 in the project."),
    (configuration_imports.ImportConfigurations,
     lambda s: one_row(configuration_imports.ImportConfigurations, "configurations", number="", title="x"), RowsRefused,
     "row 2: the number is empty"),
    (coding_imports.ImportCodings,
     lambda s: coding_imports.ImportCodings(table("codings", [
         {"document": "group", "quote": "never said", "role": "context"},
         {"document": "group", "quote": "now", "code": "x"}])), RowsRefused,
     "2 rows cannot be. row 2: the document does not hold “never said”.; row 3: the document holds “now” more than"),
)  # fmt: skip

for _module in pkgutil.iter_modules([str(Path(__file__).parent)]):
    if _module.name.startswith("refusals_"):
        CASES += importlib.import_module(f"tests.unit.app.{_module.name}").CASES
"""Those of one area each stand in a module of their own."""


@pytest.mark.parametrize(
    ("make", "refused", "words"),
    [case[1:] for case in CASES],
    ids=[f"{case[0].__name__}: {case[3][:40]}" for case in CASES],
)
def test_a_refusal_is_one_sentence_and_leaves_the_project_as_it_was(
    study: Study, make: Make, refused: type[WorkbenchError], words: str
) -> None:
    command = make(study)
    connection = study.workbench._project.reader()  # noqa: SLF001
    before, steps = canonical_dump(connection), study.workbench.next_steps()
    with pytest.raises(refused) as refusal:
        study.workbench.run(command)
    assert words in str(refusal.value)
    assert type(refusal.value) is refused
    assert canonical_dump(connection) == before
    assert study.workbench.next_steps() == steps
    assert study.workbench.check() == []


NEVER_REFUSE = {ImportTranscripts, ImportSurvey, ImportPosts}
"""What was parsed can be stored; that nothing was new is told by the report."""


def test_every_command_has_its_refusals_here() -> None:
    assert set(registered().values()) == {case[0] for case in CASES} | NEVER_REFUSE


def test_nobody_codes_without_an_analyst(study: Study) -> None:
    nobody = records.Analyst(name="")
    study.workbench.analyst = nobody
    for command in (
        CodePassage(study.documents["group"], 0, 5, "context"),
        CodeThematically(study.documents["group"], 0, 5, study.code),
        AddEvidence(study.codings[0], link=study.link),
    ):
        with pytest.raises(RefusedChange, match="Say who is coding first: choose an analyst"):
            study.workbench.run(command)
