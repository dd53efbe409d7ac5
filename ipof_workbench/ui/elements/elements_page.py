"""The Elements page: the library on the left, everything on the chosen elements beside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from ipof_workbench.domain import records
from ipof_workbench.domain.element_rows import DuplicatePair, LibraryRow
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.steps import Changed
from ipof_workbench.ui.configurations.in_place import CalmComboBox
from ipof_workbench.ui.configurations.live_reading import LiveReading
from ipof_workbench.ui.elements.duplicates_foot import DuplicatesFoot
from ipof_workbench.ui.elements.element_doings import ElementDoings, deletion_words, places_of_quotes
from ipof_workbench.ui.elements.element_panel import ElementPanel
from ipof_workbench.ui.elements.library_bar import LibraryBar, NewElementField
from ipof_workbench.ui.elements.library_tree import LibraryTree
from ipof_workbench.ui.live_page import LivePage
from ipof_workbench.ui.places import ElementPlace, Place, RecordPlace
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.notices import EmptyState
from ipof_workbench.ui.widgets.panels import Surface
from ipof_workbench.ui.widgets.plain_label import PlainLabel, as_tooltip
from ipof_workbench.ui.widgets.splitter_room import PanelSplitter

SHOWN_KINDS = (
    records.Element,
    records.Coding,
    records.PlaceContent,
    records.Place,
    records.ConfigurationVersion,
    records.Configuration,
    records.Role,
    records.Lineage,
    records.Memo,
    records.Participant,
    records.Case,
    records.Document,
    records.DocumentParticipant,
)
NOTHING_YET = "No elements yet. They appear here as you code, or write one below."
NOTHING_PASSES = "No element passes these filters."
_TREE, _NOTHING, _FILTERED = range(3)
DUPLICATES_AFTER_MS = 400


class ElementsPage(LivePage):
    """The library of elements."""

    key = "elements"
    page_title = "Elements"
    icon = "shapes"
    shown_kinds = SHOWN_KINDS

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._doings = ElementDoings(session)
        self._rows: Sequence[LibraryRow] = ()
        self._wanted: Rid | None = None
        self._is_filling = False
        self._listing = LiveReading(session, "elements", self._read)
        self.bar = LibraryBar()
        self.tree = LibraryTree()
        self.duplicates = DuplicatesFoot()
        self.new_role = CalmComboBox("Role of a new element")
        self.new_role.setSizeAdjustPolicy(CalmComboBox.SizeAdjustPolicy.AdjustToContents)
        self.new_field = NewElementField()
        self.panel = self.right_panel = ElementPanel(session, self._parents)
        self._drag_words = PlainLabel("", "small", "text2", elide=True)
        self._pages = QStackedWidget()
        self._look = QTimer(self)
        self._look.setSingleShot(True)
        self._look.setInterval(DUPLICATES_AFTER_MS)
        self._assemble()
        self._actions = self._build_actions()
        self._connect()

    # --- the page's contract

    def deactivate(self) -> None:
        self.panel.commit()
        super().deactivate()

    def focus_primary(self) -> None:
        self.tree.setFocus(Qt.FocusReason.OtherFocusReason)

    def status_facts(self) -> str:
        unused = sum(not row.is_used for row in self._rows)
        many = "1 element" if len(self._rows) == 1 else f"{len(self._rows):,} elements"
        shown = len(self.tree.library.passing)
        shown_words = f", {shown:,} shown" if shown != len(self._rows) else ""
        return f"{many}{shown_words}, {unused:,} unused"

    def page_actions(self) -> Sequence[QAction]:
        return self._actions

    def page_keys(self) -> Sequence[tuple[str, str]]:
        return (
            ("Enter", "Go to the quotes of the element"),
            ("Drag", "Put an element below another; with Ctrl merge it"),
        )

    def here(self) -> Place | None:
        current = self.tree.current()
        return RecordPlace(self.key, "element", current) if current is not None else None

    def go_to(self, place: Place) -> None:
        """Show an element; filters that hide it are cleared. A role shows the elements that stand in it."""
        if isinstance(place, ElementPlace):
            self.show_element(place.element)
        elif isinstance(place, RecordPlace) and place.kind == "role":
            self.bar.show_roles(self.session.roles())
            self.bar.clear()
            self.bar.choose_role(next((role.key for role in self.session.roles() if role.rid == place.record), ""))
        elif isinstance(place, RecordPlace):
            self.show_element(place.record)

    def show_element(self, rid: Rid) -> None:
        """Make an element the current one, now or as soon as it has been read."""
        self._wanted = rid
        if any(row.rid == rid for row in self._rows) and not self.tree.library.index_of(rid).isValid():
            self.bar.clear()
        if self.tree.select(rid):
            self._wanted = None

    # --- building

    def _assemble(self) -> None:
        theme = current_theme()
        # From the outside to the inside: moving a tree of widgets into another dresses all of them again.
        halves = PanelSplitter(self)
        centre = QWidget(halves)
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        foot = Surface("panel")
        column.addWidget(self.bar)
        column.addWidget(self._pages, 1)
        row = QHBoxLayout(foot)
        row.setContentsMargins(theme.px(12), theme.px(8), theme.px(12), theme.px(8))
        row.setSpacing(theme.px(8))
        self.new_field.setPlaceholderText("New element")
        self.new_field.setAccessibleName("Label of a new element")
        for part in (self.new_role, self.new_field):
            row.addWidget(part)
        row.addWidget(self._drag_words, 1)
        nothing = EmptyState(NOTHING_YET, "Go to the Code page")
        nothing.action_requested.connect(lambda: self.session.show_page("code"))
        filtered = EmptyState(NOTHING_PASSES, "Clear filters")
        filtered.action_requested.connect(self.bar.clear)
        for page in (self.tree, nothing, filtered):
            self._pages.addWidget(page)
        column.addWidget(self.duplicates)
        column.addWidget(foot)
        halves.addWidget(self.panel)
        halves.setStretchFactor(0, 1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(halves)

    def _build_actions(self) -> list[QAction]:
        entries = (
            ("New element", "plus", "", self._focus_new),
            ("Rename the element", "pencil", "F2", self._rename),
            ("Change the role…", "replace", "", self._open_roles),
            ("Merge the selected into the current", "merge", "Ctrl+M", self._merge_selected),
            ("Split the element…", "split", "", self.panel.focus_split),
            ("Show it in the theory", "workflow", "", self._show_in_theory),
            ("Delete the elements", "trash-2", "", self._delete),
            ("Filter elements", "search", "/", self._focus_search),
        )
        return self.make_actions(entries)

    def _connect(self) -> None:
        session, tree, panel, doings = self.session, self.tree, self.panel, self._doings
        self.follow()
        session.can_edit_changed.connect(lambda _can: self._mark_stale())
        self._listing.arrived.connect(self._show)
        self._listing.busy_changed.connect(self._set_busy)
        self._look.timeout.connect(self._look_for_duplicates)
        self.bar.changed.connect(self._fill)
        self.bar.left.connect(self.focus_primary)
        tree.current_changed.connect(lambda _: self._show_chosen())
        tree.chosen_changed.connect(self._show_chosen)
        # Once the editor has closed: the step lets the rows be read anew, and the editor belongs to one of them.
        tree.library.renamed.connect(self._renamed_in_tree, Qt.ConnectionType.QueuedConnection)
        tree.nest_wanted.connect(doings.nest)
        tree.merge_wanted.connect(self._merge)
        tree.entered.connect(lambda: panel.list.setFocus(Qt.FocusReason.OtherFocusReason))
        tree.delete_wanted.connect(self._delete)
        tree.menu_wanted.connect(self._open_menu)
        tree.drag_told.connect(self._drag_words.setText)
        self.new_field.written.connect(self._add)
        self.new_field.left.connect(self.focus_primary)
        panel.changed.connect(lambda field, value: self._edit({field: value}))
        panel.renamed.connect(self._renamed_in_panel)
        panel.written.connect(self._write)
        panel.element_wanted.connect(self._go_on_to)
        panel.more_wanted.connect(self._open_menu)
        panel.role_wanted.connect(self._change_role)
        panel.merge_wanted.connect(self._merge_selected)
        panel.split_wanted.connect(self._split)
        self.duplicates.merged.connect(lambda stays, goes: self._merge([goes], stays))
        self.duplicates.parted.connect(lambda one, other: doings.keep_apart((one, other)))
        self.duplicates.followed.connect(self._go_on_to)

    # --- reading

    def _read(self) -> list[LibraryRow]:
        return self.session.workbench.read.library.rows(self.session.current_filter)

    def _show(self, rows: object) -> None:
        if not isinstance(rows, list):
            return
        self._rows = rows
        self.bar.show_roles(self.session.roles())
        self._fill_new_roles()
        self._fill()
        self._look.start()

    def _fill(self) -> None:
        """Show what passes the filters, with what was chosen chosen again."""
        scope = self.bar.scope()
        chosen, current = [row.rid for row in self.tree.chosen()], self.tree.current()
        wanted = self._wanted if any(row.rid == self._wanted for row in self._rows) else None
        self._is_filling = True
        self.tree.library.show(self._rows, scope, self.session.role_styles(), self.session.can_edit)
        self.tree.measure()
        if wanted is None or not self.tree.select(wanted):
            self.tree.restore(chosen, current)
        else:
            self.tree.expandAll()
            self._wanted = None
        self._is_filling = False
        passing = self.tree.library.passing
        self._pages.setCurrentIndex(_TREE if passing else (_FILTERED if self._rows else _NOTHING))
        self._show_chosen()
        self.session.refresh_facts()

    def _show_chosen(self) -> None:
        if self._is_filling:
            return
        chosen = self.tree.chosen()
        children = self.tree.library.below(chosen[0].rid) if len(chosen) == 1 else []
        self.panel.show_rows(chosen, self._name_of, children, self.tree.current())
        self._enable_actions(chosen)

    def _name_of(self, rid: Rid) -> str:
        row = self.tree.library.rows.get(rid)
        return row.label if row is not None else ""

    def _on_changed(self, changed: Changed) -> None:
        super()._on_changed(changed)
        if changed.touches(records.RemarkDismissal):
            self._look.start()

    def read_again(self) -> None:
        self._listing.read_now()

    def _set_busy(self, busy: bool) -> None:
        if busy:
            self.bar.busy.start()
        else:
            self.bar.busy.stop()

    def _look_for_duplicates(self) -> None:
        if not self.session.is_open or not self._is_shown:
            return
        library = self.session.workbench.read.library
        self.session.run_in_background(library.likely_duplicates, self._show_pairs, key="duplicate elements")

    def _show_pairs(self, pairs: list[DuplicatePair]) -> None:
        self.duplicates.show_pairs(pairs, self.tree.library.rows, self.session.why_not_editable)

    def _fill_new_roles(self) -> None:
        now = self.new_role.currentData()
        roles = [(role.key, role.label) for role in self.session.roles()]
        if [(self.new_role.itemData(at), self.new_role.itemText(at)) for at in range(self.new_role.count())] != roles:
            self.new_role.clear()
            for key, label in roles:
                self.new_role.addItem(label, key)
            self.new_role.setCurrentIndex(max(0, self.new_role.findData(now)))
        for field in (self.new_role, self.new_field):
            field.setEnabled(self.session.can_edit)
            field.setToolTip(self.session.why_not_editable)

    def _parents(self, typed: str) -> list[LibraryRow]:
        """Return what an element can stand below: neither itself nor anything below it."""
        model = self.tree.library
        chosen = {row.rid for row in self.tree.chosen()}
        words = typed.casefold().split()
        return [
            row
            for row in self._rows
            if row.named
            and row.rid not in chosen
            and chosen.isdisjoint(model.above(row.rid))
            and all(word in row.label.casefold() for word in words)
        ]

    def _enable_actions(self, chosen: Sequence[LibraryRow]) -> None:
        editing = self.session.why_not_editable
        one = "" if len(chosen) == 1 else "Choose one element first"
        some = "" if chosen else "Choose an element first"
        two = "" if len(chosen) > 1 else "Choose two elements or more first: the current one stays"
        split = one or ("" if len(self.panel.quotes) > 1 else "It takes two quotes to split an element")
        recorded = next((row.label for row in chosen if row.recorded), "")
        kept = as_tooltip(f"“{recorded}” stands in a recorded version and stays") if recorded else ""
        new, rename, role, merge, split_action, theory, delete, _ = self._actions
        for action, reason in (
            (new, editing), (rename, editing or one), (role, editing or some), (merge, editing or two),
            (split_action, editing or split), (theory, one), (delete, editing or some or kept),
        ):  # fmt: skip
            action.setEnabled(not reason)
            action.setToolTip(reason)
        delete.setText(deletion_words(chosen) if chosen else "Delete the elements")

    # --- doing

    def _with_one(self, work: Any) -> None:
        chosen = self.tree.chosen()
        if len(chosen) == 1:
            work(chosen[0])

    def _edit(self, changes: dict[str, Any]) -> None:
        if not self._doings.edit([row.rid for row in self.panel.rows], changes):
            self._show_chosen()  # a refused value must not stay in sight as if it were stored

    def _write(self, field: str, words: str) -> None:
        if len(self.panel.rows) == 1:
            self._doings.write(self.panel.rows[0].rid, field, words)

    def _renamed_in_panel(self, label: str) -> None:
        if len(self.panel.rows) == 1 and not self._doings.rename(self.panel.rows[0].rid, label):
            self._show_chosen()

    def _renamed_in_tree(self, rid: Rid, label: str) -> None:
        self._doings.rename(rid, label)

    def _rename(self) -> None:
        index = self.tree.library.index_of(self.tree.current() or 0)
        if index.isValid():
            self.tree.setFocus(Qt.FocusReason.OtherFocusReason)
            self.tree.edit(index)

    def _add(self, label: str) -> None:
        made = self._doings.add(str(self.new_role.currentData()), label)
        if made is not None:
            self.new_field.clear()
            self.show_element(made)

    def _merge(self, others: Sequence[Rid], into: Rid) -> None:
        self._wanted = into
        if self._doings.merge(others, into):
            self.show_element(into)

    def _merge_selected(self) -> None:
        into = self.tree.current()
        others = [row.rid for row in self.tree.chosen() if row.rid != into]
        if into is not None and others:
            self._merge(others, into)

    def _split(self, label: str, codings: list[Rid]) -> None:
        if len(self.panel.rows) == 1:
            contents = places_of_quotes(codings, self.panel.quotes, self.panel.uses)
            made = self._doings.split(self.panel.rows[0].rid, label, codings, contents)
            if made is not None:
                self.panel.split_name.clear()
                self.show_element(made)

    def _change_role(self, old: str, new: str, configurations: tuple[Rid, ...] | None) -> None:
        elements = [row.rid for row in self.panel.rows if old in row.roles]
        self._doings.change_role(elements, old, new, configurations)

    def _delete(self) -> None:
        chosen = self.tree.chosen()
        if chosen and self.session.can_edit:
            self._wanted = self.tree.neighbour_of(frozenset(row.rid for row in chosen))
            if not self._doings.delete(chosen):
                self._wanted = None

    def _show_in_theory(self) -> None:
        self._with_one(lambda row: self.session.show_element(row.rid, row.roles[0] if row.roles else row.role_key))

    def _go_on_to(self, rid: Rid) -> None:
        # The window remembers where one was, for Back; the page shows the element without a window as well.
        self.session.show_record("element", rid)
        self.show_element(rid)

    def _open_menu(self, point: object) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setToolTipsVisible(True)
        menu.addActions(self._actions[1:-1])
        menu.popup(point if isinstance(point, QPoint) else self.mapToGlobal(QPoint(0, 0)))

    def _open_roles(self) -> None:
        self.panel.role_button.click()

    def _focus_new(self) -> None:
        self.new_field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _focus_search(self) -> None:
        self.bar.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.bar.search.selectAll()
