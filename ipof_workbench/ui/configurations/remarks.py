"""What is worth a look in the configurations: remarks with a way to the place, never refusals."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.listings import ConfigurationRow, PlaceRow, RoleRow

RemarkKind = Literal["missing", "worded", "unfounded", "alone", "unchallenged"]

UNCHALLENGED_FROM = 3
"""With fewer sources nobody can have looked for a challenge yet."""
_COUNTER_STANCES = ("challenges", "supports_rival", "silent", "refines")
_PARTNERS_SHOWN = 3
_NUMBER_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


@dataclass(frozen=True, slots=True)
class RemarkLink:
    """Where a remark leads: a configuration, and the slot of a role in it where one is named."""

    words: str
    configuration: Rid
    role_key: str = ""


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing worth a look; reads “`number` `sentence`” with the links after it."""

    kind: RemarkKind
    configuration: Rid
    number: str
    sentence: str
    links: tuple[RemarkLink, ...] = ()


class _Theory:
    """The configurations with who shares an element with whom."""

    def __init__(
        self, rows: Sequence[ConfigurationRow], places: Mapping[Rid, tuple[PlaceRow, ...]], roles: Sequence[RoleRow]
    ) -> None:
        self.rows, self.places, self.roles = rows, places, roles
        self.by_rid = {row.rid: row for row in rows}
        self._standing: dict[tuple[str, Rid], list[Rid]] = defaultdict(list)
        for row in rows:
            for place in places.get(row.rid, ()):
                for content in place.contents:
                    if content.element is not None:
                        self._standing[place.role.key, content.element].append(row.rid)

    def partners(self, row: ConfigurationRow) -> tuple[str, list[ConfigurationRow]]:
        """Return the role in which most others share an element with `row`, and those that have what it misses."""
        best: tuple[str, list[ConfigurationRow]] = ("", [])
        for place in self.places.get(row.rid, ()):
            shared = dict.fromkeys(
                other
                for content in place.contents
                if content.element is not None
                for other in self._standing[place.role.key, content.element]
                if other != row.rid
            )
            found = [self.by_rid[other] for other in shared]
            found = [other for other in found if any(key in other.present for key in row.missing)]
            if len(found) > len(best[1]):
                best = (place.role.key, found)
        return best


def remarks(
    rows: Sequence[ConfigurationRow],
    places: Mapping[Rid, tuple[PlaceRow, ...]],
    roles: Sequence[RoleRow],
    drafts: Mapping[Rid, tuple[Rid, str, str, str]],
) -> list[Remark]:
    """Return the remarks, the first of each kind before the second of any.

    Args:
        rows: the configurations in their order.
        places: configuration -> its places.
        roles: the roles of the grammar in order.
        drafts: configuration -> (draft, if, then, because) as written.
    """
    theory = _Theory(rows, places, roles)
    found: list[Remark] = []
    for row in rows:
        if row.status in ("rejected", "parked"):
            continue
        worded = _worded(row, roles, drafts.get(row.rid))
        if worded is not None:
            found.append(worded)
        elif row.missing:
            found.append(_missing(row, theory))
        founded = _on_evidence(row)
        if founded is not None:
            found.append(founded)
    return _mixed(found)


def to_check(found: Sequence[Remark]) -> frozenset[Rid]:
    """Return the configurations that a remark is about, other than for a missing part."""
    return frozenset(remark.configuration for remark in found if remark.kind != "missing")


def _mixed(found: list[Remark]) -> list[Remark]:
    rank: dict[str, int] = defaultdict(int)
    keyed: list[tuple[int, int, Remark]] = []
    # Those with partners to learn from are the most useful of their kind.
    for remark in sorted(found, key=lambda remark: -len(remark.links) if remark.kind == "missing" else 0):
        keyed.append((rank[remark.kind], len(keyed), remark))
        rank[remark.kind] += 1
    return [remark for _, _, remark in sorted(keyed, key=lambda entry: entry[:2])]


def _worded(row: ConfigurationRow, roles: Sequence[RoleRow], draft: tuple[Rid, str, str, str] | None) -> Remark | None:
    if draft is None:
        return None
    written = dict(zip(("if", "then", "because"), draft[1:], strict=True))
    for role in roles:
        mates = {other.key for other in roles if other.connector == role.connector}
        if written.get(role.connector, "").strip() and not mates & row.present:
            name = role.label.lower()
            sentence = f"says “{role.connector}” in words, but has no {name} among its parts."
            return Remark("worded", row.rid, row.number, sentence, (_find(role, row.rid),))
    return None


def _missing(row: ConfigurationRow, theory: _Theory) -> Remark:
    roles = {role.key: role for role in theory.roles}
    present = [role for role in theory.roles if role.key in row.present]
    missing = [roles[key] for key in row.missing if key in roles]
    reasons = [role for role in missing if role.connector == "because"]
    wanted = (reasons or missing)[0]
    if not present:
        return Remark("missing", row.rid, row.number, "has no parts yet.", (_find(wanted, row.rid),))
    if reasons and any(role.connector == "then" for role in present):
        outcome = next(role for role in present if role.connector == "then")
        sentence = f"has {_article(outcome.label)} nobody has explained yet."
    else:
        sentence = f"has {_listed(present)} but {_listed(missing, 'no')}."
    shared, partners = theory.partners(row)
    if not partners:
        return Remark("missing", row.rid, row.number, sentence, (_find(wanted, row.rid),))
    many = "configuration shares" if len(partners) == 1 else "configurations share"
    count = _NUMBER_WORDS[len(partners)] if len(partners) <= 10 else f"{len(partners):,}"
    sentence += f" {count.capitalize()} {many} its {roles[shared].label.lower()}:"
    links = tuple(RemarkLink(f"see {partner.number}", partner.rid) for partner in partners[:_PARTNERS_SHOWN])
    return Remark("missing", row.rid, row.number, sentence, links)


def _on_evidence(row: ConfigurationRow) -> Remark | None:
    counts = row.counts
    look = (RemarkLink("Look at it", row.rid),)
    if counts.codings == 0:
        if not row.present:
            return None
        return Remark("unfounded", row.rid, row.number, "has no evidence yet.", look)
    if counts.sources == 1:
        return Remark("alone", row.rid, row.number, "rests on one participant.", look)
    if counts.sources >= UNCHALLENGED_FROM and not any(row.stances.get(key) for key in _COUNTER_STANCES):
        sentence = f"has {counts.codings:,} codings that support it; was a challenge looked for?"
        return Remark("unchallenged", row.rid, row.number, sentence, look)
    return None


def _find(role: RoleRow, configuration: Rid) -> RemarkLink:
    return RemarkLink(f"Find {_article(role.label)}", configuration, role.key)


def _article(label: str) -> str:
    words = label.lower()
    return f"an {words}" if words[:1] in "aeiou" else f"a {words}"


def _listed(roles: Sequence[RoleRow], article: str = "") -> str:
    words = [f"{article} {role.label.lower()}" if article else _article(role.label) for role in roles]
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
