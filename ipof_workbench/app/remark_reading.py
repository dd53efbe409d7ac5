"""What is worth a look in a project, and the queue of missing pieces."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ipof_workbench.app.missing_pieces import MissingPiece, missing_pieces
from ipof_workbench.app.reader import Reader
from ipof_workbench.app.remark_facts import Facts, Theory
from ipof_workbench.app.remarks import remarks, without_answered
from ipof_workbench.domain.filters import EVERYTHING, Filter
from ipof_workbench.domain.listings import ConfigurationRow
from ipof_workbench.domain.remark_rows import Remark, RemarksFound
from ipof_workbench.storage.queries import configurations, study
from ipof_workbench.storage.queries import remarks as queries

if TYPE_CHECKING:
    from ipof_workbench.storage.readable import Readable


@dataclass(frozen=True, slots=True)
class WorthKnowing:
    """The configurations that pass the filter, what is worth a look in them, what they lack."""

    rows: tuple[ConfigurationRow, ...]
    remarks: RemarksFound
    pieces: tuple[MissingPiece, ...]


class RemarkReading(Reader):
    """Remarks rest on the whole project whatever filter is in force: a filter only leaves some of them out."""

    def __init__(self, project: Readable) -> None:
        super().__init__(project)

    def facts(self) -> Facts:
        """Return what remarks are made from."""
        rows = self._read(configurations.configurations)
        alone = [row.rid for row in rows if row.counts.sources == 1]
        return Facts(
            rows=rows,
            places=self._read(configurations.places),
            roles=self._read(study.roles),
            drafts=self._read(configurations.drafts),
            links=self._read(configurations.links),
            variants=self._read(queries.variants),
            statements=self._read(queries.statement_standings),
            looked_for=self._read(queries.looked_for),
            asked_words=self._read(queries.asked_words),
            unlinked=self._read(queries.unlinked),
            sole_sources=self._read(queries.sole_sources, alone),
            names=self._read(queries.element_names),
            later=self._read(queries.later_than_the_sentence),
        )

    def found(self, scope: Filter = EVERYTHING) -> RemarksFound:
        """Return the open and the answered remarks; those about a configuration that does not pass are left out."""
        return self.worth_knowing(scope).remarks

    def worth_knowing(self, scope: Filter = EVERYTHING) -> WorthKnowing:
        """Return rows, remarks and missing pieces from one reading."""
        facts = self.facts()
        rows: Sequence[ConfigurationRow] = facts.rows
        if not scope.is_empty:
            rows = self._read(configurations.configurations, scope)
        shown = {row.rid for row in rows}

        def passes(remark: Remark) -> bool:
            return remark.about_kind != "configuration" or remark.about in shown

        every = [remark for remark in remarks(facts) if passes(remark)]
        pieces = (piece for piece in missing_pieces(Theory(facts)) if piece.configuration in shown)
        answers = self._read(queries.dismissals)
        return WorthKnowing(tuple(rows), without_answered(every, answers), tuple(pieces))
