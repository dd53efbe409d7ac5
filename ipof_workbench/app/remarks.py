"""What is worth a look in the theory: remarks with a way to the place, never refusals.

Pure functions over rows. A remark says what it rests on by its `state`; an analyst's answer to it holds until that
changes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from ipof_workbench.app import remark_rules, remark_rules_of_evidence, remark_rules_of_wording
from ipof_workbench.app.remark_facts import Facts, Theory
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.remark_rows import DismissalRow, Remark, RemarksFound

RULES: dict[str, str] = {
    "unexplained": "Outcome without explanation",
    "no_reasoning": "No mechanism reasoning",
    "missing": "A piece missing",
    "context_alone": "Context not linked",
    "worded": "Sentence and parts disagree",
    "activity": "Activity as a mechanism",
    "unfounded": "No evidence",
    "alone": "A single participant",
    "unchallenged": "No challenge looked for",
    "interviewer": "Interviewer’s words",
    "near_duplicate": "Nearly the same",
    "untested": "Statement without evidence",
    "looked_for": "Looked for, yet found",
    "ripple": "Possible ripple",
}
"""Key of a rule, as stored with an answer -> what it looks for."""

ABOUT_PARTS = frozenset({"unexplained", "no_reasoning", "missing", "context_alone"})
"""Rules about a part that is missing: the queue of missing pieces shows these."""

_CHECKS = (
    remark_rules.parts,
    remark_rules_of_wording.wording,
    remark_rules.activities,
    remark_rules.contexts_alone,
    remark_rules_of_evidence.support,
    remark_rules_of_evidence.interviewers,
    remark_rules.near_duplicates,
    remark_rules_of_evidence.statements,
    remark_rules_of_evidence.looked_for,
    remark_rules.ripples,
)


def remarks(facts: Facts) -> list[Remark]:
    """Return the remarks, the first of each rule before the second of any."""
    theory = Theory(facts)
    found = [remark for check in _CHECKS for remark in check(theory)]
    order = {row.rid: at for at, row in enumerate(facts.rows)}
    found.sort(
        key=lambda remark: order.get(remark.about, len(order)) if remark.about_kind == "configuration" else len(order)
    )
    return _mixed(found)


def _mixed(found: list[Remark]) -> list[Remark]:
    rank: dict[str, int] = defaultdict(int)
    keyed: list[tuple[int, int, Remark]] = []
    # Those with partners to learn from are the most useful of their kind.
    for remark in sorted(found, key=lambda remark: -len(remark.links) if remark.rule in ABOUT_PARTS else 0):
        keyed.append((rank[_kind(remark)], len(keyed), remark))
        rank[_kind(remark)] += 1
    return [remark for _, _, remark in sorted(keyed, key=lambda entry: entry[:2])]


def _kind(remark: Remark) -> str:
    return "part" if remark.rule in ABOUT_PARTS else remark.rule


def to_check(found: Iterable[Remark]) -> frozenset[Rid]:
    """Return the configurations that a remark is about, other than for a missing part."""
    return frozenset(
        remark.about for remark in found if remark.about_kind == "configuration" and remark.rule not in ABOUT_PARTS
    )


def without_answered(found: Sequence[Remark], dismissals: Iterable[DismissalRow]) -> RemarksFound:
    """Return the remarks parted into open and answered ones; an answer holds only for the state it was given to."""
    answers = {(answer.rule, answer.about_kind, answer.about): answer for answer in dismissals}
    still, answered = [], []
    for remark in found:
        answer = answers.get(remark.key)
        if answer is not None and answer.state == remark.state:
            answered.append((remark, answer))
        else:
            still.append(remark)
    return RemarksFound(tuple(still), tuple(answered))
