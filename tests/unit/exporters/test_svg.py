"""The figure as SVG, parsed again."""

from __future__ import annotations

from hypothesis import given
from lxml import etree

from ipof_workbench.domain.drawing import Drawing, Path, Stroke, TextRun
from ipof_workbench.exporters.svg import svg_of
from tests.unit.exporters.any_text import any_text, as_printed

SVG = "{http://www.w3.org/2000/svg}"


def parsed(drawing: Drawing) -> etree._Element:
    return etree.fromstring(svg_of(drawing).encode())


def a_drawing() -> Drawing:
    box = Path(
        (("M", 0.0, 0.0), ("L", 10.0, 0.0), ("C", 1.0, 2.0, 3.0, 4.0, 5.256, -0.001), ("Z",)),
        Stroke("#1D2025", 1.5, (4, 2)),
        "#E8F2FB",
        "node:1",
    )
    label = TextRun(5, 8, "Seen & “heard” <3", 12.5, bold=True, anchor="middle", layer="node:1")
    return Drawing(100, 50.5, (box, label, TextRun(1, 2, "alone")), -10, 0, title="Theory", description="One box.")


def test_text_stays_text_with_its_place_and_look() -> None:
    text = next(parsed(a_drawing()).iter(f"{SVG}text"))
    assert text.text == "Seen & “heard” <3"
    assert {name: text.get(name) for name in ("x", "y", "font-size", "font-weight", "text-anchor", "fill")} == {
        "x": "5",
        "y": "8",
        "font-size": "12.5",
        "font-weight": "600",
        "text-anchor": "middle",
        "fill": "#1D2025",
    }


def test_shapes_keep_outline_line_and_layer() -> None:
    root = parsed(a_drawing())
    path = next(root.iter(f"{SVG}path"))
    assert path.get("d") == "M 0 0 L 10 0 C 1 2 3 4 5.26 0 Z"
    assert (path.get("stroke-dasharray"), path.get("stroke-width"), path.get("fill")) == ("4 2", "1.5", "#E8F2FB")
    groups = list(root.iter(f"{SVG}g"))
    assert [(group.get("data-layer"), len(group)) for group in groups] == [("node:1", 2)]
    assert root[-1].text == "alone"


def test_figure_has_a_title_a_text_alternative_and_its_box() -> None:
    root = parsed(a_drawing())
    assert root.findtext(f"{SVG}title") == "Theory"
    assert root.findtext(f"{SVG}desc") == "One box."
    assert root.get("aria-labelledby") == "title description"
    assert root.get("viewBox") == "-10 0 100 50.5"
    assert "sans-serif" in root.get("font-family")


def test_ground_may_be_left_out() -> None:
    assert parsed(Drawing(1, 1)).find(f"{SVG}rect").get("fill") == "#FFFFFF"
    assert parsed(Drawing(1, 1, background=None)).find(f"{SVG}rect") is None


@given(any_text, any_text)
def test_any_text_is_escaped_and_the_same_every_time(words: str, name: str) -> None:
    outline = Path((("M", 0.0, 0.0),), Stroke(name), name, name)
    drawing = Drawing(1, 1, (TextRun(0, 0, words, colour=name, layer=name), outline), title=words, description=words)
    root = parsed(drawing)
    text = next(root.iter(f"{SVG}text")).text or ""
    assert text.replace("\r\n", "\n").replace("\r", "\n") == as_printed(words)
    assert {element.tag for element in root.iter()} <= {
        f"{SVG}{tag}" for tag in ("svg", "title", "desc", "rect", "g", "text", "path")
    }
    assert svg_of(drawing) == svg_of(drawing)
