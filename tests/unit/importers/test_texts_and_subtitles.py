"""Plain text in any encoding, subtitles, and the refusal of every file that is no transcript."""

from __future__ import annotations

import hashlib

import pytest

from ipof_workbench.domain.errors import InputTooLarge, UnreadableInput
from ipof_workbench.importers import limits
from ipof_workbench.importers.registry import SUFFIXES, read_transcript

WORDS = "Interviewer: Où est l’été?\nP04: “Là” – très près, façon, naïve, Ærø, garçon, señor."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-le", "utf-16-be", "cp1252"])
def test_a_text_is_read_in_its_encoding_and_a_guess_is_noted(write, encoding):
    text = WORDS.replace("“Là”", "so plain a word " * 12)
    transcript = read_transcript(write("talk.txt", text.encode(encoding)))
    assert transcript.text == text
    assert transcript.speakers == ("Interviewer", "P04")
    guessed = any("a guess" in note for note in transcript.notes)
    assert guessed == (encoding in {"utf-16-le", "utf-16-be", "cp1252"})


def test_the_note_names_the_encoding_that_was_guessed(write):
    russian = "Мария: Здравствуйте, как ваши дела сегодня? Вода у нас привозная, и её не хватает.\n" * 5
    transcript = read_transcript(write("talk.txt", russian.encode("cp1251")))
    assert transcript.text == russian
    assert any("cp1251" in note for note in transcript.notes)


def test_line_ends_marks_and_zeros_are_normalised(write):
    transcript = read_transcript(write("talk.txt", b"\xef\xbb\xbfI: one\r\nR: two\rI: thr\0ee" + b" more words" * 20))
    assert transcript.text.startswith("I: one\nR: two\nI: three more")


def test_a_transcript_carries_its_name_and_the_hash_of_its_file(write):
    path = write("Talk 1.final.TXT", "P1: yes\nP2: no")
    transcript = read_transcript(path)
    assert (transcript.name, transcript.file_name) == ("Talk 1.final", "Talk 1.final.TXT")
    assert transcript.file_sha256 == hashlib.sha256(path.read_bytes()).hexdigest() == limits.file_sha256(path)


VTT = """WEBVTT - a talk

STYLE
::cue { color: red }

NOTE a note
on two lines --> not a cue

1
00:00:01.000 --> 00:00:03.000 align:start position:10%
<v.loud Ann Lee>How <i>are</i> you &amp; yours?</v>

00:00:03.500 --> 00:00:04.000
<v Ann Lee>All well?

00:05.250 --> 00:07.000
<v Tom>Fine.<00:00:06.000> <c.x>Really</c>
fine.</v> <v Ann Lee>Good.</v>

1:00:00.000 --> 1:00:01.000
<v Tom></v>
"""


def test_webvtt_voices_become_turns_and_consecutive_cues_of_one_speaker_one_turn(write):
    transcript = read_transcript(write("talk.vtt", VTT))
    assert transcript.text == "Ann Lee: How are you & yours? All well?\nTom: Fine. Really fine.\nAnn Lee: Good."
    assert [(turn.speaker, turn.seconds) for turn in transcript.turns] == [
        ("Ann Lee", 1.0),
        ("Tom", 5.25),
        ("Ann Lee", 5.25),
    ]
    words = [transcript.text[turn.words_start : turn.end] for turn in transcript.turns]
    assert words == ["How are you & yours? All well?\n", "Fine. Really fine.\n", "Good."]
    assert [turn.end for turn in transcript.turns[:-1]] == [turn.start for turn in transcript.turns[1:]]


def test_speakers_written_into_the_cues_become_turns(write):
    cues = ["Ann: hello", "and welcome", "Tom: thanks", "Ann: so", "Tom: yes", "Tom: indeed"]
    vtt = "WEBVTT\r\n\r\n" + "".join(
        f"{n}\r\n00:00:0{n}.000 --> 00:00:0{n}.900\r\n{cue}\r\n\r\n" for n, cue in enumerate(cues)
    )
    transcript = read_transcript(write("zoom.vtt", vtt))
    assert transcript.text == "Ann: hello and welcome\nTom: thanks\nAnn: so\nTom: yes indeed"
    assert [turn.seconds for turn in transcript.turns] == [0.0, 2.0, 3.0, 4.0]


