"""Participants, cases and quotes in tables: each number counted again, apart from the code under test."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from ipof_workbench.app.cmo_table import USUAL
from ipof_workbench.app.report_tables import report_table
from ipof_workbench.app.workbench import Workbench
from ipof_workbench.domain import records
from ipof_workbench.domain.filters import Filter
from ipof_workbench.domain.report_table import ReportTable
from ipof_workbench.storage.store import Store
from tests.factories import Writing
from tests.unit.storage.hand_made_study import Study

ALL = replace(USUAL, threshold=1)


@pytest.fixture
def survey(tmp_path) -> Iterator[Workbench]:
    """Two forums, twelve people: role, age band, an identifier, years as a measure."""
    with Workbench.create(tmp_path / "survey.ipof", title="Survey", analyst="Kim") as workbench:
        workbench.run(Writing(_people))
        yield workbench


def _people(store: Store) -> None:
    store.label = "People"
    cases = [store.put(records.Case(name=name)).rid for name in ("Harbour", "Loft")]
    below = store.put(records.Case(name="Night", parent=cases[0])).rid
    band, code, years = (
        store.put(records.AttributeDefinition(owner_kind="participant", name=name, value_type=kind, choices=held)).rid
        for name, kind, held in (
            ("age_band", "ordinal", "under 30\n30 to 60\nover 60"), ("code", "text", ""), ("years", "number", ""),
        )
    )  # fmt: skip
    for at in range(12):
        person = store.put(records.Participant(name=f"P{at}", role="member" if at < 10 else "staff")).rid
        store.put(records.ParticipantCase(participant=person, case=below if at == 0 else cases[at % 2]))
        values = {band: ("30 to 60", "under 30")[at < 7], code: f"C{at}", years: str(at)}
        if at == 11:
            del values[band]
        for definition, value in values.items():
            store.put(records.AttributeValue(definition=definition, owner=person, value=value))


def lines(table: ReportTable) -> list[tuple[str, ...]]:
    return [tuple(cell.text for cell in row) for row in table.rows]


def test_participants_are_counted_by_case_with_those_of_its_sub_cases(survey: Workbench) -> None:
    table = report_table(survey, "participants-table", options=ALL)
    assert [column.heading for column in table.columns] == ["Characteristic", "Category", "Harbour", "Loft", "All"]
    assert lines(table) == [
        ("Participants", "n", "6", "6", "12"),
        ("Role in the study", "member", "5 (83.3 %)", "5 (83.3 %)", "10 (83.3 %)"),
        ("", "staff", "1 (16.7 %)", "1 (16.7 %)", "2 (16.7 %)"),
        ("Age band", "under 30", "4 (66.7 %)", "3 (60.0 %)", "7 (63.6 %)"),
        ("", "30 to 60", "2 (33.3 %)", "2 (40.0 %)", "4 (36.4 %)"),
        ("", "Not stated", "0", "1", "1"),
        ("Years", "Median (range)", "5 (0 to 10)", "6 (1 to 11)", "5.5 (0 to 11)"),
    ]
    assert table.notes[-1].endswith("an answer of their own: Code.")


def test_small_counts_are_hidden_and_so_is_what_would_tell_them(survey: Workbench) -> None:
    rows = lines(report_table(survey, "participants-table"))
    assert rows[1:3] == [
        ("Role in the study", "member", "–", "–", "–"),
        ("", "staff", "<5", "<5", "<5"),
    ]
    assert not any(cell.startswith(("1", "2", "3", "4")) for row in rows[1:-1] for cell in row[2:])


def test_participants_keep_to_the_filter(study: Study) -> None:
    def counted(scope: Filter) -> str:
        return lines(report_table(study.workbench, "participants-table", scope, ALL))[0][-1]

    assert counted(Filter()) == "4"
    assert counted(Filter(data_kinds=frozenset({"survey_response"}))) == "1"
    assert counted(Filter(cases=frozenset({study.cases["Harbour"]}))) == "3"


def test_cases_tell_their_attributes_and_their_data(study: Study) -> None:
    table = report_table(study.workbench, "cases-table")
    assert [column.heading for column in table.columns] == [
        "Case", "Host", "Host", "Participants, n", "Interviews, n", "Focus groups, n", "Survey responses, n",
        "Forum posts, n",
    ]  # fmt: skip
    assert lines(table) == [
        ("Harbour", "charity", "charity", "2", "0", "1", "0", "0"),
        ("Harbour night", "", "", "1", "1", "0", "0", "0"),
        ("Lantern", "nhs", "nhs", "1", "0", "0", "1", "1"),
    ]


def test_a_passage_stands_once_in_the_quote_bank_with_all_it_bears_on(study: Study) -> None:
    from ipof_workbench.app.commands.evidence import AddEvidence

    study.do(AddEvidence(study.codings[0], configuration=study.configurations["10"], stance="challenges"))
    rows = lines(report_table(study.workbench, "quote-bank"))
    assert len(rows) == len({row[0] for row in rows}) == 6
    told = next(row for row in rows if row[0] == "“nobody knows my name”")
    assert told == (
        "“nobody knows my name”", "E1, E9", "Ann, member, Harbour", "Harbour", "focus group", "1, 10",
        "1: supports; 10: challenges", "unknown", "may be quoted", "",
    )  # fmt: skip


def test_words_that_may_not_be_printed_are_not_in_the_quote_bank(study: Study) -> None:
    from ipof_workbench.app.commands.record_edits import EditFields

    study.do(EditFields(records.Case, study.cases["Lantern"], {"quote_policy": "none"}))
    study.do(EditFields(records.Participant, study.people["Ann"], {"quote_policy": "paraphrase"}))
    text = str(lines(report_table(study.workbench, "quote-bank")))
    assert "nobody knows my name" not in text
    assert "a relief" not in text
    assert "paraphrase only" in text
    assert "not to be quoted" in text
