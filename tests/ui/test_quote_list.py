"""The list of quotes that pages share: groups, bundles, Enter and double click."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ipof_workbench.domain.listings import EvidenceRow
from ipof_workbench.ui.evidence.quote_list import GroupHead, Quote, QuoteList, grouped
from ipof_workbench.ui.theme.theme import Theme


def row(evidence: int, case: str = "Harbour", stance: str = "supports", bundle: int | None = None) -> EvidenceRow:
    return EvidenceRow(
        evidence=evidence, coding=evidence, configuration=1, number="7a", place=None, role_key="context", element=None,
        element_label="", stance=stance, strength=None, rationale="", analyst_name="Kim", document=1, document_name="D",
        kind="interview", case=1, case_name=case, participant=4, participant_name="P04", participant_role="member",
        quote_policy="verbatim", start=evidence, end=evidence + 5, quote=f"words {evidence} " * 20, bundle=bundle,
    )  # fmt: skip


ROWS = [row(1), row(2, "Lantern", "challenges"), row(3, bundle=9), row(4), row(5, stance="challenges", bundle=9)]


@pytest.fixture
def quotes(qtbot: QtBot, theme: Theme) -> QuoteList:
    listed = QuoteList()
    qtbot.addWidget(listed)
    listed.resize(300, 400)
    listed.show_quotes(ROWS)
    listed.show()
    return listed


def shape(lines) -> list[str | int]:
    return [line.name if isinstance(line, GroupHead) else line.row.evidence for line in lines]


def test_quotes_stand_under_their_cases_and_a_bundle_stands_together() -> None:
    lines = grouped(ROWS)
    assert shape(lines) == ["Harbour", 1, 3, 5, 4, "Lantern", 2]
    assert [line.words for line in lines if isinstance(line, GroupHead)] == ["3 codings", "1 coding"]
    assert [line.ties for line in lines if isinstance(line, Quote)][:4] == [
        (False, False), (False, True), (True, False), (False, False),
    ]  # fmt: skip


def test_stances_come_in_the_order_of_the_legend_whatever_comes_first() -> None:
    assert shape(grouped([ROWS[1], *ROWS[2:], ROWS[0]], "stance")) == ["Supports", 3, 4, 1, "Challenges", 2, 5]
    assert shape(grouped(ROWS, "configuration")) == ["Configuration 7a", 1, 2, 3, 5, 4]
    assert shape(grouped(ROWS, "")) == [1, 2, 3, 5, 4]


def test_enter_and_a_double_click_ask_for_the_place_in_the_text(quotes: QuoteList, qtbot: QtBot) -> None:
    opened: list[EvidenceRow] = []
    quotes.quote_activated.connect(opened.append)
    quotes.choose_first()
    qtbot.keyClick(quotes, Qt.Key.Key_Return)
    place = quotes.visualRect(quotes.quotes.index(2)).center()
    qtbot.mouseClick(quotes.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.mouseDClick(quotes.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert [found.evidence for found in opened] == [1, 3]


def test_what_is_current_stays_so_when_the_quotes_change_or_are_grouped_anew(quotes: QuoteList) -> None:
    quotes.choose(4)
    quotes.show_quotes(ROWS[2:])
    assert quotes.current_row() == ROWS[3]
    quotes.group_by("stance")
    assert quotes.current_row() == ROWS[3]
    head = quotes.quotes.index(0)
    assert head.data(Qt.ItemDataRole.AccessibleTextRole) == "Supports, 2 codings"
    assert "P04, member, Harbour" in str(quotes.quotes.index(1).data())
    assert "bundled" in str(quotes.quotes.index(1).data())
