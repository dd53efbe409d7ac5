"""The sentences of the theory as a list: heads of theory areas, claims, and what the open document says to each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt

from ipof_workbench.domain.appearance import STANCE_LOOKS, STANCE_ORDER
from ipof_workbench.domain.judging_rows import ClaimRow
from ipof_workbench.domain.sentences import JOINT, PARTS, closing, sentence_pieces
from ipof_workbench.ui.coding.coding_marks import statement_disc
from ipof_workbench.ui.widgets.list_rows import ListModel

AnyIndex = QModelIndex | QPersistentModelIndex
ROLE_ROW = int(Qt.ItemDataRole.UserRole) + 820
ClaimKey = tuple[str, int]
Stances = Mapping[str, int]

NO_AREA = "Without a theory area"


@dataclass(frozen=True, slots=True)
class AreaHead:
    """The theory area over its claims."""

    name: str


def claim_key(claim: ClaimRow) -> ClaimKey:
    """Return what tells one claim from another."""
    return claim.kind, claim.rid


def disc_number(claim: ClaimRow) -> str:
    """Return the number of a claim as it stands in its disc."""
    return statement_disc(claim.number) if claim.kind == "theory_statement" else claim.number


def claim_runs(claim: ClaimRow) -> list[tuple[str, bool]]:
    """Return the sentence in runs of (words, whether they join parts); a title stands where nothing is worded."""
    parts = dict(zip(PARTS, (claim.if_text, claim.then_text, claim.because_text), strict=True))
    runs: list[tuple[str, bool]] = []
    for piece in sentence_pieces(parts):
        runs += [(f"{JOINT} ", False)] if runs else []
        runs += [(f"{piece.connector} ", True), (" ".join(piece.words.split()), False)]
    if not runs:
        return [(claim.title or "Nothing in it yet", False)]
    return [*runs, (closing(runs[-1][0]), False)]


class ClaimModel(ListModel[AreaHead | ClaimRow]):
    """Heads of theory areas and claims; `current` is the claim that keys judge against."""

    heads = (AreaHead,)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.current: ClaimKey | None = None
        self.judged: Mapping[ClaimKey, Stances] = {}
        self.here: Mapping[ClaimKey, str] = {}

    def show_claims(self, claims: Sequence[ClaimRow]) -> None:
        """Show these claims under their areas."""
        rows: list[AreaHead | ClaimRow] = []
        area: str | None = None
        several = len({claim.theory_area_name for claim in claims}) > 1
        for claim in claims:
            if several and claim.theory_area_name != area:
                area = claim.theory_area_name
                rows.append(AreaHead(area or NO_AREA))
            rows.append(claim)
        self.show(rows)

    def claims(self) -> list[ClaimRow]:
        """Return the claims in their order."""
        return [row for row in self.rows if isinstance(row, ClaimRow)]

    def data(self, index: AnyIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == ROLE_ROW:
            return row
        if isinstance(row, AreaHead):
            return row.name if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole) else None
        words = "".join(run for run, _ in claim_runs(row))
        if role == Qt.ItemDataRole.DisplayRole:
            return words
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{disc_number(row)}: {words}{self._said(row)}"
        return None

    def _said(self, row: ClaimRow) -> str:
        here = self.here.get(claim_key(row))
        counts = self.judged.get(claim_key(row), {})
        said = [f"this passage {STANCE_LOOKS[here].words}"] if here else []
        said += [f"{counts[key]:,} {STANCE_LOOKS[key].words}" for key in STANCE_ORDER if counts.get(key)]
        return f"; {', '.join(said)}" if said else ""

    def row_of(self, key: ClaimKey | None) -> int:
        """Return the place of a claim, -1 where it is not shown."""
        for at, row in enumerate(self.rows):
            if isinstance(row, ClaimRow) and claim_key(row) == key:
                return at
        return -1
