"""The Evidence and Cases tabs of a configuration: what they show, and what their signals do."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject

from ipof_workbench.domain import records
from ipof_workbench.domain.appearance import stance_look
from ipof_workbench.domain.evidence_rows import ElsewhereRow
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.listings import ConfigurationDetail, EvidenceRow
from ipof_workbench.ui.configurations.evidence_commands import EvidenceCommands
from ipof_workbench.ui.configurations.evidence_items import EvidenceItem, FindingItem, Item
from ipof_workbench.ui.configurations.evidence_tab import EvidenceTab
from ipof_workbench.ui.configurations.wording import link_words
from ipof_workbench.ui.evidence.cases_tab import CasesTab, why_not_noted
from ipof_workbench.ui.evidence.targets import Target, target_source
from ipof_workbench.ui.session import Session


class EvidenceDesk(QObject):
    """Joins the two tabs to the project."""

    def __init__(self, session: Session, tab: EvidenceTab, cases: CasesTab) -> None:
        super().__init__(tab)
        self._session, self.tab, self.cases = session, tab, cases
        self._configuration: Rid | None = None
        self._rows: Sequence[EvidenceRow] = ()
        self._elsewhere: Sequence[ElsewhereRow] = ()
        self._connect()

    def show_evidence(self, detail: ConfigurationDetail, rows: Sequence[EvidenceRow]) -> None:
        """Show the evidence of a configuration: its passages, and the findings that bear on it."""
        rid = self._configuration = detail.row.rid
        self._rows = rows
        scope = self._session.current_filter
        findings = self._session.workbench.read.evidence_on.finding_evidence(configuration=rid, scope=scope)
        self.tab.list.rows.can_edit = self._session.can_edit
        self.tab.editor.set_editable(self._session.can_edit)
        self.tab.editor.offer_places(detail.places, [(link.rid, link_words(link, rid)) for link in detail.links])
        self.tab.show_evidence(
            rows,
            detail.row.counts,
            detail.row.stances,
            self._session.role_styles(),
            findings,
            is_filtered=not scope.is_empty,
        )

    def show_cases(self) -> None:
        """Show the evidence by case, every case of the study with it."""
        if self._configuration is None:
            return
        read = self._session.workbench.read
        scope = self._session.current_filter
        cases = [case for case in read.cases() if not scope.cases or case.rid in scope.cases]
        sought = read.evidence_on.looked_for(configuration=self._configuration)
        why_not = self._session.why_not_editable or why_not_noted(scope)
        self.cases.show_evidence(self._rows, cases, sought, why_not)

    def _connect(self) -> None:
        commands, quotes, editor = EvidenceCommands(self._session), self.tab.list, self.tab.editor
        quotes.opened.connect(self._open)
        quotes.stance_chosen.connect(lambda items, stance: commands.judge(items, "stance", stance))
        quotes.strength_chosen.connect(lambda items, strength: commands.judge(items, "strength", strength))
        quotes.removal_requested.connect(commands.remove_evidence)
        quotes.rows.rationale_written.connect(commands.write_rationale)
        editor.judged.connect(commands.judge)
        editor.placed.connect(
            lambda items, kind, rid: commands.move_evidence(items, **{kind: rid or self._configuration})
        )
        editor.bears_also.connect(lambda items, target, stance: commands.bears_also(items, target.fields, stance))
        editor.moved.connect(lambda items, target: commands.move_evidence(items, **target.fields))
        editor.bundled.connect(commands.bundle)
        editor.unbundled.connect(commands.unbundle)
        editor.bundle_noted.connect(commands.note_bundle)
        editor.set_notes(self._note_of)
        editor.set_source(target_source(self._session, self._borne_on))
        self.tab.also_on_asked.connect(self._show_also_on)
        self.cases.noted.connect(lambda case: commands.note_looked_for(self._here(), case))
        self.cases.taken_back.connect(lambda case: commands.take_back_looked_for(self._here(), case))
        self.cases.note_written.connect(commands.edit_looked_for)

    def _note_of(self, bundle: Rid) -> str:
        found = self._session.workbench.read.find(records.EvidenceBundle, rid=bundle)
        return found[0].note if found else ""

    def _here(self) -> Rid:
        assert self._configuration is not None
        return self._configuration

    def _open(self, item: object) -> None:
        if isinstance(item, EvidenceItem):
            self._session.open_quote(item.first.document, item.first.start, item.first.end)
        elif isinstance(item, FindingItem):
            self._session.show_record("finding", item.first.finding)

    def _borne_on(self) -> frozenset[Target]:
        """Return what the chosen passage bears on already: that is not offered again."""
        found = {Target("configuration", self._here())}
        for row in self._elsewhere:
            if row.configuration is not None:
                found.add(Target("configuration", row.configuration))
            elif row.statement is not None:
                found.add(Target("statement", row.statement))
        return frozenset(found)

    def _show_also_on(self, items: tuple[Item, ...]) -> None:
        self._elsewhere = ()
        if len(items) != 1:
            return
        self._elsewhere = self._session.workbench.read.evidence_on.elsewhere(items[0].rids[0], self._session.only)
        others = [row for row in self._elsewhere if row.configuration != self._configuration]
        words = list(dict.fromkeys(f"{row.number} ({stance_look(row.stance).words})" for row in others))
        self.tab.show_also_on([f"also on {', '.join(words)}"] if words else [])
