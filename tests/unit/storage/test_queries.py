"""Every query on a study small enough to count by hand (see `hand_made_study`)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from ipof_workbench.domain import records
from ipof_workbench.domain.errors import AmbiguousReference, NotFound, UsageError
from ipof_workbench.domain.filters import EVERYTHING, AttributeCondition, Filter
from ipof_workbench.domain.listings import Counts
from ipof_workbench.storage.queries.search import match_expression
from ipof_workbench.storage.store import Store
from tests.factories import Writing
from tests.unit.storage.hand_made_study import TEXTS, Study, make_hand_made_study


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Study]:
    """The study; for reading only."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("IPOF_WORKBENCH_HOME", str(tmp_path_factory.mktemp("home")))
        made = make_hand_made_study(tmp_path_factory.mktemp("study") / "s.ipof")
        yield made
        made.workbench.close()


@pytest.fixture
def own_study(tmp_path: Path) -> Iterator[Study]:
    """A study that the test may change."""
    made = make_hand_made_study(tmp_path / "s.ipof")
    yield made
    made.workbench.close()


# --- the study


def test_the_summary_counts_everything_once(study: Study) -> None:
    summary = study.workbench.read.summary()
    assert summary.size_bytes == study.workbench.path.stat().st_size
    assert {
        name: getattr(summary, name)
        for name in (
            "title", "grammar", "cases", "participants", "documents", "turns", "codes", "codings", "elements",
            "configurations", "statements", "evidence", "theory_versions", "words",
        )
    } == {
        "title": "By hand", "grammar": "cmo", "cases": 3, "participants": 4, "documents": 5, "turns": 3, "codes": 1,
        "codings": 8, "elements": 3, "configurations": 3, "statements": 1, "evidence": 8, "theory_versions": 0,
        "words": sum(len(text.split()) for text in TEXTS.values()),
    }  # fmt: skip
    assert summary.documents_by_kind == {
        "field_note": 1, "focus_group": 1, "forum_post": 1, "interview": 1, "survey_response": 1,
    }  # fmt: skip


def test_the_roles_are_those_of_the_grammar_in_order(study: Study) -> None:
    assert [(role.key, role.letter, role.connector) for role in study.workbench.read.roles()] == [
        ("context", "C", "if"), ("mechanism", "M", "because"), ("outcome", "O", "then"),
    ]  # fmt: skip


def test_cases_count_their_own_documents_people_and_codings(study: Study) -> None:
    assert [
        (row.name, row.parent, row.documents, row.participants, row.codings) for row in study.workbench.read.cases()
    ] == [("Harbour", None, 1, 2, 3), ("Harbour night", study.cases["Harbour"], 1, 1, 2), ("Lantern", None, 2, 1, 3)]


def test_participants_come_by_name_with_their_cases(study: Study) -> None:
    assert [
        (row.name, row.role, row.cases, row.documents, row.codings) for row in study.workbench.read.participants()
    ] == [
        ("Ann", "member", "Harbour", 1, 3), ("Ben", "moderator", "Harbour", 1, 3), ("Cleo", "member", "Lantern", 1, 1),
        ("Dev", "member", "Harbour night", 1, 2),
    ]  # fmt: skip


def test_attributes_and_their_values_come_by_owner(study: Study) -> None:
    read = study.workbench.read
    assert [column.name for column in read.attributes()] == ["host", "wave", "age"]
    assert [column.name for column in read.attributes("participant")] == ["age"]
    assert read.attribute_values("participant") == {
        study.people[name]: {study.attributes["age"]: value} for name, value in
        (("Ann", "18"), ("Ben", "40"), ("Cleo", "18"))
    }  # fmt: skip
    assert read.attribute_values("document") == {study.documents["night"]: {study.attributes["wave"]: "2"}}


@pytest.mark.parametrize(
    ("order", "names"),
    [
        ("case", "unread group night post answer"),
        ("name", "answer group night post unread"),
        ("kind", "unread group post night answer"),
        ("import", "group night answer post unread"),
    ],
)
def test_documents_come_in_the_order_that_was_asked_for(study: Study, order: str, names: str) -> None:
    read = study.workbench.read
    found = [row.name for row in read.document_rows(read.document_rids(order=order))]
    assert found == names.split()
    assert len(read.document_rids(order=order, descending=True)) == 5


