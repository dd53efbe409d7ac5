"""What an import takes for known: the same name and words within a case, not across cases."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ipof_workbench.app.imports import import_posts, import_survey
from ipof_workbench.app.workbench import Workbench
from ipof_workbench.domain.imported import ParsedPost, ParsedPosts, ParsedSurvey


@pytest.fixture
def workbench(tmp_path: Path) -> Iterator[Workbench]:
    with Workbench.create(tmp_path / "s.ipof") as made:
        yield made


def thanks(case: str) -> ParsedPosts:
    return ParsedPosts("p.csv", "0", (ParsedPost("1", "Thanks!", case=case),))


def survey(age: str) -> ParsedSurvey:
    return ParsedSurvey("s.csv", "0", ("Age",), ("Why?",), (("1", "", (age,), ("Company.",)),))


def test_the_same_number_and_words_in_another_forum_are_another_post(workbench):
    assert import_posts(workbench, thanks("Harbour")).sentence == "1 new, 0 unchanged"
    assert import_posts(workbench, thanks("Kettle")).sentence == "1 new, 0 unchanged"
    assert import_posts(workbench, thanks("harbour")).sentence == "0 new, 1 unchanged"


def test_an_import_without_a_case_knows_what_lies_in_any(workbench):
    import_posts(workbench, thanks("Harbour"))
    assert import_posts(workbench, thanks("")).sentence == "0 new, 1 unchanged"


def test_what_came_without_a_case_is_known_when_it_comes_again_with_one(workbench):
    import_posts(workbench, thanks(""))
    assert import_posts(workbench, thanks("Harbour")).sentence == "0 new, 1 unchanged"


def test_respondent_1_of_one_case_is_not_respondent_1_of_another(workbench):
    import_survey(workbench, survey("18"), "Harbour")
    assert import_survey(workbench, survey("60"), "Kettle").added == 1
    assert [(row.name, row.cases) for row in workbench.read.participants()] == [("1", "Harbour"), ("1", "Kettle")]
    (age,) = workbench.read.attributes("participant")
    values = workbench.read.attribute_values("participant")
    assert sorted(held[age.rid] for held in values.values()) == ["18", "60"]
    assert import_survey(workbench, survey("60"), "Kettle").sentence == "0 new, 1 unchanged"


def test_a_later_wave_of_the_same_case_meets_the_same_respondent(workbench):
    import_survey(workbench, survey("18"), "Harbour")
    later = ParsedSurvey("w2.csv", "1", (), ("And now?",), (("1", "", (), ("Still here.",)),))
    assert import_survey(workbench, later, "Harbour").added == 1
    assert [row.documents for row in workbench.read.participants()] == [2]
