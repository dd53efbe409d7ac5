"""For every registered command, how to make one that may be run now: some valid, some that must be refused."""

from __future__ import annotations

import hashlib
import importlib
import pkgutil
import random
from collections.abc import Callable
from functools import cache
from typing import Any

import ipof_workbench.app
from ipof_workbench.app import (
    coding_imports,
    configuration_imports,
    contract_imports,
    post_imports,
    survey_imports,
    transcript_imports,
)
from ipof_workbench.app.commands import (
    attributes,
    coding,
    configurations,
    deletion,
    diagrams,
    documents,
    element_lineage,
    elements,
    evidence,
    record_edits,
    statements,
    together,
)
from ipof_workbench.app.commands.base import COMMANDS, Command
from ipof_workbench.app.workbench import Workbench
from ipof_workbench.domain import records, vocabulary
from ipof_workbench.domain.imported import (
    ContractRow,
    ContractTable,
    ParsedPost,
    ParsedPosts,
    ParsedSurvey,
    ParsedTranscript,
    ParsedTurn,
)

WORDS = (
    "night", "forum", "moderator", "reply", "nobody", "name", "kind", "quiet", "safe", "home",
    "listened", "café", "straße", "ночь", "😭", "don't", "twenty-two", "trust", "shame", "staff",
)  # fmt: skip
"""The words that texts are made of, and that the index is asked for."""

ROLES = ("context", "mechanism", "outcome")
NUMBERS = ("1", "2", "7a", "12")
LABELS = ("Anonymity", "Feeling safe", "Posting again", "Staff on call", "anonymity")
NAMES = ("Harbour", "Lantern", "Loft")
NOWHERE = 99_999
PEOPLE = ("P01", "P02", "Wren")


class Draw:
    """What a maker needs: choices, and records that are there. The same seed makes the same choices."""

    def __init__(self, seed: int, workbench: Workbench) -> None:
        self._dice = random.Random(seed)
        self.workbench = workbench

    def of(self, *choices: Any) -> Any:
        """Return one of the choices."""
        return self._dice.choice(choices)

    def number(self, least: int, most: int) -> int:
        """Return a whole number."""
        return self._dice.randint(least, most)

    def words(self, least: int = 0, most: int = 4) -> str:
        """Return some words."""
        return " ".join(self.of(*WORDS) for _ in range(self.number(least, most)))

    def rid(self, kind: type[records.Record]) -> int:
        """Return the rid of a record that is there (seldom, or where there is none, of one that is not)."""
        found = self.workbench.read.find(kind)
        return self.of(*found).rid if found and self.number(0, 24) else NOWHERE

    def maybe(self, kind: type[records.Record]) -> int | None:
        """Return the rid of a record, or None."""
        return self.rid(kind) if self.number(0, 1) else None

    def rids(self, kind: type[records.Record]) -> tuple[int, ...]:
        """Return a few rids."""
        return tuple(self.rid(kind) for _ in range(self.number(1, 3)))

    def span(self) -> tuple[int, int, int]:
        """Return a document with a passage of it."""
        document = self.rid(records.Document)
        found = self.workbench.read.find(records.Document, rid=document)
        length = found[0].characters if found else 10
        start = self.number(0, max(0, length - 2))
        return document, start, start + self.number(1, 12)


Maker = Callable[[Draw], Command]
MAKERS: dict[type[Command], Maker] = {}
"""Command -> how to make one."""


def makes(command: type[Command]) -> Callable[[Maker], Maker]:
    """Note the maker of a command."""

    def note(maker: Maker) -> Maker:
        MAKERS[command] = maker
        return maker

    return note


@cache
def registered() -> dict[str, type[Command]]:
    """Return every command of the product: those of all modules of `app`."""
    for module in pkgutil.walk_packages(ipof_workbench.app.__path__, "ipof_workbench.app."):
        importlib.import_module(module.name)
    return COMMANDS


# --- records


@makes(record_edits.AddRecord)
def _add_record(draw: Draw) -> Command:
    name = draw.of(*NAMES, "New one", "")
    owner = draw.of(*vocabulary.AttributeOwner).value
    return record_edits.AddRecord(
        draw.of(
            records.Analyst(name=name),
            records.Case(name=name, parent=draw.maybe(records.Case)),
            records.Participant(name=name, consent=draw.of("given", "Given", "perhaps")),
            records.AttributeDefinition(
                owner_kind=owner, name=draw.of("Age", "Kind of host", "Since"), value_type=draw.of("text", "number")
            ),
            records.ThematicCode(name=name, parent=draw.maybe(records.ThematicCode)),
            records.TheoryArea(name=name),
            records.Memo(title=name, body=draw.words(), about_kind="element", about=draw.maybe(records.Element)),
            records.Decision(wording=name),
            records.Diagram(name=name),
            records.Evidence(analyst=1),
        )
    )


