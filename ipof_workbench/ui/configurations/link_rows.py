"""The links of a configuration with other configurations."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.listings import ConfigurationRow, LinkRow
from ipof_workbench.domain.vocabulary import LinkKind
from ipof_workbench.ui.configurations.in_place import CalmComboBox
from ipof_workbench.ui.configurations.tie_flow import TieChip, TieFlow
from ipof_workbench.ui.configurations.wording import link_end, link_kind_words, link_words
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.type_ahead import TypeAheadField, TypeAheadRow


class LinkRows(TieFlow):
    """The links of a configuration.

    Signals:
        followed(rid): the other end was asked for.
        removed(link), kind_chosen(link, kind): of a `LinkRow`.
        linked(kind, rid): a new link to another configuration.
    """

    followed = Signal(object)
    removed = Signal(object)
    kind_chosen = Signal(object, str)
    linked = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        self._others: Sequence[ConfigurationRow] = ()
        self._configuration: Rid | None = None
        super().__init__("Add a link to another configuration", parent)

    def build_adding(self) -> QWidget:
        adding = QWidget()
        self.kind = CalmComboBox("Kind of link")
        for kind in LinkKind:
            self.kind.addItem(link_kind_words(kind.value), kind.value)
        self.other = TypeAheadField("Number or title")
        self.other.set_source(self._other_rows)
        self.other.taken.connect(self._take)
        self.other.cancelled.connect(self.close_by_key)
        self.other.left.connect(self._look_whether_left)
        self.other.setFixedWidth(current_theme().px(150))
        row = QHBoxLayout(adding)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(current_theme().px(6))
        row.addWidget(self.kind)
        row.addWidget(self.other)
        return adding

    def field(self) -> TypeAheadField:
        return self.other

    def show_links(self, configuration: Rid, links: Sequence[LinkRow], others: Sequence[ConfigurationRow]) -> None:
        """Show the links of a configuration; `others` are what it can be linked with."""
        self._configuration = configuration
        self._others = [other for other in others if other.rid != configuration]
        self._fill([self._chip(link, configuration) for link in links])

    def fill_menu(self, menu: QMenu, link: LinkRow) -> None:
        """Add what can be done with a link."""
        for kind in LinkKind:
            action = menu.addAction(kind.words.capitalize())
            action.setCheckable(True)
            action.setChecked(link.kind == kind.value)
            action.triggered.connect(lambda _=False, key=kind.value: self.kind_chosen.emit(link, key))
        menu.addSeparator()
        menu.addAction("Remove the link\tDel").triggered.connect(lambda: self.removed.emit(link))

    def _chip(self, link: LinkRow, configuration: Rid) -> TieChip:
        other, _number, title = link_end(link, configuration)
        explained = " · ".join(words for words in (title, link.note) if words)
        chip = TieChip("git-branch", link_words(link, configuration), explained, self)
        chip.activated.connect(lambda: self.followed.emit(other))
        chip.remove_requested.connect(lambda: self.removed.emit(link))
        chip.menu_requested.connect(lambda point: self._open_menu(link, point))
        return chip

    def _open_menu(self, link: LinkRow, point: object) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.fill_menu(menu, link)
        menu.popup(point if isinstance(point, QPoint) else self.mapToGlobal(QPoint(0, self.height())))

    def _other_rows(self, typed: str) -> list[TypeAheadRow]:
        wanted = typed.casefold()
        named = [(other, f"{other.number}  {other.title}".strip()) for other in self._others]
        fitting = [(other, words) for other, words in named if wanted in words.casefold()]
        # The number itself comes before all that merely hold it.
        fitting.sort(key=lambda pair: pair[0].number.casefold() != wanted)
        return [TypeAheadRow(other.rid, words) for other, words in fitting[:40]]

    def _take(self, row: object, _stay: bool) -> None:
        if isinstance(row, TypeAheadRow):
            self.close_by_key()
            self.linked.emit(str(self.kind.currentData()), row.key)

    def _look_whether_left(self) -> None:
        # The kind is chosen after the field was opened just as well.
        view = self.kind.view()
        if not self.kind.hasFocus() and not view.isVisible() and not self.kind.underMouse():
            self.close_picker()
