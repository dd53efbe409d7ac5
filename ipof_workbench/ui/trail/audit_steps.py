"""The steps of the audit as rows of a table, and which of them pass a filter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt

from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.text import folded
from ipof_workbench.domain.trail_rows import AuditStep
from ipof_workbench.ui.moments import local_time, when_words
from ipof_workbench.ui.widgets.delegates import ROLE_MUTED
from ipof_workbench.ui.widgets.plain_label import as_tooltip
from ipof_workbench.ui.widgets.rows_model import AnyIndex, RowsModel

KINDS: tuple[tuple[str, frozenset[str]], ...] = (
    ("Configurations", frozenset({"configuration", "configuration_version", "place", "place_content"})),
    ("Statements", frozenset({"theory_statement", "statement_version", "statement_vote"})),
    ("Evidence", frozenset({"evidence", "looked_for", "finding", "evidence_bundle"})),
    ("Codings", frozenset({"coding", "excerpt", "thematic_code"})),
    ("Elements", frozenset({"element"})),
    ("Links", frozenset({"configuration_link", "statement_configuration"})),
    ("Versions of the theory", frozenset({"programme_theory", "version_evidence", "lineage"})),
    ("Memos", frozenset({"memo", "memo_quote"})),
    ("Decisions", frozenset({"decision", "decision_subject"})),
    ("Cases", frozenset({"case", "configuration_case"})),
    ("Documents", frozenset({"document", "text_revision", "turn", "appraisal", "import_batch"})),
    ("Participants", frozenset({"participant", "participant_case", "document_participant"})),
    ("Attributes", frozenset({"attribute_definition", "attribute_value"})),
)
"""What a person calls kinds of records, and the tables behind each."""


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """What of the audit to show; empty parts let everything through."""

    words: str = ""
    analyst: str = ""
    tables: frozenset[str] = frozenset()
    since: date | None = None


def searched(step: AuditStep) -> str:
    """Return what words are looked for in: label and reason, without regard to case and accents."""
    return folded(f"{step.label} {step.reason}")


def passing(steps: Sequence[AuditStep], only: AuditFilter, texts: Mapping[Rid, str] | None = None) -> list[AuditStep]:
    """Return the steps that pass; `texts` holds what `searched` gave for them before: folding 30,000 takes time."""
    wanted = folded(only.words).split()
    found = []
    for step in steps:
        if only.analyst and step.analyst != only.analyst:
            continue
        if only.tables and not only.tables & step.tables:
            continue
        if wanted:
            text = (texts or {}).get(step.step) or searched(step)
            if not all(word in text for word in wanted):
                continue
        if only.since is not None:
            moment = local_time(step.at)
            if moment is None or moment.date() < only.since:
                continue
        found.append(step)
    return found


class StepsModel(RowsModel[AuditStep]):
    """The steps that pass, newest first."""

    heads = ("Step", "Analyst", "When", "Why")

    def data(self, index: AnyIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid():
            return None
        step = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            label = f"{step.label} (undone)" if step.undone else step.label
            return (label, step.analyst, when_words(step.at), step.reason)[index.column()]
        if role == ROLE_MUTED:
            return step.undone
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == 0:
            return as_tooltip(step.label)
        return None
