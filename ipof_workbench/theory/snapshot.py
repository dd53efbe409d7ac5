"""The whole theory at one moment, as values: what a freeze keeps, and what two moments are compared by.

A snapshot never holds the words of participants. Evidence is a reference (document, offsets in code points,
participant, stance), read live by its coding; an element that only the words of a passage stand for reads as
“[unnamed context]”. So erasing a participant's words reaches frozen theories too, and their hash stays the same.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, islice
from typing import Any, NamedTuple

from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.sentences import PARTS, sentence
from ipof_workbench.domain.version_rows import CONFIGURATION, STATEMENT

FORMAT = 1
"""The version of the content's shape."""


def unnamed(role_label: str) -> str:
    """Return what stands in a snapshot for an element that nobody has named yet."""
    return f"[unnamed {role_label[:1].lower()}{role_label[1:]}]"


class Stood(NamedTuple):
    """Something that stood in a place: `element` or `attribute` is an id, the other is empty.

    Contents of a role with the same `alternative` belong together (AND); different ones are choices (OR).
    """

    role: str
    alternative: int
    element: str
    attribute: str
    value: str
    polarity: str
    activation: str
    wording: str

    @property
    def what(self) -> tuple[str, str, str, str, str]:
        """What stood there however it was called: element, attribute and value, polarity, activation."""
        return self.element, self.attribute, self.value, self.polarity, self.activation


class EvidenceRef(NamedTuple):
    """A piece of evidence without its words: ids, the role of the place it bears on, the number of its source in the
    snapshot, its stance and strength, and where it stands (code points, half-open)."""

    id: str
    rid: Rid
    coding: str
    finding: str
    role: str
    source: int
    stance: str
    strength: int | None
    start: int | None
    end: int | None


class Source(NamedTuple):
    """Where evidence comes from; a finding has neither document nor participant."""

    document: str
    case: str
    participant: str


@dataclass(frozen=True, slots=True)
class Claim:
    """A configuration or statement at one moment. `version` is the number of the version recorded last, 0 for none."""

    kind: str
    rid: Rid
    id: str
    number: str
    title: str
    area: str
    status: str
    parts: tuple[str, str, str]
    stood: tuple[Stood, ...] = ()
    version: int = 0
    level: str = ""
    variant_of: str = ""
    source: str = ""
    priority: str = ""
    evidence: tuple[EvidenceRef, ...] = ()

    @property
    def words(self) -> str:
        """The whole sentence."""
        return sentence(dict(zip(PARTS, self.parts, strict=True)))


class LinkHeld(NamedTuple):
    """A link between two configurations, by their ids."""

    id: str
    rid: Rid
    kind: str
    start: str
    end: str
    note: str


class RoleHeld(NamedTuple):
    """A role of the grammar, in order."""

    key: str
    label: str
    letter: str


class ElementHeld(NamedTuple):
    """A named element of the library."""

    id: str
    rid: Rid
    label: str
    role: str