@pytest.mark.parametrize("order", ["name", "kind"])
def test_numbered_documents_come_as_a_person_counts(own_study: Study, order: str) -> None:
    names = ("2/Why", "10/Why", "P9", "P10", "Talk_1", "talk_2", "Talk_10", "Talk_10b")
    read, first = own_study.workbench.read, own_study.documents["night"]
    others = [rid for rid in read.document_rids() if rid != first]

    def work(store: Store) -> None:
        document = store.get(records.Document, first)
        for rid in others:
            store.put(replace(store.get(records.Document, rid), kind="interview", name="P9"))
        store.put(replace(document, kind="interview", name=names[0]))
        for at in (6, 1, 7, 3, 5, 4):
            store.put(records.Document(kind="interview", name=names[at], case=document.case))

    own_study.do(Writing(work))
    found = [row.name for row in read.document_rows(read.document_rids(order=order))]
    assert list(dict.fromkeys(found)) == list(names)
    assert [row.name for row in read.document_rows(read.by_document.chosen(order=order))] == found
    back = [row.name for row in read.document_rows(read.document_rids(order=order, descending=True))]
    assert back == found[::-1]


def test_documents_come_by_length_either_way(study: Study) -> None:
    read = study.workbench.read
    lengths = sorted(len(text.split()) for text in TEXTS.values())
    assert [row.words for row in read.document_rows(read.document_rids(order="words"))] == lengths
    descending = read.document_rows(read.document_rids(order="words", descending=True))
    assert [row.words for row in descending] == lengths[::-1]


def test_documents_are_found_by_words_of_their_name_or_title(study: Study) -> None:
    read = study.workbench.read
    assert read.document_rids(words="NIGHT SHIFT") == [study.documents["night"]]
    assert read.document_rids(words="roup") == [study.documents["group"]]
    assert read.document_rids(words="%") == []
    assert read.document_rids(words="_") == []
    assert read.document_rids(words="\\") == []


def test_a_document_tells_its_codings_people_and_how_far_it_is_coded(study: Study) -> None:
    read = study.workbench.read
    group, unread = read.document_rows([study.documents["group"], 999, study.documents["unread"]])
    assert (group.case_name, group.codings, group.status, group.turns) == ("Harbour", 3, "in_progress", 2)
    assert set(group.participants.split(", ")) == {"Ann", "Ben"}
    assert group.coded_to == TEXTS["group"].index("I felt relief") + len("I felt relief")
    assert (unread.case, unread.case_name, unread.participants, unread.status) == (None, "", "", "uncoded")
    assert (unread.codings, unread.coded_to) == (0, 0)


def test_a_document_comes_with_its_text_and_turns(study: Study) -> None:
    found = study.workbench.read.document_text(study.documents["group"])
    assert found.text == TEXTS["group"]
    assert [found.text[turn.words_start : turn.end].strip() for turn in found.turns] == [
        "nobody knows my name here", "they all know me, I felt relief though",
    ]  # fmt: skip
    assert [turn.participant for turn in found.turns] == [study.people["Ann"], study.people["Ben"]]
    with pytest.raises(NotFound, match="no longer in the project"):
        study.workbench.read.document_text(999)


def test_a_document_is_named_alone_or_with_its_case(own_study: Study) -> None:
    read = own_study.workbench.read
    assert read.document_named("post").rid == own_study.documents["post"]
    assert read.document_named("Lantern/post").rid == own_study.documents["post"]
    with pytest.raises(NotFound, match="There is no document “nowhere”"):
        read.document_named("nowhere")
    with pytest.raises(NotFound):
        read.document_named("Harbour/post")
    again = own_study.do(Writing(lambda store: store.put(records.Document(name="post", kind="forum_post"))))
    with pytest.raises(AmbiguousReference, match=r"“post” stands for 2 documents: .*no case/post.*Write case/name"):
        read.document_named("post")
    assert read.document_named("Lantern/post").rid == own_study.documents["post"] != again.rid


# --- codings and elements


