"""Auto-coding: what rules propose in a project, and the chosen passages stored and taken back as one step."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from ipof_workbench.app.auto_coding import AutoCode, CodeTarget
from ipof_workbench.app.imports import import_posts
from ipof_workbench.app.tasks import CancelToken
from ipof_workbench.app.workbench import Workbench
from ipof_workbench.domain import records
from ipof_workbench.domain.auto_coding import AutoRule, By, Unit
from ipof_workbench.domain.errors import Cancelled, UsageError
from ipof_workbench.domain.filters import Filter
from ipof_workbench.domain.imported import ParsedPost, ParsedPosts
from ipof_workbench.storage.integrity import canonical_dump
from ipof_workbench.storage.queries.auto_coding import unmarked
from tests.factories import Writing, make_study
from tests.unit.storage.hand_made_study import Study


@pytest.fixture
def workbench(tmp_path: Path):
    with make_study(tmp_path / "study.ipof") as workbench:
        yield workbench


def proposed(workbench: Workbench, rule: AutoRule, scope: Filter | None = None) -> list[tuple[str, str]]:
    """Return (document, words) of what a rule proposes, and check that the words are those of the text."""
    names = {row.rid: row.name for row in workbench.read.document_rows(workbench.read.document_rids())}
    found = []
    for one in workbench.read.auto.proposals(rule, scope or Filter()):
        text = workbench.read.document_text(one.document).text[one.start : one.end]
        assert one.quote.removesuffix("…") == " ".join(text.split())[: len(one.quote.removesuffix("…"))]
        found.append((names[one.document], text))
    return found


def test_by_speaker(study: Study) -> None:
    assert proposed(study.workbench, AutoRule(By.SPEAKER, "Ben")) == [
        ("group", "they all know me, I felt relief though"),
    ]
    assert proposed(study.workbench, AutoRule(By.SPEAKER, "Cleo")) == [
        ("answer", "It was a relief that staff were on call."),
    ]
    assert [name for name, _ in proposed(study.workbench, AutoRule(By.SPEAKER, role="member"))] == [
        "group", "night", "answer",
    ]  # fmt: skip
    assert proposed(study.workbench, AutoRule(By.SPEAKER, "Nobody")) == []
    assert study.workbench.read.auto.participant_roles() == [("member", 3), ("moderator", 1)]
    assert {name for name, _, _ in study.workbench.read.auto.speakers()} == {"Ann", "Ben", "Dev", "Cleo"}


def test_by_question_of_the_interviewer(workbench: Workbench) -> None:
    found = proposed(workbench, AutoRule(By.QUESTION, "other way"))
    assert [text[:22] for _, text in found][:1] == ["Yes. There was a stret"]
    assert not any(text.startswith("Did it ever") for _, text in found)


def test_by_survey_question(study: Study) -> None:
    def give(store):
        store.label = "A question"
        question = store.put(records.Question(key="helped", wording="What helped?"))
        from dataclasses import replace

        answer = store.get(records.Document, study.documents["answer"])
        store.put(replace(answer, question=question.rid))
        return question.rid

    question = study.do(Writing(give))
    assert study.workbench.read.auto.questions() == [(question, "What helped?", 1)]
    assert proposed(study.workbench, AutoRule(By.COLUMN, "What helped?", question=question)) == [
        ("answer", "It was a relief that staff were on call."),
    ]


@pytest.mark.parametrize(
    ("unit", "expected"),
    [
        (Unit.WORDS, [("group", "relief"), ("answer", "relief")]),
        (Unit.SENTENCE, [("group", "they all know me, I felt relief though"),
                         ("answer", "It was a relief that staff were on call.")]),
        (Unit.TURN, [("group", "they all know me, I felt relief though"),
                     ("answer", "It was a relief that staff were on call.")]),
    ],
)  # fmt: skip
def test_by_search(study: Study, unit: Unit, expected: list[tuple[str, str]]) -> None:
    assert proposed(study.workbench, AutoRule(By.SEARCH, "relief", unit=unit)) == expected


def test_search_knows_phrases_open_words_emoji_and_the_filter(study: Study) -> None:
    find = lambda words, **scope: proposed(  # noqa: E731
        study.workbench, AutoRule(By.SEARCH, words, unit=Unit.WORDS), Filter(**scope)
    )
    assert find('"nobody knows"') == [("group", "nobody knows"), ("night", "nobody knows")]
    assert find("caf*") == [("post", "café")]
    assert find("nobody", data_kinds=frozenset({"interview"})) == [("night", "nobody")]
    with pytest.raises(UsageError):
        find("?!")


def test_marks_are_taken_out_of_a_text() -> None:
    start, end = "\x02\x1fhit\x1f\x02", "\x03\x1fhit\x1f\x03"
    assert unmarked(f"😭 {start}ab{end} c {start}d{end}") == ("😭 ab c d", [(2, 4), (7, 8)])
    assert unmarked("plain") == ("plain", [])


def test_what_is_coded_already_is_marked(study: Study) -> None:
    kim = study.analysts["Kim"]
    rule = AutoRule(By.SEARCH, "day", unit=Unit.WORDS)
    found = study.workbench.read.auto.proposals(rule, Filter(), (study.code, None, None), kim)
    assert [one.is_coded for one in found] == [True]
    found = study.workbench.read.auto.proposals(rule, Filter(), (study.code, None, None), study.analysts["Bo"])
    assert [one.is_coded for one in found] == [False]


def test_the_chosen_passages_are_coded_as_one_step(study: Study) -> None:
    workbench = study.workbench
    before = canonical_dump(workbench._project.reader())  # noqa: SLF001
    passages = (study.passage("post", "next day"), study.passage("post", "café"), study.passage("answer", "staff"))
    assert study.do(AutoCode(passages, CodeTarget(code=study.code), "words with day")) == 2
    assert workbench.history()[0].label == "Auto-coded 2 passages with “Hope”"
    made = [row for row in workbench.read.codings() if row.note == "auto: words with day"]
    assert [(row.quote, row.code_name, row.analyst_name) for row in made] == [
        ("staff", "Hope", "Kim"), ("café", "Hope", "Kim"),
    ]  # fmt: skip
    assert workbench.check() == []
    assert all(row.kind != "auto-coding" for row in workbench.read.imports())
    after = canonical_dump(workbench._project.reader())  # noqa: SLF001
    workbench.undo()
    assert canonical_dump(workbench._project.reader()) == before  # noqa: SLF001
    workbench.redo()
    assert canonical_dump(workbench._project.reader()) == after  # noqa: SLF001


def test_a_new_code_or_an_element_in_a_role_is_coded_with(study: Study) -> None:
    workbench = study.workbench
    configurations = len(workbench.read.configurations())
    study.do(AutoCode((study.passage("post", "café"),), CodeTarget(name="Places"), "words with café"))
    study.do(AutoCode((study.passage("post", "café"),), CodeTarget(name="Anonymity", role_key="context"), "x"))
    assert workbench.history()[0].label == "Auto-coded 1 passage with “Anonymity” as context"
    study.do(AutoCode((study.passage("post", "day"),), CodeTarget(name="Company", role_key="outcome"), "x"))
    made = [(row.quote, row.code_name or row.element_label, row.role_key) for row in workbench.read.codings()
            if row.note.startswith("auto: ")]  # fmt: skip
    assert sorted(made) == [("café", "Anonymity", "context"), ("café", "Places", ""), ("day", "Company", "outcome")]
    assert len(workbench.read.configurations()) == configurations
    assert len([row for row in workbench.read.elements() if row.label == "Anonymity"]) == 1


def test_a_cancelled_step_leaves_nothing(study: Study) -> None:
    token = CancelToken()
    token.cancel()
    before = canonical_dump(study.workbench._project.reader())  # noqa: SLF001

    def report(_done: int, _total: int) -> None:
        token.raise_if_asked()

    with pytest.raises(Cancelled):
        study.do(AutoCode((study.passage("post", "café"),), CodeTarget(code=study.code), "x", report))
    assert canonical_dump(study.workbench._project.reader()) == before  # noqa: SLF001


def test_thousands_of_passages_are_proposed_and_coded_within_moments(tmp_path: Path) -> None:
    words = "I could not sleep at night and wrote here. Somebody answered. It was a relief, really."
    posts = tuple(ParsedPost(str(at), f"{words} {at}", author=f"A{at % 90}") for at in range(6_000))
    with Workbench.create(tmp_path / "posts.ipof", analyst="Kim") as workbench:
        import_posts(workbench, ParsedPosts("posts.csv", "0" * 64, posts))
        begun = time.process_time()
        found = workbench.read.auto.proposals(AutoRule(By.SEARCH, "relief", unit=Unit.SENTENCE))
        assert len(found) == 6_000
        assert time.process_time() - begun < 4
        begun = time.process_time()
        passages = tuple((one.document, one.start, one.end) for one in found)
        assert workbench.run(AutoCode(passages, CodeTarget(name="Relief"), "sentences with relief")).result == 6_000
        assert time.process_time() - begun < 8
        workbench.undo()
        assert workbench.read.codebook.rows() == []
        assert workbench.read.find(records.Excerpt) == []
