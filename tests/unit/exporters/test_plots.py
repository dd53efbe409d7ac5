"""Plots as drawings: what they say, and that nothing runs over the edge."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipof_workbench.domain.drawing import Drawing, TextRun
from ipof_workbench.exporters.plots import (
    PATTERNS,
    Curve,
    EvidenceBar,
    HeatCell,
    evidence_plot,
    heat_map,
    nice_step,
    saturation_plot,
)
from ipof_workbench.exporters.svg import svg_of
from ipof_workbench.theory.text_measure import text_width


def words(drawing: Drawing) -> list[str]:
    return [shape.text for shape in drawing.shapes if isinstance(shape, TextRun)]


def over_the_edge(drawing: Drawing) -> list[object]:
    found: list[object] = []
    for shape in drawing.shapes:
        if isinstance(shape, TextRun):
            width = text_width(shape.text, shape.size, bold=shape.bold)
            left = shape.x - {"start": 0.0, "middle": width / 2, "end": width}[shape.anchor]
            if left < -1 or left + width > drawing.width + 1 or not 0 < shape.y <= drawing.height:
                found.append(shape.text)
        else:
            for _, *numbers in shape.commands:
                points = zip(numbers[::2], numbers[1::2], strict=True)
                found += [
                    p for p in points if not (-1 <= p[0] <= drawing.width + 1 and -1 <= p[1] <= drawing.height + 1)
                ]
    return found


BARS = [
    EvidenceBar("1", "Somebody answers in the night", {"supports": 9, "challenges": 2}, {"Interviews": 8, "Posts": 3}),
    EvidenceBar("7a", "You believe the poet", {}, {}),
]


def test_a_bar_tells_its_stances_and_kinds_of_data() -> None:
    drawing = evidence_plot(BARS, "Evidence.")
    told = words(drawing)
    assert {"supports", "challenges", "Interviews", "Posts", "8", "3", "·", "7a"} <= set(told)
    assert "refines" not in told
    assert drawing.description == "Evidence. 1: supports 9, challenges 2; 7a: no passages."
    assert not over_the_edge(drawing)


counts = st.dictionaries(st.sampled_from(sorted(PATTERNS)), st.integers(0, 400), max_size=6)
bars = st.builds(
    EvidenceBar, st.text(max_size=4), st.text(max_size=60), counts,
    st.dictionaries(st.sampled_from(["Interviews", "Survey", "Posts"]), st.integers(0, 99)),
)  # fmt: skip


@given(st.lists(bars, max_size=12))
def test_any_evidence_stays_inside_the_picture_and_can_be_written(found: list[EvidenceBar]) -> None:
    drawing = evidence_plot(found, "Evidence.")
    assert [spot for spot in over_the_edge(drawing) if not isinstance(spot, str)] == []
    assert svg_of(drawing).startswith("<")


def test_a_heat_map_tells_for_against_looked_for_and_nothing() -> None:
    cells = {(0, 0): HeatCell(5, 2), (0, 1): HeatCell(looked_for=True), (1, 0): HeatCell(1, 3)}
    drawing = heat_map([("1", "Night"), ("2", "Wait")], ["Harbour", "Loft"], cells, "Cases.")
    told = words(drawing)
    assert {"5 / 2", "1 / 3", "·", "1 to 7 passages", "looked for, not found"} <= set(told)
    assert drawing.description == "Cases. 1 in Harbour: 5 for, 2 against; 2 in Harbour: 1 for, 3 against."
    assert not over_the_edge(drawing)


def test_a_curve_goes_from_nothing_to_all_that_was_found() -> None:
    drawing = saturation_plot([Curve("elements", (2, 5, 5)), Curve("configurations", (1, 1, 2))], "Saturation.")
    assert drawing.description == "Saturation. elements: 5 after 3; configurations: 2 after 3."
    assert not over_the_edge(drawing)
    assert not over_the_edge(saturation_plot([], "Saturation."))


@pytest.mark.parametrize(("most", "step"), [(0, 1), (4, 1), (7, 2), (18, 5), (51, 20), (260, 100), (1000, 200)])
def test_steps_are_those_a_person_would_choose(most: int, step: int) -> None:
    assert nice_step(most) == step
