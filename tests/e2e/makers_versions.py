"""How to make the commands on versions, lineage and freezes."""

from __future__ import annotations

from ipof_workbench.app.commands import freezing, merging, splitting, versions
from ipof_workbench.app.commands.base import Command
from ipof_workbench.domain import records, vocabulary
from ipof_workbench.domain.version_rows import CONFIGURATION, STATEMENT
from tests.e2e.any_command import NOWHERE, NUMBERS, Draw, makes

CLAIMS = {CONFIGURATION: records.Configuration, STATEMENT: records.TheoryStatement}
VERSIONS = {CONFIGURATION: records.ConfigurationVersion, STATEMENT: records.StatementVersion}


@makes(versions.RecordVersion)
def _record_version(draw: Draw) -> Command:
    kind = draw.of(CONFIGURATION, CONFIGURATION, STATEMENT)
    return versions.RecordVersion(
        kind if draw.number(0, 20) else "element",
        draw.rid(CLAIMS[kind]),
        draw.of("", "", "confirmed", "refined", "refuted", "new", "enlarged"),
        draw.words(),
        decision=draw.maybe(records.Decision) if draw.number(0, 2) == 0 else None,
        evidence=draw.of(None, None, (), draw.rids(records.Evidence)),
        status=draw.of("", "refined", "rejected", "lost"),
    )


@makes(versions.ReturnToVersion)
def _return_to_version(draw: Draw) -> Command:
    kind = draw.of(CONFIGURATION, STATEMENT)
    recorded = [version.rid for version in draw.workbench.read.find(VERSIONS[kind]) if version.number]
    return versions.ReturnToVersion(kind, draw.of(*recorded) if recorded else draw.rid(VERSIONS[kind]))


@makes(freezing.FreezeTheory)
def _freeze(draw: Draw) -> Command:
    changes = {}
    if draw.number(0, 1):
        changes[(CONFIGURATION, draw.rid(records.Configuration))] = draw.of(("", "because"), ("confirmed", ""))
    return freezing.FreezeTheory(
        draw.of("IPT", "after wave 2", f"at {draw.number(1, 99)}", ""), draw.words(), changes=changes
    )


def _contents(draw: Draw, configuration: int) -> tuple[int, ...]:
    drafts = draw.workbench.read.find(records.ConfigurationVersion, configuration=configuration, number=0)
    held = draw.workbench.read.find(records.PlaceContent, version=drafts[0].rid) if drafts else []
    return tuple(content.rid for content in held)


@makes(splitting.SplitConfiguration)
def _split_configuration(draw: Draw) -> Command:
    configuration = draw.rid(records.Configuration)
    contents = _contents(draw, configuration) or (NOWHERE,)
    parts = tuple(
        splitting.ConfigurationPart(
            tuple(draw.of(*contents) for _ in range(draw.number(0, 2))) or contents[:1],
            number=draw.of("", "", *NUMBERS),
            evidence=draw.of(None, None, draw.rids(records.Evidence)),
        )
        for _ in range(draw.number(1, 2))
    )
    return splitting.SplitConfiguration(configuration, parts, draw.of("", "parked", "rejected"), draw.words())


@makes(splitting.SplitStatement)
def _split_statement(draw: Draw) -> Command:
    statement = draw.rid(records.TheoryStatement)
    bearing = [held.rid for held in draw.workbench.read.find(records.Evidence, statement=statement)]
    parts = tuple(
        splitting.StatementPart(
            draw.words(), draw.words(), number=draw.of("", *NUMBERS), evidence=tuple(bearing[: draw.number(0, 2)])
        )
        for _ in range(draw.number(1, 2))
    )
    return splitting.SplitStatement(statement, parts, draw.of("", "parked"), draw.words())


@makes(merging.MergeConfigurations)
def _merge_configurations(draw: Draw) -> Command:
    return merging.MergeConfigurations(
        draw.rid(records.Configuration),
        draw.rids(records.Configuration),
        draw.of("and", "or", "with"),
        draw.of(*vocabulary.Status).value,
        draw.words(),
    )


@makes(merging.MergeStatements)
def _merge_statements(draw: Draw) -> Command:
    return merging.MergeStatements(
        draw.rid(records.TheoryStatement), draw.rids(records.TheoryStatement), draw.words(), draw.words()
    )
