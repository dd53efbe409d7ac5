"""Merging configurations, and making one the rival of another: choosing which."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.listings import ConfigurationRow
from ipof_workbench.domain.vocabulary import LinkKind, Status
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.sheet import Sheet
from ipof_workbench.ui.versions.sheet_parts import SentenceField, TickList, choice, run_or_say

MOST_LINES = 7


class _OthersSheet(Sheet):
    """A form that chooses among the other configurations."""

    def __init__(self, session: Session, configuration: Rid, host: QWidget, title: str, verb: str, label: str) -> None:
        self._session, self._rid = session, configuration
        rows = session.workbench.read.configurations()
        self._others = [row for row in rows if row.rid != configuration]
        self._number = next(row.number for row in rows if row.rid == configuration)
        super().__init__(host, title.format(self._number), verb, None, 520)
        self._ticked: set[Rid] = set()
        self.filter = self.add_line("Filter", "", "othersFilter")
        self.others = TickList(label, MOST_LINES)
        self.add_field(label, self.others)
        self.filter.textChanged.connect(lambda _: self._show())
        self.others.changed.connect(lambda _item: self._remember())
        self._show()

    def chosen(self) -> tuple[Rid, ...]:
        """Return the ticked configurations, those that the filter hides too."""
        return tuple(row.rid for row in self._others if row.rid in self._ticked)

    def _shown(self) -> list[ConfigurationRow]:
        typed = self.filter.text().strip().casefold()
        return [row for row in self._others if typed in f"{row.number} {row.title}".casefold()]

    def _show(self) -> None:
        ticked = set(self._ticked)
        self.others.show_lines(
            [(row.rid, f"{row.number}  {row.title or 'No title yet'}", row.rid in ticked) for row in self._shown()]
        )
        self._ticked = ticked

    def _remember(self) -> None:
        shown = {row.rid for row in self._shown()}
        self._ticked = (self._ticked - shown) | set(self.others.ticked())


class MergeSheet(_OthersSheet):
    """The form: which others, how their places come together, what becomes of them."""

    def __init__(self, session: Session, configuration: Rid, host: QWidget) -> None:
        super().__init__(
            session, configuration, host, "Merge others into configuration {}", "Merge", "Configurations it takes in"
        )
        self.setObjectName("mergeSheet")
        joined = [("and", "All of it holds (and)"), ("or", "Either holds (or)")]
        kept = [(status.value, status.words.capitalize()) for status in (Status.PARKED, Status.REJECTED)]
        self.joined = choice("Their places", joined, "and", "mergeJoined")
        self.kept = choice("The others are kept as", kept, "parked", "mergeStatus")
        self.add_row(self.joined, self.kept)
        self.reason = SentenceField("Why they are one")
        self.add_field("Reason", self.reason)
        self.set_work(self._merge)

    def _merge(self) -> str:
        from ipof_workbench.app.commands.merging import MergeConfigurations

        if not self.chosen():
            return "Tick at least one other configuration to merge."
        command = MergeConfigurations(
            self._rid,
            self.chosen(),
            str(self.joined.currentData()),
            str(self.kept.currentData()),
            self.reason.words(),
        )
        outcome, problem = run_or_say(self._session, command)
        if outcome is not None:
            self._session.show_toast(f"Merged into configuration {self._number}")
        return problem


class RivalSheet(_OthersSheet):
    """The form: which others explain the same otherwise."""

    def __init__(self, session: Session, configuration: Rid, host: QWidget) -> None:
        super().__init__(session, configuration, host, "Rivals of configuration {}", "Link as rivals", "Its rivals")
        self.setObjectName("rivalSheet")
        self.note = QLineEdit()
        self.add_field("Note", self.note)
        self.set_work(self._link)

    def _link(self) -> str:
        from ipof_workbench.app.commands.configurations import LinkConfigurations
        from ipof_workbench.app.commands.together import Together

        if not self.chosen():
            return "Tick at least one other configuration."
        note = self.note.text().strip()
        parts = tuple(LinkConfigurations(self._rid, other, LinkKind.RIVAL.value, note) for other in self.chosen())
        outcome, problem = run_or_say(self._session, Together(parts) if len(parts) > 1 else parts[0])
        if outcome is not None:
            self._session.show_toast(f"Linked configuration {self._number} with its rivals")
        return problem
