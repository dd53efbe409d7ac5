"""Elements: edited together, merged, split, given another role; nothing of the evidence is lost."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ipof_workbench.app.commands.coding import CodePassage, NameCodedElement
from ipof_workbench.app.commands.configurations import PutInPlace, ReplaceInPlace
from ipof_workbench.app.commands.deletion import DeleteRecords
from ipof_workbench.app.commands.diagrams import PlaceNodes, Standing
from ipof_workbench.app.commands.element_lineage import KeepApart, MergeElements, SplitElement, SplitPart
from ipof_workbench.app.commands.elements import AddElement, EditElements
from ipof_workbench.app.commands.evidence import AddEvidence
from ipof_workbench.app.commands.record_edits import AddRecord, EditFields
from ipof_workbench.app.commands.role_change import ChangeRole, RoleChange
from ipof_workbench.domain import records
from ipof_workbench.storage.integrity import canonical_dump
from tests.factories import Writing
from tests.unit.app.refusals_elements import recorded
from tests.unit.storage.hand_made_study import Study


def element(study: Study, rid: int) -> records.Element:
    return study.workbench.read.get(records.Element, rid)


def standing(study: Study, number: str, role_key: str) -> list[list[str]]:
    detail = study.workbench.read.configuration(study.configurations[number])
    place = next(place for place in detail.places if place.role.key == role_key)
    return [[content.label for content in group] for group in place.alternatives]


def label(study: Study) -> str:
    return study.workbench.history()[0].label


def add(study: Study, words: str, role: str = "context") -> int:
    return int(study.do(AddElement(role, words)).rid)


def library(study: Study) -> dict[str, tuple[int, int, int, int]]:
    return {row.label: (*row.counts, row.configurations) for row in study.workbench.read.library.rows()}


# --- the library


def test_the_library_counts_sources_codings_cases_and_configurations(study: Study) -> None:
    rows = {row.label: row for row in study.workbench.read.library.rows()}
    assert rows["Anonymity"].counts == (3, 3, 2)
    assert (rows["Anonymity"].configurations, rows["Anonymity"].roles) == (1, ("context",))
    assert rows["Relief"].counts == (2, 2, 2)
    assert (rows["Relief"].configurations, rows["Relief"].is_used, rows["Relief"].recorded) == (2, True, False)
    unnamed = next(row for row in rows.values() if not row.named)
    assert (unnamed.label, unnamed.role_key) == ("wrote again", "outcome")
    alone = add(study, "Alone")
    row = next(row for row in study.workbench.read.library.rows() if row.rid == alone)
    assert (row.counts, row.configurations, row.is_used, row.roles) == ((0, 0, 0), 0, False, ("context",))


def test_counts_are_those_of_the_filter(study: Study) -> None:
    from ipof_workbench.domain.filters import Filter

    rows = {
        row.label: row for row in study.workbench.read.library.rows(Filter(cases=frozenset({study.cases["Lantern"]})))
    }
    assert rows["Anonymity"].counts == (0, 0, 0)
    assert rows["Relief"].counts == (1, 1, 1)


def test_where_an_element_is_used_and_its_quotes(study: Study) -> None:
    read = study.workbench.read
    uses = read.library.uses(study.elements["Relief"])
    assert sorted((use.number, use.role_key, use.title) for use in uses) == [
        ("1", "mechanism", "Title 1"),
        ("10", "mechanism", "Title 10"),
    ]
    quotes = read.library.quotes(study.elements["Anonymity"])
    assert [(row.quote, row.case_name, row.participant_name, row.numbers) for row in quotes] == [
        ("nobody knows my name", "Harbour", "Ann", "1"),
        ("they all know me", "Harbour", "Ben", "1"),
        ("nobody knows who writes", "Harbour night", "Dev", "1"),
    ]


def test_one_field_of_several_elements_is_one_step(study: Study) -> None:
    chosen = (study.elements["Anonymity"], study.elements["Relief"])
    steps = len(study.workbench.history())
    study.do(EditElements(chosen, {"level": "Meso", "four_i": "infrastructure"}))
    assert len(study.workbench.history()) == steps + 1
    assert [(element(study, rid).level, element(study, rid).four_i) for rid in chosen] == [
        ("meso", "infrastructure")
    ] * 2
    assert label(study) == "Changed level, four I of 2 elements"
    study.workbench.undo()
    assert [element(study, rid).level for rid in chosen] == ["", ""]


def test_nesting_says_below_what(study: Study) -> None:
    above = add(study, "Conditions")
    study.do(EditElements((study.elements["Anonymity"],), {"parent": above}))
    assert (element(study, study.elements["Anonymity"]).parent, label(study)) == (
        above,
        "Put “Anonymity” below “Conditions”",
    )
    study.do(EditElements((study.elements["Anonymity"],), {"parent": None}))
    assert label(study) == "Took “Anonymity” out of its hierarchy"


# --- merging


def test_merging_moves_codings_draft_places_children_positions_theories_and_memos(study: Study) -> None:
    target, other = study.elements["Anonymity"], add(study, "Nobody knows me")
    child = add(study, "A user name")
    study.do(EditElements((child,), {"parent": other}))
    study.do(CodePassage(*study.passage("post", "again"), "context", study.configurations["2"], element=other))
    study.do(PlaceNodes((Standing(10, 20, other, "context"),)))
    theory = study.do(AddRecord(records.SubstantiveTheory(name="Disinhibition"))).rid
    study.do(
        Writing(
            lambda store: (
                setattr(store, "label", "Used"),
                store.put(records.SubstantiveTheoryUse(theory=theory, element=other)),
            )
        )
    )
    memo = study.do(AddRecord(records.Memo(body="Same?", about_kind="element", about=other))).rid
    study.do(MergeElements(target, (other,)))
    assert element(study, other).merged_into == target
    assert element(study, child).parent == target
    assert standing(study, "2", "context") == [["Anonymity"]]
    assert library(study)["Anonymity"] == (4, 4, 3, 2)
    assert "Nobody knows me" not in library(study)
    read = study.workbench.read
    assert [use.element for use in read.find(records.SubstantiveTheoryUse)] == [target]
    assert read.get(records.Memo, memo).about == target
    assert read.find(records.DiagramPosition)[0].element == target
    lineage = read.library.lineage(target)
    assert [(row.label, row.is_ancestor, row.change, row.is_merged) for row in lineage] == [
        ("Nobody knows me", True, "merged", True)
    ]
    assert [(row.label, row.is_ancestor) for row in read.library.lineage(other)] == [("Anonymity", False)]
    assert read.summary().elements == len(read.library.rows())


def test_recorded_versions_go_on_naming_what_they_named(study: Study) -> None:
    merged_away, content = recorded(study)
    target = add(study, "Nobody knows me")
    study.do(MergeElements(target, (merged_away,)))
    assert study.workbench.read.get(records.PlaceContent, content).element == merged_away
    assert element(study, merged_away).label == "Anonymity"
    assert standing(study, "1", "context") == [["Nobody knows me"]]


def test_merging_into_a_merged_element_means_what_that_became(study: Study) -> None:
    first, second, third = add(study, "One"), add(study, "Two"), add(study, "Three")
    study.do(MergeElements(first, (second,)))
    assert study.do(MergeElements(second, (third,))).rid == first
    assert element(study, third).merged_into == first


def test_a_merged_element_stands_for_its_target_wherever_it_is_still_named(study: Study) -> None:
    target, other = study.elements["Anonymity"], add(study, "Nobody knows me")
    study.do(MergeElements(target, (other,)))
    assert study.do(PutInPlace(study.configurations["2"], "context", other)).element == target
    made = study.do(CodePassage(*study.passage("post", "again"), "context", study.configurations["2"], element=other))
    assert made.element == target
    relief = study.workbench.read.find(records.PlaceContent, element=study.elements["Relief"])[0]
    assert study.do(ReplaceInPlace(relief.rid, other)).element == target
    coded = study.do(CodePassage(*study.passage("post", "café"), "context"))
    assert study.do(NameCodedElement(coded.coding, element=other)) == target


def test_merging_keeps_and_and_or_and_lets_nothing_stand_twice(study: Study) -> None:
    same, staff = add(study, "Namelessness"), add(study, "Staff")
    one = study.configurations["1"]
    study.do(PutInPlace(one, "context", staff))
    study.do(PutInPlace(one, "context", same, as_alternative=True))
    assert standing(study, "1", "context") == [["Anonymity", "Staff"], ["Namelessness"]]
    study.do(MergeElements(study.elements["Anonymity"], (same,)))
    assert standing(study, "1", "context") == [["Anonymity", "Staff"], ["Anonymity"]]
    study.do(MergeElements(study.elements["Anonymity"], (staff,)))
    assert standing(study, "1", "context") == [["Anonymity"]]


def test_what_was_merged_goes_with_its_target(study: Study) -> None:
    target, other = add(study, "Target"), add(study, "Other")
    study.do(MergeElements(target, (other,)))
    study.do(DeleteRecords(records.Element, (target,)))
    assert not study.workbench.read.exists(records.Element, other)
    assert study.workbench.read.find(records.Lineage) == []
    assert study.workbench.check() == []


# --- splitting


def test_splitting_gives_codings_and_places_to_the_parts_and_remembers_it(study: Study) -> None:
    source = study.elements["Anonymity"]
    study.do(EditFields(records.Element, source, {"level": "meso", "statement": "Long"}))
    held = study.workbench.read.find(records.PlaceContent, element=source)[0]
    evidence = len(study.workbench.read.evidence())
    nameless, known = study.do(
        SplitElement(
            source,
            (SplitPart(" Nameless ", (study.codings[0],), (held.rid,)), SplitPart("Known", (study.codings[1],))),
        )
    )
    assert label(study) == "Split “Nameless”, “Known” off “Anonymity”"
    assert (nameless.label, nameless.level, nameless.statement, nameless.role) == ("Nameless", "meso", "", 1)
    assert standing(study, "1", "context") == [["Nameless"]]
    contexts = [row for row in study.workbench.read.library.rows() if row.role_key == "context"]
    assert {row.label: row.counts.codings for row in contexts} == {"Anonymity": 1, "Nameless": 1, "Known": 1}
    assert len(study.workbench.read.evidence()) == evidence
    assert [(row.label, row.change, row.is_ancestor) for row in study.workbench.read.library.lineage(known.rid)] == [
        ("Anonymity", "split", True)
    ]


# --- another role


def counts(study: Study) -> tuple[object, ...]:
    """Everything that must not change when a role does."""
    read = study.workbench.read
    evidence = Counter((row.coding, row.finding, row.stance, row.strength) for row in read.find(records.Evidence))
    by_configuration = {row.number: (row.counts, row.stances) for row in read.configurations()}
    by_element = {row.rid: (row.counts, row.configurations) for row in read.library.rows()}
    return evidence, by_configuration, by_element, len(read.find(records.Coding))


def test_a_changed_role_takes_places_codings_evidence_and_positions_along(study: Study) -> None:
    relief, one = study.elements["Relief"], study.configurations["1"]
    study.do(
        PlaceNodes((Standing(300, 20, relief, "mechanism"), Standing(700, 90, study.elements["unnamed"], "outcome")))
    )
    before, steps = counts(study), len(study.workbench.history())
    done = study.do(ChangeRole(relief, "mechanism", "outcome"))
    assert done == RoleChange(codings=2, places=2, evidence=2)
    assert len(study.workbench.history()) == steps + 1
    assert counts(study) == before
    assert (standing(study, "1", "mechanism"), standing(study, "1", "outcome")) == ([], [["Relief"]])
    detail = study.workbench.read.configuration(one)
    outcome = next(place for place in detail.places if place.role.key == "outcome")
    assert [row.place for row in study.workbench.read.evidence(configuration=one, element=relief)] == [outcome.place]
    assert element(study, relief).role == 3
    position = next(held for held in study.workbench.read.find(records.DiagramPosition) if held.element == relief)
    assert (position.role, position.x, position.y) == (3, 700, 20)
    assert label(study) == "Made “Relief” an outcome instead of a mechanism"


def test_a_role_changed_in_one_configuration_stays_in_the_others(study: Study) -> None:
    relief = study.elements["Relief"]
    before = counts(study)
    study.do(ChangeRole(relief, "mechanism", "context", (study.configurations["10"],)))
    assert counts(study) == before
    assert standing(study, "1", "mechanism") == [["Relief"]]
    assert (standing(study, "10", "mechanism"), standing(study, "10", "context")) == ([], [["Relief"]])
    assert element(study, relief).role == 2


def test_a_passage_that_bears_on_both_is_coded_in_both_roles(study: Study) -> None:
    relief, ten = study.elements["Relief"], study.configurations["10"]
    place = next(p.place for p in study.workbench.read.configuration(ten).places if p.role.key == "mechanism")
    study.do(AddEvidence(study.codings[2], place=place, stance="challenges"))
    rows = len(study.workbench.read.evidence())
    study.do(ChangeRole(relief, "mechanism", "context", (ten,)))
    codings = study.workbench.read.find(
        records.Coding, excerpt=study.workbench.read.get(records.Coding, study.codings[2]).excerpt
    )
    assert sorted(coding.role for coding in codings) == [1, 2]
    assert len(study.workbench.read.evidence()) == rows
    assert study.workbench.check() == []


def test_alternatives_stay_alternatives_in_the_new_role(study: Study) -> None:
    anonymity, staff, one = study.elements["Anonymity"], add(study, "Staff"), study.configurations["1"]
    study.do(PutInPlace(one, "context", staff, as_alternative=True))
    study.do(
        EditFields(
            records.PlaceContent,
            study.workbench.read.find(records.PlaceContent, element=staff)[0].rid,
            {"activation": "partly"},
        )
    )
    study.do(ChangeRole(staff, "context", "mechanism"))
    assert standing(study, "1", "context") == [["Anonymity"]]
    assert standing(study, "1", "mechanism") == [["Relief", "Staff"]]
    assert study.workbench.read.find(records.PlaceContent, element=staff)[0].activation == "partly"
    assert standing(study, "1", "context") == [[element(study, anonymity).label]]


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["Anonymity", "Relief", "unnamed"]),
            st.permutations(["context", "mechanism", "outcome"]),
            st.sampled_from([None, "1", "2", "10"]),
        ),
        min_size=1,
        max_size=6,
    )
)
def test_no_sequence_of_role_changes_loses_evidence(
    study: Study, changes: list[tuple[str, list[str], str | None]]
) -> None:
    """Whatever is moved wherever: each configuration keeps its evidence, and undo brings everything back."""
    from ipof_workbench.domain.errors import WorkbenchError

    read = study.workbench.read
    connection = study.workbench._project.reader()  # noqa: SLF001
    whole = canonical_dump(connection)
    before = {row.number: (row.counts, row.stances) for row in read.configurations()}
    done = 0
    for name, (old, new, _), number in changes:
        some = None if number is None else (study.configurations[number],)
        try:
            done += study.workbench.run(ChangeRole(study.elements[name], old, new, some)).changed is not None
        except WorkbenchError:
            continue
        assert {row.number: (row.counts, row.stances) for row in read.configurations()} == before
    assert study.workbench.check() == []
    for _ in range(done):
        study.workbench.undo()
    assert canonical_dump(connection) == whole


# --- likely duplicates


def test_likely_duplicates_are_proposed_until_they_are_kept_apart(study: Study) -> None:
    other = add(study, "Anonymities", "mechanism")
    read = study.workbench.read.library
    assert [pair[:2] for pair in read.likely_duplicates()] == [(study.elements["Anonymity"], other)]
    study.do(KeepApart((other, study.elements["Anonymity"])))
    assert label(study) == "Kept “Anonymity” and “Anonymities” apart"
    assert read.likely_duplicates() == []
    third = add(study, "anonymity")
    assert len(read.likely_duplicates()) == 2
    study.do(KeepApart((study.elements["Anonymity"], other, third)))
    assert read.likely_duplicates() == []
    study.workbench.undo()
    assert len(read.likely_duplicates()) == 2


def test_what_is_gone_is_no_duplicate_any_more(study: Study) -> None:
    other = add(study, "Anonymities")
    study.do(MergeElements(study.elements["Anonymity"], (other,)))
    assert study.workbench.read.library.likely_duplicates() == []


@pytest.mark.parametrize("role", ["context", "mechanism"])
def test_an_element_in_a_recorded_version_is_not_deleted(study: Study, role: str) -> None:
    from ipof_workbench.domain.errors import RefusedChange

    rid, _ = recorded(study)
    with pytest.raises(RefusedChange, match="stands in a recorded version"):
        study.do(DeleteRecords(records.Element, (rid,)))
    assert element(study, rid).label == "Anonymity"
