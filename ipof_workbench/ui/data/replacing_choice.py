"""Whether a transcript under review is a new document, or the new text of one that is there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ipof_workbench.domain.listings import DocumentRow
from ipof_workbench.ui.coding.document_facts import name_in_case
from ipof_workbench.ui.data.fact_form import FactForm
from ipof_workbench.ui.data.import_batch import TranscriptFile
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.notices import NoticeBox
from ipof_workbench.ui.widgets.plain_label import PlainLabel

if TYPE_CHECKING:
    from ipof_workbench.app.imports import ImportReport

FOLLOWS = "Codings follow their words. Passages that are not surely found are listed under Data, Imports."


class ReplacingChoice(QWidget):
    """A choice among the documents, those of the file's name first; it says where one has that name already."""

    def __init__(self, session: Session, file: TranscriptFile, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._file = file
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current_theme().px(6))
        assert file.parsed is not None, "shown for a file that was read"
        rows = session.workbench.read.texts.replaceable(file.parsed.name)
        self.notice = NoticeBox("plain", "")
        self.follows = PlainLabel(FOLLOWS, "small", "text2", wrap=True)
        column.addWidget(self.notice)
        if rows:
            form = FactForm()
            options: list[tuple[object, str]] = [(None, "A new document"), *((row.rid, _name(row)) for row in rows)]
            form.add_choice("Text of", options, file.replaces, self._choose)
            column.addWidget(form)
        column.addWidget(self.follows)
        same = [row for row in rows if row.name == file.parsed.name]
        if same:
            seen = session.workbench.read.document_rows([same[0].rid], session.only, with_progress=False)
            codings = sum(row.codings for row in seen)
            held = f", with {codings:,} coding{'' if codings == 1 else 's'}" if codings else ""
            self.notice.set_text(f"There is a {_name(same[0])} already{held}. Is this its corrected text?")
        self.notice.setVisible(bool(same))
        self._show_what_follows()

    def _choose(self, document: object) -> None:
        self._file.replaces = document if isinstance(document, int) else None
        self._show_what_follows()

    def _show_what_follows(self) -> None:
        self.follows.setVisible(self._file.replaces is not None)


def _name(row: DocumentRow) -> str:
    name = name_in_case(row.name, row.case_name)
    return f"{name} ({row.case_name})" if row.case_name else name


def stored_words(reports: Sequence[ImportReport]) -> str:
    """Say what an import brought: new documents, replaced texts, what was there already."""
    from ipof_workbench.app.text_imports import WHAT

    replaced = sum(report.added for report in reports if report.what == WHAT)
    left = sum(len(report.notes) for report in reports if report.what == WHAT)
    added = sum(report.added for report in reports if report.what != WHAT)
    unchanged = sum(report.unchanged for report in reports)
    parts = [f"{added:,} new"] if added or not replaced else []
    parts += [f"{replaced:,} text{'' if replaced == 1 else 's'} replaced"] if replaced else []
    parts += [f"{unchanged:,} unchanged"] if unchanged or not replaced else []
    return f"Imported: {', '.join(parts)}" + ("; some passages are to be found again" if left else "")
