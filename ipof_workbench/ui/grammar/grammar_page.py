"""Theory > Grammar: the roles of the project's configurations, edited where they stand."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QScrollArea, QSplitter, QVBoxLayout, QWidget

from ipof_workbench.domain import records
from ipof_workbench.domain.appearance import role_styles
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.steps import Changed
from ipof_workbench.ui.configurations.in_place import claims_key
from ipof_workbench.ui.grammar.example_panel import ExamplePanel
from ipof_workbench.ui.grammar.role_list import RoleList
from ipof_workbench.ui.page import Page
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.buttons import PrimaryButton
from ipof_workbench.ui.widgets.panels import PageBar, Surface

SHOWN_KINDS = (
    records.Role,
    records.Grammar,
    records.PlaceContent,
    records.Place,
    records.Coding,
    records.Element,
    records.DiagramPosition,
)


class NewRoleField(QLineEdit):
    """Where the label of a new role is written: Enter adds it, Esc clears it."""

    written = Signal(str)
    left = Signal()

    def event(self, event: QEvent) -> bool:
        return claims_key(event) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.text().strip():
                self.written.emit(self.text().strip())
        elif event.key() == Qt.Key.Key_Escape:
            self.clear()
            self.left.emit()
        else:
            super().keyPressEvent(event)


class GrammarPage(Page):
    """The list of roles, presets and an example beside it."""

    key = "grammar"
    page_title = "Grammar"
    icon = "settings-2"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.setObjectName("grammarPage")
        self.bar = PageBar("Grammar")
        self.bar.set_subtitle("The roles that a configuration has, in their order")
        self.add_button = PrimaryButton("Add role", "plus")
        self.bar.add_right(self.add_button)
        self.roles = RoleList()
        self.field = NewRoleField()
        self.field.setAccessibleName("Label of a new role")
        self.field.setPlaceholderText("New role, such as Barrier")
        self.example = self.right_panel = ExamplePanel()
        self._assemble()
        self._connect()

    def _assemble(self) -> None:
        theme = current_theme()
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(self.roles)
        foot = Surface("panel")
        row = QHBoxLayout(foot)
        row.setContentsMargins(theme.px(12), theme.px(8), theme.px(12), theme.px(8))
        row.addWidget(self.field)
        row.addStretch(1)
        self.field.setMinimumWidth(theme.px(280))
        centre = QWidget()
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.bar, scroll, foot):
            column.addWidget(part)
        halves = QSplitter(Qt.Orientation.Horizontal)
        halves.setChildrenCollapsible(False)
        halves.setHandleWidth(1)
        halves.addWidget(centre)
        halves.addWidget(self.example)
        halves.setStretchFactor(0, 1)
        halves.setStretchFactor(1, 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(halves)

    def _connect(self) -> None:
        self.session.changed.connect(self._on_changed)
        self.session.can_edit_changed.connect(lambda _can: self._show() if self.isVisible() else None)
        self.add_button.clicked.connect(lambda: self.field.setFocus(Qt.FocusReason.ShortcutFocusReason))
        self.field.written.connect(self._add)
        self.field.left.connect(self.focus_primary)
        self.roles.changed.connect(self._edit)
        self.roles.ordered.connect(self._order)
        self.roles.hide_requested.connect(self._hide)
        self.roles.show_requested.connect(self._show_again)
        self.roles.removal_requested.connect(self._remove)
        self.roles.use_followed.connect(lambda role: self.session.show_record("role", role))
        self.example.preset_wanted.connect(self._apply_preset)
        self.example.role_wanted.connect(lambda key: self.roles.editor_of(str(key)).focus_label())

    # --- what a page does

    def activate(self) -> None:
        self._show()
        self.example.choose_present()

    def deactivate(self) -> None:
        self.roles.commit()

    def focus_primary(self) -> None:
        shown = self.session.roles()
        if shown and shown[0].rid in self.roles.editors:
            self.roles.editors[shown[0].rid].focus_label()

    def status_facts(self) -> str:
        shown = len(self.session.roles())
        hidden = len(self.roles.editors) - shown
        words = f"{shown:,} role{'' if shown == 1 else 's'}"
        return f"{words}, {hidden:,} hidden" if hidden else words

    # --- showing

    def _show(self) -> None:
        read = self.session.workbench.read
        roles = read.roles(hidden=True)
        styles = role_styles(roles)
        self.roles.show_roles(roles, styles, read.grammar.uses(), self.session.can_edit)
        self.example.show_roles(roles, styles, self.session.why_not_editable)
        self.field.setEnabled(self.session.can_edit)
        if self.session.can_edit:
            self.add_button.enable()
        else:
            self.add_button.disable(self.session.why_not_editable)
        self.session.refresh_facts()

    def _on_changed(self, changed: Changed) -> None:
        if self.isVisible() and changed.touches(*SHOWN_KINDS):
            self._show()

    # --- doing

    def _edit(self, role: Rid, field: str, value: object) -> None:
        from ipof_workbench.app.commands.grammar import EditRole

        if self.session.run(EditRole(role, {field: value})) is None:
            self._show()  # a refused value must not stay in sight as if it were stored

    def _order(self, roles: tuple[Rid, ...]) -> None:
        from ipof_workbench.app.commands.grammar import OrderRoles

        self.session.run(OrderRoles(roles))

    def _add(self, label: str) -> None:
        from ipof_workbench.app.commands.grammar import AddRole

        if self.session.run(AddRole(label)) is not None:
            self.field.clear()

    def _hide(self, role: Rid) -> None:
        from ipof_workbench.app.commands.grammar import HideRole

        label = self.roles.editors[role].role.label
        if self.session.run(HideRole(role)) is not None:
            self.session.show_toast(f"Hid {label}; what stands in it stays stored")

    def _show_again(self, role: Rid) -> None:
        from ipof_workbench.app.commands.grammar import ShowRole

        self.session.run(ShowRole(role))

    def _remove(self, role: Rid) -> None:
        from ipof_workbench.app.commands.grammar import RemoveRole

        label = self.roles.editors[role].role.label
        if self.session.run(RemoveRole(role)) is not None:
            self.session.show_toast(f"Removed the role {label}")

    def _apply_preset(self, key: str) -> None:
        from ipof_workbench.app.commands.grammar import ApplyPreset

        if self.session.run(ApplyPreset(key)) is not None:
            self.session.show_toast("Changed the grammar; nothing was lost")
