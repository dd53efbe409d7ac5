"""The realist core: grammar, configurations, statements, evidence and frozen theories."""

from __future__ import annotations

from dataclasses import dataclass

from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.records.base import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Grammar(Record):
    """The set of roles a configuration has."""

    key: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Role(Record):
    """A role of a grammar. `connector` is one of if, then, because or empty: its part of the sentence."""

    grammar: Rid
    key: str
    label: str
    plural: str
    letter: str
    position: int
    connector: str = ""
    parent: Rid | None = None
    colour: str = ""
    glyph: str = ""
    hidden: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class TheoryArea(Record):
    """A part of the programme theory: as a rule a research question."""

    name: str
    question: str = ""
    position: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Configuration(Record):
    """A configuration (CMOC): its identity stays the same through all its versions."""

    number: str
    title: str = ""
    theory_area: Rid | None = None
    status: str = "candidate"
    level: str = ""
    scope: str = ""
    strength: str = ""
    variant_of: Rid | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfigurationVersion(Record):
    """The wording of a configuration. `number` 0 is the open draft; recorded versions count from 1.

    A sentence that was written wins over the one generated from the places.
    """

    configuration: Rid
    number: int = 0
    if_text: str = ""
    then_text: str = ""
    because_text: str = ""
    change: str = ""
    reason: str = ""
    decision: Rid | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place(Record):
    """A place of a configuration for one role: the same place through all versions, so evidence stays with it."""

    configuration: Rid
    role: Rid
    position: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceContent(Record):
    """What stands in a place in one version: an element, or a condition on a case attribute.

    Contents of one `alternative` belong together (AND); different alternatives are choices (OR). `wording` is empty in
    the open draft; a recorded version keeps there how the element was called when it was recorded.
    """

    version: Rid
    place: Rid
    alternative: int = 0
    position: int = 0
    element: Rid | None = None
    attribute: Rid | None = None
    attribute_value: str = ""
    polarity: str = "present"
    activation: str = "fires"
    note: str = ""
    wording: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfigurationCase(Record):
    """A configuration is meant for a case (its scope, many to many); without any it is meant for all."""

    configuration: Rid
    case: Rid


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfigurationLink(Record):
    """A relation between two configurations."""

    from_configuration: Rid
    to_configuration: Rid
    kind: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TheoryStatement(Record):
    """An If-Then-Because statement of the programme theory: its identity through all its versions."""

    number: str
    theory_area: Rid | None = None
    status: str = "initial"
    priority: str = ""
    source: str = ""
    position: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementVersion(Record):
    """The wording of a statement. `number` 0 is the open draft."""

    statement: Rid
    number: int = 0
    if_text: str = ""
    then_text: str = ""
    because_text: str = ""
    change: str = ""
    reason: str = ""
    decision: Rid | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementConfiguration(Record):
    """A configuration expresses a statement (many to many)."""

    statement: Rid
    configuration: Rid


@dataclass(frozen=True, slots=True, kw_only=True)
class Lineage(Record):
    """What came from what: `ancestor` and `descendant` are rids of the table `about_kind` (configurations, statements
    or elements), `change` is split or merged."""

    about_kind: str
    ancestor: Rid
    descendant: Rid
    change: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding(Record):
    """A survey statistic, a corpus result or a finding from the literature.

    For a survey statistic: `number` of `denominator` gave `value` in the column `attribute`; `missing` gave no answer;
    `low` and `high` are the 95 % interval of the share (Wilson); `case` and `subgroup` say among whom it was counted.
    """

    kind: str
    wording: str
    number: int | None = None
    denominator: int | None = None
    source: str = ""
    attribute: Rid | None = None
    value: str = ""
    case: Rid | None = None
    subgroup: str = ""
    missing: int | None = None
    low: float | None = None
    high: float | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceBundle(Record):
    """Passages of one account that make the point together: counted once."""

    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence(Record):
    """A coding or a finding bears on exactly one configuration, place, link or statement.

    `version` (of a configuration) or `statement_version` is the wording it was judged against: the open draft until
    that is recorded, then the recorded version.
    """

    coding: Rid | None = None
    finding: Rid | None = None
    configuration: Rid | None = None
    place: Rid | None = None
    link: Rid | None = None
    statement: Rid | None = None
    stance: str = "supports"
    strength: int | None = None
    directness: str = ""
    epistemic: str = ""
    elicited: str = ""
    rationale: str = ""
    version: Rid | None = None
    analyst: Rid
    bundle: Rid | None = None
    statement_version: Rid | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionEvidence(Record):
    """A piece of evidence that led to a recorded version, of a configuration or a statement, and its stance then."""

    configuration_version: Rid | None = None
    statement_version: Rid | None = None
    evidence: Rid
    stance: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LookedFor(Record):
    """A configuration or statement was looked for in a case and not found: that is data, not a blank."""

    configuration: Rid | None = None
    statement: Rid | None = None
    case: Rid
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeTheory(Record):
    """The whole theory as it was frozen: `sha256` names its content (`storage.frozen_contents`)."""

    name: str
    note: str = ""
    sha256: str
    decision: Rid | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagram(Record):
    """One picture of the theory with positions of its own."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DiagramPosition(Record):
    """Where something stands in a diagram, in logical pixels: an element or a condition on a case attribute in a role,
    or a configuration's junction."""

    diagram: Rid
    element: Rid | None = None
    role: Rid | None = None
    configuration: Rid | None = None
    x: float
    y: float
    attribute: Rid | None = None
    attribute_value: str = ""
