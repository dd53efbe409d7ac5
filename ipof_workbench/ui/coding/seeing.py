"""What one sees of the codings of a text: which are marked in the words, in whose colours, and whose at all."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.listings import CodingRow

if TYPE_CHECKING:
    from PySide6.QtCore import QSettings

HIGHLIGHT_SETTING = "code/highlight"
ROLE_SETTING = "code/highlightRole"

Subject = tuple[str, Rid]
"""What a passage is coded with: the name of its table, "element" or "thematic_code", and its rid."""


class Highlight(StrEnum):
    """Which codings are marked in the words. The margin names all of them in any case."""

    ALL = "all"
    CHOSEN = "chosen"
    ANALYST = "analyst"
    ROLE = "role"
    NONE = "none"


def subject_of(row: CodingRow) -> Subject | None:
    """Return what a coding codes with."""
    if row.element is not None:
        return ("element", row.element)
    return ("thematic_code", row.code) if row.code is not None else None


@dataclass(frozen=True, slots=True)
class Seeing:
    """How codings are seen.

    Attributes:
        highlight: which of them are marked in the words; by analyst, all are, in the colours of analysts.
        role_key: the role that is marked where `highlight` is ROLE; empty for thematic codes.
        subject: what is marked where `highlight` is CHOSEN; None before anything was chosen.
        is_blind: whether the codings of other analysts are hidden.
        hidden: what is out of sight altogether.
    """

    highlight: Highlight = Highlight.ALL
    role_key: str = ""
    subject: Subject | None = None
    is_blind: bool = False
    hidden: frozenset[Subject] = frozenset()

    def is_lit(self, row: CodingRow) -> bool:
        """Tell whether the words of a coding are marked."""
        if self.highlight is Highlight.CHOSEN:
            return self.subject is not None and subject_of(row) == self.subject
        if self.highlight is Highlight.ROLE:
            return row.role_key == self.role_key
        return self.highlight is not Highlight.NONE

    def is_shown(self, row: CodingRow) -> bool:
        """Tell whether a coding is in sight at all."""
        return not self.hidden or subject_of(row) not in self.hidden

    def choosing(self, subject: Subject | None) -> Seeing:
        """Return the same with something chosen."""
        return replace(self, subject=subject)


def kept_seeing(settings: QSettings) -> Seeing:
    """Return how codings were seen last on this computer; whether others' are, the session knows."""
    word = str(settings.value(HIGHLIGHT_SETTING, Highlight.ALL.value))
    highlight = Highlight(word) if word in set(Highlight) else Highlight.ALL
    return Seeing(highlight, str(settings.value(ROLE_SETTING, "")), None)


def keep_seeing(settings: QSettings, seeing: Seeing) -> None:
    """Remember on this computer how codings are seen; what was chosen or hidden is not, whose the session remembers."""
    settings.setValue(HIGHLIGHT_SETTING, seeing.highlight.value)
    settings.setValue(ROLE_SETTING, seeing.role_key)