@makes(record_edits.EditFields)
def _edit_fields(draw: Draw) -> Command:
    text = draw.of("a", "ab", "abc", "")
    kind, changes = draw.of(
        (records.Project, {"title": text}),
        (records.Analyst, {"name": text}),
        (records.Case, {"description": text}),
        (records.Case, {"name": draw.of(*NAMES)}),
        (records.Case, {"parent": draw.maybe(records.Case)}),
        (records.Participant, {"role": text}),
        (records.Document, {"title": text}),
        (records.Document, {"case": draw.maybe(records.Case), "status": draw.of("agreed", "uncoded")}),
        (records.ThematicCode, {"definition": text}),
        (records.Element, {"statement": text}),
        (records.Element, {"parent": draw.maybe(records.Element)}),
        (records.Coding, {"note": text}),
        (records.Role, {"letter": draw.of("C", "K", "M")}),
        (records.Configuration, {"title": text}),
        (records.Configuration, {"number": draw.of(*NUMBERS)}),
        (records.Configuration, {"theory_area": draw.maybe(records.TheoryArea)}),
        (records.ConfigurationVersion, {"if_text": text}),
        (records.PlaceContent, {"polarity": draw.of("absent", "present")}),
        (records.ConfigurationLink, {"kind": draw.of("rival", "ripple")}),
        (records.TheoryStatement, {"number": draw.of(*NUMBERS)}),
        (records.StatementVersion, {"then_text": text}),
        (records.Evidence, {"strength": draw.of(1, 2, 3, 4, None)}),
        (records.Evidence, {"rationale": text}),
        (records.Memo, {"body": text}),
    )
    return record_edits.EditFields(kind, draw.rid(kind), changes)


@makes(attributes.SetAttribute)
def _set_attribute(draw: Draw) -> Command:
    definition = draw.rid(records.AttributeDefinition)
    held = draw.workbench.read.find(records.AttributeDefinition, rid=definition)
    owners = {"case": records.Case, "participant": records.Participant, "document": records.Document}
    kind = owners[held[0].owner_kind] if held else records.Case
    return attributes.SetAttribute(definition, draw.rids(kind), draw.of("18", "charity", "", "2.5"))


@makes(deletion.DeleteRecords)
def _delete(draw: Draw) -> Command:
    kind = draw.of(*deletion.DELETABLE, records.Project)
    return deletion.DeleteRecords(kind, draw.rids(kind))


# --- coding


@makes(coding.CodePassage)
def _code(draw: Draw) -> Command:
    return coding.CodePassage(
        *draw.span(),
        draw.of(*ROLES, *ROLES, "no such role"),
        configuration=draw.maybe(records.Configuration),
        element=draw.rid(records.Element) if draw.number(0, 4) == 0 else None,
        label=draw.of("", "", *LABELS),
        stance=draw.of(*vocabulary.Stance).value,
    )


@makes(coding.NameCodedElement)
def _name_coded(draw: Draw) -> Command:
    return coding.NameCodedElement(
        draw.rid(records.Coding),
        label=draw.of("", *LABELS),
        element=draw.rid(records.Element) if draw.of(0, 1) else None,
    )


@makes(coding.CodeThematically)
def _code_thematically(draw: Draw) -> Command:
    return coding.CodeThematically(
        *draw.span(), code=draw.maybe(records.ThematicCode), name=draw.of("Hope", "Fear", "")
    )


@makes(elements.AddElement)
def _add_element(draw: Draw) -> Command:
    return elements.AddElement(draw.of(*ROLES), draw.of(*LABELS, " "))


@makes(elements.RenameElement)
def _rename_element(draw: Draw) -> Command:
    return elements.RenameElement(draw.rid(records.Element), draw.of(*LABELS, "x", "xy", ""))


@makes(element_lineage.MergeElements)
def _merge_elements(draw: Draw) -> Command:
    return element_lineage.MergeElements(draw.rid(records.Element), draw.rids(records.Element))


# --- configurations


