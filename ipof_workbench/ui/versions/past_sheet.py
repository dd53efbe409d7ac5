"""Opening the theory as it stood: at a freeze, or at a day and time."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ipof_workbench.domain.identity import Rid
from ipof_workbench.ui.moments import when_words
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.sheet import Sheet

if TYPE_CHECKING:
    from ipof_workbench.app.workbench import Workbench

AT_A_TIME = ""
_FORM = "%Y-%m-%d %H:%M"


class PastSheet(Sheet):
    """The form: a frozen theory, or a day and time of this place.

    Args:
        theory: the frozen theory that is chosen at first.
    """

    def __init__(self, session: Session, host: QWidget, theory: Rid | None = None) -> None:
        super().__init__(host, "Open the theory as it stood", "Open", None, 460)
        self.setObjectName("pastSheet")
        self._session = session
        freezes = session.workbench.read.versions.frozen()
        options = [(str(row.rid), f"When “{row.name}” was frozen, {when_words(row.at)}") for row in reversed(freezes)]
        chosen = str(theory) if theory else (options[0][0] if options else AT_A_TIME)
        self.moment = self.add_choice("Moment", [*options, (AT_A_TIME, "At a day and time")], chosen, "pastMoment")
        self.at = self.add_line("Day and time", datetime.now().strftime(_FORM), "pastTime")
        self.add_words("It opens in a window of its own, for reading only. The project goes on beside it.")
        self.moment.currentIndexChanged.connect(self._show_field)
        self._show_field()
        self.set_work(self._open)

    def _show_field(self) -> None:
        by_time = self.moment.currentData() == AT_A_TIME
        self.at.setEnabled(by_time)
        self.at.setToolTip("" if by_time else "Choose “At a day and time” first")

    def _open(self) -> str:
        key = str(self.moment.currentData() or "")
        moment: str | Rid
        if key:
            moment = int(key)
        else:
            try:
                local = datetime.fromisoformat(self.at.text().strip())
            except ValueError:
                self.at.setFocus()
                return f"“{self.at.text().strip()}” is no time; write it like 2026-03-03 14:36."
            moment = local.astimezone().isoformat()
        session = self._session

        def opened(past: Workbench) -> None:
            if session.is_open:
                session.past_opened.emit(past)
            else:
                past.close()

        session.run_in_background(
            lambda _report: session.workbench.as_of(moment), opened, words="Going back to that moment"
        )
        return ""
