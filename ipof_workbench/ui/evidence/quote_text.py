"""A quote on the screen: its words in a few lines, who said it where, the bracket that ties a bundle."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QTextLayout, QTextOption

from ipof_workbench.domain.listings import EvidenceRow
from ipof_workbench.domain.vocabulary import DocumentKind
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.painting import elided, pen_of

QUOTE_LINES = 3
_LONGEST = 600
"""Characters of a quote that are laid out; three lines never hold more."""


def quoted(text: str) -> str:
    """Return a participant's words on one line in curly quotation marks."""
    return f"“{' '.join(text.split())}”"


def attribution(row: EvidenceRow, *, with_case: bool = True) -> str:
    """Return who said it and where: “P04, member, Harbour”."""
    who = row.participant_name or row.document_name
    if row.kind == DocumentKind.FORUM_POST:
        who = f"Post {row.document_name}" if row.document_name.isdigit() else row.document_name
    return ", ".join(part for part in (who, row.participant_role, row.case_name if with_case else "") if part)


def wrapped(text: str, font: QFont, width: float, most: int = QUOTE_LINES) -> list[str]:
    """Return the text in at most so many lines; the last one ends in an ellipsis where words are left."""
    shown = text if len(text) <= _LONGEST else text[:_LONGEST] + "…"
    layout = QTextLayout(shown, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    ends: list[tuple[int, int]] = []
    while (line := layout.createLine()).isValid() and len(ends) <= most:
        line.setLineWidth(max(width, 40.0))
        ends.append((line.textStart(), line.textStart() + line.textLength()))
    layout.endLayout()
    # Qt counts in UTF-16 units; cutting there keeps every character whole because lines end between clusters.
    units = shown.encode("utf-16-le")
    lines = [units[2 * start : 2 * end].decode("utf-16-le", "ignore").rstrip() for start, end in ends]
    if len(lines) <= most:
        return lines or [""]
    rest = units[2 * ends[most - 1][0] :].decode("utf-16-le", "ignore")
    return [*lines[: most - 1], elided(rest, font, max(width, 40.0))]


def draw_bundle_bracket(painter: QPainter, box: QRectF, *, is_first: bool, is_last: bool) -> None:
    """Draw the part of a bundle's bracket that stands left of one row: `box` is the row, the bracket at its left."""
    theme = current_theme()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setPen(pen_of(theme.colour("text2"), theme.pxf(1.5)))
    x = box.left() + theme.pxf(2)
    inset = theme.pxf(8)
    top = box.top() + (inset if is_first else 0)
    bottom = box.bottom() - (inset if is_last else 0)
    painter.drawLine(QPointF(x, top), QPointF(x, bottom))
    for end, shown in ((top, is_first), (bottom, is_last)):
        if shown:
            painter.drawLine(QPointF(x, end), QPointF(x + theme.pxf(4), end))
    painter.restore()


def draw_lines(painter: QPainter, left: float, top: float, lines: list[str], font: QFont, pitch: float) -> float:
    """Draw lines of text under each other, `pitch` pixels high each; return where the next one would begin."""
    painter.setFont(font)
    for line in lines:
        box = QRectF(left, top, 10_000, pitch)
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, line)
        top += pitch
    return top
