"""Coding by keys: what a letter does to the selected passage, naming, closing, uncoding."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from ipof_workbench.app.commands.coding import CodedPassage, CodePassage, CodeThematically, NameCodedElement
from ipof_workbench.app.commands.coding_edits import CodeWithNewCode
from ipof_workbench.app.commands.deletion import DeleteRecords
from ipof_workbench.domain import records
from ipof_workbench.domain.errors import NotFound
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.listings import RoleRow
from ipof_workbench.domain.picking_rows import CodeChoice
from ipof_workbench.domain.steps import Changed
from ipof_workbench.domain.text import shorten
from ipof_workbench.domain.vocabulary import Stance
from ipof_workbench.ui.coding.current_passage import PICKER_WIDTH as PICKER_WIDTH
from ipof_workbench.ui.coding.current_passage import CurrentPassage
from ipof_workbench.ui.coding.element_picker import Choice, ElementPicker, Request
from ipof_workbench.ui.coding.pick_rows import PickIndex, read_index
from ipof_workbench.ui.coding.shown_codings import ShownCodings
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.transcript.view import TranscriptView
from ipof_workbench.ui.widgets.type_ahead import TypeAheadRow


@dataclass(slots=True)
class _Naming:
    """The coding whose element is being named: `step` takes the name in, `is_named` once it has one."""

    coding: Rid
    step: Rid | None
    span: tuple[int, int]
    role: RoleRow
    is_named: bool = False


class CodingDesk(CurrentPassage):
    """What one codes with: the configuration under way, the stance of the next coding, the picker.

    `current_changed` follows when another configuration is under way, `stance_changed` when the next coding will
    take another stance.
    """

    current_changed = Signal()
    stance_changed = Signal()

    def __init__(
        self, session: Session, view: TranscriptView, shown: ShownCodings, picker: ElementPicker, parent: QObject
    ) -> None:
        super().__init__(session, view, shown, parent)
        self._picker = picker
        self.current: Rid | None = None
        self.stance = Stance.SUPPORTS.value
        self._lapsed: Rid | None = None
        self._naming: _Naming | None = None
        self.last_coding: Rid | None = None
        self._elements: PickIndex | None = None
        view.role_key_pressed.connect(self.press)
        view.close_configuration_requested.connect(self.close_configuration)
        view.configuration_activated.connect(self.continue_configuration)
        view.selection_changed.connect(self._selection_changed)
        picker.close_configuration_requested.connect(self.close_configuration)

    # --- the role keys

    def press(self, letter: object) -> None:
        """Code the selected passage in the role with this letter, and offer to name what it is."""
        self._picker.give_up()
        role = next((role for role in self._session.roles() if role.letter.upper() == letter), None)
        span = None if role is None else self.passage()
        if role is None or span is None:
            return
        self._shown.chooses_next = True
        naming = self.code(role, span)
        self._shown.chooses_next = False
        if naming is not None:
            self._offer_name(naming)

    def code(self, role: RoleRow, span: tuple[int, int], element: Rid | None = None, label: str = "") -> _Naming | None:
        """Code a passage in a role of the configuration under way; None where that was refused."""
        document = self._shown.document
        if document is None:
            return None
        outcome = self._session.run(
            CodePassage(
                document,
                *span,
                role.key,
                configuration=self.current,
                element=element,
                label=label,
                stance=self.stance,
            )
        )
        if outcome is None:
            return None
        coded: CodedPassage = outcome.result
        if self.current is None and coded.configuration is not None:
            self.set_current(coded.configuration)
        self.leave_passage(coded.coding)
        self.set_stance(Stance.SUPPORTS.value)
        return _Naming(coded.coding, outcome.step, span, role)

    def leave_passage(self, coding: Rid) -> None:
        """After a coding was made: it is the last one, and nothing is selected or chosen any more."""
        self.last_coding = coding
        self._view.choose(None)
        if self._view.selected_span() is not None:
            self._view.clear_selection()

    # --- other ways to code

    def code_with(self, choice: CodeChoice, span: tuple[int, int]) -> bool:
        """Code a passage with a thematic code, or with an element in its role; tells whether that was done."""
        if choice.element is not None:
            return self.code(self.role_of(choice.role_key), span, choice.element) is not None
        document = self._shown.document
        if document is None or choice.code is None:
            return False
        return self._code_thematically(CodeThematically(document, *span, code=choice.code))

    def code_new(self, span: tuple[int, int], name: str = "", parent: Rid | None = None) -> bool:
        """Code a passage with a new thematic code (with no name, in its own words); tells whether that was done."""
        document = self._shown.document
        if document is None:
            return False
        return self._code_thematically(CodeWithNewCode(document, *span, name=name, parent=parent))

    def _code_thematically(self, command: CodeThematically | CodeWithNewCode) -> bool:
        outcome = self._session.run(command)
        if outcome is None:
            return False
        if outcome.changed is None:
            self.hinted.emit("This passage carries that code already.")
        self.leave_passage(outcome.result.coding)
        return True

    def role_of(self, key: str) -> RoleRow:
        """Return the role with this key; the first one of the grammar where an element has none."""
        roles = self._session.roles()
        return next((role for role in roles if role.key == key), roles[0])

    def _offer_name(self, naming: _Naming) -> None:
        self._naming = naming
        self._shown.set_choosing(naming.coding)
        styles = self._session.role_styles()
        key = naming.role.key

        def rows(words: str) -> Sequence[TypeAheadRow]:
            return self.elements().named(words, key)

        prompt = f"Name the {naming.role.label.lower()}"
        request = Request(prompt, rows, self._name, self._leave_unnamed, styles.get(key))
        self._picker.open_for(request, self.caret(), PICKER_WIDTH)

    def _name(self, choice: Choice, stays: bool) -> None:
        naming = self._naming
        if naming is None:
            return
        words = choice.words if choice.what == "new" else ""
        if naming.is_named:
            self.code(naming.role, naming.span, choice.rid, words)
        else:
            naming.is_named = True
            self._session.run(NameCodedElement(naming.coding, words, choice.rid), amend=naming.step)
        if not stays:
            self._end_naming()
            self.take_keyboard()

    def _leave_unnamed(self) -> None:
        had_keyboard = self._picker.hasFocus() or self._picker.isHidden()
        self._end_naming()
        if had_keyboard:
            self.take_keyboard()

    def _end_naming(self) -> None:
        self._naming = None
        self._shown.set_choosing(None)

    def _selection_changed(self) -> None:
        if self._view.selected_span() is None:
            return
        if self._picker.is_open():
            self._picker.give_up()
        if self._view.isVisible() and not self._view.hasFocus():
            self.take_keyboard()

    # --- the configuration under way

    def close_configuration(self) -> None:
        """Close the configuration under way; the next coding starts another."""
        self._picker.give_up()
        if self.current is None:
            self.hinted.emit("There is no configuration to close: the next coding starts one.")
        elif number := self._number_of_empty(self.current):
            self.hinted.emit(f"There is nothing in configuration {number} yet: fill a place of it, or delete it.")
        else:
            self.set_current(None)
        self.take_keyboard()

    def continue_configuration(self, configuration: object) -> None:
        """Let the next codings belong to this configuration."""
        if isinstance(configuration, int) and configuration > 0:
            self.set_current(configuration)
            self.take_keyboard()

    def set_current(self, configuration: Rid | None) -> None:
        """Let this configuration be under way; None: the next coding starts one."""
        if configuration != self.current:
            self.current = configuration
            self._lapsed = None
            self._shown.set_current(configuration, self._is_partial(configuration))
            self.current_changed.emit()

    def _number_of_empty(self, configuration: Rid) -> str:
        """Return the number of a configuration that has no parts, no words and no evidence; empty where it has some."""
        try:
            detail = self._session.workbench.read.configuration(configuration)
        except NotFound:
            return ""
        return detail.row.number if detail.is_empty else ""

    def _is_partial(self, configuration: Rid | None) -> bool:
        if configuration is None:
            return False
        try:
            return bool(self._session.workbench.read.configuration(configuration).row.missing)
        except NotFound:
            return False

    def set_stance(self, stance: str) -> None:
        """Let the next coding take this stance."""
        if stance != self.stance:
            self.stance = stance
            self.stance_changed.emit()

    # --- taking back

    def uncode(self) -> None:
        """Take away the coding at the caret: the one raised last, else the innermost."""
        here = self.codings_at_caret()
        if not here and self._view.chosen_coding() is None:
            self.hinted.emit("Nothing is coded here.")
            return
        chosen = self._view.chosen_coding() or here[0]
        outcome = self._session.run(DeleteRecords(records.Coding, (chosen.key,)))
        if outcome is not None:
            self._session.show_toast(f"Uncoded “{shorten(chosen.name, 40)}”.")

    # --- keeping in step

    def elements(self) -> PickIndex:
        """Return what can be picked, as it was read last."""
        if self._elements is None:
            self._elements = read_index(self._session)
        return self._elements

    def renew_elements(self) -> None:
        """Read again what can be picked."""
        self._elements = None
        self.elements()

    def take_in(self, changed: Changed) -> None:
        """Follow a change: what is gone cannot be named, nor be under way."""
        naming = self._naming
        if naming is not None and naming.coding not in self._shown.rows:
            self._picker.give_up()
        touched = changed.rids(records.Configuration)
        if touched is not None and not touched:
            return
        exists = self._session.workbench.read.exists
        if self.current is not None and not exists(records.Configuration, self.current):
            lapsed = self.current
            self.set_current(None)
            self._lapsed = lapsed
        elif (
            changed.cause == "redo"
            and self.current is None
            and self._lapsed is not None
            and exists(records.Configuration, self._lapsed)
        ):
            self.set_current(self._lapsed)

    def look_again(self) -> None:
        """Make sure that the configuration under way is still there (after changes that were not followed)."""
        if self.current is not None and not self._session.workbench.read.exists(records.Configuration, self.current):
            self.set_current(None)
