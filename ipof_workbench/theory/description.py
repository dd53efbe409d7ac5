"""The theory in words: the text alternative of the figure and of the canvas."""

from __future__ import annotations

from ipof_workbench.domain.sentences import ACTIVATIONS
from ipof_workbench.theory.checks import isolated_elements
from ipof_workbench.theory.graph import Counts
from ipof_workbench.theory.model import (
    LINK_WORDS,
    TheoryConfiguration,
    TheoryElement,
    TheoryLink,
    TheoryModel,
    TheoryPlace,
)


def describe_theory(model: TheoryModel) -> str:
    """Return one sentence for each configuration, link and element outside all configurations."""
    labels: dict[int, str] = {}
    for element in model.elements:
        labels.setdefault(element.element, element.label)
    sentences = [describe_configuration(model, configuration, labels) for configuration in model.configurations]
    sentences += [sentence for link in model.links if (sentence := _link_sentence(model, link))]
    loose = [f"“{model.by_node[node].label}”" for node in isolated_elements(model)]
    if loose:
        sentences.append(f"In no configuration: {', '.join(loose)}.")
    return "\n".join(sentences)


def describe_configuration(
    model: TheoryModel, configuration: TheoryConfiguration, labels: dict[int, str] | None = None
) -> str:
    """Return a configuration in words: number, title, standing, volume and what stands in each role."""
    names = labels or {element.element: element.label for element in model.elements}
    head = f"Configuration {configuration.number}"
    if configuration.title:
        head += f", {configuration.title}"
    volume = Counts(configuration.sources, configuration.codings, configuration.cases)
    parts = []
    for role in model.roles:
        places = [place for place in configuration.places if place.role_key == role.role_key and place.elements]
        said = " and ".join(_place_words(place, names) for place in places)
        parts.append(f"{role.label}: {said or 'missing'}")
    evidence = volume.words if configuration.codings else "no evidence yet"
    return f"{head} ({configuration.standing.value}; {evidence}). {'. '.join(parts)}."


def describe_element(model: TheoryModel, element: TheoryElement) -> str:
    """Return a node in words, for screen readers."""
    role = next((role.label for role in model.roles if role.role_key == element.role_key), element.role_key)
    evidence = Counts(element.sources, element.codings, element.cases).words if element.codings else "no evidence yet"
    extra = ", unwanted" if element.unwanted else ""
    absent = ", absent" if element.polarity == "absent" else ""
    state = ACTIVATIONS.get(element.activation, "")
    held = f", {state}" if state else ""
    if element.is_condition:
        return f"{role}, condition {element.label}{absent}{held}, met by {element.note}"
    return f"{role}, {element.label}{extra}{absent}{held}, {evidence}"


def _place_words(place: TheoryPlace, names: dict[int, str]) -> str:
    own = dict(place.words)
    return " or ".join(
        " and ".join(own.get(element) or names.get(element, "?") for element in group) for group in place.elements
    )


def _link_sentence(model: TheoryModel, link: TheoryLink) -> str:
    source = model.by_configuration.get(link.from_configuration)
    target = model.by_configuration.get(link.to_configuration)
    if source is None or target is None:
        return ""
    note = f" ({link.note})" if link.note else ""
    return f"Configuration {source.number} {LINK_WORDS.get(link.kind, link.kind)} configuration {target.number}{note}."
