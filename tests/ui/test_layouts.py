"""Widgets are taken out of layouts without a trace of the layouts' items: what remains would end the program later."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLayout, QVBoxLayout, QWidget
from shiboken6 import Shiboken

from ipof_workbench.ui.widgets.flow_layout import FlowLayout
from ipof_workbench.ui.widgets.layouts import clear_layout, take_widgets
from tests.wrappers import items_without_layout

DELETED_UNDER_ITS_WRAPPER = """
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget
from shiboken6 import Shiboken

app = QApplication([])
host, label = QWidget(), QLabel()
layout = QVBoxLayout(host)
layout.addWidget(label)
layout.itemAt(0)
label.deleteLater()
QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
assert layout.count() == 0
print(sum(type(each).__name__ == "QWidgetItem" for each in Shiboken.getAllValidWrappers()))
"""


def filled(layout: QLayout) -> list[QLabel]:
    labels = [QLabel(words) for words in ("one", "two", "three")]
    for label in labels:
        layout.addWidget(label)
    if isinstance(layout, QHBoxLayout | QVBoxLayout):
        layout.insertStretch(1, 1)
    return labels


@pytest.mark.parametrize("kind", [QHBoxLayout, QVBoxLayout, FlowLayout])
def test_widgets_taken_out_come_in_their_order_and_stay_in_their_parent(qtbot, kind):
    host = QWidget()
    qtbot.addWidget(host)
    layout = kind(host)
    labels = filled(layout)
    assert take_widgets(layout) == labels
    assert layout.count() == 0
    assert all(label.parent() is host for label in labels)


@pytest.mark.parametrize("kind", [QHBoxLayout, QVBoxLayout, FlowLayout])
def test_a_cleared_layout_leaves_neither_widgets_nor_items(qtbot, kind):
    host = QWidget()
    qtbot.addWidget(host)
    layout = kind(host)
    labels = filled(layout)
    clear_layout(layout)
    assert all(label.isHidden() for label in labels)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not any(Shiboken.isValid(label) for label in labels)
    assert items_without_layout() == []


def test_a_layout_that_was_filled_before_it_was_nested_is_cleared_as_well(qtbot):
    host = QWidget()
    qtbot.addWidget(host)
    outer, inner = QVBoxLayout(host), QHBoxLayout()
    labels = filled(inner)
    outer.addLayout(inner)
    clear_layout(inner)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not any(Shiboken.isValid(label) for label in labels)
    assert items_without_layout() == []


def test_an_item_that_lost_its_layout_is_found(qtbot):
    host, label = QWidget(), QLabel()
    qtbot.addWidget(host)
    outer, inner = QVBoxLayout(host), QHBoxLayout()
    inner.addWidget(label)
    outer.addLayout(inner)
    assert items_without_layout() == []
    Shiboken.delete(label)
    assert len(items_without_layout()) == 1
    # The binding lets go of it with its layout, before anything else can take its place.
    Shiboken.delete(host)
    assert items_without_layout() == []


def test_the_binding_still_keeps_an_item_that_qt_has_deleted():
    # In a process of its own, which ends before anything takes the item's place. When this fails, the binding is mended
    # and the rule of `layouts.py` can go.
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", DELETED_UNDER_ITS_WRAPPER], capture_output=True, text=True, env=env, check=False
    )
    assert done.stdout.split() == ["1"], done.stderr
