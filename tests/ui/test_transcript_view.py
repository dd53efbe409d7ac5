"""The transcript view: exact places, overlaps, keys, and painting that follows the line height."""

from __future__ import annotations

import time

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPalette, QWheelEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QToolBar
from pytestqt.qtbot import QtBot

from ipof_workbench.domain.appearance import ROLE_STYLES, role_style
from ipof_workbench.ui.theme.theme import Theme
from ipof_workbench.ui.theme.tokens import LIGHT
from ipof_workbench.ui.transcript.gutter import NARROWEST, fitting_font
from ipof_workbench.ui.transcript.marks import CodingMark, TurnMark
from ipof_workbench.ui.transcript.view import TranscriptView

FAMILY = "👩\u200d👩\u200d👧"
SPOKEN = [
    ("INT", "12:04", "What was going on in that time?"),
    ("P04", "12:19", f"Honestly? Nobody knew me there {FAMILY}, that was the thing. I felt at home at once."),
    ("INT", "13:02", "And what happened then?"),
    ("P04", "13:05", "So I wrote my first post. " + "It went on like that for a good while. " * 40),
]


def transcript() -> tuple[str, list[TurnMark]]:
    text, turns = "", []
    for speaker, at, words in SPOKEN:
        start = len(text)
        label = f"{speaker} {at}: "
        text += f"{label}{words}\n\n"
        turns.append(TurnMark(start, len(text), start + len(label), speaker, at, speaker == "INT"))
    return text, turns


TEXT, TURNS = transcript()


def place(words: str) -> tuple[int, int]:
    start = TEXT.index(words)
    return start, start + len(words)


def coding(key: int, words: str, role: str = "context", configuration: int | None = 3, **more: object) -> CodingMark:
    number = "" if configuration is None else str(configuration)
    letter = ROLE_STYLES[role].letter
    return CodingMark(key, *place(words), role, letter, f"Element {key}", number, configuration, **more)


@pytest.fixture
def view(qtbot, theme) -> TranscriptView:
    view = TranscriptView()
    qtbot.addWidget(view)
    view.resize(694, 500)
    view.set_role_letters(("C", "M", "O"))
    view.show_document(TEXT, TURNS)
    view.show()
    qtbot.waitExposed(view)
    view.setFocus()
    QApplication.processEvents()
    return view


def colours_in(view: TranscriptView, words: str, spill: int = 0) -> set[str]:
    """The colours of the pixels around a passage in sight."""
    box = view.span_rect(*place(words)).adjusted(0, -spill, 0, spill)
    corner = view.viewport().mapFromGlobal(box.topLeft())
    picture = view.viewport().grab().toImage()
    right = min(corner.x() + box.width(), picture.width())
    bottom = min(corner.y() + box.height(), picture.height())
    return {
        picture.pixelColor(x, y).name().upper()
        for x in range(corner.x(), right)
        for y in range(max(0, corner.y()), bottom)
    }


def test_what_is_selected_is_what_was_asked_for(view):
    for words in ("What was going on", "Nobody knew me", FAMILY, "that was the thing", "first post"):
        view.select_span(*place(words))
        assert view.selected_span() == place(words)


def test_labels_stay_out_of_the_text_and_offsets_stay_those_of_the_stored_text(view):
    view.selectAll()
    start, end = view.selected_span()
    assert start == TURNS[0].speech_start
    assert TEXT[end - 1] != "\n"
    assert "P04" not in view._text.map.display  # noqa: SLF001


def test_a_selection_over_two_turns_keeps_the_stored_words_between(view):
    start, end = place("in that time?")[0], place("Honestly?")[1]
    view.select_span(start, end)
    assert view.selected_span() == (start, end)


@pytest.mark.parametrize("span", [(5, 5), (9, 3), (-1, 4), (0, len(TEXT) + 1)])
def test_a_span_that_is_none_is_refused(view, span):
    with pytest.raises(ValueError, match="not a span of this text"):
        view.select_span(*span)