def test_subtitles_without_speakers_are_lines_of_one_turn(write):
    srt = "1\n00:00:01,000 --> 00:00:02,000\nHello\nthere\n\n2\n00:00:03,000 --> 00:00:04,000\n<i>You</i>\n"
    transcript = read_transcript(write("talk.srt", srt))
    assert transcript.text == "Hello there\nYou"
    assert [(turn.number, turn.start, turn.end) for turn in transcript.turns] == [(0, 0, 15)]


def test_a_cue_before_the_first_speaker_is_a_heading(write):
    cues = enumerate(("Music", "<v Tom>Hi", "(laughs)"))
    vtt = "WEBVTT" + "".join(f"\n\n00:0{number}.000 --> 00:0{number}.500\n{cue}" for number, cue in cues)
    transcript = read_transcript(write("talk.vtt", vtt))
    assert transcript.text == "Music\nTom: Hi\n(laughs)"
    assert [(turn.number, turn.speaker) for turn in transcript.turns] == [(0, ""), (1, "Tom")]
    assert transcript.turns[-1].end == len(transcript.text)


def test_tags_that_never_end_take_no_time(write):
    assert read_transcript(write("talk.vtt", "WEBVTT\n\n00:01.000 --> 00:02.000\nword " + "<c." * 60_000)).text


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("talk.doc", b"\xd0\xcf\x11\xe0", "save it as .docx"),
        ("talk.pdf", b"%PDF", "save its text"),
        ("talk.xlsx", b"PK", "save it as .csv"),
        ("talk.xyz", b"words", "use .docx"),
        ("talk", b"words", "without an ending"),
        ("talk.txt", b"", "is empty"),
        ("talk.docx", b"", "is empty"),
        ("talk.txt", b" \n\t\n", "no words"),
        ("talk.txt", b"\xff\xfe", "no words"),
        ("talk.txt", bytes(5000), "not a text file"),
        ("talk.txt", bytes(range(256)) * 40, "not a text file"),
        ("talk.txt", b"\xff\xfe\x00", "damaged or in an encoding"),
        ("talk.vtt", b"1\n00:01.000 --> 00:02.000\nx", "does not begin with WEBVTT"),
        ("talk.vtt", b"WEBVTT\n\nNOTE nothing", "no words"),
        ("talk.srt", b"only words", "no words"),
    ],
)
def test_what_is_no_transcript_is_refused_in_a_sentence(write, name, content, words):
    with pytest.raises(UnreadableInput) as caught:
        read_transcript(write(name, content))
    assert words in caught.value.sentence
    assert name in caught.value.sentence
    assert caught.value.exit_code == 3


def test_a_missing_file_and_a_folder_are_refused(tmp_path):
    with pytest.raises(UnreadableInput, match="There is no file"):
        read_transcript(tmp_path / "none.docx")
    with pytest.raises(UnreadableInput, match="is a folder"):
        read_transcript(tmp_path)
    with pytest.raises(UnreadableInput, match="is a folder"):
        limits.file_sha256(tmp_path)
    with pytest.raises(UnreadableInput, match=r"NUL|There is no file"):
        read_transcript(tmp_path / "a\0b.txt")


def test_an_overlong_text_is_refused(write, monkeypatch):
    monkeypatch.setattr(limits, "TEXT_CHARACTERS", 100)
    with pytest.raises(InputTooLarge, match="longer than 100 characters"):
        read_transcript(write("talk.txt", "word " * 50))


def test_a_file_too_large_to_read_is_refused(write):
    with pytest.raises(InputTooLarge, match="files up to 1 MB"):
        limits.read_bytes(write("talk.txt", "word " * 50), limit=100)


def test_the_suffixes_that_can_be_read_are_listed():
    assert {".docx", ".txt", ".vtt"} <= set(SUFFIXES)
