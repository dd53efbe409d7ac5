"""The preset grammars: which roles a configuration has (METHOD 1.2; De Weger et al. 2020 on stating the choice)."""

from __future__ import annotations

from dataclasses import dataclass

from ipof_workbench.domain.errors import UsageError


@dataclass(frozen=True, slots=True)
class RolePreset:
    """A role: stored key, words, the letter that is its key on the keyboard, and its part of the sentence."""

    key: str
    label: str
    plural: str
    letter: str
    connector: str
    parent: str = ""


CONTEXT = RolePreset("context", "Context", "Contexts", "C", "if")
MECHANISM = RolePreset("mechanism", "Mechanism", "Mechanisms", "M", "because")
OUTCOME = RolePreset("outcome", "Outcome", "Outcomes", "O", "then")
INTERVENTION = RolePreset("intervention", "Intervention", "Interventions", "I", "if")
STRATEGY = RolePreset("strategy", "Strategy", "Strategies", "S", "if")
ACTOR = RolePreset("actor", "Actor", "Actors", "A", "if")
RESOURCE = RolePreset("mechanism_resource", "Mechanism (resource)", "Mechanisms (resource)", "R", "if", "mechanism")
REASONING = RolePreset("mechanism", "Mechanism (reasoning)", "Mechanisms (reasoning)", "M", "because")

PRESETS: dict[str, tuple[str, tuple[RolePreset, ...]]] = {
    "cmo": ("Context, mechanism, outcome", (CONTEXT, MECHANISM, OUTCOME)),
    "resource-reasoning": (
        "Context, mechanism resource, mechanism reasoning, outcome",
        (CONTEXT, RESOURCE, REASONING, OUTCOME),
    ),
    "icamo": (
        "Intervention, context, actor, mechanism, outcome",
        (INTERVENTION, CONTEXT, ACTOR, MECHANISM, OUTCOME),
    ),
    "scmo": ("Strategy, context, mechanism, outcome", (STRATEGY, CONTEXT, MECHANISM, OUTCOME)),
    "cimo": ("Context, intervention, mechanism, outcome", (CONTEXT, INTERVENTION, MECHANISM, OUTCOME)),
}
"""Key of the grammar -> its name and its roles in order."""


def preset(key: str) -> tuple[str, tuple[RolePreset, ...]]:
    """Return the name and roles of a preset grammar.

    Raises:
        UsageError: there is no such preset; the sentence lists what there is.
    """
    found = PRESETS.get(key.strip().casefold())
    if found is None:
        raise UsageError(f"There is no grammar “{key}”; use one of {', '.join(PRESETS)}.")
    return found
