"""Two measures that layouts do not take by themselves."""

from __future__ import annotations

from PySide6.QtWidgets import QSizePolicy, QWidget

from ipof_workbench.ui.widgets.notices import EmptyState
from ipof_workbench.ui.widgets.panels import PageBar
from ipof_workbench.ui.widgets.plain_label import PlainLabel


def steady(bar: PageBar) -> PageBar:
    """Let the row of a bar fill its height: controls of fixed height alone would push it off the middle."""
    strut = QWidget()
    strut.setFixedWidth(0)
    strut.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
    bar.add_left(strut)
    return bar


def say(empty: EmptyState, sentence: str, action: str = "") -> None:
    """Show a sentence in an empty state with room for all its lines."""
    empty.set_text(sentence, action)
    label = empty.findChild(PlainLabel)
    if isinstance(label, PlainLabel):
        label.setMinimumHeight(label.heightForWidth(label.maximumWidth()))
