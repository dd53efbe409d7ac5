"""Painting drawings with Qt: the screen, PNG and PDF use the same strokes, fills and text boxes.

Text is squeezed into the width the figure has reckoned with, so that a wide system font spills out of no node.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QBuffer, QByteArray, QHashSeed, QIODevice, QMarginsF, QPointF, QRectF, QSizeF, Qt, QUuid
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontDatabase,
    QFontMetricsF,
    QImage,
    QImageWriter,
    QPageLayout,
    QPageSize,
    QPainter,
    QPainterPath,
    QPdfWriter,
    QPen,
)
from PySide6.QtWidgets import QApplication

from ipof_workbench.domain.drawing import Drawing, Path, TextRun
from ipof_workbench.exporters.pdf_dates import document_id, with_fixed_dates
from ipof_workbench.exporters.svg import svg_of
from ipof_workbench.theory.text_measure import text_width

PNG_SCALE = 3.125
"""300 dots an inch for a figure whose logical pixel is 1/96 inch."""
PDF_DOTS = 1200
LARGEST_SIDE = 16_000
_FONT_PIXELS = 20
"""Fonts are made at this size and scaled: sizes between whole pixels stay exact on every device."""

_application: list[QApplication] = []


@dataclass(frozen=True, slots=True)
class PreparedPath:
    """A path ready to paint."""

    path: QPainterPath
    pen: QPen
    brush: QBrush


@dataclass(frozen=True, slots=True)
class PreparedText:
    """A line of text ready to paint; `across` and `down` scale the font of 20 px."""

    x: float
    y: float
    text: str
    font: QFont
    pen: QPen
    across: float
    down: float


Prepared = PreparedPath | PreparedText


def painter_path(shape: Path) -> QPainterPath:
    """Return the outline of a shape."""
    path = QPainterPath()
    for command in shape.commands:
        name, numbers = command[0], [float(number) for number in command[1:]]
        if name == "M":
            path.moveTo(*numbers)
        elif name == "L":
            path.lineTo(*numbers)
        elif name == "C":
            path.cubicTo(*numbers)
        else:
            path.closeSubpath()
    return path


def prepare(shapes: Iterable[Path | TextRun]) -> list[Prepared]:
    """Return shapes ready for painting again and again."""
    family = _family()
    return [_prepared_path(shape) if isinstance(shape, Path) else _prepared_text(shape, family) for shape in shapes]


def paint_prepared(painter: QPainter, shapes: Iterable[Prepared]) -> None:
    """Paint prepared shapes in their order."""
    for shape in shapes:
        if isinstance(shape, PreparedPath):
            painter.setPen(shape.pen)
            painter.setBrush(shape.brush)
            painter.drawPath(shape.path)
            continue
        painter.save()
        painter.translate(shape.x, shape.y)
        painter.scale(shape.across, shape.down)
        painter.setFont(shape.font)
        painter.setPen(shape.pen)
        painter.drawText(QPointF(0, 0), shape.text)
        painter.restore()


def paint_drawing(painter: QPainter, drawing: Drawing) -> None:
    """Paint a drawing at its own coordinates, ground included."""
    if drawing.background:
        box = QRectF(drawing.left, drawing.top, drawing.width, drawing.height)
        painter.fillRect(box, QColor(drawing.background))
    paint_prepared(painter, prepare(drawing.shapes))


def png_of(drawing: Drawing, scale: float = PNG_SCALE) -> bytes:
    """Return a drawing as PNG at `scale` device pixels for each logical one (less for a huge one)."""
    _ensure_application()
    fitted = min(scale, LARGEST_SIDE / max(drawing.width, drawing.height, 1))
    # On a ground nothing shines through: three channels instead of four, which a file is packed from faster.
    kind = QImage.Format.Format_RGB32 if drawing.background else QImage.Format.Format_ARGB32
    image = QImage(max(1, round(drawing.width * fitted)), max(1, round(drawing.height * fitted)), kind)
    image.fill(QColor(drawing.background) if drawing.background else Qt.GlobalColor.transparent)
    image.setDotsPerMeterX(round(fitted * 96 / 0.0254))
    image.setDotsPerMeterY(round(fitted * 96 / 0.0254))
    image.setText("Title", drawing.title)
    image.setText("Description", drawing.description)
    painter = QPainter(image)
    _paint_scaled(painter, drawing, fitted)
    painter.end()
    content, buffer = _buffer()
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(content.data())


def pdf_of(drawing: Drawing) -> bytes:
    """Return a drawing as a PDF page of its own size, with its fonts; the same drawing gives the same bytes."""
    _ensure_application()
    content, buffer = _buffer()
    writer = QPdfWriter(buffer)
    writer.setTitle(drawing.title)
    writer.setCreator("iPOF Workbench")
    writer.setDocumentId(QUuid(str(document_id(svg_of(drawing)))))
    size = QPageSize(QSizeF(drawing.width * 0.75, drawing.height * 0.75), QPageSize.Unit.Point, "figure")
    writer.setPageLayout(QPageLayout(size, QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0)))
    writer.setResolution(PDF_DOTS)
    # Qt keeps the fonts of a PDF in a table of hashes and writes them in its order, another one each time. Tables that
    # are there already have kept the number they began with, so it may change for the while.
    QHashSeed.setDeterministicGlobalSeed()
    painter = QPainter(writer)
    _paint_scaled(painter, drawing, PDF_DOTS / 96)
    painter.end()
    QHashSeed.resetRandomGlobalSeed()
    buffer.close()
    return with_fixed_dates(bytes(content.data()))


def _buffer() -> tuple[QByteArray, QBuffer]:
    """Return an open buffer and the bytes it writes to, which must live as long as it does."""
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    return content, buffer


def _paint_scaled(painter: QPainter, drawing: Drawing, scale: float) -> None:
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    painter.scale(scale, scale)
    painter.translate(-drawing.left, -drawing.top)
    paint_drawing(painter, drawing)


def _ensure_application() -> None:
    """Make the Qt application that fonts need when nobody has made one: offscreen, without a window.

    One with widgets, although painting needs none: there can be only one, and a window may be asked for later.
    """
    if QApplication.instance() is None:
        _application.append(QApplication(["ipof-workbench", "-platform", "offscreen"]))


def _family() -> str:
    return QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()


def _prepared_path(shape: Path) -> PreparedPath:
    pen = QPen(Qt.PenStyle.NoPen)
    if shape.stroke is not None:
        pen = QPen(QColor(shape.stroke.colour), shape.stroke.width)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        if shape.stroke.dashes:
            pen.setDashPattern([length / shape.stroke.width for length in shape.stroke.dashes])
    brush = QBrush(QColor(shape.fill)) if shape.fill else QBrush(Qt.BrushStyle.NoBrush)
    return PreparedPath(painter_path(shape), pen, brush)


def _prepared_text(run: TextRun, family: str) -> PreparedText:
    font, natural = _measured(run.text, run.bold, family)
    reckoned = text_width(run.text, run.size, bold=run.bold)
    down = run.size / _FONT_PIXELS
    across = down * min(1.0, reckoned / (natural * down)) if natural else down
    shift = {"start": 0.0, "middle": 0.5, "end": 1.0}[run.anchor] * natural * across
    return PreparedText(run.x - shift, run.y, run.text, font, QPen(QColor(run.colour)), across, down)


@lru_cache(maxsize=8192)
def _measured(text: str, bold: bool, family: str) -> tuple[QFont, float]:
    font = QFont(family)
    font.setPixelSize(_FONT_PIXELS)
    font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font, QFontMetricsF(font).horizontalAdvance(text)
