"""Places a person can be at or be led to: a page, and what is shown on it. Back walks along them."""

from __future__ import annotations

from dataclasses import dataclass

from ipof_workbench.domain.identity import Rid


@dataclass(frozen=True, slots=True)
class Place:
    """Somewhere on the page `page` ("data", "code", "configurations", "theory", "report")."""

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
