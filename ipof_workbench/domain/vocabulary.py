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
            if key in (member.value, member.words.casefold().replace(" ", "_")):
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


class RoundStatus(ClosedList):
    """How far one analyst is with a document."""

    UNCODED = "uncoded"
    IN_PROGRESS = "in_progress"
    CODED = "coded"

    @property
    def words(self) -> str:
        """The key in plain words."""
        return "not started" if self is RoundStatus.UNCODED else super().words


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
    YES_NO = "yes_no"


class AttributeOwner(ClosedList):
    """What an attribute describes."""

    CASE = "case"
    PARTICIPANT = "participant"
    DOCUMENT = "document"


class Level(ClosedList):
    """The level of a system on which an element or a configuration works."""

    MICRO = "micro"
    MESO = "meso"
    MACRO = "macro"


class FourI(ClosedList):
    """Pawson's four layers of context."""

    INDIVIDUALS = "individuals"
    INTERPERSONAL_RELATIONS = "interpersonal_relations"
    INSTITUTIONAL_SETTING = "institutional_setting"
    INFRASTRUCTURE = "infrastructure"


class Valence(ClosedList):
    """Whether an outcome is welcome."""

    POSITIVE = "positive"
    NEGATIVE = "negative"
    MIXED = "mixed"
    NEUTRAL = "neutral"


class Intended(ClosedList):
    """Whether the programme meant an outcome to come about."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Timeframe(ClosedList):
    """How soon an outcome shows."""

    PROXIMAL = "proximal"
    INTERMEDIATE = "intermediate"
    DISTAL = "distal"


class Directness(ClosedList):
    """How directly the words say it."""

    EXPLICIT = "explicit"
    PARTIAL = "partial"
    INFERRED = "inferred"


class Epistemic(ClosedList):
    """Whether it was seen, expected or follows from what was said (Punton et al. 2020)."""

    OBSERVED = "observed"
    ANTICIPATED = "anticipated"
    IMPLIED = "implied"


class Elicited(ClosedList):
    """What brought the words about: nothing, a question, or a theory put to the person (Manzano 2016)."""

    SPONTANEOUS = "spontaneous"
    PROMPTED = "prompted"
    THEORY_SHOWN = "theory_shown"


class Rating(ClosedList):
    """How relevant, rich or rigorous a source is."""

    HIGH = "high"
    MODERATE = "moderate"
    LOW = "low"


class DecisionKind(ClosedList):
    """What a meeting did: ordered statements, or one of Pawson's ways of bringing cases together (METHOD 1.3)."""

    PRIORITISED = "prioritised"
    JUXTAPOSED = "juxtaposed"
    RECONCILED = "reconciled"
    ADJUDICATED = "adjudicated"
    CONSOLIDATED = "consolidated"
    SITUATED = "situated"
    AGREED = "agreed"


class Counting(ClosedList):
    """What a vote is: points (more is better) or a rank (1 is best)."""

    POINTS = "points"
    RANKS = "ranks"


class Verdict(ClosedList):
    """How one of several rivals came out."""

    PREVAILS = "prevails"
    HOLDS_IN_PART = "holds_in_part"
    SET_ASIDE = "set_aside"


class MemoKind(ClosedList):
    """What a memo is for."""

    ANALYTIC = "analytic"
    THEORY = "theory"
    CASE_SUMMARY = "case_summary"
    REFLEXIVE = "reflexive"
    MEETING = "meeting"
    METHOD = "method"


class FindingKind(ClosedList):
    """Where a finding comes from."""

    SURVEY_STATISTIC = "survey_statistic"
    CORPUS = "corpus"
    LITERATURE = "literature"
    OTHER = "other"


_KIND_WORDS = {
    "Stance": "stance",
    "Status": "status",
    "Change": "kind of change",
    "DocumentKind": "kind of document",
    "DocumentStatus": "document status",
    "RoundStatus": "status of a coder's round",
    "InterviewPhase": "interview phase",
    "Inference": "inference mode",
    "QuotePolicy": "quote policy",
    "Consent": "consent",
    "LinkKind": "kind of link",
    "Polarity": "polarity",
    "Activation": "activation",
    "AttributeType": "attribute type",
    "AttributeOwner": "attribute owner",
    "FourI": "one of the four I’s",
    "Intended": "answer to “intended”",
    "Epistemic": "kind of observation",
    "Elicited": "kind of elicitation",
    "DecisionKind": "kind of decision",
    "Counting": "way of counting votes",
    "MemoKind": "kind of memo",
    "FindingKind": "kind of finding",
}
