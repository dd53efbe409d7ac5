"""Speakers and turns: four layouts, no false speakers, and turns that tile any text."""

from __future__ import annotations

import csv
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipof_workbench.domain.text import normalise
from ipof_workbench.importers.registry import read_transcript
from ipof_workbench.importers.review import (
    guess_interviewers,
    speaker_counts,
    speaker_notes,
    spelling_variants,
    with_speakers,
)
from ipof_workbench.importers.sources import clean
from ipof_workbench.importers.speaker_labels import clock_seconds
from ipof_workbench.importers.speakers import find_turns


def spoken(text: str, bold: dict[int, int] | None = None) -> list[tuple[str, float | None, str]]:
    """Speaker, seconds and words of each turn; the turns are checked to tile the text."""
    turns = find_turns(text, bold or {})
    assert_tiles(text, turns)
    return [(turn.speaker, turn.seconds, text[turn.words_start : turn.end].strip()) for turn in turns]


def assert_tiles(text, turns):
    assert "".join(text[turn.start : turn.end] for turn in turns) == text
    at = 0
    for turn in turns:
        assert turn.start == at
        assert turn.start <= turn.words_start <= turn.end
        at = turn.end
    assert at == len(text)
    assert [turn.number for turn in turns if turn.speaker] == list(
        range(1, 1 + sum(bool(each.speaker) for each in turns))
    )
    assert all(turn.number == 0 and turn is turns[0] for turn in turns if not turn.speaker)


TALK = [("Maria Lopez", "How was it?"), ("Tom", "Good."), ("Maria Lopez", "Why?"), ("Tom", "See: it was.")]
LAYOUTS = {
    "name and colon": "{0}: {1}\n",
    "name and colon without a space after it, known by the others": "{0}: {1}\n",
    "name, time and colon": "{0} (00:12:31): {1}\n",
    "time, name and colon": "[00:12:31] {0}: {1}\n",
    "name, colon and time": "{0}: [00:12:31] {1}\n",
    "number, name and colon": "12. {0}: {1}\n",
    "colon and tab": "{0}:\t{1}\n",
    "name alone with a colon": "{0}:\n{1}\n",
    "number and name above": "[7] {0}\n{1}\n",
    "name and time above": "{0} (00:12:31)\n{1}\n",
    "name and bare time above": "{0}   12:31\n{1}\n\n",
    "time and name above": "[00:12:31] {0}\n{1}\n",
    "bare time and name above": "12:31 {0}\n{1}\n",
    "a line of time, then the name": "0:12:31.0 --> 0:12:35.4\n{0}\n{1}\n",
    "the name, then a line of time": "{0}\n12:31\n{1}\n",
    "hashes of F4": "#00:12:31-0# {0}: {1}\n",
    "two columns": "{0}\t{1}\n",
    "three columns with a number": "1\t{0}\t{1}\n",
    "three columns with a time": "{0}\t00:12:31\t{1}\n",
}


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_each_layout_is_recognised(layout):
    # Twice, because a name alone on a line must stand oftener than one before a colon.
    text = "A heading\n" + "".join(layout.format(*each) for each in TALK * 2)
    turns = spoken(text)
    assert [(speaker, words) for speaker, _, words in turns] == [("", "A heading"), *TALK * 2]
    has_time = "12:31" in layout
    assert {seconds for _, seconds, _ in turns[1:]} == ({751.0} if has_time else {None})


def test_names_alone_on_lines_are_recognised_when_they_are_many():
    text = "".join(f"{name}\n{words}\nand more\n\n" for name, words in TALK * 3)
    assert [(speaker, words) for speaker, _, words in spoken(text)] == [
        (name, f"{words}\nand more") for name, words in TALK * 3
    ]


def test_bold_names_are_recognised_without_a_colon():
    text, bold = "", {}
    for name, words in TALK * 2:
        bold[len(text)] = len(text) + len(name)
        text += f"{name} {words}\n"
    assert [speaker for speaker, _, _ in spoken(text, bold)] == [name for name, _ in TALK * 2]


