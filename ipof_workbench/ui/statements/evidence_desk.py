"""The Evidence and Cases tabs of a statement: what they show, and what their signals do."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject

from ipof_workbench.domain.appearance import stance_look
from ipof_workbench.domain.filters import EVERYTHING
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.listings import EvidenceRow
from ipof_workbench.domain.statement_rows import ListedStatement
from ipof_workbench.ui.configurations.evidence_commands import EvidenceCommands
from ipof_workbench.ui.configurations.evidence_items import EvidenceItem, FindingItem, Item
from ipof_workbench.ui.configurations.evidence_tab import EvidenceTab, Narrowing
from ipof_workbench.ui.evidence.cases_tab import CaseCounts, CasesTab, why_not_noted
from ipof_workbench.ui.evidence.targets import target_source
from ipof_workbench.ui.session import Session


class StatementEvidenceDesk(QObject):
    """Joins the two tabs to the project."""

    def __init__(self, session: Session, tab: EvidenceTab, cases: CasesTab) -> None:
        super().__init__(tab)
        self._session, self.tab, self.cases = session, tab, cases
        self._statement: Rid | None = None
        self._rows: Sequence[EvidenceRow] = ()
        tab.editor.place.hide()  # a statement has no places
        tab.editor.rationale.setPlaceholderText("Why it bears on the statement")
        self._connect()

    def show_evidence(self, held: ListedStatement) -> None:
        """Show the evidence on a statement: its passages, and the findings that bear on it."""
        self._statement = held.rid
        read, scope = self._session.workbench.read, self._session.current_filter
        self._rows = read.evidence(statement=held.rid, scope=scope)
        findings = read.evidence_on.finding_evidence(statement=held.rid, scope=scope)
        self.tab.list.rows.can_edit = self._session.can_edit
        self.tab.editor.set_editable(self._session.can_edit)
        self.tab.show_evidence(
            self._rows,
            held.counts,
            held.stances,
            self._session.role_styles(),
            findings,
            is_filtered=not scope.is_empty,
        )

    def show_cases(self) -> None:
        """Show the evidence by case, every case of the study with it."""
        if self._statement is None:
            return
        read, scope = self._session.workbench.read, self._session.current_filter
        cases = [case for case in read.cases() if not scope.cases or case.rid in scope.cases]
        sought = read.evidence_on.looked_for(statement=self._statement)
        why_not = self._session.why_not_editable or why_not_noted(scope)
        self.cases.show_evidence(self._rows, cases, sought, why_not)

    def narrow_to(self, counts: CaseCounts) -> None:
        """Show only the quotes of one case."""
        self.tab.narrow(Narrowing(counts.name, lambda row: row.case == counts.case))

    def narrow_to_pieces(self, words: str, pieces: set[Rid]) -> None:
        """Show only these pieces of evidence; `words` follow “Only”."""
        self.tab.narrow(Narrowing(words, lambda row: row.evidence in pieces, lambda row: row.evidence in pieces))

    def _connect(self) -> None:
        commands, quotes, editor = EvidenceCommands(self._session), self.tab.list, self.tab.editor
        quotes.opened.connect(self._open)
        quotes.stance_chosen.connect(lambda items, stance: commands.judge(items, "stance", stance))
        quotes.strength_chosen.connect(lambda items, strength: commands.judge(items, "strength", strength))
        quotes.removal_requested.connect(commands.remove_evidence)
        quotes.rows.rationale_written.connect(commands.write_rationale)
        editor.judged.connect(commands.judge)
        editor.bears_also.connect(lambda items, target, stance: commands.bears_also(items, target.fields, stance))
        editor.moved.connect(lambda items, target: commands.move_evidence(items, **target.fields))
        editor.bundled.connect(commands.bundle)
        editor.unbundled.connect(commands.unbundle)
        editor.set_source(target_source(self._session))
        self.tab.also_on_asked.connect(self._show_also_on)
        self.tab.go_to_code_requested.connect(lambda: self._session.show_page("code"))
        self.tab.all_requested.connect(lambda: self._session.set_filter(EVERYTHING))
        self.cases.noted.connect(self._note)
        self.cases.taken_back.connect(self._take_back)
        self.cases.note_written.connect(commands.edit_looked_for)

    def _open(self, item: object) -> None:
        if isinstance(item, EvidenceItem):
            self._session.open_quote(item.first.document, item.first.start, item.first.end)
        elif isinstance(item, FindingItem):
            self._session.show_record("finding", item.first.finding)

    def _show_also_on(self, items: tuple[Item, ...]) -> None:
        if len(items) != 1:
            return
        found = self._session.workbench.read.evidence_on.elsewhere(items[0].rids[0], self._session.only)
        others = [row for row in found if row.statement != self._statement]
        words = list(dict.fromkeys(f"{row.number} ({stance_look(row.stance).words})" for row in others))
        self.tab.show_also_on([f"also on {', '.join(words)}"] if words else [])

    def _note(self, case: Rid) -> None:
        from ipof_workbench.app.commands.looked_for import NoteLookedFor

        self._session.run(NoteLookedFor((case,), statement=self._statement))

    def _take_back(self, case: Rid) -> None:
        from ipof_workbench.app.commands.looked_for import TakeBackLookedFor

        self._session.run(TakeBackLookedFor((case,), statement=self._statement))
