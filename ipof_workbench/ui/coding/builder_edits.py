"""What the builder asks for, done: each change of the configuration under way is one step."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from PySide6.QtCore import QObject, QPoint

from ipof_workbench.app.commands.base import Command
from ipof_workbench.app.commands.conditions import ChangeCondition
from ipof_workbench.app.commands.configurations import (
    AddConfiguration,
    DuplicateConfiguration,
    ReplaceInPlace,
    TakeOutOfPlace,
)
from ipof_workbench.app.commands.deletion import DeleteRecords
from ipof_workbench.app.commands.elements import AddElement, RenameElement
from ipof_workbench.app.commands.evidence import SetStance
from ipof_workbench.app.commands.record_edits import EditFields
from ipof_workbench.domain import records
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.listings import EvidenceRow, PlaceContentRow, RoleRow
from ipof_workbench.ui.coding.coding_desk import CodingDesk
from ipof_workbench.ui.coding.configuration_builder import ConfigurationBuilder
from ipof_workbench.ui.coding.element_picker import Choice, ElementPicker, Request
from ipof_workbench.ui.coding.place_choices import put_command, with_conditions
from ipof_workbench.ui.configurations.grouping import moved
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.type_ahead import TypeAheadRow


class BuilderEdits(QObject):
    """Turns the builder's signals into steps of the project."""

    def __init__(
        self,
        session: Session,
        builder: ConfigurationBuilder,
        desk: CodingDesk,
        picker: ElementPicker,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._session, self._builder, self._desk, self._picker = session, builder, desk, picker
        builder.fill_requested.connect(self._fill)
        builder.change_requested.connect(self._change)
        builder.removal_requested.connect(self._remove)
        builder.joined.connect(self._join)
        builder.stood.connect(self._stand)
        builder.moved.connect(self._move)
        builder.passage_dropped.connect(self._code_dropped)
        builder.title_written.connect(self._write_title)
        builder.sentence_written.connect(self._write_sentence)
        builder.quote_opened.connect(self._open_quote)
        builder.stance_set.connect(self._set_stance)
        builder.close_requested.connect(desk.close_configuration)
        builder.next_stance_chosen.connect(self._next_stance)
        builder.choice_requested.connect(self.choose)
        builder.show_requested.connect(self._show)
        builder.variant_requested.connect(self._vary)
        builder.deletion_requested.connect(self._delete)
        builder.status_chosen.connect(self._set_status)

    # --- elements in places

    def _fill(self, role: RoleRow) -> None:
        section = self._builder.sections[role.key]

        def taken(choice: Choice, _stays: bool) -> None:
            self._in_configuration(lambda rid: put_command(rid, role.key, choice))
            self._desk.take_keyboard()

        self._pick(f"Name the {role.label.lower()}", role, taken, *section.slot_point())

    def _code_dropped(self, role: RoleRow, span: tuple[int, int], element: Rid | None) -> None:
        """Code words that were dropped on an element with it; those dropped beside as the role's letter does."""
        if element is None:
            self._desk.press(role.letter.upper())  # the words are still selected in the text
        elif self._desk.code(role, span, element) is not None:
            self._desk.take_keyboard()

    def _change(self, content: PlaceContentRow) -> None:
        section = next(s for s in self._builder.sections.values() if content in [c.content for c in s.chips()])
        role = section.role

        def taken(choice: Choice, _stays: bool) -> None:
            self._replace(content, role, choice)
            self._desk.take_keyboard()

        point, width = section.slot_point(content)
        is_element = content.element is not None
        prompt = f"Rename or replace “{content.label}”" if is_element else f"Instead of “{content.label}”"
        self._pick(prompt, role, taken, point, width, content.label if is_element else "", content)

    def _replace(self, content: PlaceContentRow, role: RoleRow, choice: Choice) -> None:
        if choice.what == "condition":
            self._session.run(ChangeCondition(content.rid, choice.words, choice.rid))
        elif choice.what == "rename" and content.element is not None:
            self._session.run(RenameElement(content.element, choice.words))
        elif choice.what == "new":
            added = self._session.run(AddElement(role.key, choice.words))
            if added is not None:
                self._session.run(ReplaceInPlace(content.rid, added.result.rid), amend=added.step)
        elif choice.rid is not None and choice.rid != content.element:
            self._session.run(ReplaceInPlace(content.rid, choice.rid))

    def _remove(self, content: PlaceContentRow) -> None:
        self._session.run(TakeOutOfPlace((content.rid,)))

    def _join(self, content: PlaceContentRow, word: str) -> None:
        detail = self._builder.showing()
        if detail is None:
            return
        place = next(place for place in detail.places if content in place.contents)
        self._place(
            {
                row.rid: (alternative, position)
                for alternative, group in enumerate(regrouped(place.alternatives, content, word))
                for position, row in enumerate(group)
                if (row.alternative, row.position) != (alternative, position)
            }
        )

    def _move(self, content: PlaceContentRow, by: int) -> None:
        detail = self._builder.showing()
        if detail is not None:
            place = next(place for place in detail.places if content in place.contents)
            self._place(moved(place.alternatives, content, by))

    def _place(self, placed: Mapping[Rid, tuple[int, int]]) -> None:
        self._run_as_one(
            EditFields(records.PlaceContent, rid, {"alternative": alternative, "position": position})
            for rid, (alternative, position) in placed.items()
        )

    def _stand(self, content: PlaceContentRow, field: str, key: str) -> None:
        self._session.run(EditFields(records.PlaceContent, content.rid, {field: key}))

    def _pick(
        self,
        prompt: str,
        role: RoleRow,
        taken: Callable[[Choice, bool], None],
        point: QPoint,
        width: int,
        renames: str = "",
        instead_of: PlaceContentRow | None = None,
    ) -> None:
        styles = self._session.role_styles()
        values = self._session.workbench.read.library.case_values()

        def rows(words: str) -> Sequence[TypeAheadRow]:
            found = self._desk.elements().named(words, role.key, renames)
            return with_conditions(found, values, words, instead_of)

        request = Request(prompt, rows, taken, self._desk.take_keyboard, styles[role.key])
        self._picker.open_for(request, point, round(width / current_theme().scale))

    # --- the configuration itself

    def _in_configuration(self, command: Callable[[Rid], Command]) -> None:
        """Run a command on the configuration under way, started in the same step where there is none."""
        if self._desk.current is not None:
            self._session.run(command(self._desk.current))
            return
        started = self._session.run(AddConfiguration())
        if started is not None:
            self._session.run(command(started.result.rid), amend=started.step)
            self._desk.set_current(started.result.rid)

    def _run_as_one(self, commands: Iterable[Command]) -> None:
        step: Rid | None = None
        for command in commands:
            outcome = self._session.run(command, amend=step)
            if outcome is None:
                return
            step = outcome.step or step

    def _write_title(self, title: str) -> None:
        self._in_configuration(lambda rid: EditFields(records.Configuration, rid, {"title": title}))

    def _write_sentence(self, changes: dict[str, str]) -> None:
        detail = self._builder.showing()
        if detail is not None:
            self._session.run(EditFields(records.ConfigurationVersion, detail.draft, changes))

    def _set_status(self, status: str) -> None:
        if self._desk.current is not None:
            self._session.run(EditFields(records.Configuration, self._desk.current, {"status": status}))

    def choose(self) -> None:
        """Let a person choose the configuration to go on with."""
        configurations = self._session.workbench.read.configurations()
        if not configurations:
            self._desk.hinted.emit("There is no configuration yet: your first coding starts one.")
            return

        def rows(words: str) -> Sequence[TypeAheadRow]:
            typed = words.casefold()
            return [
                TypeAheadRow(
                    Choice("configuration", row.rid),
                    f"{row.number}  {row.title or 'Untitled'}",
                    hint="partial" if row.missing else "",
                )
                for row in configurations
                if row.number.casefold().startswith(typed) or typed in row.title.casefold()
            ]

        def taken(choice: Choice, _stays: bool) -> None:
            self._desk.continue_configuration(choice.rid)

        request = Request("Number or title", rows, taken, self._desk.take_keyboard)
        self._picker.open_for(request, self._builder.title_point())

    def _show(self) -> None:
        if self._desk.current is not None:
            self._session.show_configuration(self._desk.current)

    def _vary(self) -> None:
        if self._desk.current is None:
            return
        outcome = self._session.run(DuplicateConfiguration(self._desk.current))
        if outcome is not None:
            self._desk.set_current(outcome.result.rid)

    def _delete(self) -> None:
        detail = self._builder.showing()
        if detail is None:
            return
        if self._session.run(DeleteRecords(records.Configuration, (detail.row.rid,))) is not None:
            self._session.show_toast(f"Deleted configuration {detail.row.number}.")

    # --- evidence

    def _open_quote(self, row: EvidenceRow) -> None:
        self._session.open_quote(row.document, row.start, row.end)

    def _set_stance(self, row: EvidenceRow, stance: str) -> None:
        if stance != row.stance:
            self._session.run(SetStance((row.evidence,), stance))

    def _next_stance(self, stance: str) -> None:
        self._desk.set_stance(stance)
        self._desk.take_keyboard()


def regrouped(
    alternatives: Sequence[Sequence[PlaceContentRow]], content: PlaceContentRow, word: str
) -> list[list[PlaceContentRow]]:
    """Return the alternatives when `content` joins what stands before it by "and" or "or".

    "or" makes it, and what follows it by "and", an alternative of its own; "and" takes its alternative into the one
    before.
    """
    groups = [list(group) for group in alternatives]
    for number, group in enumerate(groups):
        if content not in group:
            continue
        at = group.index(content)
        if word == "or" and at > 0:
            groups[number : number + 1] = [group[:at], group[at:]]
        elif word == "and" and at == 0 and number > 0:
            groups[number - 1 : number + 1] = [groups[number - 1] + group]
        break
    return groups
