"""Places a person can be at or be led to: a page, and what is shown on it. Back walks along them."""

from __future__ import annotations

from dataclasses import dataclass

from ipof_workbench.domain.identity import Rid


@dataclass(frozen=True, slots=True)
class Place:
    """Somewhere on a page: `page` is one of the keys of `page_stack.PAGES`, or "history"."""

    page: str


@dataclass(frozen=True, slots=True)
class QuotePlace(Place):
    """A passage of a document: code points of its text, half-open. `start == end` means the document alone."""

    document: Rid
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class ConfigurationPlace(Place):
    """A configuration."""

    configuration: Rid


@dataclass(frozen=True, slots=True)
class ElementPlace(Place):
    """An element in a role, as it stands in the theory."""

    element: Rid
    role_key: str


@dataclass(frozen=True, slots=True)
class WorkPlace(Place):
    """The Code page with a configuration under way: `way` is build, judge or explain."""

    configuration: Rid
    way: str = "build"


@dataclass(frozen=True, slots=True)
class RecordPlace(Place):
    """A record on a page that shows records of its kind: `kind` is the name of its table."""

    kind: str
    record: Rid


@dataclass(frozen=True, slots=True)
class DayPlace(Place):
    """The steps that somebody made since a time (UTC, ISO 8601)."""

    since: str
    analyst: str


@dataclass(frozen=True, slots=True)
class AutoCodePlace(Place):
    """The review of auto-coding; `words` are those of a search to begin with."""

    words: str = ""


RECORD_PAGES = {
    "case": "cases",
    "theory_statement": "statements",
    "rival_group": "statements",
    "substantive_theory": "statements",
    "recommendation": "statements",
    "element": "elements",
    "role": "elements",
    "thematic_code": "codebook",
    "finding": "data",
    "participant": "data",
    "decision": "trail",
    "memo": "trail",
    "programme_theory": "trail",
}
"""Table of a record -> the page that shows it; configurations and documents have places of their own."""


def place_of(kind: str, rid: Rid) -> Place | None:
    """Return where a record is shown, given the name of its table; None where no page shows such records."""
    if kind == "configuration":
        return ConfigurationPlace("configurations", rid)
    if kind == "document":
        return QuotePlace("code", rid)
    page = RECORD_PAGES.get(kind)
    return RecordPlace(page, kind, rid) if page else None