def test_selecting_with_the_mouse_gives_whole_graphemes(view, qtbot):
    box = view.span_rect(*place(FAMILY))
    inside = view.viewport().mapFromGlobal(box.center())
    left = view.viewport().mapFromGlobal(view.span_rect(*place("Nobody")).topLeft()) + QPoint(0, 12)
    qtbot.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=left)
    qtbot.mouseMove(view.viewport(), inside)
    qtbot.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=inside)
    start, end = view.selected_span()
    assert start == place("Nobody")[0]
    assert end in (place(FAMILY)[0], place(FAMILY)[1])


def test_copying_gives_the_stored_words(view):
    start, end = place("in that time?")[0], place("Honestly?")[1]
    view.select_span(start, end)
    assert view.createMimeDataFromSelection().text() == TEXT[start:end]


def test_the_role_letters_are_announced_and_never_typed(view, qtbot):
    view.select_span(*place("Nobody knew me"))
    for key, letter in (("c", "C"), ("M", "M"), ("o", "O")):
        with qtbot.waitSignal(view.role_key_pressed) as heard:
            qtbot.keyClicks(view, key)
        assert heard.args == [letter]
    assert view.selected_span() == place("Nobody knew me")


def test_a_role_letter_wins_over_a_shortcut_of_the_window(view, qtbot):
    window = QMainWindow()
    qtbot.addWidget(window)
    bar = QToolBar()
    window.addToolBar(bar)
    action = bar.addAction("Something else")
    action.setShortcut("C")
    heard: list[object] = []
    action.triggered.connect(lambda: heard.append("shortcut"))
    view.role_key_pressed.connect(heard.append)
    window.setCentralWidget(view)
    window.show()
    window.activateWindow()
    view.setFocus()
    qtbot.keyClick(window.windowHandle(), Qt.Key.Key_C)
    assert heard == ["C"]
    window.takeCentralWidget()


def test_other_letters_and_letters_with_control_are_no_role_keys(view, qtbot):
    with qtbot.assertNotEmitted(view.role_key_pressed):
        qtbot.keyClicks(view, "x")
        qtbot.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)


@pytest.mark.parametrize(
    ("key", "modifier", "signal"),
    [
        (Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier, "escape_pressed"),
        (Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier, "close_configuration_requested"),
        (Qt.Key.Key_Space, Qt.KeyboardModifier.NoModifier, "picker_requested"),
        (Qt.Key.Key_4, Qt.KeyboardModifier.NoModifier, "hot_key_pressed"),
    ],
)
def test_the_keys_of_the_coding_loop_are_announced(view, qtbot, key, modifier, signal):
    with qtbot.waitSignal(getattr(view, signal)):
        qtbot.keyClick(view, key, modifier)


def test_a_coding_is_painted_in_its_tint_with_its_line_and_goes_when_removed(view):
    colours = role_style("mechanism").light
    assert colours.tint not in colours_in(view, "Nobody knew me", 4)
    view.add_coding(coding(1, "Nobody knew me", "mechanism"))
    shown = colours_in(view, "Nobody knew me", 4)
    assert {colours.tint, colours.stroke} <= shown
    view.remove_coding(1)
    assert not {colours.tint, colours.stroke} & colours_in(view, "Nobody knew me", 4)


def test_highlights_can_be_hidden_and_the_margin_stays(view):
    view.set_codings([coding(1, "Nobody knew me")])
    view.set_highlights(False)
    assert role_style("context").light.tint not in colours_in(view, "Nobody knew me")
    assert not view.highlights_shown()
    margin = view.margin.grab().toImage()
    stroke = QColor(role_style("context").light.stroke)
    assert any(margin.pixelColor(x, y) == stroke for x in range(30) for y in range(margin.height()))


def test_of_two_overlapping_codings_the_inner_owns_the_tint_and_both_keep_their_lines(view):
    view.set_codings([coding(1, "Nobody knew me there", "context"), coding(2, "knew me", "outcome")])
    inner = colours_in(view, "knew me", 4)
    outer, own = role_style("context").light, role_style("outcome").light
    assert own.tint in inner
    assert outer.tint not in colours_in(view, "knew m")
    assert outer.stroke in inner
    assert outer.tint in colours_in(view, "Nobody")


