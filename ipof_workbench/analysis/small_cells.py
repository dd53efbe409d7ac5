"""Hiding small counts, so that nobody is recognised in a table (primary and complementary suppression)."""

from __future__ import annotations

from collections.abc import Sequence


def hidden_cells(counts: Sequence[Sequence[int]], threshold: int) -> list[list[bool]]:
    """Return which cells of a table of counts to hide; the last column holds the totals of the rows.

    A count from 1 to `threshold` - 1 is hidden. Where that leaves exactly one hidden cell in a row or in a column, it
    could be had by subtracting the others from the sum, so the smallest of the others is hidden too, until no row and
    no column tells one. Nought tells of nobody and is hidden only where there is nothing else to hide.
    """
    hidden = [[0 < count < threshold for count in row] for row in counts]
    if not counts:
        return hidden
    lines = [[(at, column) for column in range(len(row))] for at, row in enumerate(counts)]
    lines += [[(at, column) for at in range(len(counts))] for column in range(len(counts[0]))]
    changed = True
    while changed:
        changed = False
        for line in lines:
            changed = _complement(line, counts, hidden) or changed
    return hidden


def _complement(line: Sequence[tuple[int, int]], counts: Sequence[Sequence[int]], hidden: list[list[bool]]) -> bool:
    """Hide a second cell of a row or column that tells its only hidden one; say whether that was needed."""
    others = [(at, column) for at, column in line if not hidden[at][column]]
    if len(line) - len(others) != 1 or not others:
        return False
    at, column = min(others, key=lambda place: (counts[place[0]][place[1]] == 0, counts[place[0]][place[1]], place))
    hidden[at][column] = True
    return True
