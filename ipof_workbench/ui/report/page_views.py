"""The two views of the Report page, tables and quotes, and the switch between them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from ipof_workbench.domain.house_style import HouseStyle
from ipof_workbench.ui.report.quotes.quotes_view import QuotesView
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.theme.tokens import BAR_HEIGHT
from ipof_workbench.ui.widgets.grounds import Rule, Surface
from ipof_workbench.ui.widgets.panels import SidePanel
from ipof_workbench.ui.widgets.switches import SegmentedSwitch

TABLES, QUOTES = "tables", "quotes"
_VIEWS = ((TABLES, "Tables"), (QUOTES, "Quotes"))


class _SwitchBar(Surface):
    """As high as the bars beside it."""

    def __init__(self) -> None:
        super().__init__("panel")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.switch = SegmentedSwitch(_VIEWS, "Tables or quotes")
        # A widget around the row takes the height that is left, whatever the height of the switch.
        holder = QWidget()
        self._row = QHBoxLayout(holder)
        self._row.addWidget(self.switch)
        self._row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(holder, 1)
        column.addWidget(Rule())
        self._space()

    def theme_changed(self) -> None:
        self._space()
        super().theme_changed()

    def _space(self) -> None:
        theme = current_theme()
        self.setFixedHeight(theme.px(BAR_HEIGHT))
        self._row.setContentsMargins(theme.px(12), 0, theme.px(12), 0)


class PageViews(QStackedWidget):
    """Shows one of the views; the quotes are made when they are first shown.

    `chosen` carries the key of the view that the person wants; the page shows it.
    """

    chosen = Signal(object)
    offers_changed = Signal()
    """What can be done with the current quote is another."""

    def __init__(self, session: Session, style: Callable[[], HouseStyle], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._style = session, style
        self._quotes: QuotesView | None = None
        self._switches: list[SegmentedSwitch] = []

    @property
    def on_quotes(self) -> QuotesView | None:
        """The view of the quotes where it is in front, else None."""
        return self._quotes if self._quotes is not None and self.currentWidget() is self._quotes else None

    @property
    def quotes(self) -> QuotesView:
        """The view of the quotes."""
        if self._quotes is None:
            self._quotes = QuotesView(self._session, self._style)
            self._quotes.left_panel.head.addWidget(self.switch_bar())
            self._quotes.offered.connect(self.offers_changed)
            self.addWidget(self._quotes)
        return self._quotes

    def switch_bar(self) -> QWidget:
        """Return a bar with the switch, for the head of a view's left panel."""
        bar = _SwitchBar()
        bar.switch.chosen.connect(self.chosen)
        self._switches.append(bar.switch)
        return bar

    def show_view(self, key: str) -> None:
        """Bring a view to the front."""
        if key == TABLES:
            self.setCurrentIndex(0)
            if self._quotes is not None:
                self._quotes.deactivate()
        else:
            self.setCurrentWidget(self.quotes)
        for switch in self._switches:
            switch.set_current(key)

    def panels(self, left: SidePanel, right: SidePanel) -> tuple[SidePanel, SidePanel]:
        """Return the side panels of the view in front; `left` and `right` are those of the tables."""
        quotes = self.on_quotes
        return (left, right) if quotes is None else (quotes.left_panel, quotes.right_panel)

    def renew(self) -> None:
        """Read the quotes again, where they were shown: the style is another."""
        if self._quotes is not None:
            self._quotes.renew()

    def deactivate(self) -> None:
        """Leave a half-done edit."""
        if self._quotes is not None:
            self._quotes.deactivate()