def test_codings_at_a_place_go_from_the_inner_to_the_outer_and_shift_o_raises_the_next(view, qtbot):
    view.set_codings([coding(1, "Nobody knew me there", "context"), coding(2, "knew me", "outcome")])
    at = place("knew me")[0] + 1
    assert [mark.key for mark in view.codings_at(at)] == [2, 1]
    view.select_span(at, at + 1)
    with qtbot.waitSignal(view.overlap_raised) as raised:
        qtbot.keyClick(view, Qt.Key.Key_O, Qt.KeyboardModifier.ShiftModifier)
    assert raised.args == [1]
    assert role_style("context").light.tint in colours_in(view, "knew me")
    assert view.cycle_overlap().key == 2
    view.clear_selection()
    view.set_codings([])
    assert view.cycle_overlap() is None


def test_a_quiet_coding_owns_no_tint_where_another_is_and_its_own_where_it_is_alone(view):
    quiet = coding(2, "knew me", "actor")._replace(is_quiet=True)
    view.set_codings([coding(1, "Nobody knew me there", "context"), quiet])
    own, outer = role_style("actor").light, role_style("context").light
    shown = colours_in(view, "knew me", 4)
    assert own.tint not in shown
    assert {outer.tint, own.stroke} <= shown
    view.remove_coding(1)
    assert own.tint in colours_in(view, "knew me")


def test_a_coding_that_is_not_lit_stays_in_the_margin_alone(view):
    view.set_codings([coding(1, "Nobody knew me", "context")._replace(is_lit=False)])
    look = role_style("context").light
    assert not {look.tint, look.stroke} & colours_in(view, "Nobody knew me", 4)
    margin = view.margin.grab().toImage()
    assert any(margin.pixelColor(x, y) == QColor(look.stroke) for x in range(30) for y in range(margin.height()))


def test_pointing_at_a_name_outlines_its_words(view):
    view.set_codings([coding(1, "Nobody knew me", "context")])
    before = colours_in(view, "Nobody knew me", 2)
    view.set_pointed(1)
    assert LIGHT.control.upper() in colours_in(view, "Nobody knew me", 2) - before
    view.set_pointed(None)
    assert colours_in(view, "Nobody knew me", 2) == before


def test_replacing_a_coding_paints_it_once_in_its_new_role(view):
    view.add_coding(coding(1, "Nobody knew me", "context"))
    view.add_coding(coding(1, "Nobody knew me", "outcome"))
    shown = colours_in(view, "Nobody knew me", 4)
    assert role_style("outcome").light.tint in shown
    assert role_style("context").light.tint not in shown
    assert len(view.codings_at(place("Nobody")[0])) == 1


def test_the_selection_is_as_high_as_the_line(view):
    view.select_span(*place("Nobody knew me"))
    box = view.span_rect(*place("Nobody knew me"))
    assert box.height() == 25
    picture = view.viewport().grab().toImage()
    corner = view.viewport().mapFromGlobal(box.topLeft())
    column = [picture.pixelColor(corner.x() + 30, corner.y() + row).name().upper() for row in (0, 1, 23, 24)]
    assert column == [LIGHT.text_selection] * 4
    bars = [picture.pixelColor(corner.x(), corner.y() + row).name().upper() for row in (0, 12, 24)]
    assert bars == [LIGHT.accent] * 3


def test_lines_stand_25_apart_with_a_gap_of_12_between_turns(view):
    tops = [visible.corner.y() for visible in view.visible_blocks()]
    heights = [visible.height for visible in view.visible_blocks()]
    assert heights[0] == 25 + 12
    assert tops[1] - tops[0] == 37
    assert (heights[1] - 12) % 25 == 0


def test_clicking_a_line_puts_the_caret_into_that_line(view, qtbot):
    for words in ("What was", "Honestly?", "And what"):
        box = view.span_rect(*place(words))
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.viewport().mapFromGlobal(box.center()))
        start, end = place(words)
        assert start <= view.caret_offset() <= end


