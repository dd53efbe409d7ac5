"""What auto-coding proposes, and what its rules can go by."""

from __future__ import annotations

from collections.abc import Sequence

from ipof_workbench.app.reader import Reader
from ipof_workbench.app.tasks import Report, no_report
from ipof_workbench.domain.auto_coding import AutoRule, Proposal
from ipof_workbench.domain.filters import EVERYTHING, Filter
from ipof_workbench.domain.identity import Rid
from ipof_workbench.storage.queries import auto_coding


class AutoCodingReading(Reader):
    """What auto-coding proposes and can go by (`read.auto`)."""

    def proposals(
        self,
        rule: AutoRule,
        scope: Filter = EVERYTHING,
        target: auto_coding.Target = (None, None, None),
        analyst: Rid | None = None,
        report: Report = no_report,
    ) -> list[Proposal]:
        """Return the passages that a rule proposes; for a worker."""
        found: list[Proposal] = self._read(auto_coding.proposals, rule, scope, target, analyst, report)
        return found

    def speakers(self) -> list[tuple[str, bool, int]]:
        """Return (name, whether an interviewer, turns) of who speaks."""
        found: list[tuple[str, bool, int]] = self._read(auto_coding.speakers)
        return found

    def participant_roles(self) -> list[tuple[str, int]]:
        """Return (role, participants)."""
        found: list[tuple[str, int]] = self._read(auto_coding.participant_roles)
        return found

    def questions(self) -> list[tuple[Rid, str, int]]:
        """Return (question, its words, answers) of the surveys."""
        found: list[tuple[Rid, str, int]] = self._read(auto_coding.questions)
        return found

    def names(self, documents: Sequence[Rid]) -> dict[Rid, tuple[str, str, str]]:
        """Return document -> (name, case, kind)."""
        found: dict[Rid, tuple[str, str, str]] = self._read(auto_coding.names, documents)
        return found