@makes(configurations.AddConfiguration)
def _add_configuration(draw: Draw) -> Command:
    return configurations.AddConfiguration(draw.of("", *NUMBERS), draw.words())


@makes(configurations.DuplicateConfiguration)
def _duplicate(draw: Draw) -> Command:
    return configurations.DuplicateConfiguration(draw.rid(records.Configuration))


@makes(configurations.PutInPlace)
def _put_in_place(draw: Draw) -> Command:
    return configurations.PutInPlace(
        draw.rid(records.Configuration),
        draw.of(*ROLES),
        element=draw.maybe(records.Element),
        label=draw.of("", *LABELS),
        as_alternative=bool(draw.number(0, 1)),
    )


@makes(configurations.TakeOutOfPlace)
def _take_out(draw: Draw) -> Command:
    return configurations.TakeOutOfPlace(draw.rids(records.PlaceContent))


@makes(configurations.ReplaceInPlace)
def _replace_in_place(draw: Draw) -> Command:
    return configurations.ReplaceInPlace(draw.rid(records.PlaceContent), draw.rid(records.Element))


@makes(configurations.LinkConfigurations)
def _link(draw: Draw) -> Command:
    ends = draw.rid(records.Configuration), draw.rid(records.Configuration)
    return configurations.LinkConfigurations(*ends, draw.of("ripple", "Rival", "sibling"), draw.words())


@makes(configurations.RemoveFromConfiguration)
def _remove(draw: Draw) -> Command:
    standing = [content.element for content in draw.workbench.read.find(records.PlaceContent) if content.element]
    element = draw.of(*standing) if standing and draw.number(0, 3) else draw.rid(records.Element)
    return configurations.RemoveFromConfiguration(element, draw.of(*ROLES))


# --- evidence, statements, documents, diagrams


@makes(evidence.AddEvidence)
def _add_evidence(draw: Draw) -> Command:
    target, kind = draw.of(
        ("configuration", records.Configuration),
        ("place", records.Place),
        ("link", records.ConfigurationLink),
        ("statement", records.TheoryStatement),
    )
    return evidence.AddEvidence(
        draw.rid(records.Coding), **{target: draw.maybe(kind)}, stance="refines", strength=draw.of(None, 1, 3, 5)
    )


@makes(evidence.SetStance)
def _set_stance(draw: Draw) -> Command:
    return evidence.SetStance(draw.rids(records.Evidence), draw.of("challenges", "supports", "doubts"))


@makes(evidence.SetStrength)
def _set_strength(draw: Draw) -> Command:
    return evidence.SetStrength(draw.rids(records.Evidence), draw.of(None, 1, 2, 3, 4))


@makes(statements.AddStatement)
def _add_statement(draw: Draw) -> Command:
    return statements.AddStatement(
        draw.words(), draw.words(), number=draw.of("", *NUMBERS), theory_area=draw.maybe(records.TheoryArea)
    )


@makes(statements.ExpressStatement)
def _express(draw: Draw) -> Command:
    ends = draw.rid(records.TheoryStatement), draw.rid(records.Configuration)
    return statements.ExpressStatement(*ends, expressed=bool(draw.number(0, 2)))


@makes(documents.EditSpeaker)
def _edit_speaker(draw: Draw) -> Command:
    return documents.EditSpeaker(
        draw.rid(records.Document),
        draw.of("INT", *PEOPLE),
        name=draw.of(None, "P02", ""),
        is_interviewer=draw.of(None, True),
        participant=draw.maybe(records.Participant),
    )


@makes(documents.SetDocuments)
def _set_documents(draw: Draw) -> Command:
    return documents.SetDocuments(
        draw.rids(records.Document),
        case=draw.maybe(records.Case),
        status=draw.of("", "agreed", "lost"),
        set_case=bool(draw.number(0, 1)),
    )


@makes(documents.LinkParticipant)
def _link_participant(draw: Draw) -> Command:
    ends = draw.rid(records.Document), draw.rid(records.Participant)
    return documents.LinkParticipant(*ends, linked=bool(draw.number(0, 1)))