def test_text_is_broken_at_the_column_even_when_the_view_was_sized_while_hidden(qtbot, theme):
    view = TranscriptView()
    qtbot.addWidget(view)
    view.show_document(TEXT, TURNS)
    view.resize(1200, 500)
    view.resize(694, 500)
    view.show()
    qtbot.waitExposed(view)
    for visible in view.visible_blocks():
        layout = visible.block.layout()
        for number in range(layout.lineCount()):
            assert layout.lineAt(number).naturalTextWidth() <= view.viewport().width()


def test_flashing_a_passage_brings_it_into_sight_and_ends_by_itself(view, qtbot):
    far = (TURNS[3].end - 60, TURNS[3].end - 30)
    assert view.span_rect(*far).isEmpty()
    view.flash_span(*far)
    assert not view.span_rect(*far).isEmpty()
    assert view.caret_offset() == far[0]
    assert view.is_flashing()
    qtbot.waitUntil(lambda: not view.is_flashing(), timeout=3000)


def test_turns_are_counted_found_and_gone_to(view, qtbot):
    assert view.turn_count() == 4
    assert view.turn_at(place("first post")[0]) == 3
    with qtbot.waitSignal(view.current_turn_changed) as heard:
        view.go_to_turn(2)
    assert heard.args == [2]
    assert view.current_turn() == 2
    assert view.caret_offset() == TURNS[2].speech_start
    view.go_to_turn(99)
    assert view.current_turn() == 3


def test_the_visible_span_begins_with_the_first_words_and_grows_with_scrolling(view):
    first, last = view.visible_span()
    assert first == TURNS[0].speech_start
    view.verticalScrollBar().setValue(3)
    assert view.visible_span()[0] > first
    assert view.visible_span()[1] >= last


def test_a_text_without_turns_is_shown_whole_with_its_unit_in_the_gutter(view):
    text = "First line.\n\nSecond line 😀."
    view.show_document(text, unit_label="R0042")
    assert view.turn_count() == 0
    assert view.current_turn() == -1
    view.selectAll()
    assert view.selected_span() == (0, len(text))
    assert any(view.gutter.grab().toImage().pixelColor(x, y).lightness() < 120 for x in range(66) for y in range(25))


def test_an_empty_document_has_nothing_to_select(view):
    view.clear_document()
    view.selectAll()
    assert view.selected_span() is None
    assert view.visible_span() == (0, 0)


def test_clicking_a_name_in_the_margin_opens_its_coding(view, qtbot):
    view.set_codings([coding(7, "Nobody knew me", configuration=3), coding(8, "at home", "outcome")])
    view.margin.grab()
    y = view.margin.mapFromGlobal(view.span_rect(*place("Nobody knew me")).center()).y()
    with qtbot.waitSignal(view.coding_activated) as heard:
        qtbot.mouseClick(view.margin, Qt.MouseButton.LeftButton, pos=QPoint(50, y))
    assert heard.args == [7]
    assert view.is_flashing()


def test_clicking_a_disc_in_the_margin_names_the_configuration(view, qtbot):
    view.set_codings([coding(7, "Nobody knew me", configuration=3)])
    view.margin.grab()
    y = view.margin.mapFromGlobal(view.span_rect(*place("Nobody knew me")).center()).y()
    with qtbot.waitSignal(view.configuration_activated) as heard:
        qtbot.mouseClick(view.margin, Qt.MouseButton.LeftButton, pos=QPoint(160, y))
    assert heard.args == [3]


