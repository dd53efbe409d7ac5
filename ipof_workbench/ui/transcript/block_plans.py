"""The plans of the blocks in sight, kept until something in them changes."""

from __future__ import annotations

from ipof_workbench.ui.transcript.block_plan import (
    MANY_LINES,
    BlockPlan,
    Measures,
    lines_around,
    plan_block,
    positions_of,
)
from ipof_workbench.ui.transcript.coding_index import CodingIndex
from ipof_workbench.ui.transcript.text_overlay import VisibleBlock


class BlockPlans:
    """Plans by number of the block. Of a very long block only what is near the eye is planned."""

    def __init__(self) -> None:
        self._plans: dict[int, BlockPlan] = {}

    def clear(self) -> None:
        """Forget all of them: sizes or codings changed."""
        self._plans.clear()

    def forget(self, number: int) -> None:
        """Forget the plan of one block."""
        self._plans.pop(number, None)

    def kept(self) -> dict[int, BlockPlan]:
        """Return the plans there are."""
        return self._plans

    def plan(
        self, visible: VisibleBlock, codings: CodingIndex, measures: Measures, raised: int | None, height: float
    ) -> BlockPlan:
        """Return what to paint in a block; `height` is that of what can be seen, in pixels."""
        wanted = _lines_in_sight(visible, measures.line_height, height)
        plan = self._plans.get(visible.number)
        if plan is None or not plan.covers(wanted):
            block, number = visible.block, visible.number
            planned = None if wanted is None else lines_around(block, wanted.start, wanted.stop)
            within = None if planned is None else positions_of(block, planned)
            placed = codings.in_block(number, within)
            plan = self._plans[number] = plan_block(block, placed, measures, raised, planned)
        return plan


def _lines_in_sight(visible: VisibleBlock, line_height: float, height: float) -> range | None:
    """Return the lines of a very long block that may be painted now; None for any other block."""
    count = visible.block.layout().lineCount()
    if count <= MANY_LINES:
        return None
    first = max(0, int(-visible.corner.y() // line_height) - 1)
    return range(min(first, count - 1), min(count, first + int(height // line_height) + 3))
