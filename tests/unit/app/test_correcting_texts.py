"""Correcting texts: whatever is edited, every coding keeps its words, and undo brings all back byte for byte."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ipof_workbench.app.commands.coding import CodePassage, CodeThematically
from ipof_workbench.app.commands.deletion import DeleteRecords
from ipof_workbench.app.commands.memos import QuoteInMemo
from ipof_workbench.app.commands.texts import AnchorAgain, CorrectText, WordsWouldGo
from ipof_workbench.app.workbench import Workbench
from ipof_workbench.domain import records
from ipof_workbench.domain.errors import RefusedChange
from ipof_workbench.domain.text import Span, text_hash
from ipof_workbench.domain.text_edits import TextEdit, prepared
from ipof_workbench.storage.integrity import canonical_dump
from tests.unit.app.test_any_text_any_selection import AWKWARD, bring_in
from tests.unit.storage.hand_made_study import TEXTS, Study
from tests.unit.storage.test_as_of import at_step

RAW = st.lists(st.sampled_from([*AWKWARD, "Anna ", "word ", "\u0301", "👍🏽"]), min_size=1, max_size=24).map("".join)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workbench]:
    """One project for all examples: each brings a document of its own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("IPOF_WORKBENCH_HOME", str(tmp_path_factory.mktemp("home")))
        with Workbench.create(tmp_path_factory.mktemp("texts") / "any.ipof") as opened:
            yield opened


def dump(workbench: Workbench) -> dict[str, str]:
    return canonical_dump(workbench._project.reader())  # noqa: SLF001


def edit(text: str, old: str, new: str) -> TextEdit:
    start = text.index(old)
    return TextEdit(start, start + len(old), new)


def correct(study: Study, name: str, *changes: tuple[str, str], **options: object) -> None:
    document = study.documents[name]
    text = study.workbench.read.document_text(document).text
    edits = tuple(edit(text, old, new) for old, new in changes)
    study.workbench.run(CorrectText(document, edits, **options))  # type: ignore[arg-type]


def quotes(study: Study, name: str) -> list[str]:
    return [row.quote for row in study.workbench.read.codings_of_document(study.documents[name])]


@settings(derandomize=True, deadline=None, max_examples=60)
@given(
    raw=RAW,
    spans=st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=4),
    places=st.lists(st.integers(0, 40), max_size=6),
    words=st.lists(RAW, min_size=3, max_size=3),
)
def test_any_text_any_selections_any_edits(
    shared: Workbench, raw: str, spans: list[tuple[int, int]], places: list[int], words: list[str]
) -> None:
    document, text = bring_in(shared, raw)
    coded: dict[int, Span] = {}
    for ends in spans:
        start, end = sorted(min(at, len(text)) for at in ends)
        if text[start:end].strip():
            coded[shared.run(CodePassage(document, start, end, "context")).result.coding] = Span(start, end)
    at = sorted(min(place, len(text)) for place in places)
    edits = [TextEdit(start, end, word) for start, end, word in zip(at[::2], at[1::2], words, strict=False)]
    before, steps = dump(shared), len(shared.history())
    try:
        shared.run(CorrectText(document, tuple(edits), allow_lost=tuple(coded)))
    except RefusedChange:
        assert dump(shared) == before
        return
    stored = shared.read.document_text(document)
    expected = prepared(text, edits)
    assert stored.text == expected.apply(text)
    assert stored.document.characters == len(stored.text)
    rows = {row.coding: row for row in shared.read.codings_of_document(document)}
    for coding, span in coded.items():
        moved = expected.moved(span)
        if moved is None or not moved.words_of(stored.text).strip():
            assert coding not in rows
        else:
            assert (rows[coding].start, rows[coding].end) == (moved.start, moved.end)
            assert rows[coding].quote == moved.words_of(stored.text)
    after = dump(shared)
    shared.undo()
    assert dump(shared) == before
    assert shared.read.document_text(document).text == text
    shared.redo()
    assert dump(shared) == after
    assert len(shared.history()) == steps + 1


def test_after_all_of_it_every_quote_is_proved(shared: Workbench) -> None:
    assert shared.check() == []


def test_a_correction_makes_a_revision_with_its_turns_and_its_counts(study: Study) -> None:
    correct(study, "group", ("nobody knows", "nobody here knew"), ("relief", "relieved"), reason="  typing \n error ")
    read = study.workbench.read
    document = study.documents["group"]
    content = read.document_text(document)
    assert content.text == "Ann: nobody here knew my name here\nBen: they all know me, I felt relieved though\n"
    assert [(turn.speaker, content.text[turn.start : turn.end]) for turn in content.turns] == [
        ("Ann", "Ann: nobody here knew my name here\n"),
        ("Ben", "Ben: they all know me, I felt relieved though\n"),
    ]
    assert [content.text[turn.words_start :][:4] for turn in content.turns] == ["nobo", "they"]
    row = content.document
    assert (row.words, row.characters, row.turns) == (len(content.text.split()), len(content.text), 2)
    first, second = read.find(records.TextRevision, document=document)
    assert (first.number, first.text) == (1, TEXTS["group"])
    assert (second.number, second.reason, second.sha256) == (2, "typing error", text_hash(content.text))
    assert study.workbench.history()[0].label == "Corrected the text of group"
    assert study.workbench.history()[0].reason == "typing error"
    assert study.workbench.check() == []


