"""The running count of the day: how much the analyst has coded since midnight, and where."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from ipof_workbench.ui.coding.document_facts import counted, name_in_case
from ipof_workbench.ui.places import DayPlace
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.buttons import LinkButton
from ipof_workbench.ui.widgets.plain_label import PlainLabel

MOST_DOCUMENTS = 12
LONGEST_WAIT_MS = 600_000
"""A clock that is set, or a computer that slept over midnight, is noticed after this time at the latest."""


def start_of_day(now: datetime) -> datetime:
    """Return the midnight before a local time, as the clock of that day has it (also when the clocks change)."""
    return datetime.combine(now.date(), time()).astimezone()


def stored_form(moment: datetime) -> str:
    """Return a moment as times are stored: UTC, ISO 8601."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds")


class DayCount(QWidget):
    """“34 codings in 3 documents”; a click lists the documents, and leads to the steps of the day."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._day = ""
        self._head = PlainLabel("Today", "caption", "text2", 600)
        self.button = LinkButton("")
        self.button.clicked.connect(self.open_menu)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self._head)
        self._column.addWidget(self.button)
        self._midnight = QTimer(self, singleShot=True)
        self._midnight.timeout.connect(self.look_at_the_clock)
        current_theme().changed.connect(self._space)
        self._space()

    def _space(self) -> None:
        px = current_theme().px
        self._column.setContentsMargins(px(12), px(8), px(12), px(12))
        self._column.setSpacing(px(2))

    @staticmethod
    def now() -> datetime:
        """Return the local time (tests put another clock here)."""
        return datetime.now().astimezone()

    def since(self) -> str:
        """Return the midnight before now, as times are stored."""
        return stored_form(start_of_day(self.now()))

    def show_today(self) -> None:
        """Count again, and wait for the next midnight."""
        workbench = self._session.workbench
        self._day = self.since()
        rows = workbench.read.by_document.coded_since(self._day, workbench.analyst.rid)
        codings = sum(row.codings for row in rows)
        words = f"{counted(codings, 'coding')} in {counted(len(rows), 'document')}" if rows else "No codings yet"
        self.button.setText(words)
        self.button.setAccessibleName(f"Today: {words[:1].lower()}{words[1:]}")
        self.button.setToolTip(f"{words}: show where" if rows else "Nothing coded today by you")
        self._wait_for_midnight()

    def _wait_for_midnight(self) -> None:
        left = start_of_day(self.now() + timedelta(days=1)) - self.now()
        self._midnight.start(min(LONGEST_WAIT_MS, int(left.total_seconds() * 1000) + 50))

    def look_at_the_clock(self) -> None:
        """Count the new day, where one has begun."""
        if not self._session.is_open:
            return
        if self.since() != self._day:
            self.show_today()
        else:
            self._wait_for_midnight()

    def menu(self) -> QMenu:
        """Return the list of documents that were coded today, the last one first, and the way to the steps."""
        workbench = self._session.workbench
        menu = QMenu(self)
        rows = workbench.read.by_document.coded_since(self.since(), workbench.analyst.rid)
        for row in rows[:MOST_DOCUMENTS]:
            name = name_in_case(row.name, row.case_name).replace("&", "&&")
            action = menu.addAction(f"{name}\t{counted(row.codings, 'coding')}")
            action.triggered.connect(
                lambda _=False, row=row: self._session.open_quote(row.document, row.start, row.end)
            )
        if len(rows) > MOST_DOCUMENTS:
            menu.addAction(f"and {len(rows) - MOST_DOCUMENTS:,} more").setEnabled(False)
        if not rows:
            menu.addAction("Nothing coded today").setEnabled(False)
        menu.addSeparator()
        steps = menu.addAction("Your steps of today")
        steps.triggered.connect(lambda: self._session.go_to(DayPlace("history", self.since(), workbench.analyst.name)))
        return menu

    def open_menu(self) -> None:
        """Open the list over the count."""
        menu = self.menu()
        corner = self.button.mapToGlobal(QPoint(0, 0))
        menu.popup(corner - QPoint(0, menu.sizeHint().height()))
