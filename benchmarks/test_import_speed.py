"""Bringing material in: 100,000 posts, 60 transcripts, and what one undo of them costs."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from benchmarks import study
from benchmarks.conftest import Race, fill_configurations, timed
from benchmarks.floors import StoredRows, raw_connection
from ipof_workbench.app.imports import TranscriptChoice, import_posts, import_transcripts
from ipof_workbench.app.workbench import Workbench
from ipof_workbench.importers.pool import Refused, parse_transcripts
from ipof_workbench.importers.posts import read_posts

_MEMORY = """
import json, sys
from pathlib import Path
from ipof_workbench.app.workbench import Workbench
from ipof_workbench.app.imports import import_posts
from ipof_workbench.importers.posts import read_posts
project, table, columns = Path(sys.argv[1]), Path(sys.argv[2]), json.loads(sys.argv[3])
with Workbench.create(project) as workbench:
    assert import_posts(workbench, read_posts(table, **columns)).added
status = Path("/proc/self/status").read_text()
print(next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")) / 1024)
"""


def bare(make: Callable[[], Workbench], *, plain_index: bool = True) -> Callable[[], tuple[Any, ...]]:
    """Return what makes an empty project and a bare connection to it, for a floor.

    With `plain_index` FTS5 gathers as much as it does by itself (1 MB) and not what the product lets it gather.
    """

    def fresh() -> tuple[Any, ...]:
        workbench = make()
        workbench.close()
        holder, connection = raw_connection(workbench.path)
        if plain_index:
            connection.execute("INSERT INTO text_search (text_search, rank) VALUES ('hashsize', 1048576)")
        return holder, connection

    return fresh


def store(rows: StoredRows) -> Callable[..., None]:
    def write(holder: Any, connection: Any) -> None:
        rows.write(connection)

    return write


def test_posts_are_stored_and_indexed(race: Race, posts_file: Path, new_project: Callable[[], Workbench]) -> None:
    first = new_project()
    import_posts(first, read_posts(posts_file, **study.POST_COLUMNS))
    rows = StoredRows.of(first.path)

    def product(workbench: Workbench) -> None:
        import_posts(workbench, read_posts(posts_file, **study.POST_COLUMNS))

    found = race.run(
        "import of 100,000 posts from csv, indexed",
        product,
        store(rows),
        fresh=lambda: (new_project(),),
        floor_fresh=bare(new_project),
        rounds=3,
        most_ratio=1.6,
    )
    tuned = min(timed(store(rows), bare(new_project, plain_index=False)()) for _ in range(2))
    race.note("  the same against a floor with our index setting", found.product, tuned)


def test_memory_of_the_import_of_posts(race: Race, posts_file: Path, folder: Path) -> None:
    if not Path("/proc/self/status").exists():
        pytest.skip("only Linux tells the peak of a process that does not count its parent")
    project = Path(tempfile.mkdtemp(dir=folder)) / "memory.ipof"
    command = [sys.executable, "-c", _MEMORY, str(project), str(posts_file), json.dumps(study.POST_COLUMNS)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    race.note("peak memory of that import", float(done.stdout), most=300, unit="MB")


def test_undo_and_redo_of_the_posts(race: Race, posts_file: Path, new_project: Callable[[], Workbench]) -> None:
    workbench = new_project()
    import_posts(workbench, read_posts(posts_file, **study.POST_COLUMNS))
    race.note("undo of 100,000 posts", timed(workbench.undo))
    race.note("redo of 100,000 posts", timed(workbench.redo))


def test_transcripts_are_parsed_stored_and_indexed(
    race: Race, transcript_files: list[Path], new_project: Callable[[], Workbench]
) -> None:
    from lxml import etree

    first = new_project()
    import_all(first, transcript_files)
    rows = StoredRows.of(first.path)
    text, paragraph = f"{{{study.WORD}}}t", f"{{{study.WORD}}}p"

    def floor(holder: Any, connection: Any) -> None:
        for path in transcript_files:
            with zipfile.ZipFile(path) as archive:
                root = etree.fromstring(archive.read("word/document.xml"))
            "\n".join("".join(run.text or "" for run in each.iter(text)) for each in root.iter(paragraph))
        rows.write(connection)

    race.run(
        "60 transcripts (docx) parsed, stored, indexed",
        import_all,
        floor,
        fresh=lambda: (new_project(), transcript_files),
        floor_fresh=bare(new_project),
        most_ratio=3,
        most=1_500,
    )


def import_all(workbench: Workbench, paths: list[Path]) -> None:
    choices = []
    for parsed in parse_transcripts(paths):
        assert not isinstance(parsed, Refused)
        choices.append(TranscriptChoice(parsed))
    import_transcripts(workbench, choices, "Forum A")


def test_tables_of_configurations_and_codings(
    race: Race, words: study.Words, new_project: Callable[[], Workbench]
) -> None:
    race.run(
        "import of 500 configurations and 2,500 codings",
        lambda workbench: fill_configurations(workbench, 500, 2_500, words),
        fresh=lambda: (new_project(),),
        rounds=2,
    )
