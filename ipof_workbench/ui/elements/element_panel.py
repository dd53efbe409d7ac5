"""Everything on the chosen element, or the fields of several together."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QSizePolicy, QVBoxLayout, QWidget

from ipof_workbench.domain import records
from ipof_workbench.domain.element_rows import ElementQuote, ElementUse, LibraryRow
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.text import shorten
from ipof_workbench.ui.configurations.in_place import EditableText
from ipof_workbench.ui.configurations.wording import ACTIVATION_NOTES
from ipof_workbench.ui.elements.element_facts import ElementFacts
from ipof_workbench.ui.elements.element_quotes import ElementQuoteList
from ipof_workbench.ui.elements.link_list import Lead, LeadList
from ipof_workbench.ui.elements.prose_field import ProseField
from ipof_workbench.ui.elements.role_menu import fill_role_menu, why_no_role
from ipof_workbench.ui.moments import when_words
from ipof_workbench.ui.records.story import with_story
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.buttons import Button, IconButton
from ipof_workbench.ui.widgets.notices import EmptyState
from ipof_workbench.ui.widgets.panels import PANEL_PADDING, Rule, SectionHeader, SidePanel
from ipof_workbench.ui.widgets.plain_label import PlainLabel, as_tooltip

QUOTES_HIGH = 300


class ElementPanel(SidePanel):
    """The right side of the page.

    Signals:
        changed(field, value): a field of all that are shown.
        written(field, words): prose of the one that is shown.
        element_wanted(rid), more_wanted(point): what they say.
        role_wanted(old, new, configurations or None): another role.
        merge_wanted(): the others into the current one.
        split_wanted(label, codings): quotes become a further element.
    """

    changed = Signal(str, object)
    renamed = Signal(str)
    written = Signal(str, str)
    element_wanted = Signal(object)
    more_wanted = Signal(object)
    role_wanted = Signal(str, str, object)
    merge_wanted = Signal()
    split_wanted = Signal(str, object)

    def __init__(
        self, session: Session, parents: Callable[[str], Sequence[LibraryRow]], parent: QWidget | None = None
    ) -> None:
        super().__init__("right", 320, "Element", parent)
        self._session = session
        self.rows: Sequence[LibraryRow] = ()
        self.quotes: Sequence[ElementQuote] = ()
        self.uses: Sequence[ElementUse] = ()
        self.title = EditableText("Label", "Unnamed", size="title", weight=600)
        self.more = IconButton("ellipsis", "More to do with the element")
        self.statement = ProseField("Statement", "The whole statement, in a sentence")
        self.alias = ProseField("Other names", "Other names, joined by ;")
        self.facts = ElementFacts(parents)
        self.role_button = Button("Change role…", "replace")
        self.merge_button = Button("Merge", "merge")
        self._rest = QWidget()
        self.used_in = LeadList("Used in")
        self.below = LeadList("Below it")
        self.lineage = LeadList("Lineage")
        self.note = ProseField("Note", "Note")
        self.quote_head = SectionHeader("Quotes", size="caption")
        self.list = ElementQuoteList()
        self.split_name = QLineEdit()
        self.split_button = Button("Split off", "split")
        self._split_words = PlainLabel("", "small", "text2", wrap=True)
        self.nothing = EmptyState("Choose an element on the left.")
        self._inside = QWidget()
        self._single: list[QWidget] = []
        self._assemble()
        self.story = with_story(self, session)
        self._connect()

    # --- showing

    def show_rows(
        self,
        rows: Sequence[LibraryRow],
        names: Callable[[Rid], str],
        children: Sequence[LibraryRow],
        current: Rid | None = None,
    ) -> None:
        """Show an element, or what several have in common; `current` is the one that the others would merge into."""
        if [row.rid for row in rows] != [row.rid for row in self.rows]:
            self.commit()
            self.split_name.clear()
        self.rows = rows
        self.story.show_subject("element", rows[0].rid if len(rows) == 1 else None)
        editable = self._session.can_edit
        self._head.setVisible(bool(rows))
        self._inside.setVisible(bool(rows))
        self.nothing.setVisible(not rows)
        for widget in self._single:
            widget.setVisible(len(rows) == 1)
        if not rows:
            return
        self.facts.show_rows(rows, names, editable)
        self._rest.setVisible(len(rows) > 1)
        self._show_doings(rows, next((row.label for row in rows if row.rid == current), rows[0].label))
        self.title.setEnabled(editable and len(rows) == 1)
        if len(rows) == 1:
            self._show_one(rows[0], children, editable)
        else:
            self.title.set_text(f"{len(rows):,} elements")

    def commit(self) -> None:
        """Store what an open field holds."""
        self.title.commit()
        self.story.commit()
        self.statement.commit()
        self.alias.commit()
        self.note.commit()
        self.facts.commit()

    def focus_title(self) -> None:
        """Open the label."""
        self.title.edit()

    def focus_split(self) -> None:
        """Give the keyboard to the name of the part that is split off, with all quotes chosen where none is."""
        if not self.list.chosen():
            self.list.selectAll()
        self.split_name.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def fill_role_menu(self, menu: QMenu) -> None:
        """Offer other roles: everywhere, or in one configuration."""
        roles = {role.key: role.label for role in self._session.roles()}
        fill_role_menu(menu, self.rows, self.uses, roles, self.role_wanted.emit)

    def _show_one(self, row: LibraryRow, children: Sequence[LibraryRow], editable: bool) -> None:
        read, styles = self._session.workbench.read, self._session.role_styles()
        record = read.get(records.Element, row.rid)
        self.title.set_text(row.label)
        self.statement.set_text(row.statement)
        self.alias.set_text(record.alias)
        self.note.set_text(record.note)
        for field in (self.statement, self.alias, self.note):
            field.setReadOnly(not editable)
        self.uses = read.library.uses(row.rid)
        self.quotes = read.library.quotes(row.rid, self._session.current_filter)
        self.used_in.show_leads([self._use_lead(use) for use in self.uses])
        self.below.show_leads([Lead(child.label, self._to(child.rid), _codings(child)) for child in children])
        self.lineage.show_leads(
            [
                Lead(
                    lineage_words(line.change, line.is_ancestor, line.label),
                    None if line.is_merged else self._to(line.element),
                    when_words(line.at),
                    tooltip=f"{line.analyst_name}, {when_words(line.at)}" if line.analyst_name else "",
                )
                for line in read.library.lineage(row.rid)
            ]
        )
        self.list.show_quotes(self.quotes, styles)
        nothing = "No passage is coded with it yet"
        if not self._session.chosen_filter.is_empty:
            nothing = "None of its passages passes the filter"
        self.quote_head.set_text(f"Quotes {len(self.quotes):,}" if self.quotes else nothing)
        self.list.setVisible(bool(self.quotes))
        self._show_split()

    def _show_doings(self, rows: Sequence[LibraryRow], stays: str) -> None:
        why_not = self._session.why_not_editable
        reason = why_no_role(rows, len(self._session.roles()), why_not)
        self.role_button.disable(reason) if reason else self.role_button.enable()
        self.merge_button.setVisible(len(rows) > 1)
        self.merge_button.setText(f"Merge into “{shorten(stays, 24)}”")
        if why_not:
            self.merge_button.disable(why_not)
        else:
            self.merge_button.enable()
            self.merge_button.setToolTip(as_tooltip(f"“{stays}” stays, with everything of the others  Ctrl+M"))

    def _use_lead(self, use: ElementUse) -> Lead:
        state = "absent" if use.polarity == "absent" else ACTIVATION_NOTES.get(use.activation, "")
        words = f"{use.number}  {use.title or 'Untitled'}"
        hint = state or use.status.replace("_", " ")
        style = self._session.role_style(use.role_key)
        return Lead(words, lambda: self._session.show_configuration(use.configuration), hint, style)

    def _to(self, rid: Rid) -> Callable[[], None]:
        return lambda: self.element_wanted.emit(rid)

    def _show_split(self) -> None:
        chosen = len(self.list.chosen())
        several = len(self.quotes) > 1
        for widget in (self.split_name, self.split_button, self._split_words):
            widget.setVisible(several and len(self.rows) == 1)
        words = f"{chosen:,} quote{'' if chosen == 1 else 's'} chosen for a further element."
        self._split_words.setText(words if chosen else "Choose quotes to split them off as a further element.")
        self.split_button.enable()
        if not self._session.can_edit:
            self.split_button.disable(self._session.why_not_editable)
        elif not chosen:
            self.split_button.disable("Choose the quotes that are about something else first")
        elif not self.split_name.text().strip():
            self.split_button.disable("Name the further element first")

    # --- building

    def _assemble(self) -> None:
        theme = current_theme()
        column = QVBoxLayout(self._inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        padding = theme.px(PANEL_PADDING)
        self._head = QWidget()
        head = QHBoxLayout(self._head)
        head.setContentsMargins(padding, padding, padding, 0)
        head.addWidget(self.title, 1)
        head.addWidget(self.more)
        self.head.addWidget(self._head)
        split = QHBoxLayout()
        split.addWidget(self.split_name, 1)
        split.addWidget(self.split_button)
        self.split_name.setPlaceholderText("Name of the further element")
        self.split_name.setAccessibleName("Name of the further element")
        self.list.setMinimumHeight(theme.px(QUOTES_HIGH))
        self.list.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.MinimumExpanding)
        self._single = [
            self.statement,
            self.alias,
            self.used_in,
            self.below,
            self.lineage,
        ]
        self._single += [self.note, self.quote_head, self.list, self._split_words, self.split_name, self.split_button]
        upper: tuple[QWidget, ...] = (self.statement, self.alias, self.facts, self.role_button, self.merge_button)
        for part in (*upper, Rule(), self.used_in, self.below, self.lineage):
            column.addWidget(part)
        parted = Rule()
        self._single.append(parted)
        lower: tuple[QWidget, ...] = (self.note, parted, self.quote_head, self._split_words)
        for part in lower:
            column.addWidget(part)
        column.addLayout(split)
        column.addWidget(self.list, 1)
        column.addWidget(self._rest, 1)
        self.body.addWidget(self._inside, 1)
        self.body.addWidget(self.nothing, 1)

    def _connect(self) -> None:
        self.title.committed.connect(self.renamed)
        self.statement.committed.connect(lambda words: self.written.emit("statement", words))
        self.alias.committed.connect(lambda words: self.written.emit("alias", words))
        self.note.committed.connect(lambda words: self.written.emit("note", words))
        self.facts.changed.connect(self.changed)
        self.more.clicked.connect(lambda: self.more_wanted.emit(self.more.mapToGlobal(QPoint(0, self.more.height()))))
        self.role_button.clicked.connect(self._open_roles)
        self.merge_button.clicked.connect(self.merge_wanted)
        self.list.opened.connect(lambda quote: self._session.open_quote(quote.document, quote.start, quote.end))
        self.list.chosen_changed.connect(self._show_split)
        self.split_name.textChanged.connect(lambda _: self._show_split())
        self.split_name.returnPressed.connect(self._split)
        self.split_button.clicked.connect(self._split)

    def _split(self) -> None:
        if self.split_button.isEnabled():
            self.split_wanted.emit(self.split_name.text().strip(), self.list.chosen())

    def _open_roles(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.fill_role_menu(menu)
        menu.popup(self.role_button.mapToGlobal(QPoint(0, self.role_button.height())))


def lineage_words(change: str, is_ancestor: bool, label: str) -> str:
    """Return a line of descent: “merged from “Nobody knows me””."""
    way = {
        ("merged", True): "Merged from",
        ("merged", False): "Merged into",
        ("split", True): "Split from",
        ("split", False): "Split into",
    }[(change, is_ancestor)]
    return f"{way} “{label}”"


def _codings(row: LibraryRow) -> str:
    return f"{row.counts.codings:,} coding{'' if row.counts.codings == 1 else 's'}"
