"""The actions of the Report page, as its menu offers them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QAction

from ipof_workbench.ui.report.page_views import QUOTES, TABLES

if TYPE_CHECKING:
    from ipof_workbench.ui.report.report_page import ReportPage

KEYS = (
    ("Page Up, Page Down", "Turn the pages of the preview"),
    ("Space", "Among the quotes: choose the quote, or take it back"),
    ("Enter", "Among the quotes: show the quote in its text"),
    ("Ctrl+Delete", "While a quote is edited: leave the chosen words out"),
)
"""The keys that are no actions."""
NO_DRAFT = "Choose a draft in the list of publications first"


class ReportActions:
    """Makes the actions and says which of them hold now.

    Attributes:
        export: write what is in front to a file; the page says when it can.
    """

    def __init__(self, page: ReportPage) -> None:
        self._page = page
        publications = page.publications
        self.export, self._to_quotes, self._to_tables, self._begin, *self._on_draft = page.make_actions(
            (
                (
                    "Export the chosen output…",
                    "download",
                    "Ctrl+E",
                    lambda: page.export(page.settings_panel.suffix()),
                ),
                ("Choose the quotes", "message-square-text", "", lambda: page.show_view(QUOTES)),
                ("Back to the tables", "table-2", "", lambda: page.show_view(TABLES)),
                ("Begin a publication", "plus", "", publications.begin),
                ("Freeze the publication", "snowflake", "", publications.freeze),
                ("Delete the draft", "trash-2", "", publications.delete),
            )
        )

    def offered(self) -> list[QAction]:
        """Return the actions of what is in front; one that cannot be used now says why."""
        quotes = self._page.views.on_quotes
        if quotes is not None:
            return [self._to_tables, *quotes.page_actions()]
        shown = self._page.publications.shown
        is_draft = shown is not None and not shown.row.is_frozen
        for action in self._on_draft:
            action.setEnabled(is_draft)
            action.setToolTip("" if is_draft else NO_DRAFT)
        return [self.export, self._to_quotes, self._begin, *self._on_draft]
