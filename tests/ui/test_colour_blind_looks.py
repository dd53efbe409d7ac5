"""Roles, analysts and thematic codes can be told apart by people who see colours otherwise.

Full colour blindness is simulated as by Machado and others (2009); distances are those of OKLab times 100. Where two
colours come near each other the letter and the pattern of the line have to differ.
"""

from __future__ import annotations

from itertools import combinations

import numpy
import pytest

from ipof_workbench.domain.appearance import ROLE_STYLES, RoleStyle
from ipof_workbench.ui.coding.coding_marks import analyst_styles, thematic_style

_TO_BLIND = {
    "none": numpy.eye(3),
    "protanopia": numpy.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deuteranopia": numpy.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "tritanopia": numpy.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
}
_TO_CONES = numpy.array(
    [[0.4122214708, 0.5363325363, 0.0514459929], [0.2119034982, 0.6806995451, 0.1073969566],
     [0.0883024619, 0.2817188376, 0.6299787005]]
)  # fmt: skip
_TO_LAB = numpy.array(
    [[0.2104542553, 0.7936177850, -0.0040720468], [1.9779984951, -2.4285922050, 0.4505937099],
     [0.0259040371, 0.7827717662, -0.8086757660]]
)  # fmt: skip
CLEARLY_APART = 8.0
MAIN = ("context", "mechanism", "outcome")


def linear(colour: str) -> numpy.ndarray:
    values = numpy.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)]) / 255
    return numpy.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)


def distance(one: str, other: str, blindness: str) -> float:
    """Return how far apart two colours are for somebody, times 100."""
    seen = [numpy.clip(_TO_BLIND[blindness] @ linear(colour), 0, 1) for colour in (one, other)]
    lab = [_TO_LAB @ numpy.cbrt(_TO_CONES @ colour) for colour in seen]
    return float(numpy.linalg.norm(lab[0] - lab[1])) * 100


def line_of(style: RoleStyle) -> tuple[tuple[float, ...], bool]:
    return style.dashes, style.double


@pytest.mark.parametrize("blindness", sorted(_TO_BLIND))
@pytest.mark.parametrize(("dark", "least"), [(False, 7.4), (True, 4.5)], ids=["light", "dark"])
def test_the_strokes_of_the_three_main_roles_stay_apart(blindness, dark, least):
    strokes = [ROLE_STYLES[key].colours(dark).stroke for key in MAIN]
    for one, other in combinations(strokes, 2):
        assert distance(one, other, blindness) >= least


@pytest.mark.parametrize("blindness", sorted(_TO_BLIND))
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_what_has_nearly_the_same_colour_has_another_letter_and_another_line(blindness, dark):
    styles = [*ROLE_STYLES.values(), thematic_style()]
    for one, other in combinations(styles, 2):
        if {one.key, other.key} == {"intervention", "strategy"}:
            continue  # no grammar has both: what is done is called the one or the other
        apart = distance(one.colours(dark).stroke, other.colours(dark).stroke, blindness)
        if apart < CLEARLY_APART:
            assert one.letter != other.letter
            assert line_of(one) != line_of(other)


@pytest.mark.parametrize("blindness", sorted(_TO_BLIND))
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_first_four_analysts_differ_in_colour_or_line_for_everybody(blindness, dark):
    styles = list(analyst_styles([(n, f"Coder {n}", "ABCD"[n]) for n in range(4)]).values())
    for one, other in combinations(styles, 2):
        apart = distance(one.colours(dark).stroke, other.colours(dark).stroke, blindness)
        assert apart >= CLEARLY_APART or line_of(one) != line_of(other)
        assert one.letter != other.letter


def test_ten_analysts_have_ten_looks():
    styles = list(analyst_styles([(n, f"Coder {n}", "") for n in range(10)]).values())
    looks = {(style.light.stroke, line_of(style)) for style in styles}
    assert len(looks) == 10


def test_analysts_whose_initials_are_alike_have_other_letters():
    styles = analyst_styles([(1, "Sam", ""), (2, "Sue", ""), (3, "Sam Ode", "S"), (4, "Sue", "")])
    letters = [style.letter for style in styles.values()]
    assert letters == ["S", "SU", "SA", "4"]
