"""A transcript that was corrected outside and is imported again: its codings follow, or are listed."""

from __future__ import annotations

import pytest

from ipof_workbench.app.commands.documents import EditSpeaker
from ipof_workbench.app.commands.texts import AnchorAgain
from ipof_workbench.app.text_imports import NewText, document_for, replace_texts
from ipof_workbench.app.transcript_imports import TranscriptChoice
from ipof_workbench.domain import records
from ipof_workbench.domain.anchoring import likely_place
from ipof_workbench.domain.errors import AmbiguousReference
from ipof_workbench.domain.imported import ParsedTranscript, ParsedTurn
from ipof_workbench.storage.integrity import canonical_dump
from tests.unit.storage.hand_made_study import TEXTS, Study


def parsed(text: str, name: str = "group") -> TranscriptChoice:
    turns, at = [], 0
    for number, line in enumerate(text.splitlines(keepends=True), start=1):
        speaker = line.split(":")[0]
        turns.append(ParsedTurn(number, speaker, at, at + len(speaker) + 2, at + len(line)))
        at += len(line)
    return TranscriptChoice(ParsedTranscript(name, f"{name}.docx", "0", text, tuple(turns), frozenset({"Ben"})))


def quotes(study: Study, name: str) -> list[str]:
    return [row.quote for row in study.workbench.read.codings_of_document(study.documents[name])]


def test_codings_follow_their_words_into_the_new_text(study: Study) -> None:
    document, before = study.documents["group"], quotes(study, "group")
    dumped = canonical_dump(study.workbench._project.reader())  # noqa: SLF001
    new = "Ann: well, nobody knows my real name here\nBen: they all know me, I felt relief though\nAnn: yes\n"
    report = replace_texts(study.workbench, [NewText(document, parsed(new))])
    assert (report.added, report.unchanged, report.notes) == (1, 0, ())
    text = study.workbench.read.document_text(document)
    assert text.text == new
    assert text.document.turns == 3
    assert [quote.replace("real ", "") for quote in quotes(study, "group")] == before
    ann, ben = (study.people[name] for name in ("Ann", "Ben"))
    assert [(turn.speaker, turn.participant) for turn in text.turns] == [("Ann", ann), ("Ben", ben), ("Ann", ann)]
    assert not any(turn.is_interviewer for turn in text.turns)
    assert study.workbench.history()[0].label == "Replaced the text of 1 document"
    assert study.workbench.read.imports()[0].kind == "corrected transcripts"
    assert study.workbench.check() == []
    study.workbench.undo()
    assert canonical_dump(study.workbench._project.reader()) == dumped  # noqa: SLF001


def test_the_same_text_is_no_step(study: Study) -> None:
    steps = len(study.workbench.history())
    report = replace_texts(study.workbench, [NewText(study.documents["group"], parsed(TEXTS["group"]))])
    assert (report.added, report.unchanged) == (0, 1)
    assert len(study.workbench.history()) == steps


def test_what_is_not_found_is_listed_until_it_is_found_again(study: Study) -> None:
    document = study.documents["night"]
    new = "Dev: we talked of the weather first, and of who it was that came along so late in the whole of that year\n"
    report = replace_texts(study.workbench, [NewText(document, parsed(new, "night"))])
    assert report.notes == ("night: 2 passages not found in the new text; look for them under Data, Imports",)
    read = study.workbench.read
    assert quotes(study, "night") == []
    assert len(read.codings()) == len(study.codings)
    left = read.texts.unanchored()
    assert [(row.document_name, row.quote, row.codes) for row in left] == [
        ("night", "nobody knows who writes", "Anonymity"),
        ("night", "at night", "Hope"),
    ]
    assert read.texts.stands_no_more(document, left[0].start, left[0].start + len(left[0].quote))
    assert study.workbench.check() == []
    start = new.index("who it was")
    study.do(AnchorAgain(left[0].excerpt, start, start + len("who it was")))
    assert quotes(study, "night") == ["who it was"]
    assert [row.quote for row in read.texts.unanchored()] == ["at night"]
    assert likely_place(new, "who it was we met") is not None


def test_passages_left_behind_stay_where_they_are_through_later_texts(study: Study) -> None:
    document = study.documents["night"]
    for text in ("Dev: all of it was written quite differently this time around, with other words\n", TEXTS["night"]):
        replace_texts(study.workbench, [NewText(document, parsed(text, "night"))])
    assert len(study.workbench.read.texts.unanchored()) == 2
    assert study.workbench.check() == []


def test_speakers_keep_the_names_the_project_gives_them(study: Study) -> None:
    document = study.documents["group"]
    study.do(EditSpeaker(document, "Ann", name="Annie", is_interviewer=True))
    replace_texts(study.workbench, [NewText(document, parsed(TEXTS["group"] + "Ann: one more thing\n"))])
    turns = study.workbench.read.document_text(document).turns
    assert [(turn.speaker, turn.is_interviewer) for turn in turns] == [("Annie", True), ("Ben", False), ("Annie", True)]


def test_a_file_finds_its_document_by_name_and_case(study: Study) -> None:
    workbench = study.workbench
    assert document_for(workbench, "night") == study.documents["night"]
    assert document_for(workbench, "night", "harbour NIGHT") == study.documents["night"]
    assert document_for(workbench, "night", "Lantern") is None
    assert document_for(workbench, "nothing") is None
    from tests.factories import Writing

    study.do(Writing(lambda store: store.put(records.Document(name="night", kind="interview"))))
    with pytest.raises(AmbiguousReference, match="“night” stands for 2 documents"):
        document_for(workbench, "night")
