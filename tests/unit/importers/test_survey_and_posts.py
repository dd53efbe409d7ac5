"""Surveys and forum posts from tables as spreadsheets really write them; what does not fit is refused by row."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipof_workbench.domain.errors import InputTooLarge, RowsRefused, UnreadableInput, UsageError
from ipof_workbench.domain.text import normalise
from ipof_workbench.importers import csv_table, limits
from ipof_workbench.importers.csv_table import open_table, unique_headings
from ipof_workbench.importers.posts import read_posts
from ipof_workbench.importers.preview import guess_post_columns, preview_table
from ipof_workbench.importers.survey import read_survey

SURVEY = (
    'id,case,Age,"Why, or not?"\r\nr1,North,34,"Because ""it"" works,\r\nmostly"\r\n'
    "r2,, 51 ,   \r\n\r\nr3,South,NA,007\r\n"
)


def test_a_survey_has_a_row_for_each_respondent(write):
    survey = read_survey(write("s.csv", SURVEY), "id", ["Why, or not?"], "case", "Elsewhere")
    assert survey.attributes == ("Age",)
    assert survey.questions == ("Why, or not?",)
    assert survey.rows == (
        ("r1", "North", ("34",), ('Because "it" works,\nmostly',)),
        ("r2", "Elsewhere", ("51",), ("",)),
        ("r3", "South", ("NA",), ("007",)),
    )
    assert survey.notes == ()


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_delimiter_and_encoding_are_found_out(write, delimiter, encoding):
    rows = [["id", "Größe", "Warum; oder | nicht, so?"], ["1", "groß", "weil, ja; nun | gut"], ["2", "klein", ""]]
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter).writerows(rows)
    survey = read_survey(write("s.csv", stream.getvalue().encode(encoding)), "id", [rows[0][2]])
    assert [row[2:] for row in survey.rows] == [(("groß",), ("weil, ja; nun | gut",)), (("klein",), ("",))]
    assert any("Windows-1252" in note for note in survey.notes) == (encoding == "cp1252")


def test_row_numbers_serve_as_ids(write):
    survey = read_survey(write("s.csv", "a,b\nx,y\n\nz,w\n"), "#row", ["b"])
    assert [row[0] for row in survey.rows] == ["1", "2"]
    assert survey.attributes == ("a",)


def test_repeated_and_empty_headings_have_names_of_their_own():
    assert unique_headings(["Why?", "x", " Why? ", "", "Why?", "Why?#2"]) == (
        *("Why?", "x", "Why?#2", "column 4", "Why?#3", "Why?#2#2"),
    )


@given(st.lists(st.sampled_from(["a", "a#2", "a#3", "", "column 1", "b"]), max_size=12))
def test_headings_are_always_unique(cells):
    assert len(set(unique_headings(cells))) == len(cells)


def test_the_further_heading_rows_of_qualtrics_are_left_out(write):
    table = 'Q1,Q2\n"How old?","Why?"\n"{""ImportId"":""QID1""}","{""ImportId"":""QID2""}"\n34,because\n'
    survey = read_survey(write("s.csv", table), "#row", ["Q2"])
    assert survey.rows == (("1", "", ("34",), ("because",)),)
    assert any("Qualtrics" in note for note in survey.notes)
    assert preview_table(write("s.csv", table)).rows == (("34", "because"),)


def test_a_heading_is_found_whatever_its_blanks_and_capitals(write):
    assert read_survey(write("s.csv", "ID,Why  so?\n1,a\n"), "id", ["why so?"]).questions == ("Why  so?",)


def test_a_missing_column_is_named_with_those_like_it(write):
    with pytest.raises(UsageError, match="no column “Wy or why not”; similar are “Why or why not"):
        read_survey(write("s.csv", "id,Why or why not?,age\n1,a,2\n"), "id", ["Wy or why not"])
    with pytest.raises(UsageError, match="no column “zzz”; it has “id”, “b”"):
        read_survey(write("s.csv", "id,b\n1,a\n"), "id", ["zzz"])
    with pytest.raises(UsageError, match="at least one column"):
        read_survey(write("s.csv", "id,b\n1,a\n"), "id", [])
    with pytest.raises(UsageError, match="chosen twice"):
        read_survey(write("s.csv", "id,b\n1,a\n"), "id", ["id"])


def test_ragged_rows_are_refused_by_their_numbers(write):
    with pytest.raises(RowsRefused, match="row 3: 1 cell instead of 2; row 5: 3 cells instead of 2") as caught:
        read_survey(write("s.csv", "a,b\n1,2\n3\n4,5\n6,7,8\n"), "a", ["b"])
    assert [number for number, _ in caught.value.rows] == [3, 5]
    assert caught.value.exit_code == 3


def test_empty_cells_after_the_last_column_do_no_harm(write):
    assert read_survey(write("s.csv", "a,b,,\n1,2,,\n3,4\n5,6,\n"), "a", ["b"]).rows == tuple(
        (name, "", (), (words,)) for name, words in (("1", "2"), ("3", "4"), ("5", "6"))
    )


def test_respondents_that_cannot_be_told_apart_are_refused(write):
    with pytest.raises(RowsRefused, match="row 3: no id; row 4: the id “1” stands in row 2 too"):
        read_survey(write("s.csv", "a,b\n1,x\n,y\n1,z\n"), "a", ["b"])


@pytest.mark.parametrize("tail", ['1,"never closed\n2,b\n', '1,"closed" wrongly\n'])
def test_broken_quotation_marks_are_refused_with_the_row(write, tail):
    with pytest.raises(RowsRefused, match="row 2: a quotation mark"):
        read_survey(write("s.csv", "a,b\n" + tail), "a", ["b"])


def test_a_table_parted_by_another_sign_is_refused(write):
    with pytest.raises(
        UnreadableInput, match=r"read as one column, “id:text”; .* comma, semicolon, tab or vertical bar"
    ):
        read_survey(write("s.csv", "id:text\n1:a\n2:b\n"), "id", ["text"])


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b"a,b\n", "no respondents"),
        (b",,\n1,2,3\n", "first row"),
        (bytes(4000), "not a text file"),
        (bytes(range(256)) * 40, "not a text file"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(128)) * 30, "not a text file"),
        (b"\xff\xfea\0,\0b\0\n\0" + b"1\0,\0\x00\xd8\n\0", "not"),
    ],
)
def test_what_is_no_table_is_refused(write, content, words):
    with pytest.raises(UnreadableInput, match=words):
        read_survey(write("s.csv", content), "a", ["b"])


def test_a_missing_table_and_a_folder_are_refused(tmp_path):
    with pytest.raises(UnreadableInput, match="There is no file"):
        open_table(tmp_path / "none.csv")
    with pytest.raises(UnreadableInput, match="is a folder"):
        open_table(tmp_path)


def test_too_many_rows_too_long_cells_and_too_large_files_are_refused(write, monkeypatch):
    path = write("s.csv", "a,b\n" + "1,word\n" * 30)
    monkeypatch.setattr(limits, "TABLE_ROWS", 20)
    with pytest.raises(InputTooLarge, match="more than 20 rows"):
        list(open_table(path).rows())
    monkeypatch.setattr(limits, "TEXT_CHARACTERS", 50)
    with pytest.raises(InputTooLarge, match=r"Row 2 of t\.csv has a cell longer than 50 characters"):
        list(open_table(write("t.csv", "a,b\n1," + "x" * 60 + "\n")).rows())
    monkeypatch.setattr(csv_table, "TABLE_BYTES", 100)
    with pytest.raises(InputTooLarge, match="too large for a table"):
        open_table(path)


def test_a_cell_far_longer_than_usual_is_read(write):
    words = "word " * 60_000
    assert read_survey(write("s.csv", f"a,b\n1,{words}\n"), "a", ["b"]).rows[0][3] == (words,)


def test_zeros_in_cells_go(write):
    assert (
        read_survey(write("s.csv", "a,b\n1,wo\0rd " + "more " * 50 + "\n"), "a", ["b"])
        .rows[0][3][0]
        .startswith("word more")
    )


@given(
    st.lists(st.text(st.characters(exclude_categories=("Cs", "Cc"))) | st.text('a, ;"\r\n\t', max_size=9), min_size=1)
)
def test_any_answers_come_back_normalised(tmp_path_factory, answers):
    path = tmp_path_factory.mktemp("any") / "s.csv"
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        writer.writerow(["a", "q"])
        writer.writerows(enumerate(answers))
    rows = read_survey(path, "a", ["q"]).rows
    expected = [normalise(answer) for answer in answers]
    assert [row[3][0] for row in rows] == [each if each.strip() else "" for each in expected]


def test_the_real_survey_has_its_two_questions_of_one_heading(survey_file):
    survey = read_survey(survey_file, "#row", ["Why or why not?", "Why or why not?#2"])
    assert survey.questions == ("Why or why not?", "Why or why not?#2")
    assert len(survey.rows) == 1_433
    assert sum(bool(answer) for row in survey.rows for answer in row[3]) == 2_224
    assert len(survey.attributes) == 61
    assert survey.rows[-1][0] == "1433"


POSTS = (
    "post_id,thread_id,reply_to,author,posted_at,title,text,forum,board\n"
    'p1,t1,,Ann,2020-01-01 10:00,Hi," Hello 👋🏽\r\nall ",Blue,Main\n'
    "p2,t1,p1,Tom,,,  ,Blue,\n"
    "p3,t2,,,,,Bye,,\n"
    ",t2,p3,Tom,,,Really,,\n"
    "p1,t3,,Ann,,,Again,Blue,\n"
)


def test_posts_are_read_with_every_column_that_is_named(write):
    parsed = read_posts(
        *[write("posts.csv", POSTS)],
        text="text",
        id="post_id",
        thread="thread_id",
        parent="reply_to",
        author="author",
        date="posted_at",
        title="title",
        subforum="board",
        case_column="forum",
        case="Other",
    )
    first, second, third, fourth = parsed.posts
    assert (first.name, first.text, first.case) == ("p1", " Hello 👋🏽\nall ", "Blue")
    assert (first.thread, first.author, first.posted_at, first.title) == ("t1", "Ann", "2020-01-01 10:00", "Hi")
    assert (first.subforum, first.parent, second.case) == ("Main", "", "Other")
    assert (third.name, third.parent, fourth.name) == ("post-4", "p3", "p1")
    assert parsed.notes == ("1 row without words left out.", "1 post has the id of an earlier post.")


def test_posts_without_ids_are_numbered(write):
    path = write("posts.csv", "text\nOne\n\nTwo, three\n".replace(", three", ""))
    assert [post.name for post in read_posts(path, text="text").posts] == ["post-1", "post-2"]
    assert [post.name for post in read_posts(path, text="text", id="#row").posts] == ["1", "2"]


def test_posts_refuse_what_a_survey_refuses(write):
    with pytest.raises(UsageError, match="no column “body”"):
        read_posts(write("p.csv", POSTS), text="body")
    with pytest.raises(UsageError, match="no column “tread”; similar are “thread_id”"):
        read_posts(write("p.csv", POSTS), text="text", thread="tread")
    with pytest.raises(RowsRefused, match="row 2: 1 cell instead of 2"):
        read_posts(write("p.csv", "id,text\n1\n"), text="text")
    with pytest.raises(UnreadableInput, match="no posts with words"):
        read_posts(write("p.csv", "id,text\n1, \n"), text="text")


def test_reading_posts_leaves_the_collector_as_it_was(write):
    import gc

    assert gc.isenabled()
    with pytest.raises(RowsRefused):
        read_posts(write("p.csv", "id,text\n1\n"), text="text")
    assert gc.isenabled()


def test_a_preview_guesses_what_each_column_is(write):
    rows = ["Response ID;Age;Role;When;Tools;Feedback;Empty"]
    for number in range(60):
        words = f"In month {number} it helped me a good deal, and then no more"
        rows.append(
            f"R{number};{20 + number};{'staff' if number % 3 else 'user'};2024-01-{number % 28 + 1:02};;{words};"
        )
    preview = preview_table(write("s.csv", "\n".join(rows)), rows=5)
    assert preview.delimiter == ";"
    assert preview.kinds == ("id", "attribute", "attribute", "attribute", "attribute", "text", "attribute")
    assert (len(preview.rows), preview.row_count, preview.encoding) == (5, 60, "utf-8")
    assert preview.rows[0][0] == "R0"


def test_choices_joined_by_semicolons_are_an_attribute(write):
    rows = "\n".join(f"{number},app{number};phone{number};other{number}" for number in range(60))
    assert preview_table(write("s.csv", "nr,tools used\n" + rows)).kinds == ("id", "attribute")


def test_the_preview_of_the_real_survey_finds_its_free_text(survey_file):
    preview = preview_table(survey_file)
    text = {heading for heading, kind in zip(preview.headings, preview.kinds, strict=True) if kind == "text"}
    assert {"Why or why not?", "Why or why not?#2"} <= text
    assert "What is your age?" not in text


def test_a_preview_of_headings_alone_is_empty(write):
    assert preview_table(write("s.csv", "a,b\n")).rows == ()


def test_the_columns_of_posts_are_guessed_by_their_names():
    assert guess_post_columns(("post_id", "thread_id", "forum", "author", "posted_at", "title", "text")) == {
        "text": "text",
        "id": "post_id",
        "thread": "thread_id",
        "author": "author",
        "date": "posted_at",
        "title": "title",
        "case_column": "forum",
    }
    assert guess_post_columns(("post", "thread", "body")) == {"text": "body", "id": "post", "thread": "thread"}
    assert guess_post_columns(("post", "author")) == {"text": "post", "author": "author"}
    assert guess_post_columns(("Body", "Parent ID")) == {"text": "Body", "parent": "Parent ID"}
