"""A study small enough to count by hand, with everything that a filter can ask for.

Cases: Harbour (with Harbour night below it), Lantern. People: Ann and Ben in Harbour, Cleo in Lantern, Dev below.

| document | kind            | case          | people   | codings (analyst: role element -> configuration, stance) |
|----------|-----------------|---------------|----------|----------------------------------------------------------|
| group    | focus_group     | Harbour       | Ann, Ben | Kim: context Anonymity by Ann -> 1 supports              |
|          |                 |               |          | Kim: context Anonymity by Ben -> 1 challenges            |
|          |                 |               |          | Bo: mechanism Relief by Ben -> 10 supports               |
| night    | interview       | Harbour night | Dev      | Bo: context Anonymity -> 1 supports; code Hope           |
| answer   | survey_response | Lantern       | Cleo     | Kim: mechanism Relief -> 1 refines, -> link supports     |
| post     | forum_post      | Lantern       | nobody   | Kim: outcome (unnamed) -> 2 supports; code Hope          |
| unread   | field_note      | none          | nobody   | none                                                     |

Configurations 1 and 10 are in the area Joining, 2 in none. Statement S1 is in Joining, and the passage of Ann bears on
it too (silent).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ipof_workbench.app.commands import coding, configurations, evidence, record_edits, statements
from ipof_workbench.app.workbench import Workbench
from ipof_workbench.domain import records
from ipof_workbench.domain.text import count_words, text_hash
from ipof_workbench.storage.store import Store
from tests.factories import Writing

TEXTS = {
    "group": "Ann: nobody knows my name here\nBen: they all know me, I felt relief though\n",
    "night": "Dev: nobody knows who writes at night\n",
    "answer": "It was a relief that staff were on call.",
    "post": "I wrote again the next day 😭 café",
    "unread": "An empty harbour front.",
}


@dataclass
class Study:
    """The open project with the rids of what is in it, by name."""

    workbench: Workbench
    cases: dict[str, int] = field(default_factory=dict)
    people: dict[str, int] = field(default_factory=dict)
    documents: dict[str, int] = field(default_factory=dict)
    elements: dict[str, int] = field(default_factory=dict)
    configurations: dict[str, int] = field(default_factory=dict)
    analysts: dict[str, int] = field(default_factory=dict)
    attributes: dict[str, int] = field(default_factory=dict)
    codings: list[int] = field(default_factory=list)
    area: int = 0
    link: int = 0
    statement: int = 0
    code: int = 0

    def do(self, command: Any) -> Any:
        """Run a command and return its result."""
        return self.workbench.run(command).result

    def passage(self, document: str, words: str) -> tuple[int, int, int]:
        """Return (document, start, end) of some words."""
        start = TEXTS[document].index(words)
        return self.documents[document], start, start + len(words)

    def code_passage(self, document: str, words: str, role: str, number: str, label: str, stance: str) -> None:
        """Code a passage and remember the coding."""
        command = coding.CodePassage(
            *self.passage(document, words), role, self.configurations[number], label=label, stance=stance
        )
        made = self.do(command)
        self.codings.append(made.coding)
        self.elements[label or "unnamed"] = made.element


def make_hand_made_study(path: Path) -> Study:
    """Return the study, open."""
    study = Study(Workbench.create(path, title="By hand", analyst="Kim"))
    study.do(Writing(lambda store: _material(store, study)))
    _theory(study)
    _codings(study)
    study.analysts = {held.name: held.rid for held in study.workbench.read.find(records.Analyst)}
    return study


def _material(store: Store, study: Study) -> None:
    store.label = "Material"
    harbour = store.put(records.Case(name="Harbour", kind="charity", position=0))
    night = store.put(records.Case(name="Harbour night", parent=harbour.rid, position=1))
    lantern = store.put(records.Case(name="Lantern", kind="nhs", position=2))
    study.cases = {case.name: case.rid for case in (harbour, night, lantern)}
    for name, role, case in (
        ("Ann", "member", harbour), ("Ben", "moderator", harbour), ("Cleo", "member", lantern),
        ("Dev", "member", night),
    ):  # fmt: skip
        person = store.put(records.Participant(name=name, role=role))
        study.people[name] = person.rid
        store.put(records.ParticipantCase(participant=person.rid, case=case.rid))
    for name, kind, case_rid in (
        ("group", "focus_group", harbour.rid), ("night", "interview", night.rid),
        ("answer", "survey_response", lantern.rid), ("post", "forum_post", lantern.rid), ("unread", "field_note", None),
    ):  # fmt: skip
        study.documents[name] = _document(store, name, kind, case_rid, study.people)
    for name, owner, values in (
        ("host", "case", {harbour.rid: "charity", lantern.rid: "nhs"}),
        ("age", "participant", {study.people["Ann"]: "18", study.people["Ben"]: "40", study.people["Cleo"]: "18"}),
        ("wave", "document", {study.documents["night"]: "2"}),
    ):
        definition = store.put(records.AttributeDefinition(owner_kind=owner, name=name))
        study.attributes[name] = definition.rid
        for rid, value in values.items():
            store.put(records.AttributeValue(definition=definition.rid, owner=rid, value=value))


def _document(store: Store, name: str, kind: str, case: int | None, people: dict[str, int]) -> int:
    text = TEXTS[name]
    lines = [line for line in text.splitlines(keepends=True) if ": " in line]
    document = store.put(
        records.Document(
            name=name, kind=kind, case=case, words=count_words(text), characters=len(text), turns=len(lines),
            title="The night shift" if name == "night" else "",
        )
    )  # fmt: skip
    revision = store.put(records.TextRevision(document=document.rid, number=1, text=text, sha256=text_hash(text)))
    start, speakers = 0, []
    for number, line in enumerate(lines, start=1):
        speaker = line.split(":")[0]
        speakers.append(speaker)
        store.put(
            records.Turn(
                revision=revision.rid, number=number, speaker=speaker, is_interviewer=0, start=start,
                words_start=start + len(speaker) + 2, end=start + len(line), participant=people[speaker],
            )
        )  # fmt: skip
        start += len(line)
    for speaker in speakers or (["Cleo"] if name == "answer" else []):
        store.put(records.DocumentParticipant(document=document.rid, participant=people[speaker]))
    return document.rid


def _theory(study: Study) -> None:
    study.area = study.do(record_edits.AddRecord(records.TheoryArea(name="Joining"))).rid
    for number in ("10", "2", "1"):
        study.configurations[number] = study.do(configurations.AddConfiguration(number, f"Title {number}")).rid
    for number in ("1", "10"):
        study.do(
            record_edits.EditFields(
                records.Configuration, study.configurations[number], {"theory_area": study.area, "status": "initial"}
            )
        )
    study.link = study.do(
        configurations.LinkConfigurations(study.configurations["1"], study.configurations["10"], "ripple", "so")
    ).rid
    study.statement = study.do(
        statements.AddStatement("nobody knows you", "you write", number="S1", theory_area=study.area)
    ).rid


def _codings(study: Study) -> None:
    study.code_passage("group", "nobody knows my name", "context", "1", "Anonymity", "supports")
    study.code_passage("group", "they all know me", "context", "1", "Anonymity", "challenges")
    study.code_passage("answer", "a relief", "mechanism", "1", "Relief", "refines")
    study.code_passage("post", "wrote again", "outcome", "2", "", "supports")
    study.do(evidence.AddEvidence(study.codings[2], link=study.link))
    study.do(evidence.AddEvidence(study.codings[0], statement=study.statement, stance="silent", strength=2))
    study.code = study.do(record_edits.AddRecord(records.ThematicCode(name="Hope"))).rid
    study.codings.append(study.do(coding.CodeThematically(*study.passage("post", "next day"), study.code)).coding)
    study.workbench.act_as("Bo")
    study.code_passage("group", "I felt relief", "mechanism", "10", "Relief", "supports")
    study.code_passage("night", "nobody knows who writes", "context", "1", "Anonymity", "supports")
    study.codings.append(study.do(coding.CodeThematically(*study.passage("night", "at night"), study.code)).coding)
    study.workbench.act_as("Kim")