def test_codings_come_in_the_order_of_the_text_with_what_they_bear_on(study: Study) -> None:
    rows = study.workbench.read.codings_of_document(study.documents["group"])
    assert [
        (row.quote, row.role_key, row.letter, row.element_label, row.analyst_name,
         [(ref.number, ref.stance) for ref in row.configurations])
        for row in rows
    ] == [
        ("nobody knows my name", "context", "C", "Anonymity", "Kim", [("1", "supports")]),
        ("they all know me", "context", "C", "Anonymity", "Kim", [("1", "challenges")]),
        ("I felt relief", "mechanism", "M", "Relief", "Bo", [("10", "supports")]),
    ]  # fmt: skip
    assert all(TEXTS["group"][row.start : row.end] == row.quote for row in rows)


def test_one_coding_is_read_alone_and_a_thematic_one_names_its_code(study: Study) -> None:
    row = study.workbench.read.coding(study.codings[4])
    assert row is not None
    assert (row.quote, row.code_name, row.role_key, row.element, row.configurations) == (
        "next day",
        "Hope",
        "",
        None,
        (),
    )
    assert study.workbench.read.coding(999) is None
    unnamed = study.workbench.read.coding(study.codings[3])
    assert unnamed is not None
    assert (unnamed.element_label, unnamed.element_named) == ("wrote again", False)


def test_elements_are_named_ones_those_of_the_role_first_then_by_use(study: Study) -> None:
    read = study.workbench.read
    assert [(row.label, row.role_key, row.codings, row.configurations) for row in read.elements()] == [
        ("Anonymity", "context", 3, 1), ("Relief", "mechanism", 2, 2),
    ]  # fmt: skip
    assert [row.label for row in read.elements(role_key="mechanism")] == ["Relief", "Anonymity"]
    assert [row.label for row in read.elements(words="NON")] == ["Anonymity"]
    assert [row.label for row in read.elements(limit=1)] == ["Anonymity"]
    assert read.elements(words="%") == []


def test_elements_are_counted_in_threes_with_the_kinds_of_data(study: Study) -> None:
    named = {(study.elements["Anonymity"], "context"), (study.elements["Relief"], "mechanism")}
    counts = study.workbench.read.element_counts()
    assert counts[(study.elements["Anonymity"], "context")] == (Counts(sources=3, codings=3, cases=2), "I")
    assert counts[(study.elements["Relief"], "mechanism")] == (Counts(sources=2, codings=2, cases=2), "SI")
    assert counts[(study.elements["unnamed"], "outcome")] == (Counts(sources=1, codings=1, cases=1), "P")
    assert set(study.workbench.read.element_counts(Filter(minimum_sources=2))) == named


def test_thematic_codes_count_codings_and_sources(study: Study) -> None:
    assert [(row.name, row.codings, row.sources) for row in study.workbench.read.thematic_codes()] == [("Hope", 2, 2)]


def test_what_was_done_since_a_time_is_counted_by_analyst(study: Study) -> None:
    read = study.workbench.read
    assert read.codings_since("2000-01-01") == (8, 3)
    assert read.codings_since("2000-01-01", study.analysts["Bo"]) == (3, 0)
    assert read.codings_since("2999-01-01") == (0, 0)


# --- configurations and evidence


def test_configurations_sort_naturally_and_count_in_threes(study: Study) -> None:
    rows = study.workbench.read.configurations()
    assert [(row.number, row.title, row.theory_area_name, row.status) for row in rows] == [
        ("1", "Title 1", "Joining", "initial"),
        ("2", "Title 2", "", "candidate"),
        ("10", "Title 10", "Joining", "initial"),
    ]  # fmt: skip
    assert [(row.counts, row.stances) for row in rows] == [
        (Counts(sources=4, codings=4, cases=3), {"supports": 2, "challenges": 1, "refines": 1}),
        (Counts(sources=1, codings=1, cases=1), {"supports": 1}),
        (Counts(sources=1, codings=1, cases=1), {"supports": 1}),
    ]
    assert [(row.present, row.missing) for row in rows] == [
        (frozenset({"context", "mechanism"}), ("outcome",)),
        (frozenset({"outcome"}), ("context", "mechanism")),
        (frozenset({"mechanism"}), ("context", "outcome")),
    ]


