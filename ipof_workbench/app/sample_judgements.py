"""What the analysts of the sample study judged, read from a plain file and done by the commands of a person."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ipof_workbench.app.commands.appraisals import AppraiseDocument
from ipof_workbench.app.commands.base import Command
from ipof_workbench.app.commands.bundles import BundleEvidence
from ipof_workbench.app.commands.decisions import RecordDecision, Subject
from ipof_workbench.app.commands.evidence import AddEvidence
from ipof_workbench.app.commands.findings import KeepFinding
from ipof_workbench.app.commands.freezing import FreezeTheory
from ipof_workbench.app.commands.grounding import AddRecommendation, UseTheory
from ipof_workbench.app.commands.looked_for import NoteLookedFor
from ipof_workbench.app.commands.memos import QuoteInMemo, WriteMemo
from ipof_workbench.app.commands.prioritising import PrioritiseStatements
from ipof_workbench.app.commands.record_edits import AddRecord
from ipof_workbench.app.commands.rivals import AddRivals, AdjudicateRivals
from ipof_workbench.app.commands.splitting import ConfigurationPart, SplitConfiguration
from ipof_workbench.app.commands.statements import ExpressStatement
from ipof_workbench.app.commands.versions import RecordVersion
from ipof_workbench.domain import records
from ipof_workbench.domain.errors import NotFound
from ipof_workbench.domain.identity import Rid

if TYPE_CHECKING:
    from ipof_workbench.app.workbench import Workbench

Entry = Mapping[str, Any]


class Judgements:
    """Does the entries of a file in their order; names and quotes stand for what they name."""

    def __init__(self, workbench: Workbench) -> None:
        self._workbench = workbench
        find = workbench.read.find
        self._configurations = {held.number: held.rid for held in find(records.Configuration)}
        self._statements = {held.number: held.rid for held in find(records.TheoryStatement)}
        self._cases = {held.name: held.rid for held in find(records.Case)}
        self._codings = self._coded_passages()

    def do(self, path: Path) -> None:
        """Do every entry.

        Raises:
            NotFound: an entry names something that the study does not hold.
        """
        for entry in json.loads(path.read_text(encoding="utf-8")):
            _DOING[entry["do"]](self, entry)

    def run(self, command: Command) -> Any:
        """Do one command and return its result."""
        return self._workbench.run(command).result

    def target(self, entry: Entry) -> dict[str, Any]:
        """Return the configuration or statement of an entry, as the commands take it."""
        if "configuration" in entry:
            return {"configuration": self._named(self._configurations, entry["configuration"])}
        return {"statement": self._named(self._statements, entry["statement"])}

    def about(self, entry: Entry) -> tuple[str, Rid | None]:
        """Return the table and row that an entry is about: a configuration, a statement, a case, or nothing."""
        if "case" in entry:
            return "case", self._named(self._cases, entry["case"])
        if "configuration" in entry:
            return "configuration", self.target(entry)["configuration"]
        if "statement" in entry:
            return "theory_statement", self.target(entry)["statement"]
        return "", None

    def cases(self, entry: Entry) -> tuple[Rid, ...]:
        """Return the cases of an entry."""
        return tuple(self._named(self._cases, name) for name in entry.get("cases", ()))

    def configurations(self, entry: Entry) -> tuple[Rid, ...]:
        """Return the configurations of an entry."""
        return tuple(self._named(self._configurations, number) for number in entry.get("configurations", ()))

    def statements(self) -> Mapping[str, Rid]:
        """Return number -> statement."""
        return self._statements

    def passage(self, document: str, quote: str) -> tuple[Rid, Rid, int, int]:
        """Return (coding, document, start, end) of a coded quote."""
        found: tuple[Rid, Rid, int, int] = self._named(self._codings, (document, quote))
        return found

    def know(self, made: records.Configuration) -> None:
        """Take in a configuration that was made on the way."""
        self._configurations[made.number] = made.rid

    def document(self, name: str) -> Rid:
        """Return the document of this name."""
        return self._workbench.read.document_named(name).rid

    def evidence_on(self, configuration: Rid, codings: set[Rid]) -> tuple[Rid, ...]:
        """Return the evidence on a configuration that these codings make."""
        rows = self._workbench.read.evidence(configuration=configuration)
        return tuple(row.evidence for row in rows if row.coding in codings)

    def members(self, rivals: Rid) -> list[records.RivalMember]:
        """Return the members of a group of rivals."""
        return self._workbench.read.find(records.RivalMember, rivals=rivals)

    def contents(self, configuration: Rid, role_key: str) -> tuple[Rid, ...]:
        """Return what stands in the place of a role."""
        places = self._workbench.read.places()[configuration]
        return tuple(content.rid for place in places if place.role.key == role_key for content in place.contents)

    def _coded_passages(self) -> dict[tuple[str, str], tuple[Rid, Rid, int, int]]:
        names = {held.rid: held.name for held in self._workbench.read.find(records.Document)}
        return {
            (names[row.document], row.quote): (row.coding, row.document, row.start, row.end)
            for row in self._workbench.read.codings()
        }

    @staticmethod
    def _named(known: Mapping[Any, Any], name: Any) -> Any:
        if name not in known:
            raise NotFound(f"The sample study holds nothing called {name!r}; its files do not fit together.")
        return known[name]


def _prioritise(study: Judgements, entry: Entry) -> None:
    votes = tuple(
        (voter, study.statements()[number], value)
        for voter, given in entry["votes"].items()
        for number, value in given.items()
    )
    told = {key: entry[key] for key in ("counting", "wording", "held_on", "attendees", "note", "high", "medium")}
    study.run(PrioritiseStatements(votes, **told))


def _freeze(study: Judgements, entry: Entry) -> None:
    study.run(FreezeTheory(entry["name"], entry["note"]))


def _split(study: Judgements, entry: Entry) -> None:
    whole = study.target(entry)["configuration"]
    part = ConfigurationPart(study.contents(whole, "context"), entry["title"], entry["number"])
    for made in study.run(SplitConfiguration(whole, (part,), reason=entry["reason"])):
        study.know(made)


def _judge(study: Judgements, entry: Entry) -> None:
    coding, *_ = study.passage(entry["document"], entry["quote"])
    rationale = entry.get("rationale", "")
    study.run(AddEvidence(coding, **study.target(entry), stance=entry["stance"], rationale=rationale))


def _express(study: Judgements, entry: Entry) -> None:
    for configuration in study.configurations(entry):
        study.run(ExpressStatement(study.target(entry)["statement"], configuration))


def _looked_for(study: Judgements, entry: Entry) -> None:
    study.run(NoteLookedFor(study.cases(entry), **study.target(entry), note=entry["note"]))


def _bundle(study: Judgements, entry: Entry) -> None:
    codings = {study.passage(entry["document"], quote)[0] for quote in entry["quotes"]}
    evidence = study.evidence_on(study.target(entry)["configuration"], codings)
    study.run(BundleEvidence(evidence, entry["note"]))


def _finding(study: Judgements, entry: Entry) -> None:
    finding = records.Finding(kind=entry["kind"], wording=entry["wording"], source=entry["source"], note=entry["note"])
    kept = study.run(KeepFinding(finding))
    study.run(
        AddEvidence(
            finding=kept.rid, **study.target(entry), stance=entry["stance"], rationale=entry.get("rationale", "")
        )
    )


def _use_theory(study: Judgements, entry: Entry) -> None:
    theory = records.SubstantiveTheory(
        name=entry["name"],
        authors=entry["authors"],
        citation=entry["citation"],
        constructs="\n".join(entry["constructs"]),
    )
    stored = study.run(AddRecord(theory))
    for use in entry["uses"]:
        study.run(UseTheory(stored.rid, **study.target(use), construct=use["construct"]))


def _rivals(study: Judgements, entry: Entry) -> None:
    members = {study.target(member)["configuration"]: member["verdict"] for member in entry["members"]}
    group = study.run(AddRivals(entry["name"], entry["question"], tuple(members)))
    if entry["adjudication"]:
        verdicts = tuple((member.rid, members[member.configuration or 0]) for member in study.members(group.rid))
        study.run(
            AdjudicateRivals(
                group.rid,
                entry["adjudication"],
                verdicts,
                held_on=entry["held_on"],
                attendees=entry["attendees"],
            )
        )


def _recommend(study: Judgements, entry: Entry) -> None:
    study.run(AddRecommendation(entry["wording"], entry["audience"], configurations=study.configurations(entry)))


def _appraise(study: Judgements, entry: Entry) -> None:
    ratings = {key: entry[key] for key in ("relevance", "richness", "rigour", "note")}
    study.run(AppraiseDocument(study.document(entry["document"]), **ratings))


def _memo(study: Judgements, entry: Entry) -> None:
    kind, about = study.about(entry)
    memo = study.run(WriteMemo(entry["title"], entry["body"], entry["kind"], entry["inference"], kind, about))
    for document, quote in entry.get("quotes", ()):
        _, rid, start, end = study.passage(document, quote)
        study.run(QuoteInMemo(memo.rid, rid, start, end))


def _decide(study: Judgements, entry: Entry) -> None:
    subjects: tuple[Subject, ...] = tuple(
        (kind, rid)
        for kind, rids in (("configuration", study.configurations(entry)), ("case", study.cases(entry)))
        for rid in rids
    )
    told = {key: entry[key] for key in ("held_on", "attendees", "note")}
    study.run(RecordDecision(entry["kind"], entry["wording"], **told, subjects=subjects))


def _record(study: Judgements, entry: Entry) -> None:
    kind, rid = study.about(entry)
    assert rid is not None
    study.run(RecordVersion(kind, rid, entry["change"], entry["reason"]))


_DOING: dict[str, Callable[[Judgements, Entry], None]] = {
    "prioritise": _prioritise,
    "freeze": _freeze,
    "split": _split,
    "express": _express,
    "judge": _judge,
    "looked_for": _looked_for,
    "bundle": _bundle,
    "finding": _finding,
    "use_theory": _use_theory,
    "rivals": _rivals,
    "recommend": _recommend,
    "appraise": _appraise,
    "memo": _memo,
    "decide": _decide,
    "record": _record,
}
"""What an entry says it does -> what does it."""


def do_judgements(workbench: Workbench, path: Path) -> None:
    """Do what a file of judgements says; raises as `Judgements.do`."""
    Judgements(workbench).do(path)
