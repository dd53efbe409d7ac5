"""Quotes are proposed, chosen, ordered, edited and printed; nothing that may not be printed is."""

from __future__ import annotations

import pytest

from ipof_workbench.app.cmo_table import PARAPHRASED, TableOptions
from ipof_workbench.app.commands.deletion import DeleteRecords
from ipof_workbench.app.commands.quotes import ChooseQuote, EditChosenQuote, MoveChosenQuote, UnchooseQuote
from ipof_workbench.app.commands.record_edits import EditFields
from ipof_workbench.app.report_tables import report_table
from ipof_workbench.domain import records
from ipof_workbench.domain.errors import RefusedChange
from ipof_workbench.domain.quote_rows import QuoteOption
from tests.factories import Writing
from tests.unit.storage.hand_made_study import Study

ANN, BEN, DEV, CLEO = "nobody knows my name", "they all know me", "nobody knows who writes", "a relief"


def evidence(study: Study, words: str, number: str = "1") -> int:
    return next(
        row.evidence
        for row in study.workbench.read.evidence(configuration=study.configurations[number])
        if words in row.quote
    )


def options(study: Study, number: str = "1") -> list[QuoteOption]:
    return study.workbench.read.quotes.options(configuration=study.configurations[number])


def quotes_cell(study: Study, number: str = "1", kind: str = "cmo-table") -> list[str]:
    table = report_table(study.workbench, kind)
    column = [column.key for column in table.columns].index("quotes")
    row = next(row for row in table.rows if row[0].text == number)
    return [part.text for part in row[column].paragraphs]


def notes(study: Study) -> str:
    return " ".join(report_table(study.workbench, "cmo-table").notes)


def test_proposals_come_from_different_people_and_both_sides(study: Study) -> None:
    found = [option for option in options(study) if option.rank]
    assert len({option.row.source for option in found}) == len(found)
    assert any(option.row.stance == "challenges" for option in found[:2])
    assert [option.rank for option in found] == list(range(1, len(found) + 1))
    assert "the other side" in {merit for option in found for merit in option.merits}


def test_the_same_study_gives_the_same_proposals(study: Study) -> None:
    assert options(study) == options(study)


def test_the_chosen_quotes_are_printed_in_their_order_and_no_others(study: Study) -> None:
    usual = quotes_cell(study)
    assert len(usual) == 2
    for words in (DEV, ANN, CLEO):
        study.do(ChooseQuote(evidence(study, words)))
    assert [DEV in part or ANN in part or CLEO in part for part in quotes_cell(study)] == [True] * 3
    assert DEV in quotes_cell(study)[0]
    study.do(MoveChosenQuote(evidence(study, DEV), 2))
    assert DEV in quotes_cell(study)[2]
    assert [option.row.quote for option in options(study)[:3]] == [
        quote for part in quotes_cell(study) for quote in [part[1 : part.index("”")]]
    ]
    for words in (DEV, ANN, CLEO):
        study.do(UnchooseQuote(evidence(study, words)))
    assert quotes_cell(study) == usual


def test_a_table_without_quotes_stays_without(study: Study) -> None:
    study.do(ChooseQuote(evidence(study, DEV)))
    table = report_table(study.workbench, "cmo-table", options=TableOptions(with_quotes=False))
    assert "quotes" not in [column.key for column in table.columns]


def test_an_edited_quote_stands_in_its_marks_and_a_note_says_what_the_signs_mean(study: Study) -> None:
    study.do(ChooseQuote(evidence(study, DEV)))
    assert "[…]" not in notes(study)
    study.do(EditChosenQuote(evidence(study, DEV), "[N]obody knows […] writes [on the forum]"))
    assert quotes_cell(study) == ["“[N]obody knows […] writes [on the forum]” (Dev, member, Harbour night)"]
    assert "[…] stands for words left out" in notes(study)
    study.do(EditChosenQuote(evidence(study, DEV), DEV))
    assert study.workbench.read.quotes.chosen()[evidence(study, DEV)].text == ""


def test_a_quote_that_says_something_else_is_refused_with_the_first_words_that_differ(study: Study) -> None:
    study.do(ChooseQuote(evidence(study, DEV)))
    with pytest.raises(RefusedChange, match="The passage says “nobody knows who writes”, not “everybody knows"):
        study.do(EditChosenQuote(evidence(study, DEV), "everybody knows […]"))
    assert study.workbench.read.quotes.chosen()[evidence(study, DEV)].text == ""


def test_a_paraphrase_is_marked_as_one_and_has_no_quotation_marks(study: Study) -> None:
    study.do(EditFields(records.Case, study.cases["Harbour night"], {"quote_policy": "paraphrase"}))
    piece = evidence(study, DEV)
    option = next(option for option in options(study) if option.row.evidence == piece)
    assert (option.reason, option.can_paraphrase) == ("Harbour night allows paraphrase only", True)
    with pytest.raises(RefusedChange, match="Harbour night allows paraphrase only; write a paraphrase instead"):
        study.do(ChooseQuote(piece))
    with pytest.raises(RefusedChange, match="say it in words of your own"):
        study.do(ChooseQuote(piece, DEV, is_paraphrase=True))
    study.do(ChooseQuote(piece, "writing at night felt unseen", is_paraphrase=True))
    assert quotes_cell(study) == [f"{PARAPHRASED}writing at night felt unseen (Dev, member, Harbour night)"]
    assert "in the words of the analysts" in notes(study)
    study.do(EditFields(records.Case, study.cases["Harbour night"], {"quote_policy": "none"}))
    assert "unseen" not in " ".join(quotes_cell(study))


