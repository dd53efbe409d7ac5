"""Taking widgets out of a layout: the one place that holds a layout's items in Python.

PySide6 6.11.3 keeps the wrapper of an item that somebody asked a layout for (`itemAt`) as long as the layout's own
wrapper, also when Qt has deleted the item since: because its widget was deleted, or because Qt had made the layout for
itself (in a stack, in a scroll area). Whatever Qt puts at the same address next has two wrappers then, and when it is
deleted, `Shiboken::Object::destroy` frees one wrapper, finds the address still taken by the other, and goes on to use
the freed one: the program ends in `BindingManager::releaseWrapper`, long after the call that was the cause.

So nobody asks a layout for its items, in the tests neither (`tests/test_architecture.py` sees to it): who needs the
widgets of a layout keeps them in a list. `addLayout` also asks, when the layout that it gets is filled already; no
harm comes of it while the widgets of that layout leave it through the functions here or together with what is around
it. `tests/conftest.py` looks after every test for items that have lost their layout.
"""

from __future__ import annotations

from PySide6.QtWidgets import QLayout, QWidget
from shiboken6 import Shiboken


def take_widgets(layout: QLayout) -> list[QWidget]:
    """Take everything out of a layout; returns the widgets in their order, which stay children of their parent."""
    widgets = []
    while layout.count():
        item = layout.takeAt(0)
        if item is None:
            break
        widget = item.widget()
        if widget is not None:
            widgets.append(widget)
        # Not left to Python, which believes that the item is Qt's and would keep its memory for good.
        Shiboken.delete(item)
    return widgets


def clear_layout(layout: QLayout) -> None:
    """Take everything out of a layout and delete the widgets."""
    for widget in take_widgets(layout):
        widget.hide()
        widget.deleteLater()
