"""Makers of the commands that correct texts and replace names."""

from __future__ import annotations

from ipof_workbench.app import text_imports
from ipof_workbench.app.commands import names, texts
from ipof_workbench.app.commands.base import Command
from ipof_workbench.app.transcript_imports import TranscriptChoice
from ipof_workbench.domain import records
from ipof_workbench.domain.imported import ParsedTranscript, ParsedTurn
from ipof_workbench.domain.names import CaseRule, NameReplacement
from ipof_workbench.domain.text_edits import TextEdit
from tests.e2e.any_command import PEOPLE, WORDS, Draw, makes


@makes(texts.CorrectText)
def _correct(draw: Draw) -> Command:
    document = draw.rid(records.Document)
    found = draw.workbench.read.find(records.Document, rid=document)
    length = found[0].characters if found else 10
    places = sorted(draw.number(0, length) for _ in range(2 * draw.number(1, 3)))
    edits = tuple(
        TextEdit(start, end, draw.of("", draw.words(1, 3), "\u0301", "\r\n"))
        for start, end in zip(places[::2], places[1::2], strict=True)
    )
    codings = draw.workbench.read.codings_of_document(document) if found and draw.number(0, 1) else []
    revisions = draw.workbench.read.find(records.TextRevision, document=document)
    return texts.CorrectText(
        document,
        edits,
        reason=draw.of("", "A typing error"),
        revision=draw.of(None, *(held.rid for held in revisions)),
        allow_lost=tuple(row.coding for row in codings),
    )


@makes(texts.AnchorAgain)
def _anchor_again(draw: Draw) -> Command:
    excerpt = draw.rid(records.Excerpt)
    found = draw.workbench.read.find(records.Excerpt, rid=excerpt)
    start = draw.number(0, max(1, found[0].end if found else 1))
    return texts.AnchorAgain(excerpt, start, start + draw.number(0, 5))


@makes(names.ReplaceNames)
def _replace_names(draw: Draw) -> Command:
    replacements = tuple(
        NameReplacement(
            draw.of(*WORDS), draw.of("P01", "[name]", "😶", ""), bool(draw.number(0, 3)), draw.of(*CaseRule)
        )
        for _ in range(draw.number(0, 2))
    )
    documents = draw.rids(records.Document) if draw.number(0, 1) else ()
    return names.ReplaceNames(replacements, documents, also_names=bool(draw.number(0, 1)))


@makes(text_imports.ReplaceTexts)
def _replace_texts(draw: Draw) -> Command:
    read = draw.workbench.read
    texts = []
    for document in draw.rids(records.Document):
        found = read.find(records.TextRevision, document=document)
        old = max(found, key=lambda held: held.number).text if found else ""
        words = old.split(" ")
        for _ in range(draw.number(0, 3)):
            words[draw.number(0, len(words) - 1)] = draw.words(0, 6)
        text = " ".join(words) or "all anew"
        turns = (ParsedTurn(1, "P01", 0, 0, len(text)),) if draw.number(0, 1) else ()
        parsed = ParsedTranscript("again", "again.txt", "0", text, turns, frozenset())
        people = {"P01": draw.of(*PEOPLE)} if draw.number(0, 1) else {}
        texts.append(text_imports.NewText(document, TranscriptChoice(parsed, participants=people)))
    return text_imports.ReplaceTexts(tuple(texts))