@makes(diagrams.PlaceNodes)
def _place_nodes(draw: Draw) -> Command:
    def standing() -> diagrams.Standing:
        x, y = draw.number(-500, 500) / 4, float(draw.number(0, 500))
        if draw.number(0, 1):
            return diagrams.Standing(x, y, configuration=draw.rid(records.Configuration))
        if not draw.number(0, 4):
            attribute = draw.rid(records.AttributeDefinition)
            return diagrams.Standing(x, y, role_key=draw.of(*ROLES), attribute=attribute, value=draw.of(*NAMES))
        return diagrams.Standing(x, y, element=draw.rid(records.Element), role_key=draw.of(*ROLES))

    return diagrams.PlaceNodes(
        tuple(standing() for _ in range(draw.number(1, 3))),
        drag=draw.of("", "a", "b"),
        laid_out=bool(draw.number(0, 1)),
    )


@makes(together.Together)
def _together(draw: Draw) -> Command:
    label = draw.of(*LABELS)
    first = elements.AddElement(draw.of(*ROLES), label)
    others = [draw.of(_put_in_place, _rename_element, _delete, _merge_elements, _edit_fields)(draw) for _ in range(2)]
    return together.Together(
        (first, lambda results: elements.RenameElement(results[0].rid, f"{label} again"), *others),
        label=draw.of("", "Several things at once"),
    )


# --- imports


def digest(*parts: str) -> str:
    """Return what stands for the hash of a file."""
    return hashlib.sha256("\0".join(parts).encode("utf-8")).hexdigest()


def transcript(name: str, said: tuple[tuple[str, str], ...]) -> ParsedTranscript:
    """Return a transcript as an importer would: `said` are (speaker, words)."""
    text, turns = "", []
    for number, (speaker, words) in enumerate(said, start=1):
        start, label = len(text), f"{speaker}: "
        text += f"{label}{words}\n"
        turns.append(ParsedTurn(number, speaker, start, start + len(label), len(text)))
    return ParsedTranscript(name, f"{name}.txt", digest(text), text, tuple(turns), frozenset({"INT"}))


@makes(transcript_imports.ImportTranscripts)
def _import_transcripts(draw: Draw) -> Command:
    choices = []
    for _ in range(draw.number(1, 2)):
        said = tuple((draw.of("INT", *PEOPLE), draw.words(1, 6)) for _ in range(draw.number(1, 3)))
        choices.append(
            transcript_imports.TranscriptChoice(
                transcript(draw.of("one", "two"), said),
                case=draw.of("", *NAMES),
                renamed={"P02": "P01"} if draw.number(0, 1) else {},
                participants={"P01": "P01"} if draw.number(0, 1) else {},
            )
        )
    return transcript_imports.ImportTranscripts(tuple(choices))


@makes(survey_imports.ImportSurvey)
def _import_survey(draw: Draw) -> Command:
    rows = tuple(
        (f"R{at}", draw.of("", *NAMES), (draw.of("", "18"), "yes"), (draw.words(), draw.words()))
        for at in range(draw.number(1, 3))
    )
    return survey_imports.ImportSurvey(
        ParsedSurvey("s.csv", "0", ("Age", "Since"), ("Why?", "Why?#2"), rows), case="Loft"
    )


@makes(post_imports.ImportPosts)
def _import_posts(draw: Draw) -> Command:
    posts = tuple(
        ParsedPost(
            f"p{at}",
            draw.words(1, 5),
            draw.of("", *NAMES),
            draw.of("", "t1", "t2"),
            draw.of("", "p1", "p2"),
            draw.of("", "Al"),
        )
        for at in range(draw.number(1, 4))
    )
    return post_imports.ImportPosts(ParsedPosts("p.csv", "0", posts), lambda author: f"A-{digest(author)[:8]}")


def table(kind: str, rows: list[dict[str, str]]) -> ContractTable:
    """Return a table as its importer would."""
    columns = tuple(dict.fromkeys(name for row in rows for name in row))
    numbered = tuple(ContractRow(at, row) for at, row in enumerate(rows, start=2))
    return ContractTable(kind, f"{kind}.csv", digest(str(rows)), columns, numbered)


def _rows(draw: Draw, row: Callable[[], dict[str, str]]) -> list[dict[str, str]]:
    return [row() for _ in range(draw.number(1, 3))]


@makes(contract_imports.ImportCases)
def _import_cases(draw: Draw) -> Command:
    rows = _rows(
        draw,
        lambda: {
            "case": draw.of(*NAMES),
            "parent": draw.of("", "", *NAMES),
            "kind": draw.words(),
            "Age": draw.of("", "3"),
        },
    )
    return contract_imports.ImportCases(table("cases", rows))


