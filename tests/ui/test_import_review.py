"""The import review: what was recognised, what is decided, what is stored, what is refused."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from ipof_workbench.ui.data.import_batch import BY_FILE, BY_SPEAKER, TableFile, TranscriptFile, guess_table_kind
from ipof_workbench.ui.data.import_review_page import ImportReviewPage
from ipof_workbench.ui.data.speakers_review import SpeakersReview
from ipof_workbench.ui.data.table_review import TableReview
from ipof_workbench.ui.opening import create_session
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.theme.theme import Theme

TALK = """Interviewer: Why did you stay?
Member: Because it was quiet.
Interviewer: And then?
MEMBER: I wrote.
Interviewer: What did you write?
Member: Three lines.
Interviewer: Who answered?
MEMBER: A moderator did.
Interviewer: When was that?
Member: At night.
Interviewer: How was it?
MEMBER: It felt like being held.
"""


@pytest.fixture
def session(tmp_path: Path, theme: Theme) -> Iterator[Session]:
    made = create_session(tmp_path / "s.ipof", title="S", grammar="cmo", analyst="Kim")
    yield made
    made.close()


@pytest.fixture
def page(qtbot: QtBot, session: Session) -> ImportReviewPage:
    made = ImportReviewPage(session)
    qtbot.addWidget(made)
    made.resize(1192, 734)
    made.show()
    return made


def written(tmp_path: Path, name: str, content: str) -> Path:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    return path


def review(qtbot: QtBot, page: ImportReviewPage, *paths: Path) -> None:
    page.review(paths)
    qtbot.waitUntil(lambda: page.batch.is_read, timeout=15_000)


def store(qtbot: QtBot, page: ImportReviewPage) -> None:
    asked: list[object] = []
    page.session.place_requested.connect(asked.append)
    page.import_all()
    qtbot.waitUntil(lambda: bool(asked) or any(file.error for file in page.batch.tables), timeout=15_000)


def transcript_of(page: ImportReviewPage) -> TranscriptFile:
    file = page.current_file()
    assert isinstance(file, TranscriptFile)
    return file


def test_a_transcript_is_shown_with_its_speakers(qtbot: QtBot, page: ImportReviewPage, tmp_path: Path):
    review(qtbot, page, written(tmp_path, "P01.txt", TALK))
    speakers = page.findChild(SpeakersReview)
    assert speakers is not None
    assert [row.speaker for row in speakers.rows] == ["Interviewer", "Member", "MEMBER"]
    assert speakers.rows[0].interviewer.isChecked()
    assert page.preview.transcript.turn_count() == 12
    assert page.summary.text() == "1 file, 12 turns, 1 to check"


def test_spellings_are_merged_and_the_file_needs_no_more_looking_at(
    qtbot: QtBot, page: ImportReviewPage, tmp_path: Path
):
    review(qtbot, page, written(tmp_path, "P01.txt", TALK))
    transcript_of(page).merge_spellings()
    page._on_choice()  # noqa: SLF001 - what the button's signal does
    assert transcript_of(page).now().speakers == ("Interviewer", "Member")
    assert page.summary.text() == "1 file, 12 turns, nothing to check"


def test_writing_another_speakers_name_merges_the_two(qtbot: QtBot, page: ImportReviewPage, tmp_path: Path):
    review(qtbot, page, written(tmp_path, "P01.txt", TALK))
    speakers = page.findChild(SpeakersReview)
    assert speakers is not None
    speakers.rows[2].name.setText("Member")
    speakers.rows[2].name.editingFinished.emit()
    assert transcript_of(page).now().speakers == ("Interviewer", "Member")


def test_a_file_that_looks_right_is_no_longer_counted(qtbot: QtBot, page: ImportReviewPage, tmp_path: Path):
    review(qtbot, page, written(tmp_path, "P01.txt", TALK))
    assert transcript_of(page).to_check
    transcript_of(page).is_checked = True
    assert page.batch.summary().endswith("nothing to check")


def test_all_files_are_stored_as_one_step_with_what_was_decided(
    qtbot: QtBot, page: ImportReviewPage, session: Session, tmp_path: Path
):
    review(qtbot, page, *(written(tmp_path, f"P0{n}.txt", TALK + f"Member: {n}.\n") for n in (1, 2)))
    page.batch.case = "Harbour"
    page.batch.participants = BY_FILE
    for file in page.batch.transcripts:
        file.merge_spellings()
    store(qtbot, page)
    read = session.workbench.read
    assert read.summary().documents == 2
    assert [(row.name, row.documents, row.cases) for row in read.participants()] == [
        ("P01", 1, "Harbour"),
        ("P02", 1, "Harbour"),
    ]
    turns = read.document_text(read.document_rids()[0]).turns
    assert {turn.speaker for turn in turns if turn.speaker} == {"Interviewer", "Member"}
    assert session.undo()
    assert read.summary().documents == 0
    assert read.participants() == []
    assert session.redo()
    assert read.summary().documents == 2


def test_participants_can_be_named_as_the_speakers(qtbot: QtBot, page: ImportReviewPage, tmp_path: Path):
    review(qtbot, page, written(tmp_path, "P01.txt", TALK))
    file = transcript_of(page)
    file.merge_spellings()
    assert file.participant_of("Member", BY_SPEAKER) == "Member"
    assert file.participant_of("Interviewer", BY_SPEAKER) == ""
    file.participants["Member"] = "Ada"
    assert file.choice("Harbour", "interview", BY_SPEAKER).participants == {"Member": "Ada"}


def test_a_file_that_cannot_be_read_is_listed_and_the_others_go_on_only_when_told(
    qtbot: QtBot, page: ImportReviewPage, session: Session, tmp_path: Path
):
    bad = tmp_path / "bad.docx"
    bad.write_bytes(b"not a document")
    review(qtbot, page, written(tmp_path, "P01.txt", TALK), bad, tmp_path / "picture.png")
    assert [bool(file.error) for file in page.batch.files] == [False, True, True]
    assert page.import_button.text() == "Import the other file"
    page.view.setCurrentIndex(page.files.index(2))
    assert page.preview.sentence().startswith("picture.png is of no kind that is read here")
    assert session.workbench.read.summary().documents == 0
    store(qtbot, page)
    assert session.workbench.read.summary().documents == 1


def test_a_file_can_be_left_out(qtbot: QtBot, page: ImportReviewPage, tmp_path: Path):
    review(qtbot, page, written(tmp_path, "P01.txt", TALK), tmp_path / "picture.png")
    page.view.setCurrentIndex(page.files.index(1))
    page.leave_out_current()
    assert [file.path.name for file in page.batch.files] == ["P01.txt"]
    assert page.import_button.text() == "Import all"


def test_nothing_is_stored_when_the_review_is_cancelled(
    qtbot: QtBot, page: ImportReviewPage, session: Session, tmp_path: Path
):
    review(qtbot, page, written(tmp_path, "P01.txt", TALK))
    page.stop()
    assert page.batch.files == []
    assert session.workbench.read.summary().documents == 0


def test_the_same_file_again_brings_nothing_new(qtbot: QtBot, page: ImportReviewPage, session: Session, tmp_path: Path):
    path = written(tmp_path, "P01.txt", TALK)
    said: list[str] = []
    session.toast_requested.connect(lambda sentence, _undo: said.append(sentence))
    for _ in range(2):
        review(qtbot, page, path)
        store(qtbot, page)
    assert said == ["Imported: 1 new, 0 unchanged", "Imported: 0 new, 1 unchanged"]


SURVEY = "id,age,Why?\n1,44,It was quiet at night and nobody asked.\n2,51,Because people there knew what I meant.\n"


def test_a_survey_is_recognised_and_stored_with_the_chosen_columns(
    qtbot: QtBot, page: ImportReviewPage, session: Session, tmp_path: Path
):
    review(qtbot, page, written(tmp_path, "survey.csv", SURVEY))
    file = page.current_file()
    assert isinstance(file, TableFile)
    assert (file.kind, file.id_column, file.text_columns) == ("survey", "id", {"Why?"})
    store(qtbot, page)
    summary = session.workbench.read.summary()
    assert (summary.participants, summary.documents) == (2, 2)
    assert [found.name for found in session.workbench.read.attributes()] == ["age"]


def test_a_survey_without_a_text_column_cannot_be_imported_and_says_why(
    qtbot: QtBot, page: ImportReviewPage, tmp_path: Path
):
    review(qtbot, page, written(tmp_path, "survey.csv", SURVEY))
    choices = page.findChild(TableReview)
    assert choices is not None
    choices.boxes["Why?"].setChecked(False)
    assert not page.import_button.isEnabled()
    assert page.import_button.toolTip() == "Choose at least one column with free text."
    choices.boxes["Why?"].setChecked(True)
    assert page.import_button.isEnabled()


def test_posts_are_recognised_by_their_columns(qtbot: QtBot, page: ImportReviewPage, session: Session, tmp_path: Path):
    posts = "post_id,thread,author,text\na1,t1,nightowl,Nobody was there.\na2,t1,lark,I was.\n"
    review(qtbot, page, written(tmp_path, "posts.csv", posts))
    file = page.current_file()
    assert isinstance(file, TableFile)
    assert file.kind == "posts"
    store(qtbot, page)
    assert session.workbench.read.summary().documents_by_kind == {"forum_post": 2}
    assert "nightowl" not in {row.name for row in session.workbench.read.participants()}


def test_a_contract_table_with_a_wrong_row_is_refused_whole_and_its_sentence_is_shown(
    qtbot: QtBot, page: ImportReviewPage, session: Session, tmp_path: Path
):
    table = "document,quote,role,element,configuration\nP99,nothing,context,Night,1\n"
    review(qtbot, page, written(tmp_path, "codings.csv", table))
    file = page.current_file()
    assert isinstance(file, TableFile)
    assert file.kind == "codings"
    store(qtbot, page)
    assert "P99" in page.preview.sentence()
    assert session.workbench.read.summary().codings == 0


@pytest.mark.parametrize(
    ("headings", "kind"),
    [
        (("case", "parent", "kind"), "cases"),
        (("participant", "case", "role", "age"), "participants"),
        (("number", "title", "context", "mechanism", "outcome"), "configurations"),
        (("number", "if", "then", "because"), "statements"),
        (("from", "to", "kind", "note"), "links"),
        (("code", "parent", "definition"), "codes"),
        (("document", "start", "end", "role"), "codings"),
        (("respondent", "age", "Why?"), "survey"),
    ],
)
def test_a_table_is_recognised_by_its_headings(headings: tuple[str, ...], kind: str):
    assert guess_table_kind(headings, ("context", "mechanism", "outcome"), {}) == kind
