"""Recommendations: what follows for practice, for whom, and from which configurations."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ipof_workbench.domain import records
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.listings import ConfigurationRow
from ipof_workbench.domain.statement_rows import RecommendationRow
from ipof_workbench.domain.text import shorten
from ipof_workbench.ui.editing_lock import EditingLock
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.statements.entry_row import EntryRow
from ipof_workbench.ui.statements.record_form import RecordForm
from ipof_workbench.ui.statements.rows_view import WordList, WordRow
from ipof_workbench.ui.statements.statement_commands import StatementCommands
from ipof_workbench.ui.statements.tie_rows import Tie, TieRows, fitting
from ipof_workbench.ui.widgets.notices import EmptyState
from ipof_workbench.ui.widgets.type_ahead import TypeAheadRow

NOTHING_YET = "No recommendations yet. Write below what follows from the configurations."


class RecommendationsView(QWidget):
    """The list in its order; `current_changed(RecommendationRow or None)`."""

    current_changed = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._commands = session, StatementCommands(session)
        self._rows: Sequence[RecommendationRow] = ()
        self._wanted: Rid | None = None
        self.list = WordList("Recommendations", weight=400)
        self.entry = EntryRow("Next recommendation", "What should be done, and how", "Add")
        self.entry.entered.connect(self._add)
        self.entry.left.connect(self.focus_list)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.list)
        self._pages.addWidget(EmptyState(NOTHING_YET))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._pages, 1)
        column.addWidget(self.entry)
        EditingLock(session, self, lambda: (self.entry.field, self.entry.button))
        self.list.current_row_changed.connect(self._tell)
        self.list.delete_requested.connect(self.delete_current)
        self.list.move_requested.connect(self._move)

    def show_recommendations(self, rows: Sequence[RecommendationRow]) -> None:
        """Show them in their order."""
        self._rows = rows
        shown = [WordRow(row.rid, str(at), row.wording, _below(row)) for at, row in enumerate(rows, start=1)]
        self.list.show_rows(shown, self._wanted)
        self._wanted = None
        self._pages.setCurrentIndex(0 if rows else 1)

    def select(self, recommendation: Rid) -> None:
        """Make a recommendation the current one, now or as soon as it is there."""
        if any(row.rid == recommendation for row in self._rows):
            self._wanted = recommendation
            self.show_recommendations(self._rows)
        else:
            self._wanted = recommendation

    def focus_list(self) -> None:
        """Give the keyboard to the list, or to the field while there is none."""
        (self.list if self._rows else self.entry.field).setFocus()

    def current(self) -> RecommendationRow | None:
        """Return the current recommendation."""
        return next((row for row in self._rows if row.rid == self.list.current()), None)

    def delete_current(self) -> None:
        """Delete the current recommendation."""
        held = self.current()
        if held is not None:
            self._wanted = self.list.neighbour()
            words = f"Deleted “{shorten(held.wording, 40)}”"
            self._commands.delete_records(records.Recommendation, (held.rid,), words)

    def _add(self, wording: str) -> None:
        from ipof_workbench.app.commands.grounding import AddRecommendation

        outcome = self._session.run(AddRecommendation(wording))
        if outcome is not None:
            self.entry.clear()
            self.select(outcome.result.rid)

    def _move(self, step: int) -> None:
        from ipof_workbench.app.commands.grounding import MoveRecommendations

        order = [row.rid for row in self._rows]
        held = self.list.current()
        if held not in order or not 0 <= order.index(held) + step < len(order):
            return
        at = order.index(held) + step
        before = order[at] if step < 0 else (order[at + 1] if at + 1 < len(order) else None)
        self._session.run(MoveRecommendations((held,), before))

    def _tell(self) -> None:
        self.current_changed.emit(self.current())


def _below(row: RecommendationRow) -> str:
    ground = ", ".join(held.number for held in row.configurations)
    noun = "configuration" if len(row.configurations) == 1 else "configurations"
    parts = (f"For {row.audience}" if row.audience else "", f"from {noun} {ground}" if ground else "from nothing yet")
    return " · ".join(part for part in parts if part)


class RecommendationDetail(RecordForm):
    """Everything on one recommendation."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(
            session,
            "recommendation",
            "Recommendation",
            "Choose a recommendation in the list.",
            "Delete the recommendation",
            parent,
        )
        self._session, self._commands = session, StatementCommands(session)
        self.recommendation: RecommendationRow | None = None
        self._configurations: Sequence[ConfigurationRow] = ()
        self.add_field("wording", "What should be done", lines=3)
        self.add_field("audience", "For whom", "Moderators, hosts, funders")
        self.ground = TieRows(
            "Add a configuration it follows from", "Number or title of a configuration", "It does not follow from it"
        )
        self.ground.set_source(self._choices)
        self.ground.added.connect(lambda row: self._set_ground(row.key, True))
        self.ground.removed.connect(lambda key: self._set_ground(key, False))
        self.ground.followed.connect(session.show_configuration)
        self.add_part("Follows from", self.ground)
        self.add_field("note", "Note", lines=2, one_line=False)
        self.finish(self.ground)
        self.changed.connect(self._store)
        self.delete_requested.connect(self._delete)

    def set_choices(self, configurations: Sequence[ConfigurationRow]) -> None:
        """Take what a recommendation can follow from."""
        self._configurations = configurations

    def show_recommendation(self, held: RecommendationRow | None) -> None:
        """Show a recommendation."""
        if self.recommendation is not None and (held is None or held.rid != self.recommendation.rid):
            self.commit()
        self.recommendation = held
        if held is None:
            self.show_fields("Recommendation", None)
            return
        values = {name: str(getattr(held, name)) for name in ("wording", "audience", "note")}
        self.show_fields("Recommendation", held.rid, values)
        self.ground.show_ties([Tie(tie.rid, "blocks", tie.words) for tie in held.configurations])

    def _choices(self, typed: str) -> list[TypeAheadRow]:
        held = {tie.rid for tie in self.recommendation.configurations} if self.recommendation is not None else set()
        return fitting([(row.rid, row.number, row.title) for row in self._configurations if row.rid not in held], typed)

    def _set_ground(self, configuration: Rid, follows: bool) -> None:
        from ipof_workbench.app.commands.grounding import GroundRecommendation

        if self.recommendation is not None:
            self._session.run(GroundRecommendation(self.recommendation.rid, configuration, follows))

    def _store(self, field: str, words: str) -> None:
        held = self.recommendation
        if held is not None and not self._commands.edit_record(records.Recommendation, held.rid, {field: words}):
            self.fields[field].setPlainText(str(getattr(held, field)))
            self.fields[field].set_text(str(getattr(held, field)))

    def _delete(self) -> None:
        if self.recommendation is not None:
            words = f"Deleted “{shorten(self.recommendation.wording, 40)}”"
            self._commands.delete_records(records.Recommendation, (self.recommendation.rid,), words)
