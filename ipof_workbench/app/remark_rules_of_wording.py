"""Where the sentence that was written and the places say different things.

A sentence is prose: it may word a part quite otherwise than the elements are called, and that is no disagreement. What
is one can be told: words where nothing stands, an element that is said to be so where it stands as absent (and the
other way round), the name of an element in another part of the sentence or of one that does not stand there, an
element that came in after the sentence was written, and a sentence that has no word in common with any of its parts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from ipof_workbench.app.remark_facts import Theory, article, configuration_link, find_link, remark_on
from ipof_workbench.app.remark_words import denies, meaning_words, names, negates, stems
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.listings import ConfigurationRow, PlaceContentRow, RoleRow
from ipof_workbench.domain.remark_rows import Remark
from ipof_workbench.domain.sentences import PARTS
from ipof_workbench.domain.text import shorten

_NAME = 2
"""So many words that carry meaning make a name that does not fall into a sentence by chance."""
_NOT_FIRING = {"does_not_fire": "does not fire", "inhibited": "is inhibited"}
_LONGEST_LABEL = 40


class _Difference(NamedTuple):
    """What differs, in words, at which role, and what it rests on."""

    words: str
    role_key: str
    state: tuple[object, ...]


class _Said(NamedTuple):
    """What is written of a configuration, and the named contents of the parts that are."""

    written: dict[str, str]
    stems: frozenset[str]
    standing: tuple[tuple[RoleRow, PlaceContentRow], ...]

    def of(self, part: str) -> list[PlaceContentRow]:
        """Return what stands in the places of a part."""
        return [content for role, content in self.standing if role.connector == part]


def wording(theory: Theory) -> Iterator[Remark]:
    """Yield a remark for each configuration whose sentence and places disagree."""
    library = _Library(theory)
    for row in theory.rows:
        written = theory.written(row)
        if not any(written.values()):
            continue
        alone = worded_alone(theory, row)
        if alone is not None:
            role, part = alone
            sentence = f"says “{part}” in words, but has no {role.label.lower()} among its parts."
            yield remark_on("worded", row, sentence, (find_link(role, row.rid),), part, written[part])
            continue
        found = _difference(theory, row, written, library)
        if found is not None:
            link = configuration_link("Look at it", row.rid, found.role_key)
            yield remark_on("worded", row, found.words, (link,), *found.state)


def worded_alone(theory: Theory, row: ConfigurationRow) -> tuple[RoleRow, str] | None:
    """Return the first role whose part of the sentence is written while no place of that part holds anything."""
    written = theory.written(row)
    for role in theory.roles:
        mates = {other.key for other in theory.roles if other.connector == role.connector}
        if written.get(role.connector) and not mates & row.present:
            return role, role.connector
    return None


def _difference(
    theory: Theory, row: ConfigurationRow, written: dict[str, str], library: _Library
) -> _Difference | None:
    standing = tuple(
        (place.role, content)
        for place in theory.places(row.rid)
        for content in place.contents
        if content.named or content.attribute is not None
    )
    said = _Said(written, stems(" ".join(written.values())), standing)
    return (
        next(_contradicted(said), None)
        or next(_elsewhere(said), None)
        or next(library.instead(said), None)
        or next(_later(theory, said), None)
        or _nothing_named(said)
    )


def _label(content: PlaceContentRow) -> str:
    return f"“{shorten(content.label, _LONGEST_LABEL)}”"


def _contradicted(said: _Said) -> Iterator[_Difference]:
    """Yield what is said to be so and stands as absent or as not firing, and what is denied and stands as present.

    Where a name has a negation of its own (“nobody answers”) it cannot be told which of the two a sentence denies.
    """
    for role, content in said.standing:
        words = said.written.get(role.connector, "")
        if not words or content.attribute is not None or negates(content.label) or not names(words, content.label):
            continue
        state = (words, content.label, content.polarity, content.activation)
        if content.polarity == "absent":
            if not negates(words):
                yield _Difference(
                    f"says that {_label(content)} is so, though it stands there as absent.", role.key, state
                )
        elif denies(words, content.label):
            if content.activation not in _NOT_FIRING:
                yield _Difference(f"denies {_label(content)} in words, though it stands there.", role.key, state)
        elif content.activation in _NOT_FIRING and not negates(words) and not names(words, "inhibited"):
            how = _NOT_FIRING[content.activation]
            yield _Difference(f"words {_label(content)} as if it fired, though it {how} there.", role.key, state)


def _elsewhere(said: _Said) -> Iterator[_Difference]:
    """Yield what is named in another part of the sentence than the one it stands in, and not there."""
    for role, content in said.standing:
        own = said.written.get(role.connector, "")
        if not own or len(meaning_words(content.label)) < _NAME or stems(content.label) & stems(own):
            continue
        for part in PARTS:
            held = {other.label.casefold() for other in said.of(part)}
            if (
                part == role.connector
                or content.label.casefold() in held
                or not names(said.written[part], content.label)
            ):
                continue
            where = f"names its {role.label.lower()} {_label(content)} under “{part}”, not under “{role.connector}”."
            yield _Difference(where, role.key, (part, said.written[part], own, content.label))


def _later(theory: Theory, said: _Said) -> Iterator[_Difference]:
    """Yield what came into a place after the sentence was written, and is not named in it."""
    for role, content in said.standing:
        words = said.written.get(role.connector, "")
        if words and content.rid in theory.facts.later and not stems(content.label) & said.stems:
            sentence = f"was worded before {_label(content)} came in as {article(role.label)}, and does not name it."
            yield _Difference(sentence, role.key, (words, content.label))


def _nothing_named(said: _Said) -> _Difference | None:
    """Return that a sentence of two parts or more has no word in common with anything that stands in them.

    Where a part is written and its place is out of sight (a hidden role) nothing can be told.
    """
    parts = [part for part in PARTS if said.written[part]]
    standing = [(role, content) for role, content in said.standing if stems(content.label)]
    covered = all(any(stems(held.label) for held in said.of(part)) for part in parts)
    if not covered or len(parts) < _NAME or any(said.stems & stems(content.label) for _, content in standing):
        return None
    labels = frozenset(content.label for _, content in standing)
    words = "has a sentence that names none of its parts: was it written for another configuration?"
    return _Difference(words, standing[0][0].key, (labels, *said.written.values()))


class _Library:
    """The names of all elements, found by the words of a sentence."""

    def __init__(self, theory: Theory) -> None:
        self._connector = {role.key: role.connector for role in theory.roles}
        # Each element stands under the first of its words alone: it is named only where that word is.
        self._by_stem: dict[str, list[tuple[Rid, str, str]]] = defaultdict(list)
        for rid, (label, role_key) in theory.facts.names.items():
            words = meaning_words(label)
            if len(words) >= _NAME:
                for stem in stems(words[0]):
                    self._by_stem[stem].append((rid, label, role_key))

    def instead(self, said: _Said) -> Iterator[_Difference]:
        """Yield the elements that a part names while it names nothing of what stands there."""
        held = {content.element for _, content in said.standing}
        for part in PARTS:
            words, contents = said.written[part], said.of(part)
            if not words or not contents or any(stems(content.label) & stems(words) for content in contents):
                continue
            for stem in sorted(stems(words)):
                for rid, label, role_key in self._by_stem.get(stem, ()):
                    if rid not in held and self._connector.get(role_key) == part and names(words, label):
                        named = f"names “{shorten(label, _LONGEST_LABEL)}” under “{part}”"
                        key = next(role.key for role, _ in said.standing if role.connector == part)
                        yield _Difference(f"{named}, where {_label(contents[0])} stands.", key, (part, words, label))
