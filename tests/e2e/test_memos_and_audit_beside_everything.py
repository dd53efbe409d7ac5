"""Beside each record of the study stand its memos and its audit: written, counted and read where the record is."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton

from ipof_workbench.domain import records
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.records import Record
from ipof_workbench.storage.tables import KINDS
from ipof_workbench.ui.places import Place, RecordPlace, place_of
from ipof_workbench.ui.records.story import Story
from tests.gestures import Person

KINDS_WITH_A_STORY = (
    "case",
    "theory_statement",
    "configuration",
    "element",
    "decision",
    "rival_group",
    "substantive_theory",
    "recommendation",
    "document",
    "participant",
    "finding",
    "thematic_code",
)
_ON_DATA = ("document", "participant", "finding")
_OWN_TABS = ("theory_statement", "configuration")
"""These have more tabs than a story; tests of their pages look at them."""


@pytest.fixture
def at_work(person: Person, study: Path) -> Person:
    person.window.open_project(study)
    person.wait(lambda: person.window.session is not None)
    return person


def first(person: Person, kind: str) -> Rid:
    record: type[Record] = KINDS[kind]
    found = person.session.workbench.read.find(record)
    if kind == "element":
        found = [held for held in found if held.named and held.merged_into is None]  # type: ignore[attr-defined]
    assert found, f"the sample study has no {kind}"
    return found[0].rid


def open_beside(person: Person, kind: str, rid: Rid) -> Story:
    """Go to a record and return what stands beside it."""
    place: Place | None = RecordPlace("data", kind, rid) if kind in _ON_DATA else place_of(kind, rid)
    assert place is not None
    person.session.go_to(place)
    person.wait(lambda: [story for story in stories(person) if (story.kind, story.rid) == (kind, rid)])
    (story,) = [story for story in stories(person) if (story.kind, story.rid) == (kind, rid)]
    return story


def stories(person: Person) -> list[Story]:
    return [story for story in person.window.stack.currentWidget().findChildren(Story) if story.isVisible()]


def choose(person: Person, story: Story, words: str) -> None:
    """Click a tab that begins with these words."""
    tabs = story.tabs
    at = next(at for at in range(tabs.count()) if tabs.tabText(at).startswith(words))
    person.click(tabs, tabs.tabRect(at).center())


@pytest.mark.e2e
@pytest.mark.parametrize("kind", [kind for kind in KINDS_WITH_A_STORY if kind not in _OWN_TABS])
def test_a_memo_is_written_beside_it_and_the_audit_tells_of_it(at_work: Person, kind: str) -> None:
    read = at_work.session.workbench.read
    rid = first(at_work, kind)
    before = len(read.trail.memos_on(kind, rid))
    story = open_beside(at_work, kind, rid)
    choose(at_work, story, "Memos")
    writing = [
        button
        for button in story.memos.findChildren(QAbstractButton)
        if button.isVisible() and button.text() == "Write a memo"
    ]
    at_work.click(writing[0])
    at_work.type("Why it matters")
    at_work.wait(lambda: len(read.find(records.Memo, about_kind=kind, about=rid)) == before + 1)
    story.commit()
    assert "Why it matters" in [memo.title for memo in read.trail.memos_on(kind, rid)]
    memos = next(at for at in range(story.tabs.count()) if story.tabs.tabText(at).startswith("Memos"))
    assert story.tabs.tabText(memos) == f"Memos {before + 1}"

    choose(at_work, story, "Audit")
    at_work.wait(lambda: story.audit.list.rows.rows)
    told = [line.spoken for line in story.audit.list.rows.rows]
    assert any("Why it matters" in words for words in told), told
    assert story.audit.export_button.isEnabled()

    at_work.window.session.undo()
    at_work.window.session.undo()
    assert len(read.trail.memos_on(kind, rid)) == before


@pytest.mark.e2e
def test_the_audit_of_a_record_goes_into_a_file(at_work: Person, tmp_path: Path) -> None:
    rid = first(at_work, "recommendation")
    story = open_beside(at_work, "recommendation", rid)
    choose(at_work, story, "Audit")
    at_work.wait(lambda: story.audit.export_button.isEnabled())
    at_work.target = tmp_path / "audit.csv"
    at_work.click(story.audit.export_button)
    at_work.wait(lambda: at_work.target is not None and at_work.target.is_file())
    assert "Ines Marrable" in (tmp_path / "audit.csv").read_text(encoding="utf-8-sig")
