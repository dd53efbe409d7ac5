"""The pages on the desk: what is on them, how one walks through them, and that nothing is laid out too early."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage

from ipof_workbench.domain.report_table import Cell, Column, Paragraph, ReportTable, Run
from ipof_workbench.exporters import paper
from ipof_workbench.ui.report.page_layout import UNITS, PageLayout, TextLine
from ipof_workbench.ui.report.page_preview import PagePreview

COLUMNS = (
    Column("number", "CMOC", 0.5),
    Column("context", "Context", 1.5),
    Column("quotes", "Illustrative quotes", 3.0),
    Column("n", "Participants (cases), n", 0.8, numeric=True),
)


def a_row(number: int, quotes: int = 2) -> tuple[Cell, ...]:
    said = tuple(
        Paragraph(
            (Run("Challenged by: ", italic=True), Run(f"“Number {number}.{n}, nobody answered for hours.” (P04)"))
        )
        for n in range(quotes)
    )
    return Cell.of(str(number)), Cell.of("No moderator is present at night"), Cell(said), Cell.number(number)


def a_table(rows: int, quotes: int = 2) -> ReportTable:
    return ReportTable(
        "cmo-table",
        "Configurations with quotes.",
        COLUMNS,
        tuple(a_row(number, quotes) for number in range(1, rows + 1)),
        ("CMOC: configuration.",),
    )


@pytest.fixture
def preview(qtbot, theme):
    widget = PagePreview()
    qtbot.addWidget(widget)
    widget.resize(712, 600)
    widget.show()
    qtbot.waitExposed(widget)
    return widget


def wait_for_layout(qtbot, preview) -> None:
    qtbot.waitUntil(lambda: preview.is_laid_out, timeout=5000)


def line_text(line: TextLine) -> str:
    found = line.layout.lineAt(line.number)
    raw = line.layout.text().encode("utf-16-le")
    return raw[2 * found.textStart() : 2 * (found.textStart() + found.textLength())].decode("utf-16-le", "replace")


def words_on_pages(layout: PageLayout) -> list[list[str]]:
    """Read every row's cells from the pieces on the pages, in page order."""
    rows: dict[int, list[str]] = {}
    for page in layout.pages:
        for piece in page.pieces:
            cells = rows.setdefault(piece.row, [""] * len(piece.lines))
            for position, (start, end) in enumerate(piece.lines):
                lines = layout.row_lines(piece.row)[position][start:end]
                cells[position] += "".join(line_text(line) for line in lines)
    return [rows[row] for row in sorted(rows)]


def test_every_word_of_every_row_is_on_a_page_once(qapp) -> None:
    table = a_table(60)
    layout = PageLayout(table)
    layout.complete()
    assert words_on_pages(layout) == [
        ["".join(paragraph.text for paragraph in cell.paragraphs) for cell in row] for row in table.rows
    ]


def test_nothing_stands_in_the_margins(qapp) -> None:
    layout = PageLayout(a_table(80, quotes=9))
    layout.complete()
    bottom = (layout.sheet.height - paper.MARGIN) * UNITS
    for page in layout.pages:
        top = paper.MARGIN * UNITS
        for piece in page.pieces:
            assert top <= piece.top
            top = piece.top + piece.height
        assert top <= bottom + 0.01


def test_short_row_moves_to_the_next_page_as_a_whole(qapp) -> None:
    layout = PageLayout(a_table(60))
    layout.complete()
    rows = [piece.row for page in layout.pages for piece in page.pieces]
    assert rows == sorted(set(rows))


def test_row_longer_than_a_page_goes_on_and_loses_no_line(qapp) -> None:
    table = replace(a_table(1), rows=(a_row(1, quotes=120),))
    layout = PageLayout(table)
    layout.complete()
    assert len(layout.pages) > 2
    assert words_on_pages(layout)[0][2] == "".join(paragraph.text for paragraph in table.rows[0][2].paragraphs)


def test_notes_follow_the_last_row(qapp) -> None:
    layout = PageLayout(a_table(3))
    layout.complete()
    (page,) = layout.pages
    assert [line_text(note.line) for note in page.notes] == ["CMOC: configuration."]
    assert page.notes[0].top >= page.pieces[-1].top + page.pieces[-1].height


def test_notes_without_room_get_a_page_of_their_own(qapp) -> None:
    layout = PageLayout(replace(a_table(3), notes=("A note.",) * 80))
    layout.complete()
    assert sum(len(page.notes) for page in layout.pages) == 80
    assert layout.pages[-1].table_top is None


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.text(st.characters(exclude_categories=()), max_size=60))
def test_any_text_can_be_shown(qapp, words: str) -> None:
    cell = Cell((Paragraph((Run(words, italic=True), Run(words, bold=True))),))
    layout = PageLayout(ReportTable("t", words, (Column("a", words),), ((cell,),), (words,), words))
    layout.complete()
    assert len(layout.pages[0].pieces) == 1