class Descent(NamedTuple):
    """What came from what, by ids; `change` is split or merged."""

    kind: str
    ancestor: str
    descendant: str
    change: str


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The theory at one moment: claims in the order in which they are listed."""

    claims: tuple[Claim, ...] = ()
    links: tuple[LinkHeld, ...] = ()
    ties: tuple[tuple[str, str], ...] = ()
    descents: tuple[Descent, ...] = ()
    elements: tuple[ElementHeld, ...] = ()
    link_evidence: tuple[tuple[str, EvidenceRef], ...] = ()
    roles: tuple[RoleHeld, ...] = ()
    sources: tuple[Source, ...] = ()

    def of_kind(self, kind: str) -> tuple[Claim, ...]:
        """Return the configurations, or the statements."""
        return tuple(claim for claim in self.claims if claim.kind == kind)


Groups = frozenset[tuple[str, frozenset[frozenset[tuple[str, str, str, str, str]]]]]


def groups_of(stood: Iterable[Stood]) -> Groups:
    """Return role -> alternatives of what stood together, whatever its order and names: equal where the places are."""
    by_role: dict[str, dict[int, set[tuple[str, str, str, str, str]]]] = {}
    for each in stood:
        by_role.setdefault(each.role, {}).setdefault(each.alternative, set()).add(each.what)
    return frozenset(
        (role, frozenset(frozenset(group) for group in groups.values())) for role, groups in by_role.items()
    )


def same_words(one: Sequence[str], other: Sequence[str]) -> bool:
    """Tell whether two sentences read the same, whatever the spaces between their words."""
    return [part.split() for part in one] == [part.split() for part in other]


def same_names(one: Iterable[Stood], other: Iterable[Stood]) -> bool:
    """Tell whether what stands in the places is called the same."""
    return sorted(each.wording for each in one) == sorted(each.wording for each in other)


# --- the content of a freeze


EvidenceTexts = Mapping[tuple[str, str], Sequence[str]]
"""(Kind of claim, its id) -> its evidence, each piece as the JSON of an `EvidenceRef`; the kind of links is empty."""


def pieces_of(evidence: EvidenceTexts) -> dict[tuple[str, str], tuple[EvidenceRef, ...]]:
    """Return evidence as values."""
    read = iter(json.loads(f"[{','.join(text for texts in evidence.values() for text in texts)}]"))
    return {key: tuple(map(EvidenceRef._make, islice(read, len(texts)))) for key, texts in evidence.items()}


def texts_of(snapshot: Snapshot) -> EvidenceTexts:
    """Return the evidence of a snapshot as texts."""
    found = {(claim.kind, claim.id): [_json(piece) for piece in claim.evidence] for claim in snapshot.claims}
    for link, piece in snapshot.link_evidence:
        found.setdefault(("", link), []).append(_json(piece))
    return found


def content_of(snapshot: Snapshot, evidence: EvidenceTexts | None = None) -> str:
    """Return a snapshot as canonical JSON: sorted keys, no spaces; equal snapshots give equal bytes.

    `evidence` is given where the snapshot has none of its own.
    """
    texts = texts_of(snapshot) if evidence is None else evidence
    about = {
        "configurations": len(snapshot.of_kind(CONFIGURATION)),
        "evidence": sum(map(len, texts.values())),
        "format": FORMAT,
        "statements": len(snapshot.of_kind(STATEMENT)),
    }
    links = [f"[{_json(link)},{piece[1:]}" for (kind, link), pieces in texts.items() if not kind for piece in pieces]
    members = {
        "about": _json(about),
        "configurations": _listed(_claim_json(claim, texts) for claim in snapshot.of_kind(CONFIGURATION)),
        "elements": _json(snapshot.elements),
        "evidence_fields": _json(EvidenceRef._fields),
        "lineage": _json(snapshot.descents),
        "link_evidence": _listed(links),
        "links": _json(snapshot.links),
        "roles": _json(snapshot.roles),
        "sources": _json(snapshot.sources),
        "statements": _listed(_claim_json(claim, texts) for claim in snapshot.of_kind(STATEMENT)),
        "ties": _json(snapshot.ties),
    }
    return "{" + ",".join(f'"{key}":{text}' for key, text in sorted(members.items())) + "}"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def _listed(texts: Iterable[str]) -> str:
    return f"[{','.join(texts)}]"


def hash_of(content: str) -> str:
    """Return the SHA-256 of a content, in hexadecimal."""
    return hashlib.sha256(content.encode("utf-8")).hexdigest()


@lru_cache(maxsize=6)
def snapshot_of(content: str) -> Snapshot:
    """Return the snapshot that a content holds.

    Raises:
        ValueError: the content is no frozen theory of a shape that is known.
    """
    value = json.loads(content)
    if value.get("about", {}).get("format") != FORMAT:
        raise ValueError("this frozen theory has a shape that is not known here")
    order = {role[0]: at for at, role in enumerate(value["roles"])}
    return Snapshot(
        claims=tuple(
            _claim(kind, each, order)
            for kind, key in ((STATEMENT, "statements"), (CONFIGURATION, "configurations"))
            for each in value[key]
        ),
        links=tuple(LinkHeld(*each) for each in value["links"]),
        ties=tuple((each[0], each[1]) for each in value["ties"]),
        descents=tuple(Descent(*each) for each in value["lineage"]),
        elements=tuple(ElementHeld(*each) for each in value["elements"]),
        link_evidence=tuple((each[0], EvidenceRef._make(each[1:])) for each in value["link_evidence"]),
        roles=tuple(RoleHeld(*each) for each in value["roles"]),
        sources=tuple(Source(*each) for each in value["sources"]),
    )


def counts_in(beginning: str) -> tuple[int, int, int]:
    """Return (configurations, statements, pieces of evidence) from the first 300 characters of a content."""
    at = beginning.index("{", 1)
    about: dict[str, int] = json.JSONDecoder().raw_decode(beginning, at)[0]
    return about["configurations"], about["statements"], about["evidence"]


_CLAIM_FIELDS = (
    "rid",
    "id",
    "number",
    "title",
    "area",
    "status",
    "version",
    "level",
    "variant_of",
    "source",
    "priority",
)


def _claim_json(claim: Claim, texts: EvidenceTexts) -> str:
    value: dict[str, Any] = {name: getattr(claim, name) for name in _CLAIM_FIELDS}
    value |= dict(zip(PARTS, claim.parts, strict=True))
    value["places"] = {
        role: [list(each[1:]) for each in contents] for role, contents in groupby(claim.stood, lambda each: each.role)
    }
    before = {name: value.pop(name) for name in ("area", "because")}  # what stands before “evidence”
    return f'{_json(before)[:-1]},"evidence":{_listed(texts.get((claim.kind, claim.id), ()))},{_json(value)[1:]}'


def _claim(kind: str, value: dict[str, Any], order: dict[str, int]) -> Claim:
    places = sorted(value["places"].items(), key=lambda place: order.get(place[0], len(order)))
    return Claim(
        kind=kind,
        parts=(value["if"], value["then"], value["because"]),
        stood=tuple(Stood(role, *each) for role, contents in places for each in contents),
        evidence=tuple(map(EvidenceRef._make, value["evidence"])),
        **{name: value[name] for name in _CLAIM_FIELDS},
    )
