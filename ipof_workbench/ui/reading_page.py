"""A page to read: the user guide, what a check found, what this program is."""

from __future__ import annotations

import platform
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal, qVersion
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ipof_workbench import __version__
from ipof_workbench.ui.fitting import steady
from ipof_workbench.ui.theme.resource_files import resource_path
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.buttons import IconButton
from ipof_workbench.ui.widgets.panels import PageBar
from ipof_workbench.ui.widgets.plain_label import PlainLabel

COLUMN = 640

Paragraph = tuple[str, str]
"""(kind, text): kind is "head", "text" or "row"."""


def guide_paragraphs(path: Path | None = None) -> list[Paragraph]:
    """Return the user guide as paragraphs: lines that start with # are heads, with - rows, others run together."""
    text = (path or resource_path("docs/help.md")).read_text(encoding="utf-8")
    paragraphs: list[Paragraph] = []
    for block in text.split("\n\n"):
        lines = [line.strip() for line in block.strip().splitlines()]
        if not lines:
            continue
        if lines[0].startswith("#"):
            paragraphs.append(("head", lines.pop(0).lstrip("# ")))
        running: list[str] = []
        for line in lines:
            if line.startswith("- "):
                paragraphs.append(("row", line[2:]))
            else:
                running.append(line)
        if running:
            paragraphs.append(("text", " ".join(running)))
    return paragraphs


def about_paragraphs() -> list[Paragraph]:
    """Return what this program is, with the versions that a report of a fault should name."""
    from importlib import metadata

    versions = [("iPOF Workbench", __version__), ("Python", platform.python_version()), ("Qt", qVersion())]
    for name in ("PySide6-Essentials", "SQLAlchemy", "sqlcipher3", "pandas", "networkx", "python-docx"):
        try:
            versions.append((name, metadata.version(name)))
        except metadata.PackageNotFoundError:
            continue
    return [
        ("text", "Realist evaluation on real interviews: from transcripts to the programme theory and its tables."),
        ("text", "Works without a network. Everything you do is stored at once in one file, and can be undone."),
        ("head", "Versions"),
        *(("row", f"{name} {version}") for name, version in versions),
        ("head", "Licence"),
        ("text", "MIT. The icons are Lucide’s (ISC; some derive from Feather, MIT)."),
    ]


class ReadingPage(QWidget):
    """A title and paragraphs in one column."""

    left = Signal()

    def __init__(self, title: str, paragraphs: Sequence[Paragraph], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = current_theme()
        self.setAccessibleName(title)
        outside, column_widget = QWidget(), QWidget()
        outside.setObjectName("panelBody")
        row = QHBoxLayout(outside)
        row.setContentsMargins(theme.px(32), theme.px(12), theme.px(32), theme.px(48))
        # The width is set here and not on each label: only so do lines that wrap get their height.
        column_widget.setFixedWidth(theme.px(COLUMN))
        row.addWidget(column_widget)
        row.addStretch(1)
        inner = QVBoxLayout(column_widget)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(theme.px(8))
        for kind, text in paragraphs:
            inner.addWidget(self._label(kind, text))
        inner.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setWidget(outside)
        self._scroll.setAccessibleName(title)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        bar = steady(PageBar(title))
        close = IconButton("x", "Close this page")
        close.clicked.connect(self.left)
        bar.add_right(close)
        column.addWidget(bar)
        column.addWidget(self._scroll)

    def _label(self, kind: str, text: str) -> QWidget:
        theme = current_theme()
        shown = f"•  {text}" if kind == "row" else text
        is_head = kind == "head"
        label = PlainLabel(shown, "title" if is_head else "body", "text", 600 if is_head else 400, wrap=True)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        label.setCursor(Qt.CursorShape.IBeamCursor)
        if is_head:
            label.setContentsMargins(0, theme.px(12), 0, 0)
        return label

    def focus_primary(self) -> None:
        """Let the arrows scroll."""
        self._scroll.setFocus()
