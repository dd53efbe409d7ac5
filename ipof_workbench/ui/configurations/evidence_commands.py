"""What the Evidence and Cases tabs do to the project, each as one step."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ipof_workbench.domain import records
from ipof_workbench.domain.identity import Rid
from ipof_workbench.ui.configurations.evidence_items import EvidenceItem, FindingItem, Item
from ipof_workbench.ui.session import Session

Items = tuple[Item, ...]


class EvidenceCommands:
    """Runs the commands on evidence. Commands are imported when used: the window starts without them."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def judge(self, items: Items, field: str, value: object) -> None:
        """Set one field of evidence (stance, strength, directness, rationale ...), of all of it as one step."""
        from ipof_workbench.app.commands.evidence import JudgeEvidence, SetStance, SetStrength

        rids = _rids(items)
        if field == "stance":
            self._session.run(SetStance(rids, str(value)))
        elif field == "strength":
            self._session.run(SetStrength(rids, value if isinstance(value, int) else None))
        else:
            self._session.run(JudgeEvidence(rids, {field: value}))

    def write_rationale(self, item: Item, words: str) -> None:
        """Say why a passage bears on the configuration, in every role it was coded in, as one step."""
        self.judge((item,), "rationale", words)

    def move_evidence(self, items: Items, **target: Rid | None) -> None:
        """Let evidence bear on something else."""
        from ipof_workbench.app.commands.evidence import MoveEvidence

        if self._session.run(MoveEvidence(_rids(items), **target)) is not None:
            self._session.show_toast(self._session.workbench.history(1)[0].label)

    def bears_also(self, items: Items, target: Mapping[str, Any], stance: str) -> None:
        """Let passages and findings bear on something else too, each once, as one step."""
        from ipof_workbench.app.commands.evidence import AddEvidence
        from ipof_workbench.app.commands.together import Together

        parts = tuple(
            AddEvidence(coding=item.first.coding, stance=stance, **target)
            if isinstance(item, EvidenceItem)
            else AddEvidence(finding=item.first.finding, stance=stance, **target)
            for item in items
        )
        if self._session.run(Together(parts)) is not None:
            self._session.show_toast(self._session.workbench.history(1)[0].label)

    def bundle(self, items: Items) -> None:
        """Count passages of one account once."""
        from ipof_workbench.app.commands.bundles import BundleEvidence

        self._session.run(BundleEvidence(_rids(items)))

    def unbundle(self, items: Items) -> None:
        """Count passages one by one again."""
        from ipof_workbench.app.commands.bundles import UnbundleEvidence

        self._session.run(UnbundleEvidence(_rids(items)))

    def note_bundle(self, bundle: Rid, words: str) -> None:
        """Say why the passages of a bundle are one account."""
        from ipof_workbench.app.commands.record_edits import EditFields

        self._session.run(EditFields(records.EvidenceBundle, bundle, {"note": words}))

    def note_looked_for(self, configuration: Rid, case: Rid, note: str = "") -> None:
        """Note that the configuration was looked for in a case and not found."""
        from ipof_workbench.app.commands.looked_for import NoteLookedFor

        self._session.run(NoteLookedFor((case,), configuration, note=note))

    def take_back_looked_for(self, configuration: Rid, case: Rid) -> None:
        """Take that note back."""
        from ipof_workbench.app.commands.looked_for import TakeBackLookedFor

        self._session.run(TakeBackLookedFor((case,), configuration))

    def edit_looked_for(self, rid: Rid, note: str) -> None:
        """Write the note on a search that found nothing."""
        from ipof_workbench.app.commands.record_edits import EditFields

        self._session.run(EditFields(records.LookedFor, rid, {"note": note}))

    def remove_evidence(self, items: Items) -> None:
        """Remove evidence; the codings and findings stay."""
        from ipof_workbench.app.commands.deletion import DeleteRecords

        rids = _rids(items)
        if self._session.run(DeleteRecords(records.Evidence, rids)) is not None:
            findings = all(isinstance(item, FindingItem) for item in items)
            one, many, stays = ("finding", "findings", "finding") if findings else ("quote", "quotes", "coding")
            what = f"a {one}" if len(items) == 1 else f"{len(items):,} {many}"
            self._session.show_toast(f"Removed {what} from the evidence; the {stays} stays")


def _rids(items: Items) -> tuple[Rid, ...]:
    return tuple(rid for item in items for rid in item.rids)
