"""The order of what stands in a place, and the words between: which belong together (AND), which are choices (OR)."""

from __future__ import annotations

from collections.abc import Sequence

from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.listings import PlaceContentRow, PlaceRow


def regrouped(place: PlaceRow, boundary: int, word: str) -> dict[int, tuple[int, int]]:
    """Return content rid -> (alternative, position) after the word between two contents has changed.

    Args:
        place: the place as it stands.
        boundary: number of the content after the word, from 1.
        word: "and" joins the groups on both sides, "or" splits the group there.
    """
    contents = [content for group in place.alternatives for content in group]
    groups: list[list[PlaceContentRow]] = []
    for number, content in enumerate(contents):
        joined = number > 0 and content.alternative == contents[number - 1].alternative
        if number == boundary:
            joined = word == "and"
        if joined:
            groups[-1].append(content)
        else:
            groups.append([content])
    placed = {}
    for alternative, group in enumerate(groups):
        for position, content in enumerate(group):
            if (content.alternative, content.position) != (alternative, position):
                placed[content.rid] = (alternative, position)
    return placed


def moved(
    alternatives: Sequence[Sequence[PlaceContentRow]], content: PlaceContentRow, by: int
) -> dict[Rid, tuple[int, int]]:
    """Return content rid -> (alternative, position) after a content changed places with the one `by` before or after.

    The words between them stay where they are: “a and b, or c” with c moved before b is “a and c, or b”. Empty where
    there is none to change places with.
    """
    slots = [(group, position) for group, held in enumerate(alternatives) for position in range(len(held))]
    order = [one for group in alternatives for one in group]
    at = next((number for number, one in enumerate(order) if one.rid == content.rid), None)
    if at is None or not 0 <= at + by < len(order):
        return {}
    order[at], order[at + by] = order[at + by], order[at]
    return {one.rid: slot for one, slot in zip(order, slots, strict=True) if (one.alternative, one.position) != slot}
