"""Keeps a panel of the codebook in step with the project, and does what its gestures, keys and menu ask."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu, QWidget

from ipof_workbench.domain import records
from ipof_workbench.domain.codebook_rows import CodebookRow
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.steps import Changed
from ipof_workbench.ui.codebook.code_doings import CodeDoings, loss_words
from ipof_workbench.ui.codebook.code_look import COLOURS
from ipof_workbench.ui.codebook.code_picks import code_rows
from ipof_workbench.ui.codebook.codebook_panel import CodebookPanel
from ipof_workbench.ui.coding.element_picker import Choice, ElementPicker, Request
from ipof_workbench.ui.configurations.live_reading import LiveReading
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.theme.theme import current_theme

AFTER_MS = 200
"""A coding made by key is painted long before the counts of the codebook follow."""
PICKER_WIDTH = 300
_SHOWN: tuple[type[records.Record], ...] = (records.ThematicCode, records.Coding)
Entry = tuple[str, str, Callable[[], None], str]
"""Words, key, what it does, why it cannot be done now."""


class CodebookDesk(QObject):
    """Signals: `rows_changed()` (they were read), `hinted(words)`, `code_wanted(codes)` (code the selected passage)."""

    rows_changed = Signal()
    hinted = Signal(str)
    code_wanted = Signal(object)

    def __init__(
        self, session: Session, panel: CodebookPanel, picker: ElementPicker, key: str, parent: QObject, codes_text: bool
    ) -> None:
        super().__init__(parent)
        self._session, self.panel, self._picker, self._codes_text = session, panel, picker, codes_text
        self.doings = CodeDoings(session)
        self.rows: Sequence[CodebookRow] = ()
        self._is_front, self._is_stale = False, True
        self._wanted: Rid | None = None
        self._reading = LiveReading(session, f"codebook of {key}", self._read, AFTER_MS)
        self._reading.arrived.connect(self._show)
        self._connect()

    def _connect(self) -> None:
        tree, panel = self.panel.tree, self.panel
        self._session.changed.connect(self._on_changed)
        self._session.filter_changed.connect(self._mark_stale)
        self._session.can_edit_changed.connect(lambda _can: self._fill())
        panel.filter_changed.connect(self._fill)
        panel.new_wanted.connect(self.new_code)
        panel.new_field.written.connect(self._add)
        # Once the editor has closed: the step lets the rows be read anew, and the editor belongs to one of them.
        tree.codes.renamed.connect(self._rename, Qt.ConnectionType.QueuedConnection)
        tree.move_wanted.connect(self.doings.move)
        tree.merge_wanted.connect(self.doings.merge)
        tree.join_wanted.connect(self.join)
        tree.opened.connect(self.open_code)
        tree.delete_wanted.connect(self.delete)
        tree.new_wanted.connect(self.new_code)
        tree.code_wanted.connect(self.code_passage)
        tree.menu_wanted.connect(self.open_menu)
        tree.told.connect(self.hinted)

    # --- keeping in step

    def activate(self) -> None:
        """Bring what is shown up to date; the page came to the front."""
        self._is_front = True
        if self._is_stale:
            self._is_stale = False
            self._reading.read_now()

    def deactivate(self) -> None:
        """Let changes wait: the page went."""
        self._is_front = False
        self._picker.give_up()

    def renew(self) -> None:
        """Read at once what a change was waiting for."""
        if self._reading.is_waiting():
            self._reading.read_now()

    def _on_changed(self, changed: Changed) -> None:
        if not changed.touches(*_SHOWN):
            return
        if not self._is_front:
            self._is_stale = True
        elif changed.touches(records.ThematicCode):
            self._reading.read_now()
        else:
            self._reading.ask()

    def _mark_stale(self) -> None:
        self._is_stale = True
        if self._is_front:
            self.activate()

    def _read(self) -> list[CodebookRow]:
        return self._session.workbench.read.codebook.rows(self._session.current_filter)

    def _show(self, rows: object) -> None:
        if isinstance(rows, list) and self._session.is_open:
            self.rows = rows
            self._fill()
            self.rows_changed.emit()

    def _fill(self) -> None:
        self.panel.tree.show_rows(self.rows, self.panel.words(), self._session.can_edit)
        self.panel.set_editable(self._session.why_not_editable)
        self.panel.show_state()
        if self._wanted is not None and self.panel.tree.choose(self._wanted):
            self._wanted = None

    def show_code(self, rid: Rid) -> None:
        """Select a code, now or as soon as it has been read."""
        self._wanted = rid
        if any(row.rid == rid for row in self.rows) and not self.panel.tree.codes.index_of(rid).isValid():
            self.panel.field.clear()
            self._fill()
        elif self.panel.tree.choose(rid):
            self._wanted = None

    # --- doing

    def chosen(self) -> list[Rid]:
        """Return the selected codes."""
        return self.panel.tree.chosen()

    def name_of(self, rid: Rid) -> str:
        """Return the name of a code."""
        return next((row.name for row in self.rows if row.rid == rid), "")

    def new_code(self) -> None:
        """Ask for the name of a new code, below the current one where one is selected alone."""
        if not self._session.can_edit:
            self._session.refuse(self._session.why_not_editable)
            return
        self.panel.open_new()

    def _add(self, name: str) -> None:
        current = self.panel.tree.current()
        above = self.panel.tree.codes.above(current) if current is not None else []
        made = self.doings.add(name, above[0] if above else None)
        if made is not None:
            self.panel.new_field.clear()
            self.show_code(made)

    def _rename(self, rid: Rid, name: str) -> None:
        if not self.doings.rename(rid, name):
            self._fill()

    def open_code(self, rid: Rid) -> None:
        """Show the passages of a code."""
        self._session.show_record("thematic_code", rid)

    def code_passage(self) -> None:
        """Code the selected passage with the selected codes."""
        chosen = self.chosen()
        if chosen and self._codes_text:
            self.code_wanted.emit(chosen)
        elif chosen:
            self.panel.tree.opened.emit(chosen[0])
        else:
            self.hinted.emit("Choose a code first.")

    def join(self) -> None:
        """Merge the selected codes into the current one."""
        current = self.panel.tree.current()
        others = [rid for rid in self.chosen() if rid != current]
        if current is None or not others:
            self.hinted.emit("Choose two codes or more: the current one stays.")
        else:
            self.doings.merge(others, current)

    def delete(self) -> None:
        """Delete the selected codes."""
        chosen = self.chosen()
        if chosen:
            self.doings.delete(chosen)

    def pick(
        self,
        prompt: str,
        taken: Callable[[Choice], None],
        without: Sequence[Rid] = (),
        *,
        at: QPoint | None = None,
        back: QWidget | None = None,
        **offers: bool,
    ) -> None:
        """Let a person pick a code below the current one in the tree, or to the left of the point `at` (global).

        The keyboard then goes `back`, else to the tree. `offers` are those of `code_rows`.
        """
        after = back or self.panel.tree

        def take(choice: Choice, _stays: bool) -> None:
            after.setFocus(Qt.FocusReason.OtherFocusReason)
            taken(choice)

        request = Request(prompt, lambda words: code_rows(words, self.rows, without, **offers), take, after.setFocus)
        width = current_theme().px(PICKER_WIDTH)
        self._picker.open_for(
            request, at - QPoint(width, 0) if at is not None else self._beside_current(), PICKER_WIDTH
        )

    def _beside_current(self) -> QPoint:
        tree = self.panel.tree
        box, room = tree.visualRect(tree.currentIndex()), tree.viewport().height() - current_theme().px(26)
        return tree.viewport().mapToGlobal(QPoint(tree.indentation(), max(0, min(box.bottom(), room))))

    def _below(self, rid: Rid) -> list[Rid]:
        codes = self.panel.tree.codes
        return [other for other in codes.rows if rid in codes.above(other)]

    def _move_to(self) -> None:
        chosen = self.chosen()
        hidden = [*chosen, *(below for rid in chosen for below in self._below(rid))]
        self.pick("Move below", lambda choice: self.doings.move(chosen, choice.rid), hidden, top=True)

    def _merge_into(self) -> None:
        chosen = self.chosen()

        def take(choice: Choice) -> None:
            if choice.rid is not None:
                self.doings.merge(chosen, choice.rid)

        self.pick("Merge into", take, chosen)

    def _copy_to(self) -> None:
        (source,) = self.chosen()

        def take(choice: Choice) -> None:
            if choice.rid is not None:
                self.doings.copy(source, choice.rid)

        self.pick("Copy its codings to", take, [source])

    # --- the menu

    def open_menu(self, point: object) -> None:
        """Offer everything that can be done with the selected codes."""
        menu = QMenu(self.panel)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setToolTipsVisible(True)
        self.fill_menu(menu)
        place = point if isinstance(point, QPoint) else self.panel.mapToGlobal(QPoint(0, 0))
        menu.popup(place)

    def fill_menu(self, menu: QMenu) -> None:
        """Fill a menu; what cannot be done now says why."""
        chosen, locked = self.chosen(), self._session.why_not_editable
        some = "" if chosen else "Choose a code first"
        one = "" if len(chosen) == 1 else "Choose one code first"
        two = "" if len(chosen) > 1 else "Choose two codes or more first: the current one stays"
        tree = self.panel.tree
        if self._codes_text:
            _add(menu, "Code the selected passage\tSpace", self.code_passage, locked or some)
            _add(menu, "Show its passages\tEnter", lambda: self.open_code(chosen[0]), one)
            menu.addSeparator()
        _add(menu, "New code…\tIns", self.new_code, locked)
        _add(menu, "Rename\tF2", tree.rename, locked or one)
        self._add_colours(menu, chosen, locked or some)
        memo = lambda: self.doings.write_memo(chosen[0], self.name_of(chosen[0]))  # noqa: E731
        _add(menu, "Write a memo", memo, locked or one)
        menu.addSeparator()
        _add(menu, "Move below…", self._move_to, locked or some)
        _add(menu, "Merge into…", self._merge_into, locked or some)
        _add(menu, "Merge the selected into the current\tCtrl+M", self.join, locked or two)
        _add(menu, "Copy its codings to…", self._copy_to, locked or one)
        menu.addSeparator()
        losses = loss_words(self._session.workbench.read.codebook.losses(chosen)) if chosen else ""
        what = "Delete" if len(chosen) < 2 else f"Delete {len(chosen):,} codes"
        _add(menu, f"{what}{' ' if losses else ''}{losses}\tDel", self.delete, locked or some)

    def _add_colours(self, menu: QMenu, chosen: Sequence[Rid], why_not: str) -> None:
        colours = menu.addMenu("Colour")
        colours.setEnabled(not why_not)
        colours.menuAction().setToolTip(why_not)
        held = {row.colour for row in self.rows if row.rid in chosen}
        for key, words in COLOURS:
            action = colours.addAction(words)
            action.triggered.connect(lambda _=False, key=key: self.doings.colour(chosen, key))
            action.setCheckable(True)
            action.setChecked(held == {key})


def _add(menu: QMenu, words: str, work: Callable[[], object], why_not: str) -> None:
    action = menu.addAction(words)
    action.triggered.connect(lambda _=False: work())
    action.setEnabled(not why_not)
    action.setToolTip(why_not)
