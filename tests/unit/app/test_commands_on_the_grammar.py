"""The grammar: roles added, changed, ordered, hidden and shown; a preset applied; nothing is ever lost."""

from __future__ import annotations

import pytest

from ipof_workbench.app.commands.coding import CodePassage
from ipof_workbench.app.commands.configurations import PutInPlace
from ipof_workbench.app.commands.deletion import DeleteRecords
from ipof_workbench.app.commands.grammar import (
    AddRole,
    ApplyPreset,
    EditRole,
    HideRole,
    OrderRoles,
    RemoveRole,
    ShowRole,
)
from ipof_workbench.app.theory_view import theory_model
from ipof_workbench.domain import records
from ipof_workbench.domain.errors import UsageError
from ipof_workbench.domain.grammars import PRESETS, preset, preset_change
from ipof_workbench.storage.integrity import canonical_dump
from tests.unit.storage.hand_made_study import Study

CONTEXT, MECHANISM, OUTCOME = 1, 2, 3


def keys(study: Study, *, hidden: bool = False) -> list[str]:
    return [role.key for role in study.workbench.read.roles(hidden=hidden)]


def role(study: Study, key: str) -> records.Role:
    return study.workbench.read.find(records.Role, key=key)[0]


def test_an_own_role_takes_a_key_a_plural_and_a_free_letter(study: Study) -> None:
    made = study.do(AddRole("Moderating factor", position=1))
    assert (made.key, made.plural, made.letter, made.connector) == ("moderating_factor", "Moderating factors", "D", "")
    assert keys(study) == ["context", "moderating_factor", "mechanism", "outcome"]
    assert study.workbench.read.summary().grammar == "own"
    assert study.do(AddRole("Moderating factor", letter="b")).key == "moderating_factor_2"
    assert role(study, "moderating_factor_2").letter == "B"


def test_a_role_is_edited_and_the_same_text_coalesces(study: Study) -> None:
    steps = len(study.workbench.history())
    for words in ("C", "Ci", "Circumstance"):
        study.do(EditRole(CONTEXT, {"label": words}))
    assert len(study.workbench.history()) == steps + 1
    study.do(EditRole(CONTEXT, {"letter": "x", "colour": "green", "glyph": "ellipse", "connector": "because"}))
    held = role(study, "context")
    assert (held.label, held.letter, held.colour, held.glyph) == ("Circumstance", "X", "green", "ellipse")
    assert study.workbench.history()[0].label == "Changed letter, colour, shape, connector of the role Circumstance"
    study.do(EditRole(MECHANISM, {"parent": CONTEXT}))
    assert role(study, "mechanism").parent == CONTEXT


def test_a_new_order_is_that_of_tables_and_lanes(study: Study) -> None:
    study.do(OrderRoles((OUTCOME, CONTEXT)))
    assert keys(study) == ["outcome", "context", "mechanism"]
    assert [lane.role_key for lane in theory_model(study.workbench).roles] == ["outcome", "context", "mechanism"]
    places = study.workbench.read.places()[study.configurations["1"]]
    assert [place.role.key for place in places] == ["outcome", "context", "mechanism"]


def test_a_hidden_role_is_out_of_sight_and_comes_back_whole(study: Study) -> None:
    connection = study.workbench._project.reader()  # noqa: SLF001
    read = study.workbench.read
    before = canonical_dump(connection)
    places, evidence = read.places(), len(read.evidence())
    study.do(HideRole(CONTEXT))
    assert keys(study) == ["mechanism", "outcome"]
    assert keys(study, hidden=True) == ["context", "mechanism", "outcome"]
    assert all(
        "context" not in row.present and "context" not in row.missing for row in read.configurations() if row.missing
    )
    assert all(element.role_key != "context" for element in theory_model(study.workbench).elements)
    assert len(read.evidence()) == evidence
    with pytest.raises(UsageError, match="hidden"):
        study.workbench.run(CodePassage(*study.passage("post", "again"), "context"))
    study.do(ShowRole(CONTEXT))
    assert read.places() == places
    for _ in range(2):
        study.workbench.undo()
    assert canonical_dump(connection) == before


