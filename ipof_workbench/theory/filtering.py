"""What a filter leaves of a theory: the rest is ghosted (still there, faded) or hidden."""

from __future__ import annotations

from dataclasses import replace

from ipof_workbench.theory.model import TheoryElement, TheoryModel


def merged_counts(whole: TheoryModel, passing: TheoryModel) -> TheoryModel:
    """Return the whole theory with the volume it has under the filter; what does not pass counts nothing."""
    counted = passing.by_node
    configurations = passing.by_configuration
    return replace(
        whole,
        elements=tuple(counted.get(element.node) or _uncounted(element) for element in whole.elements),
        configurations=tuple(
            configurations.get(configuration.configuration)
            or replace(configuration, stance_counts=(), sources=0, codings=0, cases=0, evidence=frozenset())
            for configuration in whole.configurations
        ),
    )


def outside(
    whole: TheoryModel, passing: TheoryModel, *, needs_evidence: bool, minimum_sources: int = 0
) -> frozenset[str]:
    """Return the keys of the nodes and junctions that the filter leaves out.

    A configuration passes when it is in `passing` and, where the filter asks for evidence (`needs_evidence`), has
    some. An element passes with one of its configurations; one in no configuration by its own evidence.
    """
    least = max(minimum_sources, int(needs_evidence))
    kept: set[str] = set()
    used: set[str] = set()
    for configuration in whole.configurations:
        found = passing.by_configuration.get(configuration.configuration)
        nodes = {
            f"node:{element}:{place.role_key}"
            for place in configuration.places
            for group in place.elements
            for element in group
        }
        used |= nodes
        if found is not None and found.sources >= least:
            kept |= nodes | {configuration.node}
    for element in whole.elements:
        if element.node not in used:
            counted = passing.by_node.get(element.node)
            if counted is not None and counted.sources >= least:
                kept.add(element.node)
    keys = {configuration.node for configuration in whole.configurations} | whole.by_node.keys()
    return frozenset(keys - kept)


def without(model: TheoryModel, hidden: frozenset[str]) -> TheoryModel:
    """Return the model without the hidden nodes and junctions."""
    return replace(
        model,
        elements=tuple(element for element in model.elements if element.node not in hidden),
        configurations=tuple(made for made in model.configurations if made.node not in hidden),
    )


def _uncounted(element: TheoryElement) -> TheoryElement:
    return replace(element, sources=0, codings=0, cases=0, data_kinds="")
