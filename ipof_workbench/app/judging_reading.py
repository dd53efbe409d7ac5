"""What the Code page shows when passages are judged against the theory, and when outcomes are explained."""

from __future__ import annotations

from ipof_workbench.app.reader import Reader
from ipof_workbench.domain.filters import EVERYTHING, Filter
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.judging_rows import ClaimRow, JudgedRow, OutcomeRow, PassageRow
from ipof_workbench.domain.listings import PlaceRow, StatementRow
from ipof_workbench.domain.numbers import natural_key
from ipof_workbench.domain.sentences import PARTS, sentence_parts
from ipof_workbench.storage.queries import configurations, judging


class JudgingReading(Reader):
    """Claims, judged passages, coded outcomes."""

    def claims(self) -> list[ClaimRow]:
        """Return the statements, then the configurations, each by theory area and number, as they read."""
        areas = {name: at for at, (_, name) in enumerate(self._read(configurations.theory_areas))}
        found = [_of_statement(row) for row in self._read(configurations.statements)] + self._configurations()

        def order(claim: ClaimRow) -> tuple[bool, int, object]:
            area = areas.get(claim.theory_area_name, len(areas))
            return claim.kind == "configuration", area, natural_key(claim.number)

        return sorted(found, key=order)

    def _configurations(self) -> list[ClaimRow]:
        places: dict[Rid, tuple[PlaceRow, ...]] = self._read(configurations.places)
        drafts = self._read(configurations.drafts)
        found = []
        for rid, number, title, status, area in self._read(judging.configurations):
            written = dict(zip(PARTS, drafts.get(rid, (0, "", "", ""))[1:], strict=True))
            parts = sentence_parts(written, places.get(rid, ()))
            words = (parts[part] for part in PARTS)
            found.append(ClaimRow._make(("configuration", rid, number, title, *words, status, area)))
        return found

    def judged(self, document: Rid, scope: Filter = EVERYTHING) -> list[JudgedRow]:
        """Return the evidence from a document that bears on statements and configurations, in the order of the text."""
        found: list[JudgedRow] = self._read(judging.judged, document, scope)
        return found

    def outcomes(self, document: Rid | None = None, scope: Filter = EVERYTHING) -> list[OutcomeRow]:
        """Return the coded outcomes (of one document), those that nothing explains first."""
        found: list[OutcomeRow] = self._read(judging.outcomes, document, scope)
        return found

    def outcome_passages(
        self,
        element: Rid,
        role_key: str,
        configuration: Rid | None = None,
        document: Rid | None = None,
        scope: Filter = EVERYTHING,
    ) -> list[PassageRow]:
        """Return the passages coded with an outcome, those of `document` first."""
        found: list[PassageRow] = self._read(
            judging.outcome_passages, element, role_key, configuration, document, scope
        )
        return found

    def passages_near(
        self,
        element: Rid,
        role_key: str,
        configuration: Rid | None = None,
        document: Rid | None = None,
        scope: Filter = EVERYTHING,
    ) -> list[PassageRow]:
        """Return what is coded as context, mechanism ... in the accounts that tell of an outcome, the nearest first."""
        found: list[PassageRow] = self._read(judging.passages_near, element, role_key, configuration, document, scope)
        return found


def _of_statement(row: StatementRow) -> ClaimRow:
    return ClaimRow(
        "theory_statement",
        row.rid,
        row.number,
        "",
        row.if_text,
        row.then_text,
        row.because_text,
        row.status,
        row.theory_area_name,
    )
