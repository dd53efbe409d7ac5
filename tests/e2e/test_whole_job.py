"""The whole job in the real window, by keyboard and mouse: from the start page to the table in Word, and back."""

from __future__ import annotations

from pathlib import Path

from docx import Document
from PySide6.QtCore import QModelIndex, QPointF, Qt
from PySide6.QtWidgets import QLineEdit, QTableView, QTreeView, QWidget

from ipof_workbench.domain.listings import ConfigurationDetail, EvidenceRow
from ipof_workbench.ui.coding.configuration_builder import ConfigurationBuilder
from ipof_workbench.ui.coding.document_list import DocumentTree
from ipof_workbench.ui.coding.element_picker import ElementPicker
from ipof_workbench.ui.configurations.detail_panel import DetailPanel
from ipof_workbench.ui.configurations.evidence_tab import EvidenceList
from ipof_workbench.ui.data.import_review_page import ImportReviewPage
from ipof_workbench.ui.report.report_page import ReportPage
from ipof_workbench.ui.start.recent_list import RecentRow
from ipof_workbench.ui.theory.canvas import TheoryCanvas
from ipof_workbench.ui.theory.theory_page import TheoryPage
from ipof_workbench.ui.transcript.view import TranscriptView
from tests.e2e.shell import dump
from tests.gestures import CONTROL, SHIFT, Person

HIDDEN = "nobody there could see my face \N{WHITE HEART SUIT}\N{GRINNING FACE}"
SAFE = "I felt safe enough to say it"
WROTE = "so I wrote my first post that same night"
NAMES = "once somebody used my real name"
HUSHED = "I went quiet for a month"
LEFT = "after that I only read along"
LIGHT = "The moderators leave a light on"
INTERVIEW = (
    ("Interviewer", "What was it like when you first came to the forum?"),
    ("Wren", f"Well, {HIDDEN}, which was new to me. {SAFE}, {WROTE}."),
    ("Interviewer", "And did it stay like that?"),
    ("Wren", f"No, {NAMES} and {HUSHED}; {LEFT}."),
)
STAFF = (
    ("Interviewer", "What do you do at night?"),
    ("Marlow", f"{LIGHT}: one of us is always there until four."),
    ("Interviewer", "Does it help?"),
    ("Marlow", "I think so. People write later, and longer."),
)


def write_transcripts(folder: Path) -> list[Path]:
    """Write one interview as a Word file with bold names, the other as plain text."""
    word, plain = folder / "Wren.docx", folder / "Marlow.txt"
    document = Document()
    for name, words in INTERVIEW:
        paragraph = document.add_paragraph()
        paragraph.add_run(f"{name}: ").bold = True
        paragraph.add_run(words)
    document.save(str(word))
    plain.write_text("\n".join(f"{name}: {words}" for name, words in STAFF), encoding="utf-8")
    return [word, plain]


# --- the parts of the job


def make_project(person: Person, folder: Path) -> None:
    """Ctrl+N on the start page, and the form by keyboard."""
    assert person.window.stack.currentWidget() is person.window.start
    person.press(Qt.Key.Key_N, CONTROL)
    person.type("Night forum")
    line = person.sees(QLineEdit, "newFolder")
    person.click(line)
    person.press(Qt.Key.Key_A, CONTROL)
    person.type(str(folder))
    person.click(person.sees(QLineEdit, "newAnalyst"))
    person.press(Qt.Key.Key_A, CONTROL)
    person.type("Kim")
    person.press(Qt.Key.Key_Return)
    person.wait(lambda: person.window.session is not None)
    assert person.session.workbench.path == folder / "Night forum.ipof"
    assert person.page() == "dataPage"


def import_files(person: Person, paths: list[Path], case: str) -> None:
    """Drop files, look at the review, give the case, import."""
    before = len(person.session.workbench.history())
    person.drop(paths)
    review = person.sees(ImportReviewPage)
    person.wait(lambda: review.import_button.isEnabled())
    assert review.view.model().rowCount() == len(paths)
    person.click(person.sees(QLineEdit, "importCase"))
    person.type(case)
    person.press(Qt.Key.Key_Tab)
    person.click(review.import_button)
    person.wait(lambda: person.page() == "dataPage")
    assert person.window.frame.toast.sentence() == f"Imported: {len(paths)} new, 0 unchanged"
    assert len(person.session.workbench.history()) == before + 1
    table = person.sees(QTableView, "documentsTable")
    person.wait(lambda: table.model().rowCount() == len(person.session.workbench.read.document_rids()))


def open_document(person: Person, name: str) -> TranscriptView:
    """Open a document of the Code page by its name; returns the text, which has the keyboard."""
    person.sees(DocumentTree, "documentList").open_document(name)
    view = person.sees(TranscriptView, "transcriptView")
    person.wait(view.hasFocus)
    return view


