"""A window on the project as it stood at some moment: every page, and nothing can be changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow

from ipof_workbench.ui.main_window import MainWindow
from ipof_workbench.ui.moments import local_time

if TYPE_CHECKING:
    from ipof_workbench.app.workbench import Workbench

_NOT_HERE = "This window shows the past; use the window of the project itself"
_OF_THE_PROJECT = ("new", "open", "sample", "backup", "check", "analyst")


def moment_words(at: str) -> str:
    """Return a stored time as the banner says it: “3 March 2026, 14:36”."""
    local = local_time(at)
    return f"{local.day} {local:%B %Y, %H:%M}" if local is not None else at


class PastWindow(MainWindow):
    """Shows a workbench that `Workbench.as_of` gave; closing the window closes that. `left` carries the window."""

    left = Signal(object)

    def __init__(self, settings: QSettings, past: Workbench) -> None:
        self._words = moment_words(past.moment)
        super().__init__(settings)
        self.setObjectName("pastWindow")
        self.desk.show_past(past)
        self.frame.banner.link_activated.connect(self.close)
        self.frame.banner.set_text(
            f"The theory as it stood on {self._words}. Nothing can be changed here.", "Back to the theory now"
        )
        self.frame.banner.show()

    def close_project(self) -> None:
        self.close()

    def show_title(self, title: str) -> None:
        """Show the moment over the title of the study."""
        super().show_title(f"{title}, as it stood on {self._words}" if title else "")
        if title:
            self.menu_row.set_title(f"As it stood on {self._words}")

    def renew_actions(self) -> None:
        super().renew_actions()
        for key in _OF_THE_PROJECT:
            self.actions_table.set_reason(key, _NOT_HERE)
        self.menus.recent.setEnabled(False)
        self.menus.recent.menuAction().setToolTip(_NOT_HERE)

    def closeEvent(self, event: QCloseEvent) -> None:
        # The size of the project's own window is the one that is kept.
        self.desk.close()
        self.desk.stop()
        QMainWindow.closeEvent(self, event)
        self.deleteLater()
        self.left.emit(self)
