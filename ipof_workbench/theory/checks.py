"""What is worth a look in a theory; findings, never refusals (partial and circular theories are legal)."""

from __future__ import annotations

from dataclasses import dataclass

from ipof_workbench.theory.graph import build_graph
from ipof_workbench.theory.model import Standing, TheoryModel
from ipof_workbench.theory.tracing import loop_names, loops


@dataclass(frozen=True, slots=True)
class TheoryFinding:
    """One thing worth a look: `kind` is loop, isolated or without_evidence; `nodes` are where to look."""

    kind: str
    nodes: tuple[str, ...]
    sentence: str


def theory_findings(model: TheoryModel) -> tuple[TheoryFinding, ...]:
    """Return feedback loops, elements in no configuration and configurations without evidence, in this order."""
    return (*_loop_findings(model), *_isolated(model), *_without_evidence(model))


def isolated_elements(model: TheoryModel) -> tuple[str, ...]:
    """Return the nodes of elements that no configuration uses in that role."""
    used = {
        (element, place.role_key)
        for configuration in model.configurations
        for place in configuration.places
        for group in place.elements
        for element in group
    }
    return tuple(element.node for element in model.elements if (element.element, element.role_key) not in used)


def _loop_findings(model: TheoryModel) -> list[TheoryFinding]:
    graph = build_graph(model)
    found = loops(graph)
    findings = []
    for name, loop in zip(loop_names(graph, found), found, strict=True):
        words = " → ".join(f"“{model.by_node[node].label}”" for node in loop if node in model.by_node)
        findings.append(TheoryFinding("loop", loop, f"Feedback loop {name}: {words}."))
    return findings


def _isolated(model: TheoryModel) -> list[TheoryFinding]:
    return [
        TheoryFinding("isolated", (node,), f"“{model.by_node[node].label}” is in no configuration yet.")
        for node in isolated_elements(model)
    ]


def _without_evidence(model: TheoryModel) -> list[TheoryFinding]:
    return [
        TheoryFinding(
            "without_evidence", (configuration.node,), f"Configuration {configuration.number} has no evidence yet."
        )
        for configuration in model.configurations
        if configuration.standing is Standing.HYPOTHESISED
    ]
