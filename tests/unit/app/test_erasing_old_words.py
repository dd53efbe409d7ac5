"""Erasing old words: gone from the file for good, while who did what and when stays."""

from __future__ import annotations

from pathlib import Path

import pytest

from ipof_workbench.app.commands.coding import CodePassage
from ipof_workbench.app.commands.names import ReplaceNames
from ipof_workbench.app.commands.texts import CorrectText
from ipof_workbench.app.revising import TextPlan, revise
from ipof_workbench.app.workbench import Workbench, without_quotes
from ipof_workbench.domain import records
from ipof_workbench.domain.errors import NothingToUndo, RefusedChange
from ipof_workbench.domain.names import NameReplacement
from ipof_workbench.domain.text_edits import TextEdit, prepared
from ipof_workbench.storage.erasing import Erased
from ipof_workbench.storage.queries.texts import current_texts
from tests.factories import Writing
from tests.unit.storage.hand_made_study import TEXTS, Study

SECRET = NameReplacement("Zebedee", "P01")


def bytes_of(path: Path) -> bytes:
    return b"".join(each.read_bytes() for each in path.parent.glob(f"{path.name}*"))


def with_a_name(study: Study) -> None:
    """Let a name come into a text, be coded (its words stand for the element) and be replaced."""
    document = study.documents["unread"]
    study.do(CorrectText(document, (TextEdit(3, 3, "Zebedee "),), reason="Zebedee was left out"))
    study.do(CodePassage(document, 3, 10, "context", study.configurations["2"]))
    assert "Zebedee" in study.workbench.history()[0].label
    study.do(ReplaceNames((SECRET,)))


def test_the_name_is_nowhere_in_the_file_any_more(study: Study) -> None:
    with_a_name(study)
    path = study.workbench.path
    assert b"Zebedee" in bytes_of(path)
    steps = len(study.workbench.history())
    erased = study.workbench.erase_old_words((SECRET,))
    assert erased.texts == 2
    assert erased.changes > 0
    assert study.workbench.check() == []
    history = study.workbench.history()
    assert len(history) == steps + 1
    assert history[0].label == "Erased the old words from the history"
    assert history[2].label.startswith("Coded “P01”")
    assert history[3].reason == "P01 was left out"
    study.workbench.close()
    assert b"Zebedee" not in bytes_of(path)
    with Workbench.open(path) as again:
        assert again.check() == []
        assert [row.quote for row in again.read.codings_of_document(study.documents["unread"])] == ["P01"]


def test_undo_ends_where_words_were_erased(study: Study) -> None:
    with_a_name(study)
    study.workbench.erase_old_words()
    assert study.workbench.next_steps() == (None, None)
    with pytest.raises(NothingToUndo):
        study.workbench.undo()
    with pytest.raises(RefusedChange, match="words were erased"):
        study.workbench.as_of(study.workbench.history()[2].at)
    study.do(CodePassage(study.documents["unread"], 0, 2, "context"))
    study.workbench.undo()
    assert study.workbench.next_steps()[0] is None


def test_without_a_list_steps_lose_what_they_quote(study: Study) -> None:
    with_a_name(study)
    study.workbench.erase_old_words()
    assert study.workbench.history()[2].label == "Coded “…” as context of 2"
    assert without_quotes("“a” and “b”") == "“…” and “…”"


def test_everybody_hears_of_it_and_a_project_without_old_words_stays_sound(study: Study) -> None:
    heard: list[object] = []
    study.workbench.subscribe(heard.append)
    assert study.workbench.erase_old_words().texts == 0
    assert len(heard) == 1
    assert study.workbench.erase_old_words() == Erased(0, 0)
    assert study.workbench.check() == []


def test_passages_in_older_texts_come_first(study: Study) -> None:
    document = study.documents["night"]

    def leave_behind(store: object) -> None:
        text = next(iter(current_texts(store.connection, [document])))  # type: ignore[attr-defined]
        start = TEXTS["night"].index("at night")
        plan = TextPlan(text, prepared(text.text, [TextEdit(start, start + 8, "")]))
        revise(store, [plan], "")  # type: ignore[arg-type]

    study.do(Writing(leave_behind))
    assert [row.quote for row in study.workbench.read.texts.unanchored()] == ["at night"]
    with pytest.raises(RefusedChange, match=r"One passage still stands in an older text; .* Nothing was erased\."):
        study.workbench.erase_old_words()
    assert len(study.workbench.read.find(records.TextRevision, document=document)) == 2
    assert study.workbench.next_steps()[0] is not None
