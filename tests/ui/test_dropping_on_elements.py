"""Words dragged from the text onto the configuration under way: onto an element, or beside the elements of a role."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint
from pytestqt.qtbot import QtBot

from ipof_workbench.domain import records
from ipof_workbench.ui.drop_frame import AimFrame
from ipof_workbench.ui.theme.theme import Theme
from ipof_workbench.ui.transcript.passage_drag import add_passage
from tests.factories import make_study
from tests.ui.codebook_person import drag_to
from tests.ui.coding_person import CodingPerson, coding_person

FIRST, OTHER = "Nobody had my name or my face", "the answers were kind"


@pytest.fixture
def person(qtbot: QtBot, theme: Theme, tmp_path: Path) -> Iterator[CodingPerson]:
    """The Code page with a configuration under way: “Anonymity” in its context."""
    with coding_person(qtbot, make_study(tmp_path / "study.ipof"), tmp_path) as person:
        person.open("P04 · member")
        select(person, FIRST)
        person.page.desk.press("C")
        person.page.picker.give_up()
        person.settle()
        yield person


def select(person: CodingPerson, words: str) -> QMimeData:
    """Select some words; returns them as they are dragged."""
    text = person.workbench.read.document_text(person.page.current_document()).text
    start = text.index(words)
    person.page.view.select_span(start, start + len(words))
    mime = QMimeData()
    add_passage(mime, start, start + len(words))
    return mime


def codings(person: CodingPerson) -> list[tuple[str, int | None]]:
    read = person.workbench.read
    return [(read.get(records.Excerpt, held.excerpt).quote, held.element) for held in read.find(records.Coding)]


def test_words_dropped_on_an_element_are_coded_with_it(person: CodingPerson) -> None:
    section = person.page.builder.sections["context"]
    (chip,) = section.chips()
    steps = len(person.workbench.history())
    assert drag_to(section, select(person, OTHER), chip.geometry().center())
    person.settle()
    assert codings(person) == [(FIRST, chip.content.element), (OTHER, chip.content.element)]
    assert len(person.workbench.history()) == steps + 1
    assert len(person.workbench.read.configurations()) == 1


def test_words_dropped_beside_the_elements_are_coded_as_by_the_letter(person: CodingPerson) -> None:
    section = person.page.builder.sections["outcome"]
    assert drag_to(section, select(person, OTHER), QPoint(10, 10))
    person.page.picker.give_up()
    person.settle()
    assert [quote for quote, _ in codings(person)] == [FIRST, OTHER]
    evidence = person.workbench.read.evidence()
    assert {row.role_key for row in evidence} == {"context", "outcome"}
    assert len({element for _, element in codings(person)}) == 2
    assert not section.findChild(AimFrame).isVisible(), "the frame goes with the drop"


def test_what_is_no_passage_is_not_taken(person: CodingPerson) -> None:
    section = person.page.builder.sections["outcome"]
    mime = QMimeData()
    mime.setText("words of another program")
    assert not drag_to(section, mime, QPoint(10, 10))
    assert len(codings(person)) == 1
