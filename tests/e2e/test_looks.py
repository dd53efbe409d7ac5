"""Every page of the sample study can be read: nothing is cut off, nothing overlaps, every text has its contrast."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QApplication, QHBoxLayout, QLabel, QLayout, QWidget

from ipof_workbench.domain.appearance import role_style
from ipof_workbench.main import create_window
from ipof_workbench.ui.background import Task
from ipof_workbench.ui.main_window import MainWindow
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.theme.tokens import DARK, LIGHT, Tokens
from tests.gestures import visible_widgets

PAGES = (
    "data",
    "code",
    "statements",
    "configurations",
    "elements",
    "theory",
    "cases",
    "trail",
    "report",
    "grammar",
    "keys",
    "history",
    "names",
    "codebook",
    "auto",
)
SIZES = ((1280, 800), (1024, 640))
LEAST_CONTRAST = 4.5
GROUNDS = ("window", "panel", "paper", "raised", "hover", "selection")
ON_GROUNDS = ("text", "text2")
ON_ONE_GROUND = (
    ("text3", "window"),
    ("text3", "panel"),
    ("text3", "paper"),
    ("accent", "panel"),
    ("accent", "paper"),
    ("accent", "accent_tint"),
    ("accent_on", "accent"),
    ("accent_on", "accent_hover"),
    ("text", "accent_tint"),
    ("text", "text_selection"),
    ("success", "paper"),
    ("success", "success_tint"),
    ("warning", "paper"),
    ("warning", "warning_tint"),
    ("danger", "paper"),
    ("danger", "window"),
    ("danger", "danger_tint"),
    *(("text", f"heat{step}") for step in range(5)),
)
ROLES = ("context", "mechanism", "mechanism_resource", "outcome", "intervention", "strategy", "actor")


# --- contrast


def luminance(colour: str) -> float:
    """Relative luminance of `#rrggbb`, WCAG 2."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def ground(tokens: Tokens, name: str) -> str:
    return tokens.heat[int(name[4:])] if name.startswith("heat") else tokens.colour(name)


def test_contrast_is_counted_as_wcag_does():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_every_text_stands_out_from_its_ground(tokens):
    pairs = [(ink, name) for ink in ON_GROUNDS for name in GROUNDS] + list(ON_ONE_GROUND)
    measured = {(ink, name): contrast(tokens.colour(ink), ground(tokens, name)) for ink, name in pairs}
    assert {pair: round(ratio, 2) for pair, ratio in measured.items() if ratio < LEAST_CONTRAST} == {}


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("key", ROLES)
def test_words_and_letters_of_roles_stand_out(key, dark):
    colours, tokens = role_style(key).colours(dark), DARK if dark else LIGHT
    assert contrast(colours.text, colours.tint) >= LEAST_CONTRAST
    assert contrast(tokens.text, colours.tint) >= LEAST_CONTRAST, "the passage under its highlight"
    assert contrast(tokens.window if dark else "#FFFFFF", colours.stroke) >= LEAST_CONTRAST, "the letter on its tile"


# --- what the window shows

TASKS: list[Task] = []
"""What was begun in the background since the window was opened."""


@pytest.fixture(scope="module")
def window(qapp: QApplication, built_study: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[MainWindow]:
    """The sample study in the window, one for all looks: they change nothing."""
    with pytest.MonkeyPatch.context() as patch:
        home = tmp_path_factory.mktemp("looks")
        patch.setenv("IPOF_WORKBENCH_HOME", str(home))
        # The picture is a copy: the study is shared, and a writer holds its lock.
        project = home / "study.ipof"
        project.write_bytes(built_study.read_bytes())
        opened = create_window(project)
        assert isinstance(opened, MainWindow)
        assert opened.session is not None
        opened.session.task_started.connect(TASKS.append)
        opened.show()
        yield opened
        opened.close()
        current_theme().set_mode("light")
        QTest.qWait(20)


def bring(window: MainWindow, page: str, mode: str, size: tuple[int, int]) -> QWidget:
    """Show a page and wait until what it reads in the background is there."""
    current_theme().set_mode("dark" if mode == "dark" else "light")
    window.resize(*size)
    window.show_page(page)
    QTest.qWait(60)
    for _ in range(250):
        if all(task.is_over for task in TASKS):
            break
        QTest.qWait(20)
    QTest.qWait(60)
    return window


def shown(root: QWidget) -> Iterator[QWidget]:
    """The widgets that can be seen, without those inside a list or a text, which cut what they scroll."""
    for widget in root.findChildren(QWidget):
        if widget.isVisible() and not widget.visibleRegion().isEmpty():
            yield widget


def told(widget: QWidget) -> str:
    names = []
    at: QWidget | None = widget
    while at is not None and len(names) < 4:
        names.append(at.objectName() or type(at).__name__)
        at = at.parentWidget()
    return " < ".join(names)


def cut_off(label: QLabel) -> str:
    """What is wrong with a label, or ""."""
    metrics, room = QFontMetrics(label.font()), label.contentsRect()
    if label.wordWrap():
        needed = label.heightForWidth(label.width())
        return f"{needed} high, has {label.height()}" if needed > label.height() + 1 else ""
    lines = label.text().split("\n")
    width = max(metrics.horizontalAdvance(line) for line in lines)
    if width > room.width() + 1 and not label.toolTip():
        return f"{width} wide, has {room.width()}, and no tooltip"
    if metrics.height() * len(lines) > label.height() + 4:
        return f"{metrics.height() * len(lines)} high, has {label.height()}"
    return ""


def too_narrow(button: QAbstractButton) -> str:
    """What is wrong with a button whose words are cut, or ""."""
    needed = button.sizeHint().width()
    cut = bool(button.text()) and button.width() < needed - 1 and not button.toolTip()
    return f"{needed} wide, has {button.width()}, and no tooltip" if cut else ""


def is_scrolled(widget: QWidget) -> bool:
    """Whether the widget lies in something that scrolls, and so may be seen in part."""
    at = widget.parentWidget()
    while at is not None:
        if isinstance(at, QAbstractScrollArea):
            return True
        at = at.parentWidget()
    return False


def overlaps(layout: QLayout) -> Iterator[str]:
    """The pairs of widgets in one layout that lie on each other.

    The widgets are asked whether they are in the layout, for the layout may not be asked for its items (see
    `ipof_workbench/ui/widgets/layouts.py`).
    """
    around = layout.parentWidget()
    children = around.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly) if around else []
    seen: list[tuple[QWidget, QRect]] = []
    for widget in children:
        if layout.indexOf(widget) < 0 or not widget.isVisible() or widget.geometry().isEmpty():
            continue
        for other, place in seen:
            if place.intersects(widget.geometry()):
                yield f"{told(widget)} on {told(other)}"
        seen.append((widget, widget.geometry()))


