"""The small forms for a new project and for who is coding."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from ipof_workbench.domain.errors import WorkbenchError
from ipof_workbench.domain.grammars import PRESETS
from ipof_workbench.ui.opening import documents_folder
from ipof_workbench.ui.project_desk import PATTERN, ProjectDesk
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.sheet import Sheet
from ipof_workbench.ui.widgets.buttons import Button


def file_name_for(title: str) -> str:
    """Return a file name made from a title."""
    plain = re.sub(r'[<>:"/\\|?*\x00-\x1f]+', " ", title).strip(" .")
    return f"{' '.join(plain.split())[:80] or 'Study'}.ipof"


def open_new_sheet(host: QWidget, desk: ProjectDesk, after: Callable[[], None] | None = None) -> Sheet:
    """Ask for title, folder, grammar and analyst; `after` is called when the project is open."""
    sheet = Sheet(host, "New project", "Create project", None, 480)
    sheet.setObjectName("newProjectSheet")
    title = sheet.add_line("Title of the study", "", "newTitle")
    choose = Button("Choose…")
    folder = sheet.add_line("Folder", str(documents_folder()), "newFolder", choose)
    grammar = sheet.add_choice("Grammar", [(key, name) for key, (name, _) in PRESETS.items()], "cmo", "newGrammar")
    analyst = sheet.add_line("Your name, as analyst", str(desk.settings.value("analyst", "")), "newAnalyst")
    place = sheet.add_words("Makes the file Study.ipof in this folder.")

    def target() -> Path:
        return Path(folder.text().strip()).expanduser() / file_name_for(title.text())

    def choose_place() -> None:
        chosen = desk.ask_save_path("Where the project goes", target(), (PATTERN,))
        if chosen is not None:
            folder.setText(str(chosen.parent))
            if not title.text().strip():
                title.setText(chosen.stem)

    def create() -> str:
        if not title.text().strip():
            title.setFocus()
            return "A study needs a title."
        try:
            desk.create(target(), title.text().strip(), str(grammar.currentData()), analyst.text())
        except WorkbenchError as refusal:
            return str(refusal)
        if after is not None:
            after()
        return ""

    title.textChanged.connect(lambda: place.setText(f"Makes the file {target().name} in this folder."))
    choose.clicked.connect(choose_place)
    sheet.set_work(create)
    sheet.open()
    return sheet


def open_analyst_sheet(host: QWidget, session: Session, settled: Callable[[], None]) -> Sheet:
    """Ask who is coding from now on: one of those known, or a new name."""
    from ipof_workbench.domain import records

    workbench = session.workbench
    names = [analyst.name for analyst in workbench.read.find(records.Analyst)]
    sheet = Sheet(host, "Analyst", "Code as this analyst")
    sheet.setObjectName("analystSheet")
    known = sheet.add_choice("Known analysts", [(name, name) for name in names], workbench.analyst.name, "analystKnown")
    fresh = sheet.add_line("Or a new name", "", "analystName")

    def take() -> str:
        name = fresh.text().strip() or str(known.currentData() or "")
        try:
            session.act_as(name)
        except WorkbenchError as refusal:
            return str(refusal)
        settled()
        return ""

    sheet.set_work(take)
    sheet.open()
    return sheet
