"""The configuration under way, built while one reads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QVBoxLayout, QWidget

from ipof_workbench.domain.appearance import RoleStyle
from ipof_workbench.domain.listings import ConfigurationDetail, EvidenceRow, PlaceRow, RoleRow
from ipof_workbench.domain.vocabulary import Status
from ipof_workbench.ui.coding.evidence_list import SHOWN_AT_MOST, EvidenceList
from ipof_workbench.ui.coding.panel_column import PanelColumn
from ipof_workbench.ui.coding.role_section import RoleSection
from ipof_workbench.ui.coding.sentence_editor import SentenceEditor
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.theme.tokens import BAR_HEIGHT
from ipof_workbench.ui.widgets.buttons import IconButton, LinkButton, PrimaryButton
from ipof_workbench.ui.widgets.counts import Badge, CountsLabel
from ipof_workbench.ui.widgets.layouts import clear_layout
from ipof_workbench.ui.widgets.panels import Rule, SectionHeader
from ipof_workbench.ui.widgets.plain_label import PlainLabel, as_tooltip
from ipof_workbench.ui.widgets.role_tile import NumberDisc
from ipof_workbench.ui.widgets.stance import StanceSwitch

READ_ONLY = "This project cannot be changed now."
PASSED_ON = ("fill_requested", "change_requested", "removal_requested", "joined", "stood", "moved", "passage_dropped")


class _TitleField(QLineEdit):
    """The title, written where it stands; Esc puts the old one back."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.isModified():
            self.undo_all()
        else:
            super().keyPressEvent(event)

    def undo_all(self) -> None:
        """Put the title back as it was."""
        while self.isUndoAvailable():
            self.undo()
        self.setModified(False)


