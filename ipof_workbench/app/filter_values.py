"""What a filter offers for an attribute: its values with how many have each, many numbers as ranges of like size."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ipof_workbench.domain.cell_values import parts_of
from ipof_workbench.domain.listings import AttributeColumn
from ipof_workbench.domain.vocabulary import AttributeType

FEW = 12
"""Up to so many different numbers are offered one by one."""
RANGES = 4
MOST = 40


def filter_values(attribute: AttributeColumn, counts: Sequence[tuple[str, int]]) -> list[tuple[str, frozenset[str]]]:
    """Return (words, the values behind them), given (value, how many have it), the most frequent first.

    Ordered choices stand in their order, everything else from the most frequent on, 40 at most.
    """
    match attribute.value_type:
        case AttributeType.MULTI:
            parts: Counter[str] = Counter()
            for value, many in counts:
                parts.update(dict.fromkeys(parts_of(value), many))
            counts = parts.most_common()
        case AttributeType.NUMBER:
            numbers = [(size, value, many) for value, many in counts if (size := _number(value)) is not None]
            if len(numbers) > FEW:
                return _ranges(sorted(numbers))
            counts = [(value, many) for _, value, many in sorted(numbers)] + [
                (value, many) for value, many in counts if _number(value) is None
            ]
        case AttributeType.ORDINAL:
            order = {choice: at for at, choice in enumerate(attribute.choices.split("\n"))}
            counts = sorted(counts, key=lambda each: order.get(each[0], len(order)))
        case AttributeType.DATE:
            counts = sorted(counts)
    return [(f"{value} ({number:,})", frozenset({value})) for value, number in counts[:MOST]]


def _ranges(numbers: Sequence[tuple[float, str, int]]) -> list[tuple[str, frozenset[str]]]:
    """Return ranges that hold about as many owners each."""
    total = sum(many for _, _, many in numbers)
    found: list[tuple[str, frozenset[str]]] = []
    held: list[tuple[float, str, int]] = []
    passed = 0
    for each in numbers:
        held.append(each)
        passed += each[2]
        if passed >= total * (len(found) + 1) / RANGES:
            found.append(_range(held))
            held = []
    if held:
        found.append(_range(held))
    return found


def _range(held: Sequence[tuple[float, str, int]]) -> tuple[str, frozenset[str]]:
    many = sum(number for _, _, number in held)
    first, last = held[0][1], held[-1][1]
    words = first if first == last else f"{first} to {last}"
    return f"{words} ({many:,})", frozenset(value for _, value, _ in held)


def _number(value: str) -> float | None:
    try:
        return float(value.replace(",", ""))
    except ValueError:
        return None