def test_a_configuration_in_detail_agrees_with_the_list(study: Study) -> None:
    read = study.workbench.read
    for row in read.configurations():
        detail = read.configuration(row.rid)
        assert detail.row == row
        assert [place.role.key for place in detail.places] == ["context", "mechanism", "outcome"]
    one = read.configuration(study.configurations["1"])
    assert one.sentence == {"if": "anonymity", "then": "", "because": "relief"}
    assert [[content.label for content in place.contents] for place in one.places] == [["Anonymity"], ["Relief"], []]
    assert one.places[0].contents[0].codings == 3
    assert [(link.from_number, link.to_number, link.kind) for link in one.links] == [("1", "10", "ripple")]
    with pytest.raises(NotFound, match="no longer in the project"):
        read.configuration(999)


def test_places_drafts_and_links_are_read_for_all_at_once(study: Study) -> None:
    read = study.workbench.read
    assert set(read.places()) == set(read.drafts()) == set(study.configurations.values())
    for rid, places in read.places().items():
        assert places == read.configuration(rid).places
        assert read.drafts()[rid][0] == read.configuration(rid).draft
    assert [link.rid for link in read.links()] == [study.link]
    assert read.links(study.configurations["2"]) == []


def test_evidence_is_read_on_one_thing_or_on_all(study: Study) -> None:
    read = study.workbench.read

    def quotes(**what: int) -> list[str]:
        return [row.quote for row in read.evidence(**what)]  # type: ignore[arg-type]

    assert len(read.evidence()) == 8
    assert quotes(configuration=study.configurations["1"]) == [
        "nobody knows my name", "they all know me", "nobody knows who writes", "a relief",
    ]  # fmt: skip
    assert quotes(element=study.elements["Relief"]) == ["I felt relief", "a relief", "a relief"]
    assert quotes(link=study.link) == ["a relief"]
    assert quotes(statement=study.statement) == ["nobody knows my name"]
    assert [row.element_label for row in read.evidence(role_key="outcome")] == ["wrote again"]
    assert read.evidence(element=study.elements["Relief"], role_key="context") == []


def test_evidence_names_whose_words_they_are(study: Study) -> None:
    rows = {row.quote: row for row in study.workbench.read.evidence()}
    assert {quote: row.participant_name for quote, row in rows.items()} == {
        "nobody knows my name": "Ann", "they all know me": "Ben", "I felt relief": "Ben",
        "nobody knows who writes": "Dev", "a relief": "Cleo", "wrote again": "",
    }  # fmt: skip
    post = rows["wrote again"]
    assert (post.participant, post.case_name, post.number, post.strength) == (None, "Lantern", "2", None)
    silent = study.workbench.read.evidence(statement=study.statement)[0]
    assert (silent.stance, silent.strength, silent.configuration, silent.number) == ("silent", 2, None, "")


@pytest.mark.parametrize(
    ("kind", "fields", "policy"),
    [
        (records.Participant, {"quote_policy": "paraphrase"}, "paraphrase"),
        (records.Participant, {"quote_policy": "none"}, "none"),
        (records.Participant, {"consent": "withdrawn"}, "none"),
        (records.Case, {"quote_policy": "paraphrase"}, "paraphrase"),
        (records.Participant, {"consent": "given"}, "verbatim"),
    ],
)
def test_the_stricter_quote_policy_of_person_and_case_holds(
    own_study: Study, kind: type[records.Record], fields: dict[str, str], policy: str
) -> None:
    from ipof_workbench.app.commands.record_edits import EditFields

    rid = own_study.people["Cleo"] if kind is records.Participant else own_study.cases["Lantern"]
    own_study.do(EditFields(kind, rid, fields))
    found = {row.quote: row.quote_policy for row in own_study.workbench.read.evidence()}
    assert found["a relief"] == policy
    assert found["nobody knows my name"] == "verbatim"


def test_statements_areas_and_positions_are_read(own_study: Study) -> None:
    from ipof_workbench.app.commands.diagrams import PlaceNodes, Standing

    read = own_study.workbench.read
    assert [(row.number, row.if_text, row.then_text, row.theory_area_name) for row in read.statements()] == [
        ("S1", "nobody knows you", "you write", "Joining")
    ]
    assert read.theory_areas() == [(own_study.area, "Joining")]
    element, configuration = own_study.elements["Relief"], own_study.configurations["1"]
    own_study.do(
        PlaceNodes(
            (Standing(1.5, 2, element=element, role_key="mechanism"), Standing(3, 4, configuration=configuration))
        )
    )
    diagram = read.find(records.Diagram)[0].rid
    assert read.positions(diagram) == [
        (element, None, None, "", "mechanism", 1.5, 2.0),
        (None, configuration, None, "", "", 3.0, 4.0),
    ]