def test_a_role_shown_again_gets_a_free_letter_where_its_own_was_given_away(study: Study) -> None:
    study.do(HideRole(CONTEXT))
    study.do(AddRole("Circumstance"))
    assert role(study, "circumstance").letter == "C"
    assert study.do(ShowRole(CONTEXT)).letter == "N"


def test_a_role_that_nothing_uses_is_removed_with_its_empty_places(study: Study) -> None:
    made = study.do(AddRole("Actor", key="actor"))
    element = study.do(PutInPlace(study.configurations["1"], "actor", label="Moderator")).element
    assert study.workbench.read.grammar.uses()[made.rid] == (1, 0, 1, 0)
    study.do(DeleteRecords(records.Element, (element,)))
    assert not study.workbench.read.grammar.uses()[made.rid].is_used
    study.do(RemoveRole(made.rid))
    assert keys(study) == ["context", "mechanism", "outcome"]
    assert study.workbench.read.find(records.Place, role=made.rid) == []
    assert study.workbench.read.summary().grammar == "cmo"


def test_a_role_above_others_goes_without_them(study: Study) -> None:
    made = study.do(AddRole("Setting"))
    study.do(EditRole(MECHANISM, {"parent": made.rid}))
    study.do(RemoveRole(made.rid))
    assert role(study, "mechanism").parent is None


@pytest.mark.parametrize("wanted", PRESETS)
@pytest.mark.parametrize("first", ["cmo", "icamo", "resource-reasoning"])
def test_a_preset_adds_shows_and_hides_and_loses_nothing(study: Study, first: str, wanted: str) -> None:
    read = study.workbench.read
    study.do(ApplyPreset(first))
    rows, evidence = len(read.find(records.PlaceContent)), len(read.find(records.Evidence))
    change = preset_change(read.roles(hidden=True), wanted)
    before = {held.key for held in read.roles(hidden=True)}
    visible = {held.key for held in read.roles()}
    study.do(ApplyPreset(wanted))
    roles = preset(wanted)[1]
    assert keys(study) == [one.key for one in roles]
    assert [held.label for held in read.roles()] == [one.label for one in roles]
    assert read.summary().grammar == wanted
    assert set(keys(study, hidden=True)) == before | {one.key for one in roles}
    assert len({held.letter for held in read.roles()}) == len(roles)
    assert len(change.hides) == len(visible - {one.key for one in roles})
    assert (len(read.find(records.PlaceContent)), len(read.find(records.Evidence))) == (rows, evidence)
    rids = {held.key: held.rid for held in read.roles()}
    assert all(role(study, one.key).parent == rids.get(one.parent) for one in roles if one.parent)


def test_a_preset_keeps_what_somebody_has_named(study: Study) -> None:
    study.do(EditRole(CONTEXT, {"label": "Circumstance"}))
    study.do(EditRole(MECHANISM, {"letter": "I"}))
    study.do(ApplyPreset("icamo"))
    assert [(held.label, held.letter) for held in study.workbench.read.roles()] == [
        ("Intervention", "N"), ("Circumstance", "C"), ("Actor", "A"), ("Mechanism", "I"), ("Outcome", "O"),
    ]  # fmt: skip


def test_what_a_preset_would_change_is_said_before(study: Study) -> None:
    roles = study.workbench.read.roles
    assert preset_change(roles(hidden=True), "icamo").words == "Adds Intervention, Actor; hides nothing."
    study.do(ApplyPreset("icamo"))
    assert preset_change(roles(hidden=True), "cmo").words == "Adds nothing; hides Intervention, Actor."
    study.do(ApplyPreset("cmo"))
    assert (
        preset_change(roles(hidden=True), "icamo").words
        == "Adds nothing; shows Intervention, Actor again; hides nothing."
    )


def test_the_figure_wears_the_colours_and_shapes_that_were_chosen(study: Study) -> None:
    from ipof_workbench.domain.appearance import ROLE_COLOURS

    study.do(EditRole(CONTEXT, {"colour": "vermilion", "glyph": "pill"}))
    lane = theory_model(study.workbench).roles[0]
    assert lane.style is not None
    assert (lane.style.light, lane.style.shape) == (ROLE_COLOURS["vermilion"][1], "pill")
