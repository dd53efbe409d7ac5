"""The links of a configuration with other configurations."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.listings import ConfigurationRow, LinkRow
from ipof_workbench.domain.remark_rows import Remark
from ipof_workbench.domain.vocabulary import LinkKind
from ipof_workbench.ui.configurations.in_place import CalmComboBox
from ipof_workbench.ui.configurations.tie_flow import TieChip, TieFlow
from ipof_workbench.ui.configurations.wording import link_end, link_kind_words, link_words
from ipof_workbench.ui.evidence.judgement_fields import RationaleLine
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.plain_label import as_tooltip
from ipof_workbench.ui.widgets.type_ahead import TypeAheadField, TypeAheadRow

NOTE_WIDTH = 260
MENU_HINT = "Right click, or the menu key: its kind, its evidence, its note"


class LinkRows(TieFlow):
    """The links of a configuration.

    Signals:
        followed(rid): the other end was asked for.
        removed(link), kind_chosen(link, kind): of a `LinkRow`.
        linked(kind, rid): a new link to another configuration.
        quotes_wanted(link), noted(link, words): its evidence, and what is said of it.
        rippled(from, to): a ripple that was offered is taken.
    """

    followed = Signal(object)
    removed = Signal(object)
    kind_chosen = Signal(object, str)
    linked = Signal(str, object)
    quotes_wanted = Signal(object)
    noted = Signal(object, str)
    rippled = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        self._others: Sequence[ConfigurationRow] = ()
        self._configuration: Rid | None = None
        self._evidence: Callable[[Rid], int] = lambda _link: 0
        self._note: RationaleLine | None = None
        self._ripples: Sequence[Remark] = ()
        self._linked: set[tuple[Rid, Rid]] = set()
        self.offers: list[TieChip] = []
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

    def show_links(
        self,
        configuration: Rid,
        links: Sequence[LinkRow],
        others: Sequence[ConfigurationRow],
        evidence: Callable[[Rid], int] = lambda _link: 0,
    ) -> None:
        """Show the links of a configuration; `others` are what it can be linked with, `evidence` counts what bears on
        a link."""
        self._configuration = configuration
        self._others = [other for other in others if other.rid != configuration]
        self._evidence = evidence
        # The remarks are read in the background: what was linked since is offered no more.
        self._linked = {(link.from_configuration, link.to_configuration) for link in links}
        self._offer()
        self._fill([self._chip(link, configuration) for link in links])

    def offer_ripples(self, ripples: Sequence[Remark]) -> None:
        """Take the possible ripples of the theory; those from and to the configuration that is shown are offered."""
        self._ripples = ripples
        self._offer()
        self._arrange()

    def _offer(self) -> None:
        for chip in self.offers:
            chip.hide()
            chip.deleteLater()
        self.offers = []
        here, numbers = self._configuration, {other.rid: other.number for other in self._others}
        for remark in self._ripples:
            explained = f"{remark.name} {remark.sentence} Press to link the two."
            for end in remark.links:
                if (remark.about, end.rid) in self._linked:
                    continue
                if remark.about == here and end.rid in numbers:
                    words = f"ripple to {numbers[end.rid]}?"
                elif end.rid == here:
                    words = f"ripple from {remark.name}?"
                else:
                    continue
                chip = TieChip("plus", words, explained, self, is_offer=True)
                chip.setEnabled(self.add_button.isEnabled())
                chip.activated.connect(lambda ends=(remark.about, end.rid): self.rippled.emit(*ends))
                self.offers.append(chip)

    def fill_menu(self, menu: QMenu, link: LinkRow) -> None:
        """Add what can be done with a link."""
        for kind in LinkKind:
            action = menu.addAction(kind.words.capitalize())
            action.setCheckable(True)
            action.setChecked(link.kind == kind.value)
            action.triggered.connect(lambda _=False, key=kind.value: self.kind_chosen.emit(link, key))
        menu.addSeparator()
        number = self._evidence(link.rid)
        quotes = menu.addAction(f"Show its evidence: {number:,}" if number else "No evidence on the link yet")
        quotes.triggered.connect(lambda: self.quotes_wanted.emit(link))
        quotes.setEnabled(number > 0)
        menu.addAction("Write its note…").triggered.connect(lambda: self.write_note(link))
        menu.addAction("Remove the link\tDel").triggered.connect(lambda: self.removed.emit(link))

    def _chip(self, link: LinkRow, configuration: Rid) -> TieChip:
        other, _number, title = link_end(link, configuration)
        number = self._evidence(link.rid)
        pieces = f"{number:,} piece{'' if number == 1 else 's'} of evidence" if number else ""
        explained = " · ".join(words for words in (title, link.note, pieces) if words)
        words = f"{link_words(link, configuration)}  {number:,}" if number else link_words(link, configuration)
        chip = TieChip("git-branch", words, explained, self)
        chip.setToolTip(as_tooltip("\n".join(part for part in (explained, MENU_HINT) if part)))
        chip.activated.connect(lambda: self.followed.emit(other))
        chip.remove_requested.connect(lambda: self.removed.emit(link))
        chip.menu_requested.connect(lambda point: self._open_menu(link, point))
        return chip

    def _open_menu(self, link: LinkRow, point: object) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.fill_menu(menu, link)
        menu.popup(point if isinstance(point, QPoint) else self.mapToGlobal(QPoint(0, self.height())))

    def write_note(self, link: LinkRow) -> None:
        """Let the note of a link be written in the row: Enter or leaving it stores, Esc takes back what was typed."""
        self._close_note()
        field = RationaleLine("Note of the link", f"Why it is {link_words(link, self._configuration or 0)}")
        field.setParent(self)
        field.setFixedWidth(current_theme().px(NOTE_WIDTH))
        field.show_text(link.note)
        field.written.connect(lambda words: self.noted.emit(link, words))
        field.left_by_key.connect(self._leave_note)
        field.editingFinished.connect(self._close_note)
        self._note = field
        self._arrange()
        field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _leave_note(self) -> None:
        self._close_note()
        self.add_button.setFocus(Qt.FocusReason.TabFocusReason)

    def _close_note(self) -> None:
        note, self._note = self._note, None
        if note is not None:
            note.hide()
            note.deleteLater()
            self._arrange()

    def extra(self) -> Sequence[QWidget]:
        return (*self.offers, *(() if self._note is None else (self._note,)))

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
