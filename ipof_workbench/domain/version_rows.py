"""Narrow rows on versions: what was recorded of a configuration or statement, and the theories that were frozen."""

from __future__ import annotations

from typing import NamedTuple

from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.vocabulary import Change, Status

CONFIGURATION = "configuration"
STATEMENT = "theory_statement"
CLAIM_KINDS = (CONFIGURATION, STATEMENT)
"""What has versions: the names of the tables."""
RECORDING = "recording"
"""The kind of the batch (`ImportBatch`) that holds the many rows of one recording: it is no import."""

WITHOUT_A_CHANGE = frozenset(
    {
        Change.CONFIRMED,
        Change.REFUTED,
        Change.DROPPED,
        Change.PARKED,
        Change.REVIVED,
        Change.SPLIT,
        Change.MERGED,
    }
)
"""Kinds of change that are a judgement even where no word changed."""

STATUS_AFTER: dict[Change, Status] = {
    Change.REWORDED: Status.REFINED,
    Change.REFINED: Status.REFINED,
    Change.NARROWED: Status.REFINED,
    Change.BROADENED: Status.REFINED,
    Change.REFUTED: Status.REJECTED,
    Change.DROPPED: Status.REJECTED,
    Change.PARKED: Status.PARKED,
    Change.REVIVED: Status.UNDER_TEST,
}
"""The status that a change suggests; the person chooses."""


class RecordedVersionRow(NamedTuple):
    """A recorded version. `at` is UTC, ISO 8601; `evidence` are the pieces that led to it (rid of the evidence, stance
    then); `decision_words` are those of the meeting that decided it, if one did."""

    kind: str
    rid: Rid
    subject: Rid
    subject_number: str
    number: int
    if_text: str
    then_text: str
    because_text: str
    change: str
    reason: str
    at: str
    analyst_name: str
    decision: Rid | None
    decision_words: str
    evidence: tuple[tuple[Rid, str], ...] = ()

    @property
    def parts(self) -> tuple[str, str, str]:
        """If, then and because as they read when it was recorded."""
        return self.if_text, self.then_text, self.because_text


class FrozenTheoryRow(NamedTuple):
    """A frozen theory without its content; counts are those of the moment."""

    rid: Rid
    name: str
    note: str
    at: str
    analyst_name: str
    decision: Rid | None
    decision_words: str
    sha256: str
    configurations: int
    statements: int
    evidence: int


class ToRecord(NamedTuple):
    """What freezing would record of a configuration or statement: the change it suggests and the words as they read.
    `version` is the number of the version recorded last, 0 for none."""

    kind: str
    rid: Rid
    number: str
    title: str
    version: int
    change: str
    words: str


class BehindVersion(NamedTuple):
    """What a person sees before recording: whether the draft differs, how, and what evidence came since."""

    kind: str
    rid: Rid
    number: str
    title: str
    status: str
    version: int
    differs: bool
    is_empty: bool
    change: str
    words: str
    evidence: tuple[Rid, ...]