@pytest.mark.parametrize(
    ("changes", "reason"),
    [({"consent": "withdrawn"}, "Dev has withdrawn"), ({"quote_policy": "none"}, "Dev is not to be quoted")],
)
def test_words_that_may_not_be_printed_are_not_chosen_and_the_reason_is_told(
    study: Study, changes: dict[str, str], reason: str
) -> None:
    study.do(EditFields(records.Participant, study.people["Dev"], changes))
    piece = evidence(study, DEV)
    option = next(option for option in options(study) if option.row.evidence == piece)
    assert (option.reason, option.can_paraphrase, option.rank) == (reason, False, 0)
    with pytest.raises(RefusedChange, match=reason):
        study.do(ChooseQuote(piece))
    with pytest.raises(RefusedChange, match=f"{reason}, so it cannot be paraphrased either"):
        study.do(ChooseQuote(piece, "at night", is_paraphrase=True))


def test_a_choice_that_may_no_longer_be_printed_is_left_out_of_the_table(study: Study) -> None:
    study.do(ChooseQuote(evidence(study, DEV)))
    study.do(ChooseQuote(evidence(study, ANN)))
    study.do(EditFields(records.Participant, study.people["Dev"], {"consent": "withdrawn"}))
    assert [DEV in part for part in quotes_cell(study)] == [False]


def test_the_interviewers_words_are_never_quoted(study: Study) -> None:
    def ask(store: object) -> None:
        revision = store.find(records.TextRevision, document=study.documents["night"])[0]  # type: ignore[attr-defined]
        turn = store.find(records.Turn, revision=revision.rid)[0]  # type: ignore[attr-defined]
        from dataclasses import replace

        store.label = "Made it a question"  # type: ignore[attr-defined]
        store.put(replace(turn, is_interviewer=1))  # type: ignore[attr-defined]

    study.do(Writing(ask))
    with pytest.raises(RefusedChange, match="The interviewer's words are in it"):
        study.do(ChooseQuote(evidence(study, DEV)))


def test_the_same_passage_is_chosen_once_for_a_claim(study: Study) -> None:
    study.do(ChooseQuote(evidence(study, DEV)))
    with pytest.raises(RefusedChange, match="chosen for configuration 1 already"):
        study.do(ChooseQuote(evidence(study, DEV)))


def test_findings_and_links_have_no_quotes_to_choose(study: Study) -> None:
    on_link = next(row.evidence for row in study.workbench.read.evidence() if row.link is not None)
    with pytest.raises(RefusedChange, match="not for links"):
        study.do(ChooseQuote(on_link))

    def add(store: object) -> int:
        store.label = "Found"  # type: ignore[attr-defined]
        finding = store.put(records.Finding(kind="survey_statistic", wording="2 of 3"))  # type: ignore[attr-defined]
        piece = records.Evidence(finding=finding.rid, configuration=study.configurations["1"], analyst=1)
        return int(store.put(piece).rid)  # type: ignore[attr-defined]

    with pytest.raises(RefusedChange, match="A finding has no words to quote"):
        study.do(ChooseQuote(study.do(Writing(add))))


@pytest.mark.parametrize(
    "command", [lambda e: UnchooseQuote(e), lambda e: MoveChosenQuote(e, 1), lambda e: EditChosenQuote(e, "x")]
)
def test_what_is_not_chosen_is_not_moved_edited_or_taken_back(study: Study, command) -> None:
    with pytest.raises(RefusedChange, match="not chosen; choose it first"):
        study.do(command(evidence(study, DEV)))


def test_the_first_moves_no_further_up(study: Study) -> None:
    study.do(ChooseQuote(evidence(study, DEV)))
    with pytest.raises(RefusedChange, match="is the first of configuration 1 already"):
        study.do(MoveChosenQuote(evidence(study, DEV), -1))


def test_a_paraphrase_needs_words(study: Study) -> None:
    with pytest.raises(RefusedChange, match="needs words of your own"):
        study.do(ChooseQuote(evidence(study, DEV), "", is_paraphrase=True))


def test_a_choice_goes_with_its_coding_and_comes_back_with_undo(study: Study) -> None:
    piece = evidence(study, DEV)
    study.do(ChooseQuote(piece))
    coding = study.workbench.read.get(records.Evidence, piece).coding
    assert coding is not None
    study.do(DeleteRecords(records.Coding, (coding,)))
    assert study.workbench.read.quotes.chosen() == {}
    study.workbench.undo()
    assert list(study.workbench.read.quotes.chosen()) == [piece]


def test_statements_have_chosen_quotes_of_their_own(study: Study) -> None:
    piece = next(row.evidence for row in study.workbench.read.evidence(statement=study.statement))
    study.do(ChooseQuote(piece))
    assert ANN in quotes_cell(study, "S1", "ipt")[0]
    used = {option.row.quote: option.used for option in options(study)}
    assert next(where for quote, where in used.items() if ANN in quote) == ("chosen for S1",)
