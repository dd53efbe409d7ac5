"""The closed lists, the preset grammars and the filter."""

from __future__ import annotations

import pytest

from ipof_workbench.domain import vocabulary
from ipof_workbench.domain.errors import RowsRefused, UsageError, WorkbenchError
from ipof_workbench.domain.filters import EVERYTHING, AttributeCondition, Filter
from ipof_workbench.domain.grammars import PRESETS, preset
from ipof_workbench.domain.vocabulary import ClosedList, DocumentKind, Stance, Status

STORED = {
    vocabulary.Stance: "supports partly_supports refines challenges supports_rival silent",
    vocabulary.Status: "candidate initial under_test refined final rejected parked",
    vocabulary.Change: (
        "new confirmed reworded refined narrowed broadened split merged refuted dropped parked revived"
    ),
    vocabulary.DocumentKind: (
        "interview focus_group survey_response forum_post literature document field_note workshop_note"
    ),
    vocabulary.Inference: "inductive deductive abductive retroductive",
    vocabulary.QuotePolicy: "verbatim paraphrase none",
    vocabulary.Consent: "unknown given withdrawn",
}


@pytest.mark.parametrize("closed", STORED, ids=lambda closed: closed.__name__)
def test_the_stored_keys_are_those_of_the_design(closed: type[ClosedList]) -> None:
    assert [member.value for member in closed] == STORED[closed].split()


@pytest.mark.parametrize("closed", ClosedList.__subclasses__(), ids=lambda closed: closed.__name__)
def test_every_member_is_found_by_its_key_and_its_words(closed: type[ClosedList]) -> None:
    for member in closed:
        assert closed.parse(member.value) is member
        assert closed.parse(f"  {member.words.upper()} ") is member
        assert closed.parse(member.value.replace("_", "-")) is member
        assert "_" not in member.words


def test_a_word_that_is_none_is_refused_with_what_there_is() -> None:
    with pytest.raises(UsageError, match=r"“maybe” is no stance; use one of supports, partly_supports"):
        Stance.parse("maybe")
    with pytest.raises(UsageError, match="“” is no kind of document"):
        DocumentKind.parse("")
    assert Status.parse("Under test") is Status.UNDER_TEST


ROLES = {
    "cmo": "context mechanism outcome",
    "resource-reasoning": "context mechanism_resource mechanism outcome",
    "icamo": "intervention context actor mechanism outcome",
    "scmo": "strategy context mechanism outcome",
    "cimo": "context intervention mechanism outcome",
}


def test_the_preset_grammars_are_those_of_the_design() -> None:
    assert {key: " ".join(role.key for role in roles) for key, (_, roles) in PRESETS.items()} == ROLES


@pytest.mark.parametrize("key", PRESETS)
def test_the_letters_of_a_grammar_are_its_keys_on_the_keyboard(key: str) -> None:
    _, roles = preset(key.upper())
    letters = [role.letter for role in roles]
    assert len(set(letters)) == len(letters)
    assert all(len(letter) == 1 and letter.isupper() for letter in letters)
    assert {role.connector for role in roles} == {"if", "then", "because"}
    assert all(role.parent in {"", *(other.key for other in roles)} for role in roles)


def test_an_unknown_grammar_is_refused_with_what_there_is() -> None:
    with pytest.raises(UsageError, match="There is no grammar “cmoc”; use one of cmo, resource-reasoning"):
        preset("cmoc")


def test_a_filter_is_empty_until_it_says_something() -> None:
    assert EVERYTHING.is_empty
    assert Filter(cases=frozenset()).is_empty
    assert not Filter(minimum_sources=1).is_empty
    assert not Filter(attributes=(AttributeCondition(1, frozenset({"a"})),)).is_empty
    assert hash(Filter(cases=frozenset({1}))) == hash(Filter(cases=frozenset({1})))


def _all_errors(kind: type[WorkbenchError]) -> list[type[WorkbenchError]]:
    return [kind, *(below for direct in kind.__subclasses__() for below in _all_errors(direct))]


@pytest.mark.parametrize("kind", _all_errors(WorkbenchError), ids=lambda kind: kind.__name__)
def test_every_refusal_has_an_exit_code_of_the_command_line(kind: type[WorkbenchError]) -> None:
    assert kind.exit_code in {1, 2, 3, 4, 5}


def test_refused_rows_are_told_with_their_numbers_five_at_most() -> None:
    error = RowsRefused("Nothing was imported:", [(number, "bad") for number in range(2, 9)])
    assert str(error) == (
        "Nothing was imported: row 2: bad; row 3: bad; row 4: bad; row 5: bad; row 6: bad (and 2 more)"
    )
    assert error.exit_code == 3
