"""Letting go of a tree of widgets without Python pulling it apart on the way.

`deleteLater` only notes that Qt shall delete. Until it has, Python's search for reference cycles may find the wrappers
of the tree, which nobody else refers to any more, and free them while Qt still holds the widgets: Qt then deletes
widgets whose wrappers are gone, and the program with them (seen with PySide6 6.11.3 as a crash in
`BindingManager::releaseWrapper`). So the tree is kept, and the search held back, until the last of it is deleted.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject
from shiboken6 import Shiboken

from ipof_workbench.domain.uncollected import cycle_search

_leaving: dict[int, QObject] = {}


def keep_until_deleted(target: QObject) -> None:
    """Keep an object that is about to be deleted, with its children, until Qt has deleted it."""
    if id(target) in _leaving or not Shiboken.isValid(target):
        return
    _leaving[id(target)] = target
    cycle_search.hold()
    target.destroyed.connect(partial(_let_go, id(target)))


def _let_go(key: int, *_: object) -> None:
    if _leaving.pop(key, None) is not None:
        cycle_search.release()
