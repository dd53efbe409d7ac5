"""What can be done with the documents that are selected: open, rename, give a case or a status, delete."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu

from ipof_workbench.domain.listings import CaseRow
from ipof_workbench.domain.vocabulary import DocumentStatus
from ipof_workbench.ui.data.cell_entries import add_cell_entries
from ipof_workbench.ui.data.documents_model import NAME
from ipof_workbench.ui.session import Session

if TYPE_CHECKING:
    from ipof_workbench.ui.data.documents_tab import DocumentsTab


def documents_menu(tab: DocumentsTab, all_cases: Sequence[CaseRow], session: Session) -> QMenu:
    """Return the menu for the documents that are selected in a table."""
    menu = QMenu(tab)
    chosen = tab.selected()
    opening = menu.addAction("Open in Code")
    opening.setEnabled(len(chosen) == 1)
    opening.triggered.connect(lambda: session.open_document(chosen[0]))
    renaming = menu.addAction("Rename")
    renaming.setEnabled(len(chosen) == 1 and session.can_edit)
    renaming.triggered.connect(lambda: tab.view.edit(tab.view.currentIndex().siblingAtColumn(NAME)))
    cases, statuses = menu.addMenu("Case"), menu.addMenu("Status")
    for case in all_cases:
        cases.addAction(case.name.replace("&", "&&")).triggered.connect(lambda _=False, rid=case.rid: tab.set_case(rid))
    cases.addAction("No case").triggered.connect(lambda: tab.set_case(None))
    for status in DocumentStatus:
        statuses.addAction(status.words.capitalize()).triggered.connect(
            lambda _=False, key=status.value: tab.set_status(key)
        )
    deleting = menu.addAction("Delete")
    deleting.triggered.connect(tab.delete_selected)
    for part in (cases.menuAction(), statuses.menuAction(), deleting):
        part.setEnabled(bool(chosen) and session.can_edit)
    menu.addSeparator()
    add_cell_entries(menu, tab.act, session.why_not_editable, without=("add", "delete"))
    return menu
