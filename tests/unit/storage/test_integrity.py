"""The check sees what was changed behind the program's back, and the dump sees every row."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from ipof_workbench.storage.integrity import canonical_dump, check
from ipof_workbench.storage.project_file import open_project_file
from tests.factories import code, make_study

TAMPERINGS = {
    "a changed word": (
        "UPDATE text_revision SET text = replace(text, 'kids', 'cats') WHERE rid = 1", "changed text",
    ),
    "a changed word with its hash": (
        "UPDATE text_revision SET text = text || '!', "
        "sha256 = 'x' WHERE rid = 1", "changed text",
    ),
    "another length": ("UPDATE document SET characters = characters + 1 WHERE rid = 1", "changed text"),
    "a shifted passage": ('UPDATE excerpt SET start = start + 1, "end" = "end" + 1', "shifted quote"),
    "a turn that leaves a gap": ('UPDATE turn SET "end" = "end" - 1 WHERE number = 2', "turns"),
    "a turn too few at the end": ("DELETE FROM turn WHERE rid = 8", "turns"),
    "a reference to nothing": ("DELETE FROM element", "broken reference"),
    "a value of nobody": ("UPDATE attribute_value SET owner = 999 WHERE rid = 1", "broken reference"),
    "a change without contents": ("DELETE FROM journal_content", "history"),
    "an index without its text": ("DELETE FROM text_search_docsize WHERE id = 1", "search index"),
}  # fmt: skip


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A study with a coding, closed."""
    path = tmp_path / "s.ipof"
    with make_study(path) as workbench:
        code(workbench, "P04 · member", "nobody cares", "context")
    return path


def test_a_project_that_was_left_alone_passes(path: Path) -> None:
    with open_project_file(path, read_only=True) as project:
        assert check(project.reader()) == []


@pytest.mark.parametrize("what", TAMPERINGS)
def test_the_check_finds(what: str, path: Path) -> None:
    sql, finding = TAMPERINGS[what]
    other = sqlite3.connect(path)
    other.execute(sql)
    other.commit()
    other.close()
    with open_project_file(path, read_only=True) as project:
        found = check(project.reader())
    assert finding in {each.what for each in found}, found
    assert all(each.where and each.detail for each in found)


def test_the_dump_sees_a_change_in_any_table_but_the_journals(path: Path) -> None:
    with open_project_file(path, read_only=True) as project:
        before = canonical_dump(project.reader())
    assert "project" in before
    assert "project_setting" in before
    assert not any(name.startswith("journal") for name in before)
    other = sqlite3.connect(path)
    for table in before:
        if table != "project_setting" and other.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0]:
            other.execute(f'UPDATE "{table}" SET id = id || ? WHERE rid = 1', (table,))
    other.execute("INSERT INTO project_setting VALUES ('a', 'b')")
    other.commit()
    filled = {table for table in before if other.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0]}
    other.close()
    with open_project_file(path, read_only=True) as project:
        after = canonical_dump(project.reader())
    assert {table for table in before if before[table] != after[table]} == filled
