"""The rules of ARCHITECTURE.md that a machine can check: layers, what start-up loads, no way to the network."""

from __future__ import annotations

import ast
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "ipof_workbench"
HEAVY = ("sqlalchemy", "sqlcipher3", "pandas", "numpy", "networkx", "docx", "lxml", "xlsxwriter", "openpyxl")
NETWORK = ("socket", "ssl", "http", "urllib", "ftplib", "smtplib", "socketserver", "xmlrpc", "requests")
# What only an open project, an action, a refusal or a file needs: the start page is painted without it.
LATER = (
    "app.tasks", "domain.appearance", "domain.vocabulary", "domain.records", "ui.background", "ui.errors",
    "ui.file_dialogues", "ui.menus", "ui.page", "ui.places", "ui.project_frame", "ui.project_tools", "ui.rail",
    "ui.search_field", "ui.session", "ui.status_parts", "ui.widgets.notices", "ui.widgets.painting",
    "ui.widgets.panels", "ui.window_commands",
)  # fmt: skip
DEAR = ("dataclasses", "datetime", "logging.handlers", "pickle")
QT_NETWORK = ("PySide6.QtNetwork", "PySide6.QtWebEngineCore", "PySide6.QtWebSockets")
# What gives Python an item of a layout; `ipof_workbench/ui/widgets/layouts.py` says why only that module may.
ITEM_GIVERS = frozenset({"itemAt", "itemAtPosition", "takeAt", "takeRow"})
# Names of XML vocabularies look like addresses; nothing is ever fetched from them.
VOCABULARIES = (
    "http://www.w3.org/",
    "http://schemas.openxmlformats.org/",
    "http://schemas.microsoft.com/",
    "http://purl.org/",
    "http://purl.oclc.org/",
    "http://graphml.graphdrawing.org/",
)


def modules(folder: Path = PACKAGE) -> list[Path]:
    """The Python files of a folder; the list is never empty, so that no rule holds for want of anything to check."""
    found = sorted(folder.rglob("*.py"))
    assert found, f"no modules in {folder}"
    return found


@cache
def imported_names(module: Path) -> tuple[str, ...]:
    """Every dotted name that a module imports, wherever in the module."""
    found: list[str] = []
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found += (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            found += (f"{node.module}.{alias.name}" for alias in node.names)
    return tuple(found)


def called_methods(source: str) -> Iterator[str]:
    """The name of every method that a source calls, wherever in it."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield node.func.attr


def loaded_by(code: str, home: Path) -> set[str]:
    """The modules in memory after running `code` in a Python of its own."""
    # The end of the process is not what is looked at, so a window left open may not spoil it.
    ending = "print()\nprint(json.dumps(sorted(sys.modules)), flush=True)\nos._exit(0)"
    script = f"import json, os, sys\n{code}\n{ending}"
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT), "HOME": str(home)}
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, env=env, check=False)
    assert done.returncode == 0, done.stderr
    return set(json.loads(done.stdout.splitlines()[-1]))


def test_every_import_contract_is_kept(monkeypatch):
    monkeypatch.chdir(ROOT)
    assert lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True, no_logo=True) == 0


def test_the_domain_imports_nothing_but_the_standard_library_and_itself():
    allowed = sys.stdlib_module_names | {"ipof_workbench"}
    strangers = {
        f"{module.name}: {name}"
        for module in modules(PACKAGE / "domain")
        for name in imported_names(module)
        if name.split(".")[0] not in allowed
    }
    assert strangers == set()


def test_only_the_driver_module_names_the_sqlite_driver():
    knowing = {
        module.relative_to(PACKAGE).as_posix()
        for module in modules()
        if any(name.split(".")[0] in ("sqlite3", "sqlcipher3") for name in imported_names(module))
    }
    assert knowing == {"storage/driver.py"}


def test_no_module_can_reach_the_network():
    reaching = {
        f"{module.relative_to(PACKAGE)}: {name}"
        for module in modules()
        for name in imported_names(module)
        if name.split(".")[0] in NETWORK or name.startswith(QT_NETWORK)
    }
    assert reaching == set()


def test_no_module_holds_the_address_of_a_host():
    addresses = {
        f"{module.relative_to(PACKAGE)}: {address}"
        for module in modules()
        for address in re.findall(r"https?://[^\s\"'<>)]+", module.read_text(encoding="utf-8"))
        if not address.startswith(VOCABULARIES)
    }
    assert addresses == set()


@pytest.mark.parametrize(
    "code",
    [
        "import ipof_workbench",
        "import ipof_workbench.main",
        "import ipof_workbench.app",
        "from ipof_workbench.main import create_window; window = create_window(None)",
    ],
)
def test_start_up_loads_no_heavy_library(code, tmp_path):
    loaded = loaded_by(code, tmp_path)
    assert "ipof_workbench" in loaded
    assert sorted(loaded.intersection(HEAVY)) == []


def test_the_start_page_loads_nothing_that_it_does_not_show(tmp_path):
    places = {name: PACKAGE / name.replace(".", "/") for name in LATER}
    assert [name for name, at in places.items() if not (at.with_suffix(".py").is_file() or at.is_dir())] == []
    loaded = loaded_by(
        "from ipof_workbench.main import create_window; window = create_window(None); window.show()\n"
        "from PySide6.QtWidgets import QApplication; QApplication.processEvents()",
        tmp_path,
    )
    assert "ipof_workbench.ui.start.start_page" in loaded
    assert sorted(loaded.intersection(f"ipof_workbench.{name}" for name in LATER)) == []
    by_qt = loaded_by("from PySide6.QtWidgets import QApplication", tmp_path)
    assert sorted((loaded - by_qt).intersection(DEAR)) == []


@pytest.mark.parametrize(
    "code",
    [
        "import ipof_workbench.cli",
        "from ipof_workbench.main import main; assert main(['info', 'there-is-none.ipof']) == 4",
    ],
)
def test_the_command_line_loads_no_qt(code, tmp_path):
    loaded = loaded_by(code, tmp_path)
    assert [name for name in loaded if name.startswith(("PySide6", "shiboken6"))] == []


def test_nobody_asks_a_layout_for_its_items():
    everywhere = [module for folder in ("ipof_workbench", "tests", "benchmarks") for module in modules(ROOT / folder)]
    sources = {module.relative_to(ROOT).as_posix(): module.read_text(encoding="utf-8") for module in everywhere}
    naming = {name: source for name, source in sources.items() if any(giver in source for giver in ITEM_GIVERS)}
    asking = {name for name, source in naming.items() if ITEM_GIVERS.intersection(called_methods(source))}
    assert asking == {"ipof_workbench/ui/widgets/layouts.py"}, "keep a list of the widgets instead; see layouts.py"
