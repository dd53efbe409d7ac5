"""Columns counted: denominators, missing answers, several choices, groups; the shared survey against pandas."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ipof_workbench.app.commands.attributes import SetAttribute
from ipof_workbench.app.commands.findings import KeepFinding
from ipof_workbench.app.commands.record_edits import AddRecord, EditFields
from ipof_workbench.app.finding_words import finding_of
from ipof_workbench.app.findings import BY_CASE, Tabulation
from ipof_workbench.app.imports import import_contract, import_survey
from ipof_workbench.app.workbench import Workbench
from ipof_workbench.domain import records
from ipof_workbench.domain.errors import NotFound, RefusedChange, UsageError
from ipof_workbench.domain.imported import ContractRow, ContractTable
from ipof_workbench.importers.survey import read_survey
from tests.factories import STUDY as TRANSCRIPTS
from tests.factories import add_transcripts

SHARED = Path(__file__).parents[4] / "shared" / "data" / "survey" / "mental_health_in_tech_2016.csv"

ROWS = """id,forum,safe,age,why,topics,role
r1,Harbour,agree,30,calm,sleep; work,member
r2,Harbour,agree,41,,sleep,moderator
r3,Harbour,disagree,,tired,work; home,member
r4,Lantern,agree,25,calm,,member
r5,Lantern,,38,calm,home,moderator
r6,,disagree,52,,work,
"""


@pytest.fixture
def survey(tmp_path: Path) -> Iterator[Workbench]:
    """A project with four transcripts (their people were not asked) and a survey of six."""
    path = tmp_path / "answers.csv"
    path.write_text(ROWS, encoding="utf-8")
    with Workbench.create(tmp_path / "s.ipof", analyst="Kim") as workbench:
        add_transcripts(workbench, TRANSCRIPTS)
        import_survey(workbench, read_survey(path, id_column="id", text_columns=("why",), case_column="forum"))
        yield workbench


def column(workbench: Workbench, name: str) -> int:
    return next(held.rid for held in workbench.read.evidence_on.columns() if held.name == name)


def counted(table: Tabulation) -> dict[str, tuple[int, int, dict[str, int]]]:
    """Group -> (answered, missing, value -> n)."""
    return {
        group.name: (
            group.counted.answered,
            group.counted.missing,
            dict(zip(table.values, group.counted.counts, strict=True)),
        )
        for group in table.groups
    }


def test_denominators_are_those_who_answered_and_only_respondents_are_missing(survey: Workbench) -> None:
    table = survey.read.evidence_on.tabulate(column(survey, "safe"))
    assert counted(table) == {"All": (5, 1, {"agree": 3, "disagree": 2})}
    assert (table.source, table.respondents) == ("answers.csv", "respondents")


def test_of_people_described_by_hand_those_with_any_description_were_asked(survey: Workbench) -> None:
    rows = [{"participant": name, "mood": mood, "shift": "late"} for name, mood in (("P04", "calm"), ("P07", ""))]
    numbered = tuple(ContractRow(at, cells) for at, cells in enumerate(rows, start=2))
    import_contract(survey, ContractTable("participants", "people.csv", "", ("participant", "mood", "shift"), numbered))
    table = survey.read.evidence_on.tabulate(column(survey, "mood"))
    assert counted(table) == {"All": (1, 1, {"calm": 1})}


def test_of_cases_all_were_asked(survey: Workbench) -> None:
    made = survey.run(AddRecord(records.AttributeDefinition(owner_kind="case", name="moderated"))).result
    survey.run(SetAttribute(made.rid, (survey.read.cases()[0].rid,), "day and night"))
    table = survey.read.evidence_on.tabulate(made.rid)
    assert counted(table) == {"All": (1, 1, {"day and night": 1})}
    assert finding_of(table, 0).wording == (
        "1 of 1 cases (100.0 %, 95 % CI 20.7 to 100.0) have “day and night” as “moderated”; 1 gave no answer."
    )
    by_host = survey.read.evidence_on.tabulate(column(survey, "safe"), made.rid)
    assert [group.name for group in by_host.groups] == ["All", "day and night", "No answer"]


def test_columns_come_with_how_many_answered(survey: Workbench) -> None:
    assert {held.name: held.answered for held in survey.read.evidence_on.columns()} == {
        "safe": 5, "age": 5, "topics": 5, "role": 5,
    }  # fmt: skip


def test_by_case_somebody_without_a_case_stands_apart(survey: Workbench) -> None:
    table = survey.read.evidence_on.tabulate(column(survey, "safe"), BY_CASE)
    assert counted(table) == {
        "All": (5, 1, {"agree": 3, "disagree": 2}),
        "Harbour": (3, 0, {"agree": 2, "disagree": 1}),
        "Lantern": (1, 1, {"agree": 1, "disagree": 0}),
        "No case": (1, 0, {"agree": 0, "disagree": 1}),
    }
    cases = {case.name: case.rid for case in survey.read.cases()}
    assert [group.case for group in table.groups] == [None, cases["Harbour"], cases["Lantern"], None]


def test_by_another_column_those_without_an_answer_to_it_stand_apart(survey: Workbench) -> None:
    table = survey.read.evidence_on.tabulate(column(survey, "safe"), column(survey, "role"))
    assert {name: found[:2] for name, found in counted(table).items()} == {
        "All": (5, 1), "member": (3, 0), "moderator": (1, 1), "No answer": (1, 0),
    }  # fmt: skip
    assert [group.subgroup for group in table.groups] == ["", "role: member", "role: moderator", "role: no answer"]


def test_several_choices_are_counted_over_respondents(survey: Workbench) -> None:
    reading = survey.read.evidence_on
    table = reading.tabulate(column(survey, "topics"))
    assert (table.separator, table.can_split) == (";", True)
    assert counted(table) == {"All": (5, 1, {"work": 3, "home": 2, "sleep": 2})}
    whole = reading.tabulate(column(survey, "topics"), several=False)
    assert counted(whole)["All"][2]["sleep; work"] == 1
    grouped = reading.tabulate(column(survey, "safe"), column(survey, "topics"))
    assert counted(grouped)["work"][0] == 3, "somebody with two choices is in both groups"


def test_commas_split_only_what_is_an_answer_by_itself(survey: Workbench) -> None:
    safe = column(survey, "safe")
    people = [link.owner for link in survey.read.find(records.AttributeValue, definition=safe)]
    survey.run(SetAttribute(safe, (people[0],), "agree, disagree"))
    assert survey.read.evidence_on.tabulate(safe).separator == ","
    survey.run(SetAttribute(safe, (people[0],), "agree, mostly"))
    assert survey.read.evidence_on.tabulate(safe).separator == ""
    survey.run(EditFields(records.AttributeDefinition, safe, {"value_type": "multi"}))
    assert survey.read.evidence_on.tabulate(safe).separator == ","


def test_the_choices_of_a_column_give_the_order_of_its_values(survey: Workbench) -> None:
    safe = column(survey, "safe")
    survey.run(EditFields(records.AttributeDefinition, safe, {"choices": "disagree\nneither\nagree"}))
    table = survey.read.evidence_on.tabulate(safe)
    assert counted(table)["All"][2] == {"disagree": 2, "neither": 0, "agree": 3}


def test_a_column_of_numbers_has_means_and_medians(survey: Workbench) -> None:
    age = column(survey, "age")
    survey.run(EditFields(records.AttributeDefinition, age, {"value_type": "number"}))
    table = survey.read.evidence_on.tabulate(age, BY_CASE)
    numbers = {group.name: group.numbers for group in table.groups}
    assert (numbers["All"].n, numbers["All"].missing, numbers["All"].mean, numbers["All"].median) == (5, 1, 37.2, 38)
    assert table.values == ("25", "30", "38", "41", "52")
    assert finding_of(table, None).wording == (
        "“age”: mean 37.2 (SD 10.4), median 38 (IQR 30 to 41) among 5 respondents; 1 gave no answer."
    )
    in_harbour = finding_of(table, None, 1)
    assert in_harbour.wording.startswith("In Harbour, “age”: mean 35.5 (SD 7.8)")
    assert (in_harbour.number, in_harbour.missing) == (None, 1)


def test_values_together_are_one_share_of_those_who_answered(survey: Workbench) -> None:
    table = survey.read.evidence_on.tabulate(column(survey, "safe"))
    both = finding_of(table, 1, 0, 0)
    assert (both.number, both.denominator, both.value) == (5, 5, "agree ; disagree")
    assert "answered “agree” or “disagree” to “safe”" in both.wording
    assert finding_of(table, 0, 0, 0) == finding_of(table, 0)
    topics = survey.read.evidence_on.tabulate(column(survey, "topics"))
    with pytest.raises(RefusedChange, match="cannot be added up"):
        finding_of(topics, 0, 0, 1)


def test_a_value_is_worded_with_its_share_and_its_interval(survey: Workbench) -> None:
    table = survey.read.evidence_on.tabulate(column(survey, "safe"), column(survey, "role"))
    held = survey.run(KeepFinding(finding_of(table, 0))).result
    assert held.wording == (
        "3 of 5 respondents (60.0 %, 95 % CI 23.1 to 88.2) answered “agree” to “safe”; 1 gave no answer."
    )
    assert (held.number, held.denominator, held.missing, held.value, held.source) == (3, 5, 1, "agree", "answers.csv")
    among = finding_of(table, 1, 1)
    assert among.wording.startswith("Among those with role: member, 1 of 3 respondents (33.3 %")
    assert among.subgroup == "role: member"
    topics = finding_of(survey.read.evidence_on.tabulate(column(survey, "topics")), 0)
    assert "chose “work” to" not in topics.wording
    assert "chose “work” in “topics”" in topics.wording
    silent = survey.read.evidence_on.findings()[0]
    assert (silent.attribute_name, silent.volume) == ("safe", "3 of 5 (60.0 %)")


def test_too_many_groups_are_refused_with_how_many(survey: Workbench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ipof_workbench.app.findings.MOST_GROUPS", 4)
    with pytest.raises(UsageError, match="5 groups"):
        survey.read.evidence_on.tabulate(column(survey, "safe"), column(survey, "age"))


def test_a_column_that_is_gone_is_refused(survey: Workbench) -> None:
    with pytest.raises(NotFound):
        survey.read.evidence_on.tabulate(999)


@pytest.fixture(scope="module")
def shared_survey(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workbench]:
    if not SHARED.exists():
        pytest.skip("the shared survey is not beside this checkout")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("IPOF_WORKBENCH_HOME", str(tmp_path_factory.mktemp("home")))
        with Workbench.create(tmp_path_factory.mktemp("survey") / "s.ipof", analyst="Kim") as workbench:
            parsed = read_survey(SHARED, id_column="#row", text_columns=("Why or why not?", "Why or why not?#2"))
            import_survey(workbench, parsed)
            yield workbench


def test_n_and_percent_of_the_shared_survey_are_those_of_pandas(shared_survey: Workbench) -> None:
    pandas = pytest.importorskip("pandas")
    frame = pandas.read_csv(SHARED, dtype=str, keep_default_na=False)
    compared = 0
    for held in shared_survey.read.evidence_on.columns():
        answers = frame[held.name].str.strip()
        answers = answers[answers != ""]
        table = shared_survey.read.evidence_on.tabulate(held.rid, several=False)
        group = table.groups[0].counted
        assert (group.answered, group.answered + group.missing) == (len(answers), len(frame)), held.name
        assert held.answered == len(answers)
        if not table.values:
            numbers = table.groups[0].numbers
            series = answers.astype(float)
            assert numbers is not None
            assert (numbers.mean, numbers.median) == pytest.approx((series.mean(), series.median()))
            continue
        wanted = answers.value_counts()
        assert dict(zip(table.values, group.counts, strict=True)) == wanted.to_dict(), held.name
        shares = answers.value_counts(normalize=True)
        for at, value in enumerate(table.values):
            assert group.share(at).part == pytest.approx(shares[value])
            compared += 1
    assert compared > 500


def test_several_choices_of_the_shared_survey_are_those_of_pandas(shared_survey: Workbench) -> None:
    pandas = pytest.importorskip("pandas")
    frame = pandas.read_csv(SHARED, dtype=str, keep_default_na=False)
    name = "Which of the following best describes your work position?"
    table = shared_survey.read.evidence_on.tabulate(column(shared_survey, name))
    assert table.separator == "|"
    wanted = frame[name].str.split("|").explode().value_counts()
    assert dict(zip(table.values, table.groups[0].counted.counts, strict=True)) == wanted.to_dict()


def test_groups_of_the_shared_survey_are_those_of_pandas(shared_survey: Workbench) -> None:
    pandas = pytest.importorskip("pandas")
    frame = pandas.read_csv(SHARED, dtype=str, keep_default_na=False)
    name, by = "Do you work remotely?", "Do you currently have a mental health disorder?"
    table = shared_survey.read.evidence_on.tabulate(column(shared_survey, name), column(shared_survey, by))
    wanted = pandas.crosstab(frame[by], frame[name])
    for group in table.groups[1:]:
        counts = dict(zip(table.values, group.counted.counts, strict=True))
        assert counts == wanted.loc[group.name].to_dict()