def test_only_the_current_words_are_found(study: Study) -> None:
    def hits(words: str) -> list[str]:
        return [hit.name for hit in study.workbench.read.search(words)[0]]

    correct(study, "unread", ("harbour", "quay"))
    assert (hits("quay"), hits("harbour")) == (["unread"], [])
    study.workbench.undo()
    assert (hits("quay"), hits("harbour")) == ([], ["unread"])
    study.workbench.redo()
    assert (hits("quay"), hits("harbour")) == (["unread"], [])
    study.workbench.run(DeleteRecords(records.Document, (study.documents["unread"],)))
    assert hits("quay") == []
    study.workbench.undo()
    assert (hits("quay"), hits("harbour")) == (["unread"], [])


def test_the_history_keeps_the_edits_not_the_text(study: Study) -> None:
    correct(study, "night", ("nobody", "no one"))
    rows = study.workbench._project.reader().exec_driver_sql(  # noqa: SLF001
        "SELECT k.after FROM journal_change c JOIN journal_content k ON k.change = c.rid "
        "WHERE c.table_name = 'text_revision' AND c.operation = 'insert'"
    )
    kept = [row[0] for row in rows][-1]
    assert '"edits":[[5,11,"no one"]]' in kept
    assert "who writes" not in kept


def test_what_stands_for_the_words_follows_them(study: Study) -> None:
    document = study.documents["post"]
    text = TEXTS["post"]
    start = text.index("next day")
    made = study.do(CodePassage(document, start, start + 8, "outcome", study.configurations["2"]))
    study.do(QuoteInMemo(None, document, start, start + 8))
    correct(study, "post", ("next", "following"))
    read = study.workbench.read
    assert read.get(records.Element, made.element).label == "following day"
    assert read.get(records.Excerpt, made.excerpt).quote == "following day"
    assert "following day" in quotes(study, "post")


def test_words_that_would_go_are_named_and_go_only_when_that_is_said(study: Study) -> None:
    with pytest.raises(WordsWouldGo) as refused:
        correct(study, "night", ("at night", ""))
    assert str(refused.value) == (
        "This takes all words of “at night” away, with 1 coding; leave a word, or uncode it first. Nothing was changed."
    )
    before = dump(study.workbench)
    correct(study, "night", ("at night", ""), allow_lost=refused.value.codings)
    assert quotes(study, "night") == ["nobody knows who writes"]
    assert study.workbench.history()[0].label == "Corrected the text of night with 1 coding gone"
    study.workbench.undo()
    assert dump(study.workbench) == before


def test_a_quote_in_a_memo_is_not_lost(study: Study) -> None:
    start = TEXTS["unread"].index("front")
    made = study.do(CodePassage(study.documents["unread"], start, start + 5, "context", label="Front"))
    study.do(QuoteInMemo(None, study.documents["unread"], start, start + 5))
    with pytest.raises(RefusedChange, match="take the quote out of the memo first"):
        correct(study, "unread", (" front", ""), allow_lost=(made.coding,))


def test_a_passage_is_found_again_where_it_is_said(study: Study) -> None:
    document = study.documents["group"]
    held = study.workbench.read.codings_of_document(document)[0]
    excerpt = study.workbench.read.get(records.Coding, held.coding).excerpt
    text = TEXTS["group"]
    start = text.index("my name")
    study.do(AnchorAgain(excerpt, start, start + 7))
    row = study.workbench.read.coding(held.coding)
    assert row is not None
    assert (row.start, row.quote) == (start, "my name")
    assert study.workbench.history()[0].label == "Found “my name” again"
    assert study.workbench.check() == []


def test_a_code_stays_with_its_words_when_a_name_grows(study: Study) -> None:
    document, text = study.documents["group"], TEXTS["group"]
    study.do(CodeThematically(document, 0, 2, name="Half a name"))
    study.do(CodeThematically(document, text.index("knows"), text.index("my"), name="Before"))
    correct(study, "group", ("Ann", "Participant 1"), ("my name", "P01’s name"))
    found = {row.code_name: row.quote for row in study.workbench.read.codings_of_document(document) if row.code}
    assert found["Half a name"] == "Participant 1"
    assert found["Before"] == "knows "


def test_the_past_reads_as_it_did(study: Study) -> None:
    read = study.workbench.read
    document = study.documents["night"]
    step = study.workbench.history()[0].rid
    correct(study, "night", ("nobody", "no one"))
    corrected = study.workbench.history()[0].rid
    study.workbench.undo()
    moments = {step: "nobody knows", corrected: "no one knows"}
    for moment, words in moments.items():
        with at_step(study.workbench, moment) as past:
            assert words in past.read.document_text(document).text
            assert past.read.codings_of_document(document)[0].quote.startswith(words)
    assert "nobody" in read.document_text(document).text
