"""What the program expects of its libraries, and what the lists of pins promise."""

from __future__ import annotations

import importlib.metadata
import re
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
CALLS = 20_000


def pins(name: str) -> dict[str, Requirement]:
    """The pins of one file of `requirements/` by canonical name, without those it takes over from another."""
    lines = (ROOT / "requirements" / name).read_text(encoding="utf-8").splitlines()
    wanted = [line for line in lines if line.strip() and not line.startswith(("#", "-r "))]
    return {canonicalize_name(pin.name): pin for pin in map(Requirement, wanted)}


def lost_references(act: Callable[[], None]) -> float:
    """References to None that one call of `act` takes away or adds."""
    before = sys.getrefcount(None)
    for _ in range(CALLS):
        act()
    return (sys.getrefcount(None) - before) / CALLS


def test_qt_methods_that_return_nothing_keep_the_references_to_none(qtbot):
    """PySide6 6.12.0 on Python 3.11 drops one reference a call, and the process aborts after some thousand calls."""
    from PySide6.QtCore import QObject
    from PySide6.QtGui import QStandardItem
    from PySide6.QtWidgets import QWidget

    holder, item, widget = QObject(), QStandardItem(), QWidget()
    qtbot.addWidget(widget)
    for act in (lambda: holder.setObjectName("a"), lambda: item.setText("a"), lambda: widget.setEnabled(True)):
        assert abs(lost_references(act)) < 0.01


def test_qt_and_its_binding_are_of_one_version():
    qt = importlib.metadata.version("PySide6-Essentials")
    assert importlib.metadata.version("shiboken6") == qt
    assert Version("6.9") <= Version(qt) < Version("6.12")


@pytest.fixture
def connection():
    from ipof_workbench.storage.driver import dbapi

    opened = dbapi().connect(":memory:")
    yield opened
    opened.close()


def test_the_sqlite_of_the_driver_is_without_the_fault_of_older_ones(connection):
    version = connection.execute("SELECT sqlite_version()").fetchone()[0]
    assert Version(version) >= Version("3.51.3")


def test_the_sqlite_of_the_driver_finds_words_without_their_accents(connection):
    connection.execute("CREATE VIRTUAL TABLE words USING fts5(text, tokenize = 'unicode61 remove_diacritics 2')")
    connection.execute("INSERT INTO words(text) VALUES ('Zoë read it in the café'), ('nobody answered')")
    hits = connection.execute("SELECT rowid FROM words WHERE words MATCH 'cafe'").fetchall()
    assert hits == [(1,)]


def test_the_sqlite_of_the_driver_encrypts(tmp_path):
    from ipof_workbench.storage.driver import dbapi

    target = tmp_path / "secret.db"
    opened = dbapi().connect(str(target))
    opened.execute("PRAGMA key = 'open sesame'")
    opened.execute("CREATE TABLE said (words TEXT)")
    opened.execute("INSERT INTO said VALUES ('nobody answered for three days')")
    opened.commit()
    opened.close()
    content = target.read_bytes()
    assert not content.startswith(b"SQLite format 3")
    assert b"nobody answered" not in content


@pytest.mark.parametrize("name", ["app.txt", "dev.txt"])
def test_every_pin_is_exact_and_names_no_host(name):
    text = (ROOT / "requirements" / name).read_text(encoding="utf-8")
    assert re.search(r"://|--hash|--index|--extra-index|--find-links|@", text) is None
    for pin in pins(name).values():
        assert [specifier.operator for specifier in pin.specifier] == ["=="], str(pin)


def test_the_pin_of_qt_and_of_its_binding_agree():
    app = pins("app.txt")
    assert app["pyside6-essentials"].specifier == app["shiboken6"].specifier


def test_no_library_is_pinned_twice():
    assert pins("app.txt").keys() & pins("dev.txt").keys() == set()


def test_every_dependency_is_pinned_inside_its_range():
    app = pins("app.txt")
    for wide in map(Requirement, PROJECT["dependencies"]):
        (pin,) = app[canonicalize_name(wide.name)].specifier
        assert wide.specifier.contains(pin.version), str(wide)


def test_every_library_that_a_pinned_one_needs_is_pinned_too():
    pinned = pins("app.txt") | pins("dev.txt")
    unpinned = set()
    for name in pinned:
        try:
            needs = importlib.metadata.requires(name) or []
        except importlib.metadata.PackageNotFoundError:
            continue  # a pin for another system
        wanted = [
            need for need in map(Requirement, needs) if need.marker is None or need.marker.evaluate({"extra": ""})
        ]
        unpinned |= {canonicalize_name(need.name) for need in wanted} - pinned.keys()
    assert unpinned == set()


def test_no_library_under_the_gpl_is_needed():
    for wide in map(Requirement, PROJECT["dependencies"]):
        if wide.name == "PySide6-Essentials":
            continue  # offered under the LGPL as well
        described = importlib.metadata.metadata(wide.name)
        licence = " ".join([described.get("License-Expression") or "", *(described.get_all("Classifier") or [])])
        assert re.search(r"(?<![A-Z])A?GPL|GNU (Affero )?General", licence) is None, f"{wide.name}: {licence}"
