"""A drawing as SVG: text stays text, everything is escaped, the same drawing gives the same bytes."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from ipof_workbench.domain.drawing import Drawing, Path, Stroke, TextRun
from ipof_workbench.exporters.legal_text import xml_text

FONT_STACK = "Inter, 'Segoe UI', 'Helvetica Neue', Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif"


def svg_of(drawing: Drawing) -> str:
    """Return the drawing as an SVG document that stands by itself, one logical pixel to a user unit."""
    width, height = _number(drawing.width), _number(drawing.height)
    box = f"{_number(drawing.left)} {_number(drawing.top)} {width} {height}"
    described = " ".join(
        name for name, words in (("title", drawing.title), ("description", drawing.description)) if words
    )
    labelled = f' aria-labelledby="{described}"' if described else ""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="{box}" role="img"'
        f'{labelled} font-family="{FONT_STACK}">',
    ]
    if drawing.title:
        lines.append(f'<title id="title">{_words(drawing.title)}</title>')
    if drawing.description:
        lines.append(f'<desc id="description">{_words(drawing.description)}</desc>')
    if drawing.background is not None:
        left, top = _number(drawing.left), _number(drawing.top)
        fill = _attribute("fill", drawing.background)
        lines.append(f'<rect x="{left}" y="{top}" width="{width}" height="{height}"{fill}/>')
    lines += _shapes(drawing)
    lines.append("</svg>")
    return "\n".join(lines) + "\n"


def _shapes(drawing: Drawing) -> list[str]:
    """Write the shapes in painting order; neighbours of one layer share a group."""
    lines: list[str] = []
    layer = ""
    for shape in drawing.shapes:
        if shape.layer != layer:
            if layer:
                lines.append("</g>")
            if shape.layer:
                lines.append(f"<g{_attribute('data-layer', shape.layer)}>")
            layer = shape.layer
        lines.append(_text(shape) if isinstance(shape, TextRun) else _path(shape))
    if layer:
        lines.append("</g>")
    return lines


def _path(path: Path) -> str:
    outline = " ".join(
        " ".join(part if isinstance(part, str) else _number(part) for part in command) for command in path.commands
    )
    fill = _attribute("fill", path.fill if path.fill is not None else "none")
    return f"<path{_attribute('d', outline)}{fill}{_stroke(path.stroke)}/>"


def _stroke(stroke: Stroke | None) -> str:
    if stroke is None:
        return ""
    dashes = " ".join(_number(length) for length in stroke.dashes)
    pattern = f' stroke-dasharray="{dashes}"' if dashes else ""
    return (
        f'{_attribute("stroke", stroke.colour)} stroke-width="{_number(stroke.width)}"{pattern} stroke-linejoin="round"'
    )


def _text(run: TextRun) -> str:
    anchor = "" if run.anchor == "start" else f' text-anchor="{run.anchor}"'
    weight = ' font-weight="600"' if run.bold else ""
    return (
        f'<text x="{_number(run.x)}" y="{_number(run.y)}" font-size="{_number(run.size)}"'
        f'{_attribute("fill", run.colour)}{weight}{anchor} xml:space="preserve">{_words(run.text)}</text>'
    )


def _words(text: str) -> str:
    # A bare carriage return would come back from a parser as a line feed.
    return escape(xml_text(text), {"\r": "&#13;"})


def _attribute(name: str, value: str) -> str:
    return f" {name}={quoteattr(xml_text(value))}"


def _number(value: float) -> str:
    """Write a length with at most two decimals and no negative zero."""
    written = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if written == "-0" else written
