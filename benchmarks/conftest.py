"""The race of each product against its floor, the table of all races, and the studies they run on.

Product and floor are timed in turn in the same process, and the best of each counts: the load of a shared machine
moves medians twofold, ratios of minima much less. Nothing fails by the clock unless `--enforce` is given.
"""

from __future__ import annotations

import gc
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from benchmarks import study
from ipof_workbench.app.imports import TranscriptChoice, import_contract, import_posts, import_transcripts
from ipof_workbench.app.workbench import Workbench

POSTS = 100_000
TRANSCRIPTS = 60
CONFIGURATIONS = 500
CODINGS = 30_000
ELEMENTS = 500


@dataclass(frozen=True)
class Finding:
    """One line of the table; times in milliseconds."""

    what: str
    product: float
    floor: float | None = None
    most_ratio: float | None = None
    most: float | None = None
    unit: str = "ms"

    @property
    def ratio(self) -> float | None:
        return self.product / self.floor if self.floor else None

    @property
    def misses(self) -> bool:
        too_slow = self.most is not None and self.product > self.most
        return too_slow or (self.most_ratio is not None and (self.ratio or 0.0) > self.most_ratio)

    @property
    def bar(self) -> str:
        parts = [
            f"{self.most_ratio:g} x" if self.most_ratio else "",
            f"{self.most:,g} {self.unit}" if self.most else "",
        ]
        return " and ".join(part for part in parts if part) or "-"


@dataclass
class Race:
    """Times product and floor in turn and notes the finding."""

    benchmark: Any
    findings: list[Finding]
    enforce: bool
    missed: list[str] = field(default_factory=list)

    def run(
        self,
        what: str,
        product: Callable[..., object],
        floor: Callable[..., object] | None = None,
        *,
        fresh: Callable[[], tuple[Any, ...]] = tuple,
        floor_fresh: Callable[[], tuple[Any, ...]] = tuple,
        rounds: int = 5,
        most_ratio: float | None = None,
        most: float | None = None,
    ) -> Finding:
        """Let `product(*fresh())` and `floor(*floor_fresh())` run in turn; only the calls themselves are timed."""
        floors: list[float] = []
        products: list[float] = []

        def before_product() -> tuple[tuple[Any, ...], dict[str, Any]]:
            if floor is not None:
                floors.append(timed(floor, floor_fresh()))
            arguments = fresh()
            gc.collect()
            return arguments, {}

        def timed_product(*arguments: Any) -> None:
            products.append(timed(product, arguments, collect=False))

        self.benchmark.pedantic(timed_product, setup=before_product, rounds=rounds, iterations=1)
        return self.note(what, min(products), min(floors, default=None), most_ratio=most_ratio, most=most)

    def note(
        self,
        what: str,
        product: float,
        floor: float | None = None,
        *,
        most_ratio: float | None = None,
        most: float | None = None,
        unit: str = "ms",
    ) -> Finding:
        """Note a finding that was measured otherwise."""
        finding = Finding(what, product, floor, most_ratio, most, unit)
        self.findings.append(finding)
        self.benchmark.extra_info[what] = {"product": product, "floor": floor, "ratio": finding.ratio, "unit": unit}
        if finding.misses:
            self.missed.append(f"{what}: {product:,.1f} {unit}, floor {floor or 0:,.1f}, bar {finding.bar}")
        return finding


def timed(work: Callable[..., object], arguments: tuple[Any, ...] = (), *, collect: bool = True) -> float:
    """Return how many milliseconds the call takes."""
    if collect:
        gc.collect()
    start = time.perf_counter()
    work(*arguments)
    return (time.perf_counter() - start) * 1000


_FINDINGS = pytest.StashKey[list[Finding]]()
_HOME = pytest.StashKey[str]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--enforce", action="store_true", help="fail where a bar is missed")


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    config.stash[_FINDINGS] = []
    config.stash[_HOME] = home = tempfile.mkdtemp(prefix="ipof-bench-home-")
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    for name in ("HOME", "USERPROFILE", "IPOF_WORKBENCH_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"):
        os.environ[name] = home  # settings, backups and keys of the person stay out of it
    config.option.benchmark_quiet = True  # the table below says it all; --benchmark-json keeps the rounds


