"""Rules about what configurations and statements rest on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from ipof_workbench.app.remark_facts import SET_ASIDE, Theory, configuration_link, listed, state_of
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.listings import ConfigurationRow
from ipof_workbench.domain.remark_rows import AskedWordsRow, LookedForRow, Remark, RemarkLink

UNCHALLENGED_FROM = 3
"""With fewer sources nobody can have looked for a challenge yet."""
COUNTER_STANCES = ("challenges", "supports_rival", "silent", "refines")
"""Stances that show somebody looked at the other side."""
_QUOTES_SHOWN = 3


def support(theory: Theory) -> Iterator[Remark]:
    """Yield the configurations without evidence, with that of one participant, or that nobody tried to challenge."""
    searched = {row.about for row in theory.facts.looked_for if row.kind == "configuration"}
    for row in theory.rows:
        found = _support(theory, row, row.rid in searched)
        if found is not None:
            yield found


def _support(theory: Theory, row: ConfigurationRow, was_looked_for: bool) -> Remark | None:
    counts = row.counts
    look = (configuration_link("Look at it", row.rid),)

    def remark(rule: str, sentence: str, *state: object) -> Remark:
        return Remark(rule, "configuration", row.rid, row.number, sentence, look, state_of(*state))

    if sum(row.stances.values()) == 0 and counts.codings == 0:
        return remark("unfounded", "has no evidence yet.", row.present) if row.present else None
    if counts.sources == 1:
        return remark("alone", "rests on one participant.", theory.facts.sole_sources.get(row.rid))
    countered = any(row.stances.get(key) for key in COUNTER_STANCES) or was_looked_for
    if counts.sources >= UNCHALLENGED_FROM and not countered:
        sentence = f"has {counts.codings:,} codings that support it; was a challenge looked for?"
        return remark("unchallenged", sentence, counts.sources)
    return None


def interviewers(theory: Theory) -> Iterator[Remark]:
    """Yield the claims that count what an interviewer said as evidence."""
    by_claim: dict[tuple[str, Rid], list[AskedWordsRow]] = defaultdict(list)
    for row in theory.facts.asked_words:
        by_claim[row.kind, row.about].append(row)
    for (kind, about), rows in by_claim.items():
        name = _name(theory, kind, about)
        if name is None:
            continue
        many = "a passage" if len(rows) == 1 else f"{len(rows):,} passages"
        links = tuple(
            RemarkLink(f"see it in {row.document_name}", "document", row.document, "", row.start, row.end)
            for row in rows[:_QUOTES_SHOWN]
        )
        sentence = f"counts {many} in an interviewer’s words as evidence."
        state = state_of(frozenset(row.evidence for row in rows))
        yield Remark("interviewer", kind, about, name, sentence, links, state)


def statements(theory: Theory) -> Iterator[Remark]:
    """Yield the statements that nothing bears on, neither directly nor through a configuration that expresses them."""
    searched = {row.about for row in theory.facts.looked_for if row.kind == "theory_statement"}
    for row in theory.facts.statements:
        if row.evidence or row.through or row.rid in searched or row.status in SET_ASIDE:
            continue
        link = RemarkLink("Look at it", "theory_statement", row.rid)
        yield Remark(
            "untested",
            "theory_statement",
            row.rid,
            f"Statement {row.number}",
            "has no evidence yet.",
            (link,),
            state_of(row.number),
        )


def looked_for(theory: Theory) -> Iterator[Remark]:
    """Yield what was looked for in a case and not found, while evidence from that case says it."""
    by_claim: dict[tuple[str, Rid], list[LookedForRow]] = defaultdict(list)
    for row in theory.facts.looked_for:
        if row.found:
            by_claim[row.kind, row.about].append(row)
    for (kind, about), rows in by_claim.items():
        name = _name(theory, kind, about)
        if name is None:
            continue
        cases = listed(row.case_name for row in rows)
        pieces = sum(row.found for row in rows)
        bear = "one piece of evidence from there bears" if pieces == 1 else f"{pieces:,} from there bear"
        sentence = f"was looked for in {cases} and not found, yet {bear} on it."
        state = state_of(frozenset((row.case, row.found) for row in rows))
        yield Remark("looked_for", kind, about, name, sentence, (RemarkLink("Look at it", kind, about),), state)


def _name(theory: Theory, kind: str, about: Rid) -> str | None:
    """Return what a claim is called in a remark; None where it is gone or set aside."""
    if kind == "configuration":
        row = theory.by_rid.get(about)
        return row.number if row is not None and row.status not in SET_ASIDE else None
    for statement in theory.facts.statements:
        if statement.rid == about and statement.status not in SET_ASIDE:
            return f"Statement {statement.number}"
    return None
