"""What the foot of the Configurations page asks for, done: answers to remarks, ripples, pieces taken over."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from ipof_workbench.app.commands.configurations import LinkConfigurations, PutInPlace
from ipof_workbench.app.commands.merging import MergeConfigurations
from ipof_workbench.app.commands.remarks import DismissRemark, ReopenRemark
from ipof_workbench.app.commands.together import Together
from ipof_workbench.app.missing_pieces import MissingPiece, Partner, Proposal
from ipof_workbench.domain.listings import EvidenceRow
from ipof_workbench.domain.remark_rows import Remark, RemarkLink
from ipof_workbench.domain.text import shorten
from ipof_workbench.domain.vocabulary import LinkKind
from ipof_workbench.ui.configurations.configuration_table import ConfigurationTable
from ipof_workbench.ui.places import WorkPlace
from ipof_workbench.ui.session import Session


class LintActions(QObject):
    """`configuration_requested` carries (configuration, role key of the slot to go to, or "")."""

    configuration_requested = Signal(object, str)

    def __init__(self, session: Session, table: ConfigurationTable, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._table = session, table
        worth, missing = table.worth, table.missing
        worth.followed.connect(self._follow)
        worth.answered.connect(self._answer)
        worth.reopened.connect(self._reopen)
        missing.followed.connect(self._follow)
        missing.answered.connect(self._answer)
        missing.taken.connect(self._take)
        missing.partner_followed.connect(lambda rid: self.configuration_requested.emit(rid, ""))
        missing.search_asked.connect(self._search)
        missing.quotes_wanted.connect(self._show_quotes)
        missing.quote_opened.connect(self._open_quote)
        missing.join_asked.connect(self._join)
        # A proposal that is looked at stays: its quotes are those that pass by then.
        session.filter_changed.connect(self._renew_quotes)

    # --- remarks

    def _follow(self, remark: Remark, link: RemarkLink) -> None:
        if link.act == "ripple":
            self._link(remark, link)
        elif link.kind == "configuration":
            self.configuration_requested.emit(link.rid, link.role_key)
        elif link.kind == "document":
            self._session.open_quote(link.rid, link.start, link.end)
        else:
            self._session.show_record(link.kind, link.rid)

    def _link(self, remark: Remark, link: RemarkLink) -> None:
        command = LinkConfigurations(remark.about, link.rid, LinkKind.RIPPLE.value)
        outcome = self._session.run(command)
        if outcome is not None:
            self._session.show_toast(f"Linked {remark.name}: ripple into {link.words.removeprefix('Link to ')}")

    def _answer(self, remark: Remark, reason: str) -> None:
        if self._session.run(DismissRemark(*remark.key, reason, remark.state)) is not None:
            self._session.show_toast(f"Dismissed a remark on {shorten(remark.name, 40)}")

    def _reopen(self, remark: Remark) -> None:
        self._session.run(ReopenRemark(*remark.key))

    # --- missing pieces

    def _take(self, piece: MissingPiece, proposal: Proposal) -> None:
        role = proposal.role.label.lower()
        words = f"Took {role} “{shorten(proposal.label, 36)}” from {proposal.partner_number} into {piece.number}"
        put = PutInPlace(piece.configuration, proposal.role.key, proposal.element)
        if self._session.run(Together((put,), words)) is not None:
            self._session.show_toast(words)

    def _join(self, piece: MissingPiece, partner: Partner) -> None:
        if self._session.run(MergeConfigurations(piece.configuration, (partner.configuration,))) is not None:
            self._session.show_toast(f"Joined {partner.number} with {piece.number}")

    def _search(self, piece: MissingPiece) -> None:
        waits_for_reason = any(role.connector == "because" for role in piece.lacks)
        row = next((row for row in self._table.rows_of_project() if row.rid == piece.configuration), None)
        outcomes = {role.key for role in self._session.roles() if role.connector == "then"}
        explains = waits_for_reason and row is not None and bool(outcomes & row.present)
        self._session.go_to(WorkPlace("code", piece.configuration, "explain" if explains else "build"))

    def _show_quotes(self, proposal: Proposal) -> None:
        rows = self._session.workbench.read.evidence(
            configuration=proposal.partner,
            role_key=proposal.role.key,
            element=proposal.element,
            scope=self._session.current_filter,
        )
        self._table.missing.show_quotes(proposal, rows, is_narrowed=not self._session.current_filter.is_empty)

    def _renew_quotes(self) -> None:
        looking_at = self._table.missing.looking_at
        if looking_at is not None:
            self._show_quotes(looking_at)

    def _open_quote(self, row: EvidenceRow) -> None:
        self._session.open_quote(row.document, row.start, row.end)
