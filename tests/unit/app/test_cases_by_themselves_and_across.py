"""One case in all it holds, its sub-cases included, and several cases side by side."""

from __future__ import annotations

import pytest

from ipof_workbench.app.commands.case_scope import SetScope
from ipof_workbench.app.commands.memos import WriteMemo
from ipof_workbench.app.commands.record_edits import AddRecord
from ipof_workbench.domain import records
from ipof_workbench.domain.case_rows import CaseClaim, CasePage, Weighed
from ipof_workbench.domain.errors import NotFound
from ipof_workbench.domain.filters import Filter
from tests.unit.storage.hand_made_study import Study


def page(study: Study, name: str, scope: Filter | None = None) -> CasePage:
    return study.workbench.read.by_case.page(study.cases[name], scope or Filter())


def told(claims: tuple[CaseClaim, ...]) -> dict[str, tuple[int, int, dict[str, int]]]:
    return {claim.claim.number: (claim.counts.sources, claim.counts.codings, claim.stances) for claim in claims}


def test_a_case_counts_its_own_evidence_and_that_of_its_sub_cases(study: Study) -> None:
    assert told(page(study, "Harbour").configurations) == {
        "1": (3, 3, {"supports": 2, "challenges": 1}),
        "10": (1, 1, {"supports": 1}),
    }
    assert told(page(study, "Harbour night").configurations) == {"1": (1, 1, {"supports": 1})}
    assert told(page(study, "Lantern").configurations) == {"1": (1, 1, {"refines": 1}), "2": (1, 1, {"supports": 1})}


def test_statements_stand_beside_the_configurations(study: Study) -> None:
    statements = page(study, "Harbour").statements
    assert told(statements) == {"S1": (1, 1, {"silent": 1})}
    assert statements[0].claim.title == "If nobody knows you, then you write."


def test_the_quotes_that_show_a_configuration_hold_a_challenge(study: Study) -> None:
    quotes = page(study, "Harbour").configurations[0].quotes
    assert {quote.stance for quote in quotes} == {"supports", "challenges"}
    assert all(quote.case_name.startswith("Harbour") for quote in quotes)


def test_what_a_case_holds_by_kind_of_document(study: Study) -> None:
    harbour = page(study, "Harbour")
    assert [(row.kind, row.documents, row.coded, row.done) for row in harbour.data] == [
        ("focus_group", 1, 1, 0),
        ("interview", 1, 1, 0),
    ]
    assert harbour.participants == 3
    assert harbour.values == {study.attributes["host"]: "charity"}


def test_what_was_looked_for_and_not_found_is_on_the_page_without_any_evidence(study: Study) -> None:
    search = records.LookedFor(configuration=study.configurations["2"], case=study.cases["Harbour night"], note="twice")
    study.do(AddRecord(search))
    harbour = page(study, "Harbour")
    assert [(row.number, row.case_name, row.note) for row in harbour.looked_for] == [("2", "Harbour night", "twice")]
    two = next(claim for claim in harbour.configurations if claim.claim.number == "2")
    assert (two.counts.codings, two.looked_for, two.looked_below) == (0, False, ("Harbour night",))
    night = page(study, "Harbour night").configurations
    assert [claim.looked_for for claim in night if claim.claim.number == "2"] == [True]
    assert page(study, "Lantern").looked_for == ()


def test_a_configuration_that_is_meant_for_the_case_is_on_its_page(study: Study) -> None:
    study.do(SetScope(study.configurations["2"], (study.cases["Harbour"],)))
    assert [claim.claim.number for claim in page(study, "Harbour").configurations if claim.in_scope] == ["2"]


def test_only_case_summaries_are_summaries_the_newest_first(study: Study) -> None:
    harbour = study.cases["Harbour"]
    study.do(WriteMemo("Other", about_kind="case", about=harbour))
    first = study.do(WriteMemo("One", kind="case_summary", about_kind="case", about=harbour))
    second = study.do(WriteMemo("Two", kind="case_summary", about_kind="case", about=harbour))
    assert [memo.rid for memo in page(study, "Harbour").summaries] == [second.rid, first.rid]


def test_the_filter_narrows_the_evidence_and_a_parent_lets_its_sub_case_through(study: Study) -> None:
    cases = study.cases
    assert page(study, "Harbour", Filter(cases=frozenset({cases["Lantern"]}))).configurations == ()
    night = page(study, "Harbour night", Filter(cases=frozenset({cases["Harbour"]})))
    assert told(night.configurations) == {"1": (1, 1, {"supports": 1})}
    challenging = page(study, "Harbour", Filter(stances=frozenset({"challenges"})))
    assert told(challenging.configurations) == {"1": (1, 1, {"challenges": 1})}


def test_the_evidence_of_one_case_on_one_claim(study: Study) -> None:
    read = study.workbench.read.by_case
    one = next(claim for claim in read.claims() if claim.number == "1")
    assert [row.quote for row in read.evidence(one, study.cases["Lantern"])] == ["a relief"]
    said = next(claim for claim in read.claims() if claim.number == "S1")
    assert [row.quote for row in read.evidence(said, study.cases["Harbour"])] == ["nobody knows my name"]


def test_a_case_that_is_gone_is_refused(study: Study) -> None:
    with pytest.raises(NotFound, match="no longer in the project"):
        study.workbench.read.by_case.page(99_999)


def test_cases_side_by_side_say_what_speaks_for_and_against(study: Study) -> None:
    harbour, lantern = study.cases["Harbour"], study.cases["Lantern"]
    study.do(AddRecord(records.LookedFor(configuration=study.configurations["10"], case=lantern)))
    rows = {row.claim.number: row for row in study.workbench.read.by_case.across([harbour, lantern])}
    assert list(rows) == ["1", "2", "10", "S1"]
    assert rows["1"].cells == {harbour: Weighed(2, 1, False), lantern: Weighed(1, 0, False)}
    assert rows["10"].cells == {harbour: Weighed(1, 0, False), lantern: Weighed(0, 0, True)}
    assert rows["2"].cells[harbour] == Weighed(0, 0, False)
    assert [number for number, row in rows.items() if row.differs] == ["1", "10"]