# --- filters


def every_filter(study: Study) -> dict[str, tuple[Filter, set[str], set[int]]]:
    """Return name -> (filter, documents that pass, indexes of `study.codings` that pass), found by hand."""
    host, age, wave = (study.attributes[name] for name in ("host", "age", "wave"))
    harbour, night, lantern = (study.cases[name] for name in ("Harbour", "Harbour night", "Lantern"))
    everyone = set(TEXTS)
    return {
        "nothing": (EVERYTHING, everyone, {0, 1, 2, 3, 4, 5, 6, 7}),
        "a case with its sub-case": (Filter(cases=frozenset({harbour})), {"group", "night"}, {0, 1, 5, 6, 7}),
        "a sub-case": (Filter(cases=frozenset({night})), {"night"}, {6, 7}),
        "two cases": (Filter(cases=frozenset({night, lantern})), {"night", "answer", "post"}, {2, 3, 4, 6, 7}),
        "a kind": (Filter(data_kinds=frozenset({"forum_post"})), {"post"}, {3, 4}),
        "an analyst": (Filter(analysts=frozenset({study.analysts["Bo"]})), everyone, {5, 6, 7}),
        "a case attribute": (
            Filter(attributes=(AttributeCondition(host, frozenset({"nhs"})),)), {"answer", "post"}, {2, 3, 4},
        ),
        "a person's attribute": (
            Filter(attributes=(AttributeCondition(age, frozenset({"18"})),)), {"group", "answer"}, {0, 1, 2, 5},
        ),
        "a document's attribute": (Filter(attributes=(AttributeCondition(wave, frozenset({"2"})),)), {"night"}, {6, 7}),
        "two attributes": (
            Filter(attributes=(AttributeCondition(age, frozenset({"18", "40"})),
                               AttributeCondition(host, frozenset({"charity"})))),
            {"group"}, {0, 1, 5},
        ),
        "no value of an attribute": (
            Filter(attributes=(AttributeCondition(age, frozenset()),)), everyone, {0, 1, 2, 3, 4, 5, 6, 7},
        ),
        "a stance": (Filter(stances=frozenset({"challenges", "silent"})), everyone, {0, 1}),
        "an area": (Filter(theory_areas=frozenset({study.area})), everyone, {0, 1, 2, 5, 6}),
        "an area and a stance": (
            Filter(theory_areas=frozenset({study.area}), stances=frozenset({"refines"})), everyone, {2},
        ),
        "a case, a kind and an analyst": (
            Filter(cases=frozenset({harbour}), data_kinds=frozenset({"focus_group"}),
                   analysts=frozenset({study.analysts["Kim"]})),
            {"group"}, {0, 1},
        ),
    }  # fmt: skip


FILTERS = (
    "nothing", "a case with its sub-case", "a sub-case", "two cases", "a kind", "an analyst", "a case attribute",
    "a person's attribute", "a document's attribute", "two attributes", "no value of an attribute", "a stance",
    "an area", "an area and a stance", "a case, a kind and an analyst",
)  # fmt: skip


@pytest.mark.parametrize("name", FILTERS)
def test_a_filter_lets_the_same_material_through_every_query(study: Study, name: str) -> None:
    assert tuple(every_filter(study)) == FILTERS
    scope, documents, passing = every_filter(study)[name]
    read = study.workbench.read
    assert {row.name for row in read.document_rows(read.document_rids(scope))} == documents
    codings = {study.codings[at] for at in passing}
    assert {row.coding for row in read.codings(scope)} == codings
    of_documents = {row.coding for rid in study.documents.values() for row in read.codings_of_document(rid, scope)}
    assert of_documents == codings
    evidence = read.evidence(scope=scope)
    stances = scope.stances or {row.stance for row in read.evidence()}
    assert {row.coding for row in evidence} == {
        row.coding for row in read.evidence() if row.coding in codings and row.stance in stances
    }
    assert {row.stance for row in evidence} <= set(stances)
    for row in read.configurations(scope):
        mine = [each for each in evidence if each.configuration == row.rid]
        assert row.counts.codings == len({each.coding for each in mine})
        assert row.counts == read.configuration(row.rid, scope).row.counts
        assert sum(row.stances.values()) == len(mine)
    counted = sum(counts.codings for counts, _ in read.element_counts(scope).values())
    assert counted == sum(1 for row in read.codings(scope) if row.element is not None)
    hits, total = read.search("nobody", scope, limit=0)
    assert {hit.name for hit in hits} == documents & {"group", "night"}
    assert total == len(hits)


