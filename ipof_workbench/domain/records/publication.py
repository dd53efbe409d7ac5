"""What goes into papers: quotes that were chosen, publications, and the quotes that a publication prints."""

from __future__ import annotations

from dataclasses import dataclass

from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.records.base import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenQuote(Record):
    """A piece of evidence was chosen to illustrate what it bears on; `position` orders those of one claim.

    `text` is how the quote is printed: shortened, with insertions; empty where it is printed as it was said. Where
    `is_paraphrase` is 1 the text is the analyst's own wording.
    """

    evidence: Rid
    position: int = 0
    text: str = ""
    is_paraphrase: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication(Record):
    """A named subset of the study as a paper prints it: a draft until it is frozen.

    `plan` (canonical JSON) says what it shows and how. `content` (canonical JSON, with its `sha256`) holds the tables
    and figures as they were when it was frozen, at `frozen_at` (UTC, ISO 8601); all three are empty in a draft.
    """

    name: str
    note: str = ""
    plan: str
    content: str = ""
    sha256: str = ""
    frozen_at: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedQuote(Record):
    """A quote that a frozen publication prints to illustrate a claim, with how it stood then.

    `quote` is what was said, `text` how it is printed where that differs; `number` is the claim's number in the paper.
    What it refers to is cleared when that goes: the quote stays printed.
    """

    publication: Rid
    configuration: Rid | None = None
    statement: Rid | None = None
    coding: Rid | None = None
    document: Rid | None = None
    participant: Rid | None = None
    start: int
    end: int
    quote: str
    text: str = ""
    is_paraphrase: int = 0
    number: str = ""
    position: int = 0