def outside(widget: QWidget) -> bool:
    """Whether a widget reaches over the edge of its parent, which then cuts it."""
    parent = widget.parentWidget()
    return parent is not None and not widget.isWindow() and not parent.rect().contains(widget.geometry())


def test_a_label_without_room_is_found(qtbot):
    label = QLabel("Nobody here has to sit across from me")
    qtbot.addWidget(label)
    label.resize(60, 30)
    assert "no tooltip" in cut_off(label)
    label.setToolTip(label.text())
    assert cut_off(label) == ""
    label.setToolTip("")
    label.setWordWrap(True)
    assert "high" in cut_off(label)
    label.resize(400, 60)
    assert cut_off(label) == ""


def test_widgets_on_each_other_and_over_the_edge_are_found(qtbot):
    holder = QWidget()
    qtbot.addWidget(holder)
    row = QHBoxLayout(holder)
    one, other = QLabel("one"), QLabel("other")
    row.addWidget(one)
    row.addWidget(other)
    holder.resize(200, 40)
    holder.show()
    assert list(overlaps(row)) == []
    assert not outside(other)
    other.setGeometry(one.geometry().adjusted(5, 0, 400, 0))
    assert len(list(overlaps(row))) == 1
    assert outside(other)


def words_cut_off(window: QWidget) -> list[str]:
    """The labels and buttons without room for their words."""
    labels = [each for each in shown(window) if isinstance(each, QLabel) and each.text()]
    buttons = [each for each in shown(window) if isinstance(each, QAbstractButton)]
    assert labels
    assert buttons
    wrong = [(each, cut_off(each)) for each in labels] + [(each, too_narrow(each)) for each in buttons]
    return [f"{told(each)}: {each.text()[:40]!r} {words}" for each, words in wrong if words]


def on_each_other(window: QWidget) -> list[str]:
    """The widgets of one layout that lie on each other."""
    outermost = [layout for each in visible_widgets(window) if (layout := each.layout()) is not None]
    layouts = [inner for layout in outermost for inner in (layout, *layout.findChildren(QLayout))]
    assert layouts
    return sorted({pair for layout in layouts for pair in overlaps(layout)})


def over_the_edge(window: QWidget) -> list[str]:
    """The controls that reach over the edge of what holds them."""
    controls = [each for each in shown(window) if each.accessibleName() and not is_scrolled(each)]
    assert controls
    return [told(each) for each in controls if outside(each)]


# The theme changes last: it dresses the whole window anew.
@pytest.mark.e2e
@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("size", SIZES, ids=["1280x800", "1024x640"])
@pytest.mark.parametrize("mode", ["light", "dark"])
def test_all_of_a_page_can_be_read(window, mode, size, page):
    bring(window, page, mode, size)
    assert {
        "words cut off": words_cut_off(window),
        "on each other": on_each_other(window),
        "over the edge": over_the_edge(window),
    } == {"words cut off": [], "on each other": [], "over the edge": []}


@pytest.mark.e2e
def test_the_script_of_the_pictures_takes_every_page(tmp_path):
    import subprocess
    import sys

    script = Path(__file__).resolve().parents[2] / "resources" / "docs" / "take_screenshots.py"
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, str(script), "--hasty", str(tmp_path)],
        capture_output=True,
        text=True,
        env=environment,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    taken = {picture.stem for picture in tmp_path.glob("*.png")}
    pages = (
        "start",
        "data",
        "code",
        "statements",
        "configurations",
        "elements",
        "theory",
        "cases",
        "trail",
        "report",
        "code_dense",
    )
    assert taken == {f"{page}_{mode}" for page in pages for mode in ("light", "dark")}
