"""Where the sentence and the places of a configuration disagree, and where they only word things differently."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipof_workbench.app.commands.configurations import PutInPlace, ReplaceInPlace
from ipof_workbench.app.commands.elements import AddElement
from ipof_workbench.app.commands.record_edits import EditFields
from ipof_workbench.app.remark_facts import Facts
from ipof_workbench.app.remark_words import denies, names, negates
from ipof_workbench.app.remarks import remarks
from ipof_workbench.app.sample import build_sample
from ipof_workbench.app.workbench import Workbench
from ipof_workbench.domain import records
from ipof_workbench.domain.listings import ConfigurationRow, Counts, PlaceContentRow, PlaceRow, RoleRow
from ipof_workbench.domain.remark_rows import Remark
from tests.unit.storage.hand_made_study import Study

ROLES = [
    RoleRow(1, "context", "Context", "Contexts", "C", "if", None),
    RoleRow(2, "mechanism", "Mechanism", "Mechanisms", "M", "because", None),
    RoleRow(3, "outcome", "Outcome", "Outcomes", "O", "then", None),
]
CONTEXT, MECHANISM, OUTCOME = (
    "Reasons given for decisions",
    "Trust that someone is watching",
    "Stays when threads get hard",
)
IF, THEN, BECAUSE = (
    "moderators say why they step in and reasons are given for decisions",
    "members stay with one another when a thread becomes hard",
    "they trust that someone is watching it, so it need not be them",
)


def place(role: RoleRow, label: str, polarity: str = "present", activation: str = "fires") -> PlaceRow:
    held = PlaceContentRow(role.rid, role.rid, 0, 0, role.rid, label, True, 1, None, "", "", polarity, activation, "")
    return PlaceRow(role, role.rid, (held,) if label else ())


def found(
    written: tuple[str, str, str] = (IF, THEN, BECAUSE),
    labels: tuple[str, str, str] = (CONTEXT, MECHANISM, OUTCOME),
    *,
    names: dict[int, tuple[str, str]] | None = None,
    later: frozenset[int] = frozenset(),
    **states: tuple[str, str],
) -> list[Remark]:
    """Return what is said of one configuration; `states` are role key -> (polarity, activation)."""
    places = tuple(place(role, label, *states.get(role.key, ())) for role, label in zip(ROLES, labels, strict=True))
    held = frozenset(each.role.key for each in places if each.contents)
    missing = tuple(role.key for role in ROLES if role.key not in held)
    row = ConfigurationRow(5, "5", "", "initial", None, "", held, missing, Counts(2, 3, 1), {"challenges": 1})
    every = remarks(Facts([row], {5: places}, ROLES, {5: (1, *written)}, names=names or {}, later=later))
    return [remark for remark in every if remark.rule == "worded"]


def said(*arguments: object, **rest: object) -> list[str]:
    return [remark.sentence for remark in found(*arguments, **rest)]  # type: ignore[arg-type]


# --- what is no disagreement


def test_a_part_may_be_worded_quite_otherwise_than_its_element_is_called() -> None:
    assert said() == []
    assert said(("people wait for months", "they come here first", BECAUSE)) == []
    assert said((IF, THEN, "nothing they say can follow them home")) == []


def test_nothing_written_agrees_with_everything() -> None:
    assert said(("", "", "")) == []


@pytest.mark.parametrize(
    "written",
    [
        ("", "", "there is no judgement, so that they trust that someone is watching"),
        ("", "", "they would not stay unless they had trust that someone is watching"),
    ],
)
def test_a_negation_of_something_else_denies_nothing(written: tuple[str, str, str]) -> None:
    assert said(written) == []


def test_a_name_with_a_negation_of_its_own_is_left_alone() -> None:
    labels = ("Nobody from real life there", MECHANISM, OUTCOME)
    assert said(("nobody from real life is there", THEN, BECAUSE), labels) == []
    assert said(("nobody from real life is there", THEN, BECAUSE), labels, context=("absent", "fires")) == []


def test_an_element_may_be_named_in_another_part_as_well_as_in_its_own() -> None:
    because = "they trust that someone is watching, and the reasons given for decisions show it"
    assert said((IF, THEN, because)) == []


def test_one_word_that_falls_in_another_part_is_no_name() -> None:
    assert said(("the night is long", THEN, "safety is what they come for"), ("Safety", MECHANISM, OUTCOME)) == []


def test_the_sample_study_has_none() -> None:
    # Eighteen configurations, worded by a person who did not think of how the elements are called.
    import tempfile
    from pathlib import Path

    with (
        tempfile.TemporaryDirectory() as folder,
        Workbench.open(build_sample(Path(folder) / "study"), read_only=True) as workbench,
    ):
        every = workbench.read.remarks.found().open
    assert [remark.sentence for remark in every if remark.rule == "worded"] == []


# --- what is one


def test_words_without_a_part_are_noticed() -> None:
    (remark,) = found((IF, THEN, "they feel safe"), (CONTEXT, "", OUTCOME))
    assert remark.sentence == "says “because” in words, but has no mechanism among its parts."
    assert remark.links[0].role_key == "mechanism"


def test_what_stands_as_absent_is_not_worded_as_so() -> None:
    (remark,) = found(context=("absent", "fires"))
    assert remark.sentence == "says that “Reasons given for decisions” is so, though it stands there as absent."
    assert remark.links[0].role_key == "context"
    assert said(("no reasons are given for decisions", THEN, BECAUSE), context=("absent", "fires")) == []


def test_what_stands_as_present_is_not_denied() -> None:
    assert said((IF, THEN, "they do not trust that someone is watching")) == [
        "denies “Trust that someone is watching” in words, though it stands there."
    ]
    assert said((IF, THEN, "they do not trust that someone is watching"), mechanism=("absent", "fires")) == []


def test_what_does_not_fire_is_not_worded_as_if_it_did() -> None:
    fired = (IF, THEN, "they trust that someone is watching")
    assert said(fired, mechanism=("present", "inhibited")) == [
        "words “Trust that someone is watching” as if it fired, though it is inhibited there."
    ]
    assert said(fired, mechanism=("present", "does_not_fire")) == [
        "words “Trust that someone is watching” as if it fired, though it does not fire there."
    ]
    assert said(fired, mechanism=("present", "partly")) == []
    denied = (IF, THEN, "they do not trust that someone is watching")
    assert said(denied, mechanism=("present", "does_not_fire")) == []


def test_an_element_named_in_the_wrong_part_is_noticed() -> None:
    (remark,) = found((IF, "they trust that someone is watching", "the thread is minded"))
    assert remark.sentence == "names its mechanism “Trust that someone is watching” under “then”, not under “because”."
    assert remark.links[0].role_key == "mechanism"


def test_a_part_that_names_an_element_which_does_not_stand_there_is_noticed() -> None:
    library = {90: ("Fear it ends up in notes", "mechanism"), 91: ("Fear it ends up in notes {}", "outcome")}
    written = (IF, THEN, "they fear that it ends up in their notes")
    assert said(written, names=library) == [
        "names “Fear it ends up in notes” under “because”, where “Trust that someone is watching” stands."
    ]
    assert said(written, names={}) == []
    assert said((IF, THEN, "they fear it ends up in notes, and trust nobody"), names=library) == []
    assert said(written, names={91: library[91]}) == []


def test_what_came_in_after_the_sentence_and_is_not_in_it_is_noticed() -> None:
    written = (IF, THEN, "nothing can follow them home")
    assert said(written, later=frozenset({2})) == [
        "was worded before “Trust that someone is watching” came in as a mechanism, and does not name it."
    ]
    assert said(later=frozenset({1, 2, 3})) == []


def test_a_sentence_with_no_word_of_any_of_its_parts_was_written_for_another() -> None:
    (remark,) = found(("people wait for months", "they come here first", "nobody else replies"))
    assert remark.sentence == "has a sentence that names none of its parts: was it written for another configuration?"
    assert said(("people wait for months", "", "")) == []


def test_an_answer_holds_until_the_words_or_the_element_change() -> None:
    (first,) = found((IF, "they trust that someone is watching", "the thread is minded"))
    (again,) = found((IF, "they trust that someone is watching", "the thread is minded"))
    (other,) = found((IF, "they trust that someone is watching now", "the thread is minded"))
    assert first.state == again.state != other.state


# --- in a project


def worded(study: Study, number: str) -> list[str]:
    every = study.workbench.read.remarks.found().open
    return [remark.sentence for remark in every if remark.rule == "worded" and remark.name == number]


def write(study: Study, number: str, **texts: str) -> None:
    draft = study.workbench.read.configuration(study.configurations[number]).draft
    study.do(EditFields(records.ConfigurationVersion, draft, texts))


def test_an_element_that_replaces_another_after_the_sentence_was_written_is_noticed(study: Study) -> None:
    configuration = study.configurations["1"]
    write(study, "1", because_text="somebody is there for them")
    before = worded(study, "1")
    held = study.workbench.read.configuration(configuration)
    mechanism = next(each for each in held.places if each.role.key == "mechanism")
    added = study.do(AddElement("mechanism", "Zest for gardening"))
    study.do(ReplaceInPlace(mechanism.contents[0].rid, added.rid))
    sentence = "was worded before “Zest for gardening” came in as a mechanism, and does not name it."
    assert (before, worded(study, "1")) == ([], [sentence])
    write(study, "1", because_text="somebody else is there for them")
    assert worded(study, "1") == []


def test_how_an_element_stands_is_no_new_element(study: Study) -> None:
    write(study, "1", because_text="somebody is there for them")
    held = study.workbench.read.configuration(study.configurations["1"])
    mechanism = next(each for each in held.places if each.role.key == "mechanism")
    study.do(EditFields(records.PlaceContent, mechanism.contents[0].rid, {"activation": "partly"}))
    assert worded(study, "1") == []


def test_a_further_element_is_noticed_and_undo_takes_the_remark_back(study: Study) -> None:
    write(study, "1", if_text="nobody else is awake")
    study.do(PutInPlace(study.configurations["1"], "context", label="Zest for gardening"))
    assert worded(study, "1") == ["was worded before “Zest for gardening” came in as a context, and does not name it."]
    study.workbench.undo()
    assert worded(study, "1") == []


def test_a_step_that_was_undone_says_nothing_of_what_came_first(study: Study) -> None:
    write(study, "1", because_text="somebody is there for them")
    held = study.workbench.read.configuration(study.configurations["1"])
    mechanism = next(each for each in held.places if each.role.key == "mechanism")
    added = study.do(AddElement("mechanism", "Zest for gardening"))
    study.do(ReplaceInPlace(mechanism.contents[0].rid, added.rid))
    study.workbench.undo()
    assert worded(study, "1") == [], "the mechanism is the one that the sentence was written for"
    study.workbench.redo()
    later = worded(study, "1")
    write(study, "1", because_text="somebody else is there for them")
    assert (len(later), worded(study, "1")) == (1, [])
    study.workbench.undo()
    assert worded(study, "1") == later, "the sentence is again the one from before the mechanism"


# --- names in words


@pytest.mark.parametrize(
    ("text", "label", "named"),
    [
        ("they trust that someone is watching", "Trust that someone is watching", True),
        ("relief, at long last, that someone answers", "relief that someone answers", True),
        ("being judged by nobody", "judging", True),
        ("moderation came late", "moderators", False),
        ("watching someone they trust", "Trust that someone is watching", False),
        ("relief that the night is over and in the morning she answers", "relief that someone answers", False),
        ("anything", "", False),
        ("", "words", False),
    ],
)
def test_a_name_is_all_its_words_in_order_and_close_together(text: str, label: str, named: bool) -> None:
    assert names(text, label) is named


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("no trust", True),
        ("without any trust", True),
        ("don't trust", True),
        ("no one to trust", False),
        ("trust", False),
    ],
)
def test_a_denial_stands_right_before_the_name(text: str, denied: bool) -> None:
    assert denies(text, "trust") is denied


@given(st.text(), st.text())
def test_any_words_can_be_asked_about(text: str, label: str) -> None:
    assert names(text, label) or not denies(text, label)
    assert isinstance(negates(text), bool)