def code(person: Person, view: TranscriptView, quote: str, key: Qt.Key, name: str = "") -> None:
    """Select a passage, press a role key, and name the element; without a name leave it unnamed by Esc."""
    text = person.session.workbench.read.document_text(open_text(person)).text
    start = text.index(quote)
    view.select_span(start, start + len(quote))
    assert view.selected_span() == (start, start + len(quote))
    codings = len(person.session.workbench.read.codings())
    person.press(key)
    assert len(person.session.workbench.read.codings()) == codings + 1, "the key itself commits the coding"
    assert isinstance(person.keyboard(), ElementPicker)
    if name:
        person.type(name)
        person.press(Qt.Key.Key_Return)
    else:
        person.press(Qt.Key.Key_Escape)
    person.wait(view.hasFocus)


def open_text(person: Person) -> int:
    rid = person.sees(DocumentTree, "documentList").current_document()
    assert rid is not None
    return rid


def detail(person: Person, number: str) -> ConfigurationDetail:
    read = person.session.workbench.read
    return read.configuration(next(row.rid for row in read.configurations() if row.number == number))


def standing(person: Person, number: str) -> dict[str, list[str]]:
    """Return role key -> the labels that stand in a configuration."""
    places = detail(person, number).places
    return {place.role.key: [content.label for content in place.contents] for place in places if place.contents}


def evidence(person: Person, number: str) -> list[EvidenceRow]:
    return person.session.workbench.read.evidence(configuration=detail(person, number).row.rid)


def shown_in_builder(person: Person) -> dict[str, list[str]]:
    """Return role key -> the labels of the chips beside the text."""
    builder = person.sees(ConfigurationBuilder)
    return {key: [chip.content.label for chip in section.chips()] for key, section in builder.sections.items()}


def code_two_configurations(person: Person) -> None:
    person.go_to("codingPage")
    view = open_document(person, "Wren")
    code(person, view, HIDDEN, Qt.Key.Key_C, "Nobody sees your face")
    code(person, view, SAFE, Qt.Key.Key_M, "Feels safe to speak")
    code(person, view, WROTE, Qt.Key.Key_O)
    person.wait(lambda: shown_in_builder(person)["outcome"] == [WROTE])
    assert standing(person, "1") == {
        "context": ["Nobody sees your face"],
        "mechanism": ["Feels safe to speak"],
        "outcome": [WROTE],
    }
    assert [row.element_named for row in person.session.workbench.read.codings()] == [True, True, False]
    assert [row.quote for row in person.session.workbench.read.codings()] == [HIDDEN, SAFE, WROTE]
    person.press(Qt.Key.Key_Return, CONTROL)
    person.wait(lambda: not any(shown_in_builder(person).values()))
    code(person, view, NAMES, Qt.Key.Key_C, "Real names are used")
    code(person, view, HUSHED, Qt.Key.Key_M, "Fear of being known")
    person.wait(lambda: shown_in_builder(person)["mechanism"] == ["Fear of being known"])
    builder = person.sees(ConfigurationBuilder)
    assert builder.partial.isVisible()
    assert {key for key, section in builder.sections.items() if section.free_slot() is not None} == {"outcome"}
    assert detail(person, "2").row.missing == ("outcome",)


def challenge_the_first(person: Person) -> None:
    """Continue configuration 1 in another document, with a passage that challenges it."""
    view = open_document(person, "Marlow")
    person.press(Qt.Key.Key_K, CONTROL | SHIFT)
    assert isinstance(person.keyboard(), ElementPicker)
    person.type("1")
    person.press(Qt.Key.Key_Return)
    person.wait(view.hasFocus)
    person.press(Qt.Key.Key_4, SHIFT)
    code(person, view, LIGHT, Qt.Key.Key_C, "A moderator is awake")
    assert [row.quote for row in evidence(person, "1") if row.stance == "challenges"] == [LIGHT]
    # The stance was for one coding only.
    code(person, view, "People write later, and longer", Qt.Key.Key_O, "Longer posts")
    assert detail(person, "1").row.stances == {"supports": 4, "challenges": 1}


