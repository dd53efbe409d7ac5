"""What stands in place of a page that tells of everybody's codings, while others' codings are hidden."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout

from ipof_workbench.ui.page import Page
from ipof_workbench.ui.widgets.notices import EmptyState

if TYPE_CHECKING:
    from ipof_workbench.ui.session import Session

COVERED = "Others’ codings are hidden, and this page tells of everybody’s."
SHOW_THEM = "Show others’ codings"


class BlindCover(Page):
    """Has the key, title and icon of the page that it stands for, and nothing of what is in it."""

    def __init__(self, session: Session, page: Page) -> None:
        self.key, self.page_title, self.icon = page.key, page.page_title, page.icon  # type: ignore[misc]
        super().__init__(session)
        self.setObjectName("blindCover")
        self.empty = EmptyState(COVERED, SHOW_THEM)
        self.empty.action_requested.connect(lambda: session.set_blind(False))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.empty)

    def focus_primary(self) -> None:
        self.empty.setFocus(Qt.FocusReason.OtherFocusReason)