@pytest.mark.parametrize(
    "label",
    [
        *(
            "Interviewer",
            "INT",
            "Int.",
            "P",
            "Respondent",
            "Facilitator",
            "Moderator",
            "P04",
            "Speaker 1",
            "interviewee",
        ),
        *("Interviewee.", "Interviewee 1 & Interviewee 2", "Interviewee 1 or Interviewee 2 or Interviewee 3"),
        *("Interviewee 1 and/or Interviewee 2", "Participant 12", "Interviewer 1", "P1/P2"),
    ],
)
def test_a_known_word_for_a_speaker_need_not_recur(label):
    assert spoken(f"{label}: so\nRespondent 9: yes") == [(label, None, "so"), ("Respondent 9", None, "yes")]


@pytest.mark.parametrize("label", ["Dr O’Neill", "Søren", "J.P.", "Mary-Ann B", "Support worker", "Мария", "R2", "I"])
def test_a_name_must_recur(label):
    assert [speaker for speaker, _, _ in spoken(f"{label}: a\n" * 3 + "Ann: b\nAnn: c")] == [label] * 3 + ["Ann"] * 2
    if label != "R2":
        assert spoken(f"{label}: a\nAnd that is all.")[0][0] == ""


@pytest.mark.parametrize(
    "line",
    [
        *("https://example.org/a: b", "see http://x.org", "10:30 we met", "at 10:30 we met", "Note: careful", "NB: x"),
        *("There is one thing: trust", "I said: no", "He asked me: why", "Really?: yes", "“Oh”: she said"),
        *("Context: rural", "Results: none", "[inaudible]: x", "Yeah", "Okay.", "and so on: more", "Figure 1: a map"),
    ],
)
def test_what_only_looks_like_a_speaker_is_none(line):
    text = "".join(f"Interviewer: a question\nTom: an answer\n{line}\n" for _ in range(3))
    assert {speaker for speaker, _, _ in spoken(text)} == {"Interviewer", "Tom"}
    assert spoken(f"{line}\n" * 3)[0][0] == ""


def test_a_label_longer_than_63_characters_is_none():
    fits, over = "Ab" * 31 + "c", "Ab" * 32
    assert spoken(f"{fits}: a\n{fits}: b")[0][0] == fits
    assert spoken(f"{over}: a\n{over}: b")[0][0] == ""


def test_a_page_heading_that_recurs_is_no_speaker():
    text = "\n".join(
        "Water Study" if line % 20 == 0 else f"It went on in line {line} of this text" for line in range(300)
    )
    assert len(spoken(text)) == 1


def test_a_heading_with_names_is_no_turn():
    text = "Interviewer: Jane Doe\nDate: 4 May\n" + "I: what?\nR: this\n" * 3
    assert [speaker for speaker, _, _ in spoken(text)] == ["", *["I", "R"] * 3]


def test_consecutive_lines_of_one_speaker_are_turns_of_their_own():
    assert [speaker for speaker, _, _ in spoken("Interviewer: so\nInterviewer: well\nP1: yes")] == [
        *("Interviewer", "Interviewer", "P1")
    ]


def test_lines_without_a_label_go_on_with_the_turn():
    assert spoken("Interviewer: so\nand\n\nso on\nP1: yes") == [
        ("Interviewer", None, "so\nand\n\nso on"),
        ("P1", None, "yes"),
    ]


def test_blank_lines_before_the_first_speaker_make_no_turn():
    assert [turn.number for turn in find_turns("\n\nInterviewer: a\nP1: b")] == [1, 2]


def test_a_text_without_speakers_is_one_piece():
    assert spoken("Just words.\nAnd more.") == [("", None, "Just words.\nAnd more.")]
    assert find_turns("") == ()


_LINES = st.lists(
    st.one_of(
        st.text(max_size=60),
        st.sampled_from(
            ["Ann", "Interviewer:", "P1: yes", "[1] Ann", "Ann\tso", "00:12", "1\tAnn\tx", "Ann (0:01)", ""]
        ),
    ),
    max_size=25,
)


@given(_LINES, st.dictionaries(st.integers(0, 400), st.integers(0, 400), max_size=5))
def test_the_turns_of_any_lines_tile_the_text(lines, bold):
    text = normalise("\n".join(lines))
    assert_tiles(text, find_turns(text, bold))


@given(st.text(alphabet=st.characters(), max_size=80) | st.text("a\r\n\0\ufeff\u2028\u2029\ud800é", max_size=12))
def test_the_quick_way_to_normalise_gives_a_text_that_normalising_does_not_change(text):
    assert clean(text) == normalise(text.replace("\0", "").lstrip("\ufeff"))
    assert normalise(clean(text)) == clean(text) == clean(clean(text))


