"""Adding, editing and deleting the plain records: cases, participants, attributes, codes, areas, memos."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from ipof_workbench.app.commands.base import Command, register
from ipof_workbench.app.commands.place_words import step_words
from ipof_workbench.app.commands.role_rules import checked_role
from ipof_workbench.domain import records, vocabulary
from ipof_workbench.domain.errors import RefusedChange
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.records import Record
from ipof_workbench.domain.text import shorten

if TYPE_CHECKING:
    from ipof_workbench.storage.store import Store

ADDABLE: tuple[type[Record], ...] = (
    records.Analyst,
    records.Case,
    records.Participant,
    records.AttributeDefinition,
    records.ThematicCode,
    records.TheoryArea,
    records.Memo,
    records.Decision,
    records.Diagram,
    records.Finding,
    records.LookedFor,
    records.RivalGroup,
    records.SubstantiveTheory,
    records.Recommendation,
    records.Appraisal,
)
"""Records that a person adds by filling in their fields; the others come with an action of their own."""

EDITABLE: Mapping[type[Record], frozenset[str]] = {
    records.Project: frozenset({"title", "spelling", "ethics_reference", "attribution"}),
    records.Analyst: frozenset({"name", "initials", "colour"}),
    records.Case: frozenset({"name", "parent", "kind", "description", "quote_policy", "position"}),
    records.Participant: frozenset({"name", "role", "consent", "quote_policy"}),
    records.AttributeDefinition: frozenset({"name", "value_type", "choices", "position"}),
    records.Document: frozenset(
        {"name", "kind", "case", "status", "wave", "interview_phase", "theory_shown", "collected_on", "title", "note"}
    ),
    records.ThematicCode: frozenset(
        {"name", "parent", "definition", "include", "exclude", "example", "colour", "position", "statement", "alias"}
    ),
    records.Element: frozenset(
        {"statement", "alias", "parent", "level", "four_i", "valence", "intended", "timeframe", "actor_group", "note"}
    ),
    records.Coding: frozenset({"note"}),
    records.Role: frozenset({"label", "plural", "letter", "colour", "glyph", "hidden", "connector", "parent"}),
    records.TheoryArea: frozenset({"name", "question", "position"}),
    records.Configuration: frozenset({"number", "title", "theory_area", "status", "level", "scope", "strength"}),
    records.ConfigurationVersion: frozenset({"if_text", "then_text", "because_text"}),
    records.PlaceContent: frozenset({"alternative", "position", "polarity", "activation", "note"}),
    records.ConfigurationLink: frozenset({"kind", "note"}),
    records.TheoryStatement: frozenset({"number", "theory_area", "status", "priority", "source", "position"}),
    records.StatementVersion: frozenset({"if_text", "then_text", "because_text"}),
    records.Evidence: frozenset({"stance", "strength", "directness", "epistemic", "elicited", "rationale"}),
    records.Memo: frozenset({"title", "body", "inference", "kind", "about_kind", "about"}),
    records.Decision: frozenset({"wording", "held_on", "attendees", "kind", "note"}),
    records.Diagram: frozenset({"name"}),
    records.Finding: frozenset({"kind", "wording", "source", "note"}),
    records.EvidenceBundle: frozenset({"note"}),
    records.LookedFor: frozenset({"note"}),
    records.RivalGroup: frozenset({"name", "question", "adjudication", "decision"}),
    records.RivalMember: frozenset({"verdict"}),
    records.SubstantiveTheory: frozenset({"name", "authors", "citation", "constructs", "note"}),
    records.SubstantiveTheoryUse: frozenset({"construct", "note"}),
    records.Appraisal: frozenset({"relevance", "richness", "rigour", "note"}),
    records.Recommendation: frozenset({"wording", "audience", "note", "position"}),
}
"""Record -> the fields that a person may change one at a time."""

_REQUIRED: Mapping[type[Record], str] = {
    records.Project: "title",
    records.Analyst: "name",
    records.Case: "name",
    records.Participant: "name",
    records.AttributeDefinition: "name",
    records.Document: "name",
    records.ThematicCode: "name",
    records.TheoryArea: "name",
    records.Configuration: "number",
    records.TheoryStatement: "number",
    records.Role: "label",
    records.Diagram: "name",
    records.Decision: "wording",
    records.Finding: "wording",
    records.RivalGroup: "name",
    records.SubstantiveTheory: "name",
    records.Recommendation: "wording",
}

_UNIQUE: frozenset[type[Record]] = frozenset(
    {
        records.Analyst,
        records.Case,
        records.Configuration,
        records.TheoryStatement,
        records.TheoryArea,
        records.RivalGroup,
        records.SubstantiveTheory,
    }
)
"""Records whose required field no other may have; attributes are unique within their owner kind."""

_CLOSED: Mapping[str, type[vocabulary.ClosedList]] = {
    "quote_policy": vocabulary.QuotePolicy,
    "consent": vocabulary.Consent,
    "stance": vocabulary.Stance,
    "polarity": vocabulary.Polarity,
    "activation": vocabulary.Activation,
    "value_type": vocabulary.AttributeType,
    "owner_kind": vocabulary.AttributeOwner,
}
_CLOSED_OR_EMPTY_BY_KIND: Mapping[tuple[type[Record], str], type[vocabulary.ClosedList]] = {
    (records.Decision, "kind"): vocabulary.DecisionKind,
    (records.Element, "level"): vocabulary.Level,
}
_CLOSED_OR_EMPTY: Mapping[str, type[vocabulary.ClosedList]] = {
    "inference": vocabulary.Inference,
    "interview_phase": vocabulary.InterviewPhase,
    "four_i": vocabulary.FourI,
    "valence": vocabulary.Valence,
    "intended": vocabulary.Intended,
    "timeframe": vocabulary.Timeframe,
    "directness": vocabulary.Directness,
    "epistemic": vocabulary.Epistemic,
    "elicited": vocabulary.Elicited,
    "relevance": vocabulary.Rating,
    "richness": vocabulary.Rating,
    "rigour": vocabulary.Rating,
    "verdict": vocabulary.Verdict,
    "counting": vocabulary.Counting,
}
_CLOSED_BY_KIND: Mapping[tuple[type[Record], str], type[vocabulary.ClosedList]] = {
    (records.Configuration, "status"): vocabulary.Status,
    (records.TheoryStatement, "status"): vocabulary.Status,
    (records.Document, "status"): vocabulary.DocumentStatus,
    (records.Document, "kind"): vocabulary.DocumentKind,
    (records.ConfigurationLink, "kind"): vocabulary.LinkKind,
    (records.Memo, "kind"): vocabulary.MemoKind,
    (records.Finding, "kind"): vocabulary.FindingKind,
}
_TREES: frozenset[type[Record]] = frozenset({records.Case, records.ThematicCode, records.Element})


def kind_words(kind: type[Record]) -> str:
    """Return what a person calls a record."""
    special = {
        records.ThematicCode: "code",
        records.TheoryStatement: "statement",
        records.AttributeDefinition: "attribute",
        records.ConfigurationVersion: "wording",
        records.StatementVersion: "wording",
        records.ConfigurationLink: "link",
        records.PlaceContent: "place",
        records.TheoryArea: "theory area",
        records.ImportBatch: "import",
        records.LookedFor: "search in a case",
        records.RivalGroup: "group of rivals",
        records.RivalMember: "rival",
        records.SubstantiveTheoryUse: "use of a theory",
        records.ProgrammeTheory: "frozen theory",
        records.EvidenceBundle: "bundle",
    }
    words = special.get(kind)
    if words:
        return words
    return "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in kind.__name__).strip()


def an(words: str) -> str:
    """Return the words after “a” or “an”."""
    return f"an {words}" if words[:1] in "aeiou" else f"a {words}"


def name_of(record: Record) -> str:
    """Return the words by which a person knows a record."""
    for field in ("number", "name", "label", "title", "wording"):
        value = getattr(record, field, None)
        if isinstance(value, str) and value:
            return shorten(value, 48)
    return kind_words(type(record))


def checked(store: Store, record: Record) -> Record:
    """Return the record with its closed lists in stored form, or refuse it.

    Raises:
        UsageError: a value that is not of its closed list.
        RefusedChange: a required field is empty, a name or number is taken, a tree would have a loop.
    """
    kind = type(record)
    record = _with_closed_lists(record)
    required = _REQUIRED.get(kind)
    if required:
        value = str(getattr(record, required)).strip()
        if not value:
            raise RefusedChange(f"{an(kind_words(kind)).capitalize()} needs a {required}; nothing was changed.")
        record = replace(record, **{required: value})  # type: ignore[arg-type]
        equal = {required: value}
        if isinstance(record, records.AttributeDefinition):
            equal["owner_kind"] = record.owner_kind
        if kind in _UNIQUE or kind is records.AttributeDefinition:
            for other in store.find(kind, **equal):
                if other.rid != record.rid:
                    raise RefusedChange(
                        f"There is already {an(kind_words(kind))} “{value}”; choose another {required}."
                    )
    if kind in _TREES:
        _require_no_loop(store, record)
    if isinstance(record, records.Evidence):
        checked_strength(record.strength)
    if isinstance(record, records.Role):
        return checked_role(store, record)
    return record


def checked_strength(strength: int | None) -> int | None:
    """Return the strength, or refuse one that is not 1, 2 or 3."""
    if strength is not None and strength not in (1, 2, 3):
        raise RefusedChange(f"Strength is 1, 2 or 3, not {strength}; nothing was changed.")
    return strength


def _with_closed_lists(record: Record) -> Record:
    kind = type(record)
    changes: dict[str, str] = {}
    for field in record.__dataclass_fields__:
        value = getattr(record, field)
        closed = _CLOSED_BY_KIND.get((kind, field)) or _CLOSED.get(field)
        if closed is None and value != "":
            closed = _CLOSED_OR_EMPTY_BY_KIND.get((kind, field)) or _CLOSED_OR_EMPTY.get(field)
        if closed is not None and isinstance(value, str):
            changes[field] = closed.parse(value).value
    return replace(record, **changes) if changes else record  # type: ignore[arg-type]


def _require_no_loop(store: Store, record: Record) -> None:
    seen = {record.rid}
    above: Rid | None = getattr(record, "parent", None)
    while above is not None and record.rid:
        if above in seen:
            raise RefusedChange(
                f"“{name_of(record)}” cannot stand below itself; choose another parent. Nothing was changed."
            )
        seen.add(above)
        above = getattr(store.get(type(record), above), "parent", None)


@register
@dataclass(frozen=True)
class AddRecord(Command):
    """Add a case, participant, attribute, code, theory area, memo, decision, diagram or analyst.

    Returns the stored record.
    """

    record: Record

    def apply(self, store: Store) -> Record:
        if type(self.record) not in ADDABLE or self.record.rid:
            raise RefusedChange(
                f"{an(kind_words(type(self.record))).capitalize()} is not added by itself; nothing was changed."
            )
        stored = store.put(checked(store, self.record))
        store.label = f"Added {kind_words(type(stored))} “{name_of(stored)}”"
        return stored


@register
@dataclass(frozen=True)
class EditFields(Command):
    """Change fields of one record; edits of the same field one after the other are one step.

    Returns the stored record.
    """

    kind: type[Record]
    rid: Rid
    changes: Mapping[str, Any]

    @property
    def coalesce_key(self) -> str:
        texts = all(isinstance(value, str) for value in self.changes.values())
        closed = any(
            field in _CLOSED or (self.kind, field) in _CLOSED_BY_KIND or field in _CLOSED_OR_EMPTY
            for field in self.changes
        )
        if not texts or closed:
            return ""
        return f"edit:{self.kind.__name__}:{self.rid}:{','.join(sorted(self.changes))}"

    def apply(self, store: Store) -> Record:
        allowed = EDITABLE.get(self.kind, frozenset())
        for field in self.changes:
            if field not in allowed:
                raise RefusedChange(f"The {field} of {an(kind_words(self.kind))} cannot be changed by itself.")
        before = store.get(self.kind, self.rid)
        self._refuse_recorded_versions(store, before)
        after = checked(store, replace(before, **self.changes))
        fields = ", ".join(field.removesuffix("_text").replace("_", " ") for field in self.changes)
        stored = store.put(after)
        placed = step_words(store, stored, self.changes) if isinstance(stored, records.PlaceContent) else ""
        store.label = placed or f"Changed {fields} of {_subject_words(store, stored)}"
        return stored

    @staticmethod
    def _refuse_recorded_versions(store: Store, record: Record) -> None:
        if isinstance(record, records.PlaceContent):
            record = store.get(records.ConfigurationVersion, record.version)
        if isinstance(record, records.ConfigurationVersion | records.StatementVersion) and record.number:
            raise RefusedChange("A recorded version stays as it is; change the open draft instead.")


def _subject_words(store: Store, record: Record) -> str:
    if isinstance(record, records.ConfigurationVersion):
        record = store.get(records.Configuration, record.configuration)
    elif isinstance(record, records.StatementVersion):
        record = store.get(records.TheoryStatement, record.statement)
    elif isinstance(record, records.Coding):
        excerpt = store.get(records.Excerpt, record.excerpt)
        return f"the coding of “{shorten(excerpt.quote, 40)}”"
    elif isinstance(record, records.Evidence):
        return "a piece of evidence"
    elif isinstance(record, records.PlaceContent) and record.element is not None:
        return f"“{name_of(store.get(records.Element, record.element))}” in its place"
    return f"{kind_words(type(record))} {_quoted(record)}"


def _quoted(record: Record) -> str:
    name = name_of(record)
    return name if hasattr(record, "number") else f"“{name}”"