@makes(contract_imports.ImportParticipants)
def _import_participants(draw: Draw) -> Command:
    rows = _rows(
        draw,
        lambda: {
            "participant": draw.of(*PEOPLE),
            "case": draw.of("", "Harbour ; Loft", *NAMES),
            "consent": draw.of("", "given", "perhaps"),
            "document": draw.of("", "", "one"),
            "Since": draw.of("", "2020"),
        },
    )
    return contract_imports.ImportParticipants(table("participants", rows))


@makes(contract_imports.ImportStatements)
def _import_statements(draw: Draw) -> Command:
    rows = _rows(
        draw,
        lambda: {
            "number": draw.of(*NUMBERS),
            "if": draw.words(),
            "then": draw.words(),
            "because": "",
            "status": draw.of("", "refined"),
            "theory_area": draw.of("", "Joining"),
        },
    )
    return contract_imports.ImportStatements(table("statements", rows))


@makes(configuration_imports.ImportConfigurations)
def _import_configurations(draw: Draw) -> Command:
    rows = _rows(
        draw,
        lambda: {
            "number": draw.of(*NUMBERS),
            "title": draw.words(),
            "context": draw.of("", "Anonymity", "Anonymity ; Staff on call", "Anonymity | attribute: Host = nhs"),
            "outcome": draw.of("", "Posting again", "not: Posting again", "inhibited: Posting again"),
            "if": draw.words(),
            "theory_area": draw.of("", "Joining"),
        },
    )
    return configuration_imports.ImportConfigurations(table("configurations", rows))


@makes(contract_imports.ImportLinks)
def _import_links(draw: Draw) -> Command:
    rows = _rows(
        draw, lambda: {"from": draw.of(*NUMBERS), "to": draw.of(*NUMBERS), "kind": "ripple", "note": draw.words()}
    )
    return contract_imports.ImportLinks(table("links", rows))


@makes(coding_imports.ImportCodings)
def _import_codings(draw: Draw) -> Command:
    def row() -> dict[str, str]:
        document, start, end = draw.span()
        found = draw.workbench.read.find(records.Document, rid=document)
        return {
            "document": found[0].name if found else "nowhere",
            "start": str(start),
            "end": str(end),
            "role": draw.of(*ROLES),
            "element": draw.of("", *LABELS),
            "code": draw.of("", "", "Hope"),
            "configuration": draw.of("", *NUMBERS),
            "stance": draw.of("", "challenges"),
            "analyst": draw.of("", "Bo"),
        }

    return coding_imports.ImportCodings(table("codings", _rows(draw, row)))


def beginnings() -> list[Command]:
    """Return commands that give every other something to work with."""
    said = (
        ("INT", "how was the night"),
        ("P01", "nobody had my name 😭 and I felt safe at home"),
        ("P02", "kind staff"),
    )
    return [
        transcript_imports.ImportTranscripts(
            (transcript_imports.TranscriptChoice(transcript("one", said), "Harbour", participants={"P01": "P01"}),)
        ),
        contract_imports.ImportCases(table("cases", [{"case": "Loft", "parent": "Harbour", "Age": "3"}])),
        contract_imports.ImportParticipants(
            table("participants", [{"participant": "Wren", "case": "Loft", "Since": "1"}])
        ),
        contract_imports.ImportStatements(
            table("statements", [{"number": "1", "if": "a", "then": "b", "because": "c"}])
        ),
        configuration_imports.ImportConfigurations(
            table(
                "configurations",
                [
                    {"number": "1", "context": "Anonymity", "outcome": "Posting again", "theory_area": "Joining"},
                    {"number": "2", "context": "Staff on call | attribute: Age = 3", "outcome": "Posting again"},
                ],
            )
        ),
        contract_imports.ImportLinks(table("links", [{"from": "1", "to": "2", "kind": "rival"}])),
        coding_imports.ImportCodings(
            table(
                "codings",
                [
                    {"document": "one", "quote": "nobody had my name", "role": "context", "configuration": "1"},
                    {"document": "one", "quote": "kind staff", "role": "mechanism", "element": "Trust", "code": "Hope"},
                ],
            )
        ),
        record_edits.AddRecord(records.Memo(title="A thought", about_kind="element", about=1)),
        record_edits.AddRecord(records.SubstantiveTheory(name="Social learning", constructs="modelling")),
        diagrams.PlaceNodes((diagrams.Standing(1.5, 2.0, configuration=1),)),
    ]