def title_and_quote(person: Person) -> None:
    person.go_to("configurationsPage")
    panel = person.sees(DetailPanel)
    table = person.sees(QTableView)
    person.wait(lambda: table.model().rowCount() == 2)
    person.click_row(table, table.model().index(0, 1))
    person.wait(lambda: panel.configuration == detail(person, "1").row.rid)
    person.click(panel.title)
    assert isinstance(person.keyboard(), QLineEdit)
    person.press(Qt.Key.Key_A, CONTROL)
    person.type("Hidden faces loosen tongues")
    person.press(Qt.Key.Key_Return)
    assert panel.title.text() == detail(person, "1").row.title == "Hidden faces loosen tongues"
    quotes = person.sees(EvidenceList)
    row = next(n for n in range(quotes.model().rowCount()) if SAFE in quotes.rows.item_at(n).quote)
    person.double_click_row(quotes, quotes.model().index(row, 0))
    person.wait(lambda: person.page() == "codingPage")
    view = person.sees(TranscriptView, "transcriptView")
    text = person.session.workbench.read.document_text(open_text(person))
    assert text.document.name == "Wren"
    start, end = view.visible_span()
    assert start <= text.text.index(SAFE) < end
    assert view.is_flashing()
    person.press(Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    person.wait(lambda: person.page() == "configurationsPage")


def node(canvas: TheoryCanvas, label: str) -> str:
    return next(key for key, element in canvas.theory_scene().model.by_node.items() if element.label == label)


def labels_on(canvas: TheoryCanvas) -> set[str]:
    return {element.label for element in canvas.theory_scene().model.elements}


def place_of(canvas: TheoryCanvas, key: str):
    canvas.reveal(key)
    return canvas.mapFromScene(QPointF(*canvas.positions()[key]))


def work_on_the_theory(person: Person) -> None:
    person.go_to("theoryPage")
    page = person.sees(TheoryPage)
    canvas = person.sees(TheoryCanvas, "theoryView")
    assert {"Nobody sees your face", "Feels safe to speak", "Real names are used", WROTE} <= labels_on(canvas)
    assert len(canvas.theory_scene().model.configurations) == 2
    drag_a_node(person, canvas)
    rename_a_node(person, canvas)
    connect_two_nodes(person, page, canvas)


def drag_a_node(person: Person, canvas: TheoryCanvas) -> None:
    key = node(canvas, "Feels safe to speak")
    x, y = canvas.positions()[key]
    start = place_of(canvas, key)
    person.drag(canvas, start, start + QPointF(0, 60).toPoint())
    person.wait(lambda: canvas.positions()[key] != (x, y))
    assert canvas.positions()[key][1] > y + 20
    assert person.session.workbench.history(1)[0].label == "Moved 1 node of the theory"
    person.press(Qt.Key.Key_Z, CONTROL)
    person.wait(lambda: canvas.positions()[key] == (x, y))
    person.press(Qt.Key.Key_Z, CONTROL | SHIFT)
    person.wait(lambda: canvas.positions()[key] != (x, y))


def rename_a_node(person: Person, canvas: TheoryCanvas) -> None:
    person.click(canvas, place_of(canvas, node(canvas, "Feels safe to speak")))
    person.press(Qt.Key.Key_F2)
    person.press(Qt.Key.Key_A, CONTROL)
    person.type("Courage to speak")
    person.press(Qt.Key.Key_Return)
    person.wait(lambda: standing(person, "1")["mechanism"] == ["Courage to speak"])
    person.wait(lambda: "Courage to speak" in labels_on(canvas))


def connect_two_nodes(person: Person, page: TheoryPage, canvas: TheoryCanvas) -> None:
    """A line from the mechanism of configuration 2 to an outcome fills its gap; Ctrl+Z takes it back."""
    segment = next(
        button for button in page.findChildren(QWidget) if button.isVisible() and button.accessibleName() == "Connect"
    )
    person.click(segment)
    start, end = node(canvas, "Fear of being known"), node(canvas, "Longer posts")
    entries = person.answer_menu("Put “Longer posts” into configuration 2")
    person.drag(canvas, place_of(canvas, start), place_of(canvas, end))
    person.wait(lambda: "outcome" in standing(person, "2"))
    assert len(entries) > 1, "a line that may mean several things is asked about"
    person.wait(canvas.hasFocus)
    person.press(Qt.Key.Key_Z, CONTROL)
    person.wait(lambda: "outcome" not in standing(person, "2"))
    person.press(Qt.Key.Key_Y, CONTROL)
    person.wait(lambda: standing(person, "2")["outcome"] == ["Longer posts"])


def export_the_table(person: Person, target: Path) -> list[list[str]]:
    """Look at the preview, press Export; returns the rows of the table in the Word file."""
    person.go_to("reportPage")
    page = person.sees(ReportPage)
    person.wait(lambda: page.status_facts().startswith("Preview is up to date"))
    table = page.preview.table
    assert table is not None
    person.target = target
    person.click(page.settings_panel.export_button)
    person.wait(lambda: person.window.frame.toast.sentence() == f"Exported {target.name}")
    rows = [[cell.text for cell in row.cells] for row in Document(str(target)).tables[0].rows]
    assert rows[0] == [column.heading for column in table.columns]
    assert [[cell.text for cell in row] for row in table.rows] == rows[1:]
    return rows


def undo_all(person: Person) -> int:
    """Press Ctrl+Z until nothing is left to undo; returns how many steps that were."""
    steps = sum(not step.undone for step in person.session.workbench.history(1000))
    for left in range(steps - 1, -1, -1):
        person.press(Qt.Key.Key_Z, CONTROL)
        person.wait(lambda left=left: in_force(person) == left)
    assert not person.window.actions_table["undo"].isEnabled()
    return steps


def redo_all(person: Person, steps: int) -> None:
    for done in range(1, steps + 1):
        person.press(Qt.Key.Key_Z, CONTROL | SHIFT)
        person.wait(lambda done=done: in_force(person) == done)
    assert not person.window.actions_table["redo"].isEnabled()


def in_force(person: Person) -> int:
    return sum(not step.undone for step in person.session.workbench.history(1000))


def test_the_whole_job_from_the_start_page_to_the_word_file(person: Person, tmp_path: Path):
    make_project(person, tmp_path)
    path = person.session.workbench.path
    at_the_start = dump(path)
    import_files(person, write_transcripts(tmp_path), "Lantern")
    code_two_configurations(person)
    challenge_the_first(person)
    title_and_quote(person)
    work_on_the_theory(person)
    rows = export_the_table(person, tmp_path / "table.docx")

    first, second = rows[1], rows[2]
    assert first[:5] == [
        "1",
        "Hidden faces loosen tongues",
        "Nobody sees your face; and A moderator is awake",
        "Courage to speak",
        f"{WROTE[0].upper()}{WROTE[1:]}; and Longer posts",
    ]
    assert f"Challenged by: “{LIGHT}” (Marlow, Lantern)" in first[5]
    assert first[6:] == ["2", "1"]
    assert second[:5] == ["2", "", "Real names are used", "Fear of being known", "Longer posts"]

    at_the_end = dump(path)
    steps = undo_all(person)
    assert dump(path) == at_the_start
    redo_all(person, steps)
    assert dump(path) == at_the_end
    assert steps == 12, "each action of the person is one step"
    reopen_and_look(person, at_the_end)


def reopen_and_look(person: Person, at_the_end: dict[str, str]) -> None:
    path = person.session.workbench.path
    person.press(Qt.Key.Key_W, CONTROL)
    assert person.window.session is None
    row = person.sees(RecentRow)
    assert row.project.title == "Night forum"
    person.click(row)
    person.wait(lambda: person.window.session is not None)
    assert person.page() == "codingPage"
    assert dump(path) == at_the_end
    assert detail(person, "1").row.title == "Hidden faces loosen tongues"
    tree = person.sees(QTreeView, "documentList")
    assert [str(index.data()) for index in rows_of(tree)] == ["Marlow", "Wren"]
    person.go_to("theoryPage")
    canvas = person.sees(TheoryCanvas, "theoryView")
    assert "Courage to speak" in labels_on(canvas)
    assert person.session.workbench.check() == []


def rows_of(tree: QTreeView) -> list[QModelIndex]:
    """Return the documents below the cases of a tree."""
    model = tree.model()
    cases = [model.index(at, 0) for at in range(model.rowCount())]
    return [model.index(at, 0, case) for case in cases for at in range(model.rowCount(case))]


def test_forty_one_real_interviews_are_one_step_and_can_be_coded(
    person: Person, interviews: list[Path], tmp_path: Path
):
    make_project(person, tmp_path)
    path = person.session.workbench.path
    at_the_start = dump(path)
    import_files(person, interviews, "Village")
    read = person.session.workbench.read
    assert read.summary().documents == 41
    imported = dump(path)
    person.press(Qt.Key.Key_Z, CONTROL)
    person.wait(lambda: not read.document_rids())
    assert dump(path) == at_the_start
    person.press(Qt.Key.Key_Z, CONTROL | SHIFT)
    person.wait(lambda: len(read.document_rids()) == 41)
    assert dump(path) == imported
    person.go_to("codingPage")
    view = open_document(person, "Interview_7")
    text = read.document_text(open_text(person))
    turn = next(turn for turn in text.turns if not turn.is_interviewer and turn.end - turn.words_start > 80)
    quote = text.text[turn.words_start : turn.words_start + 60].strip()
    code(person, view, quote, Qt.Key.Key_C, "What they said first")
    (coding,) = read.codings()
    assert (coding.quote, coding.element_label) == (quote, "What they said first")
    assert detail(person, "1").row.missing == ("mechanism", "outcome")
