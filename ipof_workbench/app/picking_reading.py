"""What can be read for the keys: what to pick from, what was used last, what the digits hold."""

from __future__ import annotations

from ipof_workbench.app.reader import Reader
from ipof_workbench.domain.filters import EVERYTHING, Filter
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.picking_rows import CodeChoice, CodedPlace, HotRow, PickRow
from ipof_workbench.storage.queries import picking


class PickingReading(Reader):
    """Codes and elements to pick from (`read.picking`)."""

    def rows(self, only: Rid | None = None) -> list[PickRow]:
        """Return the named elements and the thematic codes, by name, with the codings of everybody, or of `only`."""
        found: list[PickRow] = self._read(picking.pick_rows, only)
        return found

    def used_last(self, analyst: Rid, limit: int = 9) -> list[CodeChoice]:
        """Return what an analyst coded with last, the latest first."""
        found: list[CodeChoice] = self._read(picking.used_last, analyst, limit)
        return found

    def hot_codes(self, analyst: Rid) -> list[HotRow]:
        """Return what is on the digit keys of an analyst."""
        found: list[HotRow] = self._read(picking.hot_codes, analyst)
        return found

    def coded_places(self, choice: CodeChoice, scope: Filter = EVERYTHING) -> list[CodedPlace]:
        """Return where a code or element was coded, by case, document and place."""
        found: list[CodedPlace] = self._read(picking.coded_places, choice, scope)
        return found