@pytest.mark.parametrize(
    ("stamp", "seconds"),
    [
        ("00:12:31", 751.0),
        ("1:02:03.5", 3723.5),
        ("12:31", 751.0),
        ("75:10", 4510.0),
        ("0:61", None),
        ("1:61:00", None),
        ("x", None),
    ],
)
def test_a_time_stamp_is_seconds_from_the_start(stamp, seconds):
    assert clock_seconds(stamp) == seconds


@pytest.mark.parametrize(
    ("text", "interviewers"),
    [
        ("Interviewer 1: a\nInterviewer 2: b\nInterviewee: c", {"Interviewer 1", "Interviewer 2"}),
        ("INT: a\nInterpreter: b\nP1: c", {"INT"}),
        ("Researcher: a\nResearcher: b\nTom: c\nTom: d", {"Researcher"}),
        ("I: a\nI: b\nR: c\nR: d", {"I"}),
        ("Facilitator: a\nModerator: b\nP1: c", {"Facilitator"}),
        ("Moderator: a\nP1: b\nP2: c\nP3: d", {"Moderator"}),
        ("Moderator: I run the forum\nP1: b", set()),
        ("Ann: why?\nTom: it was like this and that\nAnn: and how?\nTom: slowly, day by day\nTom: yes", {"Ann"}),
        ("Ann: no\nTom: yes\nAnn: no\nTom: yes", set()),
        ("Ann: one?\nAnn: two?\nAnn: three?", set()),
    ],
)
def test_interviewers_are_known_by_name_or_by_their_questions(text, interviewers):
    assert guess_interviewers(text, find_turns(text)) == interviewers


def test_spelling_variants_point_to_the_spelling_used_most(write):
    transcript = read_transcript(
        write(
            "t.txt", "Interviewer: a\nInterviewee: b\nINTERVIEWEE: c\nInterviewee.: d\nInterviewee: e\nInterviewee 1: f"
        )
    )
    assert spelling_variants(transcript) == {"INTERVIEWEE": "Interviewee", "Interviewee.": "Interviewee"}
    assert any("“Interviewee.” may be another spelling" in note for note in transcript.notes)


def test_speakers_are_renamed_without_moving_a_character(write):
    transcript = read_transcript(write("t.txt", "Int: a b?\nP1: c\nP1.: d e"))
    changed = with_speakers(transcript, {"P1.": "P1", "Int": "Jo"})
    assert changed.text == transcript.text
    assert [turn.speaker for turn in changed.turns] == ["Jo", "P1", "P1"]
    assert changed.interviewers == {"Jo"}
    assert [
        (each.speaker, each.turns, each.words, each.questions, each.is_interviewer) for each in speaker_counts(changed)
    ] == [
        ("Jo", 1, 2, 1, True),
        ("P1", 2, 3, 0, False),
    ]
    assert with_speakers(transcript, {}, ["P1"]).interviewers == {"P1"}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Only words here", "No speakers were recognised"),
        ("P1: a\nP1: b", "Only one speaker"),
        ("Ann: a\nAnn: b\nTom: c\nTom: d", "No interviewer was recognised"),
    ],
)
def test_what_a_person_should_look_at_is_noted(write, text, words):
    assert any(words in note for note in speaker_notes(read_transcript(write("t.txt", text))))


def test_the_real_interviews_are_recognised_turn_by_turn(interviews):
    with (interviews / "participants.csv").open(encoding="utf-8", newline="") as stream:
        listed = list(csv.DictReader(stream))
    counted = 0
    for row in listed:
        transcript = read_transcript(interviews / row["file"])
        assert_tiles(transcript.text, transcript.turns)
        turns = sum(turn.number >= 1 for turn in transcript.turns)
        assert turns == int(row["turns"]), row["file"]
        assert "; ".join(sorted(transcript.speakers)) == row["speakers"]
        assert transcript.interviewers
        assert set(transcript.speakers) - transcript.interviewers
        assert min(Counter(turn.speaker for turn in transcript.turns if turn.number).values()) >= 1
        counted += turns
    assert (len(listed), counted) == (41, 4_796)
