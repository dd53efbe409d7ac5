"""What the commands on elements, conditions and the grammar refuse, for the test of every refusal."""

from __future__ import annotations

from collections.abc import Callable

from ipof_workbench.app.commands.base import Command
from ipof_workbench.app.commands.conditions import ChangeCondition, PutConditionInPlace
from ipof_workbench.app.commands.deletion import DeleteRecords
from ipof_workbench.app.commands.element_lineage import KeepApart, MergeElements, SplitElement, SplitPart
from ipof_workbench.app.commands.elements import AddElement, EditElements
from ipof_workbench.app.commands.grammar import (
    AddRole,
    ApplyPreset,
    EditRole,
    HideRole,
    OrderRoles,
    RemoveRole,
    ShowRole,
)
from ipof_workbench.app.commands.role_change import ChangeRole
from ipof_workbench.domain import records
from ipof_workbench.domain.errors import NotFound, RefusedChange, UsageError, WorkbenchError
from tests.factories import Writing
from tests.unit.storage.hand_made_study import Study

GONE = 999
CONTEXT, MECHANISM, OUTCOME = 1, 2, 3
Make = Callable[[Study], Command]


def condition(study: Study, value: str = "charity") -> int:
    command = PutConditionInPlace(study.configurations["1"], "context", study.attributes["host"], value)
    return int(study.do(command).rid)


def twin_of_a_condition(study: Study) -> Command:
    condition(study)
    return ChangeCondition(condition(study, "nhs"), "charity")


def content(study: Study) -> int:
    return study.workbench.read.find(records.PlaceContent)[0].rid


def merged(study: Study) -> int:
    """Merge another element into Relief and return it."""
    other = study.do(AddElement("mechanism", "A relief")).rid
    study.do(MergeElements(study.elements["Relief"], (other,)))
    return int(other)


def recorded(study: Study) -> tuple[int, int]:
    """Store a version as it is recorded, with Anonymity in it; return that element and the content."""

    def work(store):
        store.label = "Recorded a version"
        held = store.find(records.PlaceContent, element=study.elements["Anonymity"])[0]
        draft = store.get(records.ConfigurationVersion, held.version)
        version = store.put(records.ConfigurationVersion(configuration=draft.configuration, number=1))
        return store.put(records.PlaceContent(version=version.rid, place=held.place, element=held.element)).rid

    return study.elements["Anonymity"], int(study.do(Writing(work)))


def below_itself(study: Study) -> Command:
    child = study.do(AddElement("context", "Names are hidden")).rid
    study.do(EditElements((child,), {"parent": study.elements["Anonymity"]}))
    return EditElements((study.elements["Anonymity"],), {"parent": child})


def hidden(study: Study) -> None:
    study.do(HideRole(CONTEXT))


def after_hiding(study: Study, command: Command) -> Command:
    hidden(study)
    return command


def only_one_role(study: Study, command: Command) -> Command:
    study.do(HideRole(CONTEXT))
    study.do(HideRole(MECHANISM))
    return command


def part_of(study: Study, part: SplitPart) -> Command:
    return SplitElement(study.elements["Anonymity"], (part,))