def pytest_unconfigure(config: pytest.Config) -> None:
    shutil.rmtree(config.stash[_HOME], ignore_errors=True)


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    findings = config.stash[_FINDINGS]
    if not findings:
        return
    terminalreporter.section("product against floor (best of each)")
    heads = ("what", "product", "floor", "ratio", "bar", "")
    rows = [heads, *(_cells(finding) for finding in findings)]
    widths = [max(len(row[at]) for row in rows) for at in range(len(heads))]
    for row in rows:
        cells = [row[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))]
        terminalreporter.write_line("  ".join(cells).rstrip())


def _cells(finding: Finding) -> tuple[str, ...]:
    def amount(value: float | None) -> str:
        return "-" if value is None else f"{value:,.{0 if value >= 100 else 2}f} {finding.unit}"

    ratio = "-" if finding.ratio is None else f"{finding.ratio:.2f}"
    verdict = "MISSED" if finding.misses else ("held" if finding.bar != "-" else "")
    return finding.what, amount(finding.product), amount(finding.floor), ratio, finding.bar, verdict


@pytest.fixture
def race(benchmark: Any, request: pytest.FixtureRequest) -> Iterator[Race]:
    """Races product against floor; with `--enforce` the test fails at its end where a bar was missed."""
    running = Race(benchmark, request.config.stash[_FINDINGS], request.config.getoption("--enforce"))
    yield running
    if running.enforce and running.missed:
        pytest.fail("; ".join(running.missed))


@pytest.fixture(scope="session")
def folder() -> Iterator[Path]:
    """A folder for the session; the files in it are shared by the benchmarks."""
    path = Path(tempfile.mkdtemp(prefix="ipof-bench-"))
    yield path
    shutil.rmtree(path, ignore_errors=True)


@pytest.fixture(scope="session")
def words() -> study.Words:
    return study.Words()


@pytest.fixture(scope="session")
def posts_file(folder: Path, words: study.Words) -> Path:
    return study.write_posts(folder / "posts.csv", POSTS, words)


@pytest.fixture(scope="session")
def transcript_files(folder: Path, words: study.Words) -> list[Path]:
    return study.write_transcripts(folder / "transcripts", TRANSCRIPTS, words)


@pytest.fixture
def new_project(folder: Path) -> Iterator[Callable[[], Workbench]]:
    """Makes empty projects, all closed and gone at the end."""
    made: list[Workbench] = []

    def make() -> Workbench:
        made.append(Workbench.create(Path(tempfile.mkdtemp(dir=folder)) / "study.ipof"))
        return made[-1]

    yield make
    for workbench in made:
        workbench.close()
        shutil.rmtree(workbench.path.parent)


def fill_configurations(workbench: Workbench, count: int, quotes: int, words: study.Words) -> None:
    """Put one long interview, configurations and so many quotes for them into a project."""
    import_transcripts(workbench, [TranscriptChoice(study.transcript("Long", 400_000, words))], "Forum A")
    labels = study.elements_of(words, ELEMENTS)
    import_contract(workbench, study.configuration_table(count, labels, words))
    found = study.passages(workbench, ["Long"], quotes, words)
    import_contract(workbench, study.coding_table(found, labels, count, words, bearing=quotes))


@pytest.fixture(scope="session")
def full_study(folder: Path, words: study.Words, posts_file: Path, transcript_files: list[Path]) -> Iterator[Workbench]:
    """The whole study: 60 interviews, 100,000 posts, 500 configurations, 30,000 codings. For reading only."""
    from ipof_workbench.importers.pool import Refused, parse_transcripts
    from ipof_workbench.importers.posts import read_posts

    with Workbench.create(folder / "full.ipof") as workbench:
        parsed = [one for one in parse_transcripts(transcript_files) if not isinstance(one, Refused)]
        import_transcripts(
            workbench, [TranscriptChoice(one, participants={"P01": one.name}) for one in parsed], "Forum A"
        )
        import_posts(workbench, read_posts(posts_file, **study.POST_COLUMNS))
        labels = study.elements_of(words, ELEMENTS)
        import_contract(workbench, study.configuration_table(CONFIGURATIONS, labels, words))
        names = [one.name for one in parsed]
        some_posts = [f"p{number:06}" for number in range(0, POSTS, 11)]
        found = study.passages(workbench, names, CODINGS // 2, words)
        found += study.passages(workbench, some_posts, CODINGS // 2, words)
        import_contract(workbench, study.coding_table(found, labels, CONFIGURATIONS, words, bearing=2_500))
        yield workbench
