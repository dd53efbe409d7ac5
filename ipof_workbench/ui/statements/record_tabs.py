"""The tabs that any record has (recorded versions, memos, what was done to it), as far as their modules are there."""

from __future__ import annotations

import importlib
from typing import Any

from PySide6.QtWidgets import QWidget

from ipof_workbench.domain.identity import Rid
from ipof_workbench.ui.page_stack import is_there
from ipof_workbench.ui.session import Session

_TABS = (
    ("Memos", "ipof_workbench.ui.records.memos_tab", "MemosTab"),
    ("History", "ipof_workbench.ui.records.audit_tab", "AuditTab"),
)


def record_tabs(session: Session) -> list[tuple[str, Any]]:
    """Return (words, tab) of the tabs that are there; each has `show_subject(kind, rid)`."""
    found = []
    for words, module, name in _TABS:
        if is_there(module):
            made: QWidget = getattr(importlib.import_module(module), name)(session)
            found.append((words, made))
    return found


def can_record_versions() -> bool:
    """Tell whether a version of a statement can be recorded in the window."""
    return is_there("ipof_workbench.ui.versions.record_version_sheet")


def record_version(session: Session, host: QWidget, statement: Rid) -> None:
    """Open the sheet that records a version of a statement."""
    made = importlib.import_module("ipof_workbench.ui.versions.record_version_sheet").RecordVersionSheet
    made(session, "theory_statement", statement, host).open()
