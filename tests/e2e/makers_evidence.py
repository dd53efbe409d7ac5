"""Makers of the commands on evidence: bundles, findings, what was looked for."""

from __future__ import annotations

from ipof_workbench.app.commands import bundles, evidence, findings, looked_for
from ipof_workbench.app.commands.base import Command
from ipof_workbench.domain import records, vocabulary
from tests.e2e.any_command import MAKERS, Draw, makes


def _target(draw: Draw) -> dict[str, int | None]:
    name, kind = draw.of(
        ("configuration", records.Configuration),
        ("place", records.Place),
        ("link", records.ConfigurationLink),
        ("statement", records.TheoryStatement),
    )
    return {name: draw.rid(kind)}


_add_passage = MAKERS[evidence.AddEvidence]


@makes(evidence.AddEvidence)
def _add_evidence(draw: Draw) -> Command:
    if draw.number(0, 1):
        return _add_passage(draw)
    return evidence.AddEvidence(
        finding=draw.rid(records.Finding),
        **_target(draw),
        stance=draw.of(*vocabulary.Stance).value,
        directness=draw.of("", "explicit", "perhaps"),
    )


@makes(evidence.JudgeEvidence)
def _judge(draw: Draw) -> Command:
    field, values = draw.of(
        ("directness", ("explicit", "inferred", "")),
        ("epistemic", ("observed", "seen")),
        ("elicited", ("theory_shown", "prompted")),
        ("stance", ("refines", "silent")),
        ("rationale", ("because", "")),
        ("bundle", (1,)),
    )
    return evidence.JudgeEvidence(draw.rids(records.Evidence), {field: draw.of(*values)})


@makes(evidence.MoveEvidence)
def _move(draw: Draw) -> Command:
    return evidence.MoveEvidence(draw.rids(records.Evidence), **_target(draw))


@makes(bundles.BundleEvidence)
def _bundle(draw: Draw) -> Command:
    chosen = draw.rids(records.Evidence)
    if draw.number(0, 2):
        # Passages of one account about one thing are seldom drawn by chance.
        alike: dict[tuple[object, ...], list[int]] = {}
        for row in draw.workbench.read.evidence():
            if row.configuration is not None:
                alike.setdefault((row.configuration, row.source), []).append(row.evidence)
        groups = [group for group in alike.values() if len(group) > 1]
        chosen = tuple(draw.of(*groups)) if groups else chosen
    return bundles.BundleEvidence(chosen, draw.of("", "one story"))


@makes(bundles.UnbundleEvidence)
def _unbundle(draw: Draw) -> Command:
    bundled = [row.evidence for row in draw.workbench.read.evidence() if row.bundle is not None]
    return bundles.UnbundleEvidence((draw.of(*bundled),) if bundled and draw.number(0, 3) else (9_999,))


@makes(looked_for.NoteLookedFor)
def _note_looked_for(draw: Draw) -> Command:
    return looked_for.NoteLookedFor(
        draw.rids(records.Case),
        configuration=draw.maybe(records.Configuration),
        statement=draw.maybe(records.TheoryStatement),
        note=draw.of("", "asked twice"),
    )


@makes(looked_for.TakeBackLookedFor)
def _take_back(draw: Draw) -> Command:
    noted = draw.workbench.read.evidence_on.looked_for()
    if noted and draw.number(0, 3):
        row = draw.of(*noted)
        return looked_for.TakeBackLookedFor((row.case,), row.configuration, row.statement)
    return looked_for.TakeBackLookedFor(draw.rids(records.Case), draw.maybe(records.Configuration))


@makes(findings.KeepFinding)
def _keep(draw: Draw) -> Command:
    return findings.KeepFinding(
        records.Finding(
            kind=draw.of(*vocabulary.FindingKind).value,
            wording=draw.words(0, 5),
            number=draw.of(None, 0, 2, 9),
            denominator=draw.of(None, 0, 5, 9),
            attribute=draw.maybe(records.AttributeDefinition),
            case=draw.maybe(records.Case),
        )
    )


@makes(findings.EditFinding)
def _edit(draw: Draw) -> Command:
    field, value = draw.of(
        ("wording", draw.words()),
        ("number", draw.of(1, None, -1)),
        ("denominator", 4),
        ("kind", "corpus"),
        ("low", 0.5),
    )
    return findings.EditFinding(draw.rid(records.Finding), {field: value})
