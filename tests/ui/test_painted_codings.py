"""Pictures of margin and overlaps: lanes, tints, flags, names, brackets, discs, "+2", in both themes and at 200 %.

Letters are boxes of a font that is made for this, so that lines break at the same place on every machine.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QByteArray
from PySide6.QtGui import QColor, QFontDatabase, QImage
from PySide6.QtWidgets import QApplication

from ipof_workbench.domain.appearance import ROLE_STYLES
from ipof_workbench.ui.coding.coding_marks import THEMATIC, thematic_style
from ipof_workbench.ui.theme.theme import Theme
from ipof_workbench.ui.transcript.marks import CodingMark, TurnMark
from ipof_workbench.ui.transcript.view import TranscriptView
from tests.ui.box_font import FAMILY, box_font
from tests.ui.snapshots import LEAST_ALIKE, assert_looks_like, share_alike

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="letters are drawn otherwise on other systems")

WORDS = "abcd efgh ij klmnop qrst uv wxyz " * 9
TEXT = f"INT 00:12: {WORDS[:70]}\nP04 00:20: {WORDS}\nINT 01:02: {WORDS[:40]}\nP04 01:10: {WORDS[:230]}\n"
SIZE = (694, 470)


def turns() -> list[TurnMark]:
    found, at = [], 0
    for line in TEXT.splitlines(keepends=True):
        speaker, time = line[:3], line[4:9]
        found.append(TurnMark(at, at + len(line), at + len("INT 00:12: "), speaker, time, speaker == "INT"))
        at += len(line)
    return found


def mark(key: int, start: int, length: int, role: str, configuration: int | None = None, **more: object) -> CodingMark:
    look = thematic_style() if role == THEMATIC else ROLE_STYLES[role]
    number = "" if configuration is None else str(configuration)
    name = f"{role.replace('_', ' ')} number {key}"
    placed = CodingMark(key, start, start + length, role, look.letter, name, number, configuration)
    return placed._replace(is_quiet=role == THEMATIC, **more)


def overlaps() -> list[CodingMark]:
    """Two and three deep, a thematic code beside elements, one of each role, and the current configuration."""
    first, last = TEXT.index("P04") + 11, TEXT.rindex("P04") + 11
    now = {"is_current": True, "is_partial": True}
    return [
        mark(1, first + 5, 120, "context", 3),
        mark(2, first + 30, 50, "mechanism", 3),
        mark(3, first + 60, 90, "outcome", 3),
        mark(4, first + 20, 180, THEMATIC),
        mark(5, first + 170, 60, "mechanism_resource", 4),
        mark(6, first + 215, 40, "mechanism_reasoning", 4),
        mark(7, last, 70, "intervention", 7, **now),
        mark(8, last + 80, 60, "actor", 7, **now),
        mark(9, last + 150, 40, THEMATIC),
    ]


def heap() -> list[CodingMark]:
    """Nine over one place: more than there are lanes, and more names than there is room for."""
    first = TEXT.index("P04") + 11
    roles = ("context", "mechanism", "outcome", THEMATIC)
    return [mark(n, first + 4 * n, 150 - 6 * n, roles[n % 4], n % 3 + 1) for n in range(9)]


@pytest.fixture
def boxes(qapp: QApplication, theme: Theme) -> Iterator[Theme]:
    """The theme with letters that are boxes."""
    assert QFontDatabase.addApplicationFontFromData(QByteArray(box_font())) >= 0
    theme.set_family(FAMILY)
    yield theme
    theme.set_family(None)


def painted(qtbot, codings: list[CodingMark], scale: float = 1.0, chosen: int | None = None) -> QImage:
    view = TranscriptView()
    qtbot.addWidget(view)
    view.resize(round(SIZE[0] * scale), round(SIZE[1] * scale))
    view.set_role_styles({**ROLE_STYLES, THEMATIC: thematic_style()})
    view.show_document(TEXT, turns(), codings)
    view.margin.set_chosen(chosen)
    view.show()
    qtbot.waitExposed(view)
    picture = QImage(view.size(), QImage.Format.Format_RGB32)
    picture.fill(QColor("white"))
    view.render(picture)
    # The scroll bar is the style's, not ours.
    return picture.copy(0, 0, view.width() - view.verticalScrollBar().width(), view.height())


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_overlaps_are_painted_without_mud(qtbot, boxes, tmp_path, mode):
    boxes.set_mode(mode)
    assert_looks_like(painted(qtbot, overlaps(), chosen=2), f"overlaps_{mode}", tmp_path)


def test_overlaps_are_right_at_200_percent(qtbot, boxes, tmp_path):
    boxes.set_scale(2.0)
    assert_looks_like(painted(qtbot, overlaps(), 2.0), "overlaps_200", tmp_path)


def test_what_finds_no_room_is_counted(qtbot, boxes, tmp_path):
    assert_looks_like(painted(qtbot, heap()), "heap_light", tmp_path)


def test_a_picture_with_one_coding_less_is_found_out(qtbot, boxes):
    whole = painted(qtbot, overlaps())
    assert share_alike(whole, painted(qtbot, overlaps())) == 1.0
    assert share_alike(whole, painted(qtbot, overlaps()[1:])) < LEAST_ALIKE