def test_control_and_wheel_size_the_text_alone_within_bounds(view, qtbot, theme):
    def turn(step: int) -> None:
        middle = QPointF(view.viewport().rect().center())
        event = QWheelEvent(
            middle, QPointF(view.viewport().mapToGlobal(middle.toPoint())), QPoint(), QPoint(0, step),
            Qt.MouseButton.NoButton, Qt.KeyboardModifier.ControlModifier, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(view.viewport(), event)

    with qtbot.waitSignal(view.text_size_changed) as heard:
        turn(120)
    assert heard.args == [15.0]
    for _ in range(40):
        turn(120)
    assert view.text_size() == 24
    for _ in range(60):
        turn(-120)
    assert view.text_size() == 12
    assert theme.scale == 1.0


def test_both_themes_and_a_larger_scale_repaint_what_is_shown(view, theme):
    view.set_codings([coding(1, "Nobody knew me", "mechanism")])
    theme.set_mode("dark")
    assert role_style("mechanism").dark.tint in colours_in(view, "Nobody knew me")
    theme.set_mode("light")
    before = view.span_rect(*place("Nobody")).height()
    theme.set_scale(1.5)
    assert view.span_rect(*place("Nobody")).height() > before


def test_a_pending_choice_is_written_in_the_margin(view):
    before = view.margin.grab().toImage()
    view.set_pending(place("Nobody knew me"), "M", "choosing…")
    assert view.margin.grab().toImage() != before
    view.set_pending(None)
    assert view.margin.grab().toImage() == before


def test_of_a_paragraph_of_100_000_characters_only_what_is_near_the_eye_is_planned(view):
    text = "somebody wrote back within the hour " * 2_800
    far = text.index("within", 60_000)
    codings = [CodingMark(n, n * 130, n * 130 + 90, "context", "C", f"Element {n}") for n in range(700)]
    codings.append(CodingMark(900, 200, 90_000, "outcome", "O", "All of it"))
    view.show_document(text, (), codings)
    view.flash_span(far, far + 6)
    view.grab()
    (plan,) = view._plans.kept().values()  # noqa: SLF001 - what was planned
    assert len(plan.underlines) < 2_000
    assert {flag.mark.key for flag in plan.flags} < set(range(700))
    assert "All of it" in {mark.name for mark, _, _ in plan.extents}
    here = next(mark for mark in codings if mark.start > far)
    view.add_coding(CodingMark(1000, here.start, here.start + 20, "mechanism", "M", "One more"))
    view.grab()
    assert "One more" in {mark.name for mark, _, _ in view._plans.kept()[0].extents}  # noqa: SLF001
    view.verticalScrollBar().setValue(0)
    view.grab()
    assert min(view._plans.kept()[0].extents, key=lambda extent: extent[1])[0].key == 0  # noqa: SLF001


def test_many_codings_open_and_one_more_is_painted_quickly(qtbot, theme):
    # Far above what it takes (about 20 and 5 ms): this guards the order of growth; benchmarks guard the figure.
    words = "I thought, well, if they can say that and nobody jumps on them, maybe I am not mad. "
    text = words * (60_000 // len(words) + 1)
    codings = [CodingMark(n, n * 110, n * 110 + 180, "context", "C", "x", str(n % 40), n % 40) for n in range(500)]
    begun = time.perf_counter()
    view = TranscriptView()
    qtbot.addWidget(view)
    view.resize(900, 800)
    view.show_document(text.replace("mad. ", "mad.\n"), (), codings)
    view.show()
    view.grab()
    assert time.perf_counter() - begun < 1.0
    begun = time.perf_counter()
    view.add_coding(CodingMark(9000, 40, 90, "outcome", "O", "x", "1", 1))
    QApplication.processEvents()
    assert time.perf_counter() - begun < 0.25


def test_a_theme_that_changed_before_the_text_was_ever_shown_is_that_of_the_words(qtbot: QtBot, theme: Theme) -> None:
    view = TranscriptView()
    qtbot.addWidget(view)
    theme.set_mode("dark")
    view.show()
    assert view.palette().color(QPalette.ColorRole.Text) == theme.colour("text")


def test_a_name_that_is_a_little_too_long_is_written_narrower_before_it_is_cut(theme: Theme) -> None:
    usual = theme.font("small", 600)
    needed = QFontMetricsF(usual).horizontalAdvance("Interviewer")
    assert fitting_font("Interviewer", needed + 1) == usual
    tight = fitting_font("Interviewer", needed * 0.72)
    assert QFontMetricsF(tight).horizontalAdvance("Interviewer") <= needed * 0.72
    assert fitting_font("Interviewer " * 9, needed).stretch() == NARROWEST