def test_first_paint_does_not_wait_for_the_whole_table(preview, qtbot) -> None:
    table = a_table(500, quotes=5)
    preview.set_table(table)
    assert not preview.is_laid_out
    assert preview.page_count < 5
    wait_for_layout(qtbot, preview)
    assert preview.page_count > 50


def test_pages_are_white_on_the_desk_in_both_themes(preview, theme) -> None:
    preview.set_table(a_table(3))
    for mode in ("light", "dark"):
        theme.set_mode(mode)
        image = preview.viewport().grab().toImage()
        assert image.pixelColor(5, 5) == theme.colour("border")
        assert image.pixelColor(40, 40) == QColor(Qt.GlobalColor.white)


def dark_columns(image: QImage, y: int) -> int:
    return sum(image.pixelColor(x, y).lightness() < 60 for x in range(image.width()))


def test_caption_and_rules_are_painted(preview) -> None:
    preview.set_table(a_table(3))
    image = preview.viewport().grab().toImage()
    rules = [y for y in range(image.height()) if dark_columns(image, y) > image.width() * 0.8]
    assert len(rules) == 3
    assert any(dark_columns(image, y) for y in range(rules[0] - 18, rules[0] - 4))


def test_page_keys_turn_pages_and_tell(preview, qtbot) -> None:
    preview.set_table(a_table(60))
    wait_for_layout(qtbot, preview)
    seen: list[object] = []
    preview.page_changed.connect(seen.append)
    qtbot.keyClick(preview, Qt.Key.Key_PageDown)
    qtbot.keyClick(preview, Qt.Key.Key_PageDown)
    qtbot.keyClick(preview, Qt.Key.Key_PageUp)
    assert seen == [2, 3, 2]
    qtbot.keyClick(preview, Qt.Key.Key_End)
    assert preview.current_page == preview.page_count
    qtbot.keyClick(preview, Qt.Key.Key_Home)
    assert preview.current_page == 1


def test_going_far_lays_out_as_far_as_that(preview) -> None:
    preview.set_table(a_table(500, quotes=5))
    preview.go_to_page(40)
    assert preview.current_page == 40
    assert not preview.is_laid_out
    preview.go_to_page(-3)
    assert preview.current_page == 1
    preview.go_to_page(10_000)
    assert preview.current_page == preview.page_count


def test_scrolling_changes_the_page_in_sight(preview, qtbot) -> None:
    preview.set_table(a_table(60))
    wait_for_layout(qtbot, preview)
    bar = preview.verticalScrollBar()
    with qtbot.waitSignal(preview.page_changed):
        bar.setValue(bar.maximum())
    assert preview.current_page == preview.page_count


def test_pages_fill_the_width_and_zoom_is_a_part_of_their_real_size(preview, qtbot) -> None:
    preview.set_table(a_table(3))
    assert preview.horizontalScrollBar().maximum() == 0
    preview.set_zoom(2.0)
    assert preview.horizontalScrollBar().maximum() > 1000
    preview.set_zoom(None)
    assert preview.horizontalScrollBar().maximum() == 0


def test_wider_widget_keeps_the_page_in_sight(preview, qtbot) -> None:
    preview.set_table(a_table(60))
    wait_for_layout(qtbot, preview)
    preview.go_to_page(3)
    preview.resize(1000, 600)
    assert preview.current_page == 3


def test_new_version_of_a_table_stays_where_it_was(preview, qtbot) -> None:
    preview.set_table(a_table(60))
    wait_for_layout(qtbot, preview)
    preview.go_to_page(3)
    preview.set_table(a_table(61))
    assert preview.current_page == 3
    preview.set_table(replace(a_table(60), kind="codebook"))
    assert preview.current_page == 1


def test_empty_desk_has_no_pages(preview) -> None:
    preview.set_table(a_table(3))
    preview.set_table(None)
    assert (preview.page_count, preview.current_page, preview.is_laid_out) == (0, 0, True)
    assert preview.accessibleDescription() == "No table is shown."
    preview.go_to_page(2)
    assert preview.current_page == 0


def test_screen_reader_hears_caption_size_and_page(preview) -> None:
    preview.set_table(a_table(3))
    assert preview.accessibleName() == "Page preview"
    assert preview.accessibleDescription() == (
        "Table 1. Configurations with quotes. 3 rows. "
        "Columns: CMOC, Context, Illustrative quotes, Participants (cases), n. Page 1 of 1."
    )


def test_ring_shows_focus_by_keyboard_only(preview, qtbot, theme) -> None:
    with qtbot.waitActive(preview):
        preview.activateWindow()
    preview.clearFocus()

    def edge() -> QColor:
        return preview.viewport().grab().toImage().pixelColor(3, 300)

    preview.setFocus(Qt.FocusReason.TabFocusReason)
    assert edge() == theme.colour("focus")
    preview.clearFocus()
    preview.setFocus(Qt.FocusReason.MouseFocusReason)
    assert edge() == theme.colour("border")
