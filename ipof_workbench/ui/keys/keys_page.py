"""Help > Change keys: which key does what while coding, presets, and other keys for each action."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QLineEdit, QTableView, QVBoxLayout, QWidget

from ipof_workbench.ui.actions import ACTIONS
from ipof_workbench.ui.fitting import say
from ipof_workbench.ui.keys.key_catcher import KeyCatcher
from ipof_workbench.ui.keys.key_map import BY_KEY, PRESETS, KeyMap
from ipof_workbench.ui.keys.key_rows import KeyRow, KeyRowsModel, key_rows
from ipof_workbench.ui.keys.key_store import key_store, written
from ipof_workbench.ui.page import Page
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.buttons import Button, QuietButton
from ipof_workbench.ui.widgets.delegates import configure_table
from ipof_workbench.ui.widgets.notices import EmptyState, InlineError, NoticeBox
from ipof_workbench.ui.widgets.panels import PageBar, Rule, Surface
from ipof_workbench.ui.widgets.plain_label import PlainLabel
from ipof_workbench.ui.widgets.switches import SegmentedSwitch

STAYS_WHY = "This key is the same in every map"
CHOOSE_WHY = "Choose a row above first"


class KeysPage(Page):
    """The table of keys, with a field for the new key below it.

    A click on a row (or Enter) waits for the new key of its action; a key that another action has is asked for twice.
    """

    key = "keys"
    page_title = "Keys"
    icon = "circle-question-mark"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.setObjectName("keysPage")
        self._store = key_store(session)
        self._asked = ""
        self._waiting = ""
        self.bar = PageBar("Keys")
        self.bar.set_subtitle("Kept on this computer")
        self.reset_all = Button("Reset all", "rotate-ccw")
        self.bar.add_right(self.reset_all)
        self.search = QLineEdit()
        self.search.setObjectName("keysSearch")
        self.search.setAccessibleName("Search keys")
        self.search.setPlaceholderText("Search keys")
        self.presets = SegmentedSwitch([(key, preset.name) for key, preset in PRESETS.items()], "Preset")
        self.about_preset = PlainLabel("", "small", "text2", wrap=True)
        self.notice = NoticeBox("warning", "")
        self.model = KeyRowsModel(self)
        self.table = QTableView()
        self._empty = EmptyState("")
        self.catcher = KeyCatcher()
        self.error = InlineError()
        self.remove_button, self.reset_button = QuietButton("Remove key"), QuietButton("Reset")
        self._dress_table()
        self._lay_out()
        self._connect()

    def _dress_table(self) -> None:
        configure_table(self.table, "Keys")
        self.table.setModel(self.model)
        self.table.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        head = self.table.horizontalHeader()
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column, width in ((1, 260), (2, 130), (3, 70)):
            head.resizeSection(column, current_theme().px(width))

    def _lay_out(self) -> None:
        px = current_theme().px
        top = Surface("paper")
        row = QHBoxLayout(top)
        row.setContentsMargins(px(12), px(8), px(12), px(4))
        row.setSpacing(px(12))
        self.search.setMaximumWidth(px(260))
        row.addWidget(self.search, 1)
        row.addStretch(1)
        row.addWidget(self.presets)
        under = Surface("paper")
        line = QVBoxLayout(under)
        line.setContentsMargins(px(12), 0, px(12), px(8))
        line.addWidget(self.about_preset)
        line.addWidget(self.notice)
        foot = Surface("panel")
        column = QVBoxLayout(foot)
        column.setContentsMargins(px(12), px(8), px(12), px(8))
        column.setSpacing(px(4))
        keys = QHBoxLayout()
        keys.setSpacing(px(8))
        for part in (self.catcher, self.remove_button, self.reset_button):
            keys.addWidget(part)
        column.addLayout(keys)
        column.addWidget(self.error)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for widget in (self.bar, top, under, self._empty, self.table, Rule(), foot):
            layout.addWidget(widget)
        layout.setStretchFactor(self.table, 1)
        layout.setStretchFactor(self._empty, 1)

    def _connect(self) -> None:
        self._store.changed.connect(self._show)
        self.search.textChanged.connect(lambda _words: self._show())
        self.presets.chosen.connect(lambda key: self._store.use(self._store.map.with_preset(str(key))))
        self.table.clicked.connect(self._wait_for)
        self.table.activated.connect(self._wait_for)
        self.table.selectionModel().currentRowChanged.connect(lambda *_rows: self._show_buttons())
        self.catcher.pressed.connect(self._take)
        self.catcher.left.connect(self._stop_waiting)
        self.reset_button.clicked.connect(self._reset)
        self.remove_button.clicked.connect(self._remove)
        self.reset_all.clicked.connect(lambda: self._store.use(KeyMap(self._store.map.preset)))
        self._empty.action_requested.connect(self.search.clear)

    # --- what a page does

    def activate(self) -> None:
        self._show()

    def deactivate(self) -> None:
        self._stop_waiting()

    def focus_primary(self) -> None:
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        if self.model.rows and not self.table.currentIndex().isValid():
            self.table.selectRow(0)

    def status_facts(self) -> str:
        own = len(self._store.map.own)
        return f"{PRESETS[self._store.map.preset].name} keys, {own} changed" if own else ""

    def regions(self) -> Sequence[QWidget]:
        return (self.search, self.table, self.reset_button)

    # --- showing

    def letters(self) -> dict[str, str]:
        """Return the letters of the grammar's roles with the words for them."""
        return {role.letter.upper(): role.label[:1].lower() + role.label[1:] for role in self.session.roles()}

    def _show(self) -> None:
        if not self.session.is_open:
            return
        key_map, chosen = self._store.map, self._row()
        self.model.show(key_rows(key_map, self.letters(), self.search.text()))
        self.table.setVisible(bool(self.model.rows))
        self._empty.setVisible(not self.model.rows)
        say(self._empty, f"No key or action holds “{self.search.text()}”.", "Clear search")
        self.presets.set_current(key_map.preset)
        self.about_preset.setText(PRESETS[key_map.preset].words)
        conflicts = " ".join(key_map.conflicts(self.letters()))
        self.notice.set_text(conflicts)
        self.notice.setVisible(bool(conflicts))
        self.reset_all.setEnabled(bool(key_map.own))
        self.reset_all.setToolTip("" if key_map.own else "No key was changed")
        if chosen is not None:
            at = next((n for n, row in enumerate(self.model.rows) if row.words == chosen.words), None)
            if at is not None and at != self.table.currentIndex().row():
                self.table.selectRow(at)
        self._show_buttons()
        self.session.refresh_facts()

    def _row(self) -> KeyRow | None:
        index = self.table.currentIndex()
        return self.model.rows[index.row()] if 0 <= index.row() < len(self.model.rows) else None

    def _show_buttons(self) -> None:
        row = self._row()
        fixed = CHOOSE_WHY if row is None else "" if row.action else STAYS_WHY
        has_keys = row is not None and bool(row.keys)
        changed = row is not None and self._store.map.is_changed(row.action)
        for button, usable, why in (
            (self.remove_button, has_keys, "This action has no key"),
            (self.reset_button, changed, "This action has the keys of the preset"),
        ):
            button.setEnabled(usable and not fixed)
            button.setToolTip(fixed or ("" if usable else why))

    # --- changing

    def _wait_for(self, index: QModelIndex) -> None:
        row = self.model.rows[index.row()]
        self.error.clear()
        if not row.action:
            self.error.show_error(f"{row.keys}: {STAYS_WHY[0].lower()}{STAYS_WHY[1:]}.")
            return
        self._waiting, self._asked = row.action, ""
        self.catcher.show_words(f"Press the new key for “{row.words}”; Esc leaves it as it is")
        self.catcher.setFocus(Qt.FocusReason.OtherFocusReason)

    def _stop_waiting(self) -> None:
        had_keyboard = self.catcher.hasFocus()
        self._waiting = self._asked = ""
        self.catcher.show_words("")
        self.error.clear()
        if had_keyboard:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take(self, key: str) -> None:
        action, key_map = self._waiting, self._store.map
        if not action:
            return
        refusal = key_map.refusal(key, self.letters(), self._taken())
        holder = key_map.holder(action, key)
        if refusal:
            self._asked = ""
            self.error.show_error(refusal)
        elif holder and self._asked != key:
            self._asked = key
            words = BY_KEY[action].words.removesuffix("…")
            self.error.show_error(f"{written(key)} is “{holder}”. Press it again to give it to “{words}” instead.")
        else:
            self._store.use(key_map.with_key_moved(action, key))
            self._stop_waiting()

    def _taken(self) -> dict[str, str]:
        """Return the keys that the window and the Code page have for other things."""
        taken = {key: spec.words or spec.text.removesuffix("…") for spec in ACTIONS for key in spec.keys}
        pages = getattr(self.parentWidget(), "pages", {})
        taken |= {f"Ctrl+{at}": "go to a page" for at in range(1, 10)}
        code = pages.get("code")
        for action in code.findChildren(QAction) if code is not None else ():
            if not action.objectName().startswith("code_") and not action.isSeparator():
                for sequence in action.shortcuts():
                    words = action.text().removesuffix("…")
                    taken[sequence.toString(QKeySequence.SequenceFormat.PortableText)] = words
        return taken

    def _reset(self) -> None:
        row = self._row()
        if row is not None and row.action:
            self._store.use(self._store.map.with_reset(row.action))

    def _remove(self) -> None:
        row = self._row()
        if row is not None and row.action:
            self._store.use(self._store.map.with_keys(row.action, self._store.map.keys(row.action)[1:]))
