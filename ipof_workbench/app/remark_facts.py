"""What remarks are made from, and the same seen from each side: which configurations share which element."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.listings import ConfigurationRow, LinkRow, PlaceContentRow, PlaceRow, RoleRow
from ipof_workbench.domain.remark_rows import (
    AskedWordsRow,
    LookedForRow,
    Remark,
    RemarkLink,
    StatementStanding,
    UnlinkedRow,
)
from ipof_workbench.domain.sentences import PARTS

SET_ASIDE = ("rejected", "parked")
"""What has this status is left alone."""
_NUMBER_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


@dataclass(frozen=True, slots=True)
class Facts:
    """Rows that remarks look at.

    Attributes:
        rows: the configurations in their order.
        places: configuration -> its places.
        roles: the roles of the grammar in order.
        drafts: configuration -> (draft, if, then, because) as written.
        links: the links between configurations.
        variants: configuration -> the one it was made a variant of.
        statements: what bears on each statement.
        looked_for: what was looked for in which case.
        asked_words: evidence in the words of an interviewer.
        unlinked: contexts that passages are coded with and that stand nowhere.
        sole_sources: configuration with one source -> that source.
        names: element -> (label, role key) of all named elements.
        later: contents that came into a place after the sentence there was last written.
    """

    rows: Sequence[ConfigurationRow]
    places: Mapping[Rid, tuple[PlaceRow, ...]]
    roles: Sequence[RoleRow]
    drafts: Mapping[Rid, tuple[Rid, str, str, str]] = field(default_factory=dict)
    links: Sequence[LinkRow] = ()
    variants: Mapping[Rid, Rid] = field(default_factory=dict)
    statements: Sequence[StatementStanding] = ()
    looked_for: Sequence[LookedForRow] = ()
    asked_words: Sequence[AskedWordsRow] = ()
    unlinked: Sequence[UnlinkedRow] = ()
    sole_sources: Mapping[Rid, int] = field(default_factory=dict)
    names: Mapping[Rid, tuple[str, str]] = field(default_factory=dict)
    later: frozenset[Rid] = frozenset()


class Theory:
    """The facts with who shares an element with whom; `rows` are those that are not set aside."""

    def __init__(self, facts: Facts) -> None:
        self.facts, self.roles = facts, facts.roles
        self.rows = [row for row in facts.rows if row.status not in SET_ASIDE]
        self.by_rid = {row.rid: row for row in facts.rows}
        self.by_role_key = {role.key: role for role in facts.roles}
        self.standing: dict[tuple[str, Rid], list[Rid]] = defaultdict(list)
        for row in self.rows:
            for key, content in self.contents(row.rid):
                if content.element is not None:
                    self.standing[key, content.element].append(row.rid)

    def places(self, configuration: Rid) -> tuple[PlaceRow, ...]:
        """Return the places of a configuration."""
        return self.facts.places.get(configuration, ())

    def contents(self, configuration: Rid) -> list[tuple[str, PlaceContentRow]]:
        """Return (role key, content) of all that stands in a configuration."""
        return [(place.role.key, content) for place in self.places(configuration) for content in place.contents]

    def elements(self, configuration: Rid) -> frozenset[tuple[str, Rid, str]]:
        """Return (role key, element, polarity) of the elements that stand in a configuration."""
        return frozenset(
            (key, content.element, content.polarity)
            for key, content in self.contents(configuration)
            if content.element is not None
        )

    def written(self, row: ConfigurationRow) -> dict[str, str]:
        """Return part of the sentence -> what was written for it; "" where it is made of the places."""
        draft = self.facts.drafts.get(row.rid)
        texts = draft[1:] if draft is not None else ("", "", "")
        return {part: words.strip() for part, words in zip(PARTS, texts, strict=True)}

    def present(self, row: ConfigurationRow) -> list[RoleRow]:
        """Return the roles that have something in them."""
        return [role for role in self.roles if role.key in row.present]

    def missing(self, row: ConfigurationRow) -> list[RoleRow]:
        """Return the roles that have nothing in them."""
        return [self.by_role_key[key] for key in row.missing if key in self.by_role_key]

    def partners(self, row: ConfigurationRow) -> tuple[str, list[ConfigurationRow]]:
        """Return the role in which most others share an element with `row`, and those that have what it misses."""
        best: tuple[str, list[ConfigurationRow]] = ("", [])
        for place in self.places(row.rid):
            shared = dict.fromkeys(
                other
                for content in place.contents
                if content.element is not None
                for other in self.standing[place.role.key, content.element]
                if other != row.rid
            )
            found = [self.by_rid[other] for other in shared]
            found = [other for other in found if any(key in other.present for key in row.missing)]
            if len(found) > len(best[1]):
                best = (place.role.key, found)
        return best

    def is_resource(self, role: RoleRow) -> bool:
        """Tell whether a role holds what a programme offers, as a part of its mechanism (Dalkin et al. 2015)."""
        reasons = {other.rid for other in self.roles if other.connector == "because"}
        return role.key == "mechanism_resource" or (role.connector != "because" and role.parent in reasons)


def state_of(*parts: object) -> str:
    """Return a short hash of what a remark rests on; sets are taken in order."""
    whole = repr([sorted(part, key=repr) if isinstance(part, frozenset | set) else part for part in parts])
    return hashlib.blake2s(whole.encode("utf-8"), digest_size=8).hexdigest()


def configuration_link(words: str, configuration: Rid, role_key: str = "") -> RemarkLink:
    """Return a link to a configuration, or to the slot of a role in it."""
    return RemarkLink(words, "configuration", configuration, role_key)


def find_link(role: RoleRow, configuration: Rid) -> RemarkLink:
    """Return a link to the empty slot of a role."""
    return configuration_link(f"Find {article(role.label)}", configuration, role.key)


def remark_on(rule: str, row: ConfigurationRow, sentence: str, links: tuple[RemarkLink, ...], *state: object) -> Remark:
    """Return a remark about a configuration that rests on `state`."""
    return Remark(rule, "configuration", row.rid, row.number, sentence, links, state_of(*state))


def article(label: str) -> str:
    """Return a label with “a” or “an”, as it stands in a sentence."""
    words = label.lower()
    return f"an {words}" if words[:1] in "aeiou" else f"a {words}"


def listed(words: Iterable[str], joint: str = "and") -> str:
    """Return “a, b and c”."""
    found = list(words)
    return found[0] if len(found) == 1 else f"{', '.join(found[:-1])} {joint} {found[-1]}"


def number_word(number: int) -> str:
    """Return “three” for 3; from eleven on the figures."""
    return _NUMBER_WORDS[number] if number <= 10 else f"{number:,}"
