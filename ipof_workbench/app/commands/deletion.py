"""Deleting: what goes with a record, what only loses its reference to it, and the words that count it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from ipof_workbench.app.commands.base import Command, counted, register
from ipof_workbench.app.commands.bundles import tidy_bundle
from ipof_workbench.app.commands.record_edits import an, kind_words, name_of
from ipof_workbench.domain import records
from ipof_workbench.domain.errors import RefusedChange
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.records import Record
from ipof_workbench.domain.text import shorten

if TYPE_CHECKING:
    from ipof_workbench.storage.store import Store

Follows = Literal["goes", "is cleared"]

_FOLLOWERS: dict[type[Record], tuple[tuple[type[Record], str, Follows], ...]] = {
    records.Analyst: ((records.HotCode, "analyst", "goes"),),
    records.Case: (
        (records.Case, "parent", "is cleared"),
        (records.Document, "case", "is cleared"),
        (records.Thread, "case", "is cleared"),
        (records.ParticipantCase, "case", "goes"),
        (records.ConfigurationCase, "case", "goes"),
        (records.LookedFor, "case", "goes"),
        (records.Finding, "case", "is cleared"),
    ),
    records.Participant: (
        (records.ParticipantCase, "participant", "goes"),
        (records.DocumentParticipant, "participant", "goes"),
        (records.Turn, "participant", "is cleared"),
        (records.PublishedQuote, "participant", "is cleared"),
    ),
    records.AttributeDefinition: (
        (records.AttributeValue, "definition", "goes"),
        (records.PlaceContent, "attribute", "goes"),
        (records.DiagramPosition, "attribute", "goes"),
        (records.Finding, "attribute", "is cleared"),
    ),
    records.Document: (
        (records.Document, "reply_to", "is cleared"),
        (records.DocumentParticipant, "document", "goes"),
        (records.Appraisal, "document", "goes"),
        (records.CodingRound, "document", "goes"),
        (records.PublishedQuote, "document", "is cleared"),
        (records.Excerpt, "document", "goes"),
        (records.TextRevision, "document", "goes"),
    ),
    records.TextRevision: ((records.Turn, "revision", "goes"), (records.Excerpt, "revision", "goes")),
    records.Excerpt: ((records.MemoQuote, "excerpt", "goes"), (records.Coding, "excerpt", "goes")),
    records.Coding: ((records.PublishedQuote, "coding", "is cleared"), (records.Evidence, "coding", "goes")),
    records.ThematicCode: (
        (records.ThematicCode, "parent", "is cleared"),
        (records.HotCode, "code", "goes"),
        (records.Coding, "code", "goes"),
    ),
    records.Element: (
        (records.Element, "parent", "is cleared"),
        (records.Element, "merged_into", "goes"),
        (records.PlaceContent, "element", "goes"),
        (records.DiagramPosition, "element", "goes"),
        (records.SubstantiveTheoryUse, "element", "goes"),
        (records.HotCode, "element", "goes"),
        (records.Coding, "element", "goes"),
    ),
    records.TheoryArea: (
        (records.Configuration, "theory_area", "is cleared"),
        (records.TheoryStatement, "theory_area", "is cleared"),
    ),
    records.Configuration: (
        (records.Configuration, "variant_of", "is cleared"),
        (records.Evidence, "configuration", "goes"),
        (records.ConfigurationLink, "from_configuration", "goes"),
        (records.ConfigurationLink, "to_configuration", "goes"),
        (records.StatementConfiguration, "configuration", "goes"),
        (records.DiagramPosition, "configuration", "goes"),
        (records.ConfigurationCase, "configuration", "goes"),
        (records.LookedFor, "configuration", "goes"),
        (records.RivalMember, "configuration", "goes"),
        (records.SubstantiveTheoryUse, "configuration", "goes"),
        (records.RecommendationConfiguration, "configuration", "goes"),
        (records.PublishedQuote, "configuration", "is cleared"),
        (records.Place, "configuration", "goes"),
        (records.ConfigurationVersion, "configuration", "goes"),
    ),
    records.Place: ((records.Evidence, "place", "goes"), (records.PlaceContent, "place", "goes")),
    records.ConfigurationVersion: (
        (records.PlaceContent, "version", "goes"),
        (records.Evidence, "version", "is cleared"),
        (records.VersionEvidence, "configuration_version", "goes"),
    ),
    records.ConfigurationLink: ((records.Evidence, "link", "goes"),),
    records.TheoryStatement: (
        (records.Evidence, "statement", "goes"),
        (records.StatementConfiguration, "statement", "goes"),
        (records.LookedFor, "statement", "goes"),
        (records.RivalMember, "statement", "goes"),
        (records.SubstantiveTheoryUse, "statement", "goes"),
        (records.StatementVote, "statement", "goes"),
        (records.PublishedQuote, "statement", "is cleared"),
        (records.StatementVersion, "statement", "goes"),
    ),
    records.StatementVersion: (
        (records.Evidence, "statement_version", "is cleared"),
        (records.VersionEvidence, "statement_version", "goes"),
    ),
    records.Finding: ((records.Evidence, "finding", "goes"),),
    records.EvidenceBundle: ((records.Evidence, "bundle", "is cleared"),),
    records.Evidence: ((records.VersionEvidence, "evidence", "goes"), (records.ChosenQuote, "evidence", "goes")),
    records.RivalGroup: ((records.RivalMember, "rivals", "goes"),),
    records.SubstantiveTheory: ((records.SubstantiveTheoryUse, "theory", "goes"),),
    records.Recommendation: ((records.RecommendationConfiguration, "recommendation", "goes"),),
    records.Memo: ((records.MemoQuote, "memo", "goes"),),
    records.Publication: ((records.PublishedQuote, "publication", "goes"),),
    records.Decision: (
        (records.DecisionSubject, "decision", "goes"),
        (records.StatementVote, "decision", "goes"),
        (records.RivalGroup, "decision", "is cleared"),
        (records.ProgrammeTheory, "decision", "is cleared"),
        (records.ConfigurationVersion, "decision", "is cleared"),
        (records.StatementVersion, "decision", "is cleared"),
    ),
    records.Diagram: ((records.DiagramPosition, "diagram", "goes"),),
    records.PlaceContent: (),
}
"""Record -> (what refers to it, through which field, what happens to that) when it is deleted."""

DELETABLE: tuple[type[Record], ...] = (
    records.Analyst,
    records.Case,
    records.Participant,
    records.AttributeDefinition,
    records.Document,
    records.Coding,
    records.ThematicCode,
    records.Element,
    records.TheoryArea,
    records.Configuration,
    records.ConfigurationLink,
    records.TheoryStatement,
    records.Evidence,
    records.Memo,
    records.Decision,
    records.Finding,
    records.EvidenceBundle,
    records.LookedFor,
    records.RivalGroup,
    records.RivalMember,
    records.SubstantiveTheory,
    records.SubstantiveTheoryUse,
    records.Appraisal,
    records.Recommendation,
    records.RecommendationConfiguration,
    records.MemoQuote,
    records.RemarkDismissal,
    records.DecisionSubject,
)
"""What a person can delete; the rest goes with these."""

_RECORDED = (records.Element, records.AttributeDefinition, records.Decision)
"""What a recorded version refers to, and so cannot do without."""

_ATTRIBUTE_OWNERS: dict[type[Record], str] = {
    records.Case: "case",
    records.Participant: "participant",
    records.Document: "document",
}
_COUNTED: dict[type[Record], str] = {
    records.Document: "document",
    records.Coding: "coding",
    records.Evidence: "piece of evidence",
    records.Configuration: "configuration",
}


def delete_with_followers(store: Store, record: Record, gone: Counter[type[Record]] | None = None) -> None:
    """Delete a record with what goes with it, leaves first, counting the kinds in `gone`.

    Raises:
        RefusedChange: something that must stay refers to it.
    """
    gone = Counter() if gone is None else gone
    kind = type(record)
    _refuse_what_must_stay(store, record)
    for follower, field, what in _FOLLOWERS.get(kind, ()):
        for found in store.find(follower, **{field: record.rid}):
            if store.first(follower, rid=found.rid) is None:
                continue  # it went with one before it
            if what == "is cleared":
                store.put(replace(found, **{field: None}))  # type: ignore[arg-type]
            else:
                delete_with_followers(store, found, gone)
    _delete_attribute_values(store, record)
    if kind in DELETABLE:
        _let_go_of_subject(store, record)
    if store.first(kind, rid=record.rid) is None:
        return  # its last follower took it along: a passage goes with its last coding, an unnamed element too
    store.delete(record)
    gone[kind] += 1
    if isinstance(record, records.Coding):
        _tidy_after_coding(store, record, gone)
    elif isinstance(record, records.MemoQuote):
        tidy_excerpt(store, record.excerpt)
    elif isinstance(record, records.Evidence) and record.bundle is not None:
        tidy_bundle(store, record.bundle)


def delete_unless_recorded(store: Store, element: records.Element, gone: Counter[type[Record]] | None = None) -> None:
    """Delete an element that nothing uses any more; one that stands in a recorded version stays for that, and only
    leaves the open drafts."""
    from ipof_workbench.storage.queries.versions import is_recorded

    if not is_recorded(store.connection, table_of(records.Element), element.rid):
        delete_with_followers(store, element, gone)
        return
    for content in store.find(records.PlaceContent, element=element.rid):
        if store.get(records.ConfigurationVersion, content.version).number == 0:
            store.delete(content)


def table_of(kind: type[Record]) -> str:
    """Return the name by which a memo says what kind of record it is about: the record's table."""
    from ipof_workbench.storage.tables import table_name

    return table_name(kind)


