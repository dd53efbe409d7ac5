"""The library of elements over the whole study: 500 elements and more, 30,000 codings."""

from __future__ import annotations

import pytest

from benchmarks.conftest import Race
from ipof_workbench.app.workbench import Workbench


@pytest.mark.parametrize(
    ("what", "most"),
    [("the library", 100), ("likely duplicates", 1_500), ("one element", 50)],
)
def test_the_library_of_elements(race: Race, full_study: Workbench, what: str, most: float) -> None:
    library = full_study.read.library
    busiest = max(library.rows(), key=lambda row: row.counts.codings).rid

    def one_element() -> None:
        library.uses(busiest)
        library.quotes(busiest)
        library.lineage(busiest)

    looks = {
        "the library": library.rows,
        "likely duplicates": library.likely_duplicates,
        "one element": one_element,
    }
    race.run(f"elements: {what}", looks[what], most=most)