def test_a_filter_by_area_or_sources_leaves_other_configurations_out(study: Study) -> None:
    read = study.workbench.read
    area = Filter(theory_areas=frozenset({study.area}))
    assert [row.number for row in read.configurations(area)] == ["1", "10"]
    assert [row.number for row in read.configurations(Filter(minimum_sources=2))] == ["1"]
    only_posts = Filter(data_kinds=frozenset({"forum_post"}), minimum_sources=1)
    assert [row.number for row in read.configurations(only_posts)] == ["2"]


# --- search


def test_a_hit_stands_where_the_word_does(study: Study) -> None:
    hits, total = study.workbench.read.search("relief")
    assert total == 2
    assert [(hit.name, TEXTS[hit.name][hit.start : hit.end]) for hit in hits] == [
        ("group", "relief"),
        ("answer", "relief"),
    ]
    assert hits[0].case_name == "Harbour"
    assert "relief" in hits[0].snippet
    assert "\n" not in hits[0].snippet


def test_an_offset_after_an_emoji_counts_code_points(study: Study) -> None:
    hit = study.workbench.read.search("cafe")[0][0]
    assert TEXTS["post"][hit.start : hit.end] == "café"


def test_control_characters_in_a_text_do_not_move_a_hit(own_study: Study) -> None:
    text = "a\x02b \x03 the lighthouse \x02 and on"
    own_study.do(Writing(lambda store: _store_text(store, text)))
    hit = own_study.workbench.read.search("lighthouse")[0][0]
    assert text[hit.start : hit.end] == "lighthouse"


def _store_text(store, text: str) -> None:
    from ipof_workbench.domain.text import text_hash

    document = store.put(records.Document(name="control", kind="document", characters=len(text)))
    store.put(records.TextRevision(document=document.rid, number=1, text=text, sha256=text_hash(text)))
    store.label = "A text"


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("nobody knows", {"group", "night"}),
        ("knows nobody", {"group", "night"}),
        ('"knows nobody"', set()),
        ('"nobody knows who"', {"night"}),
        ('"nobody knows who', {"night"}),
        ("nobod", set()),
        ("nobod*", {"group", "night"}),
        ("NOBODY", {"group", "night"}),
        ("nobody AND relief", set()),
        ("name OR night", set()),
        ("nobody -night", {"night"}),
        ("text:nobody", set()),
        ("nobody ^ ( ) : + ' ;", {"group", "night"}),
        ("NEAR(nobody knows)", set()),
        ("it's", set()),
        ("*nobody", {"group", "night"}),
        ("no*body", set()),
        ("nobody\0", {"group", "night"}),
        ("nobody \ud800", {"group", "night"}),
        ("_", set()),
        ('x"y', set()),
    ],
)
def test_search_words_stand_for_themselves(study: Study, words: str, names: set[str]) -> None:
    hits, total = study.workbench.read.search(words)
    assert {hit.name for hit in hits} == names
    assert total == len(names)


@pytest.mark.parametrize("words", ["", "  ", "*", '""', "-", '"', "\0", "😭"])
def test_a_search_without_a_letter_or_digit_is_refused(study: Study, words: str) -> None:
    with pytest.raises(UsageError, match="Write at least one letter or digit to look for"):
        study.workbench.read.search(words)


def test_what_is_asked_of_the_index_is_quoted() -> None:
    assert match_expression('say "the night" wor* a"b') == '"say" "the night" "wor"* "a""b"'


def test_the_number_of_hits_can_be_limited(study: Study) -> None:
    hits, total = study.workbench.read.search("nobody", limit=1)
    assert (len(hits), total) == (1, 2)