def _let_go_of_subject(store: Store, record: Record) -> None:
    """Take away what was said about the record: a memo keeps its words, the rest means nothing without it."""
    about = table_of(type(record))
    for memo in store.find(records.Memo, about_kind=about, about=record.rid):
        store.put(replace(memo, about_kind="", about=None))
    for said in (
        *store.find(records.DecisionSubject, about_kind=about, about=record.rid),
        *store.find(records.RemarkDismissal, about_kind=about, about=record.rid),
        *store.find(records.Lineage, about_kind=about, ancestor=record.rid),
        *store.find(records.Lineage, about_kind=about, descendant=record.rid),
    ):
        store.delete(said)


def _refuse_what_must_stay(store: Store, record: Record) -> None:
    """Refuse to delete what somebody's work or a recorded version rests on."""
    from ipof_workbench.storage.queries.study import has_work
    from ipof_workbench.storage.queries.versions import is_recorded

    if isinstance(record, records.Analyst) and has_work(store.connection, record.rid):
        raise RefusedChange(f"“{name_of(record)}” has made things that are in the project and stays; nothing changed.")
    if isinstance(record, _RECORDED) and is_recorded(store.connection, table_of(type(record)), record.rid):
        raise RefusedChange(
            f"“{name_of(record)}” stands in a recorded version of the theory and stays; nothing was changed."
        )


