"""What can be done with the current quote, and why the rest cannot."""

from __future__ import annotations

from typing import NamedTuple

from ipof_workbench.domain.quote_rows import QuoteOption

NONE_CURRENT = "Choose a quote in the list first"


class Offers(NamedTuple):
    """Why something cannot be done now; empty where it can. `verb` is what choosing does: choose, take back, or
    paraphrase."""

    verb: str
    choose: str
    edit: str
    up: str
    down: str
    show: str


def offers(option: QuoteOption | None, place: int, chosen: int) -> Offers:
    """Return what can be done with a quote that stands at a place (from 1) among so many chosen ones."""
    if option is None:
        return Offers("Choose", *(NONE_CURRENT,) * 5)
    is_closed = bool(option.reason) and not option.can_paraphrase
    if option.chosen is None:
        unmoved = "Only chosen quotes have an order"
        verb = "Paraphrase" if option.reason and option.can_paraphrase else "Choose"
        closed = option.reason if is_closed else ""
        return Offers(verb, closed, closed, unmoved, unmoved, "")
    return Offers(
        "Take back",
        "",
        option.reason if is_closed else "",
        "It is the first already" if place <= 1 else "",
        "It is the last already" if place >= chosen else "",
        "",
    )
