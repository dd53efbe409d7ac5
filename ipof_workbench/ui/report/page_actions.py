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


ON_TABLES, ON_QUOTES = "The tables are shown already", "The quotes are shown already"
NO_QUOTES = "Show the quotes first"


class ReportActions:
    """Makes the actions and says which of them hold now; one that cannot be used says why.

    Attributes:
        export: write what is in front to a file; the page says when it can.
    """

    def __init__(self, page: ReportPage) -> None:
        self._page = page
        publications, views = page.publications, page.views
        self.export, self._to_quotes, self._to_tables, self._begin, self._freeze, self._delete = page.make_actions(
            (
                ("Export the chosen output…", "download", "Ctrl+E", lambda: page.export(page.settings_panel.suffix())),
                ("Choose the quotes", "message-square-text", "", lambda: page.show_view(QUOTES)),
                ("Back to the tables", "table-2", "", lambda: page.show_view(TABLES)),
                ("Begin a publication", "plus", "", self._begin_publication),
                ("Freeze the publication", "snowflake", "", publications.freeze),
                ("Delete the draft", "trash-2", "", publications.delete),
            )
        )
        self._on_quotes = page.make_actions(
            (
                ("Choose the quote, or take it back", "check", "", lambda: views.quotes.toggle()),
                ("Edit or paraphrase the quote", "pencil", "F2", lambda: views.quotes.edit()),
                ("Move the quote up", "chevron-up", "Alt+Up", lambda: views.quotes.move_quote(-1)),
                ("Move the quote down", "chevron-down", "Alt+Down", lambda: views.quotes.move_quote(1)),
                ("Show the quote in its text", "text-search", "", lambda: views.quotes.open_place()),
            )
        )
        views.offers_changed.connect(self.renew)
        self.renew()

    def offered(self) -> list[QAction]:
        """Return the actions."""
        self.renew()
        views = [self._to_quotes, self._to_tables]
        return [self.export, self._begin, self._freeze, self._delete, *views, *self._on_quotes]

    def renew(self) -> None:
        """Let each action be usable, or say why it is not."""
        quotes, shown = self._page.views.on_quotes, self._page.publications.shown
        is_draft = shown is not None and not shown.row.is_frozen
        _let(self._to_quotes, ON_QUOTES if quotes is not None else "")
        _let(self._to_tables, ON_TABLES if quotes is None else "")
        _let(self._begin, self._page.session.why_not_whole("A publication"))
        for action in (self._freeze, self._delete):
            _let(action, "" if is_draft else NO_DRAFT)
        for at, action in enumerate(self._on_quotes, start=1):
            _let(action, NO_QUOTES if quotes is None else str(quotes.now[at]))

    def _begin_publication(self) -> None:
        self._page.show_view(TABLES)
        self._page.publications.begin()


def _let(action: QAction, reason: str) -> None:
    action.setEnabled(not reason)
    action.setToolTip(reason)