class ConfigurationBuilder(PanelColumn):
    """Shows a configuration; what a person asks for goes out as signals.

    `fill_requested` (role), `change_requested` (content), `removal_requested` (content), `joined` (content, word),
    `stood` (content, field, key), `moved` (content, by), `passage_dropped` (role, span, element or None),
    `title_written` (text), `sentence_written` (changed fields), `quote_opened` (evidence row), `stance_set`
    (evidence row, stance), `close_requested`, `choice_requested`, `show_requested`, `variant_requested`,
    `deletion_requested`, `status_chosen` (key), `next_stance_chosen` (key).
    """

    fill_requested = Signal(object)
    change_requested = Signal(object)
    removal_requested = Signal(object)
    joined = Signal(object, object)
    stood = Signal(object, str, str)
    moved = Signal(object, int)
    passage_dropped = Signal(object, object, object)
    title_written = Signal(object)
    sentence_written = Signal(object)
    quote_opened = Signal(object)
    stance_set = Signal(object, object)
    close_requested = Signal()
    choice_requested = Signal()
    show_requested = Signal()
    variant_requested = Signal()
    deletion_requested = Signal()
    status_chosen = Signal(object)
    next_stance_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Configuration", parent)
        self.setObjectName("configurationBuilder")
        self._detail: ConfigurationDetail | None = None
        self._editable = True
        self.sections: dict[str, RoleSection] = {}
        self._build_head()
        self._build_body()
        self._build_foot()
        self.theme_changed()

    # --- building

    def _build_head(self) -> None:
        self.disc = NumberDisc("1", size=22)
        self.title = _TitleField()
        self.title.setObjectName("configurationTitle")
        self.title.setAccessibleName("Title of the configuration")
        self.title.setPlaceholderText("Name this configuration")
        self.title.editingFinished.connect(self._title_finished)
        self.partial = Badge("Partial", dashed=True)
        self.partial.setToolTip("A part is still missing; that is fine.")
        self.menu_button = IconButton("ellipsis", "More on this configuration")
        self.menu_button.clicked.connect(self._show_menu)
        self._head = QWidget()
        self._head_row = QHBoxLayout(self._head)
        for widget in (self.disc, self.title, self.partial, self.menu_button):
            self._head_row.addWidget(widget)
        self.head.addWidget(self._head)
        self.head.addWidget(Rule())

    def _build_body(self) -> None:
        self._sections = QVBoxLayout()
        self.sentence = SentenceEditor()
        self.sentence.slot_activated.connect(self._go_to_part)
        self.sentence.written.connect(self.sentence_written)
        self._counts = CountsLabel(words=True)
        self._evidence_head = SectionHeader("Evidence", size="caption", trailing=self._counts)
        self.evidence = EvidenceList()
        self.evidence.quote_opened.connect(self.quote_opened)
        self.evidence.stance_chosen.connect(self.stance_set)
        self._all = LinkButton("Show all")
        self._all.clicked.connect(self.show_requested)
        self.promise = PlainLabel("", "body", "text2", wrap=True)
        self.body.addLayout(self._sections)
        for widget in (self.sentence, Rule(), self._evidence_head, self.evidence, self._all, self.promise):
            self.body.addWidget(widget)
        self.body.addStretch(1)

    def _build_foot(self) -> None:
        self._stance_row, self._button_row = QHBoxLayout(), QHBoxLayout()
        self.stances = StanceSwitch()
        self.stances.chosen.connect(self._stance_clicked)
        self.close_button = PrimaryButton("Close and start next", key_hint="Ctrl Enter")
        self.close_button.clicked.connect(self.close_requested)
        self._stance_label = PlainLabel("Stance", "caption", "text2", 600)
        self._stance_label.setToolTip("What the next coding does to this configuration: Shift+1 to Shift+5")
        self._stance_row.addWidget(self._stance_label)
        self._stance_row.addStretch(1)
        self._stance_row.addWidget(self.stances)
        self._button_row.addWidget(self.close_button)
        self.foot.addWidget(Rule())
        self.foot.addLayout(self._stance_row)
        self.foot.addWidget(Rule())
        self.foot.addLayout(self._button_row)

    def theme_changed(self) -> None:
        super().theme_changed()
        if not hasattr(self, "_button_row"):
            return
        theme = current_theme()
        px = theme.px
        self.head.setSpacing(0)
        self.foot.setSpacing(0)
        self.body.setSpacing(px(10))
        self._sections.setSpacing(px(6))
        # As high as the bar of the page, without the rule under it.
        self._head.setFixedHeight(px(BAR_HEIGHT) - 1)
        self._head_row.setContentsMargins(px(12), 0, px(8), 0)
        self._head_row.setSpacing(px(8))
        self._stance_row.setContentsMargins(px(12), px(8), px(12), px(8))
        self._button_row.setContentsMargins(px(12), px(12), px(12), px(12))
        self.title.setFont(theme.font("title", 600))
        tokens = theme.tokens
        # Reads as a title until it is written in.
        self.title.setStyleSheet(
            f"QLineEdit {{ background: transparent; border: 1px solid transparent; padding: 0 {px(2)}px;"
            f" font-size: {theme.font('title').pointSizeF()}pt; font-weight: 600; }}"
            f"QLineEdit:hover {{ background: {tokens.hover}; }}"
            f"QLineEdit:focus {{ background: {tokens.raised}; border: 2px solid {tokens.focus};"
            f" padding: 0 {px(1)}px; }}"
        )

    def show_next_stance(self, stance: str) -> None:
        """Show the stance that the next coding will take."""
        self.stances.set_stance(stance)
        self._fit_stances()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_stances()

    def _fit_stances(self) -> None:
        """The longest word needs the room of the label, which says no more than the glyphs do."""
        room = self.width() - 2 * current_theme().px(12) - current_theme().px(8)
        needed = self.stances.sizeHint().width() + self._stance_label.sizeHint().width()
        self._stance_label.setVisible(needed <= room)

    def set_roles(self, roles: Sequence[RoleRow], styles: Mapping[str, RoleStyle]) -> None:
        """Make one section for each role of the grammar."""
        if [section.role for section in self.sections.values()] == list(roles):
            return
        clear_layout(self._sections)
        self.sections = {}
        for role in roles:
            section = RoleSection(role, styles[role.key])
            for signal in PASSED_ON:
                getattr(section, signal).connect(getattr(self, signal))
            self.sections[role.key] = section
            self._sections.addWidget(section)
            self._sections.addWidget(Rule())

    # --- showing

    def show_configuration(
        self, detail: ConfigurationDetail | None, evidence: Sequence[EvidenceRow], number: str, editable: bool
    ) -> None:
        """Show a configuration; None shows what the next coding will start, which will have `number`."""
        self._detail, self._editable = detail, editable
        self.disc.set_number(detail.row.number if detail else number)
        if not self.title.isModified():
            self.title.setText(detail.row.title if detail else "")
            self.title.setToolTip(as_tooltip(self.title.text()))
            self.title.setCursorPosition(0)
            self.title.setModified(False)
        self.title.setReadOnly(not editable)
        self.partial.setVisible(detail is not None and bool(detail.row.missing))
        places: dict[str, PlaceRow] = {place.role.key: place for place in detail.places} if detail else {}
        for key, section in self.sections.items():
            section.show_place(places.get(key), editable)
        self.sentence.show_detail(detail, self.part_styles(), editable)
        self._show_evidence(detail, evidence)
        first = "first" if number == "1" else "next"
        self.promise.setText(f"Your {first} coding starts configuration {number}.")
        self.promise.setVisible(detail is None)
        if not editable:
            self.close_button.disable(READ_ONLY)
        elif detail is None:
            self.close_button.disable("There is nothing to close yet.")
        else:
            self.close_button.enable()

    def _show_evidence(self, detail: ConfigurationDetail | None, evidence: Sequence[EvidenceRow]) -> None:
        self._evidence_head.setVisible(bool(evidence))
        self.evidence.setVisible(bool(evidence))
        self.evidence.show_rows(evidence)
        if detail is not None:
            self._counts.set_counts(*detail.row.counts)
        self._all.setVisible(len(evidence) > SHOWN_AT_MOST)
        self._all.setText(f"Show all {len(evidence):,}")

    def part_styles(self) -> dict[str, RoleStyle]:
        """Return the look of each part of the sentence: that of its role, of the context where it has several."""
        styles: dict[str, RoleStyle] = {}
        for key, section in self.sections.items():
            if key == "context" or section.role.connector not in styles:
                styles[section.role.connector] = section.look
        return styles

    def showing(self) -> ConfigurationDetail | None:
        """Return the configuration on display."""
        return self._detail

    def title_point(self) -> QPoint:
        """Return where a picker over the title opens (global)."""
        return self.disc.mapToGlobal(QPoint(0, 0))

    # --- within

    def _title_finished(self) -> None:
        if self.title.isModified():
            self.title.setModified(False)
            self.title_written.emit(self.title.text().strip())

    def _stance_clicked(self, stance: object) -> None:
        self._fit_stances()
        self.next_stance_chosen.emit(stance)

    def finish(self) -> None:
        """Take in what is half written."""
        self._title_finished()
        self.sentence.commit()

    def _go_to_part(self, part: object) -> None:
        for section in self.sections.values():
            if section.role.connector == part:
                chips = section.chips()
                target = chips[0] if chips else section.free_slot()
                if target is not None:
                    target.setFocus(Qt.FocusReason.ShortcutFocusReason)
                return

    def _show_menu(self) -> None:
        menu = QMenu(self)
        detail = self._detail
        menu.addAction("Continue another configuration…").triggered.connect(self.choice_requested)
        here = menu.addAction("Show on the Configurations page")
        here.triggered.connect(self.show_requested)
        menu.addSeparator()
        status = menu.addMenu("Status")
        for member in Status:
            action = status.addAction(member.words.capitalize())
            action.setCheckable(True)
            action.setChecked(detail is not None and detail.row.status == member.value)
            action.triggered.connect(lambda _checked, key=member.value: self.status_chosen.emit(key))
        variant = menu.addAction("Make a variant")
        variant.triggered.connect(self.variant_requested)
        delete = menu.addAction("Delete configuration")
        delete.triggered.connect(self.deletion_requested)
        here.setEnabled(detail is not None)
        for action in (status.menuAction(), variant, delete):
            action.setEnabled(detail is not None and self._editable)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.menu_button.mapToGlobal(QPoint(0, self.menu_button.height())))
