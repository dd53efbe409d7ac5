"""The geometry of overlaps and of the margin, and what is left out of the display: no widgets, no painting."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from ipof_workbench.ui.text_offsets import TextMap
from ipof_workbench.ui.transcript.block_plan import LANES, PlacedCoding, inner_first, lanes_of, owned_runs
from ipof_workbench.ui.transcript.coding_index import NO_LANE, CodingIndex
from ipof_workbench.ui.transcript.document_text import DocumentText
from ipof_workbench.ui.transcript.margin_plan import DRIFT, Stripe, place_brackets, place_names
from ipof_workbench.ui.transcript.marks import CodingMark, TurnMark, hidden_ranges


def mark(key: int, start: int, end: int, configuration: int | None = None, current: bool = False) -> CodingMark:
    number = "" if configuration is None else str(configuration)
    return CodingMark(key, start, end, "context", "C", f"Element {key}", number, configuration, current)


def placed(key: int, start: int, end: int) -> PlacedCoding:
    return PlacedCoding(mark(key, start, end), start, end, end - start, True)


spans = st.lists(st.tuples(st.integers(0, 40), st.integers(1, 20)), min_size=1, max_size=12).map(
    lambda pairs: [placed(key, start, start + length) for key, (start, length) in enumerate(pairs)]
)


@given(spans)
def test_no_two_lines_of_overlapping_codings_share_a_lane(codings):
    lanes = lanes_of(inner_first(codings))
    for one in codings:
        for other in codings:
            if one is not other and one.first < other.last and other.first < one.last:
                assert lanes[one.mark.key] != lanes[other.mark.key] or lanes[one.mark.key] == LANES


@given(spans)
def test_a_line_is_left_out_only_where_inner_ones_hold_every_lane_under_it(codings):
    ordered = inner_first(codings)
    lanes = lanes_of(ordered)
    for number, coding in enumerate(ordered):
        inner = {lanes[o.mark.key] for o in ordered[:number] if o.first < coding.last and coding.first < o.last}
        assert lanes[coding.mark.key] == min(set(range(LANES + 1)) - (inner - {LANES}))


@given(spans)
def test_every_coded_character_is_tinted_once_by_the_innermost_coding_over_it(codings):
    runs = owned_runs(inner_first(codings))
    owners = {}
    for first, last, owner in runs:
        for place in range(first, last):
            assert place not in owners
            owners[place] = owner
    for place in range(70):
        over = [coding for coding in codings if coding.first <= place < coding.last]
        assert (place in owners) == bool(over)
        if over:
            assert owners[place].end - owners[place].start == min(coding.length for coding in over)


def test_of_two_codings_of_one_length_the_later_is_the_inner_one():
    assert [coding.mark.key for coding in inner_first([placed(1, 0, 10), placed(2, 5, 15)])] == [2, 1]


def test_a_raised_coding_counts_as_the_innermost():
    assert inner_first([placed(1, 0, 30), placed(2, 5, 15)], raised=1)[0].mark.key == 1


def index_over(text: str) -> CodingIndex:
    return CodingIndex(DocumentText(text))


@given(st.lists(st.tuples(st.integers(0, 90), st.integers(1, 30)), max_size=15), st.randoms())
def test_adding_and_removing_one_by_one_ends_where_replacing_all_ends(pairs, random):
    text = ("word " * 5 + "\n") * 5
    marks = [mark(key, start, min(start + length, len(text))) for key, (start, length) in enumerate(pairs)]
    whole, stepwise = index_over(text), index_over(text)
    whole.replace_all(marks)
    for one in random.sample(marks, len(marks)):
        stepwise.add(one)
    stepwise.add(mark(99, 3, 120))
    stepwise.remove(99)
    for number in range(6):
        assert {p.mark.key for p in whole.in_block(number)} == {p.mark.key for p in stepwise.in_block(number)}
    for one in marks:
        assert whole.stripe_lane(one.key) == stepwise.stripe_lane(one.key)
        assert 0 <= whole.stripe_lane(one.key) <= NO_LANE


def test_a_coding_over_three_blocks_touches_three_blocks_and_nothing_else():
    index = index_over("one\ntwo\nthree\nfour")
    assert index.add(mark(1, 1, 9)) == range(0, 3)
    assert index.add(mark(1, 9, 10)) == range(0, 3)
    assert index.remove(1) == range(2, 3)
    assert index.remove(1) == range(0)
    assert len(index) == 0


def test_names_are_pushed_down_and_never_overlap():
    stripes = [
        Stripe(mark(key, key, key + 5), 0, 0, 25, wanted) for key, wanted in enumerate((12.0, 12.0, 14.0, 200.0))
    ]
    rows = place_names(stripes, 16)
    assert [row.y for row in rows] == [12, 28, 44, 200]
    assert [row.wanted for row in rows] == [12, 12, 14, 200]


@given(st.lists(st.floats(8, 400), max_size=40), st.floats(100, 500))
def test_every_coding_is_a_name_or_counted_behind_one_and_no_name_drifts_far(lines, height):
    stripes = [Stripe(mark(key, key, key + 5), 0, 0, 25, wanted) for key, wanted in enumerate(lines)]
    rows = place_names(stripes, 16, height)
    held = [row.mark.key for row in rows] + [one.key for row in rows for one in row.more]
    assert sorted(held) == list(range(len(lines)))
    for row, below in pairwise(rows):
        assert below.y - row.y >= 16 - 1e-6
    for row in rows[1:]:
        assert 0 <= row.y - row.wanted <= DRIFT * 16
        assert row.y == row.wanted or row.y + 8 <= height


def test_five_names_on_one_line_are_four_and_one_that_is_counted():
    rows = place_names([Stripe(mark(key, key, key + 5), 0, 0, 25, 12.0) for key in range(5)], 16)
    assert [row.y for row in rows] == [12, 28, 44, 60]
    assert [[one.key for one in row.more] for row in rows] == [[], [], [], [4]]


def rows_of(*members: tuple[float, int, bool]):
    stripes = [
        Stripe(mark(number, number, number + 5, configuration, current), 0, 0, 25, y)
        for number, (y, configuration, current) in enumerate(members)
    ]
    return place_names(stripes, 16)


def test_a_configuration_of_several_parts_has_a_bracket_with_its_disc_in_the_middle():
    (bracket,) = place_brackets(rows_of((10, 3, False), (60, 3, False), (110, 3, False)), 17)
    assert bracket.ticks == (10, 60, 110)
    assert bracket.disc == 60


def test_crossing_brackets_leave_the_current_one_and_a_disc_for_the_other():
    rows = rows_of((10, 3, False), (60, 7, True), (110, 3, False), (160, 7, True))
    brackets = {bracket.key: bracket for bracket in place_brackets(rows, 17)}
    assert brackets[7].ticks == (60, 160)
    assert brackets[3].ticks == ()
    assert brackets[3].disc == 10


def test_the_hovered_configuration_keeps_its_bracket_before_an_ordinary_one():
    rows = rows_of((10, 3, False), (60, 7, False), (110, 3, False), (160, 7, False))
    brackets = {bracket.key: bracket for bracket in place_brackets(rows, 17, hovered=7)}
    assert brackets[7].ticks
    assert not brackets[3].ticks


def test_among_each_other_ordinary_configurations_are_discs_and_discs_never_cover_each_other():
    rows = rows_of((10, 3, False), (26, 5, False), (42, 3, False), (58, 5, False), (200, 9, False), (260, 9, False))
    brackets = place_brackets(rows, 17)
    assert {bracket.key: bool(bracket.ticks) for bracket in brackets} == {3: False, 5: False, 9: True}
    discs = sorted(bracket.disc for bracket in brackets)
    assert all(below - above >= 16 for above, below in pairwise(discs))


def test_a_part_of_the_current_configuration_that_is_only_counted_is_tied_all_the_same():
    stripes = [Stripe(mark(key, key, key + 5, 3 if key == 5 else None, key == 5), 0, 0, 25, 12.0) for key in range(6)]
    stripes.append(Stripe(mark(9, 90, 95, 3, True), 0, 100, 125, 112.0))
    (bracket,) = place_brackets(place_names(stripes, 16), 17)
    assert bracket.ticks == (60, 112)


def test_stripes_beyond_three_lanes_are_left_out_and_lanes_free_themselves():
    index = index_over("x" * 400)
    index.replace_all([mark(key, key, 100) for key in range(4)] + [mark(9, 300, 320)])
    assert [index.stripe_lane(key) for key in range(4)] == [0, 1, 2, NO_LANE]
    assert index.stripe_lane(9) == 0
    index.remove(0)
    assert [index.stripe_lane(key) for key in (1, 2, 3)] == [0, 1, 2]


def test_the_bracket_of_the_current_configuration_reaches_to_the_part_being_chosen():
    (bracket,) = place_brackets(rows_of((10, 7, True)), 17, pending=80)
    assert bracket.ticks == (10, 80)


def test_codings_without_a_configuration_have_no_disc():
    stripes = [Stripe(mark(1, 0, 5), 0, 0, 25, 10)]
    assert place_brackets(place_names(stripes, 16), 17) == []


def test_labels_and_empty_lines_between_turns_are_left_out():
    text = "INT: Why?\n\nP04\n00:12\nBecause.\n\n\nINT: I see.\n"
    starts = [0, text.index("P04"), text.rindex("INT")]
    speech = [5, text.index("Because"), text.index("I see")]
    ends = [*starts[1:], len(text)]
    turns = [TurnMark(s, e, w, "X") for s, e, w in zip(starts, ends, speech, strict=True)]
    assert TextMap(text, hidden_ranges(text, turns)).display == "Why?\nBecause.\nI see."
    shown = DocumentText(text, turns)
    assert sorted(shown.heads) == [0, 1, 2]
    assert shown.gap_after == {0, 1}


def test_a_turn_without_words_keeps_a_line_of_its_own():
    text = "INT: \nP04: Yes.\n"
    turns = [TurnMark(0, 6, 5, "INT"), TurnMark(6, len(text), 11, "P04")]
    shown = DocumentText(text, turns)
    assert shown.map.display == "\nYes."
    assert sorted(shown.heads) == [0, 1]


def test_paragraphs_inside_a_turn_stay_paragraphs():
    text = "P04: One.\n\nTwo.\nINT: Well.\n"
    end = text.index("INT")
    turns = [TurnMark(0, end, 5, "P04"), TurnMark(end, len(text), end + 5, "INT")]
    assert DocumentText(text, turns).map.display == "One.\n\nTwo.\nWell."


@given(st.lists(st.sampled_from(["a", "😀", "\n", "é", " "]), max_size=40).map("".join))
def test_blocks_begin_where_the_lines_of_the_display_begin(text):
    shown = DocumentText(text)
    lines = text.split("\n")
    at, expected = 0, []
    for line in lines:
        expected.append(at)
        at += len((line + "\n").encode("utf-16-le")) // 2
    assert shown.block_starts == expected
