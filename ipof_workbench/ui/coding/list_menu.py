"""What the list of documents shows and how: the menu beside its field, and the words of what is chosen there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QMenu, QWidget

from ipof_workbench.domain.document_choices import (
    EVERY_DOCUMENT,
    NO_CASE,
    CaseName,
    CodedBy,
    DocumentChoice,
    DocumentOrder,
    Grouping,
)
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.vocabulary import DocumentStatus
from ipof_workbench.ui.coding.document_facts import KIND_HEADS
from ipof_workbench.ui.coding.document_source import Listing
from ipof_workbench.ui.coding.document_tree import NO_CASE_HEAD

CODED_WORDS = {
    CodedBy.NOBODY.value: "Without codings",
    CodedBy.ME.value: "Coded by you",
    CodedBy.NOT_ME.value: "Not coded by you",
}
GROUPING_WORDS = {
    Grouping.CASE.value: "Case",
    Grouping.CASE_AND_KIND.value: "Case, then kind",
    Grouping.KIND.value: "Kind",
}
ORDER_WORDS = {
    DocumentOrder.KIND.value: "Kind, then name",
    DocumentOrder.NAME.value: "Name",
    DocumentOrder.STATUS.value: "Status",
    DocumentOrder.CODINGS.value: "Number of codings",
    DocumentOrder.WORDS.value: "Length",
    DocumentOrder.IMPORT.value: "Order of import",
}
STATUS_WORDS = {DocumentStatus.UNCODED.value: "New"}


def status_words(status: DocumentStatus) -> str:
    """Return a status as the list says it."""
    return STATUS_WORDS.get(status.value, status.words.capitalize())


def choice_words(choice: DocumentChoice, cases: Sequence[CaseName]) -> str:
    """Return what a choice lets through, in words; empty where that is everything."""
    names = {case.rid: case.name for case in cases} | {NO_CASE: NO_CASE_HEAD}
    parts = [
        *(status_words(status) for status in DocumentStatus if status.value in choice.statuses),
        *([CODED_WORDS[choice.coded_by]] if choice.coded_by else []),
        *(head for kind, head in KIND_HEADS.items() if kind in choice.kinds),
        *(name for rid, name in names.items() if rid in choice.cases),
    ]
    words = ", ".join(part if at == 0 else part[:1].lower() + part[1:] for at, part in enumerate(parts[:2]))
    return f"{words} and {len(parts) - 2} more" if len(parts) > 2 else words


TELLS_OF_OTHERS = "This tells what others have coded, and their codings are hidden"


class StayingMenu(QMenu):
    """A menu that stays open while things are ticked in it."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        action = self.activeAction()
        if action is not None and action.isEnabled() and action.isCheckable() and action.menu() is None:
            action.trigger()
        else:
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        action = self.activeAction()
        if event.key() == Qt.Key.Key_Space and action is not None and action.isEnabled() and action.isCheckable():
            action.trigger()
        else:
            super().keyPressEvent(event)


class ListMenu(StayingMenu):
    """`asked` carries a `Listing` each time something was chosen."""

    asked = Signal(object)

    def __init__(
        self, listing: Listing, cases: Sequence[CaseName], analyst: Rid, parent: QWidget, is_blind: bool = False
    ) -> None:
        super().__init__(parent)
        self.setToolTipsVisible(True)
        self._listing, self._analyst = listing, analyst
        choice = listing.choice
        telling = [
            self._tick(
                self, status_words(status), status.value in choice.statuses, self._flip("statuses", status.value)
            )
            for status in DocumentStatus
        ]
        self.addSeparator()
        for key, words in CODED_WORDS.items():
            action = self._tick(self, words, choice.coded_by == key, partial(self._set_coded_by, key))
            telling += [action] if key == CodedBy.NOBODY else []
        for action in telling if is_blind else ():
            # What is chosen already can be left.
            action.setEnabled(action.isChecked())
            action.setToolTip(TELLS_OF_OTHERS)
        self.addSeparator()
        kinds, of_cases = self._below("Kind"), self._below("Case")
        for kind, head in KIND_HEADS.items():
            self._tick(kinds, head, kind in choice.kinds, self._flip("kinds", kind))
        for case in cases:
            self._tick(of_cases, case.name, case.rid in choice.cases, self._flip("cases", case.rid))
        self._tick(of_cases, NO_CASE_HEAD, NO_CASE in choice.cases, self._flip("cases", NO_CASE))
        self.addSeparator()
        self._one_of(self._below("Group by"), GROUPING_WORDS, listing.grouping, "grouping")
        sorting = self._below("Sort by")
        self._one_of(sorting, ORDER_WORDS, listing.order, "order")
        sorting.addSeparator()
        self._tick(sorting, "Last first", listing.descending, lambda on: self._ask(descending=on))
        self.addSeparator()
        self._all = self.addAction("Show all documents")
        self._all.triggered.connect(lambda: self._ask(choice=replace(EVERY_DOCUMENT, words=choice.words)))
        self._renew()

    def _below(self, title: str) -> StayingMenu:
        menu = StayingMenu(self)
        menu.setTitle(title)
        self.addMenu(menu)
        return menu

    def _tick(self, menu: QMenu, words: str, on: bool, work: Callable[[bool], object]) -> QAction:
        # A name may hold "&", which a menu takes for the sign of a key.
        action = menu.addAction(words.replace("&", "&&"))
        action.setCheckable(True)
        action.setChecked(on)
        action.toggled.connect(work)
        return action

    def _one_of(self, menu: QMenu, words: dict[str, str], current: str, part: str) -> None:
        group = QActionGroup(menu)
        for key, shown in words.items():
            action = menu.addAction(shown)
            action.setCheckable(True)
            action.setChecked(key == current)
            group.addAction(action)
            action.triggered.connect(lambda _on, key=key: self._ask(**{part: key}))

    def _flip(self, part: str, key: object) -> Callable[[bool], None]:
        def flip(on: bool) -> None:
            held = getattr(self._listing.choice, part)
            wanted = held | {key} if on else held - {key}
            self._ask(choice=replace(self._listing.choice, **{part: wanted}))

        return flip

    def _set_coded_by(self, key: str, on: bool) -> None:
        others = [words for known, words in CODED_WORDS.items() if known != key]
        for action in self.actions():
            # One of the three at most: ticking one takes the tick from another.
            if on and action.text() in others and action.isChecked():
                action.blockSignals(True)
                action.setChecked(False)
                action.blockSignals(False)
        self._ask(choice=replace(self._listing.choice, coded_by=key if on else "", analyst=self._analyst))

    def _ask(self, **parts: object) -> None:
        self._listing = replace(self._listing, **parts)  # type: ignore[arg-type]
        self._renew()
        self.asked.emit(self._listing)

    def _renew(self) -> None:
        shows_all = replace(self._listing.choice, words="").is_empty
        self._all.setEnabled(not shows_all)
        self._all.setToolTip("All documents are shown" if shows_all else "")
