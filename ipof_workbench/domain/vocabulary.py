"""The closed lists of realist evaluation as this product stores them (DESIGN section 5).

Each list is a `StrEnum`: the value is the key that is stored, `.words` is what a person reads.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Self

from ipof_workbench.domain.errors import UsageError


class ClosedList(StrEnum):
    """A list whose keys are stored and whose words are shown."""

    @property
    def words(self) -> str:
        """The key in plain words."""
        return self.value.replace("_", " ")

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the member whose key or words are `text` (case and spaces do not matter).

        Raises:
            UsageError: `text` is none of them; the sentence lists what there is.
        """
        key = "_".join(text.strip().casefold().replace("-", " ").split())
        key = key.replace("__", "_")
        for member in cls:
            if member.value == key:
                return member
        kind = _KIND_WORDS.get(cls.__name__, cls.__name__.lower())
        raise UsageError(f"“{text}” is no {kind}; use one of {', '.join(member.value for member in cls)}.")


class Stance(ClosedList):
    """What a piece of evidence does to a claim."""

    SUPPORTS = "supports"
    PARTLY_SUPPORTS = "partly_supports"
    REFINES = "refines"
    CHALLENGES = "challenges"
    SUPPORTS_RIVAL = "supports_rival"
    SILENT = "silent"


class Status(ClosedList):
    """Where a configuration or statement stands."""

    CANDIDATE = "candidate"
    INITIAL = "initial"
    UNDER_TEST = "under_test"
    REFINED = "refined"
    FINAL = "final"
    REJECTED = "rejected"
    PARKED = "parked"


class Change(ClosedList):
    """How a version of theory differs from the one before."""

    NEW = "new"
    CONFIRMED = "confirmed"
    REWORDED = "reworded"
    REFINED = "refined"
    NARROWED = "narrowed"
    BROADENED = "broadened"
    SPLIT = "split"
    MERGED = "merged"
    REFUTED = "refuted"
    DROPPED = "dropped"
    PARKED = "parked"
    REVIVED = "revived"


class DocumentKind(ClosedList):
    """What a document is."""

    INTERVIEW = "interview"
    FOCUS_GROUP = "focus_group"
    SURVEY_RESPONSE = "survey_response"
    FORUM_POST = "forum_post"
    LITERATURE = "literature"
    DOCUMENT = "document"
    FIELD_NOTE = "field_note"
    WORKSHOP_NOTE = "workshop_note"


class DocumentStatus(ClosedList):
    """How far the coding of a document is."""

    UNCODED = "uncoded"
    IN_PROGRESS = "in_progress"
    FIRST_CODED = "first_coded"
    SECOND_CODED = "second_coded"
    AGREED = "agreed"


class InterviewPhase(ClosedList):
    """What an interview was for (Manzano 2016)."""

    GLEANING = "gleaning"
    REFINING = "refining"
    CONSOLIDATION = "consolidation"


class Inference(ClosedList):
    """How a memo reasons."""

    INDUCTIVE = "inductive"
    DEDUCTIVE = "deductive"
    ABDUCTIVE = "abductive"
    RETRODUCTIVE = "retroductive"


class QuotePolicy(ClosedList):
    """Whether words may be printed."""

    VERBATIM = "verbatim"
    PARAPHRASE = "paraphrase"
    NONE = "none"


class Consent(ClosedList):
    """A participant's consent."""

    UNKNOWN = "unknown"
    GIVEN = "given"
    WITHDRAWN = "withdrawn"


class LinkKind(ClosedList):
    """How one configuration relates to another."""

    RIPPLE = "ripple"
    EMBEDS = "embeds"
    INHIBITS = "inhibits"
    FEEDBACK = "feedback"
    RIVAL = "rival"


class Polarity(ClosedList):
    """Whether an element stands there as present or as absent."""

    PRESENT = "present"
    ABSENT = "absent"


class Activation(ClosedList):
    """Whether the element fires (Dalkin et al. 2015: a continuum, not a switch)."""

    FIRES = "fires"
    PARTLY = "partly"
    DOES_NOT_FIRE = "does_not_fire"
    INHIBITED = "inhibited"


class AttributeType(ClosedList):
    """The type of an attribute's values."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    ORDINAL = "ordinal"
    CATEGORY = "category"
    MULTI = "multi"


class AttributeOwner(ClosedList):
    """What an attribute describes."""

    CASE = "case"
    PARTICIPANT = "participant"
    DOCUMENT = "document"


_KIND_WORDS = {
    "Stance": "stance",
    "Status": "status",
    "Change": "kind of change",
    "DocumentKind": "kind of document",
    "DocumentStatus": "document status",
    "InterviewPhase": "interview phase",
    "Inference": "inference mode",
    "QuotePolicy": "quote policy",
    "Consent": "consent",
    "LinkKind": "kind of link",
    "Polarity": "polarity",
    "Activation": "activation",
    "AttributeType": "attribute type",
    "AttributeOwner": "attribute owner",
}
