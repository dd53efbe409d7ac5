"""A small study for tests: cases, transcripts with turns, survey answers and posts, without the importers."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ipof_workbench.app.commands.base import Command
from ipof_workbench.app.commands.coding import CodedPassage, CodePassage
from ipof_workbench.app.workbench import Workbench
from ipof_workbench.domain import records
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.text import count_words, text_hash
from ipof_workbench.storage.store import Store

NIGHT = (
    ("INT", 724.0, "You read for quite a while before you wrote anything. What was that time like for you?"),
    (
        "P04",
        739.0,
        "Long, honestly. I would log on after the kids were asleep and just scroll. Nobody had my name or my face, "
        "that mattered more than anything. And you see strangers say the thing you never said aloud, and the answers "
        "were kind. I thought, if they get through it then perhaps I am not the odd one out. So one evening I typed "
        "three lines and pressed send before I could think.",
    ),
    ("INT", 782.0, "And then?"),
    (
        "P04",
        785.0,
        "Somebody wrote back inside half an hour. A moderator, Wren. She called me by my user name and she had read "
        "every word. I sat there and cried, the good kind. It felt like being picked up off the floor. After that I "
        "was on most nights, and in the end I answered other people too.",
    ),
    ("INT", 830.0, "Did it ever go the other way?"),
    (
        "P04",
        834.0,
        "Yes. There was a stretch in spring when no moderator was on after ten. A man posted something very dark and "
        "it just sat there. I was not sure I was even allowed to reply, so I shut the laptop. I did not write for "
        "weeks after that.",
    ),
    ("INT", 871.0, "What would have made that night different?"),
    (
        "P04",
        876.0,
        "A line that said when somebody would look in. That is all. Then you know the quiet is only the night and not "
        "that nobody cares. I would have left him a word or two then, I am fairly sure of it.",
    ),
)
"""One interview: speaker, seconds, words."""

EMOJI = (
    ("INT", None, "How did the first reply feel? 🙂"),
    (
        "P07",
        None,
        "Honestly 😭😭 I cried. My sister 👩‍👩‍👧 sent a heart ❤️ and the café owner too. Then it was quiet again.",
    ),
)
"""An interview with characters beyond the first plane, joined emoji and an accent."""


@dataclass(frozen=True)
class Writing(Command):
    """A step that writes what `work` says; not among the registered commands."""

    work: Callable[[Store], Any]
    command_name = "Writing"

    def apply(self, store: Store) -> Any:
        return self.work(store)


@dataclass(frozen=True, slots=True)
class Spoken:
    """A transcript to store: its turns are (speaker, seconds, words); speakers starting with INT ask."""

    name: str
    case: str
    turns: Sequence[tuple[str, float | None, str]]
    participant: str = ""
    kind: str = "interview"


STUDY = (
    Spoken("P04 · member", "Harbour", NIGHT, "P04"),
    Spoken("P07 · moderator", "Harbour", EMOJI, "P07"),
    Spoken("P15 · member", "Lantern", NIGHT[:4], "P15"),
    Spoken("Notes", "Lantern", (("", None, "The room was cold and nobody took the front seats."),), kind="field_note"),
)


def make_study(path: Path, *, grammar: str = "cmo", spoken: Sequence[Spoken] = STUDY, units: bool = True) -> Workbench:
    """Return an open study: the transcripts, and with `units` three survey answers and a thread of three posts."""
    workbench = Workbench.create(path, title="Peer forums study", grammar=grammar, analyst="Kim")
    add_transcripts(workbench, spoken)
    if units:
        add_units(workbench)
    return workbench


def transcript_text(turns: Iterable[tuple[str, float | None, str]]) -> tuple[str, list[tuple[int, int, int]]]:
    """Return the text of a transcript and (start, words_start, end) of each turn, in code points."""
    text, places = "", []
    for speaker, _seconds, words in turns:
        start = len(text)
        label = f"{speaker}: " if speaker else ""
        text += f"{label}{words}\n\n"
        places.append((start, start + len(label), len(text)))
    return text, places


def add_transcripts(workbench: Workbench, spoken: Sequence[Spoken]) -> list[Rid]:
    """Store transcripts as one step, with their cases and participants; returns the documents."""

    def work(store: Store) -> list[Rid]:
        store.label = f"Imported {len(spoken)} transcripts"
        return [_put_transcript(store, each) for each in spoken]

    rids: list[Rid] = workbench.run(Writing(work)).result
    return rids


def _put_transcript(store: Store, spoken: Spoken) -> Rid:
    text, places = transcript_text(spoken.turns)
    document = _put_document(store, spoken.name, spoken.kind, spoken.case, text, turns=len(places))
    revision = store.find(records.TextRevision, document=document)[0]
    for number, ((speaker, seconds, _), (start, words_start, end)) in enumerate(
        zip(spoken.turns, places, strict=True), start=1
    ):
        store.put(
            records.Turn(
                revision=revision.rid,
                number=number if speaker else 0,
                speaker=speaker,
                is_interviewer=int(speaker.startswith("INT")),
                start=start,
                words_start=words_start,
                end=end,
                seconds=seconds,
            )
        )
    if spoken.participant:
        _put_participant(store, spoken.participant, spoken.case, document)
    return document


def _put_document(store: Store, name: str, kind: str, case: str, text: str, **fields: object) -> Rid:
    case_rid = None
    if case:
        held = store.first(records.Case, name=case) or store.put(records.Case(name=case, kind="charity"))
        case_rid = held.rid
    document = store.put(
        records.Document(
            name=name,
            kind=kind,
            case=case_rid,
            words=count_words(text),
            characters=len(text),
            **fields,  # type: ignore[arg-type]
        )
    )
    store.put(records.TextRevision(document=document.rid, number=1, text=text, sha256=text_hash(text)))
    return document.rid


def _put_participant(store: Store, name: str, case: str, document: Rid, role: str = "member") -> None:
    person = store.first(records.Participant, name=name) or store.put(records.Participant(name=name, role=role))
    held = store.first(records.Case, name=case)
    if held and not store.find(records.ParticipantCase, participant=person.rid, case=held.rid):
        store.put(records.ParticipantCase(participant=person.rid, case=held.rid))
    store.put(records.DocumentParticipant(document=document, participant=person.rid))


def add_units(workbench: Workbench) -> None:
    """Store three survey answers with attributes and a thread of three posts, as one step."""

    def work(store: Store) -> None:
        store.label = "Imported a survey and posts"
        question = store.put(records.Question(key="Why?", wording="Why did you join the forum?"))
        age = store.put(records.AttributeDefinition(owner_kind="participant", name="Age group", value_type="category"))
        answers = ("Because it was free and nobody asked my name.", "A nurse told me.", "I could not sleep.")
        for number, answer in enumerate(answers, start=1):
            name = f"R{number:03d}"
            document = _put_document(store, f"{name}/Why?", "survey_response", "Harbour", answer, question=question.rid)
            _put_participant(store, name, "Harbour", document, role="respondent")
            person = store.find(records.Participant, name=name)[0]
            store.put(
                records.AttributeValue(definition=age.rid, owner=person.rid, value=("18-24", "25-34")[number % 2])
            )
        case = store.find(records.Case, name="Lantern")
        thread = store.put(
            records.Thread(name="t1", title="First night here", subforum="Welcome", case=case[0].rid if case else None)
        )
        first: Rid | None = None
        for number, words in enumerate(
            ("Hello, is anyone awake?", "I am. How are you doing tonight? 🌙", "Me too, you are not alone."), start=1
        ):
            post = _put_document(
                store, f"post{number}", "forum_post", "Lantern", words, thread=thread.rid, reply_to=first
            )
            _put_participant(store, f"Author {number}", "Lantern", post, role="author")
            first = first or post

    workbench.run(Writing(work))


def span_of(workbench: Workbench, document: str, quote: str) -> tuple[Rid, int, int]:
    """Return (document, start, end) of the first place of a quote, in code points."""
    row = workbench.read.document_named(document)
    start = workbench.read.document_text(row.rid).text.index(quote)
    return row.rid, start, start + len(quote)


def code(
    workbench: Workbench,
    document: str,
    quote: str,
    role_key: str,
    configuration: Rid | None = None,
    label: str = "",
    stance: str = "supports",
) -> CodedPassage:
    """Code the first place of a quote and return what was made."""
    rid, start, end = span_of(workbench, document, quote)
    command = CodePassage(rid, start, end, role_key, configuration=configuration, label=label, stance=stance)
    coded: CodedPassage = workbench.run(command).result
    return coded


def long_turns(characters: int, seed: int = 7) -> list[tuple[str, float | None, str]]:
    """Return invented turns whose transcript has about so many characters."""
    words = (
        "night",
        "forum",
        "moderator",
        "reply",
        "nobody",
        "name",
        "kind",
        "quiet",
        "someone",
        "felt",
        "safe",
        "home",
    )
    dice = random.Random(seed)
    turns: list[tuple[str, float | None, str]] = []
    total = 0
    while total < characters:
        asks = len(turns) % 2 == 0
        chosen = [dice.choice(words) for _ in range(14 if asks else dice.randint(40, 120))]
        said = " ".join(chosen).capitalize() + ("?" if asks else ".")
        turns.append(("INT" if asks else "P01", float(12 * len(turns)), said))
        total += len(said) + 7
    return turns


def code_densely(workbench: Workbench, document: Rid, codings: int, seed: int = 7) -> None:
    """Code a document at many places, as one step, in configurations of three parts each."""
    text = workbench.read.document_text(document).text
    dice = random.Random(seed)
    roles = [role.key for role in workbench.read.roles()]
    labels = {key: [f"{key} {number}" for number in range(12)] for key in roles}

    def work(store: Store) -> None:
        configuration: Rid | None = None
        for number in range(codings):
            start = round(number * (len(text) - 200) / max(1, codings)) + dice.randint(0, 20)
            key = roles[number % len(roles)]
            passage = CodePassage(
                document,
                start,
                start + dice.randint(25, 110),
                key,
                configuration=configuration if number % len(roles) else None,
                label=dice.choice(labels[key]),
            )
            configuration = passage.apply(store).configuration
        store.label = f"Coded {codings} passages"

    workbench.run(Writing(work))
