"""Keys that code at once: hot codes, the last code again, the passage's own words, copied codes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QMenu, QWidget

from ipof_workbench.app.commands.coding_edits import CopyCodes
from ipof_workbench.app.commands.hot_codes import ClearHotCode, SetHotCode
from ipof_workbench.domain import records
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.listings import CodingRow
from ipof_workbench.domain.picking_rows import CodeChoice, HotRow
from ipof_workbench.domain.steps import Changed
from ipof_workbench.domain.text import shorten
from ipof_workbench.ui.coding.coding_desk import CodingDesk
from ipof_workbench.ui.coding.element_picker import Choice
from ipof_workbench.ui.coding.shown_codings import ShownCodings
from ipof_workbench.ui.keys.key_store import key_store
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.transcript.view import TranscriptView

if TYPE_CHECKING:
    from ipof_workbench.ui.coding.coding_page import CodingPage

RECENT = 9
_CONCERNED = (records.HotCode, records.ThematicCode, records.Element, records.Role, records.Analyst)


class CodeKeys(QObject):
    """`hot_changed` follows other hot codes.

    Attributes:
        hot: what is on each digit now, for whoever codes now.
        copied: the codings whose codes were copied.
    """

    hot_changed = Signal()

    def __init__(self, page: CodingPage) -> None:
        super().__init__(page)
        self._page = page
        self._session: Session = page.session
        self._view: TranscriptView = page.panes.view
        self._shown: ShownCodings = page.panes.shown
        self._desk: CodingDesk = page.desk
        self._keys = key_store(page.session)
        self._analyst: Rid = 0
        self.copied: tuple[Rid, ...] = ()
        self.hot: dict[int, HotRow] = {}
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self.refresh)
        self._view.hot_key_pressed.connect(self._press_digit)
        self._view.installEventFilter(self)
        self._session.changed.connect(self._on_changed)
        page.picker.hot_requested.connect(self._assign_picked)

    # --- hot codes

    def refresh(self) -> None:
        """Read what is on the digits of whoever codes now."""
        if not self._session.is_open:
            return
        self._analyst = self._session.workbench.analyst.rid
        rows = self._session.workbench.read.picking.hot_codes(self._analyst)
        hot = {row.digit: row for row in rows}
        if hot != self.hot:
            self.hot = hot
            self.hot_changed.emit()

    def _on_changed(self, changed: Changed) -> None:
        if changed.touches(*_CONCERNED):
            self._later.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Somebody else may have been said to code meanwhile, which is no change of the project.
        if event.type() == QEvent.Type.FocusIn and self._session.workbench.analyst.rid != self._analyst:
            self._later.start()
        return super().eventFilter(watched, event)

    def _press_digit(self, digit: object) -> None:
        if isinstance(digit, int) and digit and self._page.ways.way != "judge":
            self.code_hot(digit)

    def code_hot(self, digit: int) -> None:
        """Code the passage with what is on a digit; the keyboard goes to the text."""
        self._desk.take_keyboard()
        self.refresh()
        row = self.hot.get(digit)
        if row is None:
            self._desk.hinted.emit(f"Nothing is on key {digit}: Ctrl+Shift+{digit} puts the last coding there.")
            return
        self._code(row.choice, row.name)

    def assign(self, digit: int) -> None:
        """Put what the chosen coding, or the last one, is coded with on a digit."""
        choice, name = self.meant()
        if choice is None:
            self._desk.hinted.emit(f"Code a passage first, or choose a coding{self._keys.hint('overlap')}.")
            return
        self._put(digit, choice, name)

    def _assign_picked(self, picked: Choice, digit: int) -> None:
        """Put what stands in the type-ahead on a digit."""
        if picked.what == "code":
            self._put(digit, CodeChoice(picked.rid), picked.words)
        else:
            role_key = self._desk.role_of(picked.role_key).key
            self._put(digit, CodeChoice(None, picked.rid, role_key), picked.words)

    def _put(self, digit: int, choice: CodeChoice, name: str) -> None:
        if self._session.run(SetHotCode(digit, choice.code, choice.element, choice.role_key)) is not None:
            self._desk.hinted.emit(f"“{shorten(name, 40)}” is on key {digit}.")

    def clear(self, digit: int) -> None:
        """Take what is on a digit off it."""
        self._session.run(ClearHotCode(digit))

    # --- once more

    def meant(self) -> tuple[CodeChoice | None, str]:
        """Return what the chosen coding, else the last one, is coded with, and its name."""
        chosen = self._view.chosen_coding()
        rid = chosen.key if chosen is not None else self._desk.last_coding
        row = None if rid is None else self._session.workbench.read.coding(rid)
        if row is not None:
            return choice_of(row), row.code_name or row.element_label
        recent = self._recent()
        return recent[0] if recent else (None, "")

    def repeat(self) -> None:
        """Code the passage with what the last one was coded with."""
        rid = self._desk.last_coding
        row = None if rid is None else self._session.workbench.read.coding(rid)
        if row is not None:
            self._code(choice_of(row), row.code_name or row.element_label)
            return
        recent = self._recent()
        if recent:
            self._code(*recent[0])
        else:
            self._desk.hinted.emit("Nothing has been coded yet that could be repeated.")

    def in_vivo(self) -> None:
        """Code the passage with a new code named by its own words."""
        span = self._desk.passage()
        if span is not None:
            self._desk.code_new(span)

    def _code(self, choice: CodeChoice, name: str) -> None:
        span = self._desk.passage()
        if span is not None and self._desk.code_with(choice, span):
            self._desk.hinted.emit(f"Coded with “{shorten(name, 40)}”.")

    def _recent(self) -> list[tuple[CodeChoice, str]]:
        read = self._session.workbench.read
        names = {(row.choice.code, row.choice.element): row.name for row in read.picking.rows()}
        used = read.picking.used_last(self._session.workbench.analyst.rid, RECENT)
        return [(choice, names.get((choice.code, choice.element), "")) for choice in used]

    def show_recent(self) -> None:
        """Open the list of what was used last; the figures 1 to 9 take from it."""
        recent = self._recent()
        if not recent:
            self._desk.hinted.emit("Nothing has been coded yet.")
            return
        span = self._desk.passage()
        if span is None:
            return
        menu = _menu("Codes used last", self._page)
        for number, (choice, name) in enumerate(recent, start=1):
            letter = self._desk.role_of(choice.role_key).letter if choice.element is not None else "#"
            words = shorten(name, 60).replace("&", "&&")
            action = menu.addAction(f"&{number}  {letter}  {words}")
            action.triggered.connect(lambda _=False, choice=choice, name=name: self._code(choice, name))
        menu.aboutToHide.connect(self._desk.take_keyboard)
        menu.popup(self._desk.caret())

    # --- copied codes

    def copy(self) -> None:
        """Remember the codes of the passage: of the chosen coding's, the selected one's or the caret's."""
        chosen = self._view.chosen_coding()
        here = self._desk.codings_at_caret()
        base = chosen or (here[0] if here else None)
        if base is None:
            self._desk.hinted.emit("Nothing is coded here.")
            return
        rows = self._shown.rows.values()
        same = [row for row in rows if (row.start, row.end) == (base.start, base.end)]
        self.copied = tuple(row.coding for row in same)
        names = ", ".join(f"“{shorten(row.code_name or row.element_label, 24)}”" for row in same)
        self._desk.hinted.emit(f"Copied {names}.")

    def paste(self) -> None:
        """Code the passage with the codes that were copied."""
        read = self._session.workbench.read
        kept = tuple(rid for rid in self.copied if read.exists(records.Coding, rid))
        if not kept:
            self._desk.hinted.emit(f"Copy the codes of a passage first{self._keys.hint('copy_codes')}.")
            return
        span, document = self._desk.passage(), self._shown.document
        if span is None or document is None:
            return
        outcome = self._session.run(CopyCodes(kept, document, *span))
        if outcome is not None:
            self._desk.leave_passage(outcome.result[-1])

    def hot_menu(self, digit: int) -> QMenu:
        """Return the menu of a digit of the strip."""
        menu = _menu(f"Key {digit}", self._page)
        choice, name = self.meant()
        put = menu.addAction(
            f"Put “{shorten(name, 40)}” here".replace("&", "&&") if choice else "Put the last coding here"
        )
        put.setEnabled(choice is not None)
        put.setToolTip("" if choice is not None else "Code a passage first")
        put.triggered.connect(lambda: self.assign(digit))
        clear = menu.addAction(f"Clear key {digit}")
        clear.setEnabled(digit in self.hot)
        clear.setToolTip("" if digit in self.hot else "Nothing is on this key")
        clear.triggered.connect(lambda: self.clear(digit))
        return menu


def choice_of(row: CodingRow) -> CodeChoice:
    """Return what a coding is coded with."""
    return CodeChoice(row.code, row.element, row.role_key)


def _menu(name: str, parent: QWidget) -> QMenu:
    menu = QMenu(parent)
    menu.setAccessibleName(name)
    menu.setToolTipsVisible(True)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return menu