CASES: tuple[tuple[type[Command], Make, type[WorkbenchError], str], ...] = (
    (EditElements, lambda s: EditElements((), {"level": "micro"}), RefusedChange, "Choose at least one element"),
    (EditElements, lambda s: EditElements((s.elements["Relief"],), {"label": ""}), RefusedChange,
     "The label of an element cannot be changed by itself"),
    (EditElements, lambda s: EditElements((s.elements["Relief"], GONE), {"level": "micro"}), NotFound, "The element"),
    (EditElements, lambda s: EditElements((s.elements["Relief"],), {"level": "giant"}), UsageError,
     "“giant” is no level; use one of micro, meso, macro."),
    (EditElements, lambda s: EditElements((s.elements["Relief"],), {"parent": s.elements["Relief"]}), RefusedChange,
     "“Relief” cannot stand below itself; choose another parent."),
    (EditElements, below_itself, RefusedChange, "“Anonymity” cannot stand below itself"),
    (MergeElements, lambda s: MergeElements(s.elements["Anonymity"], (merged(s),)), RefusedChange,
     "“A relief” is merged into “Relief” already. Nothing was changed."),
    (DeleteRecords, lambda s: DeleteRecords(records.Element, (recorded(s)[0],)), RefusedChange,
     "“Anonymity” stands in a recorded version of the theory and stays; nothing was changed."),
    (SplitElement, lambda s: SplitElement(s.elements["Anonymity"], ()), RefusedChange, "Name at least one part"),
    (SplitElement, lambda s: part_of(s, SplitPart(" ")), RefusedChange, "Every part needs a name; nothing was"),
    (SplitElement, lambda s: part_of(s, SplitPart("x", (s.codings[2],))), RefusedChange,
     "One of the codings is not of “Anonymity”."),
    (SplitElement, lambda s: part_of(s, SplitPart("x", (), (recorded(s)[1],))), RefusedChange,
     "“Anonymity” does not stand there in an open draft."),
    (SplitElement, lambda s: SplitElement(s.elements["Anonymity"], (SplitPart("x", (s.codings[0],)),
                                                                    SplitPart("y", (s.codings[0],)))), RefusedChange,
     "A coding or a place can go to one part only; nothing was changed."),
    (SplitElement, lambda s: SplitElement(merged(s), (SplitPart("x"),)), RefusedChange, "“A relief” is merged into"),
    (SplitElement, lambda s: SplitElement(GONE, (SplitPart("x"),)), NotFound, "The element is no longer"),
    (KeepApart, lambda s: KeepApart((s.elements["Relief"], s.elements["Relief"])), RefusedChange,
     "Choose two elements that are not the same; nothing was changed."),
    (ChangeRole, lambda s: ChangeRole(s.elements["Relief"], "mechanism", "mechanism"), RefusedChange,
     "“Relief” is a mechanism already; choose another role."),
    (ChangeRole, lambda s: ChangeRole(s.elements["Relief"], "outcome", "context"), RefusedChange,
     "“Relief” is no outcome there; nothing was changed."),
    (ChangeRole, lambda s: ChangeRole(s.elements["Relief"], "mechanism", "context", (s.configurations["2"],)),
     RefusedChange, "“Relief” is no mechanism there; nothing was changed."),
    (ChangeRole, lambda s: ChangeRole(s.elements["Relief"], "mechanism", "setting"), UsageError, "no role “setting”"),
    (ChangeRole, lambda s: after_hiding(s, ChangeRole(s.elements["Relief"], "mechanism", "context")), UsageError,
     "The role “context” is hidden in this project; show it in Theory, Grammar first."),
    (PutConditionInPlace, lambda s: PutConditionInPlace(s.configurations["1"], "context", GONE, "x"), NotFound,
     "The attribute definition is no longer"),
    (PutConditionInPlace,
     lambda s: PutConditionInPlace(s.configurations["1"], "context", s.attributes["age"], "18"), RefusedChange,
     "age describes participants; a condition needs an attribute of cases."),
    (PutConditionInPlace,
     lambda s: PutConditionInPlace(s.configurations["1"], "context", s.attributes["host"], " "), RefusedChange,
     "Say which host is meant; nothing was changed."),
    (ChangeCondition, lambda s: ChangeCondition(content(s), "x"), RefusedChange,
     "An element stands there, not a condition; nothing was changed."),
    (ChangeCondition, twin_of_a_condition, RefusedChange, "“host = charity” stands there already;"),
    (AddRole, lambda s: AddRole(" "), RefusedChange, "A role needs a label; nothing was added."),
    (AddRole, lambda s: AddRole("Setting", key="The setting"), RefusedChange, "use small letters and _, such as"),
    (AddRole, lambda s: AddRole("Setting", key="title"), RefusedChange, "“title” cannot be the key of a role"),
    (AddRole, lambda s: AddRole("Setting", key="context"), RefusedChange,
     "There is already a role “context”: choose another key."),
    (AddRole, lambda s: after_hiding(s, AddRole("Setting", key="context")), RefusedChange, "it is hidden; show it"),
    (AddRole, lambda s: AddRole("Setting", letter="M"), RefusedChange,
     "The letter M is that of mechanism; choose another."),
    (AddRole, lambda s: AddRole("Setting", letter="u"), RefusedChange,
     "The letter U has another meaning on the Code page; choose another."),
    (AddRole, lambda s: AddRole("Setting", connector="when"), UsageError,
     "“when” is no connector of a role; use one of if, then, because."),
    (AddRole, lambda s: AddRole("Setting", parent=GONE), NotFound, "The role is no longer"),
    (EditRole, lambda s: EditRole(CONTEXT, {"label": " "}), RefusedChange, "A role needs a label; it keeps the one"),
    (EditRole, lambda s: EditRole(CONTEXT, {"letter": "4"}), RefusedChange, "“4” is no letter"),
    (EditRole, lambda s: EditRole(CONTEXT, {"colour": "#ff0000"}), UsageError, "“#ff0000” is no colour of a role"),
    (EditRole, lambda s: EditRole(CONTEXT, {"glyph": "star"}), UsageError, "“star” is no shape of a role"),
    (EditRole, lambda s: EditRole(CONTEXT, {"parent": CONTEXT}), RefusedChange, "Context cannot stand below itself"),
    (EditRole, lambda s: EditRole(CONTEXT, {"key": "setting"}), RefusedChange, "The key of a role cannot be changed"),
    (OrderRoles, lambda s: OrderRoles((MECHANISM, GONE)), NotFound, "The role is no longer"),
    (HideRole, lambda s: only_one_role(s, HideRole(OUTCOME)), RefusedChange, "Outcome is the only role left and stays"),
    (ShowRole, lambda s: ShowRole(GONE), NotFound, "The role is no longer"),
    (RemoveRole, lambda s: RemoveRole(CONTEXT), RefusedChange,
     "Context is used by 1 place, 3 codings and 1 element: hide it instead, then nothing is lost."),
    (RemoveRole, lambda s: only_one_role(s, RemoveRole(OUTCOME)), RefusedChange, "Outcome is the only role left"),
    (ApplyPreset, lambda s: ApplyPreset("cmoc"), UsageError, "There is no grammar “cmoc”; use one of cmo,"),
)  # fmt: skip