def _delete_attribute_values(store: Store, record: Record) -> None:
    owner_kind = _ATTRIBUTE_OWNERS.get(type(record))
    if owner_kind is None:
        return
    for definition in store.find(records.AttributeDefinition, owner_kind=owner_kind):
        for value in store.find(records.AttributeValue, definition=definition.rid, owner=record.rid):
            store.delete(value)


def _tidy_after_coding(store: Store, coding: records.Coding, gone: Counter[type[Record]]) -> None:
    """Take away the passage that nothing needs any more, and the unnamed element that only stood for its words."""
    tidy_excerpt(store, coding.excerpt)
    if coding.element is not None:
        element = store.first(records.Element, rid=coding.element)
        if element and not element.named and not store.find(records.Coding, element=element.rid):
            delete_unless_recorded(store, element, gone)


def tidy_excerpt(store: Store, rid: Rid) -> None:
    """Delete a passage that no coding and no memo holds."""
    if store.first(records.Coding, excerpt=rid) or store.first(records.MemoQuote, excerpt=rid):
        return
    excerpt = store.first(records.Excerpt, rid=rid)
    if excerpt:
        store.delete(excerpt)


@register
@dataclass(frozen=True)
class DeleteRecords(Command):
    """Delete records with what belongs to them. Returns how many of each kind went."""

    kind: type[Record]
    rids: tuple[Rid, ...]

    def apply(self, store: Store) -> Counter[type[Record]]:
        if self.kind not in DELETABLE:
            raise RefusedChange(
                f"{an(kind_words(self.kind)).capitalize()} is not deleted by itself; nothing was changed."
            )
        found = [store.get(self.kind, rid) for rid in dict.fromkeys(self.rids)]
        gone: Counter[type[Record]] = Counter()
        for record in found:
            still = store.first(self.kind, rid=record.rid)
            if still is not None:
                delete_with_followers(store, still, gone)
        what = _what(store, found)
        others = [
            counted(number, words, "pieces of evidence" if kind is records.Evidence else "")
            for kind, words in _COUNTED.items()
            if kind is not self.kind and (number := gone[kind])
        ]
        store.label = f"Deleted {what}" + (f" with {', '.join(others)}" if others else "")
        return gone


def _what(store: Store, found: list[Record]) -> str:
    if len(found) != 1:
        return counted(len(found), kind_words(type(found[0]))) if found else "nothing"
    record = found[0]
    if isinstance(record, records.Coding):
        return "a coding"
    if isinstance(record, records.Evidence):
        return "a piece of evidence"
    if isinstance(record, records.ConfigurationLink):
        return f"a {record.kind} link"
    return f"{kind_words(type(record))} {shorten(name_of(record), 40)}"
