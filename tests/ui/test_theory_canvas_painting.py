"""Paper and screen agree: one renderer for the screen, PNG and PDF, one set of colours."""

import os
import subprocess
import sys
from dataclasses import fields

import pytest
from PySide6.QtGui import QImage

from ipof_workbench.domain.drawing import Drawing, TextRun
from ipof_workbench.theory import look
from ipof_workbench.theory.figure import draw_theory
from ipof_workbench.theory.graph import build_graph
from ipof_workbench.theory.layout import layout
from ipof_workbench.theory.text_measure import text_width
from ipof_workbench.ui.theme import tokens
from ipof_workbench.ui.theory.painting import PreparedText, pdf_of, png_of, prepare
from tests.unit.theory.example_theories import peer_forums


@pytest.fixture
def drawing(theme):
    model = peer_forums()
    return draw_theory(model, layout(build_graph(model)))


@pytest.mark.parametrize(("figure", "screen"), [(look.LIGHT, tokens.LIGHT), (look.DARK, tokens.DARK)])
def test_figures_use_the_tokens_of_the_theme(figure, screen):
    shared = {field.name for field in fields(figure)} & set(screen._fields)
    assert len(shared) == 11
    assert {name: getattr(figure, name) for name in shared} == {name: getattr(screen, name) for name in shared}


def test_a_png_has_300_dots_an_inch_and_the_text_alternative(drawing):
    image = QImage.fromData(png_of(drawing), "PNG")
    assert image.width() == round(drawing.width * 3.125)
    assert image.dotsPerMeterX() == pytest.approx(300 / 0.0254, rel=0.01)
    assert image.text("Description").startswith("Configuration 3 (supported")


def test_a_huge_figure_becomes_a_png_of_bearable_size(theme):
    assert QImage.fromData(png_of(Drawing(40_000, 100)), "PNG").width() == 16_000


def test_a_pdf_is_one_page_of_the_size_of_the_figure(drawing):
    content = pdf_of(drawing)
    assert content.startswith(b"%PDF")
    box = content.split(b"/MediaBox [")[1].split(b"]")[0].split()
    assert float(box[2]) == pytest.approx(drawing.width * 0.75, abs=1)
    assert float(box[3]) == pytest.approx(drawing.height * 0.75, abs=1)


def test_without_an_application_the_painter_makes_one_offscreen(tmp_path):
    """A command line that exports a figure has no window and no screen."""
    code = (
        "import sys; from ipof_workbench.domain.drawing import Drawing, TextRun;"
        "from ipof_workbench.ui.theory.painting import png_of, pdf_of;"
        "d = Drawing(90, 40, (TextRun(4, 20, 'w'),)); sys.exit(png_of(d)[1:4] != b'PNG' or pdf_of(d)[:4] != b'%PDF')"
    )
    environment = {name: value for name, value in os.environ.items() if name not in ("QT_QPA_PLATFORM", "DISPLAY")}
    assert subprocess.run([sys.executable, "-c", code], env=environment, timeout=60).returncode == 0


@pytest.mark.parametrize("anchor", ["start", "middle", "end"])
def test_text_never_needs_more_room_than_the_figure_reckoned_with(theme, anchor):
    from PySide6.QtGui import QFontMetricsF

    words = "WWW mmm Moderators reply by name iii"
    (run,) = prepare([TextRun(100, 50, words, 12.5, anchor=anchor)])
    assert isinstance(run, PreparedText)
    width = QFontMetricsF(run.font).horizontalAdvance(words) * run.across
    assert width <= text_width(words, 12.5) + 0.01
    assert run.x == pytest.approx(100 - {"start": 0, "middle": 0.5, "end": 1}[anchor] * width)
