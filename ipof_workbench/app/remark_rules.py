"""Rules about the parts and the neighbours of configurations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from ipof_workbench.app.remark_facts import (
    Theory,
    article,
    configuration_link,
    find_link,
    listed,
    number_word,
    remark_on,
    state_of,
)
from ipof_workbench.app.remark_rules_of_wording import worded_alone
from ipof_workbench.app.remark_words import plain, posing_as
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.listings import ConfigurationRow, RoleRow
from ipof_workbench.domain.remark_rows import Remark, RemarkLink
from ipof_workbench.domain.sentences import sentence
from ipof_workbench.domain.text import shorten

PARTNERS_SHOWN = 3
ALIKE = 0.8
"""Two configurations are nearly the same when so large a share of all their elements stands in both (Jaccard)."""
_LEAST_ELEMENTS = 2


# --- parts


def parts(theory: Theory) -> Iterator[Remark]:
    """Yield what a configuration lacks; where its sentence says more than its parts, that is said instead."""
    for row in theory.rows:
        if row.missing and worded_alone(theory, row) is None:
            yield _part(theory, row)


def _part(theory: Theory, row: ConfigurationRow) -> Remark:
    present, missing = theory.present(row), theory.missing(row)
    reasons = [role for role in missing if role.connector == "because"]
    wanted = (reasons or missing)[0]
    rule, sentence = _words_for_part(theory, present, missing)
    shared, partners = theory.partners(row) if present else ("", [])
    links: tuple[RemarkLink, ...] = (find_link(wanted, row.rid),)
    if partners:
        many = "configuration shares" if len(partners) == 1 else "configurations share"
        role = theory.by_role_key[shared].label.lower()
        sentence += f" {number_word(len(partners)).capitalize()} {many} its {role}:"
        links = tuple(configuration_link(f"see {partner.number}", partner.rid) for partner in partners[:PARTNERS_SHOWN])
    return remark_on(rule, row, sentence, links, theory.elements(row.rid), row.missing)


def _words_for_part(theory: Theory, present: list[RoleRow], missing: list[RoleRow]) -> tuple[str, str]:
    """Return the rule and the sentence for these parts."""
    if not present:
        return "missing", "has no parts yet."
    unreasoned = any(role.connector == "because" for role in missing)
    if unreasoned and any(theory.is_resource(role) for role in present):
        return "no_reasoning", "has a resource but no reasoning: what do people think or feel in response?"
    outcomes = [role for role in present if role.connector == "then"]
    if unreasoned and outcomes:
        return "unexplained", f"has {article(outcomes[0].label)} nobody has explained yet."
    if all(role.connector == "if" for role in present):
        verb = "leads" if len(present) == 1 else "lead"
        return "context_alone", f"has {listed(article(role.label) for role in present)} that {verb} to nothing yet."
    without = listed(f"no {role.label.lower()}" for role in missing)
    return "missing", f"has {listed(article(role.label) for role in present)} but {without}."


def contexts_alone(theory: Theory) -> Iterator[Remark]:
    """Yield the contexts that stand nowhere, or in several configurations of which none has an outcome."""
    for row in theory.facts.unlinked:
        yield Remark(
            "context_alone",
            "element",
            row.element,
            f"“{shorten(row.label, 40)}”",
            f"is coded as {theory.by_role_key[row.role_key].label.lower()} and stands in no configuration yet."
            if row.role_key in theory.by_role_key
            else "stands in no configuration yet.",
            (RemarkLink("Show it", "element", row.element, row.role_key),),
            state_of(row.codings),
        )
    outcomes = {role.key for role in theory.roles if role.connector == "then"}
    for (key, element), holding in theory.standing.items():
        role = theory.by_role_key.get(key)
        if role is None or role.connector != "if" or theory.is_resource(role) or len(holding) < _LEAST_ELEMENTS:
            continue
        held = [theory.by_rid[rid] for rid in dict.fromkeys(holding)]
        if len(held) >= _LEAST_ELEMENTS and not any(outcomes & row.present for row in held):
            label = next(content.label for _, content in theory.contents(held[0].rid) if content.element == element)
            yield Remark(
                "context_alone",
                "element",
                element,
                f"“{shorten(label, 40)}”",
                f"is a {role.label.lower()} in {number_word(len(held))} configurations, none of which has an outcome.",
                tuple(configuration_link(f"see {row.number}", row.rid) for row in held[:PARTNERS_SHOWN]),
                state_of(frozenset(row.rid for row in held)),
            )


def activities(theory: Theory) -> Iterator[Remark]:
    """Yield the mechanisms that read as what a programme does or gives."""
    for (key, element), holding in theory.standing.items():
        role = theory.by_role_key.get(key)
        if role is None or role.connector != "because":
            continue
        label = next(content.label for _, content in theory.contents(holding[0]) if content.element == element)
        posing = posing_as(label)
        if posing:
            held = [theory.by_rid[rid] for rid in dict.fromkeys(holding)]
            yield Remark(
                "activity",
                "element",
                element,
                f"“{shorten(label, 40)}”",
                f"reads as {article(posing)}; a mechanism is what people think or feel in response. "
                "What does it set off?",
                tuple(configuration_link(f"see {row.number}", row.rid, key) for row in held[:PARTNERS_SHOWN]),
                state_of(label),
            )


# --- neighbours


def near_duplicates(theory: Theory) -> Iterator[Remark]:
    """Yield the configurations that have nearly the same parts as an earlier one, or read the same.

    A variant is meant to resemble what it was made of, and is left out.
    """
    held = {row.rid: theory.elements(row.rid) for row in theory.rows}
    order = {row.rid: at for at, row in enumerate(theory.rows)}
    sentences: dict[str, list[Rid]] = defaultdict(list)
    for at, row in enumerate(theory.rows):
        mine = held[row.rid]
        near = {
            other
            for key, element, _ in mine
            for other in theory.standing[key, element]
            if order[other] < at and len(mine & held[other]) >= ALIKE * len(mine | held[other])
        }
        words = plain(sentence(theory.written(row)))
        same_words = set(sentences[words]) if words else set()
        sentences[words].append(row.rid)
        alike = (near if len(mine) >= _LEAST_ELEMENTS else set()) | same_words
        found = sorted((rid for rid in alike if not _are_variants(theory, row.rid, rid)), key=order.__getitem__)
        if found:
            yield _duplicate(theory, row, found, same_words, held)


def _are_variants(theory: Theory, one: Rid, other: Rid) -> bool:
    variants = theory.facts.variants
    return variants.get(one) == other or variants.get(other) == one


def _duplicate(
    theory: Theory,
    row: ConfigurationRow,
    found: list[Rid],
    same_words: set[Rid],
    held: dict[Rid, frozenset[tuple[str, Rid, str]]],
) -> Remark:
    numbers = listed(theory.by_rid[rid].number for rid in found)
    if all(rid in same_words for rid in found):
        sentence = f"reads the same as {numbers}."
    elif all(held[rid] == held[row.rid] for rid in found):
        sentence = f"has the same parts as {numbers}."
    else:
        sentence = f"has nearly the same parts as {numbers}."
    links = tuple(configuration_link(f"see {theory.by_rid[rid].number}", rid) for rid in found[:PARTNERS_SHOWN])
    return remark_on("near_duplicate", row, sentence, links, frozenset(found), held[row.rid])


def ripples(theory: Theory) -> Iterator[Remark]:
    """Yield the configurations whose outcome stands as a context in another that they are not linked to."""
    linked = {(link.from_configuration, link.to_configuration) for link in theory.facts.links}
    # What comes about does not bring about the lack of it: an outcome meets a context of its own polarity.
    by_label: dict[tuple[str, str], list[Rid]] = defaultdict(list)
    for row in theory.rows:
        for key, content in theory.contents(row.rid):
            role = theory.by_role_key.get(key)
            if role is not None and role.connector == "if" and not theory.is_resource(role) and content.named:
                by_label[content.label.casefold(), content.polarity].append(row.rid)
    for row in theory.rows:
        for key, content in theory.contents(row.rid):
            role = theory.by_role_key.get(key)
            if role is None or role.connector != "then" or not content.named:
                continue
            into = dict.fromkeys(by_label.get((content.label.casefold(), content.polarity), ()))
            found = [rid for rid in into if rid != row.rid and (row.rid, rid) not in linked]
            if found:
                yield _ripple(theory, row, content.label, found)
                break


def _ripple(theory: Theory, row: ConfigurationRow, label: str, found: list[Rid]) -> Remark:
    numbers = listed(theory.by_rid[rid].number for rid in found)
    sentence = f"may ripple into {numbers}: its outcome “{shorten(label, 40)}” is a context there."
    links = tuple(
        RemarkLink(f"Link to {theory.by_rid[rid].number}", "configuration", rid, act="ripple")
        for rid in found[:PARTNERS_SHOWN]
    )
    return remark_on("ripple", row, sentence, links, frozenset(found), label)
